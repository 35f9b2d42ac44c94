//! The plan: the cases of the year, with the kind of story and the day of registration of each.
//!
//! Invariant: every special kind of case occurs at least once if there is room for it. The number of cases is as requested, including those
//! that coerced withdrawals open.

use super::days::Days;
use super::random::Random;
use chrono::{Duration, NaiveDate};

/// The kind of a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub(super) enum StoryKind {
    Normal,
    Solved,
    Enquiry,
    Suggestion,
    Praise,
    Declined,
    Referred,
    Voided,
    Withdrawn,
    Coerced,
    Unverified,
    Duplicate,
    Repeat,
    Reopened,
    Returned,
    Reworked,
    Anonymous,
    Backdated,
    Crime,
    Media,
    Paused,
    Supervised,
    Incident,
    /// Told to a journalist who may publish it.
    Lead,
    Legal,
    Overseas,
    /// A large amount, or a public figure.
    Major,
}

impl StoryKind {
    /// Whether the case ends without a reply. Then no duplicate may be linked to it, because a main case must be answered.
    pub(super) fn is_taken_away(self) -> bool {
        matches!(self, Self::Withdrawn | Self::Declined | Self::Referred | Self::Voided)
    }
}

/// Whether the reply is late, and what is done about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub(super) enum Late {
    No,
    Explained,
    Unexplained,
    Escalated,
}

/// How far a case has come by today, if that is fixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd)]
#[allow(missing_docs)]
pub(super) enum Stop {
    Received,
    Accepted,
    Assigned,
    Replied,
    Never,
}

/// A planned case.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot {
    /// The kind of its story.
    pub(super) kind: StoryKind,
    /// Whether it is late.
    pub(super) late: Late,
    /// How far it comes.
    pub(super) stop: Stop,
    /// The day of its registration.
    pub(super) day: NaiveDate,
    /// Whether its category is one with the short limit.
    pub(super) general: bool,
}

/// Kinds that must occur at least once, the most important first.
const CAST: &[(StoryKind, Late)] = &[
    (StoryKind::Declined, Late::No),
    (StoryKind::Referred, Late::No),
    (StoryKind::Withdrawn, Late::No),
    (StoryKind::Voided, Late::No),
    (StoryKind::Normal, Late::Explained),
    (StoryKind::Normal, Late::Unexplained),
    (StoryKind::Normal, Late::Escalated),
    (StoryKind::Reopened, Late::No),
    (StoryKind::Returned, Late::No),
    (StoryKind::Reworked, Late::No),
    (StoryKind::Coerced, Late::No),
    (StoryKind::Duplicate, Late::No),
    (StoryKind::Repeat, Late::No),
    (StoryKind::Anonymous, Late::No),
    (StoryKind::Backdated, Late::No),
    (StoryKind::Solved, Late::No),
    (StoryKind::Enquiry, Late::No),
    (StoryKind::Crime, Late::No),
    (StoryKind::Media, Late::No),
    (StoryKind::Unverified, Late::No),
    (StoryKind::Legal, Late::No),
    (StoryKind::Lead, Late::No),
    (StoryKind::Major, Late::No),
    (StoryKind::Overseas, Late::No),
    (StoryKind::Paused, Late::No),
    (StoryKind::Supervised, Late::No),
    (StoryKind::Suggestion, Late::No),
    (StoryKind::Praise, Late::No),
];

/// The open cases of this morning: kind, lateness, state, working days since registration, whether it has the short limit.
const OPEN: &[(StoryKind, Late, Stop, u32, bool)] = &[
    (StoryKind::Normal, Late::Unexplained, Stop::Assigned, 6, true),
    (StoryKind::Normal, Late::No, Stop::Received, 1, true),
    (StoryKind::Normal, Late::No, Stop::Accepted, 1, true),
    (StoryKind::Normal, Late::No, Stop::Assigned, 3, true),
    (StoryKind::Normal, Late::No, Stop::Replied, 5, true),
    (StoryKind::Normal, Late::Explained, Stop::Assigned, 7, true),
    (StoryKind::Normal, Late::No, Stop::Assigned, 3, true),
    (StoryKind::Normal, Late::No, Stop::Assigned, 1, true),
    (StoryKind::Withdrawn, Late::No, Stop::Assigned, 2, true),
    (StoryKind::Normal, Late::No, Stop::Assigned, 8, false),
    (StoryKind::Normal, Late::Escalated, Stop::Assigned, 9, true),
    (StoryKind::Normal, Late::No, Stop::Accepted, 2, false),
    (StoryKind::Paused, Late::No, Stop::Assigned, 3, false),
    (StoryKind::Normal, Late::No, Stop::Received, 1, false),
    (StoryKind::Normal, Late::No, Stop::Assigned, 2, true),
    (StoryKind::Normal, Late::No, Stop::Replied, 6, true),
    (StoryKind::Normal, Late::No, Stop::Assigned, 5, false),
];

