//! Filings whose columns the receiver prescribes: a row a case or a group, each column from its source, checked as the receiver would.
//!
//! Invariant: a value that the receiver would not take is never left out in silence: it is a problem, with row, column and case.
//! Source: `design.md` §4, `[[filing]]`.

use crate::document::table::{Cell, Column, Row, Table, rate};
use crate::domain::Code;
use crate::domain::calendar::period::Period;
use crate::domain::case::Case;
use crate::domain::case::fact_type::FactKind;
use crate::domain::policy::filing::foot_sides;
use crate::domain::policy::{Filing, FilingColumn};
use crate::domain::query::dimension::Dimension;
use crate::domain::query::view::View;
use crate::domain::value::moment::Moment;
use crate::report::act_columns::Acts;
use crate::report::columns;
use crate::report::context::ReportContext;
use crate::report::definition::Definition;
use crate::report::measured::density;
use crate::report::measures::tally::{Figure, Figures};
use crate::report::measures::{self, FigureKind, Measure};
use crate::report::reconcile;
use crate::report::stats;
use crate::say;
use crate::text::{Lang, Two};
use std::collections::BTreeMap;

/// The definition of the report.
pub const DEFINITION: Definition = Definition {
    title: Two("A filing's paper", "报送材料"),
    row: Two(
        "as the [[filing]] row says: the paper that `filing run` would issue, as a draft",
        "按 [[filing]] 所定内容生成的材料草稿，与“报送 出具”的内容相同",
    ),
    cohort: Two(
        "as the kind of paper says; of columns: `cohort`, or the cohort of each measure",
        "按所用报表；按列编制的见 cohort 或各指标的统计口径",
    ),
    clock: Two("by when it happened, not by when it was recorded", "以实际发生时间为准，而非登记时间"),
    exclusions: Two(
        "voided cases, duplicates, what is no complaint; nothing is issued or recorded by printing it",
        "已作废的件、重复件和非投诉；打印不等于出具，也不登记",
    ),
    columns: &["filing", "period", "unit"],
};

/// The movements of groups, by their keys (`opening`, `received` … `closing`); the total has no values.
pub type Movements = BTreeMap<Vec<Code>, BTreeMap<String, i64>>;

/// Something that the receiver would not take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilingProblem {
    /// The row, from 1; 0 for the total.
    pub row: usize,
    /// What the row is of: a case's number, the values of a group.
    pub of: String,
    /// The code of the column; of a foot test the test.
    pub column: String,
    /// What is wrong.
    pub what: FilingFault,
}

/// What is wrong with a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FilingFault {
    /// It must not be empty.
    Empty,
    /// The receiver's code for it is not known.
    NoCode(String),
    /// The two sides of a foot test.
    Foot(i64, i64),
    /// A column of a foot test holds no whole number.
    NoNumber(String),
}

impl FilingProblem {
    /// In words.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let Self { row, of, column, .. } = self;
        let row = match row {
            0 => say!(lang, "total ({of})", "合计行（{of}）"),
            row => say!(lang, "row {row} ({of})", "第 {row} 行（{of}）"),
        };
        match &self.what {
            FilingFault::Empty => {
                say!(lang, "{row}, column {column}: must not be empty", "{row}{column} 列：必填而为空")
            }
            FilingFault::NoCode(value) => say!(
                lang,
                "{row}, column {column}: the receiver has no code for {value} (`codes` of the column)",
                "{row}{column} 列：{value} 没有对应的报送代码（该列 codes）"
            ),
            FilingFault::Foot(left, right) => say!(
                lang,
                "{row}: {column} does not hold: {left} and {right}",
                "{row}：{column} 不成立，两边分别为 {left} 和 {right}"
            ),
            FilingFault::NoNumber(code) => say!(
                lang,
                "{row}: {column} cannot be tested: column {code} holds no whole number",
                "{row}：{column} 无法核对：{code} 列不是整数"
            ),
        }
    }
}

