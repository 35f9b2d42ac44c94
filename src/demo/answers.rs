//! Replies to the complainant and the desk: complete, in two acts, or partial; and the findings before them.
//!
//! Invariant: a complainant who is answered twice gets the same result. A case's lessons are recorded once, and compensation is paid once.

use super::doing::{DemoContext, Doing, boxed, text};
use super::schedule::Act;
use super::steps;
use super::story::Story;
use super::texts::join;
use crate::domain::gate::{Classify, FinishImprovement, Reply};
use crate::domain::value::amount::Amount;
use crate::domain::value::id::EventId;

/// The reply of the case's handler: to the complainant, to the desk, or to both.
pub(super) fn reply(story: &mut Story, act: Act, context: &DemoContext<'_>) -> Reply {
    let (words, lang, verdict) = (context.words(), context.lang, story.verdict);
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
    // A topic's findings state a fault; crime and anonymous letters have findings of their own.
    let own = fault || matches!(story.topic.category, "crime" | "anonymous");
    let findings = if own { story.topic.texts(context.lang).findings } else { words.clear };
    let found = join(&text(story, context, words.looked), &text(story, context, findings), lang);
    if story.lessons.is_empty() && act != Act::Answer {
        story.lessons = join(
            &text(story, context, story.topic.texts(context.lang).lessons),
            &text(story, context, words.lessons),
            lang,
        );
    }
    let told = story.customer.is_some() && act != Act::Report;
    // Only the form to the desk has these elements.
    let form = act != Act::Answer;
    let reply = Reply {
        to: match act {
            Act::Answer => vec!["complainant".into()],
            Act::Report => vec!["desk".into()],
            _ => Vec::new(),
        },
        via: if told { via.into() } else { String::new() },
        responsibility: verdict.responsibility.into(),
        findings: join(&found, &text(story, context, conclusion), lang),
        staff_action: text(story, context, if fault { words.action_fault } else { words.action_none }),
        lessons: if form { story.lessons.clone() } else { String::new() },
        explanation: if fault { String::new() } else { text(story, context, words.explanation) },
        satisfaction: if form { verdict.satisfaction.into() } else { String::new() },
        compensation: verdict.compensation.map(Amount),
        cc: if form { copies(story) } else { Vec::new() },
        outcome: verdict.outcome.into(),
        ..Reply::default()
    };
    story.verdict.compensation = None;
    reply
}

/// Who gets a copy (article 12): the union if the complaint came through it; the customer's branch if a department handled the case.
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

/// The partial reply of the assisting unit.
pub(super) fn partial(story: &mut Story, context: &DemoContext<'_>) -> Doing {
    let (unit, person) = steps::helper(story).unwrap_or(story.lead());
    let findings = text(story, context, context.words().helped);
    let reply = Reply { partial: true, from: unit.into(), handler: person.into(), findings, ..Reply::default() };
    Doing { chain: boxed(reply), by: person, overriding: None, hop: None }
}

/// Facts that become known during the investigation.
pub(super) fn assess(story: &mut Story, context: &DemoContext<'_>) -> Classify {
    let mut set: Vec<(String, String)> = Vec::new();
    if let Some(loss) = story.facts.loss {
        set.push(("loss".into(), Amount(loss).to_string()));
        if story.verdict.compensation.is_some() {
            set.push(("compensation_basis".into(), text(story, context, context.words().basis)));
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

/// The improvement was carried out.
pub(super) fn improved(item: EventId, story: &mut Story, context: &DemoContext<'_>) -> FinishImprovement {
    FinishImprovement { item, note: text(story, context, context.words().improved), of_case: true }
}
