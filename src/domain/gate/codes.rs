//! Resolves what users type for a code: the code itself, or its exact title in either language. Used by all commands.

use crate::domain::Code;
use crate::domain::case::fact_type::each_once;
use crate::domain::event::Fields;
use crate::domain::gate::context::GateContext;
use crate::domain::gate::proposal::Proposal;
use crate::domain::gate::refusal::Problem;
use crate::domain::value::amount::{Amount, Value};
use crate::domain::value::moment::Moment;
use crate::domain::value::texts::half_width;
use std::borrow::Cow;

/// The code that `given` stands for; `kind` is a section of the policy, `unit` or `person`.
///
/// # Errors
/// It is unknown; the problem names the nearest known code and all known ones.
pub fn find(kind: &str, given: &str, cx: &GateContext<'_>) -> Result<Code, Problem> {
    let found = find_as_typed(kind, given.trim(), cx);
    match half_width(given) {
        Cow::Owned(narrow) if found.is_err() => find_as_typed(kind, narrow.trim(), cx).or(found),
        _ => found,
    }
}

/// The code of a row that `given` names by code or title; empty if there is none.
#[must_use]
pub fn row_code(policy: &crate::domain::policy::Policy, section: &str, given: &str) -> Code {
    let rows = policy.section(section).unwrap_or_default();
    let row = rows.iter().find(|row| row.code() == given || row.title().is(given));
    row.map(|row| row.code().clone()).unwrap_or_default()
}

fn find_as_typed(kind: &str, given: &str, cx: &GateContext<'_>) -> Result<Code, Problem> {
    match kind {
        "unit" => return find_unit(given, cx),
        "person" => return find_person(given, cx),
        _ => {}
    }
    let rows = cx.current.section(kind).unwrap_or_default();
    let hit = rows.iter().find(|r| r.code() == given).or_else(|| rows.iter().find(|r| r.title().is(given)));
    if let Some(row) = hit {
        return Ok(row.code().clone());
    }
    let names = rows.iter().flat_map(|r| [r.code().to_string(), r.title().zh.clone(), r.title().en.clone()]);
    Err(unknown(kind, given, names.collect(), rows.iter().map(|r| r.code().clone()).collect()))
}

fn find_unit(given: &str, cx: &GateContext<'_>) -> Result<Code, Problem> {
    if let Some(unit) = cx.directory.find_unit(given) {
        let (code, day) = (unit.code.clone(), cx.when().date());
        return match (unit.from, unit.until) {
            _ if cx.past => Ok(code),
            (_, Some(until)) if until < day => Err(Problem::UnitClosed { unit: code, until }),
            (Some(from), _) if day < from => Err(Problem::UnitNotYet { unit: code, from }),
            _ => Ok(code),
        };
    }
    let own = cx.desk.as_str();
    if given == own || (cx.past && cx.directory.units.is_empty()) {
        return Ok(given.into());
    }
    let mut names: Vec<String> = cx.directory.units.iter().flat_map(|u| [u.code.to_string(), u.zh.clone()]).collect();
    let mut known: Vec<Code> = cx.directory.units.iter().map(|u| u.code.clone()).collect();
    if known.is_empty() {
        names.push(own.into());
        known.push(own.into());
    }
    Err(unknown("unit", given, names, known))
}

fn find_person(given: &str, cx: &GateContext<'_>) -> Result<Code, Problem> {
    if let Some(person) = cx.directory.find_person(given) {
        return Ok(person.code.clone());
    }
    // Without persons in the directory every person is accepted; imported history may name persons who have left.
    if cx.directory.people.is_empty() || cx.past || given == cx.by {
        return Ok(given.into());
    }
    let names = cx.directory.people.iter().flat_map(|p| [p.code.to_string(), p.name.clone()]).collect();
    Err(unknown("person", given, names, cx.directory.people.iter().map(|p| p.code.clone()).collect()))
}

/// Whether a word has the form of a staff code, which no name has.
#[must_use]
pub fn is_code(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-'))
}

fn unknown(kind: &str, given: &str, names: Vec<String>, known: Vec<Code>) -> Problem {
    Problem::UnknownCode { kind: kind.into(), value: given.into(), nearest: nearest(given, &names), known }
}

