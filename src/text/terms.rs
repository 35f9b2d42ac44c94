//! Built-in words in sentences: a verb as a noun, and the codes of small fixed sets by their field. The names of codes
//! are in [`super::names`].

use super::Two;
use super::names::{WordKind, find};
use super::words::milestone;
use crate::domain::gate::VerbRow;

/// The name of a verb as an act: `approval`.
#[must_use]
pub fn act(verb: &str) -> Option<Two> {
    VerbRow::find(verb).map(|row| row.act)
}

/// The name of a built-in rule, which has no article.
#[must_use]
pub fn rule(id: &str) -> Option<Two> {
    match id {
        "agreement" => Some(Two("the agreement of the sides", "调解协议")),
        "backdate" => Some(Two("approval of late entries", "补录审批")),
        "not-personal" => Some(Two("a complainant's name stays out of the log", "投诉人姓名不写入日志")),
        "erase-open" => Some(Two("what is not over is not erased", "未了结的投诉件不得删除个人信息")),
        _ => None,
    }
}

/// What a form must have before it is issued, by its name, unless it is a fact: an act, or a line of the form's own row.
#[must_use]
pub fn form_need(need: &str) -> Option<Two> {
    match need {
        "further" => Some(Two("whom the complainant can turn to", "不服时可向何处反映")),
        "until" => Some(Two("until when", "反映的期限")),
        "mediated" => Some(Two("a mediation on record", "调解记录")),
        "evidence_added" => Some(Two("evidence or files on record", "已登记的证据或附件")),
        act => milestone(act).or_else(|| find(WordKind::Event, act)),
    }
}

/// A code of a fixed set, by its field: `no` means "not satisfied" in `satisfaction`.
#[must_use]
pub fn word(field: &str, code: &str) -> Option<Two> {
    let kinds: &[WordKind] = match field {
        "satisfaction" => &[WordKind::Satisfaction],
        "satisfied" | "resolved" => &[WordKind::Callback],
        "to" => &[WordKind::Addressee],
        "form" => &[WordKind::Form],
        "limit" => &[WordKind::Limit],
        "role" | "party" | "owner" | "addressee" | "side" => &[WordKind::Role],
        "result" if code == "pass" => return Some(Two("passed", "合格")),
        "result" if code == "fail" => return Some(Two("failed", "不合格")),
        "result" | "mediation" => &[WordKind::Mediation],
        "act" => &[WordKind::Remedy, WordKind::Appeal],
        "decision" | "appeal" => &[WordKind::Appeal],
        "remedy" => &[WordKind::Remedy],
        "state" | "status" => &[WordKind::State],
        "is" => &[WordKind::Flag],
        "channel_form" => &[WordKind::ChannelForm],
        "link" => &[WordKind::Link],
        "how" => &[WordKind::Delivery],
        "kind" => &[WordKind::Contact, WordKind::Link, WordKind::Void, WordKind::Withdrawal],
        "measure" if code == "on-time" => return Some(Two("on time", "按时办结率")),
        "measure" if code == "satisfied" => return Some(Two("satisfied", "满意率")),
        "why" if code == "calendar" => return Some(Two("the calendar changed", "日历变更")),
        "why" if code == "policy" => return Some(Two("the policy changed", "制度变更")),
        "scope" if code == "private" => return Some(Two("private data", "个人信息")),
        "scope" if code == "sealed" => return Some(Two("texts moved to the private side", "文字已转为保密保存")),
        "scope" if code == "corrected" => return Some(Two("what was wrong there", "已更正的个人信息")),
        "scope" if code == "all" => return Some(Two("all texts", "全部文字")),
        _ => &[],
    };
    kinds.iter().find_map(|kind| find(*kind, code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_a_word_and_a_code_means_what_its_field_says() {
        assert!(crate::domain::gate::VERBS.iter().all(|row| act(row.name).is_some()));
        assert_eq!(word("satisfaction", "no"), Some(Two("not satisfied", "不满意")));
        assert_eq!(word("resolved", "no"), Some(Two("no", "否")));
        assert_eq!(word("kind", "test"), Some(Two("test", "测试")));
        assert_eq!(word("kind", "danced"), None);
    }
}
