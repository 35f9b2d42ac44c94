//! revoke: another event counts as absent from now on; it stays visible, and missed limits stay missed.

use crate::domain::Code;
use crate::domain::case::apply;
use crate::domain::case::duplicate::DUPLICATE;
use crate::domain::event::{Body, Event, Revoked};
use crate::domain::gate::draft::{Draft, Target};
use crate::domain::gate::proposal::{Proposal, Verb};
use crate::domain::gate::refusal::Problem;
use crate::domain::policy::improvement;
use crate::domain::value::id::EventId;

/// The approval of a corrected receipt, and the fact that it corrects.
const RECEIVED: &str = "received";

/// Revokes an event.
#[derive(Clone, Debug)]
pub struct Revoke {
    /// The event.
    pub event: EventId,
    /// The reason.
    pub reason: String,
}

/// Revokes an event without a case.
#[derive(Clone, Debug)]
pub struct RevokeDeskEvent {
    /// What is revoked, and why.
    pub revoke: Revoke,
    /// The act of a case that stands on the event: a link to the incident that it opened.
    pub used_by: Option<(EventId, Code)>,
}

impl Verb for RevokeDeskEvent {
    fn name(&self) -> &'static str {
        "revoke"
    }

    fn on_case(&self) -> bool {
        false
    }

    fn decide(&self, proposal: &mut Proposal<'_>) {
        if let Some((act, kind)) = self.used_by.clone() {
            proposal.refuse(Problem::RestsOn { event: self.revoke.event, act, kind });
        }
        self.revoke.decide(proposal);
        proposal.drafts_mut().iter_mut().for_each(|draft| draft.target = Target::Desk);
    }
}

impl Verb for Revoke {
    fn name(&self) -> &'static str {
        "revoke"
    }

    fn decide(&self, proposal: &mut Proposal<'_>) {
        proposal.need_text("reason", &self.reason);
        let target = self.event;
        let events = (proposal.cx.events)();
        let Some(event) = events.iter().find(|e| e.id() == target) else {
            return proposal.refuse(Problem::NoSuchEvent { event: target });
        };
        // A registration is voided instead of revoked; showing and erasing cannot be undone, nor can erased wrong
        // values be restored.
        let body = &event.body;
        let was_private = matches!(body, Body::Corrected(body) if body.party.is_some());
        if was_private
            || matches!(
                body,
                Body::Opened(_)
                    | Body::Overridden(_)
                    | Body::Revealed(_)
                    | Body::Erased(_)
                    | Body::PolicyAdopted(_)
                    | Body::DirectoryChanged(_)
                    | Body::ImportStarted(_)
                    | Body::Imported(_)
                    | Body::ImportUndone(_)
            )
        {
            proposal.refuse(Problem::NotRevocable { event: target, kind: body.kind().into() });
        }
        let all: Vec<&Event> = events.iter().collect();
        if apply::revoked(&all).contains(&target) {
            proposal.refuse(Problem::AlreadyRevoked { event: target });
        }
        if let Some(when) = proposal.cx.on.filter(|on| event.on().is_after(*on)) {
            proposal.refuse(Problem::BeforeAct { when, act: body.kind().into(), needed: event.on() });
        }
        if let Some(act) = rests_on(event, &all).filter(|_| !proposal.cx.past) {
            let (act, kind) = (act.id(), act.body.kind().into());
            proposal.refuse(Problem::RestsOn { event: target, act, kind });
        }
        proposal.record(self.draft(target));
        self.along(event, &events, proposal);
    }
}

