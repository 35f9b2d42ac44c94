//! `log`.

use crate::cli::spec::{Group, Run, Spec};
use crate::text::Two;

/// log
pub(super) const SPEC: Spec = Spec {
    name: "log",
    zh: "xlog",
    group: Group::Exchange,
    about: Two("", ""),
    more: Two("", ""),
    flags: &[],
    run: Run::Plain(|_, _| Ok(())),
};
