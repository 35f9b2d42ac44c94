//! Asks the gates of a policy about an act on record, on the case as it stood before the act.
//!
//! Invariant: pure; the same gates as for a command, by the facts that were recorded. What only the private side tells is
//! not there to be asked for.

use crate::domain::Code;
use crate::domain::calendar::Calendar;
use crate::domain::case::Case;
use crate::domain::event::{Body, Event};
use crate::domain::gate::check::rules_against;
use crate::domain::gate::context::GateContext;
use crate::domain::gate::draft::Draft;
use crate::domain::gate::proposal::{Proposal, Verb};
use crate::domain::guard::GuardNames;
use crate::domain::policy::Policy;
use crate::domain::policy::directory::Directory;
use crate::domain::value::id::DeskCode;
use std::sync::Arc;

/// By what acts on record are judged.
#[derive(Clone, Copy)]
pub struct JudgedBy<'a> {
    /// The policy whose gates are asked.
    pub policy: &'a Policy,
    /// Units and people, as they are today.
    pub directory: &'a Directory,
    /// The working days.
    pub calendar: &'a Calendar,
    /// The desk of the project.
    pub desk: DeskCode,
}

/// An act on record, proposed again.
#[derive(Debug)]
struct OnRecord<'e> {
    verb: &'static str,
    event: &'e Event,
}

impl Verb for OnRecord<'_> {
    fn name(&self) -> &'static str {
        self.verb
    }

    fn person(&self) -> Option<&str> {
        match &self.event.body {
            Body::Assigned(body) => Some(&body.person),
            Body::Replied(body) => Some(&body.handler),
            _ => None,
        }
    }

    fn decide(&self, proposal: &mut Proposal<'_>) {
        let mut draft = Draft::new(self.event.body.clone());
        draft.text = self.event.text.clone();
        proposal.record(draft);
    }
}

/// The rules of the policy that refuse the act `event`, which the command `verb` records; `before` are the case's events
/// up to it.
#[must_use]
pub fn refused_by(verb: &'static str, event: &Event, case: &Case, before: &[&Event], judge: JudgedBy<'_>) -> Vec<Code> {
    if !judge.policy.gates.iter().any(|gate| gate.on.iter().any(|on| on == verb)) && verb != "reply" {
        return Vec::new();
    }
    let (none, nobody) = (Vec::new, |_| Vec::new());
    let cx = GateContext {
        policy: judge.policy,
        current: judge.policy,
        digest: "",
        directory: judge.directory,
        calendar: judge.calendar,
        desk: judge.desk,
        id: case.id,
        clock: event.clock,
        os: &event.os,
        now: event.at,
        on: event.body.on(),
        by: event.by.clone(),
        done_by: event.body.done_by().clone(),
        request: "",
        overriding: None,
        not_personal: &[],
        names: &none,
        names_of: &nobody,
        duplicates: &Vec::new,
        accusing: &Vec::new,
        events: &|| before.iter().map(|event| (*event).clone()).collect(),
        apart: &|| Arc::new(Vec::new()),
        other: &|_| None,
        past: false,
    };
    let act = OnRecord { verb, event };
    let no_names = GuardNames::default();
    let mut proposal = Proposal::new(verb, case, matches!(event.body, Body::Opened(_)), &no_names, &cx);
    act.decide(&mut proposal);
    rules_against(&act, &proposal)
}
