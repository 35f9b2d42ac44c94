//! `redress report todo`: what a person or unit has to do now, one row for each act.
//!
//! Invariant: an act leaves the list once its event is recorded. The desk's own acts (accept, assign, close, reply to
//! the source, check a withdrawal) belong to the unit that received the case, all others to the unit and person who
//! hold it.

use crate::document::table::{Cell, Row, Table, Tone};
use crate::domain::Code;
use crate::domain::case::Case;
use crate::domain::case::due::Due;
use crate::domain::case::duplicate::DUPLICATE;
use crate::domain::case::mediation::AGREEMENT;
use crate::domain::policy::directory::Directory;
use crate::domain::query::view::View;
use crate::domain::value::id::CaseId;
use crate::domain::value::state::State;
use crate::report::context::ReportContext;
use crate::report::definition::{Definition, LIMIT_CLOCK};
use crate::report::overdue::{left_out, provisional_note, understood};
use crate::report::reminders;
use crate::say;
use crate::text::Two;
use crate::text::names::WordKind;
use chrono::NaiveDate;
use serde_json::{Map, json};
use std::collections::{HashMap, HashSet};

/// The definition of the report.
pub const DEFINITION: Definition = Definition {
    title: Two("To do", "待办一览"),
    row: Two(
        "an act that a case waits for; the desk's own stand under the unit that received the case, the others under the unit and the person that have it",
        "一项待办；受理部门的待办列在受理单位名下，其余列在承办单位和承办人名下",
    ),
    cohort: Two(
        "the due date of the act; without a period: all, those without a date last",
        "待办的到期日；未指定时间段时列出全部，无期限的列在最后",
    ),
    clock: LIMIT_CLOCK,
    exclusions: Two(
        "ended cases, but for messages that came in, duplicates whose complainant is owed the main case's answer, sources that set a limit and were not answered, agreements to be kept, what is to be paid, and appeals; while the clock is stopped all but the check of a withdrawal",
        "已结件（有来信待处理的、并办后尚未转告结果的、限期来件尚未答复来件单位的、协议待履行的、待赔付的、待复查复核和待执行其决定的除外）；中止期间除撤诉核实外均不列",
    ),
    columns: &["act", "id", "due", "days_late", "unit", "person", "title"],
};

/// Whose acts to list; if empty, everybody's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Whose {
    /// The acts of this unit and of those below it.
    pub unit: Code,
    /// The acts of this person, and those of the person's unit that no person has yet.
    pub person: Code,
}

/// One act to do.
#[derive(Clone, Debug, PartialEq)]
pub struct TodoAct<'c> {
    /// accept, assign, contact, reply, form, source, close, message, withdrawal, explain, tell, agreement, pay, appeal or
    /// carry-out.
    pub act: &'static str,
    /// The case.
    pub case: &'c Case,
    /// Its limit, if one is running.
    pub due: Option<&'c Due>,
    /// The unit that must act.
    pub unit: &'c Code,
    /// The person who must act, if one is named.
    pub person: Option<&'c Code>,
}

/// Lists the acts, soonest first; those without a date last.
#[must_use]
pub fn todo<'c>(cases: impl IntoIterator<Item = &'c Case>, whose: &Whose, context: &ReportContext<'_>) -> Table {
    let mut dropped = Vec::new();
    let known: Vec<&Case> = cases.into_iter().filter(|case| understood(case, &mut dropped)).collect();
    let told = tell(&known);
    let all = known.into_iter().flat_map(|c| acts(c, context)).chain(told);
    let mut acts: Vec<TodoAct<'_>> = all.filter(|a| whose.has(a, context)).collect();
    acts.sort_by_key(|a| (a.due.is_none(), a.due.map(|due| due.at), a.case.id, a.act));
    let provisional = acts.iter().filter(|a| a.due.is_some_and(|due| due.provisional)).map(|a| a.case.id.to_string());
    Table {
        title: say!(context.lang, "To do", "待办一览"),
        schema: "redress.todo/1",
        columns: context.columns(DEFINITION.columns),
        notes: left_out(&dropped, context)
            .into_iter()
            .chain(reminders::notes(acts.iter().filter_map(|a| Some((a.case, a.due?))), context))
            .collect(),
        rows: acts.iter().map(|a| row(a, context)).collect(),
        ..Table::default()
    }
    .warning(provisional_note(provisional.collect(), context))
}

