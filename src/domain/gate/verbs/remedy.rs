//! remedy: something is offered to the complainant, accepted or refused, and given.

use crate::domain::Code;
use crate::domain::case::remedy::{ACTS, COMPENSATION};
use crate::domain::event::{Body, Remedied};
use crate::domain::gate::draft::Draft;
use crate::domain::gate::proposal::{Proposal, Verb};
use crate::domain::gate::refusal::Problem;
use crate::domain::gate::verbs::reply::one_of;
use crate::domain::value::amount::Amount;
use crate::domain::value::state::State;

/// Records an act of a remedy.
#[derive(Clone, Debug, Default)]
pub struct Remedy {
    /// One of [`ACTS`].
    pub act: String,
    /// The policy's kind; that of the last offer if empty, except for an offer.
    pub kind: String,
    /// The sum; that of the offer if not given, except for an offer and a further payment.
    pub amount: Option<Amount>,
    /// On which policy, contract or finding it rests.
    pub basis: String,
    /// Remarks: why it was refused, how it was given.
    pub note: String,
}

impl Verb for Remedy {
    fn name(&self) -> &'static str {
        "remedy"
    }

    fn decide(&self, proposal: &mut Proposal<'_>) {
        let act = one_of(proposal, "act", &self.act, ACTS);
        proposal.need_text("act", &act);
        let offers = act == "offer";
        // What was accepted is often given when the case has ended.
        match offers {
            true => proposal.need_state(&[State::Accepted, State::Assigned, State::Replied, State::Closed]),
            false => proposal.need_state(&[
                State::Accepted,
                State::Assigned,
                State::Replied,
                State::Closed,
                State::Withdrawn,
            ]),
        }
        let given = proposal.code("remedy", &self.kind);
        if offers {
            proposal.need_text("kind", &self.kind);
            proposal.need_text("basis", &self.basis);
        }
        let offer = proposal.case.offer(&given, act != "pay").cloned();
        // What was agreed in mediation or awarded on appeal is paid without an offer, and so is what is given at once.
        let owed = proposal.case.owed_sum().filter(|_| act == "pay" && offer.is_none());
        let owed = owed.filter(|_| proposal.cx.current.remedies.iter().any(|row| row.code == COMPENSATION));
        let at_once = act == "pay" && !self.kind.trim().is_empty() && !self.basis.trim().is_empty();
        if !offers && !act.is_empty() && offer.is_none() && owed.is_none() && !at_once && !proposal.cx.past {
            proposal.refuse(Problem::NotYet { milestone: "offered".into(), title: Default::default() });
        }
        let kind: Code = match (given.is_empty(), &offer) {
            (true, Some(offer)) if !offers => offer.kind.clone(),
            (true, None) if owed.is_some() => COMPENSATION,
            _ => given,
        };
        let is_sum = proposal.cx.current.remedies.iter().any(|row| row.code == kind && row.money);
        let is_further = act == "pay" && proposal.case.was_paid(&kind);
        if is_further && !is_sum && !proposal.cx.past {
            proposal.refuse(Problem::NothingToDo);
        }
        // What was accepted is given, else what was offered; once: a further payment says how much it is.
        let accepted = proposal.case.accepted_sum(&kind).filter(|_| act == "pay");
        let from_offer = accepted.or(offer.and_then(|offer| offer.amount)).or(owed).filter(|_| !offers && !is_further);
        let amount = self.amount.or(from_offer).filter(|_| act != "refuse");
        if is_sum && matches!(act.as_str(), "offer" | "pay") && amount.is_none() && !proposal.cx.past {
            proposal.refuse(Problem::Missing { field: "amount".into() });
        }
        if self.amount.is_some() && !kind.is_empty() && !is_sum && !proposal.cx.past {
            proposal.refuse(Problem::Conflict { first: "amount".into(), second: kind.clone() });
        }
        let body = Remedied { act, kind, amount, ..Remedied::default() };
        proposal.record(Draft::new(Body::Remedied(body)).say("basis", &self.basis).say("note", &self.note));
    }
}
