//! What a report says of itself: definitions, the day, of which cases it is, and by which policy, units, calendar and program it was made.

use super::{Asked, KNOWN, scope};
use crate::cli::error::CliError;
use crate::document::table::Table;
use crate::project::BasisDigests;
use crate::say;
use crate::text::Two;

/// Says of a table what its figures rest on, and of which cases it is where it is not of all.
pub(super) fn tell(table: &mut Table, asked: &Asked<'_>) -> Result<(), CliError> {
    (table.about, table.basis) = (about(asked)?, line(asked)?);
    if let Some(choice) = scope::choice(asked)? {
        table.about.push((Two("Cases", "范围").get(asked.context.lang).into(), choice.clone()));
        table.notes.insert(0, choice);
    }
    Ok(())
}

/// What a workbook says of its figures: definitions, the day, what was known, the program.
fn about(asked: &Asked<'_>) -> Result<Vec<(String, String)>, CliError> {
    let (lang, context, project) = (asked.context.lang, asked.context, asked.cx.project()?);
    let mut all: Vec<(String, String)> =
        asked.kind.definition.parts().map(|(_, label, text)| (label.get(lang).into(), text.get(lang).into())).into();
    let measures = asked.kind.measured.map(|measured| measured.all()).unwrap_or_default();
    all.extend(measures.iter().map(|measure| measure.about(&project.policy, lang)));
    let day = context.now.map_or_else(|| context.day.to_string(), crate::text::sentence::shown);
    all.push((Two("As of", "截至").get(lang).into(), day));
    let known = asked.input.one(KNOWN);
    all.extend(known.map(|known| (Two("Known by", "所据记录截至").get(lang).into(), known)));
    let BasisDigests { policy, units, calendar } = project.basis_digests();
    let named = [Two("Policy", "制度"), Two("Units", "机构"), Two("Calendar", "日历")].into_iter();
    all.extend(named.zip([policy, units, calendar]).map(|(label, digest)| (label.get(lang).into(), digest)));
    all.push((Two("Program", "程序").get(lang).into(), PROGRAM.into()));
    Ok(all)
}

/// The program and its version.
const PROGRAM: &str = concat!("redress ", env!("CARGO_PKG_VERSION"));

/// By which policy, units, calendar and program figures were made: the first digits of each digest, the rest is in the event of a paper.
pub(super) fn line(asked: &Asked<'_>) -> Result<String, CliError> {
    let BasisDigests { policy, units, calendar } = asked.cx.project()?.basis_digests();
    let [policy, units, calendar] = [policy, units, calendar].map(|digest| digest.chars().take(12).collect::<String>());
    Ok(say!(
        asked.context.lang,
        "Rests on: policy {policy} · units {units} · calendar {calendar} · {PROGRAM}",
        "依据：制度 {policy} · 机构 {units} · 日历 {calendar} · {PROGRAM}"
    ))
}
