//! `redress report reconcile`: opening + what came in − what went out = closing, for a period and any breakdown, every movement with its
//! case.
//!
//! Invariant: the movements of a case are the differences of its standing before the period, after each of its acts, and at the end, so
//! that they add up; opening and closing are counted apart from them. Source: `domain.md` §2 "totals foot".

use crate::document::table::{Cell, Column, Row, Table};
use crate::domain::Code;
use crate::domain::calendar::period::Period;
use crate::domain::case::Case;
use crate::domain::case::apply::PastView;
use crate::domain::case::due::Dues;
use crate::domain::event::Event;
use crate::domain::policy::directory::Directory;
use crate::domain::query::dimension::Dimension;
use crate::domain::query::tally::{Cohort, Out};
use crate::domain::value::id::{CaseId, EventId};
use crate::domain::value::moment::Moment;
use crate::domain::value::state::State;
use crate::report::cell_words;
use crate::report::context::ReportContext;
use crate::report::definition::Definition;
use crate::report::merged_units;
use crate::report::stats::{self, in_order};
use crate::say;
use crate::text::{Lang, Two};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// The definition of the report.
pub const DEFINITION: Definition = Definition {
    title: Two("Reconciliation", "勾稽核对表"),
    row: Two(
        "a combination of values of the dimensions of --by; without one, the desk",
        "--by 所列维度取值的一种组合；未指定时为全部",
    ),
    cohort: Two(
        "pending complaints (received, accepted, assigned, replied) at the end of the day before the period and of its last day, and what moved between",
        "期初前一日终了时和期末日终了时的未结件（已收到、已受理、已转办、已回复），以及期间变动",
    ),
    clock: Two(
        "by when it happened, with all that is known now; opening + received + reopened + moved in + woken − closed − declined − referred − withdrawn − voided − duplicates − moved out = closing",
        "以实际发生时间为准，按现有全部记录；期初＋收到＋重开＋转入＋恢复单办－归档－不予受理－移送－撤诉－作废－并办－转出＝期末",
    ),
    exclusions: Two(
        "what is no complaint, and duplicates while they are linked; a case with several causes or tags is in the group of them all",
        "非投诉，以及并办期间的重复件；有多个原因、标签的件计入其组合",
    ),
    columns: &["opening", "moved_in", "woken", "duplicates", "moved_out", "closing"],
};

/// What moved a case in or out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Flow {
    Received,
    Reopened,
    MovedIn,
    Woken,
    Closed,
    Declined,
    Referred,
    Withdrawn,
    Voided,
    Duplicates,
    MovedOut,
}

/// The flows in the order of the columns, each with its key, heading and sign.
pub const FLOWS: [(Flow, &str, Two, i64); 11] = [
    (Flow::Received, "received", Two("Received", "收到"), 1),
    (Flow::Reopened, "reopened", Two("Reopened", "重开"), 1),
    (Flow::MovedIn, "moved_in", Two("Moved in", "转入"), 1),
    (Flow::Woken, "woken", Two("Duplicates woken", "恢复单办"), 1),
    (Flow::Closed, "closed", Two("Closed", "归档"), -1),
    (Flow::Declined, "declined", Two("Declined", "不予受理"), -1),
    (Flow::Referred, "referred", Two("Referred", "移送"), -1),
    (Flow::Withdrawn, "withdrawn", Two("Withdrawn", "撤诉"), -1),
    (Flow::Voided, "voided", Two("Voided", "作废"), -1),
    (Flow::Duplicates, "duplicates", Two("Duplicates linked", "并办"), -1),
    (Flow::MovedOut, "moved_out", Two("Moved out", "转出"), -1),
];

/// One movement.
#[derive(Clone, Debug, PartialEq)]
pub struct Movement {
    /// What it was.
    pub flow: Flow,
    /// The values of the dimensions of the group.
    pub values: Vec<Code>,
    /// The case.
    pub case: CaseId,
    /// The day.
    pub on: NaiveDate,
    /// The act after which it shows; `None` for what other cases decide (a chain of duplicates).
    pub event: Option<EventId>,
}

/// The group of a case if it counts as pending, else `None`.
#[must_use]
pub fn group(case: &Case, by: &[Dimension], counts: &CountedCases<'_>) -> Option<Vec<Code>> {
    let is_counted =
        !case.unopened && case.is_pending() && counts.cohort.leaves_out(case).is_none() && (counts.holds)(case);
    is_counted.then(|| values(case, by, counts))
}

