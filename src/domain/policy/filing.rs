//! Filings: periodic reports that units owe. Which unit owes which report, for which period, to whom, and by when.
//!
//! Invariant: pure. A report is owed from the day after its period's end until it is issued or comes in, however late.

use crate::domain::Code;
use crate::domain::calendar::period::{Period, PeriodKind};
use crate::domain::calendar::{Calendar, Counted};
use crate::domain::case::apply;
use crate::domain::event::{Body, Event};
use crate::domain::policy::Filing;
use crate::domain::policy::directory::{Directory, Unit};
use crate::domain::value::id::EventId;
use crate::domain::value::moment::Moment;
use crate::domain::value::within::Within;
use chrono::{Days, NaiveDate};

/// The kinds of events that concern filings.
pub const EVENTS: &[&str] = &["reported", "received", "revoked"];

/// A paper that was issued or came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filed {
    /// The event.
    pub event: EventId,
    /// The filing's code.
    pub filing: Code,
    /// The unit that owed it.
    pub unit: Code,
    /// The period's code.
    pub period: Code,
    /// When.
    pub on: Moment,
    /// When the first paper of the period was filed: a corrected one makes a punctual filing not late.
    pub first: Moment,
    /// What was on record at this instant is in it; `None` for a paper that came in.
    pub known: Option<Moment>,
    /// The name of the file in `reports/`; empty for a paper that came in.
    pub name: Code,
    /// SHA-256 of the file.
    pub file: Code,
    /// There was nothing to report.
    pub nil: bool,
    /// The receipt, and when it came.
    pub receipt: Option<(Moment, Code)>,
}

/// The papers that were filed, in the order of the log; without revoked ones. A corrected paper takes the place of the one that it names.
#[must_use]
pub fn filed(events: &[Event]) -> Vec<Filed> {
    let all: Vec<&Event> = events.iter().collect();
    let gone = apply::revoked(&all);
    let mut found: Vec<Filed> = Vec::new();
    for event in all.into_iter().filter(|event| !gone.contains(&event.id())) {
        let filed = |filing: &Code, unit: &Code, period: &Code, file: &Code, nil| Filed {
            event: event.id(),
            filing: filing.clone(),
            unit: unit.clone(),
            period: period.clone(),
            on: event.on(),
            first: event.on(),
            known: None,
            name: Code::default(),
            file: file.clone(),
            nil,
            receipt: None,
        };
        match &event.body {
            Body::Reported(body) => {
                let one = filed(&body.filing, &body.unit, &body.period, &body.file, body.nil);
                put(&mut found, Filed { known: body.known, name: body.name.clone(), ..one }, body.replaces);
            }
            Body::FilingReceived(body) if body.receipt.is_empty() => {
                let one = filed(&body.filing, &body.unit, &body.period, &body.file, body.nil);
                put(&mut found, one, body.replaces);
            }
            Body::FilingReceived(body) => {
                let is = |known: &&mut Filed| {
                    (&known.filing, &known.unit, &known.period) == (&body.filing, &body.unit, &body.period)
                };
                if let Some(known) = found.iter_mut().rev().find(is) {
                    known.receipt = Some((event.on(), body.receipt.clone()));
                }
            }
            _ => {}
        }
    }
    found
}

/// Puts a paper in the place of the one that it replaces. Another desk may have replaced that unseen: the first of the period counts.
fn put(found: &mut Vec<Filed>, one: Filed, replaced: Option<EventId>) {
    let is_same = |known: &&Filed| (&known.filing, &known.unit, &known.period) == (&one.filing, &one.unit, &one.period);
    let earlier = found.iter().filter(is_same).map(|known| known.first).filter(|_| replaced.is_some());
    let first = earlier.fold(one.first, |first, known| if first.is_after(known) { known } else { first });
    found.retain(|known| Some(known.event) != replaced);
    found.push(Filed { first, ..one });
}

impl FilingOwed<'_> {
    /// The paper by which it was filed.
    #[must_use]
    pub fn filed<'f>(&self, all: &'f [Filed]) -> Option<&'f Filed> {
        let period = self.period.to_string();
        all.iter()
            .rev()
            .find(|filed| filed.filing == self.row.code && filed.unit == self.unit && filed.period == period)
    }
}

/// The unit of whose cases a paper tells: a department files for the unit to which it belongs.
#[must_use]
pub fn scope<'d>(unit: &'d str, directory: &'d Directory) -> &'d str {
    let Some(known) = directory.unit(unit) else { return unit };
    match directory.unit(&known.parent) {
        Some(above) if !above.level.is_empty() && above.level == known.level => &above.code,
        _ => unit,
    }
}

