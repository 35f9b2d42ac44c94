//! The map: which column of a file becomes which fact of a case. `redress help files` describes it.
//!
//! Invariant: a map that was read has no unknown keys, and a bound map refers only to columns that the header has.

mod read;

use super::act::{ActFacts, ActKind, Acts, KINDS};
use super::problem::{MapError, RowProblem};
use super::value::{Cells, MapValue};
use crate::domain::case::registered::{REGISTERED, RegisteredFact};
use crate::domain::gate::codes::nearest;
use crate::domain::gate::intake::PRIVATE;
use crate::domain::policy::Policy;
use crate::import::column_name::name;
use crate::import::source::FileFormat;
use crate::text::labels;
use std::collections::HashSet;
use std::sync::LazyLock;

/// The names of the facts of a registration in a map, which are those of the flags of `intake`.
static FACT_NAMES: LazyLock<Vec<String>> = LazyLock::new(|| REGISTERED.iter().map(RegisteredFact::flag).collect());

/// These names, in the order of the table of facts.
pub(super) fn fact_names() -> impl Iterator<Item = &'static str> {
    FACT_NAMES.iter().map(String::as_str)
}

/// A map.
#[derive(Debug)]
pub(super) struct Map {
    /// Prefix of the keys by which rows are recognized again.
    pub(super) name: String,
    pub(super) format: FileFormat,
    /// Alternative names of columns.
    alias: Vec<(String, Vec<String>)>,
    pub(super) case: ActFacts,
    /// The policy's own fields.
    pub(super) own: Vec<(String, MapValue)>,
    pub(super) private: ActFacts,
    /// Words that look like personal data and are none.
    pub(super) not_personal: Vec<String>,
    pub(super) shape: MapShape,
}

/// What one row stands for.
#[derive(Debug)]
#[allow(clippy::large_enum_variant, reason = "there is one of it in an import")]
pub(super) enum MapShape {
    /// A case, with what was done with it.
    Cases { key: Box<MapValue>, acts: Vec<MapSection> },
    /// One act of a case.
    Events(Box<Events>),
}

impl Map {
    /// What a file says nothing of, because the map has no line for it or the file lacks the columns: facts as they are named on record, kinds
    /// of acts that move a case on, facts of those (`replied findings`). Nothing of it is taken back.
    pub(super) fn unsaid(&self, policy: &Policy) -> HashSet<String> {
        let facts = self.case.0.iter().chain(&self.private.0).map(|(name, value)| (name.replace('-', "_"), value));
        let own = self.own.iter().map(|(name, value)| (name.clone(), value));
        let said: HashSet<String> =
            facts.chain(own).filter(|(_, value)| !value.is_absent()).map(|(name, _)| name).collect();
        let all = fact_names().map(|name| name.replace('-', "_"));
        let all = all.chain(PRIVATE.iter().chain(&["respondent"]).map(ToString::to_string));
        let all = all.chain(policy.fields.iter().map(|field| field.code.to_string()));
        let mut unsaid: HashSet<String> = all.filter(|name| !said.contains(name)).collect();
        if let MapShape::Cases { acts, .. } = &self.shape {
            unsaid.extend(acts.iter().filter(|section| section.is_absent()).map(|section| section.name.to_string()));
            let has = |kind: ActKind| acts.iter().any(|section| section.acts.kinds.contains(&kind));
            let moves = |kind: &ActKind| kind.ends() || matches!(kind, ActKind::Assigned | ActKind::Replied);
            let kinds = KINDS.iter().map(|(kind, ..)| *kind).filter(|kind| moves(kind) && !has(*kind));
            unsaid.extend(kinds.map(|kind| kind.name().to_string()));
            for kind in KINDS.iter().map(|(kind, ..)| *kind).filter(moves) {
                let of_kind = acts.iter().filter(|section| section.acts.kinds.contains(&kind));
                let tells = |fact: &str| {
                    let mut values = of_kind.clone().filter_map(|section| section.acts.facts.get(fact));
                    values.any(|value| !value.is_absent())
                };
                let facts = kind.facts().iter().filter(|fact| !tells(fact));
                unsaid.extend(facts.map(|fact| format!("{} {}", kind.name(), fact.replace('-', "_"))));
            }
        }
        unsaid
    }

