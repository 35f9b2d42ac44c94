//! `incident open|update|close|list|link|unlink`: one cause of many complaints.

use super::party::word;
use crate::cli::action::{self, Action};
use crate::cli::case_names;
use crate::cli::context::Context;
use crate::cli::error::{CliError, Usage};
use crate::cli::given::given_text;
use crate::cli::output;
use crate::cli::selection::{event_id, filter, report_context};
use crate::cli::spec::{CommandGroup, CommandRun, Spec};
use crate::command::flag::{AnyFlag, Flag, Many, NOT_PERSONAL, OVERRIDE, Switch, arg, flag, flags, switch};
use crate::command::input::Input;
use crate::command::work::Work;
use crate::domain::gate::refusal::{Problem, Refusal};
use crate::domain::gate::{CloseIncident, LinkIncident, OpenIncident, UnlinkIncident, UpdateIncident, Verb};
use crate::domain::policy::incident::{self, Incident, KINDS};
use crate::domain::query::term::At;
use crate::domain::value::id::{CaseId, EventId};
use crate::project::{HistoryCut, ProjectError};
use crate::report::incidents::incidents;
use crate::say;
use crate::text::Two;
use crate::text::names::WordKind;

const ACTION: Flag = arg(
    "action",
    "open|update|close|list|link|unlink",
    "open, update, close, list, link or unlink",
    "open 发布、update 更新、close 结束、list 列出、link 关联、unlink 解除",
);
const INCIDENT: Flag = arg("incident", "EVENT", "which, as list names it: HQ:17", "事件编号，见列表：HQ:17");
const CASE: Flag<Many> = arg("case", "CASE", "link, unlink: cases", "关联、解除：投诉件").many();
const TITLE: Flag = flag("title", "TEXT", "open: what it is called", "发布：名称");
const KIND: Flag = flag(
    "kind",
    "KIND",
    "open: outage, mass, product or other",
    "发布：outage 停供故障、mass 群体性投诉、product 产品缺陷、other 其他",
);
const PLACE: Flag = flag(
    "place",
    "AREA",
    "open: where: a district, a branch; never a private address",
    "发布：地点、区域（不写个人住址）",
);
const CATEGORY: Flag = flag("category", "C", "open: the category of complaints about it", "发布：相关投诉类别");
const WORD: Flag<Many> = flag("word", "W", "open: a word that complaints about it have", "发布：来电常用词").many();
const UNIT: Flag = flag("unit", "U", "open: the unit that handles it", "发布：处置单位");
const TEAM: Flag = flag("team", "T", "open: a team of the policy ([[team]])", "发布：制度中的工作组（[[team]]）");
const EXPECTED: Flag =
    flag("expected", "WHEN", "open, update: when it is expected to be over", "发布、公告：预计结束时间");
const NOTICE: Flag = flag("notice", "TEXT", "open, update: what callers are told", "发布、公告：对外口径");
const NOTE: Flag = flag("note", "TEXT", "close: how it ended", "结束：情况");
const REASON: Flag = flag("reason", "R", "unlink: why", "解除：理由");
const ALL: Flag<Switch> = switch("all", "list: those that are over too", "列表：包括已结束的");

