//! A wish to withdraw a complaint (撤诉): asked for, checked with the complainant, and what the check found.
//!
//! Invariant: a wish stays open until it was found free or forced; an attempt that reached nobody leaves it open.

use crate::domain::case::Case;
use crate::domain::case::acts::Wish;
use crate::domain::event::{Body, Event};

impl Case {
    /// A wish was asked for or checked. An open wish of this round goes on; else a new one begins.
    pub(in crate::domain) fn wish(&mut self, event: &Event) {
        let (answer, checked_by, accountability) = match &event.body {
            Body::WithdrawalRequested(_) => ("requested", None, None),
            Body::WithdrawalUnverified(body) => ("unverified", Some(&body.checked_by), None),
            Body::WithdrawalCoerced(body) => ("coerced", Some(&body.checked_by), body.accountability),
            Body::Withdrawn(body) => ("voluntary", Some(&body.checked_by), None),
            _ => return,
        };
        let round = self.round();
        if !self.wishes.last().is_some_and(|w| w.round == round && w.is_open()) {
            self.wishes.push(Wish { round, ..Wish::default() });
        }
        let Some(wish) = self.wishes.last_mut() else { return };
        match checked_by {
            // Asked again, a wish whose check came to nothing is still the same wish, not yet checked anew.
            None => wish.requested = wish.requested.or(Some(event.on())),
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
