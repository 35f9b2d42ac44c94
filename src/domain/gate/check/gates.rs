//! Checks the policy's gates and the elements of a reply: what must be present, what must hold, and who may act.

use super::{Objection, must, route};
use crate::domain::Code;
use crate::domain::case::Case;
use crate::domain::case::apply;
use crate::domain::case::part::Parts;
use crate::domain::event::{Body, Event};
use crate::domain::gate::draft::{Draft, Target};
use crate::domain::gate::proposal::{Proposal, Verb};
use crate::domain::gate::refusal::{Problem, Rule};
use crate::domain::policy::condition::{Fact, Facts};
use crate::domain::policy::directory::Person;
use crate::domain::policy::{By, Gate, Named, Needs, Policy, Severity};
use crate::domain::query::view::View;
use crate::domain::value::id::CaseId;
use crate::domain::value::state::State;

/// The rule that a row keeps, with the article that the row cites, or else the rule's own.
pub(in crate::domain::gate) fn rule(policy: &Policy, row: &dyn Named) -> Rule {
    let (id, cite) = (row.rule_id(), row.cite());
    let cite = if cite.zh.is_empty() && cite.en.is_empty() {
        policy.cite_of(id).cloned().unwrap_or_default()
    } else {
        cite.clone()
    };
    Rule { id: id.clone(), cite }
}

pub(super) fn gates(verb: &dyn Verb, proposal: &Proposal<'_>) -> Vec<Objection> {
    // Registrations and new rounds follow today's policy, everything else the policy of the round.
    let policy = if proposal.is_new { proposal.cx.current } else { proposal.cx.policy };
    // A step may end a pause, or send a reply back after a spot check: the gates of those acts are asked too. Whoever corrects what is
    // private must be one to whom it may be shown, and taking all of it away is erasing.
    let also = |draft: &Draft| -> &'static [&'static str] {
        match (&draft.body, draft.target) {
            (Body::Resumed(_), Target::This) => &["resume"],
            (Body::Reworked(_), Target::This) => &["rework"],
            (Body::Corrected(_), Target::This) if only_takes_away(draft) => &["reveal", "erase"],
            (Body::Corrected(body), Target::This) if body.party.is_some() => &["reveal"],
            _ => &[],
        }
    };
    let also = proposal.drafts().iter().flat_map(also).copied();
    let verbs: Vec<&str> = std::iter::once(verb.name()).chain(also).collect();
    let on = |gate: &&Gate| gate.on.iter().any(|on| verbs.contains(&on.as_str()));
    let own: Vec<&Gate> = policy.gates.iter().filter(on).collect();
    // Today's gates about respondents and parts apply as well: an older policy may not have had them.
    let asks_who = |gate: &&Gate| gate.by.not.iter().any(|not| not == "respondent") || gate.is_strict();
    let todays = proposal.cx.current.gates.iter().filter(on).filter(asks_who);
    let newer = todays.filter(|gate| own.iter().all(|known| known.code != gate.code));
    let guards: Vec<&Gate> = own.iter().copied().chain(newer).collect();
    if guards.is_empty() {
        return Vec::new();
    }
    if let Some(gate) = guards.iter().find(|gate| keeps_out(gate, verb, proposal)) {
        // Whoever has no part in a restricted case is told the same, the one complained about too: other rules would tell who that is.
        let (problem, rule) = (Problem::NoPart { person: proposal.cx.by.clone(), of: None }, rule(policy, *gate));
        let stands = !may_pass(gate, proposal) || proposal.case.accuses(&proposal.cx.by);
        return vec![Objection { problem, rule, warn: false, stands }];
    }
    let (case, given) = as_decided(verb, proposal);
    let view = View { case: &case, policy, given: &given };
    let mut objections = Vec::new();
    for gate in guards {
        if !gate.when.holds(&view) {
            continue;
        }
        let mut problems = Vec::new();
        // What a party needs to be added is not needed to drop one.
        if !proposal.drafts().iter().any(|draft| matches!(draft.body, Body::PartyDropped(_))) {
            needs(&gate.needs, &view, proposal, &mut problems);
        }
        after(gate, proposal, &mut problems);
        let (mut unasked, broken): (Vec<_>, Vec<_>) =
            must::broken(&gate.must, &view, proposal).into_iter().partition(|(_, warns)| *warns);
        problems.extend(broken.into_iter().map(|(problem, _)| problem));
        by(&gate.by, verb, proposal, policy, &mut problems);
        if problems.iter().any(is_of_unit) && !has_others(proposal) {
            // If all persons belong to the unit complained about, nobody else could act: only a warning.
            let (said, left) = problems.into_iter().partition(is_of_unit);
            problems = left;
            let said: Vec<Problem> = said;
            unasked.extend(said.into_iter().map(|problem| (problem, true)));
        }
        if problems.is_empty() && unasked.is_empty() {
            continue;
        }
        let rule = rule(policy, gate);
        let warn = gate.severity == Severity::Warn;
        let unasked = unasked.into_iter().map(|(problem, _)| (problem, true));
        let all = problems.into_iter().map(|problem| (problem, warn)).chain(unasked);
        let stands = gate.is_strict() && !may_pass(gate, proposal);
        objections.extend(all.map(|(problem, warn)| Objection {
            stands: stands || is_own(&problem, proposal),
            problem,
            rule: rule.clone(),
            warn,
        }));
    }
    objections
}

