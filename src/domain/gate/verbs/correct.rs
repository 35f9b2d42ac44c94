//! correct: facts of the registration are corrected, with a reason; the former values stay in the history.

use crate::domain::Code;
use crate::domain::case::fact_type::GivenForm;
use crate::domain::case::limit::reach_back;
use crate::domain::case::order;
use crate::domain::case::registered::{Change, FactRow, REGISTERED, RegisteredFact};
use crate::domain::event::{Body, Corrected};
use crate::domain::gate::check::BACKDATE;
use crate::domain::gate::codes;
use crate::domain::gate::draft::Draft;
use crate::domain::gate::proposal::{Proposal, Verb};
use crate::domain::gate::refusal::Problem;
use crate::domain::policy::condition::Fact;
use crate::domain::value::amount::{Amount, Value};
use crate::domain::value::moment::Moment;

/// The keys of the facts that can be corrected, besides the policy's fields.
pub fn keys() -> impl Iterator<Item = &'static str> {
    let facts = REGISTERED.iter().filter(|fact| fact.change != Change::Classified);
    ["title", "received"].into_iter().chain(facts.map(|fact| fact.row.key))
}

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
        what(&self.set)
    }

    fn decide(&self, proposal: &mut Proposal<'_>) {
        need(&self.set, &self.reason, proposal);
        let mut body = Corrected::default();
        let mut draft = Draft::new(Body::Noted(Default::default()));
        for (name, text) in &self.set {
            if name == "title" {
                if text.trim().is_empty() {
                    proposal.refuse(bad(name, text, "text"));
                }
                if proposal.case.title.as_ref() != Some(text) {
                    draft.text.set("title", text.as_str());
                }
                continue;
            }
            match corrected(proposal, name, text) {
                Ok(Correction { changes: false, .. }) => {}
                Ok(Correction { key, value, was, .. }) => {
                    // Nothing that a restricted case had before stays in the log.
                    body.was.extend(was.filter(|_| !proposal.case.facts.restricted).map(|was| (key.clone(), was)));
                    body.set.insert(key, value);
                }
                Err(problem) => proposal.refuse(problem),
            }
        }
        if body == Corrected::default() && draft.text.is_empty() && !self.set.is_empty() {
            proposal.refuse(Problem::NothingToDo);
        }
        draft.body = Body::Corrected(body);
        proposal.record(draft.say("reason", &self.reason));
    }
}

/// What a correction tells conditions: the names of what it sets.
pub(super) fn what(set: &[(String, String)]) -> Vec<(Code, Fact)> {
    vec![("what".into(), Fact::Codes(set.iter().map(|(name, _)| name.as_str().into()).collect()))]
}

/// Refuses a correction without a reason, or of nothing.
pub(super) fn need(set: &[(String, String)], reason: &str, proposal: &mut Proposal<'_>) {
    proposal.need_text("reason", reason);
    proposal.need_text("set", if set.is_empty() { "" } else { "given" });
}

/// A fact that is corrected: its key, the new value as recorded in the log, and the former one where it is kept.
struct Correction {
    key: Code,
    value: Value,
    was: Option<Value>,
    /// Whether the value on record is another one.
    changes: bool,
}

impl Correction {
    fn new(proposal: &Proposal<'_>, key: &str, value: Value, was: Option<Value>) -> Self {
        let nothing = Value::Text(String::new());
        // Of a restricted case texts lie in `private/`: what is to be removed may be there.
        let may_be_private = proposal.case.facts.restricted && value == nothing;
        let changes = may_be_private || value != *was.as_ref().unwrap_or(&nothing);
        Self { key: key.into(), value, was, changes }
    }
}

