//! What an event says, as conditions ask for it: its codes, numbers and flags by name.
//!
//! Invariant: a fact is told where it stands in the log, and there alone: what is left out there is not told here.

use crate::domain::Code;
use crate::domain::policy::condition::Fact;
use crate::domain::value::amount::{Amount, Value};
use crate::domain::value::id::{CaseId, EventId};
use crate::domain::value::moment::Moment;
use crate::domain::value::small_map::SmallMap;

/// A value that an event's body has.
pub(super) trait AsFact {
    /// What a condition sees of it.
    fn fact(&self) -> Fact;
}

/// The codes that a value is made of.
trait AsCode {
    fn code(&self) -> Code;
}

impl AsCode for Code {
    fn code(&self) -> Code {
        self.clone()
    }
}

impl AsCode for CaseId {
    fn code(&self) -> Code {
        self.with_text(|text| text.into())
    }
}

impl AsCode for EventId {
    fn code(&self) -> Code {
        self.to_string().into()
    }
}

impl AsCode for Moment {
    fn code(&self) -> Code {
        self.with_text(|text| text.into())
    }
}

impl<T: AsCode> AsFact for T {
    fn fact(&self) -> Fact {
        Fact::Codes(vec![self.code()])
    }
}

impl<T: AsCode> AsFact for Vec<T> {
    fn fact(&self) -> Fact {
        Fact::Codes(self.iter().map(AsCode::code).collect())
    }
}

impl<T: AsFact> AsFact for Option<T> {
    fn fact(&self) -> Fact {
        self.as_ref().map_or(Fact::Unset, AsFact::fact)
    }
}

impl AsFact for bool {
    fn fact(&self) -> Fact {
        Fact::Flag(*self)
    }
}

impl AsFact for Amount {
    fn fact(&self) -> Fact {
        Fact::Number(*self)
    }
}

impl AsFact for u64 {
    fn fact(&self) -> Fact {
        i64::try_from(*self).ok().and_then(|n| n.checked_mul(100)).map_or(Fact::Unset, |n| Fact::Number(Amount(n)))
    }
}

impl AsFact for u32 {
    fn fact(&self) -> Fact {
        u64::from(*self).fact()
    }
}

/// Own fields are asked for by their own names.
impl AsFact for SmallMap<Code, Value> {
    fn fact(&self) -> Fact {
        Fact::Unset
    }
}

/// What belongs to whom is no fact of a case.
impl AsFact for SmallMap<Code, Code> {
    fn fact(&self) -> Fact {
        Fact::Unset
    }
}

/// The facts of a body that this version reads in no other way.
pub(super) fn of_json(body: &str) -> Vec<(Code, Fact)> {
    let json: serde_json::Value = serde_json::from_str(body).unwrap_or_default();
    let text = |value: &serde_json::Value| value.as_str().map(Code::from);
    let fact = |value: &serde_json::Value| match value {
        serde_json::Value::String(code) => Fact::Codes(vec![code.as_str().into()]),
        serde_json::Value::Bool(flag) => Fact::Flag(*flag),
        serde_json::Value::Array(all) => Fact::Codes(all.iter().filter_map(text).collect()),
        number => serde_json::from_value(number.clone()).map_or(Fact::Unset, Fact::Number),
    };
    json.as_object().into_iter().flatten().map(|(name, value)| (name.as_str().into(), fact(value))).collect()
}
