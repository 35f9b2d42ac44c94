//! Remedies (赔付): what is offered to the complainant, accepted or refused, and given.
//!
//! Invariant: what a reply offers counts as paid until something else is recorded; once a payment of the round is on
//! record, the payments alone count, and a refused offer counts as nothing. A mediated agreement counts once it was kept;
//! what an appeal awarded counts once it was carried out.

use crate::domain::Code;
use crate::domain::case::Case;
use crate::domain::case::acts::RemedyMade;
use crate::domain::value::amount::Amount;
use crate::domain::value::moment::Moment;

/// What an act of a remedy records.
pub const ACTS: &[&str] = &["offer", "accept", "refuse", "pay"];

/// The kind of remedy that a reply offers.
pub const COMPENSATION: Code = Code::const_new("compensation");

impl Case {
    /// How far its remedies have come: the last of [`ACTS`], empty if there was none.
    #[must_use]
    pub fn remedy(&self) -> &Code {
        self.remedies.last().map_or(const { &Code::const_new("") }, |act| &act.act)
    }

    /// The offer of a kind (of any kind if it is empty) that was made last and not refused; with `open` also neither
    /// accepted nor given yet. What was given in part is given further.
    #[must_use]
    pub fn offer(&self, kind: &str, open: bool) -> Option<&RemedyMade> {
        let of_kind = |act: &&RemedyMade| kind.is_empty() || act.kind == kind;
        let last = self.remedies.iter().rev().find(of_kind)?;
        let stands = if open { last.act == "offer" } else { last.act != "refuse" };
        let offered = self.remedies.iter().rev().find(|act| act.kind == last.kind && act.act == "offer");
        offered.filter(|_| stands)
    }

    /// The sum of a kind that was accepted last and is not given yet.
    #[must_use]
    pub fn accepted_sum(&self, kind: &str) -> Option<Amount> {
        let last = self.remedies.iter().rev().find(|act| act.kind == kind)?;
        last.amount.filter(|_| last.act == "accept")
    }

    /// Whether the last act of this kind gave it, in whole or in part.
    #[must_use]
    pub fn was_paid(&self, kind: &str) -> bool {
        self.remedies.iter().rev().find(|act| act.kind == kind).is_some_and(|act| act.act == "pay")
    }

    /// Whether something that was accepted is still to be given.
    #[must_use]
    pub fn awaits_remedy(&self) -> bool {
        let last_of = |kind: &Code| self.remedies.iter().rev().find(|act| act.kind == *kind);
        self.remedy_kinds.iter().filter_map(last_of).any(|act| act.act == "accept")
    }

    /// The sum that is owed without an offer: what was agreed in mediation and waits to be kept, else what was awarded and
    /// waits to be carried out.
    #[must_use]
    pub fn owed_sum(&self) -> Option<Amount> {
        self.agreed_sum().or_else(|| self.appeal_to_carry_out()?.award)
    }

    /// The sum of the offers that stand, in replies and beside them.
    #[must_use]
    pub fn offered(&self) -> Amount {
        let sums = (1..=self.round()).flat_map(|round| self.remedy_kinds.iter().map(move |kind| (round, kind)));
        total(sums.map(|(round, kind)| {
            let [beside, further] = self.offered_beside(round, kind);
            // A reply that names the sum of an offer says it again.
            let replies = if *kind == COMPENSATION { self.offered_in_replies(round) } else { Amount(0) };
            total([beside.max(replies), further].into_iter())
        }))
    }

    /// The offers of a kind in a round beside its replies, and those made once a reply's offer had been settled. One that was
    /// refused does not stand; another takes its place, unless it was accepted or given.
    fn offered_beside(&self, round: usize, kind: &Code) -> [Amount; 2] {
        let (mut settled, mut open) = ([Amount(0); 2], Amount(0));
        let (mut by_reply, mut further) = (false, 0);
        for act in self.remedies.iter().filter(|act| act.round == round && act.kind == *kind) {
            match act.act.as_str() {
                "offer" if act.by_reply => by_reply = true,
                "offer" => (open, by_reply) = (act.amount.unwrap_or_default(), false),
                "refuse" => (open, by_reply) = (Amount(0), false),
                _ => {
                    settled[further] = total([settled[further], std::mem::take(&mut open)].into_iter());
                    further |= usize::from(std::mem::take(&mut by_reply));
                }
            }
        }
        settled[further] = total([settled[further], open].into_iter());
        settled
    }

