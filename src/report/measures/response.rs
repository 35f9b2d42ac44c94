//! Response: whether a person got in touch with the complainant within the limit, and after how many working days.

use super::{Aside, BY_HOLDER_THEN, FigureKind, Measure, Observation, Observed, What, on_time};
use crate::domain::Code;
use crate::domain::case::Case;
use crate::text::Two;

pub(super) const RESPONSE: Measure = Measure {
    code: "response",
    title: Two("response", "响应率"),
    kind: FigureKind::Rate,
    cohort: Two(
        "the day of the limit that a contact ends (contact, or one with until = \"contacted\"), by the report's day; each round",
        "各轮首次联系期限（contact，或 until = \"contacted\" 的时限）之日，且不晚于报表截止日",
    ),
    clock: Two(
        "contacted or answered by then; without such a limit in the policy there is no rate",
        "期限内已由工作人员联系或答复；制度未规定该时限的，不计算此率",
    ),
    exclusions: Two(
        "rounds that ended otherwise before it; what a source does not tell",
        "期限前以其他方式结束的轮次；来源未说明的",
    ),
    whose: BY_HOLDER_THEN,
    observe: |seen, put| {
        let limit = |round| limit_of(seen.case, round);
        on_time::of_limit(seen, &limit, &["contacted", "replied"], put);
    },
};

const CONTACT: Code = Code::const_new("contact");

/// The limit of a round that a contact ends, whatever the policy calls it.
fn limit_of(case: &Case, round: usize) -> Code {
    let running = case.limits_of(round).iter().map(|(limit, due)| (limit, due.until(limit)));
    let missed = case.missed().filter(|missed| missed.round == round + 1);
    let missed = missed.map(|missed| (&missed.limit, missed.ended_by()));
    let all = running.chain(missed).filter(|(_, until)| *until == "contacted").map(|(limit, _)| limit);
    // The limit of that name goes before others.
    all.min_by_key(|limit| **limit != CONTACT).cloned().unwrap_or(CONTACT)
}

pub(super) const FIRST_RESPONSE: Measure = Measure {
    code: "first-response",
    title: Two("first response", "首次响应"),
    kind: FigureKind::Days,
    cohort: Two("the day of the first contact or reply, each round", "各轮首次联系或答复之日"),
    clock: Two(
        "working days from receipt to the first contact by a person; 0 on the day of receipt",
        "自收到至工作人员首次联系的工作日数；当日为 0",
    ),
    exclusions: Two(
        "live channels, where the call itself is the first response, and anonymous cases: both beside it",
        "现场或通话渠道（来电来访即为首次响应）和匿名件，另列",
    ),
    whose: BY_HOLDER_THEN,
    observe: first_response,
};

fn first_response(seen: &Observed<'_>, put: &mut dyn FnMut(Observation)) {
    let (case, context) = (seen.case, seen.context);
    let live = context.policy.channels.iter().any(|row| row.live && row.code == case.facts.channel);
    for round in seen.rounds() {
        let own = &case.rounds[round];
        let first = ["contacted", "replied"].iter().filter_map(|milestone| own.milestones.get(*milestone)).min();
        let (Some(received), Some(first)) = (own.received, first) else { continue };
        let (from, on) = (received.date(), first.date());
        let what = match (live && round == 0, case.facts.anonymous) {
            (true, _) => What::Aside(Aside::Live),
            (_, true) => What::Aside(Aside::Anonymous),
            _ => What::Days(seen.context.working_days(from, on)),
        };
        put(seen.held_on(round, on, what));
    }
}
