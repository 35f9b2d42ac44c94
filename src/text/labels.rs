//! Labels for the keys of facts, columns, texts and events: one name in each language, used wherever a key is shown. Those
//! of facts stand in the table of facts.
//!
//! Invariant: each key has one label. Column headings, labels on pages, and the Chinese names of terms and columns all
//! come from here; a key without a label is shown as it is.

use super::words::capital;
use super::{Lang, Two};
use crate::domain::case::fact::CaseFact;

/// The label of a fact, column, text or key of an event.
#[must_use]
pub fn find(key: &str) -> Option<Two> {
    let fact = CaseFact::all().find(|fact| fact.key() == key || fact.name() == key).map(CaseFact::label);
    fact.or_else(|| ALL.iter().flat_map(|group| group.iter()).find_map(|(known, two)| (*known == key).then_some(*two)))
}

/// The label of a field in a command where it means something else than elsewhere.
#[must_use]
pub fn in_command(command: &str, key: &str) -> Option<Two> {
    IN_COMMAND.iter().find_map(|(of, known, two)| (*of == command && *known == key).then_some(*two))
}

const IN_COMMAND: &[(&str, &str, Two)] = &[
    ("note", "note", Two("text", "内容")),
    ("escalate", "to", Two("level", "层级")),
    ("appeal", "to", Two("where it goes", "受理机构")),
    ("refer", "to", Two("where it goes", "移送去向")),
    ("deliver", "to", Two("on whom it is served", "受送达人")),
    ("evidence", "to", Two("who takes it", "接收人")),
    ("evidence", "from", Two("whose it is", "提交人")),
    ("evidence", "what", Two("what it is", "证据内容")),
    ("approve", "what", Two("what is approved", "审批事项")),
    ("duty", "found", Two("what was found, or --nil", "检查结果，无发现用 --nil")),
    ("remedy", "act", Two("what is done", "操作")),
    ("improve", "measure", Two("title", "整改内容")),
    ("approve", "measure", Two("indicator", "指标")),
];

/// Whether a text is the Chinese label of a key, without its blanks.
#[must_use]
pub fn is_label(text: &str) -> bool {
    let is = |two: Two| two.get(Lang::Zh).split(' ').collect::<String>() == text;
    IN_COMMAND.iter().any(|(_, _, two)| is(*two))
        || CaseFact::all().any(|fact| is(fact.label()))
        || ALL.iter().flat_map(|group| group.iter()).any(|(_, two)| is(*two))
}

/// The label of a key in running text; the key itself if it has none.
#[must_use]
pub fn label(key: &str, lang: Lang) -> String {
    find(key).map_or(key, |two| two.get(lang)).to_string()
}

/// The label of a key as a column heading: in English with a capital letter.
#[must_use]
pub fn heading(key: &str, lang: Lang) -> String {
    let Some(name) = find(key) else { return key.to_string() };
    capital(name.get(lang))
}

/// Whether a word is the label of a key, in either language, or another word that users type for it.
#[must_use]
pub fn is(key: &str, word: &str) -> bool {
    let label = find(key).is_some_and(|two| two.1 == word || two.0.eq_ignore_ascii_case(word));
    label || ALSO.iter().any(|(said, of)| *said == word && *of == key)
}

/// Further words that users type for a key.
const ALSO: &[(&str, &str)] = &[
    ("渠道", "channel"),
    ("类别", "category"),
    ("收到时间", "received"),
    ("承办单位", "unit"),
    ("办理结果", "outcome"),
    ("金额", "amount"),
    ("来源编号", "source_ref"),
    ("限阅", "restricted"),
    ("归档", "closed"),
    ("登记", "recorded"),
];

type Labels = &'static [(&'static str, Two)];

const ALL: [Labels; 5] = [FACTS, COLUMNS, PRIVATE, TEXTS, ACTS];

