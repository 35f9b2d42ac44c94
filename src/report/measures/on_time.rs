//! On time: of the rounds whose reply limit fell in the period, those answered by it.
//!
//! Invariant: a round that ever missed the limit is not on time, and stays in the period of the day that was missed, whatever moved the date
//! since.

use super::{Aside, BY_HOLDER_THEN, FigureKind, Measure, Observation, Observed, What};
use crate::domain::Code;
use crate::domain::case::Case;
use crate::domain::case::due::Due;
use crate::domain::case::limit::REPLY;
use crate::domain::value::moment::Moment;
use crate::text::Two;
use chrono::NaiveDate;

pub(super) const ON_TIME: Measure = Measure {
    code: "on-time",
    title: Two("on time", "按时办结率"),
    kind: FigureKind::Rate,
    cohort: Two(
        "the day of the reply limit in force, of one that was missed the day that was missed, by the report's day; each round",
        "各轮现行回复期限之日，曾超期的为首次超期的期限之日，且不晚于报表截止日",
    ),
    clock: Two(
        "answered by that day, by when it happened; what was once missed stays missed; a reply that was sent back does not count",
        "期限内已答复投诉人，以实际发生时间为准；曾超期的仍为超期；被退回重办的答复不计",
    ),
    exclusions: Two(
        "rounds that ended otherwise before it; what only a mistaken receipt made late, and what an approval exempted (exempted); anonymous cases; what a source does not tell",
        "期限前以其他方式结束的轮次；仅因收到时间登记错误而超期的和经审批的（考核剔除）；匿名件；来源未说明的",
    ),
    whose: BY_HOLDER_THEN,
    observe: |seen, put| of_limit(seen, &|_| REPLY, &["replied"], put),
};

/// Whether each round met its limit of the name given by `limit`: by the first of these milestones, which ends it, or by another one in
/// time.
pub(super) fn of_limit(
    seen: &Observed<'_>,
    limit: &dyn Fn(usize) -> Code,
    by: &[&str],
    put: &mut dyn FnMut(Observation),
) {
    let (case, context) = (seen.case, seen.context);
    for round in seen.rounds() {
        let limit = limit(round);
        let limit = limit.as_str();
        let missed = || case.missed().filter(|m| m.round == round + 1 && m.limit == limit);
        let lapsed = missed().filter(|missed| !missed.corrected).map(|missed| missed.due).min();
        let Some(due) = case.limits_of(round).get(limit) else {
            // The class that it has since has no such limit: what was missed stays.
            if let Some(on) =
                lapsed.map(Moment::date).filter(|on| *on <= context.day && !(limit == "reply" && case.facts.anonymous))
            {
                put(seen.held_on(round, on, What::Part(false)));
            }
            continue;
        };
        let milestones = &case.rounds[round].milestones;
        let reached = by.iter().filter_map(|milestone| milestones.get(*milestone)).min().copied();
        let on = lapsed.unwrap_or(due.at).date();
        let is_now = context.now.is_some() && lapsed.is_none();
        let has_fallen = !is_now || reached.is_some() || context.is_past(due.at);
        if on > context.day || !has_fallen {
            continue;
        }
        let beside = |beside| seen.held_on(round, on, What::Aside(beside));
        if is_untold(case, round, limit, due) {
            put(beside(Aside::NotTold));
            continue;
        }
        if limit == "reply" && case.facts.anonymous {
            put(beside(Aside::Anonymous));
            continue;
        }
        let ended = case.rounds[round].ended.map(|(_, ended)| ended);
        let is_missed = lapsed.is_some();
        // An ending that is dated back takes away nothing that was missed.
        if reached.is_none() && !is_missed && ended.is_some_and(|ended| !ended.is_after(due.at)) {
            continue;
        }
        // By the date that counts now it is in time, or has ended.
        let by_receipt = !is_missed && missed().next().is_some() && !(reached.is_none() && ended.is_none());
        if by_receipt || (limit == "reply" && case.is_exempt(round + 1, "on-time")) {
            put(beside(Aside::Exempted));
            continue;
        }
        let in_time = by.len() > 1 && reached.is_some_and(|reached| !reached.is_after(lapsed.unwrap_or(due.at)));
        // A first reply in time that was sent back leaves the limit met; the round is answered by the one that stands.
        let is_met = in_time || (!is_missed && milestones.get(by[0]).is_some_and(|on| !on.is_after(due.at)));
        put(seen.held_on(round, on, What::Part(is_met)));
        let first = due.first().unwrap_or(due.at);
        if is_met && reached.is_some_and(|reached| !reached.is_after(first)) {
            put(beside(Aside::ByOriginal));
        }
        if milestones.contains_key("reworked") && limit == "reply" {
            put(beside(Aside::SentBack));
        }
        if case.recorded_late.iter().any(|late| late.round == round + 1 && late.limit == limit) {
            put(beside(Aside::RecordedLate));
        }
    }
}

fn is_untold(case: &Case, round: usize, limit: &str, due: &Due) -> bool {
    let own = &case.rounds[round];
    !own.met.contains_key(limit) && own.is_untold(due.until(limit), due.at)
}

/// The day on which a round was answered for good; `None` if it was not.
pub(super) fn answered_on(case: &Case, round: usize) -> Option<NaiveDate> {
    case.rounds.get(round)?.milestones.get("replied").map(|on| on.date())
}
