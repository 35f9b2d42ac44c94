//! Papers served on parties (送达), and evidence that is kept for them.

use crate::domain::Code;
use crate::domain::case::Case;

/// How a paper is served: by hand, to somebody who takes it for the addressee, by post, electronically, left at the
/// address, through another office, by public notice.
pub const HOW: &[&str] = &["hand", "substitute", "post", "electronic", "left", "entrusted", "notice"];

impl Case {
    /// How many items of evidence are held and not given back.
    #[must_use]
    pub fn evidence_held(&self) -> u32 {
        u32::try_from(self.evidence.iter().filter(|item| item.returned.is_none()).count()).unwrap_or(u32::MAX)
    }
}

/// What the milestones of serving a form, and of serving anything on a party, begin with.
pub const SERVED: &str = "delivered:";

/// The milestone of serving a form, by its code, or of serving anything on a party, by its role.
#[must_use]
pub fn milestone(what: &str) -> Code {
    format!("{SERVED}{what}").into()
}
