//! Accounts and groups of this machine: ids to names and back, asked from the operating system, never from the environment.
//!
//! Invariant: `/etc/passwd` and `/etc/group` are read first. What is not in them is asked from the system's `getent`, at its fixed path
//! and with an empty environment (the program is linked statically and cannot load the libraries of a name service itself). If both
//! fail, the number is used as the name.

use std::process::{Command, Stdio};
use std::sync::OnceLock;

/// The login name of the account that runs this process, by its real user id.
#[must_use]
pub fn own_login() -> &'static str {
    static LOGIN: OnceLock<String> = OnceLock::new();
    LOGIN.get_or_init(own)
}

#[cfg(unix)]
fn own() -> String {
    login(rustix::process::getuid().as_raw())
}

/// `DOMAIN\name` without the domain.
#[cfg(not(unix))]
fn own() -> String {
    let said = ask("C:\\Windows\\System32\\whoami.exe", &[]).unwrap_or_default();
    let name = said.trim().rsplit('\\').next().unwrap_or_default();
    if name.is_empty() { "unknown".into() } else { name.into() }
}

/// The login name of a user id.
#[must_use]
pub fn login(uid: u32) -> String {
    name_of("/etc/passwd", "passwd", uid)
}

/// The name of a group id.
#[must_use]
pub fn group(gid: u32) -> String {
    name_of("/etc/group", "group", gid)
}

/// The id of a group that is given by name or by number.
#[must_use]
pub fn group_id(name: &str) -> Option<u32> {
    let number = |line: &str| row(line).filter(|(known, _)| *known == name).map(|(_, id)| id);
    let listed = std::fs::read_to_string("/etc/group").unwrap_or_default().lines().find_map(number);
    let asked = || ask("/usr/bin/getent", &["group", name])?.lines().find_map(number);
    listed.or_else(asked).or_else(|| name.parse().ok())
}

/// Name and id in a line of either file: `name:x:number:…`.
fn row(line: &str) -> Option<(&str, u32)> {
    let mut parts = line.split(':');
    let (name, _, id) = (parts.next()?, parts.next()?, parts.next()?);
    Some((name, id.parse().ok()?))
}

fn name_of(file: &str, table: &str, id: u32) -> String {
    let name = |line: &str| row(line).filter(|(_, known)| *known == id).map(|(name, _)| name.to_string());
    let listed = std::fs::read_to_string(file).unwrap_or_default().lines().find_map(name);
    let asked = || ask("/usr/bin/getent", &[table, &id.to_string()])?.lines().find_map(name);
    listed.or_else(asked).filter(|name| !name.is_empty()).unwrap_or_else(|| id.to_string())
}

fn ask(program: &str, args: &[&str]) -> Option<String> {
    let mut command = Command::new(program);
    command.args(args).env_clear().stdin(Stdio::null()).stderr(Stdio::null());
    let said = command.output().ok().filter(|said| said.status.success())?;
    String::from_utf8(said.stdout).ok()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn account_and_group_names_are_looked_up_both_ways() {
        assert_eq!(row("root:x:0:0:root:/root:/bin/sh"), Some(("root", 0)));
        assert_eq!(row("broken"), None);
        assert_eq!((login(0).as_str(), group_id("root").or(group_id("wheel"))), ("root", Some(0)));
        // No account has this id: the number is used as the name.
        assert_eq!((login(4_000_000_111).as_str(), group_id("no-such-group")), ("4000000111", None));
        assert_eq!(group_id("4000000111"), Some(4_000_000_111));
        assert_eq!(own_login(), login(rustix::process::getuid().as_raw()));
    }
}
