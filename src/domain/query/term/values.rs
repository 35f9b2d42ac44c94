//! What the keys of terms look at in a case.

use super::{DatesOf, IsSo};
use crate::domain::value::state::State;

/// What `is:` can ask.
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
    ("restricted", |c, _| c.restricted),
    ("anonymous", |c, _| c.anonymous),
    ("contested", |c, _| c.contested),
    ("out-of-order", |c, _| !c.disordered.is_empty()),
    ("imported", |c, _| c.imported),
    ("withdrawal", |c, _| c.withdrawal_open),
    ("unclassified", |c, _| c.category.is_empty()),
    ("reopened", |c, _| c.round() > 1),
    ("provisional", |c, _| c.running().iter().any(|(_, due)| due.provisional)),
    ("not-understood", |c, _| c.not_understood),
    ("repeat", |c, _| c.flags().contains(&"repeat")),
    ("mass", |c, _| c.flags().contains(&"mass")),
    ("media", |c, _| c.flags().contains(&"media")),
    ("legal", |c, _| c.flags().contains(&"legal")),
    ("duplicate", |c, _| c.is_duplicate()),
    ("reread", |c, _| c.reread),
];

/// Groups of states, which `is:` can ask too: of a duplicate nothing is pending.
pub(super) const GROUPS: &[&str] = &["open", "pending", "ended"];

/// The dates that a key stands for.
pub(super) fn dates_of(key: &str) -> Option<(&'static str, DatesOf)> {
    DATES.iter().find(|(name, _)| *name == key).copied()
}

const DATES: &[(&str, DatesOf)] = &[
    ("received", |c, hit| c.received().is_some_and(|m| hit(m.date()))),
    ("recorded", |c, hit| c.recorded.is_some_and(|m| hit(m.date()))),
    // Of any round: what was closed and reopened was closed all the same.
    ("closed", |c, hit| {
        let ends = c.rounds.iter().filter_map(|r| r.ended);
        ends.filter(|(state, _)| *state == State::Closed).any(|(_, on)| hit(on.date()))
    }),
    // What runs, late or not; a stopped clock has no date.
    ("due", |c, hit| c.paused.is_none() && c.running().iter().any(|(_, due)| hit(due.at.date()))),
];

/// The words that `is:` takes, for help and completion.
pub const FLAGS: &[&str] = &{
    let mut names = [""; IS.len()];
    let mut i = 0;
    while i < IS.len() {
        names[i] = IS[i].0;
        i += 1;
    }
    names
};
