//! Settings: this project's machine file (`.redress/config.toml`) over the account's own file, with a table a project in it.
//!
//! Invariant: who acts and which program runs stand in the account's own file only. Whoever may write in `.redress/`, or made the
//! project that was copied from somewhere, neither signs for others nor has a program run by them.

use crate::cli::env::Env;
use std::io;
use std::path::{Path, PathBuf};

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
}

impl Settings {
    /// Reads them; what cannot be read sets nothing.
    #[must_use]
    pub fn read(env: &Env, root: Option<&Path>) -> Self {
        let machine = root.map(|root| pairs(&read(&machine_file(root)))).unwrap_or_default();
        let own = env.config_file().map(|file| read(&file)).unwrap_or_default();
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
        Self { machine, project, own: pairs(&own), hooks, aliases }
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
/// The system refuses; there is no such project.
pub fn set_own(file: &Path, root: Option<&Path>, key: &str, value: &str) -> io::Result<()> {
    let mut all = read(file);
    match root {
        None => put(&mut all, key, value),
        Some(root) => {
            let id = project_id(root).ok_or(io::ErrorKind::NotFound)?;
            let projects = table(&mut all, PROJECTS);
            let project = table(projects, &id);
            put(project, key, value);
            if project.is_empty() {
                projects.remove(&id);
            }
            if projects.is_empty() {
                all.remove(PROJECTS);
            }
        }
    }
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(file, all.to_string())
}

/// Names a hook or an alias in the account's own file, for all projects or for one. An empty text takes it away.
///
/// # Errors
/// As [`set_own`].
pub fn set_named(file: &Path, root: Option<&Path>, key: (&str, &str), text: &str) -> io::Result<()> {
    let (section, name) = (if key.0 == "hook" { HOOKS } else { ALIASES }, key.1);
    let mut all = read(file);
    let holder = match root {
        None => &mut all,
        Some(root) => {
            let id = project_id(root).ok_or(io::ErrorKind::NotFound)?;
            table(table(&mut all, PROJECTS), &id)
        }
    };
    put(table(holder, section), name, text);
    if table(holder, section).is_empty() {
        holder.remove(section);
    }
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(file, all.to_string())
}

/// The text of a settings file with a key set; an empty value takes it away.
#[must_use]
pub fn with(file: &Path, key: &str, value: &str) -> String {
    let mut all = read(file);
    put(&mut all, key, value);
    all.to_string()
}

fn put(table: &mut toml::Table, key: &str, value: &str) {
    if value.is_empty() {
        table.remove(key);
    } else {
        table.insert(key.into(), toml::Value::String(value.into()));
    }
}

/// The table of a key; whatever else stood there goes.
fn table<'t>(all: &'t mut toml::Table, key: &str) -> &'t mut toml::Table {
    let slot = all.entry(key).or_insert_with(|| toml::Value::Table(toml::Table::new()));
    if !slot.is_table() {
        *slot = toml::Value::Table(toml::Table::new());
    }
    slot.as_table_mut().expect("it was made one")
}

fn read(file: &Path) -> toml::Table {
    std::fs::read_to_string(file).ok().and_then(|text| text.parse().ok()).unwrap_or_default()
}

/// The id in a project's `redress.toml`.
fn project_id(root: &Path) -> Option<String> {
    let table = read(&root.join("redress.toml"));
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
        assert_eq!(read(&file).to_string(), "user = \"li.na\"\n\n[projects.ab12]\nuser = \"zhang.wei\"\n");
        // A project may name its id in a table of its own too.
        std::fs::write(root.join("redress.toml"), "[project]\nid = \"ab12\"\n").expect("written");
        set_own(&file, Some(&root), "user", "").expect("taken away");
        assert_eq!(read(&file).to_string(), "user = \"li.na\"\n");
        assert!(set_own(&file, Some(dir.path()), "user", "x").is_err(), "no project there");
    }
}
