//! Makes a project shared between the accounts of one Unix group, and edits its TOML files for that.

use crate::domain::policy::directory::Directory;
use crate::log::access::{Rules, Sharing};
use crate::log::accounts::group_id;
use crate::log::layout::Layout;
use crate::profile;
use crate::project::error::ProjectError;
use std::path::Path;

/// Makes the project in `root` a shared one, or repairs the modes of one that is; `admins` is the group that may change its own files. A
/// colleague who does not own the folder repairs only their own files.
///
/// # Errors
/// Its files are wrong; somebody else owns the folder; there is no such group; the system refuses.
pub fn share(root: &Path, admins: Option<&str>) -> Result<(), ProjectError> {
    let path = root.join("redress.toml");
    let wrap = |source| ProjectError::File { path: path.clone(), source };
    let text = std::fs::read_to_string(&path).map_err(wrap)?;
    let project = profile::read_project(&text)?;
    let admins = match admins {
        Some(name) => Some(group_id(name).ok_or_else(|| ProjectError::NoGroup { name: name.into() })?),
        None => None,
    };
    let layout = Layout::new(root, project.private.as_deref().map(Path::new));
    let sharing = Sharing { shared: true, private_group: project.private_group.clone() };
    let rules = Rules::new(root, &layout.private, sharing);
    let wrap_root = |source| ProjectError::File { path: root.to_path_buf(), source };
    if project.shared && admins.is_none() && !rules.is_owner() {
        return rules.share_own().map_err(wrap_root);
    }
    if !project.shared {
        let shared = with_sharing(&text).ok_or(ProjectError::NotEdited { path: path.clone() })?;
        rules.replace(&path, shared.as_bytes()).map_err(wrap)?;
    }
    rules.share(admins).map_err(wrap_root)
}

/// The text of a `redress.toml` with sharing switched on; `None` if that cannot be edited safely.
fn with_sharing(text: &str) -> Option<String> {
    let before = profile::read_project(text).ok()?;
    let key = |line: &str| line.split('=').next().unwrap_or_default().trim().to_string();
    let mut lines: Vec<String> = text.lines().map(Into::into).collect();
    let at = |wanted: &str| lines.iter().position(|line| line.contains('=') && key(line) == wanted);
    if let Some(header) = lines.iter().position(|line| line.trim() == "[project]") {
        lines.insert(header + 1, "shared = \"group\"".into());
    } else if let Some(dotted) = at("project.id") {
        lines.insert(dotted + 1, "project.shared = \"group\"".into());
    } else if let Some(alone) = at("project") {
        lines[alone] = lines[alone].replacen("project", "project.id", 1);
        lines.insert(alone + 1, "project.shared = \"group\"".into());
    } else {
        lines.insert(0, "project.shared = \"group\"".into());
    }
    let text = lines.join("\n") + "\n";
    let after = profile::read_project(&text).ok()?;
    let same = profile::ProjectSettings { shared: false, ..after.clone() } == before;
    (after.shared && same).then_some(text)
}

/// The text of a `directory.toml` that gives a person this account; `None` if that cannot be edited safely.
#[must_use]
pub fn with_account(text: &str, person: &str, account: &str) -> Option<String> {
    let before: Directory = toml::from_str(text).ok()?;
    let is_code = |line: &str| {
        let (key, value) = line.split_once('=').unwrap_or_default();
        key.trim() == "code" && value.trim().trim_matches(['"', '\'']) == person
    };
    let mut in_person = false;
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        lines.push(line.into());
        if line.trim_start().starts_with('[') {
            in_person = line.trim() == "[[person]]";
        }
        if in_person && is_code(line) {
            lines.push(format!("account = {}", toml::Value::String(account.into())));
        }
    }
    let text = lines.join("\n") + "\n";
    let after: Directory = toml::from_str(&text).ok()?;
    let mut wanted = before;
    wanted.people.iter_mut().find(|p| p.code == person)?.account = account.into();
    (after == wanted && profile::broken(&after).is_none()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sharing_is_added_to_every_form_of_the_project_key() {
        for (before, after) in [
            (
                "profile = \"bank\"\nproject = \"ab\"   # random\nname = \"x\"\n",
                "profile = \"bank\"\nproject.id = \"ab\"   # random\nproject.shared = \"group\"\nname = \"x\"\n",
            ),
            (
                "profile = \"bank\"\n[project]\nid = \"ab\"\n",
                "profile = \"bank\"\n[project]\nshared = \"group\"\nid = \"ab\"\n",
            ),
            (
                "project.id = \"ab\"\nprofile = \"bank\"\n",
                "project.id = \"ab\"\nproject.shared = \"group\"\nprofile = \"bank\"\n",
            ),
            ("profile = \"bank\"\n", "project.shared = \"group\"\nprofile = \"bank\"\n"),
        ] {
            assert_eq!(with_sharing(before).as_deref(), Some(after));
        }
        // An inline table is left to a person.
        assert_eq!(with_sharing("profile = \"bank\"\nproject = { id = \"ab\" }\n"), None);
    }

    #[test]
    fn an_account_is_added_to_the_row_of_its_person() {
        let text = "[[unit]]\ncode = \"li.na\"\n[[person]]\ncode = \"li.na\"\nname = \"x\"\n[[person]]\ncode = \"b\"\n";
        let bound = with_account(text, "li.na", "anna").expect("a row");
        assert_eq!(bound, text.replace("name = \"x\"", "account = \"anna\"\nname = \"x\""));
        assert_eq!(with_account(&bound, "b", "anna"), None, "one account, two people");
        assert_eq!(with_account(&bound, "li.na", "bert"), None, "there is one already");
        assert_eq!(with_account(text, "nobody", "anna"), None);
    }
}
