//! What figures rest on beside events: the policy, the calendar and the units. With `--known` those that were on record then (design.md §2.6).
//!
//! Invariant: who may see what, and what is written, is a matter of today's policy and directory, whatever a report rests on.

use crate::domain::calendar::Calendar;
use crate::domain::policy::Policy;
use crate::domain::policy::directory::Directory;
use std::sync::Arc;

/// Policy, calendar and units that figures rest on.
#[derive(Clone, Copy, Debug)]
pub struct Basis<'a> {
    /// The policy.
    pub policy: &'a Arc<Policy>,
    /// The units; the people are today's.
    pub directory: &'a Directory,
    /// The calendar.
    pub calendar: &'a Calendar,
}

/// SHA-256 of each of the [`Basis`], by which a paper names them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BasisDigests {
    /// Of the policy's snapshot, which holds the calendar too.
    pub policy: String,
    /// Of the units ([`Directory::units_text`]).
    pub units: String,
    /// Of the calendar ([`Calendar::digest_text`], and the last year of the notices that the program knows).
    pub calendar: String,
}

/// What was on record at an instant.
#[derive(Debug)]
pub(super) struct PastBasis {
    pub(super) policy: Arc<Policy>,
    pub(super) directory: Directory,
    pub(super) calendar: Calendar,
    /// Of the policy's snapshot.
    pub(super) digest: String,
}
