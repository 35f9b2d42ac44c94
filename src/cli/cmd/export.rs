//! `export`: cases as CSV or JSON lines (and whatever else a table can be).

use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::input::Input;
use crate::cli::output;
use crate::cli::selection::{self, AS_OF, KNOWN, OUTPUT, TERMS};
use crate::cli::spec::{CommandGroup, CommandRun, Spec, flag};
use crate::report::list::list;
use crate::text::Two;

/// export
pub(super) const SPEC: Spec = Spec {
    name: "export",
    zh: "导出",
    group: CommandGroup::Exchange,
    about: Two(
        "write cases to a file: CSV, JSON lines, xlsx …; never private data",
        "导出投诉件：CSV、JSONL、xlsx 等，不含个人信息",
    ),
    more: Two("redress export received:2026 -o cases.csv", "redress 导出 received:2026 -o 投诉件.csv"),
    flags: &[
        TERMS,
        flag("fields", "F,...", "columns", "列").many(),
        flag("sort", "K,...", "columns to sort by", "排序的列").many(),
        AS_OF,
        KNOWN,
        OUTPUT.required(),
    ],
    run: CommandRun::Plain(run),
};

const ALL: &[&str] = &[
    "id",
    "status",
    "round",
    "received",
    "due",
    "channel",
    "source",
    "source_ref",
    "category",
    "nature",
    "unit",
    "person",
    "against",
    "owner",
    "amount",
    "outcome",
    "responsibility",
    "satisfaction",
    "tags",
    "title",
];

fn run(input: &dyn Input, cx: &Context) -> Result<(), CliError> {
    let seen = selection::cases(input, &input.many("term"), cx)?;
    let mut ask = super::list::ask(input, cx)?;
    let json = matches!(cx.format(), crate::render::Format::Json | crate::render::Format::Jsonl);
    ask.more = json;
    if ask.fields.is_empty() && !json {
        ask.fields = ALL.iter().map(|f| (*f).to_string()).collect();
    }
    let table = list(&seen.cases, &ask, &seen.report_context(cx)?).map_err(|e| CliError::Column(Box::new(e)))?;
    let n = table.rows.len();
    let cases = crate::text::words::count(n as u64, "case");
    output::table(cx, &table)?;
    output::talk(cx, &crate::say!(cx.lang, "{cases} written", "已导出 {n} 件"))
}
