//! Upheld: of the complaints decided, those in which the side complained about was at fault, alone or with others.

use super::{Aside, FigureKind, Measure, Observation, Observed, What, on_time};
use crate::text::Two;

pub(super) const UPHELD: Measure = Measure {
    code: "upheld",
    title: Two("upheld", "我方责任率"),
    kind: FigureKind::Rate,
    cohort: Two("the day of the reply that stands, each round", "各轮有效答复之日"),
    clock: Two(
        "those found to be at fault, alone or with others (`fault` in the policy's responsibility), among those for which a responsibility was recorded",
        "已作责任认定的件中，认定为有责的（规则的责任类别中标明 fault 的）",
    ),
    exclusions: Two(
        "rounds without a responsibility; compensation without fault is goodwill, beside it",
        "未作责任认定的轮次；无责而补偿的另列",
    ),
    whose: Two(
        "the unit and person complained about; where none is named, those that answered",
        "被投诉单位和被投诉人；均未登记的，归作出答复的单位和承办人",
    ),
    observe,
};

fn observe(seen: &Observed<'_>, put: &mut dyn FnMut(Observation)) {
    let case = seen.case;
    for round in seen.rounds() {
        let Some(on) = on_time::answered_on(case, round) else { continue };
        let (_, responsibility, _) = case.result_of(round);
        let against = (case.facts.against.clone(), case.facts.respondents.first().cloned().unwrap_or_default());
        let (unit, person) = match seen.answered(round, on, What::One) {
            by if against.0.is_empty() && against.1.is_empty() => (by.unit, by.person),
            _ => against,
        };
        let mut say = |what| put(Observation { round, on: Some(on), unit: unit.clone(), person: person.clone(), what });
        if !responsibility.is_empty() {
            say(What::Part(seen.is_our_fault(round)));
        }
        if seen.is_goodwill(round) {
            say(What::Aside(Aside::Goodwill));
        }
    }
}