    /// Kinds of acts that a row tells by their date alone: where the date is gone, the row does not say any more that it was done.
    pub(super) fn told_by_date(&self) -> HashSet<&'static str> {
        let MapShape::Cases { acts, .. } = &self.shape else { return HashSet::new() };
        let is_dated = |section: &&MapSection| section.when.is_none() && section.on.is_some() && !section.is_absent();
        acts.iter().filter(is_dated).flat_map(|section| &section.acts.kinds).map(|kind| kind.name()).collect()
    }
}

impl MapSection {
    /// Whether the file lacks the columns that would tell that it was done.
    fn is_absent(&self) -> bool {
        match (&self.when, &self.on) {
            (Some(tests), _) => tests.iter().any(|test| test.of.is_absent()),
            (None, on) => on.as_ref().is_some_and(MapValue::is_absent),
        }
    }
}

/// A table such as `[accepted]` or `[closed]`: the condition under which the act was done, and its date.
#[derive(Debug)]
pub(super) struct MapSection {
    pub(super) name: &'static str,
    pub(super) when: Option<Vec<RowTest>>,
    pub(super) on: Option<MapValue>,
    pub(super) by: Option<MapValue>,
    pub(super) acts: Acts,
}

/// A condition on a row.
#[derive(Debug)]
pub(super) struct RowTest {
    pub(super) of: MapValue,
    /// The text must be one of these, if any are given.
    pub(super) is: Vec<String>,
    /// The text must not be one of these.
    pub(super) not: Vec<String>,
    /// All other texts that there may be, where the map names them: a text that it does not know is asked of it, and not held for one of these.
    pub(super) other: Option<Vec<String>>,
    /// Whether the text must be present or absent.
    pub(super) set: Option<bool>,
}

/// `[events]`: one row an act.
#[derive(Debug)]
pub(super) struct Events {
    pub(super) case: MapValue,
    pub(super) activity: MapValue,
    pub(super) time: MapValue,
    pub(super) by: Option<MapValue>,
    pub(super) note: Option<MapValue>,
    /// What identifies a row within its case; time and activity if not given.
    pub(super) key: Option<MapValue>,
    /// The meaning of each activity.
    pub(super) named: Vec<(String, Activity)>,
    /// The meaning of all other activities; if not given, such rows are rejected.
    pub(super) other: Option<Activity>,
}

/// The meaning of an activity.
#[derive(Debug)]
pub(super) enum Activity {
    /// The registration; later ones of the same case are notes.
    Opened,
    Acts(Acts),
    /// The row is skipped.
    Skip,
}

impl Activity {
    /// The kind of event that it becomes.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Opened => "opened",
            Self::Acts(acts) => acts.kinds.first().map_or("noted", |kind| kind.name()),
            Self::Skip => "",
        }
    }
}

impl RowTest {
    /// Whether the condition holds.
    pub(super) fn holds(&self, cells: Cells<'_>) -> Result<bool, RowProblem> {
        let text = self.of.text(cells)?;
        let among = |all: &[String]| all.iter().any(|one| one.eq_ignore_ascii_case(&text));
        let is_unknown =
            |other: &Vec<String>| !text.is_empty() && ![&self.is, &self.not, other].iter().any(|all| among(all));
        if let Some(other) = self.other.as_ref().filter(|other| is_unknown(other)) {
            let all: Vec<&String> = self.is.iter().chain(&self.not).chain(other).collect();
            let nearest = nearest(&text, &all).map(Into::into);
            return Err(RowProblem::NotMapped { at: self.of.at.clone(), value: text.into_owned(), nearest });
        }
        Ok((self.is.is_empty() || among(&self.is))
            && !among(&self.not)
            && self.set.is_none_or(|set| set != text.is_empty()))
    }
}

impl Events {
    /// The meaning of an activity, if the map has one.
    pub(super) fn activity(&self, name: &str) -> Option<&Activity> {
        let named = self.named.iter().find(|(known, _)| known == name);
        named
            .or_else(|| self.named.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)))
            .map(|(_, a)| a)
            .or(self.other.as_ref())
    }
}

