//! mediate: a session between the sides, its result, and whether the agreement was kept.

use crate::domain::Code;
use crate::domain::case::mediation::RESULTS;
use crate::domain::case::party::ROLES;
use crate::domain::event::{Body, Mediated};
use crate::domain::gate::codes;
use crate::domain::gate::draft::Draft;
use crate::domain::gate::proposal::{Proposal, Verb};
use crate::domain::gate::refusal::Problem;
use crate::domain::gate::verbs::reply::one_of;
use crate::domain::value::amount::Amount;
use crate::domain::value::moment::Moment;
use crate::domain::value::state::State;

/// Records an act of mediation.
#[derive(Clone, Debug, Default)]
pub struct Mediate {
    /// One of [`RESULTS`].
    pub result: String,
    /// Who was present: staff by code or name, roles of parties; any other name is private.
    pub present: Vec<String>,
    /// The sum that was agreed.
    pub amount: Option<Amount>,
    /// What was agreed.
    pub terms: String,
    /// The day by which it is to be kept.
    pub deadline: Option<Moment>,
    /// Why it failed or was broken.
    pub reason: String,
    /// What was said or done.
    pub note: String,
    /// Whether the texts hold personal data.
    pub private: bool,
}

impl Verb for Mediate {
    fn name(&self) -> &'static str {
        "mediate"
    }

    fn decide(&self, proposal: &mut Proposal<'_>) {
        let result = one_of(proposal, "result", &self.result, RESULTS);
        let case = proposal.case;
        match result.as_str() {
            "session" | "agreed" | "failed" => {
                proposal.need_state(&[State::Accepted, State::Assigned, State::Replied]);
                // What the sides agreed on stands until it is recorded as kept or broken.
                if result != "session" && (case.awaits_agreement() || case.mediation() == "kept") {
                    proposal.refuse(Problem::NothingToDo);
                }
            }
            _ if *case.mediation() == result => proposal.refuse(Problem::NothingToDo),
            // Whether it was kept often shows only after the case has ended.
            _ if !case.awaits_agreement() => {
                proposal.refuse(Problem::NotYet { milestone: "agreed".into(), title: Default::default() });
            }
            _ => {}
        }
        match result.as_str() {
            "agreed" => proposal.need_text("terms", &self.terms),
            "failed" | "broken" => proposal.need_text("reason", &self.reason),
            _ => {}
        }
        self.flags_fit(&result, proposal);
        let (mut present, mut others) = (Vec::new(), Vec::new());
        for name in self.present.iter().map(|name| name.trim()).filter(|name| !name.is_empty()) {
            let known = !proposal.cx.directory.people.is_empty();
            match codes::find("person", name, proposal.cx) {
                _ if ROLES.contains(&name) => present.push(Code::from(name)),
                Ok(code) if known => present.push(code),
                _ => others.push(name),
            }
        }
        let body = Mediated { result, present, amount: self.amount, deadline: self.deadline, ..Mediated::default() };
        let mut draft = Draft::new(Body::Mediated(body));
        let texts = if self.private { &mut draft.private } else { &mut draft.text };
        for (name, text) in [("terms", &self.terms), ("reason", &self.reason), ("note", &self.note)] {
            texts.set(name, text.as_str());
        }
        draft.private.set("present", others.join(", "));
        proposal.record(draft);
    }
}

impl Mediate {
    /// Refuses what belongs to another result: only an agreement has a sum, terms and a day.
    fn flags_fit(&self, result: &str, proposal: &mut Proposal<'_>) {
        let of_agreement =
            [("amount", self.amount.is_some()), ("terms", !self.terms.is_empty()), ("due", self.deadline.is_some())];
        for (flag, _) in of_agreement.into_iter().filter(|(_, given)| *given && result != "agreed") {
            proposal.refuse(Problem::Conflict { first: flag.into(), second: result.into() });
        }
        if let Some(deadline) = self.deadline.filter(|deadline| deadline.date() < proposal.cx.when().date()) {
            let (field, value) = ("due".into(), deadline.to_string());
            proposal.refuse(Problem::BadValue { field, value, wanted: "future".into() });
        }
    }
}
