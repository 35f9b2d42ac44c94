//! `redress status`: the morning page. How much there is of everything that waits, and the first of each.
//!
//! Invariant: a block counts cases, not limits; a case that this version does not understand is in none of them, but counted.

use crate::domain::case::Case;
use crate::domain::moment::Moment;
use crate::domain::period::{Kind as Span, Period};
use crate::report::callbacks;
use crate::report::due::running;
use crate::report::scene::Scene;
use crate::report::supervised;
use crate::report::table::{Cell, Row, Table};
use crate::report::todo::acts;
use crate::say;
use crate::text::query::period_title;
use crate::text::{Lang, Two};

/// How many rows of a block are shown.
const FIRST: usize = 5;
/// How many working days ahead are soon.
const SOON: usize = 3;

/// The page.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// Its title.
    pub title: String,
    /// The first rows of every block that has any.
    pub blocks: Vec<Table>,
    /// `block count`, every block in its order, none left out: what a script reads.
    pub counts: Table,
}

/// A block of the page: code, name, and the limit (if any) by which a case belongs to it.
struct Block {
    code: &'static str,
    name: Two,
    hit: fn(&Case, &Scene<'_>) -> Option<Option<Moment>>,
}

/// The page of that day.
#[must_use]
pub fn status<'c>(cases: impl IntoIterator<Item = &'c Case>, scene: &Scene<'_>) -> Page {
    let mut found: Vec<Vec<(&Case, Option<Moment>)>> = vec![Vec::new(); BLOCKS.len()];
    let (mut open, mut pending, mut unread) = (0, 0, 0);
    for case in cases {
        if case.not_understood {
            unread += 1;
            continue;
        }
        if case.unopened {
            continue;
        }
        open += i64::from(case.state.is_open());
        pending += i64::from(case.state.is_pending());
        for (block, hits) in BLOCKS.iter().zip(&mut found) {
            hits.extend((block.hit)(case, scene).map(|due| (case, due)));
        }
    }
    let day = period_title(&Period::of(Span::Day, scene.day), scene.lang);
    let sums = BLOCKS.iter().zip(&found).map(|(block, hits)| (block.code, block.name, sum(hits.len())));
    let totals =
        [(TOTALS[0], open), (TOTALS[1], pending), (TOTALS[2], unread)].map(|((code, name), n)| (code, name, n));
    Page {
        title: say!(scene.lang, "Status on {day}", "投诉概况（{day}）"),
        counts: counts(sums.chain(totals).collect(), scene),
        blocks: BLOCKS
            .iter()
            .zip(found)
            .filter(|(_, hits)| !hits.is_empty())
            .map(|(b, hits)| b.table(hits, scene))
            .collect(),
    }
}

const TOTALS: [(&str, Two); 3] = [
    ("open", Two("Open", "在办")),
    ("pending", Two("Pending", "未结")),
    ("not-understood", Two("Not understood, left out", "含不识别的记录（未计入）")),
];

const BLOCKS: &[Block] = &[
    Block { code: "to-accept", name: Two("To accept", "待受理"), hit: |c, s| act(c, "accept", s) },
    Block { code: "to-dispatch", name: Two("To dispatch", "待转办"), hit: |c, s| act(c, "assign", s) },
    Block {
        code: "due-today",
        name: Two("Due today", "今日到期"),
        hit: |c, s| soonest(c, &Period::of(Span::Day, s.day), s).map(Some),
    },
    Block {
        code: "due-soon",
        name: Two("Due within three working days", "三个工作日内到期"),
        hit: |c, s| {
            let tomorrow = s.day.succ_opt()?;
            let soon = Period { from: Some(tomorrow), to: Some(s.working_days_on(SOON)), kind: Span::Range };
            soonest(c, &soon, s).map(Some)
        },
    },
    Block {
        code: "overdue-unexplained",
        name: Two("Overdue, not explained", "超期未说明"),
        hit: |c, s| oldest(c, s).filter(|_| !is_explained(c, s)).map(Some),
    },
    Block {
        code: "overdue-explained",
        name: Two("Overdue, explained", "超期已说明"),
        hit: |c, s| oldest(c, s).filter(|_| is_explained(c, s)).map(Some),
    },
    Block { code: "to-close", name: Two("To archive", "待归档"), hit: |c, s| act(c, "close", s) },
    Block {
        code: "withdrawals",
        name: Two("Withdrawals to check", "撤诉待核实"),
        hit: |c, s| (c.withdrawal_open && c.state.is_pending()).then(|| limit(c, "reply", s)),
    },
    Block {
        code: "supervised-overdue",
        name: Two("Supervised and overdue", "督办件超期"),
        hit: |c, s| oldest(c, s).filter(|_| supervised::is_overdue(c, s)).map(Some),
    },
    Block { code: "callbacks-due", name: Two("Call-backs due", "待回访"), hit: callbacks::still_owed },
    Block {
        code: "contested",
        name: Two("Contested", "记录冲突"),
        hit: |c, s| (c.contested && c.state.is_pending()).then(|| limit(c, "reply", s)),
    },
];

/// The limit of an act, where there is that to be done: the page and the list of things to do say the same.
fn act(case: &Case, name: &str, scene: &Scene<'_>) -> Option<Option<Moment>> {
    acts(case, scene).into_iter().find(|act| act.act == name).map(|act| act.due.map(|due| due.at))
}

