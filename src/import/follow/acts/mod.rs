//! Acts that a row says were done and that are not on record: assigned anew, replied, closed, reopened …
//!
//! Invariant: an act counts by the date that the row gives it. Only where a row no longer says that a case has ended, or has been answered,
//! there is no date: then it is the moment of the import.

mod redate;

use super::base::Base;
use super::{Plan, Planned};
use crate::domain::case::Case;
use crate::domain::event::{Assigned, Body, Event, Replied};
use crate::domain::gate::{Decision, Draft, Past, Reopen, Return, Revoke, Rework, Verb};
use crate::domain::value::id::EventId;
use crate::domain::value::moment::Moment;
use crate::domain::value::state::State;
use crate::domain::value::texts::Texts;
use crate::import::difference::Why;
use std::collections::HashSet;

/// An act that the row tells, as it would be recorded.
struct Told<'t> {
    draft: &'t Draft,
    past: Past,
}

impl Told<'_> {
    fn on(&self) -> Option<Moment> {
        self.past.on
    }

    /// The date that the source gives it.
    fn dated(&self) -> Option<Moment> {
        self.past.on.filter(|_| !self.past.undated)
    }
}

/// What a file says of acts.
pub(super) struct FileSays<'p> {
    /// What it says nothing of.
    pub(super) unsaid: &'p HashSet<String>,
    /// Kinds of acts that it tells by their date alone.
    pub(super) dated: &'p HashSet<&'static str>,
}

/// Plans the acts that are new.
pub(super) fn plan(
    base: &Base,
    theirs: &Decision,
    FileSays { unsaid, dated }: FileSays<'_>,
    chain: Vec<Past>,
    why: String,
    now: Moment,
    plan: &mut Plan,
) {
    let drafts = theirs.drafts.iter().filter(|draft| !matches!(draft.body, Body::Opened(_) | Body::Overridden(_)));
    let mut told: Vec<Told<'_>> =
        drafts.zip(chain.into_iter().skip(1)).map(|(draft, past)| Told { draft, past }).collect();
    // An act without a date of its own was done since the last export; when, only this import tells, and what follows it in the row.
    let mut latest = now;
    for one in told.iter_mut().rev() {
        if one.past.undated {
            one.past.on = Some(latest);
        } else {
            one.past.on = one.draft.body.on().or(one.past.on);
            latest = one.past.on.filter(|on| latest.is_after(*on)).unwrap_or(latest);
        }
    }
    let worked = base.here.case.state != base.case.state || base.here.case.round() != base.case.round();
    let (start, differs) = (plan.acts.len(), plan.differs.len());
    Planning { base, state: theirs.case.state, unsaid, dated, why, now, fresh: None, plan: &mut *plan }.all(told);
    if worked && plan.acts.len() > start {
        // The desk works on the case itself: the source's acts would undo that, but for those that move no case.
        let acts = plan.acts.split_off(start);
        let moves = |act: &Planned| {
            !act.chain.last().is_some_and(|past| matches!(Verb::name(past), "contact" | "supervise" | "note"))
        };
        let is_left: Vec<bool> = (0..acts.len())
            .map(|at| {
                let is_taken_back = acts[at].chain.iter().all(|past| Verb::name(past) == "revoke");
                moves(&acts[at]) && !(is_taken_back && acts.get(at + 1).is_some_and(|next| !moves(next)))
            })
            .collect();
        let mut is_left = is_left.into_iter();
        let (acts, kept): (Vec<Planned>, Vec<Planned>) =
            acts.into_iter().partition(|_| is_left.next().unwrap_or_default());
        plan.acts.extend(kept);
        if !acts.is_empty() && base.here.case.state != theirs.case.state {
            let mut told = plan.differs.split_off(differs);
            told.retain(|one| matches!(one.why, Why::Hidden));
            plan.differs.append(&mut told);
            let last = acts.iter().filter_map(|act| act.chain.last()).filter(|past| Verb::name(*past) != "revoke");
            last.for_each(|past| plan.differ(Verb::name(past), "", Why::ChangedHere));
        }
    }
}

struct Planning<'p> {
    base: &'p Base,
    /// The state that the row leads to.
    state: State,
    /// What the file says nothing of.
    unsaid: &'p HashSet<String>,
    dated: &'p HashSet<&'static str>,
    why: String,
    now: Moment,
    /// When the round began that this plan opens.
    fresh: Option<Moment>,
    plan: &'p mut Plan,
}

