//! The codes that the engine itself knows, in both languages: states, limits, commands, kinds of events, contacts and links.

use super::Two;
use crate::domain::state::State;

/// A state.
#[must_use]
pub fn state(state: State) -> Two {
    match state {
        State::Received => Two("received", "待受理"),
        State::Accepted => Two("accepted", "已受理"),
        State::Assigned => Two("assigned", "已转办"),
        State::Replied => Two("replied", "已回复"),
        State::Closed => Two("closed", "已归档"),
        State::Declined => Two("declined", "不予受理"),
        State::Referred => Two("referred", "已移送"),
        State::Withdrawn => Two("withdrawn", "已撤诉"),
        State::Voided => Two("voided", "已作废"),
    }
}

/// A flag beside the state.
#[must_use]
pub fn flag(flag: &str) -> Option<Two> {
    Some(match flag {
        "paused" => Two("paused", "中止计时"),
        "extended" => Two("extended", "已延期"),
        "escalated" => Two("escalated", "已上报"),
        "supervised" => Two("supervised", "督办"),
        "repeat" => Two("re-complaint", "再次投诉"),
        "mass" => Two("mass incident", "群体性投诉"),
        "media" => Two("media", "涉及媒体"),
        "legal" => Two("legal", "涉及司法程序"),
        "restricted" => Two("restricted", "限制查看"),
        "anonymous" => Two("anonymous", "匿名"),
        "contested" => Two("contested", "各处记录冲突"),
        "imported" => Two("imported", "导入"),
        "withdrawal" => Two("withdrawal being checked", "撤诉待核实"),
        "not-understood" => Two("not understood", "含新版内容"),
        _ => return None,
    })
}

/// A limit.
#[must_use]
pub fn limit(limit: &str) -> Option<Two> {
    Some(match limit {
        "reply" => Two("reply limit", "回复时限"),
        "accept" => Two("acceptance limit", "受理时限"),
        "dispatch" => Two("assignment limit", "转办时限"),
        "contact" => Two("first contact limit", "首次联系时限"),
        "form" => Two("report-back limit", "回报时限"),
        "source" => Two("source's limit", "来源要求时限"),
        "close" => Two("closing limit", "归档时限"),
        _ => return None,
    })
}

/// A command (`cli.md` §6).
#[must_use]
pub fn verb(verb: &str) -> Option<Two> {
    Some(match verb {
        "intake" => Two("intake", "登记"),
        "accept" => Two("accept", "受理"),
        "decline" => Two("decline", "不予受理"),
        "refer" => Two("refer", "移送"),
        "classify" => Two("classify", "定性"),
        "party" => Two("party", "当事人"),
        "assign" => Two("assign", "转办"),
        "return" => Two("return", "退回"),
        "rework" => Two("rework", "重办"),
        "contact" => Two("contact", "联系"),
        "step" => Two("step", "步骤"),
        "approve" => Two("approve", "审批"),
        "note" => Two("note", "记录"),
        "attach" => Two("attach", "附件"),
        "delay" => Two("delay", "超期说明"),
        "extend" => Two("extend", "延期"),
        "pause" => Two("pause", "中止"),
        "resume" => Two("resume", "恢复"),
        "escalate" => Two("escalate", "上报"),
        "supervise" => Two("supervise", "督办"),
        "mediate" => Two("mediate", "调解"),
        "evidence" => Two("evidence", "证据"),
        "serve" => Two("serve", "送达"),
        "reply" => Two("reply", "回复"),
        "callback" => Two("callback", "回访"),
        "withdraw" => Two("withdraw", "撤诉"),
        "reopen" => Two("reopen", "重开"),
        "close" => Two("close", "归档"),
        "link" => Two("link", "关联"),
        "unlink" => Two("unlink", "解除关联"),
        "correct" => Two("correct", "更正"),
        "revoke" => Two("revoke", "撤销"),
        "void" => Two("void", "作废"),
        "duty" => Two("duty", "日常检查"),
        "improve" => Two("improve", "整改"),
        _ => return None,
    })
}

/// A command as the thing that it does, for sentences: `assign` is the assignment.
#[must_use]
pub fn act(name: &str) -> Option<Two> {
    Some(match name {
        "accept" => Two("acceptance", "受理"),
        "refer" => Two("referral", "移送"),
        "classify" => Two("classification", "定性"),
        "assign" => Two("assignment", "转办"),
        "approve" => Two("approval", "审批"),
        "attach" => Two("attachment", "添加附件"),
        "decline" => Two("decline", "决定不予受理"),
        "step" => Two("step", "办理步骤"),
        "delay" => Two("delay explanation", "超期说明"),
        "extend" => Two("extension", "延期"),
        "resume" => Two("resumption", "恢复计时"),
        "pause" => Two("pause", "中止计时"),
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
        "improve" => Two("improvement", "整改"),
        other => return verb(other),
    })
}

