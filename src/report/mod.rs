//! Pure: cases and a period in, data out. One file a report.

pub mod calendar;
pub mod columns;
pub mod due;
pub mod facts;
pub mod list;
pub mod overdue;
pub mod policy;
pub mod scene;
pub mod status;
pub mod table;
pub mod todo;
