//! The order of acts by `on`: no act is dated before the receipt of its round, nor before an act that it needs.
//!
//! Invariant: pure. The gate refuses a new act out of order and the fold marks one on record, both by this table.

use crate::domain::case::Case;
use crate::domain::case::apply::revoked;
use crate::domain::event::{Body, Event};
use crate::domain::value::moment::Moment;

/// Results of mediation that tell what became of an agreement.
const AFTER_AGREEMENT: [&str; 2] = ["kept", "broken"];

/// An act that another one needs, but is dated after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Needed {
    /// The kind of its event; `opened` for the receipt.
    pub act: &'static str,
    /// When it happened.
    pub on: Moment,
}

/// The act of the current round that `body` needs but that is dated after `on`; the latest, if there are several.
#[must_use]
pub fn needed(case: &Case, body: &Body, on: Moment) -> Option<Needed> {
    if !is_act(body) {
        return None;
    }
    let round = case.current()?;
    let reached = |milestone: &str| round.milestones.get(milestone).copied();
    // A case registered late and accepted or assigned with the same command has these milestones at the time of
    // recording; acts dated between receipt and recording are in order.
    let worked = |milestone: &str| reached(milestone).filter(|reached| Some(*reached) != case.recorded);
    let mut all: Vec<(&'static str, Option<Moment>)> = vec![("opened", round.received)];
    match body {
        Body::Assigned(_) => {
            all.push(("accepted", worked("accepted")));
            // The last assignment holds: one that is dated before another would come after it.
            all.push(("assigned", case.route.last().map(|hop| hop.on).filter(|on| Some(*on) != case.recorded)));
        }
        Body::Returned(_) => all.push(("assigned", case.route.last().map(|hop| hop.on).or(reached("assigned")))),
        Body::Replied(body) => {
            all.extend(["accepted", "assigned", "reworked"].map(|act| (act, worked(act))));
            // Who replies for good has the case by then.
            let hop = case.route.last().map(|hop| hop.on).filter(|on| Some(*on) != case.recorded && !body.partial);
            all.push(("assigned", hop));
        }
        Body::Declined(_) | Body::Referred(_) => {
            all.extend(["accepted", "assigned", "replied"].map(|act| (act, worked(act))));
        }
        Body::Reworked(_) | Body::CalledBack(_) => {
            all.extend([("replied", reached("replied")), ("replied", reached("reported"))]);
        }
        Body::Closed(_) => {
            all.extend(["accepted", "assigned"].map(|act| (act, worked(act))));
            all.extend(["replied", "reported", "sourced"].map(|milestone| ("replied", reached(milestone))));
        }
        Body::Resumed(_) => all.push(("paused", case.paused)),
        Body::Appealed(body) => {
            all = match body.act.as_str() {
                "decided" => vec![("appealed", case.open_appeal().and_then(|appeal| appeal.sent))],
                "carried-out" => vec![("appealed", case.appeal_to_carry_out().and_then(|appeal| appeal.decided))],
                _ => vec![
                    ("opened", round.received),
                    ("replied", reached("replied")),
                    ("ended", round.ended.map(|(_, on)| on)),
                    ("appealed", case.appeals.last().and_then(|appeal| appeal.decided)),
                ],
            };
        }
        Body::Remedied(body) => {
            let offer = case.offer(&body.kind, false).filter(|_| body.act != "offer");
            all.push(("remedied", offer.map(|offer| offer.on)));
        }
        Body::Mediated(body) if AFTER_AGREEMENT.contains(&body.result.as_str()) => {
            all.push(("mediated", case.agreement().map(|agreed| agreed.on)));
        }
        Body::EvidenceReturned(body) => {
            let taken = case.evidence.iter().find(|item| Some(item.event) == body.item);
            all.push(("evidence_added", taken.map(|item| item.on)));
        }
        Body::Reopened(_) => all = vec![("ended", round.ended.map(|(_, on)| on))],
        Body::Withdrawn(_) | Body::WithdrawalCoerced(_) | Body::WithdrawalUnverified(_) => {
            let asked = case.wishes.last().filter(|_| case.withdrawal_open).and_then(|wish| wish.requested);
            // What counts from the request may lie before what was done until it was found voluntary.
            let from_request = matches!(body, Body::Withdrawn(body) if body.on.is_some() && body.on == asked);
            if matches!(body, Body::Withdrawn(_)) && !from_request {
                all.extend(["accepted", "assigned", "replied"].map(|act| (act, worked(act))));
            }
            all.push(("withdrawal_requested", asked));
        }
        Body::PartyDropped(body) => {
            let party = case.parties.iter().find(|party| Some(party.event) == body.party);
            all.push(("party_added", party.map(|party| party.on)));
        }
        _ => {}
    }
    let needed = all.into_iter().filter_map(|(act, needed)| Some(Needed { act, on: needed? }));
    needed.filter(|needed| needed.on.is_after(on)).max_by_key(|needed| needed.on)
}

/// Whether an event is an act of a round. Corrections and other changes to the record are not: they count whenever
/// recorded.
#[must_use]
pub fn is_act(body: &Body) -> bool {
    !matches!(
        body,
        Body::Opened(_)
            | Body::Corrected(_)
            | Body::Revoked(_)
            | Body::Overridden(_)
            | Body::Revealed(_)
            | Body::Erased(_)
            | Body::Recomputed(_)
            | Body::Unknown { .. }
    )
}

/// The earliest act of the current round, given a case's events in order; revoked events count as absent.
#[must_use]
pub fn first_act<'e>(events: &[&'e Event]) -> Option<&'e Event> {
    let gone = revoked(events);
    let standing = || events.iter().copied().filter(|event| !gone.contains(&event.id()));
    let begins = |event: &Event| matches!(event.body, Body::Opened(_) | Body::Reopened(_));
    let rounds = standing().filter(|event| begins(event)).count();
    let mut round = 0;
    let acts = standing().filter(|event| {
        round += usize::from(begins(event));
        round == rounds && !begins(event) && is_act(&event.body)
    });
    acts.min_by_key(|event| event.on())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::case::apply::fold;

    fn event(n: usize, body: &str) -> Event {
        let line = format!(
            r#"{{"n":{n},"at":"2026-03-10T10:00:00.000+08:00","by":"p","case":"HQ-2026-0001","seq":{n},{body},"hash":""}}"#
        );
        Event::parse(line.as_bytes(), "HQ".parse().expect("a desk")).expect("a line")
    }

    #[test]
    fn an_act_dated_before_the_act_it_needs_is_folded_and_marked() {
        let lines = [
            r#""opened":{"on":"2026-03-02"}"#,
            r#""accepted":{"on":"2026-03-03"}"#,
            r#""replied":{"on":"2026-03-06","to":["complainant"]}"#,
            r#""closed":{"on":"2026-03-05"}"#,
        ];
        let events: Vec<Event> = lines.iter().enumerate().map(|(at, line)| event(at + 1, line)).collect();
        let case = fold(&events);
        assert_eq!(case.current().and_then(|r| r.ended).map(|(_, on)| on), "2026-03-05".parse().ok());
        assert_eq!((case.disordered.len(), case.flags().contains(&"out-of-order")), (1, true));
        assert!(fold(&events[..3]).disordered.is_empty());
        assert_eq!(first_act(&events.iter().collect::<Vec<_>>()).map(|e| e.n), Some(2));
        let before = needed(&case, &event(5, r#""noted":{}"#).body, "2026-03-01".parse().expect("a day"));
        assert_eq!(before.map(|needed| needed.act), Some("opened"));
    }
}