/// A filing that is being made.
#[derive(Clone, Copy)]
pub struct FilingPaper<'a> {
    /// The policy's row.
    pub row: &'a Filing,
    /// The period.
    pub period: &'a Period,
    /// Names, calendar, language.
    pub context: &'a ReportContext<'a>,
}

/// The figures of the groups: of the period, then of the same period last year.
#[derive(Clone, Copy)]
pub struct GroupFigures<'a> {
    /// The dimensions.
    pub by: &'a [Dimension],
    /// The measures.
    pub measures: &'a [&'static Measure],
    /// The figures.
    pub figures: &'a Figures,
    /// The movements, where a column needs them.
    pub movements: &'a Movements,
    /// Whether the whole period of last year is on record: else nothing is compared with it.
    pub has_last_year: bool,
}

impl FilingPaper<'_> {
    /// The measures that its columns name, each once.
    #[must_use]
    pub fn measures(&self) -> Vec<&'static Measure> {
        let mut all: Vec<&'static Measure> = Vec::new();
        for measure in self.row.columns.iter().filter_map(|column| measures::find(&column.source)) {
            if !all.iter().any(|known| known.code == measure.code) {
                all.push(measure);
            }
        }
        all
    }

    /// The first unknown dimension or source of its row.
    #[must_use]
    pub fn unknown(&self) -> Option<&Code> {
        let source =
            |code: Code| self.row.columns.iter().find(|column| column.code == code).map(|column| &column.source);
        if self.row.rows == "case" {
            return self.of_cases([]).err().and_then(source);
        }
        let mut by = Vec::new();
        for word in &self.row.groups {
            match stats::dimension(word, self.context) {
                Ok(dimension) => by.push(dimension),
                Err(_) => return Some(word),
            }
        }
        let flows = reconcile::flow_keys().map(|key| (key.to_string(), 0));
        let (figures, movements) = (Figures::default(), Movements::from([(Vec::new(), flows.collect())]));
        let of = GroupFigures {
            by: &by,
            measures: &self.measures(),
            figures: &figures,
            movements: &movements,
            has_last_year: true,
        };
        self.of_groups(&of).err().and_then(source)
    }

    /// Whether a case is in a filing with a row a case.
    #[must_use]
    pub fn has(&self, case: &Case) -> bool {
        let received = case.received().map(Moment::date);
        let is_in = |on| self.period.contains(on);
        let ended = case.rounds.last().and_then(|round| round.ended).map(|(_, on)| on.date());
        match self.row.cohort.as_str() {
            "ended" => ended.is_some_and(is_in),
            "open" => {
                let begun = received.is_some_and(|on| self.period.to.is_none_or(|to| on <= to));
                begun && ended.is_none_or(|ended| self.period.from.is_none_or(|from| ended >= from))
            }
            _ => received.is_some_and(is_in),
        }
    }

    /// A row a case, in the order of receipt.
    ///
    /// # Errors
    /// The code of a column whose source no list has.
    pub fn of_cases<'c>(&self, cases: impl IntoIterator<Item = &'c Case>) -> Result<Table, Code> {
        let mut cases: Vec<&Case> = cases.into_iter().filter(|case| self.has(case)).collect();
        cases.sort_by_key(|case| (case.received(), case.id));
        let picks = self.row.columns.iter().map(|column| match column.source.as_str() {
            "number" => Ok(None),
            source => columns::find(source, self.context).map(Some).map_err(|_| column.code.clone()),
        });
        let picks: Vec<Option<columns::Pick<'_>>> = picks.collect::<Result<_, _>>()?;
        let acts = Acts::default();
        let (mut rows, mut problems) = (Vec::new(), Vec::new());
        for (at, case) in cases.iter().enumerate() {
            let view = View { case, policy: self.context.policy, given: &[] };
            let cells = self.row.columns.iter().zip(&picks).map(|(column, pick)| {
                let cell = match pick {
                    None => Cell::count(at + 1),
                    Some(pick) => pick.cell(case, &acts, self.context),
                };
                let is_required = column.required && column.when.holds(&view);
                checked(column, cell, is_required, (at + 1, &case.id.to_string()), &mut problems)
            });
            rows.push(Row { cells: cells.collect(), ..Row::default() });
        }
        Ok(self.table(rows, None, problems))
    }

    /// A row a group, with totals where there are groups.
    ///
    /// # Errors
    /// The code of a column whose source is no measure, movement or dimension.
    pub fn of_groups(&self, of: &GroupFigures<'_>) -> Result<Table, Code> {
        let keys = (0..of.measures.len()).flat_map(|measure| of.figures.groups(0, measure));
        let moved = of.movements.keys().filter(|values| !values.is_empty());
        let groups: Vec<Vec<Code>> = match of.by.is_empty() {
            true => vec![Vec::new()],
            false => stats::in_order(keys.chain(moved), of.by, self.context).into_iter().cloned().collect(),
        };
        // The row's own number counts nothing.
        let counts = |column: &FilingColumn| column.source != "number";
        let numbers = |row: &Row| {
            let cells = row.cells.iter().zip(&self.row.columns).filter(|(_, column)| counts(column));
            cells.into_iter().any(|(cell, _)| matches!(cell, Cell::Int(n) if *n != 0))
        };
        let (mut rows, mut problems) = (Vec::new(), Vec::new());
        for values in groups {
            let mut wrong = Vec::new();
            let row = self.group(rows.len() + 1, &values, of, &mut wrong)?;
            // A group without a value is a row only where it counts something.
            if numbers(&row) || values.is_empty() || values.iter().any(|value| !value.is_empty()) {
                rows.push(row);
                problems.extend(wrong);
            }
        }
        let totals = match of.by.is_empty() {
            true => None,
            false => Some(self.group(0, &[], of, &mut problems)?),
        };
        let is_nil = !rows.iter().any(numbers) && rows.len() <= 1;
        let mut table = self.table(rows, totals, problems);
        table.verdict.nil = Some(is_nil);
        Ok(table)
    }

    fn group(
        &self,
        at: usize,
        values: &[Code],
        of: &GroupFigures<'_>,
        problems: &mut Vec<FilingProblem>,
    ) -> Result<Row, Code> {
        let names: Vec<Cell> =
            values.iter().zip(of.by).map(|(value, by)| stats::group_cell(by, value, self.context)).collect();
        let name = |cell: &Cell| match cell {
            Cell::Named { name, .. } => name.clone(),
            Cell::Text(text) => text.clone(),
            _ => String::new(),
        };
        let named = names.iter().map(name).collect::<Vec<_>>().join(" ");
        let named = if named.is_empty() { self.row.title.get(self.context.lang).to_string() } else { named };
        let (mut cells, mut numbers) = (Vec::new(), BTreeMap::new());
        let mut is_first_name = true;
        for column in &self.row.columns {
            let dimension = of.by.iter().position(|by| by.key() == column.source);
            let cell = match (column.source.as_str(), dimension) {
                ("number", _) if at == 0 => Cell::Empty,
                ("number", _) => Cell::count(at),
                (_, Some(place)) if at > 0 => names[place].clone(),
                (_, Some(_)) if std::mem::take(&mut is_first_name) => Cell::total(self.context.lang),
                (_, Some(_)) => Cell::Empty,
                _ => self.figure(column, values, of).ok_or_else(|| column.code.clone())?,
            };
            if let Cell::Int(n) = cell {
                numbers.insert(column.code.as_str(), n);
            }
            // A total has no codes of its own.
            cells.push(match at {
                0 => cell,
                _ => checked(column, cell, column.required, (at, &named), problems),
            });
        }
        for foot in &self.row.foot {
            let Some((left, right)) = foot_sides(foot) else { continue };
            let sum = |side: &[(i64, &str)]| side.iter().map(|(sign, c)| sign * numbers.get(c).unwrap_or(&0)).sum();
            let (of_left, of_right): (i64, i64) = (sum(&left), sum(&right));
            let unknown = left.iter().chain(&right).find(|(_, code)| !numbers.contains_key(code));
            let what = match unknown {
                Some((_, code)) => FilingFault::NoNumber((*code).to_string()),
                None if of_left != of_right => FilingFault::Foot(of_left, of_right),
                None => continue,
            };
            problems.push(FilingProblem { row: at, of: named.clone(), column: foot.to_string(), what });
        }
        Ok(Row { cells, ..Row::default() })
    }

    /// What a column tells of a group; `None` if its source is unknown.
    fn figure(&self, column: &FilingColumn, values: &[Code], of: &GroupFigures<'_>) -> Option<Cell> {
        if let Some(flows) = column.source.strip_prefix("flow:") {
            let own = of.movements.get(values);
            let known = of.movements.get(&Vec::new())?;
            let mut sum = 0;
            for flow in flows.split('+').map(str::trim) {
                known.get(flow)?;
                sum += own.and_then(|own| own.get(flow)).copied().unwrap_or(0);
            }
            return Some(Cell::Int(sum));
        }
        let place = of.measures.iter().position(|measure| measure.code == column.source)?;
        let kind = of.measures[place].kind;
        let (now, before) = (of.figures.at(0, place, values), of.figures.at(1, place, values));
        let int = |n: Option<i64>| n.map_or(Cell::Empty, Cell::Int);
        Some(match column.show.as_str() {
            "part" => Cell::Int(whole(now.part)),
            _ if matches!(kind, FigureKind::Density { .. }) => {
                return self.density(column, (&now, &before), values, of);
            }
            "whole" => Cell::Int(whole(now.whole)),
            "p90" => int(now.p90()),
            "max" => int(now.greatest()),
            "last-year" | "change" if !of.has_last_year => Cell::Empty,
            "last-year" => before.value(kind),
            "change" if kind == FigureKind::Count => {
                let (now, before) = (whole(now.whole), whole(before.whole));
                rate(now - before, before).map_or(Cell::Empty, |_| Cell::Rate { part: now - before, whole: before })
            }
            "change" => return None,
            _ => now.value(kind),
        })
    }

    /// What a column tells of a density: it needs the base of its unit, else of all.
    fn density(
        &self,
        column: &FilingColumn,
        (now, before): (&Figure, &Figure),
        values: &[Code],
        of: &GroupFigures<'_>,
    ) -> Option<Cell> {
        let measure = of.measures.iter().find(|measure| measure.code == column.source)?;
        let FigureKind::Density { per, base } = measure.kind else { return None };
        let is_unit = |by: &&Dimension| matches!(by, Dimension::Fact(fact) if fact.kind() == FactKind::Unit);
        let unit = of.by.iter().zip(values).find(|(by, _)| is_unit(by)).map(|(_, value)| value.as_str());
        let base = base.of(unit, self.context.directory);
        let per_base = |figure: &Figure| base.map_or(Cell::Empty, |base| density(figure.whole, per, base));
        Some(match column.show.as_str() {
            "" | "value" => per_base(now),
            "last-year" if !of.has_last_year => Cell::Empty,
            "last-year" => per_base(before),
            "whole" => base.map_or(Cell::Empty, |base| Cell::Int(whole(base))),
            _ => return None,
        })
    }

    fn table(&self, rows: Vec<Row>, totals: Option<Row>, problems: Vec<FilingProblem>) -> Table {
        let (lang, period) = (self.context.lang, self.period);
        let title = self.row.title.get(lang);
        let column = |column: &FilingColumn| {
            let right = rows.iter().any(|row| {
                let at = self.row.columns.iter().position(|known| known.code == column.code);
                at.is_some_and(|at| matches!(row.cells[at], Cell::Int(_) | Cell::Decimal(..) | Cell::Rate { .. }))
            });
            Column { key: column.code.to_string(), title: column.heading(lang).into(), right }
        };
        let columns = self.row.columns.iter().map(column).collect();
        let mut table = Table {
            title: say!(lang, "{title}, {period}", "{title}（{period}）"),
            schema: "redress.filing/1",
            columns,
            notes: problems.iter().map(|problem| problem.message(lang)).collect(),
            rows,
            totals: totals.into_iter().collect(),
            ..Table::default()
        };
        table.verdict.problems = Some(problems.iter().map(|problem| problem.message(lang)).collect());
        table.verdict.nil = Some(table.rows.is_empty());
        table
    }
}

