//! What is wrong with who does it. People are named by their code.

use super::Talk;
use crate::domain::Code;
use crate::say;
use crate::text::naming::one_of;
use crate::text::wrap::harmless;
use chrono::NaiveDate;

/// People who could do it instead are named when there are no more than these.
const FEW: usize = 3;

pub(super) fn is_respondent(t: &Talk<'_>, person: &str) -> String {
    let (case, verb, person) = (t.subject(), t.act(t.verb), harmless(person));
    say!(
        t.lang,
        "{person} is complained about in {case}; the {verb} must be left to somebody else",
        "{person} 是 {case} 的被投诉人，应当回避；{verb}须由他人进行"
    )
}

pub(super) fn is_handler(t: &Talk<'_>, person: &str) -> String {
    let (case, verb, person) = (t.subject(), t.act(t.verb), harmless(person));
    say!(
        t.lang,
        "{person} is the handler of {case}; the {verb} must be left to somebody else",
        "{person} 是 {case} 的承办人；{verb}须由他人进行"
    )
}

pub(super) fn of_unit_complained_about(t: &Talk<'_>, person: &str, unit: &str) -> String {
    let (case, verb, person) = (t.subject(), t.act(t.verb), harmless(person));
    let unit = t.names.coded("unit", unit, t.lang);
    say!(
        t.lang,
        "{person} belongs to {unit}, the unit complained about in {case}; the {verb} must be left to somebody else",
        "{person} 属于 {case} 的被投诉单位 {unit}，应当回避；{verb}须由他人进行"
    )
}

pub(super) fn wrong_role(t: &Talk<'_>, person: &str, roles: &[Code]) -> String {
    let (lang, verb, person) = (t.lang, t.act(t.verb), harmless(person));
    let all: Vec<String> = roles.iter().map(|r| t.names.coded("role", r, lang)).collect();
    let wanted = one_of(&all, lang);
    let mut text = say!(
        lang,
        "the {verb} takes the role {wanted}, which {person} does not have",
        "{verb}须由具备 {wanted} 角色的人员进行，{person} 不具备"
    );
    let able = t.names.directory.people.iter().filter(|p| p.roles.iter().any(|r| roles.contains(r)));
    let able: Vec<String> = able.take(FEW + 1).map(|p| harmless(&p.code)).collect();
    if (1..=FEW).contains(&able.len()) {
        let able = one_of(&able, lang);
        text += &say!(lang, "; {able} has it", "；具备者：{able}");
    }
    text
}

pub(super) fn level_too_low(t: &Talk<'_>, person: &str, level: &str, at_least: &str) -> String {
    let (lang, verb, person) = (t.lang, t.act(t.verb), harmless(person));
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
    let (lang, person) = (t.lang, harmless(person));
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
    let (verb, person) = (t.act(t.verb), harmless(person));
    let unit = t.names.coded("unit", unit, t.lang);
    say!(
        t.lang,
        "the {verb} of {unit} is done by people of that unit or one above it; {person} is of another",
        "{unit} 的{verb}须由本单位或上级单位人员完成；{person} 属于其他单位"
    )
}

pub(super) fn unknown(t: &Talk<'_>, person: &str, nearest: Option<&str>) -> String {
    let (lang, person) = (t.lang, harmless(person));
    let text = say!(lang, "the directory does not know {person}", "名录中没有 {person}");
    match nearest.map(harmless) {
        Some(nearest) => text + &say!(lang, "; did you mean {nearest}?", "；是否指 {nearest}？"),
        None => text,
    }
}

pub(super) fn of_other_unit(t: &Talk<'_>, person: &str, unit: &str, given: &str) -> String {
    let (lang, person) = (t.lang, harmless(person));
    let (unit, given) = (t.names.coded("unit", unit, lang), t.names.coded("unit", given, lang));
    say!(lang, "{person} belongs to {unit}, not to {given}", "{person} 属于 {unit}，不属于 {given}")
}
