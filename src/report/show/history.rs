//! The history as a timeline: when, who, what, and the texts below.

use super::ShownEvent;
use crate::document::TimelineEntry;
use crate::domain::case::Case;
use crate::domain::event::{Body, Event};
use crate::domain::value::id::EventId;
use crate::report::context::ReportContext;
use crate::report::log::revocations;
use crate::say;
use crate::text::code_names::Names;
use crate::text::sanitize::sanitized;
use crate::text::sentence::{sentence, shown};
use std::collections::HashSet;

/// The entries of the timeline.
pub(super) fn of(case: &Case, told: &[ShownEvent<'_>], context: &ReportContext<'_>) -> Vec<TimelineEntry> {
    let names = context.names();
    let revoked = revocations(told.iter().map(|t| t.event));
    let erased = erased(told);
    let sealed: HashSet<EventId> = told.iter().flat_map(|t| t.event.body.seals()).copied().collect();
    let entry = |t: &ShownEvent<'_>| {
        let mut what = sentence(t.event, &names, context.lang);
        if let Some(by) = revoked.get(&t.event.id()) {
            what += &say!(context.lang, " [revoked by {by}]", "【已由 {by} 撤销】");
        }
        if matches!(t.event.body, Body::PartyAdded(_)) && case.has_dropped(t.event.id(), true) {
            what += &say!(context.lang, " [no party any more]", "【已移除】");
        }
        let (erased, sealed) = (erased.contains(&t.event.id()), sealed.contains(&t.event.id()));
        TimelineEntry { head: head(t.event, context), what, texts: texts(case, t, (erased, sealed), &names, context) }
    };
    told.iter().map(entry).collect()
}

/// The events of which something was erased: those marked as such, and those named in this history.
pub(super) fn erased(told: &[ShownEvent<'_>]) -> HashSet<EventId> {
    let given = told.iter().filter(|t| t.erased).map(|t| t.event.id());
    let named = told.iter().flat_map(|t| t.event.body.erases());
    given.chain(named.copied()).collect()
}

/// `2026-09-25 10:10 · zhang.wei (recorded 2026-09-26 09:00 by li.na) · HQ:1`.
fn head(event: &Event, context: &ReportContext<'_>) -> String {
    let (on, at, by, id) = (shown(event.on()), shown(event.at), sanitized(&event.by), event.id());
    let (lang, doer) = (context.lang, sanitized(event.body.done_by()));
    let mut text = match (doer.as_str(), event.on() == event.at) {
        ("", true) => say!(lang, "{on} · {by} · {id}", "{on} · {by} · {id}"),
        ("", false) => say!(lang, "{on} · {by} · {id} (recorded {at})", "{on} · {by} · {id}（记录于 {at}）"),
        (doer, _) => {
            say!(lang, "{on} · {doer} · {id} (recorded {at} by {by})", "{on} · {doer} · {id}（{by} 记录于 {at}）")
        }
    };
    if let Some(clock) = event.clock.map(shown) {
        text += &say!(lang, " [clock given; it was {clock}]", "【时间由人指定，实际为 {clock}】");
    }
    text
}

fn texts(
    case: &Case,
    told: &ShownEvent<'_>,
    (erased, sealed): (bool, bool),
    names: &Names<'_>,
    context: &ReportContext<'_>,
) -> Vec<(String, String)> {
    let (lang, event) = (context.lang, told.event);
    // The place of an attached file is shown as a path that starts at `private/`.
    let place = |key: &str, text: &str| {
        if key.starts_with("stored") { format!("private/files/{text}") } else { text.to_string() }
    };
    let label = |(key, text): (&str, &str)| (names.label(key, lang), place(key, text));
    let mut texts: Vec<(String, String)> = event.text.iter().map(label).collect();
    let hidden = say!(lang, "private", "个人信息");
    match told.private {
        // The registration's private texts are shown above, in a block of their own.
        Some(private) => texts.extend(private.iter().filter(|_| !matches!(event.body, Body::Opened(_))).map(label)),
        None if erased => {}
        None if sealed || (event.sealed.is_some() && case.facts.restricted) => {
            texts.push((say!(lang, "texts", "内容"), say!(lang, "(restricted)", "（限制查看）")));
        }
        None if event.sealed.is_some() && event.may_say_private() => {
            texts.push((hidden, say!(lang, "(not shown)", "（未显示）")));
        }
        None => {}
    }
    if erased && (event.text.is_empty() || told.private.is_none()) {
        texts.push((say!(lang, "texts", "内容"), say!(lang, "(erased)", "（已删除）")));
    }
    texts
}
