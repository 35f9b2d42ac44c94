//! The parts on weak points, improvements and next steps.

use super::parts::{NAMED, SummaryWriter, prose};
use super::phrases::{self, BASE, percent, tenths};
use super::place;
use crate::document::Block;
use crate::document::span::{Span, Spans, plain};
use crate::domain::Code;
use crate::report::measures::Aside;
use crate::report::measures::tally::Figure;
use crate::say;
use crate::text::Two;
use crate::text::words::count;

/// A unit is named when it lies so many tenths of a percentage point below the whole desk.
const BELOW: i64 = 50;

impl SummaryWriter<'_> {
    /// 四、存在问题
    pub(super) fn weak_points(&self) -> Vec<Block> {
        let lang = self.lang();
        let mut items: Vec<Spans> = Vec::new();
        let overdue = self.total("overdue");
        if overdue.whole > 0 {
            let (n, max) = (overdue.whole, overdue.greatest().unwrap_or(0));
            let unexplained = overdue.beside.get(&Aside::Unexplained).copied().unwrap_or(0);
            let explained = if unexplained == 0 {
                String::new()
            } else {
                say!(lang, ", {unexplained} without an explanation in time", "，其中{unexplained}件未在期限内说明")
            };
            let all = count(n, "complaint");
            items.push(plain(say!(
                lang,
                "{all} overdue, at most by {max} working days{explained}.",
                "超期未结{n}件，最长超期{max}个工作日{explained}。"
            )));
        }
        items.extend(self.units_below());
        let counts = [
            ("returned", Two("returned by the unit to which it was assigned", "被承办单位退回")),
            ("coerced", Two("with pressure on the complainant to withdraw", "存在迫使投诉人撤诉情形")),
            ("chased", Two("for which the complainant had to chase", "经投诉人催办")),
        ];
        for (code, name) in counts {
            let n = self.total(code).part;
            if n > 0 {
                let (name, cases) = (name.get(lang), count(n, "complaint"));
                items.push(vec![
                    Span::Figure { text: say!(lang, "{cases}", "{n}件"), anchor: code.into() },
                    Span::Plain(say!(lang, " {name}.", "{name}。")),
                ]);
            }
        }
        let back = self.total("on-time").beside.get(&Aside::SentBack).copied().unwrap_or(0);
        if back > 0 {
            let replies = if back == 1 { "reply was" } else { "replies were" };
            items.push(plain(say!(lang, "{back} {replies} sent back for rework.", "{back}件答复被退回重办。")));
        }
        match items.is_empty() {
            true if self.total("received").whole == 0 => Vec::new(),
            true => vec![prose(say!(lang, "The figures of this period name none.", "本期数据未反映需列明的问题。"))],
            false => vec![Block::List { first: Some(1), items }],
        }
    }

    /// Units that answered in time less often than the desk as a whole.
    fn units_below(&self) -> Option<Spans> {
        let lang = self.lang();
        let whole = tenths(&self.total("on-time"))?;
        let figures = self.by("unit");
        let mut below: Vec<(i64, Code, Figure)> = figures
            .groups(0, place("on-time"))
            .filter(|values| !values[0].is_empty())
            .map(|values| (values[0].clone(), figures.at(0, place("on-time"), values)))
            .filter(|(_, figure)| figure.whole >= BASE)
            .filter_map(|(unit, figure)| Some((tenths(&figure)?, unit, figure)))
            .filter(|(rate, ..)| whole - rate >= BELOW)
            .collect();
        below.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
        if below.is_empty() {
            return None;
        }
        let one = |(rate, unit, figure): &(i64, Code, Figure)| {
            let (name, rate) = (self.name("unit", unit), percent(*rate));
            let (part, all) = (figure.part, figure.whole);
            say!(lang, "{name} {rate} ({part} of {all})", "{name}{rate}（{all}件中{part}件）")
        };
        let units = below.iter().take(NAMED).map(one).collect::<Vec<_>>().join(Two("; ", "；").get(lang));
        let all = percent(whole);
        Some(plain(say!(
            lang,
            "In time at least 5 percentage points less often than the whole ({all}): {units}.",
            "按时办结率低于总体（{all}）5个百分点以上的单位：{units}。"
        )))
    }

    /// 五、整改落实情况
    pub(super) fn improvements(&self) -> Vec<Block> {
        let lang = self.lang();
        let period = &self.facts.period;
        let by_then = self.facts.improvements.iter().filter(|item| item.added.date() <= self.context.day);
        let all: Vec<_> = by_then.collect();
        let done = all.iter().filter(|item| item.done.is_some_and(|on| period.contains(on.date()))).count();
        let added = all.iter().filter(|item| period.contains(item.added.date())).count();
        let open = all.iter().filter(|item| item.done.is_none()).count();
        let late = all.iter().filter(|item| item.is_overdue(self.context.day, self.context.now)).count();
        if added + done + open == 0 {
            return Vec::new();
        }
        let overdue =
            if late == 0 { String::new() } else { say!(lang, ", {late} of them overdue", "，其中超期{late}项") };
        let day = phrases::day(self.context.day, lang);
        vec![prose(say!(
            lang,
            "In the period {added} were added and {done} done; on {day} {open} are open{overdue}.",
            "本期新增整改事项{added}项，完成{done}项；截至{day}，未完成{open}项{overdue}。"
        ))]
    }

    /// 六、下一步工作
    pub(super) fn next_steps(&self) -> Vec<Block> {
        let lang = self.lang();
        let mut items: Vec<Spans> = Vec::new();
        let overdue = self.total("overdue").whole;
        if overdue > 0 {
            let cases = count(overdue, "overdue complaint");
            items.push(plain(say!(lang, "Answer the {cases}.", "办结超期投诉{overdue}件。")));
        }
        let mut open: Vec<_> = self.facts.improvements.iter().filter(|item| item.done.is_none()).collect();
        open.sort_by_key(|item| (item.deadline, item.event));
        let named = open.iter().filter_map(|item| Some((item, item.measure.as_ref()?)));
        for (item, what) in named.take(NAMED) {
            let unit = self.name("unit", &item.unit);
            let by = item.deadline.map(|day| phrases::day(day.date(), lang));
            let by = by.map(|day| say!(lang, ", by {day}", "，{day}前完成")).unwrap_or_default();
            let what = what.trim_end_matches(['.', '。']);
            items.push(plain(say!(lang, "{what} ({unit}{by}).", "{what}（{unit}{by}）。")));
        }
        let rest = open.len().saturating_sub(NAMED);
        if rest > 0 {
            items.push(plain(say!(lang, "{rest} more improvements that are open.", "其余未完成的整改事项{rest}项。")));
        }
        if items.is_empty() { Vec::new() } else { vec![Block::List { first: Some(1), items }] }
    }
}
