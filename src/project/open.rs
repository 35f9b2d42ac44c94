//! Opens a project: `redress.toml`, `directory.toml`, the calendars, and the log beside them.

use crate::domain::Code;
use crate::domain::calendar::Calendar;
use crate::domain::policy::Policy;
use crate::domain::policy::directory::Directory;
use crate::domain::value::id::{CaseId, DeskCode, EventId};
use crate::domain::value::moment::Moment;
use crate::domain::value::moment::parse_date;
use crate::domain::value::zone::Zone;
use crate::log::access::Sharing;
use crate::log::hash;
use crate::log::{Layout, Log, Recovery, WriterName};
use crate::profile::{self, DirectoryFinding, PolicyLayer, ProjectSettings, Resolved};
use crate::project::basis::PastBasis;
use crate::project::error::ProjectError;
use crate::project::flaw::Flaw;
use crate::project::head_note::HeadNote;
use crate::project::index_use::IndexState;
use crate::project::shared_numbers::Clashes;
use crate::project::viewer::Viewer;
use chrono::{DateTime, NaiveDate, Utc};
use std::cell::{Cell, OnceCell, RefCell};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// An open project.
pub struct Project {
    /// The project directory.
    pub root: PathBuf,
    /// The project's own settings from `redress.toml`.
    pub settings: ProjectSettings,
    /// The policy in force today.
    pub policy: Arc<Policy>,
    /// The files in `policies.d/`, in the order of their names, and `redress.toml`: what is laid over the profile.
    pub layers: Vec<PolicyLayer>,
    /// The resolved policy: its rows, and what the project loosened.
    pub resolved: Resolved,
    /// Units and people.
    pub directory: Directory,
    /// Calendar with the working days.
    pub calendar: Calendar,
    /// Time zone of the project.
    pub zone: Zone,
    pub(super) log: Log,
    pub(super) mistakes: Vec<Arc<ProjectError>>,
    /// True if `redress.toml` or a calendar is wrong, so the policy adopted last (or the built-in profile) is used instead.
    pub stands_in: bool,
    pub(super) snapshot: OnceCell<String>,
    pub(super) digest: OnceCell<String>,
    pub(super) snapshots: RefCell<HashMap<Code, Arc<Policy>>>,
    /// True while a session is open: damage is then an error and is not skipped.
    pub(super) writing: Cell<bool>,
    pub(super) revealed: Cell<bool>,
    /// Whether this process has recorded something.
    pub(super) written: Cell<bool>,
    /// Whether the next write would recompute due dates; `None` until first asked.
    pub(super) moves: Cell<Option<bool>>,
    pub(super) damage: RefCell<Vec<Flaw>>,
    pub(super) indexes: IndexState,
    /// Whether the keyed index is due: `Some(false)` extends it, `Some(true)` rebuilds it.
    pub(super) index_due: Cell<Option<bool>>,
    pub(super) clashes: RefCell<Option<Arc<Clashes>>>,
    pub(super) viewer: RefCell<Viewer>,
    /// What figures rest on where that is not what is in force today.
    pub(super) then: OnceCell<PastBasis>,
}

/// The day on which a project is opened.
#[derive(Clone, Copy, Debug)]
pub enum Today {
    /// A day in the project's zone.
    Day(NaiveDate),
    /// That of an instant, once the zone is known.
    At(DateTime<Utc>),
}

/// Finds the project directory: `start` or the nearest parent that holds a `redress.toml`.
///
/// # Errors
/// There is none, or `start` is not a directory.
pub fn find_root(start: &Path) -> Result<PathBuf, ProjectError> {
    let full = std::path::absolute(start).unwrap_or_else(|_| start.to_path_buf());
    // Without this check a mistyped directory would open the project around it.
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
            // Without permission nobody can tell whether the file exists: an error, not "no project here".
            Err(source) if source.kind() == std::io::ErrorKind::PermissionDenied => {
                return Err(ProjectError::File { path: policy, source });
            }
            _ => {}
        }
        here = here.parent().ok_or_else(|| ProjectError::NoProject { from: full.clone() })?;
    }
}

impl Project {
    /// Opens the project in `root`. `machine` identifies this machine.
    ///
    /// # Errors
    /// `redress.toml` cannot be read; the log is not looked at. Errors inside the project's files are kept in [`Self::mistakes`] and
    /// only stop writing.
    pub fn open(root: &Path, machine: &str) -> Result<Self, ProjectError> {
        Self::open_on(root, machine, None)
    }

