//! Messages about the person who acts. Persons are named by their code.

use super::Talk;
use super::flag::{flag, quoted};
use crate::domain::Code;
use crate::domain::gate::refusal::Problem as P;
use crate::domain::policy::directory::Person;
use crate::domain::value::id::CaseId;
use crate::domain::value::title::Title;
use crate::say;
use crate::text::code_names::one_of;
use crate::text::sanitize::sanitized;
use chrono::NaiveDate;

/// Other persons who may act are named if there are at most this many.
const FEW: usize = 3;

pub(super) fn is_respondent(t: &Talk<'_>, person: &str) -> String {
    let (case, verb, person) = (t.subject(), t.act(t.verb), sanitized(person));
    say!(
        t.lang,
        "{person} is complained about in {case}; the {verb} must be left to somebody else",
        "{person} 是 {case} 的被投诉人，应当回避；{verb}须由他人进行"
    )
}

pub(super) fn is_handler(t: &Talk<'_>, person: &str) -> String {
    let (case, verb, person) = (t.subject(), t.act(t.verb), sanitized(person));
    say!(
        t.lang,
        "{person} is the handler of {case}; the {verb} must be left to somebody else",
        "{person} 是 {case} 的承办人；{verb}须由他人进行"
    )
}

pub(super) fn call_by_handler(t: &Talk<'_>, person: &str) -> String {
    let (case, person) = (t.subject(), sanitized(person));
    say!(
        t.lang,
        "{person} handled {case}: this call is on record, and does not count in the rates of call-backs; let somebody else call",
        "{person} 承办过 {case}：本次回访照记，但不计入回访各项比率，请由他人回访"
    )
}

pub(super) fn holds_case(t: &Talk<'_>, person: &str) -> String {
    let (case, verb, person) = (t.subject(), t.act(t.verb), sanitized(person));
    say!(
        t.lang,
        "{person} has {case}, or belongs to the unit that has it; the {verb} must be left to somebody else",
        "{person} 承办 {case}，或属于承办单位；{verb}须由他人进行"
    )
}

pub(super) fn of_unit_complained_about(t: &Talk<'_>, person: &str, unit: &str) -> String {
    let (case, verb, person) = (t.subject(), t.act(t.verb), sanitized(person));
    let unit = t.names.coded("unit", unit, t.lang);
    say!(
        t.lang,
        "{person} belongs to {unit}, the unit complained about in {case}; the {verb} must be left to somebody else",
        "{person} 属于 {case} 的被投诉单位 {unit}，应当回避；{verb}须由他人进行"
    )
}

pub(super) fn no_part(t: &Talk<'_>, person: &str, of: Option<CaseId>) -> String {
    let (case, person) = (of.map_or_else(|| t.subject(), |id| id.to_string()), sanitized(person));
    say!(
        t.lang,
        "what is private of {case} is open only to those who take part in it, and {person} does not",
        "{case} 的非公开内容只限参与办理的人员查看和办理，{person} 不在其列"
    )
}

pub(super) fn no_second(t: &Talk<'_>, person: &str, title: &Title) -> String {
    let (lang, case, person) = (t.lang, t.subject(), sanitized(person));
    let title = sanitized(title.get(lang));
    say!(
        lang,
        "{case} lacks the approval “{title}”, given by somebody other than {person}",
        "{case} 缺少“{title}”，须由 {person} 以外的人员审批"
    )
}

pub(super) fn wrong_role(t: &Talk<'_>, person: &str, roles: &[Code]) -> String {
    let (lang, verb, person) = (t.lang, t.act(t.verb), sanitized(person));
    let all: Vec<String> = roles.iter().map(|r| t.names.coded("role", r, lang)).collect();
    let wanted = one_of(&all, lang);
    let mut text = say!(
        lang,
        "the {verb} takes the role {wanted}, which {person} does not have",
        "{verb}须由具备 {wanted} 角色的人员进行，{person} 不具备"
    );
    let able = in_service(t).filter(|p| p.roles.iter().any(|r| roles.contains(r)));
    let able: Vec<String> = able.take(FEW + 1).map(|p| sanitized(&p.code)).collect();
    if (1..=FEW).contains(&able.len()) {
        let able = one_of(&able, lang);
        text += &say!(lang, "; {able} has it", "；具备者：{able}");
    }
    text
}

