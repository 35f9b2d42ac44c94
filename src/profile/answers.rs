//! Parses `answers.toml`: the desk's standard answers, over those of the policy. They are always current and no part of
//! the policy that decides cases.

use crate::domain::policy::{Answer, ROW_KEYS, SECTIONS};
use crate::profile::error::{PolicyError, syntax};
use crate::profile::merge::to_json;
use crate::profile::rows::RowReader;
use serde::Deserialize;
use serde_json::{Map, Value};

/// The file.
pub const FILE: &str = "answers.toml";

#[derive(Deserialize)]
struct Answers {
    #[serde(default)]
    answer: Vec<Answer>,
}

/// Parses the rows `[[answer]]`.
///
/// # Errors
/// The text is not TOML; a row has no code, one that another has, or a key or value that cannot be read.
pub fn read_answers(text: &str) -> Result<Vec<Answer>, PolicyError> {
    let table: toml::Table = text.parse().map_err(|e| syntax(FILE, text, &e))?;
    let of_section = SECTIONS.iter().find(|(section, _)| *section == "answer").map_or(&[][..], |(_, keys)| keys);
    let keys = |section: &str| {
        let known = ROW_KEYS.iter().chain(of_section).map(ToString::to_string);
        (section == "answer").then(|| known.collect())
    };
    let rows = RowReader { file: FILE, keys: &keys, top: vec!["answer"], codes_later: false };
    for (section, value) in &table {
        rows.check(section, &to_json(value.clone()))?;
    }
    // By way of JSON, so that a date may be a TOML date or a text.
    let whole = table.iter().map(|(section, value)| (section.clone(), to_json(value.clone()))).collect();
    if let Ok(Answers { answer }) = serde_json::from_value(Value::Object(whole)) {
        return Ok(answer);
    }
    for (section, value) in &table {
        let value = to_json(value.clone());
        let reads = |row: Value| {
            let all = Value::from(Map::from_iter([(section.clone(), Value::Array(vec![row]))]));
            serde_json::from_value::<Answers>(all).is_ok()
        };
        let mut all = value.as_array().into_iter().flatten();
        all.find_map(|row| rows.find_bad_value(section, row, &reads)).map_or(Ok(()), Err)?;
    }
    Err(rows.bad_value("answer", "", "", ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_read_and_a_wrong_key_or_value_is_named() {
        let good =
            "[[answer]]\ncode = \"a\"\nzh = \"停电\"\ntext = { zh = \"稍候\" }\nuntil = 2027-12-31\nask = [\"户号\"]\n";
        assert_eq!(read_answers(good).expect("rows")[0].ask, ["户号"]);
        for (wrong, named) in [
            ("[[answer]]\ncode = \"a\"\nasks = []\n", "asks"),
            ("[[answer]]\ncode = \"a\"\nuntil = \"soon\"\n", "soon"),
            ("[[answer]]\nzh = \"b\"\n", "answer"),
            ("[[answers]]\ncode = \"a\"\n", "answers"),
            ("[[answer]]\ncode = \"a\"\n[[answer]]\ncode = \"a\"\n", "a"),
        ] {
            let told = format!("{:?}", read_answers(wrong).expect_err("wrong"));
            assert!(told.contains(named), "{told}");
        }
    }
}
