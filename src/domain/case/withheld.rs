//! Facts of a restricted case that lie in `private/`: the persons and unit complained about, free texts and words, and
//! free-text values of policy fields.
//!
//! Invariant: [`restore`] puts back into an event what [`seal`] took out, so that the gate decides on all facts that rules use.

use crate::domain::Code;
use crate::domain::case::registered::{Change, REGISTERED, RegisteredFact};
use crate::domain::event::{Body, Event, Fields};
use crate::domain::value::amount::Value;
use crate::domain::value::texts::Texts;

/// The facts that are private in a restricted case; only that a correction empties one stays in the log.
fn withheld() -> impl Iterator<Item = &'static RegisteredFact> {
    REGISTERED.iter().filter(|fact| fact.change == Change::Withheld)
}

/// The name under which a party who is a member of staff lies in `private/`.
const PARTY: &str = "party";

/// The name under which a party that is an organisation does.
const ORGANISATION: &str = "organisation";
/// The name under which the staff and parties present at a mediation do.
const PRESENT: &str = "present_codes";

/// Moves out of a body, into the private texts, what must not be in the log. `is_free` tells which policy fields are
/// free text.
pub fn seal(body: &mut Body, private: &mut Texts, is_free: &dyn Fn(&str) -> bool) {
    match body {
        Body::Opened(body) => {
            body.withheld |= !body.respondents.is_empty();
            let mut facts = body.facts_of_case();
            for fact in withheld() {
                private.set(fact.row.key, (fact.recorded)(&facts).map(|value| value.to_string()).unwrap_or_default());
                (fact.set)(&mut facts, &Value::Text(String::new()));
            }
            body.set_facts(facts);
        }
        Body::PartyAdded(body) => {
            private.set(PARTY, std::mem::take(&mut body.person).as_str());
            private.set(ORGANISATION, std::mem::take(&mut body.organisation).as_str());
        }
        Body::Mediated(body) => {
            let present = std::mem::take(&mut body.present);
            private.set(PRESENT, present.join(","));
        }
        Body::PartyDropped(body) => private.set(PARTY, std::mem::take(&mut body.person).as_str()),
        _ => {}
    }
    let (corrects, registers) = (matches!(body, Body::Corrected(_)), matches!(body, Body::Opened(_)));
    if let Some(fields) = body.fields_mut() {
        let open = |name: &Code| is_free(name) || (corrects && withheld().any(|fact| name == fact.row.key));
        let (withheld, kept): (Fields, Fields) = std::mem::take(fields)
            .into_iter()
            .partition(|(name, value)| value.text().is_some_and(|text| !text.is_empty()) && open(name));
        *fields = kept;
        for (name, value) in &withheld {
            private.set(name, value.text().unwrap_or_default());
            // What stood there before it was restricted is true no more.
            if !registers && is_free(name) {
                fields.insert(name.clone(), Value::Text(String::new()));
            }
        }
    }
}

/// Puts back what was moved out, as far as it is still there. `is_free` tells which policy fields are free text.
pub fn restore(event: &mut Event, private: &Texts, is_free: &dyn Fn(&str) -> bool) {
    if let Some(fields) = event.body.fields_mut() {
        for (name, text) in private.iter().filter(|(name, _)| is_free(name)) {
            fields.insert(name.into(), Value::Text(text.into()));
        }
    }
    let code = |name: &str| private.get(name).map(Code::from).unwrap_or_default();
    match &mut event.body {
        Body::Opened(body) if body.restricted => {
            let mut facts = body.facts_of_case();
            for fact in withheld().filter(|fact| (fact.recorded)(&body.facts_of_case()).is_none()) {
                if let Some(text) = private.get(fact.row.key) {
                    (fact.set)(&mut facts, &Value::Text(text.into()));
                }
            }
            body.set_facts(facts);
        }
        Body::PartyAdded(body) => {
            fill(&mut body.person, code(PARTY));
            fill(&mut body.organisation, code(ORGANISATION));
        }
        Body::Mediated(body) => {
            let present = private.get(PRESENT).into_iter().flat_map(|all| all.split(',')).map(Code::from);
            fill(&mut body.present, present.collect());
        }
        Body::PartyDropped(body) => fill(&mut body.person, code(PARTY)),
        Body::Corrected(body) => {
            for key in withheld().map(|fact| fact.row.key) {
                if let Some(text) = private.get(key) {
                    body.set.insert(key.into(), Value::Text(text.into()));
                }
            }
        }
        _ => {}
    }
}

/// Whether an event of a restricted case may have facts in `private/`.
#[must_use]
pub fn may_have(event: &Event) -> bool {
    let kind = matches!(
        event.body,
        Body::Opened(_)
            | Body::Classified(_)
            | Body::Stepped(_)
            | Body::Corrected(_)
            | Body::PartyAdded(_)
            | Body::PartyDropped(_)
            | Body::Mediated(_)
    );
    kind && event.sealed.is_some()
}

/// Whether its private data may name a member of staff who is complained about.
#[must_use]
pub fn may_accuse(event: &Event) -> bool {
    match &event.body {
        Body::Opened(body) => body.withheld,
        Body::PartyAdded(body) => body.role == "respondent",
        Body::Corrected(_) => event.sealed.is_some(),
        _ => false,
    }
}

fn fill<T: Default + PartialEq>(into: &mut T, value: T) {
    if *into == T::default() {
        *into = value;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sealed_facts_leave_the_event_and_restore_puts_them_back() {
        for (line, secret) in [
            (
                r#""opened":{"category":"crime","against":"taiyuan","respondents":["zhang.wei","wu.clerk"],"tags":["vault"],"restricted":true}"#,
                "zhang.wei",
            ),
            (
                r#""corrected":{"set":{"against":"taiyuan","channel":"phone","respondents":"zhang.wei","remark":"by zhang.wei"}}"#,
                "zhang.wei",
            ),
            (r#""corrected":{"set":{"respondents":""}}"#, "zhang.wei"),
            (r#""party_added":{"role":"respondent","person":"zhang.wei"}"#, "zhang.wei"),
            (r#""party_dropped":{"role":"respondent","person":"zhang.wei"}"#, "zhang.wei"),
        ] {
            let line = format!(
                r#"{{"n":1,"at":"2026-03-02T09:00:00.000+08:00","by":"p","case":"HQ-2026-0001","seq":1,{line}}}"#
            );
            let event = Event::parse(line.as_bytes(), "HQ".parse().expect("a desk")).expect("a line");
            let (mut sealed, mut private) = (event.clone(), Texts::default());
            seal(&mut sealed.body, &mut private, &|name| name == "remark");
            let left = sealed.body.json();
            assert!(!left.contains(secret) && !left.contains("taiyuan") && !left.contains("vault"), "{left}");
            restore(&mut sealed, &private, &|name| name == "remark");
            if let (Body::Opened(back), Body::Opened(was)) = (&mut sealed.body, &event.body) {
                // `withheld` stays true: it tells that somebody is named in private.
                assert!(back.withheld && !was.withheld);
                back.withheld = false;
            }
            assert_eq!(sealed.body.json(), event.body.json());
        }
    }
}
