//! `redress list`: cases as rows, with the requested columns and order.
//!
//! Invariant: sorting never depends on the language; unset values come last in both directions. Source: `cli.md` §2.

use crate::document::table::{Cell, Row, Table};
use crate::document::{Block, Document};
use crate::domain::case::Case;
use crate::domain::case::fact_type::FactKind;
use crate::domain::value::amount::Amount;
use crate::domain::value::id::{CaseId, EventId};
use crate::domain::value::texts::Texts;
use crate::report::act_columns::Acts;
use crate::report::columns::{self, COLUMNS, Pick, UnknownColumn};
use crate::report::context::ReportContext;
use crate::report::facts;
use crate::report::overdue::provisional_note;
use crate::say;
use crate::text::words::count;
use pinyin::ToPinyin;
use std::cmp::Ordering;
use std::collections::HashMap;

/// Options of the list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ask {
    /// Columns; [`COLUMNS`] if empty, and then JSON has further members.
    pub fields: Vec<String>,
    /// Sort keys, with a leading `-` for descending; by number if empty.
    pub sort: Vec<String>,
    /// The greatest number of rows.
    pub limit: Option<usize>,
    /// Whether to add the further JSON members, which takes time.
    pub more: bool,
    /// Columns that follow those that are shown where none are asked for.
    pub plus: Vec<String>,
    /// The acts of the cases, as far as columns need them: see [`kinds`].
    pub acts: Acts,
    /// Texts on the private side that were revealed, by event: they stand in the columns of the acts.
    pub told: HashMap<EventId, Texts>,
    /// Private data that was revealed, by case: it follows in columns of its own.
    pub private: Option<HashMap<CaseId, Texts>>,
}

/// The columns of private data.
pub const PRIVATE_COLUMNS: &[&str] =
    &["name", "phone", "email", "address", "id_number", "representative", "statement", "place", "demand"];

/// Lists cases.
///
/// # Errors
/// An unknown column or sort key.
pub fn list<'c>(
    cases: impl IntoIterator<Item = &'c Case>,
    ask: &Ask,
    context: &ReportContext<'_>,
) -> Result<Table, UnknownColumn> {
    let fields = split(&ask.fields);
    let picks = picks(ask, context)?;
    let sorted = sort(cases.into_iter().collect(), ask, context)?;
    let shown = &sorted[..sorted.len().min(ask.limit.unwrap_or(usize::MAX))];
    let more = ask.more && fields.is_empty();
    let row = |case: &&Case| Row {
        cells: picks.iter().map(|p| p.cell(case, &ask.acts, context)).chain(private(ask, case.id)).collect(),
        more: if more { facts::of(case, context) } else { serde_json::Map::new() },
        tone: context.tone(case),
    };
    let private = PRIVATE_COLUMNS.iter().filter(|_| ask.private.is_some()).map(|key| context.column(key, false));
    let (few, all) = (shown.len(), sorted.len());
    let en_all = count(all as u64, "case");
    let cut = (few < all).then(|| say!(context.lang, "{few} of {en_all} shown", "共 {all} 件，显示 {few} 件"));
    let is_provisional = |case: &&&Case| context.running(case).iter().any(|(_, due)| due.provisional);
    let provisional = shown.iter().filter(is_provisional).map(|case| case.id.to_string());
    Ok(Table {
        title: say!(context.lang, "Cases", "投诉件"),
        schema: "redress.cases/1",
        columns: picks.iter().map(|p| p.column(context)).chain(private).collect(),
        rows: shown.iter().map(row).collect(),
        notes: cut.into_iter().collect(),
        ..Table::default()
    }
    .warning(provisional_note(provisional.collect(), context)))
}

