//! `export`: cases as CSV or JSON lines (and whatever else a table can be); what changed since a cursor; partitions for other engines.

mod partition;
mod private;

use crate::cli::context::Context;
use crate::cli::cursor_file::{News, unlike};
use crate::cli::error::{CliError, Usage};
use crate::cli::output;
use crate::cli::selection::{self, AS_OF, KNOWN, SelectedCases, TERMS};
use crate::cli::spec::{CommandGroup, CommandRun, Spec};
use crate::command::flag::{Flag, Many, NOT_PERSONAL, OVERRIDE, Switch, flag, flags, switch};
use crate::command::input::Input;
use crate::domain::value::id::CaseId;
use crate::project::{Cursor, Project};
use crate::report::act_columns::OF_REPLY;
use crate::report::list::Ask;
use crate::text::Two;
use std::collections::BTreeSet;
use std::ops::ControlFlow;

const FIELDS: Flag<Many> = flag(
    "fields",
    "F,...",
    "columns: facts, fields, due_LIMIT, step:CODE, KIND.on, KIND.reason, findings …",
    "列：各项事实、自定项、due_时限、step:步骤、记录类型.on、记录类型.reason、findings 等",
)
.many();
const SORT: Flag<Many> = flag("sort", "K,...", "columns to sort by", "排序的列").many();
const AFTER: Flag = flag(
    "after",
    "CURSOR",
    "only cases with news since this cursor; start: all",
    "只含此游标之后有新记录的件；start 为全部",
);
const CURSOR: Flag = flag(
    "cursor",
    "FILE",
    "only cases with news since the last run with this file",
    "只含自上次以此文件导出后有新记录的件",
);
const BY: Flag =
    flag("by", "desk,month", "into a folder, a file for each desk and month", "写入目录，按部门和月份分文件");
const PRIVATE: Flag<Switch> = switch(
    "private",
    "with the complainants' data; that is put on record, case by case",
    "含投诉人信息（逐件记入历史）",
);
const PURPOSE: Flag = flag("purpose", "WHY", "why private data is exported", "导出个人信息的用途");
const OUTPUT: Flag = flag(
    "output",
    "FILE|DIR|-",
    "write to this file, its ending gives the format; -: standard output",
    "写入文件，格式由扩展名决定；- 为标准输出",
)
.short('o')
.required();

/// export
pub(super) const SPEC: Spec = Spec {
    name: "export",
    zh: "导出",
    group: CommandGroup::Exchange,
    about: Two(
        "write cases to a file: CSV, JSON lines, xlsx …; no private data without --private",
        "导出投诉件：CSV、JSONL、xlsx 等；不加 --private 时不含个人信息",
    ),
    more: Two(
        "redress export received:2026 -o cases.csv\nredress export --fields id,title,replied.on,findings,step:apology -o cases.xlsx\nredress export status:open --private --purpose \"register of the quarter\" -o register.xlsx\nredress export --cursor seen --format jsonl -o -\nredress export --by desk,month -o warehouse/\n\n--cursor FILE (or --after CURSOR) exports only the cases on which something was recorded since. --by desk,month writes a file of JSON lines for each desk and month of registration, with columns that do not depend on what is in them, and manifest.json; with a cursor it writes anew only what changed. See docs/analysis.md.",
        "redress 导出 received:2026 -o 投诉件.csv\nredress 导出 --fields 编号,标题,回复.发生时间,调查核实情况,step:apology -o 投诉件.xlsx\nredress 导出 status:open --private --purpose 季度登记簿 -o 登记簿.xlsx\nredress 导出 --cursor 已读 --format jsonl -o -\nredress 导出 --by desk,month -o 数据/\n\n--cursor FILE（或 --after CURSOR）只导出此后有新记录的投诉件。--by desk,month 按部门和登记月份各写一个 JSONL 文件，各列固定，不随内容变化，另附 manifest.json；与游标同用时只重写有变化的文件。见 docs/analysis.md。",
    ),
    flags: flags![
        TERMS,
        FIELDS,
        SORT,
        AFTER,
        CURSOR,
        BY,
        PRIVATE,
        PURPOSE,
        NOT_PERSONAL,
        OVERRIDE,
        AS_OF,
        KNOWN,
        OUTPUT
    ],
    run: CommandRun::Plain(run),
};

