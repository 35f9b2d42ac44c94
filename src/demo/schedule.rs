//! The schedule of a case: acts with their times, from registration to archive.
//!
//! Invariant: the times of a case's acts increase, and each act fits the state after the earlier ones. So the list can be cut off anywhere
//! (today, or where the plan says) and leaves a plausible case.

use super::days::Days;
use super::doing::level_above;
use super::plan::{Late, Stop, StoryKind};
use super::story::Story;
use crate::domain::case::callback::is_sampled;
use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime};

/// A complaint about more than this amount, in hundredths, is a major one (article 10).
const MAJOR_SUM: i64 = 5_000_000;

/// An act of a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub(super) enum Act {
    Intake,
    /// The letter is attached to the case.
    Attach,
    Accept,
    Classify,
    Decline,
    Refer,
    Void,
    /// The n-th assignment of its route.
    Hop(usize),
    Return,
    Ack,
    First,
    Chase,
    Note,
    PrivateNote,
    Delay,
    Escalate,
    /// Automatic escalation, if the case is still open.
    Raise,
    Supervise,
    Pause,
    Resume,
    /// A step before the reply.
    Step(&'static str),
    /// The leader agrees to a statement to the media.
    Consent,
    /// The findings are recorded.
    Assess,
    /// The assisting unit gives a partial reply.
    Partial,
    /// Reply to the complainant only; the form to the desk follows later.
    Answer,
    /// The form to the desk.
    Report,
    /// Reply to both at once.
    Reply,
    /// The improvement was carried out.
    Improve,
    /// A step before the archive.
    Last(&'static str),
    Rework,
    Close,
    /// The complainant is called back; the value: whether the matter is resolved.
    Callback(bool),
    Request,
    Settle,
    Reopen,
    LinkDuplicate,
    LinkIncident,
    /// Investigation of the case opened by a coerced withdrawal.
    Investigate,
    /// Its end.
    Conclude,
    /// The n-th outlet checks its suggestion box.
    Box(usize),
    /// The web complaints are checked.
    Web,
    /// The n-th outlet confirms that the phone procedure is posted.
    Posted(usize),
    /// An auditor is shown who complained.
    Reveal,
}

impl Act {
    /// The state that a case reaches with it.
    fn reaches(self) -> Stop {
        match self {
            Self::Intake | Self::Attach => Stop::Received,
            Self::Step("report-office" | "report-office-1" | "report-office-hq") => Stop::Received,
            Self::Step("relisten" | "review" | "overseas-address") => Stop::Accepted,
            Self::Accept | Self::Classify | Self::Ack => Stop::Accepted,
            Self::Reply | Self::Answer | Self::Resume | Self::Settle => Stop::Replied,
            Self::Step(_) | Self::Consent | Self::Assess | Self::Partial => Stop::Replied,
            Self::Report | Self::Rework | Self::Last(_) | Self::Close | Self::Callback(_) | Self::Reopen => Stop::Never,
            _ => Stop::Assigned,
        }
    }
}

/// Acts with their times.
pub(super) type Schedule = Vec<(NaiveDateTime, Act)>;

/// A schedule being built.
struct Making<'s, 'd> {
    story: &'s mut Story,
    days: &'s Days<'d>,
    /// Time of the last act.
    last: NaiveDateTime,
    acts: Schedule,
}

impl Making<'_, '_> {
    /// Adds an act after a random number of minutes of office time.
    fn after(&mut self, low: u32, high: u32, act: Act) {
        let minutes = self.story.random.between(low, high);
        self.last = self.days.later(self.last, minutes, &mut self.story.random);
        self.acts.push((self.last, act));
    }

    /// Adds an act on a day, or as soon as possible after the last one.
    fn on(&mut self, day: NaiveDate, act: Act) {
        let day = day.max(self.last.date());
        self.last = self.days.at_after(day, self.last, &mut self.story.random);
        self.acts.push((self.last, act));
    }

    fn chance(&mut self, per_mille: u32) -> bool {
        self.story.random.chance(per_mille)
    }
}

/// All acts after a registration at `recorded`. `due`: the end of its reply limit; `received`: its receipt.
pub(super) fn from_intake(
    story: &mut Story,
    days: &Days<'_>,
    recorded: NaiveDateTime,
    received: NaiveDate,
    due: Option<NaiveDate>,
) -> Schedule {
    let stop = story.stop;
    let mut making = Making { story, days, last: recorded, acts: Schedule::new() };
    match making.story.kind {
        StoryKind::Enquiry | StoryKind::Praise => {}
        StoryKind::Solved => {
            if sampled(&mut making) {
                making.after(400, 1500, Act::Callback(true));
            }
        }
        StoryKind::Voided => making.after(4, 200, Act::Void),
        StoryKind::Declined => making.after(60, 700, Act::Decline),
        StoryKind::Referred => making.after(60, 500, Act::Refer),
        StoryKind::Duplicate => {
            making.after(5, 60, Act::Accept);
            making.after(5, 90, Act::LinkDuplicate);
            making.after(60, 600, Act::Close);
        }
        _ => whole(&mut making, received, due),
    }
    making.acts.retain(|(_, act)| act.reaches() <= stop);
    making.acts
}

/// Acceptance, route, work, reply, end.
fn whole(making: &mut Making<'_, '_>, received: NaiveDate, due: Option<NaiveDate>) {
    if making.story.channel == "letter" {
        making.after(1, 15, Act::Attach);
    }
    if !making.story.facts.media.is_empty() {
        making.after(2, 15, Act::Step("report-office"));
        if matches!(making.story.facts.media_level, "provincial" | "central") {
            making.after(2, 20, Act::Step("report-office-1"));
            making.after(2, 20, Act::Step("report-office-hq"));
        }
    }
    let prompt = making.story.stop != Stop::Never || making.chance(850);
    let slow = if prompt { (3, 45) } else { (300, 560) };
    making.after(slow.0, slow.1, Act::Accept);
    if making.story.unsorted {
        making.after(1, 12, Act::Classify);
    }
    if making.story.customer.is_some() && making.chance(200) {
        making.after(1, 15, Act::Ack);
    }
    if making.story.kind == StoryKind::Incident {
        making.after(2, 30, Act::LinkIncident);
    }
    route(making);
    let reply = reply_day(making, received, due);
    work(making, reply, due);
    if making.story.kind == StoryKind::Withdrawn {
        making.after(30, 300, Act::Request);
        making.after(120, 540, Act::Settle);
        return;
    }
    answer(making, reply, true);
    raise(making, due);
    finish(making);
}

/// The steps before the case is sent, and its hops.
fn route(making: &mut Making<'_, '_>) {
    let major = !making.story.facts.major.is_empty() || making.story.sum.is_some_and(|sum| sum > MAJOR_SUM);
    if making.story.facts.recorded && major {
        making.after(8, 30, Act::Step("relisten"));
        making.after(5, 40, Act::Step("review"));
    }
    if making.story.facts.overseas {
        making.after(30, 200, Act::Step("overseas-address"));
    }
    for n in 0..making.story.hops.len() {
        making.after(6, if n == 0 { 90 } else { 150 }, Act::Hop(n));
        if n + 1 == making.story.astray {
            making.after(60, 300, Act::Return);
        }
    }
}

/// What the policy requires before the reply, on the working day before it if there is time, and the reply.
fn answer(making: &mut Making<'_, '_>, reply: NaiveDate, first: bool) {
    let eve = making.days.back(reply, 1);
    for (n, act) in before_reply(making.story, first).into_iter().enumerate() {
        if n == 0 {
            making.on(eve, act);
        } else {
            making.after(6, 40, act);
        }
    }
    if !making.story.facts.apart {
        making.on(reply, Act::Reply);
        return;
    }
    making.on(reply, Act::Answer);
    making.after(15, 300, Act::Report);
}

/// Steps and findings that the reply needs, in order.
fn before_reply(story: &Story, first: bool) -> Vec<Act> {
    let (facts, verdict) = (&story.facts, &story.verdict);
    let fault = matches!(verdict.responsibility, "ours" | "shared");
    let general = matches!(story.topic.category, "error" | "attitude" | "management");
    let mut acts = Vec::new();
    let mut add = |wanted: bool, act| acts.extend(wanted.then_some(act));
    add(!facts.media.is_empty() && story.kind == StoryKind::Media, Act::Consent);
    add(!facts.media.is_empty() && story.kind == StoryKind::Media, Act::Step("media-contact"));
    add(story.kind == StoryKind::Repeat, Act::Step("cause-analysis"));
    add(story.kind == StoryKind::Repeat, Act::Step("reverify"));
    add(facts.legal, Act::Step("report-leader"));
    add(facts.legal, Act::Step("legal-referral"));
    add(facts.legal, Act::Step("legal-opinion"));
    add(story.topic.category == "violation", Act::Step("nature-finding"));
    add(facts.helped && first, Act::Partial);
    add(first && (facts.beyond || facts.loss.is_some() || !facts.faith.is_empty()), Act::Assess);
    add(facts.faith == "good", Act::Step("verify-anonymous"));
    add(facts.beyond, Act::Step("report-up"));
    add(facts.beyond || verdict.outcome == "refused", Act::Step("alternative"));
    add(facts.loss.is_some() && verdict.compensation.is_none(), Act::Step("compensation-refused"));
    add(general && fault, Act::Step("apology"));
    acts
}

/// Automatic escalation: an overdue case is looked for every morning and escalated on its days.
fn raise(making: &mut Making<'_, '_>, due: Option<NaiveDate>) {
    let Some(due) = due.filter(|_| making.story.late != Late::No) else { return };
    for n in [2, 5] {
        let morning = making.days.step(due, n).and_time(NaiveTime::MIN) + Duration::hours(8);
        making.acts.push((morning, Act::Raise));
    }
}

/// The day of the reply, within the limit or after it.
fn reply_day(making: &mut Making<'_, '_>, received: NaiveDate, due: Option<NaiveDate>) -> NaiveDate {
    let days = making.days;
    let random = &mut making.story.random;
    let late = making.story.late;
    match due {
        Some(due) if late != Late::No => {
            let n = random.weighted(&[(1, 60), (2, 22), (3, 9), (5, 5), (8, 3), (14, 1)]);
            days.step(due, n + u32::from(late == Late::Escalated))
        }
        _ => {
            let end = due.unwrap_or_else(|| days.step(received, 15));
            let all = (1..60).take_while(|n| days.step(received, *n) <= end).count();
            let all = u32::try_from(all).unwrap_or(1).max(1);
            let n = match all {
                1..=3 => random.between(1, all).max(random.between(1, all)),
                _ => (random.between(all / 4 + 1, all) + random.between(all / 3 + 1, all)).div_ceil(2),
            };
            days.step(received, n)
        }
    }
}

/// Acts between the last assignment and the reply; if the reply will be late, also the explanation or escalation.
fn work(making: &mut Making<'_, '_>, reply: NaiveDate, due: Option<NaiveDate>) {
    let days = making.days;
    if making.story.customer.is_some() && making.chance(520) {
        making.after(20, 240, Act::First);
    }
    for (per_mille, act) in [(130, Act::Note), (60, Act::PrivateNote)] {
        let held = act == Act::Note || making.story.customer.is_some();
        if held && making.chance(per_mille) {
            making.after(15, 120, act);
        }
    }
    match making.story.kind {
        StoryKind::Supervised => making.after(30, 200, Act::Supervise),
        StoryKind::Paused => {
            making.after(20, 60, Act::Pause);
            let day = days.step(making.last.date(), 4);
            making.on(day, Act::Resume);
        }
        StoryKind::Unverified | StoryKind::Coerced => {
            making.after(30, 120, Act::Request);
            making.after(60, 400, Act::Settle);
        }
        _ => {}
    }
    let Some(due) = due.filter(|due| *due < reply && making.story.late != Late::No) else { return };
    if making.story.late == Late::Explained && making.last.date() <= due {
        making.on(due, Act::Delay);
    }
    if making.story.late == Late::Escalated && level_above(making.story).is_some() {
        let day = days.step(due, 1);
        making.on(day, Act::Escalate);
    }
    if making.story.customer.is_some() && making.chance(350) {
        let day = days.step(due, 1);
        making.on(day, Act::Chase);
    }
}

/// From the first reply to the end.
fn finish(making: &mut Making<'_, '_>) {
    if making.story.kind == StoryKind::Reworked {
        making.after(60, 400, Act::Rework);
        making.after(240, 700, Act::Reply);
    }
    let known = making.story.customer.is_some();
    let verdict = making.story.verdict;
    let good = verdict.satisfaction != "no";
    if making.story.kind == StoryKind::Repeat && verdict.responsibility == "customer" && !good {
        // The complainant still disagrees after the second explanation (article 18).
        making.after(20, 90, Act::Raise);
    }
    let chosen = sampled(making);
    let called = known && making.story.kind != StoryKind::Reopened && chosen;
    let first = making.chance(500);
    if called && first {
        making.after(200, 1500, Act::Callback(good));
    }
    archive(making, 1900);
    if called && !first {
        making.after(200, 1500, Act::Callback(good));
    }
    if making.story.kind == StoryKind::Reopened {
        making.after(900, 3000, Act::Callback(false));
        making.after(60, 500, Act::Reopen);
    }
}

/// Whether the complainant is called back: one case in five by its number (article 21), and some others.
fn sampled(making: &mut Making<'_, '_>) -> bool {
    let sampled = making.story.id.is_some_and(|id| is_sampled(id.number, 20));
    making.chance(if sampled { 930 } else { 60 })
}

/// What the policy requires before the archive, and the archive.
fn archive(making: &mut Making<'_, '_>, within: u32) {
    let story = &making.story;
    let last = [
        (story.channel == "visit", "feedback-union"),
        (story.channel == "letter", "written-report"),
        (story.channel == "superior" && !story.facts.beyond, "report-up"),
        (story.facts.media == "published", "repair"),
        (story.kind == StoryKind::Repeat, "tracking"),
    ];
    for (_, step) in last.into_iter().filter(|(wanted, _)| *wanted) {
        making.after(30, 240, Act::Last(step));
    }
    making.after(200, within, Act::Close);
}

/// The second round: the case is routed again and answered within its new limit.
pub(super) fn second_round(story: &mut Story, days: &Days<'_>, at: NaiveDateTime) -> Schedule {
    story.facts.apart = false;
    story.hops.drain(..story.astray);
    story.astray = 0;
    let mut making = Making { story, days, last: at, acts: Schedule::new() };
    route(&mut making);
    let reply = days.step(at.date(), 2);
    answer(&mut making, reply, false);
    archive(&mut making, 1000);
    if sampled(&mut making) {
        making.after(200, 1000, Act::Callback(true));
    }
    making.acts
}

/// When the improvement is carried out: mostly on time, sometimes late.
pub(super) fn improvement(story: &mut Story, days: &Days<'_>, at: NaiveDateTime) -> Schedule {
    let mut making = Making { story, days, last: at, acts: Schedule::new() };
    let n = making.story.random.weighted(&[(4, 3), (9, 4), (14, 4), (19, 3), (26, 2), (34, 1)]);
    let day = days.step(at.date(), n);
    making.on(day, Act::Improve);
    making.acts
}

/// The acts of the case that a coerced withdrawal opened.
pub(super) fn accountability(story: &mut Story, days: &Days<'_>, at: NaiveDateTime) -> Schedule {
    let mut making = Making { story, days, last: at, acts: Schedule::new() };
    making.after(30, 200, Act::Investigate);
    making.after(3000, 5000, Act::Conclude);
    making.acts
}
