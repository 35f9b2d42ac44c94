//! The columns: what of each case queries filter and count on, in fixed width, little-endian.
//!
//! | kind of value | as |
//! |---|---|
//! | a code | its number in the string table; [`RARE`] where the table has no room: then only the record knows |
//! | a moment | see [`stamp`]; [`NO_STAMP`] for none |
//! | a day that is counted on | see [`day_number`]; 0 for none |
//! | a date | days since the year 1 ([`NO_DATE`] for none) |
//! | yes or no | a bit of `flags`, see [`flag`] |
//!
//! Invariant: a row that is [`standing::ODD`] says nothing but its case's number: something of the case has no place in a column.

use crate::domain::Code;
use crate::domain::case::{Case, Round};
use crate::domain::query::tally::Cohort;
use crate::domain::value::moment::{Moment, at_offset};
use crate::domain::value::state::State;
use crate::index::Doubt;
use crate::index::strings::Interner;
use chrono::{Datelike, NaiveDate, Timelike};

/// No moment.
pub(super) const NO_STAMP: i64 = i64::MIN;
/// No date: later than any.
pub(super) const NO_DATE: i32 = i32::MAX;
/// Of more than one case, or of one whose name has no place here.
pub(super) const SEVERAL: u64 = u64::MAX;
/// No amount.
pub(super) const NO_AMOUNT: i64 = i64::MIN;
/// A code that is not in the string table.
pub(super) const RARE: u16 = u16::MAX;

