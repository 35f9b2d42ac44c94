//! The sections of a first map for what became of the cases: accepted, assigned, answered, ended.

use super::columns::Column;
use super::words::{ANSWERED, CLOSED, DECLINED, OPEN, REFERRED, STATUSES, WITHDRAWN};
use super::write::{FirstMap, quoted};
use crate::domain::value::texts::folded;
use crate::say;
use std::cell::Cell;

impl FirstMap<'_> {
    pub(super) fn acts(&mut self) {
        let lang = self.lang;
        self.line("\n[accepted]");
        if let Some(on) = self.column("accepted", "on") {
            self.date("on", on);
        }
        let (unit, person) = (self.column("assigned", "unit"), self.column("assigned", "person"));
        if let Some(column) = unit.or(person) {
            self.line("\n[assigned]");
            self.line(&format!("when = {{ column = {}, set = true }}", quoted(&column.name)));
            if let Some(on) = self.column("assigned", "on") {
                self.date("on", on);
            }
            if let Some(column) = unit {
                let units = &self.project.directory.units;
                let titles: Vec<(String, Vec<String>)> = units
                    .iter()
                    .map(|unit| (unit.code.to_string(), vec![unit.code.to_string(), unit.title().zh, unit.title().en]))
                    .collect();
                self.codes("unit", column, &titles);
            }
            if let Some(column) = person {
                self.line(&format!("person = {}", quoted(&column.name)));
            }
        }
        let status = self.column("status", "");
        let said = |words: &[&str]| -> Vec<String> {
            let all = status.and_then(Column::codes).unwrap_or_default();
            all.iter()
                .filter(|(value, _)| words.contains(&folded(value).as_str()))
                .map(|(value, _)| quoted(value))
                .collect()
        };
        let (closed, answered) = (said(CLOSED), said(ANSWERED));
        let (on_reply, on_close) = (self.column("replied", "on"), self.column("closed", "on"));
        // The first condition on the status names the words of open cases too: a word that comes later is asked of the map.
        let is_first = Cell::new(true);
        let when = |words: &[String]| {
            let column = status.map(|column| quoted(&column.name)).unwrap_or_default();
            let other = if is_first.take() { format!(", other = [{}]", said(OPEN).join(", ")) } else { String::new() };
            format!("when = {{ column = {column}, is = [{}]{other} }}", words.join(", "))
        };
        let (on, findings) = (on_reply.or(on_close), self.column("replied", "findings"));
        let words: Vec<String> = answered.iter().chain(&closed).cloned().collect();
        if on.is_some() || findings.is_some() || !words.is_empty() {
            self.line("\n[replied]");
            if !words.is_empty() && on_reply.is_none() {
                self.line(&when(&words));
            } else if let (None, Some(column)) = (on, findings) {
                self.line(&format!("when = {{ column = {}, set = true }}", quoted(&column.name)));
            }
            self.day("on", on);
            self.reply();
        }
        if on.is_some() || !closed.is_empty() {
            self.line("\n[closed]");
            // A case that was reopened is open, and has the day on which it was closed before.
            let is_by_day = on_close.is_some() && (closed.is_empty() || self.column("reopened", "on").is_some());
            if closed.is_empty() && on_close.is_none() {
                self.comment(&say!(
                    lang,
                    "No status says that a case was closed: name the words, or leave [closed] out.",
                    "没有找到表示办结的状态：请写明，或删去 [closed]。"
                ));
                self.line("when = { column = '?', is = ['?'] }");
            } else if !is_by_day {
                self.line(&when(&closed));
            }
            self.day("on", on_close.or(on));
            match self.column("closed", "outcome") {
                Some(column) => self.codes("outcome", column, &self.titles("outcome")),
                None => self.line("outcome = { const = 'answered' }"),
            }
        }
        for (name, words) in [("withdrawn", WITHDRAWN), ("declined", DECLINED), ("referred", REFERRED)] {
            let words = said(words);
            let own = self.column(name, "on").filter(|on| on.filled > 0 || words.is_empty());
            if words.is_empty() && own.is_none() {
                continue;
            }
            self.line(&format!("\n[{name}]"));
            if own.is_none() {
                self.line(&when(&words));
            }
            self.day("on", own.or(on_close).or(on_reply));
            if name == "referred" {
                self.comment(&say!(lang, "The body to which it was referred.", "移送去向。"));
                self.line("to = '?'");
            }
        }
        if let Some(on) = self.column("reopened", "on") {
            self.line("\n[reopened]");
            self.date("on", on);
            self.line(
                say!(lang, "reason = {{ const = 'reopened at the source' }}", "reason = {{ const = '来源重开' }}")
                    .as_str(),
            );
        }
        if let Some(column) = status {
            let ends = [WITHDRAWN, DECLINED, REFERRED];
            self.other_words(column, words.is_empty() && ends.iter().all(|words| said(words).is_empty()));
        }
    }

    /// What the map makes nothing of among the words of a status: those that say neither how a case ended nor that it is open.
    fn other_words(&mut self, column: &Column, unused: bool) {
        let (lang, name) = (self.lang, &column.name);
        let is_known = |value: &str| STATUSES.iter().any(|words| words.contains(&folded(value).as_str()));
        let values = self.plain_values(column, &|value| unused || !is_known(value));
        if unused {
            self.line("");
            self.comment(&say!(
                lang,
                "{name} is not used: none of its words says how a case ended ({values}).",
                "“{name}”未用：其中没有已知的办结用语（{values}）。"
            ));
        } else if !values.is_empty() {
            self.line("");
            self.comment(&say!(
                lang,
                "These words of {name} are not known, and rows that have them are not taken: {values}. Name one that says how a case ended in [closed], [referred], [declined] or [withdrawn], and one of open cases in other = […].",
                "“{name}”中以下用语含义不明，含有它们的行不会导入：{values}。表示案件如何了结的，请写入 [closed]、[referred]、[declined] 或 [withdrawn]；表示在办的，请写入 other = […]。"
            ));
        }
    }

    /// The values of a column of codes with their counts, without those that the guard refuses.
    fn plain_values(&self, column: &Column, wanted: &dyn Fn(&str) -> bool) -> String {
        let values = column.codes().unwrap_or_default();
        let shown = values
            .iter()
            .filter(|(value, _)| wanted(value) && self.is_plain(value))
            .map(|(value, count)| format!("{value} {count}"));
        shown.take(12).collect::<Vec<_>>().join(say!(self.lang, ", ", "、").as_str())
    }

    /// The day of an act, or `?` where no column tells it.
    fn day(&mut self, key: &str, column: Option<&Column>) {
        match column {
            Some(column) => self.date(key, column),
            None => {
                self.comment(&say!(
                    self.lang,
                    "No column tells when: name one, or that of the receipt.",
                    "没有相应的日期列：请指定一列，或用收到日期一列。"
                ));
                self.line(&format!("{key} = '?'"));
            }
        }
    }

    fn reply(&mut self) {
        if let Some(column) = self.column("replied", "findings") {
            self.line(&format!("findings = {}", quoted(&column.name)));
        }
        if let Some(column) = self.column("replied", "compensation") {
            self.line(&format!("compensation = {}", quoted(&column.name)));
        }
        if let Some(column) = self.column("replied", "responsibility") {
            self.codes("responsibility", column, &self.titles("responsibility"));
        }
        if let Some(column) = self.column("replied", "satisfaction") {
            let known: Vec<(String, Vec<String>)> = [
                ("satisfied", "满意", "非常满意"),
                ("basically", "基本满意", "一般"),
                ("no", "不满意", "非常不满意"),
                ("unreached", "未联系上", "无法联系"),
            ]
            .into_iter()
            .map(|(code, a, b)| (code.to_string(), vec![code.to_string(), a.into(), b.into()]))
            .collect();
            self.codes("satisfaction", column, &known);
        }
    }
}
