//! Acts as commands: the verbs of the gate, with who does them and what they say.

use super::days::{self, Days};
use super::plan::Kind;
use super::schedule::Act;
use super::story::{Place, Story};
use super::texts::{self, Words, join, say};
use crate::domain::decide::Callback;
use crate::domain::decide::{
    Accept, Assign, Classify, Close, Contact, Decline, Delay, Escalate, Intake, Link, Note, Pause, Refer, Reopen,
    Reply, Resume, Return, Rework, Supervise, Verb, Void, Withdraw, WithdrawalAnswer,
};
use crate::domain::id::CaseId;
use crate::domain::moment::Moment;
use crate::domain::texts::Texts;
use crate::domain::title::Lang;
use crate::domain::value::Amount;
use chrono::{Datelike, Duration, NaiveDateTime};

/// A command of the demo.
pub(super) struct Doing {
    /// What is done.
    pub(super) chain: Vec<Box<dyn Verb>>,
    /// By whom.
    pub(super) by: &'static str,
    /// When it was received, if before it was recorded.
    pub(super) on: Option<Moment>,
    /// Why a gate is passed over.
    pub(super) overriding: Option<String>,
}

/// What all acts look at.
pub(super) struct Scene<'a> {
    /// Language of the texts.
    pub(super) lang: Lang,
    /// The year.
    pub(super) days: &'a Days<'a>,
    /// Offset of the zone at a local time, in seconds.
    pub(super) offset: &'a dyn Fn(NaiveDateTime) -> i32,
    /// The case that the outage's others are linked to.
    pub(super) incident: Option<CaseId>,
}

impl Scene<'_> {
    /// A local time as the log has it.
    pub(super) fn moment(&self, at: NaiveDateTime) -> Moment {
        crate::domain::moment::at_offset(at, (self.offset)(at)).unwrap_or_else(|| Moment::day(at.date()))
    }

    fn words(&self) -> &'static Words {
        texts::words(self.lang)
    }
}

/// One of the parts, its gaps filled for this story.
fn text(story: &mut Story, scene: &Scene<'_>, parts: &[&str]) -> String {
    say(parts, story.product, scene.lang, &mut story.random)
}

fn boxed(verb: impl Verb + 'static) -> Vec<Box<dyn Verb>> {
    vec![Box::new(verb)]
}

