//! A command of the demo, and what all of them look at.

use super::days::Days;
use super::parts::Words;
use super::story::Story;
use super::texts::{self, say};
use crate::domain::gate::{Assign, Verb};
use crate::domain::value::id::CaseId;
use crate::domain::value::moment::Moment;
use crate::domain::value::title::Lang;
use chrono::NaiveDateTime;

/// A command of the demo.
pub(super) struct Doing {
    /// What is done.
    pub(super) chain: Vec<Box<dyn Verb>>,
    /// By whom.
    pub(super) by: &'static str,
    /// Why a gate is passed over.
    pub(super) overriding: Option<String>,
    /// The hop, where it is one: a policy may want another form with it.
    pub(super) hop: Option<Assign>,
}

/// What all acts look at.
pub(super) struct DemoContext<'a> {
    /// Language of the texts.
    pub(super) lang: Lang,
    /// The year.
    pub(super) days: &'a Days<'a>,
    /// Offset of the zone at a local time, in seconds.
    pub(super) offset: &'a dyn Fn(NaiveDateTime) -> i32,
    /// The case that the outage's others are linked to.
    pub(super) incident: Option<CaseId>,
}

impl DemoContext<'_> {
    /// A local time as the log has it.
    pub(super) fn moment(&self, at: NaiveDateTime) -> Moment {
        crate::domain::value::moment::at_offset(at, (self.offset)(at)).unwrap_or_else(|| Moment::day(at.date()))
    }

    /// The words of its language.
    pub(super) fn words(&self) -> &'static Words {
        texts::words(self.lang)
    }
}

/// One of the parts, its gaps filled for this story.
pub(super) fn text(story: &mut Story, scene: &DemoContext<'_>, parts: &[&str]) -> String {
    say(parts, story.product, scene.lang, &mut story.random)
}

pub(super) fn boxed(verb: impl Verb + 'static) -> Vec<Box<dyn Verb>> {
    vec![Box::new(verb)]
}

/// The level to which a story's case is taken up; none above the head office.
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
