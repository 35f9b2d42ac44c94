//! The parts of a work summary: sentences by rules over figures.

use super::phrases::{self, Earlier, count_change, joined, rate_change, share};
use super::{BY, SummaryFacts, Typical, place};
use crate::document::Block;
use crate::document::span::{Align, Span, Spans, plain};
use crate::document::table::Cell;
use crate::domain::Code;
use crate::domain::query::dimension::Dimension;
use crate::domain::value::amount::Amount;
use crate::domain::value::state::State;
use crate::report::context::ReportContext;
use crate::report::measures::Aside;
use crate::report::measures::tally::{Figure, Figures};
use crate::report::stats;
use crate::say;
use crate::text::names::{self, WordKind};
use crate::text::words::{count, is, periods_before, was};
use crate::text::{Lang, Two};

/// A paragraph of a document.
pub(super) fn prose(text: impl Into<String>) -> Block {
    Block::Prose { text: plain(text), align: Align::Left, indent: true }
}

pub(super) fn marked(text: Spans) -> Block {
    Block::Prose { text, align: Align::Left, indent: true }
}

/// Of a breakdown so many groups are named, the others together.
pub(super) const NAMED: usize = 5;

/// How often it was, where some cases had it more than once.
fn times(times: u64, cases: u64, lang: Lang) -> String {
    if times == cases { String::new() } else { say!(lang, " ({times} times in all)", "（共{times}件次）") }
}

/// Writes the parts.
pub(super) struct SummaryWriter<'a> {
    pub(super) facts: &'a SummaryFacts<'a>,
    pub(super) context: &'a ReportContext<'a>,
}

