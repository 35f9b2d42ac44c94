//! The field itself: pure, no input or output, no clock, no environment, no randomness.
//!
//! | folder | what lives there |
//! |---|---|
//! | `value` | small values: codes, numbers of cases, moments, sums, titles, texts |
//! | `calendar` | working days, periods, times as people write them |
//! | `event` | what is on record |
//! | `case` | what events make of a case: its facts, limits, links |
//! | `policy` | rows of data that decide: limits, gates, duties, units and people |
//! | `guard` | personal data in texts |
//! | `gate` | commands become events here, or are refused |
//! | `query` | terms, dimensions, counts |

pub mod calendar;
pub mod case;
pub mod event;
pub mod gate;
pub mod guard;
pub mod policy;
pub mod query;
pub mod value;

/// A code of the policy or the directory, or any other short string that is mostly under 24 bytes.
pub type Code = compact_str::CompactString;