/// Whose cases a report tells of.
pub const COVERS: &[&str] = &["unit", "all"];

/// The unit of whose cases, with those of the units below, a paper tells; `None`: of all, also those that no unit has yet.
#[must_use]
fn covered<'d>(row: &Filing, unit: &'d str, directory: &'d Directory) -> Option<&'d str> {
    let scope = scope(unit, directory);
    // The only unit at the top is the desk as a whole; of several each has its own.
    let is_below = directory.unit(scope).is_some_and(|unit| !unit.parent.is_empty());
    let is_top = |unit: &&Unit| unit.parent.is_empty() && !unit.outside && unit.into.is_empty() && unit.until.is_none();
    let is_one_of_several = directory.units.iter().filter(is_top).count() > 1;
    let is_below = is_below || (is_one_of_several && directory.unit(scope).is_some());
    // The only department of its kind files for the whole desk, wherever it stands; offices of a level each for themselves.
    let holds = |unit: &&Unit| unit.functions.contains(&row.from) && !unit.outside && unit.until.is_none();
    let is_only = !row.from.is_empty() && row.levels.is_empty() && directory.units.iter().filter(holds).count() == 1;
    let is_below = is_below && !is_only;
    (is_below && row.covers != "all").then_some(scope)
}

/// The terms that the cases of a unit's paper fulfil: those of the row, and the unit where it does not tell of all.
#[must_use]
pub fn terms(row: &Filing, unit: &str, directory: &Directory) -> Vec<String> {
    let scope = Some(unit).filter(|unit| !unit.is_empty()).and_then(|unit| covered(row, unit, directory));
    row.terms.iter().cloned().chain(scope.map(|scope| format!("unit:{scope}"))).collect()
}

/// How often a report may be owed; words from [`PeriodKind::NAMED`](crate::domain::calendar::period::PeriodKind::NAMED).
pub const EVERY: &[&str] = &["week", "half-month", "month", "quarter", "half-year", "year"];

/// The forms that can be filed.
pub const FORMS: &[&str] = &["register", "stats", "summary", "columns"];

/// What a row of a filing with columns is.
pub const ROWS: &[&str] = &["group", "case"];

/// The cases of a filing with a row a case.
pub const COHORTS: &[&str] = &["received", "ended", "open"];

/// What is shown of a measure in a column.
pub const SHOWN: &[&str] = &["value", "part", "whole", "p90", "max", "last-year", "change"];

/// One side of a foot test: columns with their signs.
pub type FootSide<'t> = Vec<(i64, &'t str)>;

/// A foot test as its two sides: columns joined by ` + ` and ` - `, with one `=` between the sides. `None` if it is none.
#[must_use]
pub fn foot_sides(text: &str) -> Option<(FootSide<'_>, FootSide<'_>)> {
    let (left, right) = text.split_once('=')?;
    Some((foot_side(left)?, foot_side(right)?))
}

fn foot_side(text: &str) -> Option<FootSide<'_>> {
    let mut words = text.split_whitespace();
    let mut all = vec![(1, words.next()?)];
    while let Some(sign) = words.next() {
        let sign = match sign {
            "+" => 1,
            "-" | "−" => -1,
            _ => return None,
        };
        all.push((sign, words.next()?));
    }
    Some(all)
}

/// A report that a unit owes.
#[derive(Clone, Debug, PartialEq)]
pub struct FilingOwed<'p> {
    /// The policy's row.
    pub row: &'p Filing,
    /// The unit that owes it.
    pub unit: Code,
    /// The unit to which it goes; empty if no open unit has the function.
    pub to: Code,
    /// The period that it covers.
    pub period: Period,
    /// The due date.
    pub due: NaiveDate,
    /// Whether the due date depends on a year without a published calendar.
    pub provisional: bool,
}

/// The reports of a row that are owed on `day`, one for each unit and period, for periods that ended on `since` or
/// later; oldest first.
#[must_use]
pub fn owed<'p>(
    row: &'p Filing,
    directory: &Directory,
    desk: &str,
    calendar: &Calendar,
    (since, day): (NaiveDate, NaiveDate),
) -> Vec<FilingOwed<'p>> {
    let mut all = Vec::new();
    let mut next = last(row, calendar, day);
    while let Some((period, due)) = next.filter(|(period, _)| period.to >= Some(since)) {
        // A unit that owed the report on its due date still owes it.
        let on = day.min(due.date);
        let one = |unit: Code| {
            let to = recipient(row, &unit, directory, on).map_or_else(Code::default, |to| to.code.clone());
            FilingOwed { row, unit, to, period, due: due.date, provisional: due.provisional }
        };
        all.push(owing(row, directory, desk, on).into_iter().map(one).collect::<Vec<_>>());
        next = period.previous().and_then(|before| Some((before, self::due(row, &before, calendar)?)));
    }
    all.into_iter().rev().flatten().collect()
}

