//! The flags of a case beside its state (`domain.md` §2).

use crate::domain::case::Case;
use crate::domain::policy::incident::MASS;

impl Case {
    /// Whether it is one of many about the same matter.
    #[must_use]
    pub fn is_mass(&self) -> bool {
        self.is_linked("incident") || self.incidents.iter().any(|link| link.kind == MASS)
    }

    /// Whether the press is involved.
    #[must_use]
    pub fn is_media(&self) -> bool {
        self.facts.channel == "media" || self.flag("media")
    }

    /// Whether a court is involved.
    #[must_use]
    pub fn is_legal(&self) -> bool {
        self.flag("legal")
    }

    /// The flags beside the state, in a fixed order (`domain.md` §2).
    #[must_use]
    pub fn flags(&self) -> Vec<&'static str> {
        [
            ("paused", self.paused.is_some()),
            ("extended", self.extended),
            ("escalated", !self.level.is_empty()),
            ("supervised", self.is_supervised()),
            ("repeat", self.is_linked("repeat")),
            ("mass", self.is_mass()),
            ("media", self.is_media()),
            ("legal", self.is_legal()),
            ("duplicate", self.is_duplicate()),
            ("restricted", self.facts.restricted),
            ("anonymous", self.facts.anonymous),
            ("contested", self.contested),
            ("out-of-order", !self.disordered.is_empty()),
            ("imported", self.imported),
            ("withdrawal", self.withdrawal_open),
            ("disputed", self.disputed),
            ("not-understood", self.not_understood),
        ]
        .into_iter()
        .filter_map(|(name, on)| on.then_some(name))
        .collect()
    }

    fn flag(&self, field: &str) -> bool {
        use crate::domain::value::amount::Value;
        match self.facts.fields.get(field) {
            Some(Value::Flag(on)) => *on,
            Some(Value::Text(text)) => !matches!(text.as_str(), "" | "no" | "none"),
            Some(Value::Number(n)) => n.0 != 0,
            Some(Value::Codes(codes)) => codes.iter().any(|code| !matches!(code.as_str(), "no" | "none")),
            None => false,
        }
    }
}
