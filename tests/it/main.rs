//! The whole tool, run as a person runs it. One binary; a file a subject.

#![allow(clippy::disallowed_macros, clippy::disallowed_methods, missing_docs)]

mod desk;
mod import;
