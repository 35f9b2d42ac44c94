//! correct: facts of the registration are corrected, with a reason; the former values stay in the history.

use crate::domain::Code;
use crate::domain::case::Case;
use crate::domain::case::order;
use crate::domain::event::{Body, Corrected};
use crate::domain::gate::codes;
use crate::domain::gate::draft::Draft;
use crate::domain::gate::proposal::{Proposal, Verb};
use crate::domain::gate::refusal::Problem;
use crate::domain::policy::condition::Fact;
use crate::domain::value::amount::{Amount, Value};
use crate::domain::value::moment::Moment;

/// The facts that can be corrected, besides the policy's fields.
pub const FACTS: &[&str] = &[
    "title",
    "channel",
    "source",
    "source_ref",
    "received",
    "received_by",
    "taken_by",
    "against",
    "respondents",
    "owner",
    "amount",
    "tags",
    "anonymous",
];

/// Corrects facts.
#[derive(Clone, Debug, Default)]
pub struct Correct {
    /// New values.
    pub set: Vec<(String, String)>,
    /// The reason.
    pub reason: String,
}

impl Verb for Correct {
    fn name(&self) -> &'static str {
        "correct"
    }

    fn facts(&self) -> Vec<(Code, Fact)> {
        vec![("what".into(), Fact::Codes(self.set.iter().map(|(name, _)| name.as_str().into()).collect()))]
    }

    fn decide(&self, desk: &mut Proposal<'_>) {
        desk.need_text("reason", &self.reason);
        desk.need_text("set", if self.set.is_empty() { "" } else { "given" });
        let mut body = Corrected::default();
        let mut draft = Draft::new(Body::Noted(Default::default()));
        for (name, text) in &self.set {
            match value(desk, name, text) {
                Ok(Some(value)) => {
                    body.was.extend(before(desk.case, name).map(|was| (name.as_str().into(), was)));
                    body.set.insert(name.as_str().into(), value);
                }
                Ok(None) => draft.text.set("title", text.as_str()),
                Err(problem) => desk.refuse(problem),
            }
        }
        draft.body = Body::Corrected(body);
        desk.record(draft.say("reason", &self.reason));
    }
}

/// The former value of a fact; not for restricted cases, persons and units complained about, or a source's number.
fn before(case: &Case, name: &str) -> Option<Value> {
    let code = |code: &Code| (!code.is_empty()).then(|| Value::Text(code.to_string()));
    match name {
        _ if case.restricted => None,
        "channel" => code(&case.channel),
        "source" => code(&case.source),
        "received_by" => code(&case.received_by),
        "owner" => code(&case.owner),
        "taken_by" => code(&case.taken_by),
        "amount" => case.amount.map(Value::Number),
        "received" => case.received().map(|received| Value::Text(received.to_string())),
        own => case.fields.get(own).cloned(),
    }
}

/// The verb that sets a fact which is not part of the registration.
fn verb_of(fact: &str) -> Option<&'static str> {
    match fact {
        "category" | "nature" | "causes" | "cause" | "restricted" => Some("classify"),
        "unit" | "person" | "assist" => Some("assign"),
        "level" => Some("escalate"),
        "outcome" => Some("close"),
        _ => None,
    }
}

/// The new value as recorded in the log; `None` for the title, which is a text.
fn value(desk: &mut Proposal<'_>, name: &str, text: &str) -> Result<Option<Value>, Problem> {
    let code = |c: Code| Ok(Some(Value::Text(c.to_string())));
    match name {
        "title" => Ok(None),
        "channel" | "source" => codes::find(name, text, desk.cx).and_then(code),
        "received_by" | "against" | "owner" => codes::find("unit", text, desk.cx).and_then(code),
        "taken_by" => codes::find("person", text, desk.cx).and_then(code),
        "respondents" => {
            let all: Result<Vec<Code>, Problem> =
                text.split([',', '，']).filter(|p| !p.is_empty()).map(|p| codes::find("person", p, desk.cx)).collect();
            Ok(Some(Value::Text(all?.join(","))))
        }
        "source_ref" | "tags" => Ok(Some(Value::Text(text.into()))),
        "anonymous" => match text {
            "yes" | "true" | "是" => Ok(Some(Value::Flag(true))),
            "no" | "false" | "否" => Ok(Some(Value::Flag(false))),
            _ => Err(bad(name, text, "flag")),
        },
        "amount" => text.parse::<Amount>().map(|a| Some(Value::Number(a))).map_err(|()| bad(name, text, "money")),
        "received" => {
            let when: Moment = text.parse().map_err(|_| bad(name, text, "date"))?;
            if when.is_after(desk.cx.now) {
                return Err(Problem::InFuture { field: "received".into(), when, now: desk.cx.now });
            }
            let earliest = crate::domain::case::limit::reach_back(
                desk.cx.calendar,
                desk.cx.now.date(),
                desk.cx.current.desk.backdate,
            );
            if when.date() < earliest && !desk.case.approvals.contains_key("backdate") && desk.cx.overriding.is_none() {
                return Err(Problem::TooFarBack { when, earliest });
            }
            in_order(desk, when)?;
            Ok(Some(Value::Text(when.to_string())))
        }
        own => match desk.cx.current.fields.iter().find(|f| f.code == own) {
            Some(field) => codes::field_value(field, text).map(Some),
            None if verb_of(own).is_some() => {
                Err(Problem::SetBy { field: own.into(), verb: verb_of(own).unwrap_or_default().into() })
            }
            None => {
                let known: Vec<Code> = FACTS
                    .iter()
                    .map(|f| Code::from(*f))
                    .chain(desk.cx.current.fields.iter().map(|f| f.code.clone()))
                    .collect();
                Err(Problem::UnknownCode {
                    kind: "field".into(),
                    value: own.into(),
                    nearest: codes::nearest(own, &known),
                    known,
                })
            }
        },
    }
}

/// Checks that a receipt lies after the previous round's end and not after the acts of its own round.
fn in_order(desk: &Proposal<'_>, received: Moment) -> Result<(), Problem> {
    let before = desk.case.rounds.len().checked_sub(2).and_then(|at| desk.case.rounds[at].ended);
    if let Some((_, needed)) = before.filter(|(_, ended)| ended.is_after(received)) {
        return Err(Problem::BeforeAct { when: received, act: "ended".into(), needed });
    }
    let events = (desk.cx.events)();
    match order::first_act(&events.iter().collect::<Vec<_>>()).filter(|act| received.is_after(act.on())) {
        None => Ok(()),
        Some(event) => {
            let (act, when) = (event.body.kind().into(), event.on());
            Err(Problem::ReceiptAfterAct { received, act, event: event.id(), when })
        }
    }
}

fn bad(field: &str, value: &str, wanted: &str) -> Problem {
    Problem::BadValue { field: field.into(), value: value.into(), wanted: wanted.into() }
}
