//! Measures: one definition each, over cases and their rounds. A measure is one file here and a line in [`ALL`].
//!
//! Invariant: an observation belongs to one day (its cohort), one unit and one person; figures only add up observations, so any
//! breakdown of them foots. Source: `domain.md` §4.

mod again;
mod callbacks;
mod compensation;
mod density;
mod figure;
mod handling;
mod lateness;
mod on_time;
mod received;
mod response;
mod shares;
pub mod tally;
mod upheld;

use crate::document::Block;
use crate::domain::Code;
use crate::domain::case::registered::Registered;
use crate::domain::case::{Case, Round};
use crate::domain::policy::directory::{Directory, Unit};
use crate::domain::policy::{Policy, THIRD_PARTY};
use crate::domain::value::amount::Amount;
use crate::report::context::ReportContext;
use crate::text::{Lang, Two};
pub use again::{Again, WATCHED};
use chrono::NaiveDate;
use serde_json::{Value, json};
use std::borrow::Cow;

/// A measure.
#[derive(Debug)]
pub struct Measure {
    /// Its code.
    pub code: &'static str,
    /// Its name.
    pub title: Two,
    /// What kind of figure it gives.
    pub kind: FigureKind,
    /// The day by which an observation belongs to a period.
    pub cohort: Two,
    /// How days are counted, or what counts as a hit.
    pub clock: Two,
    /// What is left out, and what is shown beside it.
    pub exclusions: Two,
    /// To whom it is attributed where it is broken down by unit or person.
    pub whose: Two,
    observe: fn(&Observed<'_>, &mut dyn FnMut(Observation)),
}

impl Measure {
    /// Whether it is of the report's day, whatever the period.
    #[must_use]
    pub fn is_of_day(&self) -> bool {
        matches!(self.code, "pending" | "overdue")
    }
}

/// The kind of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FigureKind {
    /// A number of cases.
    Count,
    /// A share: so many of so many.
    Rate,
    /// Working days: median, 90th percentile, greatest.
    Days,
    /// Money: paid, of what was claimed.
    Money,
    /// Cases for each so many of a base that the directory gives.
    Density {
        /// For each so many.
        per: u64,
        /// Of what.
        base: SizeBase,
    },
}

/// What the directory says of a unit's size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SizeBase {
    /// Customers.
    Customers,
    /// Outlets.
    Outlets,
}

impl SizeBase {
    fn given(self, unit: &Unit) -> Option<u64> {
        match self {
            Self::Customers => unit.customers,
            Self::Outlets => unit.outlets,
        }
    }

    /// The base of a unit; of all where none is given: the sum of those whose upper units have none.
    #[must_use]
    pub fn of(self, unit: Option<&str>, directory: &Directory) -> Option<u64> {
        if let Some(unit) = unit {
            return directory.unit(unit).and_then(|unit| self.given(unit)).filter(|base| *base > 0);
        }
        let is_uppermost = |unit: &&Unit| {
            let above = directory.with_parents(&unit.parent);
            !unit.outside && !above.iter().any(|above| self.given(above).is_some())
        };
        let all: u64 = directory.units.iter().filter(is_uppermost).filter_map(|unit| self.given(unit)).sum();
        Some(all).filter(|base| *base > 0)
    }
}

/// A case as measures see it.
pub struct Observed<'a> {
    /// The case.
    pub case: &'a Case,
    /// Policy, calendar, day.
    pub context: &'a ReportContext<'a>,
    /// Who complained again.
    pub again: &'a Again,
    /// What was received, or ran out, after this day is not told of by a figure of the report's day.
    pub until: Option<NaiveDate>,
}

/// What a measure says of one round of a case.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    /// The round, from 0.
    pub round: usize,
    /// The day by which it belongs to a period; `None` for the report's day itself.
    pub on: Option<NaiveDate>,
    /// The unit to which it is attributed.
    pub unit: Code,
    /// The person to whom it is attributed.
    pub person: Code,
    /// What is said.
    pub what: What,
}

/// What an observation says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// It counts.
    One,
    /// It is one of the whole; whether it is a hit.
    Part(bool),
    /// Working days.
    Days(i64),
    /// Money.
    Money {
        /// What was paid.
        paid: Amount,
        /// What the case is about.
        claimed: Amount,
    },
    /// It does not count in the figure, or is a subset of it, and is printed beside it.
    Aside(Aside),
}

