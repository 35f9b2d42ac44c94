//! Acts after the registration: what a row says was done with its case, as verbs of the gate.

use super::problem::RowProblem;
use super::said::RowSays;
use super::value::{Cells, MapValue};
use crate::domain::gate::{
    Accept, Assign, Close, Contact, Decline, Note, Past, Refer, Reopen, Reply, Return, Rework, Supervise, Verb,
    Withdraw, WithdrawalAnswer,
};
use crate::domain::value::amount::Amount;
use crate::domain::value::moment::Moment;
use crate::text::names::{WordKind, as_code};

/// Facts of the map by name.
#[derive(Debug, Default)]
pub(super) struct ActFacts(pub(super) Vec<(&'static str, MapValue)>);

impl ActFacts {
    /// The value that the map has for a fact.
    pub(super) fn get(&self, name: &str) -> Option<&MapValue> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// The fact's text; empty if there is none.
    pub(super) fn text(&self, name: &str, cells: Cells<'_>) -> Result<String, RowProblem> {
        self.get(name).map_or(Ok(String::new()), |v| v.text(cells).map(Into::into))
    }

    /// Appends what the row says of these facts, for the digest of the row.
    pub(super) fn say(&self, cells: Cells<'_>, said: &mut RowSays) -> Result<(), RowProblem> {
        for (name, value) in &self.0 {
            match value.text(cells) {
                Ok(text) => said.add(name, &text),
                // A list whose parts are mapped one by one.
                Err(_) => said.add(name, &value.list(cells)?.join(",")),
            }
        }
        Ok(())
    }

    /// The facts whose texts go to the private side.
    pub(super) fn private(&self) -> Vec<&'static str> {
        let hidden = self.0.iter().filter(|(_, value)| value.private).map(|(name, _)| *name);
        // As the verbs name them.
        hidden.map(|name| if name == "staff-action" { "staff_action" } else { name }).collect()
    }

    /// The fact's list.
    pub(super) fn list(&self, name: &str, cells: Cells<'_>) -> Result<Vec<String>, RowProblem> {
        self.get(name).map_or(Ok(Vec::new()), |v| v.list(cells))
    }

    /// The fact's amount.
    pub(super) fn amount(&self, name: &str, cells: Cells<'_>) -> Result<Option<Amount>, RowProblem> {
        let Some(value) = self.get(name) else { return Ok(None) };
        let text = value.text(cells)?;
        if text.is_empty() {
            return Ok(None);
        }
        value.money(&text).map(Some)
    }

    /// The fact's flag.
    pub(super) fn flag(&self, name: &str, cells: Cells<'_>) -> Result<bool, RowProblem> {
        let Some(value) = self.get(name) else { return Ok(false) };
        let text = value.text(cells)?;
        match text.to_lowercase().as_str() {
            "" | "no" | "n" | "false" | "0" | "否" => Ok(false),
            "yes" | "y" | "true" | "1" | "是" => Ok(true),
            _ => Err(RowProblem::BadValue { at: value.at.clone(), value: text.into(), wanted: "flag" }),
        }
    }
}

/// A kind of act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ActKind {
    Accepted,
    Assigned,
    Contacted,
    Noted,
    Returned,
    Supervised,
    Replied,
    Reworked,
    Declined,
    Referred,
    Withdrawn,
    Closed,
    Reopened,
}

/// The kinds with their names (as in the log) and their permitted facts, in the order of a case's life.
pub(super) const KINDS: &[(ActKind, &str, &[&str])] = &[
    (ActKind::Accepted, "accepted", &["told"]),
    (ActKind::Assigned, "assigned", &["unit", "person", "assist", "form"]),
    (ActKind::Contacted, "contacted", &["kind", "via", "note"]),
    (ActKind::Noted, "noted", &["note"]),
    (ActKind::Returned, "returned", &["reason"]),
    (ActKind::Supervised, "supervised", &["reason"]),
    (
        ActKind::Replied,
        "replied",
        &[
            "via",
            "from",
            "responsibility",
            "satisfaction",
            "findings",
            "staff-action",
            "lessons",
            "explanation",
            "handler",
            "compensation",
            "outcome",
        ],
    ),
    (ActKind::Reworked, "reworked", &["reason"]),
    (ActKind::Declined, "declined", &["reason", "told"]),
    (ActKind::Referred, "referred", &["to", "reason", "told"]),
    (ActKind::Withdrawn, "withdrawn", &["reason"]),
    (ActKind::Closed, "closed", &["outcome"]),
    (ActKind::Reopened, "reopened", &["reason"]),
];

