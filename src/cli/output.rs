//! The only place that prints. Data goes to standard output, talk to standard error; a closed pipe is no error.

use crate::cli::context::Context;
use crate::cli::error::{CliError, Failure, Usage};
use crate::cli::messages::errors;
use crate::cli::messages::findings;
use crate::document::Document;
use crate::document::table::{Cell, Column, Row, Table};
use crate::log::Recovery;
use crate::log::access::create_closed;
use crate::project::Project;
use crate::render::{self, Format};
use crate::say;
use serde_json::Value;
use std::fs::File;
use std::io::{self, Write};
use std::process::{Command, Stdio};

/// Prints a table in the format asked for; or to the file that `-o` names.
///
/// # Errors
/// The output cannot be written.
pub(crate) fn table(cx: &Context, table: &Table) -> Result<(), CliError> {
    let format = cx.format();
    let flaws = cx.opened().filter(|_| format == Format::Json).map(Project::damage).unwrap_or_default();
    let damage: Vec<Value> = flaws.iter().map(|flaw| findings::object(flaw, cx.lang)).collect();
    if let Some(path) = &cx.given.output {
        let wrap = |source| CliError::File { path: path.clone(), source };
        let mut look = cx.look();
        (look.color, look.width, look.header) = (false, None, true);
        let mut file = create(cx, path).map_err(wrap)?;
        return render::write_marked(table, &damage, format, &look, &mut file).map_err(wrap);
    }
    if format.is_binary() && cx.env.stdout_terminal {
        return Err(CliError::Failed(Failure::BinaryToTerminal));
    }
    if format == Format::Table && table.rows.is_empty() {
        let none = say!(cx.lang, "None.", "无。");
        return if table.notes.is_empty() { talk(cx, &none) } else { talk(cx, &table.notes.join("\n")) };
    }
    let mut bytes = Vec::new();
    let paged = format == Format::Table && cx.env.stdout_terminal && !cx.given.no_pager;
    if !paged {
        return closed_is_fine(render::write_marked(table, &damage, format, &cx.look(), &mut io::stdout().lock()));
    }
    render::write(table, format, &cx.look(), &mut bytes)?;
    page(cx, &bytes)
}

/// The file that `-o` names. Where private data was shown it is for nobody else to read.
fn create(cx: &Context, path: &str) -> io::Result<File> {
    let path = cx.env.cwd.join(path);
    if cx.opened().is_some_and(Project::has_revealed) { create_closed(&path) } else { File::create(path) }
}

/// TSV that is printed while it is made.
pub(crate) struct RowPrinter {
    waiting: Vec<u8>,
    begun: bool,
    result: io::Result<()>,
}

impl RowPrinter {
    /// So many bytes are printed at once.
    const AT_ONCE: usize = 1 << 16;

    /// With a line of keys first, where the reader wants one.
    pub(crate) fn new(cx: &Context, keys: impl Iterator<Item = String>) -> Self {
        let mut waiting = Vec::with_capacity(Self::AT_ONCE + 4096);
        if cx.look().header {
            let keys: Vec<String> = keys.collect();
            waiting.extend_from_slice((keys.join("\t") + "\n").as_bytes());
        }
        Self { waiting, begun: false, result: Ok(()) }
    }

    /// Some more rows, as they are to be printed; false where nobody reads on.
    pub(crate) fn rows(&mut self, rows: &[u8]) -> bool {
        self.waiting.extend_from_slice(rows);
        if self.waiting.len() >= Self::AT_ONCE {
            self.flush();
        }
        self.result.is_ok()
    }

    fn flush(&mut self) {
        self.begun = true;
        if self.result.is_ok() {
            self.result = io::stdout().lock().write_all(&self.waiting);
        }
        self.waiting.clear();
    }

    /// Whether anything was printed.
    pub(crate) fn has_begun(&self) -> bool {
        self.begun
    }

    /// Prints the rest; not `whole`: it broke off.
    ///
    /// # Errors
    /// The output cannot be written, or is not whole.
    pub(crate) fn finish(mut self, whole: bool) -> Result<(), CliError> {
        if !whole {
            return Err(io::Error::from(io::ErrorKind::InvalidData).into());
        }
        self.flush();
        closed_is_fine(self.result.and_then(|()| io::stdout().lock().flush()))
    }
}

