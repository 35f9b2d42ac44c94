//! Reads a map from TOML. An unknown key is an error that names the nearest known key.

use super::super::act::{ActFacts, ActKind, Acts, KINDS};
use super::super::dates::Dates;
use super::super::numbers;
use super::super::problem::MapError;
use super::super::value::{MapValue, SourceColumn, ValueOrigin};
use super::{Activity, Events, Map, MapSection, MapShape, RowTest, fact_names};
use crate::domain::gate::codes::nearest;
use crate::domain::gate::verbs::intake::PRIVATE;
use crate::import::source::{Encoding, FileFormat};
use toml::{Table, Value as Toml};

const TOP: &[&str] = &["name", "key", "format", "alias", "case", "field", "private", "events", "not-personal"];
const FORMAT: &[&str] = &["encoding", "delimiter", "empty", "header", "sheet", "records"];
const VALUE: &[&str] =
    &["column", "columns", "join", "const", "map", "default", "date", "prefix", "split", "optional", "private", "unit"];
/// The facts whose texts may go to the private side.
const TEXTS: &[&str] = &["title", "note", "reason", "findings", "staff-action", "lessons", "explanation"];
const TEST: &[&str] = &["column", "columns", "join", "map", "default", "is", "not", "other", "set", "optional"];
const EVENTS: &[&str] = &["case", "activity", "time", "by", "note", "key", "as", "other"];

impl Map {
    /// Reads a map.
    ///
    /// # Errors
    /// The first error in it, with its key.
    pub(in super::super) fn read(text: &str) -> Result<Self, MapError> {
        let table: Table = text.parse().map_err(|e: toml::de::Error| {
            let at = e.span().map_or(0, |s| s.start).min(text.len());
            MapError::Syntax { line: text[..at].matches('\n').count() + 1, message: e.message().trim().into() }
        })?;
        let top = Part { at: String::new(), table: &table };
        let kinds = KINDS.iter().map(|(_, name, _)| *name);
        top.only(&TOP.iter().copied().chain(kinds).collect::<Vec<_>>())?;
        let case = top.part("case")?.ok_or(MapError::Missing { key: "case".into() })?;
        let events = top.part("events")?;
        let shape = match &events {
            Some(part) => MapShape::Events(Box::new(read_events(part, &top)?)),
            None => MapShape::Cases { key: Box::new(top.need("key")?), acts: sections(&top)? },
        };
        let names: Vec<&'static str> = fact_names().chain(["title", "received"]).collect();
        let case_facts = case.facts(&names)?;
        let needed = if events.is_some() { &["title"][..] } else { &["title", "received"] };
        if let Some(key) = needed.iter().find(|key| case_facts.get(key).is_none()) {
            return Err(MapError::Missing { key: format!("case.{key}") });
        }
        let alias = top.part("alias")?.map_or(Ok(Vec::new()), |part| {
            let names = part.table.keys().map(|key| Ok((key.clone(), part.texts(key)?)));
            names.collect()
        })?;
        let private = PRIVATE.iter().map(|name| dashed(name)).collect::<Vec<_>>();
        Ok(Self {
            name: top.text("name")?.filter(|n| !n.is_empty()).ok_or(MapError::Missing { key: "name".into() })?,
            format: format(top.part("format")?)?,
            alias,
            case: case_facts,
            own: top.part("field")?.map_or(Ok(Vec::new()), |part| part.own())?,
            private: top.part("private")?.map_or(Ok(ActFacts::default()), |part| part.facts(&private))?,
            not_personal: top.texts("not-personal")?,
            shape,
        })
    }
}

fn dashed(name: &str) -> &str {
    // The only private name with two words.
    if name == "id_number" { "id-number" } else { name }
}

