//! `explain CASE`: every limit of a case, day by day.

use crate::cli::case_names;
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::output;
use crate::cli::selection::{self, AS_OF, KNOWN};
use crate::cli::spec::{CommandGroup, CommandRun, Spec};
use crate::command::flag::{CASE, OUTPUT, flags};
use crate::command::input::Input;
use crate::project::Basis;
use crate::report::context::ReportContext;
use crate::report::explain::explain;
use crate::text::Two;

/// explain
pub(super) const SPEC: Spec = Spec {
    name: "explain",
    zh: "时限说明",
    group: CommandGroup::LookUp,
    about: Two(
        "why a case is due when it is: each day counted or passed over, and by which article",
        "说明时限：逐日计算过程及所依据的条文",
    ),
    more: Two("redress explain 42", "redress 时限说明 42"),
    flags: flags![CASE, AS_OF, KNOWN, OUTPUT],
    run: CommandRun::Plain(run),
};

fn run(input: &Input, cx: &Context) -> Result<(), CliError> {
    let project = cx.project()?;
    let (as_of, day, now) = selection::as_of(input, cx)?;
    let id = case_names::one(CASE, input, cx)?;
    if project.masks(id)? {
        return super::show::masked(id, cx);
    }
    let history = super::show::history(id, as_of, cx)?;
    let policy = project.policy_of(history.case.policy())?;
    let Basis { directory, calendar, .. } = project.basis();
    let context = ReportContext { policy: &policy, directory, calendar, lang: cx.lang, day, now };
    let explanation = explain(&history.case, &context);
    let mut records = vec![explanation.json(&context)];
    if !cx.is_json() {
        records =
            records.pop().and_then(|mut all| all["limits"].as_array_mut().map(std::mem::take)).unwrap_or_default();
    }
    let keys = ["limit", "rule", "state", "start", "within", "due", "standing", "days_left", "days_late"];
    output::document(cx, "redress.explain/1", &keys, records, || explanation.page(&context))
}