/// The last period that ended before `day`, and the due date of its report.
#[must_use]
pub fn last(row: &Filing, calendar: &Calendar, day: NaiveDate) -> Option<(Period, Counted)> {
    let period = Period::of(PeriodKind::named(&row.every)?, day).previous()?;
    let due = due(row, &period, calendar)?;
    Some((period, due))
}

/// The due date of a period's report. Hours are rounded to days from the period's end; `None` if the row sets no
/// length.
#[must_use]
pub fn due(row: &Filing, period: &Period, calendar: &Calendar) -> Option<Counted> {
    let end = period.to?;
    match row.within? {
        Within::WorkingHours(hours) => {
            let days = (hours * 60).div_ceil(calendar.hours.of_day().max(1));
            calendar.due(end, Within::WorkingDays(days), &|_| false)
        }
        Within::Hours(hours) => {
            let date = end.checked_add_days(Days::new(u64::from(hours.div_ceil(24))))?;
            Some(Counted { date, provisional: false })
        }
        within => calendar.due(end, within, &|_| false),
    }
}

/// Whether a unit owes the report on `day`: it is open, has the row's function and level, and has none of the excepted
/// functions. A row without a function means the units of a level, not their departments (units of the same level as
/// their parent).
#[must_use]
pub fn owes(row: &Filing, unit: &Unit, directory: &Directory, day: NaiveDate) -> bool {
    let is_department =
        || directory.unit(&unit.parent).is_some_and(|above| !above.level.is_empty() && above.level == unit.level);
    unit.is_open_on(day)
        && !unit.outside
        && if row.from.is_empty() { !is_department() } else { unit.functions.contains(&row.from) }
        && (row.levels.is_empty() || row.levels.contains(&unit.level))
        && !row.except.iter().any(|function| unit.functions.contains(function))
}

/// The units that owe the report on `day`. If the directory has no units, the desk is the only unit and owes every
/// report.
#[must_use]
pub fn owing(row: &Filing, directory: &Directory, desk: &str, day: NaiveDate) -> Vec<Code> {
    if directory.units.is_empty() {
        return vec![desk.into()];
    }
    let units = directory.units.iter().filter(|unit| owes(row, unit, directory, day));
    units.map(|unit| unit.code.clone()).collect()
}

