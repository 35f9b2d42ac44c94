//! What a work command says when it is done: one line a case, with the date that now counts.

use crate::domain::event::{Body, Event};
use crate::domain::gate::VerbRow;
use crate::domain::value::moment::Moment;
use crate::domain::value::state::State;
use crate::domain::value::title::Lang;
use crate::project::{Outcome, Project};
use crate::say;
use crate::text::code_names::Names;
use crate::text::names;
use crate::text::sentence::{said, sentence, shown};

/// The line of a case, harmless and ended.
#[must_use]
pub fn line((verb, did): (&str, Option<&str>), outcome: &Outcome, dry: bool, project: &Project, lang: Lang) -> String {
    let done = crate::text::sanitize::harmless(&done((verb, did), outcome, project, lang)).into_owned();
    if dry { say!(lang, "would be: {done}\n", "试运行：{done}\n") } else { done + "\n" }
}

/// How many cases read otherwise than before the upgrade; nothing where it is none.
#[must_use]
pub fn reread(cases: usize, lang: Lang) -> Option<String> {
    let en_cases = crate::text::words::count(cases as u64, "case");
    (cases > 0).then(|| {
        say!(
            lang,
            "note: since the upgrade {en_cases} read otherwise: redress list is:reread; why: redress help changes",
            "注意：升级后有 {cases} 件的读法有变：redress 列表 is:升级后读法有变；原因见 redress 帮助 changes"
        )
    })
}

/// What was recorded without a case, or beside its course: by the name of the event.
fn apart(event: &Event, project: &Project, lang: Lang) -> String {
    let (id, names) = (event.id(), Names { policy: &project.policy, directory: &project.directory });
    let (what, said) = (sentence(event, &names, lang), said(event, &names, lang));
    let case = event.case.map(|case| format!("{case} · ")).unwrap_or_default();
    if said.is_empty() { format!("{id} · {case}{what}") } else { format!("{id} · {case}{what} · {said}") }
}

/// An event's number and what it was.
fn heading(event: &Event, project: &Project, lang: Lang) -> String {
    let names = Names { policy: &project.policy, directory: &project.directory };
    format!("{} {}", event.id(), sentence(event, &names, lang))
}

/// What was said of an incident with the case.
fn incident(outcome: &Outcome, lang: Lang) -> String {
    let of = |id: Option<crate::domain::value::id::EventId>| id.map(|id| id.to_string()).unwrap_or_default();
    match outcome.first.as_deref().map(|event| &event.body) {
        Some(Body::IncidentLinked(body)) => say!(lang, "linked to incident {}", "已关联突发事件 {}", of(body.incident)),
        Some(Body::IncidentUnlinked(body)) => {
            say!(lang, "no longer linked to incident {}", "已解除与突发事件 {} 的关联", of(body.incident))
        }
        _ => say!(lang, "recorded", "已登记"),
    }
}

/// What a reply settled, and what is owed still; where it paid more than was paid before, the sum.
fn reply(outcome: &Outcome, lang: Lang) -> String {
    let case = &outcome.after;
    let Some(Body::Replied(body)) = outcome.first.as_deref().map(|event| &event.body) else {
        return say!(lang, "replied", "已回复");
    };
    let mut text = match body.partial {
        true => say!(lang, "part of a reply recorded", "已记录部分回复"),
        false if case.state == State::Replied => say!(lang, "replied", "已回复"),
        false if !case.is_pending() => say!(lang, "the source was told", "已答复来件单位"),
        false => say!(lang, "reply recorded; the complainant is still owed an answer", "已登记回复，仍须答复投诉人"),
    };
    if body.compensation.is_some_and(|paid| paid != case.compensation) {
        let sum = case.compensation;
        text += &say!(lang, " · compensation {sum} in all", " · 赔付合计 {sum} 元");
    }
    text
}

