//! intake: registers a case, before anything else is done with it. Only a title is required.

use crate::domain::Code;
use crate::domain::event::{Accepted, Body, Linked, Opened};
use crate::domain::gate::codes;
use crate::domain::gate::draft::Draft;
use crate::domain::gate::proposal::{Proposal, Verb, code_fact};
use crate::domain::gate::refusal::Problem;
use crate::domain::policy::condition::Fact;
use crate::domain::value::amount::Amount;
use crate::domain::value::id::CaseId;
use crate::domain::value::moment::Moment;
use crate::domain::value::texts::Texts;

/// The names of private data about a complainant and a complaint.
pub const PRIVATE: &[&str] = &["name", "phone", "email", "address", "id_number", "statement", "place", "demand"];

/// Registers a case.
#[derive(Clone, Debug, Default)]
#[allow(missing_docs)]
pub struct Intake {
    pub title: String,
    /// The receipt, if before the registration.
    pub received: Option<Moment>,
    pub channel: String,
    pub category: String,
    pub nature: String,
    pub source: String,
    pub source_ref: String,
    pub source_due: Option<Moment>,
    pub received_by: String,
    pub taken_by: String,
    pub against: String,
    pub respondents: Vec<String>,
    pub owner: String,
    pub amount: Option<Amount>,
    pub causes: Vec<String>,
    pub tags: Vec<String>,
    pub set: Vec<(String, String)>,
    pub repeat_of: Option<CaseId>,
    pub anonymous: bool,
    pub restricted: bool,
    /// Private data, by the names in [`PRIVATE`].
    pub private: Texts,
    /// The source's key, for an imported row.
    pub import: Code,
}

impl Verb for Intake {
    fn name(&self) -> &'static str {
        "intake"
    }

    fn facts(&self) -> Vec<(Code, Fact)> {
        let mut facts: Vec<(Code, Fact)> = vec![
            code_fact("channel", &self.channel),
            code_fact("category", &self.category),
            code_fact("nature", &self.nature),
            code_fact("source", &self.source),
            code_fact("source_ref", &self.source_ref),
            code_fact("against", &self.against),
            code_fact("owner", &self.owner),
            code_fact("received_by", &self.received_by),
            ("anonymous".into(), Fact::Flag(self.anonymous)),
        ];
        if let Some(amount) = self.amount {
            facts.push(("amount".into(), Fact::Number(amount)));
        }
        facts.extend(self.set.iter().map(|(name, value)| code_fact(name, value)));
        facts
    }

    fn on(&self) -> Option<Moment> {
        self.received
    }

    fn decide(&self, desk: &mut Proposal<'_>) {
        desk.need_text("title", &self.title);
        if self.anonymous {
            let named = ["name", "phone", "email", "id_number"].into_iter().filter(|n| self.private.get(n).is_some());
            named.for_each(|n| desk.refuse(Problem::Conflict { first: "anonymous".into(), second: n.into() }));
        }
        let mut private = self.private.clone();
        let body = self.opened(desk, &mut private);
        let accepts = desk.cx.current.desk.intake_accepts && !desk.cx.past;
        let (told, unit) = (Code::default(), body.received_by.clone());
        if !body.restricted && body.category.is_empty() && !body.respondents.is_empty() && !desk.cx.past {
            // If the case becomes restricted later, the log already has these codes.
            let (persons, units) = (body.respondents.clone(), Vec::new());
            desk.object(Problem::StaysInLog { persons, units }, None, true);
        }
        let mut draft = Draft::new(Body::Opened(body)).say("title", self.title.trim());
        draft.private = private;
        draft.import = self.import.clone();
        desk.record(draft);
        if let Some(other) = self.repeat_of {
            if (desk.cx.other)(other).is_none() {
                desk.refuse(Problem::NoSuchCase { name: other.to_string() });
            }
            desk.record(Draft::new(Body::Linked(Linked {
                other: Some(other),
                kind: "repeat".into(),
                ..Linked::default()
            })));
        }
        if accepts {
            desk.record(Draft::new(Body::Accepted(Accepted { told, unit, ..Accepted::default() })));
        }
    }
}

impl Intake {
    fn opened(&self, desk: &mut Proposal<'_>, private: &mut Texts) -> Opened {
        let cx = desk.cx;
        let (mut respondents, mut strangers) = (Vec::new(), 0);
        for given in &self.respondents {
            // Staff are named by code; other names are private.
            match codes::find("person", given, cx) {
                Ok(code) if !cx.directory.people.is_empty() || is_code(given) => respondents.push(code),
                // A word in the form of a code that is unknown is a typing error, not the name of an outsider.
                Err(problem) if is_code(given) => desk.refuse(problem),
                _ => {
                    strangers += 1;
                    let name = if strangers == 1 { "respondent".to_string() } else { format!("respondent{strangers}") };
                    private.set(&name, given.as_str());
                }
            }
        }
        let nature =
            if self.nature.is_empty() { cx.current.desk.nature.clone() } else { desk.code("nature", &self.nature) };
        let received_by = match self.received_by.as_str() {
            "" if cx.past => Code::default(),
            "" => cx.own_unit(),
            given => desk.code("unit", given),
        };
        let taken_by = desk.code("person", &self.taken_by);
        let category = desk.code("category", &self.category);
        Opened {
            policy: cx.digest.into(),
            channel: desk.code("channel", &self.channel),
            source: desk.code("source", &self.source),
            source_ref: self.source_ref.as_str().into(),
            source_due: self.source_due,
            category: category.clone(),
            nature,
            received_by,
            taken_by,
            against: desk.code("unit", &self.against),
            respondents,
            owner: desk.code("unit", &self.owner),
            amount: self.amount,
            causes: desk.codes("cause", &self.causes),
            tags: self.tags.iter().map(|t| t.as_str().into()).collect(),
            fields: desk.fields(&self.set),
            anonymous: self.anonymous,
            restricted: self.restricted || cx.current.is_restricted(&category),
            ..Opened::default()
        }
    }
}

/// Whether a word has the form of a staff code, which no name has.
fn is_code(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-'))
}
