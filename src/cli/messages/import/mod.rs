//! What an import says: of maps, files and rows, in both languages.

mod done;

use crate::domain::value::title::Lang;
use crate::import::RowCounts;
use crate::import::problem::{FileError, Looks, MapError, RowProblem};
use crate::say;
use crate::text::Two;
use crate::text::code_names::Names;
use crate::text::refusal;
use crate::text::words;

pub(crate) use done::*;

fn near(nearest: Option<&String>, lang: Lang) -> String {
    nearest.map(|n| say!(lang, "; did you mean {n}?", "，是否指 {n}？")).unwrap_or_default()
}

/// What is wrong with a map.
#[must_use]
pub(crate) fn map_error(error: &MapError, lang: Lang) -> String {
    match error {
        MapError::Syntax { line, message } => say!(lang, "line {line}: {message}", "第 {line} 行：{message}"),
        MapError::UnknownKey { at, key, nearest } => {
            let near = near(nearest.as_ref(), lang);
            match at.as_str() {
                "" => say!(lang, "a map has no key {key}{near}", "对照表没有键 {key}{near}"),
                at => say!(lang, "[{at}] has no key {key}{near}", "[{at}] 没有键 {key}{near}"),
            }
        }
        MapError::Missing { key } => say!(lang, "{key} is missing", "缺少 {key}"),
        MapError::Wrong { at, wanted } => {
            let wanted = match *wanted {
                "table" => Two("a table: { … }", "表：{ … }"),
                "flag" => Two("true or false", "true 或 false"),
                "row" => Two("the number of a row, from 1", "行号（从 1 起）"),
                "unit" => Two("a unit: 元, 千元, 万元, 亿元", "单位：元、千元、万元、亿元"),
                "list" => Two("a text or a list of texts", "文字或文字列表"),
                "text" => Two("a text", "文字"),
                _ => Two("a column's name, or { column = …, map = {…} }", "列名，或 { column = …, map = {…} }"),
            };
            say!(lang, "{at} wants {}", "{at} 应为{}", wanted.get(lang))
        }
        MapError::NotText { at } => {
            say!(lang, "{at} cannot be private: only texts can", "{at} 不能设为 private：只有文字可以")
        }
        MapError::BadFormat { at, format } => say!(
            lang,
            "{at}: “{format}” is no format of a date; %Y-%m-%d, excel and epoch are",
            "{at}：“{format}”不是日期格式；例如 %Y-%m-%d、excel、epoch"
        ),
        MapError::UnknownKind { at, kind, nearest } => {
            say!(lang, "{at} cannot be {kind}{}", "{at} 不能是 {kind}{}", near(nearest.as_ref(), lang))
        }
        MapError::Delimiter { given } => say!(
            lang,
            "the delimiter cannot be “{given}”: comma, semicolon, tab, or (in UTF-8 only) a bar",
            "分隔符不能是“{given}”：可用逗号、分号、tab，或竖线（仅限 encoding = 'utf-8'）"
        ),
        MapError::UnknownField { code, nearest } => say!(
            lang,
            "field.{code}: the policy has no field {code}{}",
            "field.{code}：制度没有自定项 {code}{}",
            near(nearest.as_ref(), lang)
        ),
        MapError::Columns { missing, header } => columns(missing, header, lang),
        MapError::Twice { column } => {
            say!(lang, "the file has two columns {column}", "文件中列 {column} 出现两次")
        }
    }
}

fn columns(missing: &[(String, String, Option<String>)], header: &[String], lang: Lang) -> String {
    let one = |(at, column, nearest): &(String, String, Option<String>)| {
        let near = near(nearest.as_ref(), lang);
        say!(lang, "{column} (for {at}{near})", "{column}（用于 {at}{near}）")
    };
    let missing = missing.iter().map(one).collect::<Vec<_>>().join(&say!(lang, ", ", "、"));
    let header = header.join(&say!(lang, ", ", "、"));
    say!(
        lang,
        "the file has no column {missing}. It has: {header}. A constant is written {{ const = \"…\" }}, a column that some exports lack {{ column = \"…\", optional = true }}",
        "文件没有列 {missing}。文件的列：{header}。固定值写作 {{ const = \"…\" }}，有的导出没有的列写作 {{ column = \"…\", optional = true }}"
    )
}

