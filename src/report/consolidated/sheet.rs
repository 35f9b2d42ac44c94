//! The papers that units sent: their header, rows and total, and what their columns hold.

use crate::domain::Code;
use crate::domain::policy::{Filing, FilingColumn};
use crate::domain::value::texts::half_width;
use crate::text::Lang;

/// A paper that a unit owes, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitPaper {
    /// The unit.
    pub unit: Code,
    /// How it stands.
    pub standing: PaperStanding,
}

/// How a unit's paper stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PaperStanding {
    /// It was not sent.
    NotSent {
        /// Whether its day has passed.
        overdue: bool,
    },
    /// There was nothing to report.
    Nil,
    /// It is on record, and its file is not at hand.
    NoFile,
    /// Its file is not the one on record, or cannot be read as a table.
    Changed,
    /// Its rows; the first is the header.
    Rows(Vec<Vec<String>>),
}

impl PaperStanding {
    /// Its code in JSON.
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::NotSent { overdue: true } => "overdue",
            Self::NotSent { overdue: false } => "owed",
            Self::Nil => "nil",
            Self::NoFile => "no-file",
            Self::Changed => "changed",
            Self::Rows(_) => "sent",
        }
    }
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ColumnKind {
    /// Names: rows that have the same are one row.
    Text,
    /// Counts.
    Whole,
    /// Numbers that are no counts.
    Other,
    /// The rows' own numbers.
    Number,
}

/// The greatest number that is taken for a count; more digits are a code.
pub(super) const GREATEST: i64 = 1_000_000_000_000;

/// A whole number as papers write it: `1,204`, `3`, `12.0`, `１`.
pub(super) fn whole(text: &str) -> Option<i64> {
    let plain = half_width(text).replace([',', '，', ' '], "");
    let plain = plain.split_once('.').filter(|(_, rest)| rest.chars().all(|c| c == '0')).map_or(&*plain, |(n, _)| n);
    plain.parse().ok().filter(|n: &i64| (-GREATEST..=GREATEST).contains(n))
}

pub(super) fn is_number(text: &str) -> bool {
    let plain = half_width(text).replace([',', '，', ' '], "");
    plain.trim_end_matches(['%', '％']).parse::<f64>().is_ok()
}

/// A cell in which nothing stands, as papers write it.
pub(super) fn is_blank(cell: &str) -> bool {
    matches!(cell, "" | "-" | "–" | "—" | "——" | "/" | "／")
}

/// A number that the sender did not show.
pub(super) fn is_hidden(cell: &str) -> bool {
    cell == "*"
}

/// A sender's paper.
pub(super) struct Sheet<'a> {
    pub(super) paper: &'a UnitPaper,
    pub(super) names: Vec<String>,
    pub(super) body: Vec<Vec<String>>,
    pub(super) totals: Option<Vec<String>>,
}

/// The rows from the header on. A title, the unit and the period stand above it. Where the receiver prescribes columns the header is the row
/// that has most of their headings; else the first one that is filled in more than half.
pub(super) fn from_header<'r>(rows: &'r [Vec<String>], filing: &Filing) -> &'r [Vec<String>] {
    let is_heading = |cell: &&String| filing.columns.iter().any(|column| is_named(column, cell.trim()));
    let is_known = |row: &Vec<String>| row.iter().filter(is_heading).count() * 2 > filing.columns.len().max(1);
    let filled = |row: &[String]| row.iter().filter(|cell| !cell.trim().is_empty()).count();
    let most = rows.iter().map(|row| filled(row)).max().unwrap_or(0);
    let known = rows.iter().position(is_known);
    &rows[known.or_else(|| rows.iter().position(|row| filled(row) * 2 > most)).unwrap_or(0)..]
}

/// Whether a heading is that of a column, by its code or its title.
pub(super) fn is_named(column: &FilingColumn, name: &str) -> bool {
    column.code == *name || [Lang::Zh, Lang::En].iter().any(|lang| column.heading(*lang) == name)
}