fn format(part: Option<Part<'_>>) -> Result<FileFormat, MapError> {
    let mut format = FileFormat::default();
    let Some(part) = part else { return Ok(format) };
    part.only(FORMAT)?;
    format.empty = part.texts("empty")?;
    format.header = part
        .texts("header")?
        .first()
        .map(|given| {
            let bad = || MapError::Wrong { at: part.path("header"), wanted: "row" };
            given.parse::<u64>().ok().filter(|n| *n > 0).ok_or_else(bad)
        })
        .transpose()?;
    format.sheet = part.texts("sheet")?.into_iter().next().unwrap_or_default();
    format.records = part.text("records")?.unwrap_or_default();
    match part.text("encoding")?.map(|e| e.to_lowercase()).as_deref() {
        None | Some("auto") => {}
        Some("utf-8" | "utf8") => format.encoding = Encoding::Utf8,
        Some("gb18030" | "gbk" | "gb2312") => format.encoding = Encoding::Gb18030,
        Some(other) => match encoding_rs::Encoding::for_label(other.as_bytes()) {
            Some(known) => format.encoding = Encoding::Other(known),
            None => {
                let nearest = nearest(other, &["auto", "utf-8", "gb18030", "big5", "utf-16"]).map(Into::into);
                return Err(MapError::UnknownKind { at: part.path("encoding"), kind: other.into(), nearest });
            }
        },
    }
    if let Some(given) = part.text("delimiter")?.filter(|given| given != "auto") {
        format.delimiter = Some(match given.as_bytes() {
            b"tab" => b'\t',
            // Comma, tab and semicolon are never part of a GB18030 character; a vertical bar can be.
            [one] if matches!(one, b',' | b'\t' | b';') || (*one == b'|' && format.encoding == Encoding::Utf8) => *one,
            _ => return Err(MapError::Delimiter { given }),
        });
    }
    Ok(format)
}

fn sections(top: &Part<'_>) -> Result<Vec<MapSection>, MapError> {
    let mut all = Vec::new();
    for (kind, name, facts) in KINDS {
        let Some(part) = top.part(name)? else { continue };
        let mut kinds = vec![*kind];
        let mut known: Vec<&'static str> = facts.to_vec();
        if *kind == ActKind::Closed && top.get("replied").is_none() {
            // A closed case is taken as replied to, unless the map has a `[replied]` table.
            kinds.insert(0, ActKind::Replied);
            known.extend(ActKind::Replied.facts());
        }
        let also = ["when", "on", "by"];
        part.only(&known.iter().copied().chain(also).collect::<Vec<_>>())?;
        all.push(MapSection {
            name,
            when: part.tests("when")?,
            on: part.value("on")?,
            by: part.value("by")?,
            acts: Acts { kinds, facts: part.facts_among(&known)? },
        });
    }
    know_all(&mut all);
    Ok(all)
}

/// A word that a condition of any act names is known to all conditions on the same column.
fn know_all(sections: &mut [MapSection]) {
    let of = |test: &RowTest| match &test.of.from {
        ValueOrigin::Columns(columns, _) => columns.iter().map(|column| column.name.clone()).collect(),
        _ => Vec::new(),
    };
    let tests = sections.iter().flat_map(|section| section.when.iter().flatten());
    let words = |test: &RowTest| [&test.is[..], &test.not, test.other.as_deref().unwrap_or_default()].concat();
    let named: Vec<(Vec<String>, Vec<String>)> = tests.map(|test| (of(test), words(test))).collect();
    for test in sections.iter_mut().flat_map(|section| section.when.iter_mut().flatten()) {
        let columns = of(test);
        if let Some(other) = &mut test.other {
            other.extend(named.iter().filter(|(of, _)| *of == columns).flat_map(|(_, words)| words.iter().cloned()));
        }
    }
}

fn read_events(part: &Part<'_>, top: &Part<'_>) -> Result<Events, MapError> {
    part.only(EVENTS)?;
    let stray = KINDS.iter().map(|(_, name, _)| *name).chain(["key"]).find(|key| top.get(key).is_some());
    if let Some(key) = stray {
        return Err(MapError::UnknownKey {
            at: String::new(),
            key: key.into(),
            nearest: Some(format!("events.{key}")),
        });
    }
    let named = part.part("as")?.ok_or(MapError::Missing { key: "events.as".into() })?;
    let activities = named.table.iter().map(|(name, toml)| Ok((name.clone(), activity(toml, named.path(name))?)));
    Ok(Events {
        case: part.need("case")?,
        activity: part.need("activity")?,
        time: part.need("time")?,
        by: part.value("by")?,
        note: part.value("note")?,
        key: part.value("key")?,
        named: activities.collect::<Result<_, _>>()?,
        other: part.get("other").map(|toml| activity(toml, part.path("other"))).transpose()?,
    })
}

