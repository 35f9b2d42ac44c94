//! Pure: cases and a period in, data out. One file a report.

pub mod calendar;
pub mod columns;
pub mod due;
pub mod duties;
pub mod explain;
pub mod facts;
pub mod improvements;
pub mod list;
pub mod log;
pub mod overdue;
pub mod page;
pub mod policy;
#[cfg(test)]
pub(crate) mod sample;
pub mod scene;
pub mod show;
pub mod status;
pub mod table;
pub mod todo;
