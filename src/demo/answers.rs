//! What is said to the complainant and to the desk: replies whole, in two acts, in part; and what was found out before.
//!
//! Invariant: who is answered twice hears the same result; the lessons of a case are learnt once, and compensation paid once.

use super::doing::{DemoContext, Doing, boxed, text};
use super::schedule::Act;
use super::steps;
use super::story::Story;
use super::texts::join;
use crate::domain::gate::{Classify, FinishImprovement, Reply};
use crate::domain::value::amount::Amount;
use crate::domain::value::id::EventId;

/// The reply of whoever handles the case: to the complainant, to the desk, or to both.
pub(super) fn reply(story: &mut Story, act: Act, scene: &DemoContext<'_>) -> Reply {
    let (words, lang, verdict) = (scene.words(), scene.lang, story.verdict);
    let fault = matches!(verdict.responsibility, "ours" | "shared");
    let conclusion = match verdict.responsibility {
        "ours" => words.ours,
        "shared" => words.shared,
        "customer" => words.customer,
        "third-party" => words.third_party,
        "none" => words.none,
        _ => words.undetermined,
    };
    let via = match story.channel {
        channel @ ("visit" | "letter" | "web") if story.random.chance(500) => channel,
        _ => "phone",
    };
    // What a matter's findings say is a fault; crime and anonymous letters have findings of their own.
    let own = fault || matches!(story.topic.category, "crime" | "anonymous");
    let findings = if own { story.topic.findings } else { words.clear };
    let found = join(&text(story, scene, words.looked), &text(story, scene, findings), lang);
    if story.lessons.is_empty() && act != Act::Answer {
        story.lessons = join(&text(story, scene, story.topic.lessons), &text(story, scene, words.lessons), lang);
    }
    let told = story.customer.is_some() && act != Act::Report;
    // Only the form says what the desk wants to know.
    let form = act != Act::Answer;
    let reply = Reply {
        to: match act {
            Act::Answer => vec!["complainant".into()],
            Act::Report => vec!["desk".into()],
            _ => Vec::new(),
        },
        via: if told { via.into() } else { String::new() },
        responsibility: verdict.responsibility.into(),
        findings: join(&found, &text(story, scene, conclusion), lang),
        staff_action: text(story, scene, if fault { words.action_fault } else { words.action_none }),
        lessons: if form { story.lessons.clone() } else { String::new() },
        explanation: if fault { String::new() } else { text(story, scene, words.explanation) },
        satisfaction: if form { verdict.satisfaction.into() } else { String::new() },
        compensation: verdict.compensation.map(Amount),
        cc: if form { copies(story) } else { Vec::new() },
        outcome: verdict.outcome.into(),
        ..Reply::default()
    };
    story.verdict.compensation = None;
    reply
}

/// Who gets a copy (article 12): the union of what came to it, and the branch whose customer it is of what a department handled.
fn copies(story: &Story) -> Vec<String> {
    let mut copies = Vec::new();
    if matches!(story.channel, "visit" | "letter" | "superior") {
        copies.push("hq-union".to_string());
    }
    if matches!(story.lead().0, "hq-retail" | "hq-ebank") {
        copies.push(story.outlet.branch.0.to_string());
    }
    copies
}

/// The part of the unit that assists.
pub(super) fn partial(story: &mut Story, scene: &DemoContext<'_>) -> Doing {
    let (unit, person) = steps::helper(story).unwrap_or(story.lead());
    let findings = text(story, scene, scene.words().helped);
    let reply = Reply { partial: true, from: unit.into(), handler: person.into(), findings, ..Reply::default() };
    Doing { chain: boxed(reply), by: person, overriding: None, hop: None }
}

/// Facts that only come out when it is looked into.
pub(super) fn assess(story: &mut Story, scene: &DemoContext<'_>) -> Classify {
    let mut set: Vec<(String, String)> = Vec::new();
    if let Some(loss) = story.facts.loss {
        set.push(("loss".into(), Amount(loss).to_string()));
        if story.verdict.compensation.is_some() {
            set.push(("compensation_basis".into(), text(story, scene, scene.words().basis)));
        }
    }
    if story.facts.beyond {
        set.push(("beyond_authority".into(), "yes".into()));
    }
    if !story.facts.faith.is_empty() {
        set.push(("good_faith".into(), story.facts.faith.into()));
    }
    Classify { set, ..Classify::default() }
}

/// What was learnt has been put into practice.
pub(super) fn improved(item: EventId, story: &mut Story, scene: &DemoContext<'_>) -> FinishImprovement {
    FinishImprovement { item, note: text(story, scene, scene.words().improved), of_case: true }
}
