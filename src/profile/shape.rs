//! The form of each key's value: what an error says is expected, with an example line.
//!
//! Invariant: every key of a policy, of the directory and of `redress.toml` has a shape, and its example is a valid
//! value.

/// The form of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyShape {
    /// A code or text, in quotes.
    Text,
    /// A list of codes or texts.
    Texts,
    /// `true` or `false`.
    Flag,
    /// A whole number, 0 or greater.
    Number,
    /// The length of a limit: `3wd`, `15d`, `24h`, `none`.
    Span,
    /// A retention period: `10y`, `18m`, `90d`.
    Keep,
    /// A date.
    Day,
    /// A text in both languages.
    Title,
    /// A condition on a case.
    Condition,
    /// What a gate requires to be present.
    Needs,
    /// Who may use a command.
    By,
    /// Words, each with another text.
    Words,
    /// Several numbers.
    Numbers,
    /// Business hours of a day.
    Hours,
    /// `refuse` or `warn`.
    Severity,
    /// The values of a choice field.
    Choices,
    /// `zh` or `en`.
    Lang,
    /// `group`, or absent.
    Shared,
    /// The members of a team.
    Members,
    /// The columns of a filing.
    Columns,
    /// A table of keys.
    Table,
}

/// The shape of a key's value; `key` may name a key of a table in the row (`needs.fields`).
#[must_use]
pub fn shape(section: &str, key: &str) -> KeyShape {
    let (outer, inner) = key.split_once('.').map_or((key, None), |(outer, inner)| (outer, Some(inner)));
    if let Some(inner) = inner {
        return match (outer, inner) {
            ("needs", _) | ("by", "role" | "not" | "part") => KeyShape::Texts,
            ("when" | "must", _) => KeyShape::Condition,
            _ => KeyShape::Text,
        };
    }
    match (section, key) {
        ("", "desk" | "private" | "queries" | "project") => KeyShape::Table,
        ("", "simulated") => KeyShape::Flag,
        ("", "lang") => KeyShape::Lang,
        ("project", "shared") => KeyShape::Shared,
        ("", "title" | "cite") | (_, "cite" | "instead" | "further") | ("answer", "text") | ("outside", "to") => {
            KeyShape::Title
        }
        (
            _,
            "off" | "loosens" | "live" | "restricted" | "apart" | "unanswered" | "fault" | "finds" | "letter" | "many"
            | "missing" | "outside" | "money",
        ) => KeyShape::Flag,
        ("wording", "replace") => KeyShape::Words,
        ("source", "reply") | ("gate", "waits") => KeyShape::Flag,
        ("answer", "until") => KeyShape::Day,
        ("answer", "words" | "ask" | "never") => KeyShape::Texts,
        ("team", "members") => KeyShape::Members,
        ("desk", "intake-accepts" | "contacts" | "basically" | "withdrawal-from-request") => KeyShape::Flag,
        ("filing", "columns") => KeyShape::Columns,
        ("filing", "groups" | "foot" | "terms") => KeyShape::Texts,
        ("desk", "ageing") => KeyShape::Numbers,
        ("desk", "hours") => KeyShape::Hours,
        (_, "share" | "customers" | "outlets" | "small") => KeyShape::Number,
        (_, "within" | "warn" | "backdate" | "again-within" | "before") | ("escalate", "after") => KeyShape::Span,
        (_, "keep") => KeyShape::Keep,
        ("form", "needs") => KeyShape::Texts,
        ("", "effective-from") | ("unit" | "person", "from" | "until") => KeyShape::Day,
        (_, "when" | "must") => KeyShape::Condition,
        (_, "needs") => KeyShape::Needs,
        (_, "by") => KeyShape::By,
        (_, "severity") | ("desk", "guard" | "people") => KeyShape::Severity,
        (_, "choices") => KeyShape::Choices,
        ("wording", "texts" | "unless" | "wants") | ("desk", "asks" | "summary-by") => KeyShape::Texts,
        (
            _,
            "measures" | "on" | "seen" | "roles" | "levels" | "functions" | "except" | "avoid" | "may-override"
            | "supersedes",
        )
        | ("gate", "after") => KeyShape::Texts,
        _ => KeyShape::Text,
    }
}

