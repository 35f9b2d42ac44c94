//! The field itself: pure, no input or output, no clock, no environment, no randomness.

pub mod calendar;
mod calendar_data;
pub mod guard;
pub mod moment;
pub mod title;
pub mod within;

/// A code of the policy or the directory, or any other short string that is mostly under 24 bytes.
pub type Code = compact_str::CompactString;
