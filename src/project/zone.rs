//! The zone in which the project counts its days.

use crate::domain::value::moment::Moment;
use chrono::{DateTime, NaiveDateTime, Offset, TimeZone, Utc};
use chrono_tz::Tz;

/// A project's zone, to be handed to whoever reads times: other threads too.
#[derive(Clone, Copy, Debug)]
pub struct Zone(Tz);

impl Zone {
    /// The zone of an IANA name; Shanghai's where there is no such.
    #[must_use]
    pub(super) fn of(name: &str) -> Self {
        Self(name.parse().unwrap_or(chrono_tz::Asia::Shanghai))
    }

    /// An instant in the zone.
    #[must_use]
    pub fn moment(self, at: DateTime<Utc>) -> Moment {
        Moment::instant(at.with_timezone(&self.0).fixed_offset())
    }

    /// The offset at a local time, in seconds; of two, the earlier one; none in the gap of a clock put forward.
    #[must_use]
    pub fn offset(self, local: NaiveDateTime) -> Option<i32> {
        self.0.offset_from_local_datetime(&local).earliest().map(|o| o.fix().local_minus_utc())
    }
}