impl<'a> Sheet<'a> {
    pub(super) fn of(paper: &'a UnitPaper, filing: &Filing) -> Option<Self> {
        let PaperStanding::Rows(rows) = &paper.standing else { return None };
        let (names, below) = from_header(rows, filing).split_first()?;
        let names: Vec<String> = names.iter().map(|name| name.trim().to_string()).collect();
        let cell = |row: &[String], column: usize| row.get(column).map(|cell| cell.trim().to_string());
        let whole_row = |row: &Vec<String>| -> Vec<String> {
            (0..names.len()).map(|at| cell(row, at).unwrap_or_default()).collect()
        };
        let (mut body, mut totals) = (Vec::new(), None);
        for row in below.iter().map(whole_row) {
            match sum_line(&row) {
                None => body.push(row),
                Some(SumLine::Total) => totals = totals.or(Some(row)),
                // What a subtotal adds up stands above it.
                Some(SumLine::Part) => {}
            }
        }
        Some(Self { paper, names, body, totals })
    }

    /// Puts its columns in this order, if they are the same.
    pub(super) fn arrange(&mut self, names: &[String]) {
        let places: Option<Vec<usize>> =
            names.iter().map(|name| self.names.iter().position(|own| own == name)).collect();
        let Some(places) = places.filter(|places| places.len() == self.names.len()) else { return };
        if places.iter().collect::<std::collections::BTreeSet<_>>().len() < places.len() {
            return;
        }
        for row in self.body.iter_mut().chain(&mut self.totals) {
            *row = places.iter().map(|place| std::mem::take(&mut row[*place])).collect();
        }
        self.names = names.to_vec();
    }
}

pub(super) enum SumLine {
    Total,
    Part,
}

/// Whether a line adds others up.
pub(super) fn sum_line(row: &[String]) -> Option<SumLine> {
    let first: String = row.iter().find(|cell| !cell.is_empty())?.split_whitespace().collect();
    match first.to_lowercase().as_str() {
        "total" | "合计" | "总计" | "总和" => Some(SumLine::Total),
        "subtotal" | "小计" => Some(SumLine::Part),
        _ => None,
    }
}

/// What the columns of some papers with the same headings hold.
pub(super) fn kinds(filing: &Filing, sheets: &[&Sheet<'_>]) -> Vec<ColumnKind> {
    let names = sheets.first().map_or(&[][..], |sheet| &sheet.names);
    let kind = |(at, name): (usize, &String)| {
        match filing.columns.iter().find(|column| is_named(column, name)) {
            Some(column) if column.source == "number" => return ColumnKind::Number,
            Some(column) if !column.codes.is_empty() => return ColumnKind::Text,
            None if matches!(name.to_lowercase().as_str(), "序号" | "no." | "no" | "number") => {
                return ColumnKind::Number;
            }
            _ => {}
        }
        let cells = || {
            let all = sheets.iter().flat_map(|sheet| sheet.body.iter().map(move |row| row[at].as_str()));
            all.filter(|cell| !is_blank(cell) && !is_hidden(cell) && *cell != "无")
        };
        // A register has a row a case: nothing in it is added up.
        if is_list(filing) {
            return ColumnKind::Text;
        }
        let is_rate = name.contains('率') || name.contains('%') || name.to_lowercase().contains("rate");
        match () {
            () if cells().next().is_none() || !cells().all(is_number) => ColumnKind::Text,
            () if !is_rate && cells().all(|cell| whole(cell).is_some()) => ColumnKind::Whole,
            () => ColumnKind::Other,
        }
    };
    names.iter().enumerate().map(kind).collect()
}

/// Whether a paper lists cases, each in a row of its own.
pub(super) fn is_list(filing: &Filing) -> bool {
    filing.form == "register" || filing.rows == "case"
}
