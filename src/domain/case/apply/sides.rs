//! Applies acts between the sides of a case: mediation, evidence, papers served, remedies, appeals.

use super::When;
use crate::domain::case::Case;
use crate::domain::case::acts::{AppealMade, Evidence, Mediation, RemedyMade};
use crate::domain::case::delivery;
use crate::domain::event::{Appealed, Body, Event, Remedied};

impl Case {
    pub(super) fn name_incidents(&mut self) {
        self.incident_names = self.incidents.iter().map(|link| link.incident.to_string().into()).collect();
    }

    pub(super) fn settle_between(&mut self, event: &Event, when: When<'_>) {
        // What happens after the end of a round neither meets nor misses its limits.
        let pending = self.state.is_pending();
        match &event.body {
            Body::Mediated(body) => {
                let is_further = body.result == "agreed" && self.reached("agreed").is_some();
                self.mediations.push(Mediation {
                    round: self.round(),
                    result: body.result.clone(),
                    on: when.on,
                    amount: body.amount,
                    deadline: body.deadline,
                });
                if is_further {
                    self.begin_again(&["agreed", "kept"]);
                }
                if body.result == "kept" {
                    self.reach("kept", when);
                }
                self.recount_compensation();
                if !pending {
                    return;
                }
                self.reach("mediating", when);
                match body.result.as_str() {
                    "agreed" => {
                        self.reach("mediated", when);
                        self.reach("agreed", when);
                    }
                    "failed" => self.reach("mediated", when),
                    _ => {}
                }
            }
            Body::EvidenceAdded(body) => {
                let pieces = body.pieces.max(1);
                self.evidence.push(Evidence { event: event.id(), on: when.on, pieces, returned: None });
                self.reach("evidence", when);
            }
            Body::EvidenceReturned(body) => {
                if let Some(item) = self.evidence.iter_mut().find(|item| Some(item.event) == body.item) {
                    item.returned.get_or_insert(when.on);
                }
            }
            Body::Delivered(body) => {
                self.counts.deliveries += 1;
                if pending && !body.failed {
                    self.reach("delivered", when);
                    self.reach(&delivery::milestone(&body.addressee), when);
                    if !body.form.is_empty() {
                        self.reach(&delivery::milestone(&body.form), when);
                    }
                }
            }
            _ => {}
        }
    }

    pub(super) fn note_remedy(&mut self, body: &Remedied, when: When<'_>) {
        // What is accepted or given later belongs to the round in which it was offered.
        let offer = self.offer(&body.kind, false).filter(|_| body.act != "offer");
        let round = offer.map_or(self.round(), |offer| offer.round);
        if body.act == "accept" && self.reached("paid").is_some() && !self.awaits_remedy() {
            self.begin_again(&["offer-accepted", "paid"]);
        }
        self.add_remedy(RemedyMade {
            round,
            act: body.act.clone(),
            kind: body.kind.clone(),
            amount: body.amount,
            on: when.on,
            by_reply: false,
        });
        if round == self.round() {
            match body.act.as_str() {
                "offer" if self.state.is_pending() => self.reach("offered", when),
                "accept" => self.reach("offer-accepted", when),
                "pay" => self.reach("paid", when),
                _ => {}
            }
        }
        self.recount_compensation();
    }

    pub(super) fn note_appeal(&mut self, body: &Appealed, when: When<'_>) {
        let round = self.round();
        match body.act.as_str() {
            "decided" => {
                if self.open_appeal().is_none() {
                    let (unit, outside) = (body.unit.clone(), body.outside);
                    self.appeals.push(AppealMade { round, unit, outside, ..AppealMade::default() });
                }
                if let Some(appeal) = self.appeals.last_mut() {
                    (appeal.state, appeal.decision) = (body.decision.clone(), body.decision.clone());
                    (appeal.decided, appeal.award) = (Some(when.on), body.award);
                }
                self.reach("decided", when);
            }
            "carried-out" => {
                if let Some(appeal) = self.appeals.iter_mut().rev().find(|appeal| appeal.awaits_carrying_out()) {
                    (appeal.state, appeal.carried_out) = ("carried-out".into(), Some(when.on));
                }
                self.recount_compensation();
            }
            _ => {
                self.begin_again(&["appealed", "decided"]);
                let (unit, outside, sent) = (body.unit.clone(), body.outside, Some(when.on));
                self.appeals.push(AppealMade {
                    round,
                    unit,
                    outside,
                    sent,
                    state: "sent".into(),
                    ..AppealMade::default()
                });
                self.reach("appealed", when);
            }
        }
    }
}
