//! Cases as several history cuts show them, and the histories of a span, from two readings of the log instead of one or two for each.
//!
//! Invariant: for each cut the same cases as [`Project::cases`] gives. Cases that look the same in several cuts are folded once.

use crate::domain::case::duplicate;
use crate::domain::case::{Case, apply};
use crate::domain::event::{Body, Event};
use crate::domain::value::id::CaseId;
use crate::domain::value::moment::Moment;
use crate::project::error::ProjectError;
use crate::project::open::Project;
use crate::project::read::HistoryCut;
use crate::project::read_ahead::ReadEvent;
use crate::project::viewer::{Masked, counted};
use chrono::NaiveDate;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::ControlFlow;

/// Cuts as the bits of a number.
type Cuts = u32;

/// A case in the cuts in which it looks the same.
type SeenCase = (Cuts, Box<Case>);

/// A span of days, and what was on record.
type Span = (NaiveDate, NaiveDate, Option<Moment>);

/// What the first reading finds of a case.
#[derive(Default)]
struct CutCase {
    seen: Vec<SeenCase>,
    /// Cuts in which an event did not count.
    left_out: Cuts,
    /// Cuts for which it must be folded again from its whole history.
    again: Cuts,
    /// Whether something happened in the span.
    touched: bool,
}

impl CutCase {
    /// Applies an event in some cuts; a case that looks otherwise from now on becomes one of its own.
    fn apply(&mut self, cuts: Cuts, event: &Event) {
        let mut without = cuts;
        let mut parted: Vec<SeenCase> = Vec::new();
        for (of, case) in &mut self.seen {
            let both = *of & cuts;
            without &= !*of;
            if both == 0 {
                continue;
            }
            if both != *of {
                parted.push((*of & !cuts, case.clone()));
                *of = both;
            }
            case.apply(event);
        }
        self.seen.append(&mut parted);
        if without != 0 {
            let mut case = Box::new(Case { unopened: true, ..Case::default() });
            case.apply(event);
            self.seen.push((without, case));
        }
    }
}

/// The cuts for which `is` is true.
fn cuts_that(cuts: &[HistoryCut], is: impl Fn(&HistoryCut) -> bool) -> Cuts {
    cuts.iter().enumerate().filter(|(_, cut)| is(cut)).map(|(at, _)| 1 << at).sum()
}

/// Passes the cases of one cut on; masked ones as figures count them.
fn pass_on(cases: &BTreeMap<CaseId, Case>, masked: &Masked, at: usize, each: &mut dyn FnMut(usize, &Case)) {
    for case in cases.values() {
        match masked.has(case.id) {
            true => each(at, &counted(case)),
            false => each(at, case),
        }
    }
}

impl Project {
    /// Passes to `each` every case as each of the cuts (at most 32) shows it, cut by cut, in the order of their numbers; returns the
    /// histories of the cases on which something happened in the span.
    ///
    /// # Errors
    /// As [`Self::events`].
    pub fn each_case_at(
        &self,
        cuts: &[HistoryCut],
        span: Span,
        each: &mut dyn FnMut(usize, &Case),
    ) -> Result<BTreeMap<CaseId, Vec<Event>>, ProjectError> {
        let masked = self.masked()?;
        if self.moves_dates()? {
            // Dates that are still to be moved depend on the present case too.
            for (at, cut) in cuts.iter().enumerate() {
                pass_on(&self.cases(*cut)?, &masked, at, each);
            }
            return self.histories_between(span.0, span.1, span.2);
        }
        let mut found = self.first_reading(cuts, span)?;
        let again: HashSet<CaseId> = found.iter().filter(|(_, case)| case.again != 0).map(|(id, _)| *id).collect();
        let touched: HashSet<CaseId> = found.iter().filter(|(_, case)| case.touched).map(|(id, _)| *id).collect();
        let (histories, others) = self.second_reading(&touched, &again)?;
        for id in &again {
            let Some(case) = found.get_mut(id) else { continue };
            let events: Vec<&Event> = histories.get(id).or_else(|| others.get(id)).into_iter().flatten().collect();
            for (at, cut) in cuts.iter().enumerate().filter(|(at, _)| case.again >> at & 1 == 1) {
                let own: Vec<&Event> = events.iter().copied().filter(|event| cut.is_known(event)).collect();
                let folded = Box::new(self.fold(&own, *cut)?);
                case.seen.iter_mut().for_each(|(of, _)| *of &= !(1 << at));
                case.seen.push((1 << at, folded));
            }
        }
        for at in 0..cuts.len() {
            let of_cut = |(id, case): (&CaseId, &CutCase)| {
                let own = case.seen.iter().find(|(of, _)| of >> at & 1 == 1);
                own.filter(|(_, case)| !case.unopened).map(|(_, case)| (*id, (**case).clone()))
            };
            let mut cases: BTreeMap<CaseId, Case> = found.iter().filter_map(of_cut).collect();
            duplicate::settle(&mut cases);
            pass_on(&cases, &masked, at, each);
        }
        let known = HistoryCut { by: None, known: span.2 };
        let in_span = histories.into_iter().map(|(id, mut events)| {
            events.retain(|event| known.is_known(event));
            (id, events)
        });
        Ok(in_span.filter(|(_, events)| !events.is_empty()).collect())
    }

    fn first_reading(
        &self,
        cuts: &[HistoryCut],
        (first, last, _): Span,
    ) -> Result<HashMap<CaseId, CutCase>, ProjectError> {
        let is_within = |on: Moment| first <= on.date() && on.date() <= last;
        let mut found: HashMap<CaseId, CutCase> = HashMap::new();
        self.each_folded(&mut |ReadEvent { event, .. }| {
            let Some(id) = event.case else { return ControlFlow::Continue(()) };
            let case = found.entry(id).or_default();
            let corrected = event.body.fields().and_then(|set| set.get("received")?.text()?.parse().ok());
            case.touched |= is_within(event.on()) || corrected.is_some_and(is_within);
            let known = cuts_that(cuts, |cut| cut.is_known(event));
            let counts = known & cuts_that(cuts, |cut| cut.counts(event));
            case.left_out |= known & !counts;
            let needs_all = cuts_that(cuts, |cut| match cut.by {
                Some(by) => apply::is_knowledge(event) || event.at.is_after(by),
                None => matches!(event.body, Body::Revoked(_)),
            });
            let past = cuts_that(cuts, |cut| cut.by.is_some());
            case.again |= counts & (needs_all | (case.left_out & past));
            if counts != 0 {
                case.apply(counts, event);
            }
            ControlFlow::Continue(())
        })?;
        Ok(found)
    }

    /// The events of the touched cases, and of the others that are folded again.
    #[allow(clippy::type_complexity)]
    fn second_reading(
        &self,
        touched: &HashSet<CaseId>,
        again: &HashSet<CaseId>,
    ) -> Result<(BTreeMap<CaseId, Vec<Event>>, HashMap<CaseId, Vec<Event>>), ProjectError> {
        let (mut histories, mut others) = (BTreeMap::<CaseId, Vec<Event>>::new(), HashMap::<CaseId, Vec<Event>>::new());
        self.each_folded(&mut |told| {
            match told.event.case {
                Some(id) if touched.contains(&id) => histories.entry(id).or_default().push(told.take()),
                Some(id) if again.contains(&id) => others.entry(id).or_default().push(told.take()),
                _ => {}
            }
            ControlFlow::Continue(())
        })?;
        Ok((histories, others))
    }
}
