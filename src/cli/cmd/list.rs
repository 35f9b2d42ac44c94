//! `list`: cases by terms, as rows of columns.

use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::excel_note;
use crate::cli::output;
use crate::cli::selection::{self, AS_OF, KNOWN, SelectedCases, TERMS};
use crate::cli::spec::{CommandGroup, CommandRun, Spec};
use crate::command::flag::{Flag, Many, OUTPUT, flag, flags};
use crate::command::input::Input;
use crate::document::table::{Cell, Table};
use crate::domain::query::term::Filter;
use crate::domain::value::id::CaseId;
use crate::domain::value::texts::Texts;
use crate::project::{CaseReader, CaseRows, CaseSelection, HistoryCut, Rejection, WantedParts};
use crate::render::{self, Format};
use crate::report::act_columns::Acts;
use crate::report::columns::{self, Pick};
use crate::report::context::ReportContext;
use crate::report::list::{self, Ask};
use crate::report::overdue;
use crate::say;
use crate::text::Two;
use crate::workers::{self, Workers};
use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

const SORT: Flag<Many> = flag("sort", "K,...", "columns to sort by; -due goes down", "排序的列；-due 为降序").many();
const FIELDS: Flag<Many> = flag("fields", "F,...", "columns to show", "显示的列").many();
const GROUP: Flag = flag(
    "group",
    "K",
    "a table for each value of a column, with its count; in data the column stands first",
    "按该列的值分组，各组附件数；数据格式中该列在最前",
);
const LIMIT: Flag = flag("limit", "N", "at most so many", "最多列出的件数");

/// list
pub(super) const SPEC: Spec = Spec {
    name: "list",
    zh: "列表",
    group: CommandGroup::LookUp,
    about: Two("list cases", "列出投诉件"),
    more: Two("redress list status:open is:overdue --sort due", "redress 列表 status:open is:overdue --sort due"),
    flags: flags![TERMS, SORT, FIELDS, GROUP, LIMIT, AS_OF, KNOWN, OUTPUT],
    run: CommandRun::Plain(run),
};

fn run(input: &Input, cx: &Context) -> Result<(), CliError> {
    let terms = input.many(TERMS);
    if input.one(GROUP).is_none()
        && let Some(shown) = stream(input, &terms, None, cx)?
    {
        return if shown == 0 { tell_conditions(&terms, cx) } else { Ok(()) };
    }
    let seen = selection::cases(input, &terms, cx)?;
    if seen.cases.is_empty() {
        tell_conditions(&terms, cx)?;
    }
    let mut ask = ask(input, cx)?;
    let Some(group) = input.one(GROUP) else { return output::table(cx, &table(&seen, ask, input, cx)?) };
    let (context, column) = (seen.report_context(cx)?, |e| CliError::Column(Box::new(e)));
    let key = columns::find(&group, &context).map_err(column)?.key();
    ask.sort.insert(0, key.clone());
    if ask.fields.is_empty() {
        ask.fields = columns::COLUMNS.iter().map(|column| (*column).to_string()).collect();
    }
    ask.fields.retain(|field| {
        columns::find(field, &context).is_ok_and(|pick| pick.key() != key) || columns::find(field, &context).is_err()
    });
    ask.fields.insert(0, key);
    let table = table(&seen, ask, input, cx)?;
    if cx.format().is_document() {
        output::page_of(cx, cx.format(), &list::grouped(table, &context))
    } else {
        output::table(cx, &table)
    }
}

/// Nothing was found: says of a word that was looked for in titles how to ask for the condition or the state of that name.
fn tell_conditions(terms: &[String], cx: &Context) -> Result<(), CliError> {
    let day = cx.now()?.date();
    for word in terms.iter().filter(|term| !term.contains([':', '：', '@', ' '])) {
        let is_term = |term: &String| selection::filter(std::slice::from_ref(term), day, cx).is_ok();
        if let Some(term) = ["is", "status"].map(|key| format!("{key}:{word}")).into_iter().find(is_term) {
            output::talk(
                cx,
                &say!(
                    cx.lang,
                    "“{word}” was looked for in titles; for the condition: redress list {term}",
                    "“{word}”是按标题查找的；按条件查找：redress 列表 {term}"
                ),
            )?;
        }
    }
    Ok(())
}

