//! Applies the map to a row: its key, its registration, its acts.
//!
//! Invariant: nothing here looks at the log or at other rows, so rows can be mapped on worker threads.

use super::dates::Clock;
use super::map::{Map, MapSection, fact_names};
use super::problem::RowProblem;
use super::rounds;
use super::said::RowSays;
use super::value::{Cells, MapValue};
use crate::domain::Code;
use crate::domain::case::fact_type::{GivenFact, GivenForm};
use crate::domain::case::registered::{GivenFacts, REGISTERED};
use crate::domain::gate::{Intake, Past};
use crate::domain::policy::Policy;
use crate::domain::policy::directory::Directory;
use crate::domain::value::moment::Moment;
use crate::domain::value::texts::Texts;
use crate::project::{Project, Zone};
use std::borrow::Cow;

/// A map with what is needed to apply it.
#[derive(Clone, Copy)]
pub(super) struct Mapping<'a> {
    pub(super) map: &'a Map,
    directory: &'a Directory,
    policy: &'a Policy,
    zone: Zone,
}

impl<'a> Mapping<'a> {
    /// The map for a project.
    pub(super) fn new(map: &'a Map, project: &'a Project) -> Self {
        Self { map, directory: &project.directory, policy: &project.policy, zone: project.zone }
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

    /// The chain of a row that stands for a case. Its first act has the key, and the digest of what the row says.
    pub(super) fn case(&self, cells: Cells<'_>, key: &str, acts: &[MapSection]) -> Result<Vec<Past>, RowProblem> {
        let mut said = RowSays::default();
        let value = self.map.case.get("received");
        let received = value.map_or(Ok(None), |value| self.moment(value, cells))?;
        let received = received.ok_or_else(|| RowProblem::Empty { at: "case.received".into() })?;
        let mut chain = vec![self.intake(cells, received, &mut said)?];
        for section in acts {
            self.act(section, cells, received, (&mut chain, &mut said))?;
        }
        if chain.iter().any(rounds::is_reopening) {
            let (mut again, mut unsaid) = (Vec::new(), RowSays::default());
            for section in acts.iter().filter(|section| section.name == "assigned") {
                self.act(section, cells, received, (&mut again, &mut unsaid))?;
            }
            rounds::order(&mut chain, again.pop());
        }
        chain[0].import = key.into();
        chain[0].said = said.digest();
        Ok(chain)
    }

    /// Appends a section's acts if the row says that they were done.
    fn act(
        &self,
        section: &MapSection,
        cells: Cells<'_>,
        received: Moment,
        (chain, said): (&mut Vec<Past>, &mut RowSays),
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
        // Without a date of its own an act was done by the time of what the row tells before it.
        let before =
            || chain.iter().filter_map(|past| past.on).fold(received, |a, b| if b.is_after(a) { b } else { a });
        let on = match &section.on {
            None => Some(before()),
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
        said.begin(section.name);
        // What a row says without a date is the same wherever the act stands.
        let said_on = if section.on.is_none() { Some(received) } else { on };
        said.add("on", &said_on.map(|on| on.to_string()).unwrap_or_default());
        section.acts.facts.say(cells, said)?;
        chain[start..].iter_mut().for_each(|past| past.undated = section.on.is_none());
        if let Some(by) = &section.by {
            let by = self.person(&by.text(cells)?);
            said.add("by", &by);
            chain[start..].iter_mut().for_each(|past| past.done_by.clone_from(&by));
        }
        Ok(())
    }

    /// The code of a person given by code or by name in the directory.
    pub(super) fn person(&self, given: &str) -> Code {
        self.directory.find_person(given).map_or_else(|| given.into(), |p| p.code.clone())
    }

    /// The registration of a row.
    pub(super) fn intake(&self, cells: Cells<'_>, received: Moment, said: &mut RowSays) -> Result<Past, RowProblem> {
        let Map { case, own, private, .. } = self.map;
        let title = case.text("title", cells)?;
        said.add("received", &received.to_string());
        case.say(cells, said)?;
        said.begin("private");
        if title.is_empty() {
            return Err(RowProblem::Empty { at: "case.title".into() });
        }
        let mut hidden = Texts::default();
        for (name, value) in &private.0 {
            let text = value.text(cells)?;
            if is_rounded(&text) {
                return Err(RowProblem::Rounded { at: value.at.clone(), value: text.into() });
            }
            said.add(name, &text);
            hidden.set(&name.replace('-', "_"), text);
        }
        said.begin("field");
        let mut set = Vec::with_capacity(own.len());
        for (code, value) in own {
            let text = value.text(cells)?;
            if !text.is_empty() {
                said.add(code, &text);
                set.push((code.clone(), self.field(code, value, text)?));
            }
        }
        let mut facts = GivenFacts { fields: set, ..GivenFacts::default() };
        for (fact, name) in REGISTERED.iter().zip(fact_names()) {
            let Some(value) = case.get(name) else { continue };
            if name == "source-ref" && is_rounded(&value.text(cells)?) {
                return Err(RowProblem::Rounded { at: value.at.clone(), value: value.text(cells)?.into() });
            }
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
        Ok(Past { private: case.private(), ..Past::new(intake, Some(received)) })
    }

    /// The value of a field of the policy's own; of a sum without its signs and units.
    fn field(&self, code: &str, value: &MapValue, text: Cow<'_, str>) -> Result<String, RowProblem> {
        let kind = self.policy.fields.iter().find(|field| field.code == code).map(|field| field.kind.as_str());
        match kind {
            Some("money" | "count") => Ok(value.money(&text)?.to_string()),
            Some("date") => {
                let day = self.dates(value, &text)?.date().to_string();
                Ok(day)
            }
            _ => Ok(text.into_owned()),
        }
    }

    fn dates(&self, value: &MapValue, text: &str) -> Result<Moment, RowProblem> {
        let clock = Clock { offset: &|local| self.zone.offset(local), moment: &|at| self.zone.moment(at) };
        value.read_moment(text, &clock)
    }
}

/// Whether a spreadsheet has made a rounded number of a long one: `1.38111E+10`.
pub(super) fn is_rounded(text: &str) -> bool {
    let Some((number, power)) = text.trim().split_once(['E', 'e']) else { return false };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    digits(number) && power.strip_prefix('+').is_some_and(|power| digits(power) && power.len() <= 3)
}