impl KeyShape {
    /// An example of a valid value, as TOML.
    #[must_use]
    pub fn example(self) -> &'static str {
        match self {
            Self::Text => "\"…\"",
            Self::Texts => "[\"…\"]",
            Self::Flag => "true",
            Self::Number => "10",
            Self::Words => "{ \"登陆\" = \"登录\" }",
            Self::Hours => "[\"08:30-12:00\", \"13:30-17:30\"]",
            Self::Numbers => "[3, 5, 10]",
            Self::Span => "\"3wd\"",
            Self::Keep => "\"10y\"",
            Self::Day => "2026-11-30",
            Self::Title => "{ zh = \"…\", en = \"…\" }",
            Self::Condition => "{ channel = \"phone\", amount = { over = 50000 } }",
            Self::Needs => "{ fields = [\"…\"], steps = [\"…\"], approvals = [\"…\"], links = [\"…\"] }",
            Self::By => "{ role = [\"…\"], level-at-least = \"…\", not = [\"respondent\"] }",
            Self::Severity => "\"warn\"",
            Self::Choices => "[\"a\", \"b\"]",
            Self::Members => "[{ person = \"…\" }]",
            Self::Columns => "[{ code = \"…\", source = \"received\" }]",
            Self::Lang => "\"zh\"",
            Self::Shared => "\"group\"",
            Self::Table => "{ … }",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::policy::{DERIVED, ROW_KEYS, SECTIONS};
    use crate::profile::{PolicyError, read_directory, read_project, resolve};

    fn bank(own: &str) -> Result<(), PolicyError> {
        let project = read_project(&format!("profile = \"bank\"\n{own}"))?;
        resolve("bank", &project.layer).map(drop)
    }

    /// A value of another shape than `shape`.
    fn another(shape: KeyShape) -> &'static str {
        if matches!(shape, KeyShape::Text) { "[1.5]" } else { "[1.5, {}]" }
    }

    #[test]
    fn the_example_of_every_policy_key_is_valid_and_other_shapes_are_not() {
        for (section, fields) in SECTIONS {
            let own = fields.iter().filter(|field| !DERIVED.contains(field)).map(|field| field.replace('_', "-"));
            let all = own.chain(ROW_KEYS.iter().filter(|key| **key != "code").map(|key| (*key).into()));
            for key in all {
                let row = |value: &str| format!("[[{section}]]\ncode = \"own\"\nzh = \"x\"\n{key} = {value}\n");
                let row = |value: &str| row(value).replace("zh = \"x\"\nzh", "zh");
                let loosens = if key == "loosens" { "" } else { "loosens = true\n" };
                let shape = shape(section, &key);
                let taken = bank(&(row(shape.example()) + loosens));
                assert_eq!(taken, Ok(()), "{section}.{key}");
                // Keys of the layer itself, which the merged row does not keep.
                if matches!(key.as_str(), "off" | "loosens") {
                    continue;
                }
                match bank(&(row(another(shape)) + loosens)) {
                    Err(PolicyError::BadValue { section: at, row, key: named, .. }) => {
                        assert_eq!((at.as_str(), row.as_str(), named.as_str()), (*section, "own", key.as_str()));
                    }
                    other => panic!("{section}.{key}: {other:?}"),
                }
            }
        }
    }

    #[test]
    fn the_example_of_every_directory_key_is_valid() {
        for (section, keys) in [
            (
                "unit",
                &[
                    "zh",
                    "en",
                    "parent",
                    "level",
                    "functions",
                    "leader",
                    "first-contact",
                    "customers",
                    "outlets",
                    "outside",
                    "until",
                    "into",
                ][..],
            ),
            ("person", &["name", "unit", "roles", "phone", "account", "from", "until"]),
        ] {
            for key in keys {
                let row = |value: &str| format!("[[{section}]]\ncode = \"own\"\n{key} = {value}\n");
                let shape = shape(section, key);
                assert_eq!(read_directory(&row(shape.example())).map(drop), Ok(()), "{section}.{key}");
                let wrong = read_directory(&row(another(shape)));
                assert!(
                    matches!(&wrong, Err(PolicyError::BadValue { key: named, .. }) if named == key),
                    "{key}: {wrong:?}"
                );
            }
        }
    }
}