/// The limit of that name where it runs.
fn limit(case: &Case, name: &str, scene: &Scene<'_>) -> Option<Moment> {
    scene.running(case).into_iter().find_map(|(limit, due)| (limit == name).then_some(due.at))
}

fn soonest(case: &Case, period: &Period, scene: &Scene<'_>) -> Option<Moment> {
    running(case, period, scene).map(|l| l.due.at).min()
}

fn oldest(case: &Case, scene: &Scene<'_>) -> Option<Moment> {
    case.overdue(scene.day, scene.now).map(|(_, due)| due.at).min()
}

fn is_explained(case: &Case, scene: &Scene<'_>) -> bool {
    case.overdue(scene.day, scene.now).all(|(_, due)| case.explained(due))
}

impl Block {
    fn table(&self, mut hits: Vec<(&Case, Option<Moment>)>, scene: &Scene<'_>) -> Table {
        hits.sort_by_key(|(case, due)| (due.is_none(), *due, case.id));
        let name = self.name.get(scene.lang);
        let keys = ["id", "due", "days_late", "unit", "person", "title"];
        let row = |(case, due): &(&Case, Option<Moment>)| Row {
            cells: vec![
                Cell::Text(case.id.to_string()),
                due.map_or(Cell::Empty, Cell::Time),
                due.map_or(Cell::Empty, |due| Cell::DaysLate(scene.days_past(due.date()))),
                scene.unit(&case.unit),
                scene.person(&case.person),
                case.title.clone().map_or(Cell::Empty, Cell::Text),
            ],
            tone: scene.tone(case),
            ..Row::default()
        };
        let (all, left) = (hits.len(), hits.len().saturating_sub(FIRST));
        Table {
            title: match scene.lang {
                Lang::En => format!("{name} ({all})"),
                Lang::Zh => format!("{name}（{all}）"),
            },
            schema: "redress.status/1",
            columns: keys
                .map(|key| if key == "days_late" { scene.days_column() } else { scene.column(key, false) })
                .into(),
            rows: hits.iter().take(FIRST).map(row).collect(),
            notes: (left > 0).then(|| say!(scene.lang, "and {left} more", "另有 {left} 件")).into_iter().collect(),
        }
    }
}

fn counts(sums: Vec<(&str, Two, i64)>, scene: &Scene<'_>) -> Table {
    let row = |(code, name, n): (&str, Two, i64)| Row {
        cells: vec![Cell::Named { code: code.into(), name: name.get(scene.lang).into() }, Cell::Int(n)],
        ..Row::default()
    };
    Table {
        title: say!(scene.lang, "Counts", "件数"),
        schema: "redress.status/1",
        columns: vec![scene.column("block", false), scene.column("count", true)],
        rows: sums.into_iter().map(row).collect(),
        notes: Vec::new(),
    }
}

fn sum(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::scene::tests::{case, due, opened, plain, with_scene};

    #[test]
    fn the_page_of_a_day() {
        let accepted = || r#""accepted":{}"#.to_string();
        let replied = || r#""replied":{"to":["complainant","desk"]}"#.to_string();
        let mut cases = vec![
            case(1, &[opened("a", &[due("accept", "2026-11-23"), due("reply", "2026-11-26")])]),
            case(2, &[opened("b", &[due("reply", "2026-11-27")]), accepted()]),
            case(
                3,
                &[opened("c", &[due("reply", "2026-11-19")]), accepted(), r#""delayed":{"on":"2026-11-19"}"#.into()],
            ),
            // One of the two is not explained: the case is not.
            case(
                4,
                &[
                    opened("d", &[due("audit", "2026-11-18"), due("reply", "2026-11-20")]),
                    r#""delayed":{"on":"2026-11-19"}"#.into(),
                ],
            ),
            case(5, &[opened("e", &[]), accepted(), replied(), r#""withdrawal_requested":{}"#.into()]),
            case(6, &[opened("f", &[]), r#""danced":{"must":true}"#.into()]),
            case(7, &[opened("g", &[]), r#""voided":{"kind":"test"}"#.into()]),
        ];
        cases[4].contested = true;
        cases.extend((10..17).map(|n| case(n, &[opened("x", &[])])));
        with_scene(|scene| {
            let page = status(&cases, scene);
            let wanted = [
                "to-accept 9",
                "to-dispatch 2",
                "due-today 1",
                "due-soon 1",
                "overdue-unexplained 1",
                "overdue-explained 1",
                "to-close 1",
                "withdrawals 1",
                "supervised-overdue 0",
                "callbacks-due 0",
                "contested 1",
                "open 11",
                "pending 12",
                "not-understood 1",
            ];
            assert_eq!(plain(&page.counts), wanted);
            assert_eq!((page.blocks.len(), page.title.as_str()), (9, "投诉概况（2026年11月23日）"));
            let first = &page.blocks[0];
            assert_eq!(
                (first.title.as_str(), first.rows.len(), &first.notes[..]),
                ("待受理（9）", 5, &["另有 4 件".to_string()][..])
            );
            assert_eq!(plain(first)[0], "HQ-2026-0001 2026-11-23 0 - - a");
            assert_eq!(plain(&page.blocks[4]), ["HQ-2026-0004 2026-11-18 3 - - d"]);
        });
    }
}
