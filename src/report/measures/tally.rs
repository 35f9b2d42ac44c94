//! Adds up observations: for each period, measure and combination of values a figure, and if wanted the cases behind it.
//!
//! Invariant: figures are sums, so two tallies of different cases joined are the tally of all of them. Each total counts an observation
//! once, also where a case has several values of a dimension.

pub use super::figure::{Figure, money, rate};
use super::{Again, Aside, FigureKind, Measure, Observation, Observed, What};
use crate::domain::Code;
use crate::domain::calendar::period::Period;
use crate::domain::case::Case;
use crate::domain::query::dimension::Dimension;
use crate::domain::query::tally::{Cohort, Out};
use crate::domain::value::id::CaseId;
use crate::report::context::ReportContext;
use crate::report::merged_units;
use crate::report::todo::Whose;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

/// An observation with the values of its dimensions, for lists of the cases behind a figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Behind {
    /// The place of the measure among those asked.
    pub measure: usize,
    /// The values of the dimensions.
    pub values: Vec<Code>,
    /// The case.
    pub case: CaseId,
    /// Its title, where everybody may see it.
    pub title: Option<String>,
    /// What was observed.
    pub seen: Observation,
}

/// What is asked of a tally.
#[derive(Clone, Copy)]
pub struct FigureRequest<'a> {
    /// The measures.
    pub measures: &'a [&'static Measure],
    /// The dimensions of the breakdown.
    pub by: &'a [Dimension],
    /// The periods; `None` for all days. An observation counts in each that contains its day.
    pub periods: &'a [Option<Period>],
    /// Whether to keep the cases behind the figures of the first period.
    pub behind: bool,
    /// Only what is attributed to this unit or person.
    pub whose: Option<&'a Whose>,
    /// Figures of the report's day tell only of what was received, or ran out, by this day: the end of a summary's period.
    pub until: Option<NaiveDate>,
}

/// Figures.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    periods: usize,
    measures: usize,
    /// Where the figures of each combination of values begin; those of the total have no values.
    groups: HashMap<Vec<Code>, usize>,
    /// For each group: by period and measure.
    figures: Vec<Figure>,
    /// The groups of the case that is being added.
    current: CaseGroups,
    /// The cases behind, in the order of the cases.
    pub behind: Vec<Behind>,
    /// Cases left out of every measure, by reason.
    pub out: BTreeMap<Out, u64>,
}

/// Adds what a case says to several breakdowns of the same measures, each of which is observed once.
pub fn add_each(
    all: &mut [Figures],
    wants: &[FigureRequest<'_>],
    case: &Case,
    (context, again): (&ReportContext<'_>, &Again),
    cohort: &Cohort,
) {
    let out = cohort.leaves_out(case);
    if let Some(out) = out {
        let received = case.received().map(crate::domain::value::moment::Moment::date);
        for (figures, want) in all.iter_mut().zip(wants) {
            let period = want.periods.first().copied().flatten();
            let day = units_day(want, context);
            let is_theirs = |whose: &Whose| whose.is_held_by(&case.unit, &case.person, context.directory, day);
            if !want.whose.is_none_or(is_theirs) {
                continue;
            }
            if period.is_none_or(|period| received.is_some_and(|on| period.contains(on))) {
                *figures.out.entry(out).or_default() += 1;
            }
        }
        if out != Out::Duplicate {
            return;
        }
    }
    let seen = Observed { case, context, again, until: wants.first().and_then(|want| want.until) };
    all.iter_mut().for_each(|figures| figures.current.clear());
    let mut within = Within::default();
    for (place, measure) in wants.first().map_or(&[][..], |want| want.measures).iter().enumerate() {
        if out.is_some() && measure.kind != FigureKind::Count {
            continue;
        }
        measure.observe(&seen, &mut |mut observation| {
            if out.is_some() {
                observation.what = What::Aside(Aside::Duplicates);
            }
            within.of = None;
            for (figures, want) in all.iter_mut().zip(wants) {
                within.ask(want.periods, observation.on);
                figures.put(&Put { measure: place, case, seen: &observation, within: &within.at, want, context });
            }
        });
    }
}

/// Which periods contain the day of an observation. Breakdowns that are told together mostly share their periods.
#[derive(Default)]
struct Within<'a> {
    of: Option<&'a [Option<Period>]>,
    /// Their places, ascending.
    at: Vec<usize>,
}

impl<'a> Within<'a> {
    fn ask(&mut self, periods: &'a [Option<Period>], on: Option<NaiveDate>) {
        if self.of.is_some_and(|known| std::ptr::eq(known, periods)) {
            return;
        }
        let contains = |period: &Option<Period>| match (period, on) {
            (Some(period), Some(on)) => period.contains(on),
            _ => true,
        };
        self.at.clear();
        self.at.extend((0..periods.len()).filter(|at| contains(&periods[*at])));
        self.of = Some(periods);
    }
}

/// The values of a case in the dimensions that do not depend on the observation.
type CaseValues = Vec<Option<Vec<Code>>>;

/// In which groups the observations of a case are. Most have the same unit, person and day, so a group is looked up once a case.
#[derive(Clone, Debug, Default)]
struct CaseGroups {
    /// The same for all cases.
    parts: Option<KeyParts>,
    values: Option<CaseValues>,
    /// Which of `begins` are those of an observation, by what decides its groups.
    known: Vec<(GroupKey, Range<usize>)>,
    /// Where the figures of groups begin.
    begins: Vec<usize>,
}

/// What of an observation decides its groups, as far as the dimensions ask for it.
#[derive(Clone, Debug)]
struct GroupKey {
    on: Option<NaiveDate>,
    unit: Code,
    person: Code,
}

/// What of an observation the dimensions ask for.
#[derive(Clone, Copy, Debug)]
struct KeyParts {
    on: bool,
    unit: bool,
    person: bool,
}

impl KeyParts {
    fn of(by: &[Dimension]) -> Self {
        let is_fact = |name: &str| by.iter().any(|by| matches!(by, Dimension::Fact(fact) if fact.name() == name));
        let on = by.iter().any(|by| matches!(by, Dimension::Received(_)));
        Self { on, unit: is_fact("unit"), person: is_fact("person") }
    }

    /// Whether an observation is in the groups of a key.
    fn fits(self, key: &GroupKey, seen: &Observation) -> bool {
        (!self.on || key.on == seen.on)
            && (!self.unit || key.unit == seen.unit)
            && (!self.person || key.person == seen.person)
    }
}

impl CaseGroups {
    fn clear(&mut self) {
        self.values = None;
        self.known.clear();
        self.begins.clear();
    }
}

/// An observation to be added.
struct Put<'a> {
    measure: usize,
    case: &'a Case,
    seen: &'a Observation,
    /// The places of the periods that contain its day.
    within: &'a [usize],
    want: &'a FigureRequest<'a>,
    context: &'a ReportContext<'a>,
}

