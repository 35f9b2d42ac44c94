//! Headings of the columns of lists and reports, by their stable keys.

use crate::text::{Lang, Two};

/// The heading of a column, or its key where it has none.
#[must_use]
pub fn heading(key: &str, lang: Lang) -> String {
    find(key).map_or(key, |two| two.get(lang)).to_string()
}

/// The heading of a column, if it has one.
#[must_use]
pub fn find(key: &str) -> Option<Two> {
    HEADINGS.iter().find_map(|(known, name)| (*known == key).then_some(*name))
}

/// Headings by key.
pub const HEADINGS: &[(&str, Two)] = &[
    ("id", Two("Case", "编号")),
    ("status", Two("Status", "状态")),
    ("received", Two("Received", "收到")),
    ("recorded", Two("Recorded", "登记时间")),
    ("due", Two("Due", "到期")),
    ("category", Two("Category", "类别")),
    ("channel", Two("Channel", "渠道")),
    ("unit", Two("Unit", "单位")),
    ("person", Two("Handler", "承办人")),
    ("title", Two("Title", "标题")),
    ("source", Two("Source", "来源")),
    ("source_ref", Two("Source's number", "来件编号")),
    ("source_due", Two("Source's date", "来件限期")),
    ("nature", Two("Nature", "性质")),
    ("received_by", Two("Received by", "首问单位")),
    ("taken_by", Two("Taken by", "首问人")),
    ("against", Two("Unit complained about", "被投诉单位")),
    ("respondents", Two("Respondents", "被投诉人")),
    ("owner", Two("Owner", "客户所属单位")),
    ("assist", Two("Assisting units", "协办单位")),
    ("amount", Two("Amount", "涉及金额")),
    ("causes", Two("Causes", "原因")),
    ("tags", Two("Tags", "标签")),
    ("fields", Two("Fields", "自定项")),
    ("anonymous", Two("Anonymous", "匿名")),
    ("restricted", Two("Restricted", "限阅")),
    ("outcome", Two("Outcome", "处理结果")),
    ("responsibility", Two("Responsibility", "责任认定")),
    ("satisfaction", Two("Satisfaction", "满意程度")),
    ("compensation", Two("Compensation", "赔付金额")),
    ("level", Two("Level", "上报层级")),
    ("round", Two("Round", "轮次")),
    ("flags", Two("Flags", "标记")),
    ("links", Two("Links", "关联件")),
    ("next_due", Two("Next due", "最近到期")),
    ("next_limit", Two("Next limit", "最近时限")),
    ("days_late", Two("Working days late", "超期工作日")),
    ("overdue", Two("Overdue", "超期")),
    ("late", Two("Ever late", "曾超期")),
    ("explained", Two("Explained", "已说明")),
    ("provisional", Two("Provisional", "暂定")),
    ("accepted", Two("Accepted", "受理时间")),
    ("assigned", Two("Assigned", "转办时间")),
    ("contacted", Two("First contact", "首次联系时间")),
    ("replied", Two("Replied", "回复时间")),
    ("reported", Two("Form returned", "回报时间")),
    ("sourced", Two("Answered to the source", "答复来件单位时间")),
    ("closed", Two("Archived", "归档时间")),
    ("ended", Two("Ended", "结束时间")),
    ("paused", Two("Paused since", "中止起始")),
    ("returns", Two("Returns", "退回次数")),
    ("reworks", Two("Reworks", "重办次数")),
    ("contacts", Two("Contacts", "联系次数")),
    ("chases", Two("Chases", "催办次数")),
    ("files", Two("Files", "附件数")),
    ("escalations", Two("Escalations", "上报次数")),
    ("callbacks", Two("Callbacks", "回访次数")),
    ("overrides", Two("Gates passed over", "破例次数")),
    ("events", Two("Events", "记录数")),
    ("touched", Two("Last recorded", "最近记录")),
    ("policy", Two("Policy", "适用制度")),
    ("limit", Two("Limit", "时限")),
    ("rule", Two("Rule", "依据")),
    ("act", Two("To do", "待办")),
    ("block", Two("Block", "事项")),
    ("count", Two("Count", "件数")),
    ("duty", Two("Duty", "检查事项")),
    ("day", Two("Day", "日期")),
    ("found", Two("Found", "发现件数")),
    ("by", Two("Done by", "检查人")),
    ("every", Two("Every", "频次")),
    ("last", Two("Last done", "最近一次")),
    ("event", Two("Event", "记录编号")),
    ("case", Two("Case", "投诉件")),
];
