//! The value of a fact: from one or several columns or a constant, with mapping, prefix and default.
//!
//! Invariant: a value reads only columns that the header has; [`Value::bind`] has checked that.

use super::dates::{Clock, Dates};
use super::numbers;
use super::problem::RowProblem;
use super::rows::SourceRow;
use crate::domain::gate::codes::nearest;
use crate::domain::value::amount::Amount;
use crate::domain::value::moment::Moment;
use std::borrow::Cow;

/// How a value is made from a row.
#[derive(Debug)]
pub(super) struct MapValue {
    /// The key in the map, for messages: `case.channel`.
    pub(super) at: String,
    pub(super) from: ValueOrigin,
    /// Pairs of source text and our text.
    pub(super) map: Option<Vec<(String, String)>>,
    /// Used if the source is empty, or has a text that is not in `map`.
    pub(super) default: Option<String>,
    /// Prepended to the source text.
    pub(super) prefix: String,
    pub(super) dates: Dates,
    /// Separator of a list.
    pub(super) split: String,
    /// The column may be missing in the file.
    pub(super) optional: bool,
    /// The text goes to the private side.
    pub(super) private: bool,
    /// What a number without a unit of its own is counted in: 10,000 for 万元, 1 otherwise.
    pub(super) unit: i64,
}

/// The source of a value.
#[derive(Debug)]
pub(super) enum ValueOrigin {
    /// Columns joined by a text; empty cells are left out.
    Columns(Vec<SourceColumn>, String),
    /// A constant.
    Const(String),
    /// The first of these that is not empty; as a list, all of them.
    First(Vec<MapValue>),
}

/// A column by name; `index` is set by [`Value::bind`].
#[derive(Debug)]
pub(super) struct SourceColumn {
    pub(super) name: String,
    pub(super) index: Option<usize>,
}

/// The cells of a row, with the texts that count as empty.
#[derive(Clone, Copy)]
pub(super) struct Cells<'r> {
    pub(super) record: &'r SourceRow,
    /// Texts that count as empty.
    pub(super) empty: &'r [String],
}

impl<'r> Cells<'r> {
    fn get(self, column: &SourceColumn) -> &'r str {
        let cell = kept_as_text(column.index.and_then(|i| self.record.get(i)).unwrap_or_default().trim());
        if self.empty.iter().any(|e| e == cell) { "" } else { cell }
    }
}

/// A cell without the marks by which programs keep digits from a spreadsheet: `="0012"`, `'0012`.
fn kept_as_text(cell: &str) -> &str {
    let inside = cell.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')).filter(|text| !text.contains('"'));
    let digits = || cell.strip_prefix('\'').filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    inside.or_else(digits).map_or(cell, str::trim)
}

impl MapValue {
    /// Looks up all columns; unknown ones are added to `missing`, with the map key that uses them.
    pub(super) fn bind(&mut self, place: &dyn Fn(&str) -> Option<usize>, missing: &mut Vec<(String, String)>) {
        match &mut self.from {
            ValueOrigin::Const(_) => {}
            ValueOrigin::First(values) => values.iter_mut().for_each(|v| v.bind(place, missing)),
            ValueOrigin::Columns(columns, _) => {
                for column in columns {
                    column.index = place(&column.name);
                    if column.index.is_none() && !self.optional {
                        missing.push((self.at.clone(), column.name.clone()));
                    }
                }
            }
        }
    }

    /// Adds the indexes of the columns it uses.
    pub(super) fn columns(&self, used: &mut Vec<usize>) {
        match &self.from {
            ValueOrigin::Const(_) => {}
            ValueOrigin::First(values) => values.iter().for_each(|v| v.columns(used)),
            ValueOrigin::Columns(columns, _) => used.extend(columns.iter().filter_map(|c| c.index)),
        }
    }

    /// Whether the file has none of its columns, so that it says nothing of it.
    pub(super) fn is_absent(&self) -> bool {
        match &self.from {
            ValueOrigin::Const(_) => false,
            ValueOrigin::First(values) => values.iter().all(Self::is_absent),
            ValueOrigin::Columns(columns, _) => columns.iter().all(|column| column.index.is_none()),
        }
    }

    /// The value; empty if there is none.
    pub(super) fn text<'v>(&'v self, cells: Cells<'v>) -> Result<Cow<'v, str>, RowProblem> {
        let raw = match &self.from {
            ValueOrigin::Const(text) => Cow::Borrowed(text.as_str()),
            ValueOrigin::Columns(columns, join) => joined(columns, join, cells),
            ValueOrigin::First(values) => {
                let mut found = Cow::Borrowed("");
                for value in values {
                    found = value.text(cells)?;
                    if !found.is_empty() {
                        break;
                    }
                }
                found
            }
        };
        self.mapped(raw)
    }

    fn mapped<'v>(&'v self, raw: Cow<'v, str>) -> Result<Cow<'v, str>, RowProblem> {
        let text = match &self.map {
            None => raw,
            Some(map) => {
                let exact = map.iter().find(|(known, _)| *known == raw);
                match exact.or_else(|| map.iter().find(|(known, _)| known.eq_ignore_ascii_case(&raw))) {
                    Some((_, to)) => Cow::Borrowed(to.as_str()),
                    None if raw.is_empty() || self.default.is_some() => Cow::Borrowed(""),
                    None => return Err(self.not_mapped(&raw, map)),
                }
            }
        };
        Ok(match (text.is_empty(), &self.default) {
            (true, Some(default)) => Cow::Borrowed(default.as_str()),
            (false, _) if !self.prefix.is_empty() => Cow::Owned(format!("{}{text}", self.prefix)),
            _ => text,
        })
    }

