//! What replies offer to pay.
//!
//! Invariant: a reply made again after a rework replaces the sum of the one sent back; any other reply adds a sum.

use crate::domain::Code;
use crate::domain::case::Case;
use crate::domain::case::acts::{Payment, RemedyMade};
use crate::domain::case::remedy::COMPENSATION;
use crate::domain::event::{AS_SENT, Replied};
use crate::domain::value::moment::Moment;

impl Case {
    /// Records what a reply offers. A reply made again after a rework replaces the earlier payment; any other adds
    /// one.
    pub(in crate::domain) fn pay(&mut self, body: &Replied, on: Moment) {
        let (round, part_of) = (self.round(), if body.partial { body.from.clone() } else { Code::default() });
        let before = self.payments.len();
        self.payments.retain(|paid| !paid.sent_back || paid.round != round || paid.part_of != part_of);
        self.reread |= self.payments.len() < before && body.answers.iter().any(|settled| settled == AS_SENT);
        if let Some(sum) = body.compensation {
            self.payments.push(Payment { round, part_of, sum, sent_back: false });
            let act =
                RemedyMade { round, act: "offer".into(), kind: COMPENSATION, amount: Some(sum), on, by_reply: true };
            self.add_remedy(act);
        }
        self.recount_compensation();
    }

    /// Marks the payments of the current round as sent back, to be replaced by those of the next replies.
    pub(in crate::domain) fn send_payments_back(&mut self) {
        let round = self.round();
        self.payments.iter_mut().filter(|paid| paid.round == round).for_each(|paid| paid.sent_back = true);
    }
}
