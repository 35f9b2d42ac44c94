//! Terms on columns: what a row can say of them.
//!
//! Invariant: a probe that says yes or no says what the term says of the case; where a row does not know, it says so, and the
//! case is read.

use crate::domain::Code;
use crate::domain::calendar::period::Period;
use crate::domain::query::term::{At, Bounds, Filter, Test};
use crate::domain::value::state::State;
use crate::domain::value::texts::folded;
use crate::index::Doubt;
use crate::index::column_scan::{Chunk, ROWS};
use crate::index::columns::{Column, DAYS, NO_AMOUNT, NO_DATE, NO_STAMP, day_number, day_of, flag, stamp_of, utc};
use crate::index::open::Index;
use chrono::{Datelike, NaiveDate};

/// What is looked at closely where a limit may be past.
pub(super) const OPEN: &[Column] = &[Column::OpenDay, Column::OpenDate, Column::OpenInstant];

/// A term, made ready for the rows of one index.
#[derive(Clone, Debug)]
pub(super) enum Probe {
    /// Only the case knows.
    Unknown,
    /// In one of these states, a bit each.
    State(u32),
    /// One of these flags.
    Flags(u32),
    /// A limit that runs is past.
    Overdue(Past),
    /// The code is one of these.
    Code(Column, Vec<u16>),
    /// The day lies in one of these spans, both ends counted: see [`day_number`].
    Day(Column, Vec<(u16, u16)>),
    /// The moment's day lies in one of these spans, both ends counted.
    Moment(Column, Vec<(i32, i32)>),
    /// It was closed in one of these spans.
    Closed(Vec<(i32, i32)>),
    /// No limit runs that has a date: then nothing falls due.
    Due,
    /// The sum lies within one of these bounds.
    Amount(Vec<Bounds>),
    /// There are at least so many rounds, and at most.
    Rounds(Vec<Bounds>),
    /// The title holds this, folded.
    Title(String),
    /// All of these.
    All(Vec<Probe>),
    /// One of these.
    Any(Vec<Probe>),
    /// Not this.
    Not(Box<Probe>),
}

/// When a limit counts as past: what [`crate::domain::case::due::Due::is_past_on`] says, for the earliest of a case's dates.
#[derive(Clone, Copy, Debug)]
pub(super) struct Past {
    /// A day is past if it lies before this one.
    day: i32,
    /// An instant is past if its day lies before this one …
    date: i32,
    /// … and, where hours count, if it lies before this one.
    instant: i64,
}

impl Past {
    fn new(at: &At) -> Option<Self> {
        let day = |day: NaiveDate| day.num_days_from_ce();
        Some(match at.now {
            // At the end of the day: an instant on it is past.
            None => Self { day: day(at.day), date: day(at.day) + 1, instant: i64::MIN },
            Some(now) if now.is_day() => Self { day: day(now.date()), date: day(now.date()), instant: i64::MIN },
            Some(now) => Self { day: day(now.date()), date: i32::MIN, instant: utc_before(now)? },
        })
    }
}

/// An instant lies before this millisecond if it lies before `now`, whose own fraction may be finer.
fn utc_before(now: crate::domain::value::moment::Moment) -> Option<i64> {
    use chrono::Timelike;
    let nanos = now.local().time().nanosecond();
    if nanos >= 1_000_000_000 {
        return None;
    }
    utc(now).or_else(|| {
        let millis = now.local().and_utc().timestamp_millis() - i64::from(now.offset()) * 1000;
        Some(millis + 1)
    })
}

impl Probe {
    /// All terms of a filter.
    pub(super) fn of(filter: &Filter, at: &At, index: &Index) -> Result<Self, Doubt> {
        let all = filter.tests().iter().map(|test| Self::of_test(test, at, index));
        Ok(Self::All(all.collect::<Result<_, _>>()?))
    }

