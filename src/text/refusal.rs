//! TEMP
#![allow(missing_docs)]
use crate::domain::{directory::Directory, id::CaseId, policy::Policy, refusal::*, title::Lang};
pub struct Names<'a> {
    pub policy: &'a Policy,
    pub directory: &'a Directory,
}
pub fn error_text(r: &Refusal, _: &Names<'_>, _: Lang) -> String {
    format!("{r:?}\n")
}
pub fn error_json(r: &Refusal, _: &Names<'_>, _: Lang) -> serde_json::Value {
    serde_json::to_value(r).unwrap_or_default()
}
pub fn warning_text(r: &Ruled, _: Option<CaseId>, _: &Names<'_>, _: Lang) -> String {
    format!("{r:?}\n")
}
