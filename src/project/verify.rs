//! What `verify` checks beyond the bytes of the log and the private side: events, the policies they name, attached files, and erasings on
//! record.
//!
//! Invariant: the log is read once; what cannot be read is reported as unread, and the rest is still checked.

use crate::domain::Code;
use crate::domain::event::{Body, CORRECTED, Erased, Event, KINDS, Reading, SEALED};
use crate::domain::value::id::EventId;
use crate::log::{
    EachLine, ErasedItem, Finding, FindingKind, Layout, Line, LineRef, Payload, Position, Progress, Scan,
};
use crate::log::{VerifyReport, VerifyScope, World, WriterName, hash};
use crate::project::erasing_on_record::RecordedErasing;
use crate::project::error::ProjectError;
use crate::project::head_note::HeadNote;
use crate::project::open::Project;
use crate::project::read::HistoryCut;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::io;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// Result of `verify`.
#[derive(Clone, Debug, Default)]
pub struct Verified {
    /// All findings and counts.
    pub report: VerifyReport,
    /// Events whose data was blanked although no `erased` event names them.
    pub unnamed: Vec<EventId>,
}

/// What `erased` events blank of one event.
#[derive(Clone, Copy, Debug, Default)]
struct Blanked {
    text: bool,
    private: bool,
    /// The next write of this folder will finish it.
    unfinished: bool,
}

/// What events refer to.
#[derive(Default)]
struct Named {
    policies: HashSet<Code>,
    /// Positions of events with attached files.
    attached: BTreeSet<Position>,
    /// The files of issued papers, each with its digest.
    papers: BTreeMap<Code, Code>,
    /// For each `erased` event: the events it names, and whether their text and private data are erased.
    erased: HashMap<EventId, Vec<(EventId, bool, bool)>>,
    /// Events whose own texts named a person when that person's data was erased.
    persons: HashSet<EventId>,
}

/// What events name that lie in segments which are not looked at.
#[derive(Default)]
struct Elsewhere {
    policies: HashSet<Code>,
    attached: BTreeSet<Position>,
}

impl Project {
    /// Checks what lies in the scope.
    ///
    /// # Errors
    /// There is no log. What cannot be read is in the report instead.
    pub fn verify(
        &self,
        progress: &mut dyn FnMut(Progress),
        scope: &VerifyScope<'_>,
    ) -> Result<Verified, ProjectError> {
        let named = Mutex::new(Named::default());
        let mut report = self.log.verify_with(progress, &|| look(&named), scope)?;
        let mut named = named.into_inner().unwrap_or_else(PoisonError::into_inner);
        let elsewhere = self.named_elsewhere(&mut named, scope.has_rest(), &mut report)?;
        let blanked = self.blanked(&named, &mut report)?;
        self.cut_short(&blanked, &mut report);
        self.not_erased(&blanked, &named.persons, &mut report)?;
        self.snapshots(&named.policies, &elsewhere.policies, scope.has_rest(), &mut report);
        self.attachments(&named.attached, scope.has_rest().then_some(&elsewhere.attached), &mut report)?;
        self.papers(&named.papers, &mut report);
        if scope.has_rest() {
            match self.clash_findings() {
                Ok(found) => report.findings.extend(found),
                Err(ProjectError::Store(error)) => report.tried(Err(error))?,
                Err(error) => return Err(error),
            }
        }
        let unnamed = report.erased.iter().map(id).filter(|id| !blanked.contains_key(id)).collect();
        Ok(Verified { report, unnamed })
    }