/// Whether a draft takes several private values of a party away and states none instead.
pub(super) fn only_takes_away(draft: &Draft) -> bool {
    let Body::Corrected(body) = &draft.body else { return false };
    body.party.is_some() && body.private.len() > 1 && draft.private.iter().all(|(_, text)| text.is_empty())
}

/// Whether a gate keeps the recorder out of a restricted case: by the part that it asks for, or as the one complained about.
fn keeps_out(gate: &Gate, verb: &dyn Verb, proposal: &Proposal<'_>) -> bool {
    let (case, cx) = (proposal.case, proposal.cx);
    if gate.by.part.is_empty() || !case.facts.restricted || proposal.is_new || is_automatic(verb, proposal) {
        return false;
    }
    let parts = Parts { directory: cx.directory, policy: cx.current, desk: cx.desk.as_str(), day: cx.now.date() };
    let view = View { case, policy: cx.current, given: &[] };
    gate.when.holds(&view) && (case.accuses(&cx.by) || !parts.has(&gate.by.part, &cx.by, case))
}

/// Whether the recorder is kept out of another case that a verb would join to this one: as the one complained about in it, or without the
/// part that a gate on the verb asks for in a restricted case. Gives the rule.
pub(in crate::domain::gate) fn keeps_out_of(other: &Case, verb: &str, proposal: &Proposal<'_>) -> Option<Rule> {
    let cx = proposal.cx;
    if cx.past {
        return None;
    }
    let parts = Parts { directory: cx.directory, policy: cx.current, desk: cx.desk.as_str(), day: cx.now.date() };
    let view = View { case: other, policy: cx.current, given: &[] };
    let keeps_out = |gate: &&Gate| {
        let accused = gate.by.not.iter().any(|not| not == "respondent") && other.accuses(&cx.by);
        let stranger = other.facts.restricted && !gate.by.part.is_empty() && !parts.has(&gate.by.part, &cx.by, other);
        gate.on.iter().any(|on| on == verb) && gate.when.holds(&view) && (accused || stranger)
    };
    let gate = cx.current.gates.iter().find(keeps_out)?;
    // Of a restricted case everybody is told the same rule: another would tell who is complained about.
    let told = part_rule(cx.current).filter(|_| other.facts.restricted);
    Some(told.unwrap_or_else(|| rule(cx.current, gate)))
}

/// The rule by which a restricted case is open only to those who take part in it.
pub(in crate::domain::gate) fn part_rule(policy: &Policy) -> Option<Rule> {
    let gate = policy.gates.iter().find(|gate| !gate.by.part.is_empty())?;
    Some(rule(policy, gate))
}

/// Whether the actor has a role that may override the gate; true if the directory names no persons.
fn may_pass(gate: &Gate, proposal: &Proposal<'_>) -> bool {
    let directory = proposal.cx.directory;
    let has = |role: &Code| gate.may_override.contains(role);
    directory.people.is_empty() || directory.person(&proposal.cx.by).is_some_and(|p| p.roles.iter().any(has))
}

