//! A case and the command at hand, as conditions see them.

use crate::domain::Code;
use crate::domain::case::Case;
use crate::domain::condition::{Fact, Facts};
use crate::domain::policy::Policy;
use crate::domain::value::Value;

/// Names of the facts that every case has; a policy's own fields come beside them.
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

/// What conditions look at: the case's facts, then what the command brings beside them.
pub struct View<'a> {
    /// The case; a registration has none yet.
    pub case: &'a Case,
    /// For trees of categories and causes.
    pub policy: &'a Policy,
    /// What the command brings.
    pub given: &'a [(Code, Fact)],
}

impl Facts for View<'_> {
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
            "late" => Fact::Flag(!case.missed.is_empty()),
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
    Fact::Number(crate::domain::value::Amount(i64::try_from(n).unwrap_or(i64::MAX / 100).saturating_mul(100)))
}
