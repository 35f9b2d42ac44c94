//! `redress report exceptions`: all exceptions that an auditor may ask for; one row for each.
//!
//! The events are passed in one by one, in the order of the log; memory grows with the exceptions, not with the events.
//! Invariant: nothing is judged here; an exception that was revoked since is still listed and marked.

mod lateness;
mod summary;

use crate::document::table::{Cell, Row, Table, Tone};
use crate::domain::Code;
use crate::domain::calendar::period::Period;
use crate::domain::case::Case;
use crate::domain::event::{Body, DirectoryChanged, Event};
use crate::domain::policy::directory::Directory;
use crate::domain::value::id::{CaseId, EventId};
use crate::domain::value::moment::Moment;
use crate::report::context::ReportContext;
use crate::report::definition::Definition;
use crate::report::log;
use crate::say;
use crate::text::Two;
use crate::text::words::count;
use serde_json::{Map, Value};
use std::collections::{HashMap, HashSet};

/// The definition of the report.
pub const DEFINITION: Definition = Definition {
    title: Two("Exceptions", "例外一览"),
    row: Two(
        "an act out of the ordinary: a gate passed over, an act dated back, a clock or an actor given, an act in the name of a person whom the directory gives another account, an event revoked, a fact corrected, a case voided, writers that did not see each other, data erased or shown, a limit missed (of voided cases too), a limit met in time by an act that was recorded after its day, an act on record that is dated before one that it needs, a policy changed or loosened, an account or a role moved in the directory, a record not understood; an event may have several rows",
        "一项例外：不按制度要求办理、补录、指定时间或人员、以他人名义操作（账户不符）、撤销、更正、作废、记录冲突、删除个人信息、查看个人信息、超期（含已作废的件）、按时办理而逾期登记、次序颠倒、制度变更或放宽、人员目录中账户或角色变更、不识别的记录；一条记录可有数行",
    ),
    cohort: Two(
        "the day on which it was recorded; for a missed limit its due date, for a loosened row the day on which the policy took force; without a period: all",
        "登记之日；超期以到期日计，放宽以制度启用之日计；未指定时间段时列出全部",
    ),
    clock: Two(
        "dating back is counted in days and in working days from when it happened to when it was recorded; beyond the policy's `backdate` it is pointed out",
        "补录按实际发生至登记的自然日和工作日计；超过制度规定的补录期限（backdate）的另行标明",
    ),
    exclusions: Two(
        "the rows of an import, whose own event stands for them; the first policy and the first directory of a project; limits missed by imported cases; with --where, events that belong to no case",
        "导入的各行（由导入记录代表）；项目的首个制度和首个人员目录；导入的件的超期；使用 --where 时不属于任何件的记录",
    ),
    columns: &["kind", "id", "event", "at", "by", "what", "reason"],
};

/// The kinds of exceptions, with their names.
pub const KINDS: &[(&str, Two)] = &[
    ("override", Two("gate passed over", "不按制度要求办理")),
    ("backdated", Two("dated back", "补录")),
    ("given-clock", Two("clock given", "指定时间")),
    ("given-actor", Two("actor given", "指定人员")),
    ("other-account", Two("another account", "账户不符")),
    ("revoked", Two("revoked", "撤销")),
    ("corrected", Two("corrected", "更正")),
    ("voided", Two("voided", "作废")),
    ("contested", Two("contested", "记录冲突")),
    ("erased", Two("erased", "删除个人信息")),
    ("revealed", Two("private data shown", "查看个人信息")),
    ("late-explained", Two("late, explained", "超期已说明")),
    ("late-unexplained", Two("late, not explained", "超期未说明")),
    ("recorded-late", Two("met in time, recorded late", "按时办理，逾期登记")),
    ("out-of-order", Two("out of order", "次序颠倒")),
    ("policy", Two("policy changed", "制度变更")),
    ("loosened", Two("rule loosened", "放宽规定")),
    ("directory", Two("account or role moved", "账户或角色变更")),
    ("not-understood", Two("not understood", "不识别的记录")),
];

/// A row of the policy in force that is looser than the profile's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Loosened {
    /// Section, row and key: `limit P7-A11-general within`.
    pub what: String,
    /// The profile's value.
    pub from: String,
    /// The value in force.
    pub to: String,
}

/// One exception, as a row of the report.
struct Found {
    kind: &'static str,
    case: Option<CaseId>,
    event: Option<EventId>,
    at: Option<Moment>,
    by: Code,
    what: Cell,
    reason: String,
    tone: Tone,
    more: Map<String, Value>,
}