fn row(act: &TodoAct<'_>, context: &ReportContext<'_>) -> Row {
    let TodoAct { case, due, .. } = act;
    let mut more = Map::new();
    more.insert("status".into(), case.state.code().into());
    more.insert("rule".into(), json!(due.map(|due| &due.rule)));
    more.insert("provisional".into(), due.is_some_and(|due| due.provisional).into());
    more.insert("flags".into(), json!(case.flags()));
    if let Some(reminder) = due.and_then(|due| reminders::of(case, due, context)) {
        more.insert("remind".into(), json!(reminder.row.code));
    }
    Row {
        cells: vec![
            context.word(WordKind::Act, act.act),
            Cell::Text(case.id.to_string()),
            due.map_or(Cell::Empty, |due| Cell::Time(due.at)),
            due.map_or(Cell::Empty, |due| Cell::DaysLate(context.days_late(case, due))),
            context.unit(act.unit),
            act.person.map_or(Cell::Empty, |person| context.person(person)),
            case.title.clone().map_or(Cell::Empty, Cell::Text),
        ],
        more,
        tone: due.map_or(Tone::Plain, |due| context.tone_of(due)),
    }
}

/// The acts that a case waits for. During a pause only a withdrawal can be checked.
#[must_use]
pub fn acts<'c>(case: &'c Case, context: &ReportContext<'_>) -> Vec<TodoAct<'c>> {
    let mut acts = Vec::new();
    if case.unopened {
        return acts;
    }
    if case.message.is_some() && case.state != State::Voided {
        let desk = if case.facts.received_by.is_empty() { &case.unit } else { &case.facts.received_by };
        let held = !case.unit.is_empty() && case.is_pending();
        let person = Some(&case.person).filter(|person| held && !person.is_empty());
        acts.push(TodoAct { act: "message", case, due: None, unit: if held { &case.unit } else { desk }, person });
    }
    if !case.is_pending() {
        between(case, &mut acts);
        return acts;
    }
    let desk = if case.facts.received_by.is_empty() { &case.unit } else { &case.facts.received_by };
    let person = Some(&case.person).filter(|p| !p.is_empty());
    let mut put = |act, limit: &str, is_desks: bool| {
        // A reply that was sent back has met its limit; the rework may have a limit of its own.
        let ends = Due::default_until(limit);
        let due = case
            .running()
            .into_iter()
            .find(|(name, due)| *name == limit || due.until(name) == ends)
            .map(|(_, due)| due);
        let (unit, person) = if is_desks { (desk, None) } else { (&case.unit, person) };
        acts.push(TodoAct { act, case, due, unit, person });
    };
    if case.withdrawal_open {
        put("withdrawal", "reply", true);
    }
    if case.paused.is_some() {
        return acts;
    }
    let waits = |limit: &str| case.limits.contains_key(limit) && case.met(limit).is_none();
    let replied = case.reached("replied").is_some();
    let view = View { case, policy: context.policy, given: &[] };
    // What is not the desk's to do is waited for.
    let may = |verb: &str| {
        let mut gates = context.policy.gates.iter().filter(|gate| gate.waits && gate.on.iter().any(|on| on == verb));
        gates.all(|gate| !gate.when.holds(&view) || gate.needs.steps.iter().all(|step| case.steps.contains_key(step)))
    };
    match case.state {
        State::Received if may("accept") => put("accept", "accept", true),
        State::Accepted => put("assign", "dispatch", true),
        // Once the form is back at the desk, the desk must reply.
        State::Assigned if !replied => put("reply", "reply", case.reached("reported").is_some()),
        _ => {}
    }
    if waits("contact") {
        put("contact", "contact", false);
    }
    // Before the reply, replying does all of these at once; after it, those that were left out are still owed.
    let owes_form = replied && !case.route.is_empty() && case.reached("reported").is_none();
    let owes_source = replied && !case.facts.source.is_empty() && case.reached("sourced").is_none();
    if owes_form {
        put("form", "form", false);
    }
    if owes_source {
        put("source", "source", true);
    }
    if case.state == State::Replied && !owes_form && !owes_source {
        put("close", "close", true);
    }
    between(case, &mut acts);
    explain(case, context, person, &mut acts);
    acts
}

