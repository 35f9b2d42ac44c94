//! The values of a case that the keys of terms refer to.

use super::{DatesOf, IsSo};
use crate::domain::value::state::State;

/// The values of `is:`.
pub(super) const IS: &[(&str, IsSo)] = &[
    ("overdue", |c, at| c.overdue(at.day, at.now).next().is_some()),
    ("late", |c, at| c.is_late(at.day, at.now)),
    ("not-told", |c, _| c.not_told().next().is_some()),
    ("unexplained", |c, at| c.overdue(at.day, at.now).any(|(_, due)| !c.explained(due))),
    ("open", |c, _| c.is_open()),
    ("pending", |c, _| c.is_pending()),
    ("ended", |c, _| !c.is_pending()),
    ("paused", |c, _| c.paused.is_some()),
    ("extended", |c, _| c.extended),
    ("escalated", |c, _| !c.level.is_empty()),
    ("supervised", |c, _| c.is_supervised()),
    ("restricted", |c, _| c.facts.restricted),
    ("anonymous", |c, _| c.facts.anonymous),
    ("contested", |c, _| c.contested),
    ("out-of-order", |c, _| !c.disordered.is_empty()),
    ("imported", |c, _| c.imported),
    ("withdrawal", |c, _| c.withdrawal_open),
    ("disputed", |c, _| c.disputed),
    ("unclassified", |c, _| c.facts.category.is_empty()),
    ("reopened", |c, _| c.round() > 1),
    ("provisional", |c, _| c.running().iter().any(|(_, due)| due.provisional)),
    ("not-understood", |c, _| c.not_understood),
    ("repeat", |c, _| c.flags().contains(&"repeat")),
    ("mass", |c, _| c.is_mass()),
    ("media", |c, _| c.flags().contains(&"media")),
    ("legal", |c, _| c.flags().contains(&"legal")),
    ("duplicate", |c, _| c.is_duplicate()),
    ("reread", |c, _| c.reread),
];

/// Groups of states, which are values of `is:` too; a duplicate is not pending.
pub(super) const GROUPS: &[&str] = &["open", "pending", "ended"];

/// The dates of rounds and limits, by key.
pub(super) const DATES: &[(&str, DatesOf)] = &[
    ("received", |c, hit| c.received().is_some_and(|m| hit(m.date()))),
    ("recorded", |c, hit| c.recorded.is_some_and(|m| hit(m.date()))),
    // In any round: a case that was closed and reopened matches too.
    ("closed", |c, hit| {
        let ends = c.rounds.iter().filter_map(|r| r.ended);
        ends.filter(|(state, _)| *state == State::Closed).any(|(_, on)| hit(on.date()))
    }),
    // Running limits, late or not; a paused case has no due date.
    ("due", |c, hit| c.paused.is_none() && c.running().iter().any(|(_, due)| hit(due.at.date()))),
];

/// The words that `is:` accepts, for help and completion.
pub const FLAGS: &[&str] = &{
    let mut names = [""; IS.len()];
    let mut i = 0;
    while i < IS.len() {
        names[i] = IS[i].0;
        i += 1;
    }
    names
};
