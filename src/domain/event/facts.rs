//! The facts of an event, as conditions query them: its codes, numbers and flags by name.
//!
//! Invariant: an event has exactly the facts that its line in the log contains; a member that the line leaves out is no
//! fact.

use crate::domain::Code;
use crate::domain::policy::condition::Fact;
use crate::domain::value::amount::{Amount, Value};
use crate::domain::value::id::{CaseId, EventId};
use crate::domain::value::moment::Moment;
use crate::domain::value::small_map::SmallMap;

/// A value in an event's body.
pub(super) trait AsFact {
    /// The value as a condition sees it.
    fn fact(&self) -> Fact;
}

/// A value that is a single code.
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

/// Values of policy fields are queried by their own names, not by the name of this member.
impl AsFact for SmallMap<Code, Value> {
    fn fact(&self) -> Fact {
        Fact::Unset
    }
}

/// Not a fact of a case: whose account or role changed.
impl AsFact for SmallMap<Code, Code> {
    fn fact(&self) -> Fact {
        Fact::Unset
    }
}

/// The facts of a body that this version does not know, read from its JSON.
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
