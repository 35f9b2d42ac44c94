//! The story of one case: its topic, who is concerned, its route, and its outcome.
//!
//! Invariant: nobody handles a complaint about themselves, and every person belongs to the unit that the case is sent to.

use super::customers::Customer;
use super::data::{Outlet, Place, Topic};
use super::days::Days;
use super::facts::{StoryFacts, Verdict};
use super::people::{self, outlets};
use super::plan::{Late, Slot, Stop, StoryKind};
use super::random::Random;
use super::texts;
use crate::domain::value::id::{CaseId, EventId};
use crate::domain::value::title::Lang;
use chrono::NaiveDate;

/// One assignment on a case's route.
#[derive(Clone, Copy, Debug)]
pub(super) struct StoryHop {
    /// Who assigns it; empty: the clerk who took the complaint.
    pub(super) by: &'static str,
    /// The unit and person it goes to.
    pub(super) to: Place,
    /// The assisting unit.
    pub(super) assist: &'static str,
}

/// The union's officers at the head office.
const UNION: [&str; 2] = ["chen.jing", "sun.yan"];

/// The story of one case.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub(super) struct Story {
    pub(super) kind: StoryKind,
    pub(super) late: Late,
    pub(super) stop: Stop,
    pub(super) topic: &'static Topic,
    pub(super) product: &'static str,
    pub(super) channel: &'static str,
    /// It is classified only after its registration.
    pub(super) unsorted: bool,
    pub(super) outlet: Outlet,
    pub(super) against: &'static str,
    pub(super) respondent: Option<&'static str>,
    pub(super) clerk: &'static str,
    pub(super) hops: Vec<StoryHop>,
    /// Number of hops before it is sent back by a wrong unit.
    pub(super) astray: usize,
    pub(super) facts: StoryFacts,
    pub(super) customer: Option<Customer>,
    /// The amount in question, in hundredths of the currency unit.
    pub(super) sum: Option<i64>,
    pub(super) verdict: Verdict,
    pub(super) random: Random,
    /// The earlier case, of a duplicate or a repeated complaint.
    pub(super) other: Option<CaseId>,
    /// The case id, once it is recorded.
    pub(super) id: Option<CaseId>,
    /// The lessons, in the words of the first form that was sent.
    pub(super) lessons: String,
    /// The improvement that followed from the case.
    pub(super) improvement: Option<EventId>,
}

/// A case that a later duplicate or repeated complaint may refer to.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub(super) struct Known {
    pub(super) id: CaseId,
    pub(super) topic: &'static Topic,
    pub(super) product: &'static str,
    pub(super) outlet: Outlet,
    pub(super) customer: Option<Customer>,
}

impl Story {
    /// Draws the story of a slot. `known`: the earlier case that it refers to, if any.
    pub(super) fn draw(slot: &Slot, mut random: Random, lang: Lang, days: &Days<'_>, known: Option<&Known>) -> Self {
        let random_ref = &mut random;
        let topic = known.map_or_else(|| topic(slot, random_ref), |k| k.topic);
        let product = known.map_or_else(|| random_ref.pick(topic.texts(lang).products), |k| k.product);
        let channel = channel(slot, days, random_ref);
        let outlet = known.map_or_else(|| people::outlet(random_ref), |k| k.outlet);
        let electronic = topic.category == "access" && random_ref.chance(650);
        let against = if electronic { "hq-ebank" } else { outlet.code };
        let personal = matches!(topic.category, "attitude" | "error" | "violation");
        let respondent = outlet.teller.filter(|_| !electronic && personal && random_ref.chance(550));
        let clerk = clerk(channel, &outlet, slot.day, days, random_ref);
        let lead = lead(slot.kind, topic.category);
        let (hops, astray) = hops(slot.kind, (lead, channel, clerk), &outlet, random_ref);
        let anonymous = slot.kind == StoryKind::Anonymous;
        let customer = match known {
            Some(known) => known.customer.clone(),
            None => (!anonymous).then(|| Customer::invent(random_ref, lang)),
        };
        let sum = match slot.kind {
            StoryKind::Major if random_ref.chance(600) => Some(i64::from(random_ref.between(52, 300)) * 100_000),
            _ => topic.sum.map(|(low, high)| sum(low, high, random_ref)),
        };
        let verdict = verdict(topic.category, sum, slot, random_ref);
        let facts = StoryFacts::draw(slot, (topic.category, channel), (sum, &verdict), random_ref);
        let plain = matches!(slot.kind, StoryKind::Normal | StoryKind::Returned) && slot.stop == Stop::Never;
        Self {
            kind: slot.kind,
            late: slot.late,
            stop: slot.stop,
            topic,
            product,
            channel,
            unsorted: plain && random_ref.chance(110),
            outlet,
            against,
            respondent,
            clerk,
            hops,
            astray,
            facts,
            customer,
            sum,
            verdict,
            other: known.map(|k| k.id),
            id: None,
            lessons: String::new(),
            improvement: None,
            random,
        }
    }