macro_rules! columns {
    ($( $(#[$doc:meta])* $name:ident $field:ident : $type:ty ),* $(,)?) => {
        /// A column, by its place in the file.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Column { $( $(#[$doc])* $name ),* }

        impl Column {
            /// All, in the order of the file.
            pub(super) const ALL: &[Self] = &[$( Self::$name ),*];

            /// Bytes of a value.
            pub(super) const fn width(self) -> usize {
                match self { $( Self::$name => size_of::<$type>() ),* }
            }
        }

        /// What the columns say of a case.
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        pub(super) struct Row { $( $(#[$doc])* pub(super) $field: $type ),* }

        impl Row {
            /// Bytes of a row.
            pub(super) const BYTES: usize = 0 $( + size_of::<$type>() )*;

            /// Appends the values, in the order of the columns.
            pub(super) fn write(&self, out: &mut Vec<u8>) {
                $( out.extend_from_slice(&self.$field.to_le_bytes()); )*
            }

            /// Reads the values, column by column.
            pub(super) fn read<'p>(mut get: impl FnMut(Column) -> Result<&'p [u8], Doubt>) -> Result<Self, Doubt> {
                Ok(Self {
                    $( $field: get(Column::$name)?.try_into().map(<$type>::from_le_bytes).map_err(|_| Doubt::Shape)?, )*
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
    /// Where its title ends; it begins where the one before ends.
    TitleEnd title_end: u64,
    /// Where its record ends; it begins where the one before ends.
    RecordEnd record_end: u64,
    /// First receipt, a moment.
    Received received: i64,
    /// Its day.
    ReceivedDay received_day: u16,
    /// When it was recorded, a moment.
    Recorded recorded: i64,
    /// The due date of the reply limit in force, a moment.
    Reply reply: i64,
    /// The earliest local day on which a limit that runs is due: until then none is past, wherever its clock stands.
    OpenFirst open_first: i32,
    /// The earliest due day of a limit that runs: past when that day is.
    OpenDay open_day: i32,
    /// The local day of the earliest instant at which a limit that runs is due.
    OpenDate open_date: i32,
    /// The earliest of those instants, in milliseconds since 1970 UTC; `i64::MAX` for none.
    OpenInstant open_instant: i64,
    /// The day on which its only round was closed.
    Closed closed: i32,
    /// The case that it is a duplicate of, see [`packed`]; 0 for none, [`SEVERAL`] where the record knows.
    Main main: u64,
    /// Sum in question, in hundredths.
    Amount amount: i64,
    /// Where it stands: place in [`State::ALL`].
    State state: u8,
    /// Rounds; 255 for that many or more.
    Rounds rounds: u8,
    /// Channel.
    Channel channel: u16,
    /// Category.
    Category category: u16,
    /// Nature.
    Nature nature: u16,
    /// Source.
    Source source: u16,
    /// Lead unit.
    Unit unit: u16,
    /// Handler.
    Person person: u16,
    /// Unit complained about.
    Against against: u16,
    /// Unit whose customer it is.
    Owner owner: u16,
    /// Unit that first heard it.
    ReceivedBy received_by: u16,
    /// Level it was escalated to.
    Level level: u16,
    /// Outcome of the round in hand.
    Outcome outcome: u16,
    /// Responsibility.
    Responsibility responsibility: u16,
    /// Satisfaction.
    Satisfaction satisfaction: u16,
}

impl Column {
    /// The column of a code of the case, by the code's key in terms and counts.
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

/// The values of [`Column::Standing`]: what every query asks of a row first. One that is none of these is left out of all figures:
/// then it is the place of the reason in `Out::ALL`, from 1. (Whether a nature is counted apart is the policy's to say.)
pub(super) mod standing {
    use crate::domain::query::tally::Out;

    /// It is a case that figures count.
    pub(crate) const COUNTS: u8 = 0;
    /// Nothing was registered (yet): it is no case.
    pub(crate) const UNOPENED: u8 = u8::MAX - 1;
    /// Something has no place in the columns: look at the record.
    pub(crate) const ODD: u8 = u8::MAX;

    /// It is left out of figures.
    pub(crate) const fn of(out: Out) -> u8 {
        1 + out as u8
    }
}

/// The bits of [`Column::Flags`].
pub(super) mod flag {
    /// It missed a limit for certain.
    pub(crate) const MISSED: u32 = 1;
    /// Its clock is stopped.
    pub(crate) const PAUSED: u32 = 1 << 1;
    /// A limit was extended.
    pub(crate) const EXTENDED: u32 = 1 << 2;
    /// It stands under supervision.
    pub(crate) const SUPERVISED: u32 = 1 << 3;
    /// Only participants may see it.
    pub(crate) const RESTRICTED: u32 = 1 << 4;
    /// The complainant gave no name.
    pub(crate) const ANONYMOUS: u32 = 1 << 5;
    /// Two writers acted without seeing each other.
    pub(crate) const CONTESTED: u32 = 1 << 6;
    /// Its history was taken in from elsewhere.
    pub(crate) const IMPORTED: u32 = 1 << 7;
    /// A wish to withdraw is not decided.
    pub(crate) const WITHDRAWAL: u32 = 1 << 8;
    /// It holds an event that may not be passed over.
    pub(crate) const NOT_UNDERSTOOD: u32 = 1 << 9;
    /// A date that runs is provisional.
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
    /// It has a receipt.
    pub(crate) const HAS_ROUND: u32 = 1 << 16;
    /// Restricted, and somebody is complained about by code.
    pub(crate) const WITHHELD: u32 = 1 << 17;
    /// Another case stands for it.
    pub(crate) const DUPLICATE: u32 = 1 << 18;
    /// The version that wrote its log read it otherwise.
    pub(crate) const REREAD: u32 = 1 << 19;
}

impl Row {
    /// The row of a case; the ends of title and record are the writer's.
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
            amount: case.amount.map_or(NO_AMOUNT, |amount| amount.0),
            closed: closed(case),
            channel: code(&case.channel),
            category: code(&case.category),
            nature: code(&case.nature),
            source: code(&case.source),
            unit: code(&case.unit),
            person: code(&case.person),
            against: code(&case.against),
            owner: code(&case.owner),
            received_by: code(&case.received_by),
            level: code(&case.level),
            outcome: code(&case.outcome),
            responsibility: code(&case.responsibility),
            satisfaction: code(&case.satisfaction),
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
        odd |= case.amount.is_some_and(|amount| amount.0 == NO_AMOUNT) || row.rounds == u8::MAX;
        row.flags = flags(case);
        row.standing = match Cohort::default().leaves_out(case) {
            _ if case.unopened => standing::UNOPENED,
            _ if odd => standing::ODD,
            Some(out) => standing::of(out),
            None => standing::COUNTS,
        };
        row
    }

    /// When the first limit that runs is past.
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
        (flag::RESTRICTED, case.restricted),
        (flag::ANONYMOUS, case.anonymous),
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

/// The case that a case is a duplicate of: its desk's number in the string table, its year, its number.
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

/// The day on which a case of one round was closed. Of several rounds the column does not tell: queries look at `rounds` first.
fn closed(case: &Case) -> i32 {
    match case.rounds[..] {
        [Round { ended: Some((State::Closed, on)), .. }] => on.date().num_days_from_ce(),
        _ => NO_DATE,
    }
}

/// Milliseconds since 1970 UTC of an instant; `None` where it is finer than that.
pub(super) fn utc(at: Moment) -> Option<i64> {
    let nanos = at.local().time().nanosecond();
    let whole = nanos.is_multiple_of(1_000_000) && nanos < 1_000_000_000;
    whole.then(|| at.local().and_utc().timestamp_millis() - i64::from(at.offset()) * 1000)
}

/// A moment as a number that orders as its local time does: milliseconds, then the offset in minutes, then whether it is a day.
/// `None` where that does not say all of it.
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
/// Milliseconds of a day.
const DAY: i64 = 86_400_000;

/// The local day of a stamp.
pub(super) fn day_of(stamp: i64) -> i32 {
    i32::try_from((stamp >> 13).div_euclid(DAY) + EPOCH).unwrap_or(NO_DATE)
}

/// The first stamp of a local day; no stamp of a day before it is as great.
pub(super) fn stamp_of(day: i32) -> i64 {
    (i64::from(day) - EPOCH).saturating_mul(DAY << 13)
}

/// The first and the last day that are counted on, from 1 January 1970 to 4 June 2149, in days since the year 1.
pub(super) const DAYS: (i32, i32) = (719_163, 719_162 + u16::MAX as i32 - 1);

/// The number of a day that is counted on: that of the first is 1. `None` for any other day.
pub(super) fn day_number(day: i32) -> Option<u16> {
    let (first, last) = DAYS;
    (first..=last).contains(&day).then(|| u16::try_from(day - first + 1).ok())?
}

/// The day of a number.
pub(super) fn day_numbered(number: u16) -> Option<NaiveDate> {
    let day = NaiveDate::from_num_days_from_ce_opt(DAYS.0 - 1 + i32::from(number));
    day.filter(|_| number != 0 && number != u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_stands_by_the_place_of_its_reason() {
        for (place, out) in crate::domain::query::tally::Out::ALL.into_iter().enumerate() {
            assert_eq!(usize::from(standing::of(out)), place + 1);
        }
    }

    #[test]
    fn a_day_that_is_counted_on_has_a_number_and_no_other_has() {
        for number in 1..u16::MAX {
            let day = day_numbered(number).expect("a day");
            assert_eq!(day_number(day.num_days_from_ce()), Some(number));
        }
        assert!(day_numbered(0).is_none() && day_numbered(u16::MAX).is_none());
        assert!([DAYS.0 - 1, DAYS.1 + 1, NO_DATE].iter().all(|day| day_number(*day).is_none()));
    }
}
