//! `redress report diff A B`: what was recorded between two issued papers and moves the figures of the earlier one's period, and which of
//! their inputs differ.
//!
//! Invariant: an event is named if it happened in the period or before, or if it changes what a case is or whether it counts; ordinary work
//! after the period moves nothing of it.

use crate::document::table::{Cell, Table};
use crate::domain::Code;
use crate::domain::calendar::period::Period;
use crate::domain::case::Case;
use crate::domain::event::{Body, Event, Reported};
use crate::domain::query::tally::Cohort;
use crate::domain::value::id::CaseId;
use crate::report::context::ReportContext;
use crate::report::definition::Definition;
use crate::report::log;
use crate::say;
use crate::text::Two;
use serde_json::json;
use std::collections::BTreeMap;

/// The definition of the report.
pub const DEFINITION: Definition = Definition {
    title: Two("Two papers compared", "两份报送材料比较"),
    row: Two(
        "an event recorded after what the first paper rests on and by what the second rests on, of a case received by the end of the period",
        "在前一份所据记录之后、后一份所据记录之前登记的一条记录，其投诉件在所属期末前收到",
    ),
    cohort: Two(
        "events that happened by the end of the first paper's period, and those that change what a case is or whether it counts: classified, corrected, revoked, voided, linked, unlinked",
        "发生于前一份所属期末之前的记录，以及改变投诉件归属或是否计数的记录：归类、更正、撤销、作废、关联、解除关联",
    ),
    clock: Two("by when it was recorded", "以登记时间为准"),
    exclusions: Two(
        "ordinary work after the period; restricted cases are named without what happened",
        "所属期之后的正常办理；限制查看的件只列编号",
    ),
    columns: &["event", "at", "on", "by", "case", "kind", "summary", "before", "after"],
};

/// The case before and after, as each paper saw it.
pub type Seen = (Option<Case>, Option<Case>);

/// Whether an event may move the figures of a period that ended on a day.
#[must_use]
pub fn moves(event: &Event, period: &Period) -> bool {
    let in_time = period.to.is_none_or(|to| event.on().date() <= to);
    in_time
        || matches!(
            event.body,
            Body::Classified(_)
                | Body::Corrected(_)
                | Body::Revoked(_)
                | Body::Voided(_)
                | Body::Linked(_)
                | Body::Unlinked(_)
        )
}

/// Whether a case was received by the end of a period, as either paper saw it.
#[must_use]
pub fn concerns((before, after): &Seen, period: &Period) -> bool {
    let by_then = |case: &Option<Case>| {
        let received = case.as_ref().and_then(Case::received);
        received.is_some_and(|on| period.to.is_none_or(|to| on.date() <= to))
    };
    by_then(before) || by_then(after)
}

/// The table: the history of what moved, with whether each case counts in the period before and after.
#[must_use]
pub fn table(
    events: &[Event],
    seen: &BTreeMap<CaseId, Seen>,
    (a, b): (&Reported, &Reported),
    period: &Period,
    is_masked: &dyn Fn(CaseId) -> bool,
    context: &ReportContext<'_>,
) -> Table {
    let mut table = log::table(events, is_masked, context);
    table.title = say!(context.lang, "{} and {} compared", "{} 与 {} 比较", a.name, b.name);
    table.schema = "redress.report-diff/1";
    table.columns.extend(["before", "after"].map(|key| context.column(key, false)));
    let cohort = Cohort::of(context.policy);
    let counts = |case: &Option<Case>| {
        case.as_ref().is_some_and(|case| {
            !case.unopened
                && cohort.leaves_out(case).is_none()
                && case.received().is_some_and(|on| period.contains(on.date()))
        })
    };
    for (row, event) in table.rows.iter_mut().zip(events) {
        let of_case = event.case.filter(|id| !is_masked(*id)).and_then(|id| seen.get(&id));
        let cell = |case: &dyn Fn(&Seen) -> bool| of_case.map_or(Cell::Empty, |seen| Cell::Bool(case(seen)));
        row.cells.extend([cell(&|seen| counts(&seen.0)), cell(&|seen| counts(&seen.1))]);
    }
    let inputs = [
        ("policy", Two("policy and calendar", "制度和日历"), &a.policy, &b.policy),
        ("calendar", Two("calendar", "日历"), &a.calendar, &b.calendar),
        ("units", Two("units", "机构"), &a.units, &b.units),
        ("directory", Two("directory", "人员目录"), &a.directory, &b.directory),
        ("program", Two("program", "程序版本"), &a.program, &b.program),
    ];
    let mut differ = Vec::new();
    // An earlier version named fewer of them.
    let is_told = |from: &Code, to: &Code| from != to && !from.is_empty() && !to.is_empty();
    for (key, word, from, to) in inputs.into_iter().filter(|(.., from, to)| is_told(from, to)) {
        let short = |text: &str| text.chars().take(12).collect::<String>();
        let (word, was, is) = (word.get(context.lang), short(from), short(to));
        table.notes.push(say!(context.lang, "{word}: {was} → {is}", "{word}：{was} → {is}"));
        differ.push(json!({"input": key, "from": from, "to": to}));
    }
    let cases = seen.len();
    table.notes.insert(
        0,
        say!(
            context.lang,
            "{} events of {cases} cases; “before” and “after”: whether the case counts as received in {period}",
            "{} 条记录，涉及 {cases} 件；“此前”“此后”指是否计为 {period} 收到",
            events.len()
        ),
    );
    if a.period != b.period {
        let (first, second) = (&a.period, &b.period);
        table.notes.push(say!(
            context.lang,
            "the papers are of two periods, {first} and {second}: what is named moves the figures of {first}",
            "两份材料所属期不同（{first}、{second}）：此处所列为影响 {first} 数据的记录"
        ));
    }
    table.more.insert("inputs".into(), json!(differ));
    table.more.insert("period".into(), json!(period.to_string()));
    table
}
