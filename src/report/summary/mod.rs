//! The work summary (投诉工作总结): a document of which every sentence follows by a rule from figures.
//!
//! Invariant: it says nothing that the figures do not; what has no figures is left out; the same figures give the same sentences. Source:
//! `domain.md` §5; the parts are those of summaries that desks write.

mod appendix;
mod backlog;
mod months;
mod parts;
mod phrases;
mod progress;
mod quality;
mod weak_points;

use crate::document::{Block, Document};
use crate::domain::Code;
use crate::domain::calendar::period::Period;
use crate::domain::case::Case;
use crate::domain::policy::improvement::Improvement;
use crate::domain::query::dimension::Dimension;
use crate::domain::value::amount::Amount;
use crate::domain::value::id::CaseId;
use crate::report::context::ReportContext;
use crate::report::definition::Definition;
use crate::report::hotspots::Tested;
use crate::report::measures::tally::Figures;
use crate::report::measures::{self, Measure};
use crate::say;
use crate::text::{Two, query};
pub use backlog::Backlog;
use chrono::NaiveDate;

/// The definition of the document.
pub const DEFINITION: Definition = Definition {
    title: Two("Work summary", "投诉工作总结"),
    row: Two("a sentence by a rule over the figures; what has none is left out", "一句按规则由数据得出；无数据的不写"),
    cohort: Two(
        "the period (last month if none is given); each figure as its measure says",
        "所指时间段（未指定时为上月）；各数据口径见相应指标",
    ),
    clock: Two(
        "compared with the period before and the same of last year, where the desk was at work in the whole of it; below a base of 20 as counts, without percent",
        "与上期、上年同期比较（本部门在该期内全程运行的）；基数不足 20 的只列件数，不列百分比",
    ),
    exclusions: Two(
        "voided cases, duplicates and what is no complaint; private data; restricted cases are counted and never told of",
        "已作废的件、重复件和非投诉；个人信息；限制查看的件只计数，不作案例",
    ),
    columns: &["indicator", "value", "part", "whole"],
};

/// The dimensions by which a summary breaks figures down, in the order of [`SummaryFacts::by`].
pub const BY: [&str; 5] = ["channel", "category", "cause", "unit", "month"];

/// What a summary is made of.
pub struct SummaryFacts<'a> {
    /// The period.
    pub period: Period,
    /// The figures of the period, the one before, the same of last year, by each dimension of [`BY`]; each has those of all complaints too.
    pub by: &'a [Figures],
    /// The dimensions of the policy's own choice, whose figures follow those of [`BY`].
    pub further: &'a [Dimension],
    /// The open cases that were received by the end of the period.
    pub backlog: Backlog,
    /// Whether the desk was at work in the whole of the period before, and of the same of last year.
    pub comparable: [bool; 2],
    /// The first receipt of all.
    pub begun: Option<NaiveDate>,
    /// What was tested for a rise, by category, and against how many periods.
    pub tested: (&'a [Tested], usize),
    /// The improvements.
    pub improvements: &'a [Improvement],
    /// Cases to tell of.
    pub typical: &'a [Typical],
    /// Whether there are restricted cases in which who asks has no part: they are counted, and of which group is not told.
    pub masks: bool,
    /// The head of the desk, or its unit.
    pub desk: &'a str,
    /// What it is called as a filing; by itself it is the work summary.
    pub title: Option<&'a str>,
}

impl SummaryFacts<'_> {
    /// Figures that have those of all complaints, at no values.
    fn total(&self) -> &Figures {
        &self.by[0]
    }
}

/// A case that is told of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typical {
    /// Its number.
    pub id: CaseId,
    /// Its title, which holds no private data.
    pub title: String,
    /// Its category.
    pub category: Code,
    /// The unit that answered.
    pub unit: Code,
    /// The day of the answer.
    pub answered: NaiveDate,
    /// The responsibility.
    pub responsibility: Code,
    /// What the answer offered.
    pub offered: Amount,
    /// How much it weighs: rows of `[[major]]`, then money.
    pub weight: (usize, i64),
}

/// So many cases are told of.
const TYPICAL: usize = 3;

impl Typical {
    /// A case as one to tell of: answered in the period, decided, and not restricted.
    #[must_use]
    pub fn of(case: &Case, period: &Period, context: &ReportContext<'_>) -> Option<Self> {
        let round = case.current()?;
        let answered = round.milestones.get("replied")?.date();
        let title = case.title.clone()?;
        let is_told = period.contains(answered) && !case.facts.restricted && !case.responsibility.is_empty();
        let major = crate::report::major::why(case, context.policy).len();
        let unit = round.answered.as_ref().map_or_else(|| case.unit.clone(), |by| by.unit.clone());
        let money = case.compensation.0.max(case.facts.amount.unwrap_or_default().0 / 100);
        (is_told && (major > 0 || case.compensation.0 > 0)).then(|| Self {
            id: case.id,
            title,
            category: case.facts.category.clone(),
            unit,
            answered,
            responsibility: case.responsibility.clone(),
            offered: case.compensation,
            weight: (major, money),
        })
    }

