//! The context of every report: policy and directory for names, calendar for working days, language, day.
//!
//! Invariant: all names in reports come from here; a cell's code is from the case, and its name is in the reader's
//! language.

use crate::document::table::{Cell, Column, Tone};
use crate::domain::Code;
use crate::domain::calendar::Calendar;
use crate::domain::case::due::Due;
use crate::domain::case::limit;
use crate::domain::case::{Case, Missed, Standing};
use crate::domain::policy::Policy;
use crate::domain::policy::directory::Directory;
use crate::domain::query::term::At;
use crate::domain::value::moment::Moment;
use crate::domain::value::state::State;
use crate::text::code_names::Names;
use crate::text::names::{self, WordKind};
use crate::text::{Lang, Two, labels};
use chrono::NaiveDate;

/// The context of a report.
#[derive(Clone, Copy)]
pub struct ReportContext<'a> {
    /// The policy: titles of codes.
    pub policy: &'a Policy,
    /// Names of units and people.
    pub directory: &'a Directory,
    /// The working days.
    pub calendar: &'a Calendar,
    /// The reader's language.
    pub lang: Lang,
    /// The as-of day of the report.
    pub day: NaiveDate,
    /// The instant, if the report is as of this moment and not of the end of a day.
    pub now: Option<Moment>,
}

impl ReportContext<'_> {
    /// Names for codes, by the policy and the directory.
    #[must_use]
    pub fn names(&self) -> Names<'_> {
        Names { policy: self.policy, directory: self.directory }
    }

    /// The as-of day and instant, for filters.
    #[must_use]
    pub fn as_of(&self) -> At {
        At { day: self.day, now: self.now }
    }

    /// A column with its heading.
    #[must_use]
    pub fn column(&self, key: &str, right: bool) -> Column {
        Column { key: key.into(), title: labels::heading(key, self.lang), right }
    }

    /// The columns of a table, by their keys.
    #[must_use]
    pub fn columns(&self, keys: &[&str]) -> Vec<Column> {
        keys.iter().map(|key| if *key == "days_late" { self.days_column() } else { self.column(key, false) }).collect()
    }

    /// The column of working days late or left.
    #[must_use]
    pub fn days_column(&self) -> Column {
        let title = Two("Working days", "工作日").get(self.lang).into();
        Column { key: "days_late".into(), title, right: true }
    }

    /// A code of a section of the policy, with its title.
    #[must_use]
    pub fn code(&self, section: &str, code: &str) -> Cell {
        named(code, || self.policy.title_of(section, code, self.lang))
    }

    /// A unit, with its name.
    #[must_use]
    pub fn unit(&self, code: &str) -> Cell {
        named(code, || self.directory.unit_name(code, self.lang))
    }

    /// A person, with the name.
    #[must_use]
    pub fn person(&self, code: &str) -> Cell {
        named(code, || self.directory.person_name(code))
    }

    /// A state, with its name.
    #[must_use]
    pub fn state(&self, state: State) -> Cell {
        self.word(WordKind::State, state.code())
    }

    /// A built-in code, with its name.
    #[must_use]
    pub fn word(&self, kind: WordKind, code: &str) -> Cell {
        named(code, || names::name(kind, code, self.lang))
    }

    /// The name of a code in a report's own list of words, or the code itself.
    #[must_use]
    pub fn two(&self, code: &str, words: &[(&str, Two)]) -> String {
        words.iter().find(|(known, _)| *known == code).map_or(code, |(_, two)| two.get(self.lang)).to_string()
    }

    /// A code with its name from a report's own list of words.
    #[must_use]
    pub fn among(&self, code: &str, words: &[(&str, Two)]) -> Cell {
        named(code, || self.two(code, words))
    }

    /// Several codes with their names: codes joined by commas, names by the comma of the language.
    #[must_use]
    pub fn several<'c>(&self, all: impl Iterator<Item = (&'c str, String)>) -> Cell {
        let (codes, names): (Vec<&str>, Vec<String>) = all.unzip();
        let comma = Two(", ", "、").get(self.lang);
        named(&codes.join(","), || names.join(comma))
    }

    /// A limit, with its built-in name or the title of the policy's first row for it.
    #[must_use]
    pub fn limit(&self, code: &str) -> Cell {
        named(code, || {
            if let Some(two) = names::find(WordKind::Limit, code) {
                return two.get(self.lang).to_string();
            }
            let row = self.policy.limits.iter().find(|row| limit::limit_name(row) == code);
            row.map_or(code, |row| row.title.get(self.lang)).to_string()
        })
    }

    /// Working days since a limit of a case ran out, without paused days; 0 on the due day, negative before it for the
    /// working days left.
    #[must_use]
    pub fn days_late(&self, case: &Case, due: &Due) -> i64 {
        self.days_late_at(case, due.at.date())
    }

    /// Working days from a date that was missed to the act that met it late, to the end of its round, or to the day.
    #[must_use]
    pub fn days_missed(&self, case: &Case, missed: &Missed) -> i64 {
        let round = case.rounds.get(missed.round.wrapping_sub(1));
        let met = round.and_then(|round| round.reached(missed.ended_by()));
        let ended = round.and_then(|round| round.ended).map(|(_, on)| on);
        let until = met.filter(|met| met.is_after(missed.due)).or(ended).map_or(self.day, |on| on.date().min(self.day));
        let pauses = match round {
            Some(round) if missed.round < case.round() => &round.pauses,
            _ => &case.pauses,
        };
        limit::working_days_without(self.calendar, pauses, missed.due.date(), until)
    }

    /// As [`Self::days_late`], for any date of a case.
    #[must_use]
    pub fn days_late_at(&self, case: &Case, at: NaiveDate) -> i64 {
        if at <= self.day { limit::working_days_late(case, self.calendar, at, self.day) } else { self.days_past(at) }
    }

    /// Working days since `at`; 0 on that day, negative before it for the working days left.
    #[must_use]
    pub fn days_past(&self, at: NaiveDate) -> i64 {
        if at <= self.day { self.working_days(at, self.day) } else { -self.working_days(self.day, at) }
    }

    /// Whether `at` is past, at the instant or at the end of the day.
    #[must_use]
    pub fn is_past(&self, at: Moment) -> bool {
        self.now.map_or(self.day > at.date(), |now| now.is_after(at))
    }

    /// The number of working days d with `after` < d ≤ `until`; 0 unless `until` is later.
    #[must_use]
    pub fn working_days(&self, after: NaiveDate, until: NaiveDate) -> i64 {
        self.calendar.working_days_between(after, until).max(0)
    }

    /// The day `n` working days after the report's day.
    #[must_use]
    pub fn working_days_on(&self, n: usize) -> NaiveDate {
        let mut days = self.day.iter_days().skip(1).filter(|day| self.calendar.day(*day).working);
        if n == 0 { self.day } else { days.nth(n - 1).unwrap_or(self.day) }
    }

    /// The status of a limit of a case.
    #[must_use]
    pub fn standing(&self, case: &Case, limit: &str) -> Option<Standing> {
        case.standing(limit, self.day, self.now)
    }

    /// The running limits of a case, late or not, soonest first; none during a pause.
    #[must_use]
    pub fn running<'c>(&self, case: &'c Case) -> Vec<(&'c Code, &'c Due)> {
        if case.paused.is_some() { Vec::new() } else { case.running() }
    }

    /// The tone of a case's row: ended, late, due soon.
    #[must_use]
    pub fn tone(&self, case: &Case) -> Tone {
        if !case.is_pending() {
            return Tone::Dim;
        }
        let running = self.running(case);
        if running.iter().any(|(_, due)| due.is_past_on(self.day, self.now)) {
            return Tone::Bad;
        }
        if running.iter().any(|(_, due)| self.is_soon(due)) { Tone::Warn } else { Tone::Plain }
    }

    /// The tone of a limit's row.
    #[must_use]
    pub fn tone_of(&self, due: &Due) -> Tone {
        match (due.is_past_on(self.day, self.now), self.is_soon(due)) {
            (true, _) => Tone::Bad,
            (false, true) => Tone::Warn,
            (false, false) => Tone::Plain,
        }
    }

    /// Whether a limit is due by the next working day, or its day of warning has come.
    fn is_soon(&self, due: &Due) -> bool {
        due.warn.is_some_and(|warn| warn <= self.day) || due.at.date() <= self.working_days_on(1)
    }
}