/// The day whose units tell figures: periods that are compared are told with those of the first one's last day.
fn units_day(want: &FigureRequest<'_>, context: &ReportContext<'_>) -> NaiveDate {
    want.periods.first().copied().flatten().and_then(|period| period.to).unwrap_or(context.day)
}

impl Put<'_> {
    fn day(&self) -> NaiveDate {
        units_day(self.want, self.context)
    }

    /// With the units of the day.
    fn carried(&self, mut values: Vec<Code>, dimension: &Dimension) -> Vec<Code> {
        for value in &mut values {
            merged_units::carry(
                std::slice::from_mut(value),
                std::slice::from_ref(dimension),
                self.context.directory,
                self.day(),
            );
        }
        values
    }

    fn of_case(&self) -> CaseValues {
        let of = |dimension: &Dimension| match dimension {
            Dimension::Received(_) => None,
            Dimension::Fact(fact) if matches!(fact.name(), "unit" | "person") => None,
            other => Some(self.carried(other.values(self.case), other)),
        };
        self.want.by.iter().map(of).collect()
    }

    /// The values of a dimension that depend on the observation: unit and person as the measure attributes them, periods by the day of its
    /// cohort.
    fn of_observation(&self, dimension: &Dimension) -> Vec<Code> {
        match dimension {
            Dimension::Received(kind) => {
                vec![self.seen.on.map_or_else(Code::default, |on| Period::of(*kind, on).to_string().into())]
            }
            Dimension::Fact(fact) if fact.name() == "person" => vec![self.seen.person.clone()],
            other => self.carried(vec![self.seen.unit.clone()], other),
        }
    }

    /// Calls `each` with every combination of the values of the dimensions.
    fn combine(&self, known: &CaseValues, so_far: &mut Vec<Code>, each: &mut dyn FnMut(&[Code])) {
        let at = so_far.len();
        let Some(dimension) = self.want.by.get(at) else { return each(so_far) };
        let own;
        let values = match &known[at] {
            Some(values) => values,
            None => {
                own = self.of_observation(dimension);
                &own
            }
        };
        for value in values {
            so_far.push(value.clone());
            self.combine(known, so_far, each);
            so_far.pop();
        }
    }
}

