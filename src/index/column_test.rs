//! Testing terms on columns.
//!
//! Invariant: if a probe answers yes or no, a test of the case itself gives the same. If a row has too little data the answer is "unsure",
//! and the case is read.

use crate::domain::Code;
use crate::domain::calendar::period::Period;
use crate::domain::query::term::{At, Bounds, Filter, Test};
use crate::domain::value::state::State;
use crate::domain::value::texts::folded;
use crate::index::Rejection;
use crate::index::column_scan::{ColumnChunk, ROWS};
use crate::index::columns::{
    Column, DAYS, NO_AMOUNT, NO_DATE, NO_STAMP, day_number, day_of, flag, stamp_of, text_digest, utc,
};
use crate::index::open::Index;
use chrono::{Datelike, NaiveDate};

/// The columns that are read only for rows with a limit that may be past.
pub(super) const OPEN: &[Column] = &[Column::OpenDay, Column::OpenDate, Column::OpenInstant];

/// A term, prepared for the rows of one index.
#[derive(Clone, Debug)]
pub(super) enum ColumnTest {
    /// The term cannot be tested on columns: the case must be read.
    Unknown,
    /// The state is one of these, one bit each.
    State(u32),
    /// At least one of these flags is set.
    Flags(u32),
    /// A running limit is past.
    Overdue(PastBound),
    /// The code is one of these.
    Code(Column, Vec<u16>),
    /// The text's digest is one of these: then the case is read.
    Digest(Column, Vec<u32>),
    /// The day is in one of these spans of day numbers, both ends included: see [`day_number`].
    Day(Column, Vec<(u16, u16)>),
    /// The moment's day is in one of these spans, both ends included.
    Moment(Column, Vec<(i32, i32)>),
    /// It was closed in one of these spans, both ends included.
    Closed(Vec<(i32, i32)>),
    /// A running limit may be due; certainly not if no running limit has a date.
    Due,
    /// The sum is within one of these bounds.
    Amount(Vec<Bounds>),
    /// The number of rounds, times 100, is within one of these bounds.
    Rounds(Vec<Bounds>),
    /// The title contains this text, both folded.
    Title(String),
    /// All of these hold.
    All(Vec<ColumnTest>),
    /// At least one of these holds.
    Any(Vec<ColumnTest>),
    /// This does not hold.
    Not(Box<ColumnTest>),
}

/// When a limit is past: as [`crate::domain::case::due::Due::is_past_on`], applied to the earliest dates of a case.
#[derive(Clone, Copy, Debug)]
pub(super) struct PastBound {
    /// A day is past if it is before this one.
    day: i32,
    /// An instant is past if its local day is before this one …
    date: i32,
    /// … or if it is before this instant, in milliseconds since 1970 UTC.
    instant: i64,
}

impl PastBound {
    fn new(at: &At) -> Option<Self> {
        let day = |day: NaiveDate| day.num_days_from_ce();
        Some(match at.now {
            // At the end of the day: instants on this day are past too.
            None => Self { day: day(at.day), date: day(at.day) + 1, instant: i64::MIN },
            Some(now) if now.is_day() => Self { day: day(now.date()), date: day(now.date()), instant: i64::MIN },
            Some(now) => Self { day: day(now.date()), date: i32::MIN, instant: utc_before(now)? },
        })
    }
}

/// The first millisecond that is not before `now`: an instant in whole milliseconds is before `now` exactly if it is before this one.
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

impl ColumnTest {
    /// A probe for all terms of a filter.
    pub(super) fn of(filter: &Filter, at: &At, index: &Index) -> Result<Self, Rejection> {
        let all = filter.tests().iter().map(|test| Self::of_test(test, at, index));
        Ok(Self::All(all.collect::<Result<_, _>>()?))
    }

    fn of_test(test: &Test, at: &At, index: &Index) -> Result<Self, Rejection> {
        Ok(match test {
            Test::Status(states) => Self::states(|state| states.contains(&state)),
            Test::Is(any) => Self::Any(any.iter().map(|(name, _)| Self::is(name, at)).collect()),
            Test::Codes(fact, wanted) => Self::codes(fact.key(), wanted, index)?,
            Test::Dates(key, _, periods) => Self::dates(key, periods),
            Test::Number(fact, bounds) if fact.key() == "amount" => Self::Amount(bounds.clone()),
            Test::Number(fact, bounds) if fact.key() == "round" => Self::Rounds(bounds.clone()),
            Test::Flag(fact, true) => Self::is(fact.key(), at),
            Test::Flag(fact, false) => Self::Not(Box::new(Self::is(fact.key(), at))),
            Test::InTitle(word) => Self::Title(word.clone()),
            Test::Any(any) => {
                Self::Any(any.iter().map(|test| Self::of_test(test, at, index)).collect::<Result<_, _>>()?)
            }
            Test::All(filter) => Self::of(filter, at, index)?,
            Test::Not(test) => Self::Not(Box::new(Self::of_test(test, at, index)?)),
            // Any of the past limits may be the one that the term names, so the case must be read.
            Test::Overdue(_) => Self::All(vec![Self::is("overdue", at), Self::Unknown]),
            Test::Link(_) | Test::Date(..) | Test::Number(..) | Test::Own(..) => Self::Unknown,
        })
    }

