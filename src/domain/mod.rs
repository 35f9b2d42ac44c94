//! The domain: types and rules of complaint handling. Pure: no input or output, no clock, no environment, no
//! randomness.
//!
//! | folder | contents |
//! |---|---|
//! | `value` | small value types: codes, case numbers, moments, amounts, titles, texts |
//! | `calendar` | working days, periods, dates and times as users type them |
//! | `event` | the events of the log |
//! | `case` | a case as folded from its events: facts, limits, links |
//! | `policy` | rows of data that decide: limits, gates, duties, units and people |
//! | `guard` | finds personal data in texts |
//! | `gate` | turns commands into events, or refuses them |
//! | `query` | terms, dimensions, counts |

pub mod calendar;
pub mod case;
pub mod event;
pub mod gate;
pub mod guard;
pub mod policy;
pub mod query;
pub mod value;

/// A code of the policy or the directory, or any other short string (stored inline up to 24 bytes).
pub type Code = compact_str::CompactString;
