//! What replies pay, one by one.
//!
//! Invariant: a reply that is done again after it was sent back takes the place of that one; any other is a further payment.

use crate::domain::Code;
use crate::domain::case::Case;
use crate::domain::case::acts::Payment;
use crate::domain::event::{AS_SENT, Replied};
use crate::domain::value::amount::Amount;

impl Case {
    /// What a reply pays. One that is done again after it was sent back takes the place of that one; any other is a further payment.
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

    /// The replies of the round in hand are sent back, to be done again.
    pub(in crate::domain) fn send_payments_back(&mut self) {
        let round = self.round();
        self.payments.iter_mut().filter(|paid| paid.round == round).for_each(|paid| paid.sent_back = true);
    }
}