    fn not_mapped(&self, value: &str, map: &[(String, String)]) -> RowProblem {
        let known: Vec<&str> = map.iter().map(|(known, _)| known.as_str()).collect();
        let nearest = nearest(value, &known).map(Into::into);
        RowProblem::NotMapped { at: self.at.clone(), value: value.into(), nearest }
    }

    /// The parts of a list, each mapped; empty ones are left out.
    pub(super) fn list(&self, cells: Cells<'_>) -> Result<Vec<String>, RowProblem> {
        let mut all = Vec::new();
        match &self.from {
            ValueOrigin::First(values) => {
                for value in values {
                    all.extend(value.list(cells)?);
                }
            }
            ValueOrigin::Columns(columns, join) => {
                let whole = joined(columns, join, cells);
                for part in whole.split(self.split.as_str()).map(str::trim).filter(|p| !p.is_empty()) {
                    all.push(self.mapped(Cow::Borrowed(part))?.into_owned());
                }
                if all.is_empty() {
                    all.extend(self.default.clone());
                }
            }
            ValueOrigin::Const(text) => all.push(text.clone()),
        }
        all.retain(|part| !part.is_empty());
        Ok(all)
    }

    /// The value as a time; `None` if it is empty.
    pub(super) fn moment(&self, cells: Cells<'_>, clock: &Clock<'_>) -> Result<Option<Moment>, RowProblem> {
        if let ValueOrigin::First(values) = &self.from {
            for value in values {
                if let Some(moment) = value.moment(cells, clock)? {
                    return Ok(Some(moment));
                }
            }
            return Ok(None);
        }
        let text = self.text(cells)?;
        if text.is_empty() { Ok(None) } else { self.read_moment(&text, clock).map(Some) }
    }

    /// A text as a time.
    pub(super) fn read_moment(&self, text: &str, clock: &Clock<'_>) -> Result<Moment, RowProblem> {
        let bad = || RowProblem::BadDate {
            at: self.at.clone(),
            value: text.to_string(),
            formats: self.dates.written().map(Into::into).collect(),
        };
        self.dates.parse(text, clock).ok_or_else(bad)
    }

    /// A text as a sum or a number.
    pub(super) fn money(&self, text: &str) -> Result<Amount, RowProblem> {
        let bad = || RowProblem::BadValue { at: self.at.clone(), value: text.into(), wanted: "money" };
        numbers::parse(text, self.unit).ok_or_else(bad)
    }
}

fn joined<'r>(columns: &[SourceColumn], join: &str, cells: Cells<'r>) -> Cow<'r, str> {
    match columns {
        [one] => Cow::Borrowed(cells.get(one)),
        all => {
            let parts: Vec<&str> = all.iter().map(|c| cells.get(c)).filter(|c| !c.is_empty()).collect();
            Cow::Owned(parts.join(join))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::map::Map;
    use super::*;

    fn with<T>(source: &str, cells: &[&str], look: impl Fn(&MapValue, Cells<'_>) -> T) -> T {
        let toml =
            format!("name = 't'\nkey = 'a'\nformat = {{ empty = ['N/A'] }}\n[case]\ntitle = {source}\nreceived = 'a'");
        let mut map = Map::read(&toml).expect("a map");
        let header = ["a".to_string(), "b".into()];
        map.bind(&header).expect("both columns");
        let record = SourceRow::of(cells);
        look(map.case.get("title").expect("a title"), Cells { record: &record, empty: &map.format.empty })
    }

    fn text(source: &str, cells: &[&str]) -> Result<String, RowProblem> {
        with(source, cells, |v, c| v.text(c).map(Cow::into_owned))
    }

    #[test]
    fn a_value_comes_from_columns_a_constant_or_the_first_not_empty() {
        assert_eq!(text("'b'", &["1", "　x "]), Ok("x".into()));
        assert_eq!(text("{ columns = ['a', 'b'], join = '/' }", &["1", "2"]), Ok("1/2".into()));
        assert_eq!(text("{ columns = ['a', 'b'], join = '/' }", &["N/A", "2"]), Ok("2".into()));
        assert_eq!(text("{ const = 'a' }", &["1", "2"]), Ok("a".into()));
        assert_eq!(text("['a', 'b', { const = 'z' }]", &["", "2"]), Ok("2".into()));
        assert_eq!(text("{ column = 'a', prefix = 'no. ' }", &["7", ""]), Ok("no. 7".into()));
        assert_eq!(text("{ column = 'a', prefix = 'no. ' }", &["", ""]), Ok(String::new()));
    }

    #[test]
    fn an_unmapped_value_is_refused_unless_there_is_a_default() {
        let map = "map = { Phone = 'phone', Web = 'web' }";
        assert_eq!(text(&format!("{{ column = 'a', {map} }}"), &["PHONE", ""]), Ok("phone".into()));
        assert_eq!(text(&format!("{{ column = 'a', {map} }}"), &["", ""]), Ok(String::new()));
        assert_eq!(text(&format!("{{ column = 'a', {map}, default = '' }}"), &["Fax", ""]), Ok(String::new()));
        let refused = text(&format!("{{ column = 'a', {map} }}"), &["Phne", ""]);
        let nearest = Some("Phone".to_string());
        assert_eq!(refused, Err(RowProblem::NotMapped { at: "case.title".into(), value: "Phne".into(), nearest }));
    }

    #[test]
    fn lists_are_split_mapped_and_concatenated() {
        let list = |source: &str, cells: &[&str]| with(source, cells, |v, c| v.list(c).expect("maps"));
        let source = "[{ column = 'a', split = ';', map = { 'Older American' = 'older' } }, 'b']";
        assert_eq!(list(source, &["Older American; older american ", "x,y"]), ["older", "older", "x", "y"]);
    }
}
