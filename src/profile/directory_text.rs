//! Edits the text of `directory.toml`: rows and their keys, with comments, order and the form in which somebody wrote them left as they are.
//!
//! Invariant: pure. Whether the text that comes out of it can be read is for [`super::read_directory`] and [`super::broken`] to say.

use crate::profile::error::{PolicyError, syntax_at};
use chrono::{Datelike, NaiveDate};
use toml_edit::{Array, ArrayOfTables, Date, Datetime, DocumentMut, InlineTable, Item, Table, TableLike, Value};

const FILE: &str = "directory.toml";

/// The value of a key of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum RowValue {
    Text(String),
    List(Vec<String>),
    Number(u64),
    Flag(bool),
    Day(NaiveDate),
    /// The key is taken out.
    Nothing,
}

/// The text of a directory, being edited.
#[derive(Debug)]
pub struct DirectoryText(DocumentMut);

impl DirectoryText {
    /// Reads a text.
    ///
    /// # Errors
    /// It is not TOML.
    pub fn parse(text: &str) -> Result<Self, PolicyError> {
        let wrong = |error: toml_edit::TomlError| syntax_at(FILE, text, error.span(), error.message());
        text.parse().map(Self).map_err(wrong)
    }

    /// The text as it is now.
    #[must_use]
    pub fn text(&self) -> String {
        self.0.to_string()
    }

    /// Adds a row with nothing but its code, below the other rows of its section (`unit` or `person`).
    pub fn add(&mut self, section: &str, code: &str) {
        if let Some(Item::Value(Value::Array(rows))) = self.0.get_mut(section) {
            let mut row = InlineTable::new();
            row.insert("code", code.into());
            let mut row = Value::from(row);
            // As the rows before it stand.
            let before = rows.iter().last().and_then(|row| row.decor().prefix()?.as_str().map(String::from));
            row.decor_mut().set_prefix(before.unwrap_or_default());
            rows.push_formatted(row);
            return;
        }
        let mut row = Table::new();
        row.insert("code", toml_edit::value(code));
        row.decor_mut().set_prefix("\n");
        match self.0.get_mut(section) {
            Some(Item::ArrayOfTables(rows)) => rows.push(row),
            _ => {
                let mut rows = ArrayOfTables::new();
                rows.push(row);
                self.0.insert(section, Item::ArrayOfTables(rows));
            }
        }
    }

    /// Sets a key of a row; whether that changes anything. A row that is not there stays away.
    pub fn set(&mut self, section: &str, code: &str, key: &str, value: &RowValue) -> bool {
        let Some(row) = self.row(section, code) else { return false };
        let Some(new) = written(value) else { return row.remove(key).is_some() };
        match row.get_mut(key).and_then(Item::as_value_mut) {
            Some(old) if says(old) == says(&new) => false,
            Some(old) => {
                // A comment behind the value stays.
                let decor = old.decor().clone();
                *old = new;
                *old.decor_mut() = decor;
                true
            }
            None => {
                row.insert(key, Item::Value(new));
                true
            }
        }
    }

    fn row(&mut self, section: &str, code: &str) -> Option<&mut dyn TableLike> {
        let is = |row: &dyn TableLike| row.get("code").and_then(Item::as_str) == Some(code);
        match self.0.get_mut(section)? {
            Item::ArrayOfTables(rows) => rows.iter_mut().find(|row| is(*row)).map(|row| row as &mut dyn TableLike),
            Item::Value(Value::Array(rows)) => {
                let mut tables = rows.iter_mut().filter_map(Value::as_inline_table_mut);
                tables.find(|row| is(*row)).map(|row| row as &mut dyn TableLike)
            }
            _ => None,
        }
    }
}

fn written(value: &RowValue) -> Option<Value> {
    Some(match value {
        RowValue::Text(text) if text.is_empty() => return None,
        RowValue::Text(text) => Value::from(text.as_str()),
        RowValue::List(all) if all.is_empty() => return None,
        RowValue::List(all) => Value::Array(all.iter().map(String::as_str).collect::<Array>()),
        RowValue::Number(number) => Value::from(i64::try_from(*number).ok()?),
        RowValue::Flag(false) | RowValue::Nothing => return None,
        RowValue::Flag(true) => Value::from(true),
        RowValue::Day(day) => {
            let (month, of_month) = (u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?);
            let date = Date { year: u16::try_from(day.year()).ok()?, month, day: of_month };
            Value::from(Datetime { date: Some(date), time: None, offset: None })
        }
    })
}

