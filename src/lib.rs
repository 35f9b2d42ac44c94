//! Redress: case management for complaint desks.

pub mod domain;
pub mod report;
pub mod store;
pub mod text;
