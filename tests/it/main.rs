//! The one integration binary: the program as its users run it.

#![allow(missing_docs, unreachable_pub, dead_code, clippy::disallowed_macros, clippy::disallowed_methods)]

mod asof;
mod desk;
mod gate;
mod histories;
mod import;
mod import_desk;
mod spine;