/// Whether the problem is that the actor or recorder is complained about. Such a problem cannot be overridden.
fn is_own(problem: &Problem, proposal: &Proposal<'_>) -> bool {
    let own = |person: &Code| person == proposal.cx.doer() || *person == proposal.cx.by;
    match problem {
        Problem::IsRespondent { person } => own(person),
        Problem::NoPart { person, .. } => own(person) && proposal.case.accuses(person),
        _ => false,
    }
}

/// The case as the verb would leave it (but in its present state), and the further facts of the verb. Conditions see
/// the resolved values, not the typed ones.
pub(in crate::domain::gate) fn as_decided(verb: &dyn Verb, proposal: &Proposal<'_>) -> (Case, Vec<(Code, Fact)>) {
    let mut case = proposal.case.clone();
    // What has run out by the act is late, whether or not an act has settled it yet.
    case.lapse_past(proposal.cx.when());
    let mut given = text_facts(proposal);
    for draft in proposal.drafts().iter().filter(|d| d.target == Target::This) {
        given.extend(draft.body.facts());
        let mut draft = draft.clone();
        crate::domain::gate::carry_on(&mut draft, &mut case, proposal.cx, 0);
    }
    case.state = proposal.case.state;
    given.extend(verb.facts());
    given.extend(route::facts(&case, proposal));
    (case, given)
}

/// The texts of a verb count as set facts.
fn text_facts(proposal: &Proposal<'_>) -> Vec<(Code, Fact)> {
    let texts = proposal.drafts().iter().flat_map(|d| d.text.iter().chain(d.private.iter()));
    texts.map(|(name, _)| (name.into(), Fact::Flag(true))).collect()
}

fn needs(needs: &Needs, view: &View<'_>, proposal: &Proposal<'_>, problems: &mut Vec<Problem>) {
    let (case, policy) = (proposal.case, view.policy);
    let title = |section: &str, code: &Code| {
        let rows = policy.section(section).unwrap_or_default();
        rows.iter().find(|r| r.code() == code).map(|r| r.title().clone()).unwrap_or_default()
    };
    for field in needs.fields.iter().filter(|f| view.fact(f) == Fact::Unset) {
        problems.push(Problem::Missing { field: field.clone() });
    }
    for step in needs.steps.iter().filter(|s| !case.steps.contains_key(*s)) {
        problems.push(Problem::MissingStep { step: step.clone(), title: title("step", step) });
    }
    for approval in needs.approvals.iter().filter(|a| !case.approvals.contains_key(*a)) {
        problems.push(Problem::MissingApproval { approval: approval.clone(), title: title("approval", approval) });
    }
    // A case that was voided is none that stands beside this one.
    let stands = |id: &CaseId| (proposal.cx.other)(*id).is_none_or(|other| other.state != State::Voided);
    for kind in needs.links.iter().filter(|k| !case.links.iter().any(|(id, known)| known == *k && stands(id))) {
        problems.push(Problem::MissingLink { kind: kind.clone() });
    }
}

fn after(gate: &Gate, proposal: &Proposal<'_>, problems: &mut Vec<Problem>) {
    for milestone in &gate.after {
        if proposal.case.reached(milestone).is_none() && !proposal.case.steps.contains_key(milestone) {
            let title = proposal
                .cx
                .policy
                .steps
                .iter()
                .find(|s| s.code == *milestone)
                .map(|s| s.title.clone())
                .unwrap_or_default();
            problems.push(Problem::NotYet { milestone: milestone.clone(), title });
        }
    }
}