impl Figures {
    fn put(&mut self, put: &Put<'_>) {
        let (want, seen) = (put.want, put.seen);
        let is_theirs = |whose: &Whose| whose.is_held_by(&seen.unit, &seen.person, put.context.directory, put.day());
        if put.within.is_empty() || !want.whose.is_none_or(is_theirs) {
            return;
        }
        (self.periods, self.measures) = (want.periods.len(), want.measures.len());
        for at in self.groups_of(put) {
            let begin = self.current.begins[at] + put.measure;
            for period in put.within {
                self.figures[begin + period * self.measures].add(&seen.what);
            }
        }
        if want.behind && put.within[0] == 0 {
            self.keep_behind(put);
        }
    }

    /// The places in [`CaseGroups::begins`] of the groups of an observation: the total, and every combination of the values of the dimensions.
    fn groups_of(&mut self, put: &Put<'_>) -> Range<usize> {
        let (seen, parts) = (put.seen, *self.current.parts.get_or_insert_with(|| KeyParts::of(put.want.by)));
        if let Some((_, known)) = self.current.known.iter().find(|(key, _)| parts.fits(key, seen)) {
            return known.clone();
        }
        let values = self.current.values.take().unwrap_or_else(|| put.of_case());
        let from = self.current.begins.len();
        let total = self.begin(&[]);
        self.current.begins.push(total);
        if !put.want.by.is_empty() {
            put.combine(&values, &mut Vec::with_capacity(put.want.by.len()), &mut |values| {
                let begin = self.begin(values);
                self.current.begins.push(begin);
            });
        }
        let found = from..self.current.begins.len();
        self.current.values = Some(values);
        let key = GroupKey { on: seen.on, unit: seen.unit.clone(), person: seen.person.clone() };
        self.current.known.push((key, found.clone()));
        found
    }

    /// Where the figures of a group begin.
    fn begin(&mut self, values: &[Code]) -> usize {
        if let Some(begin) = self.groups.get(values) {
            return *begin;
        }
        let begin = self.figures.len();
        self.figures.resize(begin + self.periods * self.measures, Figure::default());
        self.groups.insert(values.to_vec(), begin);
        begin
    }

    fn keep_behind(&mut self, put: &Put<'_>) {
        // Which observations a case that the reader may not see has would tell what came of it, and when.
        if put.case.is_masked() {
            return;
        }
        let values = self.current.values.take().unwrap_or_else(|| put.of_case());
        put.combine(&values, &mut Vec::with_capacity(put.want.by.len()), &mut |values| {
            self.behind.push(Behind {
                measure: put.measure,
                values: values.to_vec(),
                case: put.case.id,
                title: put.case.title.clone(),
                seen: put.seen.clone(),
            });
        });
        self.current.values = Some(values);
    }

    /// The figure at a place; empty if nothing was observed there.
    #[must_use]
    pub fn at(&self, period: usize, measure: usize, values: &[Code]) -> Figure {
        let is_known = period < self.periods && measure < self.measures;
        let begin = self.groups.get(values).filter(|_| is_known);
        begin.map(|begin| self.figures[begin + period * self.measures + measure].clone()).unwrap_or_default()
    }

    /// Adds the figures of later cases.
    pub fn join(&mut self, other: Self) {
        if other.periods > 0 {
            (self.periods, self.measures) = (other.periods, other.measures);
        }
        let mut figures = other.figures;
        for (values, from) in other.groups {
            let to = self.begin(&values);
            for at in 0..self.periods * self.measures {
                self.figures[to + at].join(std::mem::take(&mut figures[from + at]));
            }
        }
        self.behind.extend(other.behind);
        for (out, count) in other.out {
            *self.out.entry(out).or_default() += count;
        }
    }

    /// Keeps the groups whose value of a dimension `keep` accepts; totals stay. The number of values that went.
    pub fn retain(&mut self, dimension: usize, keep: &dyn Fn(&str) -> bool) -> usize {
        let mut gone = BTreeSet::new();
        let mut is_kept = |values: &[Code]| match values.get(dimension) {
            Some(value) if !keep(value) => {
                gone.insert(value.clone());
                false
            }
            _ => true,
        };
        self.groups.retain(|values, _| is_kept(values));
        self.behind.retain(|one| is_kept(&one.values));
        gone.len()
    }

    /// The figures of a period and measure in which something was observed, by values; those of the total have none.
    pub fn of(&self, period: usize, measure: usize) -> impl Iterator<Item = (&Vec<Code>, &Figure)> {
        let is_known = period < self.periods && measure < self.measures;
        let at = period * self.measures + measure;
        let all = self.groups.iter().filter(move |_| is_known);
        all.map(move |(values, begin)| (values, &self.figures[begin + at])).filter(|(_, figure)| !figure.is_empty())
    }

    /// The combinations of values of a period and measure, without the total.
    pub fn groups(&self, period: usize, measure: usize) -> impl Iterator<Item = &Vec<Code>> {
        self.of(period, measure).map(|(values, _)| values).filter(|values| !values.is_empty())
    }
}
