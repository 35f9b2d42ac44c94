//! Checks that apply to every verb: dates, people, personal data, the policy's gates, the elements of a reply.

use crate::domain::Code;
use crate::domain::case::limit;
use crate::domain::case::order::{self, Needed};
use crate::domain::event::{Body, Overridden};
use crate::domain::gate::draft::{Draft, Target};
use crate::domain::gate::proposal::{Proposal, Verb};
use crate::domain::gate::refusal::{Problem, Rule};
use crate::domain::policy::Severity;
use crate::domain::value::texts::half_width;
use crate::domain::value::title::Title;

mod duplicates;
mod follow;
mod gates;
mod kept;
mod must;
mod numbers;
mod personal;
mod route;
mod whose;
mod wording;

pub(super) use gates::{approver, as_decided, keeps_out_of, may, part_rule, rule};
pub(super) use numbers::warn_doubtful;
pub(super) use personal::DONE_BY;
pub(super) use personal::warn_named_before;
pub use personal::{NOT_PERSONAL, personal, sought_by};
pub use route::FACTS as GATE_FACTS;
pub use route::facts_of as route_facts;
pub use whose::{is_name, own_number, who};

/// The approval of an entry that is dated back further than the desk allows.
pub const BACKDATE: &str = "backdate";

/// Runs all checks on a verb's proposal.
pub(super) fn verb(verb: &dyn Verb, proposal: &mut Proposal<'_>) {
    if proposal.cx.past {
        personal::keep_private(proposal);
    } else {
        if verb.on_case() {
            follow::follow(verb, proposal);
        }
        personal::personal_data(proposal);
    }
    personal::let_through(verb, proposal);
    personal::seal_restricted(proposal);
    if proposal.cx.past {
        // Imported history is not checked by today's rules, only for dates: none in the future, none before an act that
        // it needs.
        future(verb, proposal);
        return order(verb, proposal);
    }
    addresses(proposal);
    people(verb, proposal);
    let mut objections = dates(verb, proposal);
    objections.extend(gates::gates(verb, proposal));
    objections.extend(duplicates::duplicates(proposal));
    if verb.name() == "reply" {
        objections.extend(gates::elements(verb, proposal));
    }
    objections.extend(wording::objections(verb, proposal));
    let takes_away = proposal.drafts().iter().any(gates::only_takes_away).then(|| proposal.cx.now.date());
    if let Some(today) = verb.today().or(takes_away) {
        objections.extend(kept::objections(today, proposal));
    }
    settle_objections(verb, proposal, objections);
}

/// The rules whose gates and elements refuse what a verb proposes, whatever else stands against it.
pub(in crate::domain::gate) fn rules_against(verb: &dyn Verb, proposal: &Proposal<'_>) -> Vec<Code> {
    let mut objections = gates::gates(verb, proposal);
    if verb.name() == "reply" {
        objections.extend(gates::elements(verb, proposal));
    }
    objections.into_iter().filter(|objection| !objection.warn).map(|objection| objection.rule.id).collect()
}

/// An objection by a rule of the policy. Only these can be overridden.
pub(super) struct Objection {
    problem: Problem,
    rule: Rule,
    warn: bool,
    /// Whether it cannot be overridden.
    stands: bool,
}

fn settle_objections(verb: &dyn Verb, proposal: &mut Proposal<'_>, objections: Vec<Objection>) {
    let overriding = proposal.cx.overriding;
    let mut passed: Vec<Code> = Vec::new();
    for Objection { problem, rule, warn, stands } in objections {
        if !warn && !stands && overriding.is_some() {
            if !passed.contains(&rule.id) {
                passed.push(rule.id.clone());
            }
            proposal.object(problem, Some(rule), true);
        } else {
            proposal.object(problem, Some(rule), warn);
        }
    }
    if let (Some(reason), false) = (overriding, passed.is_empty()) {
        let body = Overridden { verb: verb.name().into(), rules: passed, ..Overridden::default() };
        let mut draft = Draft::new(Body::Overridden(body)).say("reason", reason);
        if !verb.on_case() {
            draft = draft.of(Target::Desk);
        }
        let found = personal::findings(proposal, &draft, true);
        found.into_iter().for_each(|(problem, warn)| proposal.object(problem, None, warn));
        personal::seal(proposal, &mut draft);
        proposal.record(draft);
    }
}

