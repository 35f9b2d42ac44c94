//! Pure: cases and a period in, data out. One file a report.

pub mod columns;
pub mod facts;
pub mod list;
pub mod scene;
pub mod table;
