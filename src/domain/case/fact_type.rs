//! What facts are made of: kinds, values, and the types in which a case holds them.
//!
//! Invariant: a value that was recorded as a correction and set again is equal.

use crate::domain::Code;
use crate::domain::value::amount::{Amount, Fields, Value};
use crate::domain::value::id::CaseId;
use crate::domain::value::moment::Moment;

/// What the value of a fact is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactKind {
    /// A code of this section of the policy.
    Section(&'static str),
    /// The same; the section is a tree, and a condition on a code holds for all codes below it.
    Tree(&'static str),
    /// A unit of the directory.
    Unit,
    /// A person of the directory.
    Person,
    /// A state of a case.
    State,
    /// The complainant's satisfaction with a reply.
    Satisfaction,
    /// How far mediation has come.
    Mediation,
    /// How far remedies have come.
    Remedy,
    /// How far an appeal has come.
    Appeal,
    /// A limit.
    Limit,
    /// A case number.
    Id,
    /// Free text, which the guard reads.
    Text,
    /// Free words, which the guard reads.
    Words,
    /// A number that somebody else gave; the guard reads it.
    Reference,
    /// A date or a time.
    Time,
    /// Money.
    Money,
    /// A whole number.
    Count,
    /// Yes or no.
    Flag,
    /// Values of the policy's fields, which have kinds of their own.
    Fields,
}

impl FactKind {
    /// What a code of this kind is called where codes are looked up: a section of the policy, `unit` or `person`.
    #[must_use]
    pub fn codes(self) -> Option<&'static str> {
        match self {
            Self::Section(section) | Self::Tree(section) => Some(section),
            Self::Unit => Some("unit"),
            Self::Person => Some("person"),
            _ => None,
        }
    }

    /// Whether values are numbers, which stand at the right of a column.
    #[must_use]
    pub fn is_number(self) -> bool {
        matches!(self, Self::Money | Self::Count)
    }
}

/// A value of a fact, without the names of its codes.
#[derive(Clone, Debug, PartialEq)]
pub enum FactValue<'c> {
    /// No value.
    Empty,
    /// A case number.
    Id(CaseId),
    /// A text.
    Text(&'c str),
    /// A code; empty means no value.
    Code(&'c Code),
    /// Several codes.
    Codes(&'c [Code]),
    /// Several texts.
    List(Vec<String>),
    /// A moment.
    Time(Moment),
    /// A whole number.
    Count(i64),
    /// Money.
    Money(Amount),
    /// Yes or no.
    Flag(bool),
}

/// The forms in which facts are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GivenForm {
    /// A code, title or text.
    Text,
    /// A date or time.
    Time,
    /// An amount.
    Money,
    /// Several codes, titles or texts.
    List,
    /// Yes or no.
    Flag,
}

/// A fact as it is given, in the form that its row names.
#[derive(Clone, Debug, PartialEq)]
pub enum GivenFact {
    /// A code, title or text.
    Text(String),
    /// A date or time.
    Time(Option<Moment>),
    /// An amount.
    Money(Option<Amount>),
    /// Several codes, titles or texts.
    List(Vec<String>),
    /// Yes or no.
    Flag(bool),
}

/// Turns what was given into codes.
pub trait Resolve {
    /// The code for a text; empty if it is unknown (then that was noted).
    fn code(&mut self, kind: FactKind, given: &str) -> Code;
    /// The codes for several texts.
    fn codes(&mut self, kind: FactKind, given: &[String]) -> Vec<Code>;
    /// The values of policy fields.
    fn fields(&mut self, given: &[(String, String)]) -> Fields;
}

/// A type of what a registration states.
pub trait Stated: Sized {
    /// The value as given, before codes are resolved.
    type Given;
    /// Resolves codes.
    fn resolve(given: &Self::Given, kind: FactKind, by: &mut dyn Resolve) -> Self;
}

/// A type in which facts are held.
pub trait FactType: Stated {
    /// The form in which it is given.
    const FORM: GivenForm;
    /// The value for readers of facts.
    fn value(&self) -> FactValue<'_>;
    /// The value as a correction records it; `None` if it is not set.
    fn recorded(&self) -> Option<Value>;
    /// Sets it to a value as a correction records it.
    fn set(&mut self, value: &Value);
    /// Gives it; a fact in another form is ignored.
    fn give(given: &mut Self::Given, fact: GivenFact);
}

impl Stated for Code {
    type Given = String;

    fn resolve(given: &String, kind: FactKind, by: &mut dyn Resolve) -> Self {
        by.code(kind, given)
    }
}

impl FactType for Code {
    const FORM: GivenForm = GivenForm::Text;

    fn value(&self) -> FactValue<'_> {
        FactValue::Code(self)
    }

    fn recorded(&self) -> Option<Value> {
        (!self.is_empty()).then(|| Value::Text(self.to_string()))
    }

    fn set(&mut self, value: &Value) {
        *self = value.to_string().into();
    }

    fn give(given: &mut String, fact: GivenFact) {
        if let GivenFact::Text(text) = fact {
            *given = text;
        }
    }
}

