//! `show`.

use crate::cli::spec::{Group, Run, Spec};
use crate::text::Two;

/// show
pub(super) const SPEC: Spec = Spec {
    name: "show",
    zh: "xshow",
    group: Group::Exchange,
    about: Two("", ""),
    more: Two("", ""),
    flags: &[],
    run: Run::Plain(|_, _| Ok(())),
};
