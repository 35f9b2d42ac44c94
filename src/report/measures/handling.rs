//! Handling time: working days from receipt to the reply to the complainant.

use super::{BY_ANSWER, FigureKind, Measure, Observation, Observed, What, on_time};
use crate::domain::value::moment::Moment;
use crate::text::Two;

pub(super) const HANDLING: Measure = Measure {
    code: "handling-time",
    title: Two("handling time", "办理时长"),
    kind: FigureKind::Days,
    cohort: Two("the day of the reply that stands, each round", "各轮有效答复之日"),
    clock: Two(
        "working days from receipt to that reply; 0 on the day of receipt; paused days do not count",
        "自收到至该次答复的工作日数；当日为 0；中止期间不计",
    ),
    exclusions: Two("rounds that are not answered", "尚未答复的轮次"),
    whose: BY_ANSWER,
    observe,
};

fn observe(seen: &Observed<'_>, put: &mut dyn FnMut(Observation)) {
    for round in seen.rounds() {
        let received = seen.case.rounds[round].received.map(Moment::date);
        if let (Some(from), Some(on)) = (received, on_time::answered_on(seen.case, round)) {
            put(seen.answered(round, on, What::Days(seen.working_days(round, from, on))));
        }
    }
}
