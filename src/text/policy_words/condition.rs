//! Conditions of a policy's rows in words.

use super::PolicyWords;
use crate::domain::gate::fact_values::{self, FactValues};
use crate::domain::policy::condition::{Bounds, Condition, ConditionTest};
use crate::domain::value::amount::Value;
use crate::say;
use crate::text::names::{self, WordKind};
use crate::text::sanitize::sanitized;
use crate::text::{Two, labels};

impl PolicyWords<'_> {
    pub(super) fn when(&self, when: &Condition) -> String {
        let words = self.condition(when);
        if words.is_empty() { words } else { say!(self.lang, "where {words}", "适用：{words}") }
    }

    /// A condition in words; empty for the one that always holds.
    pub(super) fn condition(&self, condition: &Condition) -> String {
        let parts: Vec<String> = condition.0.iter().map(|(name, test)| self.test(name, test)).collect();
        parts.join(Two(" and ", "且").get(self.lang))
    }

    fn test(&self, name: &str, test: &ConditionTest) -> String {
        let label =
            labels::find(name).map_or_else(|| self.names.label(name, self.lang), |two| two.get(self.lang).into());
        match test {
            ConditionTest::Conditions(all) if all.is_empty() => say!(self.lang, "never by itself", "不自动适用"),
            ConditionTest::Conditions(all) => {
                let all: Vec<String> = all.iter().map(|one| self.condition(one)).collect();
                let word = if name == "all" { Two(" and ", "且") } else { Two(" or ", "或") };
                format!(
                    "{}{}{}",
                    Two("(", "（").get(self.lang),
                    all.join(word.get(self.lang)),
                    Two(")", "）").get(self.lang)
                )
            }
            ConditionTest::Nested(not) => {
                // Several in brackets need no second pair.
                let has_brackets =
                    not.0.len() == 1 && not.0.iter().all(|(_, test)| matches!(test, ConditionTest::Conditions(_)));
                let not = self.condition(not);
                match has_brackets {
                    true => say!(self.lang, "not {not}", "非{not}"),
                    false => say!(self.lang, "not ({not})", "非（{not}）"),
                }
            }
            ConditionTest::Is(Value::Flag(true)) => label,
            ConditionTest::Is(Value::Flag(false)) => say!(self.lang, "not {label}", "非{label}"),
            ConditionTest::Is(value) => {
                let value = self.value(name, value);
                say!(self.lang, "{label} is {value}", "{label}为{value}")
            }
            ConditionTest::In(values) => {
                let all: Vec<String> = values.iter().map(|value| self.value(name, value)).collect();
                let all = all.join(Two(" or ", "或").get(self.lang));
                say!(self.lang, "{label} is {all}", "{label}为{all}")
            }
            ConditionTest::Bounds(bounds) => self.bounds(&label, *bounds),
        }
    }

    fn bounds(&self, label: &str, bounds: Bounds) -> String {
        match bounds.set {
            Some(true) => return say!(self.lang, "{label} is known", "已有{label}"),
            Some(false) => return say!(self.lang, "{label} is not known", "没有{label}"),
            None => {}
        }
        let each = [
            (bounds.over, Two("over", "超过")),
            (bounds.under, Two("under", "低于")),
            (bounds.at_least, Two("at least", "不少于")),
            (bounds.at_most, Two("at most", "不超过")),
        ];
        let parts: Vec<String> =
            each.into_iter().filter_map(|(n, word)| Some(format!("{} {}", word.get(self.lang), n?))).collect();
        say!(self.lang, "{label} {}", "{label}{}", parts.join(Two(" and ", "且").get(self.lang)))
    }

    fn value(&self, name: &str, value: &Value) -> String {
        let Value::Text(code) = value else { return value.to_string() };
        if let Some(field) = self.names.policy.fields.iter().find(|field| field.code == name) {
            return sanitized(field.choice(code, self.lang));
        }
        let FactValues { sections, words } = fact_values::of(name);
        if let Some(kind) = of_engine(name).filter(|_| words.contains(&code.as_str())) {
            return names::name(kind, code, self.lang);
        }
        self.names.title(sections.first().unwrap_or(&name), code, self.lang)
    }
}

/// The kind of the words that the engine itself has for the values of a fact.
fn of_engine(fact: &str) -> Option<WordKind> {
    Some(match fact {
        "state" => WordKind::State,
        "link" => WordKind::Link,
        "kind" => WordKind::Withdrawal,
        "form" => WordKind::Form,
        "satisfaction" => WordKind::Satisfaction,
        "mediation" => WordKind::Mediation,
        "decision" | "appeal" => WordKind::Appeal,
        "role" | "party" => WordKind::Role,
        "remedy" => WordKind::Remedy,
        _ => return None,
    })
}
