//! reply, rework and callback. A reply has two parts: to the complainant, and to the desk that assigned the case.

use crate::domain::Code;
use crate::domain::case::Case;
use crate::domain::case::limit;
use crate::domain::event::{Body, CalledBack, ImprovementAdded, Replied, Reworked};
use crate::domain::gate::check::as_decided;
use crate::domain::gate::codes;
use crate::domain::gate::context::GateContext;
use crate::domain::gate::draft::Draft;
use crate::domain::gate::proposal::{Proposal, Verb};
use crate::domain::gate::refusal::Problem;
use crate::domain::gate::verbs::close::need_link;
use crate::domain::policy::directory::Directory;
use crate::domain::policy::improvement::{self, MEASURE};
use crate::domain::query::view::View;
use crate::domain::value::amount::Amount;
use crate::domain::value::state::State;
use crate::domain::value::within::Within;

/// The possible recipients of a reply.
pub const TO: &[&str] = &["complainant", "desk", "source"];
/// The values of a complainant's satisfaction with a reply.
pub const SATISFACTION: &[&str] = &["satisfied", "basically", "no", "unreached", "not-applicable"];

/// Replies to a case.
#[derive(Clone, Debug, Default)]
#[allow(missing_docs)]
pub struct Reply {
    /// Recipients: complainant, desk, source; by default complainant and desk (and the source, if there is one).
    pub to: Vec<String>,
    pub via: String,
    pub from: String,
    /// Whether it is an assisting unit's part.
    pub partial: bool,
    /// Whether the case was settled on the spot, so that no assignment is needed.
    pub solved: bool,
    pub responsibility: String,
    pub findings: String,
    pub staff_action: String,
    pub lessons: String,
    pub explanation: String,
    pub satisfaction: String,
    pub handler: String,
    pub phone: String,
    pub compensation: Option<Amount>,
    pub cc: Vec<String>,
    pub outcome: String,
}

impl Verb for Reply {
    fn name(&self) -> &'static str {
        "reply"
    }

    fn person(&self) -> Option<&str> {
        Some(&self.handler)
    }

    fn decide(&self, proposal: &mut Proposal<'_>) {
        let case = proposal.case;
        let to = self.addressees(proposal);
        // A case that was not taken on, referred or withdrawn still owes its source an answer; nothing else of a reply is owed.
        let is_end_told = case.awaits_source() && !self.solved && !self.partial && to == ["source"];
        if self.solved {
            proposal.need_state(&[State::Received, State::Accepted, State::Assigned]);
        } else if !is_end_told {
            proposal.need_state(&[State::Accepted, State::Assigned, State::Replied]);
        }
        let apart = proposal.cx.current.is_apart(&case.facts.nature);
        // A desk without categories has nothing to classify by.
        let sorts = !proposal.cx.current.categories.is_empty();
        if case.facts.category.is_empty() && sorts && !self.partial && !apart && !is_end_told && !proposal.cx.past {
            proposal.refuse(Problem::NotClassified);
        }
        proposal.need_text("findings", &self.findings);
        // Nobody is at fault in what is counted apart: an enquiry.
        if !self.partial && !self.solved && !is_end_told && !apart {
            proposal.need_text("responsibility", &self.responsibility);
        }
        let satisfaction = one_of(proposal, "satisfaction", &self.satisfaction, SATISFACTION);
        let handler = match self.handler.as_str() {
            // For a partial reply the case's handler is not assumed.
            "" if !case.person.is_empty() && !self.partial => case.person.clone(),
            // Whoever imports a history did not handle the case.
            "" if proposal.cx.past => proposal.cx.done_by.clone(),
            "" => proposal.cx.doer().clone(),
            given => proposal.code("person", given),
        };
        let phone = match self.phone.as_str() {
            "" => proposal.cx.directory.person(&handler).map(|p| p.phone.as_str().into()).unwrap_or_default(),
            given => Code::from(given),
        };
        let from = self.unit(proposal);
        let outcome = proposal.code("outcome", &self.outcome);
        need_link(&outcome, proposal);
        let body = Replied {
            answers: if is_end_told { to.clone() } else { self.settles(&to, proposal) },
            to,
            via: proposal.code("channel", &self.via),
            from,
            partial: self.partial,
            responsibility: proposal.code("responsibility", &self.responsibility),
            satisfaction,
            handler,
            phone,
            compensation: self.compensation,
            cc: proposal.codes("unit", &self.cc),
            outcome,
            elements: self
                .texts()
                .iter()
                .filter(|(_, text)| !text.trim().is_empty())
                .map(|(name, _)| (*name).into())
                .collect(),
            ..Replied::default()
        };
        let draft = self.texts().into_iter().fold(Draft::new(Body::Replied(body)), |d, (name, text)| d.say(name, text));
        proposal.record(draft);
        self.learn(proposal);
    }
}

