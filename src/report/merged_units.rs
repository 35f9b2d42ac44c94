//! Units that went into others (`until` and `into` in `directory.toml`): a period is told with the units of its last day, and so are the
//! periods that it is compared with.
//!
//! Invariant: only how cases are grouped changes; what is on record of a case names the unit of its time.

use crate::domain::Code;
use crate::domain::case::fact_type::FactKind;
use crate::domain::policy::directory::Directory;
use crate::domain::query::dimension::Dimension;
use crate::domain::query::tally::Tally;
use chrono::NaiveDate;

/// Puts the units of a day in the place of those that went into them.
pub fn carry(values: &mut [Code], by: &[Dimension], directory: &Directory, day: NaiveDate) {
    for (value, dimension) in values.iter_mut().zip(by) {
        if matches!(dimension, Dimension::Fact(fact) if fact.kind() == FactKind::Unit) {
            *value = directory.carried_by(value, day);
        }
    }
}

/// A count with the units of a day.
#[must_use]
pub fn carried(tally: Tally, by: &[Dimension], directory: &Directory, day: NaiveDate) -> Tally {
    if directory.units.iter().all(|unit| unit.into.is_empty()) {
        return tally;
    }
    let mut counts = std::collections::BTreeMap::new();
    for (mut values, count) in tally.counts {
        carry(&mut values, by, directory, day);
        *counts.entry(values).or_default() += count;
    }
    Tally { counts, ..tally }
}
