//! The facts of a case, with the names of their codes. Unset facts are left out.

use super::ShownEvent;
use crate::domain::case::acts::IncidentLink;
use crate::domain::case::fact::{CaseFact, uses};
use crate::domain::case::fact_type::{FactKind, FactValue};
use crate::domain::case::registered::REGISTERED;
use crate::domain::case::{Case, Party};
use crate::domain::event::Body;
use crate::domain::value::texts::Texts;
use crate::report::context::ReportContext;
use crate::report::log::revocations;
use crate::say;
use crate::text::code_names::beside;
use crate::text::names::{self, WordKind};
use crate::text::sanitize::sanitized;
use crate::text::sentence::shown;

/// The order of a registration sheet. `fields` stands for the facts of the registration that are not named here, and then
/// the policy's own fields.
const ORDER: &[&str] = &[
    "received",
    "channel",
    "source",
    "source_due",
    "nature",
    "category",
    "causes",
    "received_by",
    "taken_by",
    "against",
    "respondents",
    "parties",
    "owner",
    "unit",
    "person",
    "assist",
    "amount",
    "fields",
    "tags",
    "level",
    "incidents",
    "mediation",
    "remedy",
    "remedy_kind",
    "offered",
    "paid",
    "appeal",
    "awarded",
    "agreed_amount",
    "evidence_held",
    "outcome",
    "responsibility",
    "satisfaction",
    "compensation",
    "forms",
    "files",
];

/// Shown beside the source, and as flags.
const ELSEWHERE: &[&str] = &["source_ref", "anonymous", "restricted"];

/// Labels and values, in the order of a registration sheet.
pub(super) fn of(case: &Case, context: &ReportContext<'_>) -> Vec<(String, String)> {
    let (lang, names) = (context.lang, context.names());
    let mut facts: Vec<(String, String)> = Vec::new();
    let mut put = |key: &str, value: String| {
        if !value.is_empty() {
            facts.push((names.label(key, lang), value));
        }
    };
    for key in ORDER.iter().copied() {
        match key {
            "received" => put(key, received(case, context)),
            "source" => put(key, source(case, context)),
            "category" if case.facts.category.is_empty() => put(key, say!(lang, "not classified", "未定性")),
            "parties" => put(key, joined(case.parties.iter().map(|p| party(p, context)), context)),
            "incidents" => put("incidents", joined(case.incidents.iter().map(|link| incident(link, context)), context)),
            "files" if case.counts.files == 0 => {}
            "evidence_held" if case.evidence_held() == 0 => {}
            "fields" => {
                let rest = REGISTERED
                    .iter()
                    .filter(|fact| !ORDER.contains(&fact.row.key) && !ELSEWHERE.contains(&fact.row.key));
                rest.for_each(|fact| put(fact.row.key, text(CaseFact::Registered(fact), case, context)));
                case.facts.fields.iter().for_each(|(field, value)| put(field, names.value(field, value, lang)));
            }
            _ => put(key, CaseFact::find(key, uses::COLUMN).map_or_else(String::new, |fact| text(fact, case, context))),
        }
    }
    facts
}

/// A fact with the names of its codes; empty if it is not set.
fn text(fact: CaseFact, case: &Case, context: &ReportContext<'_>) -> String {
    let lang = context.lang;
    let names = context.names();
    let name = |code: &str| match fact.kind() {
        FactKind::Person => person(code, context),
        FactKind::Mediation => names::name(WordKind::Mediation, code, lang),
        FactKind::Remedy => names::name(WordKind::Remedy, code, lang),
        FactKind::Appeal => names::name(WordKind::Appeal, code, lang),
        FactKind::Satisfaction => names::name(WordKind::Satisfaction, code, lang),
        kind => kind.codes().map_or_else(|| sanitized(code), |section| names.title(section, code, lang)),
    };
    match fact.value(case) {
        FactValue::Code(code) if !code.is_empty() => name(code),
        FactValue::Codes(codes) => joined(codes.iter().map(|code| name(code)), context),
        FactValue::Time(moment) => shown(moment),
        FactValue::Money(amount) => context.names().money(amount, context.lang),
        FactValue::Count(n) => n.to_string(),
        FactValue::List(all) => joined(all.iter().map(|text| sanitized(text)), context),
        FactValue::Flag(true) => say!(lang, "yes", "是"),
        _ => String::new(),
    }
}

fn joined(all: impl Iterator<Item = String>, context: &ReportContext<'_>) -> String {
    all.collect::<Vec<_>>().join(&say!(context.lang, ", ", "、"))
}

/// The source, with its own number.
fn source(case: &Case, context: &ReportContext<'_>) -> String {
    let title = CaseFact::find("source", uses::COLUMN).map_or_else(String::new, |fact| text(fact, case, context));
    match case.facts.source_ref.as_str() {
        "" => title,
        number => beside(&title, &sanitized(number), context.lang),
    }
}