    fn of_test(test: &Test, at: &At, index: &Index) -> Result<Self, Doubt> {
        Ok(match test {
            Test::Status(states) => Self::states(|state| states.contains(&state)),
            Test::Is(any) => Self::Any(any.iter().map(|(name, _)| Self::is(name, at)).collect()),
            Test::Codes(key, _, wanted) => Self::codes(key, wanted, index)?,
            Test::Dates(key, _, periods) => Self::dates(key, periods),
            Test::Number("amount", _, bounds) => Self::Amount(bounds.clone()),
            Test::Number("round", _, bounds) => Self::Rounds(bounds.clone()),
            Test::InTitle(word) => Self::Title(word.clone()),
            Test::Any(any) => {
                Self::Any(any.iter().map(|test| Self::of_test(test, at, index)).collect::<Result<_, _>>()?)
            }
            Test::All(filter) => Self::of(filter, at, index)?,
            Test::Not(test) => Self::Not(Box::new(Self::of_test(test, at, index)?)),
            // The limit that it asks for may be any of those that are past.
            Test::Overdue(_) => Self::All(vec![Self::is("overdue", at), Self::Unknown]),
            Test::Link(_) | Test::Number(..) | Test::Own(..) => Self::Unknown,
        })
    }

    fn states(is: impl Fn(State) -> bool) -> Self {
        Self::State(State::ALL.iter().filter(|state| is(**state)).map(|state| 1 << (*state as u32)).sum())
    }

    fn no_duplicate() -> Self {
        Self::Not(Box::new(Self::Flags(flag::DUPLICATE)))
    }

    fn is(name: &str, at: &At) -> Self {
        let overdue = || Past::new(at).map_or(Self::Unknown, Self::Overdue);
        match name {
            "overdue" => overdue(),
            "late" => Self::Any(vec![Self::Flags(flag::MISSED), overdue()]),
            "not-told" => Self::All(vec![Self::Flags(flag::IMPORTED), Self::Unknown]),
            "unexplained" => Self::All(vec![overdue(), Self::Unknown]),
            "open" => Self::All(vec![Self::states(State::is_open), Self::no_duplicate()]),
            "pending" => Self::All(vec![Self::states(State::is_pending), Self::no_duplicate()]),
            "ended" => Self::Any(vec![Self::states(|state| !state.is_pending()), Self::Flags(flag::DUPLICATE)]),
            "duplicate" => Self::Flags(flag::DUPLICATE),
            "reread" => Self::Flags(flag::REREAD),
            "paused" => Self::Flags(flag::PAUSED),
            "extended" => Self::Flags(flag::EXTENDED),
            "escalated" => Self::Not(Box::new(Self::Code(Column::Level, vec![0]))),
            "supervised" => Self::Flags(flag::SUPERVISED),
            "restricted" => Self::Flags(flag::RESTRICTED),
            "anonymous" => Self::Flags(flag::ANONYMOUS),
            "contested" => Self::Flags(flag::CONTESTED),
            "imported" => Self::Flags(flag::IMPORTED),
            "withdrawal" => Self::Flags(flag::WITHDRAWAL),
            "unclassified" => Self::Code(Column::Category, vec![0]),
            "reopened" => Self::Rounds(vec![(Some(crate::domain::value::amount::Amount(200)), None)]),
            "provisional" => Self::Flags(flag::PROVISIONAL),
            "not-understood" => Self::Flags(flag::NOT_UNDERSTOOD),
            "repeat" => Self::Flags(flag::REPEAT),
            "mass" => Self::Flags(flag::MASS),
            "media" => Self::Flags(flag::MEDIA),
            "legal" => Self::Flags(flag::LEGAL),
            _ => Self::Unknown,
        }
    }

    fn codes(key: &str, wanted: &[Code], index: &Index) -> Result<Self, Doubt> {
        let Some(column) = Column::of_code(key) else { return Ok(Self::Unknown) };
        // A code that no case has is in no table.
        let numbers = wanted.iter().map(|code| index.string(code)).collect::<Result<Vec<_>, _>>()?;
        Ok(Self::Code(column, numbers.into_iter().flatten().collect()))
    }

