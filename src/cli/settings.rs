//! Settings: this project's machine file (`.redress/config.toml`) over the account's own file, with a table a project in it.
//!
//! Invariant: who acts and which program runs stand in the account's own file only. Whoever may write in `.redress/`, or made the
//! project that was copied from somewhere, neither signs for others nor has a program run by them. A file that cannot be read is never
//! written over.

use crate::cli::env::Env;
use crate::cli::whole_file;
use crate::profile::{PolicyError, syntax_at};
use crate::project::ProjectError;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use toml_edit::{DocumentMut, Item, Table, TableLike, Value};

/// Keys that are the account's own and never the project's.
pub const OWN: &[&str] = &["user", "pager"];

/// The account's table of projects, by their ids.
const PROJECTS: &str = "projects";
/// A table of hooks: a name, and the command that runs.
const HOOKS: &str = "hooks";
/// A table of aliases: a name, and the arguments that it stands for.
const ALIASES: &str = "aliases";
/// In such a table: the name in `.redress/config.toml` of which it was said that it is not followed.
pub(crate) const TOLD: &str = "told-user";

/// What is set.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// In the project's machine file.
    machine: Vec<(String, String)>,
    /// In the account's own file for this project.
    project: Vec<(String, String)>,
    /// In the account's own file for all projects.
    own: Vec<(String, String)>,
    /// The account's hooks for this project, by name.
    hooks: Vec<(String, String)>,
    /// The account's aliases for this project, by name.
    aliases: Vec<(String, String)>,
    /// The files that cannot be read: reading goes on without them, writing stops.
    pub(crate) mistakes: Vec<Arc<ProjectError>>,
}

impl Settings {
    /// Reads them.
    #[must_use]
    pub fn read(env: &Env, root: Option<&Path>) -> Self {
        let mut mistakes = Vec::new();
        let mut table = |file: &Path| {
            read(file).unwrap_or_else(|wrong| {
                mistakes.push(Arc::new(wrong));
                toml::Table::new()
            })
        };
        let machine = root.map(|root| pairs(&table(&machine_file(root)))).unwrap_or_default();
        let own = env.config_file().map(|file| table(&file)).unwrap_or_default();
        let of_project = || own.get(PROJECTS)?.as_table()?.get(&project_id(root?)?)?.as_table();
        let named = |section: &str| {
            let of =
                |table: &toml::Table| table.get(section).and_then(toml::Value::as_table).map(pairs).unwrap_or_default();
            let mut named = of_project().map(of).unwrap_or_default();
            // One of the project takes the place of one for all projects.
            named.extend(of(&own).into_iter().filter(|(name, _)| value(&named, name).is_none()).collect::<Vec<_>>());
            named.retain(|(_, text)| !text.trim().is_empty());
            named
        };
        let (hooks, aliases) = (named(HOOKS), named(ALIASES));
        let project = of_project().map(pairs).unwrap_or_default();
        Self { machine, project, own: pairs(&own), hooks, aliases, mistakes }
    }

    /// The account's hooks for this project: name and command.
    #[must_use]
    pub fn hooks(&self) -> &[(String, String)] {
        &self.hooks
    }

    /// The account's aliases for this project: name and arguments.
    #[must_use]
    pub fn aliases(&self) -> &[(String, String)] {
        &self.aliases
    }

    /// A setting.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&str> {
        let machine = if OWN.contains(&key) { None } else { self.machine(key) };
        machine.or_else(|| value(&self.project, key)).or_else(|| value(&self.own, key))
    }

    /// What stands in the project's machine file, followed or not.
    #[must_use]
    pub fn machine(&self, key: &str) -> Option<&str> {
        value(&self.machine, key)
    }
}

/// The file of a project on this machine.
#[must_use]
pub fn machine_file(root: &Path) -> PathBuf {
    root.join(".redress").join("config.toml")
}

/// Sets a key in the account's own file; for one project where `root` is given. An empty value takes it away.
///
/// # Errors
/// The file cannot be read, or the system refuses; there is no such project.
pub fn set_own(file: &Path, root: Option<&Path>, key: &str, value: &str) -> Result<(), ProjectError> {
    edit(file, root, |settings| {
        put(settings, key, value);
        Ok(())
    })
}