impl Planning<'_> {
    fn all(mut self, mut told: Vec<Told<'_>>) {
        let is_reopened = self.rounds(&mut told);
        let is_redated = !is_reopened && self.redate(&mut told);
        let before = (self.plan.acts.len(), self.plan.differs.len());
        // Of an act that the map has no section or the file no column for, it does not say that it was not done.
        let tells_all = self.base.round().iter().all(|(event, _)| !self.unsaid.contains(event.body.kind()));
        if !is_redated && !is_reopened && tells_all {
            self.go_back(&told);
        }
        // Where the row goes back it says so already.
        if (self.plan.acts.len(), self.plan.differs.len()) == before {
            self.gone(&told, is_redated);
        }
        if !is_reopened && !is_redated {
            self.assign_earlier(&mut told);
        }
        for one in told {
            self.one(one);
        }
    }

    /// Whether the case on record is open in a further round.
    fn is_reopened(&self) -> bool {
        self.base.case.is_pending() && self.base.case.rounds.len() > 1
    }

    /// Leaves out how the rounds ended that are on record before the row's last reopening. Gives whether that reopening is new.
    fn rounds(&self, told: &mut Vec<Told<'_>>) -> bool {
        let Some(at) = told.iter().rposition(|one| matches!(one.draft.body, Body::Reopened(_))) else { return false };
        let is_on_record = self.is_there(&told[at]) || self.is_reopened();
        if is_on_record {
            let later = told.split_off(at);
            told.retain(|one| !is_end(&one.draft.body) && !matches!(one.draft.body, Body::Replied(_)));
            told.extend(later);
        }
        !is_on_record
    }

    /// Lists the acts on record of which the row gave a date and gives none any more.
    fn gone(&mut self, told: &[Told<'_>], is_redated: bool) {
        for kind in ["accepted", "contacted", "assigned", "replied", "supervised"] {
            let is_on_record = self.base.round().iter().any(|(event, _)| event.body.kind() == kind);
            let is_told = told.iter().any(|one| one.draft.body.kind() == kind);
            if is_on_record && !is_told && !(is_redated && kind == "replied") && self.dated.contains(kind) {
                self.plan.differ(kind, "", Why::Hidden);
            }
        }
    }

    /// An act of which a row has one at most, and now gives another date: that on record is taken back.
    fn former(&self, one: &Told<'_>) -> Option<EventId> {
        let kind = one.draft.body.kind();
        let is_single = matches!(one.draft.body, Body::Contacted(_) | Body::Supervised(_)) && self.dated.contains(kind);
        let mut own = self.base.round().iter().filter(|(event, _)| event.body.kind() == kind);
        let was = own.next().filter(|_| is_single && self.fresh.is_none() && own.next().is_none());
        was.filter(|(event, _)| one.dated().is_some_and(|on| on != event.on())).map(|(event, _)| event.id())
    }

    fn push(&mut self, past: Past) {
        self.plan.push(past);
    }

    /// What the row no longer says: that the case has ended, that it was answered, that a unit has it.
    fn go_back(&mut self, told: &[Told<'_>]) {
        let (case, why) = (&self.base.case, self.why.clone());
        let ends = |one: &&Told<'_>| is_end(&one.draft.body);
        if let Some((state, ended)) = case.current().and_then(|round| round.ended).filter(|_| !case.is_pending()) {
            let new = |one: &&Told<'_>| {
                one.dated().is_some_and(|on| on.is_after(ended))
                    && matches!(one.draft.body, Body::Assigned(_) | Body::Replied(_) | Body::Reworked(_))
                    && !self.is_there(one)
            };
            let end = told.iter().rfind(ends).map(|one| state_of(&one.draft.body));
            let later = told.iter().filter(new).filter_map(Told::on).min_by_key(|on| on.local());
            if end == Some(Some(state)) && later.is_none() {
                return;
            }
            let closing = self.base.round().iter().rev().find(|(event, _)| matches!(event.body, Body::Closed(_)));
            if let (State::Replied, None, Some((closing, _))) = (self.state, later, closing) {
                // The answer stands and the closing is gone: it is taken back.
                let verb = Revoke { event: closing.id(), reason: why };
                return self.push(Past::new(verb, None));
            }
            let last = told.iter().rfind(ends).and_then(Told::dated).filter(|on| on.is_after(ended));
            let on = later.or(last).unwrap_or(self.now);
            self.fresh = Some(on);
            return self.push(Past::new(Reopen { reason: why }, Some(on)));
        }
        if self.state == State::Received && case.state != State::Received {
            self.plan.differ("status", self.state.code(), Why::NoAct);
        } else if self.state.is_open() && case.state == State::Replied {
            self.push(Past::new(Rework { reason: why }, Some(self.now)));
        } else if self.state == State::Accepted && case.state == State::Assigned {
            self.push(Past::new(Return { reason: why }, Some(self.now)));
        }
    }

    fn one(&mut self, one: Told<'_>) {
        let (case, first) = (&self.base.case, self.base.case.rounds.len() < 2 && self.fresh.is_none());
        match &one.draft.body {
            Body::Accepted(_) => match case.reached("accepted") {
                None if self.fresh.is_none() => self.push(one.past),
                Some(was) if first && one.dated().is_some_and(|on| on != was) => self.date_differs("accepted", &one),
                _ => {}
            },
            Body::Assigned(body) if self.moved_here(body) => {
                self.plan.differ("unit", &format!("{} {}", body.unit, body.person), Why::ChangedHere);
            }
            Body::Assigned(_) if self.is_there(&one) => {
                let was = self.last(|body| matches!(body, Body::Assigned(_))).map(|(event, _)| event.on());
                if first && was.is_some_and(|was| one.dated().is_some_and(|on| on != was)) {
                    self.date_differs("assigned", &one);
                }
            }
            Body::Assigned(body) if self.fresh.is_none() && case.state == State::Replied && !self.state.is_open() => {
                self.plan.differ("unit", &format!("{} {}", body.unit, body.person), Why::NoAct);
            }
            // The unit that had a case before it was reopened has it again from then on.
            Body::Assigned(_) => {
                let begun = self.fresh.or_else(|| case.current().filter(|_| case.rounds.len() > 1)?.received);
                let on = match (one.on(), begun) {
                    (Some(on), Some(begun)) if begun.is_after(on) => Some(begun),
                    (on, _) => on,
                };
                self.push(Past { on, ..one.past });
            }
            Body::Replied(_) => {
                match self.last(|body| matches!(body, Body::Replied(_))).filter(|_| self.fresh.is_none()) {
                    Some(was) => {
                        let on = first.then(|| one.dated()).flatten();
                        let all = self.reworded(was, one.draft, on);
                        all.into_iter().for_each(|(name, value)| self.plan.differ(name, &value, Why::NoAct));
                    }
                    None => self.in_round("replied", one),
                }
            }
            body if is_end(body) => {
                let ended = case.current().and_then(|round| round.ended).filter(|_| !case.is_pending());
                match ended.filter(|_| self.fresh.is_none()) {
                    None => self.in_round(body.kind(), one),
                    Some((_, on)) => self.ended_differs(&one, on),
                }
            }
            _ if self.is_there(&one) => {}
            Body::Reopened(_) if self.is_reopened() => self.date_differs("reopened", &one),
            Body::Reopened(_) => {
                self.fresh = one.on();
                self.push(one.past);
            }
            _ => {
                if let Some(event) = self.former(&one) {
                    self.push(Past::new(Revoke { event, reason: self.why.clone() }, None));
                }
                self.push(one.past);
            }
        }
    }

    /// An answer or an end of a further round. When a case was reopened or sent back is known from the export only in which it was seen
    /// first, so that what the source dates before that counts from then on.
    fn in_round(&mut self, kind: &str, one: Told<'_>) {
        let base = &self.base.case;
        let begun = self.fresh.or_else(|| base.current().filter(|_| base.rounds.len() > 1)?.received);
        let begun = begun.into_iter().chain(base.reached("reworked")).max_by_key(|on| on.local());
        match (one.on(), begun) {
            (Some(on), Some(begun)) if begun.is_after(on) => {
                self.plan.differ(kind, &on.to_string(), Why::BeforeReopening);
                self.push(Past { on: Some(begun), ..one.past });
            }
            _ => self.push(one.past),
        }
    }

    fn date_differs(&mut self, what: &str, one: &Told<'_>) {
        let on = one.on().map(|on| on.to_string()).unwrap_or_default();
        self.plan.differ(what, &on, Why::NoAct);
    }

    /// What differs between a reply on record and the row's, as far as the file says anything of it; its day too where `on` is one.
    fn reworded(
        &self,
        (was, private): (&Event, &Texts),
        draft: &Draft,
        on: Option<Moment>,
    ) -> Vec<(&'static str, String)> {
        let (Body::Replied(before), Body::Replied(says)) = (&was.body, &draft.body) else { return Vec::new() };
        let mut all = Vec::new();
        for (name, was, says) in [
            ("via", &before.via, &says.via),
            ("responsibility", &before.responsibility, &says.responsibility),
            ("satisfaction", &before.satisfaction, &says.satisfaction),
            ("outcome", &before.outcome, &says.outcome),
        ] {
            if was != says {
                all.push((name, says.to_string()));
            }
        }
        if before.compensation != says.compensation {
            all.push(("compensation", says.compensation.map(|sum| sum.to_string()).unwrap_or_default()));
        }
        for name in ["findings", "staff_action", "lessons", "explanation"] {
            let was_said = was.text.get(name).or_else(|| private.get(name)).unwrap_or_default();
            let says = draft.text.get(name).or_else(|| draft.private.get(name)).unwrap_or_default();
            // A text that is there and cannot be read here is not compared.
            let unread = was_said.is_empty() && before.elements.iter().any(|element| element == name);
            if was_said != says && !unread {
                all.push((name, says.to_string()));
            }
        }
        if on.is_some_and(|on| on != was.on()) {
            all.push(("replied", on.map(|on| on.to_string()).unwrap_or_default()));
        }
        all.retain(|(name, _)| !self.unsaid.contains(&format!("replied {name}")));
        all
    }

    /// The outcome of a closing in the row, where it is another one than is on record.
    fn other_outcome<'b>(&self, body: &'b Body) -> Option<&'b str> {
        let Body::Closed(body) = body else { return None };
        Some(body.outcome.as_str()).filter(|outcome| !outcome.is_empty() && *outcome != self.base.case.outcome.as_str())
    }

    fn ended_differs(&mut self, one: &Told<'_>, ended: Moment) {
        if let Some(outcome) = self.other_outcome(&one.draft.body) {
            self.plan.differ("outcome", outcome, Why::NoAct);
        }
        if one.dated().is_some_and(|on| on != ended) && self.base.case.rounds.len() < 2 {
            self.date_differs(one.draft.body.kind(), one);
        }
    }

    fn last(&self, is: impl Fn(&Body) -> bool) -> Option<(&Event, &Texts)> {
        let mut round = self.base.round().iter().rev();
        // What was sent back is to be done again.
        let sent_back = round.clone().position(|(event, _)| matches!(event.body, Body::Reworked(_)));
        let found = round.position(|(event, _)| is(&event.body))?;
        if sent_back.is_some_and(|at| at < found) && is(&Body::Replied(Replied::default())) {
            return None;
        }
        self.base.round().iter().rev().nth(found).map(|(event, texts)| (event, texts))
    }

    /// Whether the desk has given the case to somebody else itself, other than the row says.
    fn moved_here(&self, says: &Assigned) -> bool {
        let (was, here) = (&self.base.case, &self.base.here.case);
        let says_new =
            !self.is_same(("unit", &was.unit), &says.unit) || !self.is_same(("person", &was.person), &says.person);
        says_new
            && (&here.unit, &here.person) != (&was.unit, &was.person)
            && (&here.unit, &here.person) != (&says.unit, &says.person)
    }

    /// Whether a fact of an assignment is as the row says, or the file says nothing of it.
    fn is_same(&self, (name, was): (&str, &str), says: &str) -> bool {
        was == says || (says.is_empty() && self.unsaid.contains(&format!("assigned {name}")))
    }

    /// Whether an act is on record.
    fn is_there(&self, one: &Told<'_>) -> bool {
        match &one.draft.body {
            Body::Assigned(says) => {
                self.fresh.is_none()
                    && self.last(|body| matches!(body, Body::Assigned(_))).is_some_and(|(event, _)| {
                        let Body::Assigned(was) = &event.body else { return false };
                        let case: &Case = &self.base.case;
                        // A unit that has sent the case back does not have it.
                        case.state != State::Accepted
                            && self.is_same(("unit", &was.unit), &says.unit)
                            && self.is_same(("person", &was.person), &says.person)
                            && self.is_same(("assist", &was.assist.join(",")), &says.assist.join(","))
                    })
            }
            Body::Replied(_) => {
                self.last(|body| matches!(body, Body::Replied(_))).is_some_and(|(was, _)| Some(was.on()) == one.on())
            }
            body => self.base.events.iter().any(|(event, private)| {
                event.body.kind() == body.kind()
                    && one.dated().is_none_or(|on| on == event.on())
                    && ["note", "reason"].iter().all(|name| {
                        let said = event.text.get(name).or_else(|| private.get(name));
                        said == one.draft.text.get(name).or_else(|| one.draft.private.get(name))
                    })
            }),
        }
    }
}

fn is_end(body: &Body) -> bool {
    state_of(body).is_some()
}

fn state_of(body: &Body) -> Option<State> {
    match body {
        Body::Closed(_) => Some(State::Closed),
        Body::Declined(_) => Some(State::Declined),
        Body::Referred(_) => Some(State::Referred),
        Body::Withdrawn(_) => Some(State::Withdrawn),
        _ => None,
    }
}