/// What waits between the sides, also after the case has ended: an agreement to be kept, something accepted to be
/// given, an appeal, its decision to be carried out.
fn between<'c>(case: &'c Case, acts: &mut Vec<TodoAct<'c>>) {
    if case.state == State::Voided {
        return;
    }
    let desk = if case.facts.received_by.is_empty() { &case.unit } else { &case.facts.received_by };
    let open = |limit: &str| case.limits.get(limit).filter(|_| case.met(limit).is_none());
    let mut put = |act, due, unit, person| acts.push(TodoAct { act, case, due, unit, person });
    if case.awaits_source() {
        put("source", case.limits.get("source"), desk, None);
    }
    if case.awaits_agreement() {
        put("agreement", open(&AGREEMENT), desk, None);
    }
    if case.awaits_remedy() {
        put("pay", open("pay"), &case.unit, Some(&case.person).filter(|person| !person.is_empty()));
    }
    if let Some(appeal) = case.open_appeal().filter(|appeal| !appeal.outside) {
        put("appeal", open("appeal"), &appeal.unit, None);
    }
    if case.appeal_to_carry_out().is_some() {
        put("carry-out", open("carry-out"), desk, None);
    }
}

/// The complainants of closed duplicates who are owed the reply that the main case now has.
pub(super) fn tell<'c>(cases: &[&'c Case]) -> Vec<TodoAct<'c>> {
    let owing: Vec<&'c Case> = cases.iter().copied().filter(|case| case.owes_answer_of_main()).collect();
    let linked = cases.iter().filter(|case| case.is_linked(DUPLICATE));
    let links: HashMap<CaseId, &Case> = linked.map(|case| (case.id, *case)).collect();
    let mains: HashSet<CaseId> = owing.iter().flat_map(|case| mains_of(case, &links)).collect();
    let answered: HashSet<CaseId> = cases
        .iter()
        .filter(|case| mains.contains(&case.id) && case.reached("replied").is_some())
        .map(|case| case.id)
        .collect();
    let due = owing.into_iter().filter(|case| mains_of(case, &links).iter().any(|main| answered.contains(main)));
    due.map(|case| {
        let unit = if case.facts.received_by.is_empty() { &case.unit } else { &case.facts.received_by };
        TodoAct { act: "tell", case, due: None, unit, person: None }
    })
    .collect()
}

/// The live cases at the end of a duplicate's links.
fn mains_of(case: &Case, links: &HashMap<CaseId, &Case>) -> Vec<CaseId> {
    let (mut ahead, mut seen): (Vec<CaseId>, HashSet<CaseId>) = (case.mains().collect(), HashSet::from([case.id]));
    let mut ends = Vec::new();
    while let Some(main) = ahead.pop() {
        if !seen.insert(main) {
            continue;
        }
        match links.get(&main).filter(|case| case.is_duplicate()) {
            Some(case) => ahead.extend(case.mains()),
            None => ends.push(main),
        }
    }
    ends
}

/// A delay that has no explanation in this round, in time or late.
fn explain<'c>(case: &'c Case, context: &ReportContext<'_>, person: Option<&'c Code>, acts: &mut Vec<TodoAct<'c>>) {
    if case.delays.iter().any(|d| d.round == case.round()) {
        return;
    }
    if let Some((_, due)) = case.overdue(context.day, context.now).min_by_key(|(limit, due)| (due.at, *limit)) {
        // Once the form is back, what is late is the desk's.
        let form_is_back = case.reached("reported").is_some() && case.reached("replied").is_none();
        let desk = &case.facts.received_by;
        let (unit, person) = match form_is_back && !desk.is_empty() {
            true => (desk, None),
            false => (&case.unit, person),
        };
        acts.push(TodoAct { act: "explain", case, due: Some(due), unit, person });
    }
}