/// A code with its name; an empty cell for an empty code.
fn named(code: &str, name: impl FnOnce() -> String) -> Cell {
    if code.is_empty() { Cell::Empty } else { Cell::Named { code: code.into(), name: name() } }
}

/// The JSON code of a limit's status.
#[must_use]
pub fn standing_code(standing: Standing) -> &'static str {
    match standing {
        Standing::Running => "running",
        Standing::Overdue => "overdue",
        Standing::Paused => "paused",
        Standing::Met => "met",
        Standing::Over => "over",
        Standing::NotTold => "not-told",
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::domain::case::apply::fold;
    use crate::domain::event::Event;
    use crate::domain::value::moment::parse_date;

    const POLICY: &str = r#"
        profile = "test"
        channel = [{ code = "phone", zh = "电话", en = "Telephone" }, { code = "web", zh = "网站" }]
        category = [{ code = "attitude", zh = "服务态度", en = "Attitude" }]
        limit = [{ code = "P7-A11", limit = "reply", within = "3wd" }, { code = "audit", zh = "审计时限", within = "3wd" }]
        field = [{ code = "media", kind = "flag" }, { code = "claim", zh = "索赔金额", kind = "money" },
                 { code = "injury", kind = "choice", choices = [{ code = "light", zh = "轻伤" }] }]
    "#;
    const DIRECTORY: &str = r#"
        unit = [{ code = "shanxi", zh = "山西分行" }, { code = "taiyuan", zh = "太原支行", parent = "shanxi" }]
        person = [{ code = "li.na", name = "李娜", unit = "taiyuan" }]
    "#;

    /// Runs a test with a context as of Monday, 23 November 2026.
    pub(crate) fn with_context<T>(test: impl FnOnce(&ReportContext<'_>) -> T) -> T {
        let policy: Policy = toml::from_str(POLICY).expect("a policy");
        let directory: Directory = toml::from_str(DIRECTORY).expect("a directory");
        let calendar = Calendar::embedded();
        test(&ReportContext {
            policy: &policy,
            directory: &directory,
            calendar: &calendar,
            lang: Lang::Zh,
            day: day(),
            now: None,
        })
    }

    fn day() -> NaiveDate {
        parse_date("2026-11-23").expect("a date")
    }

    /// A case from short log lines: the body, optionally followed by `text`.
    pub(crate) fn case(number: u32, lines: &[String]) -> Case {
        let events: Vec<Event> = lines
            .iter()
            .enumerate()
            .map(|(i, line)| {
                let n = i + 1;
                let head = format!(r#"{{"n":{n},"at":"2026-11-16T09:00:00.000+08:00","by":"li.na""#);
                let json = format!(r#"{head},"case":"HQ-2026-{number:04}","seq":{n},{line}}}"#);
                Event::parse(json.as_bytes(), "HQ".parse().expect("a desk")).expect("a line")
            })
            .collect();
        fold(&events)
    }

    /// An event from its line.
    pub(crate) fn event(line: &str) -> Event {
        Event::parse(line.as_bytes(), "HQ".parse().expect("a desk")).expect("a line")
    }

    /// A member of `due`, `"reply":{…}`, with this due date.
    pub(crate) fn due(limit: &str, at: &str) -> String {
        format!(r#""{limit}":{{"at":"{at}","rule":"P7-A11","from":"2026-11-16","within":"3wd"}}"#)
    }

    /// A registration by telephone with these due dates.
    pub(crate) fn opened(title: &str, dues: &[String]) -> String {
        let dues = dues.join(",");
        let facts = r#""channel":"phone","category":"attitude","received_by":"shanxi""#;
        format!(r#""opened":{{{facts},"due":{{{dues}}}}},"text":{{"title":"{title}"}}"#)
    }

    /// The cells of a table as text: codes without names.
    pub(crate) fn plain(table: &crate::document::table::Table) -> Vec<String> {
        let cell = |cell: &Cell| match cell {
            Cell::Empty => "-".to_string(),
            Cell::Named { code, .. } if code.is_empty() => "-".to_string(),
            Cell::Text(text) | Cell::Named { code: text, .. } => text.clone(),
            Cell::Int(n) | Cell::DaysLate(n) => n.to_string(),
            Cell::Decimal(n, places) => format!("{n}e-{places}"),
            Cell::Rate { part, whole } => format!("{part}/{whole}"),
            Cell::Date(date) => date.to_string(),
            Cell::Time(moment) => moment.to_string(),
            Cell::Bool(yes) => yes.to_string(),
            Cell::List(all) => all.join(","),
        };
        table.rows.iter().map(|row| row.cells.iter().map(cell).collect::<Vec<_>>().join(" ")).collect()
    }

    #[test]
    fn days_late_counts_working_days_late_and_left() {
        with_context(|context| {
            let late = |at: &str| {
                let json = format!("{{{}}}", due("reply", at));
                let dues: std::collections::BTreeMap<String, Due> = serde_json::from_str(&json).expect("a due date");
                context.days_late(&Case::default(), &dues["reply"])
            };
            // Friday is one working day ago, also on Saturday and Sunday; today is 0; Wednesday is two working days
            // ahead.
            assert_eq!(
                ["2026-11-19", "2026-11-20", "2026-11-21", "2026-11-23", "2026-11-25"].map(late),
                [2, 1, 1, 0, -2]
            );
            assert_eq!(context.working_days_on(5), parse_date("2026-11-30").expect("a date"));
            assert_eq!(context.limit("audit"), Cell::Named { code: "audit".into(), name: "审计时限".into() });
            assert_eq!(context.unit("gone"), Cell::Named { code: "gone".into(), name: "gone".into() });
        });
    }

    #[test]
    fn tone_of_late_soon_due_and_paused_cases() {
        with_context(|context| {
            let tone = |at: &str| context.tone(&case(1, &[opened("a", &[due("reply", at)])]));
            assert_eq!(tone("2026-11-20"), Tone::Bad);
            assert_eq!(tone("2026-11-23"), Tone::Warn);
            assert_eq!(tone("2026-11-24"), Tone::Warn);
            assert_eq!(tone("2026-11-25"), Tone::Plain);
            let warned = due("reply", "2026-12-30").replace("\"within\"", r#""warn":"2026-11-23","within""#);
            assert_eq!(context.tone(&case(1, &[opened("a", &[warned])])), Tone::Warn);
            let paused =
                [opened("a", &[due("reply", "2026-11-20")]), r#""paused":{"ground":"x","on":"2026-11-19"}"#.into()];
            assert_eq!(context.tone(&case(1, &paused)), Tone::Plain);
            let closed = [opened("a", &[due("reply", "2026-11-20")]), r#""closed":{"outcome":"x"}"#.into()];
            assert_eq!(context.tone(&case(1, &closed)), Tone::Dim);
        });
    }
}
