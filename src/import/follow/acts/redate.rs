//! An answer or an end that the source dates or words anew: taken back, and recorded as the row has it.

use super::{Planning, Told, is_end, state_of};
use crate::domain::case::order::is_act;
use crate::domain::event::{Body, Event};
use crate::domain::gate::{Draft, Past, Revoke};
use crate::domain::value::moment::Moment;
use crate::domain::value::state::State;
use crate::domain::value::texts::Texts;
use crate::import::follow::Planned;

impl Planning<'_> {
    /// An answer or an end that the source now dates on another day, or words otherwise, is taken back and recorded anew as the row has it:
    /// whether it was in time, and whose fault it was, depends on it. Of a case with several rounds a row does not tell to which of them a
    /// date belongs. Gives whether it was.
    pub(super) fn redate(&mut self, told: &mut Vec<Told<'_>>) -> bool {
        let case = &self.base.case;
        let ended = case.current().and_then(|round| round.ended).filter(|_| !case.is_pending());
        let end = told.iter().rposition(|one| is_end(&one.draft.body));
        let answer = self.last(|body| matches!(body, Body::Replied(_)));
        let was = answer.map(|(event, _)| (event.id(), event.on()));
        let closing = self.base.round().iter().rev().find(|(event, _)| is_end(&event.body));
        let ending = closing.map(|(event, _)| event.id());
        let still = match (ended, end) {
            // Another end by the day of the one on record is no later work: the source calls it otherwise.
            (Some((state, on)), Some(at)) => {
                let is_later = told[at].dated().is_none_or(|then| then.is_after(on));
                ending.is_some() && (state_of(&told[at].draft.body) == Some(state) || !is_later)
            }
            (None, None) => case.state == State::Replied && self.state == State::Replied,
            (None, Some(_)) => case.state == State::Replied,
            (Some(_), None) => false,
        };
        let last = ended.map(|(_, on)| on).or(was.map(|(_, on)| on)).filter(|_| still && case.rounds.len() == 1);
        let Some(last) = last else { return false };
        // Work of another unit after it tells of a further round.
        let worked = |one: &Told<'_>| {
            matches!(one.draft.body, Body::Assigned(_) | Body::Reworked(_) | Body::Reopened(_))
                && one.dated().is_some_and(|on| on.is_after(last))
                && !self.is_there(one)
        };
        let moved = |one: &Told<'_>, was: Moment| one.dated().is_some_and(|on| is_other_time(on, was));
        let reply =
            told[..end.unwrap_or(told.len())].iter().rposition(|one| matches!(one.draft.body, Body::Replied(_)));
        let is_reworded =
            |at: usize| answer.is_some_and(|answer| !self.reworded(answer, told[at].draft, None).is_empty());
        let reply = reply.zip(was).filter(|(at, (_, was))| moved(&told[*at], *was) || is_reworded(*at));
        let is_other_end = |at: &usize| {
            let body = &told[*at].draft.body;
            let state = ended.map(|(state, _)| state);
            state.is_some()
                && (moved(&told[*at], last) || state_of(body) != state || self.other_outcome(body).is_some())
        };
        let first = reply.map(|(at, _)| at).or(end.filter(is_other_end));
        let Some(first) = first.filter(|_| !told.iter().any(worked)) else { return false };
        // Nothing is taken back that could not be recorded anew: an act that stays is before it, and what the file says nothing of is not lost.
        let row = |at: Option<usize>| at.map(|at| told[at].draft);
        let anew = reply.zip(answer).map(|((at, _), (event, private))| (event, private, row(Some(at))));
        let ended_anew = closing.filter(|_| ended.is_some()).map(|(event, private)| (event, private, row(end)));
        if anew.into_iter().chain(ended_anew).any(|(event, private, row)| self.would_lose(event, private, row)) {
            return false;
        }
        let was_on = |at: usize| reply.filter(|(reply, _)| *reply == at).map_or(last, |(_, (_, on))| on);
        let first = told[first].dated().unwrap_or_else(|| was_on(first));
        let goes = |body: &Body| is_end(body) || (reply.is_some() && matches!(body, Body::Replied(_)));
        // A note, as of an earlier difference, may lie anywhere.
        let is_note = |body: &Body| matches!(body, Body::Noted(_));
        let stays = |(event, _): &&(Event, Texts)| is_act(&event.body) && !goes(&event.body) && !is_note(&event.body);
        let here = self.base.here.case.current().into_iter().flat_map(|round| {
            let undone = ["replied", "reported", "sourced", "closed", "contacted"];
            let milestones = round.milestones.iter().filter(move |(name, _)| !undone.contains(&name.as_str()));
            milestones.map(|(_, on)| *on).chain(round.received)
        });
        let mut before = self.base.round().iter().filter(stays).map(|(event, _)| event.on()).chain(here);
        if before.any(|on| on.is_after(first)) {
            return false;
        }
        let back = |event| Past::new(Revoke { event, reason: self.why.clone() }, None);
        let ending = ending.filter(|_| ended.is_some());
        let backs = ending.into_iter().chain(reply.map(|(_, (event, _))| event)).map(back).collect();
        // What the source does not date stays on the day on which it was seen first.
        for (at, on) in reply.map(|(at, (_, on))| (at, on)).into_iter().chain(end.zip(ended.map(|(_, on)| on))) {
            if told[at].past.undated {
                told[at].past.on = Some(on);
            }
        }
        // The end is the later of the two in the row.
        let end = end.map(|at| told.remove(at).past);
        let anew = reply.map(|(at, _)| told.remove(at).past).into_iter().chain(end).collect();
        self.plan.acts.extend([backs, anew].map(|chain| Planned { chain, parts: Vec::new() }));
        true
    }

    /// An assignment that the source does not date stands on the day on which it was seen first. What the source dates before that was done by
    /// the same unit, so that it had the case by then.
    pub(super) fn assign_earlier(&mut self, told: &mut Vec<Told<'_>>) {
        let is_seen = |one: &Told<'_>| matches!(one.draft.body, Body::Assigned(_)) && one.past.undated;
        let Some(at) = told.iter().rposition(is_seen).filter(|at| self.is_there(&told[*at])) else { return };
        let own = self.last(|body| matches!(body, Body::Assigned(_)));
        let Some((own, private)) = own.filter(|(event, _)| event.on() == event.at) else { return };
        let new = told[at + 1..].iter().filter(|one| !self.is_there(one)).filter_map(Told::dated);
        let Some(first) = new.min_by_key(|on| on.local()).filter(|first| own.on().is_after(*first)) else { return };
        let others = self.base.round().iter().map(|(event, _)| event).filter(|event| event.id() != own.id());
        let mut before = others.filter(|event| is_act(&event.body) && !matches!(event.body, Body::Noted(_)));
        if before.any(|event| event.on().is_after(first)) || self.would_lose(own, private, Some(told[at].draft)) {
            return;
        }
        let back = Past::new(Revoke { event: own.id(), reason: self.why.clone() }, None);
        let anew = Past { on: Some(first), ..told.remove(at).past };
        self.plan.acts.extend([back, anew].map(|past| Planned { chain: vec![past], parts: Vec::new() }));
    }

    /// Whether an act has on record what the row does not say of it because the file says nothing of it.
    fn would_lose(&self, event: &Event, private: &Texts, row: Option<&Draft>) -> bool {
        let kind = event.body.kind();
        let is_said = |name: &str| {
            row.is_some_and(|row| {
                row.body.facts().iter().any(|(known, _)| known == name)
                    || row.text.get(name).or_else(|| row.private.get(name)).is_some()
            })
        };
        let facts = event.body.facts().into_iter().map(|(name, _)| name.to_string());
        let texts = event.text.iter().chain(private.iter()).map(|(name, _)| name.to_string());
        facts.chain(texts).any(|name| self.unsaid.contains(&format!("{kind} {name}")) && !is_said(&name))
    }
}

/// Whether a time is another one: of a time that is only a day, another day.
fn is_other_time(on: Moment, was: Moment) -> bool {
    on.date() != was.date() || (!on.is_day() && !was.is_day() && on != was)
}
