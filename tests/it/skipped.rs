//! A test that cannot run here says so: one home for all test programs, which take this file in by its path.

use std::io::Write;

/// Says on standard error, also when the test harness captures output, that a test could not run here because `what` is missing.
/// `REDRESS_MUST_RUN` names, separated by spaces, what has to be there: a test that skips for the want of it fails.
// Tests have no `Env`.
#[allow(clippy::disallowed_methods)]
pub(crate) fn skipped(what: &str, why: &str) {
    let wanted = std::env::var("REDRESS_MUST_RUN").unwrap_or_default();
    assert!(!wanted.split_whitespace().any(|name| name == what), "not run, though {what} has to be here: {why}");
    // `eprintln!` would be captured.
    writeln!(std::io::stderr(), "skipped: {why}").ok();
}
