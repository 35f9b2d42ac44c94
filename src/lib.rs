//! Redress: case management for complaint desks. A library with a thin binary; this page is the map of the house.
//!
//! A command becomes events, events become cases, cases become reports:
//!
//! ```text
//! cli (a command) ─► project (lock, load) ─► domain::gate (events, or a refusal) ─► log (append, sync)
//! cli (a look-up) ─► project (index and tail) ─► domain::case (fold) ─► report (data) ─► render (bytes)
//! ```
//!
//! Nothing flows back: the log is the truth, and everything else can be deleted and made again from it.
//!
//! | room | what lives there | may use |
//! |---|---|---|
//! | [`cli`] | a command a file; the only room that prints, prompts, reads clock, environment, locale, randomness | `command`, `demo`, `document`, `domain`, `import`, `log`, `profile`, `project`, `render`, `report`, `text`, `workers` |
//! | [`command`] | a command's arguments: flags as typed constants, what was given, the work that it means | `domain`, `project`, `text` |
//! | `import` | other systems' rows and event logs, through the gate | `domain`, `log`, `profile`, `project`, `text`, `workers` |
//! | `demo` | invented desks, through the gate | `domain`, `log`, `profile`, `project`, `text` |
//! | [`project`] | the front door: open a project, read cases, commit commands | `domain`, `index`, `json`, `log`, `profile`, `workers` |
//! | [`render`] | a table or a document → terminal, TSV, CSV, JSON, Markdown, HTML, docx, plain text, xlsx | `document`, `domain`, `report`, `text` |
//! | [`report`] | pure: cases and a day → data; a report a file | `document`, `domain`, `text` |
//! | [`document`] | pure data: text, facts, tables, charts, form sheets; a text in markup as such data | `domain`, `text` |
//! | [`index`] | derived: rows of every case, so that a look-up need not read the log | `domain`, `json`, `workers` |
//! | [`log`] | the log and the private side: bytes, durability, reading, checking | `domain`, `json`, `workers` |
//! | [`profile`] | policies as TOML, and how they are laid over each other | `domain` |
//! | [`text`] | every sentence and label, in Chinese and in English; sanitizing, widths, wrapping | `domain` |
//! | [`domain`] | pure: values, calendar, events, cases, policy, guard, gate, queries | `json` |
//! | `json` | what the log's speed needs of JSON | nothing |
//! | `workers` | ordered worker threads | nothing |
//!
//! Of `log`, `cli` uses errors and findings, which it words, accounts, digests, and how files are opened safely; it never reads or writes the
//! log but through the front door.
//!
//! `tests/tidy.rs` reads this table and fails when a room names one that it may not use, or when files form a circle; `clippy.toml` bans
//! what only `cli/env.rs` may do. What must be touched to add something is listed in `docs/contributing.md`; the project's words are in
//! `docs/glossary.md`.
//!
//! # Example
//!
//! The due date of a limit of three working days, counted by the State Council's calendar: 1 October 2026 is a holiday.
//!
//! ```
//! use redress::domain::calendar::Calendar;
//! use redress::domain::value::moment::parse_date;
//!
//! let calendar = Calendar::embedded();
//! let received = parse_date("2026-09-30").expect("a date");
//! let due = calendar.add_working_days(received, 3);
//! assert_eq!(due.to_string(), "2026-10-10");
//! ```

pub mod cli;
pub mod command;
mod demo;
pub mod document;
pub mod domain;
#[doc(hidden)]
pub mod fuzzing;
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

#[cfg(test)]
#[path = "../tests/it/skipped.rs"]
mod skipped;
