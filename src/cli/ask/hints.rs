//! What a registration should know while the caller is still on the line: open incidents that the words fit, pending cases with the
//! same title. A restricted case is never among them, and nothing private is shown.

use super::answers::Answers;
use crate::cli::cmd::incident;
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::selection;
use crate::domain::case::Case;
use crate::domain::query::term::At;
use crate::project::HistoryCut;
use crate::say;
use crate::text::names::{self, WordKind};
use crate::text::sanitize::sanitized;
use unicode_normalization::UnicodeNormalization;

/// So many cases are shown at once.
const MOST: usize = 3;

/// What there is to say after an answer.
///
/// # Errors
/// Incidents or cases cannot be read.
pub(super) fn after(key: &str, answers: &Answers<'_>, cx: &Context) -> Result<String, CliError> {
    let texts = ["title", "statement", "place"].map(|name| answers.value(name));
    if ["title", "category", "statement", "place"].contains(&key) {
        incident::offer(&[&texts[0], &texts[1], &texts[2]], &answers.value("category"), cx)?;
    }
    if key == "title" { alike(&texts[0], cx) } else { Ok(String::new()) }
}

/// Pending cases whose titles hold this one, or it them.
fn alike(title: &str, cx: &Context) -> Result<String, CliError> {
    let folded = |text: &str| text.nfkc().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    let typed = folded(title);
    if typed.chars().count() < 2 {
        return Ok(String::new());
    }
    let (project, now) = (cx.project()?, cx.now()?);
    let at = At { day: now.date(), now: Some(now) };
    let filter = selection::filter(&["is:pending".to_string()], now.date(), cx)?;
    let same = |case: &Case| {
        let known = case.title.as_deref().map(folded).unwrap_or_default();
        !case.facts.restricted && known.chars().count() >= 2 && (known.contains(&typed) || typed.contains(&known))
    };
    let mut cases = project.select_if(&filter, &at, HistoryCut::default(), &same)?;
    let more = cases.len().saturating_sub(MOST);
    cases.drain(..more);
    let mut out = String::new();
    for case in cases.iter().rev() {
        let (state, title) = (
            names::name(WordKind::State, case.state.code(), cx.lang),
            sanitized(case.title.as_deref().unwrap_or_default()),
        );
        let id = case.id;
        let day = case.received().map(|at| at.date().to_string()).unwrap_or_default();
        out.push_str(&say!(
            cx.lang,
            "  like it: {id} {title}, {state}, received {day}\n",
            "  类似的未结件：{id} {title}，{state}，{day} 收到\n"
        ));
    }
    if more > 0 {
        out.push_str(&say!(cx.lang, "  and {more} more\n", "  另有 {more} 件\n"));
    }
    Ok(out)
}