    /// The unit and person that finally handle it.
    pub(super) fn lead(&self) -> Place {
        self.hops.last().map_or(("hq-service", "li.na"), |hop| hop.to)
    }

    /// The clerk in charge on a day: who took the complaint, or the successor.
    pub(super) fn clerk_on(&self, day: NaiveDate, days: &Days<'_>) -> &'static str {
        if people::has_left(self.clerk, days.first, day) { "huang.ting" } else { self.clerk }
    }

    /// The case as later stories may refer to it; `None` if they may not.
    pub(super) fn known(&self) -> Option<Known> {
        let open = !matches!(
            self.kind,
            StoryKind::Crime | StoryKind::Anonymous | StoryKind::Voided | StoryKind::Enquiry | StoryKind::Praise
        );
        let (topic, product, outlet) = (self.topic, self.product, self.outlet);
        self.id.filter(|_| open).map(|id| Known { id, topic, product, outlet, customer: self.customer.clone() })
    }
}

fn topic(slot: &Slot, random: &mut Random) -> &'static Topic {
    let category = match slot.kind {
        StoryKind::Anonymous => "anonymous",
        StoryKind::Crime => "crime",
        StoryKind::Incident => return texts::of_category("access")[0],
        StoryKind::Solved => random.weighted(&[("error", 3), ("attitude", 3), ("management", 4)]),
        StoryKind::Coerced => "violation",
        StoryKind::Legal => "product",
        _ if slot.general => random.weighted(&[("error", 3), ("attitude", 4), ("management", 4)]),
        _ if slot.stop != Stop::Never => random.weighted(&[("product", 1), ("access", 1)]),
        _ => random.weighted(&[
            ("error", 17),
            ("attitude", 22),
            ("management", 21),
            ("product", 17),
            ("access", 16),
            ("violation", 7),
        ]),
    };
    random.pick(&texts::of_category(category))
}

