//! `explain`.

use crate::cli::spec::{Group, Run, Spec};
use crate::text::Two;

/// explain
pub(super) const SPEC: Spec = Spec {
    name: "explain",
    zh: "xexplain",
    group: Group::Exchange,
    about: Two("", ""),
    more: Two("", ""),
    flags: &[],
    run: Run::Plain(|_, _| Ok(())),
};
