//! Placeholders in hints for values that only the user knows: the codes to choose from if they are few, else a word
//! that cannot be taken for a value: `REASON`, in Chinese `〈理由〉`.

use super::Talk;
use super::parts::FEW;
use crate::domain::case::delivery::HOW;
use crate::domain::case::fact_type::FactKind;
use crate::domain::case::mediation::RESULTS;
use crate::domain::case::party::SIDES;
use crate::domain::case::registered::RegisteredFact;
use crate::domain::case::{appeal, remedy};
use crate::domain::gate::{contact, link, party, reply, step};
use crate::domain::policy::EXEMPT_MEASURES;
use crate::text::sanitize::sanitized;
use crate::text::{Lang, labels};

/// Whether a text is the place of a text as hints write it.
#[must_use]
pub fn is_placeholder(text: &str) -> bool {
    const TEXTS: &[&str] = &["…", "REASON", "TEXT", "TITLE"];
    let inside = text.strip_prefix('〈').and_then(|rest| rest.strip_suffix('〉'));
    TEXTS.contains(&text) || inside.is_some_and(|label| OWN.contains(&label) || labels::is_label(label))
}

/// Labels of places that only hints have.
const OWN: &[&str] = &["编号", "文件路径", "层级", "内容"];

/// One of these: in quotes, or a shell would take what is between the bars for commands.
pub(super) fn choice(codes: &[String]) -> String {
    match codes {
        [one] => one.clone(),
        several => format!("'{}'", several.join("|")),
    }
}

impl Talk<'_> {
    /// The placeholder of a value: `'general|complex'`, `REASON`, `〈理由〉`.
    pub(super) fn slot(&self, field: &str) -> String {
        let codes = self.choices(field);
        if (1..=FEW).contains(&codes.len()) { choice(&codes) } else { self.place(field) }
    }

    /// The codes that the current command takes for a field, if the policy or the program lists them.
    fn choices(&self, field: &str) -> Vec<String> {
        if let Some(own) = self.names.policy.fields.iter().find(|f| f.code == field) {
            return match own.kind.as_str() {
                "flag" => listed(&["yes", "no"]),
                _ => own.choices.iter().map(|c| sanitized(&c.code)).collect(),
            };
        }
        let section = match (self.verb, field) {
            ("contact", "kind") => return listed(contact::KINDS),
            ("link", "kind") => return listed(link::KINDS),
            ("void", "kind") => return listed(&["test", "mistake"]),
            ("reply", "to") => return listed(reply::TO),
            ("party", "role") | ("deliver", "to" | "role") => return listed(party::ROLES),
            ("incident", "kind") => return listed(crate::domain::policy::incident::KINDS),
            ("party", "side") => return listed(SIDES),
            ("deliver", "how") => return listed(HOW),
            ("mediate", "result") => return listed(RESULTS),
            ("remedy", "act") => return listed(remedy::ACTS),
            ("remedy", "kind") => "remedy",
            ("appeal", "decision") => return listed(appeal::DECISIONS),
            (_, "satisfaction") => return listed(reply::SATISFACTION),
            (_, "satisfied") => return listed(&["yes", "basically", "no"]),
            (_, "resolved") => return listed(&["yes", "no", "unreached"]),
            (_, "form") => return listed(&["transfer", "supervision"]),
            ("escalate", "to") => "level",
            (_, "told" | "via") => "channel",
            (_, "causes" | "causes_said" | "cause_said") => "cause",
            ("approve", "ground") => "exemption",
            ("approve", "measure") => return listed(EXEMPT_MEASURES),
            ("step", "result") => return listed(step::RESULTS),
            (_, "ground") => "pause-ground",
            ("approve", "what") => "approval",
            (_, "category" | "nature" | "channel" | "outcome" | "responsibility" | "cause" | "source") => field,
            (_, "level" | "remedy" | "step" | "approval" | "duty" | "pause-ground") => field,
            _ => return Vec::new(),
        };
        let rows = self.names.policy.section(section).unwrap_or_default();
        rows.iter().map(|row| sanitized(row.code())).collect()
    }

    fn place(&self, field: &str) -> String {
        let field = if (self.verb, field) == ("escalate", "to") { "level" } else { field };
        match self.lang {
            Lang::En => self.capitals(field).into(),
            Lang::Zh => self.bracketed(field),
        }
    }

    fn bracketed(&self, field: &str) -> String {
        let label = match field {
            "found" => "编号".into(),
            "file" => "文件路径".into(),
            "level" => "层级".into(),
            "note" => self.names.label("text", self.lang),
            "to" | "from" | "what" => self.field(field),
            _ => self.names.label(field, self.lang),
        };
        format!("〈{}〉", label.replace(' ', ""))
    }

    /// The name of a field of the command: some mean something else in one command than elsewhere.
    pub(super) fn field(&self, field: &str) -> String {
        let own = labels::in_command(self.verb, field);
        own.map_or_else(|| self.names.label(field, self.lang), |two| two.get(self.lang).to_string())
    }

    fn capitals(&self, field: &str) -> &'static str {
        let own = self.names.policy.fields.iter().find(|f| f.code == field);
        let field = match own.map(|f| f.kind.as_str()) {
            Some("text") => "note",
            Some("money") => "amount",
            Some("date") => "on",
            Some("count") => "phone",
            _ => field,
        };
        match RegisteredFact::find(field).map(|fact| fact.row.kind) {
            Some(FactKind::Unit) => return "UNIT",
            Some(FactKind::Person) => return "PERSON",
            Some(FactKind::Time) => return "DATE",
            Some(FactKind::Money) => return "AMOUNT",
            _ => {}
        }
        match field {
            "unit" | "from" | "cc" | "assist" => "UNIT",
            "person" | "handler" | "checked_by" | "done_by" => "PERSON",
            "told" | "via" | "channel" => "CHANNEL",
            "until" | "deadline" | "expected" | "received" | "on" | "when" | "sent" => "DATE",
            "amount" | "award" | "compensation" => "AMOUNT",
            "reason" => "REASON",
            "title" => "TITLE",
            "ground" => "GROUND",
            "kind" => "KIND",
            "file" => "FILE",
            "to" => "TO",
            "body" => "BODY",
            "other" | "found" => "CASE",
            "role" => "ROLE",
            "level" => "LEVEL",
            "note" | "notice" | "text" | "terms" | "basis" | "document" | "refused" | "what" | "statement"
            | "findings" | "staff_action" | "lessons" | "explanation" | "name" | "address" | "place" | "demand" => {
                "TEXT"
            }
            "phone" => "NUMBER",
            _ => "CODE",
        }
    }
}

fn listed(codes: &[&str]) -> Vec<String> {
    codes.iter().map(ToString::to_string).collect()
}