    fn dates(key: &str, periods: &[Period]) -> Self {
        let end = |date: Option<NaiveDate>, open: i32| date.map_or(open, |date| date.num_days_from_ce());
        let spans: Vec<_> = periods.iter().map(|p| (end(p.from, i32::MIN), end(p.to, i32::MAX - 1))).collect();
        match key {
            "received" => Self::Day(Column::ReceivedDay, spans.into_iter().filter_map(numbered).collect()),
            "recorded" => Self::Moment(Column::Recorded, spans),
            "closed" => Self::Closed(spans),
            "due" => Self::Due,
            _ => Self::Unknown,
        }
    }

    /// Whether it holds of no case whatever.
    pub(super) fn is_never(&self) -> bool {
        match self {
            Self::All(all) => all.iter().any(Self::is_never),
            Self::Any(any) => any.iter().all(Self::is_never),
            _ => false,
        }
    }

    /// The columns that it looks at.
    pub(super) fn columns(&self, into: &mut Vec<Column>) {
        match self {
            Self::Unknown => {}
            Self::State(_) => into.push(Column::State),
            Self::Flags(_) => into.push(Column::Flags),
            Self::Overdue(_) | Self::Due => into.push(Column::OpenFirst),
            Self::Code(column, _) | Self::Day(column, _) | Self::Moment(column, _) => into.push(*column),
            Self::Closed(_) => into.extend([Column::Closed, Column::Rounds]),
            Self::Amount(_) => into.push(Column::Amount),
            Self::Rounds(_) => into.push(Column::Rounds),
            Self::Title(_) => into.push(Column::TitleEnd),
            Self::All(all) | Self::Any(all) => all.iter().for_each(|probe| probe.columns(into)),
            Self::Not(probe) => probe.columns(into),
        }
    }

    /// Makes answers worse where it does not hold of a row, or where the row does not know: see [`Answers`].
    pub(super) fn narrow(&self, chunk: &Chunk<'_>, answers: &mut Answers) -> Result<(), Doubt> {
        let len = chunk.rows.len();
        let answers = &mut answers[..len];
        match self {
            Self::Unknown => answers.iter_mut().for_each(|answer| *answer = (*answer).min(UNSURE)),
            Self::State(states) => {
                keep(answers, chunk.u8s(Column::State).iter(), |state| states >> (state & 31) & 1 == 1)
            }
            Self::Flags(any) => keep(answers, chunk.u32s(Column::Flags), |flags| flags & any != 0),
            Self::Code(column, numbers) => match numbers[..] {
                [one] => keep(answers, chunk.u16s(*column), |number| number == one),
                _ => keep(answers, chunk.u16s(*column), |number| numbers.contains(&number)),
            },
            Self::Day(column, spans) => match spans[..] {
                [(from, to)] => keep(answers, chunk.u16s(*column), |day| from <= day && day <= to),
                _ => keep(answers, chunk.u16s(*column), |day| {
                    spans.iter().any(|(from, to)| (*from..=*to).contains(&day))
                }),
            },
            Self::Moment(column, spans) => match spans[..] {
                [(from, to)] => {
                    let (from, to) = (stamp_of(from), stamp_of(to.saturating_add(1)));
                    keep(answers, chunk.i64s(*column), |stamp| from <= stamp && stamp < to && stamp != NO_STAMP);
                }
                _ => keep(answers, chunk.i64s(*column), |stamp| stamp != NO_STAMP && is_in(day_of(stamp), spans)),
            },
            Self::Rounds(bounds) => {
                keep(answers, chunk.u8s(Column::Rounds).iter(), |n| is_within(i64::from(*n) * 100, bounds));
            }
            Self::Amount(bounds) => {
                keep(answers, chunk.i64s(Column::Amount), |n| n != NO_AMOUNT && is_within(n, bounds));
            }
            Self::Due => worsen(answers, chunk.i32s(Column::OpenFirst), |day| if day == NO_DATE { NO } else { UNSURE }),
            Self::Closed(spans) => {
                let both = chunk.u8s(Column::Rounds).iter().zip(chunk.i32s(Column::Closed));
                worsen(answers, both, |(rounds, day)| match rounds {
                    0 => NO,
                    1 => yes(day != NO_DATE && is_in(day, spans)),
                    _ => UNSURE,
                });
            }
            Self::Overdue(past) => past.narrow(chunk, answers)?,
            Self::Title(word) => {
                for (row, answer) in chunk.rows.clone().zip(answers).filter(|(_, answer)| **answer != NO) {
                    *answer = (*answer).min(yes(folded(chunk.index.title(row)?).contains(word.as_str())));
                }
            }
            Self::All(_) | Self::Any(_) | Self::Not(_) => return self.narrow_by_parts(chunk, answers),
        }
        Ok(())
    }

