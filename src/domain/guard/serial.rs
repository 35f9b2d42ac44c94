//! Recognises by its context that a number is an amount, a count, or the number of a document.
//!
//! Invariant: an identity number with a correct check digit is always one, whatever its context.

use super::PersonalKind;
use std::ops::Range;

/// Whether the number at `bytes` of a normalised text is an amount, a count or a document number, and not a phone or
/// card.
pub(super) fn is_counted(plain: &str, bytes: &Range<usize>, kind: PersonalKind) -> bool {
    if kind == PersonalKind::IdentityNumber {
        return false;
    }
    let (before, after) = (&plain[..bytes.start], plain[bytes.end..].trim_start());
    // Nobody groups a sum or a serial number as mobile numbers are grouped.
    if kind == PersonalKind::MobilePhone && !plain[bytes.clone()].bytes().all(|b| b.is_ascii_digit() || b == b'+') {
        return false;
    }
    // Nobody counts things by the ten thousand million; 张 and some others are surnames too.
    let is_sum = || kind != PersonalKind::MobilePhone || SUMS.iter().any(|sum| before.trim_end().ends_with(sum));
    let unit = UNITS.iter().find(|unit| after.starts_with(**unit));
    let counted = unit.is_some_and(|unit| {
        (LARGE.contains(unit) || is_sum())
            && !NO_UNITS.iter().any(|no| after.starts_with(no))
            && !addresses(&after[unit.len()..])
    });
    counted || is_numbered(before) || before.trim_end().ends_with(['¥', '￥', '$', '€'])
}

/// Whether a word of address follows at once, or after a given name: a person is named, and the unit was a surname.
fn addresses(after: &str) -> bool {
    let mut rest = after;
    for _ in 0..3 {
        if ADDRESS.iter().any(|word| rest.starts_with(word)) {
            return true;
        }
        let mut letters = rest.chars();
        if !letters.next().is_some_and(char::is_alphabetic) {
            return false;
        }
        rest = letters.as_str();
    }
    false
}

/// Whether a text ends with a word for a document number, optionally followed by a colon or similar.
fn is_numbered(before: &str) -> bool {
    let word = before.trim_end_matches([' ', ':', '#', '(', '[', '.', '为', '是']);
    // "no" alone is a word of its own; a number's has a mark behind it.
    let is_marked = before[word.len()..].contains([':', '#', '.']);
    let word = word.to_lowercase();
    PAPERS.iter().any(|paper| word.ends_with(paper) && (*paper != "no" || is_marked))
}

const UNITS: &[&str] = &[
    "元", "角", "分", "号", "份", "单", "笔", "件", "次", "户", "张", "股", "万", "亿", "度", "吨", "米", "公里", "%",
];
/// Those of which a number of eleven digits may be told.
const LARGE: &[&str] = &["元", "角", "号", "股", "万", "亿", "度"];
/// Words before a sum.
const SUMS: &[&str] = &["共", "计", "达", "约", "超", "近", "过"];
const ADDRESS: &[&str] = &["先生", "女士", "小姐", "老师", "师傅", "同志", "大爷", "大妈", "阿姨", "经理", "老板"];
/// Words that begin like a unit of measure but are none.
const NO_UNITS: &[&str] = &[
    "分机", "号码", "单位", "次日", "户主", "件事", "万分", "元旦", "元月", "元宵", "号机", "角落", "分钟", "分行",
    "度假",
];
const PAPERS: &[&str] = &[
    "订单",
    "订单号",
    "订单编号",
    "工单",
    "工单号",
    "单号",
    "流水",
    "流水号",
    "编号",
    "凭证",
    "凭证号",
    "序列号",
    "序号",
    "sn",
    "合同",
    "合同号",
    "保单",
    "保单号",
    "票号",
    "发票号",
    "运单",
    "运单号",
    "快递",
    "交易号",
    "参考号",
    "批次号",
    "受理号",
    "案号",
    "文号",
    "表号",
    "户号",
    "设备号",
    "资产号",
    "no",
    "order",
    "order no",
    "order number",
    "ticket",
    "invoice",
    "serial",
    "serial number",
    "serial no",
    "ref",
    "reference",
    "№",
];
