//! A condition in a policy row: `{ channel = "phone", amount = { over = 50000 }, any = [ … ], not = { … } }`. There are
//! no other forms.
//!
//! All keys of a table must hold. A list means one of its values. A flag tests for true or false.

use crate::domain::Code;
use crate::domain::value::amount::{Amount, Value};
use serde::{Deserialize, Deserializer, Serialize, de};
use std::collections::BTreeMap;

/// The value of a fact, of the case and the current command together.
#[derive(Clone, Debug, PartialEq)]
pub enum Fact {
    /// Codes: the case's code with its parents in the tree, or several codes.
    Codes(Vec<Code>),
    /// An amount or a count.
    Number(Amount),
    /// Yes or no.
    Flag(bool),
    /// Unknown, or not set.
    Unset,
}

/// Where a condition looks up facts.
pub trait Facts {
    /// The fact called `name`.
    fn fact(&self, name: &str) -> Fact;

    /// Whether the fact is this code or includes it; `None` if only [`Self::fact`] can tell. Exists for speed: most
    /// conditions test codes, and every event evaluates the conditions of all limits.
    fn is_code(&self, name: &str, code: &str) -> Option<bool> {
        let _ = (name, code);
        None
    }
}

/// A condition; the empty one always holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Condition(pub BTreeMap<Code, ConditionTest>);

/// The test of one fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum ConditionTest {
    /// `any = [ {…}, {…} ]`: one of these conditions.
    Conditions(Vec<Condition>),
    /// Equal to one of these values. (Before `Is`, which reads any list as one value.)
    In(Vec<Value>),
    /// Equal to this value.
    Is(Value),
    /// Within bounds, or set.
    Bounds(Bounds),
    /// `not = { … }`: this condition does not hold.
    Nested(Condition),
}

/// Bounds of a number, or whether a fact is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bounds {
    /// Greater than.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "threshold")]
    pub over: Option<Amount>,
    /// Less than.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "threshold")]
    pub under: Option<Amount>,
    /// Greater or equal.
    #[serde(default, rename = "at-least", skip_serializing_if = "Option::is_none", deserialize_with = "threshold")]
    pub at_least: Option<Amount>,
    /// Less or equal.
    #[serde(default, rename = "at-most", skip_serializing_if = "Option::is_none", deserialize_with = "threshold")]
    pub at_most: Option<Amount>,
    /// Whether it is set at all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub set: Option<bool>,
}

/// Parses a bound; only amounts that can be recorded are accepted, because no other amount could be compared with it.
fn threshold<'de, D: Deserializer<'de>>(d: D) -> Result<Option<Amount>, D::Error> {
    let amount = Amount::deserialize(d)?;
    if amount.is_sum() {
        Ok(Some(amount))
    } else {
        Err(de::Error::custom(format!("{amount} is no sum from 0 to {}", Amount::MOST)))
    }
}

impl Condition {
    /// Whether the whole condition holds.
    pub fn holds(&self, facts: &dyn Facts) -> bool {
        self.0.iter().all(|(name, test)| match (name.as_str(), test) {
            ("any", ConditionTest::Conditions(any)) => any.iter().any(|c| c.holds(facts)),
            ("all", ConditionTest::Conditions(all)) => all.iter().all(|c| c.holds(facts)),
            ("not", ConditionTest::Nested(not)) => !not.holds(facts),
            (name, test) => test.holds_of(name, facts),
        })
    }

    /// The condition without its tests of `name`, at any depth; for use while that fact is unknown.
    #[must_use]
    pub fn without(&self, name: &str) -> Self {
        let strip = |all: &[Self]| all.iter().map(|c| c.without(name)).collect();
        let keep = self.0.iter().filter(|(key, _)| *key != name).map(|(key, test)| {
            let test = match test {
                ConditionTest::Conditions(all) => ConditionTest::Conditions(strip(all)),
                ConditionTest::Nested(not) => ConditionTest::Nested(not.without(name)),
                other => other.clone(),
            };
            (key.clone(), test)
        });
        // An empty `not` would never hold. Its test was removed because the fact is unknown, so the `not` is removed
        // too.
        Self(keep.filter(|(_, test)| !matches!(test, ConditionTest::Nested(c) if c.0.is_empty())).collect())
    }

