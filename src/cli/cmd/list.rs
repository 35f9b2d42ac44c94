//! `list`.

use crate::cli::cx::Cx;
use crate::cli::error::{CliError, Usage};
use crate::cli::input::Input;
use crate::cli::reading::{self, AS_OF, KNOWN, OUTPUT, TERMS};
use crate::cli::spec::{Group, Run, Spec, flag};
use crate::cli::ui;
use crate::report::list::{Ask, list};
use crate::text::Two;

/// list
pub(super) const SPEC: Spec = Spec {
    name: "list",
    zh: "列表",
    group: Group::LookUp,
    about: Two("list cases", "列出投诉件"),
    more: Two("redress list status:open is:overdue --sort due", "redress 列表 status:open is:overdue --sort due"),
    flags: &[
        TERMS,
        flag("sort", "K,...", "columns to sort by; -due goes down", "排序的列；-due 为降序").many(),
        flag("fields", "F,...", "columns to show", "显示的列").many(),
        flag("limit", "N", "at most so many", "最多列出的件数"),
        AS_OF,
        KNOWN,
        OUTPUT,
    ],
    run: Run::Plain(run),
};

fn run(input: &dyn Input, cx: &Cx) -> Result<(), CliError> {
    let seen = reading::cases(input, &input.many("term"), cx)?;
    let ask = ask(input, cx)?;
    let table = list(&seen.cases, &ask, &seen.scene(cx)?).map_err(|e| CliError::Column(Box::new(e)))?;
    ui::table(cx, &table)
}

/// What is asked of a list.
pub(super) fn ask(input: &dyn Input, cx: &Cx) -> Result<Ask, CliError> {
    let split = |name: &str| -> Vec<String> {
        input
            .many(name)
            .iter()
            .flat_map(|v| v.split(','))
            .map(|v| v.trim().to_string())
            .filter(|v| !v.is_empty())
            .collect()
    };
    let limit = match input.one("limit") {
        Some(text) => Some(text.parse().map_err(|_| {
            CliError::Usage(Usage::Unlike { flag: "--limit".into(), value: text.clone(), example: "20" })
        })?),
        None => None,
    };
    Ok(Ask { fields: split("fields"), sort: split("sort"), limit, more: cx.is_json() })
}
