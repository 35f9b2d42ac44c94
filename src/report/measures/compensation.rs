//! Compensation: what was paid, beside what the cases are about.

use super::{Aside, BY_ANSWER, FigureKind, Measure, Observation, Observed, What, on_time};
use crate::domain::value::amount::Amount;
use crate::text::Two;

pub(super) const COMPENSATION: Measure = Measure {
    code: "compensation",
    title: Two("compensation", "赔付金额"),
    kind: FigureKind::Money,
    cohort: Two("the day of the reply that stands, each round", "各轮有效答复之日"),
    clock: Two(
        "paid by replies that were not sent back; claimed: the amount at issue, once a case",
        "有效答复载明的赔付金额；涉及金额每件计一次",
    ),
    exclusions: Two(
        "rounds in which nothing was paid or at issue; goodwill without fault beside it",
        "未赔付且不涉及金额的轮次；无责补偿另列",
    ),
    whose: BY_ANSWER,
    observe,
};

fn observe(seen: &Observed<'_>, put: &mut dyn FnMut(Observation)) {
    let case = seen.case;
    let mut claimed = case.facts.amount.unwrap_or_default();
    for round in seen.rounds() {
        let Some(on) = on_time::answered_on(case, round) else { continue };
        let own = case.payments.iter().filter(|paid| paid.round == round + 1 && !paid.sent_back);
        let paid = Amount(own.fold(0i64, |sum, paid| sum.saturating_add(paid.sum.0)));
        let claimed = std::mem::take(&mut claimed);
        if paid.0 == 0 && claimed.0 == 0 {
            continue;
        }
        put(seen.answered(round, on, What::Money { paid, claimed }));
        let (_, responsibility, _) = case.result_of(round);
        let fault = seen.context.policy.responsibilities.iter().any(|row| row.fault && row.code == *responsibility);
        if paid.0 > 0 && !fault {
            put(seen.answered(round, on, What::Aside(Aside::Goodwill)));
        }
    }
}
