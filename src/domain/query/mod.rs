//! Queries on cases: terms, the view for conditions, dimensions and counts.

pub mod dimension;
pub mod tally;
pub mod term;
pub mod view;