    /// The same of what has parts: of all of them the worst answer counts, of any the best.
    fn narrow_by_parts(&self, chunk: &Chunk<'_>, answers: &mut [u8]) -> Result<(), Doubt> {
        let asked = |answers: &[u8]| {
            let mut part: Answers = [NO; ROWS];
            part[..answers.len()].copy_from_slice(answers);
            part
        };
        match self {
            Self::All(all) => {
                let mut part = asked(answers);
                for probe in all {
                    probe.narrow(chunk, &mut part)?;
                }
                answers.copy_from_slice(&part[..answers.len()]);
            }
            Self::Any(any) => {
                let mut best: Answers = [NO; ROWS];
                for probe in any {
                    let mut part = asked(answers);
                    probe.narrow(chunk, &mut part)?;
                    best.iter_mut().zip(part).for_each(|(best, answer)| *best = (*best).max(answer));
                }
                answers.copy_from_slice(&best[..answers.len()]);
            }
            Self::Not(probe) => {
                // Rows that are out already are not looked at: they stay out.
                let mut part = asked(answers);
                part.iter_mut().for_each(|answer| *answer = yes(*answer != NO));
                probe.narrow(chunk, &mut part)?;
                answers.iter_mut().zip(part).for_each(|(answer, not)| *answer = (*answer).min(YES - not));
            }
            _ => {}
        }
        Ok(())
    }
}

/// What is known of each row of a chunk: [`NO`], [`UNSURE`] or [`YES`].
pub(super) type Answers = [u8; ROWS];
/// It does not pass.
pub(super) const NO: u8 = 0;
/// Only the case knows.
pub(super) const UNSURE: u8 = 1;
/// It passes.
pub(super) const YES: u8 = 2;

const fn yes(is: bool) -> u8 {
    if is { YES } else { NO }
}

fn worsen<T>(answers: &mut [u8], values: impl Iterator<Item = T>, answer: impl Fn(T) -> u8) {
    answers.iter_mut().zip(values).for_each(|(known, value)| *known = (*known).min(answer(value)));
}

fn keep<T>(answers: &mut [u8], values: impl Iterator<Item = T>, holds: impl Fn(T) -> bool) {
    worsen(answers, values, |value| yes(holds(value)));
}

impl Past {
    fn narrow(self, chunk: &Chunk<'_>, answers: &mut [u8]) -> Result<(), Doubt> {
        // Wherever its clock stands, an instant is not past two days before its local day.
        let late = self.day.saturating_add(2);
        keep(answers, chunk.i32s(Column::OpenFirst), |first| first <= late);
        if answers.iter().all(|answer| *answer == NO) {
            return Ok(());
        }
        let open = Chunk::of(chunk.index, chunk.rows.clone(), OPEN)?;
        let all = open.i32s(Column::OpenDay).zip(open.i32s(Column::OpenDate)).zip(open.i64s(Column::OpenInstant));
        keep(answers, all, |((day, date), instant)| day < self.day || date < self.date || instant < self.instant);
        Ok(())
    }
}

/// A span of days as far as they have numbers; a row with a day that has none is odd.
fn numbered((from, to): (i32, i32)) -> Option<(u16, u16)> {
    let (first, last) = DAYS;
    let day = |day: i32| day_number(day.clamp(first, last));
    if from > last || to < first { None } else { Some((day(from)?, day(to)?)) }
}

fn is_in(day: i32, spans: &[(i32, i32)]) -> bool {
    spans.iter().any(|(from, to)| (*from..=*to).contains(&day))
}

fn is_within(n: i64, bounds: &[Bounds]) -> bool {
    bounds.iter().any(|(from, to)| from.is_none_or(|from| from.0 <= n) && to.is_none_or(|to| n <= to.0))
}
