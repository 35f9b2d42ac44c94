//! The one integration binary: the program as its users run it.

#![allow(missing_docs, unreachable_pub, dead_code, clippy::disallowed_macros, clippy::disallowed_methods)]

mod always;
mod asof;
mod canary;
mod desk;
mod gate;
mod histories;
mod import;
mod import_desk;
mod kill;
mod parallel;
mod spine;
