//! `correct`.

use crate::cli::cx::Cx;
use crate::cli::error::CliError;
use crate::cli::input::Input;
use crate::cli::spec::{CASE, Group, Run, Spec, flag};
use crate::cli::work::{Work, set};
use crate::domain::decide::Correct;
use crate::text::Two;

/// correct
pub(super) const SPEC: Spec = Spec {
    name: "correct",
    zh: "更正",
    group: Group::Work,
    about: Two("put facts of the registration right", "更正登记内容"),
    more: Two("redress correct 42 --set channel=letter --reason \"it came by post\"", "redress 更正 42 --set channel=信件 --reason 实为来信"),
    flags: &[
        CASE,
        flag("set", "FIELD=VALUE", "title, channel, source, source_ref, received, received_by, taken_by, against, respondents, owner, amount, tags, anonymous, or a field of the policy", "title、channel、source、source_ref、received、received_by、taken_by、against、respondents、owner、amount、tags、anonymous 或自定项").many().required(),
        flag("reason", "R", "why", "理由").required(),
    ],
    run: Run::Work(correct),
};

fn correct(input: &dyn Input, cx: &Cx) -> Result<Work, CliError> {
    let mut pairs = set(input)?;
    for (name, value) in &mut pairs {
        if name == "received" {
            *value = cx.when("received", value, None)?.to_string();
        }
    }
    Ok(Work::one(input, Correct { set: pairs, reason: input.text("reason") }))
}