    /// What the segments name that were not looked at: all erasings; with `rest` also policies and attached files. They are read, and not
    /// checked.
    fn named_elsewhere(
        &self,
        named: &mut Named,
        rest: bool,
        report: &mut VerifyReport,
    ) -> Result<Elsewhere, ProjectError> {
        let mut elsewhere = Elsewhere::default();
        if report.looked.left.is_empty() {
            return Ok(elsewhere);
        }
        let left: HashSet<_> = report.looked.left.iter().copied().collect();
        let [erased, attached, opened, adopted] =
            ["\"erased\":{", "\"attached\":{", "\"policy\":\"", "\"digest\":\""].map(memchr::memmem::Finder::new);
        let damage = RefCell::new(Vec::new());
        let scanned = self.log.scan(Scan { damage: Some(&damage), ..Scan::default() }, &mut |line| {
            if !left.contains(&(line.position.writer, line.position.segment)) {
                return ControlFlow::Continue(());
            }
            if rest {
                for finder in [&opened, &adopted] {
                    let digest =
                        finder.find(line.bytes).and_then(|at| line.bytes.get(at + finder.needle().len()..)?.get(..64));
                    let digest = digest.filter(|digest| hash::is_hex(digest)).and_then(|d| std::str::from_utf8(d).ok());
                    elsewhere.policies.extend(digest.map(Code::from));
                }
            }
            let is_erased = erased.find(line.bytes).is_some();
            if !(is_erased || rest && attached.find(line.bytes).is_some()) {
                return ControlFlow::Continue(());
            }
            match Event::parse(line.bytes, line.position.writer.desk()).ok().map(|event| event.body) {
                Some(Body::Erased(body)) => {
                    named.erase(EventId { desk: line.position.writer.desk(), n: line.n }, &body);
                }
                Some(Body::Attached(_)) => {
                    elsewhere.attached.insert(line.position);
                }
                _ => {}
            }
            ControlFlow::Continue(())
        });
        report.tried(scanned)?;
        Ok(elsewhere)
    }

    /// What must be blanked, for each event.
    fn blanked(&self, named: &Named, report: &mut VerifyReport) -> Result<HashMap<EventId, Blanked>, ProjectError> {
        let own = report.tried(self.log.binding())?.map(|binding| binding.writer);
        let note = report.tried(self.log.head_note())?;
        let note = note.and_then(|note| HeadNote::parse(&note));
        let mut blanked: HashMap<EventId, Blanked> = HashMap::new();
        for (at, events) in &named.erased {
            // Head keeps the numbers of erasings that may be unfinished; if they were lost, every erasing of this writer may be.
            let open = |n: u64| note.as_ref().is_none_or(|note| note.cut || note.erasing.contains(&n));
            for (event, text, private) in events {
                let known = blanked.entry(*event).or_default();
                known.text |= text;
                known.private |= private;
                known.unfinished |= own.map(|own| own.desk()) == Some(at.desk) && open(at.n);
            }
        }
        Ok(blanked)
    }

    /// How many texts that `erased` events name are still in each writer's log.
    ///
    /// # Errors
    /// The log cannot be read.
    pub fn texts_to_erase(&self) -> Result<HashMap<WriterName, u64>, ProjectError> {
        let mut named: HashSet<EventId> = HashSet::new();
        for event in self.events_of(&["erased"], HistoryCut::default())? {
            if let Some(erasing) = RecordedErasing::of(&event).filter(|erasing| erasing.takes().0) {
                named.extend(erasing.body.events);
            }
        }
        let mut left = HashMap::new();
        self.texts_there(&named)?.into_iter().for_each(|(writer, _)| *left.entry(writer).or_default() += 1);
        Ok(left)
    }