/// What is wrong with a file: the line (0 for none), the words, the way out.
#[must_use]
pub(crate) fn file_error(error: &FileError, lang: Lang) -> (u64, String, Option<String>) {
    let save = || say!(lang, "save it as CSV (UTF-8) and import that", "请另存为 CSV（UTF-8）后再导入");
    match error {
        FileError::Io(error) => (0, crate::cli::messages::system::system(error, lang), None),
        FileError::Empty => (0, say!(lang, "the file is empty", "文件是空的"), None),
        FileError::Compressed => (
            0,
            say!(lang, "the gzip file ends too early, or is damaged", "gzip 压缩文件不完整或已损坏"),
            Some(say!(lang, "copy or download it again", "请重新复制或下载")),
        ),
        FileError::Other(looks) => {
            let hint = match looks {
                Looks::Html => say!(
                    lang,
                    "perhaps a page was saved instead of the file: download it again",
                    "可能是网页格式的 .xls 或登录页：请用 Excel 或 WPS 打开后另存为 xlsx，或重新下载"
                ),
                _ => save(),
            };
            let what = looks_like(*looks).get(lang);
            (0, say!(lang, "this looks like {what}, not like CSV", "这看起来是{what}，不是 CSV"), Some(hint))
        }
        FileError::Encoding { line, byte, wanted, gb18030_fits } => {
            let hint = if *gb18030_fits {
                say!(
                    lang,
                    "it reads as GB18030: format = {{ encoding = 'gb18030' }} in the map, or 'auto'",
                    "按 GB18030 可以读出：在对照表中写 format = {{ encoding = 'gb18030' }}，或 'auto'"
                )
            } else {
                save()
            };
            (*line, say!(lang, "byte {byte:02x} is not {wanted}", "字节 {byte:02x} 不符合 {wanted}"), Some(hint))
        }
        FileError::Ambiguous { line } => (
            *line,
            say!(
                lang,
                "this could be GB18030 (Chinese) or EUC-KR (Korean)",
                "可能是 GB18030（中文），也可能是 EUC-KR（韩文）"
            ),
            Some(say!(
                lang,
                "say which in the map: format = {{ encoding = 'gb18030' }} or 'euc-kr'",
                "请在对照表中写明：format = {{ encoding = 'gb18030' }} 或 'euc-kr'"
            )),
        ),
        FileError::Undecoded { line, wanted } => {
            (*line, say!(lang, "this is not {wanted}", "不符合 {wanted} 编码"), None)
        }
        FileError::NoWorkbook => (
            0,
            say!(lang, "this is a zip file, and no workbook", "这是 zip 文件，不是工作簿"),
            Some(say!(lang, "unpack it and import what is in it", "请解压后再导入其中的文件")),
        ),
        FileError::Workbook(problem) => {
            let hint = say!(
                lang,
                "open it in Excel or WPS, save it anew and import that",
                "请用 Excel 或 WPS 打开并另存后再导入"
            );
            (0, say!(lang, "the workbook cannot be read: {problem}", "工作簿无法读取：{problem}"), Some(hint))
        }
        FileError::Formula { sheet, cell } => {
            let hint = say!(
                lang,
                "open it in Excel or WPS, which compute it, save it and import that",
                "请用 Excel 或 WPS 打开（会自动计算）并保存后再导入"
            );
            let message = say!(
                lang,
                "the formula in cell {cell} of sheet {sheet} has no value",
                "工作表“{sheet}”单元格 {cell} 的公式没有计算结果"
            );
            (0, message, Some(hint))
        }
        FileError::Password => (
            0,
            say!(lang, "the workbook wants a password", "工作簿设有密码"),
            Some(say!(lang, "save it without one and import that", "请取消密码另存后再导入")),
        ),
        FileError::NoSheet { wanted, .. } => (0, say!(lang, "there is no sheet {wanted}", "没有工作表 {wanted}"), None),
        FileError::Sheets { fitting } => {
            let all = fitting.join(&say!(lang, ", ", "、"));
            let first = fitting.first().map_or("", String::as_str);
            (
                0,
                say!(lang, "several sheets have these columns: {all}", "多个工作表都有这些列：{all}"),
                Some(say!(lang, "say which: --sheet {first}", "请指明：--sheet {first}")),
            )
        }
        FileError::Json { line, problem } => {
            (*line, say!(lang, "this is not JSON: {problem}", "不是 JSON：{problem}"), None)
        }
        FileError::NoRecords { path } if path.is_empty() => {
            let hint = say!(
                lang,
                "say where they are: format = {{ records = 'data.items' }} in the map",
                "请在对照表中写明位置：format = {{ records = 'data.items' }}"
            );
            (0, say!(lang, "there is no list of records", "没有记录列表"), Some(hint))
        }
        FileError::NoRecords { path } => {
            (0, say!(lang, "there is no list of records at {path}", "{path} 处没有记录列表"), None)
        }
        FileError::TooWide { most } => {
            (0, say!(lang, "more than {most} columns: keys are data here", "列数超过 {most}：键名似为数据"), None)
        }
        FileError::Header(error) => (0, map_error(error, lang), None),
        FileError::Endless { line } => (
            *line,
            say!(lang, "this row does not end within 16 MiB", "此行超过 16 MiB 仍未结束"),
            Some(say!(lang, "a quotation mark may not be closed", "可能有引号未闭合")),
        ),
    }
}