/// incident
pub(super) const SPEC: Spec = Spec {
    name: "incident",
    zh: "突发事件",
    group: CommandGroup::LookUp,
    about: Two(
        "one cause of many complaints: a notice for callers, the cases that are about it, one reply to all",
        "突发事件：对来电者的公告、关联的投诉件、统一答复",
    ),
    more: Two(
        "redress incident open --title \"Power cut, east town\" --kind outage --place \"East Town\" --word \"no power\" --expected 2026-09-24T18:00 --notice \"cable fault; power by 18:00\"\nredress intake --title \"no power\" --incident HQ:17 --accept\nredress incident link HQ:17 42 43\nredress reply incident:HQ:17 --via phone --responsibility third-party --findings \"cable cut by digging; repaired\"\nincident:ID in the place of CASE means all pending cases about it",
        "redress 突发事件 发布 --title 城东停电 --kind 停供故障 --place 城东 --word 停电 --expected 2026-09-24T18:00 --notice 电缆故障，预计18时恢复\nredress 登记 --title 家中停电 --incident HQ:17 --accept\nredress 突发事件 关联 HQ:17 42 43\nredress 回复 incident:HQ:17 --via 电话 --responsibility 第三方责任 --findings 施工挖断电缆，已修复\n投诉件处写 incident:编号 即该事件的全部未结件",
    ),
    flags: flags![
        ACTION,
        INCIDENT,
        CASE,
        TITLE,
        KIND,
        PLACE,
        CATEGORY,
        WORD,
        UNIT,
        TEAM,
        EXPECTED,
        NOTICE,
        NOTE,
        REASON,
        ALL,
        NOT_PERSONAL,
        OVERRIDE
    ],
    run: CommandRun::Either { is_work: |input| action::is_work(input, "incident", ACTIONS), work, plain },
};

const NEWS: &[AnyFlag] = flags![INCIDENT, EXPECTED, NOTICE];
pub(super) const ACTIONS: &[Action] = &[
    action::work("open", "发布", flags![TITLE, KIND, PLACE, CATEGORY, WORD, UNIT, TEAM, EXPECTED, NOTICE]),
    action::work("update", "更新", NEWS),
    action::work("update", "公告", NEWS),
    action::work("close", "结束", flags![INCIDENT, NOTE]),
    action::plain("list", "列出", flags![ALL]),
    action::plain("list", "列表", flags![ALL]),
    action::work("link", "关联", flags![INCIDENT, CASE]),
    action::work("unlink", "解除", flags![INCIDENT, CASE, REASON]),
];

fn work(input: &Input, cx: &Context) -> Result<Work, CliError> {
    let action = action::chosen(input, "incident", ACTIONS)?;
    let expected = cx.when_given(input, EXPECTED)?;
    let (notice, note) = (given_text(cx, &input.text(NOTICE))?, given_text(cx, &input.text(NOTE))?);
    if action == "open" {
        return Ok(Work::apart(OpenIncident {
            title: input.text(TITLE),
            kind: word(WordKind::Incident, KINDS, &input.text(KIND)),
            place: input.text(PLACE),
            category: input.text(CATEGORY),
            words: input.many(WORD),
            unit: input.text(UNIT),
            team: input.text(TEAM),
            expected,
            notice,
        }));
    }
    let Some(text) = input.one(INCIDENT) else {
        return Err(CliError::Usage(Usage::Missing { missing: vec!["EVENT".into()], command: "incident".into() }));
    };
    let known = named(&text, cx)?;
    let incident = known.event.unwrap_or(EventId { desk: cx.project()?.desk()?, n: 0 });
    let reason = input.text(REASON);
    let chain: Vec<Box<dyn Verb>> = match action {
        "update" => {
            return Ok(Work::apart(UpdateIncident { incident, notice, expected, about: about(&known, &[], cx)? }));
        }
        "close" => return Ok(Work::apart(CloseIncident { incident, note, about: about(&known, &[], cx)? })),
        "link" => vec![Box::new(LinkIncident(known))],
        _ => vec![Box::new(UnlinkIncident { incident, reason })],
    };
    if input.many(CASE).is_empty() {
        return Err(CliError::Usage(Usage::Missing { missing: vec!["CASE".into()], command: "incident".into() }));
    }
    Ok(Work::on_cases(input, chain))
}

/// All incidents on record.
fn all(cx: &Context) -> Result<Vec<Incident>, CliError> {
    Ok(incident::items(&cx.project()?.events_of(incident::EVENTS, HistoryCut::default())?))
}

