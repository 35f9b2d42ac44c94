//! Redress: case management for complaint desks. A library with a thin binary; this page is the map of the house.
//!
//! A command becomes events, events become cases, cases become reports:
//!
//! ```text
//! cli (a command) ─► project (lock, load) ─► domain::decide (the gate: events, or a refusal) ─► store (append, sync)
//! cli (a look-up)  ─► project (read) ─► domain::case::apply (fold) ─► report (data) ─► render (bytes)
//! ```
//!
//! Nothing flows back: the log is the truth, and everything else can be deleted and made again from it.
//!
//! | room | what lives there | may use |
//! |---|---|---|
//! | [`cli`] | a command a file; the only room that prints, prompts, reads clock, environment, locale, randomness | all below but what `project` hides |
//! | [`project`] | the front door: open a project, read cases, commit a command | `domain`, `profile`, `store`, `index` |
//! | [`render`] | a table → terminal, TSV, CSV, JSON, Markdown, HTML, xlsx | `report`, `text`, `domain` |
//! | [`report`] | pure: cases and a day → data; a report a file | `domain`, `text` |
//! | [`index`] | derived: an index of every case, so that a look-up need not read the log | `domain` |
//! | [`store`] | log and private side: bytes, durability, reading, checking | – |
//! | [`profile`] | policies as TOML, and how they are laid over each other | `domain` |
//! | [`text`] | what the domain and the reports say, in Chinese and in English | `domain` |
//! | [`domain`] | pure: events, cases, policy, calendar, limits, the guard of personal data, the gate | nothing |
//! | `workers` | threads that work ahead of one that must do things in order, and threads where none may be started | nothing; `store`, `index`, `project` and `cli` use it |
//!
//! `tests/tidy.rs` fails when a room names one that it may not use; `clippy.toml` bans what only `cli/env.rs` may do.
//! To add a verb: a file in `domain/decide` and one in `cli/cmd`. A report: a file in `report`. A profile: a TOML in `profile`.

pub mod cli;
mod demo;
pub mod document;
pub mod domain;
mod import;
pub mod index;
pub(crate) mod json;
pub mod log;
pub mod profile;
pub mod project;
pub mod render;
pub mod report;
pub mod text;
mod workers;