/// What a value says, whatever its form: a date may be written as a text.
fn says(value: &Value) -> String {
    match value {
        Value::String(text) => text.value().clone(),
        Value::Datetime(at) => at.value().to_string(),
        Value::Array(all) => all.iter().map(says).collect::<Vec<_>>().join("\u{1f}"),
        other => other.to_string().trim().to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# Our units.\n[[unit]]\ncode = \"hq\"   # head office\nzh = \"总行\"\n\n# Taiyuan moved in 2024.\n[[unit]]\nzh = '太原分行'\ncode = \"taiyuan\"\n\n# Staff.\n[[person]]\ncode = \"li.na\"\nuntil = \"2026-06-30\" # retires\nroles = [\"leader\"]\n";

    fn edited(edit: impl FnOnce(&mut DirectoryText)) -> String {
        let mut text = DirectoryText::parse(TEXT).expect("TOML");
        edit(&mut text);
        super::super::read_directory(&text.text()).expect("a directory");
        text.text()
    }

    #[test]
    fn what_is_not_changed_stays_byte_for_byte() {
        assert_eq!(edited(|_| {}), TEXT);
        let same = edited(|text| {
            assert!(!text.set("person", "li.na", "until", &RowValue::Day("2026-06-30".parse().expect("a day"))));
            assert!(!text.set("person", "li.na", "roles", &RowValue::List(vec!["leader".into()])));
            assert!(!text.set("person", "li.na", "phone", &RowValue::Nothing));
            assert!(!text.set("person", "nobody", "phone", &RowValue::Text("1".into())));
        });
        assert_eq!(same, TEXT);
    }

    #[test]
    fn a_value_takes_the_place_of_another_and_its_comment_stays() {
        let day = RowValue::Day("2027-01-31".parse().expect("a day"));
        let text = edited(|text| assert!(text.set("person", "li.na", "until", &day)));
        assert_eq!(text, TEXT.replace("\"2026-06-30\" # retires", "2027-01-31 # retires"));
        let text = edited(|text| assert!(text.set("unit", "hq", "zh", &RowValue::Text("总部".into()))));
        assert_eq!(text, TEXT.replace("\"总行\"", "\"总部\""));
        let text = edited(|text| assert!(text.set("person", "li.na", "roles", &RowValue::Nothing)));
        assert_eq!(text, TEXT.replace("roles = [\"leader\"]\n", ""));
    }

    #[test]
    fn a_new_row_stands_below_its_section() {
        let text = edited(|text| {
            text.add("unit", "yangquan");
            text.set("unit", "yangquan", "zh", &RowValue::Text("阳泉分行".into()));
            text.set("unit", "yangquan", "outside", &RowValue::Flag(true));
        });
        let row = "\n[[unit]]\ncode = \"yangquan\"\nzh = \"阳泉分行\"\noutside = true\n";
        assert_eq!(text, TEXT.replace("\n# Staff.", &format!("{row}\n# Staff.")));
        let mut empty = DirectoryText::parse("# nothing yet\n").expect("TOML");
        empty.add("person", "a");
        let text = empty.text();
        assert!(text.contains("# nothing yet\n") && text.contains("[[person]]\ncode = \"a\"\n"), "{text}");
    }

    #[test]
    fn rows_of_an_inline_list_are_edited_too() {
        let text = "unit = [\n  { code = \"a\", zh = \"甲\" }, # first\n]\nperson = []\n";
        let mut doc = DirectoryText::parse(text).expect("TOML");
        assert!(doc.set("unit", "a", "zh", &RowValue::Text("乙".into())));
        doc.add("unit", "b");
        doc.add("person", "p");
        let directory = super::super::read_directory(&doc.text()).expect("a directory");
        assert_eq!((directory.units.len(), directory.people.len()), (2, 1), "{}", doc.text());
        assert!(doc.text().contains("# first"), "{}", doc.text());
    }
}