/// Leaves each value of a list once, in the order in which they were given: a case with a value twice would count twice under it.
pub fn each_once(codes: &mut Vec<Code>) {
    let mut at = 0;
    while at < codes.len() {
        if codes[..at].contains(&codes[at]) {
            codes.remove(at);
        } else {
            at += 1;
        }
    }
}

impl Stated for Vec<Code> {
    type Given = Vec<String>;

    fn resolve(given: &Vec<String>, kind: FactKind, by: &mut dyn Resolve) -> Self {
        by.codes(kind, given)
    }
}

impl FactType for Vec<Code> {
    const FORM: GivenForm = GivenForm::List;

    fn value(&self) -> FactValue<'_> {
        FactValue::Codes(self)
    }

    fn recorded(&self) -> Option<Value> {
        (!self.is_empty()).then(|| Value::Text(self.join(",")))
    }

    fn set(&mut self, value: &Value) {
        *self = value.to_string().split(',').filter(|code| !code.is_empty()).map(Code::from).collect();
        each_once(self);
    }

    fn give(given: &mut Vec<String>, fact: GivenFact) {
        if let GivenFact::List(all) = fact {
            *given = all;
        }
    }
}

impl Stated for Option<Moment> {
    type Given = Self;

    fn resolve(given: &Self, _: FactKind, _: &mut dyn Resolve) -> Self {
        *given
    }
}

impl FactType for Option<Moment> {
    const FORM: GivenForm = GivenForm::Time;

    fn value(&self) -> FactValue<'_> {
        self.map_or(FactValue::Empty, FactValue::Time)
    }

    fn recorded(&self) -> Option<Value> {
        self.map(|moment| Value::Text(moment.to_string()))
    }

    fn set(&mut self, value: &Value) {
        *self = value.text().and_then(|text| text.parse().ok());
    }

    fn give(given: &mut Self, fact: GivenFact) {
        if let GivenFact::Time(moment) = fact {
            *given = moment;
        }
    }
}

impl Stated for Option<Amount> {
    type Given = Self;

    fn resolve(given: &Self, _: FactKind, _: &mut dyn Resolve) -> Self {
        *given
    }
}

impl FactType for Option<Amount> {
    const FORM: GivenForm = GivenForm::Money;

    fn value(&self) -> FactValue<'_> {
        self.map_or(FactValue::Empty, FactValue::Money)
    }

    fn recorded(&self) -> Option<Value> {
        self.map(Value::Number)
    }

    fn set(&mut self, value: &Value) {
        match value {
            Value::Number(amount) => *self = Some(*amount),
            Value::Text(text) if text.is_empty() => *self = None,
            _ => {}
        }
    }

    fn give(given: &mut Self, fact: GivenFact) {
        if let GivenFact::Money(amount) = fact {
            *given = amount;
        }
    }
}

impl Stated for bool {
    type Given = Self;

    fn resolve(given: &Self, _: FactKind, _: &mut dyn Resolve) -> Self {
        *given
    }
}

impl FactType for bool {
    const FORM: GivenForm = GivenForm::Flag;

    fn value(&self) -> FactValue<'_> {
        FactValue::Flag(*self)
    }

    fn recorded(&self) -> Option<Value> {
        Some(Value::Flag(*self))
    }

    fn set(&mut self, value: &Value) {
        *self = *value == Value::Flag(true);
    }

    fn give(given: &mut Self, fact: GivenFact) {
        if let GivenFact::Flag(on) = fact {
            *given = on;
        }
    }
}

impl Stated for Fields {
    type Given = Vec<(String, String)>;

    fn resolve(given: &Self::Given, _: FactKind, by: &mut dyn Resolve) -> Self {
        by.fields(given)
    }
}
