//! The dates that were decided for a case: they lie in events as facts, so a fold needs no policy.

use crate::domain::Code;
use crate::domain::value::moment::Moment;
use crate::domain::value::small_map::SmallMap;
use crate::domain::value::within::Within;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What was decided for each limit (`reply`, `dispatch` …): a date, or that there is none any more.
pub type Dues = SmallMap<Code, Option<Due>>;

/// The milestones of the engine. Whatever else a limit runs from or to is a step of the policy.
pub const MILESTONES: &[&str] = &[
    "received",
    "accepted",
    "assigned",
    "contacted",
    "acknowledged",
    "replied",
    "reported",
    "sourced",
    "reworked",
    "closed",
];

/// Whether what is called `until` is there once this milestone is reached. A step's milestone is `step:CODE`; the code alone will do where
/// no milestone of the engine is called so.
#[must_use]
pub fn is_ended_by(until: &str, milestone: &str) -> bool {
    until == milestone || (milestone.strip_prefix("step:") == Some(until) && !MILESTONES.contains(&until))
}

/// One due date and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// The end of this day, or this instant for a limit in hours.
    pub at: Moment,
    /// The policy's rule, `P7-A11-general`.
    pub rule: Code,
    /// The day (or instant) from which it is counted; not counted itself.
    pub from: Moment,
    /// How long.
    pub within: Within,
    /// What ends it; left out where it is what the limit's name says ([`Due::default_until`]).
    #[serde(default, skip_serializing_if = "Code::is_empty")]
    pub until: Code,
    /// From this day on it is pointed out beforehand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warn: Option<NaiveDate>,
    /// The calendar of that year was not published when this was computed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub provisional: bool,
    /// The case was not classified: the shortest limit that could apply.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unclassified: bool,
    /// Moved by an extension or by pauses; this is the date before any of them, of a limit in hours the instant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original: Option<Moment>,
}

impl Due {
    /// The milestone that ends the limit called `limit` where a policy does not say otherwise.
    #[must_use]
    pub fn default_until(limit: &str) -> &str {
        match limit {
            "reply" => "replied",
            "accept" => "accepted",
            "dispatch" => "assigned",
            "contact" => "contacted",
            "form" => "reported",
            "source" => "sourced",
            "close" => "closed",
            other => other,
        }
    }

    /// The milestone or step that ends this limit.
    #[must_use]
    pub fn until<'a>(&'a self, limit: &'a str) -> &'a str {
        if self.until.is_empty() { Self::default_until(limit) } else { &self.until }
    }

    /// The date before any extension and pause. Of a limit in hours form 1 of the log kept the day alone; the hour follows from its start.
    #[must_use]
    pub fn first(&self) -> Option<Moment> {
        match (self.original, self.within) {
            (Some(day), Within::Hours(hours)) if day.is_day() && !self.from.is_day() => {
                Some(self.from.plus_hours(i64::from(hours)))
            }
            (original, _) => original,
        }
    }

    /// Whether an act at `moment` came too late.
    #[must_use]
    pub fn is_past_at(&self, moment: Moment) -> bool {
        moment.is_after(self.at)
    }

    /// Whether the limit has run out when `day` ends (`now` where the report looks at an instant).
    #[must_use]
    pub fn is_past_on(&self, day: NaiveDate, now: Option<Moment>) -> bool {
        is_past_on(self.at, day, now)
    }
}

/// Whether a due date has passed when `day` ends, or at `now`.
#[must_use]
pub fn is_past_on(at: Moment, day: NaiveDate, now: Option<Moment>) -> bool {
    match now {
        Some(now) => now.is_after(at),
        // An instant lies before the end of its day.
        None => day > at.date() || (day == at.date() && !at.is_day()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_ends_what_is_called_like_it_but_no_milestone() {
        for (until, milestone, ends) in [
            ("replied", "replied", true),
            ("apology", "step:apology", true),
            ("step:apology", "step:apology", true),
            ("closed", "step:closed", false),
            ("step:closed", "step:closed", true),
            ("apology", "step:review", false),
        ] {
            assert_eq!(is_ended_by(until, milestone), ends, "{until} {milestone}");
        }
    }

    #[test]
    fn the_first_date_of_a_limit_in_hours_has_its_hour() {
        let due = |from: &str, within: &str, original: &str| -> Option<String> {
            let text = format!(
                r#"{{"at":"2026-11-05","rule":"r","from":"{from}","within":"{within}","original":"{original}"}}"#
            );
            serde_json::from_str::<Due>(&text).expect("a due date").first().map(|first| first.to_string())
        };
        let from = "2026-11-02T10:30:00.000+08:00";
        assert_eq!(due(from, "24h", "2026-11-03").as_deref(), Some("2026-11-03T10:30:00.000+08:00"));
        assert_eq!(due("2026-11-02", "24h", "2026-11-03").as_deref(), Some("2026-11-03"));
        assert_eq!(due("2026-11-02", "3wd", "2026-11-05").as_deref(), Some("2026-11-05"));
    }
}
