//! The names of built-in codes of what happens beside the stages of a case: mediation, remedies, appeals, delivery,
//! incidents.
//!
//! Invariant: [`names`](crate::text::names) hands them out, and its tests check them.

use crate::text::Two;

/// Codes with their names, in the order for readers.
type Coded = &'static [(&'static str, Two)];

pub(super) const MEDIATIONS: Coded = &[
    ("session", Two("session held", "已调解")),
    ("agreed", Two("agreed", "达成协议")),
    ("failed", Two("failed", "调解不成")),
    ("kept", Two("agreement kept", "已履行")),
    ("broken", Two("agreement broken", "未履行")),
];

pub(super) const CHANNEL_FORMS: Coded = &[("oral", Two("oral", "口头")), ("written", Two("written", "书面"))];

pub(super) const REMEDIES: Coded = &[
    ("offer", Two("offered", "已提出")),
    ("accept", Two("accepted", "已接受")),
    ("refuse", Two("refused", "未接受")),
    ("pay", Two("paid", "已赔付")),
];

pub(super) const APPEALS: Coded = &[
    ("sent", Two("lodged", "已提起")),
    ("upheld", Two("decision upheld", "维持")),
    ("varied", Two("decision varied", "变更")),
    ("overturned", Two("decision overturned", "撤销")),
    ("withdrawn", Two("appeal withdrawn", "申请人撤回")),
    ("settled", Two("settled", "和解")),
    ("carried-out", Two("carried out", "已执行")),
];

pub(super) const INCIDENTS: Coded = &[
    ("outage", Two("outage", "停供故障")),
    ("mass", Two("mass complaint", "群体性投诉")),
    ("product", Two("product fault", "产品缺陷")),
    ("other", Two("other", "其他")),
];

pub(super) const DELIVERIES: Coded = &[
    ("hand", Two("by hand", "直接送达")),
    ("substitute", Two("to somebody for the addressee", "代收送达")),
    ("post", Two("by post", "邮寄送达")),
    ("electronic", Two("electronically", "电子送达")),
    ("left", Two("left at the address", "留置送达")),
    ("entrusted", Two("through another office", "委托送达")),
    ("notice", Two("by public notice", "公告送达")),
];
