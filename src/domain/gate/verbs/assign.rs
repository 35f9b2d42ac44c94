//! assign: a case is assigned to a unit and to a person there. A hop from level to level is an assignment too.

use crate::domain::Code;
use crate::domain::event::{Assigned, Body};
use crate::domain::gate::codes::nearest;
use crate::domain::gate::draft::Draft;
use crate::domain::gate::proposal::{Proposal, Verb};
use crate::domain::gate::refusal::Problem;
use crate::domain::policy::Form;
use crate::domain::value::state::State;

/// The forms with which a case is handed on.
const FORMS: [&str; 2] = ["transfer", "supervision"];

/// Assigns a case.
#[derive(Clone, Debug, Default)]
pub struct Assign {
    /// Lead unit.
    pub unit: String,
    /// Handler.
    pub person: String,
    /// Assisting units.
    pub assist: Vec<String>,
    /// `transfer` or `supervision`.
    pub form: String,
}

impl Verb for Assign {
    fn name(&self) -> &'static str {
        "assign"
    }

    fn person(&self) -> Option<&str> {
        Some(&self.person)
    }

    fn decide(&self, proposal: &mut Proposal<'_>) {
        // A replied case goes back to work by `rework`, which needs a reason.
        proposal.need_state(&[State::Accepted, State::Assigned]);
        let person = proposal.code("person", &self.person);
        let home = proposal.cx.directory.person(&person).map(|p| p.unit.clone()).unwrap_or_default();
        let unit = match (self.unit.as_str(), proposal.is_new || proposal.case.unit.is_empty()) {
            ("", _) if !home.is_empty() => home.clone(),
            ("", _) => proposal.case.unit.clone(),
            (given, _) => proposal.code("unit", given),
        };
        if unit.is_empty() && self.unit.is_empty() {
            proposal.need_text("unit", "");
        }
        let foreign = !home.is_empty() && !unit.is_empty() && home != unit;
        if foreign && !proposal.cx.directory.with_parents(&home).iter().any(|u| u.code == unit) {
            proposal.refuse(Problem::OfOtherUnit { person: person.clone(), unit: home, given: unit.clone() });
        }
        let assist = proposal.codes("unit", &self.assist);
        for outside in [&unit].into_iter().chain(&assist) {
            if proposal.cx.directory.unit(outside).is_some_and(|known| known.outside) && !proposal.cx.past {
                proposal.refuse(Problem::OutsideUnit { unit: outside.clone() });
            }
        }
        let form = match self.form.as_str() {
            "" => "transfer",
            given => {
                let rows = FORMS.map(|code| (code, proposal.cx.policy.forms.iter().find(|row| row.code == code)));
                let is =
                    |(code, row): &(&str, Option<&Form>)| *code == given || row.is_some_and(|row| row.title.is(given));
                match rows.iter().find(|row| is(row)) {
                    Some((code, _)) => code,
                    None => {
                        let (value, known) = (given.into(), FORMS.map(Code::from).to_vec());
                        let nearest = nearest(given, &known);
                        proposal.refuse(Problem::UnknownCode { kind: "form".into(), value, nearest, known });
                        ""
                    }
                }
            }
        };
        let same = proposal.case.unit == unit && proposal.case.person == person && proposal.case.assist == assist;
        if same && proposal.case.state == State::Assigned && !proposal.cx.past {
            proposal.refuse(Problem::NothingToDo);
        }
        proposal.record(Draft::new(Body::Assigned(Assigned {
            unit,
            person,
            assist,
            form: form.into(),
            ..Assigned::default()
        })));
    }
}