pub(super) fn level_too_low(t: &Talk<'_>, person: &str, level: &str, at_least: &str) -> String {
    let (lang, verb, person) = (t.lang, t.act(t.verb), sanitized(person));
    let at_least = t.names.coded("level", at_least, lang);
    if level.is_empty() {
        return say!(
            lang,
            "the {verb} takes somebody at {at_least} or above, and the directory gives {person} no level",
            "{verb}须由 {at_least} 及以上层级的人员进行，而名录中没有 {person} 的层级"
        );
    }
    let level = t.names.coded("level", level, lang);
    say!(
        lang,
        "the {verb} takes somebody at {at_least} or above; {person} is at {level}",
        "{verb}须由 {at_least} 及以上层级的人员进行；{person} 属于 {level}"
    )
}

pub(super) fn not_in_service(t: &Talk<'_>, person: &str, from: Option<NaiveDate>, until: Option<NaiveDate>) -> String {
    let (lang, person) = (t.lang, sanitized(person));
    match (from, until) {
        (Some(from), Some(until)) => say!(
            lang,
            "{person} was in service from {from} to {until}, not on that day",
            "{person} 的任职期为 {from} 至 {until}，当日不在任"
        ),
        (Some(from), None) => {
            say!(lang, "{person} is in service from {from} only", "{person} 自 {from} 起才任职，当日不在任")
        }
        (None, Some(until)) => {
            say!(lang, "{person} was in service until {until} only", "{person} 任职至 {until}，当日已不在任")
        }
        (None, None) => say!(lang, "{person} is not in service on that day", "{person} 当日不在任"),
    }
}

pub(super) fn not_of_unit(t: &Talk<'_>, person: &str, unit: &str) -> String {
    let (verb, person) = (t.act(t.verb), sanitized(person));
    let unit = t.names.coded("unit", unit, t.lang);
    say!(
        t.lang,
        "the {verb} of {unit} is done by people of that unit or one above it; {person} is of another",
        "{unit} 的{verb}须由本单位或上级单位人员完成；{person} 属于其他单位"
    )
}

pub(super) fn unknown(t: &Talk<'_>, person: &str, nearest: Option<&str>) -> String {
    let (lang, person) = (t.lang, sanitized(person));
    let text = say!(lang, "the directory does not know {person}", "名录中没有 {person}");
    match nearest.map(sanitized) {
        Some(nearest) => text + &say!(lang, "; did you mean {nearest}?", "；是否指 {nearest}？"),
        None => text,
    }
}

pub(super) fn doubtful_number(t: &Talk<'_>, field: &str) -> String {
    let (lang, field) = (t.lang, t.names.label(field, t.lang));
    match field.as_str() {
        _ if t.is_registering() => {
            say!(lang, "the {field} cannot be right: check its digits", "{field}位数或校验有误，请核对")
        }
        _ => {
            let case = t.subject();
            say!(
                lang,
                "the {field} of {case} cannot be right: check its digits",
                "{case} 的{field}位数或校验有误，请核对"
            )
        }
    }
}

pub(super) fn of_other_unit(t: &Talk<'_>, person: &str, unit: &str, given: &str) -> String {
    let (lang, person) = (t.lang, sanitized(person));
    let (unit, given) = (t.names.coded("unit", unit, lang), t.names.coded("unit", given, lang));
    say!(lang, "{person} belongs to {unit}, not to {given}", "{person} 属于 {unit}，不属于 {given}")
}

/// All persons in service on the day.
fn in_service<'a>(t: &Talk<'a>) -> impl Iterator<Item = &'a Person> {
    let day = t.day;
    t.names.directory.people.iter().filter(move |p| day.is_none_or(|day| p.serves_on(day)))
}

