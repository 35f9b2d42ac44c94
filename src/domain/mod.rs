//! The field itself: pure, no input or output, no clock, no environment, no randomness.

pub mod apply;
pub mod calendar;
mod calendar_data;
pub mod callback;
pub mod case;
pub mod condition;
pub mod dimension;
pub mod directory;
pub mod due;
pub mod duplicate;
pub mod duty;
pub mod escalation;
pub mod event;
pub mod exercised;
pub mod filing;
pub mod gate;
pub mod guard;
pub mod happened;
pub mod id;
pub mod improvement;
pub(crate) mod json;
pub mod limit;
pub mod moment;
pub mod order;
pub mod part;
pub mod payment;
pub mod period;
pub mod policy;
pub mod refusal;
pub mod retention;
pub mod small_map;
pub mod state;
pub mod supervision;
pub mod tally;
pub mod term;
pub mod texts;
pub mod title;
pub mod value;
pub mod view;
pub mod when;
pub mod wish;
pub mod withheld;
pub mod within;

/// A code of the policy or the directory, or any other short string that is mostly under 24 bytes.
pub type Code = compact_str::CompactString;
