//! Limits of several layers: one of the regulation whose length the organisation has changed, and rows that it added to one.

use super::Limit;
use crate::domain::value::title::Title;
use crate::domain::value::within::Within;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
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

/// Which layer added a row to a limit that the layers below have, counted for each limit; 0 for the first that has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct LayerNumber(pub u8);

impl Serialize for LayerNumber {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        // Snapshots of policies have always written the first as a flag.
        if self.0 <= 1 { s.serialize_bool(self.0 == 1) } else { s.serialize_u8(self.0) }
    }
}

impl<'de> Deserialize<'de> for LayerNumber {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            Flag(bool),
            Number(u8),
        }
        Ok(match Written::deserialize(d)? {
            Written::Flag(flag) => Self(flag.into()),
            Written::Number(number) => Self(number),
        })
    }
}

impl Limit {
    /// Its length, with its end where it falls if the row says so.
    #[must_use]
    pub fn length(&self) -> Option<Within> {
        match self.within {
            Some(Within::Days(n)) if self.rest == STAYS => Some(Within::PlainDays(n)),
            within => within,
        }
    }

    /// The regulation's values if the organisation changed them, and how the present length compares; `Greater` means
    /// loosened.
    #[must_use]
    pub fn departure(&self) -> Option<(&Departure, Ordering)> {
        let departs = self.departs.as_ref()?;
        Some((departs, length(self.within).cmp(&length(departs.within))))
    }
}

/// The `rest` of a limit whose end does not move off a day of rest.
pub const STAYS: &str = "stays";

/// The approximate length of a limit in hours, for comparison; no limit is longer than any other.
pub(crate) fn length(within: Option<Within>) -> u32 {
    match within {
        Some(Within::Hours(h)) => h,
        // Eight of them are about a working day.
        Some(Within::WorkingHours(h)) => h.saturating_mul(34) / 8,
        Some(Within::Days(d) | Within::PlainDays(d)) => d.saturating_mul(24),
        // Five working days are about a week.
        Some(Within::WorkingDays(d)) => d.saturating_mul(34),
        Some(Within::None) | None => u32::MAX,
    }
}
