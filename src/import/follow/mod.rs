//! Staying in step: a row on record that says something else becomes the acts that lead there.
//!
//! | file | purpose |
//! |---|---|
//! | `base` | what the source last said of a case |
//! | `facts` | facts that differ become corrections and classifications |
//! | `acts` | acts that are new |
//! | `told` | the verb that notes what cannot be an act |
//!
//! Three states are compared: the case as its source last told it, the row, and the case as it is here. Only what the source has changed
//! is followed; what the desk has changed itself meanwhile is left, and listed.
//!
//! Invariant: what cannot be an act is listed and noted at the case, so that nothing is passed over in silence and nothing is told twice.

mod acts;
mod base;
mod facts;
mod told;

use super::difference::{Difference, RecordWords, RowDiffers, Why};
use super::problem::RowProblem;
use super::rows::RowAt;
use super::take::Taking;
use super::{ImportError, known::KnownRow};
use crate::domain::gate::{Decision, Past, Verb};
use crate::domain::value::id::CaseId;
use base::Base;
use told::Told;

/// The acts that lead from what is on record to what a row says.
#[derive(Default)]
struct Plan {
    acts: Vec<Past>,
    differs: Vec<Difference>,
}

impl Plan {
    fn differ(&mut self, what: &str, value: &str, why: Why) {
        if !self.differs.iter().any(|known| known.what == what) {
            self.differs.push(Difference { what: what.into(), value: value.into(), why });
        }
    }
}

impl Taking<'_> {
    /// Follows a row on record that says something else. `theirs`: its chain as decided for a new case.
    pub(super) fn follow(
        &mut self,
        row: KnownRow,
        at: RowAt,
        chain: Vec<Past>,
        theirs: &Decision,
    ) -> Result<(), ImportError> {
        self.counts.known += 1;
        let Some(id) = row.case else { return Ok(()) };
        let (key, said) = chain.first().map(|first| (first.import.clone(), first.said.clone())).unwrap_or_default();
        self.session.wait_for_commits()?;
        let Some(history) = self.project.row_history(id)? else { return Ok(()) };
        let base = Base::of(history);
        if self.is_overtaken(base.events.last().map(|(event, _)| event.id()))? {
            self.overtaken.push((id, at.line));
            return Ok(());
        }
        let mut plan = Plan::default();
        facts::plan(&base, theirs, (self.words)(RecordWords::Why), &mut plan);
        acts::plan(&base, theirs, chain, (self.words)(RecordWords::Why), self.actor.now, &mut plan);
        plan.differs.retain(|differs| base.told.get(differs.what.as_str()) != Some(&differs.value));
        let number = u32::try_from(at.line).unwrap_or(0);
        let keyed = |past: Past, first: bool| Past {
            import: key.clone(),
            row: number,
            said: if first { said.clone() } else { String::new() },
            ..past
        };
        let mut acts: Vec<Past> = std::mem::take(&mut plan.acts);
        acts = acts.into_iter().enumerate().map(|(n, past)| keyed(past, n == 0)).collect();
        let taken = self.follow_chain(id, &acts, &mut plan)?;
        if !plan.differs.is_empty() {
            let note = Told { note: (self.words)(RecordWords::Differs(&plan.differs)), all: plan.differs.clone() };
            let past = keyed(Past::new(note, None), !taken);
            self.follow_act(id, &[&past as &dyn Verb])?;
            self.counts.differs += 1;
            self.differs.push(RowDiffers { case: id, row: at.line, all: plan.differs });
        }
        self.counts.followed += u64::from(taken);
        self.end_of_case(Some(id))
    }

    /// Runs acts as one chain; if that is refused one by one, and lists those that are refused. Whether any was taken.
    fn follow_chain(&mut self, id: CaseId, acts: &[Past], plan: &mut Plan) -> Result<bool, ImportError> {
        if acts.is_empty() {
            return Ok(false);
        }
        let verbs: Vec<&dyn Verb> = acts.iter().map(|past| past as &dyn Verb).collect();
        if self.follow_act(id, &verbs)?.is_none() {
            return Ok(true);
        }
        let mut taken = false;
        for verb in verbs {
            match self.follow_act(id, &[verb])? {
                None => taken = true,
                Some(problem) => plan.differ(verb.name(), "", Why::Refused(problem)),
            }
        }
        Ok(taken)
    }

    fn follow_act(&mut self, id: CaseId, verbs: &[&dyn Verb]) -> Result<Option<RowProblem>, ImportError> {
        self.begin_run()?;
        match self.session.run(verbs, Some(id), &self.actor) {
            Ok(outcome) => {
                self.counts.events += outcome.events as u64;
                self.keep_private(&outcome.kept_private);
                Ok(None)
            }
            Err(crate::project::ProjectError::Refused(refusal)) => Ok(Some(RowProblem::Refused(refusal))),
            Err(error) => Err(error.into()),
        }
    }
}
