//! The front door: open a project, read its cases, put commands through the gate and on record.
//!
//! | file | what it does |
//! |---|---|
//! | `open` | find and read a project directory |
//! | `init` | make one |
//! | `read` | cases and events, out of the index or out of the log |
//! | `fold` | the whole log, parsed by several threads and given in its order |
//! | `search` | cases found by what was written |
//! | `select`, `requests` | cases that pass terms; requests that were done |
//! | `index` | the index: opened, brought up to the log's end, made anew, left where anything speaks against it |
//! | `session` | a locked write: chains of verbs decided, numbered, recorded as one commit |
//! | `damage`, `verify` | lines that do not hold: where an answer rests on them, and everything that there is |
//! | `clash` | numbers that several writers gave out, told apart |
//! | `act` | who acts, and what came of it |
//! | `adopt` | a changed policy or calendar takes force |
//! | `moved` | dates that a calendar moves, shown before a write records them |
//! | `zone` | where days begin |
//! | `privacy` | what lies in private: shown only after it is logged |
//! | `erasing` | what is erased for good, and what that leaves to others |
//! | `copies` | attached files, in and out |
//! | `masked` | what restricted cases show to who has no part in them |
//! | `retention` | cases that are kept no more |
//!
//! Invariant: nothing above this room touches the log; reads take no lock and write nothing.

mod actor;
mod attached_files;
mod damage;
mod erasing;
mod erasing_on_record;
mod error;
mod find_shared;
mod flaw;
mod head_note;
mod index_use;
mod init;
mod masked;
mod mistakes;
mod moved_dates;
mod open;
mod policy_change;
mod privacy;
mod read;
mod read_ahead;
mod request_text;
mod requests;
mod retention;
mod search;
mod select;
mod session;
mod share;
mod shared_numbers;
mod verify;
mod viewer;
mod zone;

pub use attached_files::{Attachment, Kept, attachments};
pub use erasing::{Erasing, Left};
pub use error::ProjectError;
pub use flaw::Flaw;
pub use index_use::{CaseLookup, CaseReader, Drawn, IndexNote, SharedView, TAIL};
pub use init::{Init, init};
pub use open::{Project, find_root};
pub use read::{History, HistoryCut, HistoryEntry};
pub use requests::{DoneRequest, Requests};
pub use retention::Over;
pub use search::Found;
pub use session::{Actor, AheadGate, Outcome, Precomputed, Session};
pub use share::{share, with_account};
pub use shared_numbers::Clash;
pub use verify::Verified;
pub use viewer::Masked;
pub use zone::Zone;

pub use crate::index::{Doubt, Wanted, Which};
pub use crate::log::{Finding, FindingKind, Progress, VerifyReport, World};
