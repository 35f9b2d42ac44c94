//! The parts on weak points, improvements and next steps.

use super::parts::{NAMED, SummaryWriter, prose};
use super::phrases::{self, BASE, percent, tenths};
use super::{Backlog, place};
use crate::document::Block;
use crate::document::span::{Span, Spans, plain};
use crate::domain::Code;
use crate::domain::policy::improvement::Improvement;
use crate::domain::value::moment::Moment;
use crate::report::measures::Aside;
use crate::report::measures::tally::Figure;
use crate::say;
use crate::text::Two;
use crate::text::words::{capital, count, is, was};

/// A unit or category is named when it lies so many tenths of a percentage point below the whole desk.
pub(super) const BELOW: i64 = 50;

/// A unit or category below the whole: its rate in tenths of a percent, its code, the figure.
pub(super) type GroupBelow = (i64, Code, Figure);

/// What is named wherever it happened.
pub(super) const COUNTED: [(&str, Two); 3] = [
    ("returned", Two("returned by the unit in charge", "被承办单位退回")),
    ("coerced", Two("with pressure on the complainant to withdraw", "存在迫使投诉人撤诉情形")),
    ("chased", Two("for which the complainant had to chase", "经投诉人催办")),
];

/// What was not reached, the answer in time first, by the measure of those where it is otherwise: of whom it is known, and what.
const MISSED: [(&str, Two, Two); 5] = [
    (
        "on-time",
        Two("whose limit fell in the period", "期限在本期届满"),
        Two("were not answered in time", "未按时办结"),
    ),
    (
        "response",
        Two("whose limit for a contact fell in the period", "首次联系期限在本期届满"),
        Two("were not contacted in time", "未按期联系"),
    ),
    ("coverage", Two("to be called back", "应回访"), Two("were not called back and reached", "未完成回访")),
    ("resolved", Two("reached in call-backs", "回访联系上"), Two("said that it was not resolved", "诉求未解决")),
    ("satisfied", Two("that rated the result", "已评价"), Two("were not satisfied", "未达到满意")),
];