impl ActKind {
    /// Its name, as in the log.
    pub(super) fn name(self) -> &'static str {
        KINDS.iter().find(|(kind, ..)| *kind == self).map_or("", |(_, name, _)| *name)
    }

    fn row(self) -> &'static (Self, &'static str, &'static [&'static str]) {
        // Every kind is in the table; the fallback only satisfies the compiler.
        KINDS.iter().find(|(kind, ..)| *kind == self).unwrap_or(&KINDS[0])
    }

    /// The facts that it may have.
    pub(super) fn facts(self) -> &'static [&'static str] {
        self.row().2
    }

    /// Whether it ends a case.
    pub(super) fn ends(self) -> bool {
        matches!(self, Self::Declined | Self::Referred | Self::Withdrawn | Self::Closed)
    }

    /// Whether it is work on a case: done after its end, the case was open again.
    pub(super) fn works(self) -> bool {
        matches!(self, Self::Accepted | Self::Assigned | Self::Returned | Self::Replied | Self::Reworked)
    }

    /// The kind with a name.
    pub(super) fn find(name: &str) -> Option<Self> {
        KINDS.iter().find(|(_, known, _)| *known == name).map(|(kind, ..)| *kind)
    }

    /// The verb with the facts from a row.
    fn verb(self, facts: &ActFacts, cells: Cells<'_>) -> Result<Box<dyn Verb>, RowProblem> {
        let text = |name: &str| facts.text(name, cells);
        Ok(match self {
            Self::Accepted => Box::new(Accept { told: text("told")? }),
            Self::Assigned => Box::new(Assign {
                unit: text("unit")?,
                person: text("person")?,
                assist: facts.list("assist", cells)?,
                form: as_code(WordKind::Form, text("form")?),
            }),
            Self::Contacted => {
                let kind = Some(text("kind")?).filter(|k| !k.is_empty()).unwrap_or_else(|| "first".into());
                let kind = as_code(WordKind::Contact, kind);
                Box::new(Contact { kind, via: text("via")?, note: text("note")? })
            }
            Self::Noted => Box::new(Note { text: text("note")?, private: false, ..Note::default() }),
            Self::Returned => Box::new(Return { reason: text("reason")? }),
            Self::Supervised => Box::new(Supervise { reason: text("reason")? }),
            Self::Replied => Box::new(reply(facts, cells)?),
            Self::Reworked => Box::new(Rework { reason: text("reason")? }),
            Self::Declined => Box::new(Decline { reason: text("reason")?, told: text("told")?, as_enquiry: false }),
            Self::Referred => Box::new(Refer { to: text("to")?, reason: text("reason")?, told: text("told")? }),
            Self::Withdrawn => {
                let (answer, checked_by) = (WithdrawalAnswer::Voluntary, String::new());
                Box::new(Withdraw { answer, reason: text("reason")?, checked_by })
            }
            Self::Closed => Box::new(Close { outcome: text("outcome")? }),
            Self::Reopened => Box::new(Reopen { reason: text("reason")? }),
        })
    }
}

fn reply(facts: &ActFacts, cells: Cells<'_>) -> Result<Reply, RowProblem> {
    let text = |name: &str| facts.text(name, cells);
    Ok(Reply {
        via: text("via")?,
        from: text("from")?,
        responsibility: text("responsibility")?,
        satisfaction: as_code(WordKind::Satisfaction, text("satisfaction")?),
        findings: text("findings")?,
        staff_action: text("staff-action")?,
        lessons: text("lessons")?,
        explanation: text("explanation")?,
        handler: text("handler")?,
        compensation: facts.amount("compensation", cells)?,
        outcome: text("outcome")?,
        ..Reply::default()
    })
}

/// Acts done at the same time, as named by the map: `"BILLED" = ["replied", "closed"]`.
#[derive(Debug, Default)]
pub(super) struct Acts {
    pub(super) kinds: Vec<ActKind>,
    pub(super) facts: ActFacts,
}

impl Acts {
    /// Appends the acts that a row says were done at `on`.
    pub(super) fn chain(&self, chain: &mut Vec<Past>, cells: Cells<'_>, on: Option<Moment>) -> Result<(), RowProblem> {
        for kind in &self.kinds {
            let verb = kind.verb(&self.facts, cells)?;
            chain.push(Past { private: self.facts.private(), ..Past::boxed(verb, on) });
        }
        Ok(())
    }
}