/// Refuses an e-mail address that names several, or none and a comment: a letter goes to what stands there, and to nobody else.
fn addresses(proposal: &mut Proposal<'_>) {
    let texts = proposal.drafts().iter().flat_map(|draft| draft.private.iter());
    // Corrected data is stored under the event that it belongs to: `HQ:17 email`.
    let is_email = |key: &str| key.rsplit(' ').next() == Some("email");
    let wrong = texts.filter(|(key, text)| is_email(key) && !text.is_empty() && !is_address(text));
    let wrong: Vec<String> = wrong.map(|(_, text)| text.to_string()).collect();
    for value in wrong {
        proposal.refuse(Problem::BadValue { field: "email".into(), value, wanted: "address".into() });
    }
}

/// Whether a text can be one address (RFC 5321, section 2.3.11): nothing in it makes two of it, or a line of a head. What has no host is taken
/// as the complainant gave it.
#[must_use]
pub fn is_address(text: &str) -> bool {
    let text = half_width(text);
    let text = text.trim();
    let hosts = text.matches('@').count();
    let apart =
        |c: char| c.is_control() || matches!(c, ',' | ';' | '<' | '>' | '"') || (hosts > 0 && c.is_whitespace());
    hosts <= 1 && !text.contains(apart)
}

/// Checks `--on` and `--received`: not in the future, not before the receipt or an act that is needed, and not further
/// back than the policy's `backdate` without an approval.
fn dates(verb: &dyn Verb, proposal: &mut Proposal<'_>) -> Vec<Objection> {
    let cx = proposal.cx;
    let Some(on) = verb.on().or(cx.on) else { return Vec::new() };
    let opens = verb.name() == "intake";
    if proposal.is_new && !opens && verb.on_case() {
        return Vec::new();
    }
    future(verb, proposal);
    let receipt = proposal.case.current().and_then(|r| r.received).filter(|r| !opens && r.is_after(on));
    match receipt {
        Some(received) => proposal.refuse(Problem::BeforeReceipt { when: on, received }),
        None => order(verb, proposal),
    }
    let earliest = limit::reach_back(cx.calendar, cx.now.date(), cx.current.desk.backdate);
    if on.date() >= earliest || verb.is_stamped() || proposal.case.approvals.contains_key(BACKDATE) {
        return Vec::new();
    }
    let rule = Rule { id: BACKDATE.into(), cite: Title::default() };
    vec![Objection { problem: Problem::TooFarBack { when: on, earliest }, rule, warn: false, stands: false }]
}

/// Refuses an act dated before an act that it needs.
fn order(verb: &dyn Verb, proposal: &mut Proposal<'_>) {
    let Some(on) = verb.on().or(proposal.cx.on) else { return };
    let own = proposal.drafts().iter().filter(|draft| draft.target == Target::This);
    let needed = own.filter_map(|draft| order::needed(proposal.case, &draft.body, on)).max_by_key(|needed| needed.on);
    match needed {
        Some(Needed { act: "opened", on: received }) => proposal.refuse(Problem::BeforeReceipt { when: on, received }),
        Some(Needed { act, on: needed }) => proposal.refuse(Problem::BeforeAct { when: on, act: act.into(), needed }),
        None => {}
    }
}

fn future(verb: &dyn Verb, proposal: &mut Proposal<'_>) {
    let field = if verb.name() == "intake" { "received" } else { "on" };
    if let Some(on) = verb.on().or(proposal.cx.on).filter(|on| on.is_after(proposal.cx.now)) {
        proposal.refuse(Problem::InFuture { field: field.into(), when: on, now: proposal.cx.now });
    }
}

/// Checks that the actor is in service, and in the directory if the policy requires it.
fn people(verb: &dyn Verb, proposal: &mut Proposal<'_>) {
    let cx = proposal.cx;
    let day = cx.when().date();
    let named = verb.person().filter(|p| !p.is_empty());
    for code in [Some(cx.doer().as_str()), named].into_iter().flatten() {
        match cx.directory.find_person(code) {
            Some(person) if !person.serves_on(day) => {
                let (from, until) = (person.from, person.until);
                proposal.refuse(Problem::NotInService { person: person.code.clone(), from, until });
            }
            None if !cx.directory.people.is_empty() && Some(code) != named => {
                let names: Vec<&str> = cx.directory.people.iter().map(|p| p.code.as_str()).collect();
                let problem =
                    Problem::UnknownPerson { person: code.into(), nearest: super::codes::nearest(code, &names) };
                proposal.object(problem, None, cx.current.desk.people == Severity::Warn);
            }
            _ => {}
        }
    }
}
