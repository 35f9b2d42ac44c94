//! Finds case numbers that several writers gave out, and refuses to write to such cases.

use crate::domain::value::id::{CaseId, DeskCode, Origin};
use crate::log::{Finding, FindingKind, World, WriterName};
use crate::project::error::ProjectError;
use crate::project::open::Project;
use crate::project::shared_numbers::{Clash, Clashes, GivenTwice, digits};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

impl Project {
    /// Which numbers several writers gave out. Costs a directory listing, and a scan of the logs of desks with more than one writer.
    pub(super) fn clashes(&self) -> Result<Arc<Clashes>, ProjectError> {
        if let Some(known) = &*self.clashes.borrow() {
            return Ok(known.clone());
        }
        let mut desks: BTreeMap<DeskCode, Vec<WriterName>> = BTreeMap::new();
        for writer in self.log.writers()? {
            desks.entry(writer.desk()).or_default().push(writer);
        }
        let mut clashes = Clashes::default();
        for writers in desks.into_values().filter(|writers| writers.len() > 1) {
            let numbers = self.given_twice(&writers)?;
            clashes.add(writers, numbers);
        }
        let clashes = Arc::new(clashes);
        self.clashes.replace(Some(clashes.clone()));
        Ok(clashes)
    }

    /// The numbers that more than one of these writers gave out, with the ids of their cases.
    fn given_twice(&self, writers: &[WriterName]) -> Result<GivenTwice, ProjectError> {
        let len = digits(writers);
        let mut opened: HashMap<CaseId, Vec<(u64, WriterName)>> = HashMap::new();
        for writer in writers {
            self.log.each_opened(*writer, &mut |n, name| {
                let id = std::str::from_utf8(name).ok().and_then(|name| name.parse::<CaseId>().ok());
                if let Some(id) = id.filter(|id| id.desk == writer.desk()) {
                    opened.entry(id).or_default().push((n, *writer));
                }
            })?;
        }
        let named = |(id, mut by): (CaseId, Vec<(u64, WriterName)>)| {
            by.sort_unstable();
            let name =
                |(_, writer): (u64, WriterName)| (writer, CaseId { origin: Origin::new(writer.number(), len), ..id });
            (id, by.into_iter().map(name).collect())
        };
        Ok(opened.into_iter().filter(|(_, by)| by.len() > 1).map(named).collect())
    }

    /// Desk codes that several writers took, as far as this process has looked.
    #[must_use]
    pub fn seen_clashes(&self) -> Vec<Clash> {
        self.clashes.borrow().as_ref().map(|known| known.told()).unwrap_or_default()
    }

    /// The same as findings, for `verify`.
    pub(super) fn clash_findings(&self) -> Result<Vec<Finding>, ProjectError> {
        let finding = |clash: Clash| {
            let file = clash.writers.first().map(|writer| self.log.layout.folder(*writer)).unwrap_or_default();
            let (writers, first) = (clash.writers, clash.first.iter().map(ToString::to_string).collect());
            let kind = FindingKind::DeskTwice { writers, numbers: clash.numbers, first };
            Finding { world: World::Waits, file, line: 0, kind }
        };
        Ok(self.clashes()?.told().into_iter().map(finding).collect())
    }

    /// Refuses a write to a case whose number another case has: nobody could tell which of them it belongs to.
    ///
    /// # Errors
    /// Several writers gave out its number; the log cannot be read.
    pub fn refuse_shared(&self, id: CaseId) -> Result<(), ProjectError> {
        let cases = if id.is_shared() { vec![id] } else { self.clashes()?.cases(id) };
        match cases.first() {
            None => Ok(()),
            Some(first) => {
                let all = self.clashes()?.cases(*first);
                Err(ProjectError::Shared { id, cases: if all.is_empty() { cases } else { all } })
            }
        }
    }
}