/// What is printed beside a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aside {
    /// Duplicates of other cases.
    Duplicates,
    /// Left out because only a mistaken receipt made it late.
    Exempted,
    /// The source of an import does not tell.
    NotTold,
    /// Of those counted: the first reply was sent back.
    SentBack,
    /// Of those counted: by the date before any extension or pause.
    ByOriginal,
    /// Of those counted: met in time, recorded after the limit's day.
    RecordedLate,
    /// Left out: a live channel, where the first response is the call itself.
    Live,
    /// Left out: anonymous.
    Anonymous,
    /// Goodwill without fault.
    Goodwill,
    /// Of those counted: the reply says so, and no payment is on record.
    ByReply,
    /// Called back, but not reached.
    Unreached,
    /// Called back by somebody who handled the case.
    ByHandler,
    /// A later call of the same round.
    Later,
    /// What the handling unit wrote into its reply: satisfied.
    InForm,
    /// Too young to be judged.
    NotYetKnown,
    /// Late without an explanation in time.
    Unexplained,
}

impl Aside {
    /// Whether it is a part of those that a rate counts.
    #[must_use]
    pub fn is_part(self) -> bool {
        matches!(self, Self::SentBack | Self::ByOriginal | Self::RecordedLate | Self::Goodwill | Self::ByReply)
    }

    /// The code in JSON, and its name.
    #[must_use]
    pub fn name(self) -> (&'static str, Two) {
        match self {
            Self::Duplicates => ("duplicates", Two("duplicates", "重复件")),
            Self::Exempted => ("exempted", Two("exempted", "考核剔除")),
            Self::NotTold => ("not_told", Two("not told", "来源未说明")),
            Self::SentBack => ("sent_back", Two("of which sent back", "其中退回重办")),
            Self::ByOriginal => ("by_original", Two("by the original date", "按原定期限")),
            Self::RecordedLate => ("recorded_late", Two("of which recorded late", "其中事后补录")),
            Self::Live => ("live", Two("live channels", "现场或通话渠道")),
            Self::Anonymous => ("anonymous", Two("anonymous", "匿名")),
            Self::Goodwill => ("goodwill", Two("goodwill without fault", "无责补偿")),
            Self::ByReply => ("by_reply", Two("of which not recorded as paid", "其中未登记实付")),
            Self::Unreached => ("unreached", Two("not reached", "未联系上")),
            Self::ByHandler => ("by_handler", Two("called by the handler", "由承办人回访")),
            Self::Later => ("later", Two("later calls", "再次回访")),
            Self::InForm => ("in_form", Two("satisfied as the reply says", "回复单载明满意")),
            Self::NotYetKnown => ("not_yet_known", Two("not yet known", "观察期未满")),
            Self::Unexplained => ("unexplained", Two("unexplained", "未说明")),
        }
    }
}

/// All measures, in the order in which they are shown.
pub const ALL: &[&Measure] = &[
    &received::RECEIVED,
    &density::PER_CUSTOMERS,
    &density::PER_OUTLETS,
    &on_time::ON_TIME,
    &response::RESPONSE,
    &response::FIRST_RESPONSE,
    &handling::HANDLING,
    &upheld::UPHELD,
    &callbacks::COVERAGE,
    &callbacks::RESOLVED,
    &callbacks::SATISFIED,
    &again::COMPLAINED_AGAIN,
    &again::ONCE,
    &shares::ESCALATED,
    &shares::EXTENDED,
    &shares::RETURNED,
    &shares::WITHDRAWN,
    &shares::COERCED,
    &shares::CHASED,
    &lateness::PENDING,
    &lateness::OVERDUE,
    &compensation::COMPENSATION,
];

/// The measure with this code or name, as it is called at any desk.
#[must_use]
pub fn find(word: &str) -> Option<&'static Measure> {
    ALL.iter().copied().find(|m| m.code == word || m.title.1 == word || m.title.0.eq_ignore_ascii_case(word))
}

/// The measure with this code or name, also as the desk calls it.
#[must_use]
pub fn find_at(word: &str, policy: &Policy) -> Option<&'static Measure> {
    find(word).or_else(|| ALL.iter().copied().find(|measure| measure.name(policy, Lang::Zh) == word))
}

impl Measure {
    /// Its name at a desk: the rate of fault is called by the first row of responsibility that is one.
    #[must_use]
    pub fn name(&self, policy: &Policy, lang: Lang) -> String {
        let mut at_fault = policy.responsibilities.iter().filter(|row| row.fault);
        match at_fault.next() {
            Some(row) if self.code == upheld::UPHELD.code && lang == Lang::Zh => format!("{}率", row.title.zh),
            _ => self.title.get(lang).into(),
        }
    }

    /// The same in the language of who asks.
    #[must_use]
    pub fn named(&self, context: &ReportContext<'_>) -> String {
        self.name(context.policy, context.lang)
    }

    /// Its definition as a block of a page.
    #[must_use]
    pub fn page(&self, policy: &Policy, lang: Lang) -> Block {
        let facts = self.parts().map(|(_, label, text)| (label.get(lang).to_string(), text.get(lang).to_string()));
        Block::Facts { title: format!("{}  {}", self.code, self.name(policy, lang)), facts: facts.into() }
    }