impl Whose {
    /// Whether a case with this lead unit and person belongs to them on a day.
    #[must_use]
    pub fn is_held_by(&self, unit: &Code, person: &str, directory: &Directory, day: NaiveDate) -> bool {
        self.is_of_unit(unit, directory, day) && (self.person.is_empty() || self.person == person)
    }

    /// Whether a unit is the one that is asked for, or below it, on a day: a unit that went into another is part of that one.
    fn is_of_unit(&self, unit: &Code, directory: &Directory, day: NaiveDate) -> bool {
        if self.unit.is_empty() {
            return true;
        }
        let [own, unit] = [&self.unit, unit].map(|unit| directory.carried_by(unit, day));
        own == unit || directory.with_parents(&unit).iter().any(|above| above.code == own)
    }

    fn has(&self, act: &TodoAct<'_>, context: &ReportContext<'_>) -> bool {
        self.is_of_unit(act.unit, context.directory, context.day)
            && (self.person.is_empty() || self.is_for_person(act, context))
    }

    fn is_for_person(&self, act: &TodoAct<'_>, context: &ReportContext<'_>) -> bool {
        match act.person {
            Some(person) => *person == self.person,
            None => context.directory.person(&self.person).is_some_and(|p| !p.unit.is_empty() && p.unit == *act.unit),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::context::tests::{case, due, opened, plain, with_context};

    fn cases() -> Vec<Case> {
        let assigned = || r#""assigned":{"unit":"taiyuan","person":"li.na"}"#.to_string();
        let accepted = || r#""accepted":{}"#.to_string();
        let replied = |to: &str| format!(r#""replied":{{"to":[{to}]}}"#);
        vec![
            case(1, &[opened("a", &[due("accept", "2026-11-24"), due("reply", "2026-11-26")])]),
            case(2, &[opened("b", &[due("dispatch", "2026-11-25")]), accepted()]),
            case(3, &[opened("c", &[due("reply", "2026-11-20")]), accepted(), assigned()]),
            case(4, &[opened("d", &[due("form", "2026-11-27")]), assigned(), replied(r#""complainant""#)]),
            case(5, &[opened("e", &[]), assigned(), replied(r#""complainant","desk""#)]),
            case(
                6,
                &[
                    opened("f", &[]),
                    assigned(),
                    r#""withdrawal_requested":{}"#.into(),
                    r#""paused":{"ground":"x"}"#.into(),
                ],
            ),
            case(7, &[opened("g", &[]), r#""voided":{"kind":"test"}"#.into()]),
            case(8, &[opened("h", &[due("reply", "2026-11-19")]), assigned(), r#""delayed":{"told":"phone"}"#.into()]),
        ]
    }

    #[test]
    fn acts_are_listed_by_due_date() {
        with_context(|context| {
            let wanted = [
                "reply HQ-2026-0008 2026-11-19 2 taiyuan li.na h",
                "explain HQ-2026-0003 2026-11-20 1 taiyuan li.na c",
                "reply HQ-2026-0003 2026-11-20 1 taiyuan li.na c",
                "accept HQ-2026-0001 2026-11-24 -1 shanxi - a",
                "assign HQ-2026-0002 2026-11-25 -2 shanxi - b",
                "form HQ-2026-0004 2026-11-27 -4 taiyuan li.na d",
                "close HQ-2026-0005 - - shanxi - e",
                "withdrawal HQ-2026-0006 - - shanxi - f",
            ];
            assert_eq!(plain(&todo(&cases(), &Whose::default(), context)), wanted);
        });
    }

    #[test]
    fn todo_by_unit_and_by_person() {
        with_context(|context| {
            let count = |unit: &str, person: &str| {
                todo(&cases(), &Whose { unit: unit.into(), person: person.into() }, context).rows.len()
            };
            assert_eq!(
                [count("shanxi", ""), count("taiyuan", ""), count("", "li.na"), count("", "nobody")],
                [8, 4, 4, 0]
            );
        });
    }

    #[test]
    fn every_act_has_a_name() {
        with_context(|context| {
            let table = todo(&cases(), &Whose::default(), context);
            assert!(table.rows.iter().all(|r| matches!(&r.cells[0], Cell::Named { code, name } if code != name)));
        });
    }
}