    /// What the replies of a round offer, but those that were sent back or refused.
    fn offered_in_replies(&self, round: usize) -> Amount {
        let replies = self.payments.iter().filter(|paid| paid.round == round && !paid.sent_back);
        if self.is_refused_in(round) { Amount(0) } else { total(replies.map(|paid| paid.sum)) }
    }

    /// Whether the last act of the compensation in a round refused it.
    fn is_refused_in(&self, round: usize) -> bool {
        let mut own = self.remedies.iter().rev().filter(|act| act.round == round);
        own.find(|act| act.kind == COMPENSATION).is_some_and(|act| act.act == "refuse")
    }

    /// The sum of the payments on record, what replies offer apart.
    #[must_use]
    pub fn paid(&self) -> Amount {
        total(self.remedies.iter().filter(|act| act.act == "pay").filter_map(|act| act.amount))
    }

    /// Whether what was given in a round, from 1, is on record: a payment, an agreement that was kept, or an award that was carried out.
    #[must_use]
    pub fn is_settled_in(&self, round: usize) -> bool {
        self.has_payment_in(round) || self.kept_in(round).0 > 0 || self.awarded_in(round).is_some()
    }

    /// The compensation of a round, from 1: the payments on record or what was agreed and kept, else what its replies
    /// offer unless it was refused, and what was awarded after it. With `standing` without replies that were sent back.
    #[must_use]
    pub fn paid_in(&self, round: usize, standing: bool) -> Amount {
        let Some((since, award)) = self.awarded_in(round) else { return self.decided_in(round, standing) };
        // An award takes the place of what was only offered. Payments since it was decided carry it out; earlier ones stand
        // beside it.
        let paid = |later: bool| {
            let of_time = self.payments_in(round).filter(move |act| since.is_after(act.on) != later);
            total(of_time.filter_map(|act| act.amount))
        };
        let before = paid(false).max(self.kept_in(round));
        total([before, paid(true).max(award)].into_iter())
    }

    /// The compensation of a round without what was awarded.
    fn decided_in(&self, round: usize, standing: bool) -> Amount {
        let kept = self.kept_in(round);
        if self.has_payment_in(round) {
            return total(self.payments_in(round).filter_map(|act| act.amount)).max(kept);
        }
        if self.is_refused_in(round) {
            return kept;
        }
        let replies = self.payments.iter().filter(|paid| paid.round == round && !(standing && paid.sent_back));
        let replies = total(replies.map(|paid| paid.sum));
        // A reply that names the sum of an agreement says it again.
        match self.agreements_in(round).last() {
            Some((agreed, "broken")) => Amount(replies.0.saturating_sub(agreed.0).max(0)).max(kept),
            _ => replies.max(kept),
        }
    }

    fn payments_in(&self, round: usize) -> impl Iterator<Item = &RemedyMade> {
        self.remedies.iter().filter(move |act| act.round == round && act.act == "pay")
    }

    /// Whether a payment of a round is on record.
    fn has_payment_in(&self, round: usize) -> bool {
        self.payments_in(round).any(|act| act.amount.is_some())
    }

    /// The sum of the agreements of a round that were kept.
    fn kept_in(&self, round: usize) -> Amount {
        total(self.agreements_in(round).filter(|(_, became)| *became == "kept").map(|(sum, _)| sum))
    }

    /// The sum that was awarded against the decision of a round and carried out, and since when it was owed.
    fn awarded_in(&self, round: usize) -> Option<(Moment, Amount)> {
        let of_round = self.appeals.iter().filter(|appeal| appeal.round == round && appeal.carried_out.is_some());
        let awards = of_round.filter_map(|appeal| appeal.decided.zip(appeal.award));
        awards.reduce(|(since, sum), (_, award)| (since, total([sum, award].into_iter())))
    }

    pub(in crate::domain::case) fn add_remedy(&mut self, act: RemedyMade) {
        if !self.remedy_kinds.contains(&act.kind) {
            self.remedy_kinds.push(act.kind.clone());
        }
        self.remedies.push(act);
    }

    pub(in crate::domain::case) fn recount_compensation(&mut self) {
        self.compensation = total((1..=self.round()).map(|round| self.paid_in(round, false)));
    }
}

fn total(sums: impl Iterator<Item = Amount>) -> Amount {
    Amount(sums.fold(0i64, |sum, next| sum.saturating_add(next.0)))
}
