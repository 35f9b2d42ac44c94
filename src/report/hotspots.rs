//! `redress report hotspots`: what rose, against what is usual, by a stated test.
//!
//! Counts of complaints vary as counts do. Of a group with x complaints in the period and y in the time it is compared with, x is one part
//! of x + y, of which each falls into the period with probability p = days of the period ÷ all days, if nothing changed: the exact
//! conditional test of two Poisson rates (Przyborowski and Wilenski 1940), one-sided, with the mid-probability. Many groups are compared,
//! so the probabilities are judged by Holm's method (1979): over all groups of a table the chance of naming anything where nothing rose is
//! at most 5 %.

use crate::document::table::{Cell, Row, Table, Tone};
use crate::domain::Code;
use crate::domain::calendar::period::Period;
use crate::domain::query::dimension::Dimension;
use crate::domain::query::tally::Tally;
use crate::report::context::ReportContext;
use crate::report::definition::Definition;
use crate::report::stats;
use crate::say;
use crate::text::Two;
use crate::text::words::{self, periods_before};
use std::collections::BTreeMap;

/// The definition of the report.
pub const DEFINITION: Definition = Definition {
    title: Two("Hot spots", "投诉热点"),
    row: Two(
        "a group of --by (category if none is given) that rose: more complaints than chance explains",
        "--by 所列维度（未指定时按类别）的一个上升分组：投诉量的增加不能以偶然波动解释",
    ),
    cohort: Two(
        "complaints received in the period (last month if none is given); compared with up to twelve such periods before it",
        "期内（未指定时为上月）收到的投诉；与此前至多十二个同类时间段比较",
    ),
    clock: Two(
        "one-sided test of two Poisson rates, by days: the exact conditional test with the mid-probability; Holm's method over all groups: the chance of naming anything where nothing rose is at most 5 %",
        "按天数折算，对两个泊松率作单侧条件精确检验（取 mid-p 值）；对全部分组按 Holm 法校正：实际无上升而误报的概率不超过 5%",
    ),
    exclusions: Two(
        "voided cases, duplicates and what is no complaint; groups that did not rise",
        "已作废的件、重复件和非投诉；未上升的分组不列",
    ),
    columns: &["count", "previous", "last_year", "usual", "probability"],
};

/// The level of the test: the chance of naming anything where nothing rose.
const LEVEL: f64 = 0.05;

/// How many periods it is compared with, at most.
pub const PERIODS: usize = 12;

/// The counts that are compared.
#[derive(Clone, Debug)]
pub struct Compared {
    /// The period.
    pub period: Period,
    /// The day up to which it is counted: the report's.
    pub until: chrono::NaiveDate,
    /// Its counts.
    pub now: Tally,
    /// The periods before it with their counts, the latest first; those before the desk's first complaint left out.
    pub before: Vec<(Period, Tally)>,
    /// The same period of last year.
    pub last_year: Option<Tally>,
}

/// A group that is tested.
#[derive(Clone, Debug, PartialEq)]
pub struct Tested {
    /// The values of its dimensions.
    pub values: Vec<Code>,
    /// Complaints in the period.
    pub count: u64,
    /// Complaints in the periods before.
    pub before: u64,
    /// The probability of so many or more if nothing changed.
    pub probability: f64,
    /// Whether it is named.
    pub rose: bool,
}

