//! assign: a case is assigned to a unit and to a person there. A hop from level to level is an assignment too.

use crate::domain::Code;
use crate::domain::event::{Assigned, Body};
use crate::domain::gate::draft::Draft;
use crate::domain::gate::proposal::{Proposal, Verb};
use crate::domain::gate::refusal::Problem;
use crate::domain::value::state::State;

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

    fn decide(&self, desk: &mut Proposal<'_>) {
        // A replied case goes back to work by `rework`, which needs a reason.
        desk.need_state(&[State::Accepted, State::Assigned]);
        let person = desk.code("person", &self.person);
        let home = desk.cx.directory.person(&person).map(|p| p.unit.clone()).unwrap_or_default();
        let unit = match (self.unit.as_str(), desk.is_new || desk.case.unit.is_empty()) {
            ("", _) if !home.is_empty() => home.clone(),
            ("", _) => desk.case.unit.clone(),
            (given, _) => desk.code("unit", given),
        };
        if unit.is_empty() && self.unit.is_empty() {
            desk.need_text("unit", "");
        }
        let foreign = !home.is_empty() && !unit.is_empty() && home != unit;
        if foreign && !desk.cx.directory.with_parents(&home).iter().any(|u| u.code == unit) {
            desk.refuse(Problem::OfOtherUnit { person: person.clone(), unit: home, given: unit.clone() });
        }
        let assist = desk.codes("unit", &self.assist);
        let form = match self.form.as_str() {
            "" | "transfer" => "transfer",
            "supervision" => "supervision",
            other => {
                let known: Vec<Code> = vec!["transfer".into(), "supervision".into()];
                let nearest = crate::domain::gate::codes::nearest(other, &known);
                desk.refuse(Problem::UnknownCode { kind: "form".into(), value: other.into(), nearest, known });
                ""
            }
        };
        let same = desk.case.unit == unit && desk.case.person == person && desk.case.assist == assist;
        if same && desk.case.state == State::Assigned && !desk.cx.past {
            desk.refuse(Problem::NothingToDo);
        }
        desk.record(Draft::new(Body::Assigned(Assigned {
            unit,
            person,
            assist,
            form: form.into(),
            ..Assigned::default()
        })));
    }
}
