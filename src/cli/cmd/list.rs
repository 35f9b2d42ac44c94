//! `list`.

use crate::cli::context::Context;
use crate::cli::error::{CliError, Usage};
use crate::cli::input::Input;
use crate::cli::output;
use crate::cli::selection::{self, AS_OF, KNOWN, OUTPUT, TERMS};
use crate::cli::spec::{CommandGroup, CommandRun, Spec, flag};
use crate::domain::value::id::CaseId;
use crate::project::{CaseReader, CaseRows, CaseSelection, HistoryCut, Rejection, WantedParts};
use crate::render::{self, Format};
use crate::report::columns::Pick;
use crate::report::context::ReportContext;
use crate::report::list::{self, Ask};
use crate::text::Two;
use crate::workers::{self, Workers};
use std::ops::Range;

/// list
pub(super) const SPEC: Spec = Spec {
    name: "list",
    zh: "列表",
    group: CommandGroup::LookUp,
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
    run: CommandRun::Plain(run),
};

fn run(input: &dyn Input, cx: &Context) -> Result<(), CliError> {
    let terms = input.many("term");
    if stream(input, &terms, None, cx)?.is_some() {
        return Ok(());
    }
    let seen = selection::cases(input, &terms, cx)?;
    let ask = ask(input, cx)?;
    let table = list::list(&seen.cases, &ask, &seen.report_context(cx)?).map_err(|e| CliError::Column(Box::new(e)))?;
    output::table(cx, &table)
}

/// Shows the cases that pass terms (of `among`, by name, if that is given) as they come out of the index, without holding them.
/// Says how many were shown; `None` where that cannot be, and nothing was shown.
pub(super) fn stream(
    input: &dyn Input,
    terms: &[String],
    among: Option<&[CaseId]>,
    cx: &Context,
) -> Result<Option<usize>, CliError> {
    if cx.format() != Format::Tsv || cx.given.output.is_some() {
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
    let mut out = output::RowPrinter::new(cx, picks.iter().map(Pick::key));
    let mut shown = 0;
    // Which come first by another order only a look at all tells.
    let most = ask.limit.filter(|_| sort.is_empty()).unwrap_or(usize::MAX);
    let done = project.draw(CaseSelection { filter: &filter, at: &at, among }, (&wanted, most), |drawn| {
        let order = order(&drawn, &sort, &context)?;
        let count = drawn.len().min(ask.limit.unwrap_or(usize::MAX));
        let row = |hand: &mut CaseReader<'_>, place: usize, out: &mut Vec<u8>| {
            let case = hand.case(order.as_ref().map_or(place, |order| order[place]))?;
            // A vector takes all.
            let _ = render::tsv_row(picks.iter().filter_map(|pick| pick.value(case, &context)), out);
            Ok(())
        };
        shown = count;
        show(&drawn, count, &row, &mut out)
    })?;
    // What was shown already cannot be taken back: then the log is not asked.
    if done.is_none() && !out.has_begun() {
        return Ok(None);
    }
    out.finish(done.is_some())?;
    Ok(Some(shown))
}

/// Rows that one hand draws at a time. So few are drawn by this thread alone.
const PART: usize = 1 << 11;

/// A part of a list, being drawn.
struct Part<'d> {
    hand: CaseReader<'d>,
    places: Range<usize>,
    rows: Vec<u8>,
    drawn: Result<(), Rejection>,
}

/// Writes a row.
type Row<'r> = dyn Fn(&mut CaseReader<'_>, usize, &mut Vec<u8>) -> Result<(), Rejection> + Sync + 'r;

/// Shows the first `count` of a list, drawn by several threads where they are many.
fn show(drawn: &CaseRows<'_>, count: usize, row: &Row<'_>, out: &mut output::RowPrinter) -> Result<(), Rejection> {
    let draw = |part: &mut Part<'_>| {
        part.rows.clear();
        let Part { hand, places, rows, drawn } = part;
        *drawn = places.clone().try_for_each(|place| row(hand, place, rows));
    };
    let begin = || Part { hand: drawn.hand(), places: 0..0, rows: Vec::new(), drawn: Ok(()) };
    let mut places = (0..count).step_by(PART).map(|first| first..count.min(first + PART));
    if count <= PART {
        let mut part = Part { places: 0..count, ..begin() };
        draw(&mut part);
        // Nothing is shown of what is doubtful: then the log is asked.
        part.drawn?;
        out.rows(&part.rows);
        return Ok(());
    }
    std::thread::scope(|scope| {
        let mut crew = Workers::begin(scope, workers::threads(), draw);
        let mut next = places.next();
        loop {
            while let (true, Some(wanted)) = (crew.has_room(), &next) {
                let mut part = crew.used().unwrap_or_else(begin);
                part.places = wanted.clone();
                crew.send(part);
                next = places.next();
            }
            let Some(part) = crew.take() else { return Ok(()) };
            part.drawn.clone()?;
            if !out.rows(&part.rows) {
                return Ok(());
            }
            crew.give_back(part);
        }
    })
}

/// The order in which the cases are shown, where it is not that of their names.
fn order(
    drawn: &CaseRows<'_>,
    sort: &[(bool, Pick<'_>)],
    context: &ReportContext<'_>,
) -> Result<Option<Vec<usize>>, Rejection> {
    if sort.is_empty() {
        return Ok(None);
    }
    let (mut keyed, mut hand) = (Vec::with_capacity(drawn.len()), drawn.hand());
    for index in 0..drawn.len() {
        let case = hand.case(index)?;
        keyed.push((list::sort_cells(sort, case, context), case.id, index));
    }
    keyed.sort_by(|(a, x, _), (b, y, _)| list::order(sort, (a, *x), (b, *y)));
    Ok(Some(keyed.into_iter().map(|(_, _, index)| index).collect()))
}

/// What is asked of a list.
pub(super) fn ask(input: &dyn Input, cx: &Context) -> Result<Ask, CliError> {
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