/// Prints a page of text.
///
/// # Errors
/// The output cannot be written.
pub(crate) fn text(cx: &Context, text: &str) -> Result<(), CliError> {
    if let Some(path) = &cx.given.output {
        return create(cx, path)
            .and_then(|mut file| file.write_all(text.as_bytes()))
            .map_err(|source| CliError::File { path: path.clone(), source });
    }
    if cx.env.stdout_terminal && !cx.given.no_pager { page(cx, text.as_bytes()) } else { data(text) }
}

/// Prints what a command that is no report answers: records where a format for programs was asked for, else the text that
/// `told` gives, as it is or as a document. Of a record the `keys` are columns; only JSON has the rest of it.
///
/// # Errors
/// The output cannot be written.
pub(crate) fn answer(
    cx: &Context,
    schema: &'static str,
    keys: &[&str],
    records: Vec<Value>,
    told: impl FnOnce() -> String,
) -> Result<(), CliError> {
    match cx.asked() {
        None | Some(Format::Table | Format::Txt) => text(cx, &told()),
        Some(format @ (Format::Markdown | Format::Html | Format::Docx)) => {
            let (mut bytes, told) = (Vec::new(), told());
            let title = told.lines().next().unwrap_or_default();
            render::page(title, &told, format, &cx.look(), &mut bytes)?;
            whole(cx, format, &bytes)
        }
        Some(_) => table(cx, &tabled(cx, schema, keys, records)),
    }
}

/// The same of a command whose answer is a document.
///
/// # Errors
/// The output cannot be written.
pub(crate) fn document(
    cx: &Context,
    schema: &'static str,
    keys: &[&str],
    records: Vec<Value>,
    made: impl FnOnce() -> Document,
) -> Result<(), CliError> {
    if wants_records(cx) {
        return table(cx, &tabled(cx, schema, keys, records));
    }
    page_of(cx, cx.asked().unwrap_or(Format::Table), &made())
}

/// Prints a document in any format: formats of tables take the tables in it.
///
/// # Errors
/// The output cannot be written, or the document does not have the tables that the format needs.
pub(crate) fn page_of(cx: &Context, format: Format, document: &Document) -> Result<(), CliError> {
    if !render::fits(document, format) {
        let (format, tables) = (format.name().to_string(), document.tables().count());
        return Err(CliError::Usage(Usage::Tables { format, tables }));
    }
    let mut bytes = Vec::new();
    render::document(document, format, &cx.look(), &mut bytes)?;
    whole(cx, format, &bytes)
}

/// Prints what was rendered: to the file that `-o` names, to a terminal if it is text.
fn whole(cx: &Context, format: Format, bytes: &[u8]) -> Result<(), CliError> {
    if !format.is_binary() {
        return text(cx, &String::from_utf8_lossy(bytes));
    }
    if let Some(path) = &cx.given.output {
        let written = create(cx, path).and_then(|mut file| file.write_all(bytes));
        return written.map_err(|source| CliError::File { path: path.clone(), source });
    }
    if cx.env.stdout_terminal {
        return Err(CliError::Failed(Failure::BinaryToTerminal));
    }
    closed_is_fine(io::stdout().lock().write_all(bytes))
}

/// Writes a document to a file.
///
/// # Errors
/// The file cannot be written.
pub(crate) fn document_to(
    cx: &Context,
    path: &std::path::Path,
    format: Format,
    document: &Document,
) -> Result<(), CliError> {
    let mut look = cx.look();
    (look.color, look.width) = (false, None);
    let mut bytes = Vec::new();
    render::document(document, format, &look, &mut bytes)?;
    bytes_to(cx, path, &bytes)
}

/// Writes bytes to a file; for nobody else to read where private data was shown.
///
/// # Errors
/// The file cannot be written.
pub(crate) fn bytes_to(cx: &Context, path: &std::path::Path, bytes: &[u8]) -> Result<(), CliError> {
    let shown = path.display().to_string();
    let wrap = |source| CliError::File { path: shown.clone(), source };
    create(cx, &shown).and_then(|mut file| file.write_all(bytes)).map_err(wrap)
}

/// Prints records in the format for programs that was asked for.
///
/// # Errors
/// The output cannot be written.
pub(crate) fn records(cx: &Context, schema: &'static str, keys: &[&str], records: Vec<Value>) -> Result<(), CliError> {
    table(cx, &tabled(cx, schema, keys, records))
}

