//! TEMPORARY until the calendar lands.
use serde::{Deserialize, Serialize};
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
#[serde(try_from = "String", into = "String")]
pub enum Within {
    WorkingDays(u32),
    Days(u32),
    Hours(u32),
    None,
}
impl TryFrom<String> for Within {
    type Error = String;
    fn try_from(s: String) -> Result<Self, String> {
        s.trim_end_matches("wd").parse().map(Self::WorkingDays).map_err(|_| s)
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
impl Default for Within {
    fn default() -> Self {
        Within::None
    }
}