fn looks_like(looks: Looks) -> Two {
    match looks {
        Looks::Html => Two("an HTML page", "网页（HTML）"),
        Looks::Xml => Two("XML", "XML"),
        Looks::Json => Two("JSON", "JSON"),
        Looks::Zip => Two("an Excel workbook (xlsx) or a zip file", "Excel 工作簿（xlsx）或 zip 文件"),
        Looks::Xls => Two("an old Excel workbook (xls)", "旧版 Excel 工作簿（xls）"),
        Looks::Pdf => Two("a PDF", "PDF"),
        Looks::Gzip => Two("a gzip file", "gzip 压缩文件"),
        Looks::Utf16 => Two("UTF-16 text", "UTF-16 文本"),
        Looks::Binary => Two("a binary file", "二进制文件"),
    }
}

/// Why a row cannot be taken, in one line.
#[must_use]
pub(crate) fn reason(problem: &RowProblem, names: &Names<'_>, lang: Lang) -> String {
    match problem {
        RowProblem::Ragged { found, header, beyond } => {
            let cells = words::count(*found as u64, "cell");
            let first = say!(lang, "{cells}, the header has {header}", "有 {found} 格，表头为 {header} 格");
            let beyond = beyond.join(" | ");
            if beyond.is_empty() {
                return first;
            }
            say!(lang, "{first}; beyond it: {beyond}", "{first}；多出：{beyond}")
        }
        RowProblem::Unclosed => {
            say!(lang, "the file ends inside of quotation marks", "文件在引号之内就结束了")
        }
        RowProblem::NoKey => say!(lang, "the key is empty", "编号为空"),
        RowProblem::Duplicate { line } => {
            say!(lang, "the same key as line {line}", "与第 {line} 行编号相同")
        }
        RowProblem::NotMapped { at, value, nearest } => {
            let near = near(nearest.as_ref(), lang);
            say!(lang, "{at}: the map does not have “{value}”{near}", "{at}：对照表没有“{value}”{near}")
        }
        RowProblem::BadDate { at, value, formats } => {
            let formats = formats.iter().take(4).map(String::as_str).collect::<Vec<_>>().join(", ");
            say!(lang, "{at}: “{value}” is no date as in {formats}", "{at}：“{value}”不符合日期格式 {formats}")
        }
        RowProblem::BadValue { at, value, wanted: "money" } => {
            say!(lang, "{at}: “{value}” is no amount", "{at}：“{value}”不是金额")
        }
        RowProblem::BadValue { at, value, .. } => {
            say!(lang, "{at}: “{value}” is neither yes nor no", "{at}：“{value}”不是“是”或“否”")
        }
        RowProblem::Rounded { at, value } => say!(
            lang,
            "{at}: a spreadsheet has kept the first digits only, “{value}”: make the column text in it, and export again",
            "{at}：“{value}”是电子表格的科学计数，后面的数字已丢失：请将该列设为文本后重新导出"
        ),
        RowProblem::Empty { at } => say!(lang, "{at} is empty", "{at} 为空"),
        RowProblem::NoDate { act } => {
            say!(lang, "it counts as {act}, but has no date for it", "此行属于 {act}，但没有日期")
        }
        RowProblem::Activity { value, nearest } => {
            let near = near(nearest.as_ref(), lang);
            say!(lang, "[events.as] does not have “{value}”{near}", "[events.as] 没有“{value}”{near}")
        }
        RowProblem::Opening { line } => say!(
            lang,
            "the row that opens the case (line {line}) was not taken",
            "登记该投诉件的行（第 {line} 行）未能导入"
        ),
        RowProblem::Another { case } => say!(
            lang,
            "its key is that of {case}, which was received on another day, from somebody else, with another title: give it a key of its own (in the map: key = {{ columns = [\"YEAR\", \"NO\"] }}), or correct {case} by hand if it is the same",
            "编号与 {case} 相同，而收到日期、投诉人和标题均不同，应为另一件投诉：请使用不重复的编号（对照表中可写 key = {{ columns = [\"年份\", \"序号\"] }}）；确系同一件的，请手工更正 {case}"
        ),
        RowProblem::Refused(refusal) => refusal::messages(refusal, names, lang).join(&say!(lang, "; ", "；")),
    }
}