/// Tests all groups; those that rose come first, the least probable first.
#[must_use]
pub fn test(of: &Compared) -> Vec<Tested> {
    let days = |period: &Period| u64::try_from(period.days().unwrap_or(0)).unwrap_or(0);
    // Of a period that still runs, only the days that have passed.
    let passed = of.period.from.map_or(0, |from| (of.until - from).num_days() + 1);
    let own = days(&of.period).min(u64::try_from(passed).unwrap_or(0)).max(1);
    let (own, all) = (own, of.before.iter().map(|(period, _)| days(period)).sum::<u64>());
    let mut before: BTreeMap<&Vec<Code>, u64> = BTreeMap::new();
    for (values, n) in of.before.iter().flat_map(|(_, tally)| &tally.counts) {
        *before.entry(values).or_default() += n;
    }
    let mut groups: Vec<&Vec<Code>> = before.keys().copied().chain(of.now.counts.keys()).collect();
    groups.sort_unstable();
    groups.dedup();
    let mut tested: Vec<Tested> = groups
        .into_iter()
        .map(|values| {
            let count = of.now.counts.get(values).copied().unwrap_or(0);
            let before = before.get(values).copied().unwrap_or(0);
            let probability = if all == 0 { 1.0 } else { upper(count, count + before, own, own + all) };
            Tested { values: values.clone(), count, before, probability, rose: false }
        })
        .collect();
    tested.sort_by(|a, b| a.probability.total_cmp(&b.probability).then_with(|| a.values.cmp(&b.values)));
    let n = tested.len();
    for (at, one) in tested.iter_mut().enumerate() {
        let left = f64::from(u32::try_from(n - at).unwrap_or(u32::MAX));
        // Holm's method stops at the first that is not named.
        if one.probability * left > LEVEL {
            break;
        }
        one.rose = true;
    }
    tested
}

/// The probability that of `n` events `x` or more fall into `own` of `all` days, half of that of exactly `x` left out.
fn upper(x: u64, n: u64, own: u64, all: u64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
    let (share, n_f) = (own as f64 / all as f64, n as f64);
    let (hit, miss) = (share.ln(), (1.0 - share).ln());
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
    let term = |k: u64| {
        let k = k as f64;
        (ln_factorial(n_f) - ln_factorial(k) - ln_factorial(n_f - k) + k * hit + (n_f - k) * miss).exp()
    };
    let mut sum = term(x) / 2.0;
    for k in x + 1..=n {
        let next = term(k);
        sum += next;
        // Beyond the mean the terms fall quickly; the rest is less than what is kept of the last.
        if next < sum * 1e-12 {
            break;
        }
    }
    sum.min(1.0)
}

/// ln n!, by Stirling's series from 32 on (error below 1e-12).
fn ln_factorial(n: f64) -> f64 {
    if n < 32.0 {
        let mut product = 0.0;
        let mut k = 2.0;
        while k <= n {
            product += f64::ln(k);
            k += 1.0;
        }
        return product;
    }
    let series = 1.0 / (12.0 * n) - 1.0 / (360.0 * n.powi(3)) + 1.0 / (1260.0 * n.powi(5));
    n * n.ln() - n + 0.5 * (2.0 * std::f64::consts::PI * n).ln() + series
}

/// The table of what rose.
#[must_use]
pub fn hotspots(of: &Compared, by: &[Dimension], context: &ReportContext<'_>) -> Table {
    let lang = context.lang;
    let tested = test(of);
    let count = |tally: Option<&Tally>, values: &Vec<Code>| {
        tally.map_or(Cell::Empty, |tally| Cell::count(tally.counts.get(values).copied().unwrap_or(0)))
    };
    let periods = i64::try_from(of.before.len().max(1)).unwrap_or(1);
    let row = |one: &Tested| {
        let names = one.values.iter().zip(by).map(|(value, by)| stats::group_cell(by, value, context));
        // A mean per period, to one decimal.
        let usual = (i64::try_from(one.before).unwrap_or(i64::MAX) * 20 + periods) / (2 * periods);
        let figures = [
            Cell::count(one.count),
            count(of.before.first().map(|(_, tally)| tally), &one.values),
            count(of.last_year.as_ref(), &one.values),
            Cell::Decimal(usual, 1),
            probability(one.probability),
        ];
        Row { cells: names.chain(figures).collect(), tone: Tone::Warn, ..Row::default() }
    };
    let (period, n, m) = (of.period, tested.len(), of.before.len());
    let (groups, before) = (words::count(n as u64, "group"), periods_before(m));
    let mut notes = vec![match m {
        0 => say!(lang, "there is no earlier period to compare with", "没有更早的时间段可供比较"),
        _ => say!(
            lang,
            "{groups} tested against {before}; by chance alone anything is named in at most 5 % of such tables",
            "共检验 {n} 个分组，与此前 {m} 期比较；仅因偶然而误报的概率不超过 5%"
        ),
    }];
    notes.extend(stats::left_out(&of.now.out, None, lang));
    let title = DEFINITION.title.get(lang);
    Table {
        title: say!(lang, "{title}, {period}", "{title}（{period}）"),
        schema: "redress.hotspots/1",
        columns: by
            .iter()
            .map(|by| stats::column(by, context))
            .chain(DEFINITION.columns.iter().map(|key| context.column(key, true)))
            .collect(),
        rows: tested.iter().filter(|one| one.rose).map(row).collect(),
        notes,
        ..Table::default()
    }
}

