//! The states of a case's life (`domain.md` §2).

use serde::{Deserialize, Serialize};

/// Where a case stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Registered.
    #[default]
    Received,
    /// Taken on by the desk.
    Accepted,
    /// With a unit.
    Assigned,
    /// Answered, not archived yet.
    Replied,
    /// Archived.
    Closed,
    /// Not taken on.
    Declined,
    /// Sent to whom it concerns.
    Referred,
    /// Withdrawn of the complainant's own wish.
    Withdrawn,
    /// A test or a mistake.
    Voided,
}

impl State {
    /// All of them, in the order of a case's life.
    pub const ALL: [Self; 9] = [
        Self::Received,
        Self::Accepted,
        Self::Assigned,
        Self::Replied,
        Self::Closed,
        Self::Declined,
        Self::Referred,
        Self::Withdrawn,
        Self::Voided,
    ];

    /// The code in JSON and in terms.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Accepted => "accepted",
            Self::Assigned => "assigned",
            Self::Replied => "replied",
            Self::Closed => "closed",
            Self::Declined => "declined",
            Self::Referred => "referred",
            Self::Withdrawn => "withdrawn",
            Self::Voided => "voided",
        }
    }

    /// Whether a case in this state has not reached a milestone for certain.
    #[must_use]
    pub fn is_before(self, milestone: &str) -> bool {
        match milestone {
            "accepted" => self == Self::Received,
            "assigned" => matches!(self, Self::Received | Self::Accepted),
            "replied" | "sourced" => self.is_open(),
            "closed" => self.is_pending(),
            _ => false,
        }
    }

    /// received, accepted or assigned.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, Self::Received | Self::Accepted | Self::Assigned)
    }

    /// open, or replied.
    #[must_use]
    pub fn is_pending(self) -> bool {
        self.is_open() || self == Self::Replied
    }
}
