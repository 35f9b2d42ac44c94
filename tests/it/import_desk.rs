//! A desk in a folder of its own: runs the binary there with a clock, a user and a language that the test sets.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// A project in a temporary folder.
pub(crate) struct Desk {
    folder: TempDir,
    /// The clock.
    pub(crate) now: String,
    /// Who acts.
    pub(crate) user: String,
    /// `en` or `zh`.
    pub(crate) lang: String,
}

/// What a run gave.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Desk {
    /// A new desk HQ of a profile, in a simulated project: given clocks are not marked.
    pub(crate) fn new(profile: &str) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (now, user, lang) = ("2026-11-23T09:30:00+08:00".into(), "li.na".into(), "en".into());
        let desk = Self { folder, now, user, lang };
        desk.ok(&["init", "--profile", profile, "--desk", "HQ", "--simulated"]);
        desk
    }

    /// A bank's desk.
    pub(crate) fn bank() -> Self {
        Self::new("bank")
    }

    /// A path in the project.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file in the project.
    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, bytes).expect("writes");
        path
    }

    /// Reads a file of the project.
    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).expect(name)
    }

    /// The binary, ready to run in the project.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_redress"));
        command.args(args).current_dir(self.folder.path()).stdin(Stdio::null());
        for name in ["REDRESS_DIR", "REDRESS_CONFIG", "NO_COLOR", "CLICOLOR_FORCE", "COLUMNS", "PAGER", "LC_ALL"] {
            command.env_remove(name);
        }
        command.env("REDRESS_NOW", &self.now).env("REDRESS_USER", &self.user).env("REDRESS_LANG", &self.lang);
        command.env("REDRESS_CONFIG", self.path("no-such-file.toml"));
        command
    }

    /// Runs a command.
    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        let Output { status, stdout, stderr } = self.command(args).output().expect("the binary runs");
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Ran { code: status.code().unwrap_or(-1), out: text(stdout), err: text(stderr) }
    }

    /// Runs a command that must do what it is told; gives its data.
    pub(crate) fn ok(&self, args: &[&str]) -> String {
        let ran = self.run(args);
        assert_eq!(ran.code, 0, "{args:?}: {ran:?}");
        ran.out
    }

    /// Runs a command that must do what it is told; gives the rows of its JSON.
    pub(crate) fn json(&self, args: &[&str]) -> Vec<serde_json::Value> {
        let all = [args, &["--json"]].concat();
        let answer: serde_json::Value = serde_json::from_str(&self.ok(&all)).expect("JSON");
        answer["data"].as_array().cloned().unwrap_or_default()
    }
}

/// A file of the project's own test data.
pub(crate) fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

/// A file of the data that is shared beside the project; `None`, and said, where it is not there.
pub(crate) fn shared(name: &str) -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let folder = std::env::var_os("REDRESS_SHARED").map_or(beside, PathBuf::from);
    let path = folder.join("data").join(name);
    if !path.is_file() {
        eprintln!("skipped: there is no {}", path.display());
        return None;
    }
    Some(path)
}
