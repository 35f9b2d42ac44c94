//! What a case turns out to be beside its topic: recorded, major, overseas, in the papers, in court, beyond our power.
//!
//! Invariant: only facts that a case of its kind and channel can have; what follows from them is `schedule`'s.

use super::plan::{Slot, StoryKind};
use super::random::Random;

/// The facts of a story.
#[derive(Clone, Debug, Default)]
#[allow(missing_docs)]
pub(super) struct Facts {
    pub(super) recorded: bool,
    /// public_figure, hot_topic or reputation_risk.
    pub(super) major: &'static str,
    pub(super) overseas: bool,
    pub(super) legal: bool,
    /// lead or published.
    pub(super) media: &'static str,
    /// local, provincial or central.
    pub(super) media_level: &'static str,
    /// Of an anonymous letter: good or bad.
    pub(super) faith: &'static str,
    /// What is asked for is not ours to grant.
    pub(super) beyond: bool,
    /// Damage done, in hundredths.
    pub(super) loss: Option<i64>,
    /// The complainant is answered first, and the form goes back later.
    pub(super) apart: bool,
    /// The unit that assists gives its part.
    pub(super) helped: bool,
}

impl Facts {
    /// The facts of a slot's story.
    pub(super) fn draw(
        slot: &Slot,
        (category, channel): (&str, &str),
        (sum, verdict): (Option<i64>, &Verdict),
        random: &mut Random,
    ) -> Self {
        let mut facts = Self { recorded: channel == "phone" && random.chance(900), ..Self::default() };
        if matches!(slot.kind, StoryKind::Solved | StoryKind::Enquiry | StoryKind::Praise) {
            return facts;
        }
        let fault = matches!(verdict.responsibility, "ours" | "shared");
        const MAJOR: [&str; 3] = ["public_figure", "hot_topic", "reputation_risk"];
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

/// What comes out.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs)]
pub(super) struct Verdict {
    pub(super) responsibility: &'static str,
    pub(super) outcome: &'static str,
    pub(super) satisfaction: &'static str,
    /// In hundredths.
    pub(super) compensation: Option<i64>,
}
