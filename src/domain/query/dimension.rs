//! Dimensions by which cases are counted: a fact of the case, or the period of its receipt.
//!
//! Invariant: a case has at least one value in every dimension; an unset one is the empty code. Source: `domain.md` §4
//! "Breakdowns".

use crate::domain::Code;
use crate::domain::calendar::period::{Period, PeriodKind};
use crate::domain::case::Case;
use crate::domain::case::fact::{CaseFact, uses};
use crate::domain::case::fact_type::{FactKind, FactValue};
use crate::domain::value::amount::Value;
use crate::domain::value::moment::Moment;

/// A dimension.
#[derive(Clone, Debug)]
pub enum Dimension {
    /// The state.
    Status,
    /// The period of the first receipt.
    Received(PeriodKind),
    /// A fact of the case. With several codes it counts once under each; a date counts by its month.
    Fact(CaseFact),
    /// A field of the policy.
    Own(Code),
}

impl Dimension {
    /// The dimension with this key; `None` for an unknown key, which may be a field of the policy.
    #[must_use]
    pub fn named(key: &str) -> Option<Self> {
        let status = (key == "status").then_some(Self::Status);
        let fact = || CaseFact::find(key, uses::TERM).filter(|fact| can_count(*fact)).map(Self::Fact);
        status.or_else(fact).or_else(|| PeriodKind::named(key).map(Self::Received))
    }

    /// The keys of all dimensions that exist in every policy.
    pub fn keys() -> impl Iterator<Item = &'static str> {
        let facts = CaseFact::all().filter(|fact| fact.uses() & uses::TERM != 0 && can_count(*fact));
        facts.map(CaseFact::name).chain(["status"]).chain(PeriodKind::NAMED.iter().map(|(_, key)| *key))
    }

    /// Its key, which is also the name of the column.
    #[must_use]
    pub fn key(&self) -> &str {
        match self {
            Self::Status => "status",
            Self::Received(kind) => {
                PeriodKind::NAMED.iter().find(|(known, _)| known == kind).map_or("day", |(_, key)| key)
            }
            Self::Fact(fact) => fact.name(),
            Self::Own(field) => field,
        }
    }

    /// The values of a case.
    #[must_use]
    pub fn values(&self, case: &Case) -> Vec<Code> {
        match self {
            Self::Fact(_) | Self::Own(_) if case.is_masked() => vec![Code::default()],
            Self::Status => vec![case.state.code().into()],
            Self::Received(kind) => vec![case.received().map_or_else(Code::default, |on| period(*kind, on))],
            Self::Fact(fact) => match fact.value(case) {
                FactValue::Codes([]) => vec![Code::default()],
                FactValue::Codes(several) => several.to_vec(),
                FactValue::Code(code) => vec![code.clone()],
                FactValue::Time(moment) => vec![period(PeriodKind::Month, moment)],
                FactValue::Flag(yes) => vec![flag(yes)],
                FactValue::Count(n) => vec![n.to_string().into()],
                _ => vec![Code::default()],
            },
            Self::Own(field) => match case.facts.fields.get(field) {
                None => vec![Code::default()],
                Some(Value::Codes(several)) if several.is_empty() => vec![Code::default()],
                Some(Value::Codes(several)) => several.clone(),
                Some(Value::Text(text)) => vec![text.as_str().into()],
                Some(Value::Flag(yes)) => vec![flag(*yes)],
                Some(Value::Number(n)) => vec![n.to_string().into()],
            },
        }
    }
}

/// Whether many cases have the same value of a fact.
fn can_count(fact: CaseFact) -> bool {
    !matches!(fact.kind(), FactKind::Reference | FactKind::Text | FactKind::Money | FactKind::Id | FactKind::Limit)
}

fn period(kind: PeriodKind, moment: Moment) -> Code {
    Period::of(kind, moment.date()).to_string().into()
}

fn flag(yes: bool) -> Code {
    if yes { "yes" } else { "no" }.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::case::Round;
    use crate::domain::value::moment::{Moment, parse_date};

    #[test]
    fn every_dimension_key_round_trips() {
        for key in Dimension::keys() {
            assert_eq!(Dimension::named(key).expect("known").key(), key);
        }
        assert!(Dimension::named("weather").is_none());
    }

    #[test]
    fn dimension_values_of_a_case() {
        let day = parse_date("2026-11-23").expect("a date");
        let received = Round { received: Some(Moment::day(day)), ..Round::default() };
        let mut case = Case { rounds: vec![received], ..Case::default() };
        case.facts.channel = "phone".into();
        case.facts.source_due = Some(Moment::day(day));
        case.facts.causes = vec!["queue".into(), "system".into()];
        case.facts.fields.insert("media".into(), Value::Flag(true));
        let values = |key: &str| Dimension::named(key).unwrap_or_else(|| Dimension::Own(key.into())).values(&case);
        assert_eq!(values("channel"), ["phone"]);
        assert_eq!(values("category"), [""]);
        assert_eq!(values("cause"), ["queue", "system"]);
        assert_eq!(values("tag"), [""]);
        assert_eq!((values("source_due"), values("anonymous")), (vec!["2026-11".into()], vec!["no".into()]));
        assert_eq!((values("media"), values("claim")), (vec!["yes".into()], vec!["".into()]));
        let periods =
            ["day", "week", "half-month", "month", "quarter", "half-year", "year"].map(|key| values(key)[0].clone());
        assert_eq!(periods, ["2026-11-23", "2026-W48", "2026-11-b", "2026-11", "2026-Q4", "2026-H2", "2026"]);
    }
}
