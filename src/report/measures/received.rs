//! Received: complaints whose first receipt lies in the period.

use super::{BY_HOLDER, FigureKind, Measure, Observation, Observed, What};
use crate::text::Two;

pub(super) const RECEIVED: Measure = Measure {
    code: "received",
    title: Two("received", "收到件"),
    kind: FigureKind::Count,
    cohort: Two("the first receipt", "首次收到之日"),
    clock: Two("each case once, however many rounds it has", "每件计一次，不论轮次"),
    exclusions: Two("voided cases and what is no complaint; duplicates beside it", "已作废的件和非投诉；重复件另列"),
    whose: BY_HOLDER,
    observe,
};

fn observe(seen: &Observed<'_>, put: &mut dyn FnMut(Observation)) {
    if let Some(received) = seen.case.received() {
        put(seen.held(0, Some(received.date()), What::One));
    }
}
