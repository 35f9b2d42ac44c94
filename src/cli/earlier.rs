//! The same complainant again: what a registration says of earlier cases, without a name.
//!
//! Invariant: what is told is on record first, once, also when the registration is then broken off; a dry run asks and
//! tells nothing.

use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::messages::errors;
use crate::cli::output;
use crate::cli::selection;
use crate::domain::case::Case;
use crate::domain::event::Revealed;
use crate::domain::gate::verbs::link::CANDIDATE;
use crate::domain::gate::{Link, Verb};
use crate::domain::query::term::At;
use crate::domain::value::id::CaseId;
use crate::domain::value::texts::Texts;
use crate::project::{Actor, HistoryCut};
use crate::say;
use crate::text::Two;
use serde_json::{Value, json};

/// An earlier case of the same person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct EarlierCase {
    /// Its number.
    pub id: CaseId,
    /// Whether it still waits for something.
    pub pending: bool,
}

/// So many open cases are named.
const NAMED: usize = 5;

/// The earlier cases of a person, without those about `by` himself; without `scan` only as far as that takes no reading of a large log.
///
/// # Errors
/// The log or the private side cannot be read.
pub(crate) fn find(person: &Texts, by: &str, scan: bool, cx: &Context) -> Result<Vec<EarlierCase>, CliError> {
    let cases = cx.project()?.earlier_cases(person, by, scan)?;
    Ok(cases.iter().map(|case| EarlierCase { id: case.id, pending: case.state.is_pending() }).collect())
}

/// Puts on record that these cases are about to be told, and tells them; at a terminal asks which of them it repeats.
///
/// # Errors
/// The log cannot be written: then nothing is told.
pub(crate) fn tell(earlier: &[EarlierCase], actor: &Actor, cx: &Context) -> Result<Option<CaseId>, CliError> {
    let Some(last) = earlier.last() else { return Ok(None) };
    let cases: Vec<CaseId> = earlier.iter().map(|case| case.id).collect();
    if !cx.is_news(format!("earlier {cases:?}")) {
        return Ok(None);
    }
    let purpose = Two("whether the complainant is known", "核对是否为同一投诉人").get(cx.lang);
    let how = Revealed { cases, command: "intake".into(), ..Revealed::default() };
    // A retry key is the registration's own.
    let actor = Actor { request: Default::default(), content: String::new(), on: None, ..actor.clone() };
    let mut session = cx.begin(&actor)?;
    session.record_reveal(how, purpose, &actor)?;
    drop(session);
    let open: Vec<String> = earlier.iter().filter(|case| case.pending).map(|case| case.id.to_string()).collect();
    let (n, last) = (earlier.len(), last.id);
    let named = open.iter().rev().take(NAMED).cloned().collect::<Vec<_>>().join(Two(", ", "、").get(cx.lang));
    let best = open.last().cloned().unwrap_or_else(|| last.to_string());
    let told = match open.len() {
        0 => say!(cx.lang, "{n} earlier, none open, the last {last}", "此前 {n} 件，均已结，最近为 {last}"),
        open => say!(cx.lang, "{n} earlier, {open} open: {named}", "此前 {n} 件，未结 {open} 件：{named}"),
    };
    let new = new_case(cx);
    output::talk(
        cx,
        &say!(
            cx.lang,
            "the same complainant: {told}; if it is complained about again: redress link {new} {best} --kind repeat (with a registration: --repeat-of {best})",
            "同一投诉人：{told}；如属再次投诉：redress 关联 {new} {best} --kind 再次投诉（登记时可加 --repeat-of {best}）"
        ),
    )?;
    let question = say!(cx.lang, "repeat of which case? (none: Enter)", "属于哪一件的再次投诉？（否则直接回车）");
    // A mistyped number is asked again: what was typed before is not lost by it.
    while let Some(answer) = output::ask(cx, &question)?.filter(|answer| !answer.is_empty()) {
        match crate::cli::case_names::typed(&answer, cx) {
            Ok(case) => return Ok(Some(case)),
            Err(error) => output::talk(cx, &errors::text(&error, cx))?,
        }
    }
    Ok(None)
}

/// The pending cases of a source that have the number which it gave the one that is registered; none whose title not everybody
/// may read. Ended ones are not looked at: a registration takes no time that grows with the log.
///
/// # Errors
/// The log cannot be read.
pub(crate) fn of_source((source, number): &(String, String), cx: &Context) -> Result<Vec<CaseId>, CliError> {
    if number.is_empty() {
        return Ok(Vec::new());
    }
    let rows = &cx.project()?.policy.sources;
    let source = rows.iter().find(|row| row.code == *source || row.title.is(source)).map(|row| &row.code);
    let now = cx.now()?;
    let at = At { day: now.date(), now: Some(now) };
    let is_same = |case: &Case| {
        let of = &case.facts;
        of.source_ref == *number
            && (of.source.is_empty() || source.is_none_or(|source| of.source == *source))
            && !of.restricted
    };
    let pending = selection::filter(&["is:pending".into()], now.date(), cx)?;
    let found = cx.project()?.select_if(&pending, &at, HistoryCut::default(), &is_same)?;
    Ok(found.iter().map(|case| case.id).collect())
}

/// Tells them.
///
/// # Errors
/// The output cannot be written.
pub(crate) fn tell_number(cases: &[CaseId], cx: &Context) -> Result<(), CliError> {
    let Some(first) = cases.first() else { return Ok(()) };
    let all = cases.iter().map(ToString::to_string).collect::<Vec<_>>().join(Two(", ", "、").get(cx.lang));
    let new = new_case(cx);
    output::talk(
        cx,
        &say!(
            cx.lang,
            "the source's number is that of {all} already; if it is the same complaint: redress link {new} {first} --kind duplicate",
            "{all} 已登记同一来件编号；如系同一投诉：redress 关联 {new} {first} --kind 重复"
        ),
    )
}

/// How a command names the case that is being registered, whose number is not known yet: `@` where that is remembered.
fn new_case(cx: &Context) -> &'static str {
    match cx.env.stdin_terminal && cx.env.stdout_terminal {
        true => "@",
        false => Two("CASE", "〈本件编号〉").get(cx.lang),
    }
}

/// The link that a batch sets for a person to confirm: to the newest open case, else the newest.
#[must_use]
pub(crate) fn candidate(earlier: &[EarlierCase]) -> Option<Box<dyn Verb>> {
    let best = earlier.iter().rev().find(|case| case.pending).or(earlier.last())?;
    Some(Box::new(Link { other: best.id, kind: CANDIDATE.into() }))
}

/// The same as data; nothing where nobody is known.
#[must_use]
pub(crate) fn record(earlier: &[EarlierCase]) -> Value {
    let open: Vec<String> = earlier.iter().filter(|case| case.pending).map(|case| case.id.to_string()).collect();
    match earlier.last() {
        None => Value::Null,
        Some(last) => json!({ "count": earlier.len(), "open": open, "last": last.id.to_string() }),
    }
}