impl SummaryWriter<'_> {
    pub(super) fn lang(&self) -> Lang {
        self.context.lang
    }

    pub(super) fn total(&self, code: &str) -> Figure {
        self.facts.total().at(0, place(code), &[])
    }

    pub(super) fn by(&self, dimension: &str) -> &Figures {
        let further = || self.facts.further.iter().position(|known| known.key() == dimension).map(|at| BY.len() + at);
        &self.facts.by[BY.iter().position(|known| *known == dimension).or_else(further).unwrap_or(0)]
    }

    pub(super) fn name(&self, dimension: &str, value: &str) -> String {
        let further = || self.facts.further.iter().find(|known| known.key() == dimension).cloned();
        let named = Dimension::named(dimension).or_else(further);
        let named = named.map(|dimension| stats::group_cell(&dimension, value, self.context));
        match named {
            Some(Cell::Named { code, .. }) if code.is_empty() => match self.facts.masks {
                true => Two("not given, or of restricted cases", "未填及限制查看件").get(self.lang()).into(),
                false => Two("not given", "未填").get(self.lang()).into(),
            },
            Some(Cell::Named { name, .. } | Cell::Text(name)) => name,
            _ => value.into(),
        }
    }

    /// The comparisons with both earlier periods, as far as the desk was at work in them.
    fn compared(&self, of: impl Fn(Earlier) -> Option<String>) -> String {
        let all = Earlier::BOTH.into_iter().zip(self.facts.comparable).filter(|(_, comparable)| *comparable);
        joined(all.filter_map(|(earlier, _)| of(earlier)), self.lang())
    }

    fn count_compared(&self, code: &str, figures: &Figures, values: &[Code]) -> String {
        let now = figures.at(0, place(code), values).whole;
        self.compared(|earlier| {
            count_change(now, figures.at(earlier.place(), place(code), values).whole, earlier, self.lang())
        })
    }

    pub(super) fn rate_compared(&self, code: &str) -> String {
        let now = self.total(code);
        self.compared(|earlier| {
            rate_change(&now, &self.facts.total().at(earlier.place(), place(code), &[]), earlier, self.lang())
        })
    }

    /// The groups of a count in the order of size, each with its number.
    fn groups(&self, code: &str, dimension: &str) -> Vec<(Code, u64)> {
        let figures = self.by(dimension);
        let all = figures.groups(0, place(code)).map(|values| (values[0].clone(), figures.at(0, place(code), values)));
        let mut all: Vec<(Code, u64)> =
            all.map(|(value, figure)| (value, figure.whole)).filter(|(_, n)| *n > 0).collect();
        all.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        all
    }

    /// "by channel: telephone 170, 63.2%; …".
    fn breakdown(&self, dimension: &str, title: &str, groups: &[(Code, u64)]) -> Option<Block> {
        let lang = self.lang();
        let whole = self.total("received").whole;
        if groups.is_empty() || (groups.len() == 1 && groups[0].0.is_empty()) {
            return None;
        }
        let one = |name: &str, n: u64, anchor: String| {
            let figure = say!(lang, "{n}", "{n}件");
            let share = share(n, whole).map(|share| say!(lang, " ({share})", "，占{share}")).unwrap_or_default();
            [Span::Plain(say!(lang, "{name} ", "{name}")), Span::Figure { text: figure, anchor }, Span::Plain(share)]
        };
        let mut parts: Vec<[Span; 3]> = Vec::new();
        // A single one more is named too.
        let named = if groups.len() == NAMED + 1 { NAMED + 1 } else { NAMED };
        for (value, n) in groups.iter().take(named) {
            parts.push(one(&self.name(dimension, value), *n, format!("received,{value}")));
        }
        let rest: u64 = groups.iter().skip(named).map(|(_, n)| n).sum();
        if rest > 0 {
            parts.push(one(Two("others", "其他").get(lang), rest, "received".into()));
        }
        let mut text = vec![Span::Plain(say!(lang, "{title}: ", "{title}："))];
        let last = parts.len() - 1;
        for (at, part) in parts.into_iter().enumerate() {
            text.extend(part);
            let end = if at == last { Two(".", "。") } else { Two("; ", "；") };
            text.push(Span::Plain(end.get(lang).into()));
        }
        Some(marked(text))
    }

    /// 一、基本情况
    pub(super) fn overview(&self) -> Vec<Block> {
        let lang = self.lang();
        let received = self.total("received");
        let n = received.whole;
        let mut blocks = Vec::new();
        if n == 0 {
            blocks.push(prose(say!(lang, "No complaint was received.", "本期未发生投诉。")));
        } else {
            let compared = self.count_compared("received", self.facts.total(), &[]);
            let all = count(n, "complaint");
            let figure = say!(lang, "{all}", "{n}件");
            let verb = was(n);
            let mut text = vec![
                Span::Plain(Two("", "本期共收到投诉").get(lang).into()),
                Span::Figure { text: figure, anchor: "received".into() },
            ];
            let rest = joined([compared], lang);
            let rest = if rest.is_empty() { rest } else { say!(lang, ", {rest}", "，{rest}") };
            text.push(Span::Plain(say!(lang, " {verb} received{rest}.", "{rest}。")));
            let duplicates = received.beside.get(&Aside::Duplicates).copied().unwrap_or(0);
            if duplicates > 0 {
                let more = if duplicates == 1 {
                    "1 more is a duplicate".into()
                } else {
                    format!("{duplicates} more are duplicates")
                };
                text.push(Span::Plain(say!(
                    lang,
                    " {more} and handled with the first.",
                    "另有重复件{duplicates}件，并入原件办理。"
                )));
            }
            blocks.push(marked(text));
        }
        blocks.extend(self.apart());
        for (key, title) in [("channel", Two("By channel", "按渠道分")), ("category", Two("By category", "按类别分"))]
        {
            blocks.extend(self.breakdown(key, title.get(lang), &self.groups("received", key)));
        }
        for dimension in self.facts.further {
            let title = stats::column(dimension, self.context).title;
            let mut groups = self.groups("received", dimension.key());
            // Of many kinds of complaints nothing is given there: that comes last.
            groups.sort_by_key(|(value, _)| value.is_empty());
            blocks.extend(self.breakdown(dimension.key(), &say!(lang, "By {title}", "按{title}分"), &groups));
        }
        let reopened = self.facts.backlog.reopened;
        if reopened > 0 {
            let of = self.facts.backlog.cases_reopened;
            let (cases, verb) = (count(of, "case"), was(of));
            let times = times(reopened, of, lang);
            blocks.push(prose(say!(
                lang,
                "{cases} {verb} reopened in the period{times}.",
                "本期重新办理{of}件{times}。"
            )));
        }
        blocks.extend(self.ended());
        let (pending, late) = (self.facts.backlog.pending, self.facts.backlog.overdue);
        let day = phrases::day(self.context.day, lang);
        // Long after the period, what came in since is not told of.
        let of_then = match super::is_over(self.facts, self.context) {
            true => Two(" of those received by its end", "本期及以前收到的").get(lang),
            false => "",
        };
        if pending > 0 {
            let open = count(pending, "complaint");
            // What ran out since the period's end is none of its backlog.
            let since = super::is_over(self.facts, self.context);
            let of_late = match (late, since) {
                (0, false) if pending == 1 => Two("not overdue", "无超期").get(lang).into(),
                (1, false) if pending == 1 => Two("and overdue", "其中超期1件").get(lang).into(),
                (0, false) => Two("none of them overdue", "无超期").get(lang).into(),
                (0, true) => Two("none of them overdue since before its end", "无期末前到期而超期的").get(lang).into(),
                (late, false) => say!(lang, "{late} of them overdue", "其中超期{late}件"),
                (late, true) => {
                    say!(lang, "{late} of them overdue since before its end", "其中期末前到期而超期{late}件")
                }
            };
            let is = is(pending);
            blocks.push(prose(say!(
                lang,
                "On {day} {open}{of_then} {is} pending, {of_late}.",
                "截至{day}，{of_then}未结投诉{pending}件，{of_late}。"
            )));
        } else if n > 0 {
            blocks.push(prose(say!(lang, "On {day} none{of_then} is pending.", "截至{day}，{of_then}投诉无未结件。")));
        }
        blocks
    }

    /// What was received and is no complaint.
    fn apart(&self) -> Option<Block> {
        let lang = self.lang();
        let one = |(nature, n): (&Code, &u64)| {
            let name = self.name("nature", nature);
            say!(lang, "{name} {n}", "{name}{n}件")
        };
        let all: Vec<String> = self.facts.backlog.apart.iter().map(one).collect();
        let all = all.join(Two(", ", "、").get(lang));
        (!all.is_empty()).then(|| prose(say!(lang, "Counted apart: {all}.", "另有{all}，不计入投诉。")))
    }

    /// How many were ended in the period, and how.
    fn ended(&self) -> Option<Block> {
        let (lang, ended) = (self.lang(), &self.facts.backlog.ended);
        let all: u64 = ended.values().sum();
        if all == 0 {
            return None;
        }
        let one = |(state, n): (&State, &u64)| {
            let name = names::name(WordKind::State, state.code(), lang);
            say!(lang, "{name} {n}", "{name}{n}件")
        };
        let parts = ended.iter().map(one).collect::<Vec<_>>().join(Two(", ", "、").get(lang));
        let of = self.facts.backlog.cases_ended;
        let (cases, times) = (count(of, "case"), times(all, of, lang));
        Some(prose(say!(lang, "{cases} ended in the period{times}: {parts}.", "本期办结{of}件{times}，其中{parts}。")))
    }

    /// 二、主要特点及原因
    pub(super) fn features(&self) -> Vec<Block> {
        let lang = self.lang();
        let mut blocks = Vec::new();
        let (tested, periods) = self.facts.tested;
        let rose: Vec<String> = tested
            .iter()
            .filter(|one| one.rose)
            .map(|one| {
                let (name, n) = (self.name("category", &one.values[0]), one.count);
                let tenths = (one.before * 20 + periods as u64) / (2 * periods.max(1) as u64);
                let usual = format!("{}.{}", tenths / 10, tenths % 10);
                say!(
                    lang,
                    "{name} rose to {n} (usually {usual} a period)",
                    "“{name}”类投诉{n}件，高于此前各期平均{usual}件"
                )
            })
            .collect();
        if periods > 0 && self.total("received").whole > 0 {
            let before = periods_before(periods);
            let than = say!(lang, "{before}", "此前{periods}期");
            blocks.push(prose(match rose.is_empty() {
                true => say!(
                    lang,
                    "Compared with {than}, no category rose by more than chance explains.",
                    "与{than}相比，各类投诉均无超出偶然波动的上升。"
                ),
                false => {
                    say!(lang, "Compared with {than}: {}.", "与{than}相比：{}。", rose.join(Two("; ", "；").get(lang)))
                }
            }));
        }
        blocks.extend(self.months());
        blocks.extend(self.causes());
        let upheld = self.total("upheld");
        if upheld.whole > 0 {
            let (part, whole) = (upheld.part, upheld.whole);
            let at_fault = self.context.policy.responsibilities.iter().filter(|row| row.fault);
            let found = at_fault.map(|row| row.title.zh.as_str()).collect::<Vec<_>>().join("或");
            let was = was(part);
            let share = share(part, whole).map(|share| say!(lang, ", {share}", "，占{share}")).unwrap_or_default();
            let compared = self.rate_compared("upheld");
            let compared = if compared.is_empty() { compared } else { say!(lang, ", {compared}", "，{compared}") };
            let text = vec![
                Span::Plain(say!(lang, "Of {whole} decided, ", "已作责任认定的{whole}件中，认定为{found}的")),
                Span::Figure { text: say!(lang, "{part}", "{part}件"), anchor: "upheld".into() },
                Span::Plain(say!(lang, " {was} upheld{share}{compared}.", "{share}{compared}。")),
            ];
            blocks.push(marked(text));
        }
        blocks.extend(self.typical());
        blocks
    }

    /// Causes that were found, by number.
    fn causes(&self) -> Option<Block> {
        let lang = self.lang();
        let known: Vec<(Code, u64)> =
            self.groups("received", "cause").into_iter().filter(|(code, _)| !code.is_empty()).collect();
        if known.is_empty() {
            return None;
        }
        let one = |(code, n): &(Code, u64)| {
            let name = self.name("cause", code);
            say!(lang, "{name} {n}", "{name}{n}件")
        };
        let all = known.iter().take(NAMED).map(one).collect::<Vec<_>>().join(Two("; ", "；").get(lang));
        // A case may have several causes: the rest has no sum of cases.
        let more = if known.len() > NAMED { Two(", and others", "等").get(lang) } else { "" };
        Some(prose(say!(lang, "Causes recorded: {all}{more}.", "登记的原因：{all}{more}。")))
    }

    /// Cases that are told of.
    fn typical(&self) -> Vec<Block> {
        let lang = self.lang();
        if self.facts.typical.is_empty() {
            return Vec::new();
        }
        let one = |case: &Typical| {
            let (id, title) = (case.id, &case.title);
            let (category, unit) = (self.name("category", &case.category), self.name("unit", &case.unit));
            let day = phrases::day(case.answered, lang);
            let fault = self.context.policy.title_of("responsibility", &case.responsibility, lang);
            let offered = match case.offered.0 {
                0 => String::new(),
                _ => say!(lang, ", {} offered", "，提出赔付{}", self.money(case.offered)),
            };
            plain(say!(
                lang,
                "{id}: {title} ({category}); answered by {unit} on {day}; responsibility: {fault}{offered}.",
                "{title}（{id}，{category}）：{unit}于{day}回复，责任认定为“{fault}”{offered}。"
            ))
        };
        let items = self.facts.typical.iter().map(one).collect();
        vec![prose(Two("Cases to learn from:", "典型案例：").get(lang)), Block::List { first: Some(1), items }]
    }

    /// "160 CNY", "160元".
    pub(super) fn money(&self, sum: Amount) -> String {
        match (self.lang(), self.context.policy.desk.currency.as_str()) {
            (Lang::Zh, "CNY") => format!("{sum}元"),
            (Lang::Zh, currency) => format!("{sum}{currency}"),
            (Lang::En, currency) => format!("{sum} {currency}"),
        }
    }

    pub(super) fn title(&self, code: &str) -> String {
        crate::report::measures::ALL[place(code)].named(self.context)
    }
}