/// Collects exceptions from the events of a log.
#[derive(Default)]
pub struct Exceptions {
    events: Vec<(Event, Vec<&'static str>)>,
    /// The number of events of each case so far.
    seen: HashMap<CaseId, u32>,
    revoked: HashSet<EventId>,
    /// The revoked events.
    targets: HashMap<EventId, Event>,
    policies: u32,
    directories: u32,
    imported: u64,
    /// The last event of each case that is of an imported row, by moment and number: what follows directly is of the same row.
    rows: HashMap<CaseId, (Moment, u64)>,
    /// The account of each person in the present directory.
    bound: HashMap<Code, Code>,
    /// The account of each person in the directory of the time when an act was recorded, from the log.
    noted: HashMap<Code, Code>,
    /// Whether some event names the account by which it was recorded.
    accounts: bool,
}

impl Exceptions {
    /// A collector that checks accounts against this directory.
    #[must_use]
    pub fn of(directory: &Directory) -> Self {
        let accounts = directory.people.iter().map(|p| (p.code.clone(), p.account.clone()));
        Self { bound: accounts.filter(|(_, account)| !account.is_empty()).collect(), ..Self::default() }
    }

    /// Whether the account of an event differs from the one that the directory gave its person at that time (or gives
    /// now, if it gave none then).
    fn is_foreign(&self, event: &Event) -> bool {
        let then = self.noted.get(&event.by).filter(|account| !account.is_empty());
        let bound = then.or_else(|| self.bound.get(&event.by));
        !event.account.is_empty() && bound.is_some_and(|account| *account != event.account)
    }

    /// Takes the next event of the log.
    pub fn take(&mut self, event: &Event) {
        let position = event.case.map_or(event.seq, |id| {
            let seen = self.seen.entry(id).or_default();
            *seen += 1;
            *seen
        });
        if matches!(event.body, Body::PolicyAdopted(_)) {
            self.policies += 1;
        }
        if let Body::Revoked(body) = &event.body {
            self.revoked.extend(body.event);
        }
        if let Body::DirectoryChanged(body) = &event.body {
            self.directories += 1;
            self.noted.extend(body.accounts.clone());
        }
        self.accounts |= !event.account.is_empty();
        let (foreign, later) = (self.is_foreign(event), self.directories > 1);
        let mut kinds: Vec<&'static str> = Vec::new();
        let mut put = |kind, is: bool| kinds.extend(is.then_some(kind));
        put("policy", self.policies > 1 && matches!(event.body, Body::PolicyAdopted(_)));
        let moved = |body: &DirectoryChanged| !body.accounts.is_empty() || !body.roles.is_empty();
        put("directory", later && matches!(&event.body, Body::DirectoryChanged(body) if moved(body)));
        put("other-account", foreign);
        put("contested", event.body.clashes() && event.seq < position);
        put(own_kind(&event.body).unwrap_or_default(), own_kind(&event.body).is_some());
        let (back, given) = (event.on().date() < event.at.date(), event.clock.is_some() || !event.os.is_empty());
        let before = event.case.and_then(|case| self.rows.get(&case).copied());
        let of_row = !event.import.is_empty() || before == Some((event.at, event.n.saturating_sub(1)));
        if let Some(case) = event.case.filter(|_| of_row) {
            self.rows.insert(case, (event.at, event.n));
        }
        if of_row {
            self.imported += u64::from(back || given);
        } else {
            // An override has the date of the act that it allows, and is listed beside it.
            put("backdated", back && !matches!(event.body, Body::Overridden(_)));
            put(if event.clock.is_some() { "given-clock" } else { "given-actor" }, given);
        }
        // Keeps dated acts too: only the case tells whether they are out of order.
        let is_dated = !of_row && event.body.on().is_some();
        if !kinds.is_empty() || is_dated || matches!(event.body, Body::PolicyAdopted(_)) {
            self.events.push((event.clone(), kinds));
        }
    }

    /// The ids of the revoked events. Pass these events to [`Self::was`], so that the report can describe them.
    #[must_use]
    pub fn revoked(&self) -> &HashSet<EventId> {
        &self.revoked
    }

    /// Passes in one of the events of [`Self::revoked`].
    pub fn was(&mut self, event: Event) {
        self.targets.insert(event.id(), event);
    }

