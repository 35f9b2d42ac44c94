//! One case as a page for readers, and as a complete JSON record.
//!
//! Invariant: only private data that is passed in with an event is shown; all other private data is marked as not
//! shown, restricted or erased, never shown as empty.

mod facts;
mod history;
mod json;

use crate::document::table::{Cell, Row, Table, Tone};
use crate::document::{Block, Document, TimelineEntry, column};
use crate::domain::case::{Case, Missed, Standing};
use crate::domain::event::Event;
use crate::domain::value::texts::Texts;
use crate::report::context::ReportContext;
use crate::report::explain::{self, DayFate};
use crate::say;
use crate::text::names::{self, WordKind};
use crate::text::sanitize::sanitized;
use serde_json::{Value, json};

/// Schema of the JSON.
pub const SCHEMA: &str = "redress.case/1";

/// An event of the case, with the private data that may be shown.
#[derive(Clone, Copy, Debug)]
pub struct ShownEvent<'a> {
    /// The event.
    pub event: &'a Event,
    /// Its private texts, if they are revealed.
    pub private: Option<&'a Texts>,
    /// Whether texts or private data of it were erased.
    pub erased: bool,
}

/// The parts of a case's page.
#[derive(Clone, Debug)]
pub struct Show {
    /// Number and title.
    pub heading: String,
    /// State and flags.
    pub states: String,
    /// Facts: label and value.
    pub facts: Vec<(String, String)>,
    /// The complainant's data and words, if they are revealed.
    pub private: Vec<(String, String)>,
    /// Limits with their dates: `limit due rule standing`.
    pub limits: Table,
    /// Rounds, if there are several.
    pub rounds: Table,
    /// The route of assignments: `on unit person`.
    pub route: Table,
    /// Links to other cases.
    pub links: Vec<(String, String)>,
    /// The history, in order.
    pub history: Vec<TimelineEntry>,
    /// The complete record, with stable English keys.
    pub json: Value,
}