/// A list that is sorted by its first column as a document: a heading with its count and a table for each value of that column.
#[must_use]
pub fn grouped(table: Table, context: &ReportContext<'_>) -> Document {
    let Table { title, schema, columns, rows, notes, .. } = table;
    let mut groups: Vec<(String, Vec<Row>)> = Vec::new();
    for mut row in rows {
        let name = match row.cells.remove(0) {
            Cell::Empty => say!(context.lang, "(none)", "（无）"),
            Cell::Named { name, .. } | Cell::Text(name) => name,
            Cell::Time(moment) => moment.date().to_string(),
            Cell::Bool(yes) => {
                if yes {
                    say!(context.lang, "yes", "是")
                } else {
                    say!(context.lang, "no", "否")
                }
            }
            Cell::List(all) => all.join(", "),
            Cell::Int(n) | Cell::DaysLate(n) => n.to_string(),
            Cell::Decimal(n, _) => Amount(n).to_string(),
            Cell::Date(date) => date.to_string(),
            Cell::Rate { part, whole } => format!("{part}/{whole}"),
        };
        match groups.last_mut().filter(|(known, _)| *known == name) {
            Some((_, rows)) => rows.push(row),
            None => groups.push((name, vec![row])),
        }
    }
    let block = |(name, rows): (String, Vec<Row>)| {
        let n = rows.len();
        let title = say!(context.lang, "{name}: {n}", "{name}：{n} 件");
        Block::Table(Table { title, schema, columns: columns[1..].to_vec(), rows, ..Table::default() })
    };
    let mut blocks: Vec<Block> = groups.into_iter().map(block).collect();
    blocks.extend(notes.into_iter().map(Block::Paragraph));
    Document { heading: title, blocks, ..Document::default() }
}

/// The private cells of a case; none where private data is not shown.
fn private(ask: &Ask, id: CaseId) -> impl Iterator<Item = Cell> {
    let texts = ask.private.as_ref().map(|all| all.get(&id));
    let cell = move |key: &&str| {
        texts.map(|texts| texts.and_then(|texts| texts.get(key)).map_or(Cell::Empty, |text| Cell::Text(text.into())))
    };
    PRIVATE_COLUMNS.iter().filter_map(cell)
}

fn split(given: &[String]) -> Vec<&str> {
    given.iter().flat_map(|f| f.split(',')).map(str::trim).filter(|f| !f.is_empty()).collect()
}

/// The requested columns.
///
/// # Errors
/// An unknown column.
pub fn picks<'a>(ask: &Ask, context: &ReportContext<'a>) -> Result<Vec<Pick<'a>>, UnknownColumn> {
    let fields = split(&ask.fields);
    let wanted = if fields.is_empty() { COLUMNS } else { &fields[..] };
    let plus = ask.plus.iter().map(String::as_str).filter(|_| fields.is_empty());
    wanted.iter().copied().chain(plus).map(|f| columns::find(f, context)).collect()
}

/// The kinds of events whose acts the columns and sort keys need.
///
/// # Errors
/// An unknown column or sort key.
pub fn kinds(ask: &Ask, context: &ReportContext<'_>) -> Result<Vec<&'static str>, UnknownColumn> {
    let keys = sort_keys(ask, context)?.into_iter().map(|(_, pick)| pick);
    let acts = picks(ask, context)?.into_iter().chain(keys).filter_map(|pick| match pick {
        Pick::Act(act) => Some(act.kind()),
        _ => None,
    });
    let mut kinds: Vec<&str> = acts.collect();
    kinds.sort_unstable();
    kinds.dedup();
    Ok(kinds)
}

/// The sort keys, each with whether it is descending.
///
/// # Errors
/// An unknown sort key.
pub fn sort_keys<'a>(ask: &Ask, context: &ReportContext<'a>) -> Result<Vec<(bool, Pick<'a>)>, UnknownColumn> {
    let key = |key: &str| {
        let (down, name) = key.strip_prefix('-').map_or((false, key), |name| (true, name));
        columns::find(name, context).map(|pick| (down, pick))
    };
    split(&ask.sort).into_iter().map(key).collect()
}

/// Sorts cases by several keys, the first with the highest priority; equal cases by number.
fn sort<'c>(mut cases: Vec<&'c Case>, ask: &Ask, context: &ReportContext<'_>) -> Result<Vec<&'c Case>, UnknownColumn> {
    let keys = sort_keys(ask, context)?;
    if keys.is_empty() {
        cases.sort_by_key(|c| c.id);
        return Ok(cases);
    }
    let mut keyed: Vec<(Vec<Cell>, &Case)> =
        cases.into_iter().map(|c| (sort_cells(&keys, c, &ask.acts, context), c)).collect();
    keyed.sort_by(|(a, x), (b, y)| order(&keys, (a, x.id), (b, y.id)));
    Ok(keyed.into_iter().map(|(_, c)| c).collect())
}