/// The table of cases, with what its columns need of their acts.
pub(super) fn table(seen: &SelectedCases, mut ask: Ask, input: &Input, cx: &Context) -> Result<Table, CliError> {
    let (project, context) = (cx.project()?, seen.report_context(cx)?);
    let column = |e| CliError::Column(Box::new(e));
    let kinds = list::kinds(&ask, &context).map_err(column)?;
    if !kinds.is_empty() {
        // Of a masked case nothing but its number is told.
        let masked = project.masked()?;
        let ids: Vec<CaseId> = seen.cases.iter().map(|case| case.id).filter(|id| !masked.has(*id)).collect();
        ask.acts = project.standing_acts(&ids, &kinds, selection::as_of(input, cx)?.0)?;
        for event in ask.acts.values_mut().flatten() {
            for (name, text) in ask.told.get(&event.id()).into_iter().flat_map(Texts::iter) {
                if event.text.get(name).is_none() {
                    event.text.set(name, text);
                }
            }
        }
    }
    list::list(&seen.cases, &ask, &context).map_err(column)
}

/// Shows the cases that pass terms (of `among`, by name, if that is given) as they come out of the index, without holding them.
/// Says how many were shown; `None` where that cannot be, and nothing was shown.
pub(super) fn stream(
    input: &Input,
    terms: &[String],
    among: Option<&[CaseId]>,
    cx: &Context,
) -> Result<Option<usize>, CliError> {
    let format = cx.format();
    if !matches!(format, Format::Tsv | Format::Csv) || cx.given.output.is_some() {
        return Ok(None);
    }
    let project = cx.project()?;
    let (as_of, day, now) = selection::as_of(input, cx)?;
    if as_of != HistoryCut::default() {
        return Ok(None);
    }
    let at = crate::domain::query::term::At { day, now };
    let filter = selection::filter(terms, day, cx)?;
    let (ask, context) = (ask(input, cx)?, selection::report_context(cx, day, now)?);
    let column = |e| CliError::Column(Box::new(e));
    let (picks, sort) =
        (list::picks(&ask, &context).map_err(column)?, list::sort_keys(&ask, &context).map_err(column)?);
    let keys: Vec<String> = picks.iter().chain(sort.iter().map(|(_, pick)| pick)).map(Pick::key).collect();
    let Some(wanted) = WantedParts::of(&keys.iter().map(String::as_str).collect::<Vec<_>>()) else { return Ok(None) };
    // What stands on standard error beside the rows.
    let ids = |flag: &str| project.names_of(&Filter::is_any(&[flag]).and(filter.clone()), &at);
    let mut provisional = ids("provisional")?.unwrap_or_default();
    if !provisional.is_empty() {
        // Of a case whose clock is stopped no date runs.
        let paused = ids("paused")?.unwrap_or_default();
        provisional.retain(|id| paused.binary_search(id).is_err());
    }
    let (marked, is_changed) = (Mutex::new(Vec::new()), AtomicBool::new(false));
    let mut out = output::RowPrinter::new(cx, picks.iter().map(Pick::key));
    let mut shown = 0;
    // Which come first by another order only a look at all tells.
    let most = ask.limit.filter(|_| sort.is_empty()).unwrap_or(usize::MAX);
    let done =
        project.read_rows(CaseSelection { among, ..CaseSelection::pass(&filter, &at) }, (&wanted, most), |found| {
            let order = order(&found, &sort, &context)?;
            let count = found.len().min(ask.limit.unwrap_or(usize::MAX));
            let row = |reader: &mut CaseReader<'_>, place: usize, out: &mut Vec<u8>| {
                let case = reader.case(order.as_ref().map_or(place, |order| order[place]))?;
                if provisional.binary_search(&case.id).is_ok() {
                    marked.lock().unwrap_or_else(PoisonError::into_inner).push((place, case.id.to_string()));
                }
                // A vector takes all.
                if format == Format::Csv {
                    let cells: Vec<Cell> = picks.iter().map(|p| p.cell(case, &Acts::default(), &context)).collect();
                    if render::csv_row(&cells, out).unwrap_or_default() {
                        is_changed.store(true, Ordering::Relaxed);
                    }
                } else {
                    let _ = render::tsv_row(picks.iter().filter_map(|pick| pick.value(case, &context)), out);
                }
                Ok(())
            };
            shown = count;
            show(&found, count, &row, &mut out)
        })?;
    // What was shown already cannot be taken back: then the log is not asked.
    if done.is_none() && !out.has_begun() {
        return Ok(None);
    }
    out.finish(done.is_some())?;
    let mut marked = marked.into_inner().unwrap_or_else(PoisonError::into_inner);
    marked.sort_unstable();
    let ids = marked.into_iter().map(|(_, id)| id).collect();
    overdue::provisional_note(ids, &context).map_or(Ok(()), |note| output::talk(cx, &note))?;
    if is_changed.into_inner() {
        output::talk(cx, &excel_note::text(cx.lang))?;
    }
    Ok(Some(shown))
}

