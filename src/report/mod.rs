//! Pure: cases and a period in, data out. One file a report.

pub mod table;