/// The columns of a table where none are asked for, before the texts of the reply and the policy's own fields.
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
    "source_due",
    "received_by",
    "taken_by",
    "respondents",
    "causes",
    "assist",
    "level",
    "compensation",
    "anonymous",
    "restricted",
    "recorded",
    "acknowledged",
    "accepted",
    "assigned",
    "contacted",
    "replied",
    "closed",
    "ended",
    "touched",
];

fn run(input: &Input, cx: &Context) -> Result<(), CliError> {
    let news = News::asked(input, (AFTER, CURSOR), cx)?;
    if let (None, Some(text)) = (&news, input.one(AFTER)) {
        return Err(unlike("--after", text));
    }
    if let Some(by) = input.one(BY) {
        return partition::run(&by, news, input, cx);
    }
    if input.on(PRIVATE) {
        return private::run(news.is_some(), input, cx);
    }
    let Some(news) = news else {
        let seen = selection::cases(input, &input.many(TERMS), cx)?;
        return write(&seen, ask(input, cx)?, None, input, cx).map(drop);
    };
    let (ids, cursor) = touched(cx.project()?, &news.cursor)?;
    let ids: Vec<CaseId> = ids.into_iter().collect();
    if let Some(flag) = flags![AS_OF, KNOWN].iter().find(|flag| input.has(flag)) {
        let (first, second) = (flag.dashed(), "--after, --cursor".into());
        return Err(CliError::Usage(Usage::Conflict { first, second }));
    }
    let seen = selection::cases_among(&ids, input, &input.many(TERMS), cx)?;
    let is_read = write(&seen, ask(input, cx)?, Some(&cursor), input, cx)?;
    news.done(&cursor, is_read, cx)
}

/// What is shown of the cases.
fn ask(input: &Input, cx: &Context) -> Result<Ask, CliError> {
    let mut ask = super::list::ask(input, cx)?;
    ask.more = cx.is_json();
    let texts = OF_REPLY.iter().map(|text| (*text).to_string());
    if ask.more {
        ask.plus = texts.collect();
    } else if ask.fields.is_empty() {
        let own = cx.project()?.basis().policy.fields.iter().map(|field| field.code.to_string());
        let all: Vec<String> = ALL.iter().map(|key| (*key).to_string()).chain(texts).collect();
        // A field of the policy that is called as a fact is not reached by its code.
        let own: Vec<String> = own.filter(|code| !all.contains(code)).collect();
        ask.fields = all.into_iter().chain(own).collect();
    }
    Ok(ask)
}

/// Writes the table; says whether its reader took it.
fn write(
    seen: &SelectedCases,
    ask: Ask,
    cursor: Option<&Cursor>,
    input: &Input,
    cx: &Context,
) -> Result<bool, CliError> {
    let mut table = super::list::table(seen, ask, input, cx)?;
    if let Some(cursor) = cursor {
        table.more.insert("cursor".into(), cursor.to_string().into());
    }
    let n = table.rows.len();
    let cases = crate::text::words::count(n as u64, "case");
    let is_read = output::table_read(cx, &table)?;
    output::talk(cx, &crate::say!(cx.lang, "{cases} written", "已导出 {n} 件"))?;
    Ok(is_read)
}

/// The cases on which something was recorded beyond a cursor, also those that another case's act concerns; and the cursor behind it.
fn touched(project: &Project, after: &Cursor) -> Result<(BTreeSet<CaseId>, Cursor), CliError> {
    let mut ids = BTreeSet::new();
    let cursor = project.events_after(after, &mut |mut entry| {
        ids.extend(entry.event.case);
        entry.event.body.each_case(&mut |id| {
            ids.insert(*id);
        });
        ControlFlow::Continue(())
    })?;
    Ok((ids, cursor))
}