/// A probability with six decimals; never 0.
fn probability(p: f64) -> Cell {
    #[expect(clippy::cast_possible_truncation, reason = "at most a million")]
    let millionths = (p * 1e6).round() as i64;
    Cell::Decimal(millionths.max(1), 6)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::period::PeriodKind;

    /// Counts with a mean, from a seed: the number of exponential steps within it.
    fn poisson(mean: f64, state: &mut u64) -> u64 {
        let mut next = || {
            *state ^= *state << 13;
            *state ^= *state >> 7;
            *state ^= *state << 17;
            #[expect(clippy::cast_precision_loss, reason = "53 bits are kept")]
            let fraction = ((*state >> 11) as f64 + 0.5) / (1u64 << 53) as f64;
            fraction
        };
        let (mut sum, mut n) = (-next().ln(), 0);
        while sum < mean {
            sum -= next().ln();
            n += 1;
        }
        n
    }

    fn tally(counts: impl Iterator<Item = u64>) -> Tally {
        let counts: BTreeMap<Vec<Code>, u64> =
            counts.enumerate().map(|(at, n)| (vec![Code::from(format!("class-{at:02}"))], n)).collect();
        Tally { total: counts.values().sum(), counts, ..Tally::default() }
    }

    /// A desk of 20 classes with `means` complaints in the period, and 20 in each of the `periods` before.
    fn desk(means: &[f64; 20], kind: PeriodKind, state: &mut u64) -> Compared {
        let period = Period::of(kind, chrono::NaiveDate::from_ymd_opt(2026, 10, 1).expect("a date"));
        let months = if kind == PeriodKind::Quarter { 3.0 } else { 1.0 };
        let now = tally(means.iter().map(|mean| poisson(mean * months, state)).collect::<Vec<_>>().into_iter());
        let mut before = Vec::new();
        let mut earlier = period;
        for _ in 0..PERIODS {
            earlier = earlier.previous().expect("a period");
            before
                .push((earlier, tally((0..20).map(|_| poisson(20.0 * months, state)).collect::<Vec<_>>().into_iter())));
        }
        Compared { period, until: period.to.expect("closed"), now, before, last_year: None }
    }

    #[test]
    fn noise_is_named_in_few_desks_and_a_doubled_class_in_nearly_all() {
        let mut state = 20_261_130_u64;
        let mut named = |means: &[f64; 20], kind| {
            (0..400).filter(|_| test(&desk(means, kind, &mut state)).iter().any(|one| one.rose)).count()
        };
        let mut doubled = [20.0; 20];
        doubled[7] = 40.0;
        let (noise, month, quarter) = (
            named(&[20.0; 20], PeriodKind::Month),
            named(&doubled, PeriodKind::Month),
            named(&doubled, PeriodKind::Quarter),
        );
        // 5 % are 20; three standard deviations more are 33.
        assert!(noise <= 33, "of 400 desks: noise {noise}, doubled in a month {month}, in a quarter {quarter}");
        // With 20 classes no test of a single month that keeps the 5 % finds more than about 85 %.
        assert!(month >= 280 && quarter >= 392, "{month} {quarter}");
    }

    #[test]
    fn probabilities_are_those_of_the_binomial_distribution() {
        // 8 of 10 in half of the time: (45 / 2 + 10 + 1) / 1024.
        assert!((upper(8, 10, 1, 2) - 33.5 / 1024.0).abs() < 1e-12);
        // 2 of 3 in a tenth: 3 · 0.01 · 0.9 / 2 + 0.001.
        assert!((upper(2, 3, 1, 10) - 0.0145).abs() < 1e-12);
        assert!((upper(0, 5, 1, 2) - (1.0 - 1.0 / 64.0)).abs() < 1e-12);
        assert!((ln_factorial(40.0) - (1..=40).map(|k| f64::from(k).ln()).sum::<f64>()).abs() < 1e-9);
    }
}
