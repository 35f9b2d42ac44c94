//! The view of a case and the current command for conditions.

use crate::domain::Code;
use crate::domain::case::Case;
use crate::domain::policy::Policy;
use crate::domain::policy::condition::{Fact, Facts};
use crate::domain::value::amount::Value;

/// The names of the facts that every case has, besides the policy's fields.
pub const FACTS: &[&str] = &[
    "channel",
    "source",
    "source_ref",
    "category",
    "nature",
    "cause",
    "tag",
    "unit",
    "person",
    "against",
    "owner",
    "received_by",
    "assist",
    "taken_by",
    "respondent",
    "amount",
    "anonymous",
    "restricted",
    "repeat",
    "supervised",
    "extended",
    "imported",
    "level",
    "state",
    "outcome",
    "responsibility",
    "satisfaction",
    "round",
    "files",
    "link",
    "party",
    "improvements",
    "partial",
    "form",
    "told",
    "to",
    "kind",
    "compensation",
    "late",
    "coerced",
    "findings",
    "staff_action",
    "lessons",
    "explanation",
    "reported",
];

/// What conditions see: the facts of the case, then those that the command adds.
pub struct View<'a> {
    /// The case; empty for a registration.
    pub case: &'a Case,
    /// The policy, for the trees of categories and causes.
    pub policy: &'a Policy,
    /// The facts that the command adds.
    pub given: &'a [(Code, Fact)],
}

impl Facts for View<'_> {
    fn is_code(&self, name: &str, code: &str) -> Option<bool> {
        let case = self.case;
        let own = match name {
            "channel" => &case.channel,
            "source" => &case.source,
            "category" => return Some(self.policy.is_below("category", &case.category, code)),
            "nature" => &case.nature,
            "unit" => &case.unit,
            "person" => &case.person,
            "against" => &case.against,
            "owner" => &case.owner,
            "received_by" => &case.received_by,
            "level" => &case.level,
            "outcome" => &case.outcome,
            "responsibility" => &case.responsibility,
            "satisfaction" => &case.satisfaction,
            "state" => return Some(case.state.code() == code),
            _ => return None,
        };
        Some(!own.is_empty() && own == code)
    }

    fn fact(&self, name: &str) -> Fact {
        let case = self.case;
        let one = |code: &Code| if code.is_empty() { Fact::Unset } else { Fact::Codes(vec![code.clone()]) };
        let many = |codes: &[Code]| if codes.is_empty() { Fact::Unset } else { Fact::Codes(codes.to_vec()) };
        match name {
            "channel" => one(&case.channel),
            "source" => one(&case.source),
            "category" if case.category.is_empty() => Fact::Unset,
            "category" => Fact::Codes(self.policy.with_parents("category", &case.category)),
            "nature" => one(&case.nature),
            "cause" => many(&case.causes.iter().flat_map(|c| self.policy.with_parents("cause", c)).collect::<Vec<_>>()),
            "tag" => many(&case.tags),
            "unit" => one(&case.unit),
            "person" => one(&case.person),
            "against" => one(&case.against),
            "owner" => one(&case.owner),
            "received_by" => one(&case.received_by),
            "assist" => many(&case.assist),
            "respondent" => many(&case.respondents),
            "amount" => case.amount.map_or(Fact::Unset, Fact::Number),
            "anonymous" => Fact::Flag(case.anonymous),
            "restricted" => Fact::Flag(case.restricted),
            "repeat" => Fact::Flag(case.links.iter().any(|(_, kind)| kind == "repeat")),
            "supervised" => Fact::Flag(case.is_supervised()),
            "extended" => Fact::Flag(case.extended),
            "imported" => Fact::Flag(case.imported),
            "level" => one(&case.level),
            "state" => Fact::Codes(vec![case.state.code().into()]),
            "outcome" => one(&case.outcome),
            "responsibility" => one(&case.responsibility),
            "satisfaction" => one(&case.satisfaction),
            "round" => number(case.round() as u64),
            "files" => {
                if case.counts.files == 0 {
                    Fact::Unset
                } else {
                    number(u64::from(case.counts.files))
                }
            }
            "link" => many(&case.links.iter().map(|(_, kind)| kind.clone()).collect::<Vec<_>>()),
            "party" => many(&case.parties.iter().map(|p| p.role.clone()).collect::<Vec<_>>()),
            "improvements" if case.counts.improvements == 0 => Fact::Unset,
            "improvements" => number(u64::from(case.counts.improvements)),
            "compensation" if case.compensation.0 > 0 => Fact::Number(case.compensation),
            "late" => Fact::Flag(case.missed().next().is_some()),
            "reported" => Fact::Flag(case.reached("reported").is_some()),
            "coerced" => Fact::Flag(case.counts.coerced > 0),
            said if case.said.contains(said) => Fact::Flag(true),
            "source_ref" => one(&case.source_ref),
            "taken_by" => one(&case.taken_by),
            own => match case.fields.get(own) {
                Some(Value::Flag(flag)) => Fact::Flag(*flag),
                Some(Value::Number(amount)) => Fact::Number(*amount),
                Some(Value::Text(text)) if !text.is_empty() => Fact::Codes(vec![text.as_str().into()]),
                _ => self.given.iter().find(|(known, _)| known == own).map_or(Fact::Unset, |(_, fact)| fact.clone()),
            },
        }
    }
}

fn number(n: u64) -> Fact {
    Fact::Number(crate::domain::value::amount::Amount(i64::try_from(n).unwrap_or(i64::MAX / 100).saturating_mul(100)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::policy::Category;
    use crate::domain::policy::condition::{Condition, ConditionTest};

    #[test]
    fn is_code_agrees_with_fact() {
        let row =
            |code: &str, parent: &str| Category { code: code.into(), parent: parent.into(), ..Category::default() };
        // A branch, and a circle, which no policy should have.
        let categories = vec![row("a", ""), row("b", "a"), row("c", "b"), row("x", "y"), row("y", "x")];
        let policy = Policy { categories: categories.into(), ..Policy::default() };
        let codes = ["", "a", "b", "c", "x", "y", "phone", "received", "no such"];
        for code in codes {
            let own = || Code::from(code);
            let mut case = Case { category: own(), channel: own(), nature: own(), source: own(), ..Case::default() };
            (case.unit, case.person, case.against, case.owner) = (own(), own(), own(), own());
            (case.received_by, case.level, case.outcome) = (own(), own(), own());
            (case.responsibility, case.satisfaction) = (own(), own());
            let view = View { case: &case, policy: &policy, given: &[] };
            for (name, asked) in FACTS.iter().flat_map(|name| codes.map(|asked| (*name, asked))) {
                let by_fact = matches!(view.fact(name), Fact::Codes(all) if all.iter().any(|c| c == asked));
                assert_eq!(view.is_code(name, asked).unwrap_or(by_fact), by_fact, "{code}: {name} is {asked}");
                let value = || Value::Text(asked.to_string());
                for test in [ConditionTest::Is(value()), ConditionTest::In(vec![Value::Text("no".into()), value()])] {
                    assert_eq!(
                        Condition([(name.into(), test)].into()).holds(&view),
                        by_fact,
                        "{code}: {name} in {asked}"
                    );
                }
            }
        }
    }
}
