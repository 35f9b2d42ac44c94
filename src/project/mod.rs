//! The project layer: opens a project, reads its cases, passes commands through the gate and commits their events.
//!
//! | file | purpose |
//! |---|---|
//! | `open` | finds and opens a project directory: `Project` |
//! | `init` | creates a project |
//! | `error` | `ProjectError` |
//! | `read` | cases and events, from the index or from the log; case ids from what a user types |
//! | `cuts` | cases as several history cuts show them, from two readings of the log |
//! | `events_after` | the events beyond a cursor |
//! | `read_ahead` | scans the whole log, parsing on worker threads |
//! | `standing_acts` | the acts of cases that stand, for columns |
//! | `select` | cases that match a filter; counts |
//! | `search/` | full-text search in the log and on the private side |
//! | `requests`, `request_text` | retry keys (`--request`) on record; the salted digest of a request's content |
//! | `index_use/` | opens, updates and rebuilds the index; answers look-ups from it |
//! | `imported_rows` | rows of imports on record, what they said last, and cases as their source told them |
//! | `moved_dates` | due dates that the next write will recompute after a calendar change |
//! | `session/` | a locked write: decide, number, commit |
//! | `actor` | who acts (`Actor`) and the result of a chain of verbs (`Outcome`) |
//! | `head_note` | what the project stores in `.redress/head` |
//! | `policy_change` | records a changed policy, calendar or directory with the next commit |
//! | `basis`, `basis_on_record` | what figures rest on: policy, calendar and units, also as they were on record |
//! | `mistakes` | errors in the project's own files: reading goes on, writing stops |
//! | `damage/`, `flaw` | damaged log lines: checks before a write, findings with their case |
//! | `writer_ends` | the writers, each with the end of its log |
//! | `verify` | the full check behind `redress verify` |
//! | `shared_numbers`, `find_shared` | case numbers that several writers gave out |
//! | `privacy` | the private side: revealing, names for the guard, drafts, reject files |
//! | `viewer`, `masked` | restricted cases that the viewer has no part in: only number and state are shown |
//! | `erasing`, `erasing_on_record` | erasing personal data; `erased` events as read from the log |
//! | `retention` | cases whose retention period is over |
//! | `attached_files` | attached files: copy in, list, write out |
//! | `templates` | the desk's own templates of forms |
//! | `known_ends` | segments in which known ends of the log lie |
//! | `directory_file` | reads and replaces `directory.toml` |
//! | `share` | makes a project a shared one; edits `redress.toml` and `directory.toml` for it |
//!
//! Invariant: no layer above this one touches the log. A read takes no lock and writes nothing of the project.

mod actor;
mod answers;
mod attached_files;
mod basis;
mod basis_on_record;
mod damage;
mod directory_file;
mod earlier;
mod erasing;
mod erasing_on_record;
mod error;
mod events_after;
mod find_shared;
mod flaw;
mod fold;
mod head_note;
mod imported_rows;
mod index_use;
mod init;
mod known_ends;
mod masked;
mod mistakes;
mod moved_dates;
mod open;
mod policy_change;
mod policy_draft;
mod privacy;
mod read;
mod read_ahead;
mod reports;
mod request_text;
mod requests;
mod retention;
mod search;
mod select;
mod session;
mod share;
mod shared_numbers;
mod standing_acts;
mod templates;
mod verify;
mod verify_files;
mod viewer;
mod writer_ends;

pub use crate::domain::value::zone::Zone;
pub use attached_files::{Attachment, Gone, KeptCopies, attachments};
pub use basis::{Basis, BasisDigests};
pub use erasing::{Erasing, Left};
pub use error::ProjectError;
pub use flaw::Flaw;
pub use imported_rows::{EachPrivateKey, ImportedRow, RowFates, RowHistory, is_imported};
pub use index_use::{AddCase, CaseLookup, CaseReader, CaseRows, IndexNote, SharedView, TAIL};
pub use init::{Init, init};
pub use open::{Project, Today, find_root};
pub use read::{History, HistoryCut, HistoryEntry};
pub use request_text::RowSaid;
pub use requests::{DoneRequest, Requests};
pub use retention::Over;
pub use search::SearchResult;
pub use select::Adding;
pub use session::{Actor, AheadGate, Outcome, Precomputed, Session};
pub use share::{share, with_account};
pub use shared_numbers::Clash;
pub use verify::Verified;
pub use viewer::Masked;
pub use writer_ends::WriterEnd;

pub use crate::index::{CaseSelection, Rejection, WantedParts};
pub use crate::log::{
    Cursor, Finding, FindingKind, Progress, SegmentName, VerifyReport, VerifyScope, World, WriterName,
};
