//! What stands in the columns of registers: how a case stands, and what becomes a code.

use crate::domain::value::texts::folded;

/// Words of a status that say that a case has ended.
pub(super) const CLOSED: &[&str] = &[
    "已结",
    "办结",
    "已办结",
    "结案",
    "已结案",
    "归档",
    "已归档",
    "完成",
    "已完成",
    "关闭",
    "已关闭",
    "closed",
    "resolved",
    "completed",
    "done",
];
/// Words of a status that say that it was answered.
pub(super) const ANSWERED: &[&str] = &["已回复", "已答复", "已反馈", "待回访", "answered", "replied"];
/// Words of a status that say that it was withdrawn.
pub(super) const WITHDRAWN: &[&str] = &["撤诉", "已撤诉", "撤销", "已撤销", "已撤回", "withdrawn"];
/// Words of a status that say that it was declined.
///
/// 未受理 is none: it may mean that nothing was decided yet.
pub(super) const DECLINED: &[&str] = &["不予受理", "不受理", "declined", "rejected"];
/// Words of a status that say that it was referred to another body.
pub(super) const REFERRED: &[&str] = &["移送", "已移送", "移交", "已移交", "referred"];
/// Words of a status that say that a case is still handled, or not begun.
pub(super) const OPEN: &[&str] = &[
    "已收到",
    "已登记",
    "待受理",
    "未受理",
    "已受理",
    "受理中",
    "待处理",
    "处理中",
    "待办",
    "在办",
    "办理中",
    "未办结",
    "已转办",
    "已派单",
    "open",
    "pending",
    "new",
    "received",
    "registered",
    "in progress",
    "assigned",
    "accepted",
];

/// All known words of a status.
pub(super) const STATUSES: [&[&str]; 6] = [CLOSED, ANSWERED, WITHDRAWN, DECLINED, REFERRED, OPEN];

/// What registers call the channels.
const CHANNELS: &[(&str, &[&str])] = &[
    ("phone", &["来电", "电话", "热线", "客服热线", "call", "telephone"]),
    ("letter", &["来信", "信件", "信函", "书信", "mail", "post"]),
    ("visit", &["来访", "上门", "走访", "现场", "当面", "in person", "walk-in"]),
    ("web", &["网络", "网上", "网站", "微信", "公众号", "小程序", "app", "online", "website", "internet"]),
];

/// The code that a value stands for, and whether it is the code or its title: else it is likely only.
pub(super) fn code_of(key: &str, value: &str, known: &[(String, Vec<String>)]) -> Option<(String, bool)> {
    let value = folded(value);
    let found = |is: &dyn Fn(&str) -> bool| {
        let mut all = known.iter().filter(|(_, titles)| titles.iter().any(|title| is(&folded(title))));
        all.next().filter(|_| all.next().is_none()).map(|(code, _)| code.clone())
    };
    if let Some((code, _)) = known.iter().find(|(_, titles)| titles.iter().any(|title| folded(title) == value)) {
        return Some((code.clone(), true));
    }
    let channel = CHANNELS.iter().find(|(_, words)| key == "channel" && words.contains(&value.as_str()));
    let channel = channel.filter(|(code, _)| known.iter().any(|(known, _)| known == code));
    let is_long = value.chars().count() > 1;
    let like = || found(&|title| !title.is_empty() && (title.contains(&value) || value.contains(title)));
    channel.map(|(code, _)| (*code).to_string()).or_else(|| like().filter(|_| is_long)).map(|code| (code, false))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_a_title_or_likely_one_or_neither() {
        let known: Vec<(String, Vec<String>)> =
            [("visit", "上门"), ("letter", "信件"), ("attitude", "服务态度"), ("access", "服务渠道")]
                .map(|(code, zh)| (code.to_string(), vec![code.to_string(), zh.to_string()]))
                .into();
        let found = |key: &str, value: &str| code_of(key, value, &known);
        assert_eq!(found("channel", "上门"), Some(("visit".into(), true)));
        assert_eq!(found("channel", "来信"), Some(("letter".into(), false)));
        assert_eq!(found("category", "态度"), Some(("attitude".into(), false)));
        assert_eq!(found("category", "态度问题"), None);
        assert_eq!(
            (found("category", "服务"), found("category", "来信"), found("channel", "来电")),
            (None, None, None)
        );
    }
}