fn by(by: &By, verb: &dyn Verb, proposal: &Proposal<'_>, policy: &Policy, problems: &mut Vec<Problem>) {
    if *by == By::default() {
        return;
    }
    let cx = proposal.cx;
    // A reply without a handler takes the case's, who may have become a party since.
    let handler = proposal.drafts().iter().find_map(|d| match &d.body {
        Body::Replied(reply) if !reply.handler.is_empty() => Some(reply.handler.as_str()),
        _ => None,
    });
    let named = verb.person().filter(|p| !p.is_empty()).or(handler);
    let (doer, mut found) = (cx.doer(), Vec::new());
    if is_automatic(verb, proposal) {
        return;
    }
    for given in named.into_iter().chain((named != Some(doer.as_str())).then_some(doer.as_str())) {
        by_one(by, given, named.is_none() || Some(given) == named, proposal, policy, &mut found);
    }
    // A respondent must not record for others what they may not do themselves.
    if cx.by != *doer && by.not.iter().any(|not| not == "respondent") && proposal.case.accuses(&cx.by) {
        found.push(Problem::IsRespondent { person: cx.by.clone() });
    }
    if !by.part.is_empty() && !proposal.is_new {
        let parts = Parts { directory: cx.directory, policy: cx.current, desk: cx.desk.as_str(), day: cx.now.date() };
        let lacks = |person: &&Code| !parts.has(&by.part, person, proposal.case);
        found.extend(Some(&cx.by).filter(lacks).map(|person| Problem::NoPart { person: person.clone(), of: None }));
    }
    if !by.approval.is_empty() {
        found.extend(second(&by.approval, proposal, policy));
    }
    for problem in found {
        if !problems.contains(&problem) {
            problems.push(problem);
        }
    }
}

/// Whether a rule of the policy takes the case up, whoever runs the program. An act that this follows from is somebody's.
fn is_automatic(verb: &dyn Verb, proposal: &Proposal<'_>) -> bool {
    let by_rule = |d: &Draft| matches!(&d.body, Body::Escalated(body) if !body.rule.is_empty());
    verb.name() == "escalate" && proposal.drafts().iter().any(by_rule)
}

/// The problem that an approval by somebody other than the actor and the recorder is missing; none if the directory
/// names no persons.
fn second(approval: &Code, proposal: &Proposal<'_>, policy: &Policy) -> Option<Problem> {
    let cx = proposal.cx;
    if cx.directory.people.is_empty() || approver(approval, proposal).is_some() {
        return None;
    }
    let title = policy.section("approval").unwrap_or_default().iter().find(|r| r.code() == approval)?.title().clone();
    Some(Problem::NoSecond { person: cx.doer().clone(), approval: approval.clone(), title })
}

/// The last other person who gave an approval for this case.
pub(in crate::domain::gate) fn approver(approval: &Code, proposal: &Proposal<'_>) -> Option<Code> {
    let cx = proposal.cx;
    let events = (cx.events)();
    let gone = apply::revoked(&events.iter().collect::<Vec<_>>());
    // What was approved in an earlier round was approved for that round.
    let of_round = |e: &&Event| !matches!(e.body, Body::Reopened(_));
    let given = events.iter().rev().filter(|e| !gone.contains(&e.id())).take_while(of_round);
    let mut given = given.filter(|e| matches!(&e.body, Body::Approved(body) if body.what == *approval));
    let other = |person: &&Code| *person != cx.doer() && **person != cx.by && !proposal.case.accuses(person);
    given.find_map(|event| Some(event.doer()).filter(other).filter(|_| event.by != cx.by).cloned())
}

/// Checks one person against `by` of a gate. Roles and level are checked only if `whose`: the act is this person's.
fn by_one(by: &By, given: &str, whose: bool, proposal: &Proposal<'_>, policy: &Policy, problems: &mut Vec<Problem>) {
    let known = proposal.cx.directory.find_person(given);
    let person: Code = known.map_or_else(|| given.into(), |p| p.code.clone());
    let unit = known.map(|p| p.unit.clone()).unwrap_or_default();
    for not in &by.not {
        match not.as_str() {
            "respondent" if is_barred(&person, proposal) => {
                problems.push(Problem::IsRespondent { person: person.clone() });
            }
            "handler" if proposal.case.person == person => problems.push(Problem::IsHandler { person: person.clone() }),
            "earlier-handler" if proposal.case.was_handled_by(&person) => {
                problems.push(Problem::IsHandler { person: person.clone() });
            }
            "holder" if holds(proposal.case, &person, &unit) => {
                problems.push(Problem::HoldsCase { person: person.clone() });
            }
            "unit-complained-about" => {
                let against = &proposal.case.facts.against;
                let mut accused = route::accused_units(proposal.case, proposal.cx.directory);
                // Where no unit is named, that of the person complained about is meant.
                let own = match against.is_empty() {
                    false => is_below(proposal, &unit).then(|| against.clone()),
                    true => accused.any(|accused| *unit == *accused).then(|| unit.clone()),
                };
                problems.extend(own.map(|unit| Problem::OfUnitComplainedAbout { person: person.clone(), unit }));
            }
            _ => {}
        }
    }
    if whose {
        problems.extend(may(&by.role, &by.level_at_least, &person, proposal, policy));
    }
}

