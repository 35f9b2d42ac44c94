//! `redress status`: the morning page. Counts of everything that waits, and the first rows of each.
//!
//! Invariant: a block counts cases, not limits; a case that this version does not understand is in no block, but
//! counted. On the page the most urgent block comes first and empty blocks are omitted; data has all blocks, in a fixed
//! order.

mod owed;

pub use owed::Beside;

use crate::document::table::{Cell, Column, Row, Table};
use crate::document::{self, CountLine, Document};
use crate::domain::Code;
use crate::domain::calendar::period::{Period, PeriodKind as Span};
use crate::domain::case::Case;
use crate::domain::value::moment::Moment;
use crate::report::callbacks;
use crate::report::context::ReportContext;
use crate::report::due::running;
use crate::report::reminders;
use crate::report::supervised;
use crate::report::todo::acts;
use crate::say;
use crate::text::query::period_title;
use crate::text::{Lang, Two};
use serde_json::{Map, Value, json};

/// The number of rows shown of a block.
const FIRST: usize = 5;
/// Within this many working days a limit is due soon.
const SOON: usize = 3;

/// The page.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// Its title.
    pub title: String,
    /// The counts of all blocks that are not empty, most urgent first.
    pub sums: Vec<CountLine>,
    /// The numbers of open and pending cases.
    pub totals: String,
    /// The first rows of all blocks that are not empty, most urgent first; notes say how many more there are and which
    /// command comes next.
    pub blocks: Vec<Table>,
    /// `block count`: all blocks in fixed order, for scripts. JSON has their contents too.
    pub counts: Table,
}

impl Page {
    /// The page as a document: the counts, then the first rows of each block.
    #[must_use]
    pub fn document(&self, lang: Lang) -> Document {
        let nothing = || vec![document::Block::Paragraph(say!(lang, "Nothing waits.", "无待办事项。"))];
        let counts = std::iter::once(document::Block::Counts(self.sums.clone()));
        let blocks = || counts.chain(self.blocks.iter().cloned().map(document::Block::First)).collect();
        let blocks = if self.sums.is_empty() { nothing() } else { blocks() };
        Document { heading: self.title.clone(), below: self.totals.clone(), blocks, ..Document::default() }
    }
}

/// A block of the page with its contents.
#[derive(Clone)]
struct Part {
    code: &'static str,
    name: Two,
    /// The command that lists all of it.
    all: Two,
    count: usize,
    columns: &'static [&'static str],
    rows: Vec<Row>,
    /// Its contents for JSON.
    items: Vec<Value>,
    /// The command to use next.
    next: Option<String>,
    note: Option<String>,
}

/// All blocks, most urgent first.
const URGENT: &[&str] = &[
    "overdue-unexplained",
    "due-today",
    "supervised-overdue",
    "to-accept",
    "to-dispatch",
    "withdrawals",
    "messages",
    "overdue-explained",
    "reminders",
    "handler-left",
    "callbacks-due",
    "callbacks-failed",
    "ended-overdue",
    "duties-open",
    "duties-missing",
    "filings-owed",
    "improvements-overdue",
    "contested",
    "due-soon",
    "improvements-soon",
    "to-close",
];

/// A block of cases: code, name, the limit (if any) by which a case belongs to it, and the next command.
struct Block {
    code: &'static str,
    name: Two,
    hit: fn(&Case, &ReportContext<'_>) -> Option<Option<Moment>>,
    all: Two,
    /// The next command, with `{}` for the case; empty if there is no single one.
    next: Two,
}

/// The page of the context's day. Without `beside` it covers cases only.
#[must_use]
pub fn status<'c>(
    cases: impl IntoIterator<Item = &'c Case>,
    beside: Option<&Beside<'_>>,
    context: &ReportContext<'_>,
) -> Page {
    let mut found: Vec<Vec<Hit<'_>>> = vec![Vec::new(); BLOCKS.len()];
    let (mut open, mut pending, mut unread) = (0, 0, 0);
    for case in cases {
        if case.not_understood {
            unread += 1;
            continue;
        }
        if case.unopened {
            continue;
        }
        open += usize::from(case.is_open());
        pending += usize::from(case.is_pending());
        for (block, hits) in BLOCKS.iter().zip(&mut found) {
            hits.extend((block.hit)(case, context).map(|due| (case, due)));
        }
    }
    let mut parts: Vec<Part> = BLOCKS.iter().zip(found).map(|(block, hits)| block.part(hits, context)).collect();
    let mut counts: Vec<Row> = parts.iter().map(|part| part.counted(context)).collect();
    counts.extend(TOTALS.iter().zip([open, pending, unread]).map(|((code, name), n)| total(code, *name, n, context)));
    let more = beside.map(|beside| owed::parts(beside, context)).unwrap_or_default();
    counts.extend(more.iter().map(|part| part.counted(context)));
    parts.extend(more);
    parts.retain(|part| part.count > 0);
    parts.sort_by_key(|part| URGENT.iter().position(|code| *code == part.code));
    Page {
        title: title(beside, context),
        sums: parts.iter().map(|part| part.sum(context.lang)).collect(),
        totals: totals(open, pending, unread, context.lang),
        blocks: parts.into_iter().map(|part| part.table(context)).collect(),
        counts: Table {
            title: say!(context.lang, "Counts", "件数"),
            schema: "redress.status/1",
            columns: vec![context.column("block", false), context.column("count", true)],
            rows: counts,
            notes: Vec::new(),
            ..Table::default()
        },
    }
}

