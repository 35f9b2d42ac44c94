//! extend: extends a limit before it runs out, where and as far as the policy grants it.

use crate::domain::Code;
use crate::domain::case::limit;
use crate::domain::event::{Body, Extended};
use crate::domain::gate::check::rule;
use crate::domain::gate::draft::Draft;
use crate::domain::gate::proposal::{Proposal, Verb};
use crate::domain::gate::refusal::Problem;
use crate::domain::query::view::View;
use crate::domain::value::moment::Moment;
use crate::domain::value::state::State;

/// Extends a limit.
#[derive(Clone, Debug, Default)]
pub struct Extend {
    /// The limit; the reply limit if empty.
    pub limit: String,
    /// The new due date.
    pub until: Option<Moment>,
    /// The reason.
    pub reason: String,
}

impl Verb for Extend {
    fn name(&self) -> &'static str {
        "extend"
    }

    fn decide(&self, proposal: &mut Proposal<'_>) {
        proposal.need_state(&[State::Received, State::Accepted, State::Assigned]);
        proposal.need_text("reason", &self.reason);
        let limit: Code = if self.limit.is_empty() { "reply".into() } else { self.limit.as_str().into() };
        let (case, cx) = (proposal.case, proposal.cx);
        // The day that the source set for the reply is the source's to move.
        let is_sources = limit == "reply" && case.limits.get(&limit).is_some_and(|due| due.rule == case.facts.source);
        if is_sources && !case.facts.source.is_empty() && !cx.past {
            proposal.refuse(Problem::NoExtension { limit: limit.clone() });
        }
        let Some(until) = self.until else { return proposal.need_text("until", "") };
        let Some(due) = case.limits.get(&limit).filter(|_| case.met(&limit).is_none()) else {
            return proposal.refuse(Problem::NoSuchLimit { limit });
        };
        let view = View { case, policy: cx.policy, given: &[] };
        let mut rows = cx.policy.extensions.iter();
        let row = rows.find(|r| (r.limit == limit || r.limit.is_empty()) && r.when.holds(&view));
        match row {
            None => proposal.refuse(Problem::NoExtension { limit: limit.clone() }),
            Some(row) => {
                let rule = || Some(rule(cx.policy, row));
                // By the time of recording, whatever `--on` says: a limit that has run out is not extended.
                let is_past = due.is_past_at(case.clock(cx.now));
                if is_past {
                    proposal.object(Problem::LimitPast { limit: limit.clone(), due: due.at }, rule(), false);
                } else if let Some(within) = row.within {
                    // Counted from the date before any extension; paused days do not count.
                    let from = limit::before_extension(case, cx.calendar, &limit).unwrap_or(due.at);
                    let latest = limit::end(cx.calendar, from, within, &|day| limit::is_paused(case, day)).date();
                    if until.date() > latest {
                        let (limit, until, is_later) = (limit.clone(), until.date(), latest > due.at.date());
                        proposal.object(Problem::ExtendedTooFar { limit, until, latest, is_later }, rule(), false);
                    }
                }
                if !row.approval.is_empty() && !case.approvals.contains_key(&row.approval) {
                    let approval = cx.policy.approvals.iter().find(|a| a.code == row.approval);
                    let title = approval.map(|a| a.title.clone()).unwrap_or_default();
                    proposal.object(Problem::MissingApproval { approval: row.approval.clone(), title }, rule(), false);
                }
            }
        }
        // A limit ends on a working day. The extension is recorded in working days, to be added again when pauses or a
        // category move the limit.
        let end = cx.calendar.add_working_days(until.date(), 0);
        let more = cx.calendar.working_days_between(due.at.date(), end);
        if more <= 0 {
            proposal.refuse(Problem::NotLater { limit: limit.clone(), due: due.at });
        }
        let days = case.extensions.get(&limit).copied().unwrap_or(0) + u32::try_from(more).unwrap_or(0);
        let body = Extended { limit, until: Some(Moment::day(end)), days, ..Extended::default() };
        proposal.record(Draft::new(Body::Extended(body)).say("reason", &self.reason));
    }
}
