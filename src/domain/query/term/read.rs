//! Parses terms: keys, values by code or title, ranges, negation, saved queries.

use super::values::{DATES, GROUPS, IS};
use super::{Bounds, Filter, Known, Own, TermError, Test, Wanted, Word};
use crate::domain::Code;
use crate::domain::calendar::Calendar;
use crate::domain::calendar::period::Period;
use crate::domain::case::fact::{CaseFact, uses};
use crate::domain::case::fact_type::FactKind;
use crate::domain::case::limit;
use crate::domain::case::{appeal, mediation, remedy};
use crate::domain::gate::codes::{field_value, nearest, yes_or_no};
use crate::domain::gate::{link, reply};
use crate::domain::policy::directory::Directory;
use crate::domain::policy::{CHANNEL_FORMS, Field, Policy};
use crate::domain::value::amount::Amount;
use crate::domain::value::state::State;
use crate::domain::value::texts::{folded, half_width};
use crate::domain::value::title::Title;
use chrono::NaiveDate;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The keys that are no facts of the table, or not only.
const KEYS: &[&str] =
    &["status", "is", "overdue", "received", "due", "closed", "recorded", "link", "channel_form", REF, "not"];

/// The key of the source's number, which is also a case's name.
const REF: &str = "ref";

/// The keys that every project has, besides the policy's fields.
pub fn keys() -> impl Iterator<Item = &'static str> {
    let facts = CaseFact::all().filter(|fact| fact.uses() & uses::TERM != 0);
    KEYS.iter().copied().chain(facts.map(CaseFact::name))
}

/// In `unit:none`, `category:unset`: nothing is set. A code of that name takes precedence (`responsibility:none`), so there are two.
pub const NONE: [&str; 4] = ["none", "unset", "无", "未填"];

/// In `person:me`: the current user. A person of that name takes precedence.
const ME: [&str; 2] = ["me", "我"];

/// What is needed to parse terms.
#[derive(Clone)]
pub struct TermReader<'a> {
    /// Codes and titles.
    pub policy: &'a Policy,
    /// Units and people.
    pub directory: &'a Directory,
    /// For periods given in working days.
    pub calendar: &'a Calendar,
    /// Today.
    pub today: NaiveDate,
    /// The saved queries by name: the terms of each.
    pub queries: &'a BTreeMap<String, Vec<String>>,
    /// The code of a built-in word with this title in either language.
    pub words: fn(Word, &str) -> Option<&'static str>,
    /// The code of the current user (`me`); empty if unknown.
    pub me: Code,
}

