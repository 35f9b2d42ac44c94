//! Messages about units that cannot take a case: closed ones, those not open yet, and organisations outside this one.

use super::Talk;
use crate::say;
use chrono::NaiveDate;

pub(super) fn closed(t: &Talk<'_>, unit: &str, until: NaiveDate) -> String {
    let unit = t.names.coded("unit", unit, t.lang);
    say!(t.lang, "unit {unit} is closed since {until}", "单位 {unit} 自 {until} 起已撤销")
}

pub(super) fn not_yet(t: &Talk<'_>, unit: &str, from: NaiveDate) -> String {
    let unit = t.names.coded("unit", unit, t.lang);
    say!(t.lang, "unit {unit} opens on {from}", "单位 {unit} 自 {from} 起启用")
}

pub(super) fn outside(t: &Talk<'_>, unit: &str) -> String {
    let unit = t.names.coded("unit", unit, t.lang);
    say!(t.lang, "{unit} is an organisation outside; nothing is assigned to it", "{unit} 是外部单位，不能转办")
}