/// What was done with a case, and what comes next.
fn done((verb, did): (&str, Option<&str>), outcome: &Outcome, project: &Project, lang: Lang) -> String {
    let case = &outcome.after;
    let id = outcome.case;
    if let (true, Some(first)) = (outcome.on_case().is_none() || verb == "improve", &outcome.first) {
        return apart(first, project, lang);
    }
    let unit = project.directory.unit_name(&case.unit, lang);
    let person = project.directory.person_name(&case.person);
    let to = if person.is_empty() { unit } else { format!("{unit} / {person}") };
    let what = match verb {
        "classify" if !case.facts.category.is_empty() => {
            let category = project.policy.title_of("category", &case.facts.category, lang);
            say!(lang, "classified: {category}", "已定性：{category}")
        }
        "party" if outcome.first.as_ref().is_some_and(|event| event.body.kind() == "party_dropped") => {
            let role = match outcome.first.as_ref().map(|event| &event.body) {
                Some(Body::PartyDropped(body)) => names::name(names::WordKind::Role, &body.role, lang),
                _ => String::new(),
            };
            say!(lang, "{role} dropped", "已移除{role}")
        }
        "assign" => say!(lang, "assigned to {to}", "已转办 {to}"),
        "intake" if case.state == State::Accepted => say!(lang, "registered and accepted", "已登记并受理"),
        "intake" if case.state == State::Assigned => say!(lang, "registered and assigned to {to}", "已登记并转办 {to}"),
        "escalate" => {
            let level = project.policy.title_of("level", &case.level, lang);
            say!(lang, "escalated to {level}", "已上报 {level}")
        }
        "reply" => reply(outcome, lang),
        "withdraw" if case.withdrawal_open => say!(
            lang,
            "wish to withdraw recorded, not yet checked; the case goes on",
            "撤诉意愿已记录，尚待核实，继续办理"
        ),
        "withdraw" if case.state == crate::domain::value::state::State::Withdrawn => say!(lang, "withdrawn", "已撤诉"),
        "withdraw" => {
            let other = outcome.opened.first().map(ToString::to_string).unwrap_or_default();
            say!(
                lang,
                "withdrawal under pressure; the case goes on, accountability case {other}",
                "撤诉系受压，继续办理，另立追责件 {other}"
            )
        }
        "incident" => incident(outcome, lang),
        "reopen" => say!(lang, "reopened, round {}", "已重开，第 {} 轮", case.round()),
        verb => VerbRow::find(verb).map_or(verb, |row| row.done.get(lang)).to_string(),
    };
    // Some commands know more of what they did than their name says.
    let what = did.map_or(what, Into::into);
    let due = case.running().first().map(|(limit, due)| {
        let names = Names { policy: &project.policy, directory: &project.directory };
        let rule = project.policy.basis_of(&due.rule, limit, lang);
        // A stopped clock is not overdue.
        let is_overdue = |at: Moment| case.overdue(at.date(), Some(at)).any(|(name, _)| name == limit);
        let is_overdue = case.touched.is_some_and(is_overdue);
        let limit = names.limit(limit, lang);
        let at = shown(due.at);
        let marks = [
            due.provisional.then(|| say!(lang, "provisional", "暂定")),
            due.unclassified.then(|| say!(lang, "not classified yet", "尚未定性")),
            is_overdue.then(|| say!(lang, "OVERDUE", "已超期")),
        ];
        let marks = marks.into_iter().flatten().collect::<Vec<_>>().join(&say!(lang, ", ", "，"));
        let marks = if marks.is_empty() { marks } else { say!(lang, " ({marks})", "（{marks}）") };
        let rule = if rule.is_empty() { String::new() } else { say!(lang, ", {rule}", "，{rule}") };
        say!(lang, " · {limit} due {at}{rule}{marks}", " · {limit} {at}{rule}{marks}")
    });
    let opened: Vec<String> = outcome.opened.iter().filter(|_| verb != "withdraw").map(ToString::to_string).collect();
    let opened = match opened.join(&say!(lang, ", ", "、")) {
        none if none.is_empty() => none,
        all => say!(lang, " · opened {all}", " · 另立 {all}"),
    };
    let learnt =
        outcome.learnt.as_ref().map(|event| format!(" · {}", heading(event, project, lang))).unwrap_or_default();
    // A case that has ended is on nobody's list of open ones.
    let owed = (!case.is_pending() && case.awaits_source()).then(|| {
        say!(
            lang,
            " · its source is still to be answered: redress reply {id} --to source",
            " · 来件单位尚待答复：redress 回复 {id} --to source"
        )
    });
    let title = case.title.as_deref().map(|t| format!(" · {t}")).unwrap_or_default();
    format!("{id} {what}{}{}{opened}{learnt}{title}", due.unwrap_or_default(), owed.unwrap_or_default())
}
