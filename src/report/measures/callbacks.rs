//! Call-backs: how many were reached, and of those how many were resolved and satisfied.
//!
//! Invariant: a round has one result, the first call that reached the complainant; a later one replaces it only if the round was
//! worked on again between. Calls by somebody who handled the case never count.

use super::{Aside, BY_ANSWER, FigureKind, Measure, Observation, Observed, What, on_time};
use crate::domain::case::Case;
use crate::domain::case::acts::CallbackMade;
use crate::domain::case::callback::owed;
use crate::text::Two;

pub(super) const COVERAGE: Measure = Measure {
    code: "coverage",
    title: Two("called back", "回访覆盖率"),
    kind: FigureKind::Rate,
    cohort: Two("the reply or closing from which the policy counts the call", "制度规定回访起算之日（答复或归档）"),
    clock: Two(
        "reached by somebody who did not handle the case, of those that the policy wants called",
        "按制度应回访的件中，由未经办人员回访且联系上的",
    ),
    exclusions: Two(
        "earlier rounds; what no [[callback]] row wants called; calls that are not yet due; anonymous cases (beside it)",
        "以前各轮；制度 [[callback]] 未要求回访的；回访期限未到且尚未回访的；匿名件（另列）",
    ),
    whose: BY_ANSWER,
    observe: coverage,
};

pub(super) const RESOLVED: Measure = Measure {
    code: "resolved",
    title: Two("resolved", "解决率"),
    kind: FigureKind::Rate,
    cohort: Two("the day of the call-back", "回访之日"),
    clock: Two(
        "“resolved” of those reached; one result a round: the first call that reached the complainant",
        "联系上的件中答“已解决”的；每轮以首次联系上的回访为准",
    ),
    exclusions: Two(
        "anonymous cases, not reached, called by the handler, later calls of the round: beside it",
        "匿名件、未联系上、由承办人回访、同轮再次回访的，另列",
    ),
    whose: BY_ANSWER,
    observe: resolved,
};

pub(super) const SATISFIED: Measure = Measure {
    code: "satisfied",
    title: Two("satisfied", "满意率"),
    kind: FigureKind::Rate,
    cohort: Two("the day of the call-back", "回访之日"),
    clock: Two(
        "satisfied of those rated; “basically” counts where `[desk] basically` says so; one result a round",
        "已评价的件中满意的；“基本满意”是否计入由 [desk] basically 规定；每轮一个结果",
    ),
    exclusions: Two(
        "calls without a rating, by the handler, or later ones; rounds exempted by an approval; anonymous cases, and what the reply's form says, stand beside it",
        "未评价的、由承办人回访的、再次回访的；经审批考核剔除的；匿名件和回复单所载满意情况另列",
    ),
    whose: BY_ANSWER,
    observe: satisfied,
};

/// Whether somebody called who had handled the case.
fn is_handler(case: &Case, call: &CallbackMade) -> bool {
    case.was_handled_by(&call.by)
}

fn coverage(seen: &Observed<'_>, put: &mut dyn FnMut(Observation)) {
    let Some(owed) = owed(seen.case, seen.context.policy, seen.context.calendar) else { return };
    let round = seen.case.rounds.len().saturating_sub(1);
    if seen.case.facts.anonymous {
        return put(seen.answered(round, owed.from.date(), What::Aside(Aside::Anonymous)));
    }
    let is_called = seen.case.counted_call(round + 1).is_some();
    // A call that may still be made in time is none that was left out.
    if is_called || owed.due.is_none_or(|due| seen.context.is_past(due)) {
        put(seen.answered(round, owed.from.date(), What::Part(is_called)));
    }
}

fn resolved(seen: &Observed<'_>, put: &mut dyn FnMut(Observation)) {
    let case = seen.case;
    for round in seen.rounds() {
        let counted = case.counted_call(round + 1);
        if let Some(call) = counted {
            // Who is not known is not asked: what somebody says for an anonymous complainant stands beside.
            let what = match case.facts.anonymous {
                true => What::Aside(Aside::Anonymous),
                false => What::Part(call.resolved == "yes"),
            };
            put(seen.answered(round, call.on.date(), what));
        }
        for call in case.callbacks.iter().filter(|call| call.round == round + 1) {
            let beside = match (call.reached(), is_handler(case, call)) {
                (false, _) => Aside::Unreached,
                (true, true) => Aside::ByHandler,
                (true, false) if counted.is_some_and(|counted| std::ptr::eq(counted, call)) => continue,
                (true, false) => Aside::Later,
            };
            put(seen.answered(round, call.on.date(), What::Aside(beside)));
        }
    }
}

fn satisfied(seen: &Observed<'_>, put: &mut dyn FnMut(Observation)) {
    let case = seen.case;
    let is_satisfied = |word: &str| {
        word == "satisfied" || word == "yes" || (word == "basically" && seen.context.policy.desk.basically)
    };
    for round in seen.rounds() {
        if let Some(call) = case.counted_call(round + 1).filter(|call| !call.satisfied.is_empty()) {
            let what = match (case.facts.anonymous, case.is_exempt(round + 1, "satisfied")) {
                (true, _) => What::Aside(Aside::Anonymous),
                (false, true) => What::Aside(Aside::Exempted),
                (false, false) => What::Part(is_satisfied(&call.satisfied)),
            };
            put(seen.answered(round, call.on.date(), what));
        }
        let (_, _, form) = case.result_of(round);
        if let Some(on) = on_time::answered_on(case, round).filter(|_| is_satisfied(form)) {
            put(seen.answered(round, on, What::Aside(Aside::InForm)));
        }
    }
}
