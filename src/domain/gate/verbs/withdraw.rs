//! withdraw: a complainant may withdraw a complaint once it is verified that the wish is free (bank: article 19).
//!
//! A wish that is requested or not verified leaves the case as it is. If it was coerced, the case stays open and an
//! accountability case is opened.

use crate::domain::Code;
use crate::domain::case::supervision::ACCOUNTABILITY;
use crate::domain::event::{
    Body, Linked, Opened, WithdrawalCoerced, WithdrawalRequested, WithdrawalUnverified, Withdrawn,
};
use crate::domain::gate::draft::{Draft, Target};
use crate::domain::gate::proposal::{Proposal, Verb};
use crate::domain::gate::refusal::Problem;
use crate::domain::policy::condition::Fact;
use crate::domain::value::state::State;

/// The result of the check.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WithdrawalAnswer {
    /// The complainant asked for it.
    #[default]
    Requested,
    /// Checked: a free wish.
    Voluntary,
    /// Checked: the complainant was put under pressure.
    Coerced,
    /// Could not be checked.
    Unverified,
}

/// Records a wish to withdraw or the result of its check.
#[derive(Clone, Debug, Default)]
pub struct Withdraw {
    /// The result of the check.
    pub answer: WithdrawalAnswer,
    /// The complainant's reason.
    pub reason: String,
    /// Who checked with the complainant; the recorder if empty.
    pub checked_by: String,
}

impl Verb for Withdraw {
    fn name(&self) -> &'static str {
        "withdraw"
    }

    fn facts(&self) -> Vec<(Code, Fact)> {
        let kind = match self.answer {
            WithdrawalAnswer::Requested => "requested",
            WithdrawalAnswer::Voluntary => "voluntary",
            WithdrawalAnswer::Coerced => "coerced",
            WithdrawalAnswer::Unverified => "unverified",
        };
        vec![("kind".into(), Fact::Codes(vec![kind.into()]))]
    }

    fn person(&self) -> Option<&str> {
        Some(&self.checked_by)
    }

    fn decide(&self, proposal: &mut Proposal<'_>) {
        proposal.need_state(&[State::Received, State::Accepted, State::Assigned, State::Replied]);
        proposal.need_text("reason", &self.reason);
        let case = proposal.case;
        let was_coerced = case.wishes.last().is_some_and(|wish| wish.round == case.round() && wish.answer == "coerced");
        match self.answer {
            _ if !was_coerced || proposal.cx.past => {}
            // A wish is answered once; otherwise a second accountability case would be opened.
            WithdrawalAnswer::Coerced => proposal.refuse(Problem::NothingToDo),
            // Found to be under pressure, the wish is answered: only a new one can be free.
            WithdrawalAnswer::Voluntary | WithdrawalAnswer::Unverified => proposal.refuse(Problem::WasCoerced),
            WithdrawalAnswer::Requested => {}
        }
        let checked_by = match self.checked_by.as_str() {
            "" if proposal.cx.past => proposal.cx.done_by.clone(),
            "" => proposal.cx.doer().clone(),
            given => proposal.code("person", given),
        };
        let body = match self.answer {
            WithdrawalAnswer::Requested => Body::WithdrawalRequested(WithdrawalRequested::default()),
            WithdrawalAnswer::Unverified => {
                Body::WithdrawalUnverified(WithdrawalUnverified { checked_by, ..WithdrawalUnverified::default() })
            }
            WithdrawalAnswer::Voluntary => {
                let on = self.asked_on(proposal);
                Body::Withdrawn(Withdrawn { on, checked_by, ..Withdrawn::default() })
            }
            WithdrawalAnswer::Coerced => {
                Body::WithdrawalCoerced(WithdrawalCoerced { checked_by, ..WithdrawalCoerced::default() })
            }
        };
        proposal.record(Draft::new(body).say("reason", &self.reason));
        if self.answer == WithdrawalAnswer::Coerced {
            self.open_accountability(proposal);
        }
    }
}

impl Withdraw {
    /// The day from which a voluntary withdrawal counts, where the policy has it count from the request.
    fn asked_on(&self, proposal: &Proposal<'_>) -> Option<crate::domain::value::moment::Moment> {
        let case = proposal.case;
        let from_request = proposal.cx.policy.desk.withdrawal_from_request && case.withdrawal_open;
        case.wishes.last().filter(|_| from_request)?.requested
    }

    /// The accountability case, opened because the complainant was put under pressure. Its number is known only when it
    /// is recorded; until then links to it have no number.
    fn open_accountability(&self, proposal: &mut Proposal<'_>) {
        let (case, cx) = (proposal.case, proposal.cx);
        let known = |section: &str, code: &str| {
            cx.current.section(section).unwrap_or_default().iter().any(|r| r.code() == code)
        };
        let nature =
            if known("nature", ACCOUNTABILITY) { ACCOUNTABILITY.into() } else { cx.current.desk.nature.clone() };
        let opened = Opened {
            policy: cx.digest.into(),
            nature,
            received_by: cx.own_unit(),
            against: case.facts.against.clone(),
            respondents: case.facts.respondents.clone(),
            restricted: true,
            ..Opened::default()
        };
        let link = |other| Body::Linked(Linked { other, kind: ACCOUNTABILITY.into(), ..Linked::default() });
        let mut draft = Draft::new(Body::Opened(opened)).of(Target::New(0));
        draft.private.set("title", format!("{} · {}", case.id, self.reason));
        proposal.record(draft);
        proposal.record(Draft::new(link(Some(case.id))).of(Target::New(0)));
        proposal.record(Draft::new(link(None)));
    }
}