    /// The report: `cases` gives the missed limits, `loosened` is what the policy with this digest loosens.
    #[must_use]
    pub fn table<'c>(
        &self,
        cases: impl IntoIterator<Item = &'c Case>,
        (digest, loosened): (&str, &[Loosened]),
        period: Option<&Period>,
        context: &ReportContext<'_>,
    ) -> Table {
        let taken_back = log::revocations(self.events.iter().map(|(event, _)| event));
        let of_event = |(event, kinds): &(Event, Vec<&'static str>)| {
            kinds.iter().map(|kind| self.found(kind, event, taken_back.get(&event.id()).copied(), context)).collect()
        };
        let mut all: Vec<Found> = self.events.iter().flat_map(|pair| -> Vec<Found> { of_event(pair) }).collect();
        let cases: Vec<&Case> = cases.into_iter().collect();
        all.extend(self.out_of_order(&cases, context));
        all.extend(lateness::found(cases, context));
        all.extend(self.loosened(digest, loosened, context));
        all.retain(|f| period.is_none_or(|p| f.at.is_some_and(|at| p.contains(at.date()))));
        all.sort_by_key(|f| (f.at.is_none(), f.at, f.event.map(|e| e.n), f.case));
        let imported = self.imported;
        let rows = count(imported, "row");
        let note = say!(context.lang, "left out: {rows} of imports", "另有导入的记录 {imported} 条未列");
        let unbound = (self.accounts && self.bound.is_empty()).then(|| {
            say!(
                context.lang,
                "directory.toml gives nobody an account: in whose name an account acted is not compared",
                "directory.toml 未给任何人员设定账户（account），未核对各账户以谁的名义操作"
            )
        });
        Table {
            title: DEFINITION.title.get(context.lang).into(),
            schema: "redress.exceptions/1",
            columns: DEFINITION.columns.iter().map(|key| context.column(key, false)).collect(),
            rows: all.into_iter().map(|f| f.row(context)).collect(),
            notes: [(imported > 0).then_some(note), unbound].into_iter().flatten().collect(),
            ..Table::default()
        }
    }

    fn found(
        &self,
        kind: &'static str,
        event: &Event,
        taken_back: Option<EventId>,
        context: &ReportContext<'_>,
    ) -> Found {
        let target = match &event.body {
            Body::Revoked(body) => body.event.and_then(|id| self.targets.get(&id)),
            _ => None,
        };
        let told = summary::what(kind, event, target, context);
        let mut more = log::more(event, taken_back);
        more.extend(told.more);
        // For exceptions of time or person the act's own reason is not the reason of the exception.
        let has_reason = !matches!(kind, "backdated" | "given-clock" | "given-actor" | "contested" | "out-of-order");
        let reason = event.text.get("reason").or(event.text.get("purpose")).filter(|_| has_reason);
        Found {
            kind,
            case: event.case,
            event: Some(event.id()),
            at: Some(event.at),
            by: event.by.clone(),
            what: told.what,
            reason: reason.unwrap_or_default().into(),
            tone: if taken_back.is_some() { Tone::Dim } else { told.tone },
            more,
        }
    }

    /// Acts dated before the act that they need.
    fn out_of_order(&self, cases: &[&Case], context: &ReportContext<'_>) -> Vec<Found> {
        let disordered: HashSet<EventId> = cases.iter().flat_map(|case| case.disordered.iter().copied()).collect();
        let events = self.events.iter().map(|(event, _)| event).filter(|event| disordered.contains(&event.id()));
        events.map(|event| self.found("out-of-order", event, None, context)).collect()
    }

    /// The loosened rows of the policy in force, dated by the event that adopted it; none if no event did.
    fn loosened(&self, digest: &str, rows: &[Loosened], context: &ReportContext<'_>) -> Vec<Found> {
        let is_it = |event: &Event| matches!(&event.body, Body::PolicyAdopted(body) if body.digest == digest);
        let Some((event, _)) = self.events.iter().rev().find(|(event, _)| is_it(event)) else { return Vec::new() };
        let one = |row: &Loosened| Found {
            kind: "loosened",
            case: None,
            event: Some(event.id()),
            at: Some(event.at),
            by: event.by.clone(),
            what: summary::loosened(row, context),
            reason: String::new(),
            tone: Tone::Warn,
            more: Map::new(),
        };
        rows.iter().map(one).collect()
    }
}

impl Found {
    fn row(self, context: &ReportContext<'_>) -> Row {
        let text = |text: String| if text.is_empty() { Cell::Empty } else { Cell::Text(text) };
        let mut more = self.more;
        DEFINITION.columns.iter().for_each(|column| drop(more.remove(*column)));
        Row {
            cells: vec![
                context.among(self.kind, KINDS),
                self.case.map_or(Cell::Empty, |id| Cell::Text(id.to_string())),
                self.event.map_or(Cell::Empty, |id| Cell::Text(id.to_string())),
                self.at.map_or(Cell::Empty, Cell::Time),
                context.person(&self.by),
                self.what,
                text(self.reason),
            ],
            more,
            tone: self.tone,
        }
    }
}

/// The kind of exception that an event always is.
fn own_kind(body: &Body) -> Option<&'static str> {
    Some(match body {
        Body::Overridden(_) => "override",
        Body::Revoked(_) => "revoked",
        Body::Corrected(_) => "corrected",
        Body::Voided(_) => "voided",
        Body::Erased(_) if !body.erases().is_empty() => "erased",
        Body::Revealed(_) => "revealed",
        Body::Unknown { must: true, .. } => "not-understood",
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
