//! Does what a refusal asks for (a step first, another person, another form), on record, so that the command can be tried again.
//!
//! Policies differ and grow, and the demo need not know all their rules. Invariant: only steps, consents, facts, units and people that the
//! policy and the directory have are used, each through the gate; any other refusal ends the demo.

use crate::domain::Code;
use crate::domain::case::Case;
use crate::domain::gate::refusal::{Problem, Refusal};
use crate::domain::gate::{Approve, Assign, Classify, Step, Verb};
use crate::domain::policy::Policy;
use crate::domain::policy::directory::{Directory, Person};
use chrono::NaiveDate;

/// A remedy for a problem.
#[derive(Debug)]
pub(super) enum Mend {
    /// Do this first; by whom, if not by the refused actor.
    First(Box<dyn Verb>, Option<Code>),
    /// Somebody else must do it.
    By(Code),
    /// Use another form.
    Form(Code),
}

/// What the policy, the directory and the case allow a desk to do.
pub(super) struct Means<'a> {
    pub(super) policy: &'a Policy,
    pub(super) directory: &'a Directory,
    pub(super) case: &'a Case,
    /// The note for steps.
    pub(super) note: &'a str,
    pub(super) day: NaiveDate,
}

impl Means<'_> {
    /// The remedies for a refusal; `None` if a desk cannot satisfy it.
    pub(super) fn comply(&self, refusal: &Refusal) -> Option<Vec<Mend>> {
        let mut all: Vec<Mend> = Vec::new();
        let mut done: Vec<Code> = Vec::new();
        let roles: Vec<Code> = refusal.problems.iter().flat_map(|p| wanted_roles(&p.problem)).collect();
        for ruled in &refusal.problems {
            let (code, mend) = self.mend(&ruled.problem, &roles)?;
            if !done.contains(&code) {
                done.push(code);
                all.push(mend);
            }
        }
        Some(all)
    }

    fn mend(&self, problem: &Problem, roles: &[Code]) -> Option<(Code, Mend)> {
        let first = |code: &Code, verb: Box<dyn Verb>| Some((code.clone(), Mend::First(verb, None)));
        match problem {
            Problem::MissingStep { step, .. } => first(step, self.step(step)),
            Problem::NotYet { milestone, .. } if self.policy.steps.iter().any(|s| s.code == *milestone) => {
                first(milestone, self.step(milestone))
            }
            Problem::MissingApproval { approval, .. } => {
                let verb = Approve { what: approval.to_string(), note: String::new(), set: Vec::new() };
                Some((approval.clone(), Mend::First(Box::new(verb), Some(self.consenter(approval)?))))
            }
            Problem::Missing { field } => first(field, Box::new(self.fact(field)?)),
            Problem::MustBe { fact, wanted, .. } if fact == "form" => {
                Some((fact.clone(), Mend::Form(wanted.first()?.clone())))
            }
            Problem::MustBe { fact, .. } if fact == "restricted" => {
                first(fact, Box::new(Classify { restricted: true, ..Classify::default() }))
            }
            Problem::MustBe { units, .. } if !units.is_empty() => first(&"unit".into(), self.hop(units.first()?)),
            Problem::LevelSkipped { next, .. } => first(&"unit".into(), self.hop(next)),
            Problem::WrongRole { .. }
            | Problem::LevelTooLow { .. }
            | Problem::IsHandler { .. }
            | Problem::IsRespondent { .. }
            | Problem::OfUnitComplainedAbout { .. } => {
                let other = self.somebody(|p| roles.is_empty() || p.roles.iter().any(|r| roles.contains(r)))?;
                Some(("by".into(), Mend::By(other)))
            }
            Problem::NoPart { .. } => Some(("by".into(), Mend::By(self.insider()?))),
            _ => None,
        }
    }

    /// Who may work on a restricted case: the person who registered it.
    fn insider(&self) -> Option<Code> {
        let registrar = self.directory.person(&self.case.recorded_by).filter(|p| p.serves_on(self.day));
        registrar.map(|p| p.code.clone()).filter(|person| !self.case.accuses(person))
    }

    fn step(&self, step: &Code) -> Box<dyn Verb> {
        Box::new(Step { step: step.to_string(), note: self.note.into(), set: Vec::new() })
    }

    /// An assignment to a unit, to a person there.
    fn hop(&self, unit: &Code) -> Box<dyn Verb> {
        let home = self.directory.people.iter().find(|p| p.unit == *unit && p.serves_on(self.day));
        let person = home.map(|p| p.code.to_string()).unwrap_or_default();
        let form = if self.case.facts.channel == "letter" { "supervision" } else { "transfer" };
        Box::new(Assign { unit: unit.to_string(), person, assist: Vec::new(), form: form.into() })
    }

    /// Somebody in service who fits, is not a respondent, does not handle the case, and is not in the unit complained about.
    fn somebody(&self, fits: impl Fn(&Person) -> bool) -> Option<Code> {
        let case = self.case;
        let concerned = |p: &Person| {
            let below = || self.directory.with_parents(&p.unit).iter().any(|u| u.code == case.facts.against);
            case.facts.respondents.contains(&p.code) || case.person == p.code || below()
        };
        let mut people = self.directory.people.iter().filter(|p| p.serves_on(self.day));
        people.find(|p| fits(p) && !concerned(p)).map(|p| p.code.clone())
    }

    /// Somebody whose consent counts for an approval.
    fn consenter(&self, approval: &Code) -> Option<Code> {
        let row = self.policy.approvals.iter().find(|a| a.code == *approval)?;
        self.somebody(|p| {
            let role = row.roles.is_empty() || p.roles.iter().any(|r| row.roles.contains(r));
            let level = self.directory.unit(&p.unit).map(|u| u.level.clone()).unwrap_or_default();
            role && (row.level_at_least.is_empty() || self.policy.rank(&level) >= self.policy.rank(&row.level_at_least))
        })
    }

    /// A value for a fact that the policy requires: the first choice, or yes.
    fn fact(&self, field: &Code) -> Option<Classify> {
        let row = self.policy.fields.iter().find(|f| f.code == *field)?;
        let value = match row.kind.as_str() {
            "choice" => row.choices.first()?.code.to_string(),
            "flag" => "yes".into(),
            "text" => self.note.into(),
            _ => return None,
        };
        Some(Classify { set: vec![(field.to_string(), value)], ..Classify::default() })
    }
}

fn wanted_roles(problem: &Problem) -> Vec<Code> {
    if let Problem::WrongRole { roles, .. } = problem { roles.clone() } else { Vec::new() }
}