impl Map {
    /// Finds the map's columns in a header, under any of their names.
    ///
    /// # Errors
    /// Columns are missing, or a column that is used occurs twice.
    pub(super) fn bind(&mut self, header: &[String]) -> Result<(), MapError> {
        let alias = std::mem::take(&mut self.alias);
        let find = |wanted: &str| {
            let wanted = name(wanted);
            header.iter().position(|known| *known == wanted)
        };
        let place = |name: &str| {
            let others = alias.iter().find(|(known, _)| known == name).map(|(_, all)| all.as_slice());
            // What this program exports has its own keys in CSV, and their labels in a workbook.
            let labelled = || header.iter().position(|known| labels::is(name, known));
            find(name).or_else(|| others.unwrap_or_default().iter().find_map(|other| find(other))).or_else(labelled)
        };
        let mut missing = Vec::new();
        let mut used: Vec<usize> = Vec::new();
        self.each_value(&mut |value| {
            value.bind(&place, &mut missing);
            value.columns(&mut used);
        });
        self.alias = alias;
        if !missing.is_empty() {
            let near = |(at, column): (String, String)| {
                let near = nearest(&column, header).map(Into::into);
                (at, column, near)
            };
            return Err(MapError::Columns {
                missing: missing.into_iter().map(near).collect(),
                header: header.to_vec(),
            });
        }
        let twice = used.iter().map(|i| &header[*i]).find(|name| header.iter().filter(|h| h == name).count() > 1);
        twice.map_or(Ok(()), |column| Err(MapError::Twice { column: column.clone() }))
    }

    /// Checks that the policy has the fields that the map sets.
    ///
    /// # Errors
    /// The first field that it does not have.
    pub(super) fn check(&self, policy: &Policy) -> Result<(), MapError> {
        let known: Vec<&str> = policy.fields.iter().map(|f| f.code.as_str()).collect();
        let unknown = self.own.iter().find(|(code, _)| !known.contains(&code.as_str()));
        unknown.map_or(Ok(()), |(code, _)| {
            Err(MapError::UnknownField { code: code.clone(), nearest: nearest(code, &known).map(Into::into) })
        })
    }

    /// Fits a built-in map to a policy: a channel or nature that the policy does not have is left out.
    pub(super) fn fit(&mut self, policy: &Policy) {
        self.each_value(&mut |value| {
            let section = match value.at.as_str() {
                "case.channel" => "channel",
                "case.nature" => "nature",
                _ => return,
            };
            let rows = policy.section(section).unwrap_or_default();
            let known = |code: &String| rows.iter().any(|row| *row.code() == code.as_str());
            let codes = value.map.iter_mut().flatten().map(|(_, code)| code).chain(&mut value.default);
            codes.filter(|code| !known(code)).for_each(String::clear);
        });
    }

    /// The keys of the map that use each column of a header.
    pub(super) fn uses(&mut self, columns: usize) -> Vec<Vec<String>> {
        let mut uses = vec![Vec::new(); columns];
        self.each_value(&mut |value| {
            let mut used = Vec::new();
            value.columns(&mut used);
            for at in used {
                if let Some(keys) = uses.get_mut(at).filter(|keys: &&mut Vec<String>| !keys.contains(&value.at)) {
                    keys.push(value.at.clone());
                }
            }
        });
        uses
    }

    fn each_value(&mut self, each: &mut dyn FnMut(&mut MapValue)) {
        let facts = self.case.0.iter_mut().chain(&mut self.private.0).map(|(_, value)| value);
        facts.chain(self.own.iter_mut().map(|(_, value)| value)).for_each(&mut *each);
        match &mut self.shape {
            MapShape::Cases { key, acts } => {
                each(key);
                for section in acts {
                    section.when.iter_mut().flatten().for_each(|test| each(&mut test.of));
                    section.on.iter_mut().chain(&mut section.by).for_each(&mut *each);
                    section.acts.facts.0.iter_mut().for_each(|(_, value)| each(value));
                }
            }
            MapShape::Events(events) => {
                let Events { case, activity, time, by, note, key, named, other } = events.as_mut();
                [case, activity, time].into_iter().chain(by).chain(note).chain(key).for_each(&mut *each);
                for activity in named.iter_mut().map(|(_, a)| a).chain(other) {
                    if let Activity::Acts(acts) = activity {
                        acts.facts.0.iter_mut().for_each(|(_, value)| each(value));
                    }
                }
            }
        }
    }
}
