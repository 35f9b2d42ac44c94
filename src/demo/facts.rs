//! Facts of a case besides its topic: recorded call, major, overseas, media, legal, beyond the unit's authority.
//!
//! Invariant: only facts that fit the case's kind and channel; `schedule` derives the acts from them.

use super::plan::{Slot, StoryKind};
use super::random::Random;

/// The facts of a story.
#[derive(Clone, Debug, Default)]
#[allow(missing_docs)]
pub(super) struct StoryFacts {
    pub(super) recorded: bool,
    /// `public_figure`, `hot_topic` or `reputation_risk`.
    pub(super) major: &'static str,
    pub(super) overseas: bool,
    pub(super) legal: bool,
    /// `lead` or `published`.
    pub(super) media: &'static str,
    /// `local`, `provincial` or `central`.
    pub(super) media_level: &'static str,
    /// Good faith of an anonymous letter: `good` or `bad`.
    pub(super) faith: &'static str,
    /// The demand is beyond the unit's authority.
    pub(super) beyond: bool,
    /// Loss, in hundredths of the currency unit.
    pub(super) loss: Option<i64>,
    /// The complainant is answered first, and the form to the desk follows later.
    pub(super) apart: bool,
    /// The assisting unit gives a partial reply.
    pub(super) helped: bool,
}

impl StoryFacts {
    /// The facts of a slot's story.
    pub(super) fn draw(
        slot: &Slot,
        (category, channel): (&str, &str),
        (sum, verdict): (Option<i64>, &Verdict),
        random: &mut Random,
    ) -> Self {
        const MAJOR: [&str; 3] = ["public_figure", "hot_topic", "reputation_risk"];
        let mut facts = Self { recorded: channel == "phone" && random.chance(900), ..Self::default() };
        if matches!(slot.kind, StoryKind::Solved | StoryKind::Enquiry | StoryKind::Praise) {
            return facts;
        }
        let fault = matches!(verdict.responsibility, "ours" | "shared");
        facts.major =
            if random.chance(if slot.kind == StoryKind::Major { 700 } else { 6 }) { random.pick(&MAJOR) } else { "" };
        facts.overseas = slot.kind == StoryKind::Overseas;
        facts.legal = slot.kind == StoryKind::Legal;
        (facts.media, facts.media_level) = match slot.kind {
            StoryKind::Media => random.weighted(&[
                (("published", "local"), 4),
                (("published", "provincial"), 2),
                (("published", "central"), 1),
                (("lead", "local"), 2),
                (("lead", "provincial"), 1),
            ]),
            StoryKind::Lead => ("lead", random.weighted(&[("local", 4), ("provincial", 1)])),
            _ => ("", ""),
        };
        if slot.kind == StoryKind::Anonymous {
            facts.faith = random.weighted(&[("good", 3), ("bad", 1)]);
        }
        facts.beyond = matches!(category, "product" | "access") && !fault && random.chance(200);
        let refused = fault && verdict.compensation.is_none() && category != "crime" && random.chance(150);
        facts.loss = verdict.compensation.or(sum.filter(|_| refused));
        facts.apart = slot.kind != StoryKind::Anonymous && random.chance(220);
        facts.helped = matches!(category, "product" | "access") && random.chance(400);
        facts
    }
}

/// The outcome of a case.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs)]
pub(super) struct Verdict {
    pub(super) responsibility: &'static str,
    pub(super) outcome: &'static str,
    pub(super) satisfaction: &'static str,
    /// In hundredths of the currency unit.
    pub(super) compensation: Option<i64>,
}