/// The values by which a case is sorted.
#[must_use]
pub fn sort_cells(keys: &[(bool, Pick<'_>)], case: &Case, acts: &Acts, context: &ReportContext<'_>) -> Vec<Cell> {
    keys.iter().map(|(_, pick)| sort_cell(pick, case, acts, context)).collect()
}

/// The order of two cases by their [`sort_cells`].
#[must_use]
pub fn order(keys: &[(bool, Pick<'_>)], (a, x): (&[Cell], CaseId), (b, y): (&[Cell], CaseId)) -> Ordering {
    let pairs = a.iter().zip(b).zip(keys);
    let order = pairs.map(|((a, b), (down, pick))| match pick {
        // Not compared as text: 10000 would come before 9999.
        Pick::Fact(fact) if fact.key() == "id" => turned(x.cmp(&y), *down),
        _ => compare(a, b, *down),
    });
    order.fold(Ordering::Equal, Ordering::then).then(x.cmp(&y))
}

/// The sort value of a column: its cell, except states (in the order of a case's life) and levels (from low to high).
fn sort_cell(pick: &Pick<'_>, case: &Case, acts: &Acts, context: &ReportContext<'_>) -> Cell {
    let rank = |n: Option<usize>| n.and_then(|n| i64::try_from(n).ok()).map_or(Cell::Empty, Cell::Int);
    match pick {
        Pick::Fact(fact) if fact.key() == "status" => Cell::Int(case.state as i64),
        // A dictionary's order, whatever the interface speaks.
        Pick::Fact(fact) if fact.key() == "title" => {
            case.title.as_deref().map_or(Cell::Empty, |title| Cell::Text(by_sound(title)))
        }
        Pick::Fact(fact) if fact.kind() == FactKind::Person => match pick.cell(case, acts, context) {
            Cell::Named { name, .. } => Cell::Text(by_sound(&name)),
            Cell::Text(code) => Cell::Text(by_sound(&code)),
            other => other,
        },
        Pick::Fact(fact) if fact.key() == "level" => rank(context.policy.rank(&case.level)),
        _ => pick.cell(case, acts, context),
    }
}

/// A text by how it is read: each Chinese character as its pinyin with the tone, other letters without case. Characters that sound alike
/// are in the order of their code points.
fn by_sound(text: &str) -> String {
    let mut key = String::with_capacity(text.len() * 3);
    for (c, sound) in text.chars().zip(text.to_pinyin()) {
        match sound {
            Some(sound) => {
                key.push_str(sound.with_tone_num_end());
                key.push(c);
            }
            None => key.extend(c.to_lowercase()),
        }
    }
    key
}

fn turned(order: Ordering, down: bool) -> Ordering {
    if down { order.reverse() } else { order }
}

/// The order of two cells of a column; empty ones last.
fn compare(a: &Cell, b: &Cell, down: bool) -> Ordering {
    let order = match (a, b) {
        (Cell::Empty, Cell::Empty) => Ordering::Equal,
        (Cell::Empty, _) => return Ordering::Greater,
        (_, Cell::Empty) => return Ordering::Less,
        (Cell::Text(a) | Cell::Named { code: a, .. }, Cell::Text(b) | Cell::Named { code: b, .. }) => a.cmp(b),
        (Cell::Int(a), Cell::Int(b)) | (Cell::Decimal(a, _), Cell::Decimal(b, _)) => a.cmp(b),
        (Cell::Rate { .. }, Cell::Rate { .. }) => share(a).total_cmp(&share(b)),
        (Cell::Date(a), Cell::Date(b)) => a.cmp(b),
        (Cell::Time(a), Cell::Time(b)) => a.cmp(b),
        (Cell::Bool(a), Cell::Bool(b)) => a.cmp(b),
        (Cell::List(a), Cell::List(b)) => a.cmp(b),
        // The policy changed the kind of a field: by kind, so that the order is total.
        (a, b) => rank(a).cmp(&rank(b)),
    };
    turned(order, down)
}

/// The part of the whole; where there is no whole it stands before all others.
#[expect(clippy::cast_precision_loss, reason = "only the order counts")]
fn share(cell: &Cell) -> f64 {
    match cell {
        Cell::Rate { part, whole } if *whole > 0 => *part as f64 / *whole as f64,
        _ => f64::NEG_INFINITY,
    }
}

fn rank(cell: &Cell) -> u8 {
    match cell {
        Cell::Int(_) | Cell::DaysLate(_) => 0,
        Cell::Decimal(..) => 1,
        Cell::Rate { .. } => 2,
        Cell::Date(_) => 3,
        Cell::Time(_) => 4,
        Cell::Bool(_) => 5,
        Cell::Text(_) | Cell::Named { .. } => 6,
        Cell::List(_) => 7,
        Cell::Empty => 8,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::table::Tone;
    use crate::report::context::tests::{case, due, opened, plain, with_context};
    use serde_json::json;

    fn cases() -> Vec<Case> {
        vec![
            case(10_000, &[opened("a", &[due("reply", "2026-11-19")])]),
            case(
                9_999,
                &[
                    opened("b", &[due("reply", "2026-11-26")]),
                    r#""assigned":{"unit":"taiyuan","person":"li.na"}"#.into(),
                ],
            ),
            case(2, &[opened("c", &[]), r#""voided":{"kind":"test"}"#.into()]),
        ]
    }

    fn ask(fields: &str, sort: &str, limit: Option<usize>) -> Ask {
        Ask { fields: vec![fields.into()], sort: vec![sort.into()], limit, more: true, ..Ask::default() }
    }

    #[test]
    fn rates_are_ordered_by_their_share_and_empty_ones_stand_apart() {
        let rate = |part, whole| Cell::Rate { part, whole };
        assert_eq!(compare(&rate(1, 2), &rate(2, 3), false), Ordering::Less);
        assert_eq!(compare(&rate(1, 2), &rate(50, 100), false), Ordering::Equal);
        assert_eq!(compare(&rate(0, 0), &rate(0, 3), false), Ordering::Less);
        assert_eq!(compare(&rate(1, 2), &Cell::Empty, true), Ordering::Less);
    }

    #[test]
    fn the_default_list_has_its_columns_rows_and_tones() {
        with_context(|context| {
            let table = list(&cases(), &Ask::default(), context).expect("known columns");
            let keys: Vec<&str> = table.columns.iter().map(|c| c.key.as_str()).collect();
            assert_eq!(keys, COLUMNS);
            let wanted = [
                "HQ-2026-0002 voided 2026-11-16T09:00:00.000+08:00 - attitude phone - - c",
                "HQ-2026-9999 assigned 2026-11-16T09:00:00.000+08:00 2026-11-26 attitude phone taiyuan li.na b",
                "HQ-2026-10000 received 2026-11-16T09:00:00.000+08:00 2026-11-19 attitude phone - - a",
            ];
            assert_eq!(plain(&table), wanted);
            assert_eq!(table.rows.iter().map(|r| r.tone).collect::<Vec<_>>(), [Tone::Dim, Tone::Plain, Tone::Bad]);
        });
    }

    #[test]
    fn sort_keys_and_the_limit_of_rows() {
        with_context(|context| {
            let ids = |sort: &str| {
                plain(&list(&cases(), &ask("title", sort, None), context).expect("known columns")).concat()
            };
            assert_eq!(ids(""), "cba");
            assert_eq!(ids("-id"), "abc");
            assert_eq!(ids("due"), "abc");
            // Unset values stay last in descending order.
            assert_eq!(ids("-due"), "bac");
            assert_eq!(ids("category,-status"), "cba");
            assert_eq!(ids("status"), "abc");
            let two = list(&cases(), &ask("id , title", "-id", Some(2)), context).expect("known columns");
            assert_eq!(plain(&two), ["HQ-2026-10000 a", "HQ-2026-9999 b"]);
            assert_eq!(two.notes, ["共 3 件，显示 2 件"]);
            assert_eq!(
                list(&cases(), &ask("tilte", "", None), context).err().and_then(|e| e.nearest).as_deref(),
                Some("title")
            );
            assert_eq!(list(&cases(), &ask("", "-deu", None), context).err().map(|e| e.name).as_deref(), Some("deu"));
        });
    }

    #[test]
    fn json_rows_have_further_members() {
        with_context(|context| {
            let table = list(&cases(), &ask("", "-id", Some(1)), context).expect("known columns");
            let more = &table.rows[0].more;
            assert_eq!(more["next_due"], json!("2026-11-19"));
            assert_eq!(more["next_limit"], json!("reply"));
            assert_eq!(more["limits"][0]["standing"], json!("overdue"));
            assert_eq!(more["limits"][0]["days_late"], json!(2));
            assert_eq!((&more["overdue"], &more["late"]), (&json!(true), &json!(true)));
            assert_eq!(more["rounds"][0]["received"], json!("2026-11-16T09:00:00.000+08:00"));
            assert!(COLUMNS.iter().all(|key| !more.contains_key(*key)));
        });
    }
}
