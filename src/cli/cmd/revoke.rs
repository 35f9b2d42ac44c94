//! `revoke`: names an event, and by it the case.

use crate::cli::cx::Cx;
use crate::cli::error::{CliError, Usage};
use crate::cli::input::Input;
use crate::cli::spec::{Group, Run, Spec, arg, flag};
use crate::cli::work::Work;
use crate::domain::decide::Revoke;
use crate::domain::id::EventId;
use crate::domain::refusal::{Problem, Refusal, Ruled};
use crate::text::Two;
use crate::workspace::WorkspaceError;
use std::ops::ControlFlow;

/// revoke
pub(super) const SPEC: Spec = Spec {
    name: "revoke",
    zh: "撤销",
    group: Group::Work,
    about: Two("take an event back: it counts as absent and stays visible", "撤销某一事件：视同未发生，但仍可见"),
    more: Two(
        "redress log 42; redress revoke HQ:17 --reason \"sent to the wrong customer\"",
        "redress 日志 42; redress 撤销 HQ:17 --reason 误发他人",
    ),
    flags: &[
        arg("event", "EVENT", "the event, as `log` names it: HQ:17", "事件编号，见 redress 日志：HQ:17").required(),
        flag("reason", "R", "why", "理由").required(),
    ],
    run: Run::Work(revoke),
};

fn revoke(input: &dyn Input, cx: &Cx) -> Result<Work, CliError> {
    let text = input.text("event");
    let event: EventId = text.parse().map_err(|_| {
        CliError::Usage(Usage::Value {
            flag: "EVENT".into(),
            value: text.clone(),
            known: vec!["HQ:17".into()],
            nearest: None,
        })
    })?;
    let mut case = None;
    cx.ws()?.events(&mut |entry| {
        if entry.event.id() == event {
            case = Some(entry.event.case);
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    })?;
    let problem = match case {
        Some(Some(id)) => {
            let chain: Vec<Box<dyn crate::domain::decide::Verb>> =
                vec![Box::new(Revoke { event, reason: input.text("reason") })];
            return Ok(Work { cases: vec![id.to_string()], chain, ..Work::default() });
        }
        Some(None) => Problem::NotRevocable { event, kind: "policy".into() },
        None => Problem::NoSuchEvent { event },
    };
    let problems = vec![Ruled { problem, verb: "revoke".into(), rule: None }];
    Err(WorkspaceError::Refused(Box::new(Refusal { case: None, problems })).into())
}