/// The flag by which the current command names the person.
fn who(t: &Talk<'_>) -> &'static str {
    match t.verb {
        "assign" if !t.doer => "person",
        "withdraw" if !t.doer => "checked_by",
        "reply" if !t.doer => "handler",
        _ => "done_by",
    }
}

/// The hint that somebody else must act.
pub(super) fn somebody_else(t: &Talk<'_>) -> String {
    t.again(&format!("{} {}", flag(who(t)), t.slot(who(t))))
}

/// The hint that names the first person who may act; if there is none, what the directory lacks.
pub(super) fn able(t: &Talk<'_>) -> String {
    let against: Vec<&P> = t.all.iter().filter(|r| r.verb == t.verb && r.doer == t.doer).map(|r| &r.problem).collect();
    let may = |p: &&Person| against.iter().all(|problem| passes(t, p, problem));
    if let Some(person) = in_service(t).find(may) {
        return t.again(&format!("{} {}", flag(who(t)), quoted(&person.code)));
    }
    let in_role =
        |problem: &&&P| matches!(problem, P::WrongRole { .. }) && !in_service(t).any(|p| passes(t, p, problem));
    let level =
        against.iter().find_map(|p| if let P::LevelTooLow { at_least, .. } = p { Some(at_least) } else { None });
    match (against.iter().find(in_role), level) {
        (Some(P::WrongRole { roles, .. }), _) => no_such_role(t, roles),
        (_, Some(at_least)) => no_such_level(t, at_least),
        // Persons with the role exist, but each has another problem.
        _ => somebody_else(t),
    }
}

/// Whether this person would not have the problem.
fn passes(t: &Talk<'_>, person: &Person, problem: &P) -> bool {
    let directory = t.names.directory;
    let is_other = problem.person().is_none_or(|known| *known != person.code);
    is_other
        && match problem {
            P::WrongRole { roles, .. } => person.roles.iter().any(|r| roles.contains(r)),
            P::LevelTooLow { at_least, .. } => {
                let level = directory.unit(&person.unit).map(|u| u.level.clone()).unwrap_or_default();
                t.names.policy.rank(&level) >= t.names.policy.rank(at_least)
            }
            P::OfUnitComplainedAbout { unit, .. } => {
                person.unit != *unit && !directory.with_parents(&person.unit).iter().any(|u| u.code == *unit)
            }
            P::NotOfUnit { unit, .. } => directory.with_parents(unit).iter().any(|u| u.code == person.unit),
            _ => true,
        }
}

fn no_such_role(t: &Talk<'_>, roles: &[Code]) -> String {
    let role = roles.first().map(|r| sanitized(r)).unwrap_or_default();
    let name = t.names.title("role", &role, t.lang);
    say!(
        t.lang,
        "nobody in service has that role: in directory.toml, write roles = [\"{role}\"] into the row of the person who is “{name}”",
        "名录中无人具备：请在 directory.toml 中，在担任“{name}”的人员那一行写 roles = [\"{role}\"]"
    )
}

fn no_such_level(t: &Talk<'_>, at_least: &str) -> String {
    let (level, at_least) = (sanitized(at_least), t.names.coded("level", at_least, t.lang));
    say!(
        t.lang,
        "nobody in service who may do it is at {at_least} or above: in directory.toml, write level = \"{level}\" into the row of \
         the unit of the person who is",
        "名录中没有 {at_least} 及以上层级的适当人员：请在 directory.toml 中，在该人员所属单位那一行写 level = \"{level}\""
    )
}

pub(super) fn not_lead(t: &Talk<'_>, unit: &str, lead: &str, assists: bool) -> String {
    let (case, unit) = (t.subject(), t.names.coded("unit", unit, t.lang));
    let lead = t.names.coded("unit", lead, t.lang);
    if assists {
        return say!(
            t.lang,
            "{unit} assists in {case} and gives its part; the final reply is that of the lead unit, {lead}",
            "{unit} 是 {case} 的协办单位，只能作部分回复；最终回复由主办单位 {lead} 作出"
        );
    }
    say!(
        t.lang,
        "{unit} has no part in {case}: the lead unit {lead} replies, an assisting unit gives its part",
        "{unit} 与 {case} 无关：由主办单位 {lead} 回复，协办单位作部分回复"
    )
}