/// Names a hook or an alias in the account's own file, for all projects or for one. An empty text takes it away.
///
/// # Errors
/// As [`set_own`].
pub fn set_named(file: &Path, root: Option<&Path>, key: (&str, &str), text: &str) -> Result<(), ProjectError> {
    let (section, name) = (if key.0 == "hook" { HOOKS } else { ALIASES }, key.1);
    edit(file, root, |settings| {
        within(file, settings, section, |named| {
            put(named, name, text);
            Ok(())
        })
    })
}

/// The text of a settings file with a key set; an empty value takes it away.
///
/// # Errors
/// The file cannot be read.
pub fn with(file: &Path, key: &str, value: &str) -> Result<String, ProjectError> {
    let mut all = document(file)?;
    put(all.as_table_mut(), key, value);
    Ok(all.to_string())
}

/// Changes the account's own file, or a project's table in it; comments stay.
fn edit(
    file: &Path,
    root: Option<&Path>,
    change: impl FnOnce(&mut dyn TableLike) -> Result<(), ProjectError>,
) -> Result<(), ProjectError> {
    let mut all = document(file)?;
    match root {
        None => change(all.as_table_mut())?,
        Some(root) => {
            let none = || failed(&root.join("redress.toml"), ErrorKind::NotFound.into());
            let id = project_id(root).ok_or_else(none)?;
            within(file, all.as_table_mut(), PROJECTS, |projects| within(file, projects, &id, change))?;
        }
    }
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder).map_err(|source| failed(file, source))?;
    }
    // A link to a file that is kept elsewhere stays one.
    let target = std::fs::canonicalize(file).or_else(|_| std::fs::read_link(file));
    let path = target.map_or_else(|_| file.to_path_buf(), |target| file.with_file_name(target));
    whole_file::replace(&path, all.to_string().as_bytes()).map_err(|source| failed(file, source))
}

/// Changes the table of a key; one that is empty then goes.
fn within(
    file: &Path,
    all: &mut dyn TableLike,
    key: &str,
    change: impl FnOnce(&mut dyn TableLike) -> Result<(), ProjectError>,
) -> Result<(), ProjectError> {
    let mut new = Table::new();
    // Its own heading would say nothing above `[projects.ID]`.
    new.set_implicit(true);
    let item = all.entry(key).or_insert(Item::Table(new));
    let Some(table) = item.as_table_like_mut() else {
        let (file, value) = (file.display().to_string(), item.to_string().trim().to_string());
        let (section, row, key) = (String::new(), String::new(), key.to_string());
        return Err(PolicyError::BadValue { file, section, row, key, value }.into());
    };
    change(table)?;
    if table.is_empty() {
        all.remove(key);
    }
    Ok(())
}

fn put(table: &mut dyn TableLike, key: &str, text: &str) {
    match table.get_mut(key) {
        _ if text.is_empty() => drop(table.remove(key)),
        // What is said beside a value stays.
        Some(Item::Value(old)) => {
            let mut new = Value::from(text);
            *new.decor_mut() = old.decor().clone();
            *old = new;
        }
        _ => drop(table.insert(key, toml_edit::value(text))),
    }
}

/// The text of a file; empty if there is none.
fn text(file: &Path) -> Result<String, ProjectError> {
    match std::fs::read_to_string(file) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(String::new()),
        Err(source) => Err(failed(file, source)),
    }
}

fn read(file: &Path) -> Result<toml::Table, ProjectError> {
    let text = text(file)?;
    text.parse().map_err(|e: toml::de::Error| wrong(file, &text, e.span(), e.message()))
}

fn document(file: &Path) -> Result<DocumentMut, ProjectError> {
    let text = text(file)?;
    text.parse().map_err(|e: toml_edit::TomlError| wrong(file, &text, e.span(), e.message()))
}

fn wrong(file: &Path, text: &str, span: Option<std::ops::Range<usize>>, message: &str) -> ProjectError {
    syntax_at(&file.display().to_string(), text, span, message).into()
}

fn failed(file: &Path, source: std::io::Error) -> ProjectError {
    ProjectError::File { path: file.to_path_buf(), source }
}

