//! One row a case: its registration, and what the row says was done with it.
//!
//! Invariant: a row's acts are one chain, so a row is taken whole or not at all.

use super::map::{Map, Section};
use super::problem::Problem;
use super::rows::{At, Rows};
use super::take::{Fate, Taking};
use super::value::{Cells, Value};
use super::{Counts, Stop};
use crate::domain::decide::{Intake, Past};
use crate::domain::moment::Moment;
use crate::domain::texts::Texts;

/// How many rows between two moves of the progress bar.
const STEP: u64 = 512;

impl Taking<'_> {
    /// Takes all rows.
    pub(super) fn cases(&mut self, rows: &mut Rows, key: &Value, acts: &[Section]) -> Result<(), Stop> {
        while let Some(at) = rows.next().map_err(Stop::File)? {
            self.counts.rows += 1;
            if self.counts.rows.is_multiple_of(STEP) {
                self.bar.set_position(at.end);
            }
            let fault = rows.fault(at).map_err(Stop::File)?;
            let problem = match fault {
                Some(fault) => Some(fault),
                None => self.case(rows, at, key, acts)?,
            };
            if let Some(problem) = problem {
                self.reject(rows.record(), at.line, &problem)?;
            }
        }
        Ok(())
    }

    /// Takes one row, or says why not.
    fn case(&mut self, rows: &Rows, at: At, key: &Value, acts: &[Section]) -> Result<Option<Problem>, Stop> {
        let cells = Cells { record: rows.record(), empty: &self.map.format.empty };
        let (key, chain) = match self.row(cells, key, acts) {
            Ok(Some(found)) => found,
            Ok(None) => return Ok(None),
            Err(problem) => return Ok(Some(problem)),
        };
        match self.run(&chain, None)? {
            Fate::Refused(problem) => Ok(Some(problem)),
            Fate::Taken(id) => {
                self.keys.taken(&key, at.line);
                self.end_of_case(Some(id)).map(|()| None)
            }
        }
    }

    /// A row's key and its chain; `None` where it is known.
    fn row(&mut self, cells: Cells<'_>, key: &Value, acts: &[Section]) -> Result<Option<(String, Vec<Past>)>, Problem> {
        let own = key.text(cells)?;
        if own.is_empty() {
            return Err(Problem::NoKey);
        }
        let key = self.key(&own);
        if self.is_met(&key)? {
            return Ok(None);
        }
        let value = self.map.case.get("received");
        let received = value.map_or(Ok(None), |value| self.with_clock(|clock| value.moment(cells, clock)))?;
        let received = received.ok_or_else(|| Problem::Empty { at: "case.received".into() })?;
        let mut first = self.intake(cells, received)?;
        first.import = key.as_str().into();
        let mut chain = vec![first];
        for section in acts {
            self.act(section, cells, received, &mut chain)?;
        }
        Ok(Some((key, chain)))
    }

    /// Appends a section's acts where the row says that they were done.
    fn act(&self, section: &Section, cells: Cells<'_>, received: Moment, chain: &mut Vec<Past>) -> Result<(), Problem> {
        let told = match &section.when {
            None => true,
            Some(tests) => {
                let mut all = true;
                for test in tests {
                    all = all && test.holds(cells)?;
                }
                all
            }
        };
        if !told {
            return Ok(());
        }
        let on = match &section.on {
            None => Some(received),
            Some(value) => self.with_clock(|clock| value.moment(cells, clock))?,
        };
        match (on, &section.when) {
            // Without a condition, a date is the condition.
            (None, None) => return Ok(()),
            (None, Some(_)) => return Err(Problem::NoDate { act: section.name }),
            (Some(_), _) => {}
        }
        if section.name == "noted" && section.acts.facts.text("note", cells)?.is_empty() {
            return Ok(());
        }
        let start = chain.len();
        section.acts.chain(chain, cells, on)?;
        if let Some(by) = &section.by {
            let by = self.person(&by.text(cells)?);
            chain[start..].iter_mut().for_each(|past| past.done_by.clone_from(&by));
        }
        Ok(())
    }

    /// A person by code, or by the name that the directory has.
    pub(super) fn person(&self, given: &str) -> crate::domain::Code {
        self.ws.directory.find_person(given).map_or_else(|| given.into(), |p| p.code.clone())
    }

    /// The registration that a row gives.
    pub(super) fn intake(&self, cells: Cells<'_>, received: Moment) -> Result<Past, Problem> {
        let Map { case, own, private, .. } = self.map;
        let text = |name: &str| case.text(name, cells);
        let title = text("title")?;
        if title.is_empty() {
            return Err(Problem::Empty { at: "case.title".into() });
        }
        let mut hidden = Texts::default();
        for (name, value) in &private.0 {
            hidden.set(&name.replace('-', "_"), value.text(cells)?);
        }
        let mut set = Vec::with_capacity(own.len());
        for (code, value) in own {
            let text = value.text(cells)?;
            if !text.is_empty() {
                set.push((code.clone(), text.into_owned()));
            }
        }
        let due = case.get("source-due");
        let intake = Intake {
            title,
            received: None,
            channel: text("channel")?,
            category: text("category")?,
            nature: text("nature")?,
            source: text("source")?,
            source_ref: text("source-ref")?,
            source_due: due.map_or(Ok(None), |value| self.with_clock(|clock| value.moment(cells, clock)))?,
            received_by: text("received-by")?,
            taken_by: text("taken-by")?,
            against: text("against")?,
            respondents: case.list("respondent", cells)?,
            owner: text("owner")?,
            amount: case.amount("amount", cells)?,
            causes: case.list("cause", cells)?,
            tags: case.list("tag", cells)?,
            set,
            repeat_of: None,
            anonymous: case.flag("anonymous", cells)?,
            restricted: case.flag("restricted", cells)?,
            private: hidden,
            import: Default::default(),
        };
        Ok(Past::new(intake, Some(received)))
    }
}

impl Counts {
    /// Whether there was something to take and nothing was taken or known.
    pub(crate) fn is_vain(&self) -> bool {
        self.rejected > 0 && self.cases + self.events + self.known == 0
    }
}
