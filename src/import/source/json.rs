//! JSON and JSON Lines as a table: a record is a row, its members are columns; a nested member is a column by its dotted path.
//!
//! Invariant: one record is in memory. Two passes: the first finds the columns, the second writes the rows.

use super::spool::Spool;
use crate::import::problem::FileError;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use std::collections::HashMap;
use std::fmt;
use std::fs::File;
use std::io::{BufReader, Read, Seek};

/// More columns than that are a sign that keys are data.
const MOST: usize = 4096;

/// Writes the records of a file into a table. `path`: the member that holds them, by a dotted path; found by itself if it is empty and
/// there is only one list.
pub(super) fn spool(file: &mut File, path: &str, spool: &mut Spool) -> Result<(), FileError> {
    let found = if path.is_empty() { only_list(file)?.unwrap_or_default() } else { path.to_string() };
    let path = found.as_str();
    let mut columns = Columns::default();
    each(file, path, &mut |_, record| columns.learn(record))?;
    let header: Vec<String> = columns.names.clone();
    spool.row(1, &header)?;
    let mut cells = vec![String::new(); header.len()];
    each(file, path, &mut |number, record| {
        cells.iter_mut().for_each(String::clear);
        flatten("", record, &mut |path, text| {
            if let Some(at) = columns.places.get(path) {
                cells[*at] = text;
            }
        });
        spool.row(number, &cells)
    })
}

/// The columns of all records, in the order of their first occurrence.
#[derive(Default)]
struct Columns {
    names: Vec<String>,
    places: HashMap<String, usize>,
}

impl Columns {
    fn learn(&mut self, record: &Value) -> Result<(), FileError> {
        flatten("", record, &mut |path, _| {
            if !self.places.contains_key(path) && self.names.len() <= MOST {
                self.places.insert(path.to_string(), self.names.len());
                self.names.push(path.to_string());
            }
        });
        if self.names.len() > MOST { Err(FileError::TooWide { most: MOST }) } else { Ok(()) }
    }
}

/// Calls `each` with the path and the text of every member. A list of plain values is one text, joined by commas; of a list of objects each
/// has its number in the path.
fn flatten(path: &str, value: &Value, each: &mut dyn FnMut(&str, String)) {
    let below = |key: &str| if path.is_empty() { key.to_string() } else { format!("{path}.{key}") };
    match value {
        Value::Null => each(path, String::new()),
        Value::Bool(flag) => each(path, flag.to_string()),
        Value::Number(number) => each(path, number.to_string()),
        Value::String(text) => each(path, text.clone()),
        Value::Object(members) => members.iter().for_each(|(key, value)| flatten(&below(key), value, each)),
        Value::Array(all) if all.iter().any(|one| one.is_object() || one.is_array()) => {
            all.iter().enumerate().for_each(|(at, value)| flatten(&below(&at.to_string()), value, each));
        }
        Value::Array(all) => {
            let text = |one: &Value| one.as_str().map_or_else(|| one.to_string(), Into::into);
            each(path, all.iter().filter(|one| !one.is_null()).map(text).collect::<Vec<_>>().join(","));
        }
    }
}

type Each<'e> = &'e mut dyn FnMut(u64, &Value) -> Result<(), FileError>;

/// Calls `each` with every record and its number.
fn each(file: &mut File, path: &str, each: Each<'_>) -> Result<(), FileError> {
    file.rewind()?;
    let mut reader = BufReader::new(&mut *file);
    skip_mark(&mut reader)?;
    let mut run = Run { each, number: 0, failed: None };
    let mut json = serde_json::Deserializer::from_reader(reader);
    let mut steps: Vec<&str> = path.split('.').filter(|step| !step.is_empty()).collect();
    steps.reverse();
    loop {
        let step = Step { steps: steps.clone(), run: &mut run };
        let done = step.deserialize(&mut json);
        if let Some(failed) = run.failed.take() {
            return Err(failed);
        }
        match done {
            Ok(()) => {}
            Err(error) => return Err(FileError::Json { line: error.line() as u64, problem: error.to_string() }),
        }
        // JSON Lines: more values follow.
        if json.end().is_ok() {
            break;
        }
    }
    if run.number == 0 { Err(FileError::NoRecords { path: path.into() }) } else { Ok(()) }
}

/// Members that wrap what an answer tells; a list below any other belongs to a record.
const WRAPS: &[&str] = &["data", "result", "results", "response", "payload", "body"];

