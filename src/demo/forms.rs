//! Forms and letters that the desk issues: for every fourth case, when the policy wants them.
//!
//! Invariant: they are numbered through the session like those of a person; what was printed is not kept, so they have no digests.

use super::desk::{Simulation, actor};
use super::schedule::Act;
use super::story::Story;
use crate::domain::gate::IssueForm;
use crate::project::ProjectError;
use chrono::{Datelike, NaiveDateTime};

/// One case in so many has its forms issued.
const SHARE: u32 = 4;

/// The forms that may follow an act.
fn after(act: Act) -> &'static [&'static str] {
    match act {
        Act::Intake => &["registration"],
        Act::Accept => &["acceptance"],
        Act::Decline => &["decline"],
        Act::Refer => &["referral"],
        Act::Hop(_) => &["transfer", "supervision"],
        Act::Supervise => &["supervision"],
        Act::Delay => &["delay"],
        Act::Reply | Act::Answer => &["reply"],
        Act::Settle => &["withdrawal"],
        _ => &[],
    }
}

impl Simulation<'_, '_> {
    /// Issues the forms that follow an act.
    pub(super) fn issue(&mut self, story: &Story, act: Act, by: &str, when: NaiveDateTime) -> Result<(), ProjectError> {
        let Some(id) = story.id.filter(|id| id.number % SHARE == 0) else { return Ok(()) };
        for code in after(act) {
            let Some(case) = self.session.case(id)? else { return Ok(()) };
            let policy = self.session.project.policy.clone();
            let Some(form) = policy.forms.iter().find(|form| form.code == *code) else { continue };
            if !form.is_wanted(&case, &policy) || !form.lacks(&case, &policy).is_empty() || case.issued(code).is_some()
            {
                continue;
            }
            let year = u16::try_from(when.year()).unwrap_or_default();
            let number = self.session.next_form(&form.series, year)?.into();
            let verb = IssueForm { form: (*code).into(), number, ..IssueForm::default() };
            let actor = actor(by, when, &self.context);
            self.lived.events += self.session.run(&[&verb], Some(id), &actor)?.events;
        }
        Ok(())
    }
}