/// How often each kind occurs, per thousand.
const OFTEN: &[(StoryKind, u32)] = &[
    (StoryKind::Normal, 548),
    (StoryKind::Solved, 110),
    (StoryKind::Enquiry, 30),
    (StoryKind::Suggestion, 34),
    (StoryKind::Praise, 8),
    (StoryKind::Declined, 25),
    (StoryKind::Referred, 20),
    (StoryKind::Voided, 8),
    (StoryKind::Withdrawn, 25),
    (StoryKind::Coerced, 2),
    (StoryKind::Unverified, 4),
    (StoryKind::Duplicate, 16),
    (StoryKind::Repeat, 24),
    (StoryKind::Reopened, 12),
    (StoryKind::Returned, 26),
    (StoryKind::Reworked, 22),
    (StoryKind::Anonymous, 22),
    (StoryKind::Backdated, 4),
    (StoryKind::Crime, 8),
    (StoryKind::Media, 6),
    (StoryKind::Lead, 5),
    (StoryKind::Legal, 7),
    (StoryKind::Overseas, 4),
    (StoryKind::Major, 9),
    (StoryKind::Paused, 11),
    (StoryKind::Supervised, 10),
];

/// Plans the cases of a year.
pub(super) fn plan(cases: u32, seed: u64, days: &Days<'_>) -> Vec<Slot> {
    let cases = cases as usize;
    let random = &mut Random::of(seed, "plan", 0);
    let open = OPEN.len().min(cases / 3);
    let cast = CAST.len().min(cases - open);
    let mut slots: Vec<Slot> = OPEN[..open].iter().map(|row| on_the_desk(*row, days)).collect();
    slots.extend(CAST[..cast].iter().map(|(kind, late)| seen_through(*kind, *late, random, days)));
    if cases >= 80 {
        slots.extend(outage(cases, random, days));
    }
    while slots.len() < cases {
        let kind = random.weighted(OFTEN);
        slots.push(drawn(kind, random, days));
    }
    // A coerced withdrawal opens a further case. Cases drawn last make room for it.
    let mut extra = slots.iter().filter(|slot| slot.kind == StoryKind::Coerced).count();
    while extra > 0 {
        let Some(at) = slots.iter().rposition(|slot| slot.kind != StoryKind::Coerced) else { break };
        slots.remove(at);
        extra -= 1;
    }
    slots
}

fn on_the_desk((kind, late, stop, ago, general): (StoryKind, Late, Stop, u32, bool), days: &Days<'_>) -> Slot {
    Slot { kind, late, stop, day: days.back(days.today, ago), general }
}

/// A case of a special kind, early enough to be finished by now.
fn seen_through(kind: StoryKind, late: Late, random: &mut Random, days: &Days<'_>) -> Slot {
    let from =
        days.first + Duration::days(if matches!(kind, StoryKind::Repeat | StoryKind::Duplicate) { 120 } else { 7 });
    let day = days.draw(random, from, days.today - Duration::days(60));
    Slot { kind, late, stop: Stop::Never, day, general: late != Late::No }
}

/// The cases of a day on which the electronic channels fail.
fn outage(cases: usize, random: &mut Random, days: &Days<'_>) -> Vec<Slot> {
    let (from, to) = (days.first + Duration::days(60), days.today - Duration::days(60));
    let day = days.step(days.draw(random, from, to), 1);
    let slot = Slot { kind: StoryKind::Incident, late: Late::No, stop: Stop::Never, day, general: false };
    vec![slot; (5 + cases / 150).min(80)]
}

fn drawn(kind: StoryKind, random: &mut Random, days: &Days<'_>) -> Slot {
    let (from, to) = match kind {
        StoryKind::Coerced => (days.first, days.today - Duration::days(45)),
        StoryKind::Repeat => (days.first + Duration::days(45), days.today),
        StoryKind::Duplicate => (days.first + Duration::days(20), days.today),
        _ => (days.first, days.today),
    };
    let late = if matches!(kind, StoryKind::Normal | StoryKind::Repeat | StoryKind::Returned | StoryKind::Supervised) {
        random.weighted(&[(Late::No, 900), (Late::Explained, 46), (Late::Unexplained, 30), (Late::Escalated, 24)])
    } else {
        Late::No
    };
    Slot { kind, late, stop: Stop::Never, day: days.draw(random, from, to), general: false }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::Calendar;

    #[test]
    fn a_plan_has_the_requested_length_and_all_special_kinds() {
        assert_eq!(OFTEN.iter().map(|(_, n)| n).sum::<u32>(), 1000);
        let calendar = Calendar::embedded();
        let days = Days::new(&calendar, "2026-11-23".parse().expect("a date"));
        for cases in [1, 2, 10, 40, 300, 2000] {
            let slots = plan(cases, 1, &days);
            let coerced = slots.iter().filter(|s| s.kind == StoryKind::Coerced).count();
            assert_eq!(slots.len() + coerced, cases as usize);
            assert!(slots.iter().all(|s| s.day >= days.first && s.day < days.today));
            if cases >= 300 {
                assert!(CAST.iter().all(|(kind, late)| slots.iter().any(|s| s.kind == *kind && s.late == *late)));
            }
        }
    }
}
