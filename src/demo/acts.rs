//! Acts as commands: the verbs of the gate, with actors and texts.

use super::data::Place;
use super::doing::{DemoContext, Doing, boxed, level_above, text};
use super::plan::StoryKind;
use super::registration::intake;
use super::schedule::Act;
use super::story::Story;
use super::{answers, steps};
use crate::domain::gate::Callback;
use crate::domain::gate::{
    Accept, Approve, Assign, Classify, Close, Contact, Decline, Delay, Escalate, Link, Note, Pause, Refer, Reopen,
    Reply, Resume, Return, Rework, Step, Supervise, Verb, Void, Withdraw, WithdrawalAnswer,
};
use crate::domain::value::id::CaseId;
use crate::domain::value::moment::Moment;
use chrono::NaiveDateTime;

fn plain(by: &'static str, chain: Vec<Box<dyn Verb>>) -> Doing {
    Doing { chain, by, overriding: None, hop: None }
}

/// The command of an act at a time.
pub(super) fn doing(story: &mut Story, act: Act, at: NaiveDateTime, context: &DemoContext<'_>) -> Doing {
    let clerk = story.clerk_on(at.date(), context.days);
    let words = context.words();
    match act {
        Act::Intake => intake(story, at, context, clerk),
        Act::Hop(n) => hop(story, n, clerk),
        Act::Settle => settle(story, context, clerk),
        Act::Decline => {
            let reason = text(story, context, words.declined);
            plain("wang.fang", boxed(Decline { reason, told: told(story).into(), as_enquiry: false }))
        }
        Act::Escalate => {
            let (to, reason) = (level_above(story).unwrap_or_default().into(), text(story, context, words.escalated));
            plain("li.na", boxed(Escalate { to, reason, rule: String::new() }))
        }
        Act::Supervise => plain("chen.jing", boxed(Supervise { reason: text(story, context, words.supervised) })),
        Act::Investigate => plain(INSPECTION.1, investigate(text(story, context, words.accountability))),
        Act::Conclude => plain(INSPECTION.1, conclude(story, context)),
        Act::Return => {
            let holder = story.astray.checked_sub(1).and_then(|n| story.hops.get(n)).map_or(story.lead().1, |h| h.to.1);
            plain(holder, boxed(Return { reason: text(story, context, words.returned) }))
        }
        Act::Step(step) | Act::Last(step) => {
            let note = steps::note(step, context.lang).into();
            plain(steps::by(step, story, clerk), boxed(Step { step: step.into(), note, set: Vec::new() }))
        }
        Act::Consent => {
            let note = text(story, context, words.consent);
            plain("zhou.min", boxed(Approve { what: "media-contact".into(), note, set: Vec::new() }))
        }
        Act::Partial => answers::partial(story, context),
        Act::First
        | Act::Note
        | Act::PrivateNote
        | Act::Delay
        | Act::Pause
        | Act::Resume
        | Act::Assess
        | Act::Improve
        | Act::Answer
        | Act::Report
        | Act::Reply => plain(story.lead().1, by_handler(story, act, at, context)),
        // A complaint must not be refused by somebody of the unit complained about.
        Act::Refer => plain("wang.fang", by_clerk(story, act, context)),
        _ => plain(clerk, by_clerk(story, act, context)),
    }
}

/// Acts of the desk that took the complaint.
fn by_clerk(story: &mut Story, act: Act, context: &DemoContext<'_>) -> Vec<Box<dyn Verb>> {
    let words = context.words();
    match act {
        Act::Accept => boxed(Accept { told: told(story).into() }),
        Act::Classify => boxed(Classify { category: story.topic.category.into(), ..Classify::default() }),
        Act::Refer => {
            let (to, reason) = story.random.pick(words.referred);
            boxed(Refer { to: to.into(), reason: reason.into(), told: told(story).into() })
        }
        Act::Void => {
            let (kind, parts) = story.random.weighted(&[(("mistake", words.mistake), 2), (("test", words.test), 1)]);
            boxed(Void { kind: kind.into(), reason: text(story, context, parts) })
        }
        Act::Ack => contact("ack", text(story, context, words.ack)),
        Act::Chase => contact("chase", text(story, context, words.chase)),
        Act::Rework => boxed(Rework { reason: text(story, context, words.reworked) }),
        Act::Close => boxed(Close { outcome: outcome(story).into() }),
        Act::Callback(good) => boxed(callback(story, good, context)),
        Act::Request => {
            let reason = text(story, context, words.wish);
            boxed(Withdraw { answer: WithdrawalAnswer::Requested, reason, checked_by: String::new() })
        }
        Act::Reopen => boxed(Reopen { reason: text(story, context, words.reopened) }),
        Act::LinkDuplicate => link(story.other, "duplicate"),
        Act::LinkIncident => link(context.incident, "incident"),
        _ => Vec::new(),
    }
}