/// A case, with the limit by which it belongs to a block.
type Hit<'c> = (&'c Case, Option<Moment>);

fn title(beside: Option<&Beside<'_>>, context: &ReportContext<'_>) -> String {
    let day = period_title(&Period::of(Span::Day, context.day), context.lang);
    match beside.map(|b| &b.whose.unit).filter(|unit| !unit.is_empty()) {
        None => say!(context.lang, "Status on {day}", "投诉概况（{day}）"),
        Some(unit) => {
            let unit = context.directory.unit_name(unit, context.lang);
            say!(context.lang, "Status on {day}: {unit}", "投诉概况（{day}，{unit}）")
        }
    }
}

fn totals(open: usize, pending: usize, unread: usize, lang: Lang) -> String {
    let waiting = pending - open;
    let mut text = match (open, waiting) {
        (0, 0) => say!(lang, "No case is open.", "没有在办的投诉件。"),
        (_, 0) => say!(lang, "{open} open.", "在办 {open} 件。"),
        _ => say!(
            lang,
            "{open} open, {waiting} replied and not archived: {pending} pending.",
            "在办 {open} 件，已回复未归档 {waiting} 件，未结共 {pending} 件。"
        ),
    };
    if unread > 0 {
        text += &say!(lang, " Not understood and left out: {unread}.", "含不识别的记录、未计入 {unread} 件。");
    }
    text
}

fn total(code: &str, name: Two, n: usize, context: &ReportContext<'_>) -> Row {
    Row {
        cells: vec![Cell::Named { code: code.into(), name: name.get(context.lang).into() }, Cell::count(n)],
        ..Row::default()
    }
}

const TOTALS: [(&str, Two); 3] = [
    ("open", Two("Open", "在办")),
    ("pending", Two("Pending", "未结")),
    ("not-understood", Two("Not understood, left out", "含不识别的记录（未计入）")),
];

