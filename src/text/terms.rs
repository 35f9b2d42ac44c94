//! Built-in words in sentences: a verb as a noun, and the codes of small fixed sets by their field. The names of codes
//! are in [`super::names`].

use super::Two;
use super::names::{WordKind, find};

/// A verb as a noun for sentences: `assign` is the assignment.
#[must_use]
pub fn act(verb: &str) -> Option<Two> {
    Some(match verb {
        "accept" => Two("acceptance", "受理"),
        "decline" => Two("decline", "决定不予受理"),
        "refer" => Two("referral", "移送"),
        "classify" => Two("classification", "定性"),
        "party" => Two("change of parties", "变更当事人"),
        "assign" => Two("assignment", "转办"),
        "step" => Two("step", "办理步骤"),
        "approve" => Two("approval", "审批"),
        "attach" => Two("attachment", "添加附件"),
        "delay" => Two("delay explanation", "超期说明"),
        "extend" => Two("extension", "延期"),
        "pause" => Two("pause", "中止计时"),
        "resume" => Two("resumption", "恢复计时"),
        "escalate" => Two("escalation", "上报"),
        "supervise" => Two("supervision", "督办"),
        "mediate" => Two("mediation", "调解"),
        "serve" => Two("service", "送达"),
        "withdraw" => Two("withdrawal", "撤诉"),
        "reopen" => Two("reopening", "重开"),
        "close" => Two("closing", "归档"),
        "unlink" => Two("unlinking", "解除关联"),
        "correct" => Two("correction", "更正"),
        "revoke" => Two("revocation", "撤销"),
        "void" => Two("voiding", "作废"),
        "reveal" => Two("look at private data", "查看个人信息"),
        "erase" => Two("erasing", "删除个人信息"),
        "improve" => Two("improvement", "整改"),
        other => return find(WordKind::Verb, other),
    })
}

/// The name of a built-in rule, which has no article.
#[must_use]
pub fn rule(id: &str) -> Option<Two> {
    match id {
        "backdate" => Some(Two("approval of late entries", "补录审批")),
        "not-personal" => Some(Two("a complainant's name stays out of the log", "投诉人姓名不写入日志")),
        "erase-open" => Some(Two("what is not over is not erased", "未了结的投诉件不得删除个人信息")),
        _ => None,
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
        "role" => &[WordKind::Role],
        "kind" => &[WordKind::Contact, WordKind::Link, WordKind::Void],
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
        assert!(crate::domain::gate::VERBS.iter().all(|v| act(v).is_some()));
        assert_eq!(word("satisfaction", "no"), Some(Two("not satisfied", "不满意")));
        assert_eq!(word("resolved", "no"), Some(Two("no", "否")));
        assert_eq!(word("kind", "test"), Some(Two("test", "测试")));
        assert_eq!(word("kind", "danced"), None);
    }
}
