//! Terms: `status:open is:overdue unit:taiyuan received:2026-10 …`, which filter every list and report.
//!
//! Invariant: all errors in a term are found when it is parsed; [`Filter::holds`] cannot fail and needs no policy.
//! Source: `cli.md` §1 "Terms".

mod read;
mod values;

pub use read::{NONE, TermReader, keys};
pub use values::FLAGS;

use crate::domain::Code;
use crate::domain::calendar::period::Period;
use crate::domain::case::fact::CaseFact;
use crate::domain::case::fact_type::{FactKind, FactValue};
use crate::domain::case::{Case, Standing};
use crate::domain::value::amount::{Amount, Value};
use crate::domain::value::moment::Moment;
use crate::domain::value::state::State;
use crate::domain::value::texts::folded;
use crate::domain::value::title::Title;
use chrono::NaiveDate;

/// The day for which cases are filtered, and the instant if hours matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct At {
    /// The day; its end if there is no instant.
    pub day: NaiveDate,
    /// The instant.
    pub now: Option<Moment>,
}

/// A filter: terms that must all hold; the empty filter accepts every case.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    tests: Vec<Test>,
}

/// Kinds of built-in words whose titles may be typed; `text/` knows the titles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// A state, or a group of states.
    State,
    /// A flag, or another value of `is:`.
    Flag,
    /// A limit.
    Limit,
    /// A complainant's satisfaction with a reply.
    Satisfaction,
    /// A result of mediation.
    Mediation,
    /// An act of a remedy.
    Remedy,
    /// How far an appeal has come.
    Appeal,
    /// A kind of link.
    Link,
    /// The form of a channel.
    ChannelForm,
    /// The key of a term.
    Key,
}

/// A possible code of a value, with its title, if the policy or the directory gives one.
pub type Known = (Code, Title);

/// Why a term cannot be parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TermError {
    /// An unknown key.
    UnknownKey {
        /// As typed.
        key: String,
        /// The nearest known key.
        nearest: Option<Code>,
        /// All known keys; with the titles of the policy's fields.
        known: Vec<Known>,
    },
    /// An unknown value of a key; the key `@` stands for saved queries.
    UnknownValue {
        /// The key.
        key: Code,
        /// As typed.
        value: String,
        /// The nearest known value.
        nearest: Option<Code>,
        /// All known values.
        known: Vec<Known>,
    },
    /// A value of the wrong kind for the key.
    BadValue {
        /// The key.
        key: Code,
        /// As typed.
        value: String,
        /// What is expected.
        wanted: Wanted,
    },
    /// A saved query that contains itself.
    Recursive {
        /// Its name.
        name: String,
    },
}

/// The kind of value that is expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A period.
    Period,
    /// An amount, or a range of amounts.
    Amount,
    /// A whole number, or a range.
    Count,
    /// yes or no.
    Flag,
    /// Any value that is not empty.
    Something,
}

impl Wanted {
    /// Its code in JSON.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Period => "period",
            Self::Amount => "amount",
            Self::Count => "count",
            Self::Flag => "flag",
            Self::Something => "value",
        }
    }
}

/// Calls the closure with each date of a case until it returns true.
pub type DatesOf = fn(&Case, &mut dyn FnMut(NaiveDate) -> bool) -> bool;
/// Whether something holds for a case.
pub type IsSo = fn(&Case, &At) -> bool;
/// Bounds, both inclusive; an end may be open.
pub type Bounds = (Option<Amount>, Option<Amount>);