const BLOCKS: &[Block] = &[
    Block {
        code: "to-accept",
        name: Two("To accept", "待受理"),
        hit: |c, s| act(c, "accept", s),
        all: Two("redress list status:received", "redress 列表 status:received"),
        next: Two("redress accept {}", "redress 受理 {}"),
    },
    Block {
        code: "to-dispatch",
        name: Two("To dispatch", "待转办"),
        hit: |c, s| act(c, "assign", s),
        all: Two("redress list status:accepted", "redress 列表 status:accepted"),
        next: Two("redress assign {} --unit UNIT", "redress 转办 {} --unit 〈单位〉"),
    },
    Block {
        code: "due-today",
        name: Two("Due today", "今日到期"),
        hit: |c, s| soonest(c, &Period::of(Span::Day, s.day), s).map(Some),
        all: Two("redress report due --period today", "redress 报表 到期 --period today"),
        next: Two("", ""),
    },
    Block {
        code: "due-soon",
        name: Two("Due within three working days", "三个工作日内到期"),
        hit: |c, s| {
            let tomorrow = s.day.succ_opt()?;
            let soon = Period { from: Some(tomorrow), to: Some(s.working_days_on(SOON)), kind: Span::Range };
            soonest(c, &soon, s).map(Some)
        },
        all: Two("redress report due", "redress 报表 到期"),
        next: Two("", ""),
    },
    Block {
        code: "overdue-unexplained",
        name: Two("Overdue, not explained in time", "超期未按时说明"),
        hit: |c, s| oldest(c, s).filter(|_| c.is_pending() && !is_explained(c, s)).map(Some),
        all: Two("redress report overdue", "redress 报表 超期"),
        next: Two(
            "redress delay {} --reason REASON --told CHANNEL",
            "redress 超期说明 {} --reason 〈理由〉 --told 〈告知方式〉",
        ),
    },
    Block {
        code: "overdue-explained",
        name: Two("Overdue, explained", "超期已说明"),
        hit: |c, s| oldest(c, s).filter(|_| c.is_pending() && is_explained(c, s)).map(Some),
        all: Two("redress report overdue", "redress 报表 超期"),
        next: Two("", ""),
    },
    Block {
        code: "to-close",
        name: Two("To archive", "待归档"),
        hit: |c, s| act(c, "close", s),
        all: Two("redress list status:replied", "redress 列表 status:replied"),
        next: Two("redress close {}", "redress 归档 {}"),
    },
    Block {
        code: "withdrawals",
        name: Two("Withdrawals to check", "撤诉待核实"),
        hit: |c, s| (c.withdrawal_open && c.is_pending()).then(|| limit(c, "reply", s)),
        all: Two("redress report withdrawals", "redress 报表 撤诉"),
        next: Two("redress withdraw {}", "redress 撤诉 {}"),
    },
    Block {
        code: "supervised-overdue",
        name: Two("Supervised and overdue", "督办件超期"),
        hit: |c, s| oldest(c, s).filter(|_| supervised::is_overdue(c, s)).map(Some),
        all: Two("redress report supervised", "redress 报表 督办"),
        next: Two("redress explain {}", "redress 时限说明 {}"),
    },
    Block {
        code: "messages",
        name: Two("Messages to read", "来信待处理"),
        hit: |c, s| act(c, "message", s),
        all: Two("redress report todo", "redress 报表 待办"),
        next: Two("redress show {}", "redress 查看 {}"),
    },
    Block {
        code: "ended-overdue",
        name: Two("Ended, with something overdue", "已结件有事项超期"),
        hit: |c, s| if c.is_pending() { None } else { oldest(c, s).map(Some) },
        all: Two("redress list is:overdue not:is:pending", "redress 列表 is:overdue not:is:pending"),
        next: Two("redress show {}", "redress 查看 {}"),
    },
    Block {
        code: "callbacks-due",
        name: Two("Call-backs due", "待回访"),
        hit: callbacks::still_owed,
        all: Two("redress report callbacks", "redress 报表 回访"),
        next: Two("redress callback {}", "redress 回访 {}"),
    },
    Block {
        code: "callbacks-failed",
        name: Two("Call-backs: unresolved, not taken up again", "回访未解决，尚未重新办理"),
        hit: |c, s| callbacks::failed(c, s).then_some(None),
        all: Two("redress report callbacks", "redress 报表 回访"),
        next: Two("redress reopen {} --reason REASON", "redress 重开 {} --reason 〈理由〉"),
    },
    Block {
        code: "reminders",
        name: Two("Reminders", "到期提醒"),
        hit: |c, s| reminders::all(c, s).into_iter().map(|reminder| reminder.due.at).min().map(Some),
        all: Two("redress report due", "redress 报表 到期"),
        next: Two("", ""),
    },
    Block {
        code: "handler-left",
        name: Two("The handler has left", "承办人已离岗"),
        hit: |c, s| has_left(c, s).then(|| limit(c, "reply", s)),
        all: Two("redress report todo", "redress 报表 待办"),
        next: Two("redress assign {} --person PERSON", "redress 转办 {} --person 〈承办人〉"),
    },
    Block {
        code: "contested",
        name: Two("Contested", "记录冲突"),
        hit: |c, s| (c.contested && c.is_pending()).then(|| limit(c, "reply", s)),
        all: Two("redress list is:contested", "redress 列表 is:contested"),
        next: Two("redress log {}", "redress 日志 {}"),
    },
];

/// The limit of an act if the case waits for it, so that this page and `report todo` agree.
fn act(case: &Case, name: &str, context: &ReportContext<'_>) -> Option<Option<Moment>> {
    acts(case, context).into_iter().find(|act| act.act == name).map(|act| act.due.map(|due| due.at))
}

/// The due date of a limit, if it is running.
fn limit(case: &Case, name: &str, context: &ReportContext<'_>) -> Option<Moment> {
    context.running(case).into_iter().find_map(|(limit, due)| (limit == name).then_some(due.at))
}

fn soonest(case: &Case, period: &Period, context: &ReportContext<'_>) -> Option<Moment> {
    running(case, period, context).map(|l| l.due.at).min()
}

