//! Opening a project: redress.toml, directory.toml, calendars, and the log beside them.

use crate::domain::Code;
use crate::domain::calendar::Calendar;
use crate::domain::policy::Policy;
use crate::domain::policy::directory::Directory;
use crate::domain::value::id::{CaseId, DeskCode, EventId};
use crate::domain::value::moment::Moment;
use crate::log::access::Sharing;
use crate::log::hash;
use crate::log::{Layout, Log, Recovery, WriterName};
use crate::profile::{self, DirectoryFinding, ProjectSettings, Resolved};
use crate::project::error::ProjectError;
use crate::project::flaw::Flaw;
use crate::project::head_note::HeadNote;
use crate::project::index_use::IndexState;
use crate::project::shared_numbers::Clashes;
use crate::project::viewer::Viewer;
use crate::project::zone::Zone;
use chrono::{DateTime, Utc};
use std::cell::{Cell, OnceCell, RefCell};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// An open project.
pub struct Project {
    /// Its directory.
    pub root: PathBuf,
    /// Its own settings.
    pub project: ProjectSettings,
    /// The policy that holds today.
    pub policy: Arc<Policy>,
    /// How it came about.
    pub resolved: Resolved,
    /// Units and people.
    pub directory: Directory,
    /// Working days.
    pub calendar: Calendar,
    /// The project's zone.
    pub zone: Zone,
    pub(super) store: Log,
    pub(super) mistakes: Vec<Arc<ProjectError>>,
    /// The policy that was adopted last stands in for what redress.toml and the calendars say.
    pub stands_in: bool,
    pub(super) snapshot: OnceCell<String>,
    pub(super) digest: OnceCell<String>,
    pub(super) snapshots: RefCell<HashMap<Code, Arc<Policy>>>,
    /// While a write is open nothing is passed over.
    pub(super) writing: Cell<bool>,
    pub(super) revealed: Cell<bool>,
    /// Whether dates are shown that no write has recorded yet, once that was asked.
    pub(super) moves: Cell<Option<bool>>,
    pub(super) damage: RefCell<Vec<Flaw>>,
    pub(super) indexes: IndexState,
    /// The keyed index is to be made longer, or (true) anew.
    pub(super) index_due: Cell<Option<bool>>,
    pub(super) clashes: RefCell<Option<Arc<Clashes>>>,
    pub(super) viewer: RefCell<Viewer>,
}

/// The directory that holds the project: `start` or the nearest above it with a redress.toml.
///
/// # Errors
/// There is none, or `start` is no directory.
pub fn find_root(start: &Path) -> Result<PathBuf, ProjectError> {
    let full = std::path::absolute(start).unwrap_or_else(|_| start.to_path_buf());
    // A mistyped directory must not end up in the project around it.
    if !full.is_dir()
        && let Err(source) = std::fs::read_dir(&full)
    {
        return Err(ProjectError::File { path: full, source });
    }
    let mut here = full.as_path();
    loop {
        let policy = here.join("redress.toml");
        match policy.metadata() {
            Ok(found) if found.is_file() => return Ok(here.to_path_buf()),
            // Whether there is one cannot be seen: that is no "no".
            Err(source) if source.kind() == std::io::ErrorKind::PermissionDenied => {
                return Err(ProjectError::File { path: policy, source });
            }
            _ => {}
        }
        here = here.parent().ok_or_else(|| ProjectError::NoProject { from: full.clone() })?;
    }
}

impl Project {
    /// Opens the project in `root`. `machine` is what tells this machine from others.
    ///
    /// # Errors
    /// redress.toml cannot be read; the log is not looked at. What is wrong in the project's files is kept ([`Self::mistakes`]), and
    /// stops writing only.
    pub fn open(root: &Path, machine: &str) -> Result<Self, ProjectError> {
        let text = read_file(&root.join("redress.toml"))?;
        let mut mistakes = Vec::new();
        let project = profile::read_project(&text).unwrap_or_else(|wrong| {
            mistakes.push(wrong.into());
            profile::readable_project(&text)
        });
        let (resolved, directory, calendar) = (resolve(&project), read_directory(root), read_calendars(root));
        let policy_stands = mistakes.is_empty() && resolved.is_ok() && calendar.is_ok();
        let mut or = |wrong| mistakes.push(wrong);
        let resolved = resolved.map_err(&mut or).unwrap_or_default();
        let directory = directory.map_err(&mut or).unwrap_or_default();
        let calendar = calendar.map_err(&mut or).unwrap_or_default();
        let zone = Zone::of(&resolved.policy.desk.zone);
        let sharing = Sharing { shared: project.shared, private_group: project.private_group.clone() };
        let store = Log::open_shared(root, project.private.as_deref().map(Path::new), machine, sharing);
        let mut ws = Self {
            root: root.to_path_buf(),
            policy: Arc::new(resolved.policy.clone()),
            project,
            resolved,
            directory,
            calendar,
            zone,
            store,
            mistakes: mistakes.into_iter().map(Arc::new).collect(),
            stands_in: false,
            snapshot: OnceCell::new(),
            digest: OnceCell::new(),
            snapshots: RefCell::default(),
            writing: Cell::default(),
            revealed: Cell::default(),
            moves: Cell::default(),
            damage: RefCell::default(),
            indexes: IndexState::default(),
            index_due: Cell::default(),
            clashes: RefCell::default(),
            viewer: RefCell::default(),
        };
        if !policy_stands {
            ws.go_on_with_adopted();
        }
        Ok(ws)
    }