    /// The same; files of `policies.d/` that hold only from a day after today are left out.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn open_on(root: &Path, machine: &str, today: Option<Today>) -> Result<Self, ProjectError> {
        let text = read_file(&root.join("redress.toml"))?;
        let mut mistakes = Vec::new();
        let settings = profile::read_project(&text).unwrap_or_else(|wrong| {
            mistakes.push(wrong.into());
            profile::readable_project(&text)
        });
        let own = PolicyLayer { file: "redress.toml".into(), rows: settings.layer.clone() };
        let (layers, unread) = match read_layers(root, own.clone(), today) {
            Ok(layers) => (layers, None),
            Err(wrong) => (vec![own], Some(wrong)),
        };
        let resolved = unread.map_or_else(|| resolve(&settings, &layers), Err);
        let (directory, calendar) = (read_directory(root), read_calendars(root));
        let policy_stands = mistakes.is_empty() && resolved.is_ok() && calendar.is_ok();
        let has_directory = root.join("directory.toml").exists();
        let mut or = |wrong| mistakes.push(wrong);
        let resolved = resolved.map_err(&mut or).unwrap_or_default();
        let directory = directory.map_err(&mut or).unwrap_or_default();
        let mut calendar = calendar.map_err(&mut or).unwrap_or_default();
        let zone = Zone::named(&resolved.policy.desk.zone).unwrap_or_else(Zone::shanghai);
        (calendar.hours, calendar.zone) = (resolved.policy.desk.hours.clone(), Some(zone));
        let sharing = Sharing { shared: settings.shared, private_group: settings.private_group.clone() };
        let store = Log::open_shared(root, settings.private.as_deref().map(Path::new), machine, sharing);
        let mut project = Self {
            root: root.to_path_buf(),
            policy: Arc::new(resolved.policy.clone()),
            settings,
            layers,
            resolved,
            directory,
            calendar,
            zone,
            log: store,
            mistakes: mistakes.into_iter().map(Arc::new).collect(),
            stands_in: false,
            snapshot: OnceCell::new(),
            digest: OnceCell::new(),
            snapshots: RefCell::default(),
            writing: Cell::default(),
            revealed: Cell::default(),
            written: Cell::default(),
            moves: Cell::default(),
            damage: RefCell::default(),
            indexes: IndexState::default(),
            index_due: Cell::default(),
            clashes: RefCell::default(),
            viewer: RefCell::default(),
            then: OnceCell::new(),
        };
        if !policy_stands {
            project.go_on_with_adopted();
        }
        // Without the file nobody would be known, and then everybody may see everything.
        if !has_directory && project.had_directory() {
            let source = std::io::ErrorKind::NotFound.into();
            project.mistakes.push(Arc::new(ProjectError::File { path: root.join("directory.toml"), source }));
        }
        Ok(project)
    }

    /// Whether a `directory.toml` with people was there when this folder wrote last, or may have been: head cannot be read.
    fn had_directory(&self) -> bool {
        let Ok(note) = self.log.head_note() else { return true };
        note.is_some_and(|text| HeadNote::parse(&text).is_none_or(|note| !note.directory.is_empty()))
    }

    /// SHA-256 of today's policy snapshot (hex), which is also the name of the snapshot's file.
    #[must_use]
    pub fn digest(&self) -> &str {
        self.digest.get_or_init(|| match self.resolved.known_digest(&self.calendar) {
            Some(known) => known.into(),
            None => hash::plain(self.snapshot().as_bytes()).to_string(),
        })
    }

    /// The text that [`Self::digest`] is the digest of.
    pub(super) fn snapshot(&self) -> &str {
        self.snapshot.get_or_init(|| self.resolved.snapshot(&self.calendar))
    }

    /// SHA-256 of `directory.toml` as it is; that of nothing where there is none.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn directory_digest(&self) -> Result<String, ProjectError> {
        let path = self.root.join("directory.toml");
        match std::fs::read(&path) {
            Ok(bytes) => Ok(hash::plain(&bytes).to_string()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(hash::plain(&[]).to_string()),
            Err(source) => Err(ProjectError::File { path, source }),
        }
    }

    /// The policy with a digest: today's, or one from a snapshot in `policies/`.
    ///
    /// # Errors
    /// The snapshot is missing, or its bytes do not match its name.
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

    /// The text of a snapshot, after checking that its digest matches its name.
    pub(super) fn snapshot_text(&self, digest: &str) -> Result<String, ProjectError> {
        let missing = || ProjectError::Snapshot { digest: digest.into() };
        let text = std::fs::read_to_string(self.snapshot_path(digest)).map_err(|_| missing())?;
        if hash::plain(text.as_bytes()).to_string() == digest { Ok(text) } else { Err(missing()) }
    }

    pub(super) fn snapshot_path(&self, digest: &str) -> PathBuf {
        Layout::policies(&self.root).join(format!("{digest}.json"))
    }

    /// An instant in the project's time zone.
    #[must_use]
    pub fn moment(&self, at: DateTime<Utc>) -> Moment {
        self.zone.moment(at)
    }

    /// The desk of this clone's writer; if this clone has no writer yet, the desk of the first writer in the log; empty where the log has
    /// none either.
    ///
    /// # Errors
    /// The binding cannot be read and the log is not of one desk alone, or the log's folder cannot be read.
    pub fn desk(&self) -> Result<DeskCode, ProjectError> {
        let bound = self.log.binding();
        if let Ok(Some(binding)) = bound {
            return Ok(binding.writer.desk());
        }
        match (bound, &self.desks()?[..]) {
            (Err(_), [only]) => Ok(*only),
            (Err(error), _) => Err(error.into()),
            (Ok(_), _) => Ok(self.log.writers()?.first().map(WriterName::desk).unwrap_or_default()),
        }
    }

    /// Makes this folder a new desk. A desk code belongs to one writer; otherwise case numbers would clash.
    ///
    /// # Errors
    /// The code is taken, or the system refuses.
    pub fn become_desk(&self, desk: DeskCode, id: &str) -> Result<String, ProjectError> {
        if self.desks()?.contains(&desk) {
            return Err(ProjectError::DeskTaken { desk: desk.to_string() });
        }
        Ok(self.log.rebind_new(&self.project_id()?, desk.as_str(), id)?.to_string())
    }

    /// The writer that this folder may adopt: that of `desk`, else the one bound here, else the only one; `None` if that is ambiguous.
    ///
    /// # Errors
    /// The log's folder cannot be read.
    pub fn adoptable(&self, desk: Option<DeskCode>) -> Result<Option<WriterName>, ProjectError> {
        let writers = self.log.writers()?;
        Ok(match (desk, self.log.bound()?, &writers[..]) {
            (Some(desk), ..) => writers.iter().find(|w| w.desk() == desk).copied(),
            (None, Some(binding), _) => Some(binding.writer),
            (None, None, [only]) => Some(*only),
            (None, None, _) => None,
        })
    }

    /// What was acknowledged of a writer but is missing in this log, and is lost by adopting it: the last event and the last case.
    ///
    /// # Errors
    /// The log cannot be read.
    pub fn given_up(&self, writer: WriterName) -> Result<Vec<(EventId, Option<CaseId>)>, ProjectError> {
        let desk = writer.desk();
        let found = self.log.forgotten(&self.project_id()?, writer)?.into_iter().map(|forgotten| {
            let note = forgotten.note.and_then(|note| HeadNote::parse(&note)).unwrap_or_default();
            let last = note.cases.last_key_value();
            let case = last.map(|(year, number)| CaseId { number: *number, ..CaseId::first(desk, *year) });
            (EventId { desk, n: forgotten.n }, case)
        });
        Ok(found.collect())
    }

    /// Adopts a writer whose old folder will never write again, with its log as it is here. Returns what recovery found and did.
    ///
    /// # Errors
    /// The system refuses.
    pub fn adopt_desk(&self, writer: WriterName) -> Result<Recovery, ProjectError> {
        self.log.adopt(&self.project_id()?, writer)?;
        // Store the case numbers already given out at once, in case of another restore. The next write reports any error.
        let kept = self.log.begin(Duration::ZERO).map_err(ProjectError::from).and_then(|mut tx| {
            let note = self.note_of(&tx)?;
            tx.set_head_note(&note.text());
            Ok(tx.recovered().clone())
        });
        Ok(kept.unwrap_or_default())
    }

    /// Also records what is acknowledged in `folder`, which belongs to the account.
    pub fn remember_in(&mut self, folder: Option<PathBuf>) {
        self.log.remember_in(folder);
    }

    /// Forgets what the account has on record of an earlier project with the same id.
    ///
    /// # Errors
    /// The log's headers cannot be read.
    pub fn forget_others(&self) -> Result<(), ProjectError> {
        self.log.forget_others(&self.project_id()?);
        Ok(())
    }

    /// Checks that everything ever acknowledged here is still in the log; what is missing is reported by [`Self::damage`].
    ///
    /// # Errors
    /// `.redress/` cannot be read.
    pub fn look_for_missing(&self) -> Result<(), ProjectError> {
        self.remember(self.log.missing()?.into_iter().map(Flaw::from));
        Ok(())
    }

    pub(super) fn project_id(&self) -> Result<String, ProjectError> {
        Ok(self.log.project()?.unwrap_or_else(|| self.settings.id.clone()))
    }

    /// The folder of the attached files.
    #[must_use]
    pub fn files_folder(&self) -> PathBuf {
        self.log.layout.private.join("files")
    }
}