/// Whether a pending case is in the hands of a person who is no longer, or not yet, in service. A directory without
/// persons tells of nobody.
fn has_left(case: &Case, context: &ReportContext<'_>) -> bool {
    let serves = |person: &str| context.directory.person(person).is_some_and(|known| known.serves_on(context.day));
    case.is_pending() && !case.person.is_empty() && !context.directory.people.is_empty() && !serves(&case.person)
}

fn oldest(case: &Case, context: &ReportContext<'_>) -> Option<Moment> {
    case.overdue(context.day, context.now).map(|(_, due)| due.at).min()
}

fn is_explained(case: &Case, context: &ReportContext<'_>) -> bool {
    case.overdue(context.day, context.now).all(|(_, due)| case.explained(due))
}

impl Block {
    /// Whether its rows may be of any limit.
    fn tells_limit(&self) -> bool {
        self.code.starts_with("due-") || self.code.contains("overdue") || self.code == "reminders"
    }

    fn part(&self, mut hits: Vec<Hit<'_>>, context: &ReportContext<'_>) -> Part {
        hits.sort_by_key(|(case, due)| (due.is_none(), *due, case.id));
        let next = self.next.get(context.lang);
        // A delay that was explained, even late, need not be explained again.
        let waits = |case: &Case| {
            self.code != "overdue-unexplained" || !case.delays.iter().any(|delay| delay.round == case.round())
        };
        let first = hits.iter().find(|(case, _)| !next.is_empty() && waits(case));
        Part {
            rows: hits.iter().take(FIRST).map(|hit| case_row(hit, self.tells_limit(), context)).collect(),
            items: hits.iter().map(|hit| case_item(hit, context)).collect(),
            next: first.map(|(case, _)| next.replace("{}", &case.id.to_string())),
            ..Part::new(self.code, self.name, self.all, hits.len(), CASES)
        }
    }
}

const CASES: &[&str] = &["id", "limit", "days_late", "unit", "person", "title"];

/// The limit of a case that runs out then.
fn limit_at<'c>(case: &'c Case, due: Option<Moment>, context: &ReportContext<'_>) -> Option<&'c Code> {
    let overdue = case.overdue(context.day, context.now);
    case.running().into_iter().chain(overdue).find(|(_, own)| Some(own.at) == due).map(|(limit, _)| limit)
}

fn case_row((case, due): &Hit<'_>, tells_limit: bool, context: &ReportContext<'_>) -> Row {
    let limit = limit_at(case, *due, context).filter(|_| tells_limit);
    Row {
        cells: vec![
            Cell::Text(case.id.to_string()),
            limit.map_or(Cell::Empty, |limit| context.limit(limit)),
            due.map_or(Cell::Empty, |due| Cell::DaysLate(context.days_late_at(case, due.date()))),
            context.unit(&case.unit),
            context.person(&case.person),
            case.title.clone().map_or(Cell::Empty, Cell::Text),
        ],
        tone: context.tone(case),
        ..Row::default()
    }
}

fn case_item((case, due): &Hit<'_>, context: &ReportContext<'_>) -> Value {
    let days = due.map(|due| context.days_late_at(case, due.date()));
    let provisional = due.is_some_and(|due| context.calendar.is_provisional(due.date()));
    json!({
        "id": case.id, "due": due, "limit": limit_at(case, *due, context), "days_late": days, "unit": case.unit, "person": case.person, "provisional": provisional,
    })
}