impl SummaryWriter<'_> {
    /// 四、存在问题
    pub(super) fn weak_points(&self) -> Vec<Block> {
        let lang = self.lang();
        let mut items: Vec<Spans> = Vec::new();
        let Backlog { overdue: n, unexplained, days: max, .. } = self.facts.backlog;
        if n > 0 {
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
        items.extend(self.missed(&MISSED[0]));
        items.extend(self.below("unit", Two("units", "单位")));
        items.extend(self.below("category", Two("categories", "投诉类别")));
        for (code, name) in COUNTED {
            let n = self.total(code).part;
            if n > 0 {
                let (name, cases) = (name.get(lang), count(n, "complaint"));
                items.push(vec![
                    Span::Figure { text: say!(lang, "{cases}", "{n}件"), anchor: code.into() },
                    Span::Plain(say!(lang, " {name}.", "{name}。")),
                ]);
            }
        }
        items.extend(MISSED[1..].iter().filter_map(|what| self.missed(what)));
        let back = self.total("on-time").beside.get(&Aside::SentBack).copied().unwrap_or(0);
        if back > 0 {
            let replies = if back == 1 { "reply" } else { "replies" };
            let was = was(back);
            items.push(plain(say!(lang, "{back} {replies} {was} sent back for rework.", "{back}件回复被退回重办。")));
        }
        match items.is_empty() {
            true if self.total("received").whole == 0 => Vec::new(),
            true => vec![prose(say!(lang, "The figures of this period name none.", "本期数据未反映需列明的问题。"))],
            false => vec![Block::List { first: Some(1), items }],
        }
    }

    /// Those of which it is known, and of which it is otherwise; `None` if there are none.
    fn missed(&self, (code, asked, name): &(&str, Two, Two)) -> Option<Spans> {
        let (lang, figure) = (self.lang(), self.total(code));
        let (n, all) = (figure.whole.saturating_sub(figure.part), figure.whole);
        let (asked, name) = (asked.get(lang), name.get(lang).replacen("were ", &format!("{} ", was(n)), 1));
        (n > 0).then(|| {
            vec![
                Span::Plain(say!(lang, "Of {all} {asked}, ", "{asked}的{all}件中，")),
                Span::Figure { text: say!(lang, "{n}", "{n}件"), anchor: (*code).into() },
                Span::Plain(say!(lang, " {name}.", "{name}。")),
            ]
        })
    }

    /// Units or categories whose complaints were answered in time less often than those of the desk as a whole.
    fn below(&self, dimension: &str, what: Two) -> Option<Spans> {
        let lang = self.lang();
        let (whole, below) = self.below_in(dimension, 0)?;
        let one = |(rate, value, figure): &GroupBelow| {
            let (name, rate) = (self.name(dimension, value), percent(*rate));
            let (part, all) = (figure.part, figure.whole);
            say!(lang, "{name} {rate} ({part} of {all})", "{name}{rate}（{all}件中{part}件）")
        };
        let groups = below.iter().take(NAMED).map(one).collect::<Vec<_>>().join(Two("; ", "；").get(lang));
        let (all, what) = (percent(whole), capital(what.get(lang)));
        Some(plain(say!(
            lang,
            "{what} in time at least 5 percentage points less often than the whole ({all}): {groups}.",
            "按时办结率低于总体（{all}）5个百分点以上的{what}：{groups}。"
        )))
    }

    /// The rate of the whole in a period, and the groups that lie below it, the lowest first; `None` if there are none.
    pub(super) fn below_in(&self, dimension: &str, period: usize) -> Option<(i64, Vec<GroupBelow>)> {
        let whole = tenths(&self.facts.total().at(period, place("on-time"), &[]))?;
        let figures = self.by(dimension);
        let mut below: Vec<GroupBelow> = figures
            .groups(period, place("on-time"))
            .filter(|values| !values[0].is_empty())
            .map(|values| (values[0].clone(), figures.at(period, place("on-time"), values)))
            .filter(|(_, figure)| figure.whole >= BASE)
            .filter_map(|(unit, figure)| Some((tenths(&figure)?, unit, figure)))
            .filter(|(rate, ..)| whole - rate >= BELOW)
            .collect();
        below.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
        (!below.is_empty()).then_some((whole, below))
    }

    /// Those that were added by the end of the period.
    fn improvements_by_then(&self) -> Vec<&Improvement> {
        let until = self.facts.period.to.map_or(self.context.day, |to| to.min(self.context.day));
        self.facts.improvements.iter().filter(|item| item.added.date() <= until).collect()
    }

    /// 五、整改落实情况
    pub(super) fn improvements(&self) -> Vec<Block> {
        let lang = self.lang();
        let period = &self.facts.period;
        let all = self.improvements_by_then();
        let begun = |on: Moment| period.from.is_some_and(|from| on.date() < from);
        let before = all.iter().filter(|item| begun(item.added) && !item.done.is_some_and(begun)).count();
        let done = all.iter().filter(|item| item.done.is_some_and(|on| period.contains(on.date()))).count();
        let added = all.iter().filter(|item| period.contains(item.added.date())).count();
        let open = all.iter().filter(|item| item.done.is_none()).count();
        let late = all.iter().filter(|item| item.is_overdue(self.context.day, self.context.now)).count();
        let progress = self.progress();
        if added + done + open == 0 {
            return progress.into_iter().collect();
        }
        let overdue =
            if late == 0 { String::new() } else { say!(lang, ", {late} of them overdue", "，其中超期{late}项") };
        let day = phrases::day(self.context.day, lang);
        let checks: Vec<_> =
            all.iter().filter_map(|item| item.checked).filter(|c| period.contains(c.on.date())).collect();
        let (looked, back) = (checks.len(), checks.iter().filter(|checked| checked.after > 0).count());
        let looked_at = match (looked, back) {
            (0, _) => None,
            (looked, 0) => Some(say!(
                lang,
                "{looked} made earlier were looked at again: none came back.",
                "对已完成的整改事项回头看{looked}项，均未再次发生。"
            )),
            (looked, back) => Some(say!(
                lang,
                "{looked} made earlier were looked at again: in {back} it came back.",
                "对已完成的整改事项回头看{looked}项，其中{back}项再次发生。"
            )),
        };
        let begun = format!("{} {}", count(before as u64, "improvement"), was(before as u64));
        let (more, still_is) = (format!("{added} {}", was(added as u64)), is(open as u64));
        let moved = say!(
            lang,
            "{begun} open when the period began; {more} added in it and {done} done",
            "期初未完成整改事项{before}项，本期新增{added}项、完成{done}项"
        );
        let text = match super::is_over(self.facts, self.context) {
            false => say!(
                lang,
                "{moved}; on {day} {open} {still_is} open{overdue}.",
                "{moved}；截至{day}，未完成{open}项{overdue}。"
            ),
            true => {
                let end = before + added - done;
                let still = match (end, open) {
                    (0, _) => String::new(),
                    (_, 0) => say!(lang, ", all of them done by {day}", "，截至{day}均已完成"),
                    _ => say!(
                        lang,
                        ", of which {open} still {still_is} on {day}{overdue}",
                        "，截至{day}其中仍有{open}项未完成{overdue}"
                    ),
                };
                let was = was(end as u64);
                say!(lang, "{moved}; {end} {was} open at its end{still}.", "{moved}，期末未完成{end}项{still}。")
            }
        };
        progress.into_iter().chain([prose(text)]).chain(looked_at.map(prose)).collect()
    }

    /// 六、下一步工作
    pub(super) fn next_steps(&self) -> Vec<Block> {
        let lang = self.lang();
        let mut items: Vec<Spans> = Vec::new();
        let overdue = self.facts.backlog.overdue;
        if overdue > 0 {
            let cases = count(overdue, "overdue complaint");
            items.push(plain(say!(lang, "Answer the {cases}.", "办结超期投诉{overdue}件。")));
        }
        let mut open = self.improvements_by_then();
        open.retain(|item| item.done.is_none());
        open.sort_by_key(|item| (item.deadline, item.event));
        let named = open.iter().filter_map(|item| Some((item, item.measure.as_ref()?)));
        for (item, what) in named.take(NAMED) {
            let unit = self.name("unit", &item.unit);
            let by = item.deadline.map(|by| {
                let day = phrases::day(by.date(), lang);
                match self.context.is_past(by) {
                    true => say!(lang, ", was due by {day}", "，应于{day}前完成，已逾期"),
                    false => say!(lang, ", by {day}", "，{day}前完成"),
                }
            });
            let by = by.unwrap_or_default();
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
