//! The parts of a work summary: sentences by rules over figures.

use super::phrases::{self, BASE, Earlier, count_change, halves, joined, percent, rate_change, share, tenths};
use super::{BY, Facts, Typical, place};
use crate::document::Block;
use crate::document::span::{Align, Span, Spans, plain};
use crate::document::table::{Cell, Row, Table};
use crate::domain::Code;
use crate::domain::query::dimension::Dimension;
use crate::domain::value::amount::Amount;
use crate::report::context::ReportContext;
use crate::report::measures::Beside;
use crate::report::measures::tally::{Figure, Figures};
use crate::report::stats;
use crate::say;
use crate::text::words::{capital, count};
use crate::text::{Lang, Two};

/// A paragraph of a document.
pub(super) fn prose(text: impl Into<String>) -> Block {
    Block::Prose { text: plain(text), align: Align::Left, indent: true }
}

fn marked(text: Spans) -> Block {
    Block::Prose { text, align: Align::Left, indent: true }
}

/// Of a breakdown so many groups are named, the others together.
const NAMED: usize = 5;

/// A unit is named when it lies so many tenths of a percentage point below the whole desk.
const BELOW: i64 = 50;

/// Writes the parts.
pub(super) struct Writer<'a> {
    pub(super) facts: &'a Facts<'a>,
    pub(super) context: &'a ReportContext<'a>,
}