/// The command of an act at a time.
pub(super) fn doing(story: &mut Story, act: Act, at: NaiveDateTime, scene: &Scene<'_>) -> Doing {
    let clerk = story.clerk_on(at.date(), scene.days);
    let handler = story.lead().1;
    let plain = |by, chain| Doing { chain, by, on: None, overriding: None };
    let words = scene.words();
    match act {
        Act::Intake => intake(story, at, scene, clerk),
        Act::Accept => plain(clerk, boxed(Accept { told: told(story).into() })),
        Act::Classify => plain(clerk, boxed(Classify { category: story.topic.category.into(), ..Classify::default() })),
        Act::Decline => {
            plain("wang.fang", boxed(Decline { reason: text(story, scene, words.declined), told: told(story).into() }))
        }
        Act::Refer => {
            let (to, reason) = story.random.pick(words.referred);
            plain(clerk, boxed(Refer { to: to.into(), reason: reason.into(), told: told(story).into() }))
        }
        Act::Void => {
            let (kind, parts) = story.random.weighted(&[(("mistake", words.mistake), 2), (("test", words.test), 1)]);
            plain(clerk, boxed(Void { kind: kind.into(), reason: text(story, scene, parts) }))
        }
        Act::Hop(n) => hop(story, n, clerk),
        Act::Return => {
            let holder = story.hops.first().map_or(handler, |hop| hop.to.1);
            plain(holder, boxed(Return { reason: text(story, scene, words.returned) }))
        }
        Act::Ack => plain(clerk, contact("ack", text(story, scene, words.ack))),
        Act::First => plain(handler, contact("first", text(story, scene, words.first))),
        Act::Chase => plain(clerk, contact("chase", text(story, scene, words.chase))),
        Act::Note => plain(handler, boxed(Note { text: text(story, scene, words.note), private: false })),
        Act::PrivateNote => {
            let text = story.customer.as_ref().map(|c| c.met(scene.lang)).unwrap_or_default();
            plain(handler, boxed(Note { text, private: true }))
        }
        Act::Delay => {
            let expected = scene.days.step(at.date(), story.random.between(2, 6));
            let reason = text(story, scene, words.delayed);
            let expected = Some(Moment::day(expected));
            plain(handler, boxed(Delay { reason, told: told(story).into(), expected }))
        }
        Act::Escalate => {
            let to = level_above(story);
            plain(
                "li.na",
                boxed(Escalate { to: to.into(), reason: text(story, scene, words.escalated), rule: String::new() }),
            )
        }
        Act::Supervise => plain("chen.jing", boxed(Supervise { reason: text(story, scene, words.supervised) })),
        Act::Pause => {
            let note = Note { text: text(story, scene, words.paused), private: false };
            plain(handler, vec![Box::new(Pause { ground: "evidence".into() }), Box::new(note)])
        }
        Act::Resume => plain(handler, boxed(Resume)),
        Act::Reply => plain(handler, boxed(reply(story, scene))),
        Act::Rework => plain(clerk, boxed(Rework { reason: text(story, scene, words.reworked) })),
        Act::Close => plain(clerk, boxed(Close { outcome: outcome(story).into() })),
        Act::Callback(good) => plain(clerk, boxed(callback(story, good, scene))),
        Act::Request => {
            let reason = text(story, scene, words.wish);
            plain(clerk, boxed(Withdraw { answer: WithdrawalAnswer::Requested, reason, checked_by: String::new() }))
        }
        Act::Settle => settle(story, scene, clerk),
        Act::Reopen => plain(clerk, boxed(Reopen { reason: text(story, scene, words.reopened) })),
        Act::LinkDuplicate => link(story.other, "duplicate", clerk),
        Act::LinkIncident => link(scene.incident, "incident", clerk),
        Act::Investigate => plain(INSPECTION.1, investigate(text(story, scene, words.accountability))),
        Act::Conclude => plain(INSPECTION.1, conclude(story, scene)),
    }
}

const INSPECTION: Place = ("hq-inspection", "feng.xue");

fn contact(kind: &str, note: String) -> Vec<Box<dyn Verb>> {
    boxed(Contact { kind: kind.into(), via: "phone".into(), note })
}

fn link(other: Option<CaseId>, kind: &str, by: &'static str) -> Doing {
    let chain = other.map(|other| boxed(Link { other, kind: kind.into() })).unwrap_or_default();
    Doing { chain, by, on: None, overriding: None }
}

/// By which channel the complainant is told; nobody can be told of an anonymous complaint.
fn told(story: &Story) -> &'static str {
    match (story.customer.is_some(), story.channel) {
        (false, _) => "",
        (true, channel @ ("visit" | "letter" | "web")) => channel,
        _ => "phone",
    }
}

fn level_above(story: &Story) -> &'static str {
    let unit = story.lead().0;
    if unit == story.outlet.code {
        "sub-branch"
    } else if unit == story.outlet.above.0 {
        "branch-2"
    } else if unit == story.outlet.branch.0 && unit != story.outlet.region.0 {
        "branch-1"
    } else {
        "head-office"
    }
}

fn outcome(story: &Story) -> &'static str {
    match story.kind {
        Kind::Duplicate => "duplicate",
        _ => story.verdict.outcome,
    }
}

