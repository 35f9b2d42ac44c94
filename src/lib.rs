//! Redress: case management for complaint desks.

pub mod cli;
pub mod domain;
pub mod profile;
pub mod render;
pub mod report;
pub mod store;
pub mod text;
pub mod workspace;
