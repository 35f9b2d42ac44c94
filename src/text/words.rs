//! Fixed words of the engine in both languages: fields and facts, the keys of events and texts, milestones.
//!
//! Invariant: a key that no table knows gives `None`, so what a newer writer recorded shows under its own key.

use super::{Lang, Two};

/// The words for a key, or the key itself where it has none.
#[must_use]
pub fn label_or_key(key: &str, lang: Lang) -> String {
    label(key).map_or_else(|| key.to_string(), |two| two.get(lang).to_string())
}

/// What a field, a fact, a text or a key of an event is called.
#[must_use]
pub fn label(key: &str) -> Option<Two> {
    case_field(key).or_else(|| private_field(key)).or_else(|| text(key)).or_else(|| act_field(key))
}

/// Facts of a case.
fn case_field(key: &str) -> Option<Two> {
    Some(match key {
        "id" | "case" => Two("case", "投诉件"),
        "status" | "state" => Two("state", "状态"),
        "flags" => Two("flags", "标记"),
        "title" => Two("title", "标题"),
        "channel" => Two("channel", "投诉渠道"),
        "source" => Two("source", "来源"),
        "source_ref" => Two("source's number", "来源编号"),
        "source_due" => Two("due to the source", "来源要求答复时间"),
        "category" => Two("category", "投诉类别"),
        "nature" => Two("nature", "性质"),
        "received" => Two("received", "收到时间"),
        "recorded" => Two("recorded", "登记时间"),
        "received_by" => Two("received by", "受理部门"),
        "taken_by" => Two("taken by", "受理人"),
        "against" => Two("unit complained about", "被投诉单位"),
        "respondent" | "respondents" => Two("respondent", "被投诉人"),
        "owner" => Two("customer of", "客户归属单位"),
        "unit" => Two("unit", "承办单位"),
        "person" => Two("handler", "承办人"),
        "assist" => Two("assisting units", "协办单位"),
        "amount" => Two("amount", "涉及金额"),
        "cause" | "causes" => Two("cause", "原因"),
        "tag" | "tags" => Two("tags", "标签"),
        "field" | "fields" => Two("field", "自定项"),
        "anonymous" => Two("anonymous", "匿名"),
        "restricted" => Two("restricted", "限制查看"),
        "unit_function" => Two("unit's function", "承办单位"),
        "unit_level" => Two("unit's level", "承办单位层级"),
        "holder_function" => Two("function of the unit that holds it", "现承办单位"),
        "holder_level" => Two("level of the unit that holds it", "现承办单位层级"),
        "received_by_function" => Two("function of the unit that received it", "首问单位"),
        "received_by_level" => Two("level of the unit that received it", "首问单位层级"),
        "unit_complained_about" => Two("with the unit complained about", "由被投诉单位办理"),
        "skips" => Two("levels passed over", "越级数"),
        "late" => Two("late", "超期"),
        "repeat" => Two("complained about again", "再次投诉"),
        "supervised" => Two("supervised", "督办"),
        "extended" => Two("extended", "已延期"),
        "imported" => Two("imported", "导入"),
        "coerced" => Two("withdrawn under pressure", "受压撤诉"),
        "reported" => Two("form returned", "转办单已回报"),
        "parties" | "party" => Two("parties", "当事人"),
        "role" => Two("role", "身份"),
        "improvements" => Two("improvements", "整改事项"),
        "level" => Two("escalated to", "上报层级"),
        "round" | "rounds" => Two("round", "轮次"),
        "files" => Two("attachments", "附件"),
        "link" | "links" => Two("links", "关联"),
        "missed" => Two("missed limits", "曾超期"),
        "outcome" => Two("outcome", "办理结果"),
        "responsibility" => Two("responsibility", "责任认定"),
        "satisfaction" => Two("satisfaction", "满意程度"),
        "compensation" => Two("compensation", "赔偿金额"),
        "policy" => Two("policy", "制度"),
        "limit" | "limits" => Two("limit", "时限"),
        "due" => Two("due", "到期"),
        "rule" | "rules" => Two("rule", "依据"),
        "standing" => Two("standing", "情况"),
        "route" => Two("route", "流转"),
        "history" => Two("history", "经过"),
        _ => return None,
    })
}

/// What lies in private.
fn private_field(key: &str) -> Option<Two> {
    Some(match key {
        "complainant" => Two("complainant", "投诉人"),
        "representative" => Two("representative", "代表人"),
        "name" => Two("name", "姓名"),
        "file" => Two("attachment", "附件名"),
        "stored" => Two("kept in", "存放位置"),
        "sha256_" => Two("checksum", "校验值"),
        "phone" => Two("phone", "联系电话"),
        "email" => Two("e-mail", "电子邮箱"),
        "address" => Two("address", "地址"),
        "id_number" => Two("identity number", "证件号码"),
        "statement" => Two("statement", "投诉内容"),
        "place" => Two("place", "发生地点"),
        "demand" => Two("demand", "诉求"),
        _ => return None,
    })
}

/// Free texts of events.
fn text(key: &str) -> Option<Two> {
    Some(match key {
        "findings" => Two("findings", "调查核实情况"),
        "staff_action" => Two("action on staff", "对责任人的处理"),
        "lessons" => Two("lessons and improvements", "教训与整改"),
        "explanation" => Two("explanation", "解释说明"),
        "reason" => Two("reason", "理由"),
        "note" => Two("note", "备注"),
        "to" => Two("to", "回复对象"),
        "purpose" => Two("purpose", "用途"),
        "measure" => Two("to improve", "整改内容"),
        "text" => Two("text", "内容"),
        _ => return None,
    })
}