fn whole(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// A value in the receiver's code, or as it is; what the receiver would not take is noted.
fn checked(
    column: &FilingColumn,
    cell: Cell,
    is_required: bool,
    (row, of): (usize, &str),
    problems: &mut Vec<FilingProblem>,
) -> Cell {
    let mut note = |what| {
        problems.push(FilingProblem { row, of: of.into(), column: column.code.to_string(), what });
    };
    let value = match &cell {
        Cell::Empty => String::new(),
        Cell::Named { code, .. } => code.clone(),
        Cell::Text(text) => text.clone(),
        Cell::Bool(yes) => if *yes { "yes" } else { "no" }.into(),
        _ => return cell,
    };
    if value.is_empty() {
        if is_required {
            note(FilingFault::Empty);
        }
        return cell;
    }
    if column.codes.is_empty() {
        return cell;
    }
    // Several values have several codes.
    let theirs = value.split(',').map(|own| column.codes.get(own.trim()).map(Code::as_str).ok_or(own));
    match theirs.collect::<Result<Vec<&str>, &str>>() {
        Ok(theirs) => Cell::Text(theirs.join(",")),
        Err(own) => {
            let own = own.to_string();
            note(FilingFault::NoCode(own));
            cell
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::context::tests::{case, opened, plain, with_context};

    fn filing(text: &str) -> Filing {
        toml::from_str(&format!("code = \"own\"\nzh = \"表\"\nevery = \"month\"\nform = \"columns\"\n{text}"))
            .expect("a row")
    }

    #[test]
    fn rows_of_cases_are_in_the_receivers_codes_and_problems_name_row_column_and_case() {
        let row = filing(
            r#"rows = "case"
            columns = [{ code = "no", source = "number" }, { code = "ref", source = "id", required = true },
                       { code = "via", source = "channel", codes = { phone = "A04" } },
                       { code = "kind", source = "category", required = true, when = { channel = "phone" } }]"#,
        );
        let bare = opened("b", &[]).replace(r#""category":"attitude","#, "");
        let web = opened("c", &[]).replace(r#""phone""#, r#""web""#).replace(r#""category":"attitude","#, "");
        let cases = [case(1, &[opened("a", &[])]), case(2, &[bare]), case(3, &[web])];
        with_context(|context| {
            let period = Period::parse("2026-11", context.day, context.calendar).expect("a period");
            let paper = FilingPaper { row: &row, period: &period, context };
            let table = paper.of_cases(&cases).expect("known columns");
            let rows = ["1 HQ-2026-0001 A04 attitude", "2 HQ-2026-0002 A04 -", "3 HQ-2026-0003 web -"];
            assert_eq!(plain(&table), rows);
            let notes: Vec<&str> = table.notes.iter().map(String::as_str).collect();
            let wanted = [
                "第 2 行（HQ-2026-0002）kind 列：必填而为空",
                "第 3 行（HQ-2026-0003）via 列：web 没有对应的报送代码（该列 codes）",
            ];
            assert_eq!(notes, wanted);
            let unknown = filing("rows = \"case\"\ncolumns = [{ code = \"x\", source = \"weather\" }]");
            let paper = FilingPaper { row: &unknown, ..paper };
            assert_eq!(paper.of_cases(&cases).err().as_deref(), Some("x"));
            assert_eq!(paper.unknown().map(Code::as_str), Some("weather"));
            for (groups, source, wanted) in [
                ("channel", "flow:received", None),
                ("channel", "received", None),
                ("channel", "flow:received+weather", Some("flow:received+weather")),
                ("channel", "density", Some("density")),
                ("weather", "received", Some("weather")),
            ] {
                let row = filing(&format!(
                    "groups = [\"{groups}\"]\ncolumns = [{{ code = \"a\", source = \"{groups}\" }}, {{ code = \"x\", source = \"{source}\" }}]"
                ));
                assert_eq!(FilingPaper { row: &row, ..paper }.unknown().map(Code::as_str), wanted, "{source}");
            }
        });
    }

    #[test]
    fn a_foot_test_that_fails_names_the_row_and_both_sides() {
        let row = filing(
            r#"columns = [{ code = "opening", source = "flow:opening" }, { code = "in", source = "flow:received" },
                       { code = "out", source = "flow:closed+declined" }, { code = "closing", source = "flow:closing" }]
            foot = ["opening + in - out = closing"]"#,
        );
        with_context(|context| {
            let period = Period::parse("2026-11", context.day, context.calendar).expect("a period");
            let paper = FilingPaper { row: &row, period: &period, context };
            let flows = |closing| {
                let all = [("opening", 3), ("received", 5), ("closed", 2), ("declined", 1), ("closing", closing)];
                Movements::from([(Vec::new(), all.map(|(key, n)| (key.to_string(), n)).into())])
            };
            let table = |closing| {
                let (figures, movements) = (Figures::default(), flows(closing));
                let of = GroupFigures {
                    by: &[],
                    measures: &[],
                    figures: &figures,
                    movements: &movements,
                    has_last_year: true,
                };
                paper.of_groups(&of).expect("known columns")
            };
            assert_eq!((plain(&table(5)), table(5).notes.len()), (vec!["3 5 3 5".to_string()], 0));
            assert_eq!(table(6).notes, ["第 1 行（表）：opening + in - out = closing 不成立，两边分别为 5 和 6"]);
        });
    }

    #[test]
    fn the_number_of_a_row_counts_nothing_and_the_total_is_tested_too() {
        let row = filing(
            r#"by = ["category"]
            columns = [{ code = "no", source = "number" }, { code = "kind", source = "category" },
                       { code = "in", source = "flow:received" }, { code = "out", source = "flow:closed" }]
            foot = ["in = out", "in = kind"]"#,
        );
        with_context(|context| {
            let period = Period::parse("2026-11", context.day, context.calendar).expect("a period");
            let paper = FilingPaper { row: &row, period: &period, context };
            let category = Dimension::named("category").expect("a dimension");
            let table = |received: i64, closed: i64| {
                let flows = |a: i64, b: i64| [("received".to_string(), a), ("closed".to_string(), b)].into();
                // The total counts a case that no group has.
                let movements = Movements::from([
                    (Vec::new(), flows(received, closed + 1)),
                    (vec![Code::default()], flows(received, closed)),
                ]);
                let figures = Figures::default();
                let by = [category.clone()];
                let of = GroupFigures {
                    by: &by,
                    measures: &[],
                    figures: &figures,
                    movements: &movements,
                    has_last_year: true,
                };
                paper.of_groups(&of).expect("known columns")
            };
            let none = table(0, 0);
            assert_eq!((none.rows.len(), none.verdict.nil), (0, Some(true)));
            let notes = table(5, 5).notes;
            assert_eq!(notes.len(), 3, "{notes:?}");
            assert!(notes[0].ends_with("in = kind 无法核对：kind 列不是整数"), "{notes:?}");
            assert_eq!(notes[1], "合计行（表）：in = out 不成立，两边分别为 5 和 6");
        });
    }
}
