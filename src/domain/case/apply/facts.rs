//! Applies the facts of registrations, classifications, replies and corrections to a case.

use super::{When, set};
use crate::domain::Code;
use crate::domain::case::fact_type::each_once;
use crate::domain::case::registered::REGISTERED;
use crate::domain::case::registered::Registered;
use crate::domain::case::{Answered, Case};
use crate::domain::event::{AS_SENT, Body, Event, Replied};
use crate::domain::value::amount::Value;
use crate::domain::value::id::EventId;
use crate::domain::value::moment::Moment;
use crate::domain::value::state::State;

impl Case {
    /// Whether the complainant named at registration is still a party.
    #[must_use]
    pub fn has_own_complainant(&self) -> bool {
        !self.facts.anonymous && !self.complainant_dropped
    }

    /// Whether an event named a party that has been removed since; false for an event that names no party.
    #[must_use]
    pub fn has_dropped(&self, event: EventId, added: bool) -> bool {
        let dropped = self.complainant_dropped && self.opened == Some(event);
        dropped || (added && !self.parties.iter().any(|party| party.event == event))
    }

    pub(super) fn open(&mut self, event: &Event, on: Moment) {
        let Body::Opened(body) = &event.body else { return };
        self.unopened = false;
        self.state = State::Received;
        self.opened = Some(event.id());
        self.recorded = Some(event.at);
        self.recorded_by.clone_from(&event.by);
        self.title = event.text.get("title").map(Into::into);
        self.rounds.clear();
        self.start_round(on, body.policy.clone());
        self.facts = body.facts_of_case();
        // Earlier versions recorded a value twice that was given twice.
        let Registered { respondents, causes, causes_said, tags, .. } = &mut self.facts;
        [respondents, causes, causes_said, tags].into_iter().for_each(each_once);
        self.complainant_dropped = false;
    }

    pub(super) fn classify(&mut self, event: &Event) {
        let Body::Classified(body) = &event.body else { return };
        if let Some(category) = &body.category {
            self.facts.category.clone_from(category);
        }
        if let Some(nature) = &body.nature {
            self.facts.nature.clone_from(nature);
        }
        if let Some(causes) = &body.causes {
            self.facts.causes.clone_from(causes);
            each_once(&mut self.facts.causes);
        }
        if let Some(restricted) = body.restricted {
            self.facts.restricted = restricted;
        }
        self.facts.fields.extend(body.fields.clone());
        if self.facts.restricted {
            self.title = None;
        }
    }

    pub(super) fn reply(&mut self, body: &Replied, when: When<'_>) {
        if body.partial {
            self.counts.partial += 1;
            return;
        }
        set(&mut self.outcome, &body.outcome);
        set(&mut self.responsibility, &body.responsibility);
        set(&mut self.satisfaction, &body.satisfaction);
        let settles = |whom: &str| body.answers.iter().any(|settled| settled == whom);
        let answered = settles("complainant") || (self.facts.anonymous && settles(AS_SENT));
        for (settled, milestone) in
            [(answered, "replied"), (settles("desk"), "reported"), (settles("source"), "sourced")]
        {
            if settled {
                self.reach(milestone, when);
            }
        }
        if answered {
            self.note_answer(body);
        }
        if answered && self.state.is_pending() {
            self.end_pause(when.on);
            self.state = State::Replied;
        }
        // Form 1 of the log allowed replies from any unit.
        let has_part = [&self.unit, &self.facts.received_by].contains(&&body.from) || self.assist.contains(&body.from);
        self.contested |= settles(AS_SENT) && !body.from.is_empty() && !self.unit.is_empty() && !has_part;
        self.reread |= settles(AS_SENT) && !answered && self.state.is_pending();
    }

    /// Notes who answered; a further reply changes nothing unless the first was sent back.
    fn note_answer(&mut self, body: &Replied) {
        let or = |given: &Code, known: &Code| if given.is_empty() { known.clone() } else { given.clone() };
        let answered = Answered { unit: or(&body.from, &self.unit), person: or(&body.handler, &self.person) };
        if let Some(round) = self.rounds.last_mut() {
            round.answered.get_or_insert(answered);
        }
    }

    pub(super) fn correct(&mut self, name: &str, value: &Value) {
        if name == "received" {
            if let (Some(round), Ok(moment)) = (self.rounds.last_mut(), value.to_string().parse()) {
                round.received = Some(moment);
            }
            return;
        }
        let Some(fact) = REGISTERED.iter().find(|fact| fact.row.key == name) else {
            if value.text() == Some("") {
                self.facts.fields.remove(name);
            } else {
                self.facts.fields.insert(name.into(), value.clone());
            }
            return;
        };
        let before = self.facts.respondents.clone();
        (fact.set)(&mut self.facts, value);
        self.keep_former(before);
    }
}