fn activity(toml: &Toml, at: String) -> Result<Activity, MapError> {
    let (kinds, part) = match toml {
        Toml::Table(table) => {
            let part = Part { at: at.clone(), table };
            (part.texts("kind")?, Some(part))
        }
        _ => (texts(toml, &at)?, None),
    };
    match (kinds.iter().map(String::as_str).collect::<Vec<_>>().as_slice(), &part) {
        (["skip"], None) => return Ok(Activity::Skip),
        (["opened"], None) => return Ok(Activity::Opened),
        ([], _) => return Err(MapError::Missing { key: format!("{at}.kind") }),
        _ => {}
    }
    let names: Vec<&str> = KINDS.iter().map(|(_, name, _)| *name).chain(["opened", "skip"]).collect();
    let kind = |name: &String| {
        let nearest = nearest(name, &names).filter(|n| n != name).map(Into::into);
        ActKind::find(name).ok_or(MapError::UnknownKind { at: at.clone(), kind: name.clone(), nearest })
    };
    let kinds = kinds.iter().map(kind).collect::<Result<Vec<_>, _>>()?;
    let known: Vec<&'static str> = kinds.iter().flat_map(|kind| kind.facts().iter().copied()).collect();
    let facts = part.map_or(Ok(ActFacts::default()), |part| {
        part.only(&known.iter().copied().chain(["kind"]).collect::<Vec<_>>())?;
        part.facts_among(&known)
    })?;
    Ok(Activity::Acts(Acts { kinds, facts }))
}

/// A table of the map with its path.
struct Part<'t> {
    at: String,
    table: &'t Table,
}

impl<'t> Part<'t> {
    fn path(&self, key: &str) -> String {
        if self.at.is_empty() { key.into() } else { format!("{}.{key}", self.at) }
    }

