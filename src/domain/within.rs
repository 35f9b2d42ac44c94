//! TEMPORARY until the calendar lands.
#![allow(missing_docs)]
use serde::{Deserialize, Serialize};
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Within {
    WorkingDays(u32),
    Days(u32),
    Hours(u32),
    #[default]
    None,
}
impl std::str::FromStr for Within {
    type Err = String;
    fn from_str(s: &str) -> Result<Self, String> {
        if s == "none" {
            return Ok(Self::None);
        }
        for (u, f) in [("wd", Self::WorkingDays as fn(u32) -> Self), ("d", Self::Days), ("h", Self::Hours)] {
            if let Some(n) = s.strip_suffix(u).and_then(|n| n.parse().ok()) {
                return Ok(f(n));
            }
        }
        Err(format!("bad {s}"))
    }
}
impl TryFrom<String> for Within {
    type Error = String;
    fn try_from(s: String) -> Result<Self, String> {
        s.parse()
    }
}
impl From<Within> for String {
    fn from(w: Within) -> String {
        match w {
            Within::WorkingDays(n) => format!("{n}wd"),
            Within::Days(n) => format!("{n}d"),
            Within::Hours(n) => format!("{n}h"),
            Within::None => "none".into(),
        }
    }
}