/// Names beside those of the table of facts: what is derived for a day, what conditions see of units.
const FACTS: Labels = &[
    ("next_due", Two("next due", "最近到期")),
    ("next_limit", Two("next limit", "最近时限")),
    ("days_late", Two("working days late", "超期工作日")),
    ("explained", Two("explained", "已说明")),
    ("provisional", Two("provisional", "暂定")),
    ("field", Two("field", "自定项")),
    ("fields", Two("field", "自定项")),
    ("rounds", Two("round", "轮次")),
    ("parties", Two("parties", "当事人")),
    ("role", Two("role", "身份")),
    ("overdue", Two("overdue", "超期")),
    ("channel_form", Two("form of the channel", "渠道形式")),
    ("unit_function", Two("unit's function", "承办单位")),
    ("unit_level", Two("unit's level", "承办单位层级")),
    ("holder_function", Two("function of the unit that holds it", "现承办单位")),
    ("holder_level", Two("level of the unit that holds it", "现承办单位层级")),
    ("received_by_function", Two("function of the unit that received it", "首问单位职能")),
    ("received_by_level", Two("level of the unit that received it", "首问单位层级")),
    ("unit_complained_about", Two("with the unit complained about", "由被投诉单位办理")),
    ("skips", Two("levels passed over", "越级数")),
    ("no_longer_complaint", Two("no longer a complaint", "改为非投诉")),
    ("category_before", Two("category until then", "原投诉类别")),
    ("owes_source", Two("owed to its source", "尚未答复来件单位")),
    ("missed", Two("missed limits", "超期时限")),
];

/// Other columns of reports.
const COLUMNS: Labels = &[
    ("case", Two("case", "投诉件")),
    ("limit", Two("limit", "时限")),
    ("limits", Two("limit", "时限")),
    ("rule", Two("rule", "依据")),
    ("rules", Two("rule", "依据")),
    ("act", Two("to do", "待办")),
    ("block", Two("block", "事项")),
    ("count", Two("count", "件数")),
    ("week", Two("week", "周")),
    ("half-month", Two("half-month", "半月")),
    ("month", Two("month", "月")),
    ("quarter", Two("quarter", "季度")),
    ("half-year", Two("half-year", "半年")),
    ("year", Two("year", "年")),
    ("duty", Two("duty", "日常检查")),
    ("day", Two("day", "日期")),
    ("found", Two("found", "发现件数")),
    ("every", Two("every", "频次")),
    ("times", Two("times", "次数")),
    ("units", Two("units", "单位")),
    ("days", Two("days", "日期")),
    ("by_time", Two("by the time", "截止时刻")),
    ("filing", Two("report", "报送事项")),
    ("period", Two("period", "所属期")),
    ("measure", Two("to improve", "整改内容")),
    ("filed", Two("filed on", "报送时间")),
    ("opinion", Two("draft opinion", "考核意见（草拟）")),
    ("receipt", Two("receipt", "回执")),
    ("paper", Two("paper", "材料")),
    ("recipient", Two("to", "报送对象")),
    ("last", Two("last done", "最近一次")),
    ("since", Two("since", "起始")),
    ("by", Two("recorded by", "记录人")),
    ("ground", Two("ground", "事由")),
    ("reason", Two("reason", "理由")),
    ("why", Two("why", "缘由")),
    ("requested", Two("requested", "申请时间")),
    ("answer", Two("finding", "核实结果")),
    ("checked", Two("checked", "核实时间")),
    ("checked_by", Two("checked by", "核实人")),
    ("reasoned", Two("reason recorded", "已记理由")),
    ("accountability", Two("accountability case", "责任追究件")),
    ("called", Two("called", "回访时间")),
    ("resolved", Two("resolved", "是否解决")),
    ("satisfied", Two("satisfied", "是否满意")),
    ("standing", Two("standing", "情况")),
    ("kind", Two("kind", "类型")),
    ("event", Two("event", "记录编号")),
    ("at", Two("recorded at", "记录时间")),
    ("what", Two("what", "内容")),
    ("returned", Two("given back", "退还时间")),
    ("summary", Two("summary", "摘要")),
    ("first", Two("first case", "首次投诉件")),
    ("indicator", Two("measure", "指标")),
    ("value", Two("value", "数值")),
    ("part", Two("so many", "件数")),
    ("whole", Two("of", "基数")),
    ("p90", Two("90 % within", "九成不超过")),
    ("max", Two("at most", "最长")),
    ("beside", Two("beside it", "另列")),
    ("date", Two("date", "日期")),
    ("hit", Two("so", "计入")),
    ("total", Two("total", "合计")),
    ("oldest", Two("oldest, working days", "最长工作日")),
    ("usual", Two("usually", "通常")),
    ("previous", Two("period before", "上期")),
    ("last_year", Two("last year", "上年同期")),
    ("probability", Two("probability", "偶然概率")),
    ("opening", Two("opening", "期初")),
    ("moved_in", Two("moved in", "转入")),
    ("woken", Two("duplicates woken", "恢复单办")),
    ("moved_out", Two("moved out", "转出")),
    ("duplicates", Two("duplicates linked", "并办")),
    ("closing", Two("closing", "期末")),
    ("flow", Two("what moved it", "变动")),
    ("route", Two("route", "流转")),
    ("history", Two("history", "经过")),
];