/// The values of a case, with the units of the last day.
fn values(case: &Case, by: &[Dimension], counts: &CountedCases<'_>) -> Vec<Code> {
    let all = by.iter().map(|by| by.values(case));
    let mut values: Vec<Code> = all.map(|several| several.join(stats::SEVERAL).into()).collect();
    merged_units::carry(&mut values, by, counts.directory, counts.day);
    values
}

/// Follows one case through a period.
#[derive(Clone, Copy)]
pub struct Follow<'a> {
    /// The first and the last day.
    pub days: (NaiveDate, NaiveDate),
    /// The dimensions.
    pub by: &'a [Dimension],
    /// What counts.
    pub counts: &'a CountedCases<'a>,
}

/// Which cases count: complaints of a policy that pass the terms.
pub struct CountedCases<'a> {
    /// Which natures are no complaints.
    pub cohort: Cohort,
    /// The terms.
    pub holds: &'a (dyn Fn(&Case) -> bool + Sync),
    /// Units and people.
    pub directory: &'a Directory,
    /// The last day: a unit that went into another until then is counted with it.
    pub day: NaiveDate,
}

impl Follow<'_> {
    /// The movements of a case, given all its events and its group at the end as counted among all cases.
    #[must_use]
    pub fn movements(
        &self,
        events: &[&Event],
        opening: Option<Vec<Code>>,
        closing: Option<Vec<Code>>,
    ) -> Vec<Movement> {
        let (first, last) = self.days;
        let fold = |day: NaiveDate| PastView { by: Moment::day(day), settle: &|_, _, _| Dues::new() }.fold(events);
        // The acts of each day: acts of one day have no order that could be relied on.
        let mut acts: BTreeMap<NaiveDate, Vec<&Event>> = BTreeMap::new();
        for event in events {
            let days = [Some(event.on()), event.corrected_receipt()];
            for day in days.into_iter().flatten().map(Moment::date).filter(|day| first <= *day && *day <= last) {
                acts.entry(day).or_default().push(event);
            }
        }
        let mut all = Vec::new();
        let mut before = fold(first.pred_opt().unwrap_or(first));
        let mut standing = opening;
        let case = events.first().and_then(|event| event.case).unwrap_or_default();
        for (on, acts) in acts {
            let after = fold(on);
            let mut put = |flow, values| all.push(Movement { flow, values, case, on, event: Some(cause(flow, &acts)) });
            standing = self.step(&before, &after, standing, &mut put);
            before = after;
        }
        // What other cases decide: whether a duplicate stays live.
        if standing != closing {
            let mut put = |flow, values| all.push(Movement { flow, values, case, on: last, event: None });
            standing.into_iter().for_each(|values| put(Flow::Duplicates, values));
            closing.into_iter().for_each(|values| put(Flow::Woken, values));
        }
        all
    }

    /// The movements between two standings of a case; the group in which it stands after them.
    fn step(
        &self,
        before: &Case,
        after: &Case,
        mut standing: Option<Vec<Code>>,
        put: &mut dyn FnMut(Flow, Vec<Code>),
    ) -> Option<Vec<Code>> {
        let known = if before.unopened { 0 } else { before.rounds.len() };
        let leaves_out = |case: &Case| self.counts.cohort.leaves_out(case);
        let is_counted =
            !after.unopened && leaves_out(after).is_none_or(|out| out == Out::Voided) && (self.counts.holds)(after);
        let values = || values(after, self.by, self.counts);
        for round in (known..after.rounds.len()).filter(|_| is_counted) {
            if let Some(old) = standing.take() {
                let state = after.rounds[round.saturating_sub(1)].ended.map_or(State::Closed, |(state, _)| state);
                put(ending(state), old);
            }
            put(if round == 0 { Flow::Received } else { Flow::Reopened }, values());
            standing = Some(values());
        }
        let now = group(after, self.by, self.counts);
        if standing == now {
            return now;
        }
        let was_out = leaves_out(before);
        if let Some(old) = standing.clone() {
            let flow = match (leaves_out(after), &now) {
                (Some(Out::Duplicate), _) => Flow::Duplicates,
                (Some(Out::Voided), _) => Flow::Voided,
                (Some(_), _) | (None, Some(_)) => Flow::MovedOut,
                (None, None) if after.is_pending() => Flow::MovedOut,
                (None, None) => ending(after.state),
            };
            put(flow, old);
        }
        if let Some(new) = now.clone() {
            let flow = match (standing.is_some(), was_out) {
                (false, Some(Out::Duplicate)) => Flow::Woken,
                _ => Flow::MovedIn,
            };
            put(flow, new);
        }
        now
    }
}

