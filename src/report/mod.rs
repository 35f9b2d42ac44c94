//! Reports: pure functions from cases and a period to tables and documents. One file for each report.

pub mod ageing;
pub mod calendar;
pub mod callbacks;
pub mod columns;
pub mod context;
pub mod dashboard;
pub mod definition;
pub mod due;
pub mod duties;
pub mod exceptions;
pub mod explain;
pub mod facts;
pub mod filings;
pub mod form;
pub mod hotspots;
pub mod improvements;
pub mod list;
pub mod log;
pub mod major;
pub mod measured;
pub mod measures;
pub mod overdue;
pub mod pivot;
pub mod policy;
pub mod reconcile;
pub mod register;
#[cfg(test)]
pub(crate) mod sample;
pub mod show;
pub mod small;
pub mod stats;
pub mod status;
pub mod summary;
pub mod supervised;
pub mod todo;
pub mod withdrawals;
