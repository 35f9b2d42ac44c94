//! A limit of the regulation that the organisation has given another length.

use super::Limit;
use crate::domain::value::title::Title;
use crate::domain::value::within::Within;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// What a row of the regulation said before the organisation changed it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Departure {
    /// How long.
    #[serde(default)]
    pub within: Option<Within>,
    /// Its titles.
    #[serde(flatten)]
    pub title: Title,
}

impl Limit {
    /// What it departs from, and whether it is longer than that: loosened.
    #[must_use]
    pub fn departure(&self) -> Option<(&Departure, Ordering)> {
        let departs = self.departs.as_ref()?;
        Some((departs, length(self.within).cmp(&length(departs.within))))
    }
}

/// How long a limit is, in hours, about; none is longer than any.
pub(in crate::domain) fn length(within: Option<Within>) -> u32 {
    match within {
        Some(Within::Hours(h)) => h,
        Some(Within::Days(d)) => d.saturating_mul(24),
        // Five working days are about a week.
        Some(Within::WorkingDays(d)) => d.saturating_mul(34),
        Some(Within::None) | None => u32::MAX,
    }
}
