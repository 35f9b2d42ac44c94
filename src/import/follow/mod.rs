//! Staying in step: a row on record that says something else becomes the acts that lead there.
//!
//! | file | purpose |
//! |---|---|
//! | `base` | what the source last said of a case |
//! | `facts` | facts that differ become corrections and classifications |
//! | `acts` | acts that are new; `acts/redate`: those that are dated or worded anew |
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
use crate::domain::Code;
use crate::domain::gate::{Decision, Past, Verb};
use crate::domain::value::id::CaseId;
use crate::domain::value::moment::Moment;
use crate::domain::value::state::State;
use base::Base;
use told::Told;

/// The acts that lead from what is on record to what a row says.
#[derive(Default)]
struct Plan {
    acts: Vec<Planned>,
    differs: Vec<Difference>,
}

/// Acts that are taken together or not at all, and the same in parts, which are tried one by one if they are refused.
struct Planned {
    chain: Vec<Past>,
    parts: Vec<PlannedPart>,
}

/// What was taken of a row: anything, and an act that carries what the row said.
#[derive(Clone, Copy, Default)]
struct Followed {
    any: bool,
    with_said: bool,
}

impl Followed {
    fn add<'p>(&mut self, all: impl IntoIterator<Item = &'p Past>) {
        self.any = true;
        self.with_said |= all.into_iter().any(|past| !past.said.is_empty());
    }
}

/// A part of an act: what it changes, and to what.
struct PlannedPart {
    what: String,
    value: String,
    past: Past,
}

impl Plan {
    fn push(&mut self, past: Past) {
        self.acts.push(Planned { chain: vec![past], parts: Vec::new() });
    }

    fn differ(&mut self, what: &str, value: &str, why: Why) {
        if !self.differs.iter().any(|known| known.what == what) {
            self.differs.push(Difference { what: what.into(), value: value.into(), why });
        }
    }
}

impl Taking<'_> {
    /// Follows a row on record that says something else. `theirs`: its chain as decided for a new case. Gives why the row is rejected, if it is.
    pub(super) fn follow(
        &mut self,
        row: KnownRow,
        (at, was_read): (RowAt, Option<Moment>),
        chain: Vec<Past>,
        theirs: &Decision,
    ) -> Result<Option<RowProblem>, ImportError> {
        let Some(id) = row.case else {
            self.counts.known += 1;
            return Ok(None);
        };
        let (key, said) = chain.first().map(|first| (first.import.clone(), first.said.clone())).unwrap_or_default();
        self.session.wait_for_commits()?;
        let Some(history) = self.project.row_history(id)? else {
            self.counts.known += 1;
            return Ok(None);
        };
        let base = Base::of(history);
        if facts::is_another(&base, theirs) {
            return Ok(Some(RowProblem::Another { case: id }));
        }
        self.counts.known += 1;
        if self.is_overtaken(base.events.last().map(|(event, _)| event), was_read)? {
            self.overtaken.push((id, at.line));
            return Ok(None);
        }
        let (mut plan, why) = (Plan::default(), (self.words)(RecordWords::Why));
        if base.here.case.state == State::Voided {
            self.counts.voided += 1;
            plan.differ("status", theirs.case.state.code(), Why::ChangedHere);
        } else {
            let unsaid = self.mapping.map.unsaid(&self.project.policy);
            facts::plan(&base, theirs, &unsaid, why.clone(), &mut plan);
            let says = acts::FileSays { unsaid: &unsaid, dated: &self.mapping.map.told_by_date() };
            acts::plan(&base, theirs, says, chain, why, self.actor.now, &mut plan);
        }
        if base.private.is_none() && plan.acts.is_empty() && plan.differs.is_empty() {
            plan.differ("complainant", &said, Why::NotCompared);
        }
        let number = u32::try_from(at.line).unwrap_or(0);
        // What the row says is kept with the last of its acts: where that is refused, the row is compared again.
        let keyed = |past: Past, is_last: bool| Past {
            import: key.clone(),
            row: number,
            said: if is_last { said.clone() } else { String::new() },
            ..past
        };
        let last = plan.acts.len().saturating_sub(1);
        let acts = std::mem::take(&mut plan.acts).into_iter().enumerate().map(|(n, act)| {
            let end = act.chain.len().saturating_sub(1);
            let chain = act.chain.into_iter().enumerate();
            Planned {
                chain: chain.map(|(at, past)| keyed(past, (n, at) == (last, end))).collect(),
                parts: act
                    .parts
                    .into_iter()
                    .map(|part| PlannedPart { past: keyed(part.past, n == last), ..part })
                    .collect(),
            }
        });
        let acts: Vec<Planned> = acts.collect();
        let taken = self.follow_chain(id, &acts, &mut plan)?;
        plan.differs.retain(|differs| base.told.get(differs.what.as_str()) != Some(&differs.value));
        if !plan.differs.is_empty() {
            let said = if taken.with_said { String::new() } else { said };
            self.tell(RowDiffers { case: id, row: at.line, all: plan.differs }, key, said)?;
        }
        self.counts.followed += u64::from(taken.any);
        self.end_of_case(Some(id))?;
        Ok(None)
    }

    /// Lists what a row differs in, and notes it at the case, so that the row says nothing new when it comes again.
    pub(super) fn tell(&mut self, row: RowDiffers, key: Code, said: String) -> Result<(), ImportError> {
        let note = Told { note: (self.words)(RecordWords::Differs(&row.all)), all: row.all.clone() };
        let number = u32::try_from(row.row).unwrap_or(0);
        let past = Past { import: key, row: number, said, ..Past::new(note, None) };
        self.follow_act(row.case, &[&past as &dyn Verb])?;
        self.counts.differs += 1;
        self.differs.push(row);
        Ok(())
    }

    /// Runs acts as one chain; if that is refused one by one, then in parts, and lists those that are refused. What follows something that
    /// is taken back is decided on the case without it, so that it is no part of the same chain.
    fn follow_chain(&mut self, id: CaseId, acts: &[Planned], plan: &mut Plan) -> Result<Followed, ImportError> {
        if acts.is_empty() {
            return Ok(Followed::default());
        }
        let all: Vec<&dyn Verb> = acts.iter().flat_map(|act| &act.chain).map(|past| past as &dyn Verb).collect();
        if !all.iter().any(|act| act.name() == "revoke") && self.follow_act(id, &all)?.is_none() {
            return Ok(Followed { any: true, with_said: true });
        }
        let (mut taken, mut unanswered) = (Followed::default(), None);
        for act in acts {
            let name = act.chain.last().map_or("", |past| past.name());
            // A case is not closed without the answer that the row gives it.
            if let Some(problem) = unanswered.clone().filter(|_| name == "close") {
                plan.differ(name, "", Why::Refused(problem));
                continue;
            }
            let chain: Vec<&dyn Verb> = act.chain.iter().map(|past| past as &dyn Verb).collect();
            let Some(problem) = self.follow_act(id, &chain)? else {
                taken.add(&act.chain);
                continue;
            };
            if name == "reply" {
                unanswered = Some(problem.clone());
            }
            match &act.parts[..] {
                [] => plan.differ(name, "", Why::Refused(problem)),
                [only] => plan.differ(&only.what, &only.value, Why::Refused(problem)),
                parts => {
                    for part in parts {
                        match self.follow_act(id, &[&part.past])? {
                            None => taken.add([&part.past]),
                            Some(problem) => plan.differ(&part.what, &part.value, Why::Refused(problem)),
                        }
                    }
                }
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
