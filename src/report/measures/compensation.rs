//! Compensation: what was paid, beside what the cases are about.

use super::{Aside, BY_ANSWER, FigureKind, Measure, Observation, Observed, What, on_time};
use crate::text::Two;

pub(super) const COMPENSATION: Measure = Measure {
    code: "compensation",
    title: Two("compensation", "赔付金额"),
    kind: FigureKind::Money,
    cohort: Two(
        "the day of the reply that stands, else the day it ended with something paid, each round",
        "各轮有效答复之日；未答复而有赔付的，为该轮办结之日",
    ),
    clock: Two(
        "the payments on record and the agreements kept, else what replies that were not sent back offer unless it was refused; awards that were carried out; claimed: the amount at issue, once a case",
        "已登记的实付金额和已履行的调解协议金额；均无的，按有效答复载明且未被拒绝的金额；已执行的复查复核裁定金额计入；涉及金额每件计一次",
    ),
    exclusions: Two(
        "rounds in which nothing was paid or at issue; goodwill without fault beside it, and what is not recorded as paid yet",
        "未赔付且不涉及金额的轮次；无责补偿、未登记实付的另列",
    ),
    whose: BY_ANSWER,
    observe,
};

fn observe(seen: &Observed<'_>, put: &mut dyn FnMut(Observation)) {
    let case = seen.case;
    let mut claimed = case.facts.amount.unwrap_or_default();
    for round in seen.rounds() {
        let paid = case.paid_in(round + 1, true);
        let ended = case.rounds[round].ended.filter(|_| paid.0 > 0).map(|(_, on)| on.date());
        let Some(on) = on_time::answered_on(case, round).or(ended) else { continue };
        let claimed = std::mem::take(&mut claimed);
        if paid.0 == 0 && claimed.0 == 0 {
            continue;
        }
        put(seen.answered(round, on, What::Money { paid, claimed }));
        if paid.0 > 0 && !case.is_settled_in(round + 1) {
            put(seen.answered(round, on, What::Aside(Aside::ByReply)));
        }
        if seen.is_goodwill(round) {
            put(seen.answered(round, on, What::Aside(Aside::Goodwill)));
        }
    }
}