/// Rows that one thread renders at a time. So few are rendered by this thread alone.
const PART: usize = 1 << 11;

/// A part of a list, being rendered.
struct Part<'d> {
    reader: CaseReader<'d>,
    places: Range<usize>,
    rows: Vec<u8>,
    result: Result<(), Rejection>,
}

/// Writes a row.
type Row<'r> = dyn Fn(&mut CaseReader<'_>, usize, &mut Vec<u8>) -> Result<(), Rejection> + Sync + 'r;

/// Shows the first `count` of a list, rendered by several threads where they are many.
fn show(found: &CaseRows<'_>, count: usize, row: &Row<'_>, out: &mut output::RowPrinter) -> Result<(), Rejection> {
    let render = |part: &mut Part<'_>| {
        part.rows.clear();
        let Part { reader, places, rows, result } = part;
        *result = places.clone().try_for_each(|place| row(reader, place, rows));
    };
    let begin = || Part { reader: found.reader(), places: 0..0, rows: Vec::new(), result: Ok(()) };
    let mut places = (0..count).step_by(PART).map(|first| first..count.min(first + PART));
    if count <= PART {
        let mut part = Part { places: 0..count, ..begin() };
        render(&mut part);
        // Nothing is shown of what is doubtful: then the log is asked.
        part.result?;
        out.rows(&part.rows);
        return Ok(());
    }
    std::thread::scope(|scope| {
        let mut workers = Workers::begin(scope, workers::threads(), render);
        let mut next = places.next();
        loop {
            while let (true, Some(wanted)) = (workers.has_room(), &next) {
                let mut part = workers.used().unwrap_or_else(begin);
                part.places = wanted.clone();
                workers.send(part);
                next = places.next();
            }
            let Some(part) = workers.take() else { return Ok(()) };
            part.result.clone()?;
            if !out.rows(&part.rows) {
                return Ok(());
            }
            workers.give_back(part);
        }
    })
}

/// The order in which the cases are shown, where it is not that of their names.
fn order(
    found: &CaseRows<'_>,
    sort: &[(bool, Pick<'_>)],
    context: &ReportContext<'_>,
) -> Result<Option<Vec<usize>>, Rejection> {
    if sort.is_empty() {
        return Ok(None);
    }
    let (mut keyed, mut reader) = (Vec::with_capacity(found.len()), found.reader());
    for index in 0..found.len() {
        let case = reader.case(index)?;
        keyed.push((list::sort_cells(sort, case, &Acts::default(), context), case.id, index));
    }
    keyed.sort_by(|(a, x, _), (b, y, _)| list::order(sort, (a, *x), (b, *y)));
    Ok(Some(keyed.into_iter().map(|(_, _, index)| index).collect()))
}

/// What is asked of a list.
pub(super) fn ask(input: &Input, cx: &Context) -> Result<Ask, CliError> {
    let split = |flag: Flag<Many>| -> Vec<String> {
        input
            .many(flag)
            .iter()
            .flat_map(|v| v.split(','))
            .map(|v| v.trim().to_string())
            .filter(|v| !v.is_empty())
            .collect()
    };
    let limit = match input.one(LIMIT) {
        Some(text) => Some(text.parse().map_err(|_| CliError::unlike(LIMIT.dashed(), text.clone(), "20"))?),
        None => None,
    };
    Ok(Ask { fields: split(FIELDS), sort: split(SORT), limit, more: cx.is_json(), ..Ask::default() })
}