pub(super) fn read_file(path: &Path) -> Result<String, ProjectError> {
    let wrap = |source| ProjectError::File { path: path.to_path_buf(), source };
    let bytes = std::fs::read(path).map_err(wrap)?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    String::from_utf8(bytes.to_vec()).map_err(|e| wrap(std::io::Error::new(std::io::ErrorKind::InvalidData, e)))
}

fn resolve(project: &ProjectSettings, layers: &[PolicyLayer]) -> Result<Resolved, ProjectError> {
    Ok(profile::resolve_layers(&project.profile, layers)?)
}

/// The organisation's files over the profile: `policies.d/*.toml`, in the order of their names, then `redress.toml`.
pub(super) fn read_layers(
    root: &Path,
    own: PolicyLayer,
    today: Option<Today>,
) -> Result<Vec<PolicyLayer>, ProjectError> {
    let mut layers = Vec::new();
    for path in listed(&root.join("policies.d"), "toml")? {
        let name = path.file_name().map(|n| format!("policies.d/{}", n.to_string_lossy())).unwrap_or_default();
        layers.push(profile::read_layer(&name, &read_file(&path)?)?);
    }
    layers.push(own);
    let zone = layers.iter().rev().find_map(|layer| Zone::named(layer.rows["desk"]["zone"].as_str()?));
    let today = today.map(|today| match today {
        Today::Day(day) => day,
        Today::At(at) => zone.unwrap_or_else(Zone::shanghai).moment(at).date(),
    });
    // `redress.toml` itself holds on every day.
    let own = layers.pop();
    layers.retain(|layer| holds_from(layer).zip(today).is_none_or(|(from, today)| from <= today));
    layers.extend(own);
    Ok(layers)
}

