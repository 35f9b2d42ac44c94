//! Applies the facts of registrations, classifications, replies and corrections to a case.

use super::{When, set};
use crate::domain::Code;
use crate::domain::case::Case;
use crate::domain::event::{AS_SENT, Body, Event, Replied};
use crate::domain::value::amount::Value;
use crate::domain::value::id::EventId;
use crate::domain::value::moment::Moment;
use crate::domain::value::state::State;

impl Case {
    /// Whether the complainant named at registration is still a party.
    #[must_use]
    pub fn has_own_complainant(&self) -> bool {
        !self.anonymous && !self.complainant_dropped
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
        self.channel.clone_from(&body.channel);
        self.source.clone_from(&body.source);
        self.source_ref.clone_from(&body.source_ref);
        self.source_due = body.source_due;
        self.category.clone_from(&body.category);
        self.nature.clone_from(&body.nature);
        self.received_by.clone_from(&body.received_by);
        self.taken_by.clone_from(&body.taken_by);
        self.against.clone_from(&body.against);
        self.respondents.clone_from(&body.respondents);
        self.owner.clone_from(&body.owner);
        self.amount = body.amount;
        self.causes.clone_from(&body.causes);
        self.tags.clone_from(&body.tags);
        self.fields.clone_from(&body.fields);
        self.anonymous = body.anonymous;
        self.complainant_dropped = false;
        self.restricted = body.restricted;
    }

    pub(super) fn classify(&mut self, event: &Event) {
        let Body::Classified(body) = &event.body else { return };
        if let Some(category) = &body.category {
            self.category.clone_from(category);
        }
        if let Some(nature) = &body.nature {
            self.nature.clone_from(nature);
        }
        if let Some(causes) = &body.causes {
            self.causes.clone_from(causes);
        }
        if let Some(restricted) = body.restricted {
            self.restricted = restricted;
        }
        self.fields.extend(body.fields.clone());
        if self.restricted {
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
        let answered = settles("complainant") || (self.anonymous && settles(AS_SENT));
        for (settled, milestone) in
            [(answered, "replied"), (settles("desk"), "reported"), (settles("source"), "sourced")]
        {
            if settled {
                self.reach(milestone, when);
            }
        }
        if answered && self.state.is_pending() {
            self.state = State::Replied;
        }
        // Form 1 of the log allowed replies from any unit.
        let has_part = [&self.unit, &self.received_by].contains(&&body.from) || self.assist.contains(&body.from);
        self.contested |= settles(AS_SENT) && !body.from.is_empty() && !self.unit.is_empty() && !has_part;
        self.reread |= settles(AS_SENT) && !answered && self.state.is_pending();
    }

    pub(super) fn correct(&mut self, name: &str, value: &Value) {
        let text = || Code::from(value.to_string());
        match name {
            "channel" => self.channel = text(),
            "source" => self.source = text(),
            "source_ref" => self.source_ref = text(),
            "received_by" => self.received_by = text(),
            "taken_by" => self.taken_by = text(),
            "against" => self.against = text(),
            "owner" => self.owner = text(),
            "respondents" => {
                self.set_respondents(text().split(',').filter(|c| !c.is_empty()).map(Code::from).collect());
            }
            "tags" => self.tags = text().split(',').filter(|c| !c.is_empty()).map(Code::from).collect(),
            "anonymous" => self.anonymous = *value == Value::Flag(true),
            "received" => {
                if let (Some(round), Ok(moment)) = (self.rounds.last_mut(), text().parse()) {
                    round.received = Some(moment);
                }
            }
            "amount" => {
                if let Value::Number(amount) = value {
                    self.amount = Some(*amount);
                }
            }
            own => {
                self.fields.insert(own.into(), value.clone());
            }
        }
    }
}
