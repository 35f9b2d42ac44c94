//! Counts cases by dimensions: which cases every measure counts, and which it leaves out.
//!
//! Invariant: each case is either counted (once in every combination of its values) or left out for one reason. Source:
//! `domain.md` §4 (complaints only, voided and duplicates out); `design.md` §2.1 for cases that are not understood.

use crate::domain::Code;
use crate::domain::case::Case;
use crate::domain::case::duplicate::DUPLICATE;
use crate::domain::policy::Policy;
use crate::domain::query::dimension::Dimension;
use crate::domain::query::term::Filter;
use crate::domain::value::state::State;
use std::collections::BTreeMap;

/// Why a case is left out of figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Out {
    /// Registered by mistake, or as a test.
    Voided,
    /// It has an event that this version does not know and must not ignore.
    NotUnderstood,
    /// It is a duplicate of another case.
    Duplicate,
    /// Not a complaint: an enquiry, counted separately.
    Apart,
}

impl Out {
    /// All reasons, in order of precedence: the first that applies is the one that counts.
    pub const ALL: [Self; 4] = [Self::Voided, Self::NotUnderstood, Self::Duplicate, Self::Apart];

    /// The code in JSON.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Voided => "voided",
            Self::NotUnderstood => "not_understood",
            Self::Duplicate => "duplicate",
            Self::Apart => "apart",
        }
    }
}

/// The cohort of a measure: which cases it counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cohort {
    /// The natures that are not complaints.
    pub apart: Vec<Code>,
}

impl Cohort {
    /// The cohort under a policy.
    #[must_use]
    pub fn of(policy: &Policy) -> Self {
        Self { apart: policy.natures.iter().filter(|n| n.apart).map(|n| n.code.clone()).collect() }
    }

    /// The cohort of a count of chosen cases: where a term asks for the nature, that is counted; else complaints only.
    #[must_use]
    pub fn asked(policy: &Policy, filter: &Filter) -> Self {
        if filter.asks_for("nature") { Self { apart: Vec::new() } } else { Self::of(policy) }
    }

    /// Why a case is left out; `None` if it counts.
    #[must_use]
    pub fn leaves_out(&self, case: &Case) -> Option<Out> {
        let is = |out: &Out| match out {
            Out::Voided => case.state == State::Voided,
            Out::NotUnderstood => case.not_understood,
            Out::Duplicate => case.is_duplicate() || (case.state == State::Closed && case.outcome == DUPLICATE),
            Out::Apart => self.apart.contains(&case.facts.nature),
        };
        Out::ALL.into_iter().find(is)
    }
}

/// A count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Cases by the values of the dimensions, in the order of the dimensions.
    pub counts: BTreeMap<Vec<Code>, u64>,
    /// The number of counted cases, each once.
    pub total: u64,
    /// The number of cases left out, by reason.
    pub out: BTreeMap<Out, u64>,
}

impl Tally {
    /// Counts a case.
    pub fn add(&mut self, case: &Case, by: &[Dimension], cohort: &Cohort) {
        if let Some(out) = cohort.leaves_out(case) {
            *self.out.entry(out).or_default() += 1;
            return;
        }
        self.total += 1;
        let mut all: Vec<Vec<Code>> = vec![Vec::with_capacity(by.len())];
        for dimension in by {
            let values = dimension.values(case);
            let with = |so_far: Vec<Code>| {
                values.iter().map(move |value| {
                    let mut longer = so_far.clone();
                    longer.push(value.clone());
                    longer
                })
            };
            all = all.into_iter().flat_map(with).collect();
        }
        for values in all {
            *self.counts.entry(values).or_default() += 1;
        }
    }

    /// Adds another count of the same dimensions.
    pub fn join(&mut self, other: Self) {
        self.total += other.total;
        for (values, count) in other.counts {
            *self.counts.entry(values).or_default() += count;
        }
        for (out, count) in other.out {
            *self.out.entry(out).or_default() += count;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_counts_once_in_each_combination_or_is_left_out() {
        let cohort = Cohort { apart: vec!["enquiry".into()] };
        let case = |channel: &str, causes: &[&str]| {
            let mut case = Case::default();
            case.facts.channel = channel.into();
            case.facts.causes = causes.iter().map(|c| (*c).into()).collect();
            case
        };
        let by = ["channel", "cause"].map(|key| Dimension::named(key).expect("known"));
        let mut tally = Tally::default();
        let mut cases = vec![case("phone", &["queue", "system"]), case("phone", &["queue"]), case("web", &[])];
        cases.push(Case { state: State::Voided, not_understood: true, ..case("web", &[]) });
        cases.push(Case { state: State::Closed, outcome: "duplicate".into(), ..case("web", &[]) });
        // Reopened since, so it counts.
        cases.push(Case { state: State::Assigned, outcome: "duplicate".into(), ..case("web", &[]) });
        cases.push(case("web", &[]));
        cases.last_mut().expect("a case").facts.nature = "enquiry".into();
        for case in &cases {
            tally.add(case, &by, &cohort);
        }
        let counts: Vec<_> = tally.counts.iter().map(|(k, n)| (k[0].as_str(), k[1].as_str(), *n)).collect();
        assert_eq!(counts, [("phone", "queue", 2), ("phone", "system", 1), ("web", "", 2)]);
        assert_eq!(tally.total, 4);
        assert_eq!(tally.out.into_iter().collect::<Vec<_>>(), [(Out::Voided, 1), (Out::Duplicate, 1), (Out::Apart, 1)]);
    }
}
