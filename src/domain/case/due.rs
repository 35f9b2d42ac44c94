//! Due dates decided for a case. Events carry them as facts, so that folding needs no policy.

use crate::domain::Code;
use crate::domain::value::moment::Moment;
use crate::domain::value::small_map::SmallMap;
use crate::domain::value::within::Within;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The decision for each limit (`reply`, `dispatch` …): its due date, or `None` if it no longer has one.
pub type Dues = SmallMap<Code, Option<Due>>;

/// The built-in milestones. Any other start or end of a limit is a step of the policy.
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
    "mediating",
    "mediated",
    "agreed",
    "kept",
    "evidence",
    "delivered",
    "offered",
    "offer-accepted",
    "paid",
    "appealed",
    "decided",
];

/// What the start of a limit begins with that is counted from the date in a field of the policy.
pub const FIELD: &str = "field:";

/// Whether reaching this milestone ends a limit that runs to `until`. A step's milestone is `step:CODE`; `until` may be
/// the bare code unless a built-in milestone has that name.
#[must_use]
pub fn is_ended_by(until: &str, milestone: &str) -> bool {
    until == milestone || (milestone.strip_prefix("step:") == Some(until) && !MILESTONES.contains(&until))
}

/// One due date, and how it was decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// The due date: met until the end of this day, or until this instant for a limit in hours.
    pub at: Moment,
    /// The policy's rule, `P7-A11-general`.
    pub rule: Code,
    /// The day (or instant) from which it is counted; that day itself does not count.
    pub from: Moment,
    /// The length of the limit.
    pub within: Within,
    /// The milestone or step that ends it; empty for the limit's default ([`Due::default_until`]).
    #[serde(default, skip_serializing_if = "Code::is_empty")]
    pub until: Code,
    /// The first day on which it is shown as due soon.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warn: Option<NaiveDate>,
    /// The calendar of that year was not published when the date was computed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub provisional: bool,
    /// The case was not classified: this is the shortest limit that may apply.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unclassified: bool,
    /// The date before any extension or pause, if one moved it, or before it was spared; an instant for a limit in hours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original: Option<Moment>,
    /// Its date was over when its row began to apply: the limit does not end before this, which is the day of the act that made it apply.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spared: Option<Moment>,
}

impl Due {
    /// The milestone that ends the limit, if the policy sets no other.
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
            "agreement" => "kept",
            "mediation" => "mediated",
            "appeal" => "decided",
            other => other,
        }
    }

    /// The milestone or step that ends this limit.
    #[must_use]
    pub fn until<'a>(&'a self, limit: &'a str) -> &'a str {
        if self.until.is_empty() { Self::default_until(limit) } else { &self.until }
    }

    /// The date before any extension or pause. Form 1 of the log kept only the day of a limit in hours; the instant
    /// follows from its start.
    #[must_use]
    pub fn first(&self) -> Option<Moment> {
        match (self.original, self.within) {
            (Some(day), Within::Hours(hours)) if day.is_day() && !self.from.is_day() => {
                Some(self.from.plus_hours(i64::from(hours)))
            }
            (original, _) => original,
        }
    }

    /// Whether an act at `moment` is too late.
    #[must_use]
    pub fn is_past_at(&self, moment: Moment) -> bool {
        moment.is_after(self.at)
    }

    /// Whether the limit has run out at the end of `day`, or at `now` if given.
    #[must_use]
    pub fn is_past_on(&self, day: NaiveDate, now: Option<Moment>) -> bool {
        is_past_on(self.at, day, now)
    }
}

/// Whether a due date has passed at the end of `day`, or at `now` if given.
#[must_use]
pub fn is_past_on(at: Moment, day: NaiveDate, now: Option<Moment>) -> bool {
    match now {
        Some(now) => now.is_after(at),
        // A due instant passes before the end of its day.
        None => day > at.date() || (day == at.date() && !at.is_day()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_ends_limits_to_its_code_unless_a_milestone_has_that_name() {
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
    fn the_first_date_of_a_limit_in_hours_is_an_instant() {
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
