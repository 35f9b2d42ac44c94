//! `apply`: an event changes a case. It never fails and needs no policy; it folds any history.

use crate::domain::Code;
use crate::domain::case::acts::Exempted;
use crate::domain::case::acts::IncidentLink;
use crate::domain::case::duplicate::DUPLICATE;
use crate::domain::case::order;
use crate::domain::case::supervision::ACCOUNTABILITY;
use crate::domain::case::withheld;
use crate::domain::case::{Case, DelayExplained, Hop, IssuedForm, Party};
use crate::domain::event::{Body, Event};
use crate::domain::value::moment::Moment;
use crate::domain::value::state::State;

mod clock;
mod facts;
mod fold;
mod sides;

pub use clock::{Acted, When};
pub use fold::{PastView, counted, fold, is_knowledge, revoked};

impl Case {
    /// Counts an event without applying it.
    pub fn count(&mut self, event: &Event) {
        self.events += 1;
        self.last = Some(event.id());
        self.touched = Some(event.at);
        self.acted = Some(event.on());
        self.last_recorded = self.last_recorded.max(event.at.date());
        for day in [Some(event.on()), event.corrected_receipt()].into_iter().flatten().map(Moment::date) {
            let (first, last) = self.days.unwrap_or((day, day));
            self.days = Some((first.min(day), last.max(day)));
        }
        self.imported |= !event.import.is_empty();
        if event.clock.is_some() || !event.os.is_empty() {
            self.counts.given_clock += 1;
        }
        if let Some(id) = event.case {
            self.id = id;
        }
        // A rule escalates a case once a round, even if the escalation is revoked; otherwise it would be escalated
        // again the next day.
        if let Body::Escalated(body) = &event.body
            && !body.rule.is_empty()
            && !self.raised.contains(&body.rule)
        {
            self.raised.push(body.rule.clone());
        }
    }

    /// Applies an event. Never fails; accepts any history.
    pub fn apply(&mut self, event: &Event) {
        let acted = self.apply_without_dues(event);
        if let Some(dues) = event.body.due() {
            self.set_dues(dues, acted, &event.body);
        }
    }

    /// Applies an event whose due dates are still to be decided; they follow with [`Case::set_dues`].
    pub fn apply_without_dues(&mut self, event: &Event) -> Acted {
        self.count(event);
        self.act(event)
    }

    /// Applies an event that was counted, except for the due dates that it decided.
    fn act(&mut self, event: &Event) -> Acted {
        let paused = self.paused.is_some();
        self.change(event);
        Acted { clock: self.when(event).clock, ended_pause: paused && self.paused.is_none() }
    }

    fn change(&mut self, event: &Event) {
        self.contest(event);
        let when = self.when(event);
        let on = when.on;
        if event.body.on().is_some_and(|on| order::needed(self, &event.body, on).is_some()) {
            self.disordered.push(event.id());
        }
        match &event.body {
            Body::Noted(body) if body.message => self.message = Some(on),
            // The files of a message come with it; what a rule escalates by itself nobody has looked at.
            Body::Attached(_) => {}
            Body::Escalated(body) if !body.rule.is_empty() => {}
            body if order::is_act(body) => self.message = None,
            _ => {}
        }
        match &event.body {
            Body::Opened(_) => self.open(event, on),
            Body::Accepted(body) => {
                set(&mut self.unit, &body.unit);
                if self.state == State::Received {
                    self.state = State::Accepted;
                }
                self.reach("accepted", when);
                if !body.told.is_empty() {
                    self.reach("acknowledged", when);
                }
            }
            Body::Declined(_) => self.end(State::Declined, when),
            Body::Referred(_) => self.end(State::Referred, when),
            Body::Withdrawn(body) => {
                // Where it counts from the day on which it was asked for, that request is the act that stops the clock.
                let wish = self.wishes.last().filter(|wish| self.withdrawal_open && body.on == wish.requested);
                let when = match wish.and_then(|wish| wish.requested.and(wish.recorded)) {
                    Some(recorded) => when.stopping_at(recorded),
                    None => when,
                };
                self.withdrawal_open = false;
                self.counts.withdrawals += 1;
                self.wish(event);
                self.end(State::Withdrawn, when);
            }
            Body::Voided(_) => self.end(State::Voided, when),
            Body::Closed(body) => {
                set(&mut self.outcome, &body.outcome);
                self.reach("closed", when);
                self.end(State::Closed, when);
            }
            Body::Reopened(body) => {
                self.take_up();
                // A reopened case is no longer a duplicate.
                self.links.retain(|(_, kind)| kind != DUPLICATE);
                let policy = if body.policy.is_empty() { self.policy().into() } else { body.policy.clone() };
                self.start_round(on, policy);
                // The date that the source set was for the earlier round.
                self.facts.source_due = None;
                self.state = State::Accepted;
                if self.unit.is_empty() {
                    self.unit = self.of_desk();
                }
                self.reach("accepted", when);
            }
            Body::Classified(_) => self.classify(event),
            Body::Corrected(body) => {
                if body.set.contains_key("received") {
                    // By the receipt on record until now, limits may have run out.
                    self.lapse_past(when.clock);
                }
                for (name, value) in &body.set {
                    self.correct(name, value);
                }
                if let Some(title) = event.text.get("title") {
                    self.title = Some(title.into());
                }
            }
            Body::Revoked(_) => self.refold = true,
            Body::Unknown { kind, must, .. } => {
                self.not_understood |= must;
                if kind == "opened" {
                    // Its contents are unknown; it still counts as a case.
                    (self.unopened, self.recorded, self.opened) = (false, Some(event.at), Some(event.id()));
                }
            }
            _ => self.work(event, when),
        }
        self.note_told(event);
        if self.facts.restricted {
            self.withheld |=
                !self.facts.respondents.is_empty() || !self.former.is_empty() || withheld::may_accuse(event);
        }
        // A number assigned by two writers stays contested.
        self.contested |= self.id.is_shared();
    }

