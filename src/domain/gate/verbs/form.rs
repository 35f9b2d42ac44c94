//! form: gives a form or letter of a case its number.

use crate::domain::Code;
use crate::domain::event::{Body, Issued};
use crate::domain::gate::check::rule;
use crate::domain::gate::draft::Draft;
use crate::domain::gate::proposal::{Proposal, Verb};
use crate::domain::gate::refusal::Problem;
use crate::domain::value::state::State;

/// Issues a form.
#[derive(Clone, Debug, Default)]
pub struct IssueForm {
    /// The policy's form, by code or title.
    pub form: String,
    /// Its number.
    pub number: Code,
    /// SHA-256 of the template.
    pub template: Code,
    /// SHA-256 of what is printed, without private data.
    pub of: Code,
    /// What the desk's own template says, without what it fills in; empty for a built-in one.
    pub words: String,
    /// In place of the one that was issued before.
    pub again: bool,
}

impl Verb for IssueForm {
    fn name(&self) -> &'static str {
        "form"
    }

    fn template(&self) -> Option<&str> {
        Some(self.words.as_str()).filter(|words| !words.is_empty())
    }

    fn decide(&self, proposal: &mut Proposal<'_>) {
        let form = proposal.code("form", &self.form);
        // Forms are wording: the present rows hold for every round.
        let (case, policy) = (proposal.case, proposal.cx.current);
        let Some(row) = policy.forms.iter().find(|row| row.code == form) else { return };
        if case.state == State::Voided {
            let allowed = State::ALL.iter().copied().filter(|state| *state != State::Voided).collect();
            proposal.refuse(Problem::WrongState { state: case.state, allowed });
        }
        for need in row.lacks(case, policy) {
            let problem = Problem::FormLacks { form: form.clone(), title: row.title.clone(), need: need.clone() };
            proposal.object(problem, Some(rule(policy, row)), false);
        }
        if row.letter && case.facts.anonymous {
            // It has nobody to go to.
            let need = "complainant".into();
            let problem = Problem::FormLacks { form: form.clone(), title: row.title.clone(), need };
            proposal.object(problem, Some(rule(policy, row)), true);
        }
        let before = case.issued(&form);
        if before.is_some() && !self.again {
            proposal.refuse(Problem::NothingToDo);
        }
        let replaces = before.map(|before| before.number.clone()).unwrap_or_default();
        proposal.record(Draft::new(Body::Issued(Issued {
            series: row.series.clone(),
            number: self.number.clone(),
            template: self.template.clone(),
            of: self.of.clone(),
            replaces,
            form,
            ..Issued::default()
        })));
    }
}