/// Whether [`answer`] prints the records, and not the text.
#[must_use]
pub(crate) fn wants_records(cx: &Context) -> bool {
    cx.asked().is_some_and(|format| !format.is_document())
}

fn tabled(cx: &Context, schema: &'static str, keys: &[&str], records: Vec<Value>) -> Table {
    let column = |key: &&str| {
        let title = crate::text::labels::label(key, cx.lang);
        Column { key: (*key).into(), title, right: false }
    };
    // JSON says `null` only where a record does.
    let known = |key: &&&str| !cx.is_json() || records.iter().any(|r| r.get(**key).is_some());
    let keys: Vec<&str> = keys.iter().filter(known).copied().collect();
    let rows = records.into_iter().map(|record| {
        let Value::Object(more) = record else { return Row::default() };
        Row { cells: keys.iter().map(|key| cell(more.get(*key))).collect(), more, ..Row::default() }
    });
    Table { schema, columns: keys.iter().map(column).collect(), rows: rows.collect(), ..Table::default() }
}

fn cell(value: Option<&Value>) -> Cell {
    match value {
        None | Some(Value::Null) => Cell::Empty,
        Some(Value::Bool(yes)) => Cell::Bool(*yes),
        Some(Value::String(text)) => Cell::Text(text.clone()),
        Some(Value::Array(all)) => {
            Cell::List(all.iter().map(|v| v.as_str().map_or_else(|| v.to_string(), Into::into)).collect())
        }
        Some(other) => other.as_i64().map_or_else(|| Cell::Text(other.to_string()), Cell::Int),
    }
}

