//! The acts of a row in the order of its rounds.
//!
//! A row has one date for each kind of act. Where it tells of a reopening, an answer or an end that it dates after that is of the last round;
//! how the round before ended it does not tell, but that it had ended by then.

use crate::domain::gate::{Close, Past, Verb};
use crate::domain::value::moment::Moment;

/// Whether an act ends a round.
fn ends(past: &Past) -> bool {
    matches!(past.name(), "decline" | "refer" | "withdraw" | "close")
}

/// Whether an act reopens the case.
pub(super) fn is_reopening(past: &Past) -> bool {
    past.name() == "reopen"
}

/// Puts what a row dates after its last reopening behind it. A round whose end the row does not tell is closed by the day of the reopening.
/// Who had the case has it `again` from then on, where the row does not say otherwise.
pub(super) fn order(chain: &mut Vec<Past>, again: Option<Past>) {
    let Some(at) = chain.iter().rposition(is_reopening) else { return };
    let Some(begun) = chain[at].on.filter(|_| !chain[at].undated) else { return };
    let is_later = |past: &Past| !past.undated && past.on.is_some_and(|on: Moment| on.is_after(begun));
    let (mut before, later): (Vec<Past>, Vec<Past>) = chain.drain(..at).partition(|past| !is_later(past));
    if !before.iter().any(ends) {
        before.push(Past { undated: true, ..Past::new(Close { outcome: String::new() }, Some(begun)) });
    }
    let after = std::mem::replace(chain, before);
    let mut after = after.into_iter();
    chain.extend(after.next());
    let has_unit = later.iter().any(|past| past.name() == "assign");
    chain.extend(again.filter(|_| !has_unit).map(|past| Past { on: Some(begun), undated: false, ..past }));
    chain.extend(later);
    chain.extend(after);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::gate::{Assign, Reopen, Reply, Withdraw};

    fn on(day: u32) -> Option<Moment> {
        chrono::NaiveDate::from_ymd_opt(2026, 3, day).map(Moment::day)
    }

    fn ordered(replied: u32, closed: Option<u32>, reopened: u32) -> Vec<(&'static str, u32, bool)> {
        let mut chain = vec![Past::new(Assign::default(), on(3)), Past::new(Reply::default(), on(replied))];
        chain.extend(closed.map(|day| Past::new(Close { outcome: String::new() }, on(day))));
        chain.push(Past::new(Reopen { reason: String::new() }, on(reopened)));
        order(&mut chain, Some(Past::new(Assign::default(), on(3))));
        let day = |past: &Past| past.on.map_or(0, |on| chrono::Datelike::day(&on.date()));
        chain.iter().map(|past| (past.name(), day(past), past.undated)).collect()
    }

    #[test]
    fn what_is_dated_after_a_reopening_is_of_the_last_round() {
        let reply = |day| ("reply", day, false);
        let close = |day| ("close", day, false);
        let (assign, reopen, unknown) = (("assign", 3, false), ("reopen", 16, false), ("close", 16, true));
        let again = ("assign", 16, false);
        assert_eq!(ordered(9, Some(10), 16), [assign, reply(9), close(10), reopen, again]);
        assert_eq!(ordered(9, Some(16), 16), [assign, reply(9), close(16), reopen, again]);
        assert_eq!(ordered(18, Some(18), 16), [assign, unknown, reopen, again, reply(18), close(18)]);
        assert_eq!(ordered(9, Some(18), 16), [assign, reply(9), unknown, reopen, again, close(18)]);
        assert_eq!(ordered(18, Some(10), 16), [assign, close(10), reopen, again, reply(18)]);
        assert_eq!(ordered(9, None, 16), [assign, reply(9), unknown, reopen, again]);
    }

    #[test]
    fn a_withdrawal_ends_a_round_too() {
        let mut chain = vec![Past::new(Withdraw::default(), on(4)), Past::new(Reopen { reason: String::new() }, on(5))];
        order(&mut chain, None);
        assert_eq!(chain.iter().map(Verb::name).collect::<Vec<_>>(), ["withdraw", "reopen"]);
    }
}
