//! `log [CASE]`: the audit history; what is new in it since an event or a cursor.

use crate::cli::case_names;
use crate::cli::context::Context;
use crate::cli::cursor_file::{News, unlike};
use crate::cli::error::{CliError, Usage};
use crate::cli::output;
use crate::cli::selection;
use crate::cli::spec::{CommandGroup, CommandRun, Spec};
use crate::command::flag::{Flag, Many, OUTPUT, arg, flag, flags};
use crate::command::input::Input;
use crate::command::titles::meant;
use crate::document::table::Table;
use crate::domain::event::{Event, KINDS};
use crate::domain::gate::codes::nearest;
use crate::domain::gate::refusal::{Problem, Refusal};
use crate::domain::value::id::EventId;
use crate::domain::value::moment::Moment;
use crate::project::{HistoryCut, HistoryEntry, Project, ProjectError};
use crate::report::log::table;
use crate::text::Two;
use std::ops::ControlFlow;

const CASE: Flag = arg("case", "CASE", "case", "投诉件编号");
const SINCE: Flag = flag("since", "W", "recorded on or after", "登记时间不早于");
const UNTIL: Flag = flag("until", "W", "recorded on or before", "登记时间不晚于");
const BY: Flag = flag("by", "P", "recorded by", "登记人");
const KIND: Flag<Many> =
    flag("kind", "K", "kind of event: opened, assigned, replied …", "记录类型：opened、assigned、replied 等").many();
const AFTER: Flag = flag(
    "after",
    "EVENT|CURSOR",
    "after this event, or what is new since a cursor; start: all",
    "此记录之后；或游标之后新增的记录；start 为全部",
);
const CURSOR: Flag =
    flag("cursor", "FILE", "what is new since the last run with this file", "自上次以此文件读取后新增的记录");
const LIMIT: Flag =
    flag("limit", "N", "the last so many; with a cursor the first", "只列最近的若干条；用游标时为最前的若干条");

/// log
pub(super) const SPEC: Spec = Spec {
    name: "log",
    zh: "日志",
    group: CommandGroup::LookUp,
    about: Two("the audit history, of a case or of everything", "查看历史：某件或全部"),
    more: Two(
        "redress log 42\nredress log --since yesterday --by li.na --kind revealed\nredress log --cursor seen --format jsonl\n\nWhat is new: --cursor FILE gives each event once, whatever its time, also those that come in with another desk's log; the file keeps how far it was read. --after CURSOR does the same for a script that keeps the cursor of the last answer itself (start: from the first event). --after EVENT looks up what follows an event in the log's order; what another desk sends later may stand before it.",
        "redress 日志 42\nredress 日志 --since 昨天 --by li.na --kind revealed\nredress 日志 --cursor 已读 --format jsonl\n\n取新增记录：--cursor FILE 每条记录只给出一次，不论登记时间先后，也包括其他部门日志并入的记录；读到何处保存在该文件中。--after CURSOR 相同，游标由脚本自行保存（start 为从第一条开始）。--after EVENT 查看日志次序中该记录之后的内容；其他部门以后送来的记录可能排在它之前。",
    ),
    flags: flags![CASE, SINCE, UNTIL, BY, KIND, AFTER, CURSOR, LIMIT, OUTPUT],
    run: CommandRun::Plain(run),
};

