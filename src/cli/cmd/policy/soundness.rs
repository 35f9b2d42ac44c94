//! What is wrong with a policy: the one in force, a draft, and those that files of `policies.d/` bring from a later day on.

use crate::cli::context::Context;
use crate::cli::error::{CliError, Failure};
use crate::cli::messages::{errors, policy as words};
use crate::cli::policy_files::PolicyFiles;
use crate::cli::selection::report_context;
use crate::domain::Code;
use crate::domain::calendar::period::{Period, PeriodKind};
use crate::domain::policy::Policy;
use crate::profile::{self, Loosening};
use crate::project::{Project, ProjectError};
use crate::report::context::ReportContext;
use crate::report::filing_columns::FilingPaper;
use crate::say;
use crate::text::Lang;
use chrono::NaiveDate;

/// What was found in a policy, each with a line that names the place.
#[derive(Default)]
pub(super) struct Soundness {
    /// What is wrong, with the error that a command ends with.
    pub wrong: Vec<(String, CliError)>,
    /// What loosens a rule and says so.
    pub loosened: Vec<(String, Loosening)>,
    /// What should be known.
    pub notes: Vec<(String, ())>,
}

/// Rows that contradict themselves or each other, name what there is not, or are read by nothing; columns of filings without a source.
///
/// # Errors
/// The project cannot be read.
pub(super) fn of(policy: &Policy, files: &PolicyFiles<'_>, cx: &Context) -> Result<Soundness, CliError> {
    let (lang, today) = (cx.lang, cx.now()?.date());
    let mut found = Soundness::default();
    let context = ReportContext { policy, ..report_context(cx, today, None)? };
    let period = Period::of(PeriodKind::Month, today);
    for row in policy.filings.iter().filter(|row| row.form == "columns") {
        let paper = FilingPaper { row, period: &period, context: &context };
        if let Some(source) = paper.unknown() {
            let error = super::super::report::unknown_source(row, source, lang);
            let line = files.at("filing", &row.code, "columns", lang) + &errors::line(&error, lang);
            found.wrong.push((line, error));
        }
    }
    for problem in profile::check(policy) {
        let line = files.told(&problem, &words::problem(&problem, lang), lang);
        found.wrong.push((line, CliError::Project(problem.into())));
    }
    let own = |section: &str, row: &Code| files.has(section, row);
    for flaw in profile::flaws(policy, &own) {
        let line = files.at(&flaw.section, &flaw.row, flaw.key.split('.').next().unwrap_or(flaw.key), lang)
            + &words::flaw(&flaw, lang);
        if flaw.kind.is_note() {
            found.notes.push((line, ()));
        } else {
            let error = CliError::Failed(Failure::Said { message: line.clone() });
            found.wrong.push((line, error));
        }
    }
    Ok(found)
}

/// What is found in the policies that hold from later days on and not in the present one (`now`), each with its day.
///
/// # Errors
/// The project cannot be read.
pub(super) fn coming(project: &Project, now: &Soundness, cx: &Context) -> Result<Soundness, CliError> {
    let mut all = Soundness::default();
    // A file that cannot be read is a mistake of the present too, and told as such.
    let days = if project.stands_in { Ok(Default::default()) } else { project.coming_days(cx.now()?.date()) };
    for day in days.unwrap_or_default() {
        let layers = project.layers_on(day)?;
        let files = PolicyFiles::of(project, &layers);
        let found = match profile::resolve_layers(&project.settings.profile, &layers) {
            Ok(resolved) => {
                let mut found = of(&resolved.policy, &files, cx)?;
                found.loosened = files.loosened(&resolved.loosened, cx.lang);
                found
            }
            Err(error) => {
                let line = files.told(&error, &words::problem(&error, cx.lang), cx.lang);
                Soundness { wrong: vec![(line, ProjectError::from(error).into())], ..Soundness::default() }
            }
        };
        add(&mut all.wrong, &now.wrong, found.wrong, day, cx.lang);
        add(&mut all.loosened, &now.loosened, found.loosened, day, cx.lang);
        add(&mut all.notes, &now.notes, found.notes, day, cx.lang);
    }
    Ok(all)
}

/// Adds what is neither found now nor from an earlier day on, with its day.
fn add<T>(all: &mut Vec<(String, T)>, now: &[(String, T)], found: Vec<(String, T)>, day: NaiveDate, lang: Lang) {
    for (line, it) in found {
        let is_known = now.iter().chain(&*all).any(|(known, _)| known.ends_with(&line));
        if !is_known {
            all.push((say!(lang, "from {day} on: {line}", "自 {day} 起：{line}"), it));
        }
    }
}