/// The day from which a file of `policies.d/` holds, if it names one.
pub(super) fn holds_from(layer: &PolicyLayer) -> Option<NaiveDate> {
    parse_date(layer.rows.get("effective-from")?.as_str()?)
}

/// The files of a folder with this ending, in the order of their names; none if there is no such folder.
fn listed(folder: &Path, ending: &str) -> Result<Vec<PathBuf>, ProjectError> {
    let wrap = |source| ProjectError::File { path: folder.to_path_buf(), source };
    let entries = match std::fs::read_dir(folder) {
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(wrap)?,
    };
    let paths: Vec<PathBuf> = entries.map(|entry| Ok(entry?.path())).collect::<Result<_, _>>().map_err(wrap)?;
    let mut files: Vec<PathBuf> = paths.into_iter().filter(|p| p.extension().is_some_and(|e| e == ending)).collect();
    files.sort();
    Ok(files)
}

/// Reads `directory.toml` without checking its rows.
fn directory_as_written(root: &Path) -> Result<Directory, ProjectError> {
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
    for path in listed(&root.join("calendars"), "json")? {
        let text = read_file(&path)?;
        let file = path.file_name().map(|n| format!("calendars/{}", n.to_string_lossy())).unwrap_or_default();
        calendar.add_year(&text).map_err(|source| ProjectError::Calendar { file, source })?;
    }
    match calendar.hole() {
        Some(year) => Err(ProjectError::CalendarHole { year }),
        None => Ok(calendar),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A day begins in the project's zone, eight hours before it does in UTC.
    #[test]
    fn a_file_of_the_policy_holds_from_the_day_in_the_projects_zone() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        std::fs::write(
            dir.path().join("redress.toml"),
            "profile = \"bank\"\nproject = \"b1a3333b49ac0e33feede2dfa63bbccb\"\n",
        )
        .expect("written");
        std::fs::create_dir(dir.path().join("policies.d")).expect("made");
        let file = dir.path().join("policies.d/2027.toml");
        std::fs::write(file, "effective-from = \"2027-01-01\"\n").expect("written");
        let layers = |today: Today| {
            let project = Project::open_on(dir.path(), "m", Some(today)).expect("a project");
            project.layers.iter().map(|layer| layer.file.clone()).collect::<Vec<_>>()
        };
        let at = |text: &str| Today::At(text.parse().expect("an instant"));
        let new_year = ["policies.d/2027.toml", "redress.toml"];
        assert_eq!(layers(at("2026-12-31T15:59:59Z")), ["redress.toml"]);
        assert_eq!(layers(at("2026-12-31T16:00:00Z")), new_year);
        assert_eq!(layers(Today::Day("2027-01-01".parse().expect("a day"))), new_year);
    }
}
