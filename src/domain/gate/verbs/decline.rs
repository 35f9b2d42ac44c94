//! decline and refer: the desk does not accept a case; a referral is a decline with a destination.

use crate::domain::event::{Body, Classified, Declined, Referred};
use crate::domain::gate::codes;
use crate::domain::gate::draft::Draft;
use crate::domain::gate::proposal::{Proposal, Verb};
use crate::domain::value::state::State;

/// Declines a case.
#[derive(Clone, Debug, Default)]
pub struct Decline {
    /// The reason, which the complainant is told.
    pub reason: String,
    /// Channel by which the complainant was told.
    pub told: String,
    /// It is no complaint: it stays on record as an enquiry.
    pub as_enquiry: bool,
}

/// The nature of an enquiry, as every policy calls it.
const ENQUIRY: &str = "enquiry";

impl Verb for Decline {
    fn name(&self) -> &'static str {
        "decline"
    }

    fn decide(&self, proposal: &mut Proposal<'_>) {
        proposal.need_state(&[State::Received]);
        proposal.need_text("reason", &self.reason);
        let told = proposal.code("channel", &self.told);
        if self.as_enquiry && proposal.case.facts.nature != ENQUIRY {
            // First, so that the decline ends an enquiry: it is counted there, and only there.
            let nature = Some(proposal.code("nature", ENQUIRY)).filter(|code| !code.is_empty());
            proposal.record(Draft::new(Body::Classified(Classified { nature, ..Classified::default() })));
        }
        proposal
            .record(Draft::new(Body::Declined(Declined { told, ..Declined::default() })).say("reason", &self.reason));
    }
}

/// Refers a case to the organisation that is responsible.
#[derive(Clone, Debug, Default)]
pub struct Refer {
    /// The destination: a code of the policy's `outside` rows, or a name.
    pub to: String,
    /// The reason.
    pub reason: String,
    /// Channel by which the complainant was told.
    pub told: String,
}

impl Verb for Refer {
    fn name(&self) -> &'static str {
        "refer"
    }

    fn decide(&self, proposal: &mut Proposal<'_>) {
        proposal.need_state(&[State::Received, State::Accepted, State::Assigned]);
        proposal.need_text("to", &self.to);
        proposal.need_text("reason", &self.reason);
        let told = proposal.code("channel", &self.told);
        // By its code or its title, or by the body to which it belongs.
        let outsides = &proposal.cx.current.outsides;
        let of_body = || outsides.iter().find(|row| row.to.is(self.to.trim())).map(|row| row.code.clone());
        let row = codes::find("outside", &self.to, proposal.cx).ok().or_else(of_body);
        let mut body = Referred { told, ..Referred::default() };
        let mut to = self.to.clone();
        if let Some(row) = row.as_ref().and_then(|code| proposal.cx.current.outsides.iter().find(|o| o.code == *code)) {
            body.outside.clone_from(&row.code);
            to = if row.to.zh.is_empty() { row.to.en.clone() } else { row.to.zh.clone() };
        }
        proposal.record(Draft::new(Body::Referred(body)).say("to", &to).say("reason", &self.reason));
    }
}
