//! Pure: cases and a period in, data out. One file a report.

pub mod explain;
pub mod log;
pub mod page;
#[cfg(test)]
pub(crate) mod sample;
pub mod show;
pub mod table;
