//! The months of a long period against each other: the average, the extremes, the low season.
//!
//! Invariant: only whole months in which the desk was at work count, those without a complaint too.

use super::parts::{SummaryWriter, prose};
use super::place;
use crate::document::Block;
use crate::domain::Code;
use crate::domain::calendar::period::{Period, PeriodKind};
use crate::say;
use crate::text::{Lang, Two};
use chrono::{Datelike, NaiveDate};

/// So many months, at least, are told of.
const LEAST: usize = 3;

/// A month below so many quarters of the average belongs to the low season.
const LOW_QUARTERS: u64 = 3;

impl SummaryWriter<'_> {
    /// "By month: …".
    pub(super) fn months(&self) -> Option<Block> {
        let lang = self.lang();
        let figures = self.by("month");
        let all: Vec<(NaiveDate, u64)> = self
            .whole_months()
            .map(|month| {
                let name: Code = month.to_string().into();
                (month.from.unwrap_or_default(), figures.at(0, place("received"), &[name]).whole)
            })
            .collect();
        let whole: u64 = all.iter().map(|(_, n)| n).sum();
        if all.len() < LEAST || whole == 0 {
            return None;
        }
        let months = all.len() as u64;
        let tenths = (whole * 20 + months) / (2 * months);
        let average = format!("{}.{}", tenths / 10, tenths % 10);
        let (most, fewest) = (all.iter().map(|(_, n)| *n).max()?, all.iter().map(|(_, n)| *n).min()?);
        if most == fewest {
            return Some(prose(say!(lang, "In each month {most}.", "各月均为{most}件。")));
        }
        let named = |is: &dyn Fn(u64) -> bool| {
            let names = all.iter().filter(|(_, n)| is(*n)).map(|(month, _)| name(*month, lang));
            names.collect::<Vec<_>>().join(Two(", ", "、").get(lang))
        };
        let (of_most, of_fewest) = (named(&|n| n == most), named(&|n| n == fewest));
        let low = named(&|n| 4 * n * months < LOW_QUARTERS * whole);
        let season = match low.as_str() {
            "" => String::new(),
            low => say!(
                lang,
                "; low season (below three quarters of the average): {low}",
                "；低于月均四分之三的淡季月份：{low}"
            ),
        };
        Some(prose(say!(
            lang,
            "By month: {average} on average; most in {of_most} ({most}), fewest in {of_fewest} ({fewest}){season}.",
            "按月看：月均{average}件，最多为{of_most}（{most}件），最少为{of_fewest}（{fewest}件）{season}。"
        )))
    }

    fn whole_months(&self) -> impl Iterator<Item = Period> {
        let period = self.facts.period;
        let begun = self.facts.begun.unwrap_or(NaiveDate::MAX);
        let (from, to) = (period.from.unwrap_or(NaiveDate::MAX), period.to.unwrap_or(NaiveDate::MIN));
        let day = self.context.day;
        let first = Period::of(PeriodKind::Month, from);
        let next = |month: &Period| Some(Period::of(PeriodKind::Month, month.to?.succ_opt()?));
        std::iter::successors(Some(first), next)
            .take_while(move |month| month.to.is_some_and(|end| end <= to && end <= day))
            .filter(move |month| month.from.is_some_and(|start| start >= from && begun <= start))
    }
}

fn name(month: NaiveDate, lang: Lang) -> String {
    match lang {
        Lang::En => month.format("%B").to_string(),
        Lang::Zh => format!("{}月", month.month()),
    }
}
