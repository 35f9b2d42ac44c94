//! Messages about the order of acts, and about what was recorded together with a revoked act.

use super::Talk;
use crate::domain::value::id::EventId;
use crate::domain::value::moment::Moment;
use crate::say;
use crate::text::names::{self, WordKind};
use crate::text::sentence::shown;

/// The kind of an event, or the end of a round, as words.
fn act_word(t: &Talk<'_>, act: &str) -> String {
    match act {
        "ended" => say!(t.lang, "end of the round before", "上一轮办结"),
        kind => names::name(WordKind::Event, kind, t.lang),
    }
}

pub(super) fn before_act(t: &Talk<'_>, when: Moment, act: &str, needed: Moment) -> String {
    let (case, verb, act) = (t.subject(), t.act(t.verb), act_word(t, act));
    let (when, needed) = (shown(when), shown(needed));
    if t.verb == "correct" {
        return say!(
            t.lang,
            "{case} cannot have been received on {when}, before the {act} on {needed}",
            "{case} 的收到时间不能更正为 {when}，早于{act}的时间 {needed}"
        );
    }
    if t.case.is_none() && !t.is_registering() {
        return say!(
            t.lang,
            "the {verb} is dated {when}, before the act that it needs: {act}, {needed}",
            "{verb}的时间 {when} 早于其前一环节“{act}”的时间 {needed}"
        );
    }
    say!(
        t.lang,
        "the {verb} of {case} is dated {when}, before the act that it needs: {act}, {needed}",
        "{case} 的{verb}时间 {when} 早于其前一环节“{act}”的时间 {needed}"
    )
}

pub(super) fn came_with(t: &Talk<'_>, kind: &str, name: &str, stays: bool) -> String {
    match (kind, stays) {
        ("improvement", false) => {
            say!(t.lang, "improvement {name} came with it and is revoked too", "随之列入的整改事项 {name} 一并撤销")
        }
        ("improvement", true) => say!(
            t.lang,
            "improvement {name} came with it and stays: it has been made already",
            "随之列入的整改事项 {name} 已经完成，予以保留"
        ),
        _ => say!(t.lang, "case {name} was opened with it and stays", "随之登记的 {name} 仍然保留"),
    }
}

/// `act` is the kind of the act and its event.
/// What of the case's own texts names somebody, and what can be done about it.
pub(super) fn named_before(t: &Talk<'_>, events: &[EventId]) -> String {
    let (lang, case) = (t.lang, t.subject());
    let all = events.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    say!(
        lang,
        "texts of {case} in {all} hold this name or number already, and stay in the log until erase --all",
        "{case} 的 {all} 中本单位填写的文字已含此姓名或号码，将留在日志中，须用 erase --all 一并删除"
    )
}

pub(super) fn receipt_after_act(t: &Talk<'_>, received: Moment, (act, event): (&str, &str), when: Moment) -> String {
    let (case, act, received, when) = (t.subject(), act_word(t, act), shown(received), shown(when));
    say!(
        t.lang,
        "{case} cannot have been received on {received}: its record has an act on {when} ({act}, {event})",
        "{case} 的收到时间不能更正为 {received}：{when} 已有“{act}”（{event}）"
    )
}
