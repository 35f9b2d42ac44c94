//! Dimensions by which cases are counted: a code of the case, or the period of its receipt.
//!
//! Invariant: a case has at least one value in every dimension; an unset one is the empty code. Source: `domain.md` §4
//! "Breakdowns".

use crate::domain::Code;
use crate::domain::calendar::period::{Period, PeriodKind};
use crate::domain::case::Case;
use crate::domain::query::term::CodesOf;
use crate::domain::value::amount::Value;

/// Gets a single code of a case.
pub type CodeOf = fn(&Case) -> &Code;

/// A dimension.
#[derive(Clone, Debug)]
pub enum Dimension {
    /// The state.
    Status,
    /// The period of the first receipt.
    Received(PeriodKind),
    /// One code of the case, with its key.
    Code(&'static str, CodeOf),
    /// Several codes of the case, with their key: the case counts once under each.
    Codes(&'static str, CodesOf),
    /// A field of the policy.
    Own(Code),
}

/// The dimensions that exist in every policy, besides the periods.
const CODES: &[(&str, CodeOf)] = &[
    ("channel", |c| &c.channel),
    ("source", |c| &c.source),
    ("category", |c| &c.category),
    ("nature", |c| &c.nature),
    ("unit", |c| &c.unit),
    ("person", |c| &c.person),
    ("against", |c| &c.against),
    ("owner", |c| &c.owner),
    ("received_by", |c| &c.received_by),
    ("level", |c| &c.level),
    ("outcome", |c| &c.outcome),
    ("responsibility", |c| &c.responsibility),
    ("satisfaction", |c| &c.satisfaction),
];

const SEVERAL: &[(&str, CodesOf)] = &[("cause", |c| &c.causes), ("tag", |c| &c.tags)];

impl Dimension {
    /// The dimension with this key; `None` for an unknown key, which may be a field of the policy.
    #[must_use]
    pub fn named(key: &str) -> Option<Self> {
        let code = || CODES.iter().find(|(known, _)| *known == key).map(|(key, of)| Self::Code(key, *of));
        let several = || SEVERAL.iter().find(|(known, _)| *known == key).map(|(key, of)| Self::Codes(key, *of));
        let status = (key == "status").then_some(Self::Status);
        status.or_else(code).or_else(several).or_else(|| PeriodKind::named(key).map(Self::Received))
    }

    /// The keys of all dimensions that exist in every policy.
    pub fn keys() -> impl Iterator<Item = &'static str> {
        let codes = CODES.iter().map(|(key, _)| *key).chain(SEVERAL.iter().map(|(key, _)| *key));
        codes.chain(["status"]).chain(PeriodKind::NAMED.iter().map(|(_, key)| *key))
    }

    /// Its key, which is also the name of the column.
    #[must_use]
    pub fn key(&self) -> &str {
        match self {
            Self::Status => "status",
            Self::Received(kind) => {
                PeriodKind::NAMED.iter().find(|(known, _)| known == kind).map_or("day", |(_, key)| key)
            }
            Self::Code(key, _) | Self::Codes(key, _) => key,
            Self::Own(field) => field,
        }
    }

    /// The values of a case.
    #[must_use]
    pub fn values(&self, case: &Case) -> Vec<Code> {
        match self {
            Self::Status => vec![case.state.code().into()],
            Self::Received(kind) => {
                let period = case.received().map(|on| Period::of(*kind, on.date()));
                vec![period.map_or_else(Code::default, |period| period.to_string().into())]
            }
            Self::Code(_, of) => vec![of(case).clone()],
            Self::Codes(_, of) => match of(case) {
                [] => vec![Code::default()],
                several => several.to_vec(),
            },
            Self::Own(field) => vec![match case.fields.get(field) {
                None => Code::default(),
                Some(Value::Text(text)) => text.as_str().into(),
                Some(Value::Flag(yes)) => if *yes { "yes" } else { "no" }.into(),
                Some(Value::Number(n)) => n.to_string().into(),
            }],
        }
    }
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
        let mut case = Case { channel: "phone".into(), rounds: vec![received], ..Case::default() };
        case.causes = vec!["queue".into(), "system".into()];
        case.fields.insert("media".into(), Value::Flag(true));
        let values = |key: &str| Dimension::named(key).unwrap_or_else(|| Dimension::Own(key.into())).values(&case);
        assert_eq!(values("channel"), ["phone"]);
        assert_eq!(values("category"), [""]);
        assert_eq!(values("cause"), ["queue", "system"]);
        assert_eq!(values("tag"), [""]);
        assert_eq!((values("media"), values("claim")), (vec!["yes".into()], vec!["".into()]));
        let periods =
            ["day", "week", "half-month", "month", "quarter", "half-year", "year"].map(|key| values(key)[0].clone());
        assert_eq!(periods, ["2026-11-23", "2026-W48", "2026-11-b", "2026-11", "2026-Q4", "2026-H2", "2026"]);
    }
}
