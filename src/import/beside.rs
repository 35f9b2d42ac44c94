//! Rows of a register that are no cases: its totals, and what stands below the table (who made it, notes).
//!
//! Invariant: a row that gives a date of receipt is never one of them.

use super::rows::SourceRow;
use crate::domain::value::texts::folded;

/// What stands in the first cell of a row of totals.
const TOTALS: &[&str] = &[
    "合计",
    "总计",
    "小计",
    "共计",
    "累计",
    "总数",
    "本页合计",
    "本月合计",
    "total",
    "totals",
    "grand total",
    "subtotal",
    "sum",
];

/// How a row below the table begins, before a colon: `制表人：张三`.
const BELOW: &[&str] = &[
    "制表",
    "制表人",
    "填表人",
    "填报人",
    "填报单位",
    "填表日期",
    "填报日期",
    "审核",
    "审核人",
    "复核",
    "复核人",
    "负责人",
    "单位负责人",
    "部门负责人",
    "备注",
    "注",
    "说明",
    "联系人",
    "打印日期",
    "打印时间",
    "prepared by",
    "checked by",
    "note",
    "notes",
];

/// A row below the table has few cells with a text.
const FEW: usize = 4;

/// Whether a row is one of totals or stands below the table; `received` is what its date of receipt says.
pub(super) fn is_beside(record: &SourceRow, received: &str) -> bool {
    let mut texts = record.iter().map(str::trim).filter(|text| !text.is_empty());
    let Some(first) = texts.next() else { return false };
    if received.bytes().any(|byte| byte.is_ascii_digit()) && received.trim() != first {
        return false;
    }
    let first = folded(first);
    let word: String = first.chars().filter(|c| !c.is_whitespace()).collect();
    let word = word.trim_end_matches([':', '：']);
    let is_total = TOTALS.iter().any(|total| word == total.replace(' ', ""))
        || ["合计", "总计", "共计"].iter().any(|total| {
            // 合计：12件
            word.strip_prefix(total)
                .is_some_and(|rest| rest.trim_start_matches([':', '：']).starts_with(|c: char| c.is_ascii_digit()))
        });
    let below = || first.split_once([':', '：']).is_some_and(|(start, _)| BELOW.contains(&start.trim()));
    is_total || (below() && texts.count() < FEW)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[&str]) -> SourceRow {
        SourceRow::of(cells)
    }

    #[test]
    fn totals_and_notes_below_a_table_are_no_cases() {
        for cells in [
            &["合计", "", "12", "5"][..],
            &["", "合　计：", "", "12"],
            &["合计：12件", "", ""],
            &["Total", "", "7"],
            &["制表人：张三", "审核：李四", ""],
            &["注：本表不含咨询", "", ""],
            &["合计", "合计", "合计", "12"],
        ] {
            assert!(is_beside(&row(cells), cells.get(2).filter(|text| **text == "合计").unwrap_or(&"")), "{cells:?}");
        }
        for (cells, received) in [
            (&["1", "合计金额不符", "2026-10-02"][..], "2026-10-02"),
            (&["合计", "排队", "2026-10-02"], "2026-10-02"),
            (&["审核不严", "柜员"], ""),
            (&["负责人态度差", "", ""], ""),
            (&["合计金额不符", "", ""], ""),
            (&["", "", ""], ""),
        ] {
            assert!(!is_beside(&row(cells), received), "{cells:?}");
        }
    }
}
