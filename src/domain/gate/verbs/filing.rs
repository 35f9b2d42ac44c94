//! filing: a paper that is owed was issued, came in, or was acknowledged.
//!
//! Invariant: a paper of a unit and period is issued once; a corrected one names the one whose place it takes.

use crate::domain::Code;
use crate::domain::calendar::period::Period;
use crate::domain::event::{Body, FilingReceived, Reported};
use crate::domain::gate::draft::{Draft, Target};
use crate::domain::gate::proposal::{Proposal, Verb};
use crate::domain::gate::refusal::Problem;
use crate::domain::policy::Filing;
use crate::domain::policy::filing::{self, Filed};
use crate::domain::value::moment::Moment;

/// Issues a paper.
#[derive(Clone, Debug, Default)]
pub struct IssueFiling {
    /// The filing.
    pub filing: String,
    /// The unit that owes it.
    pub unit: String,
    /// The unit to which it goes.
    pub to: String,
    /// The period's code.
    pub period: String,
    /// What was on record at this instant is in it.
    pub known: Option<Moment>,
    /// The file in `reports/`.
    pub name: String,
    /// SHA-256 of the file.
    pub file: String,
    /// There was nothing to report.
    pub nil: bool,
    /// It takes the place of the one on record.
    pub again: bool,
    /// SHA-256 of `directory.toml`.
    pub directory: String,
    /// SHA-256 of the units.
    pub units: String,
    /// SHA-256 of the calendar.
    pub calendar: String,
    /// The program's version.
    pub program: String,
}

impl Verb for IssueFiling {
    fn name(&self) -> &'static str {
        "filing"
    }

    fn on_case(&self) -> bool {
        false
    }

    fn decide(&self, proposal: &mut Proposal<'_>) {
        let code = proposal.code("filing", &self.filing);
        let unit = proposal.code("unit", &self.unit);
        let mut replaces = None;
        if let Some(row) = proposal.cx.current.filings.iter().find(|row| row.code == code) {
            owed(row, &unit, &self.period, proposal);
            let before = on_record(row, &unit, &self.period, proposal);
            replaces = before.as_ref().map(|filed| filed.event).filter(|_| self.again);
            if !self.again {
                refuse_again(row, before, proposal);
            }
        }
        let body = Reported {
            filing: code,
            unit,
            to: self.to.as_str().into(),
            period: self.period.as_str().into(),
            known: self.known,
            name: self.name.as_str().into(),
            file: self.file.as_str().into(),
            nil: self.nil,
            replaces,
            policy: proposal.cx.digest.into(),
            directory: self.directory.as_str().into(),
            units: self.units.as_str().into(),
            calendar: self.calendar.as_str().into(),
            program: self.program.as_str().into(),
            ..Reported::default()
        };
        proposal.record(Draft::new(Body::Reported(body)).of(Target::Desk));
    }
}

/// A paper of another unit came in, or a receipt for a paper on record.
#[derive(Clone, Debug, Default)]
pub struct ReceiveFiling {
    /// The filing.
    pub filing: String,
    /// The unit that owed it.
    pub unit: String,
    /// The period's code.
    pub period: String,
    /// SHA-256 of the file.
    pub file: String,
    /// There was nothing to report.
    pub nil: bool,
    /// What the receipt says; empty for a paper.
    pub receipt: String,
    /// It takes the place of the paper, or the receipt, on record.
    pub again: bool,
}

impl Verb for ReceiveFiling {
    fn name(&self) -> &'static str {
        "filing"
    }

    fn on_case(&self) -> bool {
        false
    }

    fn decide(&self, proposal: &mut Proposal<'_>) {
        proposal.need_text("filing", &self.filing);
        proposal.need_text("unit", &self.unit);
        proposal.need_text("period", &self.period);
        let code = proposal.code("filing", &self.filing);
        let unit = proposal.code("unit", &self.unit);
        let mut replaces = None;
        if let Some(row) = proposal.cx.current.filings.iter().find(|row| row.code == code && !unit.is_empty()) {
            owed(row, &unit, &self.period, proposal);
            let before = on_record(row, &unit, &self.period, proposal);
            replaces = before.as_ref().map(|filed| filed.event).filter(|_| self.again && self.receipt.is_empty());
            match before {
                None if !self.receipt.is_empty() => proposal.refuse(not_owed(row, &unit, &self.period, true)),
                Some(filed) if !self.again && (self.receipt.is_empty() || filed.receipt.is_some()) => {
                    refuse_again(row, Some(filed), proposal);
                }
                _ => {}
            }
            refuse_same(row, &unit, &self.file, proposal);
        }
        let body = FilingReceived {
            replaces,
            filing: code,
            unit,
            period: self.period.as_str().into(),
            file: self.file.as_str().into(),
            nil: self.nil,
            receipt: self.receipt.as_str().into(),
            ..FilingReceived::default()
        };
        proposal.record(Draft::new(Body::FilingReceived(body)).of(Target::Desk));
    }
}

/// Refuses a unit that does not owe the paper, and a period that is none of the row's or has not ended.
fn owed(row: &Filing, unit: &Code, period: &str, proposal: &mut Proposal<'_>) {
    let cx = proposal.cx;
    let (directory, desk, today) = (cx.directory, cx.desk, cx.now.date());
    let parsed = Period::parse(period, today, cx.calendar).ok();
    let end = parsed.filter(|parsed| parsed.to_string() == period).and_then(|parsed| parsed.to);
    let is_of_row = parsed
        .is_some_and(|parsed| crate::domain::calendar::period::PeriodKind::named(&row.every) == Some(parsed.kind));
    let is_owed = end.is_some_and(|end| {
        // Who owed it on its due date still owes it.
        let due = parsed.and_then(|parsed| filing::due(row, &parsed, cx.calendar)).map_or(end, |due| due.date);
        end < today && filing::owing(row, directory, desk.as_str(), due.min(today)).contains(unit)
    });
    if !(is_of_row && is_owed) {
        proposal.refuse(not_owed(row, unit, period, false));
    }
}

fn not_owed(row: &Filing, unit: &Code, period: &str, no_paper: bool) -> Problem {
    let (filing, title) = (row.code.clone(), row.title.clone());
    Problem::FilingNotOwed { filing, title, unit: unit.clone(), span: period.into(), no_paper }
}

/// The paper on record of a unit and period.
fn on_record(row: &Filing, unit: &Code, period: &str, proposal: &Proposal<'_>) -> Option<Filed> {
    let known = filing::filed(&(proposal.cx.apart)());
    known.into_iter().rev().find(|filed| filed.filing == row.code && filed.unit == *unit && filed.period == period)
}

/// Refuses a file that is on record as the paper of another unit: it would be added twice.
fn refuse_same(row: &Filing, unit: &Code, file: &str, proposal: &mut Proposal<'_>) {
    let known = filing::filed(&(proposal.cx.apart)());
    let is_same = |filed: &Filed| filed.filing == row.code && filed.unit != *unit && filed.file == file;
    if let Some(same) = known.into_iter().find(|filed| !file.is_empty() && is_same(filed)) {
        let Filed { unit, period, event, .. } = same;
        proposal.refuse(Problem::FilingOfOther { unit, span: period.to_string(), event });
    }
}

fn refuse_again(row: &Filing, before: Option<Filed>, proposal: &mut Proposal<'_>) {
    if let Some(Filed { unit, period, event, .. }) = before {
        let (filing, title, span) = (row.code.clone(), row.title.clone(), period.to_string());
        proposal.refuse(Problem::FilingDone { filing, title, unit, span, event });
    }
}
