//! What a refusal still asks for, as questions of the command that was refused.

use super::answers::{Answers, FIELD};
use crate::cli::error::{CliError, Usage};
use crate::cli::spec::Spec;
use crate::domain::case::registered::RegisteredFact;
use crate::domain::gate::refusal::{Problem, Ruled};

/// The key of the question whose answer mends a problem; `None` where another act must come first, or somebody else must do it.
pub(super) fn key(ruled: &Ruled, spec: &Spec, answers: &Answers<'_>) -> Option<String> {
    match &ruled.problem {
        Problem::Missing { field }
        | Problem::BadValue { field, .. }
        | Problem::PersonalData { field, .. }
        | Problem::Wording { field, .. }
        | Problem::Vague { field, .. }
        | Problem::InFuture { field, .. } => of_field(field, spec),
        Problem::MissingElement { element, .. } => of_field(element, spec),
        Problem::MustBe { fact, .. } => of_field(fact, spec),
        Problem::NotClassified => of_field("category", spec),
        Problem::NoOutcome => of_field("outcome", spec),
        Problem::UnknownCode { value, .. } => {
            let typed = answers.all().iter().find(|(_, text)| text.lines().any(|line| line == value));
            typed.map(|(key, _)| key.clone())
        }
        Problem::Conflict { first, .. } => of_field(first, spec),
        _ => None,
    }
}

/// Whether a problem is no more than a question that was not asked yet.
pub(super) fn is_only_missing(ruled: &Ruled) -> bool {
    matches!(
        ruled.problem,
        Problem::Missing { .. } | Problem::MissingElement { .. } | Problem::NotClassified | Problem::NoOutcome
    )
}

/// The same of a value that cannot be read.
pub(super) fn key_of_error(error: &CliError, spec: &Spec) -> Option<String> {
    let flag = match error {
        CliError::Usage(Usage::When { flag, .. } | Usage::Unlike { flag, .. } | Usage::Value { flag, .. }) => flag,
        CliError::Usage(Usage::Missing { missing, .. }) => missing.first()?,
        _ => return None,
    };
    let name = flag.trim_start_matches('-').split([' ', '=']).next()?;
    of_field(name, spec)
}

fn of_field(field: &str, spec: &Spec) -> Option<String> {
    let flag = RegisteredFact::find(field).map_or_else(|| field.replace('_', "-"), RegisteredFact::flag);
    if spec.flags.iter().any(|known| known.name == flag && !known.by_place) {
        return Some(flag);
    }
    // What else a registration takes is a field of the policy: whether it has one is seen when it is asked.
    spec.flags.iter().any(|known| known.name == "set").then(|| format!("{FIELD}{field}"))
}