fn corrected(proposal: &Proposal<'_>, name: &str, text: &str) -> Result<Correction, Problem> {
    if name == "received" {
        let was =
            proposal.case.current().and_then(|round| round.received).map(|received| Value::Text(received.to_string()));
        return receipt(proposal, text).map(|value| Correction::new(proposal, name, value, was));
    }
    if let Some(fact) = RegisteredFact::find(name) {
        if fact.change == Change::Classified {
            return Err(Problem::SetBy { field: name.into(), verb: "classify".into() });
        }
        let value = value(proposal, fact, text)?;
        let correction = Correction::new(proposal, fact.row.key, value, (fact.recorded)(&proposal.case.facts));
        let was = correction.was.filter(|_| fact.change == Change::Corrected);
        return Ok(Correction { was, ..correction });
    }
    match proposal.cx.current.fields.iter().find(|f| f.code == name) {
        Some(field) => {
            let value =
                if text.trim().is_empty() { Value::Text(String::new()) } else { codes::whole_value(field, text)? };
            Ok(Correction::new(proposal, name, value, proposal.case.facts.fields.get(name).cloned()))
        }
        None => Err(not_corrected(proposal, name)),
    }
}

/// A fact that another verb sets, or an unknown one.
fn not_corrected(proposal: &Proposal<'_>, name: &str) -> Problem {
    let verb = match name {
        "unit" | "person" | "assist" => "assign",
        "level" => "escalate",
        "outcome" => "close",
        _ => {
            let fields = proposal.cx.current.fields.iter().map(|f| f.code.clone());
            let known: Vec<Code> = keys().map(Code::from).chain(fields).collect();
            let nearest = codes::nearest(name, &known);
            return Problem::UnknownCode { kind: "field".into(), value: name.into(), nearest, known };
        }
    };
    Problem::SetBy { field: name.into(), verb: verb.into() }
}

/// The new value of a fact, as recorded in the log.
fn value(proposal: &Proposal<'_>, fact: &RegisteredFact, text: &str) -> Result<Value, Problem> {
    let FactRow { key, kind, .. } = fact.row;
    let code = |text: &str| match kind.codes() {
        Some(kind) => codes::find(kind, text, proposal.cx),
        None => Ok(text.into()),
    };
    if text.trim().is_empty() && fact.form != GivenForm::Flag {
        // It was wrong that anything was stated.
        return Ok(Value::Text(String::new()));
    }
    match fact.form {
        GivenForm::Text => code(text).map(|code| Value::Text(code.to_string())),
        GivenForm::List => {
            let parts = text.split([',', '，']).map(str::trim).filter(|part| !part.is_empty());
            Ok(Value::Text(parts.map(code).collect::<Result<Vec<Code>, _>>()?.join(",")))
        }
        GivenForm::Flag => codes::yes_or_no(text).map(Value::Flag).ok_or_else(|| bad(key, text, "flag")),
        GivenForm::Money => text.parse::<Amount>().map(Value::Number).map_err(|()| bad(key, text, "money")),
        GivenForm::Time => {
            let when: Moment = text.parse().map_err(|_| bad(key, text, "date"))?;
            Ok(Value::Text(when.to_string()))
        }
    }
}

/// The new receipt, as recorded in the log.
fn receipt(proposal: &Proposal<'_>, text: &str) -> Result<Value, Problem> {
    let when: Moment = text.parse().map_err(|_| bad("received", text, "date"))?;
    if when.is_after(proposal.cx.now) {
        return Err(Problem::InFuture { field: "received".into(), when, now: proposal.cx.now });
    }
    let earliest = reach_back(proposal.cx.calendar, proposal.cx.now.date(), proposal.cx.current.desk.backdate);
    let may = proposal.cx.past || proposal.cx.overriding.is_some() || proposal.case.approvals.contains_key(BACKDATE);
    if when.date() < earliest && !may {
        return Err(Problem::TooFarBack { when, earliest });
    }
    in_order(proposal, when)?;
    Ok(Value::Text(when.to_string()))
}

/// Checks that a receipt lies after the previous round's end and not after the acts of its own round.
fn in_order(proposal: &Proposal<'_>, received: Moment) -> Result<(), Problem> {
    let before = proposal.case.rounds.len().checked_sub(2).and_then(|at| proposal.case.rounds[at].ended);
    if let Some((_, needed)) = before.filter(|(_, ended)| ended.is_after(received)) {
        return Err(Problem::BeforeAct { when: received, act: "ended".into(), needed });
    }
    let events = (proposal.cx.events)();
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