/// The act of a day that made a movement.
fn cause(flow: Flow, acts: &[&Event]) -> EventId {
    let kinds: &[&str] = match flow {
        Flow::Received => &["opened"],
        Flow::Reopened => &["reopened"],
        Flow::Closed => &["closed"],
        Flow::Declined => &["declined"],
        Flow::Referred => &["referred"],
        Flow::Withdrawn => &["withdrawn"],
        Flow::Voided => &["voided"],
        Flow::Duplicates => &["linked", "closed"],
        Flow::Woken => &["unlinked", "reopened"],
        Flow::MovedIn | Flow::MovedOut => &["assigned", "returned", "classified", "corrected", "accepted"],
    };
    let made = kinds.iter().find_map(|kind| acts.iter().rev().find(|event| event.body.kind() == *kind));
    made.or(acts.last()).map(|event| event.id()).unwrap_or_default()
}

fn ending(state: State) -> Flow {
    match state {
        State::Declined => Flow::Declined,
        State::Referred => Flow::Referred,
        State::Withdrawn => Flow::Withdrawn,
        State::Voided => Flow::Voided,
        _ => Flow::Closed,
    }
}

/// The figures of a reconciliation.
#[derive(Clone, Debug, Default)]
pub struct Reconciled {
    /// Pending at the beginning, by group.
    pub opening: BTreeMap<Vec<Code>, i64>,
    /// Pending at the end, by group.
    pub closing: BTreeMap<Vec<Code>, i64>,
    /// What moved.
    pub movements: Vec<Movement>,
    /// The opening as it was known when the period before was filed, with the instant; `None` if it was not filed.
    pub filed: Option<FiledClosing>,
}

/// The closing of the period before as it was filed.
#[derive(Clone, Debug)]
pub struct FiledClosing {
    /// When it was filed.
    pub at: Moment,
    /// Pending then, by group.
    pub closing: BTreeMap<Vec<Code>, i64>,
    /// Cases that count otherwise since.
    pub restated: Vec<Restated>,
}

/// A case that counts otherwise since the period before was filed.
#[derive(Clone, Debug, PartialEq)]
pub struct Restated {
    /// The case.
    pub case: CaseId,
    /// The group.
    pub values: Vec<Code>,
    /// 1 where it came into the group, −1 where it left it.
    pub count: i64,
    /// The last act recorded since.
    pub event: Option<EventId>,
}

impl Reconciled {
    /// Groups whose figures do not add up: opening, movements, closing.
    #[must_use]
    pub fn breaks(&self) -> Vec<(Vec<Code>, i64, i64, i64)> {
        let mut moved: BTreeMap<&Vec<Code>, i64> = BTreeMap::new();
        for movement in &self.movements {
            *moved.entry(&movement.values).or_default() += sign(movement.flow);
        }
        let get = |of: &BTreeMap<Vec<Code>, i64>, values: &Vec<Code>| of.get(values).copied().unwrap_or(0);
        let groups: std::collections::BTreeSet<&Vec<Code>> =
            self.opening.keys().chain(self.closing.keys()).chain(moved.keys().copied()).collect();
        let sums = groups.into_iter().map(|values| {
            (
                values.clone(),
                get(&self.opening, values),
                moved.get(values).copied().unwrap_or(0),
                get(&self.closing, values),
            )
        });
        sums.filter(|(_, opening, moved, closing)| opening + moved != *closing).collect()
    }
}

fn sign(flow: Flow) -> i64 {
    FLOWS.iter().find(|(known, ..)| *known == flow).map_or(0, |(.., sign)| *sign)
}

const OPENING: Two = Two("Opening", "期初");
const CLOSING: Two = Two("Closing", "期末");

