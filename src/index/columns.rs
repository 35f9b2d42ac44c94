//! The columns: the values of each case that queries filter and count on, in fixed width, little-endian.
//!
//! | kind of value | stored as |
//! |---|---|
//! | a code | its number in the string table; [`RARE`] if the table is full: then only the record has it |
//! | a moment | see [`stamp`]; [`NO_STAMP`] for none |
//! | a day, for counting | see [`day_number`]; 0 for none |
//! | a text that differs in nearly every case | a digest, see [`text_digest`] |
//! | a date | days since the year 1 ([`NO_DATE`] for none) |
//! | yes or no | a bit of `flags`, see [`flag`] |
//!
//! Invariant: of a row that is [`standing::ODD`] only the case number and the first and last days are valid, because some value of the case does not fit a column.

use crate::domain::Code;
use crate::domain::case::{Case, Round};
use crate::domain::query::tally::Cohort;
use crate::domain::value::moment::{Moment, at_offset};
use crate::domain::value::state::State;
use crate::index::Rejection;
use crate::index::strings::Interner;
use chrono::{Datelike, NaiveDate, Timelike};

/// No moment.
pub(super) const NO_STAMP: i64 = i64::MIN;
/// No date. It compares as later than any date.
pub(super) const NO_DATE: i32 = i32::MAX;
/// The case is a duplicate of several cases, or of one that does not fit the column.
pub(super) const SEVERAL: u64 = u64::MAX;
/// No amount.
pub(super) const NO_AMOUNT: i64 = i64::MIN;
/// A code that is not in the string table.
pub(super) const RARE: u16 = u16::MAX;