/// The heading of a count.
#[must_use]
pub(crate) fn column(key: &str, lang: Lang) -> String {
    let two = match key {
        "file" => Two("File", "文件"),
        "map" => Two("Map", "对照表"),
        "cases" => Two("Cases", "投诉件"),
        "events" => Two("Events", "记录"),
        "rejected" => Two("Rejected", "未导入"),
        "known" => Two("There already", "已有"),
        "skipped" => Two("Passed over", "略过"),
        "column" => Two("Column", "列"),
        "becomes" => Two("Becomes", "对应"),
        "row" => Two("Row", "行"),
        "run" => Two("Import", "导入批次"),
        "at" => Two("When", "时间"),
        "by" => Two("By", "操作人"),
        "state" => Two("State", "状态"),
        _ => return key.into(),
    };
    two.get(lang).into()
}

/// The heading of the summary.
#[must_use]
pub(crate) fn title(dry: bool, lang: Lang) -> String {
    if dry { say!(lang, "Would be imported", "将导入") } else { say!(lang, "Imported", "已导入") }
}

/// Where the rejected rows are.
#[must_use]
pub(crate) fn rejected(count: u64, file: &str, named: bool, lang: Lang) -> String {
    let rows = words::count(count, "row");
    let first = say!(
        lang,
        "warning: not taken: {rows}, see {file}\nhint: correct them there and import that file with the same map\n",
        "注意：有 {count} 行未能导入：{file}\n提示：在该文件中更正后，用同一对照表导入\n"
    );
    if !named {
        return first;
    }
    first
        + &say!(
            lang,
            "warning: {file} may hold private data; delete it when you have done with it\n",
            "注意：{file} 可能含有个人信息，用完请删除\n"
        )
}

/// Rows that a dry run would reject.
#[must_use]
pub(crate) fn would_reject(count: u64, lang: Lang) -> String {
    let rows = words::count(count, "row");
    say!(
        lang,
        "warning: {rows} would not be taken\nhint: --rejects FILE lists what and why\n",
        "注意：有 {count} 行不能导入\n提示：--rejects 文件 可列出各行及原因\n"
    )
}

/// Something ended the import before its end.
#[must_use]
pub(crate) fn stopped(counts: &RowCounts, lang: Lang) -> String {
    let RowCounts { cases, events, .. } = counts;
    let on_record = format!("{} and {}", words::count(*cases, "case"), words::count(*events, "event"));
    say!(
        lang,
        "warning: stopped early; on record: {on_record}; importing again takes the rest\n",
        "注意：提前停止；已登记 {cases} 件、{events} 条记录，再次导入会接着导入其余部分\n"
    )
}

/// What a progress bar shows.
#[must_use]
pub(crate) fn progress(lang: Lang) -> &'static str {
    Two(
        "{wide_bar} {bytes}/{total_bytes} · {bytes_per_sec} · {eta} left",
        "{wide_bar} {bytes}/{total_bytes} · {bytes_per_sec} · 还需 {eta}",
    )
    .get(lang)
}
