//! What is in a column.

use crate::domain::value::moment::Moment;
use crate::import::dates::{Clock, Dates};
use std::collections::HashMap;

/// More values than that are no codes.
const MOST: usize = 60;
/// Values of which the form of dates is looked at.
const SAMPLES: usize = 400;

/// A column with what was seen in it.
pub(super) struct Column {
    pub(super) name: String,
    pub(super) filled: u64,
    /// Distinct values with their counts, in the order of their first occurrence; none if there are too many.
    values: Option<(Vec<String>, HashMap<String, u64>)>,
    samples: Vec<String>,
    /// Whether no value occurred twice, as far as that was followed.
    pub(super) distinct: bool,
}

/// How the dates of a column are written.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum DateForm {
    /// As usual: nothing need be said.
    Usual,
    /// In this one form.
    One(&'static str),
    /// Some in one of these, some in another.
    Mixed(Vec<&'static str>),
    /// In each of these: only somebody who knows the source can say which.
    Several(Vec<&'static str>),
    /// Some in none that is known: a few of those.
    Unknown(Vec<String>),
}

/// Forms that are not the usual ones.
const FORMS: &[&str] = &[
    "%m/%d/%Y",
    "%d/%m/%Y",
    "%m/%d/%Y %H:%M",
    "%d/%m/%Y %H:%M",
    "%m/%d/%Y %H:%M:%S",
    "%d/%m/%Y %H:%M:%S",
    "%m/%d/%Y %I:%M:%S %p",
    "%d/%m/%Y %I:%M:%S %p",
    "%m/%d/%y",
    "%d/%m/%y",
    "%d.%m.%Y",
    "%d.%m.%Y %H:%M",
    "%d-%m-%Y",
    "%m-%d-%Y",
    "%Y%m%d",
    "%Y%m%d%H%M%S",
    "%b %d, %Y",
    "%d %b %Y",
];

impl Column {
    pub(super) fn new(name: &str) -> Self {
        let values = Some((Vec::new(), HashMap::new()));
        Self { name: name.into(), filled: 0, values, samples: Vec::new(), distinct: true }
    }

    pub(super) fn take(&mut self, cell: &str) {
        let cell = cell.trim();
        if cell.is_empty() {
            return;
        }
        self.filled += 1;
        if self.samples.len() < SAMPLES {
            self.distinct &= !self.samples.iter().any(|known| known == cell);
            self.samples.push(cell.into());
        }
        if let Some((order, counts)) = &mut self.values {
            if let Some(count) = counts.get_mut(cell) {
                *count += 1;
            } else if order.len() < MOST {
                order.push(cell.into());
                counts.insert(cell.into(), 1);
            } else {
                self.values = None;
            }
        }
    }

    /// The distinct values with their counts, the most frequent first; none if they are no codes.
    pub(super) fn codes(&self) -> Option<Vec<(&str, u64)>> {
        let (order, counts) = self.values.as_ref()?;
        let mut all: Vec<(&str, u64)> = order.iter().map(|value| (value.as_str(), counts[value])).collect();
        all.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        Some(all)
    }

    /// How its dates are written.
    pub(super) fn dates(&self) -> DateForm {
        let clock = Clock { offset: &|_| Some(0), moment: &|at| Moment::day(at.date_naive()) };
        let usual = Dates::usual();
        let (plain, rest): (Vec<&str>, Vec<&str>) =
            self.samples.iter().map(String::as_str).partition(|text| usual.parse(text, &clock).is_some());
        if rest.is_empty() {
            return DateForm::Usual;
        }
        let one_form = |form: &'static str| {
            if plain.is_empty() {
                return DateForm::One(form);
            }
            let all = Dates::usual_of(plain.iter().copied(), &clock);
            DateForm::Mixed(all.into_iter().chain([form]).collect())
        };
        let within = |from: f64, to: f64| rest.iter().all(|s| s.parse::<f64>().is_ok_and(|n| (from..to).contains(&n)));
        let numbers: &[(&str, f64, f64)] =
            &[("excel", 30_000.0, 60_000.0), ("epoch", 6e8, 4e9), ("epoch-ms", 6e11, 4e12)];
        if let Some((name, ..)) = numbers.iter().find(|(_, from, to)| within(*from, *to)) {
            return one_form(name);
        }
        let fits = |dates: &Dates| rest.iter().all(|text| dates.parse(text, &clock).is_some());
        let read = |form: &&&str| Dates::read(&[(**form).to_string()]).is_ok_and(|dates| fits(&dates));
        match FORMS.iter().filter(read).copied().collect::<Vec<_>>()[..] {
            [] => {
                let mut odd: Vec<String> = rest.into_iter().map(Into::into).collect();
                odd.dedup();
                odd.truncate(3);
                DateForm::Unknown(odd)
            }
            [one] => one_form(one),
            ref several => DateForm::Several(several.to_vec()),
        }
    }

    /// Whether its values are dates of some known form.
    pub(super) fn has_dates(&self) -> bool {
        !self.samples.is_empty() && !matches!(self.dates(), DateForm::Unknown(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(values: &[&str]) -> DateForm {
        let mut column = Column::new("x");
        values.iter().for_each(|value| column.take(value));
        column.dates()
    }

    #[test]
    fn the_form_of_dates_is_found_and_what_is_ambiguous_is_not_guessed() {
        assert_eq!(form(&["2026-10-20", "2026年10月21日"]), DateForm::Usual);
        assert_eq!(form(&["10/20/2026", "10/21/2026"]), DateForm::One("%m/%d/%Y"));
        assert_eq!(form(&["20/10/2026"]), DateForm::One("%d/%m/%Y"));
        assert_eq!(form(&["10/11/2026", "01/02/2026"]), DateForm::Several(vec!["%m/%d/%Y", "%d/%m/%Y"]));
        assert_eq!(form(&["45309", "45310.5"]), DateForm::One("excel"));
        assert_eq!(form(&["1792486800"]), DateForm::One("epoch"));
        assert_eq!(form(&["20261020"]), DateForm::One("%Y%m%d"));
        assert_eq!(form(&["2026-10-20", "soon", "soon"]), DateForm::Unknown(vec!["soon".into()]));
        assert_eq!(form(&["2026年3月1日", "45309"]), DateForm::Mixed(vec!["%Y年%m月%d日", "excel"]));
        assert_eq!(form(&["2026/3/1", "03/25/2026"]), DateForm::Mixed(vec!["%Y/%m/%d", "%m/%d/%Y"]));
        assert_eq!(form(&["2026/3/1", "03/05/2026"]), DateForm::Several(vec!["%m/%d/%Y", "%d/%m/%Y"]));
    }
}
