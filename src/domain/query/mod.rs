//! What is asked of cases: terms, what conditions see, dimensions and counts.

pub mod dimension;
pub mod tally;
pub mod term;
pub mod view;