impl Part {
    fn new(code: &'static str, name: Two, all: Two, count: usize, columns: &'static [&'static str]) -> Self {
        Self { code, name, all, count, columns, rows: Vec::new(), items: Vec::new(), next: None, note: None }
    }

    fn counted(&self, context: &ReportContext<'_>) -> Row {
        let more = Map::from_iter([("items".to_string(), Value::Array(self.items.clone()))]);
        Row { more, ..total(self.code, self.name, self.count, context) }
    }

    fn sum(&self, lang: Lang) -> CountLine {
        CountLine { count: self.count, name: self.name.get(lang).into(), command: self.all.get(lang).into() }
    }

    /// The first rows of the block, without columns that are empty, or due today, in all of them.
    fn table(self, context: &ReportContext<'_>) -> Table {
        let lang = context.lang;
        let (name, count) = (self.name.get(lang), self.count);
        let left = self.rows.len().max(if self.columns == CASES { count } else { 0 }).saturating_sub(FIRST);
        let rows: Vec<Row> = self.rows.into_iter().take(FIRST).collect();
        let says = |i: usize| rows.iter().any(|row| !matches!(row.cells[i], Cell::Empty | Cell::DaysLate(0)));
        let kept: Vec<usize> = (0..self.columns.len()).filter(|i| says(*i)).collect();
        let pick = |row: Row| Row { cells: kept.iter().map(|i| row.cells[*i].clone()).collect(), ..row };
        let more = (left > 0).then(|| say!(lang, "and {left} more", "另有 {left} 项"));
        let next = self.next.map(|next| say!(lang, "next: {next}", "下一步：{next}"));
        Table {
            title: say!(lang, "{name} ({count})", "{name}（{count}）"),
            schema: "redress.status/1",
            columns: kept.iter().map(|i| column(self.columns[*i], context)).collect(),
            notes: more.into_iter().chain(self.note).chain(next).collect(),
            rows: rows.into_iter().map(pick).collect(),
            ..Table::default()
        }
    }
}

fn column(key: &str, context: &ReportContext<'_>) -> Column {
    if key != "days_late" {
        return context.column(key, key == "times");
    }
    Column { key: key.into(), title: Two("Days", "工作日").get(context.lang).into(), right: true }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::context::tests::{case, due, opened, plain, with_context};

    #[test]
    fn status_counts_blocks_and_first_rows_of_a_day() {
        let accepted = || r#""accepted":{}"#.to_string();
        let replied = || r#""replied":{"to":["complainant","desk"]}"#.to_string();
        let mut cases = vec![
            case(1, &[opened("a", &[due("accept", "2026-11-23"), due("reply", "2026-11-26")])]),
            case(2, &[opened("b", &[due("reply", "2026-11-27")]), accepted()]),
            case(
                3,
                &[opened("c", &[due("reply", "2026-11-19")]), accepted(), r#""delayed":{"on":"2026-11-19"}"#.into()],
            ),
            // One of its two overdue limits has no explanation, so the case is unexplained.
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
        with_context(|context| {
            let page = status(&cases, None, context);
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
                "messages 0",
                "ended-overdue 0",
                "callbacks-due 0",
                "callbacks-failed 0",
                "reminders 0",
                "handler-left 0",
                "contested 1",
                "open 11",
                "pending 12",
                "not-understood 1",
            ];
            assert_eq!(plain(&page.counts), wanted);
            assert_eq!((page.blocks.len(), page.title.as_str()), (9, "投诉概况（2026年11月23日）"));
            assert_eq!(page.totals, "在办 11 件，已回复未归档 1 件，未结共 12 件。含不识别的记录、未计入 1 件。");
            // The most urgent block first; empty blocks are omitted.
            let codes: Vec<&str> = page.sums.iter().map(|sum| sum.name.as_str()).collect();
            let urgent = ["超期未按时说明", "今日到期", "待受理", "待转办", "撤诉待核实", "超期已说明"];
            assert_eq!(codes[..6], urgent);
            assert_eq!(plain(&page.blocks[0]), ["HQ-2026-0004 audit 3 d"]);
            // It was explained, though late: no request to explain it.
            assert_eq!(page.blocks[0].notes, [""; 0]);
            let silent = [case(5, &[opened("d", &[due("reply", "2026-11-18")]), accepted()])];
            let next = "下一步：redress 超期说明 HQ-2026-0005 --reason 〈理由〉 --told 〈告知方式〉";
            assert_eq!(status(&silent, None, context).blocks[0].notes, [next]);
            // All are due today, so the column of days is omitted.
            assert_eq!(plain(&page.blocks[1]), ["HQ-2026-0001 accept a"]);
            let accept = &page.blocks[2];
            assert_eq!((accept.title.as_str(), accept.rows.len()), ("待受理（9）", 5));
            assert_eq!(accept.notes[..1], ["另有 4 项"]);
            assert_eq!(page.counts.rows[0].more["items"].as_array().map(Vec::len), Some(9));
            let none = status(&[], None, context);
            assert_eq!((none.sums.len(), none.totals.as_str()), (0, "没有在办的投诉件。"));
        });
    }

    #[test]
    fn every_status_block_is_in_the_order_of_urgency() {
        let beside = ["duties-open", "duties-missing", "filings-owed", "improvements-overdue", "improvements-soon"];
        let mut all: Vec<&str> = BLOCKS.iter().map(|block| block.code).chain(beside).collect();
        let mut urgent = URGENT.to_vec();
        all.sort_unstable();
        urgent.sort_unstable();
        assert_eq!(all, urgent);
    }
}
