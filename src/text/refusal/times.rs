//! Refusals of a time: what lies ahead or too far back, limits that cannot be moved.

use super::Talk;
use crate::domain::value::moment::Moment;
use crate::say;
use crate::text::sentence::shown;
use chrono::NaiveDate;

pub(super) fn in_future(t: &Talk<'_>, field: &str, when: Moment, now: Moment) -> String {
    let (flag, when, now) = (super::flag(field), shown(when), shown(now));
    say!(t.lang, "{flag} {when} lies in the future: it is {now} now", "{flag} {when} 晚于当前时间 {now}")
}

pub(super) fn before_receipt(t: &Talk<'_>, when: Moment, received: Moment) -> String {
    let (case, when, received) = (t.subject(), shown(when), shown(received));
    say!(
        t.lang,
        "--on {when} is before the receipt of {case} on {received}",
        "--on {when} 早于 {case} 的收到时间 {received}"
    )
}

pub(super) fn too_far_back(t: &Talk<'_>, when: Moment, earliest: NaiveDate) -> String {
    let when = shown(when);
    say!(
        t.lang,
        "{when} is too far back: without an approval the earliest day is {earliest}",
        "{when} 过早：未经审批，最早只能补录到 {earliest}"
    )
}

pub(super) fn no_extension(t: &Talk<'_>, limit: &str) -> String {
    let (limit, case) = (t.limit(limit), t.subject());
    say!(
        t.lang,
        "the policy grants no extension of the {limit} of {case}; a delay can be explained instead",
        "制度不允许延长 {case} 的{limit}；可作超期说明"
    )
}

pub(super) fn extended_too_far(t: &Talk<'_>, limit: &str, until: NaiveDate, latest: NaiveDate) -> String {
    let limit = t.limit(limit);
    say!(
        t.lang,
        "the {limit} cannot be moved to {until}: the rule goes no further than {latest}",
        "{limit}不能延至 {until}：按规定最晚到 {latest}"
    )
}

pub(super) fn limit_past(t: &Talk<'_>, limit: &str, due: Moment) -> String {
    let (limit, case, due) = (t.limit(limit), t.subject(), shown(due));
    say!(
        t.lang,
        "the {limit} of {case} ran out on {due}: it is extended before that or not at all; a delay can be explained instead",
        "{case} 的{limit}已于 {due} 届满：延期须在届满前提出；可作超期说明"
    )
}

pub(super) fn not_later(t: &Talk<'_>, limit: &str, due: Moment) -> String {
    let (limit, case, due) = (t.limit(limit), t.subject(), shown(due));
    say!(
        t.lang,
        "the {limit} of {case} runs until {due} already: an extension ends on a later working day",
        "{case} 的{limit}现为 {due}，延期须晚于该日"
    )
}

pub(super) fn no_such_limit(t: &Talk<'_>, limit: &str) -> String {
    let (limit, case) = (t.limit(limit), t.subject());
    say!(t.lang, "{case} has no {limit}", "{case} 没有{limit}")
}
