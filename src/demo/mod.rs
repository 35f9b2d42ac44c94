//! The demo: an invented complaint desk with a year of cases, recorded through the gate like everything else. One desk is simulated
//! case by case; the others are told by stories.
//!
//! | file | purpose |
//! |---|---|
//! | `plan` | which kinds of stories the year has, and on which days they begin |
//! | `story`, `facts` | one case: its topic, the people and units concerned, the outcome |
//! | `schedule` | when things happen to a case |
//! | `doing`, `acts`, `registration`, `answers`, `steps` | acts as verbs of the gate |
//! | `comply` | does what a refusal asks for |
//! | `desk` | the simulation: runs through the year |
//! | `routine` | acts without a story: duties, automatic escalation, kept letters, an auditor |
//! | `days`, `random` | working days and office hours; the seeded random generator |
//! | `people`, `customers` | the bank's units and staff; invented complainants |
//! | `stories` | desks that are told: commands as people type them, in TOML, one folder a profile |
//! | `data`, `texts` | what is drawn from: TOML files with people, topics and texts, in Chinese and English |
//!
//! Invariant: the same seed, number of cases, language and date of "today" give the same bytes; nothing is recorded that the gate refuses.

mod acts;
mod answers;
mod comply;
mod customers;
mod data;
mod days;
mod desk;
mod doing;
mod facts;
mod forms;
mod people;
mod plan;
mod random;
mod registration;
mod routine;
mod schedule;
mod steps;
mod stories;
mod story;
mod texts;

#[cfg(test)]
mod tests;

use crate::domain::value::id::DeskCode;
use crate::domain::value::title::Lang;
use crate::log::hash::to_hex;
use crate::profile;
use crate::project::{Init, Project, ProjectError, init};
use crate::text::new_project as words;
use chrono::{Duration, NaiveDate};
use random::Random;
use std::path::Path;

pub(crate) use data::profiles;
pub(crate) use stories::{Translate, Translated};

/// Parameters of a demo.
#[derive(Clone, Debug)]
pub(crate) struct Order {
    /// The profile: one of [`profiles`].
    pub(crate) profile: String,
    /// Number of cases.
    pub(crate) cases: u32,
    /// Seed.
    pub(crate) seed: u64,
    /// What names the project and its writer; `None`: by the seed, so that a demo of that seed has the same bytes everywhere.
    pub(crate) ids: Option<[u8; 16]>,
    /// The day on which the user looks at the desk; the last event is before it.
    pub(crate) today: NaiveDate,
    /// Language of the texts.
    pub(crate) lang: Lang,
    /// Identifies this machine.
    pub(crate) machine: String,
}

/// The result.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Made {
    /// Cases.
    pub(crate) cases: usize,
    /// Events.
    pub(crate) events: usize,
    /// The first day.
    pub(crate) first: NaiveDate,
}

/// Why no demo was made.
#[derive(Debug)]
pub(crate) enum DemoError {
    /// The project could not be made or opened.
    Project(ProjectError),
    /// The words of an act are no command.
    Words {
        /// The story and the act.
        act: String,
        /// What is wrong.
        message: String,
    },
    /// An act of the demo was refused or could not be written.
    Act {
        /// Number of the case in the plan, from 1; 0 if no case is concerned.
        slot: usize,
        /// Its case number, or its kind.
        id: String,
        /// The act.
        act: String,
        /// The error.
        source: ProjectError,
    },
}

impl From<ProjectError> for DemoError {
    fn from(error: ProjectError) -> Self {
        Self::Project(error)
    }
}

/// Creates a project in `dir` and simulates its year. `progress` is called with the number of cases made so far.
///
/// # Errors
/// A project exists already, the profile has no demo, the system refuses, or the gate refuses an act of the demo.
pub(crate) fn make(
    dir: &Path,
    order: &Order,
    say: Translate<'_>,
    progress: &mut dyn FnMut(usize),
) -> Result<Made, DemoError> {
    create(dir, order)?;
    live(dir, order, say, progress)
}

fn first_day(order: &Order) -> NaiveDate {
    order.today - Duration::days(365)
}

fn create(dir: &Path, order: &Order) -> Result<(), DemoError> {
    let policy = profile::resolve(&order.profile, &serde_json::Value::Null).map_err(ProjectError::from)?.policy;
    let directory = stories::directory_toml(&order.profile, order.lang)
        .unwrap_or_else(|| people::directory_toml(order.lang, first_day(order)));
    // Two demos that differ in anything are two projects: what an account knows of one says nothing of the other.
    let Order { profile, cases, today, lang, .. } = order;
    let mut random = Random::of(order.seed, &format!("project {profile} {cases} {today} {lang:?}"), 0);
    let (of_project, of_writer) = (random.bytes(), random.bytes());
    let project = to_hex(&order.ids.unwrap_or(of_project));
    let name = crate::say!(order.lang, "Demo desk (all invented)", "演示台账（内容均属虚构）");
    init(
        dir,
        &Init {
            redress_toml: words::redress_toml(&policy, &project, &name, (true, false), order.lang),
            directory_toml: directory,
            writer: to_hex(&order.ids.unwrap_or(of_writer)[..4]),
            machine: order.machine.clone(),
            profile: order.profile.clone(),
            desk: "HQ".parse::<DeskCode>().unwrap_or_default(),
            name,
            simulated: true,
            shared: false,
            project,
        },
    )?;
    Ok(())
}

fn live(dir: &Path, order: &Order, say: Translate<'_>, progress: &mut dyn FnMut(usize)) -> Result<Made, DemoError> {
    let project = Project::open(dir, &order.machine)?;
    if order.profile != data::simulated() {
        let lived = stories::live(&project, order, say, progress)?;
        project.keep_indexes();
        return Ok(Made { cases: lived.cases, events: lived.events, first: first_day(order) });
    }
    let lived = desk::live(&project, order.cases, order.seed, order.today, order.lang, progress)
        .map_err(|desk::DeskError { slot, id, act, source }| DemoError::Act { slot, id, act, source })?;
    project.keep_indexes();
    Ok(Made { cases: lived.cases, events: lived.events, first: first_day(order) })
}
