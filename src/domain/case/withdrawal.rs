//! Wishes to withdraw a complaint (撤诉): requested, checked with the complainant, and the result of the check.
//!
//! Invariant: a wish stays open until it is found to be free or coerced; a check that reached nobody leaves it open.

use crate::domain::case::Case;
use crate::domain::case::acts::WithdrawalRequest;
use crate::domain::event::{Body, Event};

impl Case {
    /// Records a request or a check of a wish to withdraw. It belongs to the open wish of this round, else a new wish
    /// begins.
    pub(in crate::domain) fn wish(&mut self, event: &Event) {
        let (answer, checked_by, accountability) = match &event.body {
            Body::WithdrawalRequested(_) => ("requested", None, None),
            Body::WithdrawalUnverified(body) => ("unverified", Some(&body.checked_by), None),
            Body::WithdrawalCoerced(body) => ("coerced", Some(&body.checked_by), body.accountability),
            Body::Withdrawn(body) => ("voluntary", Some(&body.checked_by), None),
            _ => return,
        };
        let (round, clock) = (self.round(), self.when(event).clock);
        if !self.wishes.last().is_some_and(|w| w.round == round && w.is_open()) {
            self.wishes.push(WithdrawalRequest { round, ..WithdrawalRequest::default() });
        }
        let Some(wish) = self.wishes.last_mut() else { return };
        match checked_by {
            // A repeated request after a check without result belongs to the same wish.
            None => {
                wish.requested = wish.requested.or(Some(event.on()));
                wish.recorded = wish.recorded.or(Some(clock));
            }
            Some(by) => {
                wish.checked = Some(event.on());
                wish.checked_by.clone_from(by);
            }
        }
        wish.answer = answer.into();
        wish.accountability = wish.accountability.or(accountability);
        if let Some(reason) = event.text.get("reason") {
            wish.reason = Some(reason.into());
        }
        wish.reasoned |= event.text.get("reason").is_some() || event.sealed.is_some();
    }
}