/// A kind of event.
#[must_use]
pub fn event(kind: &str) -> Option<Two> {
    Some(match kind {
        "opened" => Two("registered", "登记"),
        "accepted" => Two("accepted", "受理"),
        "declined" => Two("declined", "不予受理"),
        "referred" => Two("referred", "移送"),
        "classified" => Two("classified", "定性"),
        "assigned" => Two("assigned", "转办"),
        "returned" => Two("returned", "退回"),
        "reworked" => Two("sent back for rework", "退回重办"),
        "contacted" => Two("contact", "联系"),
        "stepped" => Two("step", "步骤"),
        "approved" => Two("approved", "审批"),
        "noted" => Two("note", "记录"),
        "attached" => Two("files attached", "附件"),
        "delayed" => Two("delay explained", "超期说明"),
        "extended" => Two("extended", "延期"),
        "paused" => Two("paused", "中止计时"),
        "resumed" => Two("resumed", "恢复计时"),
        "escalated" => Two("escalated", "上报"),
        "supervised" => Two("supervised", "督办"),
        "replied" => Two("replied", "回复"),
        "called_back" => Two("called back", "回访"),
        "withdrawal_requested" => Two("withdrawal requested", "申请撤诉"),
        "withdrawal_unverified" => Two("withdrawal not verified", "撤诉意愿未能核实"),
        "withdrawal_coerced" => Two("withdrawal under pressure", "撤诉非本人自愿"),
        "withdrawn" => Two("withdrawn", "撤诉"),
        "reopened" => Two("reopened", "重开"),
        "closed" => Two("closed", "归档"),
        "linked" => Two("linked", "关联"),
        "unlinked" => Two("unlinked", "解除关联"),
        "corrected" => Two("corrected", "更正"),
        "revoked" => Two("revoked", "撤销"),
        "voided" => Two("voided", "作废"),
        "overridden" => Two("rule passed over", "越过规定"),
        "recomputed" => Two("dates computed again", "重算期限"),
        "policy" => Two("policy adopted", "启用制度"),
        "revealed" => Two("private data shown", "查看隐私信息"),
        "erased" => Two("erased", "抹除"),
        "imported" => Two("imported", "导入"),
        _ => return None,
    })
}

/// One of the engine's small fixed sets of words: contacts, links, forms, addressees, answers of a complainant, voids.
#[must_use]
pub fn word(code: &str) -> Option<Two> {
    Some(match code {
        "ack" => Two("acknowledgement", "告知收悉"),
        "first" => Two("first contact", "首次联系"),
        "explain" => Two("explanation", "解释说明"),
        "meeting" => Two("meeting", "面谈"),
        "chase" => Two("chase", "催办"),
        "duplicate" => Two("duplicate", "重复件"),
        "repeat" => Two("re-complaint", "再次投诉"),
        "related" => Two("related", "相关"),
        "accountability" => Two("accountability", "责任追究"),
        "incident" => Two("incident", "群体性事件"),
        "transfer" => Two("transfer form", "转办单"),
        "supervision" => Two("supervision form", "督办单"),
        "complainant" => Two("complainant", "投诉人"),
        "desk" => Two("desk", "受理部门"),
        "source" => Two("source", "来源"),
        "satisfied" => Two("satisfied", "满意"),
        "basically" => Two("basically satisfied", "基本满意"),
        "yes" => Two("yes", "是"),
        "no" => Two("no", "否"),
        "unreached" => Two("not reached", "未联系上"),
        "not-applicable" => Two("not applicable", "不适用"),
        "test" => Two("a test", "测试"),
        "mistake" => Two("a mistake", "误录"),
        "calendar" => Two("the calendar changed", "日历变更"),
        "policy" => Two("the policy changed", "制度变更"),
        "private" => Two("private data", "隐私信息"),
        "all" => Two("all texts", "全部文字"),
        _ => return None,
    })
}

/// A word of one of these sets where the same code means something else by its field: `no` is also "not satisfied".
#[must_use]
pub fn word_of(field: &str, code: &str) -> Option<Two> {
    Some(match (field, code) {
        ("satisfaction" | "satisfied", "yes") => Two("satisfied", "满意"),
        ("satisfaction" | "satisfied", "no") => Two("not satisfied", "不满意"),
        ("resolved", "yes") => Two("resolved", "已解决"),
        ("resolved", "no") => Two("not resolved", "未解决"),
        _ => return word(code),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_and_every_kind_of_event_has_words() {
        assert!(crate::domain::decide::VERBS.iter().all(|v| verb(v).is_some()));
        assert!(crate::domain::event::KINDS.iter().all(|k| event(k).is_some()));
        let fixed = [crate::domain::decide::contact::KINDS, crate::domain::decide::link::KINDS].concat();
        let reply = crate::domain::decide::reply::SATISFACTION;
        assert!(fixed.iter().chain(reply).chain(crate::domain::decide::reply::TO).all(|w| word(w).is_some()));
    }
}