    /// The digest of the policy that holds today: the name of its snapshot.
    #[must_use]
    pub fn digest(&self) -> &str {
        self.digest.get_or_init(|| match self.resolved.known_digest(&self.calendar) {
            Some(known) => known.into(),
            None => hash::plain(self.snapshot().as_bytes()).to_string(),
        })
    }

    /// What a digest is of.
    pub(super) fn snapshot(&self) -> &str {
        self.snapshot.get_or_init(|| self.resolved.snapshot(&self.calendar))
    }

    /// The policy of a digest: today's, or a snapshot that once decided something.
    ///
    /// # Errors
    /// The snapshot is not there, or not what its name says.
    pub fn policy_of(&self, digest: &str) -> Result<Arc<Policy>, ProjectError> {
        if digest.is_empty() || digest == self.digest() {
            return Ok(self.policy.clone());
        }
        if let Some(known) = self.snapshots.borrow().get(digest) {
            return Ok(known.clone());
        }
        let text = self.snapshot_text(digest)?;
        let missing = || ProjectError::Snapshot { digest: digest.into() };
        let policy = Arc::new(profile::read_snapshot(&text).ok_or_else(missing)?);
        self.snapshots.borrow_mut().insert(digest.into(), policy.clone());
        Ok(policy)
    }

    /// The text of a snapshot that is what its name says.
    pub(super) fn snapshot_text(&self, digest: &str) -> Result<String, ProjectError> {
        let missing = || ProjectError::Snapshot { digest: digest.into() };
        let text = std::fs::read_to_string(self.snapshot_path(digest)).map_err(|_| missing())?;
        if hash::plain(text.as_bytes()).to_string() == digest { Ok(text) } else { Err(missing()) }
    }

    pub(super) fn snapshot_path(&self, digest: &str) -> PathBuf {
        Layout::policies(&self.root).join(format!("{digest}.json"))
    }

    /// An instant in the project's zone.
    #[must_use]
    pub fn moment(&self, at: DateTime<Utc>) -> Moment {
        self.zone.moment(at)
    }

    /// The desk of this clone's writer; the first desk of the log where this clone is none yet.
    #[must_use]
    pub fn desk(&self) -> DeskCode {
        let bound = self.store.binding().ok().flatten().map(|b| b.writer);
        let writer = bound.or_else(|| self.store.writers().ok().and_then(|w| w.first().copied()));
        writer.and_then(|w| w.desk().parse().ok()).unwrap_or_default()
    }

    /// The writers of the log: folder, desk, and whether it is this clone's.
    ///
    /// # Errors
    /// The log's folder cannot be read.
    pub fn writers(&self) -> Result<Vec<(String, String, bool)>, ProjectError> {
        let own = self.store.binding()?.map(|b| b.writer);
        let mut all = self.store.writers()?;
        all.extend(own.filter(|own| !all.contains(own)));
        Ok(all.into_iter().map(|w| (w.to_string(), w.desk().to_string(), Some(w) == own)).collect())
    }

    /// Makes this folder a desk of its own. A desk's code belongs to one writer, or numbers of cases would clash.
    ///
    /// # Errors
    /// The code is taken, or the system refuses.
    pub fn become_desk(&self, desk: DeskCode, id: &str) -> Result<String, ProjectError> {
        if self.desks()?.contains(&desk) {
            return Err(ProjectError::DeskTaken { desk: desk.to_string() });
        }
        Ok(self.store.rebind_new(&self.project_id()?, desk.as_str(), id)?.to_string())
    }

    /// The writer whose place can be taken: that of `desk`, else the one bound here, else the only one; none where it is not clear.
    ///
    /// # Errors
    /// The log's folder cannot be read.
    pub fn adoptable(&self, desk: Option<DeskCode>) -> Result<Option<WriterName>, ProjectError> {
        let writers = self.store.writers()?;
        Ok(match (desk, self.store.binding()?, &writers[..]) {
            (Some(desk), ..) => writers.iter().find(|w| w.desk() == desk.as_str()).copied(),
            (None, Some(binding), _) => Some(binding.writer),
            (None, None, [only]) => Some(*only),
            (None, None, _) => None,
        })
    }

