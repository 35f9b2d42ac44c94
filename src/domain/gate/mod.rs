//! The gate: every command (typed, batched, imported or scripted) becomes events here, or is refused.
//!
//! A command is a chain of verbs on one case (`intake --accept --unit U` is three). Each verb proposes what to record;
//! then the policy's gates, the guard and the limits are applied in the same way for all verbs.
//! Invariant: pure; the result is either all drafts of the chain, or a refusal with all problems.

pub mod on_record;
pub mod refusal;

mod check;
pub mod codes;
pub mod context;
pub mod draft;
pub mod fact_values;
pub mod proposal;
pub mod verbs;

pub use check::route_facts;
pub use check::{BACKDATE, GATE_FACTS, NOT_PERSONAL, is_address, is_name, own_number, personal, sought_by, who};
pub use context::GateContext;
pub use draft::{Decision, Draft, Target};
pub use proposal::{Proposal, Verb};
pub use verbs::*;

use crate::domain::case::Case;
use crate::domain::case::apply::Acted;
use crate::domain::case::limit;
use crate::domain::case::withheld;
use crate::domain::event::{Beyond, Body, Event};
use crate::domain::gate::refusal::{Problem, Refusal, Ruled};
use crate::domain::guard::GuardNames;

/// Decides a chain of verbs on a case (or on none, if the first verb registers it).
///
/// # Errors
/// All problems of all verbs.
pub fn decide(chain: &[&dyn Verb], case: Option<&Case>, cx: &GateContext<'_>) -> Result<Decision, Refusal> {
    let fresh = Case { unopened: true, id: cx.id, ..Case::default() };
    let mut sim = case.cloned().unwrap_or(fresh);
    let mut decision = Decision::default();
    let mut problems: Vec<Ruled> = Vec::new();
    let mut names = GuardNames::default();
    for verb in chain {
        let own = cx.past.then(|| cx.own(verb.on(), verb.done_by()));
        let cx = own.as_ref().unwrap_or(cx);
        let mut proposal = Proposal::new(verb.name(), &sim, case.is_none(), &names, cx);
        verb.decide(&mut proposal);
        check::verb(*verb, &mut proposal);
        let (drafts, found, warnings, kept) = proposal.into_parts();
        names.extend(drafts.iter().flat_map(|draft| who(&draft.private)));
        problems.extend(found);
        decision.warnings.extend(warnings);
        decision.kept_private.extend(kept);
        // Each verb counts the cases that it opens from 0.
        let opens = |draft: &&Draft| matches!((draft.target, &draft.body), (Target::New(_), Body::Opened(_)));
        let before = decision.drafts.iter().filter(opens).count();
        for mut draft in drafts {
            draft.fresh += before;
            if let Target::New(k) = &mut draft.target {
                *k += before;
            }
            let hidden = draft.private.get(check::DONE_BY).is_some();
            let done_by = if hidden { "" } else { cx.done_by.as_str() };
            draft.body.set_common(verb.on().or(cx.on), done_by, crate::domain::case::due::Dues::new());
            record(&mut draft, &mut sim, cx, decision.drafts.len() as u64 + 1);
            problems.extend(beyond(&draft, verb.name()));
            decision.drafts.push(draft);
        }
    }
    problems.dedup();
    if sim.facts.restricted {
        problems = for_others(problems, cx);
        decision.warnings.retain(|warning| !names_the_accused(warning));
    }
    if problems.is_empty() {
        decision.case = sim;
        return Ok(decision);
    }
    Err(Refusal { case: case.map(|c| c.id), problems })
}

/// Limits what a refusal tells about a restricted case: a person without a part learns only that, and nobody learns who
/// is complained about in it.
fn for_others(problems: Vec<Ruled>, cx: &GateContext<'_>) -> Vec<Ruled> {
    let only = problems.iter().any(|ruled| matches!(ruled.problem, Problem::NoPart { .. }));
    let mut said: Vec<Ruled> = Vec::new();
    for mut ruled in problems {
        if let (true, Some(person)) = (names_the_accused(&ruled), ruled.problem.person().cloned()) {
            ruled.problem = Problem::NoPart { person, of: None };
            ruled.rule = check::part_rule(cx.current);
        } else if only && !matches!(ruled.problem, Problem::NoPart { .. }) {
            continue;
        }
        if !said.iter().any(|known| known.problem == ruled.problem && known.verb == ruled.verb) {
            said.push(ruled);
        }
    }
    said
}

fn names_the_accused(ruled: &Ruled) -> bool {
    matches!(ruled.problem, Problem::IsRespondent { .. } | Problem::OfUnitComplainedAbout { .. })
}

/// The problem of a value that a log line could not hold so that it reads back equal.
fn beyond(draft: &Draft, verb: &str) -> Option<Ruled> {
    let Beyond { field, value, wanted } =
        draft.body.beyond().or_else(|| draft.text.beyond()).or_else(|| draft.private.beyond())?;
    let problem = Problem::BadValue { field, value, wanted: wanted.into() };
    Some(Ruled { problem, verb: verb.into(), rule: None, doer: false })
}

/// Completes a draft as it will be recorded, with its limits, and applies it to the case.
fn record(draft: &mut Draft, sim: &mut Case, cx: &GateContext<'_>, nth: u64) {
    if draft.target != Target::This {
        if matches!(draft.body, Body::Opened(_)) {
            settle_apart(draft, cx);
        }
        return;
    }
    let acted = carry_on(draft, sim, cx, nth);
    // What is left without a revoked event only a new fold of the history tells; the session settles that.
    if draft.body.moves_limits() && !matches!(draft.body, Body::Revoked(_)) {
        let policy = if matches!(draft.body, Body::Opened(_) | Body::Reopened(_)) { cx.current } else { cx.policy };
        let dues = limit::settle_after(&draft.body, acted.clock, sim, policy, cx.calendar);
        sim.set_dues(&dues, acted, &draft.body);
        draft.body.set_common(None, "", dues);
    }
}

/// Adds the limits of a new case opened with the current one.
fn settle_apart(draft: &mut Draft, cx: &GateContext<'_>) {
    let mut other = Case::default();
    carry_on(draft, &mut other, cx, 0);
    let dues = limit::settle(&other, cx.current, cx.calendar);
    draft.body.set_common(None, "", dues);
}

/// Applies a draft, the `nth` event of the chain, to a case; returns what it was for due dates. Moves the draft's parts into an event and back
/// instead of copying them, because an import does this a million times.
fn carry_on(draft: &mut Draft, case: &mut Case, cx: &GateContext<'_>, nth: u64) -> Acted {
    let event = Event {
        desk: Default::default(),
        n: nth,
        at: cx.now,
        by: cx.by.clone(),
        clock: cx.clock,
        os: cx.os.into(),
        account: Default::default(),
        case: None,
        seq: case.events + 1,
        body: std::mem::replace(&mut draft.body, Body::Noted(Default::default())),
        request: Default::default(),
        import: draft.import.clone(),
        row: draft.row,
        text: std::mem::take(&mut draft.text),
        sealed: None,
    };
    let acted = if case.facts.restricted || matches!(&event.body, Body::Opened(body) if body.restricted) {
        // The gate decides on the complete case, including the facts that are recorded in private.
        let mut whole = event.clone();
        withheld::restore(&mut whole, &draft.private, &|code| cx.current.is_free_text(code));
        case.apply_without_dues(&whole)
    } else {
        case.apply_without_dues(&event)
    };
    (draft.body, draft.text) = (event.body, event.text);
    acted
}