/// Whether a word is the key or the heading of a column that counts.
#[must_use]
pub fn is_column(word: &str) -> bool {
    let titles = FLOWS.iter().map(|(_, _, title, _)| *title).chain([OPENING, CLOSING]);
    flow_keys().any(|key| key == word && !matches!(key, "filed" | "restated"))
        || titles.into_iter().any(|title| title.0 == word || title.1 == word)
}

/// The keys of the columns that count: what was pending, what moved, what is pending.
pub fn flow_keys() -> impl Iterator<Item = &'static str> {
    let moved = FLOWS.iter().map(|(_, key, ..)| *key);
    ["filed", "restated", "opening"].into_iter().chain(moved).chain(["closing"])
}

/// The table, one row a group, with the totals.
#[must_use]
pub fn table(of: &Reconciled, by: &[Dimension], period: &Period, context: &ReportContext<'_>) -> Table {
    let lang = context.lang;
    let mut counts: BTreeMap<&Vec<Code>, BTreeMap<Flow, i64>> = BTreeMap::new();
    let filed = of.filed.iter().flat_map(|filed| filed.closing.keys());
    for values in of.opening.keys().chain(of.closing.keys()).chain(filed) {
        counts.entry(values).or_default();
    }
    for movement in &of.movements {
        *counts.entry(&movement.values).or_default().entry(movement.flow).or_default() += 1;
    }
    let get = |of: &BTreeMap<Vec<Code>, i64>, values: &Vec<Code>| of.get(values).copied().unwrap_or(0);
    let restated = |values: Option<&Vec<Code>>| {
        let all = of.filed.iter().flat_map(|filed| &filed.restated);
        all.filter(|one| values.is_none_or(|values| *values == one.values)).map(|one| one.count).sum::<i64>()
    };
    let cells =
        |names: Vec<Cell>, filed: i64, restated: i64, opening: i64, flows: &dyn Fn(Flow) -> i64, closing: i64| {
            let as_filed = of.filed.is_some().then_some([filed, restated]);
            let numbers =
                as_filed.into_iter().flatten().chain([opening]).chain(FLOWS.iter().map(|(flow, ..)| flows(*flow)));
            Row { cells: names.into_iter().chain(numbers.chain([closing]).map(Cell::Int)).collect(), ..Row::default() }
        };
    let row = |values: &Vec<Code>| {
        let names = values.iter().zip(by).map(|(value, by)| stats::group_cell(by, value, context)).collect();
        let filed = of.filed.as_ref().map_or(0, |filed| get(&filed.closing, values));
        let flows = |flow: Flow| counts[values].get(&flow).copied().unwrap_or(0);
        cells(names, filed, restated(Some(values)), get(&of.opening, values), &flows, get(&of.closing, values))
    };
    // Without a breakdown the one group has no values.
    let rows: Vec<Row> = in_order(counts.keys().copied(), by, context).into_iter().map(row).collect();
    let totals = (!by.is_empty()).then(|| {
        let sum = |of: &BTreeMap<Vec<Code>, i64>| of.values().sum::<i64>();
        let filed = of.filed.as_ref().map_or(0, |filed| sum(&filed.closing));
        let flows = |flow: Flow| counts.values().filter_map(|flows| flows.get(&flow)).sum::<i64>();
        let names = std::iter::once(Cell::total(lang)).chain(by.iter().skip(1).map(|_| Cell::Empty)).collect();
        cells(names, filed, restated(None), sum(&of.opening), &flows, sum(&of.closing))
    });
    let column = |key: &str, title: Two| Column { key: key.into(), title: title.get(lang).into(), right: true };
    let as_filed = of.filed.iter().flat_map(|_| {
        [column("filed", Two("As filed", "上期报出数")), column("restated", Two("Restated since", "报出后调整"))]
    });
    let title = DEFINITION.title.get(lang);
    Table {
        title: say!(lang, "{title}, {period}", "{title}（{period}）"),
        schema: "redress.reconcile/1",
        columns: by
            .iter()
            .map(|by| stats::column(by, context))
            .chain(as_filed)
            .chain([column("opening", OPENING)])
            .chain(FLOWS.iter().map(|(_, key, title, _)| column(key, *title)))
            .chain([column("closing", CLOSING)])
            .collect(),
        rows,
        totals: totals.into_iter().collect(),
        notes: notes(of, by, context),
        ..Table::default()
    }
}