    /// `source-ref` may also be written `source_ref`.
    fn get(&self, key: &str) -> Option<&'t Toml> {
        self.table.get(key).or_else(|| self.table.get(&key.replace('-', "_")))
    }

    fn only(&self, known: &[&str]) -> Result<(), MapError> {
        let unknown = self.table.keys().find(|key| !known.contains(&key.replace('_', "-").as_str()));
        unknown.map_or(Ok(()), |key| {
            let nearest = nearest(key, known).map(Into::into);
            Err(MapError::UnknownKey { at: self.at.clone(), key: key.clone(), nearest })
        })
    }

    fn part(&self, key: &str) -> Result<Option<Part<'t>>, MapError> {
        match self.get(key) {
            None => Ok(None),
            Some(Toml::Table(table)) => Ok(Some(Part { at: self.path(key), table })),
            Some(_) => Err(MapError::Wrong { at: self.path(key), wanted: "table" }),
        }
    }

    fn text(&self, key: &str) -> Result<Option<String>, MapError> {
        match self.get(key) {
            None => Ok(None),
            Some(Toml::String(text)) => Ok(Some(text.clone())),
            Some(_) => Err(MapError::Wrong { at: self.path(key), wanted: "text" }),
        }
    }

    fn texts(&self, key: &str) -> Result<Vec<String>, MapError> {
        self.get(key).map_or(Ok(Vec::new()), |toml| texts(toml, &self.path(key)))
    }

    fn flag(&self, key: &str) -> Result<Option<bool>, MapError> {
        match self.get(key) {
            None => Ok(None),
            Some(Toml::Boolean(flag)) => Ok(Some(*flag)),
            Some(_) => Err(MapError::Wrong { at: self.path(key), wanted: "flag" }),
        }
    }

    fn value(&self, key: &str) -> Result<Option<MapValue>, MapError> {
        self.get(key).map(|toml| value(toml, self.path(key))).transpose()
    }

    fn need(&self, key: &str) -> Result<MapValue, MapError> {
        self.value(key)?.ok_or_else(|| MapError::Missing { key: self.path(key) })
    }

    /// All facts of the table, which must have no other keys.
    fn facts(&self, known: &[&'static str]) -> Result<ActFacts, MapError> {
        self.only(known)?;
        self.facts_among(known)
    }

    fn facts_among(&self, known: &[&'static str]) -> Result<ActFacts, MapError> {
        let mut facts = ActFacts::default();
        for name in known {
            if let (Some(value), None) = (self.value(name)?, facts.get(name)) {
                if value.private && !TEXTS.contains(name) {
                    return Err(MapError::NotText { at: value.at });
                }
                facts.0.push((name, value));
            }
        }
        Ok(facts)
    }

    fn own(&self) -> Result<Vec<(String, MapValue)>, MapError> {
        self.table.iter().map(|(key, toml)| Ok((key.clone(), value(toml, self.path(key))?))).collect()
    }

    fn tests(&self, key: &str) -> Result<Option<Vec<RowTest>>, MapError> {
        let at = self.path(key);
        let wrong = || MapError::Wrong { at: at.clone(), wanted: "table" };
        let tables = match self.get(key) {
            None => return Ok(None),
            Some(Toml::Table(table)) => vec![table],
            Some(Toml::Array(all)) => all.iter().map(Toml::as_table).collect::<Option<_>>().ok_or_else(wrong)?,
            Some(_) => return Err(wrong()),
        };
        let test = |table| {
            let part = Part { at: at.clone(), table };
            part.only(TEST)?;
            let of = part.source()?;
            let other = part.get("other").map(|_| part.texts("other")).transpose()?;
            Ok(RowTest { of, is: part.texts("is")?, not: part.texts("not")?, other, set: part.flag("set")? })
        };
        tables.into_iter().map(test).collect::<Result<_, _>>().map(Some)
    }

    /// The table as a value: `{ column = …, map = {…} }`.
    fn source(&self) -> Result<MapValue, MapError> {
        let names = match (self.text("column")?, self.texts("columns")?) {
            (Some(one), _) => vec![one],
            (None, all) => all,
        };
        let columns: Vec<SourceColumn> = names.into_iter().map(|name| SourceColumn { name, index: None }).collect();
        let from = match self.text("const")? {
            Some(text) => ValueOrigin::Const(text),
            None if columns.is_empty() => return Err(MapError::Missing { key: self.path("column") }),
            None => ValueOrigin::Columns(columns, self.text("join")?.unwrap_or_else(|| " ".into())),
        };
        let formats = self.texts("date")?;
        let dates = if formats.is_empty() { Ok(Dates::usual()) } else { Dates::read(&formats) };
        let map = self
            .part("map")?
            .map(|part| part.table.iter().map(|(k, v)| Ok((k.clone(), plain(v, &part.path(k))?))).collect());
        Ok(MapValue {
            at: self.at.clone(),
            from,
            map: map.transpose()?,
            default: self.text("default")?,
            prefix: self.text("prefix")?.unwrap_or_default(),
            dates: dates.map_err(|format| MapError::BadFormat { at: self.path("date"), format })?,
            split: self.text("split")?.filter(|s| !s.is_empty()).unwrap_or_else(|| ",".into()),
            optional: self.flag("optional")?.unwrap_or(false),
            private: self.flag("private")?.unwrap_or(false),
            unit: match self.text("unit")? {
                None => 1,
                Some(name) => numbers::unit(&name).ok_or(MapError::Wrong { at: self.path("unit"), wanted: "unit" })?,
            },
        })
    }
}

/// A value: a column's name, a table, or a list of values of which the first that is not empty counts.
fn value(toml: &Toml, at: String) -> Result<MapValue, MapError> {
    let of = |from| MapValue {
        at: at.clone(),
        from,
        map: None,
        default: None,
        prefix: String::new(),
        dates: Dates::usual(),
        split: ",".into(),
        optional: false,
        private: false,
        unit: 1,
    };
    match toml {
        Toml::String(name) => {
            Ok(of(ValueOrigin::Columns(vec![SourceColumn { name: name.clone(), index: None }], String::new())))
        }
        Toml::Array(all) => {
            let all = all.iter().map(|one| value(one, at.clone())).collect::<Result<Vec<_>, _>>()?;
            let private = all.iter().any(|one| one.private);
            Ok(MapValue { private, ..of(ValueOrigin::First(all)) })
        }
        Toml::Table(table) => {
            let part = Part { at, table };
            part.only(VALUE)?;
            part.source()
        }
        _ => Err(MapError::Wrong { at, wanted: "value" }),
    }
}

fn texts(toml: &Toml, at: &str) -> Result<Vec<String>, MapError> {
    match toml {
        Toml::Array(all) => all.iter().map(|one| plain(one, at)).collect(),
        one => plain(one, at).map(|text| vec![text]),
    }
}

fn plain(toml: &Toml, at: &str) -> Result<String, MapError> {
    match toml {
        Toml::String(text) => Ok(text.clone()),
        Toml::Integer(number) => Ok(number.to_string()),
        Toml::Boolean(flag) => Ok(flag.to_string()),
        _ => Err(MapError::Wrong { at: at.into(), wanted: "list" }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "name = 't'\nkey = 'id'\n[case]\ntitle = 'what'\nreceived = 'date'\n";

    fn wrong(more: &str) -> MapError {
        Map::read(&format!("{GOOD}{more}")).expect_err(more)
    }

    #[test]
    fn an_unknown_key_is_reported_with_the_nearest_key() {
        for (more, at, key, nearest) in [
            ("chanel = 'c'", "case", "chanel", "channel"),
            ("channel = { colum = 'c' }", "case.channel", "colum", "column"),
            ("[closd]\non = 'x'", "", "closd", "closed"),
            ("[closed]\noutcom = 'x'", "closed", "outcom", "outcome"),
            ("[private]\nfone = 'x'", "private", "fone", "phone"),
            ("[closed]\nwhen = { column = 'x', iss = ['a'] }", "closed.when", "iss", "is"),
            ("[format]\nencodng = 'x'", "format", "encodng", "encoding"),
        ] {
            let (at, key, nearest) = (at.to_string(), key.to_string(), Some(nearest.to_string()));
            assert_eq!(wrong(more), MapError::UnknownKey { at, key, nearest });
        }
    }

    #[test]
    fn missing_and_wrong_values_are_reported_with_their_key() {
        let missing = |text: &str| Map::read(text).expect_err("incomplete");
        assert_eq!(missing("name = 't'\nkey = 'id'"), MapError::Missing { key: "case".into() });
        assert_eq!(missing("key='id'\n[case]\ntitle='a'\nreceived='b'"), MapError::Missing { key: "name".into() });
        assert_eq!(missing("name='t'\n[case]\ntitle='a'\nreceived='b'"), MapError::Missing { key: "key".into() });
        assert_eq!(missing("name='t'\nkey='id'\n[case]\ntitle='a'"), MapError::Missing { key: "case.received".into() });
        assert_eq!(wrong("channel = {}"), MapError::Missing { key: "case.channel.column".into() });
        assert_eq!(wrong("channel = 7"), MapError::Wrong { at: "case.channel".into(), wanted: "value" });
        assert_eq!(wrong("[format]\ndelimiter = '|'"), MapError::Delimiter { given: "|".into() });
        assert!(
            matches!(wrong("source-due = { column = 'x', date = '%Q' }"), MapError::BadFormat { format, .. } if format == "%Q")
        );
        assert!(matches!(wrong("tag = "), MapError::Syntax { line: 6, .. }));
    }

    #[test]
    fn event_maps_name_the_kinds_of_their_activities() {
        let events = "name='t'\n[case]\ntitle={const='x'}\n[events]\ncase='c'\nactivity='a'\ntime='t'\n[events.as]\n";
        let read = |more: &str| Map::read(&format!("{events}{more}"));
        let map = read(
            "A = 'opened'\nB = ['replied', 'closed']\nC = { kind = 'closed', outcome = { const = 'x' } }\nD = 'skip'",
        )
        .expect("a map");
        let MapShape::Events(found) = &map.shape else { panic!("events") };
        assert!(matches!(found.activity("a"), Some(Activity::Opened)) && found.activity("E").is_none());
        assert!(
            matches!(found.activity("B"), Some(Activity::Acts(acts)) if acts.kinds == [ActKind::Replied, ActKind::Closed])
        );
        assert!(matches!(read("A = 'closd'"), Err(MapError::UnknownKind { nearest: Some(n), .. }) if n == "closed"));
        assert!(
            matches!(read("A = { kind = 'closed', reason = 'x' }"), Err(MapError::UnknownKey { key, .. }) if key == "reason")
        );
    }

    #[test]
    fn a_closed_row_counts_as_replied_unless_the_map_says_otherwise() {
        let kinds = |more: &str| {
            let map = Map::read(&format!("{GOOD}{more}")).expect("a map");
            let MapShape::Cases { acts, .. } = map.shape else { panic!("cases") };
            acts.into_iter().flat_map(|s| s.acts.kinds).collect::<Vec<_>>()
        };
        assert_eq!(kinds("[closed]\non = 'x'\nresponsibility = 'r'"), [ActKind::Replied, ActKind::Closed]);
        assert_eq!(kinds("[closed]\non = 'x'\n[replied]\non = 'y'"), [ActKind::Replied, ActKind::Closed]);
        assert_eq!(
            kinds("[closed]\non = 'x'\n[declined]\non = 'y'"),
            [ActKind::Declined, ActKind::Replied, ActKind::Closed]
        );
    }
}
