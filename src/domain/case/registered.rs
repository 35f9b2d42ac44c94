//! The facts that a registration states about a case: one row each. The event `opened`, the case, and everything that
//! reads facts of a case (conditions, terms, counts, columns, pages, corrections, imports, the index) come from these
//! rows; see [`super::fact`] for the facts that later acts set.
//!
//! Invariant: the order of the rows is their order in the log, and a row's key is the key in the log for ever.

use crate::domain::Code;
use crate::domain::case::fact_type::{FactKind, FactType, FactValue, GivenFact, GivenForm, Resolve, Stated};
use crate::domain::value::amount::{Amount, Fields, Value};
use crate::domain::value::moment::Moment;
use crate::domain::value::title::Two;

/// Calls `$then` with the rows as members of a struct, between other members, and followed by `$rest`. A row is
/// `key: Type = (kind, name, label, change)`: the name is what conditions, terms, counts and maps call it. A new fact is
/// a row here, and a flag of `intake` if people give it.
macro_rules! registered {
    ($then:ident! ($($head:tt)*) { $($before:tt)* } { $($after:tt)* } $($rest:tt)*) => {
        $then! {
            $($head)* {
                $($before)*
                /// Channel by which it came.
                channel: Code = (FactKind::Section("channel"), "channel", Two("channel", "投诉渠道"), Change::Corrected),
                /// Source that passed it on.
                source: Code = (FactKind::Section("source"), "source", Two("source", "来源"), Change::Corrected),
                /// The source's own number.
                source_ref: Code = (FactKind::Reference, "source_ref", Two("source's number", "来件编号"), Change::Replaced),
                /// When the source wants its answer.
                source_due: Option<Moment> = (FactKind::Time, "source_due", Two("source's date", "来件限期"), Change::Corrected),
                /// Category; empty while unclassified.
                category: Code = (FactKind::Tree("category"), "category", Two("category", "投诉类别"), Change::Classified),
                /// Nature: complaint, suggestion, enquiry …
                nature: Code = (FactKind::Section("nature"), "nature", Two("nature", "性质"), Change::Classified),
                /// Unit that first heard it.
                received_by: Code = (FactKind::Unit, "received_by", Two("received by", "首问单位"), Change::Corrected),
                /// Person who first heard it.
                taken_by: Code = (FactKind::Person, "taken_by", Two("taken by", "首问人"), Change::Corrected),
                /// Unit complained about.
                against: Code = (FactKind::Unit, "against", Two("unit complained about", "被投诉单位"), Change::Withheld),
                /// Persons complained about, by code.
                respondents: Vec<Code> = (FactKind::Person, "respondent", Two("respondent", "被投诉人"), Change::Withheld),
                /// Unit whose customer it is.
                owner: Code = (FactKind::Unit, "owner", Two("customer of", "客户归属单位"), Change::Corrected),
                /// Amount in question.
                amount: Option<Amount> = (FactKind::Money, "amount", Two("amount", "涉及金额"), Change::Corrected),
                /// Causes.
                causes: Vec<Code> = (FactKind::Tree("cause"), "cause", Two("cause", "原因"), Change::Classified),
                /// Causes as the complainant says them, beside those that were found.
                causes_said: Vec<Code> = (FactKind::Tree("cause"), "cause_said", Two("cause as the complainant says", "投诉人所述原因"), Change::Corrected),
                /// Tags.
                tags: Vec<Code> = (FactKind::Words, "tag", Two("tags", "标签"), Change::Withheld),
                /// Values of the policy's fields.
                fields: Fields,
                /// The complainant gave no name.
                anonymous: bool = (FactKind::Flag, "anonymous", Two("anonymous", "匿名"), Change::Replaced),
                /// Only those with a part in it may see it; its texts lie in `private/`.
                restricted: bool = (FactKind::Flag, "restricted", Two("restricted", "限制查看"), Change::Classified),
                $($after)*
            }
            $($rest)*
        }
    };
}
pub(crate) use registered;

