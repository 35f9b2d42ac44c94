//! Describes an exception: a code for programs, a line for readers.

use super::{Loosened, Tone};
use crate::document::table::Cell;
use crate::domain::case::limit::reach_back;
use crate::domain::event::{Body, Event};
use crate::report::context::ReportContext;
use crate::say;
use crate::text::names::{WordKind, name};
use crate::text::sentence::{sentence, short, shown};
use crate::text::words::count;
use serde_json::{Map, json};

/// The description, with further members for JSON.
pub(super) struct Summary {
    pub(super) what: Cell,
    pub(super) tone: Tone,
    pub(super) more: Map<String, serde_json::Value>,
}

/// Describes an event as an exception of a kind. `target` is the event that a revocation revoked.
pub(super) fn what(kind: &str, event: &Event, target: Option<&Event>, context: &ReportContext<'_>) -> Summary {
    let lang = context.lang;
    let names = context.names();
    let line = sentence(event, &names, lang);
    let kind_of = event.body.kind();
    // If only time, person or order is exceptional, the act is named but not described.
    let act = name(WordKind::Event, kind_of, lang);
    let told =
        |code: String, name: String| Summary { what: Cell::Named { code, name }, tone: Tone::Plain, more: Map::new() };
    match (kind, &event.body) {
        ("backdated", _) => backdated(event, &act, context),
        ("given-clock", _) => {
            let (real, os) = (event.clock.map(shown).unwrap_or_default(), event.os.as_str());
            let code = event.clock.map(|c| c.to_string()).unwrap_or_default();
            told(
                format!("{kind_of} {code} {os}").trim_end().into(),
                say!(lang, "{act}; really at {real} {os}", "{act}；实际登记时间 {real} {os}").trim_end().into(),
            )
        }
        ("given-actor", _) => {
            let os = event.os.as_str();
            told(format!("{kind_of} {os}"), say!(lang, "{act}; really by {os}", "{act}；实际账户 {os}"))
        }
        ("other-account", _) => {
            let (account, by) = (event.account.as_str(), event.by.as_str());
            let name = say!(
                lang,
                "{act}; by the account {account}, which is not that of {by}",
                "{act}；实际账户 {account}，并非 {by} 的账户"
            );
            told(format!("{kind_of} {account}"), name)
        }
        ("out-of-order", _) => {
            let (on, day) = (shown(event.on()), event.on().date());
            told(
                format!("{kind_of} {day}"),
                say!(lang, "{act}; dated {on}, before the act that it needs", "{act}；所填时间 {on} 早于其前一环节"),
            )
        }
        ("contested", _) => told(
            format!("{kind_of} {}", event.seq),
            say!(lang, "{act}; its writer did not know of what was recorded before", "{act}；登记时未见此前的记录"),
        ),
        (_, Body::Overridden(body)) => told(format!("{} {}", body.verb, body.rules.join(",")), line),
        (_, Body::Revoked(body)) => {
            let id = body.event.map(|e| e.to_string()).unwrap_or_default();
            match target {
                None => told(id, line),
                Some(was) => {
                    let was_line = sentence(was, &names, lang);
                    told(format!("{id} {}", was.body.kind()), say!(lang, "{id} {was_line}", "{id} {was_line}"))
                }
            }
        }
        (_, Body::Corrected(body)) => {
            let mut keys: Vec<&str> = body.set.keys().map(compact_str::CompactString::as_str).collect();
            keys.extend(event.text.get("title").map(|_| "title"));
            keys.extend(body.private.iter().map(compact_str::CompactString::as_str));
            told(keys.join(","), line)
        }
        (_, Body::Voided(body)) => told(body.kind.to_string(), line),
        (_, Body::Erased(body)) => told(format!("{} {}", body.scope, body.events.len()), line),
        (_, Body::Revealed(body)) => {
            let cases: Vec<String> = body.cases.iter().map(ToString::to_string).collect();
            told(format!("{} {}", body.command, cases.join(",")).trim_end().into(), line)
        }
        (_, Body::PolicyAdopted(body)) => told(short(&body.digest), line),
        _ => told(kind_of.into(), line),
    }
}

/// How far an act was backdated, and whether further than the policy allows without an approval.
fn backdated(event: &Event, act: &str, context: &ReportContext<'_>) -> Summary {
    let (on, at) = (event.on().date(), event.at.date());
    let (days, working) = ((at - on).num_days(), context.working_days(on, at));
    let beyond = on < reach_back(context.calendar, at, context.policy.desk.backdate);
    let code = format!("{} {on} {days}d {working}wd", event.body.kind());
    let en_days = count(days.unsigned_abs(), "day");
    let en_working = count(working.unsigned_abs(), "working day");
    let mut name = say!(
        context.lang,
        "{act}; happened {on}, recorded {en_days} ({en_working}) later",
        "{act}；发生于 {on}，{days} 天（{working} 个工作日）后登记"
    );
    if beyond {
        name += &say!(context.lang, ", beyond the policy's limit", "，超过制度规定的补录期限");
    }
    let more = [("days", json!(days)), ("working_days", json!(working)), ("beyond", json!(beyond))];
    Summary {
        what: Cell::Named { code: if beyond { code + " beyond" } else { code }, name },
        tone: if beyond { Tone::Warn } else { Tone::Plain },
        more: more.into_iter().map(|(key, value)| (key.to_string(), value)).collect(),
    }
}

/// Describes a loosened row of the policy.
pub(super) fn loosened(row: &Loosened, context: &ReportContext<'_>) -> Cell {
    let Loosened { what, from, to } = row;
    Cell::Named {
        code: format!("{what} {from} {to}"),
        name: say!(context.lang, "{what}: from {from} to {to}", "{what}：由 {from} 放宽为 {to}"),
    }
}
