//! Reasons not to erase a case yet: unfinished work, and policy rows that keep it.

use super::Objection;
use super::gates::rule;
use crate::domain::case::supervision::ACCOUNTABILITY;
use crate::domain::event::Body;
use crate::domain::gate::proposal::Proposal;
use crate::domain::gate::refusal::{Problem, Rule};
use crate::domain::policy::retention;
use crate::domain::value::id::CaseId;
use crate::domain::value::title::Title;
use chrono::NaiveDate;

/// The objections to erasing a case on `today`. Unfinished work only warns if the directory names no persons who could
/// approve.
pub(super) fn objections(today: NaiveDate, proposal: &Proposal<'_>) -> Vec<Objection> {
    let cx = proposal.cx;
    let warn = cx.directory.people.is_empty();
    let open = Rule { id: "erase-open".into(), cite: Title::default() };
    let mut all: Vec<Objection> = unfinished(proposal)
        .into_iter()
        .map(|(why, other)| Problem::NotErasable { why: why.into(), other })
        .map(|problem| Objection { problem, rule: open.clone(), warn, stands: false })
        .collect();
    let events = (cx.events)();
    if let Some(kept) = retention::longest(events.iter(), &[cx.policy, cx.current])
        && kept.until.is_none_or(|until| today < until)
    {
        let row = kept.row;
        let problem = Problem::Kept { row: row.code.clone(), title: row.title.clone(), until: kept.until };
        let rule = rule(cx.current, row);
        all.push(Objection { problem, rule, warn: false, stands: false });
    }
    all
}

/// The unfinished work: of the case itself, and of accountability cases that were ever linked to it.
fn unfinished(proposal: &Proposal<'_>) -> Vec<(&'static str, Option<CaseId>)> {
    let case = proposal.case;
    let mut all = Vec::new();
    if case.state.is_pending() {
        all.push((if case.paused.is_some() { "paused" } else { "pending" }, None));
    }
    if case.awaits_agreement() {
        all.push(("mediation", None));
    }
    if case.open_appeal().is_some() || case.appeal_to_carry_out().is_some() {
        all.push(("appeal", None));
    }
    if case.awaits_remedy() {
        all.push(("remedy", None));
    }
    if case.is_legal() {
        all.push(("legal", None));
    }
    if case.facts.nature != ACCOUNTABILITY {
        let linked = (proposal.cx.events)().into_iter().filter_map(|event| match event.body {
            Body::Linked(body) if body.kind == ACCOUNTABILITY => body.other,
            Body::WithdrawalCoerced(body) => body.accountability,
            _ => None,
        });
        let mut linked: Vec<CaseId> = linked.chain((proposal.cx.accusing)()).collect();
        linked.sort_unstable();
        linked.dedup();
        let open = |id: &CaseId| (proposal.cx.other)(*id).is_some_and(|other| other.state.is_pending());
        all.extend(linked.into_iter().filter(open).map(|id| (ACCOUNTABILITY, Some(id))));
    }
    all
}
