//! Terms: `status:open is:overdue unit:taiyuan received:2026-10 …`, what filters every list and every report.
//!
//! Invariant: everything that can be wrong with a term is found when it is read; [`Filter::holds`] only looks, and needs no policy.
//! Source: `cli.md` §1 "Terms".

mod read;
mod values;

pub use read::{KEYS, Reader};
pub use values::FLAGS;

use crate::domain::Code;
use crate::domain::calendar::period::Period;
use crate::domain::case::{Case, Standing};
use crate::domain::value::amount::{Amount, Value};
use crate::domain::value::moment::Moment;
use crate::domain::value::state::State;
use crate::domain::value::texts::folded;
use chrono::NaiveDate;

/// The day for which a case is looked at, and the instant where it is a matter of hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct At {
    /// The day; without an instant, its end.
    pub day: NaiveDate,
    /// The instant.
    pub now: Option<Moment>,
}

/// Terms that must all hold; the empty one lets everything through.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    tests: Vec<Test>,
}

/// Fixed words of the engine whose titles may be typed; `text/` knows them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// A state, or a group of states.
    State,
    /// A flag, or what `is:` asks beside the flags.
    Flag,
    /// A limit.
    Limit,
    /// What a complainant can be said to feel about a reply.
    Satisfaction,
    /// A kind of link.
    Link,
    /// The key of a term.
    Key,
}

/// Why a term cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TermError {
    /// No such key.
    #[error("unknown term {key}:")]
    UnknownKey {
        /// As typed.
        key: String,
        /// The nearest.
        nearest: Option<Code>,
        /// All.
        known: Vec<Code>,
    },
    /// No such value of that key; the key `@` stands for saved queries.
    #[error("unknown value {value} of {key}:")]
    UnknownValue {
        /// The key.
        key: Code,
        /// As typed.
        value: String,
        /// The nearest.
        nearest: Option<Code>,
        /// All.
        known: Vec<Code>,
    },
    /// The value is not what the key holds.
    #[error("{value} is not a {} for {key}:", .wanted.code())]
    BadValue {
        /// The key.
        key: Code,
        /// As typed.
        value: String,
        /// What it must be.
        wanted: Wanted,
    },
    /// A saved query that leads to itself.
    #[error("saved query @{name} leads to itself")]
    Recursive {
        /// Its name.
        name: String,
    },
}

/// What a value must be.
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
    /// Anything at all.
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

/// Codes of a case: none, one or several.
pub type CodesOf = fn(&Case) -> &[Code];
/// Dates of a case, tried one by one.
pub type DatesOf = fn(&Case, &mut dyn FnMut(NaiveDate) -> bool) -> bool;
/// Whether something is so in a case.
pub type IsSo = fn(&Case, &At) -> bool;
/// Bounds, both inclusive, an end open.
pub type Bounds = (Option<Amount>, Option<Amount>);

/// One thing that is asked of a case. What knows only part of a case goes by the names.
#[derive(Clone, Debug)]
pub enum Test {
    /// In one of these states.
    Status(Vec<State>),
    /// One of these is so; by their names in [`FLAGS`].
    Is(Vec<(&'static str, IsSo)>),
    /// One of these limits is past.
    Overdue(Vec<Code>),
    /// One of the case's codes, by the key in [`KEYS`], is one of these; an empty one stands for none set.
    Codes(&'static str, CodesOf, Vec<Code>),
    /// One of its links is of one of these kinds.
    Link(Vec<Code>),
    /// One of its dates, by the key, lies in one of these periods.
    Dates(&'static str, DatesOf, Vec<Period>),
    /// Its number, by the key, lies within one of these bounds.
    Number(&'static str, fn(&Case) -> Option<Amount>, Vec<Bounds>),
    /// A field of the policy's own has one of these values.
    Own(Code, Vec<Own>),
    /// The title has this in it, in lower case.
    InTitle(String),
    /// One of these holds.
    Any(Vec<Test>),
    /// A saved query.
    All(Filter),
    /// This does not hold.
    Not(Box<Test>),
}

/// What is asked of an own field.
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
    /// Whether a case passes all terms.
    #[must_use]
    pub fn holds(&self, case: &Case, at: &At) -> bool {
        self.tests.iter().all(|test| test.holds(case, at))
    }

    /// Cases of which one of these [`FLAGS`] is so; of no name, none.
    #[must_use]
    pub fn is_any(names: &[&str]) -> Self {
        Self { tests: vec![Test::Is(values::IS.iter().filter(|(name, _)| names.contains(name)).copied().collect())] }
    }

    /// Both must hold.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.tests.extend(other.tests);
        self
    }

    /// What it asks; all of it must hold.
    #[must_use]
    pub fn tests(&self) -> &[Test] {
        &self.tests
    }

    /// Whether it lets everything through.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tests.is_empty()
    }
}

impl Test {
    fn holds(&self, case: &Case, at: &At) -> bool {
        match self {
            Self::Status(states) => states.contains(&case.state),
            Self::Is(any) => any.iter().any(|(_, is)| is(case, at)),
            Self::Overdue(limits) => limits.iter().any(|l| case.standing(l, at.day, at.now) == Some(Standing::Overdue)),
            Self::Codes(_, of, wanted) => {
                let codes = of(case);
                // An empty code of a case is the same as no code.
                let mut set = codes.iter().filter(|c| !c.is_empty()).peekable();
                if set.peek().is_none() { wanted.iter().any(Code::is_empty) } else { set.any(|c| wanted.contains(c)) }
            }
            Self::Link(kinds) => case.links.iter().any(|(_, kind)| kinds.contains(kind)),
            Self::Dates(_, of, periods) => of(case, &mut |date| periods.iter().any(|p| p.contains(date))),
            Self::Number(_, of, bounds) => of(case).is_some_and(|n| bounds.iter().any(|b| is_within(n, *b))),
            Self::Own(field, any) => any.iter().any(|own| own.holds(case.fields.get(field))),
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
            // A flag that was never set is off.
            (Self::Unset | Self::Is(Value::Flag(false)), None) => true,
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
