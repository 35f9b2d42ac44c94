//! What an act brings with it by itself, by the policy's `[[follow]]` rows: another case, a restriction, a higher level.
//!
//! Invariant: a row follows once each time its condition begins to hold; no second case is opened while the first is
//! linked.

use super::gates::as_decided;
use crate::domain::Code;
use crate::domain::case::Case;
use crate::domain::event::{Body, Classified, Escalated, Linked, Opened};
use crate::domain::gate::draft::{Draft, Target};
use crate::domain::gate::proposal::{Proposal, Verb};
use crate::domain::gate::verbs::classify;
use crate::domain::policy::escalation;
use crate::domain::policy::{Follow, Named, Policy};
use crate::domain::query::view::View;
use crate::domain::value::id::CaseId;

/// Adds what follows to the proposal.
pub(super) fn follow(verb: &dyn Verb, proposal: &mut Proposal<'_>) {
    let policy: &Policy = if proposal.is_new { proposal.cx.current } else { proposal.cx.policy };
    if policy.follows.is_empty() || proposal.drafts().is_empty() {
        return;
    }
    let rows: Vec<&Follow> = {
        let (case, given) = as_decided(verb, proposal);
        let after = View { case: &case, policy, given: &given };
        let before = View { case: proposal.case, policy, given: &[] };
        let begins = |row: &&Follow| {
            (row.on.is_empty() || row.on.iter().any(|on| on == verb.name()))
                && row.when.holds(&after)
                && (proposal.case.unopened || !row.when.holds(&before))
        };
        policy.follows.iter().filter(begins).collect()
    };
    for row in rows {
        if !row.open.is_empty() {
            open(row, proposal);
        } else if row.restricted {
            restrict(proposal);
        }
        if !row.escalate.is_empty() {
            escalate(row, policy, proposal);
        }
    }
}

/// The kind of link between the cases.
fn kind(row: &Follow) -> Code {
    if row.link.is_empty() { "related".into() } else { row.link.clone() }
}

/// Opens the other case. It holds nothing of who reported; only a person with a part in the first case sees that.
fn open(row: &Follow, proposal: &mut Proposal<'_>) {
    let (case, cx) = (proposal.case, proposal.cx);
    // What a person linked, or pressure on the complainant opened, is another matter.
    let coerced = |id: &CaseId| case.wishes.iter().any(|wish| wish.accountability == Some(*id));
    let of_kind = case.links.iter().filter(|(id, known)| *known == kind(row) && !coerced(id));
    let is_such = |other: &Case| other.facts.nature == row.open && other.facts.category == row.category;
    if of_kind.filter_map(|(id, _)| (cx.other)(*id)).any(|other| is_such(&other)) {
        return;
    }
    let registers = proposal.drafts().iter().find_map(|draft| match &draft.body {
        Body::Opened(body) if draft.target == Target::This => Some(body.facts_of_case()),
        _ => None,
    });
    let facts = registers.as_ref().unwrap_or(&case.facts);
    // What follows from a restricted case, or is of a class that always is, would tell of it.
    let restricted = row.restricted || facts.restricted || cx.current.is_restricted(&row.category);
    let opened = Opened {
        policy: cx.digest.into(),
        nature: row.open.clone(),
        category: row.category.clone(),
        received_by: cx.own_unit(),
        against: facts.against.clone(),
        respondents: facts.respondents.clone(),
        restricted,
        ..Opened::default()
    };
    let fresh = proposal.drafts().iter().filter(|draft| matches!(draft.target, Target::New(_))).count();
    let fresh = if fresh == 0 { 0 } else { opened_so_far(proposal) };
    let title = if row.title.zh.is_empty() { &row.title.en } else { &row.title.zh };
    let mut draft = Draft::new(Body::Opened(opened)).of(Target::New(fresh));
    if restricted {
        draft.private.set("title", title.as_str());
    } else {
        draft.text.set("title", title.as_str());
    }
    proposal.record(draft);
    let link = |other| Body::Linked(Linked { other, kind: kind(row), ..Linked::default() });
    // The number of a case that is only being registered is not known yet either.
    let back = if case.unopened { None } else { Some(case.id) };
    let mut to = Draft::new(link(back)).of(Target::New(fresh));
    to.fresh = fresh;
    proposal.record(to);
    let mut from = Draft::new(link(None));
    from.fresh = fresh;
    proposal.record(from);
}

fn opened_so_far(proposal: &Proposal<'_>) -> usize {
    let opens = |draft: &&Draft| matches!((draft.target, &draft.body), (Target::New(_), Body::Opened(_)));
    proposal.drafts().iter().filter(opens).count()
}

/// Restricts the case itself: one that is only being registered from its first line.
fn restrict(proposal: &mut Proposal<'_>) {
    let opened = proposal.drafts_mut().iter_mut().find_map(|draft| match &mut draft.body {
        Body::Opened(body) if draft.target == Target::This => Some(body),
        _ => None,
    });
    if let Some(body) = opened {
        body.restricted = true;
    } else if !proposal.case.facts.restricted {
        let classified = Classified { restricted: Some(true), ..Classified::default() };
        classify::restrict(classified, proposal);
    }
}

fn escalate(row: &Follow, policy: &Policy, proposal: &mut Proposal<'_>) {
    let level = escalation::level(proposal.case, policy, proposal.cx.directory);
    if level.is_some_and(|level| policy.rank(&row.escalate) <= Some(level)) {
        return;
    }
    let rule = row.rule_id().clone();
    let body = Escalated { to: row.escalate.clone(), rule, ..Escalated::default() };
    proposal.record(Draft::new(Body::Escalated(body)));
}