fn received(case: &Case, context: &ReportContext<'_>) -> String {
    let Some(received) = case.received() else { return String::new() };
    let text = shown(received);
    match case.recorded.filter(|at| at.date() != received.date()) {
        Some(at) => {
            let at = shown(at);
            say!(context.lang, "{text} (recorded {at})", "{text}（登记于 {at}）")
        }
        None => text,
    }
}

/// `li.na（李娜）`: the code as in the log, and the name.
fn person(code: &str, context: &ReportContext<'_>) -> String {
    let (plain, name) = (sanitized(code), sanitized(&context.directory.person_name(code)));
    if plain == name { plain } else { beside(&plain, &name, context.lang) }
}

/// An incident with its kind, its team and who leads that.
fn incident(link: &IncidentLink, context: &ReportContext<'_>) -> String {
    let kind = names::name(WordKind::Incident, &link.kind, context.lang);
    let Some(team) = context.policy.teams.iter().find(|team| team.code == link.team) else {
        return beside(&link.incident.to_string(), &kind, context.lang);
    };
    let (title, lead) = (sanitized(team.title.get(context.lang)), person(&team.lead, context));
    let members = team.members.iter().map(|member| match member.task.get(context.lang) {
        "" => person(&member.person, context),
        task => format!("{} {}", person(&member.person, context), sanitized(task)),
    });
    let members = joined(members, context);
    let team = match members.is_empty() {
        true => say!(context.lang, "{kind}, {title} led by {lead}", "{kind}，{title}，负责人 {lead}"),
        false => say!(
            context.lang,
            "{kind}, {title} led by {lead}, with {members}",
            "{kind}，{title}，负责人 {lead}，成员 {members}"
        ),
    };
    beside(&link.incident.to_string(), &team, context.lang)
}

/// A party added to the case: its role and event; the name only of staff.
fn party(party: &Party, context: &ReportContext<'_>) -> String {
    let role = names::name(WordKind::Role, &party.role, context.lang);
    let event = party.event.to_string();
    let persons = if party.persons < 2 {
        String::new()
    } else {
        let number = party.persons;
        say!(context.lang, ", {number} persons", " {number} 人")
    };
    let role = format!("{}{persons}", sanitized(&role));
    if !party.organisation.is_empty() {
        return format!("{role} {}", beside(&sanitized(&party.organisation), &event, context.lang));
    }
    match party.person.as_str() {
        "" => beside(&role, &event, context.lang),
        code => format!("{role} {}", beside(&person(code, context), &event, context.lang)),
    }
}

/// The complainant's data and words: what was revealed of the registration as corrected since, except the title, and of
/// parties added since and not removed.
pub(super) fn private(case: &Case, told: &[ShownEvent<'_>], context: &ReportContext<'_>) -> Vec<(String, String)> {
    let names = context.names();
    let of_person = |key: &str| matches!(key, "name" | "phone" | "email" | "address" | "id_number");
    let shown = registered(told).into_iter();
    let shown = shown.filter(|(key, _)| *key != "title" && !(case.complainant_dropped && of_person(key)));
    let mut all: Vec<_> = shown.map(|(key, text)| (names.label(key, context.lang), text.to_string())).collect();
    for t in told {
        let (Body::PartyAdded(body), Some(private)) = (&t.event.body, t.private) else { continue };
        if case.has_dropped(t.event.id(), true) {
            continue;
        }
        let role = names::name(WordKind::Role, &body.role, context.lang);
        let texts = private.iter().map(|(_, text)| text).collect::<Vec<_>>().join(&say!(context.lang, ", ", "，"));
        all.push((sanitized(&role), beside(&texts, &t.event.id().to_string(), context.lang)));
    }
    all
}

/// The private texts of the registration, with what was corrected of a restricted case: set anew, or removed.
fn registered<'a>(told: &[ShownEvent<'a>]) -> Vec<(&'a str, &'a str)> {
    let revoked = revocations(told.iter().map(|t| t.event));
    let mut all: Vec<(&str, &str)> = Vec::new();
    for t in told.iter().filter(|t| !revoked.contains_key(&t.event.id())) {
        let texts = t.private.into_iter().flat_map(Texts::iter);
        match &t.event.body {
            Body::Opened(_) => all.extend(texts),
            Body::Corrected(body) if body.party.is_none() => {
                // An empty value takes away what was stated.
                all.retain(|(key, _)| body.set.get(*key).is_none_or(|value| value.text() != Some("")));
                for (key, text) in texts.filter(|(key, _)| *key != "reason") {
                    match all.iter_mut().find(|(known, _)| *known == key) {
                        Some((_, known)) => *known = text,
                        None => all.push((key, text)),
                    }
                }
            }
            _ => {}
        }
    }
    all
}
