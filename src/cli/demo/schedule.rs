//! When things happen to a case: acts with their times, from the registration to the end.
//!
//! Invariant: the times of a case's acts go up, and every act fits the state that the acts before it leave, so that cutting the
//! list off anywhere (today, or where the plan says) leaves a case that a desk could have.

use super::days::Days;
use super::plan::{Kind, Late, Stop};
use super::story::Story;
use chrono::{NaiveDate, NaiveDateTime};

/// Something that happens to a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub(super) enum Act {
    Intake,
    Accept,
    Classify,
    Decline,
    Refer,
    Void,
    /// The n-th hop of its route.
    Hop(usize),
    Return,
    Ack,
    First,
    Chase,
    Note,
    PrivateNote,
    Delay,
    Escalate,
    Supervise,
    Pause,
    Resume,
    Reply,
    Rework,
    Close,
    /// The complainant is called back; whether it is resolved.
    Callback(bool),
    Request,
    Settle,
    Reopen,
    LinkDuplicate,
    LinkIncident,
    /// The case opened by a coerced withdrawal is looked into.
    Investigate,
    /// And ends.
    Conclude,
}

impl Act {
    /// How far a case has come with it.
    fn reaches(self) -> Stop {
        match self {
            Self::Intake => Stop::Received,
            Self::Accept | Self::Classify | Self::Ack => Stop::Accepted,
            Self::Reply | Self::Resume | Self::Settle => Stop::Replied,
            Self::Rework | Self::Close | Self::Callback(_) | Self::Reopen => Stop::Never,
            _ => Stop::Assigned,
        }
    }
}

/// Acts with their times.
pub(super) type Schedule = Vec<(NaiveDateTime, Act)>;

/// The acts of a list in the making.
struct Making<'s, 'd> {
    story: &'s mut Story,
    days: &'s Days<'d>,
    /// When the last act was.
    last: NaiveDateTime,
    acts: Schedule,
}

impl Making<'_, '_> {
    /// An act after so many minutes of office time.
    fn after(&mut self, low: u32, high: u32, act: Act) {
        let minutes = self.story.random.between(low, high);
        self.last = self.days.later(self.last, minutes, &mut self.story.random);
        self.acts.push((self.last, act));
    }

    /// An act on a day, or as soon after the last one as can be.
    fn on(&mut self, day: NaiveDate, act: Act) {
        let day = day.max(self.last.date());
        self.last = self.days.at_after(day, self.last, &mut self.story.random);
        self.acts.push((self.last, act));
    }

    fn chance(&mut self, per_mille: u32) -> bool {
        self.story.random.chance(per_mille)
    }
}

/// All that follows a registration at `recorded`. `due` is the end of its reply limit, `received` its receipt.
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
        Kind::Solved | Kind::Enquiry | Kind::Praise => {}
        Kind::Voided => making.after(4, 200, Act::Void),
        Kind::Declined => making.after(60, 700, Act::Decline),
        Kind::Referred => making.after(60, 500, Act::Refer),
        Kind::Duplicate => {
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
    let prompt = making.story.stop != Stop::Never || making.chance(850);
    let slow = if prompt { (3, 45) } else { (300, 560) };
    making.after(slow.0, slow.1, Act::Accept);
    if making.story.unsorted {
        making.after(1, 12, Act::Classify);
    }
    if making.story.customer.is_some() && making.chance(200) {
        making.after(1, 15, Act::Ack);
    }
    if making.story.kind == Kind::Incident {
        making.after(2, 30, Act::LinkIncident);
    }
    for n in 0..making.story.hops.len() {
        making.after(6, if n == 0 { 90 } else { 170 }, Act::Hop(n));
        if n == 0 && making.story.kind == Kind::Returned {
            making.after(60, 300, Act::Return);
        }
    }
    let reply = reply_day(making, received, due);
    work(making, reply, due);
    if making.story.kind == Kind::Withdrawn {
        making.after(30, 300, Act::Request);
        making.after(120, 540, Act::Settle);
        return;
    }
    making.on(reply, Act::Reply);
    finish(making);
}

/// The day of the reply: within the limit, or after it.
fn reply_day(making: &mut Making<'_, '_>, received: NaiveDate, due: Option<NaiveDate>) -> NaiveDate {
    let days = making.days;
    let random = &mut making.story.random;
    let late = making.story.late;
    match due {
        Some(due) if late != Late::No => {
            let n = random.weighted(&[(1, 30), (2, 22), (3, 15), (4, 10), (5, 7), (6, 6), (9, 5), (14, 3), (25, 2)]);
            days.step(due, n)
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

/// What is done between the last assignment and the reply, and where it will be late, what is said of it.
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
        Kind::Supervised => making.after(30, 200, Act::Supervise),
        Kind::Paused => {
            making.after(20, 60, Act::Pause);
            let day = days.step(making.last.date(), 4);
            making.on(day, Act::Resume);
        }
        Kind::Unverified | Kind::Coerced => {
            making.after(30, 120, Act::Request);
            making.after(60, 400, Act::Settle);
        }
        _ => {}
    }
    let Some(due) = due.filter(|due| *due < reply && making.story.late != Late::No) else { return };
    if making.story.late == Late::Explained && making.last.date() <= due {
        making.on(due, Act::Delay);
    }
    if making.story.late == Late::Escalated {
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
    if making.story.kind == Kind::Reworked {
        making.after(60, 400, Act::Rework);
        making.after(240, 700, Act::Reply);
    }
    let known = making.story.customer.is_some();
    let good = making.story.verdict.satisfaction != "no";
    let called = known && making.story.kind != Kind::Reopened && making.chance(340);
    let first = making.chance(500);
    if called && first {
        making.after(200, 1500, Act::Callback(good));
    }
    making.after(240, 1900, Act::Close);
    if called && !first {
        making.after(200, 1500, Act::Callback(good));
    }
    if making.story.kind == Kind::Reopened {
        making.after(900, 3000, Act::Callback(false));
        making.after(60, 500, Act::Reopen);
    }
}

/// The second round: a case comes back to whoever had it, and is answered within its new limit.
pub(super) fn second_round(story: &mut Story, days: &Days<'_>, at: NaiveDateTime) -> Schedule {
    let last = story.hops.len() - 1;
    let mut making = Making { story, days, last: at, acts: Schedule::new() };
    making.after(10, 90, Act::Hop(last));
    making.after(300, 900, Act::Reply);
    making.after(240, 1000, Act::Close);
    making.acts
}

/// What becomes of the case that a coerced withdrawal opened.
pub(super) fn accountability(story: &mut Story, days: &Days<'_>, at: NaiveDateTime) -> Schedule {
    let mut making = Making { story, days, last: at, acts: Schedule::new() };
    making.after(30, 200, Act::Investigate);
    making.after(3000, 5000, Act::Conclude);
    making.acts
}
