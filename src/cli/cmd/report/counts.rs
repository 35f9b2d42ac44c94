//! Reports that count cases and do not list them: they are counted where they stand, and not read.

use super::Asked;
use crate::cli::error::{CliError, Usage};
use crate::cli::selection;
use crate::document::table::Table;
use crate::domain::query::dimension::Dimension;
use crate::domain::query::tally::Cohort;
use crate::domain::query::term::At;
use crate::report::stats;

/// Complaints received in the period, by dimensions.
///
/// # Errors
/// A dimension that nobody knows, or too many; the log cannot be read.
pub(super) fn stats(asked: &Asked<'_>) -> Result<Table, CliError> {
    let (input, cx, context) = (asked.input, asked.cx, asked.context);
    let given = input.one("by").unwrap_or_else(|| stats::USUAL.into());
    let words: Vec<&str> = given.split([',', '，', '、']).map(str::trim).filter(|word| !word.is_empty()).collect();
    if words.is_empty() || words.len() > stats::MOST {
        let example = "channel,category,month";
        return Err(CliError::Usage(Usage::Unlike { flag: "--by".into(), value: given, example }));
    }
    let by = words.iter().map(|word| stats::dimension(word, context));
    let by: Vec<Dimension> = by.collect::<Result<_, _>>().map_err(|error| CliError::Column(Box::new(error)))?;
    let mut terms = input.many("where");
    terms.extend(input.one("period").map(|period| format!("received:{period}")));
    let (as_of, day, now) = selection::as_of(input, cx)?;
    let filter = selection::filter(&terms, day, cx)?;
    let cohort = Cohort::of(context.policy);
    let tally = cx.project()?.tally(&filter, &At { day, now }, as_of, (&by, &cohort))?;
    Ok(stats::stats(&tally, &by, asked.period.as_ref(), context))
}
