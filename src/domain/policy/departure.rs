//! A limit of the regulation whose length the organisation has changed.

use super::Limit;
use crate::domain::value::title::Title;
use crate::domain::value::within::Within;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// The regulation's values of a limit row that the organisation changed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Departure {
    /// The regulation's length.
    #[serde(default)]
    pub within: Option<Within>,
    /// The regulation's titles.
    #[serde(flatten)]
    pub title: Title,
}

impl Limit {
    /// The regulation's values if the organisation changed them, and how the present length compares; `Greater` means
    /// loosened.
    #[must_use]
    pub fn departure(&self) -> Option<(&Departure, Ordering)> {
        let departs = self.departs.as_ref()?;
        Some((departs, length(self.within).cmp(&length(departs.within))))
    }
}

/// The approximate length of a limit in hours, for comparison; no limit is longer than any other.
pub(in crate::domain) fn length(within: Option<Within>) -> u32 {
    match within {
        Some(Within::Hours(h)) => h,
        Some(Within::Days(d)) => d.saturating_mul(24),
        // Five working days are about a week.
        Some(Within::WorkingDays(d)) => d.saturating_mul(34),
        Some(Within::None) | None => u32::MAX,
    }
}
