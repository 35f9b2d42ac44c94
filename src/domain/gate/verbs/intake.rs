//! intake: registers a case, before anything else is done with it. Only a title is required.

use crate::domain::Code;
use crate::domain::case::fact_type::each_once;
use crate::domain::case::fact_type::{FactKind, Resolve};
use crate::domain::case::registered::{GivenFacts, Registered};
use crate::domain::event::{Accepted, Body, Fields, Linked, Opened};
use crate::domain::gate::check::{warn_doubtful, who};
use crate::domain::gate::codes::{self, is_code};
use crate::domain::gate::draft::Draft;
use crate::domain::gate::proposal::{Proposal, Verb};
use crate::domain::gate::refusal::Problem;
use crate::domain::value::id::CaseId;
use crate::domain::value::moment::Moment;
use crate::domain::value::texts::{self, Texts};

/// The names of private data about a complainant and a complaint.
pub const PRIVATE: &[&str] = &["name", "phone", "email", "address", "id_number", "statement", "place", "demand"];

/// Registers a case.
#[derive(Clone, Debug, Default)]
pub struct Intake {
    /// The title.
    pub title: String,
    /// The receipt, if before the registration.
    pub received: Option<Moment>,
    /// A machine of the desk's own told when it was received: no person's word needs an approval.
    pub is_stamped: bool,
    /// The title is the complainant's, of a message.
    pub is_quoted: bool,
    /// The facts of the case.
    pub facts: GivenFacts,
    /// The case about which this complainant complains again.
    pub repeat_of: Option<CaseId>,
    /// Private data, by the names in [`PRIVATE`].
    pub private: Texts,
    /// The source's key, for an imported row.
    pub import: Code,
}

impl Verb for Intake {
    fn name(&self) -> &'static str {
        "intake"
    }

    fn on(&self) -> Option<Moment> {
        self.received
    }

    fn is_stamped(&self) -> bool {
        self.is_stamped
    }

    fn is_quoted(&self) -> bool {
        self.is_quoted
    }

    fn decide(&self, proposal: &mut Proposal<'_>) {
        proposal.need_text("title", &self.title);
        if self.facts.anonymous {
            let named = ["name", "phone", "email", "id_number"].into_iter().filter(|n| self.private.get(n).is_some());
            named.for_each(|n| proposal.refuse(Problem::Conflict { first: "anonymous".into(), second: n.into() }));
        }
        let mut private = self.private.clone();
        warn_doubtful(proposal, &private);
        let body = self.opened(proposal, &mut private);
        let accepts = proposal.cx.current.desk.intake_accepts && !proposal.cx.past;
        let (told, unit) = (Code::default(), body.received_by.clone());
        if !body.restricted && body.category.is_empty() && !body.respondents.is_empty() && !proposal.cx.past {
            // If the case becomes restricted later, the log already has these codes.
            let (persons, units) = (body.respondents.clone(), Vec::new());
            proposal.object(Problem::StaysInLog { persons, units }, None, true);
        }
        let mut draft = Draft::new(Body::Opened(body)).say("title", self.title.trim());
        draft.private = private;
        draft.import.clone_from(&self.import);
        proposal.record(draft);
        if let Some(other) = self.repeat_of {
            // By definition the same complainant.
            proposal.guard_names_of(&[other]);
            let own = who(&self.private).collect::<Vec<_>>();
            let known = (proposal.cx.names_of)(other);
            let folded =
                |name: &String| texts::folded(name).chars().filter(|c| c.is_alphanumeric()).collect::<String>();
            let same = own.iter().map(folded).any(|name| known.iter().map(folded).any(|known| known == name));
            if !own.is_empty() && !known.is_empty() && !same {
                proposal.object(Problem::OtherComplainant { main: other, known: true }, None, true);
            }
            if (proposal.cx.other)(other).is_none() {
                proposal.refuse(Problem::NoSuchCase { name: other.to_string() });
            }
            proposal.record(Draft::new(Body::Linked(Linked {
                other: Some(other),
                kind: "repeat".into(),
                ..Linked::default()
            })));
        }
        if accepts {
            proposal.record(Draft::new(Body::Accepted(Accepted { unit, told, ..Accepted::default() })));
        }
    }
}

impl Intake {
    fn opened(&self, proposal: &mut Proposal<'_>, private: &mut Texts) -> Opened {
        let cx = proposal.cx;
        let mut facts = Registered::resolve(&self.facts, &mut Resolver { proposal, private });
        if self.facts.nature.is_empty() {
            facts.nature.clone_from(&cx.current.desk.nature);
        }
        if self.facts.received_by.is_empty() && !cx.past {
            facts.received_by = cx.own_unit();
        }
        facts.restricted |= cx.current.is_restricted(&facts.category);
        let mut opened = Opened { policy: cx.digest.into(), ..Opened::default() };
        opened.set_facts(facts);
        opened
    }
}

/// Resolves codes in the proposal; staff are named by code, the names of others are private.
struct Resolver<'r, 'a> {
    proposal: &'r mut Proposal<'a>,
    private: &'r mut Texts,
}

impl Resolve for Resolver<'_, '_> {
    fn code(&mut self, kind: FactKind, given: &str) -> Code {
        kind.codes().map_or_else(|| given.into(), |kind| self.proposal.code(kind, given))
    }

    fn codes(&mut self, kind: FactKind, given: &[String]) -> Vec<Code> {
        let mut codes = match kind {
            FactKind::Person => self.people(given),
            _ => given.iter().map(|given| self.code(kind, given)).filter(|code| !code.is_empty()).collect(),
        };
        each_once(&mut codes);
        codes
    }

    fn fields(&mut self, given: &[(String, String)]) -> Fields {
        self.proposal.fields(given)
    }
}

impl Resolver<'_, '_> {
    fn people(&mut self, given: &[String]) -> Vec<Code> {
        let cx = self.proposal.cx;
        let (mut staff, mut strangers) = (Vec::new(), 0);
        for given in given {
            match codes::find("person", given, cx) {
                // Imported history may name staff who have left, by their codes.
                Ok(code) if cx.directory.person(&code).is_some() || is_code(given) => staff.push(code),
                // A word in the form of a code that is unknown is a typing error, not the name of an outsider.
                Err(problem) if is_code(given) => self.proposal.refuse(problem),
                _ => {
                    strangers += 1;
                    let name = if strangers == 1 { "respondent".to_string() } else { format!("respondent{strangers}") };
                    self.private.set(&name, given.as_str());
                }
            }
        }
        staff
    }
}