impl TermReader<'_> {
    /// Parses terms, joined by *and*.
    ///
    /// # Errors
    /// The first wrong term, with the nearest known alternative.
    pub fn filter(&self, terms: &[String]) -> Result<Filter, TermError> {
        self.all(terms, &mut Vec::new())
    }

    fn all(&self, terms: &[String], within: &mut Vec<String>) -> Result<Filter, TermError> {
        let typed = terms.iter().map(|t| t.trim()).filter(|t| !t.is_empty());
        Ok(Filter { tests: typed.map(|t| self.term(t, within)).collect::<Result<_, _>>()? })
    }

    fn term(&self, term: &str, within: &mut Vec<String>) -> Result<Test, TermError> {
        if let Some(name) = term.strip_prefix('@') {
            return self.saved(name, within);
        }
        let Some((key, value)) = self.split(term) else {
            return Ok(Test::InTitle(folded(term)));
        };
        let key = &*half_width(key);
        let key = self.key(key).unwrap_or(key);
        if key == "not" {
            if value.is_empty() {
                return Err(bad("not", value, Wanted::Something));
            }
            return Ok(Test::Not(Box::new(self.term(value, within)?)));
        }
        // `50,000` is one amount, not a list.
        let is_sum = fact(key).is_some_and(|fact| fact.kind().is_number())
            || self.own(key).is_some_and(|f| matches!(f.kind.as_str(), "money" | "count"));
        if is_sum && bounds(key, value, Wanted::Amount).is_ok() {
            return self.test(key, &[value]);
        }
        let values: Vec<&str> = value.split([',', '，']).map(str::trim).filter(|v| !v.is_empty()).collect();
        if values.is_empty() {
            return Err(bad(key, value, Wanted::Something));
        }
        self.test(key, &values)
    }

    /// The key and the value. A full-width colon is accepted after a known key.
    fn split<'t>(&self, term: &'t str) -> Option<(&'t str, &'t str)> {
        if let Some((key, value)) = term.split_once('：')
            && (self.key(&half_width(key)).is_some() || self.own(key).is_some())
        {
            return Some((key.trim(), value.trim()));
        }
        term.split_once(':').map(|(key, value)| (key.trim(), value.trim()))
    }

    /// The built-in key that is typed, in itself or by its Chinese name. A policy field of that name takes precedence.
    fn key(&self, typed: &str) -> Option<&'static str> {
        let named = || (self.words)(Word::Key, typed).filter(|_| self.own(typed).is_none());
        keys().find(|key| *key == typed).or_else(named)
    }

    fn saved(&self, name: &str, within: &mut Vec<String>) -> Result<Test, TermError> {
        if within.iter().any(|known| known == name) {
            return Err(TermError::Recursive { name: name.into() });
        }
        let Some(terms) = self.queries.get(name) else {
            let names: Vec<&String> = self.queries.keys().collect();
            let known = names.iter().map(|n| row(n.as_str())).collect();
            return Err(TermError::UnknownValue {
                key: "@".into(),
                value: name.into(),
                nearest: nearest(name, &names),
                known,
            });
        };
        within.push(name.into());
        let filter = self.all(terms, within)?;
        within.pop();
        Ok(Test::All(filter))
    }

    fn test(&self, key: &str, values: &[&str]) -> Result<Test, TermError> {
        if let Some((name, of)) = DATES.iter().find(|(name, _)| *name == key) {
            return Ok(Test::Dates(name, *of, each(values, |v| self.period(key, v))?));
        }
        match key {
            "status" => self.status(values),
            "is" => self.is(values),
            "overdue" => Ok(Test::Overdue(each(values, |v| pick(key, v, &self.limits(), self.word(Word::Limit, v)))?)),
            // The channels of this form, by their rows.
            "channel_form" => {
                let known = plain(CHANNEL_FORMS);
                let forms: Vec<Code> = each(values, |v| pick(key, v, &known, self.word(Word::ChannelForm, v)))?;
                let channels = self.policy.channels.iter().filter(|row| forms.contains(&row.form));
                let codes: Vec<Code> = channels.map(|row| row.code.clone()).collect();
                fact("channel").map(|fact| Test::Codes(fact, codes)).ok_or_else(|| bad(key, "", Wanted::Something))
            }
            "link" => {
                let known = plain(link::KINDS);
                Ok(Test::Link(each(values, |v| pick(key, v, &known, self.word(Word::Link, v)))?))
            }
            _ => match fact(key) {
                Some(fact) => self.fact_test(fact, key, values),
                None => self.own_test(key, values),
            },
        }
    }

    fn fact_test(&self, fact: CaseFact, key: &str, values: &[&str]) -> Result<Test, TermError> {
        let codes = match fact.kind() {
            FactKind::Section(section) | FactKind::Tree(section) => self.in_section(key, section, values)?,
            FactKind::Unit => self.units(key, values)?,
            FactKind::Person => each(values, |v| self.person(key, v))?,
            FactKind::Satisfaction => {
                let known = plain(reply::SATISFACTION);
                each(values, |v| pick_or_none(key, v, &known, self.word(Word::Satisfaction, v)))?
            }
            FactKind::Mediation => {
                let known = plain(mediation::RESULTS);
                each(values, |v| pick_or_none(key, v, &known, self.word(Word::Mediation, v)))?
            }
            FactKind::Remedy => {
                let known = plain(remedy::ACTS);
                each(values, |v| pick_or_none(key, v, &known, self.word(Word::Remedy, v)))?
            }
            FactKind::Appeal => {
                let known = plain(appeal::STATES);
                each(values, |v| pick_or_none(key, v, &known, self.word(Word::Appeal, v)))?
            }
            FactKind::Time => return Ok(Test::Date(fact, each(values, |v| self.period(key, v))?)),
            FactKind::Money => return Ok(Test::Number(fact, each(values, |v| bounds(key, v, Wanted::Amount))?)),
            FactKind::Count => return Ok(Test::Number(fact, each(values, |v| bounds(key, v, Wanted::Count))?)),
            FactKind::Flag => {
                let flag = |v: &str| yes_or_no(v).ok_or_else(|| bad(key, v, Wanted::Flag));
                let tests = each(values, |v| flag(v).map(|on| Test::Flag(fact, on)))?;
                return Ok(Test::Any(tests));
            }
            // A number may have been recorded as it was typed, or in half width.
            FactKind::Reference => values.iter().flat_map(|v| [none_or(v), none_or(&half_width(v))]).collect(),
            _ => each(values, |v| Ok(none_or(v)))?,
        };
        Ok(Test::Codes(fact, codes))
    }

    fn status(&self, values: &[&str]) -> Result<Test, TermError> {
        let (mut states, mut groups) = (Vec::new(), Vec::new());
        let known: Vec<Known> = State::ALL.iter().map(|s| s.code()).chain(GROUPS.iter().copied()).map(row).collect();
        for value in values {
            let code = pick("status", value, &known, self.word(Word::State, value))?;
            states.extend(State::ALL.into_iter().find(|s| code == s.code()));
            groups.extend(IS.iter().find(|(name, _)| GROUPS.contains(name) && code == *name).copied());
        }
        Ok(match (states.is_empty(), groups.is_empty()) {
            (_, true) => Test::Status(states),
            (true, false) => Test::Is(groups),
            (false, false) => Test::Any(vec![Test::Status(states), Test::Is(groups)]),
        })
    }

    fn is(&self, values: &[&str]) -> Result<Test, TermError> {
        let known: Vec<Known> = IS.iter().map(|(name, _)| row(*name)).collect();
        let found = each(values, |v| pick("is", v, &known, self.word(Word::Flag, v)))?;
        Ok(Test::Is(IS.iter().filter(|(name, _)| found.iter().any(|f| f == name)).copied().collect()))
    }

    fn limits(&self) -> Vec<Known> {
        let fixed = ["reply", "accept", "dispatch", "contact", "form", "source", "close"].map(row);
        let of = |name: &Code| {
            let title = self.policy.limits.iter().find(|l| limit::limit_name(l) == name).map(|l| l.title.clone());
            (name.clone(), title.unwrap_or_default())
        };
        let own = limit::names(self.policy).map(of).filter(|(name, _)| !fixed.iter().any(|(f, _)| f == name));
        own.chain(fixed.clone()).collect()
    }

    /// Codes of a section; in a tree with all below them. If the section has no rows, every value is accepted.
    fn in_section(&self, key: &str, section: &str, values: &[&str]) -> Result<Vec<Code>, TermError> {
        let rows = self.policy.section(section).unwrap_or_default();
        let known: Vec<Known> = rows.iter().map(|r| (r.code().clone(), r.title().clone())).collect();
        let found = each(values, |v| pick_or_none(key, v, &known, None))?;
        let below = known.iter().map(|(code, _)| code).filter(|code| {
            let above = self.policy.with_parents(section, code);
            above.iter().skip(1).any(|a| found.contains(a))
        });
        Ok(found.iter().chain(below).cloned().collect())
    }

    /// Units with all units below them.
    fn units(&self, key: &str, values: &[&str]) -> Result<Vec<Code>, TermError> {
        let known: Vec<Known> = self.directory.units.iter().map(|u| (u.code.clone(), u.title())).collect();
        let found = each(values, |v| pick_or_none(key, v, &known, None))?;
        let units = self.directory.units.iter().map(|u| &u.code);
        let below =
            units.filter(|code| self.directory.with_parents(code).iter().skip(1).any(|a| found.contains(&a.code)));
        Ok(found.iter().chain(below).cloned().collect())
    }

    fn person(&self, key: &str, value: &str) -> Result<Code, TermError> {
        if ME.contains(&value) && !self.me.is_empty() && self.directory.find_person(value).is_none() {
            return Ok(self.me.clone());
        }
        if let Some(person) = self.directory.find_person(value) {
            return Ok(person.code.clone());
        }
        let title = |name: &String| Title { zh: name.clone(), en: String::new() };
        let people = self.directory.people.iter();
        // A name that several people have matches nobody; only their codes are suggested.
        let known: Vec<Known> =
            people.map(|p| (p.code.clone(), if p.name == value { Title::default() } else { title(&p.name) })).collect();
        pick_or_none(key, value, &known, None)
    }

    fn period(&self, key: &str, value: &str) -> Result<Period, TermError> {
        Period::parse(value, self.today, self.calendar).map_err(|_| bad(key, value, Wanted::Period))
    }

    fn word(&self, word: Word, value: &str) -> Option<Code> {
        (self.words)(word, value).map(Code::from)
    }

    fn own(&self, key: &str) -> Option<&Field> {
        let fields = &self.policy.fields;
        fields.iter().find(|f| f.code == key).or_else(|| fields.iter().find(|f| f.title.is(key)))
    }

    fn own_test(&self, key: &str, values: &[&str]) -> Result<Test, TermError> {
        let Some(field) = self.own(key) else {
            let own = self.policy.fields.iter().map(|field| (field.code.clone(), field.title.clone()));
            let known: Vec<Known> = keys().map(row).chain(own).collect();
            let names: Vec<&Code> = known.iter().map(|(code, _)| code).collect();
            return Err(TermError::UnknownKey { key: key.into(), nearest: nearest(key, &names), known });
        };
        Ok(Test::Own(field.code.clone(), each(values, |v| self.own_value(field, v))?))
    }

    fn own_value(&self, field: &Field, value: &str) -> Result<Own, TermError> {
        let is_named = field.choices.iter().any(|c| c.code == value || c.title.is(value));
        if NONE.contains(&value) && !is_named {
            return Ok(Own::Unset);
        }
        match field.kind.as_str() {
            "money" => bounds(&field.code, value, Wanted::Amount).map(Own::Within),
            "count" => bounds(&field.code, value, Wanted::Count).map(Own::Within),
            "date" => self.period(&field.code, value).map(Own::In),
            "choice" if !is_named => {
                let known: Vec<Known> = field.choices.iter().map(|c| (c.code.clone(), c.title.clone())).collect();
                Err(unknown(&field.code, value, &known))
            }
            _ => field_value(field, value).map(Own::Is).map_err(|_| bad(&field.code, value, Wanted::Flag)),
        }
    }
}

