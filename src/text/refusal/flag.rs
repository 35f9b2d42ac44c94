//! The flags of facts: `staff_action` is `--staff-action`. The names are from `cli.md`; the definition of the command
//! line is tested against them.

use super::Talk;
use crate::domain::case::registered::RegisteredFact;
use crate::text::sanitize::sanitized;

/// The flag that sets a fact.
#[must_use]
pub fn flag(fact: &str) -> String {
    match (RegisteredFact::find(fact), fact) {
        (Some(fact), _) => format!("--{}", fact.flag()),
        (None, "deadline") => "--due".into(),
        (None, "body") => "--to".into(),
        (None, other) => format!("--{}", other.replace('_', "-")),
    }
}

/// Whether a command has a flag for this fact; facts that it takes without a flag are in [`bare`].
pub(super) fn takes(verb: &str, field: &str) -> bool {
    let fields = match verb {
        "intake" if RegisteredFact::find(field).is_some_and(|fact| fact.row.key != "restricted") => return true,
        "intake" => "title received name phone email address id_number statement place demand unit person",
        "accept" => "told",
        "decline" => "reason told as_enquiry",
        "refer" => "to reason told",
        "classify" => "category nature cause causes restricted",
        "party" => "role person organisation side persons authority name phone email address id_number",
        "incident" => "title kind place category words unit team expected notice reason note",
        "remedy" => "kind amount basis note",
        "appeal" => "to body sent decision award carried_out note",
        "mediate" => "present amount terms deadline due reason note",
        "evidence" => "what from place pieces to note",
        "deliver" => "document to how refused failed note",
        "duty" => "unit nil found note",
        "filing" => "unit period nil receipt",
        "improve" => "title unit person deadline cause note",
        "assign" => "unit person assist form",
        "contact" => "kind via note",
        "step" | "approve" => "note",
        "delay" => "reason told expected",
        "extend" => "until reason limit",
        "pause" => "ground",
        "escalate" => "to reason",
        "reply" => {
            "to via from partial responsibility findings staff_action lessons explanation satisfaction \
             handler phone compensation cc outcome"
        }
        "callback" => "resolved satisfied note",
        "withdraw" => "reason checked_by",
        "close" => "outcome",
        "link" => "kind",
        "correct" => "set reason",
        "void" => "kind reason",
        "return" | "rework" | "supervise" | "reopen" | "unlink" | "revoke" => "reason",
        _ => "",
    };
    fields.split(' ').any(|known| known == field)
}

/// Whether a command takes this fact without a flag.
pub(super) fn bare(verb: &str, field: &str) -> bool {
    matches!(
        (verb, field),
        ("note", "note")
            | ("approve", "what")
            | ("step", "step")
            | ("attach", "file")
            | ("duty", "duty")
            | ("filing", "filing")
            | ("evidence", "item")
            | ("mediate", "result")
            | ("remedy", "act")
    )
}

impl Talk<'_> {
    /// How the current command takes a field: `--findings`, `--set FIELD=`, or `None` if without a flag.
    pub(super) fn how(&self, field: &str) -> Option<String> {
        if bare(self.verb, field) {
            None
        } else if self.is_own(field) {
            Some(format!("--set {}=", sanitized(field)))
        } else {
            Some(flag(field))
        }
    }

    /// Whether the current command sets the field.
    pub(super) fn sets(&self, field: &str) -> bool {
        let own = matches!(self.verb, "intake" | "classify" | "step" | "correct") && self.is_own(field);
        own || takes(self.verb, field) || bare(self.verb, field)
    }

    /// Whether the policy declares the field.
    pub(super) fn is_own(&self, field: &str) -> bool {
        self.names.policy.fields.iter().any(|f| f.code == field)
    }

    /// A flag with a placeholder for its value: `--reason REASON`.
    pub(super) fn asked(&self, field: &str) -> String {
        let slot = self.slot(field);
        if matches!(field, "anonymous" | "restricted" | "partial" | "nil") {
            return flag(field);
        }
        match self.how(field) {
            None => slot,
            Some(set) if set.ends_with('=') => format!("{set}{slot}"),
            Some(flag) => format!("{flag} {slot}"),
        }
    }
}

/// A value, quoted for the shell if needed.
pub(super) fn quoted(value: &str) -> String {
    let value = sanitized(value);
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ',' | ':' | '/' | '@' | '+' | '=');
    if !value.is_empty() && value.chars().all(plain) { value } else { format!("'{}'", value.replace('\'', r"'\''")) }
}