/// The name nearest to `given`, if they differ by typing errors only (a letter omitted, inserted, changed or swapped
/// with the next; one in four letters), or if the name begins with it.
#[must_use]
pub fn nearest<S: AsRef<str>>(given: &str, names: &[S]) -> Option<Code> {
    let given = given.to_lowercase();
    let length = given.chars().count();
    let slips = |name: &str| {
        let name = name.to_lowercase();
        let most = match name.chars().count().max(length) {
            0 | 1 => 0,
            // Chinese words of two characters that share only the second are two words; “电活” is “电话” misspelled.
            2 if !given.is_ascii() && given.chars().next() != name.chars().next() => 0,
            2..=4 => 1,
            5..=8 => 2,
            _ => 3,
        };
        // “非我方责任” is the opposite of “我方责任”, not a misspelling of it.
        let turns = ["非", "不", "未", "无"].iter().any(|no| given.contains(no) != name.contains(no));
        if turns {
            return None;
        }
        // In Chinese a part of a name is enough: “道歉” for “向客户道歉”.
        let part = !given.is_ascii() && length > 1 && name.contains(&given);
        // So is a name with a word that goes without saying: “高风险” for “高”.
        let beyond = if name.chars().count() > 1 { length } else { 3 };
        let whole = !name.is_ascii() && length <= beyond && given.contains(&name);
        let begins = part || whole || (length > 2 && name.starts_with(&given));
        let (slips, alike) = (strsim::osa_distance(&given, &name), strsim::jaro_winkler(&given, &name));
        let near = begins || slips <= most || (slips == most + 1 && alike > 0.85 && most > 0);
        near.then_some(((!begins, slips), -alike))
    };
    // Of equally near names the first: codes come before titles.
    let near = names.iter().map(AsRef::as_ref).filter_map(|name: &str| Some((slips(name)?, name)));
    near.min_by(|(a, _), (b, _)| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1))).map(|(_, name)| name.into())
}

impl Proposal<'_> {
    /// Resolves a code; if it is unknown, refuses and returns an empty code. Empty stays empty.
    pub fn code(&mut self, kind: &str, given: &str) -> Code {
        if given.is_empty() {
            return Code::default();
        }
        find(kind, given, self.cx).unwrap_or_else(|problem| {
            self.refuse(problem);
            Code::default()
        })
    }

    /// Resolves several codes; unknown ones are refused and left out.
    pub fn codes(&mut self, kind: &str, given: &[String]) -> Vec<Code> {
        let mut codes = given.iter().map(|g| self.code(kind, g)).filter(|c| !c.is_empty()).collect();
        each_once(&mut codes);
        codes
    }

    /// Resolves `--set FIELD=VALUE` pairs to the policy's fields.
    pub fn fields(&mut self, given: &[(String, String)]) -> Fields {
        let mut fields = Fields::new();
        for (name, text) in given {
            let known = &self.cx.current.fields;
            // Usually the code itself; titles are resolved like any others.
            let field = known.iter().find(|f| f.code == *name).or_else(|| {
                let code = self.code("field", name);
                known.iter().find(|f| f.code == code && !code.is_empty())
            });
            let Some(field) = field else { continue };
            match (whole_value(field, text), fields.get_mut(&field.code)) {
                // Several values may be given one by one.
                (Ok(Value::Codes(more)), Some(Value::Codes(codes))) => {
                    codes.extend(more.into_iter().filter(|code| !codes.contains(code)).collect::<Vec<_>>());
                }
                (Ok(value), _) => drop(fields.insert(field.code.clone(), value)),
                (Err(problem), _) => self.refuse(problem),
            }
        }
        fields
    }
}

/// Reads yes or no, in either language.
#[must_use]
pub fn yes_or_no(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "yes" | "true" | "1" | "是" => Some(true),
        "no" | "false" | "0" | "否" => Some(false),
        _ => None,
    }
}

/// Parses what a case has of a field: one value, or several between commas if the field takes several.
///
/// # Errors
/// As [`field_value`].
pub fn whole_value(field: &crate::domain::policy::Field, text: &str) -> Result<Value, Problem> {
    if !field.many {
        return field_value(field, text);
    }
    let mut codes: Vec<Code> = Vec::new();
    for part in text.split([',', '，', '、']).map(str::trim).filter(|part| !part.is_empty()) {
        let code: Code = field_value(field, part)?.to_string().into();
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    Ok(Value::Codes(codes))
}

/// Parses one value of a field according to its kind.
///
/// # Errors
/// The text is not a value of that kind.
pub fn field_value(field: &crate::domain::policy::Field, text: &str) -> Result<Value, Problem> {
    let bad = || Problem::BadValue { field: field.code.clone(), value: text.into(), wanted: field.kind.clone() };
    match field.kind.as_str() {
        "flag" => yes_or_no(text).map(Value::Flag).ok_or_else(bad),
        "money" => text.parse::<Amount>().map(Value::Number).map_err(|()| bad()),
        "count" => {
            text.parse::<Amount>().ok().filter(|a| a.0 >= 0 && a.0 % 100 == 0).map(Value::Number).ok_or_else(bad)
        }
        "date" => text.parse::<Moment>().map(|m| Value::Text(m.to_string())).map_err(|_| bad()),
        "choice" => {
            let hit = field.choices.iter().find(|c| c.code == text || c.title.is(text));
            let names: Vec<&str> =
                field.choices.iter().flat_map(|c| [c.code.as_str(), &c.title.zh, &c.title.en]).collect();
            hit.map(|c| Value::Text(c.code.to_string())).ok_or_else(|| Problem::UnknownCode {
                kind: field.code.clone(),
                value: text.into(),
                nearest: nearest(text, &names),
                known: field.choices.iter().map(|c| c.code.clone()).collect(),
            })
        }
        _ => Ok(Value::Text(text.into())),
    }
}
