//! `demo`.

use crate::cli::spec::{Group, Run, Spec};
use crate::text::Two;

/// demo
pub(super) const SPEC: Spec = Spec {
    name: "demo",
    zh: "xdemo",
    group: Group::Exchange,
    about: Two("", ""),
    more: Two("", ""),
    flags: &[],
    run: Run::Plain(|_, _| Ok(())),
};