    /// Two conflicting acts by writers that did not see each other make the case contested, until somebody who has seen
    /// both repeats an act of that kind.
    fn contest(&mut self, event: &Event) {
        if !event.body.clashes() {
            return;
        }
        let kind = event.body.kind();
        if event.seq <= self.clash.0 {
            self.contested = true;
            self.clash.1 = kind.into();
        } else if self.clash.1 == kind {
            self.contested = false;
        }
        self.clash.0 = self.events;
    }

    /// Applies the acts between acceptance and end.
    fn work(&mut self, event: &Event, when: When<'_>) {
        let on = when.on;
        match &event.body {
            Body::Assigned(body) => {
                self.unit.clone_from(&body.unit);
                self.person.clone_from(&body.person);
                self.assist.clone_from(&body.assist);
                self.route.reserve_exact(usize::from(self.route.is_empty()));
                self.route.push(Hop { unit: body.unit.clone(), person: body.person.clone(), on });
                if self.state.is_pending() {
                    self.state = State::Assigned;
                }
                if body.form == "supervision" {
                    self.watch("form", None, event);
                }
                self.reach("assigned", when);
            }
            Body::Returned(_) => {
                self.counts.returns += 1;
                self.returned.push(on);
                // The case goes back to the desk, which must assign another unit.
                self.unit = self.of_desk();
                self.person = Code::default();
                if self.state.is_pending() {
                    self.state = State::Accepted;
                }
            }
            Body::Reworked(_) => {
                self.counts.reworks += 1;
                self.disputed = false;
                self.take_up();
                self.said.clear();
                self.send_payments_back();
                if self.state.is_pending() {
                    self.state = State::Assigned;
                }
                self.send_back(when);
            }
            Body::Contacted(body) => {
                self.counts.contacts += 1;
                self.counts.chases += u32::from(body.kind == "chase");
                self.disputed |= body.kind == "dispute";
                // Words that come from the complainant are no contact of ours, and one who was not reached was not
                // contacted.
                if body.kind == "attempt" {
                    self.attempts.push(on);
                }
                if !matches!(body.kind.as_str(), "chase" | "dispute" | "attempt") {
                    self.reach("contacted", when);
                }
                match body.kind.as_str() {
                    "ack" => self.reach("acknowledged", when),
                    "explain" if self.owes_answer_of_main() => self.reach("replied", when),
                    _ => {}
                }
            }
            Body::Replied(body) => {
                if !body.partial {
                    self.said.extend(body.elements.iter().cloned());
                    // A reply to the complainant is a contact too (`domain.md` §4, response).
                    if body.to.iter().any(|to| to == "complainant") {
                        self.reach("contacted", when);
                    }
                }
                self.pay(body, on);
                self.reply(body, when);
            }
            Body::CalledBack(body) => self.call_back(body, event.doer(), on),
            Body::Stepped(body) if !body.result.is_empty() => self.spot_check(body, event.doer(), on),
            Body::Stepped(body) => {
                let done = self.steps.entry(body.step.clone()).or_insert(on);
                *done = (*done).min(on);
                self.facts.fields.extend(body.fields.clone());
                self.reach(&format!("step:{}", body.step), when);
            }
            Body::Approved(body) => {
                self.approvals.entry(body.what.clone()).or_insert(on);
                if !body.measure.is_empty() {
                    let (round, measure, ground) = (self.round(), body.measure.clone(), body.ground.clone());
                    self.exemptions.push(Exempted { round, measure, ground });
                }
            }
            Body::Noted(body) => {
                self.counts.notes += 1;
                if !body.answer.is_empty() && !self.answers.contains(&body.answer) {
                    self.answers.push(body.answer.clone());
                }
            }
            Body::Attached(body) => self.counts.files += body.count,
            Body::Delayed(body) => {
                self.delays.push(DelayExplained { round: self.round(), on, expected: body.expected });
            }
            Body::Extended(body) => {
                self.extended = true;
                self.counts.extensions += 1;
                self.extensions.insert(body.limit.clone(), body.days);
            }
            Body::Paused(body) if self.state.is_pending() => {
                // A pause stops running limits; it does not hide those that have run out.
                self.lapse_past(when.clock);
                // Within a pause, as when its end was revoked or lies after the day asked for, the clock stands since its beginning.
                if self.paused.is_none_or(|since| since.is_after(on)) {
                    self.paused = Some(on);
                    self.pause_ground.clone_from(&body.ground);
                }
            }
            Body::Resumed(_) => {
                if let Some(since) = self.paused.take() {
                    self.pauses.push((since, on));
                }
            }
            Body::Escalated(body) => {
                self.level.clone_from(&body.to);
                self.counts.escalations += 1;
            }
            Body::Supervised(_) => {
                self.supervised = true;
                self.watch("ordered", None, event);
            }
            Body::WithdrawalRequested(_) | Body::WithdrawalUnverified(_) => {
                self.withdrawal_open = true;
                self.wish(event);
            }
            Body::WithdrawalCoerced(_) => {
                self.withdrawal_open = false;
                self.counts.coerced += 1;
                self.wish(event);
            }
            Body::Linked(body) => {
                if let Some(other) = body.other {
                    if body.kind == DUPLICATE {
                        // From here on the main case stands for it; limits that had run out stay missed.
                        self.lapse_past(when.clock);
                    }
                    // What a person says of two cases takes the place of what seemed so.
                    self.links.retain(|(known, kind)| *known != other || (*kind != body.kind && kind != "candidate"));
                    self.links.push((other, body.kind.clone()));
                    if body.kind == ACCOUNTABILITY {
                        self.watch(ACCOUNTABILITY, Some(other), event);
                    }
                }
            }
            Body::Unlinked(body) => {
                let was = self.is_linked(DUPLICATE);
                self.links.retain(|(known, _)| Some(*known) != body.other);
                if was && !self.is_linked(DUPLICATE) {
                    self.take_back_closing();
                }
                body.other.into_iter().for_each(|other| self.unwatch(other));
            }
            Body::Overridden(_) => self.counts.overrides += 1,
            Body::Issued(body) => self.forms.push(IssuedForm {
                round: self.round(),
                form: body.form.clone(),
                number: body.number.clone(),
                event: event.id(),
                on,
                by: event.doer().clone(),
            }),
            Body::ImprovementAdded(_) => self.counts.improvements += 1,
            Body::PartyAdded(body) => {
                if body.role == "respondent"
                    && !body.person.is_empty()
                    && !self.facts.respondents.contains(&body.person)
                {
                    self.facts.respondents.push(body.person.clone());
                }
                let (role, person) = (body.role.clone(), body.person.clone());
                let (organisation, persons) = (body.organisation.clone(), body.persons.max(1));
                self.parties.push(Party { role, person, organisation, persons, event: event.id(), on });
                self.name_organisations();
            }
            Body::PartyDropped(body) => {
                self.complainant_dropped |=
                    body.role == "complainant" && body.party.is_some() && body.party == self.opened;
                if body.role == "respondent" && !body.person.is_empty() {
                    let before = self.facts.respondents.clone();
                    self.facts.respondents.retain(|known| *known != body.person);
                    self.keep_former(before);
                    self.parties.retain(|p| p.role != body.role || p.person != body.person);
                }
                self.parties.retain(|p| Some(p.event) != body.party);
                self.name_organisations();
            }
            Body::IncidentLinked(body) => {
                if let Some(incident) = body.incident {
                    self.incidents.retain(|known| known.incident != incident);
                    let (kind, team) = (body.kind.clone(), body.team.clone());
                    self.incidents.push(IncidentLink { incident, kind, team });
                }
                self.name_incidents();
            }
            Body::IncidentUnlinked(body) => {
                self.incidents.retain(|known| Some(known.incident) != body.incident);
                self.name_incidents();
            }
            Body::Remedied(body) => self.note_remedy(body, when),
            Body::Appealed(body) => self.note_appeal(body, when),
            Body::Mediated(_) | Body::EvidenceAdded(_) | Body::EvidenceReturned(_) | Body::Delivered(_) => {
                self.settle_between(event, when);
            }
            _ => {}
        }
    }
}

fn set(field: &mut Code, value: &Code) {
    if !value.is_empty() {
        field.clone_from(value);
    }
}
