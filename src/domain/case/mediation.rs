//! Mediation: its sessions, its result, and whether the agreement was kept.
//!
//! Invariant: an agreement waits from the day it was made until it is recorded as kept or broken, also after the case
//! has ended.

use crate::domain::Code;
use crate::domain::case::Case;
use crate::domain::case::acts::Mediation;
use crate::domain::value::amount::Amount;

/// What an act of mediation records.
pub const RESULTS: &[&str] = &["session", "agreed", "failed", "kept", "broken"];

/// The name of the limit by which an agreement is to be kept.
pub const AGREEMENT: Code = Code::const_new("agreement");

impl Case {
    /// How far mediation has come: the last of [`RESULTS`], empty if there was none.
    #[must_use]
    pub fn mediation(&self) -> &Code {
        self.mediations.last().map_or(const { &Code::const_new("") }, |act| &act.result)
    }

    /// The agreement that was reached last, unless it was broken.
    #[must_use]
    pub fn agreement(&self) -> Option<&Mediation> {
        let last = self.mediations.iter().rev().find(|act| act.result != "session" && act.result != "kept")?;
        Some(last).filter(|act| act.result == "agreed")
    }

    /// Whether an agreement waits to be kept.
    #[must_use]
    pub fn awaits_agreement(&self) -> bool {
        self.mediations.iter().rev().find(|act| act.result != "session").is_some_and(|act| act.result == "agreed")
    }

    /// The sums that were agreed on in a round, from 1, each with what became of it: `kept`, `broken`, or empty while it
    /// waits.
    pub(in crate::domain::case) fn agreements_in(&self, round: usize) -> impl Iterator<Item = (Amount, &str)> {
        let agreed =
            self.mediations.iter().enumerate().filter(move |(_, act)| act.round == round && act.result == "agreed");
        agreed.map(|(i, act)| {
            let since = self.mediations[i + 1..].iter().filter(|later| later.result != "session");
            let became =
                since.map(|later| later.result.as_str()).next().filter(|next| matches!(*next, "kept" | "broken"));
            (act.amount.unwrap_or_default(), became.unwrap_or_default())
        })
    }

    /// The sum of an agreement that waits to be kept.
    #[must_use]
    pub fn agreed_sum(&self) -> Option<Amount> {
        self.agreement().filter(|_| self.awaits_agreement()).and_then(|agreed| agreed.amount)
    }
}