/// Where the one list of objects in a file's only object is: of `{"total": 2, "data": {"items": [{…}, {…}]}}` the list is what is meant. A
/// list further up goes before those below.
fn only_list(file: &mut File) -> Result<Option<String>, FileError> {
    file.rewind()?;
    let mut reader = BufReader::new(&mut *file);
    skip_mark(&mut reader)?;
    let mut json = serde_json::Deserializer::from_reader(reader);
    let mut lists: Vec<Vec<String>> = Vec::new();
    // What is wrong with the file is said when it is read.
    let found = Lists { path: Vec::new(), lists: Some(&mut lists) };
    if found.deserialize(&mut json).is_err() || json.end().is_err() {
        return Ok(None);
    }
    let depth = lists.iter().map(Vec::len).min().unwrap_or_default();
    lists.retain(|path| path.len() == depth);
    Ok(if lists.len() == 1 { lists.pop().map(|path| path.join(".")) } else { None })
}

/// Collects the paths of the lists of objects in a value, not those within such a list; tells whether the value is an object.
struct Lists<'l> {
    path: Vec<String>,
    /// `None`: they are not collected.
    lists: Option<&'l mut Vec<Vec<String>>>,
}

impl<'de> DeserializeSeed<'de> for Lists<'_> {
    type Value = bool;
    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<bool, D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Lists<'_> {
    type Value = bool;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("anything")
    }
    fn visit_map<A: MapAccess<'de>>(mut self, mut members: A) -> Result<bool, A::Error> {
        while let Some(key) = members.next_key::<String>()? {
            let path = [self.path.clone(), vec![key]].concat();
            let is_within = self.path.iter().all(|step| WRAPS.contains(&step.to_lowercase().as_str()));
            members.next_value_seed(Lists { path, lists: self.lists.as_deref_mut().filter(|_| is_within) })?;
        }
        Ok(true)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut all: A) -> Result<bool, A::Error> {
        let first = all.next_element_seed(Lists { path: Vec::new(), lists: None })?;
        while all.next_element::<IgnoredAny>()?.is_some() {}
        if let (Some(true), Some(lists)) = (first, self.lists) {
            lists.push(self.path);
        }
        Ok(false)
    }
    fn visit_unit<E>(self) -> Result<bool, E> {
        Ok(false)
    }
    fn visit_str<E>(self, _: &str) -> Result<bool, E> {
        Ok(false)
    }
    fn visit_bool<E>(self, _: bool) -> Result<bool, E> {
        Ok(false)
    }
    fn visit_i64<E>(self, _: i64) -> Result<bool, E> {
        Ok(false)
    }
    fn visit_u64<E>(self, _: u64) -> Result<bool, E> {
        Ok(false)
    }
    fn visit_f64<E>(self, _: f64) -> Result<bool, E> {
        Ok(false)
    }
}

fn skip_mark(reader: &mut BufReader<&mut File>) -> Result<(), FileError> {
    let mut mark = [0; 3];
    let read = reader.read(&mut mark)?;
    if read < 3 || mark != *super::BOM {
        reader.rewind()?;
    }
    Ok(())
}

struct Run<'e> {
    each: Each<'e>,
    number: u64,
    failed: Option<FileError>,
}

impl Run<'_> {
    fn record(&mut self, record: &Value) -> Result<(), ()> {
        self.number += 1;
        match (self.each)(self.number, record) {
            Ok(()) => Ok(()),
            Err(failed) => {
                self.failed = Some(failed);
                Err(())
            }
        }
    }
}

/// Goes down to the list of records without holding it.
struct Step<'r, 'e> {
    /// The members still to be taken, the next one last.
    steps: Vec<&'r str>,
    run: &'r mut Run<'e>,
}

impl<'de> DeserializeSeed<'de> for Step<'_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_any(self)
    }
}

/// One record of a list.
struct Record<'r, 'e>(&'r mut Run<'e>);

impl<'de> DeserializeSeed<'de> for Record<'_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        let record = <Value as serde::Deserialize>::deserialize(json)?;
        self.0.record(&record).map_err(|()| serde::de::Error::custom("stopped"))
    }
}

impl<'de> Visitor<'de> for Step<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of records, or a record")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut all: A) -> Result<(), A::Error> {
        if !self.steps.is_empty() {
            while all.next_element::<IgnoredAny>()?.is_some() {}
            return Ok(());
        }
        while all.next_element_seed(Record(&mut *self.run))?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut members: A) -> Result<(), A::Error> {
        if let Some(step) = self.steps.pop() {
            while let Some(key) = members.next_key::<String>()? {
                if key == step {
                    members.next_value_seed(Step { steps: self.steps.clone(), run: &mut *self.run })?;
                } else {
                    members.next_value::<IgnoredAny>()?;
                }
            }
            return Ok(());
        }
        let mut record = serde_json::Map::new();
        while let Some(key) = members.next_key::<String>()? {
            record.insert(key, members.next_value()?);
        }
        self.run.record(&Value::Object(record)).map_err(|()| serde::de::Error::custom("stopped"))
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }
    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }
    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }
    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }
    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }
}