    /// Those of these events whose text is in the log, each with its writer, in the log's order.
    ///
    /// # Errors
    /// The log cannot be read.
    pub(super) fn texts_there(&self, events: &HashSet<EventId>) -> Result<Vec<(WriterName, EventId)>, ProjectError> {
        let mut there = Vec::new();
        if events.is_empty() {
            return Ok(there);
        }
        self.lines(&mut |line| {
            let event = EventId { desk: line.position.writer.desk(), n: line.n };
            if events.contains(&event) && line.split().is_ok_and(|line| is_there(&line)) {
                there.push((line.position.writer, event));
            }
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(there)
    }

    /// Data that an `erased` event names and that matches neither its digest nor a blank is not damage: its erasing was interrupted.
    fn cut_short(&self, blanked: &HashMap<EventId, Blanked>, report: &mut VerifyReport) {
        for (of, file, line) in std::mem::take(&mut report.differs) {
            let Some(known) = blanked.get(&id(&of)).filter(|known| if of.private { known.private } else { known.text })
            else {
                continue;
            };
            let is = |f: &&mut Finding| {
                matches!(f.kind, FindingKind::Said | FindingKind::PrivateDiffers) && (&f.file, f.line) == (&file, line)
            };
            if let Some(finding) = report.findings.iter_mut().find(is) {
                (finding.world, finding.kind) = (known.world(), FindingKind::NotErased);
            }
        }
    }

    /// Data that must be blanked and is still there, and texts that still name `persons` whose data was erased.
    fn not_erased(
        &self,
        blanked: &HashMap<EventId, Blanked>,
        persons: &HashSet<EventId>,
        report: &mut VerifyReport,
    ) -> Result<(), ProjectError> {
        let gone: HashSet<(EventId, bool)> = report.erased.iter().map(|it| (id(it), it.private)).collect();
        let is_open = |(event, known): &(&EventId, &Blanked)| {
            known.text && !gone.contains(&(**event, false)) || known.private && !gone.contains(&(**event, true))
        };
        let open: HashMap<EventId, Blanked> = blanked.iter().filter(is_open).map(|(id, known)| (*id, *known)).collect();
        let naming = |event: &EventId| persons.contains(event) && !gone.contains(&(*event, false));
        if open.is_empty() && !persons.iter().any(naming) {
            return Ok(());
        }
        let left: HashSet<_> = report.looked.left.iter().copied().collect();
        let (damage, mut places) = (RefCell::new(Vec::new()), Vec::new());
        let scanned = self.log.scan(Scan { damage: Some(&damage), ..Scan::default() }, &mut |line| {
            let event = EventId { desk: line.position.writer.desk(), n: line.n };
            let is_left = left.contains(&(line.position.writer, line.position.segment));
            let known = open.get(&event).copied();
            if !is_left && (known.is_some() || naming(&event)) {
                let text = line.split().is_ok_and(|line| is_there(&line));
                let names = naming(&event) && text && known.is_none_or(|known| !known.text);
                places.push((line.position, known.unwrap_or_default(), text, names));
            }
            ControlFlow::Continue(())
        });
        report.tried(scanned)?;
        for (at, known, text, names) in places {
            let file = self.log.layout.segment(at.writer, at.segment);
            if names {
                let (world, file) = (World::Waits, file.clone());
                report.findings.push(Finding { world, file, line: at.line, kind: FindingKind::NamesPerson });
            }
            if text && known.text {
                report.findings.push(Finding {
                    world: known.world(),
                    file,
                    line: at.line,
                    kind: FindingKind::NotErased,
                });
            }
            // Damaged or unreadable lines have been reported already.
            if let (true, Ok(Some(held))) = (known.private, self.log.private(at))
                && held.data.is_some()
            {
                let file = self.log.layout.private_segment(at.writer, at.segment);
                let line = held.position.line;
                report.findings.push(Finding { world: known.world(), file, line, kind: FindingKind::NotErased });
            }
        }
        Ok(())
    }

    /// Policy snapshots that do not match their names, are named by events but missing, or are named by nothing.
    /// What is named `elsewhere` is only no stray; those that nothing names, and their bytes, are a matter of the `rest`.
    fn snapshots(&self, named: &HashSet<Code>, elsewhere: &HashSet<Code>, rest: bool, report: &mut VerifyReport) {
        let folder = Layout::policies(&self.root);
        let mut there = HashSet::new();
        let entries = match std::fs::read_dir(&folder) {
            Ok(entries) => entries.filter_map(Result::ok).map(|entry| entry.path()).collect(),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(e) => return report.unread(folder, &e),
        };
        let mut found = |world, file: &Path, kind| {
            report.findings.push(Finding { world, file: file.to_path_buf(), line: 0, kind });
        };
        let (mut unread, mut entries) = (Vec::new(), entries);
        entries.sort_unstable();
        for path in entries {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let digest =
                name.strip_suffix(".json").filter(|digest| digest.len() == 64 && hash::is_hex(digest.as_bytes()));
            let Some(digest) = digest else {
                if rest {
                    found(World::Notice, &path, FindingKind::Stray);
                }
                continue;
            };
            there.insert(Code::from(digest));
            if !rest {
                continue;
            }
            match std::fs::read(&path) {
                Ok(bytes) if hash::plain(&bytes).to_string() != digest => {
                    found(World::Damage, &path, FindingKind::SnapshotDiffers);
                }
                Ok(_) if !named.contains(digest) && !elsewhere.contains(digest) && digest != self.digest() => {
                    found(World::Notice, &path, FindingKind::Stray);
                }
                Ok(_) => {}
                Err(e) => unread.push((path, e)),
            }
        }
        let mut missing: Vec<&Code> = named.iter().filter(|digest| !there.contains(*digest)).collect();
        missing.sort_unstable();
        for digest in missing {
            found(World::Damage, &self.snapshot_path(digest), FindingKind::SnapshotMissing);
        }
        unread.into_iter().for_each(|(path, e)| report.unread(path, &e));
    }
}

impl Named {
    fn erase(&mut self, by: EventId, body: &Erased) {
        let (text, private) = (!matches!(body.scope.as_str(), "private" | CORRECTED), body.scope != SEALED);
        self.persons.extend(body.named.iter().copied());
        self.erased.insert(by, body.events.iter().map(|event| (*event, text, private)).collect());
    }
}

impl Blanked {
    fn world(self) -> World {
        if self.unfinished { World::Notice } else { World::Waits }
    }
}

fn id(of: &ErasedItem) -> EventId {
    EventId { desk: of.position.writer.desk(), n: of.n }
}

fn is_there(line: &Line<'_>) -> bool {
    let said = line.trailer().said;
    line.text.zip(said).is_some_and(|(text, said)| text.state(said) == Payload::Matches)
}

/// Returns a check for the lines of a segment: whether each is an event, and what it names.
fn look(named: &Mutex<Named>) -> Box<EachLine<'_>> {
    let mut event = Event::blank();
    // Nearly all events name the same policy as the one before: skips the lock.
    let mut last = Code::default();
    Box::new(move |line: LineRef<'_>| {
        let text = std::str::from_utf8(line.bytes).ok()?;
        if event.read_again(text, line.position.writer.desk(), Reading::Fold).is_err() {
            return Some(FindingKind::Body);
        }
        let named = || named.lock().unwrap_or_else(PoisonError::into_inner);
        let policy = match &event.body {
            Body::Opened(body) => &body.policy,
            Body::Reopened(body) => &body.policy,
            Body::PolicyAdopted(body) => {
                named()
                    .policies
                    .extend([body.digest.clone(), body.units.clone()].into_iter().filter(|d| !d.is_empty()));
                return None;
            }
            Body::DirectoryChanged(body) => &body.units,
            Body::Attached(_) => {
                named().attached.insert(line.position);
                return None;
            }
            Body::Erased(body) => {
                named().erase(EventId { desk: line.position.writer.desk(), n: line.n }, body);
                return None;
            }
            Body::Reported(body) if !body.name.is_empty() => {
                let mut named = named();
                named.papers.insert(body.name.clone(), body.file.clone());
                named.policies.extend(Some(body.units.clone()).filter(|units| !units.is_empty()));
                return None;
            }
            Body::Unknown { kind, must, .. } => {
                let ours = KINDS.iter().any(|(known, _)| known == kind);
                return (*must || ours).then_some(FindingKind::NotUnderstood);
            }
            _ => return None,
        };
        if !policy.is_empty() && *policy != last {
            last = policy.clone();
            named().policies.insert(last.clone());
        }
        None
    })
}