/// What acts carry, and what every event carries.
fn act_field(key: &str) -> Option<Two> {
    Some(match key {
        "since" => Two("from", "自"),
        "at" => Two("recorded at", "记录时间"),
        "on" => Two("happened on", "发生时间"),
        "by" => Two("recorded by", "记录人"),
        "done_by" => Two("done by", "经办人"),
        "clock" => Two("real time", "实际时间"),
        "os" => Two("account", "系统账户"),
        "event" | "events" => Two("event", "记录"),
        "summary" => Two("summary", "摘要"),
        "told" => Two("told by", "告知方式"),
        "via" => Two("by", "联系方式"),
        "outside" => Two("matter outside our power", "职权外事项"),
        "form" => Two("form", "单据"),
        "kind" => Two("kind", "种类"),
        "step" | "steps" => Two("step", "步骤"),
        "what" | "approval" | "approvals" => Two("approval", "审批"),
        "file" => Two("file", "附件"),
        "expected" => Two("result expected", "预计办结"),
        "until" => Two("until", "延至"),
        "ground" => Two("ground", "中止理由"),
        "from" => Two("replied by unit", "回复单位"),
        "partial" => Two("partial", "部分回复"),
        "handler" => Two("handler", "经办人"),
        "cc" => Two("copy to", "抄送"),
        "resolved" => Two("resolved", "是否解决"),
        "satisfied" => Two("satisfied", "是否满意"),
        "approver" => Two("approved by", "审批人"),
        "checked_by" => Two("checked by", "核实人"),
        "accountability" => Two("accountability case", "责任追究件"),
        "other" => Two("other case", "对方投诉件"),
        "set" => Two("corrections", "更正内容"),
        "verb" => Two("command", "命令"),
        "why" => Two("because of", "起因"),
        "digest" => Two("digest", "摘要值"),
        "command" => Two("command", "命令"),
        "cases" => Two("cases", "投诉件"),
        "scope" => Two("scope", "范围"),
        "map" => Two("map", "对照表"),
        "rejected" => Two("rejected", "拒收"),
        "known" => Two("known before", "已有"),
        "count" => Two("number", "数量"),
        "duty" => Two("duty", "日常检查"),
        "nil" => Two("nothing found", "无发现"),
        "found" => Two("what was found, or --nil", "检查结果，无发现用 --nil"),
        "item" => Two("improvement", "整改事项"),
        "deadline" => Two("day by which it is done", "完成期限"),
        "owner_person" => Two("responsible", "责任人"),
        "sha256" => Two("SHA-256", "SHA-256"),
        "bytes" => Two("bytes", "字节数"),
        _ => return None,
    })
}

/// What a limit starts from or ends with; `None` for an unknown one and for a step's (`step:…`).
#[must_use]
pub fn milestone(key: &str) -> Option<Two> {
    Some(match key {
        "" | "received" => Two("receipt", "收到投诉"),
        "accepted" => Two("acceptance", "受理"),
        "assigned" => Two("assignment", "转办"),
        "contacted" => Two("first contact with the complainant", "首次联系投诉人"),
        "acknowledged" => Two("acknowledgement to the complainant", "告知投诉人受理情况"),
        "replied" => Two("reply to the complainant", "回复投诉人"),
        "reported" => Two("report back to the desk", "回报受理部门"),
        "sourced" => Two("reply to the source", "答复来源"),
        "closed" => Two("closing", "归档"),
        _ => return None,
    })
}

/// What a field that a policy declares wants as its value.
#[must_use]
pub fn wanted(kind: &str) -> Two {
    match kind {
        "flag" => Two("yes or no", "“是”或“否”（yes 或 no）"),
        "money" => Two(
            "a sum such as 1234.50 or 50,000, from 0 to 999,999,999,999.99",
            "金额，例如 1234.50 或 50,000，范围为 0 至 999,999,999,999.99",
        ),
        "count" => Two("a whole number, 0 or more", "不小于 0 的整数"),
        "date" => Two("a date such as 2026-11-23", "日期，例如 2026-11-23"),
        "choice" => Two("one of its codes", "所列代码之一"),
        "future" => Two("a day to come", "今后的日期"),
        "code" => Two("a word of at most 1024 bytes", "不超过 1024 字节的词语"),
        "length" => {
            Two("a text of at most 1 MiB: attach a longer one as a file", "不超过 1 MiB 的文字，更长的请作为附件")
        }
        "when" => Two("a day or a time such as 2026-11-23T09:30", "日期或时间，例如 2026-11-23T09:30"),
        _ => Two("a text", "文字"),
    }
}

/// A kind of personal data.
#[must_use]
pub fn personal(kind: crate::domain::guard::Kind) -> Two {
    use crate::domain::guard::Kind;
    match kind {
        Kind::MobilePhone => Two("a mobile phone number", "手机号码"),
        Kind::FixedPhone => Two("a phone number", "固定电话号码"),
        Kind::IdentityNumber => Two("an identity number", "身份证号码"),
        Kind::BankCard => Two("a bank card number", "银行卡号"),
        Kind::Email => Two("an e-mail address", "电子邮箱地址"),
        Kind::ComplainantName => Two("the complainant's name", "投诉人姓名"),
    }
}

/// `1 event`, `2 events`: an English count.
#[must_use]
pub fn count(n: u64, thing: &str) -> String {
    if n == 1 { format!("1 {thing}") } else { format!("{n} {thing}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fact_and_every_private_field_has_words() {
        let facts = crate::domain::view::FACTS.iter().chain(crate::domain::decide::intake::PRIVATE);
        let bare: Vec<_> = facts.filter(|key| label(key).is_none()).collect();
        assert!(bare.is_empty(), "{bare:?}");
    }
}