impl Reply {
    fn texts(&self) -> [(&'static str, &str); 4] {
        [
            ("findings", &self.findings),
            ("staff_action", &self.staff_action),
            ("lessons", &self.lessons),
            ("explanation", &self.explanation),
        ]
    }

    /// Adds the lessons as an improvement with an owner and a deadline, if the policy has a row for it (P7-A7). The
    /// owner is the unit complained about, else, and of a restricted case always, the unit that held the case.
    fn learn(&self, proposal: &mut Proposal<'_>) {
        let cx = proposal.cx;
        if self.partial || self.lessons.trim().is_empty() || cx.past || cx.policy.improvements.is_empty() {
            return;
        }
        let (case, given) = as_decided(self, proposal);
        let view = View { case: &case, policy: cx.policy, given: &given };
        let Some(row) = cx.policy.improvements.iter().find(|row| row.when.holds(&view)) else { return };
        let known = improvement::items(&(cx.apart)());
        if known.iter().any(|item| item.case == Some(case.id) && item.measure.as_deref() == Some(self.lessons.trim())) {
            return;
        }
        // Of a restricted case the log does not say which unit is complained about.
        let is_untold = case.facts.against.is_empty() || case.facts.restricted;
        let unit = if is_untold { case.unit.clone() } else { case.facts.against.clone() };
        let within = row.within.unwrap_or(Within::None);
        let deadline = (within != Within::None).then(|| limit::end(cx.calendar, cx.when(), within, &|_| false));
        let body = ImprovementAdded { unit, deadline, ..ImprovementAdded::default() };
        proposal.record(Draft::new(Body::ImprovementAdded(body)).say(MEASURE, self.lessons.trim()));
    }

    /// The unit that replies: the one named, else the lead unit; for a partial reply, an assisting actor's own unit.
    /// Only the lead unit gives a final reply, an assisting unit gives its part, and a person whose unit has no part in
    /// the case cannot reply for another unit.
    fn unit(&self, proposal: &mut Proposal<'_>) -> Code {
        let (case, cx) = (proposal.case, proposal.cx);
        let own = cx.directory.person(cx.doer()).map(|person| person.unit.clone()).unwrap_or_default();
        let assists = |unit: &Code| case.assist.contains(unit) && *unit != case.unit;
        let from = match self.from.as_str() {
            "" if self.partial && assists(&own) => own.clone(),
            "" => case.unit.clone(),
            given => proposal.code("unit", given),
        };
        if cx.past || from.is_empty() || case.unit.is_empty() {
            return from;
        }
        // Units below the lead unit may give a part too.
        let gives = |unit: &Code| assists(unit) || is_above(&case.unit, unit, cx.directory);
        let replies = |unit: &Code| *unit == case.unit || (self.partial && gives(unit));
        let foreign = [&from, &own].into_iter().enumerate().find(|(at, unit)| match at {
            0 => !replies(unit),
            _ => !unit.is_empty() && !replies(unit) && !records(unit, case, cx),
        });
        if let Some((_, unit)) = foreign {
            let problem = Problem::NotLead { unit: unit.clone(), lead: case.unit.clone(), assists: assists(unit) };
            proposal.refuse(problem);
        }
        from
    }

    /// Whom the reply settles. If nobody can be answered, putting the reply on file settles the complainant's part.
    fn settles(&self, to: &[Code], proposal: &Proposal<'_>) -> Vec<Code> {
        if self.partial {
            return Vec::new();
        }
        let nobody = proposal.case.facts.anonymous || proposal.cx.current.is_apart(&proposal.case.facts.nature);
        let told = |whom: &&&str| to.iter().any(|to| to == **whom) || (**whom == "complainant" && nobody);
        TO.iter().filter(told).map(|whom| (*whom).into()).collect()
    }

    fn addressees(&self, proposal: &mut Proposal<'_>) -> Vec<Code> {
        if !self.to.is_empty() {
            return self.to.iter().map(|to| one_of(proposal, "to", to, TO)).collect();
        }
        if self.partial {
            return vec!["desk".into()];
        }
        let mut to: Vec<Code> = Vec::new();
        if !proposal.case.facts.anonymous {
            to.push("complainant".into());
        }
        if !self.solved {
            to.push("desk".into());
        }
        if !proposal.case.facts.source.is_empty() {
            to.push("source".into());
        }
        to
    }
}

/// Whether people of a unit may record the lead unit's acts: their unit received or held the case or is above such a
/// unit, or is below the lead unit, or has a higher level.
pub(super) fn records(unit: &Code, case: &Case, cx: &GateContext<'_>) -> bool {
    let (directory, policy) = (cx.directory, cx.policy);
    let rank = |unit: &Code| directory.unit(unit).and_then(|unit| policy.rank(&unit.level));
    if rank(unit) > rank(&case.unit) {
        return true;
    }
    let mut known = [&case.unit, &case.facts.received_by].into_iter().chain(case.route.iter().map(|hop| &hop.unit));
    known.any(|known| is_above(unit, known, directory)) || is_above(&case.unit, unit, directory)
}

/// Whether a unit is `other` or lies above it.
fn is_above(unit: &Code, other: &Code, directory: &Directory) -> bool {
    unit == other || directory.with_parents(other).iter().any(|known| known.code == *unit)
}

/// Sends a reply back to be done again.
#[derive(Clone, Debug, Default)]
pub struct Rework {
    /// The reason.
    pub reason: String,
}

impl Verb for Rework {
    fn name(&self) -> &'static str {
        "rework"
    }

