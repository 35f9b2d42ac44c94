//! A command of the demo, and the context of all commands.

use super::data::Words;
use super::days::Days;
use super::story::Story;
use super::texts::{self, say};
use crate::domain::gate::{Assign, Verb};
use crate::domain::value::id::CaseId;
use crate::domain::value::moment::Moment;
use crate::domain::value::title::Lang;
use chrono::NaiveDateTime;

/// A command of the demo.
pub(super) struct Doing {
    /// The verbs.
    pub(super) chain: Vec<Box<dyn Verb>>,
    /// Who does it.
    pub(super) by: &'static str,
    /// Reason for overriding a gate.
    pub(super) overriding: Option<String>,
    /// The assignment, if the command is one: a policy may require another form for it.
    pub(super) hop: Option<Assign>,
}

/// The context of all acts.
pub(super) struct DemoContext<'a> {
    /// Language of the texts.
    pub(super) lang: Lang,
    /// The days of the year.
    pub(super) days: &'a Days<'a>,
    /// UTC offset of the time zone at a local time, in seconds.
    pub(super) offset: &'a dyn Fn(NaiveDateTime) -> i32,
    /// The main case of the outage, to which the other cases are linked.
    pub(super) incident: Option<CaseId>,
}

impl DemoContext<'_> {
    /// A local time as it is recorded in the log.
    pub(super) fn moment(&self, at: NaiveDateTime) -> Moment {
        crate::domain::value::moment::at_offset(at, (self.offset)(at)).unwrap_or_else(|| Moment::day(at.date()))
    }

    /// The texts in the demo's language.
    pub(super) fn words(&self) -> &'static Words {
        texts::words(self.lang)
    }
}

/// A random part with its placeholders filled in for this story.
pub(super) fn text(story: &mut Story, context: &DemoContext<'_>, parts: &[&str]) -> String {
    say(parts, story.product, context.lang, &mut story.random)
}

pub(super) fn boxed(verb: impl Verb + 'static) -> Vec<Box<dyn Verb>> {
    vec![Box::new(verb)]
}

/// The level to which a story's case is escalated; none above the head office.
pub(super) fn level_above(story: &Story) -> Option<&'static str> {
    let unit = story.lead().0;
    Some(if unit == story.outlet.code {
        "sub-branch"
    } else if unit == story.outlet.above.0 {
        "branch-2"
    } else if unit == story.outlet.region.0 {
        "head-office"
    } else if unit == story.outlet.branch.0 {
        "branch-1"
    } else {
        return None;
    })
}
