//! Shares of the complaints received: escalated, extended, returned, withdrawn, withdrawn under pressure, chased.

use super::{BY_HOLDER, FigureKind, Measure, Observation, Observed, What};
use crate::domain::case::Counts;
use crate::text::Two;

const COHORT: Two = Two("the first receipt", "首次收到之日");
const NONE: Two = Two("nothing but what every measure leaves out", "除各指标均不计的以外，无");

macro_rules! shares {
    ($($name:ident = ($code:literal, $title:expr, $clock:expr, $count:ident);)*) => { $(
        pub(super) const $name: Measure = Measure {
            code: $code,
            title: $title,
            kind: FigureKind::Rate,
            cohort: COHORT,
            clock: $clock,
            exclusions: NONE,
            whose: BY_HOLDER,
            observe: |seen, put| share(seen, |counts| counts.$count, put),
        };
    )* };
}

shares! {
    ESCALATED = ("escalated", Two("escalated", "上报率"), Two("at least one escalation by the report's day", "截至报表日至少上报一次"), escalations);
    EXTENDED = ("extended", Two("extended", "延期率"), Two("at least one extension by the report's day", "截至报表日至少延期一次"), extensions);
    RETURNED = ("returned", Two("returned", "退回率"), Two("at least one return by the report's day", "截至报表日至少被退回一次"), returns);
    WITHDRAWN = ("withdrawn", Two("withdrawn", "撤诉率"), Two("withdrawn by the report's day", "截至报表日已撤诉"), withdrawals);
    COERCED = ("coerced", Two("coerced", "被迫撤诉率"), Two("found to have been put under pressure to withdraw", "经核实系被迫要求撤诉"), coerced);
    CHASED = ("chased", Two("chased", "催办率"), Two("at least one chase by the report's day", "截至报表日至少催办一次"), chases);
}

fn share(seen: &Observed<'_>, count: fn(&Counts) -> u32, put: &mut dyn FnMut(Observation)) {
    if let Some(received) = seen.case.received() {
        put(seen.held(0, Some(received.date()), What::Part(count(&seen.case.counts) > 0)));
    }
}