/// The id in a project's `redress.toml`; what is wrong with that file is said where the project is opened.
fn project_id(root: &Path) -> Option<String> {
    let table = read(&root.join("redress.toml")).ok()?;
    let project = table.get("project")?;
    let id = project.as_str().or_else(|| project.get("id")?.as_str())?;
    Some(id.to_string()).filter(|id| !id.is_empty())
}

fn pairs(table: &toml::Table) -> Vec<(String, String)> {
    let text = |value: &toml::Value| match value {
        toml::Value::String(text) => Some(text.clone()),
        toml::Value::Integer(number) => Some(number.to_string()),
        _ => None,
    };
    table.iter().filter_map(|(key, value)| Some((key.clone(), text(value)?))).collect()
}

fn value<'p>(pairs: &'p [(String, String)], key: &str) -> Option<&'p str> {
    pairs.iter().find(|(known, _)| known == key).map(|(_, value)| value.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_kept_for_one_project_or_for_all() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let (file, root) = (dir.path().join("own/config.toml"), dir.path().join("p"));
        std::fs::create_dir_all(&root).expect("made");
        std::fs::write(root.join("redress.toml"), "project = \"ab12\"\n").expect("written");
        set_own(&file, None, "user", "li.na").expect("set");
        set_own(&file, Some(&root), "user", "zhang.wei").expect("set");
        let written = || std::fs::read_to_string(&file).expect("read");
        assert_eq!(written(), "user = \"li.na\"\n\n[projects.ab12]\nuser = \"zhang.wei\"\n");
        // A project may name its id in a table of its own too.
        std::fs::write(root.join("redress.toml"), "[project]\nid = \"ab12\"\n").expect("written");
        set_own(&file, Some(&root), "user", "").expect("taken away");
        assert_eq!(written(), "user = \"li.na\"\n");
        assert!(set_own(&file, Some(dir.path()), "user", "x").is_err(), "no project there");
    }

    #[test]
    fn comments_stay_and_a_file_that_cannot_be_read_is_not_written_over() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let file = dir.path().join("config.toml");
        let written = || std::fs::read_to_string(&file).expect("read");
        std::fs::write(&file, "# mine\nuser = \"li.na\" # at work\n[aliases]\nold = \"list\"\n").expect("written");
        set_own(&file, None, "user", "zhang.wei").expect("set");
        set_named(&file, None, ("alias", "late"), "report overdue").expect("set");
        let both = "old = \"list\"\nlate = \"report overdue\"\n";
        assert_eq!(written(), format!("# mine\nuser = \"zhang.wei\" # at work\n[aliases]\n{both}"));
        set_named(&file, None, ("alias", "old"), "").expect("taken away");
        set_named(&file, None, ("alias", "late"), "").expect("taken away");
        assert_eq!(written(), "# mine\nuser = \"zhang.wei\" # at work\n");
        for broken in ["user = \"li.na\nlang = \"zh\"\n", "aliases = 3\n", "user = \"\u{fffd}\n"] {
            std::fs::write(&file, broken).expect("written");
            let set = set_named(&file, None, ("alias", "late"), "report overdue");
            assert!(set.is_err() && written() == broken, "{broken}: {set:?}");
        }
        std::fs::write(&file, b"user = \"\xff\"\n").expect("written");
        assert!(set_own(&file, None, "lang", "zh").is_err() && with(&file, "lang", "zh").is_err(), "no text");
        let mut env = Env::read();
        env.config = Some(file.clone());
        assert_eq!(Settings::read(&env, None).mistakes.len(), 1);
        std::fs::remove_file(&file).expect("removed");
        assert!(Settings::read(&env, None).mistakes.is_empty(), "no file is no mistake");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_a_file_kept_elsewhere_stays_one() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let (kept, file) = (dir.path().join("kept.toml"), dir.path().join("config.toml"));
        std::fs::write(&kept, "").expect("written");
        std::os::unix::fs::symlink(&kept, &file).expect("linked");
        set_own(&file, None, "user", "li.na").expect("set");
        assert!(file.is_symlink() && std::fs::read_to_string(&kept).expect("read") == "user = \"li.na\"\n");
    }
}