/// How a fact of a registration is changed later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// By `classify`.
    Classified,
    /// By `correct`; the correction keeps the former value.
    Corrected,
    /// By `correct`, without the former value.
    Replaced,
    /// Likewise; in a restricted case it lies in `private/`.
    Withheld,
}

/// A fact that can be read off a `T`.
#[derive(Debug)]
pub struct FactRow<T: 'static> {
    /// Its key in the log, in columns and in JSON.
    pub key: &'static str,
    /// Its name in conditions, terms, counts and maps.
    pub name: &'static str,
    /// Its name for readers.
    pub label: Two,
    /// What its value is.
    pub kind: FactKind,
    /// Where it may be used: see [`super::fact::uses`].
    pub uses: u8,
    /// Reads it.
    pub get: for<'t> fn(&'t T) -> FactValue<'t>,
}

/// A fact of a registration.
#[derive(Debug)]
pub struct RegisteredFact {
    /// What it is, and how it is read.
    pub row: FactRow<Registered>,
    /// How it is changed later.
    pub change: Change,
    /// The form in which it is given.
    pub form: GivenForm,
    /// Sets it to a value as a correction records it.
    pub set: fn(&mut Registered, &Value),
    /// Its value as a correction records it; `None` if it is not set.
    pub recorded: fn(&Registered) -> Option<Value>,
    /// Gives it for a registration.
    pub give: fn(&mut GivenFacts, GivenFact),
}

/// The kind that a row names; a member without a row has kinds of its own.
macro_rules! kind_of {
    () => {
        FactKind::Fields
    };
    (($kind:expr, $($rest:tt)*)) => {
        $kind
    };
}
pub(crate) use kind_of;

macro_rules! define {
    ({ $( $(#[$doc:meta])* $field:ident : $type:ty $(= $row:tt)? ),* $(,)? }) => {
        /// The facts of a registration, with corrections and classifications.
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct Registered { $( $(#[$doc])* pub $field: $type, )* }

        /// The facts of a registration as they are given: codes by code or title.
        #[derive(Clone, Debug, Default)]
        pub struct GivenFacts { $( $(#[$doc])* pub $field: <$type as Stated>::Given, )* }

        impl Registered {
            /// Resolves the codes of what was given.
            pub fn resolve(given: &GivenFacts, by: &mut dyn Resolve) -> Self {
                Self { $( $field: Stated::resolve(&given.$field, kind_of!($($row)?), by), )* }
            }
        }

        /// The rows, in the order of the log.
        pub const REGISTERED: &[RegisteredFact] = &[ $( $( define!(@row $field: $type = $row), )? )* ];
    };
    (@row $field:ident : $type:ty = ($kind:expr, $name:literal, $label:expr, $change:expr)) => {
        RegisteredFact {
            row: FactRow {
                key: stringify!($field),
                name: $name,
                label: $label,
                kind: $kind,
                uses: u8::MAX,
                get: |facts| FactType::value(&facts.$field),
            },
            change: $change,
            form: <$type as FactType>::FORM,
            set: |facts, value| FactType::set(&mut facts.$field, value),
            recorded: |facts| FactType::recorded(&facts.$field),
            give: |given, fact| <$type as FactType>::give(&mut given.$field, fact),
        }
    };
}
registered! { define! () {} {} }

impl RegisteredFact {
    /// The fact with this key or name.
    #[must_use]
    pub fn find(key: &str) -> Option<&'static Self> {
        REGISTERED.iter().find(|fact| fact.row.key == key || fact.row.name == key)
    }

    /// Its flag of `intake`, which is its key in maps too.
    #[must_use]
    pub fn flag(&self) -> String {
        self.row.name.replace('_', "-")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn free_text_of_a_restricted_case_is_private() {
        for fact in REGISTERED.iter().filter(|fact| matches!(fact.row.kind, FactKind::Text | FactKind::Words)) {
            assert_eq!(fact.change, Change::Withheld, "{}", fact.row.key);
        }
    }
}
