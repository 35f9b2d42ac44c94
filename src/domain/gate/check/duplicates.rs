//! Checks before a case becomes a duplicate, and before an act that leaves duplicates without their main case.
//!
//! Invariant: no act creates a circle of duplicates or leaves duplicates without a case that will be answered.
//! Conflicting links of desks that did not see each other are resolved by `domain::case::duplicate`.

use super::Objection;
use crate::domain::case::duplicate::DUPLICATE;
use crate::domain::case::{Case, apply};
use crate::domain::event::{Body, Classified, Event};
use crate::domain::gate::proposal::Proposal;
use crate::domain::gate::refusal::{Problem, Rule};
use crate::domain::query::tally::Cohort;
use crate::domain::value::id::{CaseId, EventId};
use crate::domain::value::state::State;
use crate::domain::value::title::Title;

/// Checks what a verb proposes.
pub(super) fn duplicates(proposal: &mut Proposal<'_>) -> Vec<Objection> {
    let mut objections = Vec::new();
    goes_on(proposal);
    let bodies: Vec<Body> = proposal.drafts().iter().map(|draft| draft.body.clone()).filter(concerns).collect();
    for body in bodies {
        match body {
            Body::Linked(link) => objections.extend(link.other.and_then(|main| joins(proposal, main))),
            Body::Revoked(act) => {
                come_back(proposal, act.event);
                stands(proposal, &Body::Revoked(act));
            }
            _ => stands(proposal, &body),
        }
    }
    objections
}

/// Refuses acts on a case that stays live though it is linked as a duplicate, until its link is removed.
fn goes_on(proposal: &mut Proposal<'_>) {
    let acts = proposal.drafts().iter().any(|draft| draft.body.clashes());
    if let Some(main) = proposal.case.mains().next().filter(|_| proposal.case.woken && acts) {
        proposal.refuse(Problem::StaysLive { main });
    }
}

/// Whether an event may create a duplicate, or leave duplicates without their main case.
fn concerns(body: &Body) -> bool {
    match body {
        Body::Linked(link) => link.kind == DUPLICATE,
        Body::Declined(_) | Body::Referred(_) | Body::Withdrawn(_) | Body::Voided(_) => true,
        Body::Unlinked(_) | Body::Revoked(_) => true,
        Body::Classified(body) => body.nature.is_some(),
        _ => false,
    }
}

/// Checks a new duplicate: it has no other main case, the main case will be answered, there is no circle, and the
/// complainant is the same.
fn joins(proposal: &mut Proposal<'_>, main: CaseId) -> Option<Objection> {
    let id = proposal.case.id;
    if let Some(known) = proposal.case.mains().find(|known| *known != main) {
        proposal.refuse(Problem::IsDuplicate { main: known });
    }
    let (mut at, mut seen) = (main, vec![id]);
    let end = loop {
        if seen.contains(&at) {
            proposal.refuse(Problem::DuplicateCircle { other: main });
            return None;
        }
        seen.push(at);
        // The verb `link` reports a case that does not exist.
        let case = (proposal.cx.other)(at)?;
        let next = case.mains().next();
        match next {
            Some(next) => at = next,
            None => break case,
        }
    };
    if matches!(end.state, State::Voided | State::Declined | State::Referred | State::Withdrawn) {
        proposal.refuse(Problem::MainEnded { main: end.id, state: end.state });
    }
    let (own, other) = ((proposal.cx.names)(), (proposal.cx.names_of)(main));
    let folded = |name: &String| name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let [own, other] = [own, other].map(|names| names.iter().map(folded).collect::<Vec<String>>());
    let known = !own.is_empty() && !other.is_empty();
    let same = own.iter().any(|name| other.contains(name));
    let rule = Rule { id: DUPLICATE.into(), cite: Title::default() };
    (!same).then_some(Objection {
        problem: Problem::OtherComplainant { main, known },
        rule,
        warn: !known,
        stands: false,
    })
}

/// Refuses a revocation by which a link comes back that would not be made today: in a circle, or to a case that has ended.
fn come_back(proposal: &mut Proposal<'_>, target: Option<EventId>) {
    let events = (proposal.cx.events)();
    let undone = |event: &&Event| Some(event.id()) == target;
    if !events.iter().any(|event| undone(&event) && matches!(event.body, Body::Unlinked(_) | Body::Reopened(_))) {
        return;
    }
    let without = apply::fold(events.iter().filter(|event| !undone(event)));
    let known: Vec<CaseId> = proposal.case.mains().collect();
    let back: Vec<CaseId> = without.mains().filter(|main| !known.contains(main)).collect();
    // Whether the complainant is the same was asked when it was linked.
    back.into_iter().for_each(|main| drop(joins(proposal, main)));
}

/// Whether a complaint would be none any more.
fn leaves_complaints(nature: &str, proposal: &Proposal<'_>) -> bool {
    is_apart(nature, proposal) && !is_apart(&proposal.case.facts.nature, proposal)
}

/// Whether a nature is no complaint.
fn is_apart(nature: &str, proposal: &Proposal<'_>) -> bool {
    Cohort::of(proposal.cx.current).apart.iter().any(|known| known == nature)
}

/// Refuses an act that takes away a case on which duplicates rest.
fn stands(proposal: &mut Proposal<'_>, body: &Body) {
    let leaves = match body {
        // In a circle of duplicates each is the main case of another; the live case may be unlinked.
        Body::Unlinked(_) if proposal.case.woken => false,
        Body::Unlinked(link) => proposal.case.mains().any(|main| Some(main) == link.other),
        // Of what is no complaint a complaint is no duplicate.
        Body::Classified(Classified { nature: Some(nature), .. }) => leaves_complaints(nature, proposal),
        Body::Revoked(act) => (proposal.cx.events)().iter().any(|event| {
            Some(event.id()) == act.event && matches!(&event.body, Body::Linked(link) if link.kind == DUPLICATE)
        }),
        _ => true,
    };
    let resting: Vec<CaseId> = if leaves { (proposal.cx.duplicates)() } else { Vec::new() };
    // Of what is no complaint another such case may be a duplicate.
    let is_meant = |case: &Case| !matches!(body, Body::Classified(_)) || !is_apart(&case.facts.nature, proposal);
    let rests = |id: &CaseId| {
        let rests = |case: &Case| case.mains().any(|main| main == proposal.case.id) && is_meant(case);
        (proposal.cx.other)(*id).is_some_and(|case| rests(&case))
    };
    let resting: Vec<CaseId> = resting.into_iter().filter(|id| *id != proposal.case.id && rests(id)).collect();
    if !resting.is_empty() {
        proposal.refuse(Problem::HasDuplicates { duplicates: resting });
    }
}
