//! The facts of a case, with the names of their codes. Unset facts are left out.

use super::ShownEvent;
use crate::domain::case::{Case, Party};
use crate::domain::event::Body;
use crate::report::context::ReportContext;
use crate::say;
use crate::text::code_names::{Names, beside};
use crate::text::names::{self, WordKind};
use crate::text::sanitize::sanitized;
use crate::text::sentence::shown;

/// Labels and values, in the order of a registration sheet.
pub(super) fn of(case: &Case, scene: &ReportContext<'_>) -> Vec<(String, String)> {
    let (lang, names) = (scene.lang, Names { policy: scene.policy, directory: scene.directory });
    let mut facts: Vec<(String, String)> = Vec::new();
    let mut put = |key: &str, value: String| {
        if !value.is_empty() {
            facts.push((names.label(key, lang), value));
        }
    };
    let title =
        |section: &str, code: &str| if code.is_empty() { String::new() } else { names.title(section, code, lang) };
    let titles = |section: &str, codes: &[crate::domain::Code]| {
        codes.iter().map(|c| title(section, c)).collect::<Vec<_>>().join(&say!(lang, ", ", "、"))
    };
    put("received", received(case, scene));
    put("channel", title("channel", &case.channel));
    let source = title("source", &case.source);
    put(
        "source",
        if case.source_ref.is_empty() { source } else { beside(&source, &sanitized(&case.source_ref), lang) },
    );
    put("source_due", case.source_due.map(shown).unwrap_or_default());
    put("nature", title("nature", &case.nature));
    put("category", category(case, scene));
    put("causes", titles("cause", &case.causes));
    put("received_by", title("unit", &case.received_by));
    put("taken_by", person(&case.taken_by, scene));
    put("against", title("unit", &case.against));
    put(
        "respondents",
        case.respondents.iter().map(|p| person(p, scene)).collect::<Vec<_>>().join(&say!(lang, ", ", "、")),
    );
    put("parties", case.parties.iter().map(|p| party(p, scene)).collect::<Vec<_>>().join(&say!(lang, ", ", "、")));
    put("owner", title("unit", &case.owner));
    put("unit", title("unit", &case.unit));
    put("person", person(&case.person, scene));
    put("assist", titles("unit", &case.assist));
    put("amount", case.amount.map(|a| money(a, scene)).unwrap_or_default());
    for (field, value) in &case.fields {
        put(field, names.value(field, value, lang));
    }
    put("tags", sanitized(&case.tags.join(&say!(lang, ", ", "、"))));
    put("level", title("level", &case.level));
    put("outcome", title("outcome", &case.outcome));
    put("responsibility", title("responsibility", &case.responsibility));
    put(
        "satisfaction",
        if case.satisfaction.is_empty() {
            String::new()
        } else {
            names::name(WordKind::Satisfaction, &case.satisfaction, lang)
        },
    );
    put("compensation", if case.compensation.0 == 0 { String::new() } else { money(case.compensation, scene) });
    put("files", if case.counts.files == 0 { String::new() } else { case.counts.files.to_string() });
    facts
}

fn received(case: &Case, scene: &ReportContext<'_>) -> String {
    let Some(received) = case.received() else { return String::new() };
    let text = shown(received);
    match case.recorded.filter(|at| at.date() != received.date()) {
        Some(at) => {
            let at = shown(at);
            say!(scene.lang, "{text} (recorded {at})", "{text}（登记于 {at}）")
        }
        None => text,
    }
}

fn category(case: &Case, scene: &ReportContext<'_>) -> String {
    if case.category.is_empty() {
        return say!(scene.lang, "not classified", "未定性");
    }
    sanitized(&scene.policy.title_of("category", &case.category, scene.lang))
}

/// `li.na（李娜）`: the code as in the log, and the name.
fn person(code: &str, scene: &ReportContext<'_>) -> String {
    let (plain, name) = (sanitized(code), sanitized(&scene.directory.person_name(code)));
    if plain == name { plain } else { beside(&plain, &name, scene.lang) }
}

/// A party added to the case: its role and event; the name only of staff.
fn party(party: &Party, scene: &ReportContext<'_>) -> String {
    let role = names::name(WordKind::Role, &party.role, scene.lang);
    let event = party.event.to_string();
    match party.person.as_str() {
        "" => beside(&sanitized(&role), &event, scene.lang),
        code => format!("{} {}", sanitized(&role), beside(&person(code, scene), &event, scene.lang)),
    }
}

/// `160 CNY`; yuan in Chinese.
fn money(amount: crate::domain::value::amount::Amount, scene: &ReportContext<'_>) -> String {
    match (scene.lang, scene.policy.desk.currency.as_str()) {
        (crate::domain::value::title::Lang::Zh, "CNY") => format!("{amount} 元"),
        (_, currency) => format!("{amount} {}", sanitized(currency)),
    }
}

/// The complainant's data and words: what was revealed of the registration, except the title, and of parties added
/// since and not removed.
pub(super) fn private(case: &Case, told: &[ShownEvent<'_>], scene: &ReportContext<'_>) -> Vec<(String, String)> {
    let names = Names { policy: scene.policy, directory: scene.directory };
    let opened = told.iter().filter(|t| matches!(t.event.body, Body::Opened(_)));
    let texts = opened.filter_map(|t| t.private).flat_map(|private| private.iter());
    let of_person = |key: &str| matches!(key, "name" | "phone" | "email" | "address" | "id_number");
    let shown = texts.filter(|(key, _)| *key != "title" && !(case.complainant_dropped && of_person(key)));
    let mut all: Vec<_> = shown.map(|(key, text)| (names.label(key, scene.lang), text.to_string())).collect();
    for t in told {
        let (Body::PartyAdded(body), Some(private)) = (&t.event.body, t.private) else { continue };
        if case.has_dropped(t.event.id(), true) {
            continue;
        }
        let role = names::name(WordKind::Role, &body.role, scene.lang);
        let texts = private.iter().map(|(_, text)| text).collect::<Vec<_>>().join(&say!(scene.lang, ", ", "，"));
        all.push((sanitized(&role), beside(&texts, &t.event.id().to_string(), scene.lang)));
    }
    all
}
