//! The view of a case and the current command for conditions.

use crate::domain::Code;
use crate::domain::case::Case;
use crate::domain::case::fact::{CaseFact, uses};
use crate::domain::case::fact_type::{FactKind, FactValue};
use crate::domain::policy::Policy;
use crate::domain::policy::condition::{Fact, Facts};
use crate::domain::value::amount::{Amount, Value};

/// What only the current command tells, and the texts of replies; [`names`] has these too.
const OF_ACTS: &[&str] = &[
    "partial",
    "form",
    "told",
    "to",
    "kind",
    "decision",
    "outside",
    "findings",
    "staff_action",
    "lessons",
    "explanation",
    CHANNEL_FORM,
];

/// The form of the case's channel, oral or written, by the policy's row.
const CHANNEL_FORM: &str = "channel_form";

/// The names of all facts, besides the policy's fields.
pub fn names() -> impl Iterator<Item = &'static str> {
    let facts = CaseFact::all().filter(|fact| fact.uses() & uses::CONDITION != 0);
    facts.map(CaseFact::name).chain(OF_ACTS.iter().copied())
}

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
        let fact = CaseFact::find(name, uses::CONDITION)?;
        match (fact.kind(), fact.value(self.case)) {
            (FactKind::Tree(section), FactValue::Code(own)) => Some(self.policy.is_below(section, own, code)),
            (_, FactValue::Code(own)) => Some(!own.is_empty() && own == code),
            (FactKind::State, FactValue::Text(own)) => Some(own == code),
            _ => None,
        }
    }

    fn fact(&self, name: &str) -> Fact {
        if name == CHANNEL_FORM {
            let row = self.policy.channels.iter().find(|row| row.code == self.case.facts.channel);
            return row
                .filter(|row| !row.form.is_empty())
                .map_or(Fact::Unset, |row| Fact::Codes(vec![row.form.clone()]));
        }
        let fact = CaseFact::find(name, uses::CONDITION);
        match fact.map(|fact| (fact, self.of_case(fact))) {
            Some((fact, Fact::Unset)) if fact.uses() & uses::OR_GIVEN != 0 => self.given(name),
            Some((_, value)) => value,
            None if self.case.said.contains(name) => Fact::Flag(true),
            None => match self.case.facts.fields.get(name) {
                Some(Value::Flag(flag)) => Fact::Flag(*flag),
                Some(Value::Number(amount)) => Fact::Number(*amount),
                Some(Value::Text(text)) if !text.is_empty() => Fact::Codes(vec![text.as_str().into()]),
                Some(Value::Codes(codes)) if !codes.is_empty() => Fact::Codes(codes.clone()),
                _ => self.given(name),
            },
        }
    }
}

impl View<'_> {
    fn given(&self, name: &str) -> Fact {
        self.given.iter().find(|(known, _)| known == name).map_or(Fact::Unset, |(_, fact)| fact.clone())
    }

    fn of_case(&self, fact: CaseFact) -> Fact {
        let many = |codes: Vec<Code>| if codes.is_empty() { Fact::Unset } else { Fact::Codes(codes) };
        match (fact.kind(), fact.value(self.case)) {
            (FactKind::Tree(section), FactValue::Code(_) | FactValue::Codes(_)) => {
                many(fact.codes(self.case).iter().flat_map(|code| self.policy.with_parents(section, code)).collect())
            }
            (_, FactValue::Code(_) | FactValue::Codes(_)) => many(fact.codes(self.case).to_vec()),
            (_, FactValue::List(all)) => many(all.iter().map(Code::from).collect()),
            (_, FactValue::Text(text)) => Fact::Codes(vec![text.into()]),
            (_, FactValue::Time(moment)) => Fact::Codes(vec![moment.with_text(|text| text.into())]),
            (_, FactValue::Money(amount)) => Fact::Number(amount),
            (_, FactValue::Flag(flag)) => Fact::Flag(flag),
            (_, FactValue::Count(n)) if n > 0 => Fact::Number(Amount(n.min(i64::MAX / 100) * 100)),
            (_, FactValue::Count(_) | FactValue::Empty | FactValue::Id(_)) => Fact::Unset,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::case::registered::REGISTERED;
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
            let mut case = Case { unit: own(), person: own(), level: own(), outcome: own(), ..Case::default() };
            REGISTERED.iter().for_each(|fact| (fact.set)(&mut case.facts, &Value::Text(code.into())));
            (case.responsibility, case.satisfaction) = (own(), own());
            let view = View { case: &case, policy: &policy, given: &[] };
            for (name, asked) in names().flat_map(|name| codes.map(|asked| (name, asked))) {
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
