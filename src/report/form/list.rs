//! `form list`: which forms the policy wants for a case, which were issued, and which are missing.

use crate::document::table::{Cell, Row, Table, Tone};
use crate::domain::case::Case;
use crate::domain::policy::Policy;
use crate::report::context::ReportContext;
use crate::text::code_names::beside;

/// A row of the list.
const KEYS: &[&str] = &["form", "wanted", "number", "on", "by", "event", "lacks"];

/// Names what a form needs and a case lacks.
pub type Listed<'a> = &'a dyn Fn(&str) -> String;

/// The forms of the policy that a case wants or has, in the policy's order; of one kind all that were issued.
#[must_use]
pub fn list(case: &Case, policy: &Policy, needed: Listed<'_>, context: &ReportContext<'_>) -> Table {
    let mut rows = Vec::new();
    for form in &policy.forms {
        let wanted = form.is_wanted(case, policy);
        let issued: Vec<_> = case.forms.iter().filter(|known| known.form == form.code).collect();
        let has = case.issued(&form.code).is_some();
        let name = || Cell::Named {
            code: form.code.to_string(),
            name: beside(form.title.get(context.lang), &form.code, context.lang),
        };
        for known in &issued {
            let cells = vec![
                name(),
                Cell::Bool(wanted),
                Cell::Text(known.number.to_string()),
                Cell::Time(known.on),
                context.person(&known.by),
                Cell::Text(known.event.to_string()),
                Cell::Empty,
            ];
            rows.push(Row { cells, ..Row::default() });
        }
        if wanted && !has {
            let lacks: Vec<String> = form.lacks(case, policy).into_iter().map(|need| needed(need)).collect();
            let lacks = if lacks.is_empty() { Cell::Empty } else { Cell::List(lacks) };
            let cells = vec![name(), Cell::Bool(true), Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty, lacks];
            rows.push(Row { cells, tone: Tone::Warn, ..Row::default() });
        }
    }
    Table {
        title: crate::say!(context.lang, "Forms of {}", "{} 的单据", case.id),
        schema: "redress.forms/1",
        columns: context.columns(KEYS),
        rows,
        ..Table::default()
    }
}
