//! Messages about cases that must not be erased yet, and about codes that stay in the log for good.

use super::Talk;
use crate::domain::Code;
use crate::domain::value::id::CaseId;
use crate::domain::value::title::Title;
use crate::say;
use crate::text::sanitize::sanitized;
use chrono::NaiveDate;

pub(super) fn not_erasable(t: &Talk<'_>, why: &str, other: Option<CaseId>) -> String {
    let (lang, case) = (t.lang, t.subject());
    let other = other.map(|id| id.to_string()).unwrap_or_default();
    match why {
        "paused" => say!(lang, "{case} is on hold: it is not erased yet", "{case} 正在中止计时，尚不得删除个人信息"),
        "mediation" => say!(
            lang,
            "the agreement in {case} is not recorded as kept or broken: it is not erased yet",
            "{case} 的调解协议尚未登记履行情况，尚不得删除个人信息"
        ),
        "appeal" => say!(
            lang,
            "the appeal in {case} is not decided, or its decision not carried out: it is not erased yet",
            "{case} 的复查复核尚无决定或决定尚未执行，尚不得删除个人信息"
        ),
        "remedy" => say!(
            lang,
            "what was accepted in {case} is not recorded as given: it is not erased yet",
            "{case} 已接受的赔付尚未登记支付，尚不得删除个人信息"
        ),
        "legal" => say!(
            lang,
            "{case} is before a court or an outside body (field legal): it is not erased yet",
            "{case} 涉及司法程序或外部机构（legal），尚不得删除个人信息"
        ),
        "accountability" => say!(
            lang,
            "the accountability case {other} of {case} is open: it is not erased yet",
            "{case} 的责任追究件 {other} 尚未办结，尚不得删除个人信息"
        ),
        _ => say!(lang, "{case} is pending: it is not erased yet", "{case} 尚未办结，尚不得删除个人信息"),
    }
}

pub(super) fn kept(t: &Talk<'_>, row: &str, title: &Title, until: Option<NaiveDate>) -> String {
    let (lang, case) = (t.lang, t.subject());
    let row = if title.get(lang).is_empty() { sanitized(row) } else { sanitized(title.get(lang)) };
    match until {
        Some(until) => say!(lang, "{case} is kept until {until} ({row})", "{case} 须保存至 {until}（{row}）"),
        None => say!(
            lang,
            "{case} is kept ({row}): its time runs from the end of its last round",
            "{case} 须按“{row}”保存，保存期限自最后一轮办结之日起算"
        ),
    }
}

pub(super) fn stays_in_log(t: &Talk<'_>, persons: &[Code], units: &[Code]) -> String {
    let lang = t.lang;
    let units = units.iter().map(|unit| t.names.coded("unit", unit, lang));
    let all: Vec<String> = persons.iter().map(|person| sanitized(person)).chain(units).collect();
    let all = all.join(&say!(lang, ", ", "、"));
    if t.verb == "intake" {
        return say!(
            lang,
            "the log keeps for good who is complained about ({all}); if few are to know, register it with --restricted",
            "被投诉人（{all}）将永久留在日志中；如须限制知情范围，请在登记时加 --restricted"
        );
    }
    say!(
        lang,
        "texts moved to the private side; what stays in the log for good: {all} in the first entries of {case}",
        "文字已转为保密保存；{case} 较早记录中的 {all} 无法移出，将永久留在日志中",
        case = t.subject()
    )
}
