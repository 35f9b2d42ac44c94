//! Words of the command line about files, flags, policies and work done. What the domain refuses is worded in `text/`.

pub mod access;
pub mod desks;
pub mod erasing;
pub mod errors;
pub mod findings;
pub mod help;
pub mod import;
mod message;
pub mod policy;
pub mod store;
pub mod system;
pub mod work;