    /// Keeps the weightiest; the earlier number where they weigh the same.
    pub fn keep_few(all: &mut Vec<Self>) {
        all.sort_by(|a, b| b.weight.cmp(&a.weight).then(a.id.cmp(&b.id)));
        all.truncate(TYPICAL);
    }
}

/// The measures of a summary.
#[must_use]
pub fn measures() -> Vec<&'static Measure> {
    measures::ALL.to_vec()
}

/// The place of a measure among [`measures`].
pub(super) fn place(code: &str) -> usize {
    measures::ALL.iter().position(|measure| measure.code == code).unwrap_or(0)
}

/// Whether the period is past on the report's day.
fn is_over(facts: &SummaryFacts<'_>, context: &ReportContext<'_>) -> bool {
    facts.period.to.is_none_or(|to| to < context.day)
}

/// A title after a name that ends as it begins: 2026年第三季度, 季度形势分析.
fn after<'t>(name: &str, title: &'t str) -> &'t str {
    let ends = title.char_indices().map(|(at, _)| at).filter(|at| name.ends_with(&title[..*at]));
    &title[ends.max().unwrap_or(0)..]
}

/// The summary of a period.
#[must_use]
pub fn summary(facts: &SummaryFacts<'_>, context: &ReportContext<'_>) -> Document {
    let lang = context.lang;
    let name = query::period_title(&facts.period, lang);
    let is_over = is_over(facts, context);
    let until = phrases::day(context.day, lang);
    let desk = facts.desk;
    // A filing is called as its row is: 季度形势分析.
    let title = facts.title.unwrap_or(Two("work on complaints", "投诉工作总结").get(lang));
    let rest = after(&name, title);
    let heading = match is_over {
        true => say!(lang, "{desk}: {title}, {name}", "{desk}{name}{rest}"),
        false => say!(lang, "{desk}: {title}, {name}, up to {until}", "{desk}{name}{rest}（截至{until}）"),
    };
    let mut blocks = Vec::new();
    let cite = context.policy.cite.get(lang);
    // A rule in force requires it; other packs name the text from which their rows are taken.
    let of = if name.contains(" half of ") { format!("the {name}") } else { name.clone() };
    let required = context.policy.effective_from.is_some() && !cite.is_empty();
    blocks.push(parts::prose(match required {
        true => say!(
            lang,
            "As {cite} requires, this is the work on complaints in {of}.",
            "按照{cite}的要求，现将{name}投诉工作情况总结如下。"
        ),
        false => say!(lang, "This is the work on complaints in {of}.", "现将{name}投诉工作情况总结如下。"),
    }));
    let write = parts::SummaryWriter { facts, context };
    let sections: [(Two, Vec<Block>); 6] = [
        (Two("Complaints and results", "基本情况"), write.overview()),
        (Two("What stands out, and why", "主要特点及原因"), write.features()),
        (Two("Time and quality", "办理质效"), write.quality()),
        (Two("Weak points", "存在问题"), write.weak_points()),
        (Two("Improvements", "整改落实情况"), write.improvements()),
        (Two("Next steps", "下一步工作"), write.next_steps()),
    ];
    // A part of which nothing can be said has no heading; the numbers run on.
    for (n, (title, own)) in sections.into_iter().filter(|(_, own)| !own.is_empty()).enumerate() {
        let title = title.get(lang);
        let text = say!(lang, "{}. {title}", "{}、{title}", numeral(n + 1, lang));
        blocks.push(Block::Heading { level: 1, text });
        blocks.extend(own);
    }
    let day = phrases::day(context.day, lang);
    blocks.push(Block::Signature(vec![crate::document::span::plain(desk), crate::document::span::plain(day)]));
    blocks.extend(write.tables());
    Document { heading, blocks, ..Document::default() }
}

/// A number as it stands before a heading.
fn numeral(n: usize, lang: crate::text::Lang) -> String {
    match lang {
        crate::text::Lang::En => n.to_string(),
        crate::text::Lang::Zh => ["一", "二", "三", "四", "五", "六", "七", "八", "九"]
            .get(n - 1)
            .map_or_else(|| n.to_string(), |n| (*n).into()),
    }
}
