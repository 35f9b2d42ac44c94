//! Numbers that two writers gave out: desks of one code that did not see each other, as two clones that took the same code each.
//!
//! Invariant: two people never become one case. An event is of the case that its own writer opened under the number; an event of
//! another desk is of the one that was opened first. All readings of the log tell them apart here.

use crate::domain::event::{Body, Event};
use crate::domain::value::id::{CaseId, Origin};
use crate::log::{Finding, FindingKind, World, WriterName};
use crate::project::error::ProjectError;
use crate::project::open::Project;
use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

/// Which numbers several writers gave out.
#[derive(Debug, Default)]
pub(super) struct Clashes {
    /// Desk codes that several writers took.
    desks: Vec<Vec<WriterName>>,
    /// The names of the cases of each such number, in the order in which they were opened.
    numbers: BTreeMap<CaseId, Vec<(WriterName, CaseId)>>,
}

/// A desk code that several writers took, and the numbers that more than one of them gave out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// Who took it.
    pub writers: Vec<WriterName>,
    /// How many numbers.
    pub numbers: usize,
    /// The cases of the first of them.
    pub first: Vec<CaseId>,
}

impl Clashes {
    /// What is told of it: one for each desk code.
    pub(super) fn told(&self) -> Vec<Clash> {
        let of = |writers: &Vec<WriterName>| {
            let mut cases = self.numbers.values().filter(|all| all.iter().any(|(writer, _)| writers.contains(writer)));
            let first = cases.next().into_iter().flatten().map(|(_, id)| *id).collect::<Vec<_>>();
            Clash { writers: writers.clone(), numbers: usize::from(!first.is_empty()) + cases.count(), first }
        };
        self.desks.iter().map(of).collect()
    }

    /// What tells this from what was known before.
    pub(super) fn fingerprint(&self) -> u64 {
        if self.numbers.is_empty() {
            return 0;
        }
        let mut hasher = DefaultHasher::new();
        self.numbers.values().flatten().for_each(|(_, id)| id.hash(&mut hasher));
        hasher.finish() | 1
    }

    /// The cases of a number that several writers gave out.
    pub(super) fn cases(&self, id: CaseId) -> Vec<CaseId> {
        self.numbers.get(&id.plain()).into_iter().flatten().map(|(_, id)| *id).collect()
    }

    /// The case that a writer means by a name.
    pub(super) fn meant(&self, id: CaseId, by: WriterName) -> CaseId {
        let Some(all) = self.numbers.get(&id.plain()) else { return id };
        let is = |(writer, _): &&(WriterName, CaseId)| match id.origin.is_none() {
            true => *writer == by,
            false => id.origin.is_of(writer.number()),
        };
        match (all.iter().find(is), id.origin.is_none()) {
            (Some((_, known)), _) => *known,
            (None, true) => all.first().map_or(id, |(_, first)| *first),
            (None, false) => id,
        }
    }

    /// Gives an event to the case that its writer means, and so the cases that it names.
    pub(super) fn tell_apart(&self, event: &mut Event, by: WriterName) {
        if let (Some(id), Body::Opened(_)) = (&mut event.case, &event.body)
            && id.desk.as_str() != by.desk()
            && !id.is_shared()
        {
            // No desk gives out another's numbers: whoever wrote this is not to take a case of that desk over.
            id.origin = Origin::new(by.number(), SHORT);
        }
        if self.numbers.is_empty() {
            return;
        }
        event.case = event.case.map(|id| self.meant(id, by));
        event.body.each_case(&mut |id| *id = self.meant(*id, by));
    }
}

/// So many digits name a writer, where that is enough.
const SHORT: u8 = 4;

/// How many digits tell these writers apart.
fn digits(writers: &[WriterName]) -> u8 {
    let differ = |len: &u8| {
        let mut all: Vec<_> = writers.iter().map(|writer| Origin::new(writer.number(), *len)).collect();
        all.sort_unstable();
        all.windows(2).all(|pair| pair[0] != pair[1])
    };
    (SHORT..8).find(differ).unwrap_or(8)
}

impl Project {
    /// Which numbers several writers gave out. It costs a listing, and a look through the logs of desks of which there are several.
    pub(super) fn clashes(&self) -> Result<Arc<Clashes>, ProjectError> {
        if let Some(known) = &*self.clashes.borrow() {
            return Ok(known.clone());
        }
        let mut desks: BTreeMap<String, Vec<WriterName>> = BTreeMap::new();
        for writer in self.store.writers()? {
            desks.entry(writer.desk().into()).or_default().push(writer);
        }
        let mut clashes = Clashes::default();
        for writers in desks.into_values().filter(|writers| writers.len() > 1) {
            clashes.numbers.extend(self.given_twice(&writers)?);
            clashes.desks.push(writers);
        }
        let clashes = Arc::new(clashes);
        self.clashes.replace(Some(clashes.clone()));
        Ok(clashes)
    }

    /// The numbers that more than one of these writers gave out, with the names of their cases.
    fn given_twice(&self, writers: &[WriterName]) -> Result<BTreeMap<CaseId, Vec<(WriterName, CaseId)>>, ProjectError> {
        let len = digits(writers);
        let mut opened: HashMap<CaseId, Vec<(u64, WriterName)>> = HashMap::new();
        for writer in writers {
            self.store.each_opened(*writer, &mut |n, name| {
                let id = std::str::from_utf8(name).ok().and_then(|name| name.parse::<CaseId>().ok());
                if let Some(id) = id.filter(|id| id.desk.as_str() == writer.desk()) {
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

    /// Desk codes that several writers took, as far as this process has read the log.
    #[must_use]
    pub fn seen_clashes(&self) -> Vec<Clash> {
        self.clashes.borrow().as_ref().map(|known| known.told()).unwrap_or_default()
    }

    /// For who checks everything.
    pub(super) fn clash_findings(&self) -> Result<Vec<Finding>, ProjectError> {
        let finding = |clash: Clash| {
            let file = clash.writers.first().map(|writer| self.store.layout.folder(*writer)).unwrap_or_default();
            let (writers, first) = (clash.writers, clash.first.iter().map(ToString::to_string).collect());
            let kind = FindingKind::DeskTwice { writers, numbers: clash.numbers, first };
            Finding { world: World::Waits, file, line: 0, kind }
        };
        Ok(self.clashes()?.told().into_iter().map(finding).collect())
    }

    /// Nothing is written to a case whose number another has: nobody could tell of which of them it is.
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