/// Makes the page of a case and its history. The context's policy must be that of the current round.
#[must_use]
pub fn show(case: &Case, told: &[ShownEvent<'_>], context: &ReportContext<'_>) -> Show {
    Show {
        heading: heading(case, told, context),
        states: states(case, context),
        facts: facts::of(case, context),
        private: facts::private(case, told, context),
        limits: limits(case, context),
        rounds: rounds(case, context),
        route: route(case, context),
        links: links(case, context),
        history: history::of(case, told, context),
        json: json::of(case, told, context),
    }
}

/// Where an imported case comes from.
#[derive(Clone, Debug)]
pub struct ImportOrigin {
    /// The name of the source, as its map has it.
    pub source: String,
    /// The file's name and the sheet; empty if they are not known.
    pub file: String,
    /// The sheet.
    pub sheet: String,
    /// The row in the file; 0 if it is not known.
    pub row: u32,
    /// The import, by the event that began it.
    pub run: String,
}

impl Show {
    /// Adds where the case comes from.
    #[must_use]
    pub fn from(mut self, origin: &ImportOrigin, context: &ReportContext<'_>) -> Self {
        let lang = context.lang;
        let row = (origin.row > 0).then(|| {
            let n = origin.row;
            say!(lang, "row {n}", "第 {n} 行")
        });
        let run = &origin.run;
        let run = (!run.is_empty()).then(|| say!(lang, "import {run}", "导入批次 {run}"));
        let texts =
            [&origin.source, &origin.file, &origin.sheet].map(|text| Some(sanitized(text)).filter(|t| !t.is_empty()));
        let parts: Vec<String> = texts.into_iter().chain([row, run]).flatten().collect();
        self.facts.push((say!(lang, "imported from", "导入自"), parts.join(" · ")));
        if let Value::Object(record) = &mut self.json {
            let ImportOrigin { source, file, sheet, row, run } = origin;
            let import = json!({ "source": source, "file": file, "sheet": sheet, "row": row, "run": run });
            record.insert("import".into(), import);
        }
        self
    }

    /// The page as a document.
    #[must_use]
    pub fn page(&self, context: &ReportContext<'_>) -> Document {
        let lang = context.lang;
        let facts = |title: String, facts: &[(String, String)]| Block::Facts { title, facts: facts.to_vec() };
        let blocks = vec![
            facts(String::new(), &self.facts),
            facts(say!(lang, "complainant (private)", "投诉人（个人信息）"), &self.private),
            Block::Table(self.limits.clone()),
            Block::Table(self.rounds.clone()),
            Block::Table(self.route.clone()),
            facts(say!(lang, "links", "关联"), &self.links),
            Block::Timeline { title: say!(lang, "history", "经过"), entries: self.history.clone() },
        ];
        Document { heading: self.heading.clone(), below: self.states.clone(), blocks, ..Document::default() }
    }
}

/// `HQ-2026-0042 · title`.
fn heading(case: &Case, told: &[ShownEvent<'_>], context: &ReportContext<'_>) -> String {
    let (lang, id) = (context.lang, case.id);
    let title = match (title(case, told), told.first()) {
        (Some(title), _) => sanitized(title),
        (None, Some(first)) if first.erased => say!(lang, "(erased)", "（已删除）"),
        (None, _) if case.facts.restricted => say!(lang, "(restricted)", "（限制查看）"),
        (None, _) => say!(lang, "(no title)", "（无标题）"),
    };
    format!("{id} · {title}")
}

/// The state and flags.
fn states(case: &Case, context: &ReportContext<'_>) -> String {
    let lang = context.lang;
    let mut states = vec![names::name(WordKind::State, case.state.code(), lang)];
    states.extend(case.flags().into_iter().map(|flag| names::name(WordKind::Flag, flag, lang)));
    if case.overdue(context.day, context.now).next().is_some() {
        states.push(names::name(WordKind::Flag, "overdue", lang));
    }
    states.join(" · ")
}

/// The title of the case, or the private one of a restricted case if it is revealed.
fn title<'a>(case: &'a Case, told: &[ShownEvent<'a>]) -> Option<&'a str> {
    let revealed = || told.iter().rev().find_map(|t| t.private.and_then(|p| p.get("title")));
    case.title.as_deref().or_else(revealed)
}

fn table(title: String, keys: &[&str], rows: Vec<Row>, context: &ReportContext<'_>) -> Table {
    let columns = keys.iter().map(|key| column(key, context.lang)).collect();
    Table { title, schema: SCHEMA, columns, rows, notes: Vec::new(), ..Table::default() }
}

/// The rule of a limit. A row of the policy that is called as its limit says nothing by its code: then what it cites.
fn rule(limit: &str, rule: &str, context: &ReportContext<'_>) -> Cell {
    // A row without an article is named by its code, by which it is looked up.
    let name = match context.policy.cite_of(rule) {
        Some(cite) if rule == limit => cite.get(context.lang),
        _ => rule,
    };
    Cell::Named { code: rule.into(), name: name.into() }
}

fn row(cells: Vec<Cell>, tone: Tone) -> Row {
    Row { cells, tone, ..Row::default() }
}

fn limits(case: &Case, context: &ReportContext<'_>) -> Table {
    let mut rows = Vec::new();
    let explained = explain::explain(case, context);
    // A date that was missed and stands no more: another class, another round.
    let stands = |missed: &Missed| {
        missed.round == case.round() && case.limits.get(&missed.limit).is_some_and(|due| due.at == missed.due)
    };
    for missed in explained.missed.iter().filter(|missed| !stands(missed)) {
        let standing = match case.rounds.len() {
            1 => say!(context.lang, "missed", "已超期"),
            _ => say!(context.lang, "missed in round {}", "第 {} 轮超期", missed.round),
        };
        let cells = vec![
            context.limit(&missed.limit),
            Cell::Time(missed.due),
            rule(&missed.limit, &missed.rule, context),
            Cell::Text(standing),
        ];
        rows.push(row(cells, Tone::Bad));
    }
    for limit in explained.limits {
        let DayFate::Counted(count) = &limit.fate else { continue };
        let tone = match count.standing {
            Standing::Overdue => Tone::Bad,
            Standing::Running => context.tone_of(&count.due),
            _ => Tone::Dim,
        };
        let mut standing = explain::standing(count, case, context);
        if count.due.provisional {
            standing += &say!(context.lang, " (provisional)", "（暂定）");
        }
        let cells = vec![
            context.limit(&limit.limit),
            Cell::Time(count.due.at),
            rule(&limit.limit, &limit.rule, context),
            Cell::Text(standing),
        ];
        rows.push(row(cells, tone));
    }
    table(say!(context.lang, "limits", "时限"), &["limit", "due", "rule", "standing"], rows, context)
}

fn rounds(case: &Case, context: &ReportContext<'_>) -> Table {
    let mut rows = Vec::new();
    for (i, round) in case.rounds.iter().enumerate().filter(|_| case.rounds.len() > 1) {
        let (state, on) = round.ended.unzip();
        rows.push(row(
            vec![
                Cell::count(i + 1),
                round.received.map_or(Cell::Empty, Cell::Time),
                state.map_or(Cell::Empty, |state| context.state(state)),
                on.map_or(Cell::Empty, Cell::Time),
                context.code("outcome", case.result_of(i).0),
            ],
            Tone::Plain,
        ));
    }
    table(say!(context.lang, "rounds", "轮次"), &["round", "received", "state", "on", "outcome"], rows, context)
}

fn route(case: &Case, context: &ReportContext<'_>) -> Table {
    let hop = |hop: &crate::domain::case::Hop| {
        row(vec![Cell::Time(hop.on), context.unit(&hop.unit), context.person(&hop.person)], Tone::Plain)
    };
    let rows = case.route.iter().map(hop).collect();
    table(say!(context.lang, "route", "流转"), &["on", "unit", "person"], rows, context)
}

fn links(case: &Case, context: &ReportContext<'_>) -> Vec<(String, String)> {
    case.links.iter().map(|(id, kind)| (names::name(WordKind::Link, kind, context.lang), id.to_string())).collect()
}

#[cfg(test)]
mod tests;
