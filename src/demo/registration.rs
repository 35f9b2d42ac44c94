//! The registration of a case: its facts, its private data, and a resolution on the spot.

use super::days;
use super::doing::{DemoContext, Doing, text};
use super::plan::{Stop, StoryKind};
use super::story::Story;
use super::texts::join;
use crate::domain::case::registered::GivenFacts;
use crate::domain::gate::{Close, Intake, Reply, Verb};
use crate::domain::value::amount::Amount;
use crate::domain::value::moment::Moment;
use crate::domain::value::texts::Texts;
use crate::domain::value::title::Lang;
use chrono::{Datelike, Duration, NaiveDateTime};

/// The registration of a story, by the clerk who takes the complaint.
pub(super) fn intake(story: &mut Story, at: NaiveDateTime, context: &DemoContext<'_>, clerk: &'static str) -> Doing {
    let (words, lang) = (context.words(), context.lang);
    let (nature, titles) = match story.kind {
        StoryKind::Enquiry => ("enquiry", words.enquiry),
        StoryKind::Suggestion => ("suggestion", words.suggestion),
        StoryKind::Praise => ("praise", words.praise),
        _ => ("complaint", story.topic.texts(lang).titles),
    };
    let complains = nature == "complaint";
    let apart = matches!(story.kind, StoryKind::Enquiry | StoryKind::Praise);
    let private = private(story, complains, context);
    let mut set = vec![("product".to_string(), bare(story.product)), ("area".into(), area(story, lang).into())];
    let mut title = text(story, context, titles);
    if complains && story.random.chance(450) {
        title.push_str(story.random.pick(words.tail));
    }
    if complains {
        set.extend(facts(story));
    }
    let tag = story.random.chance(330).then(|| story.random.pick(words.tags).to_string());
    // Before the source's number: the order of random numbers decides what a seed gives.
    let received = received(story, at, context);
    let facts = GivenFacts {
        channel: story.channel.into(),
        category: if story.unsorted || apart { String::new() } else { story.topic.category.into() },
        nature: nature.into(),
        source_ref: source_ref(story, at, lang),
        taken_by: clerk.into(),
        against: if complains { story.against.into() } else { String::new() },
        respondents: story.respondent.filter(|_| complains).map(Into::into).into_iter().collect(),
        owner: if complains { story.outlet.branch.0.into() } else { String::new() },
        amount: story.sum.filter(|_| complains).map(Amount),
        causes: if complains { vec![story.topic.cause.into()] } else { Vec::new() },
        tags: tag.into_iter().collect(),
        fields: set,
        anonymous: story.customer.is_none(),
        restricted: story.kind == StoryKind::Crime,
        ..GivenFacts::default()
    };
    let intake = Intake {
        title,
        received,
        facts,
        repeat_of: story.other.filter(|_| story.kind == StoryKind::Repeat),
        private,
        ..Intake::default()
    };
    let mut chain: Vec<Box<dyn Verb>> = vec![Box::new(intake)];
    match story.kind {
        StoryKind::Solved => on_the_spot(&mut chain, words.solved, "solved", story, context),
        StoryKind::Enquiry => on_the_spot(&mut chain, words.answered, "answered", story, context),
        StoryKind::Praise => on_the_spot(&mut chain, words.thanked, "other", story, context),
        _ => {}
    }
    let overriding = (story.kind == StoryKind::Backdated).then(|| text(story, context, words.backdated));
    Doing { chain, by: clerk, overriding, hop: None }
}

/// The policy's own fields that are known at registration.
fn facts(story: &Story) -> Vec<(String, String)> {
    let facts = &story.facts;
    let yes = |on: bool| if on { "yes" } else { "" };
    let all = [
        ("recording", yes(facts.recorded)),
        ("overseas", yes(facts.overseas)),
        ("legal", yes(facts.legal)),
        (facts.major, yes(!facts.major.is_empty())),
        ("media", facts.media),
        ("media_level", facts.media_level),
    ];
    all.into_iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| (name.into(), value.into())).collect()
}

fn private(story: &mut Story, complains: bool, context: &DemoContext<'_>) -> Texts {
    let (words, lang) = (context.words(), context.lang);
    let mut private = story.customer.as_ref().map(super::customers::Customer::private).unwrap_or_default();
    if !complains {
        return private;
    }
    let happened =
        join(&text(story, context, words.opening), &text(story, context, story.topic.texts(lang).statements), lang);
    private.set("statement", join(&happened, &text(story, context, words.ending), lang));
    private.set("demand", text(story, context, words.demand));
    if story.random.chance(250) {
        private.set("place", text(story, context, words.place));
    }
    private
}

/// When it was received, if earlier: letters, suggestion boxes and web forms are recorded later.
fn received(story: &mut Story, at: NaiveDateTime, context: &DemoContext<'_>) -> Option<Moment> {
    if story.stop != Stop::Never {
        return None;
    }
    match (story.kind, story.channel) {
        (StoryKind::Backdated, _) => Some(Moment::day(context.days.back(at.date(), 8))),
        (_, "letter" | "book") if story.random.chance(600) => Some(Moment::day(context.days.back(at.date(), 1))),
        (_, "web") if story.random.chance(350) => {
            let evening = story.random.between(18 * 3600, 23 * 3600);
            Some(context.moment(days::time(at.date() - Duration::days(1), evening, &mut story.random)))
        }
        _ => None,
    }
}

fn on_the_spot(
    chain: &mut Vec<Box<dyn Verb>>,
    parts: &[&str],
    outcome: &str,
    story: &mut Story,
    context: &DemoContext<'_>,
) {
    let findings = text(story, context, parts);
    let (responsibility, satisfaction) = if outcome == "solved" {
        (story.verdict.responsibility.to_string(), story.random.weighted(&[("satisfied", 3), ("basically", 2)]).into())
    } else {
        (String::new(), String::new())
    };
    let fault = matches!(responsibility.as_str(), "" | "ours" | "shared");
    let explanation = if fault { String::new() } else { text(story, context, context.words().explanation) };
    let via = story.channel.into();
    let reply = Reply {
        findings,
        explanation,
        solved: true,
        responsibility,
        satisfaction,
        via,
        outcome: outcome.into(),
        ..Reply::default()
    };
    chain.push(Box::new(reply));
    chain.push(Box::new(Close { outcome: outcome.into() }));
}

fn source_ref(story: &mut Story, at: NaiveDateTime, lang: Lang) -> String {
    let (year, n) = (at.year(), story.random.between(1, 899));
    match (story.channel, lang) {
        ("government", Lang::Zh) => format!("信转〔{year}〕{n}号"),
        ("superior", Lang::Zh) => format!("总行转〔{year}〕{n}号"),
        ("government", Lang::En) => format!("GOV {year}/{n}"),
        ("superior", Lang::En) => format!("HO {year}/{n}"),
        _ => String::new(),
    }
}

fn area(story: &Story, lang: Lang) -> &'static str {
    match (story.outlet.region.0, lang) {
        ("beijing", Lang::Zh) => "北京",
        ("shanxi", Lang::Zh) => "山西",
        (_, Lang::Zh) => "江苏",
        ("beijing", Lang::En) => "Beijing",
        ("shanxi", Lang::En) => "Shanxi",
        (_, Lang::En) => "Jiangsu",
    }
}

/// A product without its article.
fn bare(product: &str) -> String {
    let articles = ["a ", "an ", "the ", "The "];
    articles.iter().find_map(|a| product.strip_prefix(a)).unwrap_or(product).into()
}