fn run(input: &Input, cx: &Context) -> Result<(), CliError> {
    let project = cx.project()?;
    let kind = |k: &str| meant("log", "kind", k).unwrap_or(k).to_string();
    let kinds: Vec<String> = input.many(KIND).iter().flat_map(|k| k.split(',')).map(kind).collect();
    let known: Vec<&str> = KINDS.iter().map(|(kind, _)| *kind).collect();
    if let Some(unknown) = kinds.iter().find(|k| !known.contains(&k.as_str())) {
        let near = nearest(unknown, &known).map(Into::into);
        let known = known.into_iter().map(Into::into).collect();
        return Err(CliError::Usage(Usage::Value {
            flag: "--kind".into(),
            value: unknown.clone(),
            known,
            nearest: near,
        }));
    }
    let (since, until): (Option<Moment>, Option<Moment>) = (cx.when_given(input, SINCE)?, cx.when_given(input, UNTIL)?);
    let by = input.one(BY).map(|given| recorder(given, project)).transpose()?;
    // What is asked for by who or what is not told of a case by its finding.
    let (masked, plain) = (project.masked()?, by.is_none() && kinds.is_empty());
    let wanted = |event: &Event| {
        (plain || event.case.is_none_or(|id| !masked.has(id)))
            && since.is_none_or(|s| !s.is_after(event.at))
            && until.is_none_or(|u| !event.at.is_after(u))
            && by.as_ref().is_none_or(|b| event.by == *b)
            && (kinds.is_empty() || kinds.iter().any(|k| k == event.body.kind()))
    };
    let case = input.one(CASE).map(|_| case_names::one(CASE, input, cx)).transpose()?;
    let wanted = |event: &Event| wanted(event) && case.is_none_or(|id| event.case == Some(id));
    let limit = super::list::ask(input, cx)?.limit;
    if let Some(news) = News::asked(input, (AFTER, CURSOR), cx)? {
        if until.is_some() {
            // The cursor would pass what is left out, and nobody would ever be given it.
            let first = if input.has(&CURSOR.any()) { CURSOR.dashed() } else { AFTER.dashed() };
            return Err(CliError::Usage(Usage::Conflict { first, second: UNTIL.dashed() }));
        }
        let mut events: Vec<Event> = Vec::new();
        let most = limit.unwrap_or(usize::MAX);
        let mut cursor = news.cursor.clone();
        if most > 0 {
            cursor = project.events_after(&cursor, &mut |entry| {
                events.extend(Some(entry.event).filter(&wanted));
                if events.len() < most { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            })?;
        }
        let mut table = made(cx, &events)?;
        table.more.insert("cursor".into(), cursor.to_string().into());
        let is_read = output::table_read(cx, &table)?;
        return news.done(&cursor, is_read, cx);
    }
    let after: Option<EventId> =
        input.one(AFTER).map(|text| text.parse().map_err(|_| unlike("--after", text))).transpose()?;
    let mut known = after.is_none();
    let mut follows = |event: &Event| {
        known |= after == Some(event.id());
        after.is_none_or(|last| (event.n, event.desk) > (last.n, last.desk))
    };
    let mut events: Vec<Event> = Vec::new();
    if let Some(id) = case {
        let entries: Vec<HistoryEntry> = super::show::history(id, HistoryCut::default(), cx)?.entries;
        events.extend(entries.into_iter().map(|entry| entry.event).filter(|event| follows(event) && wanted(event)));
    } else {
        project.events(&mut |entry| {
            if follows(&entry.event) && wanted(&entry.event) {
                events.push(entry.event);
            }
            ControlFlow::Continue(())
        })?;
    }
    if let Some(last) = after.filter(|_| !known) {
        is_on_record(last, cx)?;
    }
    let most = limit.unwrap_or(usize::MAX).min(events.len());
    // Who reads on from an event takes the next ones; who looks, the latest.
    let shown = if after.is_some() { &events[..most] } else { &events[events.len() - most..] };
    output::table(cx, &made(cx, shown)?)
}

/// The code of the person whose events are asked for. Who left the directory is known by what that person recorded.
fn recorder(given: String, project: &Project) -> Result<String, CliError> {
    let people = &project.directory.people;
    if let Some(person) = project.directory.find_person(&given) {
        return Ok(person.code.to_string());
    }
    let alike: Vec<String> =
        people.iter().filter(|person| person.name == given).map(|person| person.code.to_string()).collect();
    if !alike.is_empty() {
        return Err(CliError::Usage(Usage::Value { flag: BY.dashed(), value: given, known: alike, nearest: None }));
    }
    let mut is_known = people.is_empty();
    if !is_known {
        project.events(&mut |entry| {
            is_known = entry.event.by == given;
            if is_known { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })?;
    }
    if is_known {
        return Ok(given);
    }
    let names: Vec<&str> = people.iter().flat_map(|person| [person.code.as_str(), person.name.as_str()]).collect();
    let near = nearest(&given, &names).map(Into::into);
    let known = people.iter().take(12).map(|person| person.code.to_string()).collect();
    Err(CliError::Usage(Usage::Value { flag: BY.dashed(), value: given, known, nearest: near }))
}

/// An event after which nothing was found must be there.
fn is_on_record(event: EventId, cx: &Context) -> Result<(), CliError> {
    let mut known = false;
    cx.project()?.events(&mut |entry| {
        known = entry.event.id() == event;
        if known { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    if known {
        return Ok(());
    }
    let refusal = Refusal::of("log", None, Problem::NoSuchEvent { event });
    Err(ProjectError::Refused(Box::new(refusal)).into())
}

fn made(cx: &Context, events: &[Event]) -> Result<Table, CliError> {
    let (project, now) = (cx.project()?, cx.now()?);
    let masked = project.masked()?;
    let context = selection::report_context(cx, now.date(), Some(now))?;
    Ok(table(events, &|id| masked.has(id), &context))
}