/// Acts of the unit that handles the case.
fn by_handler(story: &mut Story, act: Act, at: NaiveDateTime, context: &DemoContext<'_>) -> Vec<Box<dyn Verb>> {
    let words = context.words();
    match act {
        Act::First => contact("first", text(story, context, words.first)),
        Act::Note => boxed(Note { text: text(story, context, words.note), private: false, ..Note::default() }),
        Act::PrivateNote => {
            let text = story.customer.as_ref().map(|c| c.met(context.lang)).unwrap_or_default();
            boxed(Note { text, private: true, ..Note::default() })
        }
        Act::Delay => {
            let expected = context.days.step(at.date(), story.random.between(2, 6));
            let reason = text(story, context, words.delayed);
            boxed(Delay { reason, told: told(story).into(), expected: Some(Moment::day(expected)) })
        }
        Act::Pause => {
            let note = Note { text: text(story, context, words.paused), private: false, ..Note::default() };
            vec![Box::new(Pause { ground: "evidence".into() }), Box::new(note)]
        }
        Act::Resume => boxed(Resume),
        Act::Assess => boxed(answers::assess(story, context)),
        Act::Improve => {
            story.improvement.map(|item| boxed(answers::improved(item, story, context))).unwrap_or_default()
        }
        Act::Answer | Act::Report | Act::Reply => boxed(answers::reply(story, act, context)),
        _ => Vec::new(),
    }
}

const INSPECTION: Place = ("hq-inspection", "feng.xue");

fn contact(kind: &str, note: String) -> Vec<Box<dyn Verb>> {
    boxed(Contact { kind: kind.into(), via: "phone".into(), note })
}

fn link(other: Option<CaseId>, kind: &str) -> Vec<Box<dyn Verb>> {
    other.map(|other| boxed(Link { other, kind: kind.into() })).unwrap_or_default()
}

/// The channel by which the complainant is told; empty for an anonymous complaint.
fn told(story: &Story) -> &'static str {
    match (story.customer.is_some(), story.channel) {
        (false, _) => "",
        (true, channel @ ("visit" | "letter" | "web")) => channel,
        _ => "phone",
    }
}

fn outcome(story: &Story) -> &'static str {
    match story.kind {
        StoryKind::Duplicate => "duplicate",
        _ => story.verdict.outcome,
    }
}

fn hop(story: &mut Story, n: usize, clerk: &'static str) -> Doing {
    let hop = story.hops[n];
    // Paper complaints are sent with a supervision form, calls with a transfer form (article 10).
    let form = if matches!(story.channel, "visit" | "letter") { "supervision" } else { "transfer" };
    let assist: Vec<String> = if hop.assist.is_empty() { Vec::new() } else { vec![hop.assist.into()] };
    let assign = Assign { unit: hop.to.0.into(), person: hop.to.1.into(), assist, form: form.into() };
    let by = if hop.by.is_empty() { clerk } else { hop.by };
    Doing { hop: Some(assign.clone()), ..plain(by, boxed(assign)) }
}

fn callback(story: &mut Story, good: bool, context: &DemoContext<'_>) -> Callback {
    let words = context.words();
    let reached = !good || story.random.chance(900);
    let (resolved, satisfied) = match (good, reached) {
        (_, false) => ("unreached", ""),
        (true, _) => ("yes", story.random.weighted(&[("yes", 6), ("basically", 4)])),
        (false, _) => ("no", "no"),
    };
    let note = if reached { text(story, context, if good { words.good } else { words.bad }) } else { String::new() };
    Callback { resolved: resolved.into(), satisfied: satisfied.into(), note }
}

/// The desk that took the complaint asks whether the withdrawal is voluntary (article 19).
fn settle(story: &mut Story, context: &DemoContext<'_>, clerk: &'static str) -> Doing {
    let words = context.words();
    let (answer, parts) = match story.kind {
        StoryKind::Coerced => (WithdrawalAnswer::Coerced, words.coerced),
        StoryKind::Unverified => (WithdrawalAnswer::Unverified, words.unverified),
        _ => (WithdrawalAnswer::Voluntary, words.voluntary),
    };
    let by = if matches!(story.channel, "phone" | "web") { clerk } else { "chen.jing" };
    let reason = text(story, context, parts);
    let verb = Withdraw { answer, reason, checked_by: by.into() };
    plain(by, boxed(verb))
}

fn investigate(note: String) -> Vec<Box<dyn Verb>> {
    vec![
        Box::new(Accept::default()),
        Box::new(Classify { category: "violation".into(), ..Classify::default() }),
        Box::new(Assign { unit: INSPECTION.0.into(), person: INSPECTION.1.into(), ..Assign::default() }),
        Box::new(Note { text: note, private: false, ..Note::default() }),
    ]
}

fn conclude(story: &mut Story, context: &DemoContext<'_>) -> Vec<Box<dyn Verb>> {
    let words = context.words();
    let step = Step {
        step: "nature-finding".into(),
        note: steps::note("nature-finding", context.lang).into(),
        set: Vec::new(),
    };
    let reply = Reply {
        to: vec!["desk".into()],
        responsibility: "ours".into(),
        findings: text(story, context, words.accountability),
        staff_action: text(story, context, words.action_fault),
        lessons: text(story, context, words.lessons),
        satisfaction: "not-applicable".into(),
        outcome: "resolved".into(),
        ..Reply::default()
    };
    vec![Box::new(step), Box::new(reply), Box::new(Close { outcome: "resolved".into() })]
}
