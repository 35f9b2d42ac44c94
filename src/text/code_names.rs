//! Names for codes: rows of the policy, units, people, policy fields and their choices.

use super::Lang;
use crate::domain::case::delivery::SERVED;
use crate::domain::case::due::FIELD;
use crate::domain::case::limit;
use crate::domain::policy::Policy;
use crate::domain::policy::directory::Directory;
use crate::domain::value::amount::{Amount, Value};
use crate::say;
use crate::text::names::{self, WordKind};
use crate::text::sanitize::sanitized;
use crate::text::{labels, words};

/// Where names are looked up.
#[derive(Clone, Copy, Debug)]
pub struct Names<'a> {
    /// The policy: rows with titles.
    pub policy: &'a Policy,
    /// Units and people.
    pub directory: &'a Directory,
}

impl Names<'_> {
    /// The title of a row, or its code.
    #[must_use]
    pub fn title(&self, section: &str, code: &str, lang: Lang) -> String {
        match section {
            "unit" => sanitized(&self.directory.unit_name(code, lang)),
            "person" => sanitized(&self.directory.person_name(code)),
            _ => sanitized(&self.policy.title_of(section, code, lang)),
        }
    }

    /// A code followed by its title, `phone (Phone)`; persons by their code only.
    #[must_use]
    pub fn coded(&self, section: &str, code: &str, lang: Lang) -> String {
        let plain = sanitized(code);
        let title = match section {
            "person" => return plain,
            _ => self.title(section, code, lang),
        };
        if title.is_empty() || title.eq_ignore_ascii_case(&plain) {
            return plain;
        }
        beside(&plain, &title, lang)
    }

    /// The label of a key: the title of a policy field, or the built-in label.
    #[must_use]
    pub fn label(&self, key: &str, lang: Lang) -> String {
        match self.policy.fields.iter().find(|f| f.code == key) {
            Some(field) if !field.title.get(lang).is_empty() => sanitized(field.title.get(lang)),
            _ => sanitized(&numbered_label(key, lang)),
        }
    }

    /// The name of a milestone: a built-in one, or the title of a step of the policy.
    #[must_use]
    pub fn milestone(&self, key: &str, lang: Lang) -> String {
        if let Some(what) = key.strip_prefix(SERVED) {
            return match names::find(WordKind::Role, what) {
                Some(role) => say!(lang, "service on the {}", "送达{}", role.get(lang)),
                None => say!(lang, "service of: {}", "送达{}", self.title("form", what, lang)),
            };
        }
        if let Some(field) = key.strip_prefix(FIELD) {
            return self.title("field", field, lang);
        }
        match words::milestone(key) {
            Some(two) => two.get(lang).to_string(),
            None => self.title("step", key.strip_prefix("step:").unwrap_or(key), lang),
        }
    }

    /// The name of a limit: a built-in one, or the title of the policy's first row for it.
    #[must_use]
    pub fn limit(&self, code: &str, lang: Lang) -> String {
        if let Some(two) = names::find(WordKind::Limit, code) {
            return two.get(lang).to_string();
        }
        let row = self.policy.limits.iter().find(|row| limit::limit_name(row) == code);
        sanitized(row.map(|row| row.title.get(lang)).filter(|t| !t.is_empty()).unwrap_or(code))
    }

    /// A sum with the currency of the desk: `160 CNY`, `160 元`.
    #[must_use]
    pub fn money(&self, sum: Amount, lang: Lang) -> String {
        match (lang, self.policy.desk.currency.as_str()) {
            (Lang::Zh, "CNY") => format!("{sum} 元"),
            (_, currency) => sanitized(&format!("{sum} {currency}")),
        }
    }

    /// The value of a policy field, or of a fact that was corrected, for readers.
    #[must_use]
    pub fn value(&self, field: &str, value: &Value, lang: Lang) -> String {
        let row = self.policy.fields.iter().find(|f| f.code == field);
        match (row, value) {
            (None, Value::Text(code)) if matches!(field, "channel" | "source") => self.title(field, code, lang),
            (None, Value::Text(code)) if matches!(field, "received_by" | "against" | "owner") => {
                self.title("unit", code, lang)
            }
            (_, Value::Flag(true)) => crate::say!(lang, "yes", "是"),
            (_, Value::Flag(false)) => crate::say!(lang, "no", "否"),
            (Some(row), Value::Number(sum)) if row.kind == "money" => self.money(*sum, lang),
            (None, Value::Number(sum)) if field == "amount" => self.money(*sum, lang),
            (Some(row), Value::Text(code)) => sanitized(row.choice(code, lang)),
            (Some(row), Value::Codes(codes)) => {
                let names: Vec<String> = codes.iter().map(|code| sanitized(row.choice(code, lang))).collect();
                names.join(crate::text::Two(", ", "、").get(lang))
            }
            _ => sanitized(&value.to_string()),
        }
    }
}

/// The built-in label of a key; for a numbered key (`file2`) with its number, except for the first.
fn numbered_label(key: &str, lang: Lang) -> String {
    let kind = key.trim_end_matches(|c: char| c.is_ascii_digit());
    match (labels::find(key), labels::find(kind), &key[kind.len()..]) {
        (None, Some(label), "1") => label.get(lang).to_string(),
        (None, Some(label), number) if !number.is_empty() => format!("{} {number}", label.get(lang)),
        _ => labels::label(key, lang),
    }
}

/// `first (second)`, with the parentheses of the language.
#[must_use]
pub fn beside(first: &str, second: &str, lang: Lang) -> String {
    crate::say!(lang, "{first} ({second})", "{first}（{second}）")
}

/// `a, b or c`.
#[must_use]
pub fn one_of(items: &[String], lang: Lang) -> String {
    let (comma, last_word) = match lang {
        Lang::En => (", ", " or "),
        Lang::Zh => ("、", "或"),
    };
    let ascii = |c: char| c.is_ascii_alphanumeric();
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [head @ .., last] => {
            let head = head.join(comma);
            // Separates an ASCII code from adjacent Chinese by a space.
            let apart = |is: bool| if lang == Lang::Zh && is { " " } else { "" };
            let (before, after) = (apart(head.ends_with(ascii)), apart(last.starts_with(ascii)));
            format!("{head}{before}{last_word}{after}{last}")
        }
    }
}