/// Whether a person holds the case: as its handler, or if none is named, as a member of the unit to which it was
/// assigned.
fn holds(case: &Case, person: &Code, unit: &Code) -> bool {
    if case.person.is_empty() { !case.route.is_empty() && case.unit == *unit } else { case.person == *person }
}

/// Whether a person is barred as a respondent. A former respondent may be assigned the case, but neither act in it nor be named as who
/// handled or checked it.
fn is_barred(person: &Code, proposal: &Proposal<'_>) -> bool {
    let is_assigned = matches!(proposal.verb(), "assign" | "intake");
    let acts = !is_assigned || person == proposal.cx.doer() || *person == proposal.cx.by;
    if acts { proposal.case.accuses(person) } else { proposal.case.facts.respondents.contains(person) }
}

/// The problems of a person's roles and level; none if the directory names no persons.
pub(in crate::domain::gate) fn may(
    roles: &[Code],
    at_least: &Code,
    person: &Code,
    proposal: &Proposal<'_>,
    policy: &Policy,
) -> Vec<Problem> {
    let directory = proposal.cx.directory;
    if directory.people.is_empty() {
        return Vec::new();
    }
    let known = directory.person(person);
    let mut problems = Vec::new();
    if !roles.is_empty() && !known.is_some_and(|p| p.roles.iter().any(|r| roles.contains(r))) {
        problems.push(Problem::WrongRole { person: person.clone(), roles: roles.to_vec() });
    }
    if !at_least.is_empty() {
        let level = known.and_then(|p| directory.unit(&p.unit)).map(|u| u.level.clone()).unwrap_or_default();
        if policy.rank(&level) < policy.rank(at_least) {
            problems.push(Problem::LevelTooLow { person: person.clone(), level, at_least: at_least.clone() });
        }
    }
    problems
}

fn is_of_unit(problem: &Problem) -> bool {
    matches!(problem, Problem::OfUnitComplainedAbout { .. })
}

/// Whether anybody in service is neither complained about nor a member of the unit complained about.
fn has_others(proposal: &Proposal<'_>) -> bool {
    let day = proposal.cx.when().date();
    let other = |p: &&Person| p.serves_on(day) && !is_below(proposal, &p.unit) && !proposal.case.accuses(&p.code);
    proposal.cx.directory.people.iter().any(|p| other(&p))
}

/// Whether a unit is the one complained about or lies below it.
fn is_below(proposal: &Proposal<'_>, unit: &Code) -> bool {
    let against = &proposal.case.facts.against;
    unit == against || proposal.cx.directory.with_parents(unit).iter().any(|u| u.code == *against)
}

/// Checks the elements of a reply (of the form that goes back to the desk).
pub(super) fn elements(verb: &dyn Verb, proposal: &Proposal<'_>) -> Vec<Objection> {
    let Some(Body::Replied(reply)) = proposal.drafts().iter().map(|d| &d.body).find(|b| matches!(b, Body::Replied(_)))
    else {
        return Vec::new();
    };
    if reply.partial || !reply.to.iter().any(|to| to == "desk") {
        return Vec::new();
    }
    let policy = proposal.cx.policy;
    let (case, given) = as_decided(verb, proposal);
    let view = View { case: &case, policy, given: &given };
    let missing = policy.elements.iter().filter(|e| e.when.holds(&view)).filter(|e| match e.code.as_str() {
        "handled" => false,
        "handler" => reply.handler.is_empty(),
        "phone" => reply.phone.is_empty(),
        "satisfaction" => reply.satisfaction.is_empty(),
        text => view.fact(text) == Fact::Unset,
    });
    missing
        .map(|element| Objection {
            problem: Problem::MissingElement { element: element.code.clone(), title: element.title.clone() },
            rule: rule(policy, element),
            warn: false,
            stands: false,
        })
        .collect()
}
