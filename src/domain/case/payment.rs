//! The payments of replies.
//!
//! Invariant: a reply made again after a rework replaces the payment of the one sent back; any other reply adds a
//! payment.

use crate::domain::Code;
use crate::domain::case::Case;
use crate::domain::case::acts::Payment;
use crate::domain::event::{AS_SENT, Replied};
use crate::domain::value::amount::Amount;

impl Case {
    /// Records the payment of a reply. A reply made again after a rework replaces the earlier payment; any other adds
    /// one.
    pub(in crate::domain) fn pay(&mut self, body: &Replied) {
        let (round, part_of) = (self.round(), if body.partial { body.from.clone() } else { Code::default() });
        let before = self.payments.len();
        self.payments.retain(|paid| !paid.sent_back || paid.round != round || paid.part_of != part_of);
        self.reread |= self.payments.len() < before && body.answers.iter().any(|settled| settled == AS_SENT);
        if let Some(sum) = body.compensation {
            self.payments.push(Payment { round, part_of, sum, sent_back: false });
        }
        let sum = self.payments.iter().fold(0i64, |sum, paid| sum.saturating_add(paid.sum.0));
        self.compensation = Amount(sum);
    }

    /// Marks the payments of the current round as sent back, to be replaced by those of the next replies.
    pub(in crate::domain) fn send_payments_back(&mut self) {
        let round = self.round();
        self.payments.iter_mut().filter(|paid| paid.round == round).for_each(|paid| paid.sent_back = true);
    }
}
