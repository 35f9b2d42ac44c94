//! The verbs: what each command records about a case. One file for each verb; small related verbs share a file.
//!
//! Invariant: a verb proposes what to record and reports what it lacks; gates, guard and limits are applied by the
//! gate, alike for all verbs.

mod accept;
mod approve;
mod assign;
mod attach;
mod classify;
mod close;
pub mod contact;
pub mod correct;
mod correct_party;
mod decline;
mod delay;
mod duty;
pub mod erase;
mod escalate;
mod extend;
mod improve;
pub mod intake;
pub mod link;
mod note;
pub mod party;
mod past;
mod pause;
mod reopen;
pub mod reply;
mod returning;
mod reveal;
mod revoke;
mod step;
mod supervise;
mod void;
mod withdraw;

pub use accept::Accept;
pub use approve::Approve;
pub use assign::Assign;
pub use attach::{Attach, FileFacts};
pub use classify::Classify;
pub use close::Close;
pub use contact::Contact;
pub use correct::Correct;
pub use correct_party::CorrectParty;
pub use decline::{Decline, Refer};
pub use delay::Delay;
pub use duty::DoDuty;
pub use erase::Erase;
pub use escalate::Escalate;
pub use extend::Extend;
pub use improve::{AddImprovement, FinishImprovement};
pub use intake::Intake;
pub use link::{Link, Unlink};
pub use note::Note;
pub use party::{AddParty, DropParty};
pub use past::Past;
pub use pause::{Pause, Resume};
pub use reopen::Reopen;
pub use reply::{Callback, Reply, Rework};
pub use returning::Return;
pub use reveal::Reveal;
pub use revoke::{Revoke, RevokeDeskEvent};
pub use step::Step;
pub use supervise::Supervise;
pub use void::Void;
pub use withdraw::{Withdraw, WithdrawalAnswer};

/// The verbs to which gates may apply, by the names of their commands.
pub const VERBS: &[&str] = &[
    "intake",
    "accept",
    "decline",
    "refer",
    "classify",
    "party",
    "assign",
    "return",
    "rework",
    "contact",
    "step",
    "approve",
    "note",
    "attach",
    "delay",
    "extend",
    "pause",
    "resume",
    "escalate",
    "supervise",
    "mediate",
    "evidence",
    "serve",
    "reply",
    "callback",
    "withdraw",
    "reopen",
    "close",
    "link",
    "unlink",
    "correct",
    "revoke",
    "void",
    "duty",
    "improve",
    "reveal",
    "erase",
];
