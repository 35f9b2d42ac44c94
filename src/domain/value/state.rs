//! The states of a case (`domain.md` §2).

use serde::{Deserialize, Serialize};

/// The state of a case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Registered.
    #[default]
    Received,
    /// Accepted by the desk.
    Accepted,
    /// Assigned to a unit.
    Assigned,
    /// Answered, not closed yet.
    Replied,
    /// Closed and archived.
    Closed,
    /// Not accepted (declined).
    Declined,
    /// Referred to the organisation that is responsible.
    Referred,
    /// Withdrawn by the complainant's own wish.
    Withdrawn,
    /// Voided: a test or a mistake.
    Voided,
}

impl State {
    /// All states, in the order of a case's life.
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

    /// The code used in JSON and in terms.
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

    /// Whether a case in this state cannot have reached the milestone yet.
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

    /// Whether a case in this state must have reached the milestone, or passed it by.
    #[must_use]
    pub fn is_beyond(self, milestone: &str) -> bool {
        match milestone {
            "accepted" => self != Self::Received,
            "assigned" => !self.is_open(),
            _ => !self.is_pending(),
        }
    }

    /// received, accepted or assigned
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, Self::Received | Self::Accepted | Self::Assigned)
    }

    /// open, or replied
    #[must_use]
    pub fn is_pending(self) -> bool {
        self.is_open() || self == Self::Replied
    }
}
