//! Opening a project: redress.toml, directory.toml, calendars, and the store beside them.

use crate::domain::Code;
use crate::domain::calendar::Calendar;
use crate::domain::decide::codes::nearest;
use crate::domain::directory::Directory;
use crate::domain::id::Desk;
use crate::domain::moment::Moment;
use crate::domain::policy::Policy;
use crate::profile::{self, Project, Resolved};
use crate::store::Store;
use crate::store::hash;
use crate::workspace::error::{DirectoryProblem, WorkspaceError};
use chrono::{DateTime, NaiveDateTime, Offset, TimeZone, Utc};
use chrono_tz::Tz;
use std::cell::RefCell;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// An open project.
pub struct Workspace {
    /// Its directory.
    pub root: PathBuf,
    /// Its own settings.
    pub project: Project,
    /// The policy that holds today.
    pub policy: Rc<Policy>,
    /// How it came about.
    pub resolved: Resolved,
    /// Units and people.
    pub directory: Directory,
    /// Working days.
    pub calendar: Calendar,
    /// The project's zone.
    pub zone: Tz,
    pub(super) store: Store,
    pub(super) snapshot: String,
    pub(super) digest: String,
    pub(super) snapshots: RefCell<HashMap<Code, Rc<Policy>>>,
}

/// The directory that holds the project: `start` or the nearest above it with a redress.toml.
///
/// # Errors
/// There is none.
pub fn find_root(start: &Path) -> Result<PathBuf, WorkspaceError> {
    let full = std::path::absolute(start).unwrap_or_else(|_| start.to_path_buf());
    let mut here = full.as_path();
    loop {
        if here.join("redress.toml").is_file() {
            return Ok(here.to_path_buf());
        }
        here = here.parent().ok_or_else(|| WorkspaceError::NoProject { from: full.clone() })?;
    }
}

impl Workspace {
    /// Opens the project in `root`. `machine` is what tells this machine from others.
    ///
    /// # Errors
    /// Any of its files is missing or wrong; the store is not looked at.
    pub fn open(root: &Path, machine: &str) -> Result<Self, WorkspaceError> {
        let text = read_file(&root.join("redress.toml"))?;
        let project = profile::read_project(&text)?;
        let resolved = profile::resolve(&project.profile, &project.layer)?;
        let directory = read_directory(root)?;
        let calendar = read_calendars(root)?;
        let zone: Tz = resolved.policy.desk.zone.parse().unwrap_or(chrono_tz::Asia::Shanghai);
        let snapshot = snapshot_text(&resolved, &calendar);
        let digest = hash::plain(snapshot.as_bytes()).to_string();
        let store = Store::open(root, project.private.as_deref().map(Path::new), machine);
        Ok(Self {
            root: root.to_path_buf(),
            policy: Rc::new(resolved.policy.clone()),
            project,
            resolved,
            directory,
            calendar,
            zone,
            store,
            snapshot,
            digest,
            snapshots: RefCell::default(),
        })
    }

    /// The digest of the policy that holds today: the name of its snapshot.
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// The policy of a digest: today's, or a snapshot that once decided something.
    ///
    /// # Errors
    /// The snapshot is not there, or not what its name says.
    pub fn policy_of(&self, digest: &str) -> Result<Rc<Policy>, WorkspaceError> {
        if digest == self.digest || digest.is_empty() {
            return Ok(self.policy.clone());
        }
        if let Some(known) = self.snapshots.borrow().get(digest) {
            return Ok(known.clone());
        }
        let missing = || WorkspaceError::Snapshot { digest: digest.into() };
        let text = std::fs::read_to_string(self.snapshot_path(digest)).map_err(|_| missing())?;
        if hash::plain(text.as_bytes()).to_string() != digest {
            return Err(missing());
        }
        let json: serde_json::Value = serde_json::from_str(&text).map_err(|_| missing())?;
        let policy: Policy = serde_json::from_value(json["policy"].clone()).map_err(|_| missing())?;
        let policy = Rc::new(policy);
        self.snapshots.borrow_mut().insert(digest.into(), policy.clone());
        Ok(policy)
    }

    pub(super) fn snapshot_path(&self, digest: &str) -> PathBuf {
        self.root.join("policies").join(format!("{digest}.json"))
    }

    /// An instant in the project's zone.
    #[must_use]
    pub fn moment(&self, at: DateTime<Utc>) -> Moment {
        Moment::instant(at.with_timezone(&self.zone).fixed_offset())
    }

    /// The zone's offset at a local time, in seconds; of two, the earlier one; none in the gap of a clock put forward.
    #[must_use]
    pub fn offset(&self, local: NaiveDateTime) -> Option<i32> {
        self.zone.offset_from_local_datetime(&local).earliest().map(|o| o.fix().local_minus_utc())
    }

    /// The desk of this clone's writer; the first desk of the log where this clone is none yet.
    #[must_use]
    pub fn desk(&self) -> Desk {
        let bound = self.store.binding().ok().flatten().map(|b| b.writer);
        let writer = bound.or_else(|| self.store.writers().ok().and_then(|w| w.first().copied()));
        writer.and_then(|w| w.desk().parse().ok()).unwrap_or_default()
    }