    fn states(is: impl Fn(State) -> bool) -> Self {
        Self::State(State::ALL.iter().filter(|state| is(**state)).map(|state| 1 << (*state as u32)).sum())
    }

    fn no_duplicate() -> Self {
        Self::Not(Box::new(Self::Flags(flag::DUPLICATE)))
    }

    fn is(name: &str, at: &At) -> Self {
        let overdue = || PastBound::new(at).map_or(Self::Unknown, Self::Overdue);
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

    fn codes(key: &str, wanted: &[Code], index: &Index) -> Result<Self, Rejection> {
        if key == "source_ref" {
            return Ok(Self::Digest(Column::SourceRef, wanted.iter().map(|text| text_digest(text)).collect()));
        }
        let Some(column) = Column::of_code(key) else { return Ok(Self::Unknown) };
        // A code that is not in the string table occurs in no case.
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

    /// Whether it certainly holds for no case.
    pub(super) fn is_never(&self) -> bool {
        match self {
            Self::All(all) => all.iter().any(Self::is_never),
            Self::Any(any) => any.iter().all(Self::is_never),
            _ => false,
        }
    }

    /// The columns that it reads.
    pub(super) fn columns(&self, into: &mut Vec<Column>) {
        match self {
            Self::Unknown => {}
            Self::State(_) => into.push(Column::State),
            Self::Flags(_) => into.push(Column::Flags),
            Self::Overdue(_) | Self::Due => into.push(Column::OpenFirst),
            Self::Code(column, _) | Self::Digest(column, _) | Self::Day(column, _) | Self::Moment(column, _) => {
                into.push(*column);
            }
            Self::Closed(_) => into.extend([Column::Closed, Column::Rounds]),
            Self::Amount(_) => into.push(Column::Amount),
            Self::Rounds(_) => into.push(Column::Rounds),
            Self::Title(_) => into.push(Column::TitleEnd),
            Self::All(all) | Self::Any(all) => all.iter().for_each(|probe| probe.columns(into)),
            Self::Not(probe) => probe.columns(into),
        }
    }

    /// Lowers the answers of rows for which it does not hold, or is unsure: see [`Answers`].
    pub(super) fn narrow(&self, chunk: &ColumnChunk<'_>, answers: &mut Answers) -> Result<(), Rejection> {
        let len = chunk.rows.len();
        let answers = &mut answers[..len];
        match self {
            Self::Unknown => answers.iter_mut().for_each(|answer| *answer = (*answer).min(UNSURE)),
            Self::State(states) => {
                keep(answers, chunk.u8s(Column::State).iter(), |state| states >> (state & 31) & 1 == 1);
            }
            Self::Flags(any) => keep(answers, chunk.u32s(Column::Flags), |flags| flags & any != 0),
            Self::Code(column, numbers) => match numbers[..] {
                [one] => keep(answers, chunk.u16s(*column), |number| number == one),
                _ => keep(answers, chunk.u16s(*column), |number| numbers.contains(&number)),
            },
            Self::Digest(column, digests) => {
                worsen(answers, chunk.u32s(*column), |digest| if digests.contains(&digest) { UNSURE } else { NO });
            }
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

    /// The same for a probe with parts: for `All` the lowest answer counts, for `Any` the highest.
    fn narrow_by_parts(&self, chunk: &ColumnChunk<'_>, answers: &mut [u8]) -> Result<(), Rejection> {
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
                // Rows that are out already are not tested: they stay out.
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

/// The answer for each row of a chunk: [`NO`], [`UNSURE`] or [`YES`].
pub(super) type Answers = [u8; ROWS];
/// The row does not pass.
pub(super) const NO: u8 = 0;
/// The case must be read.
pub(super) const UNSURE: u8 = 1;
/// The row passes.
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

impl PastBound {
    fn narrow(self, chunk: &ColumnChunk<'_>, answers: &mut [u8]) -> Result<(), Rejection> {
        // In any time zone, an instant is not past two days before its local day.
        let late = self.day.saturating_add(2);
        keep(answers, chunk.i32s(Column::OpenFirst), |first| first <= late);
        if answers.iter().all(|answer| *answer == NO) {
            return Ok(());
        }
        let open = ColumnChunk::of(chunk.index, chunk.rows.clone(), OPEN)?;
        let all = open.i32s(Column::OpenDay).zip(open.i32s(Column::OpenDate)).zip(open.i64s(Column::OpenInstant));
        keep(answers, all, |((day, date), instant)| day < self.day || date < self.date || instant < self.instant);
        Ok(())
    }
}

/// A span of days as day numbers, limited to [`DAYS`]. A row with a day outside of them is odd.
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
