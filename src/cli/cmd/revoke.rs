//! `revoke`: names an event, and by it the case.

use super::incident;
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::spec::{CommandGroup, CommandRun, Spec};
use crate::command::flag::{Flag, arg, flag, flags};
use crate::command::input::Input;
use crate::command::work::Work;
use crate::domain::Code;
use crate::domain::event::{Body, DESK_KINDS};
use crate::domain::gate::refusal::{Problem, Refusal, Ruled};
use crate::domain::gate::{Revoke, RevokeDeskEvent};
use crate::domain::value::id::EventId;
use crate::project::{HistoryCut, ProjectError};
use crate::say;
use crate::text::Two;
use crate::text::names::{self, WordKind};
use std::ops::ControlFlow;

const EVENT: Flag =
    arg("event", "EVENT", "the event, as `log` names it: HQ:17", "记录编号，见 redress 日志：HQ:17").required();
const REASON: Flag = flag("reason", "R", "why", "理由").required();

/// The kind of event that opens an incident.
const OPENED: &str = "incident_opened";

/// revoke
pub(super) const SPEC: Spec = Spec {
    name: "revoke",
    zh: "撤销",
    group: CommandGroup::Work,
    about: Two("take an event back: it counts as absent and stays visible", "撤销某条记录：视同未发生，但仍可见"),
    more: Two(
        "redress log 42; redress revoke HQ:17 --reason \"sent to the wrong customer\"",
        "redress 日志 42; redress 撤销 HQ:17 --reason 误发他人",
    ),
    flags: flags![EVENT, REASON],
    run: CommandRun::Work(revoke),
};

fn revoke(input: &Input, cx: &Context) -> Result<Work, CliError> {
    let text = input.text(EVENT);
    let event: EventId = text.parse().map_err(|_| CliError::unlike("EVENT", text.clone(), "HQ:17"))?;
    let (mut case, mut kind) = (None, String::new());
    cx.project()?.events(&mut |entry| {
        if entry.event.id() == event {
            kind = entry.event.body.kind().to_string();
            case = Some(entry.event.case);
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    })?;
    let problem = match case {
        Some(Some(id)) => {
            let chain: Vec<Box<dyn crate::domain::gate::Verb>> =
                vec![Box::new(Revoke { event, reason: input.text(REASON) })];
            let what = names::name(WordKind::Event, &kind, cx.lang);
            let did = say!(cx.lang, "event {event} revoked ({what})", "已撤销记录 {event}（{what}）");
            return Ok(Work { cases: vec![id.to_string()], chain, did: Some(did), ..Work::default() });
        }
        Some(None) if DESK_KINDS.contains(&kind.as_str()) => {
            let used_by = link_to(event, &kind, cx)?;
            return Ok(Work::apart(RevokeDeskEvent { revoke: Revoke { event, reason: input.text(REASON) }, used_by }));
        }
        Some(None) => Problem::NotRevocable { event, kind: kind.as_str().into() },
        None => Problem::NoSuchEvent { event },
    };
    let problems = vec![Ruled { problem, verb: "revoke".into(), rule: None, doer: false }];
    Err(ProjectError::Refused(Box::new(Refusal { case: None, problems })).into())
}

/// The link of a case to the incident that an event opened, if there is one.
fn link_to(event: EventId, kind: &str, cx: &Context) -> Result<Option<(EventId, Code)>, CliError> {
    if kind != OPENED {
        return Ok(None);
    }
    let Some(case) = incident::first_about(event, cx)? else { return Ok(None) };
    let history = cx.project()?.history(case, HistoryCut::default())?.unwrap_or_default();
    let is_link = |body: &Body| matches!(body, Body::IncidentLinked(link) if link.incident == Some(event));
    let link = history.entries.iter().rev().map(|entry| &entry.event).find(|e| is_link(&e.body));
    Ok(link.map(|link| (link.id(), link.body.kind().into())))
}