impl Writer<'_> {
    fn lang(&self) -> Lang {
        self.context.lang
    }

    fn total(&self, code: &str) -> Figure {
        self.facts.total.at(0, place(code), &[])
    }

    fn by(&self, dimension: &str) -> &Figures {
        &self.facts.by[BY.iter().position(|known| *known == dimension).unwrap_or(0)]
    }

    fn name(&self, dimension: &str, value: &str) -> String {
        let named = Dimension::named(dimension).map(|dimension| stats::group_cell(&dimension, value, self.context));
        match named {
            Some(Cell::Named { code, .. }) if code.is_empty() => Two("not given", "未填").get(self.lang()).into(),
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

    fn rate_compared(&self, code: &str) -> String {
        let now = self.total(code);
        self.compared(|earlier| {
            rate_change(&now, &self.facts.total.at(earlier.place(), place(code), &[]), earlier, self.lang())
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
    fn breakdown(&self, dimension: &str, title: Two) -> Option<Block> {
        let lang = self.lang();
        let whole = self.total("received").whole;
        let groups = self.groups("received", dimension);
        if groups.is_empty() || (groups.len() == 1 && groups[0].0.is_empty()) {
            return None;
        }
        let one = |name: &str, n: u64, anchor: String| {
            let figure = say!(lang, "{n}", "{n}件");
            let share = share(n, whole).map(|share| say!(lang, " ({share})", "，占{share}")).unwrap_or_default();
            [Span::Plain(say!(lang, "{name} ", "{name}")), Span::Figure { text: figure, anchor }, Span::Plain(share)]
        };
        let mut parts: Vec<[Span; 3]> = Vec::new();
        for (value, n) in groups.iter().take(NAMED) {
            parts.push(one(&self.name(dimension, value), *n, format!("received,{value}")));
        }
        let rest: u64 = groups.iter().skip(NAMED).map(|(_, n)| n).sum();
        if rest > 0 {
            parts.push(one(Two("others", "其他").get(lang), rest, "received".into()));
        }
        let mut text = vec![Span::Plain(say!(lang, "{}: ", "{}：", title.get(lang)))];
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
            let compared = self.count_compared("received", self.facts.total, &[]);
            let all = count(n, "complaint");
            let figure = say!(lang, "{all}", "{n}件");
            let verb = if n == 1 { "was" } else { "were" };
            let mut text = vec![
                Span::Plain(Two("", "本期共受理投诉").get(lang).into()),
                Span::Figure { text: figure, anchor: "received".into() },
            ];
            let rest = joined([compared], lang);
            let rest = if rest.is_empty() { rest } else { say!(lang, ", {rest}", "，{rest}") };
            text.push(Span::Plain(say!(lang, " {verb} received{rest}.", "{rest}。")));
            let duplicates = received.beside.get(&Beside::Duplicates).copied().unwrap_or(0);
            if duplicates > 0 {
                text.push(Span::Plain(say!(
                    lang,
                    " {duplicates} more are duplicates and handled with the first.",
                    "另有重复件{duplicates}件，并入原件办理。"
                )));
            }
            blocks.push(marked(text));
        }
        blocks.extend(self.breakdown("channel", Two("By channel", "按渠道分")));
        blocks.extend(self.breakdown("category", Two("By category", "按类别分")));
        let (pending, late) = (self.total("pending").whole, self.total("overdue").whole);
        let day = phrases::day(self.context.day, lang);
        if pending > 0 {
            let open = count(pending, "complaint");
            let of_late = if late == 0 {
                Two("none of them overdue", "无超期").get(lang).into()
            } else {
                say!(lang, "{late} of them overdue", "其中超期{late}件")
            };
            let is = if pending == 1 { "is" } else { "are" };
            blocks.push(prose(say!(
                lang,
                "On {day} {open} {is} pending, {of_late}.",
                "截至{day}，未结投诉{pending}件，{of_late}。"
            )));
        } else if n > 0 {
            blocks.push(prose(say!(lang, "On {day} none is pending.", "截至{day}，无未结投诉。")));
        }
        blocks
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
            let than = say!(lang, "the {periods} periods before", "此前{periods}期");
            blocks.push(prose(match rose.is_empty() {
                true => say!(
                    lang,
                    "Compared with {than}, no category rose by more than chance explains.",
                    "与{than}相比，各类投诉的变化均在偶然波动范围内。"
                ),
                false => {
                    say!(lang, "Compared with {than}: {}.", "与{than}相比：{}。", rose.join(Two("; ", "；").get(lang)))
                }
            }));
        }
        blocks.extend(self.causes());
        let upheld = self.total("upheld");
        if upheld.whole > 0 {
            let (part, whole) = (upheld.part, upheld.whole);
            let share = share(part, whole).map(|share| say!(lang, ", {share}", "，占{share}")).unwrap_or_default();
            let compared = self.rate_compared("upheld");
            let compared = if compared.is_empty() { compared } else { say!(lang, ", {compared}", "，{compared}") };
            let text = vec![
                Span::Plain(say!(lang, "Of {whole} decided, ", "已作责任认定的{whole}件中，认定我方负有责任的")),
                Span::Figure { text: say!(lang, "{part}", "{part}件"), anchor: "upheld".into() },
                Span::Plain(say!(lang, " were our fault or a shared one{share}{compared}.", "{share}{compared}。")),
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
        Some(prose(say!(lang, "Causes recorded: {all}.", "已查明的原因：{all}。")))
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
            let paid = match case.paid.0 {
                0 => String::new(),
                _ => say!(lang, ", {} paid", "，赔付{}", self.money(case.paid)),
            };
            plain(say!(
                lang,
                "{id}: {title} ({category}); answered by {unit} on {day}; responsibility: {fault}{paid}.",
                "{title}（{id}，{category}）：{unit}于{day}答复，责任认定为“{fault}”{paid}。"
            ))
        };
        let items = self.facts.typical.iter().map(one).collect();
        vec![prose(Two("Cases to learn from:", "典型案例：").get(lang)), Block::List { first: Some(1), items }]
    }

    /// 三、办理质效
    pub(super) fn quality(&self) -> Vec<Block> {
        let rates = [
            ("on-time", Two("Answered within the limit", "按时办结率")),
            ("response", Two("Contacted within the limit", "响应率")),
            ("resolved", Two("Resolved, as those called back say", "解决率")),
            ("satisfied", Two("Satisfied, as those called back say", "满意率")),
            ("complained-again", Two("Complained again", "再次投诉率")),
            ("once", Two("Once and done", "一次办结率")),
        ];
        let mut blocks: Vec<Block> = rates.into_iter().filter_map(|(code, name)| self.rate(code, name)).collect();
        blocks.extend(self.days("first-response", Two("First contact", "首次响应")));
        blocks.extend(self.days("handling-time", Two("Handling time", "办理时长")));
        blocks.extend(self.paid());
        blocks
    }

    /// "Answered within the limit: 92.3% (217 of 235), up 2.1 percentage points on …".
    fn rate(&self, code: &str, name: Two) -> Option<Block> {
        let lang = self.lang();
        let figure = self.total(code);
        let (part, whole) = (figure.part, figure.whole);
        if whole == 0 {
            return None;
        }
        let text = match share(part, whole) {
            Some(share) => say!(lang, "{share} ({part} of {whole})", "{share}（{whole}件中{part}件）"),
            None => say!(lang, "{part} of {whole}", "{whole}件中{part}件"),
        };
        let beside = [Beside::Exempted, Beside::NotTold, Beside::SentBack, Beside::Unreached, Beside::NotYetKnown];
        let beside = beside.into_iter().filter_map(|beside| {
            let (n, name) = (figure.beside.get(&beside)?, beside.name().1.get(lang));
            Some(say!(lang, "{name} {n}", "{name}{n}件"))
        });
        let rest = joined([self.rate_compared(code)].into_iter().chain(beside), lang);
        let rest = if rest.is_empty() { rest } else { say!(lang, ", {rest}", "，{rest}") };
        let name = name.get(lang);
        let text = vec![
            Span::Plain(say!(lang, "{name}: ", "{name}")),
            Span::Figure { text, anchor: code.into() },
            Span::Plain(say!(lang, "{rest}.", "{rest}。")),
        ];
        Some(marked(text))
    }

    /// "Handling time: median 3 working days, nine in ten within 9, at most 25."
    fn days(&self, code: &str, name: Two) -> Option<Block> {
        let lang = self.lang();
        let figure = self.total(code);
        let (median, n) = (halves(figure.median_halves()?), figure.whole);
        let (name, max) = (name.get(lang), figure.greatest()?);
        let p90 = match figure.p90().filter(|_| n >= BASE) {
            Some(p90) => say!(lang, ", nine in ten within {p90}", "，九成在{p90}个工作日内"),
            None => String::new(),
        };
        let text = vec![
            Span::Plain(say!(lang, "{name}: a median of ", "{name}中位数为")),
            Span::Figure {
                text: if median == "1" {
                    Two("1 working day", "1个工作日").get(lang).into()
                } else {
                    say!(lang, "{median} working days", "{median}个工作日")
                },
                anchor: code.into(),
            },
            Span::Plain(say!(lang, "{p90}, at most {max} ({n} cases).", "{p90}，最长{max}个工作日（共{n}件）。")),
        ];
        Some(marked(text))
    }

    fn paid(&self) -> Option<Block> {
        let lang = self.lang();
        let figure = self.total("compensation");
        if figure.part == 0 {
            return None;
        }
        let (n, sum) = (figure.part, Amount(i64::try_from(figure.paid).unwrap_or(i64::MAX)));
        let cases = count(n, "case");
        let sum = self.money(sum);
        let goodwill = figure.beside.get(&Beside::Goodwill).copied().unwrap_or(0);
        let of_them = if goodwill == 0 {
            String::new()
        } else {
            say!(lang, ", in {goodwill} of them without fault", "，其中无责补偿{goodwill}件")
        };
        Some(prose(say!(lang, "{sum} was paid in {cases}{of_them}.", "共赔付{n}件，金额{sum}{of_them}。")))
    }

    /// 四、存在问题
    pub(super) fn weak_points(&self) -> Vec<Block> {
        let lang = self.lang();
        let mut items: Vec<Spans> = Vec::new();
        let overdue = self.total("overdue");
        if overdue.whole > 0 {
            let (n, max) = (overdue.whole, overdue.greatest().unwrap_or(0));
            let unexplained = overdue.beside.get(&Beside::Unexplained).copied().unwrap_or(0);
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
        let back = self.total("on-time").beside.get(&Beside::SentBack).copied().unwrap_or(0);
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

    /// The tables at the end.
    pub(super) fn tables(&self) -> Vec<Block> {
        let lang = self.lang();
        let by_category = self.table("category", Two("Table 1: complaints by category", "附表1 分类别投诉情况"));
        let by_unit = self.table("unit", Two("Table 2: complaints by unit", "附表2 分单位投诉情况"));
        let _ = lang;
        [by_category, by_unit].into_iter().filter(|table| !table.rows.is_empty()).map(Block::Table).collect()
    }

    /// Received, in time, satisfied by the values of a dimension.
    fn table(&self, dimension: &str, title: Two) -> Table {
        let (lang, figures) = (self.lang(), self.by(dimension));
        let Some(by) = Dimension::named(dimension) else { return Table::default() };
        let codes = ["received", "on-time", "upheld", "satisfied"];
        let all = codes.iter().flat_map(|code| figures.groups(0, place(code)));
        let by = [by];
        let cells = |values: &[Code], figures: &Figures| {
            let received = figures.at(0, place("received"), values);
            let mut cells = vec![Cell::Int(i64::try_from(received.whole).unwrap_or(i64::MAX))];
            for code in &codes[1..] {
                let figure = figures.at(0, place(code), values);
                cells.push(crate::report::measures::tally::rate(figure.part, figure.whole));
                cells.push(crate::report::measures::tally::count(figure.whole));
            }
            cells
        };
        let row = |values: &Vec<Code>| {
            let name = stats::group_cell(&by[0], &values[0], self.context);
            Row { cells: std::iter::once(name).chain(cells(values, figures)).collect(), ..Row::default() }
        };
        let rows: Vec<Row> = stats::in_order(all, &by, self.context).into_iter().map(row).collect();
        let totals = Row {
            cells: std::iter::once(Cell::total(lang)).chain(cells(&[], self.facts.total)).collect(),
            ..Row::default()
        };
        let column = |key: &str, title: String| crate::document::table::Column { key: key.into(), title, right: true };
        let mut columns =
            vec![stats::column(&by[0], self.context), column("received", capital(self.title("received")))];
        for code in &codes[1..] {
            columns.push(column(code, capital(self.title(code))));
            columns.push(column(&format!("{code}_of"), Two("of", "基数").get(lang).into()));
        }
        Table { title: title.get(lang).into(), columns, rows, totals: Some(totals), ..Table::default() }
    }

    /// "160 CNY", "160元".
    fn money(&self, sum: Amount) -> String {
        match (self.lang(), self.context.policy.desk.currency.as_str()) {
            (Lang::Zh, "CNY") => format!("{sum}元"),
            (Lang::Zh, currency) => format!("{sum}{currency}"),
            (Lang::En, currency) => format!("{sum} {currency}"),
        }
    }

    fn title(&self, code: &str) -> &'static str {
        crate::report::measures::ALL[place(code)].title.get(self.lang())
    }
}
