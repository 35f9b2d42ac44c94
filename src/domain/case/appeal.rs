//! Appeals (复查复核): lodged with a reviewing body, decided by it, carried out.
//!
//! Invariant: an appeal changes no state of the case; a decision that changes the result is carried out in a new round or
//! by what was awarded, and waits until that is recorded, also after the case has ended.

use crate::domain::Code;
use crate::domain::case::Case;
use crate::domain::case::acts::AppealMade;
use crate::domain::value::amount::Amount;

/// What an act of an appeal records.
pub const ACTS: &[&str] = &["sent", "decided", "carried-out"];

/// What a reviewing body decides, or what becomes of the appeal without a decision.
pub const DECISIONS: &[&str] = &["upheld", "varied", "overturned", "withdrawn", "settled"];

/// How far an appeal has come, for terms: lodged, the decision, carried out.
pub const STATES: &[&str] = &["sent", "upheld", "varied", "overturned", "withdrawn", "settled", "carried-out"];

impl AppealMade {
    /// Whether its decision asks for something to be done that is not recorded as done.
    #[must_use]
    pub fn awaits_carrying_out(&self) -> bool {
        let asks = matches!(self.decision.as_str(), "varied" | "overturned") || self.award.is_some();
        asks && self.carried_out.is_none()
    }
}

impl Case {
    /// How far its last appeal has come: one of [`STATES`], empty without one.
    #[must_use]
    pub fn appeal(&self) -> &Code {
        self.appeals.last().map_or(const { &Code::const_new("") }, |appeal| &appeal.state)
    }

    /// The appeal whose decision is awaited.
    #[must_use]
    pub fn open_appeal(&self) -> Option<&AppealMade> {
        self.appeals.last().filter(|appeal| appeal.decision.is_empty())
    }

    /// The last appeal whose decision is to be carried out.
    #[must_use]
    pub fn appeal_to_carry_out(&self) -> Option<&AppealMade> {
        self.appeals.iter().rev().find(|appeal| appeal.awaits_carrying_out())
    }

    /// The sums that reviewing bodies awarded.
    #[must_use]
    pub fn awarded(&self) -> Amount {
        let sums = self.appeals.iter().filter_map(|appeal| appeal.award);
        Amount(sums.fold(0i64, |sum, award| sum.saturating_add(award.0)))
    }
}
