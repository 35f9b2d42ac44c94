//! What a template sees of the acts of a case: each with when, by whom and why, and what it says besides.
//!
//! Invariant: acts of the current round only, and none that was revoked.

use super::{Telling, some};
use crate::domain::Code;
use crate::domain::case::apply;
use crate::domain::case::party::side_of;
use crate::domain::event::{Body, Delivered, Event, Mediated, Replied};
use crate::domain::policy::THIRD_PARTY;
use crate::domain::value::moment::Moment;
use crate::text::code_names::beside;
use crate::text::names::{self, WordKind};
use serde_json::{Map, Value};

/// What an event says besides, if it is of the kind that is told.
type Tells<'t> = &'t dyn Fn(&Event) -> Option<Vec<(&'static str, Value)>>;

impl Telling<'_> {
    /// The acts of the current round that count, in order.
    pub(super) fn acts(&self) -> Vec<&Event> {
        let events = self.paper.events;
        let gone = apply::revoked(events);
        let begins = |event: &&Event| matches!(event.body, Body::Opened(_) | Body::Reopened(_));
        let first = events.iter().rposition(begins).unwrap_or_default();
        events[first..].iter().copied().filter(|event| !gone.contains(&event.id())).collect()
    }

    fn said(&self, event: &Event, key: &str) -> Value {
        self.paper.private.said(event, key).into()
    }

    /// When, by whom and why; nothing of it where the act was not done.
    fn act(&self, event: Option<&Event>) -> Map<String, Value> {
        let text = |key: &str| event.map_or(Value::Null, |event| self.said(event, key));
        let pairs = [
            ("on", event.map(|event| self.moment(event.on())).into()),
            ("day", event.map(|event| self.date(event.on().date())).into()),
            ("by", event.map_or(Value::Null, |event| self.person(event.doer()))),
            ("unit", event.map_or(Value::Null, |event| self.member(event.doer())["unit"].clone())),
            ("phone", event.map_or(Value::Null, |event| self.member(event.doer())["phone"].clone())),
            ("reason", text("reason")),
            ("note", text("note")),
        ];
        pairs.into_iter().map(|(key, value)| (key.to_string(), value)).collect()
    }

    /// Acts of which the last one counts.
    pub(super) fn single_acts(&self, acts: &[&Event]) -> Vec<(&'static str, Value)> {
        let last = |is: fn(&Body) -> bool| acts.iter().rev().copied().find(|event| is(&event.body));
        let with = |event: Option<&Event>, more: Vec<(&str, Value)>| {
            let mut all = self.act(event);
            all.extend(more.into_iter().map(|(key, value)| (key.to_string(), value)));
            Value::Object(all)
        };
        let told = |code: Option<&Code>| code.map_or(Value::Null, |code| self.code("channel", code));
        let moment = |at: Option<Moment>| at.map(|at| self.moment(at)).into();
        // Reopening a case takes it up again.
        let accepted = last(|body| matches!(body, Body::Accepted(_) | Body::Reopened(_)));
        let declined = last(|body| matches!(body, Body::Declined(_)));
        let referred = last(|body| matches!(body, Body::Referred(_)));
        let delayed = last(|body| matches!(body, Body::Delayed(_)));
        let extended = last(|body| matches!(body, Body::Extended(_)));
        // A case stays supervised in a further round.
        let orders = |body: &Body| match body {
            Body::Supervised(_) => true,
            // Assigned with a supervision form.
            Body::Assigned(body) => body.form == "supervision",
            _ => false,
        };
        let supervised = last(orders).or_else(|| {
            let gone = apply::revoked(self.paper.events);
            let stands = |event: &&&Event| orders(&event.body) && !gone.contains(&event.id());
            self.paper.events.iter().rev().find(stands).copied()
        });
        let assigned = last(|body| matches!(body, Body::Assigned(_)));
        let requested = last(|body| matches!(body, Body::WithdrawalRequested(_)));
        let checked = last(|body| {
            matches!(body, Body::Withdrawn(_) | Body::WithdrawalCoerced(_) | Body::WithdrawalUnverified(_))
        });
        let accepted_told = match accepted.map(|event| &event.body) {
            Some(Body::Accepted(body)) => told(Some(&body.told)),
            _ => Value::Null,
        };
        let declined_told = match declined.map(|event| &event.body) {
            Some(Body::Declined(body)) => told(Some(&body.told)),
            _ => Value::Null,
        };
        let (delay_told, expected) = match delayed.map(|event| &event.body) {
            Some(Body::Delayed(body)) => (told(Some(&body.told)), moment(body.expected)),
            _ => (Value::Null, Value::Null),
        };
        let (limit, until) = match extended.map(|event| &event.body) {
            Some(Body::Extended(body)) => (some(self.names().limit(&body.limit, self.lang)), moment(body.until)),
            _ => (Value::Null, Value::Null),
        };
        let (answer, checked_by) = match checked.map(|event| &event.body) {
            Some(Body::Withdrawn(body)) => ("voluntary", self.person(&body.checked_by)),
            Some(Body::WithdrawalCoerced(body)) => ("coerced", self.person(&body.checked_by)),
            Some(Body::WithdrawalUnverified(body)) => ("unverified", self.person(&body.checked_by)),
            _ => ("", Value::Null),
        };
        let to = referred.map_or(Value::Null, |event| self.said(event, "to"));
        vec![
            ("accepted", with(accepted, vec![("told", accepted_told)])),
            ("declined", with(declined, vec![("told", declined_told)])),
            ("referred", with(referred, vec![("to", to)])),
            ("delayed", with(delayed, vec![("told", delay_told), ("expected", expected)])),
            ("extended", with(extended, vec![("limit", limit), ("until", until)])),
            ("supervised", with(supervised, Vec::new())),
            ("assigned", with(assigned, Vec::new())),
            ("withdrawal_requested", with(requested, Vec::new())),
            (
                "withdrawn",
                with(checked, vec![("answer", self.word(WordKind::Withdrawal, answer)), ("checked_by", checked_by)]),
            ),
        ]
    }

    /// The parties beside the complainant of the registration, in order.
    pub(super) fn parties(&self) -> Value {
        let case = self.paper.case;
        let one = |event: &&Event| {
            let Body::PartyAdded(body) = &event.body else { return None };
            case.parties.iter().find(|party| party.event == event.id())?;
            let text = |key: &str| -> Value { self.paper.private.text(event.id(), key).into() };
            let name = match (&*body.organisation, &*body.person) {
                ("", "") if body.role == "respondent" => text("respondent"),
                ("", "") => text("name"),
                ("", code) => self.person(code),
                (name, _) => some(name),
            };
            let side = if body.side.is_empty() { side_of(&body.role) } else { &body.side };
            let mut all = Map::new();
            all.extend([
                ("role".into(), self.word(WordKind::Role, &body.role)),
                ("side".into(), self.word(WordKind::Role, side)),
                ("name".into(), name),
                ("organisation".into(), some(body.organisation.as_str())),
                ("persons".into(), body.persons.max(1).into()),
                ("authority".into(), body.authority.into()),
            ]);
            all.extend(["phone", "email", "address", "id_number"].map(|key| (key.to_string(), text(key))));
            Some(Value::Object(all))
        };
        self.paper.events.iter().filter_map(one).collect()
    }

    /// The names of all who are complained about: staff, then persons and organisations that no directory knows, as far as they may be shown.
    pub(super) fn respondents(&self) -> Value {
        let (case, private) = (self.paper.case, &self.paper.private);
        let mut all: Vec<String> =
            case.facts.respondents.iter().map(|code| self.context.directory.person_name(code)).collect();
        for event in self.paper.events {
            match &event.body {
                Body::Opened(_) => {
                    let names = (1..).map(|n| if n == 1 { "respondent".to_string() } else { format!("respondent{n}") });
                    all.extend(names.map_while(|name| private.text(event.id(), &name)));
                }
                Body::PartyAdded(body)
                    if body.role == "respondent" && case.parties.iter().any(|party| party.event == event.id()) =>
                {
                    let organisation = Some(body.organisation.to_string()).filter(|name| !name.is_empty());
                    all.extend(organisation.or_else(|| private.text(event.id(), "respondent")));
                }
                _ => {}
            }
        }
        let mut seen = std::collections::HashSet::new();
        all.retain(|name| seen.insert(name.clone()));
        self.joined(all.into_iter())
    }

    /// The agreement that mediation reached, or why it reached none, and whether it was kept.
    pub(super) fn mediation(&self, acts: &[&Event]) -> Value {
        let last = |results: &[&str]| {
            let is = |event: &&&Event| matches!(&event.body, Body::Mediated(body) if results.contains(&&*body.result));
            acts.iter().rev().find(is).copied()
        };
        let event = last(&["agreed", "failed"]);
        let (result, amount, until) = match event.map(|event| &event.body) {
            Some(Body::Mediated(body)) => (body.result.as_str(), body.amount, body.deadline),
            _ => ("", None, None),
        };
        let outcome = last(&["kept", "broken"]);
        let outcome_word = match outcome.map(|event| &event.body) {
            Some(Body::Mediated(body)) => body.result.as_str(),
            _ => "",
        };
        let mut all = self.act(event);
        all.extend([
            ("result".into(), self.word(WordKind::Mediation, result)),
            ("terms".into(), event.map_or(Value::Null, |event| self.said(event, "terms"))),
            ("amount".into(), amount.map_or(Value::Null, |sum| self.money(sum))),
            ("until".into(), until.map(|until| self.moment(until)).into()),
            ("kept".into(), self.word(WordKind::Mediation, outcome_word)),
            ("kept_on".into(), outcome.map(|event| self.moment(event.on())).into()),
        ]);
        Value::Object(all)
    }

    fn session(&self, event: &Event, body: &Mediated) -> Vec<(&'static str, Value)> {
        let present = body.present.iter().map(|code| match names::find(WordKind::Role, code) {
            Some(two) => two.get(self.lang).to_string(),
            None => self.context.directory.person_name(code),
        });
        let others = self.paper.private.text(event.id(), "present");
        vec![("present", self.joined(present.chain(others)))]
    }

    fn whom(&self, event: &Event, role: &Code, key: &str) -> Value {
        if role.is_empty() { self.paper.private.text(event.id(), key).into() } else { self.word(WordKind::Role, role) }
    }

    fn service(&self, event: &Event, body: &Delivered) -> Vec<(&'static str, Value)> {
        let document = match &*body.number {
            "" => self.said(event, "document"),
            number => {
                let title = self.names().title("form", &body.form, self.lang);
                some(beside(&title, number, self.lang))
            }
        };
        vec![
            ("document", document),
            ("to", self.word(WordKind::Role, &body.addressee)),
            ("how", self.word(WordKind::Delivery, &body.how)),
            ("failed", body.failed.into()),
            ("refused", self.said(event, "refused")),
        ]
    }

    /// Acts that are told one by one.
    pub(super) fn repeated_acts(&self, acts: &[&Event]) -> Vec<(&'static str, Value)> {
        let list = |tell: Tells<'_>| -> Value {
            let one = |event: &&Event| {
                let mut all = self.act(Some(event));
                all.extend(tell(event)?.into_iter().map(|(key, value)| (key.to_string(), value)));
                Some(Value::Object(all))
            };
            acts.iter().filter_map(one).collect()
        };
        vec![
            (
                "steps",
                list(&|event| match &event.body {
                    Body::Stepped(body) => Some(vec![("name", self.code("step", &body.step))]),
                    _ => None,
                }),
            ),
            (
                "approvals",
                list(&|event| match &event.body {
                    Body::Approved(body) => Some(vec![("name", self.code("approval", &body.what))]),
                    _ => None,
                }),
            ),
            (
                "contacts",
                list(&|event| match &event.body {
                    Body::Contacted(body) => Some(vec![
                        ("kind", self.word(WordKind::Contact, &body.kind)),
                        ("via", self.code("channel", &body.via)),
                    ]),
                    _ => None,
                }),
            ),
            (
                "callbacks",
                list(&|event| match &event.body {
                    Body::CalledBack(body) => Some(vec![
                        ("resolved", self.word(WordKind::Callback, &body.resolved)),
                        ("satisfied", self.word(WordKind::Callback, &body.satisfied)),
                    ]),
                    _ => None,
                }),
            ),
            (
                "files",
                list(&|event| match &event.body {
                    Body::Attached(body) => {
                        Some(vec![("count", body.count.into()), ("event", event.id().to_string().into())])
                    }
                    _ => None,
                }),
            ),
            (
                "sessions",
                list(&|event| match &event.body {
                    Body::Mediated(body) if body.result == "session" => Some(self.session(event, body)),
                    _ => None,
                }),
            ),
            (
                "evidence",
                list(&|event| match &event.body {
                    Body::EvidenceAdded(body) => {
                        let item = self.paper.case.evidence.iter().find(|item| item.event == event.id());
                        let returned = item.and_then(|item| item.returned);
                        Some(vec![
                            ("event", event.id().to_string().into()),
                            ("what", self.said(event, "what")),
                            ("from", self.whom(event, &body.owner, "source_name")),
                            ("place", self.paper.private.text(event.id(), "place").into()),
                            ("pieces", body.pieces.max(1).into()),
                            ("returned", returned.map(|on| self.moment(on)).into()),
                        ])
                    }
                    _ => None,
                }),
            ),
            (
                "deliveries",
                list(&|event| match &event.body {
                    Body::Delivered(body) => Some(self.service(event, body)),
                    _ => None,
                }),
            ),
            (
                "partial_replies",
                list(&|event| match &event.body {
                    Body::Replied(body) if body.partial => Some(self.elements(event, body)),
                    _ => None,
                }),
            ),
        ]
    }

    /// The final reply that stands: none once it was sent back. Of a reply in two acts, to the complainant and to the desk, what only one of
    /// them says stands too.
    pub(super) fn reply(&self, acts: &[&Event]) -> Value {
        let since = acts.iter().rposition(|event| matches!(event.body, Body::Reworked(_))).map_or(0, |at| at + 1);
        let finals = acts[since..].iter().copied().filter_map(|event| match &event.body {
            Body::Replied(body) if !body.partial => Some((event, body)),
            _ => None,
        });
        let (blank, none) = (Event::blank(), Replied::default());
        let mut all = self.act(None);
        all.extend(self.elements(&blank, &none).into_iter().map(|(key, value)| (key.to_string(), value)));
        for (event, body) in finals {
            let own = self.elements(event, body).into_iter().map(|(key, value)| (key.to_string(), value));
            all.extend(self.act(Some(event)).into_iter().chain(own).filter(|(_, value)| !value.is_null()));
        }
        Value::Object(all)
    }

    fn elements(&self, event: &Event, body: &Replied) -> Vec<(&'static str, Value)> {
        let said = |key| self.said(event, key);
        vec![
            ("from", self.code("unit", &body.from)),
            ("via", self.code("channel", &body.via)),
            ("responsibility", self.code("responsibility", &body.responsibility)),
            ("third_party_pays", (body.responsibility == THIRD_PARTY).into()),
            ("outcome", self.code("outcome", &body.outcome)),
            ("satisfaction", self.word(WordKind::Satisfaction, &body.satisfaction)),
            ("handler", self.person(&body.handler)),
            ("phone", some(body.phone.as_str())),
            ("compensation", body.compensation.map_or(Value::Null, |sum| self.money(sum))),
            ("cc", self.titles("unit", &body.cc)),
            ("findings", said("findings")),
            ("staff_action", said("staff_action")),
            ("lessons", said("lessons")),
            ("explanation", said("explanation")),
        ]
    }
}