fn intake(story: &mut Story, at: NaiveDateTime, scene: &Scene<'_>, clerk: &'static str) -> Doing {
    let (words, lang) = (scene.words(), scene.lang);
    let (nature, titles) = match story.kind {
        Kind::Enquiry => ("enquiry", words.enquiry),
        Kind::Suggestion => ("suggestion", words.suggestion),
        Kind::Praise => ("praise", words.praise),
        _ => ("complaint", story.topic.titles),
    };
    let complains = nature == "complaint";
    let private = private(story, complains, scene);
    let mut set = vec![("product".to_string(), bare(story.product)), ("area".into(), area(story, lang).into())];
    let title = text(story, scene, titles);
    if story.kind == Kind::Media {
        set.push(("media".into(), story.random.weighted(&[("lead", 3), ("published", 1)]).into()));
    }
    let tag = story.random.chance(330).then(|| story.random.pick(words.tags).to_string());
    let intake = Intake {
        title,
        channel: story.channel.into(),
        category: if story.unsorted { String::new() } else { story.topic.category.into() },
        nature: nature.into(),
        source_ref: source_ref(story, at, lang),
        taken_by: clerk.into(),
        against: if complains { story.against.into() } else { String::new() },
        respondents: story.respondent.filter(|_| complains).map(Into::into).into_iter().collect(),
        owner: if complains { story.outlet.branch.0.into() } else { String::new() },
        amount: story.sum.filter(|_| complains).map(Amount),
        causes: if complains { vec![story.topic.cause.into()] } else { Vec::new() },
        tags: tag.into_iter().collect(),
        set,
        repeat_of: story.other.filter(|_| story.kind == Kind::Repeat),
        anonymous: story.customer.is_none(),
        restricted: story.kind == Kind::Crime,
        private,
        ..Intake::default()
    };
    let mut chain: Vec<Box<dyn Verb>> = vec![Box::new(intake)];
    match story.kind {
        Kind::Solved => on_the_spot(&mut chain, words.solved, "solved", story, scene),
        Kind::Enquiry => on_the_spot(&mut chain, words.answered, "answered", story, scene),
        Kind::Praise => on_the_spot(&mut chain, words.thanked, "other", story, scene),
        _ => {}
    }
    let on = received(story, at, scene);
    let overriding = (story.kind == Kind::Backdated).then(|| text(story, scene, words.backdated));
    Doing { chain, by: clerk, on, overriding }
}

fn private(story: &mut Story, complains: bool, scene: &Scene<'_>) -> Texts {
    let (words, lang) = (scene.words(), scene.lang);
    let mut private = story.customer.as_ref().map(super::customers::Customer::private).unwrap_or_default();
    if !complains {
        return private;
    }
    let happened = join(&text(story, scene, words.opening), &text(story, scene, story.topic.statements), lang);
    private.set("statement", join(&happened, &text(story, scene, words.ending), lang));
    private.set("demand", text(story, scene, words.demand));
    if story.random.chance(250) {
        private.set("place", text(story, scene, words.place));
    }
    private
}

/// Letters, suggestion boxes and the web are received before somebody records them.
fn received(story: &mut Story, at: NaiveDateTime, scene: &Scene<'_>) -> Option<Moment> {
    if story.stop != super::plan::Stop::Never {
        return None;
    }
    match (story.kind, story.channel) {
        (Kind::Backdated, _) => Some(Moment::day(scene.days.back(at.date(), 8))),
        (_, "letter" | "book") if story.random.chance(600) => Some(Moment::day(scene.days.back(at.date(), 1))),
        (_, "web") if story.random.chance(350) => {
            let evening = story.random.between(18 * 3600, 23 * 3600);
            Some(scene.moment(days::time(at.date() - Duration::days(1), evening, &mut story.random)))
        }
        _ => None,
    }
}