fn notes(of: &Reconciled, dimensions: &[Dimension], context: &ReportContext<'_>) -> Vec<String> {
    let lang = context.lang;
    let mut notes = Vec::new();
    if let Some(filed) = &of.filed {
        let at = crate::text::sentence::shown(filed.at);
        notes.push(say!(lang, "the period before was filed at {at}", "上期于 {at} 报出"));
        for Restated { case, values, count: n, event } in &filed.restated {
            let by = event.map(|event| event.to_string()).unwrap_or_default();
            let names = values.iter().zip(dimensions).map(|(value, by)| match stats::group_cell(by, value, context) {
                Cell::Named { name, .. } | Cell::Text(name) => name,
                _ => value.to_string(),
            });
            let case = std::iter::once(case.to_string()).chain(names).collect::<Vec<_>>().join(" ");
            notes.push(say!(lang, "restated: {case} {n:+} by {by}", "调整：{case} {n:+}（{by}）"));
        }
    }
    for (values, opening, moved, closing) in of.breaks() {
        let group = values.join("/");
        notes.push(say!(
            lang,
            "does not add up: {group} {opening} {moved:+} is not {closing}",
            "不平：{group} {opening} {moved:+} 不等于 {closing}"
        ));
    }
    notes
}

/// The cases pending at the beginning and at the end, with the values of their groups.
#[derive(Clone, Copy)]
pub struct PendingCases<'a> {
    /// At the beginning.
    pub opening: &'a BTreeMap<CaseId, Vec<Code>>,
    /// At the end.
    pub closing: &'a BTreeMap<CaseId, Vec<Code>>,
}

/// The movements as a list: one row each; where one of the words asks for them, the cases pending at the beginning or at the end.
#[must_use]
pub fn list(
    of: &Reconciled,
    by: &[Dimension],
    (words, pending): (&[String], PendingCases<'_>),
    is_masked: &dyn Fn(CaseId) -> bool,
    context: &ReportContext<'_>,
) -> Table {
    let flow = |flow: Flow| {
        let (_, key, title, _) = FLOWS.iter().find(|(known, ..)| *known == flow).copied().unwrap_or(FLOWS[0]);
        Cell::Named { code: key.into(), name: title.get(context.lang).into() }
    };
    let names = |values: &[Code]| -> Vec<Cell> {
        values.iter().zip(by).map(|(value, by)| stats::group_cell(by, value, context)).collect()
    };
    let row = |one: &Movement| {
        let event = one.event.map_or(Cell::Empty, |event| Cell::Text(event.to_string()));
        let cells = [flow(one.flow), Cell::Text(one.case.to_string()), Cell::Date(one.on), event];
        Row { cells: names(&one.values).into_iter().chain(cells).collect(), ..Row::default() }
    };
    let standing = [("opening", OPENING, pending.opening), ("closing", CLOSING, pending.closing)];
    let asked = standing.into_iter().filter(|(key, title, _)| {
        words.iter().any(|word| word == key || [Lang::Zh, Lang::En].iter().any(|lang| word == title.get(*lang)))
    });
    let stood = asked.flat_map(|(key, title, cases)| {
        let names = &names;
        let name = Cell::Named { code: key.into(), name: title.get(context.lang).into() };
        cases.iter().filter(|(id, _)| !is_masked(**id)).map(move |(id, values)| {
            let cells = [name.clone(), Cell::Text(id.to_string()), Cell::Empty, Cell::Empty];
            Row { cells: names(values).into_iter().chain(cells).collect(), ..Row::default() }
        })
    });
    let moved = of.movements.iter().filter(|one| !is_masked(one.case)).map(row);
    let has_none: Vec<bool> = by.iter().map(|by| cell_words::has_none(by, context.policy)).collect();
    let is_meant = |row: &Row| cell_words::mean(words, &row.cells, &has_none);
    Table {
        title: DEFINITION.title.get(context.lang).into(),
        schema: "redress.movements/1",
        columns: by
            .iter()
            .map(|by| stats::column(by, context))
            .chain(["flow", "id", "date", "event"].map(|key| context.column(key, false)))
            .collect(),
        rows: stood.chain(moved).filter(is_meant).collect(),
        ..Table::default()
    }
}
