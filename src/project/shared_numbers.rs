//! Case numbers that two writers gave out: writers with the same desk code that did not see each other, such as two clones.
//!
//! Invariant: two complaints never become one case. An event belongs to the case that its own writer opened under the number; an event of
//! another desk belongs to the one opened first. Every read of the log applies this rule.

use crate::domain::event::{Body, Event};
use crate::domain::value::id::{CaseId, Origin};
use crate::log::WriterName;
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// For each number that several writers gave out, the ids of its cases in the order in which they were opened.
pub(super) type GivenTwice = BTreeMap<CaseId, Vec<(WriterName, CaseId)>>;

/// Which numbers several writers gave out.
#[derive(Debug, Default)]
pub(super) struct Clashes {
    /// Desk codes that several writers took.
    desks: Vec<Vec<WriterName>>,
    /// The ids of the cases of each such number, in the order in which they were opened.
    numbers: GivenTwice,
}

/// A desk code that several writers took, and the numbers that more than one of them gave out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// The writers that took it.
    pub writers: Vec<WriterName>,
    /// How many case numbers they share.
    pub numbers: usize,
    /// The cases of the first shared number.
    pub first: Vec<CaseId>,
}

impl Clashes {
    /// Adds a desk code that several writers took, and the numbers that they gave out twice.
    pub(super) fn add(&mut self, writers: Vec<WriterName>, numbers: GivenTwice) {
        self.numbers.extend(numbers);
        self.desks.push(writers);
    }

    /// What is reported: one entry for each desk code.
    pub(super) fn told(&self) -> Vec<Clash> {
        let of = |writers: &Vec<WriterName>| {
            let mut cases = self.numbers.values().filter(|all| all.iter().any(|(writer, _)| writers.contains(writer)));
            let first = cases.next().into_iter().flatten().map(|(_, id)| *id).collect::<Vec<_>>();
            Clash { writers: writers.clone(), numbers: usize::from(!first.is_empty()) + cases.count(), first }
        };
        self.desks.iter().map(of).collect()
    }

    /// A value that changes when the shared numbers change; 0 if there are none.
    pub(super) fn fingerprint(&self) -> u64 {
        if self.numbers.is_empty() {
            return 0;
        }
        let mut hasher = DefaultHasher::new();
        self.numbers.values().flatten().for_each(|(_, id)| id.hash(&mut hasher));
        hasher.finish() | 1
    }

    /// The cases that share a number.
    pub(super) fn cases(&self, id: CaseId) -> Vec<CaseId> {
        self.numbers.get(&id.plain()).into_iter().flatten().map(|(_, id)| *id).collect()
    }

    /// The case that a writer means by an id.
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

    /// Assigns an event to the case that its writer means, and resolves the cases it names in the same way.
    pub(super) fn tell_apart(&self, event: &mut Event, by: WriterName) {
        if let (Some(id), Body::Opened(_)) = (&mut event.case, &event.body)
            && id.desk != by.desk()
            && !id.is_shared()
        {
            // A desk does not give out another desk's numbers: such an event must not take over a case of that desk.
            id.origin = Origin::new(by.number(), SHORT);
        }
        if self.numbers.is_empty() {
            return;
        }
        event.case = event.case.map(|id| self.meant(id, by));
        event.body.each_case(&mut |id| *id = self.meant(*id, by));
    }
}

/// Hex digits that identify a writer, if they are enough.
const SHORT: u8 = 4;

/// How many hex digits distinguish these writers.
pub(super) fn digits(writers: &[WriterName]) -> u8 {
    let differ = |len: &u8| {
        let mut all: Vec<_> = writers.iter().map(|writer| Origin::new(writer.number(), *len)).collect();
        all.sort_unstable();
        all.windows(2).all(|pair| pair[0] != pair[1])
    };
    (SHORT..8).find(differ).unwrap_or(8)
}
