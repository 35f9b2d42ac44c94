//! Density: complaints for each so many customers or outlets, where the directory gives the base.

use super::{FigureKind, Measure, Observation, Observed, SizeBase, What};
use crate::text::Two;

const COHORT: Two = Two("the first receipt", "首次收到之日");
const CLOCK: Two = Two(
    "complaints received, divided by the base that directory.toml gives the unit; of all: by the bases of the uppermost units that have one",
    "收到件数除以 directory.toml 中该单位的基数；合计除以填有基数的最上级单位之和",
);
const EXCLUSIONS: Two = Two(
    "without a base there is no density; a unit's base is its own, its complaints are those of the unit itself",
    "未填基数的不计算；单位的基数和件数均指该单位本身",
);
const WHOSE: Two =
    Two("the unit complained about; if none is named, the one that holds the case", "被投诉单位；未注明的为现承办单位");

pub(super) const PER_CUSTOMERS: Measure = Measure {
    code: "density-customers",
    title: Two("per 10,000 customers", "每万名客户投诉量"),
    kind: FigureKind::Density { per: 10_000, base: SizeBase::Customers },
    cohort: COHORT,
    clock: CLOCK,
    exclusions: EXCLUSIONS,
    whose: WHOSE,
    observe,
};

pub(super) const PER_OUTLETS: Measure = Measure {
    code: "density-outlets",
    title: Two("per 1,000 outlets", "每千个网点投诉量"),
    kind: FigureKind::Density { per: 1_000, base: SizeBase::Outlets },
    cohort: COHORT,
    clock: CLOCK,
    exclusions: EXCLUSIONS,
    whose: WHOSE,
    observe,
};

fn observe(seen: &Observed<'_>, put: &mut dyn FnMut(Observation)) {
    let Some(received) = seen.case.received() else { return };
    let mut one = seen.held(0, Some(received.date()), What::One);
    if !seen.case.facts.against.is_empty() {
        one.unit.clone_from(&seen.case.facts.against);
    }
    put(one);
}