/// The act on record that cannot stand without an event: an ending that has its outcome from it, or work of the round that it opened, which
/// would change the result of the round before.
fn rests_on<'e>(event: &Event, all: &[&'e Event]) -> Option<&'e Event> {
    let gone = apply::revoked(all);
    // Desk events have no place in a case: theirs is their number.
    let is_later = |e: &Event| if event.case.is_some() { e.seq > event.seq } else { e.n > event.n };
    let mut later = all.iter().filter(|e| is_later(e) && !gone.contains(&e.id()));
    // The case as it would have been when a later act was done.
    let before = |act: &Event| apply::fold(all.iter().filter(|e| e.seq < act.seq && e.id() != event.id()).copied());
    match &event.body {
        Body::IncidentOpened(_) => {
            let ends = |body: &Body| matches!(body, Body::IncidentClosed(end) if end.incident == Some(event.id()));
            later.find(|e| ends(&e.body)).copied()
        }
        Body::ImprovementAdded(_) => later
            .find(|e| match &e.body {
                Body::ImprovementDone(done) => done.item == Some(event.id()),
                Body::ImprovementChecked(check) => check.item == Some(event.id()),
                _ => false,
            })
            .copied(),
        Body::ImprovementDone(done) => {
            later.find(|e| matches!(&e.body, Body::ImprovementChecked(check) if check.item == done.item)).copied()
        }
        Body::Reopened(_) => later.find(|e| changes_round(&e.body)).copied(),
        // Each round keeps its own ending; an appeal is against an answer or an ending.
        Body::Closed(_) | Body::Declined(_) | Body::Referred(_) | Body::Withdrawn(_) => later
            .find(|e| match e.body {
                // The source was told of the end.
                Body::Reopened(_) | Body::Replied(_) => true,
                Body::Appealed(_) => {
                    let case = before(e);
                    case.state.is_pending() && case.reached("replied").is_none()
                }
                _ => false,
            })
            .copied(),
        Body::Approved(given) if given.what == RECEIVED => {
            let corrects = |body: &Body| matches!(body, Body::Corrected(body) if body.set.contains_key(RECEIVED));
            later.find(|e| corrects(&e.body) && !before(e).approvals.contains_key(RECEIVED)).copied()
        }
        Body::Accepted(_) => {
            let works = |body: &Body| matches!(body, Body::Assigned(_) | Body::Replied(_) | Body::Closed(_));
            of_round(later).find(|e| works(&e.body) && before(e).reached("accepted").is_none()).copied()
        }
        Body::Mediated(agreed) if agreed.result == "agreed" => {
            let next = of_round(later).find(|e| matches!(e.body, Body::Mediated(_)))?;
            matches!(&next.body, Body::Mediated(next) if matches!(next.result.as_str(), "kept" | "broken"))
                .then_some(*next)
        }
        // Unlinking wakes a case that was closed as a duplicate.
        Body::Linked(link) if link.kind == DUPLICATE => {
            let is_undone = |e: &&&Event| matches!(&e.body, Body::Unlinked(body) if body.other == link.other);
            let undone = later.clone().find(is_undone).map_or(u32::MAX, |e| e.seq);
            let is_closing = |e: &&&Event| matches!(&e.body, Body::Closed(body) if body.outcome == DUPLICATE);
            later.find(|e| e.seq < undone && is_closing(e)).copied()
        }
        Body::Remedied(offer) if offer.act == "offer" => {
            let next = later.find(|e| matches!(&e.body, Body::Remedied(next) if next.kind == offer.kind))?;
            matches!(&next.body, Body::Remedied(next) if next.act != "offer").then_some(*next)
        }
        Body::Appealed(appeal) if appeal.act != "carried-out" => {
            let next = later.find(|e| matches!(e.body, Body::Appealed(_)))?;
            matches!(&next.body, Body::Appealed(body) if matches!(body.act.as_str(), "decided" | "carried-out"))
                .then_some(*next)
        }
        Body::EvidenceAdded(_) => {
            later.find(|e| matches!(&e.body, Body::EvidenceReturned(body) if body.item == Some(event.id()))).copied()
        }
        Body::Replied(_) => {
            let rests = |e: &Event| match &e.body {
                Body::Closed(_) => {
                    let case = before(e);
                    let is_bare =
                        case.outcome.is_empty() && matches!(&e.body, Body::Closed(end) if end.outcome.is_empty());
                    is_bare
                        || ["replied", "reported", "sourced"].iter().all(|milestone| case.reached(milestone).is_none())
                }
                Body::CalledBack(_) => before(e).reached("replied").is_none(),
                Body::Appealed(_) => before(e).state.is_pending() && before(e).reached("replied").is_none(),
                Body::Reworked(_) => before(e).reached("replied").or(before(e).reached("reported")).is_none(),
                Body::Remedied(next) => next.act != "offer" && before(e).offer(&next.kind, false).is_none(),
                _ => false,
            };
            of_round(later).find(|e| rests(e)).copied()
        }
        _ => None,
    }
}

/// The events of the same round among later ones.
fn of_round<'a, 'e: 'a>(later: impl Iterator<Item = &'a &'e Event>) -> impl Iterator<Item = &'a &'e Event> {
    later.take_while(|e| !matches!(e.body, Body::Reopened(_)))
}

/// Whether an act changes the state or the result of a round.
fn changes_round(body: &Body) -> bool {
    matches!(
        body,
        Body::Assigned(_)
            | Body::Returned(_)
            | Body::Replied(_)
            | Body::Reworked(_)
            | Body::Paused(_)
            | Body::Extended(_)
            | Body::Closed(_)
            | Body::Declined(_)
            | Body::Referred(_)
            | Body::Withdrawn(_)
            | Body::Mediated(_)
            | Body::Remedied(_)
            | Body::Appealed(_)
            | Body::Reopened(_)
    )
}

impl Revoke {
    fn draft(&self, event: EventId) -> Draft {
        Draft::new(Body::Revoked(Revoked { event: Some(event), ..Revoked::default() })).say("reason", &self.reason)
    }

    /// Revokes what was recorded together with the event if nothing was done about it yet; else warns about it.
    fn along(&self, event: &Event, events: &[Event], proposal: &mut Proposal<'_>) {
        let came = |proposal: &mut Proposal<'_>, kind: &str, name: String, stays| {
            proposal.object(Problem::CameWith { kind: kind.into(), name, stays }, None, true);
        };
        match &event.body {
            Body::Replied(_) => {
                let next = EventId { n: event.n + 1, ..event.id() };
                let learnt = events.iter().find(|e| e.id() == next && matches!(e.body, Body::ImprovementAdded(_)));
                let items = improvement::items(&(proposal.cx.apart)());
                let Some(item) = learnt.and_then(|_| items.into_iter().find(|item| item.event == next)) else { return };
                came(proposal, "improvement", next.to_string(), item.done.is_some());
                if item.done.is_none() {
                    proposal.record(self.draft(next));
                }
            }
            Body::WithdrawalCoerced(body) => {
                if let Some(case) = body.accountability {
                    came(proposal, "case", case.to_string(), true);
                }
            }
            _ => {}
        }
    }
}
