//! The only place that prints. Data goes to standard output, talk to standard error; a closed pipe is no error.

mod prompt;
mod stderr;

use crate::cli::context::Context;
use crate::cli::error::{CliError, Failure, Usage};
use crate::cli::excel_note;
use crate::cli::messages::findings;
use crate::cli::pager::{closed_is_fine, page};
use crate::document::Document;
use crate::document::table::{Cell, Column, Row, Table};
use crate::log::access::create_closed;
use crate::project::Project;
use crate::render::{self, Format};
use crate::say;
pub(crate) use prompt::{ask, confirm};
use serde_json::Value;
use std::fs::File;
use std::io::{self, Write};
pub(crate) use stderr::{clashes, complain, cursor, damage, error, indexes, mistakes, object, recovered, talk, warn};

/// Prints a table in the format asked for; or to the file that `-o` names.
///
/// # Errors
/// The output cannot be written.
pub(crate) fn table(cx: &Context, table: &Table) -> Result<(), CliError> {
    table_read(cx, table).map(drop)
}

/// The same; says whether the reader took it all. One that has closed the pipe did not.
///
/// # Errors
/// The output cannot be written.
pub(crate) fn table_read(cx: &Context, table: &Table) -> Result<bool, CliError> {
    let format = cx.format();
    if let Some(template) = &cx.given.template {
        let mut records = Vec::new();
        render::write(table, Format::Jsonl, &cx.look(), &mut records)?;
        return text(cx, &crate::cli::record_template::render(cx, template, &records)?).map(|()| true);
    }
    if let Some(caution) = table.caution.as_ref().filter(|_| matches!(format, Format::Tsv | Format::Csv)) {
        talk(cx, caution)?;
    }
    let flaws = cx.opened().filter(|_| format == Format::Json).map(Project::damage).unwrap_or_default();
    let damage: Vec<Value> = flaws.iter().map(|flaw| findings::object(flaw, cx.lang)).collect();
    if let Some(path) = &cx.given.output {
        let wrap = |source| CliError::File { path: path.clone(), source };
        let mut look = cx.look();
        (look.color, look.width, look.header) = (false, None, true);
        let mut file = create(cx, path).map_err(wrap)?;
        render::write_marked(table, &damage, format, &look, &mut file).map_err(wrap)?;
        return note_excel(cx, table, format).map(|()| true);
    }
    if format.is_binary() && cx.env.stdout_terminal {
        return Err(CliError::Failed(Failure::BinaryToTerminal));
    }
    if format == Format::Table && table.rows.is_empty() {
        let none = say!(cx.lang, "None.", "无。");
        talk(cx, if table.notes.is_empty() { none } else { table.notes.join("\n") }.as_str())?;
        return Ok(true);
    }
    let mut bytes = Vec::new();
    let paged = format == Format::Table && cx.env.stdout_terminal && !cx.given.no_pager;
    if !paged {
        let mut out = io::stdout().lock();
        match render::write_marked(table, &damage, format, &cx.look(), &mut out).and_then(|()| out.flush()) {
            Err(e) if e.kind() == io::ErrorKind::BrokenPipe => return Ok(false),
            written => written?,
        }
        return note_excel(cx, table, format).map(|()| true);
    }
    render::write(table, format, &cx.look(), &mut bytes)?;
    page(cx, &bytes).map(|()| true)
}

/// Says where a spreadsheet program would change a CSV.
fn note_excel(cx: &Context, table: &Table, format: Format) -> Result<(), CliError> {
    if render::is_changed_by_excel(table, format) { talk(cx, &excel_note::text(cx.lang)) } else { Ok(()) }
}

/// The file that `-o` names. Where private data was shown it is for nobody else to read.
fn create(cx: &Context, path: &str) -> io::Result<File> {
    let path = cx.env.cwd.join(path);
    if cx.opened().is_some_and(Project::has_revealed) { create_closed(&path) } else { File::create(path) }
}

/// Whether the file that `-o` names can be written: asked before anything is recorded, so that nothing is recorded as done or shown
/// that then is not. A folder is tried by a file in it; one that is still to be made, a pipe or a device are left to the command.
///
/// # Errors
/// It cannot.
pub(crate) fn check_file(cx: &Context) -> Result<(), CliError> {
    let Some(name) = cx.given.output.as_ref().filter(|name| !name.ends_with(['/', '\\'])) else { return Ok(()) };
    let path = cx.env.cwd.join(name);
    let tried = match path.metadata() {
        Ok(found) if found.is_file() => File::options().write(true).open(&path).map(drop),
        Ok(found) if found.is_dir() => check_new(&path.join(format!(".redress-{}", std::process::id()))),
        Ok(_) => Ok(()),
        // A link to a file that is still to be made is left to the command too.
        Err(_) if path.symlink_metadata().is_ok() => Ok(()),
        Err(_) => check_new(&path),
    };
    tried.map_err(|source| CliError::File { path: name.clone(), source })
}

/// Whether a new file can be created: it is, and removed.
///
/// # Errors
/// It cannot.
pub(crate) fn check_new(path: &std::path::Path) -> io::Result<()> {
    File::create_new(path).and_then(|_| std::fs::remove_file(path))
}

/// TSV or CSV that is printed while it is made.
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
        let result = render::head(&keys.collect::<Vec<_>>(), cx.format(), &cx.look(), &mut waiting);
        Self { waiting, begun: false, result }
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