/// Prints a line of data.
///
/// # Errors
/// The output cannot be written.
pub(crate) fn data(text: &str) -> Result<(), CliError> {
    let mut out = io::stdout().lock();
    closed_is_fine(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
}

/// Says something to the person at the terminal.
///
/// # Errors
/// Never: talk that nobody hears is no failure.
#[expect(clippy::unnecessary_wraps, reason = "many commands end with it")]
pub(crate) fn talk(cx: &Context, text: &str) -> Result<(), CliError> {
    if cx.talks_json() {
        more(cx, text);
    } else if !cx.given.quiet {
        let _ = writeln!(io::stderr().lock(), "{text}");
    }
    Ok(())
}

/// Says more, where more was asked for.
pub(crate) fn more(cx: &Context, text: &str) {
    if !cx.given.verbose {
        return;
    }
    if cx.talks_json() {
        object(&serde_json::json!({ "note": text }));
    } else {
        let _ = writeln!(io::stderr().lock(), "{text}");
    }
}

/// Warns: in words, or as an object.
pub(crate) fn warn(cx: &Context, text: &str) {
    if cx.talks_json() {
        object(&serde_json::json!({ "warning": text }));
    } else {
        complain(&say!(cx.lang, "warning: {text}\n", "注意：{text}\n"));
    }
}

/// Errors and warnings: not silenced by `--quiet`.
pub(crate) fn complain(text: &str) {
    let _ = io::stderr().lock().write_all(crate::text::sanitize::harmless_lines(text).as_bytes());
}

/// An object on standard error, on a line of its own.
pub(crate) fn object(value: &Value) {
    complain(&(render::json::harmless(value) + "\n"));
}

/// Says what went wrong: in words, or as an object.
pub(crate) fn error(cx: &Context, error: &CliError, json: bool) {
    if json && !matches!(error, CliError::Found | CliError::Damage | CliError::Waits | CliError::Unread) {
        object(&errors::object(error, cx));
    } else {
        complain(&errors::text(error, cx));
    }
}

/// Says that what was read is not the whole history, or not as it was written.
pub(crate) fn damage(cx: &Context) {
    let Some(project) = cx.opened() else { return };
    let flaws = project.damage();
    for flaw in &flaws {
        let text = findings::flaw(flaw, cx.lang);
        if cx.talks_json() {
            object(&serde_json::json!({ "warning": text, "damage": findings::object(flaw, cx.lang) }));
        } else {
            complain(&say!(cx.lang, "warning: {text}\n", "注意：{text}\n"));
        }
    }
    if !flaws.is_empty() && !cx.talks_json() {
        complain(&say!(cx.lang, "hint: redress verify\n", "提示：redress verify\n"));
    }
}

/// Says what is wrong in the project's files, where that did not end the command.
pub(crate) fn mistakes(cx: &Context) {
    let Some(project) = cx.opened().filter(|project| !project.mistakes().is_empty()) else { return };
    for wrong in project.mistakes() {
        warn(cx, &errors::mistake(wrong, cx.lang));
    }
    let more = if project.stands_in {
        say!(
            cx.lang,
            "the policy that was adopted last stands in; nothing is recorded until this is put right",
            "现按最近一次生效的制度读取；更正之前不登记任何内容"
        )
    } else {
        say!(cx.lang, "nothing is recorded until this is put right", "更正之前不登记任何内容")
    };
    warn(cx, &more);
}

/// Says that what was read has desks of one code, which gave out one number each.
pub(crate) fn clashes(cx: &Context) {
    let Some(project) = cx.opened() else { return };
    for clash in project.seen_clashes() {
        let what = crate::cli::messages::desks::desk_twice(&clash.writers, clash.numbers, &clash.first, cx.lang);
        warn(cx, &what);
    }
}

/// Says what became of the index, where more is wanted to be heard.
pub(crate) fn indexes(cx: &Context, project: &Project) {
    for note in project.index_notes() {
        more(cx, &crate::cli::messages::store::index(&note, cx.lang));
    }
}

/// What was found before a write.
pub(crate) fn recovered(cx: &Context, found: &Recovery) {
    for torn in &found.torn {
        let text = crate::cli::messages::store::torn(torn, cx.lang);
        let _ = talk(cx, &text);
    }
    if found.unnamed > 0 {
        let (lines, en_lines) = (found.unnamed, crate::text::words::count(found.unnamed, "private line"));
        warn(
            cx,
            &say!(
                cx.lang,
                "{en_lines} that no event of this log names: kept where they are, since the log may have gone back (redress verify names them)",
                "有 {lines} 条个人信息没有日志事件指向：日志可能比已确认的少，故原样保留（redress verify 可逐条列出）"
            ),
        );
    }
    if found.head_rebuilt {
        more(
            cx,
            &say!(
                cx.lang,
                "the whole log was checked, because .redress/head was missing",
                "缺少 .redress/head，已核对全部日志"
            ),
        );
    }
}

/// Asks; `--yes` answers, and without a terminal nothing is done.
///
/// # Errors
/// Nobody said yes.
pub(crate) fn confirm(cx: &Context, question: &str) -> Result<(), CliError> {
    let refused = || CliError::Failed(Failure::NotConfirmed { what: question.into() });
    if cx.given.yes {
        return Ok(());
    }
    if cx.given.no_input || !cx.env.stdin_terminal || !cx.env.stderr_terminal {
        return Err(refused());
    }
    let mut err = io::stderr().lock();
    write!(err, "{question} [y/N] ")?;
    err.flush()?;
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    if matches!(answer.trim(), "y" | "Y" | "yes" | "是") { Ok(()) } else { Err(refused()) }
}

/// Asks for a line; `None` where nobody can be asked.
///
/// # Errors
/// The terminal cannot be read.
pub(crate) fn ask(cx: &Context, question: &str) -> Result<Option<String>, CliError> {
    if cx.given.yes || cx.given.no_input || !cx.env.stdin_terminal || !cx.env.stderr_terminal {
        return Ok(None);
    }
    let mut err = io::stderr().lock();
    write!(err, "{question} ")?;
    err.flush()?;
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    Ok(Some(answer.trim().into()))
}

fn page(cx: &Context, bytes: &[u8]) -> Result<(), CliError> {
    let lines = bytes.iter().filter(|b| **b == b'\n').count();
    if lines < cx.env.height() {
        return closed_is_fine(io::stdout().lock().write_all(bytes));
    }
    // The account's own choice: a project's files do not name programs.
    let pager =
        cx.settings.get("pager").map(Into::into).or_else(|| cx.env.pager.clone()).unwrap_or_else(|| "less -FRX".into());
    let mut words = pager.split_whitespace();
    let child = words.next().map(|program| Command::new(program).args(words).stdin(Stdio::piped()).spawn());
    let Some(Ok(mut child)) = child else {
        return closed_is_fine(io::stdout().lock().write_all(bytes));
    };
    if let Some(mut stdin) = child.stdin.take() {
        // Whoever leaves the pager early has seen enough.
        let _ = stdin.write_all(bytes);
    }
    child.wait()?;
    Ok(())
}

fn closed_is_fine(result: io::Result<()>) -> Result<(), CliError> {
    match result {
        Err(e) if e.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => Ok(other?),
    }
}