    /// Its name, and its definition in one line.
    #[must_use]
    pub fn about(&self, policy: &Policy, lang: Lang) -> (String, String) {
        let parts = self.parts().map(|(_, label, text)| match lang {
            Lang::En => format!("{}: {}", label.0, text.0),
            Lang::Zh => format!("{}：{}", label.1, text.1),
        });
        (self.name(policy, lang), parts.join(Two("; ", "；").get(lang)))
    }

    /// Its definition as JSON.
    #[must_use]
    pub fn json(&self, policy: &Policy, lang: Lang) -> Value {
        let mut json = json!({ "measure": self.code, "title": self.name(policy, lang) });
        for (key, _, text) in self.parts() {
            json[key] = text.get(lang).into();
        }
        json
    }

    fn parts(&self) -> [(&'static str, Two, Two); 4] {
        [
            ("cohort", Two("Period", "统计口径"), self.cohort),
            ("clock", Two("Counted", "计算"), self.clock),
            ("exclusions", Two("Left out", "不计"), self.exclusions),
            ("attribution", Two("Whose", "归属"), self.whose),
        ]
    }

    /// What it says of a case.
    pub fn observe(&self, seen: &Observed<'_>, put: &mut dyn FnMut(Observation)) {
        (self.observe)(seen, put);
    }
}

/// A case as figures of a choice of cases count it: what came of one that the reader may not see would else be told by choosing it alone.
#[must_use]
pub fn of_choice(case: &Case, chosen: bool) -> Cow<'_, Case> {
    if !(chosen && case.is_masked()) {
        return Cow::Borrowed(case);
    }
    let Registered { nature, anonymous, restricted, .. } = case.facts.clone();
    let round = |round: &Round| Round { received: round.received, ..Round::default() };
    let facts = Registered { nature, anonymous, restricted, ..Registered::default() };
    let rounds = case.rounds.iter().map(round).collect();
    Cow::Owned(Case { id: case.id, state: case.state, facts, rounds, ..Case::default() })
}

impl Observed<'_> {
    /// The rounds, counted from 0.
    fn rounds(&self) -> std::ops::Range<usize> {
        0..self.case.rounds.len()
    }

    /// Whether the result of a round is our or shared fault.
    fn is_our_fault(&self, round: usize) -> bool {
        let (_, responsibility, _) = self.case.result_of(round);
        self.context.policy.responsibilities.iter().any(|row| row.fault && row.code == *responsibility)
    }

    /// Whether we paid in a round without fault. What a third party pays is no goodwill of ours.
    fn is_goodwill(&self, round: usize) -> bool {
        let (_, responsibility, _) = self.case.result_of(round);
        self.case.paid_in(round + 1, true).0 > 0 && !self.is_our_fault(round) && responsibility != THIRD_PARTY
    }

    /// An observation that is attributed to the unit and person that hold the case.
    fn held(&self, round: usize, on: Option<NaiveDate>, what: What) -> Observation {
        Observation { round, on, unit: self.case.unit.clone(), person: self.case.person.clone(), what }
    }

    /// An observation that is attributed to those who answered.
    fn answered(&self, round: usize, on: NaiveDate, what: What) -> Observation {
        match self.case.rounds[round].answered.clone() {
            Some(by) => Observation { round, on: Some(on), unit: by.unit, person: by.person, what },
            None => self.held(round, Some(on), what),
        }
    }

    /// An observation that is attributed to those who held the case at the end of a day.
    fn held_on(&self, round: usize, on: NaiveDate, what: What) -> Observation {
        let (unit, person) = self.case.held_in(round, on);
        Observation { round, on: Some(on), unit, person, what }
    }

    /// Working days from a day to another, without paused days of a round; the first day is 0.
    fn working_days(&self, round: usize, from: NaiveDate, to: NaiveDate) -> i64 {
        let pauses = self.case.pauses_of(round);
        crate::domain::case::limit::working_days_without(self.context.calendar, pauses, from, to)
    }
}

const BY_HOLDER: Two = Two("the unit and person that hold the case", "现承办单位和承办人");
const BY_ANSWER: Two = Two("the unit and person that answered", "作出答复的单位和承办人");
const BY_HOLDER_THEN: Two = Two("the unit and person that held the case on that day", "当日承办的单位和承办人");

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn measures_have_codes_of_their_own_and_are_defined_in_both_languages() {
        let codes: HashSet<&str> = ALL.iter().map(|m| m.code).collect();
        assert_eq!(codes.len(), ALL.len());
        for measure in ALL {
            for text in [measure.title, measure.cohort, measure.clock, measure.exclusions, measure.whose] {
                assert!(!text.0.is_empty() && !text.1.is_ascii(), "{}", measure.code);
            }
            assert_eq!(find(measure.title.1).map(|found| found.code), Some(measure.code));
        }
    }
}