    /// Calls `found` for every fact name and code in the condition; for checks of a policy.
    pub fn mentions(&self, found: &mut dyn FnMut(&str, Option<&Value>)) {
        for (name, test) in &self.0 {
            match test {
                ConditionTest::Conditions(all) => all.iter().for_each(|c| c.mentions(found)),
                ConditionTest::Nested(not) => not.mentions(found),
                ConditionTest::Is(value) => found(name, Some(value)),
                ConditionTest::In(values) => values.iter().for_each(|v| found(name, Some(v))),
                ConditionTest::Bounds(_) => found(name, None),
            }
        }
    }
}

impl ConditionTest {
    fn holds_of(&self, name: &str, facts: &dyn Facts) -> bool {
        let is = |value: &Value| value.text().and_then(|code| facts.is_code(name, code));
        let told = match self {
            Self::Is(value) => is(value),
            // The first value that is not known to differ; false if all are known to differ.
            Self::In(values) => values.iter().map(is).find(|is| *is != Some(false)).unwrap_or(Some(false)),
            _ => None,
        };
        told.unwrap_or_else(|| self.holds(&facts.fact(name)))
    }

    fn holds(&self, fact: &Fact) -> bool {
        match self {
            Self::Is(value) => is(fact, value),
            Self::In(values) => values.iter().any(|v| is(fact, v)),
            Self::Bounds(bounds) => bounds.hold(fact),
            Self::Conditions(_) | Self::Nested(_) => false,
        }
    }
}

impl Bounds {
    fn hold(&self, fact: &Fact) -> bool {
        if let Some(set) = self.set {
            let is_set = match fact {
                Fact::Unset => false,
                Fact::Codes(codes) => !codes.is_empty(),
                Fact::Flag(_) | Fact::Number(_) => true,
            };
            if is_set != set {
                return false;
            }
        }
        let numeric = self.over.or(self.under).or(self.at_least).or(self.at_most).is_some();
        match fact {
            Fact::Number(n) => {
                self.over.is_none_or(|b| *n > b)
                    && self.under.is_none_or(|b| *n < b)
                    && self.at_least.is_none_or(|b| *n >= b)
                    && self.at_most.is_none_or(|b| *n <= b)
            }
            _ => !numeric,
        }
    }
}

fn is(fact: &Fact, value: &Value) -> bool {
    match (fact, value) {
        (Fact::Codes(codes), Value::Text(text)) => codes.iter().any(|c| c == text),
        (Fact::Number(n), Value::Number(m)) => n == m,
        (Fact::Flag(a), Value::Flag(b)) => a == b,
        // A flag that was never set is false.
        (Fact::Unset, Value::Flag(b)) => !b,
        (Fact::Codes(codes), Value::Flag(b)) => codes.is_empty() != *b,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Given;
    impl Facts for Given {
        fn fact(&self, name: &str) -> Fact {
            match name {
                "channel" => Fact::Codes(vec!["phone".into()]),
                "amount" => Fact::Number(Amount(5_000_000)),
                "media" => Fact::Flag(true),
                _ => Fact::Unset,
            }
        }
    }

    fn holds(toml: &str) -> bool {
        let table: BTreeMap<String, Condition> = toml::from_str(&format!("when = {toml}")).expect("a condition");
        table["when"].holds(&Given)
    }

    #[test]
    fn a_condition_without_its_only_fact_holds() {
        for when in [
            r#"{ channel = "web" }"#,
            r#"{ not = { channel = "phone" } }"#,
            r#"{ not = { not = { channel = "web" } } }"#,
        ] {
            let table: BTreeMap<String, Condition> = toml::from_str(&format!("when = {when}")).expect("a condition");
            assert!(!table["when"].holds(&Given) && table["when"].without("channel").holds(&Given), "{when}");
        }
    }

    #[test]
    fn each_form_of_a_condition_is_evaluated() {
        assert!(holds("{}") && holds(r#"{ channel = "phone" }"#) && holds(r#"{ channel = ["web", "phone"] }"#));
        assert!(!holds(r#"{ channel = "web" }"#));
        // 50,000 itself is not over 50,000 (P7-A10-relisten).
        assert!(!holds("{ amount = { over = 50000 } }") && holds("{ amount = { at-least = 50000 } }"));
        assert!(holds("{ media = true }") && holds("{ legal = false }") && !holds("{ legal = true }"));
        assert!(holds(r#"{ any = [ { channel = "web" }, { media = true } ] }"#));
        assert!(!holds(r#"{ channel = "phone", not = { media = true } }"#));
        assert!(holds("{ category = { set = false } }") && !holds("{ category = { set = true } }"));
    }
}