fn on_the_spot(chain: &mut Vec<Box<dyn Verb>>, parts: &[&str], outcome: &str, story: &mut Story, scene: &Scene<'_>) {
    let findings = text(story, scene, parts);
    let (responsibility, satisfaction) = if outcome == "solved" {
        (story.verdict.responsibility.to_string(), story.random.weighted(&[("satisfied", 3), ("basically", 2)]).into())
    } else {
        (String::new(), String::new())
    };
    let via = story.channel.into();
    let reply = Reply {
        findings,
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

fn hop(story: &mut Story, n: usize, clerk: &'static str) -> Doing {
    let hop = story.hops[n];
    // Paper goes down with a supervision form, a call with a transfer form (article 10).
    let form = if matches!(story.channel, "visit" | "letter") { "supervision" } else { "transfer" };
    let assist: Vec<String> = if hop.assist.is_empty() { Vec::new() } else { vec![hop.assist.into()] };
    let assign = Assign { unit: hop.to.0.into(), person: hop.to.1.into(), assist, form: form.into() };
    let by = if hop.by.is_empty() { clerk } else { hop.by };
    Doing { chain: boxed(assign), by, on: None, overriding: None }
}

fn reply(story: &mut Story, scene: &Scene<'_>) -> Reply {
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
    let found = join(&text(story, scene, words.looked), &text(story, scene, story.topic.findings), lang);
    Reply {
        via: if story.customer.is_some() { via.into() } else { String::new() },
        responsibility: verdict.responsibility.into(),
        findings: join(&found, &text(story, scene, conclusion), lang),
        staff_action: text(story, scene, if fault { words.action_fault } else { words.action_none }),
        lessons: join(&text(story, scene, story.topic.lessons), &text(story, scene, words.lessons), lang),
        explanation: if fault { String::new() } else { text(story, scene, words.explanation) },
        satisfaction: verdict.satisfaction.into(),
        compensation: verdict.compensation.map(Amount),
        cc: if matches!(story.channel, "visit" | "letter" | "superior") { vec!["hq-union".into()] } else { Vec::new() },
        outcome: verdict.outcome.into(),
        ..Reply::default()
    }
}

fn callback(story: &mut Story, good: bool, scene: &Scene<'_>) -> Callback {
    let words = scene.words();
    let reached = !good || story.random.chance(900);
    let (resolved, satisfied) = match (good, reached) {
        (_, false) => ("unreached", ""),
        (true, _) => ("yes", story.random.weighted(&[("yes", 6), ("basically", 4)])),
        (false, _) => ("no", "no"),
    };
    let note = if reached { text(story, scene, if good { words.good } else { words.bad }) } else { String::new() };
    Callback { resolved: resolved.into(), satisfied: satisfied.into(), note }
}

/// The desk that took the complaint in asks the complainant whether the wish to withdraw is free (article 19).
fn settle(story: &mut Story, scene: &Scene<'_>, clerk: &'static str) -> Doing {
    let words = scene.words();
    let (answer, parts) = match story.kind {
        Kind::Coerced => (WithdrawalAnswer::Coerced, words.coerced),
        Kind::Unverified => (WithdrawalAnswer::Unverified, words.unverified),
        _ => (WithdrawalAnswer::Voluntary, words.voluntary),
    };
    let by = if matches!(story.channel, "phone" | "web") { clerk } else { "chen.jing" };
    let reason = text(story, scene, parts);
    let verb = Withdraw { answer, reason, checked_by: by.into() };
    Doing { chain: boxed(verb), by, on: None, overriding: None }
}

fn investigate(note: String) -> Vec<Box<dyn Verb>> {
    vec![
        Box::new(Accept::default()),
        Box::new(Classify { category: "violation".into(), ..Classify::default() }),
        Box::new(Assign { unit: INSPECTION.0.into(), person: INSPECTION.1.into(), ..Assign::default() }),
        Box::new(Note { text: note, private: false }),
    ]
}

fn conclude(story: &mut Story, scene: &Scene<'_>) -> Vec<Box<dyn Verb>> {
    let words = scene.words();
    let reply = Reply {
        to: vec!["desk".into()],
        responsibility: "ours".into(),
        findings: text(story, scene, words.accountability),
        staff_action: text(story, scene, words.action_fault),
        lessons: text(story, scene, words.lessons),
        satisfaction: "not-applicable".into(),
        outcome: "resolved".into(),
        ..Reply::default()
    };
    vec![Box::new(reply), Box::new(Close { outcome: "resolved".into() })]
}