/// Private data.
const PRIVATE: Labels = &[
    ("complainant", Two("complainant", "投诉人")),
    ("representative", Two("representative", "代表人")),
    ("name", Two("name", "姓名")),
    ("file", Two("attachment", "附件名")),
    ("stored", Two("kept in", "存放位置")),
    ("sha256_", Two("checksum", "校验值")),
    ("phone", Two("phone", "联系电话")),
    ("email", Two("e-mail", "电子邮箱")),
    ("address", Two("address", "地址")),
    ("id_number", Two("identity number", "证件号码")),
    ("statement", Two("statement", "投诉内容")),
    ("place", Two("place", "发生地点")),
    ("demand", Two("demand", "诉求")),
];

/// Free texts of events.
const TEXTS: Labels = &[
    ("findings", Two("findings", "调查核实情况")),
    ("staff_action", Two("action on staff", "对责任人的处理")),
    ("lessons", Two("lessons and improvements", "教训与整改")),
    ("explanation", Two("explanation", "解释说明")),
    ("note", Two("note", "备注")),
    ("to", Two("to", "回复对象")),
    ("purpose", Two("purpose", "用途")),
    ("text", Two("text", "内容")),
];

/// Keys of acts, and keys of every event.
const ACTS: Labels = &[
    ("on", Two("happened on", "发生时间")),
    ("done_by", Two("done by", "经办人")),
    ("clock", Two("real time", "实际时间")),
    ("os", Two("account", "系统账户")),
    ("told", Two("told by", "告知方式")),
    ("via", Two("by", "联系方式")),
    ("outside", Two("matter outside our power", "职权外事项")),
    ("form", Two("form", "单据")),
    ("step", Two("step", "步骤")),
    ("steps", Two("step", "步骤")),
    ("approval", Two("approval", "审批")),
    ("approvals", Two("approval", "审批")),
    ("expected", Two("result expected", "预计办结")),
    ("until", Two("until", "延至")),
    ("from", Two("replied by unit", "回复单位")),
    ("partial", Two("partial", "部分回复")),
    ("handler", Two("handler", "经办人")),
    ("cc", Two("copy to", "抄送")),
    ("approver", Two("approved by", "审批人")),
    ("other", Two("other case", "对方投诉件")),
    ("set", Two("corrections", "更正内容")),
    ("verb", Two("command", "命令")),
    ("texts", Two("in which texts", "所在文字")),
    ("wording", Two("wording row", "措辞要求")),
    ("digest", Two("digest", "摘要值")),
    ("command", Two("command", "命令")),
    ("cases", Two("cases", "投诉件")),
    ("article", Two("article", "条款")),
    ("papers", Two("papers held", "在卷材料")),
    ("missing", Two("papers missing", "所缺材料")),
    ("kept_until", Two("kept until", "保存至")),
    ("retention", Two("retention", "保存期限依据")),
    ("check", Two("check", "抽查项目")),
    ("before", Two("before", "此前")),
    ("after", Two("after", "此后")),
    ("rows", Two("kept by", "执行依据")),
    ("kept", Two("kept", "执行")),
    ("overridden", Two("passed over", "破例")),
    ("broken", Two("broken", "违反")),
    ("scope", Two("scope", "范围")),
    ("map", Two("map", "对照表")),
    ("rejected", Two("rejected", "拒收")),
    ("known", Two("known before", "已有")),
    ("followed", Two("changes taken", "有变动并已跟进")),
    ("differs", Two("different", "不一致")),
    ("import_key", Two("key in the source", "来源主键")),
    ("kept_private", Two("texts kept private", "转入个人信息")),
    ("left", Two("left", "保留")),
    ("run", Two("import", "导入批次")),
    ("row", Two("row", "行号")),
    ("nil", Two("nothing found", "无发现")),
    ("item", Two("improvement", "整改事项")),
    ("deadline", Two("day by which it is done", "完成期限")),
    ("owner_person", Two("responsible", "责任人")),
    ("masked", Two("in part only", "部分遮盖")),
    ("series", Two("series", "编号序列")),
    ("number", Two("number", "文号")),
    ("template", Two("template", "模板")),
    ("of", Two("digest of the print", "打印内容摘要值")),
    ("replaces", Two("replaces", "替代")),
    ("wanted", Two("wanted", "应出具")),
    ("lacks", Two("lacks", "缺少")),
    ("sha256", Two("SHA-256", "SHA-256")),
    ("bytes", Two("bytes", "字节数")),
    ("result", Two("result", "结果")),
    ("present", Two("present", "参加人员")),
    ("present_codes", Two("present", "参加人员")),
    ("pieces", Two("pieces", "件数")),
    ("addressee", Two("served on", "受送达人")),
    ("how", Two("how", "方式")),
    ("failed", Two("not served", "未送达")),
    ("side", Two("for", "代表方")),
    ("organisation", Two("organisation", "单位名称")),
    ("persons", Two("persons", "人数")),
    ("authority", Two("authority attached", "附授权委托书")),
    ("ask", Two("ask first", "须问")),
    ("never", Two("never say", "勿说")),
    ("past", Two("no longer holds", "已过有效期")),
    ("words", Two("words", "关键词")),
    ("team", Two("team", "工作组")),
    ("notice", Two("notice", "公告")),
    ("incidents", Two("incident", "突发事件")),
    ("closed_on", Two("over", "结束时间")),
    ("matched", Two("matches by", "匹配")),
    ("document", Two("paper", "文书")),
    ("terms", Two("terms", "协议内容")),
    ("basis", Two("basis", "赔付依据")),
    ("body", Two("reviewing body", "复查复核机构")),
    ("decision", Two("decision", "复查复核决定")),
    ("award", Two("awarded", "裁定金额")),
    ("sent", Two("lodged", "提起时间")),
    ("carried_out", Two("carried out", "执行")),
    ("remind", Two("reminder", "提醒")),
    ("section", Two("kind of row", "制度部分")),
    ("more", Two("now also", "新增")),
    ("fewer", Two("no longer", "减少")),
    ("held", Two("held back by", "暂不删除的原因")),
    ("refused", Two("refused because", "拒收事由")),
    ("recipient_name", Two("to", "接收人")),
    ("source_name", Two("from", "来源")),
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn a_key_has_one_name_and_none_is_empty() {
        let mut seen = HashSet::new();
        for fact in CaseFact::all() {
            seen.extend([fact.key(), fact.name()]);
        }
        for (key, name) in ALL.into_iter().flatten() {
            assert!(seen.insert(key), "{key} has two labels");
            assert!(!name.0.is_empty() && !name.1.is_empty(), "{key}");
        }
    }

    #[test]
    fn every_fact_and_every_private_field_has_a_name() {
        let private = crate::domain::gate::verbs::intake::PRIVATE.iter().copied();
        let facts = crate::domain::query::view::names().chain(private);
        let bare: Vec<_> = facts.filter(|key| find(key).is_none()).collect();
        assert!(bare.is_empty(), "{bare:?}");
    }

    #[test]
    fn a_heading_is_the_label_with_a_capital() {
        assert_eq!((heading("due", Lang::En), label("due", Lang::En)), ("Due".into(), "due".into()));
        assert_eq!((heading("due", Lang::Zh), heading("own_field", Lang::En)), ("到期".into(), "own_field".into()));
    }
}
