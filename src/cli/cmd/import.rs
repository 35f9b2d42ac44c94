//! `import`.

use crate::cli::spec::{Group, Run, Spec};
use crate::text::Two;

/// import
pub(super) const SPEC: Spec = Spec {
    name: "import",
    zh: "ximport",
    group: Group::Exchange,
    about: Two("", ""),
    more: Two("", ""),
    flags: &[],
    run: Run::Plain(|_, _| Ok(())),
};

/// A progress bar on standard error, where that is a terminal.
#[must_use]
pub(super) fn progress_bar(cx: &crate::cli::cx::Cx) -> indicatif::ProgressBar {
    if !cx.env.stderr_terminal || cx.given.quiet {
        return indicatif::ProgressBar::hidden();
    }
    indicatif::ProgressBar::new(0)
}