macro_rules! columns {
    ($( $(#[$doc:meta])* $name:ident $field:ident : $type:ty ),* $(,)?) => {
        /// A column. Its discriminant is its position in the file.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Column { $( $(#[$doc])* $name ),* }

        impl Column {
            /// All columns, in the order of the file.
            pub(super) const ALL: &[Self] = &[$( Self::$name ),*];

            /// The size of a value in bytes.
            pub(super) const fn width(self) -> usize {
                match self { $( Self::$name => size_of::<$type>() ),* }
            }
        }

        /// The values of a case in all columns.
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        pub(super) struct Row { $( $(#[$doc])* pub(super) $field: $type ),* }

        impl Row {
            /// The size of a row in bytes.
            pub(super) const BYTES: usize = 0 $( + size_of::<$type>() )*;

            /// Appends the values in the order of the columns.
            pub(super) fn write(&self, out: &mut Vec<u8>) {
                $( out.extend_from_slice(&self.$field.to_le_bytes()); )*
            }

            /// Reads the values, column by column.
            pub(super) fn read<'p>(mut get: impl FnMut(Column) -> Result<&'p [u8], Rejection>) -> Result<Self, Rejection> {
                Ok(Self {
                    $( $field: get(Column::$name)?.try_into().map(<$type>::from_le_bytes).map_err(|_| Rejection::Shape)?, )*
                })
            }
        }
    };
}

columns! {
    /// The case's number within its desk and year.
    Number number: u32,
    /// See [`standing`].
    Standing standing: u8,
    /// See [`flag`].
    Flags flags: u32,
    /// The end of its title; the title begins at the end of the one before.
    TitleEnd title_end: u64,
    /// The end of its record; the record begins at the end of the one before.
    RecordEnd record_end: u64,
    /// The first receipt, a moment.
    Received received: i64,
    /// The day of the first receipt, see [`day_number`].
    ReceivedDay received_day: u16,
    /// When the case was recorded, a moment.
    Recorded recorded: i64,
    /// The due date of the reply limit in force, a moment.
    Reply reply: i64,
    /// The earliest local day on which a running limit is due. Before it no limit is past, in any time zone.
    OpenFirst open_first: i32,
    /// The earliest due day among running limits that are due on a day: past when that day is.
    OpenDay open_day: i32,
    /// The local day of the earliest due instant among running limits.
    OpenDate open_date: i32,
    /// The earliest due instant among running limits, in milliseconds since 1970 UTC; `i64::MAX` for none.
    OpenInstant open_instant: i64,
    /// The day on which it was closed, if it has only one round.
    Closed closed: i32,
    /// The first day, since the year 1, on which anything of it happened or was due. Valid in odd rows too.
    FirstDay first_day: i32,
    /// The latest day on which a limit of any round is or was due; `i32::MIN` for none. Valid in odd rows too.
    LastDue last_due: i32,
    /// The latest day, since the year 1, on which anything of it happened, or on which a limit that was not met ran out. Valid in odd rows too.
    LastDay last_day: i32,
    /// The latest day on which an event of it was recorded. Valid in odd rows too.
    LastRecorded last_recorded: i32,
    /// The case that it is a duplicate of, see [`main`]; 0 for none, [`SEVERAL`] if only the record tells.
    Main main: u64,
    /// The sum in question, in hundredths.
    Amount amount: i64,
    /// Its state: index in [`State::ALL`].
    State state: u8,
    /// The number of rounds; 255 for 255 or more.
    Rounds rounds: u8,
    /// Channel.
    Channel channel: u16,
    /// Category.
    Category category: u16,
    /// Nature.
    Nature nature: u16,
    /// Source.
    Source source: u16,
    /// The lead unit.
    Unit unit: u16,
    /// The handler.
    Person person: u16,
    /// The unit complained about.
    Against against: u16,
    /// The unit whose customer the complainant is.
    Owner owner: u16,
    /// The unit that first received it.
    ReceivedBy received_by: u16,
    /// The level that it was escalated to.
    Level level: u16,
    /// The outcome of the current round.
    Outcome outcome: u16,
    /// Responsibility.
    Responsibility responsibility: u16,
    /// Satisfaction.
    Satisfaction satisfaction: u16,
    /// A digest of its number at the source, see [`text_digest`]; 0 for none.
    SourceRef source_ref: u32,
}

impl Column {
    /// The column of a code, by its key in terms and counts.
    pub(super) fn of_code(key: &str) -> Option<Self> {
        Some(match key {
            "unit" => Self::Unit,
            "against" => Self::Against,
            "owner" => Self::Owner,
            "received_by" => Self::ReceivedBy,
            "person" => Self::Person,
            "channel" => Self::Channel,
            "source" => Self::Source,
            "category" => Self::Category,
            "nature" => Self::Nature,
            "level" => Self::Level,
            "outcome" => Self::Outcome,
            "responsibility" => Self::Responsibility,
            "satisfaction" => Self::Satisfaction,
            _ => return None,
        })
    }
}

/// The values of [`Column::Standing`], which every query reads first. Any other value means that the case is left out of all figures: it is
/// the index of the reason in `Out::ALL`, plus 1. (Natures that are counted apart depend on the policy and are not marked here.)
pub(super) mod standing {
    use crate::domain::query::tally::Out;

    /// A case that figures count.
    pub(crate) const COUNTS: u8 = 0;
    /// Nothing was registered (yet): not a case.
    pub(crate) const UNOPENED: u8 = u8::MAX - 1;
    /// Some value does not fit its column: read the record.
    pub(crate) const ODD: u8 = u8::MAX;

    /// A case that is left out of figures for this reason.
    pub(crate) const fn of(out: Out) -> u8 {
        1 + out as u8
    }
}

/// The bits of [`Column::Flags`].
pub(super) mod flag {
    /// It certainly missed a limit.
    pub(crate) const MISSED: u32 = 1;
    /// Its clock is stopped.
    pub(crate) const PAUSED: u32 = 1 << 1;
    /// A limit was extended.
    pub(crate) const EXTENDED: u32 = 1 << 2;
    /// It is under supervision.
    pub(crate) const SUPERVISED: u32 = 1 << 3;
    /// Only participants may see it.
    pub(crate) const RESTRICTED: u32 = 1 << 4;
    /// The complainant is anonymous.
    pub(crate) const ANONYMOUS: u32 = 1 << 5;
    /// Two writers acted without seeing each other.
    pub(crate) const CONTESTED: u32 = 1 << 6;
    /// Its history was imported.
    pub(crate) const IMPORTED: u32 = 1 << 7;
    /// A request to withdraw is undecided.
    pub(crate) const WITHDRAWAL: u32 = 1 << 8;
    /// It holds an event that was not understood and may not be skipped.
    pub(crate) const NOT_UNDERSTOOD: u32 = 1 << 9;
    /// The date of a running limit is provisional.
    pub(crate) const PROVISIONAL: u32 = 1 << 10;
    /// The flag `repeat`.
    pub(crate) const REPEAT: u32 = 1 << 11;
    /// The flag `mass`.
    pub(crate) const MASS: u32 = 1 << 12;
    /// The flag `media`.
    pub(crate) const MEDIA: u32 = 1 << 13;
    /// The flag `legal`.
    pub(crate) const LEGAL: u32 = 1 << 14;
    /// It has a title.
    pub(crate) const TITLED: u32 = 1 << 15;
    /// It has at least one round.
    pub(crate) const HAS_ROUND: u32 = 1 << 16;
    /// It is restricted, and staff complained about are named by code.
    pub(crate) const WITHHELD: u32 = 1 << 17;
    /// It is a duplicate of another case.
    pub(crate) const DUPLICATE: u32 = 1 << 18;
    /// The version that wrote its log read it differently.
    pub(crate) const REREAD: u32 = 1 << 19;
}

/// FNV-1a (32 bits) of a text that differs in nearly every case; 0 for none. Two texts may have the same: then the case is read.
pub(super) fn text_digest(text: &str) -> u32 {
    if text.is_empty() {
        return 0;
    }
    let hash = text.bytes().fold(0x811c_9dc5u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    hash.max(1)
}

impl Row {
    /// The row of a case. The ends of title and record are filled in when the file is written.
    pub(super) fn of(case: &Case, strings: &mut Interner) -> Self {
        let mut odd = false;
        let mut code = |code: &Code| {
            let number = strings.number(code).and_then(|number| u16::try_from(number).ok());
            number.unwrap_or_else(|| {
                odd = true;
                RARE
            })
        };
        let main = main(case, &mut code);
        let mut row = Self {
            number: case.id.number,
            main,
            state: case.state as u8,
            rounds: u8::try_from(case.round()).unwrap_or(u8::MAX),
            amount: case.facts.amount.map_or(NO_AMOUNT, |amount| amount.0),
            closed: closed(case),
            first_day: case.days.map_or(i32::MIN, |(first, _)| dues(case).fold(first.num_days_from_ce(), i32::min)),
            last_due: dues(case).max().unwrap_or(i32::MIN),
            last_day: last_day(case).num_days_from_ce(),
            last_recorded: case.last_recorded.num_days_from_ce(),
            channel: code(&case.facts.channel),
            category: code(&case.facts.category),
            nature: code(&case.facts.nature),
            source: code(&case.facts.source),
            unit: code(&case.unit),
            person: code(&case.person),
            against: code(&case.facts.against),
            owner: code(&case.facts.owner),
            received_by: code(&case.facts.received_by),
            level: code(&case.level),
            outcome: code(&case.outcome),
            responsibility: code(&case.responsibility),
            satisfaction: code(&case.satisfaction),
            source_ref: text_digest(&case.facts.source_ref),
            ..Self::default()
        };
        let mut moment = |moment: Option<Moment>| match moment.map(stamp) {
            None => NO_STAMP,
            Some(Some(stamp)) => stamp,
            Some(None) => {
                odd = true;
                NO_STAMP
            }
        };
        row.received = moment(case.received());
        row.recorded = moment(case.recorded);
        row.reply = moment(case.limits.get("reply").map(|due| due.at));
        if let Some(received) = case.received() {
            let day = day_number(received.date().num_days_from_ce());
            odd |= day.is_none();
            row.received_day = day.unwrap_or(0);
        }
        row.open(case, &mut odd);
        odd |= case.facts.amount.is_some_and(|amount| amount.0 == NO_AMOUNT) || row.rounds == u8::MAX;
        row.flags = flags(case);
        row.standing = match Cohort::default().leaves_out(case) {
            _ if case.unopened => standing::UNOPENED,
            _ if odd => standing::ODD,
            Some(out) => standing::of(out),
            None => standing::COUNTS,
        };
        row
    }

    /// Sets the columns about when the first running limit is past.
    fn open(&mut self, case: &Case, odd: &mut bool) {
        (self.open_day, self.open_date, self.open_instant) = (NO_DATE, NO_DATE, i64::MAX);
        self.open_first = NO_DATE;
        if case.paused.is_some() {
            return;
        }
        for (_, due) in case.open_limits() {
            let date = due.at.date().num_days_from_ce();
            if due.at.is_day() {
                self.open_day = self.open_day.min(date);
                continue;
            }
            match utc(due.at) {
                Some(millis) => self.open_instant = self.open_instant.min(millis),
                None => *odd = true,
            }
            self.open_date = self.open_date.min(date);
        }
        self.open_first = self.open_day.min(self.open_date);
    }
}

fn flags(case: &Case) -> u32 {
    [
        (flag::MISSED, case.missed().next().is_some()),
        (flag::PAUSED, case.paused.is_some()),
        (flag::EXTENDED, case.extended),
        (flag::SUPERVISED, case.is_supervised()),
        (flag::RESTRICTED, case.facts.restricted),
        (flag::ANONYMOUS, case.facts.anonymous),
        (flag::CONTESTED, case.contested),
        (flag::IMPORTED, case.imported),
        (flag::WITHDRAWAL, case.withdrawal_open),
        (flag::NOT_UNDERSTOOD, case.not_understood),
        (flag::PROVISIONAL, case.open_limits().any(|(_, due)| due.provisional)),
        (flag::REPEAT, case.is_linked("repeat")),
        (flag::MASS, case.is_linked("incident")),
        (flag::MEDIA, case.is_media()),
        (flag::LEGAL, case.is_legal()),
        (flag::TITLED, case.title.is_some()),
        (flag::HAS_ROUND, !case.rounds.is_empty()),
        (flag::WITHHELD, case.withheld),
        (flag::DUPLICATE, case.is_duplicate()),
        (flag::REREAD, case.reread),
    ]
    .into_iter()
    .map(|(bit, on)| if on { bit } else { 0 })
    .sum()
}

/// The case that a case is a duplicate of: the number of its desk in the string table, its year, and its number.
fn main(case: &Case, code: &mut impl FnMut(&Code) -> u16) -> u64 {
    let mut mains = case.mains();
    match (mains.next(), mains.next()) {
        (None, _) => 0,
        (Some(main), None) if !main.is_shared() => match code(&main.desk.as_str().into()) {
            RARE => SEVERAL,
            desk => u64::from(desk) << 48 | u64::from(main.year) << 32 | u64::from(main.number),
        },
        _ => SEVERAL,
    }
}

/// The day on which a case with one round was closed. For several rounds the column is empty; queries look at `rounds` first.
fn closed(case: &Case) -> i32 {
    match case.rounds[..] {
        [Round { ended: Some((State::Closed, on)), .. }] => on.date().num_days_from_ce(),
        _ => NO_DATE,
    }
}

/// The days of the limits of all rounds.
fn dues(case: &Case) -> impl Iterator<Item = i32> {
    let rounds = (0..case.rounds.len()).flat_map(|round| case.limits_of(round).values());
    rounds.chain(case.limits.values()).map(|due| due.at.date().num_days_from_ce())
}

/// The latest day of anything of it: from then on the case looks as it does now.
fn last_day(case: &Case) -> NaiveDate {
    let last = case.days.map_or(NaiveDate::MAX, |(_, last)| last);
    // A limit that is due on a day has run out on the next.
    let run_out = |due: Moment| if due.is_day() { due.date().succ_opt().unwrap_or(NaiveDate::MAX) } else { due.date() };
    case.lapsed.iter().map(|missed| run_out(missed.due)).fold(last, NaiveDate::max)
}

/// An instant in milliseconds since 1970 UTC; `None` if it has a finer resolution.
pub(super) fn utc(at: Moment) -> Option<i64> {
    let nanos = at.local().time().nanosecond();
    let whole = nanos.is_multiple_of(1_000_000) && nanos < 1_000_000_000;
    whole.then(|| at.local().and_utc().timestamp_millis() - i64::from(at.offset()) * 1000)
}

/// A moment as a number that sorts by local time: milliseconds, then the offset in minutes, then whether it is a whole day. `None` if the
/// number cannot hold the moment exactly.
pub(super) fn stamp(moment: Moment) -> Option<i64> {
    let nanos = moment.local().time().nanosecond();
    let minutes = i64::from(moment.offset()) / 60;
    let millis = moment.local().and_utc().timestamp_millis();
    let fits = nanos.is_multiple_of(1_000_000)
        && nanos < 1_000_000_000
        && moment.offset() % 60 == 0
        && millis.abs() < 1 << 49
        && minutes.abs() < 2048;
    fits.then(|| millis << 13 | (minutes + 2048) << 1 | i64::from(moment.is_day()))
}

/// The moment of a stamp.
pub(super) fn moment(stamp: i64) -> Option<Moment> {
    if stamp == NO_STAMP {
        return None;
    }
    let local = chrono::DateTime::from_timestamp_millis(stamp >> 13)?.naive_utc();
    if stamp & 1 == 1 {
        return Some(Moment::day(local.date()));
    }
    let minutes = (stamp >> 1 & 0xfff) - 2048;
    at_offset(local, i32::try_from(minutes * 60).ok()?)
}

/// Days from the year 1 to 1970.
const EPOCH: i64 = 719_163;
/// The milliseconds of a day.
const DAY: i64 = 86_400_000;

/// The local day of a stamp.
pub(super) fn day_of(stamp: i64) -> i32 {
    i32::try_from((stamp >> 13).div_euclid(DAY) + EPOCH).unwrap_or(NO_DATE)
}

/// The first stamp of a local day. The stamps of earlier days are all smaller.
pub(super) fn stamp_of(day: i32) -> i64 {
    (i64::from(day) - EPOCH).saturating_mul(DAY << 13)
}

/// The first and the last day that have a number, from 1 January 1970 to 4 June 2149, in days since the year 1.
pub(super) const DAYS: (i32, i32) = (719_163, 719_162 + u16::MAX as i32 - 1);

/// The number of a day within [`DAYS`], from 1. `None` for any other day.
pub(super) fn day_number(day: i32) -> Option<u16> {
    let (first, last) = DAYS;
    (first..=last).contains(&day).then(|| u16::try_from(day - first + 1).ok())?
}

/// The day with a number.
pub(super) fn day_numbered(number: u16) -> Option<NaiveDate> {
    let day = NaiveDate::from_num_days_from_ce_opt(DAYS.0 - 1 + i32::from(number));
    day.filter(|_| number != 0 && number != u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn standing_of_a_left_out_case_is_its_reason_plus_one() {
        for (place, out) in crate::domain::query::tally::Out::ALL.into_iter().enumerate() {
            assert_eq!(usize::from(standing::of(out)), place + 1);
        }
    }

    #[test]
    fn only_days_within_the_range_have_a_number() {
        for number in 1..u16::MAX {
            let day = day_numbered(number).expect("a day");
            assert_eq!(day_number(day.num_days_from_ce()), Some(number));
        }
        assert!(day_numbered(0).is_none() && day_numbered(u16::MAX).is_none());
        assert!([DAYS.0 - 1, DAYS.1 + 1, NO_DATE].iter().all(|day| day_number(*day).is_none()));
    }
}