    fn decide(&self, proposal: &mut Proposal<'_>) {
        // The form may come back to the desk before the complainant is answered.
        let form_is_back = proposal.case.state.is_open() && proposal.case.reached("reported").is_some();
        if !form_is_back {
            proposal.need_state(&[State::Replied]);
        }
        proposal.need_text("reason", &self.reason);
        proposal.record(Draft::new(Body::Reworked(Reworked::default())).say("reason", &self.reason));
    }
}

/// Records a callback to the complainant.
#[derive(Clone, Debug, Default)]
pub struct Callback {
    /// yes, no or unreached.
    pub resolved: String,
    /// yes, basically or no.
    pub satisfied: String,
    /// What was said.
    pub note: String,
}

impl Verb for Callback {
    fn name(&self) -> &'static str {
        "callback"
    }

    fn decide(&self, proposal: &mut Proposal<'_>) {
        proposal.need_state(&[State::Replied, State::Closed]);
        proposal.need_text("resolved", &self.resolved);
        let resolved = one_of(proposal, "resolved", &self.resolved, &["yes", "no", "unreached"]);
        let satisfied = one_of(proposal, "satisfied", &self.satisfied, &["yes", "basically", "no"]);
        let person = proposal.cx.doer().clone();
        if !proposal.cx.past && resolved != "unreached" && proposal.case.was_handled_by(&person) {
            proposal.object(Problem::CallByHandler { person }, None, true);
        }
        let body = CalledBack { resolved, satisfied, ..CalledBack::default() };
        proposal.record(Draft::new(Body::CalledBack(body)).say("note", &self.note));
    }
}

/// Resolves a word of a fixed list; empty stays empty.
pub(super) fn one_of(proposal: &mut Proposal<'_>, field: &str, given: &str, known: &[&str]) -> Code {
    if given.is_empty() || known.contains(&given) {
        return given.into();
    }
    let nearest = codes::nearest(given, known);
    let known = known.iter().map(|k| Code::from(*k)).collect();
    proposal.refuse(Problem::UnknownCode { kind: field.into(), value: given.into(), nearest, known });
    Code::default()
}
