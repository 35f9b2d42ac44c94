//! Reports: pure functions from cases and a period to tables and documents. One file for each report.

pub mod calendar;
pub mod callbacks;
pub mod columns;
pub mod context;
pub mod definition;
pub mod due;
pub mod duties;
pub mod exceptions;
pub mod explain;
pub mod facts;
pub mod form;
pub mod improvements;
pub mod list;
pub mod log;
pub mod major;
pub mod overdue;
pub mod policy;
#[cfg(test)]
pub(crate) mod sample;
pub mod show;
pub mod stats;
pub mod status;
pub mod supervised;
pub mod todo;
pub mod withdrawals;