fn channel(slot: &Slot, days: &Days<'_>, random: &mut Random) -> &'static str {
    match slot.kind {
        StoryKind::Anonymous | StoryKind::Backdated => "letter",
        StoryKind::Media => "media",
        StoryKind::Major => "phone",
        _ if !days.is_working(slot.day) => random.weighted(&[("phone", 82), ("web", 18)]),
        StoryKind::Solved | StoryKind::Enquiry | StoryKind::Praise => random.weighted(&[("phone", 70), ("visit", 30)]),
        StoryKind::Incident => random.weighted(&[("phone", 75), ("web", 25)]),
        _ => random.weighted(&[
            ("phone", 58),
            ("web", 16),
            ("visit", 8),
            ("book", 7),
            ("letter", 4),
            ("superior", 3),
            ("government", 4),
        ]),
    }
}

/// Who takes a complaint (article 10): the call centre, the union, the president's office, or the outlet.
fn clerk(channel: &str, outlet: &Outlet, day: NaiveDate, days: &Days<'_>, random: &mut Random) -> &'static str {
    match channel {
        "phone" | "web" => random.pick(&people::clerks(days.first, day)),
        "media" => "wu.tao",
        // A complaint from a government office reaches its addressee, who passes it to the union.
        "government" => match random.below(10) {
            0..4 => "wu.tao",
            4..6 => people::office(outlet.region.0).1,
            _ => random.pick(&UNION),
        },
        "book" => outlet.manager.unwrap_or(outlet.above.1),
        _ => random.pick(&UNION),
    }
}

/// The department that leads, whatever unit was complained about (article 14).
fn lead(kind: StoryKind, category: &str) -> Option<Place> {
    match category {
        _ if kind == StoryKind::Media => Some(("hq-office", "wu.tao")),
        "product" => Some(("hq-retail", "cao.yu")),
        "access" => Some(("hq-ebank", "xu.lin")),
        "crime" => Some(("hq-inspection", "feng.xue")),
        _ => None,
    }
}

/// The route, hop by hop (article 10), and the number of hops before it is sent back.
fn hops(
    kind: StoryKind,
    (lead, channel, clerk): (Option<Place>, &str, &str),
    outlet: &Outlet,
    random: &mut Random,
) -> (Vec<StoryHop>, usize) {
    let beijing = outlet.region.0 == "beijing";
    let here = UNION.contains(&clerk);
    // The first unit: the head office's union, or the branch that a government office wrote to.
    let first: Option<Place> = match channel {
        "phone" | "web" if !beijing => Some(("hq-union", random.pick(&UNION))),
        "government" if clerk == "wu.tao" => Some(("hq-union", random.pick(&UNION))),
        "government" if !here => Some(outlet.region),
        _ => None,
    };
    let mut places: Vec<Place> = Vec::new();
    if kind == StoryKind::Returned {
        let others: Vec<Place> = outlets().map(|o| o.region).filter(|r| *r != outlet.region).collect();
        places.extend(first.filter(|first| *first != outlet.region));
        places.push(random.pick(&others));
    }
    let astray = places.len();
    places.extend(first);
    match lead {
        Some(lead) => places.push(lead),
        None => places.extend(down(channel, here || first.is_some(), outlet, random)),
    }
    let mut hops: Vec<StoryHop> = Vec::new();
    for (n, to) in places.into_iter().enumerate() {
        let by = hops.last().filter(|_| n != astray).map_or("", |last| last.to.1);
        let helps = lead == Some(to) && matches!(to.0, "hq-retail" | "hq-ebank");
        // Two equal places in a row are one hop.
        if n == astray || hops.last().is_none_or(|last| last.to != to) {
            hops.push(StoryHop { by, to, assist: if helps { outlet.branch.0 } else { "" } });
        }
    }
    (hops, astray)
}

/// The route from the union down to the handling unit; a letter passes every level.
fn down(channel: &str, from_union: bool, outlet: &Outlet, random: &mut Random) -> Vec<Place> {
    let own = outlet.manager.map(|manager| (outlet.code, manager)).filter(|_| random.chance(450));
    let deep = random.chance(880);
    let all: Vec<Place> = [outlet.branch, outlet.above].into_iter().chain(own).take(if deep { 3 } else { 1 }).collect();
    let last = all.len() - 1;
    let mut places: Vec<Place> = Vec::new();
    if from_union {
        places.push(outlet.region);
    }
    places.extend(
        all.into_iter()
            .enumerate()
            .filter(|(n, _)| *n == last || channel == "letter" || random.chance(250))
            .map(|(_, p)| p),
    );
    places.dedup();
    places
}

fn sum(low: u32, high: u32, random: &mut Random) -> i64 {
    // Small amounts are far more frequent than large ones.
    let spread = u64::from(high - low);
    let (a, b) = (u64::from(random.below(1000)), u64::from(random.below(1000)));
    let sum = i64::from(low) + i64::try_from(spread * a * b * a / 1_000_000_000).unwrap_or(0);
    match sum {
        ..300 => sum * 100 + i64::from(random.below(10)) * 10,
        300..5_000 => sum / 10 * 1_000,
        _ => sum / 500 * 50_000,
    }
}

fn verdict(category: &str, sum: Option<i64>, slot: &Slot, random: &mut Random) -> Verdict {
    const ALL: [&str; 6] = ["ours", "shared", "customer", "third-party", "none", "undetermined"];
    let weights: [u32; 6] = match category {
        "error" => [62, 14, 12, 6, 4, 2],
        "attitude" => [48, 22, 14, 0, 8, 8],
        "management" => [55, 10, 15, 0, 18, 2],
        "product" => [22, 24, 38, 8, 6, 2],
        "access" => [40, 8, 24, 22, 5, 1],
        "violation" => [50, 12, 18, 0, 8, 12],
        "crime" => [5, 0, 20, 45, 0, 30],
        _ => [20, 0, 0, 0, 45, 35],
    };
    let rows: Vec<(&str, u32)> = ALL.into_iter().zip(weights).collect();
    let responsibility = match slot.kind {
        StoryKind::Incident => "ours",
        // A complainant who comes back was often refused before.
        StoryKind::Repeat if random.chance(350) => "customer",
        _ => random.weighted(&rows),
    };
    let fault = matches!(responsibility, "ours" | "shared");
    let mut compensation = None;
    let outcome = if slot.kind == StoryKind::Anonymous {
        "filed"
    } else if let Some(sum) = sum.filter(|_| fault && category != "crime" && random.chance(550)) {
        let part = i64::from(random.weighted(&[(100, 3), (50, 3), (20, 2), (10, 2)]));
        compensation = Some((sum * part / 100).clamp(1_000, 800_000) / 100 * 100);
        "compensated"
    } else if fault {
        "resolved"
    } else {
        random.weighted(&[("explained", 78), ("refused", 22)])
    };
    let late = slot.late != Late::No;
    let satisfaction = match (slot.kind, responsibility) {
        (StoryKind::Anonymous, _) => "not-applicable",
        (_, "ours" | "shared") if !late => satisfied([46, 38, 11, 5], random),
        (StoryKind::Repeat, "customer") => satisfied([14, 30, 50, 6], random),
        (_, "customer") => satisfied([18, 44, 30, 8], random),
        _ => satisfied([28, 42, 20, 10], random),
    };
    Verdict { responsibility, outcome, satisfaction, compensation }
}

fn satisfied([yes, basically, no, unreached]: [u32; 4], random: &mut Random) -> &'static str {
    random.weighted(&[("satisfied", yes), ("basically", basically), ("no", no), ("unreached", unreached)])
}
