//! What a fact of a condition may be, as far as it is known from the policy or the engine: the sections whose codes it takes,
//! and words of the engine's own.

use super::verbs::intake::PRIVATE;
use super::verbs::{contact, link, reply};
use crate::domain::case::fact::{CaseFact, uses};
use crate::domain::case::fact_type::FactKind;
use crate::domain::case::registered::REGISTERED;
use crate::domain::case::{appeal, delivery, mediation, party, remedy};
use crate::domain::policy::CHANNEL_FORMS;
use crate::domain::policy::incident;
use crate::domain::value::state::State;

/// What a wish to withdraw turned out to be.
const WISHES: &[&str] = &["requested", "voluntary", "coerced", "unverified"];

/// What a fact may be; with neither sections nor words it may be anything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FactValues {
    /// Sections of the policy whose codes it takes.
    pub sections: Vec<&'static str>,
    /// Words of the engine's own.
    pub words: Vec<&'static str>,
}

/// What the fact of this name may be. Names of the policy's own fields are not known here.
#[must_use]
pub fn of(fact: &str) -> FactValues {
    let section = |section| FactValues { sections: vec![section], words: Vec::new() };
    let words = |lists: &[&[&'static str]]| FactValues { sections: Vec::new(), words: lists.concat() };
    match fact {
        "unit_function" | "holder_function" | "received_by_function" => section("function"),
        "unit_level" | "holder_level" | "received_by_level" => section("level"),
        "category_before" => section("category"),
        "incident_kind" => words(&[incident::KINDS]),
        "step" => section("step"),
        "issued" => section("form"),
        // Of an assignment, or a paper that is served.
        "form" => FactValues { sections: vec!["form"], words: vec!["transfer", "supervision"] },
        // Of an approval, or what is corrected.
        "what" => {
            let facts = REGISTERED.iter().map(|fact| fact.row.name);
            let private = PRIVATE.iter().copied().chain(["title", "received", "respondent"]);
            FactValues { sections: vec!["approval"], words: facts.chain(private).collect() }
        }
        // Of a reply, or the level to which a case goes up.
        "to" => FactValues { sections: vec!["level"], words: reply::TO.to_vec() },
        // Of a contact, a link, or a wish to withdraw.
        "kind" => words(&[contact::KINDS, link::KINDS, WISHES]),
        "link" => words(&[link::KINDS]),
        "role" | "addressee" | "party" => words(&[party::ROLES]),
        "side" => words(&[party::SIDES]),
        "result" => words(&[mediation::RESULTS]),
        "how" => words(&[delivery::HOW]),
        "decision" => words(&[appeal::DECISIONS]),
        "channel_form" => words(&[CHANNEL_FORMS]),
        name => match CaseFact::find(name, uses::CONDITION).map(CaseFact::kind) {
            Some(FactKind::Section(of) | FactKind::Tree(of)) => section(of),
            Some(FactKind::State) => words(&[&State::ALL.map(State::code)]),
            Some(FactKind::Satisfaction) => words(&[reply::SATISFACTION]),
            Some(FactKind::Mediation) => words(&[mediation::RESULTS]),
            Some(FactKind::Remedy) => words(&[remedy::ACTS]),
            Some(FactKind::Appeal) => words(&[appeal::STATES]),
            _ => FactValues::default(),
        },
    }
}
