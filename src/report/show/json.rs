//! The complete JSON record of a case. Within a schema version keys are only added.

use super::{ShownEvent, history, title};
use crate::domain::case::Case;
use crate::domain::case::fact::CaseFact;
use crate::domain::case::fact_type::FactKind;
use crate::report::context::ReportContext;
use crate::report::log::{more, revocations};
use crate::report::{explain, facts};
use crate::text::sentence::sentence;
use serde_json::{Map, Value, json};

pub(super) fn of(case: &Case, told: &[ShownEvent<'_>], context: &ReportContext<'_>) -> Value {
    let mut out: Map<String, Value> = Map::new();
    let mut put = |key: &str, value: Value| {
        out.insert(key.into(), value);
    };
    put("id", json!(case.id));
    put("status", json!(case.state));
    put("received", json!(case.received()));
    put("due", json!(case.limits.get("reply").map(|due| due.at)));
    for (key, code) in [
        ("category", &case.facts.category),
        ("channel", &case.facts.channel),
        ("unit", &case.unit),
        ("person", &case.person),
    ] {
        put(key, if code.is_empty() { Value::Null } else { json!(code) });
    }
    put("title", json!(title(case, told)));
    put("policy", json!(case.policy()));
    for fact in CaseFact::all().filter(|fact| matches!(fact, CaseFact::Registered(_)) && fact.kind() == FactKind::Flag)
    {
        put(fact.key(), facts::plain(fact.value(case)));
    }
    put("paused", json!(case.paused));
    put("pauses", case.pauses.iter().map(|(from, to)| json!({ "from": from, "to": to })).collect());
    put(
        "route",
        case.route.iter().map(|hop| json!({ "unit": hop.unit, "person": hop.person, "on": hop.on })).collect(),
    );
    put(
        "delays",
        case.delays.iter().map(|d| json!({ "round": d.round, "on": d.on, "expected": d.expected })).collect(),
    );
    let party = |p: &crate::domain::case::Party| {
        let person = (!p.person.is_empty()).then_some(&p.person);
        json!({ "role": p.role, "person": person, "event": p.event, "on": p.on })
    };
    put("parties", case.parties.iter().map(party).collect());
    put("steps", json!(case.steps));
    put("approvals", json!(case.approvals));
    put("counts", counts(case));
    put("explained", explain::explain(case, context).json(context));
    put("history", entries(told, context));
    let Value::Object(mut more) = facts::value(&facts::of(case, context)) else { return Value::Object(out) };
    out.append(&mut more);
    Value::Object(out)
}

fn counts(case: &Case) -> Value {
    let c = &case.counts;
    json!({
        "returns": c.returns, "reworks": c.reworks, "contacts": c.contacts, "chases": c.chases, "notes": c.notes,
        "files": c.files, "partial": c.partial, "escalations": c.escalations, "callbacks": c.callbacks,
        "withdrawals": c.withdrawals, "coerced": c.coerced, "overrides": c.overrides, "given_clock": c.given_clock,
        "improvements": c.improvements, "complainants": case.parties_of("complainant"),
        "representatives": case.parties_of("representative"), "respondents": case.parties_of("respondent"),
    })
}

fn entries(told: &[ShownEvent<'_>], context: &ReportContext<'_>) -> Value {
    let names = context.names();
    let (revoked, erased) = (revocations(told.iter().map(|t| t.event)), history::erased(told));
    let one = |t: &ShownEvent<'_>| {
        let event = t.event;
        let mut entry = more(event, revoked.get(&event.id()).copied());
        let mut put = |key: &str, value: Value| {
            entry.insert(key.into(), value);
        };
        put("event", json!(event.id()));
        put("at", json!(event.at));
        put("on", json!(event.on()));
        put("by", json!(event.by));
        put("case", json!(event.case));
        put("kind", json!(event.body.kind()));
        put("summary", json!(sentence(event, &names, context.lang)));
        put("private", json!(t.private));
        put("erased", json!(erased.contains(&event.id())));
        Value::Object(entry)
    };
    told.iter().map(one).collect()
}
