//! `log [CASE]`: the audit history.

use crate::cli::case_names;
use crate::cli::context::Context;
use crate::cli::error::{CliError, Usage};
use crate::cli::input::Input;
use crate::cli::output;
use crate::cli::selection::OUTPUT;
use crate::cli::spec::{CommandGroup, CommandRun, Spec, arg, flag};
use crate::cli::titles::meant;
use crate::domain::event::{Event, KINDS};
use crate::domain::gate::codes::nearest;
use crate::domain::value::moment::Moment;
use crate::project::{HistoryCut, HistoryEntry};
use crate::report::context::ReportContext;
use crate::report::log::table;
use crate::text::Two;
use std::ops::ControlFlow;

/// log
pub(super) const SPEC: Spec = Spec {
    name: "log",
    zh: "日志",
    group: CommandGroup::LookUp,
    about: Two("the audit history, of a case or of everything", "查看历史：某件或全部"),
    more: Two(
        "redress log 42\nredress log --since yesterday --by li.na --kind revealed",
        "redress 日志 42\nredress 日志 --since 昨天 --by li.na --kind revealed",
    ),
    flags: &[
        arg("case", "CASE", "case", "投诉件编号"),
        flag("since", "W", "recorded on or after", "登记时间不早于"),
        flag("until", "W", "recorded on or before", "登记时间不晚于"),
        flag("by", "P", "recorded by", "登记人"),
        flag("kind", "K", "kind of event: opened, assigned, replied …", "记录类型：opened、assigned、replied 等")
            .many(),
        flag("limit", "N", "the last so many", "只列最近的若干条"),
        OUTPUT,
    ],
    run: CommandRun::Plain(run),
};

fn run(input: &dyn Input, cx: &Context) -> Result<(), CliError> {
    let project = cx.project()?;
    let kind = |k: &str| meant("log", "kind", k).unwrap_or(k).to_string();
    let kinds: Vec<String> = input.many("kind").iter().flat_map(|k| k.split(',')).map(kind).collect();
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
    let when = |name: &str| input.one(name).map(|t| cx.when(&format!("--{name}"), &t, None)).transpose();
    let (since, until): (Option<Moment>, Option<Moment>) = (when("since")?, when("until")?);
    let by = input.one("by").map(|b| project.directory.find_person(&b).map_or(b.clone(), |p| p.code.to_string()));
    // What is asked for by who or what is not told of a case by its finding.
    let (masked, plain) = (project.masked()?, by.is_none() && kinds.is_empty());
    let wanted = |event: &Event| {
        (plain || event.case.is_none_or(|id| !masked.has(id)))
            && since.is_none_or(|s| !s.is_after(event.at))
            && until.is_none_or(|u| !event.at.is_after(u))
            && by.as_ref().is_none_or(|b| event.by == *b)
            && (kinds.is_empty() || kinds.iter().any(|k| k == event.body.kind()))
    };
    let mut entries: Vec<HistoryEntry> = Vec::new();
    if input.one("case").is_some() {
        let id = case_names::one("case", input, cx)?;
        entries = super::show::history(id, HistoryCut::default(), cx)?.entries;
        entries.retain(|e| wanted(&e.event));
    } else {
        project.events(&mut |entry| {
            if wanted(&entry.event) {
                entries.push(entry);
            }
            ControlFlow::Continue(())
        })?;
    }
    let limit = super::list::ask(input, cx)?.limit.unwrap_or(entries.len());
    let first = entries.len().saturating_sub(limit);
    let events: Vec<Event> = entries.into_iter().skip(first).map(|e| e.event).collect();
    let now = cx.now()?;
    let context = ReportContext {
        policy: &project.policy,
        directory: &project.directory,
        calendar: &project.calendar,
        lang: cx.lang,
        day: now.date(),
        now: Some(now),
    };
    output::table(cx, &table(&events, &|id| masked.has(id), &context))
}
