//! Side tables that are looked up independently of cases: requests that were done, and the events of a few rare kinds.

use crate::domain::event::Body;
use crate::domain::value::id::CaseId;
use crate::index::pack::{Pack, Packer, Unpacker};
use crate::index::record::Place;
use crate::index::strings::Interner;

/// The event kinds of which all events can be found without reading the log.
pub const KEPT: &[&str] = &[
    "directory_changed",
    "duty_done",
    "erased",
    "improvement_added",
    "improvement_checked",
    "improvement_done",
    "import_started",
    "import_undone",
    "imported",
    "incident_closed",
    "incident_opened",
    "incident_updated",
    "issued",
    "policy",
    "received",
    "reported",
    "revoked",
];

/// Whether an event is of one of the kinds [`KEPT`]. Called for every event, so the body is matched before names are compared.
pub(super) fn is_kept(body: &Body) -> bool {
    matches!(
        body,
        Body::DutyDone(_)
            | Body::DirectoryChanged(_)
            | Body::Erased(_)
            | Body::ImprovementAdded(_)
            | Body::ImprovementDone(_)
            | Body::ImprovementChecked(_)
            | Body::ImportStarted(_)
            | Body::ImportUndone(_)
            | Body::Imported(_)
            | Body::IncidentClosed(_)
            | Body::IncidentOpened(_)
            | Body::IncidentUpdated(_)
            | Body::FilingReceived(_)
            | Body::Issued(_)
            | Body::PolicyAdopted(_)
            | Body::Reported(_)
            | Body::Revoked(_)
            | Body::Unknown { .. }
    ) && KEPT.contains(&body.kind())
}

/// A request (`--request`) that was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestEntry {
    /// The request's key.
    pub key: String,
    /// The number of the first event with this key.
    pub n: u64,
    /// The segment of that event.
    pub segment: u32,
    /// The case of that event.
    pub case: Option<CaseId>,
}

/// An event of one of the kinds [`KEPT`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskEvent {
    /// Its kind.
    pub kind: String,
    /// Its number.
    pub n: u64,
    /// Its place in the log.
    pub place: Place,
}

impl RequestEntry {
    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut strings = Interner::default();
        let mut to = Packer::new(Vec::new(), &mut strings);
        to.text(&self.key);
        (self.n, self.segment).pack(&mut to);
        self.case.is_some().pack(&mut to);
        if let Some(case) = self.case {
            to.text(&case.to_string());
        }
        to.out
    }

    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let strings = Interner::default();
        let mut from = Unpacker::new(bytes, &strings, "");
        let key = from.text()?.into();
        let (n, segment) = Pack::unpack(&mut from)?;
        let case = if bool::unpack(&mut from)? { Some(from.text()?.parse().ok()?) } else { None };
        from.is_done().then_some(Self { key, n, segment, case })
    }
}

impl DeskEvent {
    pub(super) fn write_all(all: &[Self]) -> Vec<u8> {
        let mut strings = Interner::default();
        let mut to = Packer::new(Vec::new(), &mut strings);
        to.number(all.len() as u64);
        for Self { kind, n, place } in all {
            to.text(kind);
            (*n, (place.segment, (place.offset, place.length))).pack(&mut to);
        }
        to.out
    }

    pub(super) fn read_all(bytes: &[u8]) -> Option<Vec<Self>> {
        let strings = Interner::default();
        let mut from = Unpacker::new(bytes, &strings, "");
        let count = usize::try_from(from.number()?).ok().filter(|n| *n <= bytes.len())?;
        let mut all = Vec::with_capacity(count);
        for _ in 0..count {
            let kind = from.text()?.into();
            let (n, (segment, (offset, length))) = Pack::unpack(&mut from)?;
            all.push(Self { kind, n, place: Place { segment, offset, length } });
        }
        from.is_done().then_some(all)
    }
}