    /// What was acknowledged of a writer and is given up by who goes on from this log: the last event's number, and the last case's.
    ///
    /// # Errors
    /// The log cannot be read.
    pub fn given_up(&self, writer: WriterName) -> Result<Vec<(EventId, Option<CaseId>)>, ProjectError> {
        let desk = writer.desk().parse().unwrap_or_default();
        let found = self.store.forgotten(&self.project_id()?, writer)?.into_iter().map(|forgotten| {
            let note = forgotten.note.and_then(|note| serde_json::from_str::<HeadNote>(&note).ok()).unwrap_or_default();
            let last = note.cases.last_key_value();
            let case = last.map(|(year, number)| CaseId { number: *number, ..CaseId::first(desk, *year) });
            (EventId { desk, n: forgotten.n }, case)
        });
        Ok(found.collect())
    }

    /// Takes the place of a writer whose old folder will never write again, from its log as it is here. Gives what was found and done.
    ///
    /// # Errors
    /// The system refuses.
    pub fn adopt_desk(&self, writer: WriterName) -> Result<Recovery, ProjectError> {
        self.store.adopt(&self.project_id()?, writer)?;
        // The numbers that were given out are kept at once, for who restores again. What stands against it the next write tells.
        let kept = self.store.begin(Duration::ZERO).map_err(ProjectError::from).and_then(|mut tx| {
            let note = self.note_of(&tx)?;
            tx.set_head_note(&note.text());
            Ok(tx.recovered().clone())
        });
        Ok(kept.unwrap_or_default())
    }

    /// Keeps what is acknowledged in a folder of the account's own too.
    pub fn remember_in(&mut self, folder: Option<PathBuf>) {
        self.store.remember_in(folder);
    }

    /// Looks whether all is still there that was ever acknowledged here: what is not is told with [`Self::damage`].
    ///
    /// # Errors
    /// `.redress/` cannot be read.
    pub fn look_for_missing(&self) -> Result<(), ProjectError> {
        self.remember(self.store.missing()?.into_iter().map(Flaw::from));
        Ok(())
    }

    pub(super) fn project_id(&self) -> Result<String, ProjectError> {
        Ok(self.store.project()?.unwrap_or_else(|| self.project.id.clone()))
    }

    /// Where attached files lie.
    #[must_use]
    pub fn files_folder(&self) -> PathBuf {
        self.store.layout.private.join("files")
    }
}

fn read_file(path: &Path) -> Result<String, ProjectError> {
    let wrap = |source| ProjectError::File { path: path.to_path_buf(), source };
    let bytes = std::fs::read(path).map_err(wrap)?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    String::from_utf8(bytes.to_vec()).map_err(|e| wrap(std::io::Error::new(std::io::ErrorKind::InvalidData, e)))
}

fn resolve(project: &ProjectSettings) -> Result<Resolved, ProjectError> {
    Ok(profile::resolve(&project.profile, &project.layer)?)
}

/// The directory, however wrong its rows are.
pub(super) fn directory_as_written(root: &Path) -> Result<Directory, ProjectError> {
    let path = root.join("directory.toml");
    if path.exists() { Ok(profile::read_directory(&read_file(&path)?)?) } else { Ok(Directory::default()) }
}

fn read_directory(root: &Path) -> Result<Directory, ProjectError> {
    let directory = directory_as_written(root)?;
    match profile::broken(&directory) {
        None => Ok(directory),
        Some(DirectoryFinding { code, problem }) => Err(ProjectError::DirectoryRow { code, problem }),
    }
}

fn read_calendars(root: &Path) -> Result<Calendar, ProjectError> {
    let mut calendar = Calendar::embedded();
    let folder = root.join("calendars");
    let mut files: Vec<PathBuf> = match std::fs::read_dir(&folder) {
        Ok(all) => all
            .filter_map(Result::ok)
            .map(|e| e.path())
            .filter(|p| p.extension().is_some_and(|e| e == "json"))
            .collect(),
        Err(_) => Vec::new(),
    };
    files.sort();
    for path in files {
        let text = read_file(&path)?;
        let file = path.file_name().map(|n| format!("calendars/{}", n.to_string_lossy())).unwrap_or_default();
        calendar.add_year(&text).map_err(|source| ProjectError::Calendar { file, source })?;
    }
    match calendar.hole() {
        Some(year) => Err(ProjectError::CalendarHole { year }),
        None => Ok(calendar),
    }
}