/// The unit to which a unit's report goes, among the open units with the function: one with the same parent, else the
/// nearest further up; else the only one there is. A branch's report goes to the head office's union, not to the
/// branch's own; a department's to its branch's.
#[must_use]
pub fn recipient<'d>(row: &Filing, unit: &str, directory: &'d Directory, day: NaiveDate) -> Option<&'d Unit> {
    let has = |u: &&Unit| u.is_open_on(day) && u.functions.contains(&row.to) && u.code != unit;
    let able = || directory.units.iter().filter(has);
    let above = directory.with_parents(unit);
    let near = above.iter().skip(1).find_map(|up| able().find(|u| u.parent == up.code || u.code == up.code));
    let only = || able().next().filter(|_| able().count() == 1);
    near.or_else(only)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn row(text: &str) -> Filing {
        toml::from_str(&format!("code = \"x\"\nwithin = \"5wd\"\n{text}")).expect("a row")
    }

    fn directory() -> Directory {
        toml::from_str(
            r#"
            unit = [
                { code = "hq", level = "head-office" },
                { code = "hq-office", level = "head-office", parent = "hq", functions = ["president-office"] },
                { code = "hq-union", level = "head-office", parent = "hq", functions = ["union"] },
                { code = "hq-service", level = "head-office", parent = "hq", functions = ["customer-service"] },
                { code = "beijing", level = "branch-1", parent = "hq", functions = ["key-branch"] },
                { code = "shanxi", level = "branch-1", parent = "hq" },
                { code = "shanxi-union", level = "branch-1", parent = "shanxi", functions = ["union"] },
                { code = "shanxi-service", level = "branch-1", parent = "shanxi", functions = ["customer-service"] },
                { code = "taiyuan", level = "branch-2", parent = "shanxi" },
                { code = "gone", level = "branch-1", parent = "hq", until = 2026-06-30 },
            ]"#,
        )
        .expect("a directory")
    }

    fn told(row: &Filing, day: &str) -> Vec<String> {
        let (directory, calendar) = (directory(), Calendar::embedded());
        // Only the last period.
        let since = Period::of(PeriodKind::named(&row.every).expect("a kind"), date(day)).previous().and_then(|p| p.to);
        let all = owed(row, &directory, "HQ", &calendar, (since.expect("a day"), date(day)));
        all.iter().map(|o| format!("{} > {} {} {}", o.unit, o.to, o.period, o.due)).collect()
    }

    #[test]
    fn a_foot_test_has_two_sides_of_columns_with_signs() {
        assert_eq!(
            foot_sides("opening + received - disposed = closing"),
            Some((vec![(1, "opening"), (1, "received"), (-1, "disposed")], vec![(1, "closing")]))
        );
        for wrong in ["", "a", "a =", "a + = b", "a b = c", "= c", "a + b"] {
            assert_eq!(foot_sides(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn owing_units_and_recipients_by_function_and_level() {
        let half =
            row("every = \"half-month\"\nfrom = \"union\"\nlevels = [\"head-office\"]\nto = \"president-office\"");
        assert_eq!(told(&half, "2026-11-17"), ["hq-union > hq-office 2026-11-a 2026-11-20"]);
        let key = row("every = \"half-month\"\nfrom = \"key-branch\"\nto = \"union\"");
        assert_eq!(told(&key, "2026-11-17"), ["beijing > hq-union 2026-11-a 2026-11-20"]);
        // Excludes the key branch and a branch's own departments; goes to the head office's union, not to the branch's.
        let others = row("every = \"quarter\"\nlevels = [\"branch-1\"]\nexcept = [\"key-branch\"]\nto = \"union\"");
        assert_eq!(told(&others, "2026-07-01"), ["shanxi > hq-union 2026-Q2 2026-07-07"]);
        // A unit that closed on the last day of the period still owes its report.
        let monthly = row("every = \"month\"\nlevels = [\"branch-1\"]\nexcept = [\"key-branch\"]");
        assert_eq!(told(&monthly, "2026-06-02"), ["shanxi >  2026-05 2026-06-05", "gone >  2026-05 2026-06-05"]);
        // A centre's figures go to the union of its own level.
        let stats = row("every = \"month\"\nfrom = \"customer-service\"\nto = \"union\"");
        let wanted = ["hq-service > hq-union 2026-10 2026-11-06", "shanxi-service > shanxi-union 2026-10 2026-11-06"];
        assert_eq!(told(&stats, "2026-11-02"), wanted);
        let alone = owing(&half, &Directory::default(), "HQ", date("2026-11-17"));
        assert_eq!(alone, ["HQ"]);
    }

    #[test]
    fn a_report_is_owed_from_the_end_of_its_period() {
        let stats = row("every = \"month\"\nfrom = \"customer-service\"\nlevels = [\"head-office\"]\nto = \"union\"");
        // September 2026 ends before the National Day: seven days of rest, then the working days 8, 9, 10 (a make-up
        // Saturday), 12 and 13.
        assert_eq!(told(&stats, "2026-09-30"), ["hq-service > hq-union 2026-08 2026-09-07"], "August's, still");
        assert_eq!(told(&stats, "2026-10-01"), ["hq-service > hq-union 2026-09 2026-10-13"]);
        assert_eq!(told(&stats, "2026-10-13").len(), 1);
        assert_eq!(told(&stats, "2026-10-14").len(), 1, "and on the day after its day of delivery");
        let (directory, calendar) = (directory(), Calendar::embedded());
        let periods = |since: &str, day: &str| -> Vec<String> {
            let all = owed(&stats, &directory, "HQ", &calendar, (date(since), date(day)));
            all.iter().map(|o| o.period.to_string()).collect()
        };
        assert_eq!(periods("2026-08-31", "2026-11-20"), ["2026-08", "2026-09", "2026-10"]);
        assert_eq!(periods("2026-09-01", "2026-11-20"), ["2026-09", "2026-10"]);
        let due = |every: &str, within: &str, day: &str| {
            let row = Filing { every: every.into(), within: within.parse().ok(), ..Filing::default() };
            last(&row, &Calendar::embedded(), date(day)).map(|(period, due)| (period.to_string(), due))
        };
        let day = |text: &str, provisional| Counted { date: date(text), provisional };
        // A limit in calendar days that ends on a Sunday moves to Monday; hours are rounded to days; the year after the
        // last notice is provisional.
        assert_eq!(due("half-month", "7d", "2026-11-16"), Some(("2026-11-a".into(), day("2026-11-23", false))));
        assert_eq!(due("half-year", "36h", "2026-08-20"), Some(("2026-H1".into(), day("2026-07-02", false))));
        assert_eq!(due("year", "5wd", "2027-01-01"), Some(("2026".into(), day("2027-01-07", true))));
        assert_eq!(due("fortnight", "5wd", "2027-01-01"), None);
        assert_eq!(due("year", "none", "2027-01-01"), None);
    }
}
