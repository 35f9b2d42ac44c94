//! `status`: the morning page.

use super::report::{events, whose};
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::output;
use crate::cli::selection::{self, AS_OF, KNOWN, TERMS};
use crate::cli::spec::{CommandGroup, CommandRun, Spec};
use crate::command::flag::{Flag, OUTPUT, flag, flags};
use crate::command::input::Input;
use crate::domain::policy::{duty, filing, improvement};
use crate::domain::query::term::Filter;
use crate::report::callbacks;
use crate::report::status::{Beside, status};
use crate::say;
use crate::text::Two;
use std::time::{Duration, SystemTime};

const UNIT: Flag = flag("unit", "U", "of this unit and those below it", "该单位及下级");

/// status
pub(super) const SPEC: Spec = Spec {
    name: "status",
    zh: "概况",
    group: CommandGroup::LookUp,
    about: Two(
        "the morning page: what waits, what is due, what is late, which duties and reports are owed",
        "每日概况：待办、到期、超期、日常检查与报送",
    ),
    more: Two(
        "redress status\nredress status --unit taiyuan     of this unit and those below it\nredress status channel:phone      only cases; no duties, reports, improvements",
        "redress 概况\nredress 概况 --unit 太原分行      该单位及下级\nredress 概况 channel:phone        只看投诉件，不列日常检查、报送和整改",
    ),
    flags: flags![TERMS, UNIT, AS_OF, KNOWN, OUTPUT],
    run: CommandRun::Plain(run),
};

fn run(input: &Input, cx: &Context) -> Result<(), CliError> {
    let (terms, whose, project) = (input.many(TERMS), whose(input, cx)?, cx.project()?);
    project.look_for_missing()?;
    // What is owed in a case that is over: what was agreed, accepted or appealed, and a call.
    let pending = Filter::is_any(&["pending", "not-understood", "overdue"]);
    let looked_at = if project.basis().policy.callbacks.is_empty() { pending } else { Filter::default() };
    let mut seen = selection::cases_that(looked_at, input, &terms, cx, |case, context| {
        case.is_pending()
            || case.not_understood
            || case.overdue(context.day, context.now).next().is_some()
            || callbacks::still_owed(case, context).is_some()
            || callbacks::failed(case, context)
    })?;
    let today = seen.day;
    // What nobody has in hand yet is its desk's.
    seen.cases.retain(|case| {
        let unit = if case.unit.is_empty() { &case.facts.received_by } else { &case.unit };
        whose.is_held_by(unit, "", project.basis().directory, today)
    });
    let context = seen.report_context(cx)?;
    if let Some(told) = crate::cli::messages::work::reread(project.reread(&context.as_of())?, cx.lang) {
        output::talk(cx, &told)?;
    }
    let page = if terms.is_empty() {
        let (as_of, day, now) = selection::as_of(input, cx)?;
        let all =
            project.events_of(&[duty::EVENTS, filing::EVENTS, improvement::EVENTS, &["policy"]].concat(), as_of)?;
        let (done, mut items) = (duty::done(&all), improvement::items(&all));
        let masked = project.masked()?;
        items.retain(|item| item.case.is_none_or(|id| !masked.has(id)));
        let (policies, desk) = (events::policies(&all, project, now.map(|_| day))?, project.desk()?);
        let filed = filing::filed(&all);
        let beside = Beside {
            done: &done,
            filed: &filed,
            items: &items,
            policies: &policies,
            desk: desk.as_str(),
            whose: &whose,
        };
        status(&seen.cases, Some(&beside), &context)
    } else {
        // Terms ask for cases.
        status(&seen.cases, None, &context)
    };
    old_drafts(cx)?;
    let format = cx.format();
    if !format.is_document() {
        return output::table(cx, &page.counts);
    }
    output::page_of(cx, format, &page.document(cx.lang))
}

/// Days after which a text that was typed and not recorded is named.
const DAYS: u64 = 30;

/// What was typed in an editor long ago and never recorded: it may hold anything.
fn old_drafts(cx: &Context) -> Result<(), CliError> {
    // The clock that was given may lie before the times of files.
    let now = cx.now()?;
    let given = (now.local() - chrono::TimeDelta::seconds(now.offset().into())).and_utc();
    let now = SystemTime::from(cx.env.clock.max(given));
    let old = now.checked_sub(Duration::from_secs(DAYS * 24 * 3600)).unwrap_or(SystemTime::UNIX_EPOCH);
    for path in cx.project()?.drafts_before(old)? {
        let path = path.display();
        output::talk(
            cx,
            &say!(
                cx.lang,
                "note: {path} was typed more than {DAYS} days ago and never recorded: --edit of that command offers it again; else remove it",
                "注意：{path} 填写已逾 {DAYS} 日而未登记：可用该命令的 --edit 继续填写，否则请删除"
            ),
        )?;
    }
    Ok(())
}