/// The incident of a name.
///
/// # Errors
/// There is none.
pub(super) fn named(text: &str, cx: &Context) -> Result<Incident, CliError> {
    let item = event_id("EVENT", text)?;
    all(cx)?.into_iter().find(|known| known.event == Some(item)).ok_or_else(|| {
        ProjectError::Refused(Box::new(Refusal::of("incident", None, Problem::NoSuchItem { item }))).into()
    })
}

/// Says which open incidents a registration may be about; nothing where it names one.
pub(in crate::cli) fn offer(texts: &[&str], category: &str, cx: &Context) -> Result<(), CliError> {
    let project = cx.project()?;
    let code = crate::domain::gate::codes::row_code(&project.policy, "category", category);
    let above = project.policy.with_parents("category", &code);
    for incident in all(cx)?.iter().filter(|incident| incident.closed.is_none()) {
        if incident.matches(texts, &above).is_none() {
            continue;
        }
        let (id, title) = (incident.id(), crate::text::sanitize::sanitized(&incident.title));
        if !cx.is_news(format!("incident {id}")) {
            continue;
        }
        let notice = crate::text::sanitize::sanitized(&incident.notice);
        let told = if notice.is_empty() { String::new() } else { say!(cx.lang, ": {notice}", "：{notice}") };
        let hint = say!(cx.lang, "redress incident link {id} CASE", "redress 突发事件 关联 {id} 编号");
        output::talk(
            cx,
            &say!(
                cx.lang,
                "may be about incident {id} {title}{told}; to link it: {hint}",
                "可能涉及突发事件 {id} {title}{told}；关联：{hint}"
            ),
        )?;
    }
    Ok(())
}

/// A case that is linked to the incident that an event opened.
///
/// # Errors
/// The cases cannot be read.
pub(super) fn first_about(event: EventId, cx: &Context) -> Result<Option<CaseId>, CliError> {
    let incident = Incident { event: Some(event), ..Incident::default() };
    Ok(about(&incident, &[], cx)?.first().copied())
}

/// The cases about an incident that the further terms let through.
///
/// # Errors
/// They cannot be read.
fn about(incident: &Incident, terms: &[&str], cx: &Context) -> Result<Vec<CaseId>, CliError> {
    let day = cx.now()?.date();
    let terms: Vec<String> =
        std::iter::once(format!("incident:{}", incident.id())).chain(terms.iter().map(ToString::to_string)).collect();
    let cases = cx.project()?.select(&filter(&terms, day, cx)?, &At { day, now: None }, HistoryCut::default())?;
    Ok(cases.iter().map(|case| case.id).collect())
}

/// The names of cases, with the pending cases of an incident in the place of `incident:ID`.
///
/// # Errors
/// As [`case_names::all`]; there is no such incident.
pub(in crate::cli) fn with_incidents(given: &[String], cx: &Context) -> Result<Vec<String>, CliError> {
    let mut names = Vec::new();
    for name in case_names::all(given)? {
        match name.strip_prefix("incident:").or_else(|| name.strip_prefix("突发事件:")) {
            Some(id) => {
                let cases = about(&named(id, cx)?, &["is:pending"], cx)?;
                if cases.is_empty() {
                    return Err(ProjectError::NoCase { name }.into());
                }
                names.extend(cases.iter().map(ToString::to_string));
            }
            None => names.push(name),
        }
    }
    Ok(names)
}

fn plain(input: &Input, cx: &Context) -> Result<(), CliError> {
    action::chosen(input, "incident", ACTIONS)?;
    let now = cx.now()?;
    let context = report_context(cx, now.date(), Some(now))?;
    let mut items = all(cx)?;
    items.retain(|incident| input.on(ALL) || incident.closed.is_none());
    let mut counts = std::collections::HashMap::new();
    for incident in &items {
        counts.insert(incident.event, about(incident, &[], cx)?.len());
    }
    let count = |incident: &Incident| counts.get(&incident.event).copied().unwrap_or_default();
    output::table(cx, &incidents(&items, &count, &context))
}