/// The fact of the table with this key of a term.
fn fact(key: &str) -> Option<CaseFact> {
    CaseFact::find(if key == REF { "source_ref" } else { key }, uses::TERM)
}

fn each<T>(values: &[&str], read: impl Fn(&str) -> Result<T, TermError>) -> Result<Vec<T>, TermError> {
    values.iter().map(|value| read(value)).collect()
}

/// The text itself; empty for `none`.
fn none_or(value: &str) -> Code {
    if NONE.contains(&value) { Code::default() } else { value.into() }
}

fn row(code: impl Into<Code>) -> Known {
    (code.into(), Title::default())
}

fn plain(codes: &[&'static str]) -> Vec<Known> {
    codes.iter().map(|c| row(*c)).collect()
}

/// The code in `known` that `value` means: by the code, by its title, or by the built-in `word` with that title.
fn pick(key: &str, value: &str, known: &[Known], word: Option<Code>) -> Result<Code, TermError> {
    let hit = known.iter().find(|(code, _)| code == value).or_else(|| known.iter().find(|(_, title)| title.is(value)));
    let hit = hit.or_else(|| known.iter().find(|(code, _)| word.as_ref() == Some(code)));
    match (hit, half_width(value)) {
        (Some((code, _)), _) => Ok(code.clone()),
        (None, Cow::Owned(narrow)) => pick(key, &narrow, known, word),
        (None, Cow::Borrowed(_)) => Err(unknown(key, value, known)),
    }
}

/// The same, and `none` for nothing set. If `known` is empty, every value is accepted.
fn pick_or_none(key: &str, value: &str, known: &[Known], word: Option<Code>) -> Result<Code, TermError> {
    match pick(key, value, known, word) {
        Err(_) if NONE.contains(&value) => Ok(Code::default()),
        Err(_) if known.is_empty() => Ok(value.into()),
        found => found,
    }
}

fn unknown(key: &str, value: &str, known: &[Known]) -> TermError {
    let names: Vec<&str> = known.iter().flat_map(|(code, title)| [code.as_str(), &title.zh, &title.en]).collect();
    let (nearest, known) = (nearest(value, &names), known.to_vec());
    TermError::UnknownValue { key: key.into(), value: value.into(), nearest, known }
}

fn bad(key: &str, value: &str, wanted: Wanted) -> TermError {
    TermError::BadValue { key: key.into(), value: value.into(), wanted }
}

/// Parses `50000..`, `..100`, `1000..2000` or a single number; both ends are inclusive.
fn bounds(key: &str, value: &str, wanted: Wanted) -> Result<Bounds, TermError> {
    let value = &*half_width(value);
    let number = |text: &str| {
        let n = text.parse::<Amount>().ok();
        n.filter(|n| wanted != Wanted::Count || n.0 % 100 == 0).ok_or_else(|| bad(key, value, wanted))
    };
    let end = |text: &str| if text.is_empty() { Ok(None) } else { number(text.trim()).map(Some) };
    let Some((from, to)) = value.split_once("..") else {
        return number(value).map(|n| (Some(n), Some(n)));
    };
    let (from, to) = (end(from)?, end(to)?);
    let ordered = from.zip(to).is_none_or(|(from, to)| from <= to);
    if ordered { Ok((from, to)) } else { Err(bad(key, value, wanted)) }
}
