//! The time zone in which the project counts its days.

use crate::domain::value::moment::Moment;
use chrono::{DateTime, NaiveDateTime, Offset, TimeZone, Utc};
use chrono_tz::Tz;

/// A project's time zone; can be passed to other threads.
#[derive(Clone, Copy, Debug)]
pub struct Zone(Tz);

impl Zone {
    /// The zone with an IANA name; Asia/Shanghai if the name is unknown.
    #[must_use]
    pub(super) fn of(name: &str) -> Self {
        Self(name.parse().unwrap_or(chrono_tz::Asia::Shanghai))
    }

    /// An instant in the zone.
    #[must_use]
    pub fn moment(self, at: DateTime<Utc>) -> Moment {
        Moment::instant(at.with_timezone(&self.0).fixed_offset())
    }

    /// The UTC offset of a local time, in seconds; the earlier one if there are two; none in the gap of a clock put forward.
    #[must_use]
    pub fn offset(self, local: NaiveDateTime) -> Option<i32> {
        self.0.offset_from_local_datetime(&local).earliest().map(|o| o.fix().local_minus_utc())
    }
}
