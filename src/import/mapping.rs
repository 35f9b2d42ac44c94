//! Applies the map to a row: its key, its registration, its acts.
//!
//! Invariant: nothing here looks at the log or at other rows, so rows can be mapped on worker threads.

use super::dates::Clock;
use super::map::{Map, MapSection, fact_names};
use super::problem::RowProblem;
use super::value::{Cells, MapValue};
use crate::domain::Code;
use crate::domain::case::fact_type::{GivenFact, GivenForm};
use crate::domain::case::registered::{GivenFacts, REGISTERED};
use crate::domain::gate::{Intake, Past};
use crate::domain::policy::directory::Directory;
use crate::domain::value::moment::Moment;
use crate::domain::value::texts::Texts;
use crate::project::{Project, Zone};

/// A map with what is needed to apply it.
#[derive(Clone, Copy)]
pub(super) struct Mapping<'a> {
    pub(super) map: &'a Map,
    directory: &'a Directory,
    zone: Zone,
}

impl<'a> Mapping<'a> {
    /// The map for a project.
    pub(super) fn new(map: &'a Map, project: &'a Project) -> Self {
        Self { map, directory: &project.directory, zone: project.zone }
    }

    /// The key of a row or of a source's case, as it is in the log: `MAP:KEY`.
    pub(super) fn key(&self, own: &str) -> String {
        format!("{}:{own}", self.map.name)
    }

    /// The time that a value gives for a row.
    pub(super) fn moment(&self, value: &MapValue, cells: Cells<'_>) -> Result<Option<Moment>, RowProblem> {
        let clock = Clock { offset: &|local| self.zone.offset(local), moment: &|at| self.zone.moment(at) };
        value.moment(cells, &clock)
    }

    /// The chain of a row that stands for a case.
    pub(super) fn case(&self, cells: Cells<'_>, key: &str, acts: &[MapSection]) -> Result<Vec<Past>, RowProblem> {
        let value = self.map.case.get("received");
        let received = value.map_or(Ok(None), |value| self.moment(value, cells))?;
        let received = received.ok_or_else(|| RowProblem::Empty { at: "case.received".into() })?;
        let mut first = self.intake(cells, received)?;
        first.import = key.into();
        let mut chain = vec![first];
        for section in acts {
            self.act(section, cells, received, &mut chain)?;
        }
        Ok(chain)
    }

    /// Appends a section's acts if the row says that they were done.
    fn act(
        &self,
        section: &MapSection,
        cells: Cells<'_>,
        received: Moment,
        chain: &mut Vec<Past>,
    ) -> Result<(), RowProblem> {
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
            Some(value) => self.moment(value, cells)?,
        };
        match (on, &section.when) {
            // Without a `when` condition, the presence of a date is the condition.
            (None, None) => return Ok(()),
            (None, Some(_)) => return Err(RowProblem::NoDate { act: section.name }),
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

    /// The code of a person given by code or by name in the directory.
    pub(super) fn person(&self, given: &str) -> Code {
        self.directory.find_person(given).map_or_else(|| given.into(), |p| p.code.clone())
    }

    /// The registration of a row.
    pub(super) fn intake(&self, cells: Cells<'_>, received: Moment) -> Result<Past, RowProblem> {
        let Map { case, own, private, .. } = self.map;
        let text = |name: &str| case.text(name, cells);
        let title = text("title")?;
        if title.is_empty() {
            return Err(RowProblem::Empty { at: "case.title".into() });
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
        let mut facts = GivenFacts { fields: set, ..GivenFacts::default() };
        for (fact, name) in REGISTERED.iter().zip(fact_names()) {
            let Some(value) = case.get(name) else { continue };
            let given = match fact.form {
                GivenForm::Text => GivenFact::Text(value.text(cells)?.into()),
                GivenForm::List => GivenFact::List(value.list(cells)?),
                GivenForm::Flag => GivenFact::Flag(case.flag(name, cells)?),
                GivenForm::Money => GivenFact::Money(case.amount(name, cells)?),
                GivenForm::Time => GivenFact::Time(self.moment(value, cells)?),
            };
            (fact.give)(&mut facts, given);
        }
        let intake = Intake { title, facts, private: hidden, ..Intake::default() };
        Ok(Past::new(intake, Some(received)))
    }
}