/// One test of a case. Code that knows only a part of a case (the index) uses the names in it.
#[derive(Clone, Debug)]
pub enum Test {
    /// In one of these states.
    Status(Vec<State>),
    /// One of these holds; with their names in [`FLAGS`].
    Is(Vec<(&'static str, IsSo)>),
    /// One of these limits is overdue.
    Overdue(Vec<Code>),
    /// One of the fact's codes is one of these; an empty one matches if none is set.
    Codes(CaseFact, Vec<Code>),
    /// The fact is yes or no.
    Flag(CaseFact, bool),
    /// One of its links is of one of these kinds.
    Link(Vec<Code>),
    /// One of the dates of rounds or limits (with the key) lies in one of these periods.
    Dates(&'static str, DatesOf, Vec<Period>),
    /// The fact's date lies in one of these periods.
    Date(CaseFact, Vec<Period>),
    /// The fact's number lies within one of these bounds.
    Number(CaseFact, Vec<Bounds>),
    /// A policy field has one of these values.
    Own(Code, Vec<Own>),
    /// The title contains this text, compared in lower case.
    InTitle(String),
    /// One of these holds.
    Any(Vec<Test>),
    /// A saved query.
    All(Filter),
    /// This does not hold.
    Not(Box<Test>),
}

/// A test of a policy field's value.
#[derive(Clone, Debug)]
pub enum Own {
    /// It has this value.
    Is(Value),
    /// It lies within these bounds.
    Within(Bounds),
    /// It lies in this period.
    In(Period),
    /// It is not set.
    Unset,
}

impl Filter {
    /// Whether a case matches all terms.
    #[must_use]
    pub fn holds(&self, case: &Case, at: &At) -> bool {
        self.tests.iter().all(|test| test.holds(case, at))
    }

    /// A filter for cases with at least one of these [`FLAGS`]; without names it matches no case.
    #[must_use]
    pub fn is_any(names: &[&str]) -> Self {
        Self { tests: vec![Test::Is(values::IS.iter().filter(|(name, _)| names.contains(name)).copied().collect())] }
    }

    /// A filter that requires both.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.tests.extend(other.tests);
        self
    }

    /// Its tests; all must hold.
    #[must_use]
    pub fn tests(&self) -> &[Test] {
        &self.tests
    }

    /// The codes by which it chooses cases, or leaves them out, of facts of a kind.
    #[must_use]
    pub fn codes_of(&self, kind: FactKind) -> Vec<&Code> {
        self.tests.iter().flat_map(|test| test.codes_of(kind)).collect()
    }

    /// Whether it asks for values of a fact of this name; leaving some out does not.
    #[must_use]
    pub fn asks_for(&self, name: &str) -> bool {
        self.tests.iter().any(|test| test.asks_for(name))
    }

    /// Whether it accepts every case.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tests.is_empty()
    }
}

impl Test {
    fn asks_for(&self, name: &str) -> bool {
        match self {
            Self::Codes(fact, _) => fact.name() == name,
            Self::Any(any) => any.iter().any(|test| test.asks_for(name)),
            Self::All(filter) => filter.asks_for(name),
            _ => false,
        }
    }

    fn codes_of(&self, kind: FactKind) -> Vec<&Code> {
        match self {
            Self::Codes(fact, codes) if fact.kind() == kind => codes.iter().collect(),
            Self::Any(any) => any.iter().flat_map(|test| test.codes_of(kind)).collect(),
            Self::All(filter) => filter.codes_of(kind),
            Self::Not(test) => test.codes_of(kind),
            _ => Vec::new(),
        }
    }

    fn holds(&self, case: &Case, at: &At) -> bool {
        match self {
            Self::Status(states) => states.contains(&case.state),
            Self::Is(any) => any.iter().any(|(_, is)| is(case, at)),
            Self::Overdue(limits) => limits.iter().any(|l| case.standing(l, at.day, at.now) == Some(Standing::Overdue)),
            // An empty code of a case counts as no code.
            Self::Codes(fact, wanted) => match fact.codes(case) {
                [] => wanted.iter().any(Code::is_empty),
                codes => codes.iter().any(|code| wanted.contains(code)),
            },
            Self::Flag(fact, wanted) => fact.value(case) == FactValue::Flag(*wanted),
            Self::Link(kinds) => case.links.iter().any(|(_, kind)| kinds.contains(kind)),
            Self::Dates(_, of, periods) => of(case, &mut |date| periods.iter().any(|p| p.contains(date))),
            Self::Date(fact, periods) => {
                matches!(fact.value(case), FactValue::Time(on) if periods.iter().any(|p| p.contains(on.date())))
            }
            Self::Number(fact, bounds) => {
                let number = match fact.value(case) {
                    FactValue::Money(amount) => amount,
                    FactValue::Count(n) => Amount(n * 100),
                    _ => return false,
                };
                bounds.iter().any(|b| is_within(number, *b))
            }
            Self::Own(field, any) => any.iter().any(|own| own.holds(case.facts.fields.get(field))),
            Self::InTitle(word) => case.title.as_ref().is_some_and(|title| folded(title).contains(word)),
            Self::Any(any) => any.iter().any(|test| test.holds(case, at)),
            Self::All(filter) => filter.holds(case, at),
            Self::Not(test) => !test.holds(case, at),
        }
    }
}

impl Own {
    fn holds(&self, value: Option<&Value>) -> bool {
        match (self, value) {
            // A flag that was never set is false.
            (Self::Unset | Self::Is(Value::Flag(false)), None) => true,
            (Self::Unset, Some(Value::Codes(several))) => several.is_empty(),
            (Self::Is(Value::Text(wanted)), Some(Value::Codes(several))) => several.iter().any(|code| code == wanted),
            (Self::Is(wanted), Some(value)) => value == wanted,
            (Self::Within(bounds), Some(Value::Number(n))) => is_within(*n, *bounds),
            (Self::In(period), Some(Value::Text(text))) => {
                text.parse::<Moment>().is_ok_and(|m| period.contains(m.date()))
            }
            _ => false,
        }
    }
}

fn is_within(n: Amount, (from, to): Bounds) -> bool {
    from.is_none_or(|from| from <= n) && to.is_none_or(|to| n <= to)
}

#[cfg(test)]
mod tests;
