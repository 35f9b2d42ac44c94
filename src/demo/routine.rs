//! Acts without a story: suggestion boxes and the web checked, overdue cases escalated, letters kept, an auditor shown a case.
//!
//! Invariant: a case from a box or the web is found exactly once, by the next check there.

use super::data::PEOPLE;
use super::desk::{Simulation, actor};
use super::people;
use super::random::Random;
use super::schedule::Act;
use super::story::Story;
use super::texts;
use crate::domain::event::Revealed;
use crate::domain::gate::{Attach, DoDuty, Escalate, FileFacts};
use crate::domain::policy::escalation;
use crate::domain::value::title::Lang;
use crate::log::hash::{plain, to_hex};
use crate::project::{Actor, ProjectError};
use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime, NaiveTime};
use std::io::Write;

/// Number of days before today for which duties are on record.
const KEPT: i64 = 90;
/// Who runs the automatic escalation each morning.
const CRON: &str = "li.na";

impl Simulation<'_, '_> {
    /// Plans the duties of the last months, with a gap now and then, and an auditor four times a year.
    pub(super) fn expect_routine(&mut self) {
        let days = self.context.days;
        let random = &mut Random::of(self.seed, "routine", 0);
        let mut coming: Vec<(NaiveDateTime, Act)> = Vec::new();
        let mut last = None;
        for day in first(days.today).iter_days().take_while(|d| *d < days.today).filter(|d| days.is_working(*d)) {
            let new_month = last.replace(day.month()) != Some(day.month());
            for n in 0..PEOPLE.outlets.len() {
                // Before the close of business at 17:30; rarely later, rarely not at all.
                match random.below(100) {
                    0 => {}
                    1..4 => coming.push((at(day, 17 * 60 + 32, 40, random), Act::Box(n))),
                    _ => coming.push((at(day, 16 * 60 + 20, 65, random), Act::Box(n))),
                }
                if new_month && random.below(100) >= 4 {
                    coming.push((at(day, 9 * 60 + 10, 120, random), Act::Posted(n)));
                }
            }
            if random.below(100) >= 2 {
                coming.push((at(day, 16 * 60 + 30, 60, random), Act::Web));
            }
        }
        for quarter in 1..=4 {
            let day = days.step(days.first + Duration::days(quarter * 85), 1);
            coming.push((at(day, 10 * 60, 300, random), Act::Reveal));
        }
        for (when, act) in coming {
            self.expect(when, 0, act);
        }
    }

    /// Notes a complaint from a box or the web, to be found by the next check there.
    pub(super) fn note_found(&mut self, story: &Story, recorded: NaiveDate) {
        // Duties are on record only from this day on, so an earlier complaint is found by none.
        if recorded < first(self.context.days.today) {
            return;
        }
        let place = match story.channel {
            "book" => story.outlet.code,
            "web" => "hq-service",
            _ => return,
        };
        self.found.entry(place).or_default().extend(story.id);
    }

    /// Runs an act without a story.
    pub(super) fn routine(&mut self, act: Act, when: NaiveDateTime) -> Result<(), ProjectError> {
        let outlet = |n: usize| {
            let outlet = PEOPLE.outlets[n];
            (outlet.code, outlet.manager.unwrap_or(outlet.above.1))
        };
        match act {
            Act::Box(n) => self.duty("box", outlet(n), when),
            Act::Posted(n) => self.duty("posted", outlet(n), when),
            Act::Web => {
                let clerks = people::clerks(self.context.days.first, when.date());
                let clerk = clerks[when.day() as usize % clerks.len()];
                self.duty("web", ("hq-service", clerk), when)
            }
            _ => self.reveal(when),
        }
    }

    fn duty(&mut self, duty: &str, (unit, by): (&'static str, &str), when: NaiveDateTime) -> Result<(), ProjectError> {
        let found = if duty == "posted" { Vec::new() } else { self.found.remove(unit).unwrap_or_default() };
        let verb = DoDuty {
            duty: duty.into(),
            unit: unit.into(),
            nil: duty != "posted" && found.is_empty(),
            found,
            note: String::new(),
        };
        let actor = actor(by, when, &self.context);
        self.lived.events += self.session.run(&[&verb], None, &actor)?.events;
        Ok(())
    }

    /// An auditor is shown who complained; that is recorded first.
    fn reveal(&mut self, when: NaiveDateTime) -> Result<(), ProjectError> {
        let Some(known) = self.ended.back() else { return Ok(()) };
        let id = known.id;
        let lang = self.context.lang;
        let mut random = Random::of(self.seed, "reveal", u64::from(when.ordinal()));
        let purpose = texts::say(texts::words(lang).purpose, "", lang, &mut random);
        let actor = actor("feng.xue", when, &self.context);
        let how = Revealed { cases: vec![id], command: "show".into(), ..Revealed::default() };
        self.session.record_reveal(how, &purpose, &actor)?;
        self.lived.events += 1;
        Ok(())
    }

    /// Escalates a case by every escalation row that is due.
    pub(super) fn raise(&mut self, story: &Story, when: NaiveDateTime) -> Result<(), ProjectError> {
        let Some(id) = story.id else { return Ok(()) };
        let actor: Actor = actor(CRON, when, &self.context);
        while let Some(case) = self.session.case(id)? {
            let policy = self.session.policy_of(&case)?;
            let project = self.session.project;
            let Some((row, to)) = escalation::next(&case, &policy, &project.directory, &project.calendar, actor.now)
            else {
                break;
            };
            let verb = Escalate { to: to.to_string(), reason: String::new(), rule: row.code.to_string() };
            let outcome = self.session.run(&[&verb], Some(id), &actor)?;
            self.lived.events += outcome.events;
            if outcome.after.raised == case.raised {
                break;
            }
        }
        Ok(())
    }

    /// Attaches the letter itself, on the private side.
    pub(super) fn attach(&mut self, story: &mut Story, when: NaiveDateTime) -> Result<(), ProjectError> {
        let lang = self.context.lang;
        let words = texts::words(lang);
        let mut text = String::new();
        for parts in [words.opening, story.topic.texts(lang).statements, words.ending] {
            text.push_str(&texts::say(parts, story.product, lang, &mut story.random));
            text.push('\n');
        }
        let stored = to_hex(&story.random.bytes());
        let path = self.session.project.files_folder().join(&stored);
        let wrap = |source| ProjectError::File { path: path.clone(), source };
        // Not synced file by file: invented letters need not survive a power cut.
        let mut file = self.session.project.create_private(&path).map_err(wrap)?;
        file.write_all(text.as_bytes()).map_err(wrap)?;
        let name = if lang == Lang::Zh { "来信.txt" } else { "letter.txt" }.to_string();
        let verb = Attach { files: vec![FileFacts { name, stored, sha256: plain(text.as_bytes()).to_string() }] };
        let clerk = story.clerk_on(when.date(), self.context.days);
        let actor = actor(clerk, when, &self.context);
        self.lived.events += self.session.run(&[&verb], story.id, &actor)?.events;
        Ok(())
    }
}

fn first(today: NaiveDate) -> NaiveDate {
    today - Duration::days(KEPT)
}

/// A time on a day: `minutes` after midnight, plus a random time of up to `more` minutes.
fn at(day: NaiveDate, minutes: i64, more: u32, random: &mut Random) -> NaiveDateTime {
    let thousandths = i64::from(random.below(more * 60_000));
    day.and_time(NaiveTime::MIN) + Duration::minutes(minutes) + Duration::milliseconds(thousandths)
}