    /// The writers of the log: folder, desk, and whether it is this clone's.
    ///
    /// # Errors
    /// The log's folder cannot be read.
    pub fn writers(&self) -> Result<Vec<(String, String, bool)>, WorkspaceError> {
        let own = self.store.binding()?.map(|b| b.writer);
        let mut all = self.store.writers()?;
        all.extend(own.filter(|own| !all.contains(own)));
        Ok(all.into_iter().map(|w| (w.to_string(), w.desk().to_string(), Some(w) == own)).collect())
    }

    /// Makes this folder a desk of its own. A desk's code belongs to one writer, or numbers of cases would clash.
    ///
    /// # Errors
    /// The code is taken, or the system refuses.
    pub fn become_desk(&self, desk: Desk, id: &str) -> Result<String, WorkspaceError> {
        if self.desks()?.contains(&desk) {
            return Err(crate::store::StoreError::Exists { path: self.store.layout.log().join(desk.as_str()) }.into());
        }
        Ok(self.store.rebind_new(&self.project_id()?, desk.as_str(), id)?.to_string())
    }

    /// Takes the place of a writer whose old folder will never write again: of `desk`, or of the one bound here.
    ///
    /// # Errors
    /// There is no such writer, or the system refuses.
    pub fn adopt_desk(&self, desk: Option<Desk>) -> Result<String, WorkspaceError> {
        let bound = self.store.binding()?.map(|b| b.writer);
        let wanted = match desk {
            Some(desk) => self.store.writers()?.into_iter().find(|w| w.desk() == desk.as_str()),
            None => bound.or(self.store.writers()?.first().copied()),
        };
        let writer = wanted.ok_or(crate::store::StoreError::NoWriter)?;
        self.store.adopt(&self.project_id()?, writer)?;
        Ok(writer.to_string())
    }

    fn project_id(&self) -> Result<String, WorkspaceError> {
        Ok(self.store.project()?.unwrap_or_else(|| self.project.id.clone()))
    }

    /// Where attached files lie.
    #[must_use]
    pub fn files_folder(&self) -> PathBuf {
        self.store.layout.private.join("files")
    }

    /// The store, for checking it.
    ///
    /// # Errors
    /// See [`Store::verify`].
    pub fn verify(
        &self,
        progress: &mut dyn FnMut(crate::store::Progress),
    ) -> Result<crate::store::VerifyReport, WorkspaceError> {
        Ok(self.store.verify(progress)?)
    }
}

/// What a digest is of: the rows, the zone in them, and the calendar years that are not built in.
fn snapshot_text(resolved: &Resolved, calendar: &Calendar) -> String {
    let json = serde_json::json!({
        "redress": 1, "policy": resolved.json, "notices": Calendar::embedded().last_year(), "calendars": calendar.digest_text(),
    });
    json.to_string() + "\n"
}

fn read_file(path: &Path) -> Result<String, WorkspaceError> {
    let wrap = |source| WorkspaceError::File { path: path.to_path_buf(), source };
    let bytes = std::fs::read(path).map_err(wrap)?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    String::from_utf8(bytes.to_vec()).map_err(|e| wrap(std::io::Error::new(std::io::ErrorKind::InvalidData, e)))
}

fn read_directory(root: &Path) -> Result<Directory, WorkspaceError> {
    let path = root.join("directory.toml");
    if !path.exists() {
        return Ok(Directory::default());
    }
    let text = read_file(&path)?;
    let directory: Directory = toml::from_str(&text).map_err(|e| {
        let at = e.span().map_or(0, |s| s.start).min(text.len());
        WorkspaceError::Directory { line: text[..at].matches('\n').count() + 1, message: e.message().into() }
    })?;
    check_directory(&directory)?;
    Ok(directory)
}

fn check_directory(directory: &Directory) -> Result<(), WorkspaceError> {
    let wrong = |code: &Code, problem| Err(WorkspaceError::DirectoryRow { code: code.to_string(), problem });
    let names: Vec<&str> = directory.units.iter().map(|u| u.code.as_str()).collect();
    let mut seen: std::collections::HashSet<&str> = std::collections::HashSet::new();
    for unit in &directory.units {
        if !seen.insert(&unit.code) {
            return wrong(&unit.code, DirectoryProblem::Twice);
        }
        if !unit.parent.is_empty() && directory.unit(&unit.parent).is_none() {
            let nearest = nearest(&unit.parent, &names).map(Into::into);
            return wrong(
                &unit.code,
                DirectoryProblem::Unknown { key: "parent", value: unit.parent.to_string(), nearest },
            );
        }
        if directory.with_parents(&unit.code).last().is_some_and(|top| !top.parent.is_empty()) {
            return wrong(&unit.code, DirectoryProblem::Circle);
        }
    }
    seen.clear();
    for person in &directory.people {
        if !seen.insert(&person.code) {
            return wrong(&person.code, DirectoryProblem::Twice);
        }
        if !person.unit.is_empty() && !names.is_empty() && directory.unit(&person.unit).is_none() {
            let nearest = nearest(&person.unit, &names).map(Into::into);
            return wrong(
                &person.code,
                DirectoryProblem::Unknown { key: "unit", value: person.unit.to_string(), nearest },
            );
        }
    }
    Ok(())
}

fn read_calendars(root: &Path) -> Result<Calendar, WorkspaceError> {
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
        calendar.add_year(&text).map_err(|source| WorkspaceError::Calendar { file, source })?;
    }
    match calendar.hole() {
        Some(year) => Err(WorkspaceError::CalendarHole { year }),
        None => Ok(calendar),
    }
}
