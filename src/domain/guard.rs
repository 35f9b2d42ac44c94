//! TEMP
#![allow(missing_docs)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    MobilePhone,
    FixedPhone,
    IdentityNumber,
    BankCard,
    Email,
    ComplainantName,
}
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    Refuse,
    Warn,
}
pub struct Found {
    pub word: String,
    pub kind: Kind,
    pub severity: Severity,
}
pub struct Guard<'a> {
    pub names: &'a [&'a str],
    pub exempt: &'a [&'a str],
}
impl Guard<'_> {
    pub fn check(&self, _t: &str) -> Vec<Found> {
        Vec::new()
    }
}
