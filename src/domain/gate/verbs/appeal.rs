//! appeal: an appeal against a decision is lodged with a reviewing body, decided, or carried out.

use crate::domain::Code;
use crate::domain::case::appeal::DECISIONS;
use crate::domain::event::{Appealed, Body};
use crate::domain::gate::codes;
use crate::domain::gate::draft::Draft;
use crate::domain::gate::proposal::{Proposal, Verb};
use crate::domain::gate::refusal::Problem;
use crate::domain::gate::verbs::reply::one_of;
use crate::domain::value::amount::Amount;
use crate::domain::value::moment::Moment;
use crate::domain::value::state::State;

/// Records an act of an appeal: with a decision that decision, with `carried_out` that it was carried out, else its
/// lodging.
#[derive(Clone, Debug, Default)]
pub struct Appeal {
    /// The reviewing body: a unit, or the name of an outside body.
    pub to: String,
    /// When it was lodged or carried out, if not now.
    pub when: Option<Moment>,
    /// One of [`DECISIONS`].
    pub decision: String,
    /// The sum that was awarded.
    pub award: Option<Amount>,
    /// It was carried out.
    pub carried_out: bool,
    /// The reasons.
    pub note: String,
}

impl Verb for Appeal {
    fn name(&self) -> &'static str {
        "appeal"
    }

    fn on(&self) -> Option<Moment> {
        self.when
    }

    fn decide(&self, proposal: &mut Proposal<'_>) {
        if proposal.case.state == State::Voided || proposal.is_new {
            proposal.need_state(&DECIDED);
        }
        let decided = !self.decision.trim().is_empty();
        self.flags_fit(decided, proposal);
        let (body, to) = match (decided, self.carried_out) {
            (true, _) => (self.decided(proposal), ""),
            (false, true) => (self.carried_out(proposal), ""),
            (false, false) => self.sent(proposal),
        };
        proposal.record(Draft::new(Body::Appealed(body)).say("body", to).say("note", &self.note));
    }
}

/// The states in which there is a decision to appeal against.
const DECIDED: [State; 5] = [State::Replied, State::Closed, State::Declined, State::Referred, State::Withdrawn];

/// Whether two names are of bodies of different levels: 省旅游局 is no misspelling of 市旅游局.
fn is_of_other_level(name: &str, unit: &str) -> bool {
    let levels = |name: &str| name.chars().filter(|c| "国省市州盟县区旗乡镇总分支".contains(*c)).collect::<String>();
    let (own, other) = (levels(name), levels(unit));
    !own.is_empty() && !other.is_empty() && own != other
}

/// Whether a name is longer than that of a unit, which it contains.
fn has_unit_within(name: &str, proposal: &Proposal<'_>) -> bool {
    let is_within = |title: &str| title.chars().count() > 3 && name.len() > title.len() && name.contains(title);
    proposal.cx.directory.units.iter().any(|unit| is_within(&unit.zh) || is_within(&unit.en))
}

impl Appeal {
    fn sent(&self, proposal: &mut Proposal<'_>) -> (Appealed, &str) {
        proposal.need_state(&DECIDED);
        proposal.need_text("body", &self.to);
        if proposal.case.open_appeal().is_some() && !proposal.cx.past {
            proposal.refuse(Problem::NothingToDo);
        }
        let unit = match codes::find("unit", self.to.trim(), proposal.cx) {
            Ok(unit) => Some(unit),
            // The name of an outside body, unless it is nearly that of a unit.
            Err(Problem::UnknownCode { nearest: None, .. }) => None,
            Err(Problem::UnknownCode { nearest: Some(unit), .. }) if is_of_other_level(self.to.trim(), &unit) => None,
            // An outside body may have a unit's name within its own: 某市某区某委员会.
            Err(_) if self.to.trim().is_empty() || proposal.cx.past || has_unit_within(self.to.trim(), proposal) => {
                None
            }
            Err(problem) => {
                proposal.refuse(problem);
                None
            }
        };
        let known = unit.as_ref().and_then(|code| proposal.cx.directory.unit(code));
        let outside = unit.is_none() || known.is_some_and(|known| known.outside);
        let to = if unit.is_some() { "" } else { self.to.trim() };
        (Appealed { act: "sent".into(), unit: unit.unwrap_or_default(), outside, ..Appealed::default() }, to)
    }

    fn decided(&self, proposal: &mut Proposal<'_>) -> Appealed {
        let decision = one_of(proposal, "decision", self.decision.trim(), DECISIONS);
        let open = proposal.case.open_appeal().cloned();
        if open.is_none() && !proposal.cx.past {
            proposal.refuse(Problem::NotYet { milestone: "appealed".into(), title: Default::default() });
        }
        let (unit, outside) = open.map(|appeal| (appeal.unit, appeal.outside)).unwrap_or_default();
        Appealed { act: "decided".into(), unit, outside, decision, award: self.award, ..Appealed::default() }
    }

    fn carried_out(&self, proposal: &mut Proposal<'_>) -> Appealed {
        let waiting = proposal.case.appeal_to_carry_out().cloned();
        if waiting.is_none() && !proposal.cx.past {
            let awaits = proposal.case.appeals.is_empty() || proposal.case.open_appeal().is_some();
            proposal.refuse(match awaits {
                true => Problem::NotYet { milestone: "decided".into(), title: Default::default() },
                false => Problem::NothingToDo,
            });
        }
        let (unit, outside): (Code, bool) = waiting.map(|appeal| (appeal.unit, appeal.outside)).unwrap_or_default();
        Appealed { act: "carried-out".into(), unit, outside, ..Appealed::default() }
    }

    /// Refuses what belongs to another act: a body lodges, a sum is of a decision.
    fn flags_fit(&self, decided: bool, proposal: &mut Proposal<'_>) {
        let is_sent = !decided && !self.carried_out;
        let second = if decided { "decision" } else { "carried_out" };
        let mut clash = |first: &str, second: &str| {
            proposal.refuse(Problem::Conflict { first: first.into(), second: second.into() });
        };
        if !is_sent && !self.to.trim().is_empty() {
            clash("to", second);
        }
        if decided && self.carried_out {
            clash("decision", "carried_out");
        }
        if self.award.is_some() && !decided {
            clash("award", if is_sent { "to" } else { "carried_out" });
        }
        // Nothing is awarded where the first decision stands or the appeal was taken back.
        if self.award.is_some() && matches!(self.decision.trim(), "upheld" | "withdrawn") {
            clash("award", self.decision.trim());
        }
    }
}
