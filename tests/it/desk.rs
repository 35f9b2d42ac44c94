//! A desk in a temporary folder, and the program run on it with clock, user and language injected.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The program's path.
pub const BIN: &str = env!("CARGO_BIN_EXE_redress");

/// What a run gave.
#[derive(Debug, Clone)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    /// Standard output of a run that must have succeeded.
    #[track_caller]
    pub fn ok(self) -> String {
        assert_eq!(self.code, 0, "exit {}\nstdout: {}\nstderr: {}", self.code, self.out, self.err);
        self.out
    }

    /// Standard error of a run that must have ended with `code`.
    #[track_caller]
    pub fn fails(self, code: i32) -> String {
        assert_eq!(self.code, code, "exit {}\nstdout: {}\nstderr: {}", self.code, self.out, self.err);
        self.err
    }
}

/// A project in a temporary folder.
pub struct Desk {
    pub folder: tempfile::TempDir,
    pub now: String,
    pub user: String,
    pub lang: String,
}

impl Desk {
    /// A folder without a project.
    pub fn empty() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        Self { folder, now: "2026-09-24T10:00".into(), user: "li.na".into(), lang: "en".into() }
    }

    /// A bank desk HQ.
    pub fn bank() -> Self {
        let desk = Self::empty();
        desk.run(&["init", ".", "--profile", "bank", "--desk", "HQ", "--simulated"]).ok();
        desk
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The program on this desk, not yet run.
    pub fn command(&self) -> Command {
        let mut command = Command::new(BIN);
        command
            .current_dir(self.path())
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", self.path())
            .env("REDRESS_CONFIG", self.path().join("no-config.toml"))
            .env("REDRESS_NOW", &self.now)
            .env("REDRESS_USER", &self.user)
            .env("REDRESS_LANG", &self.lang)
            .stdin(Stdio::null());
        command
    }

    /// Runs it.
    pub fn run(&self, args: &[&str]) -> Ran {
        ran(self.command().args(args).output().expect("the program runs"))
    }

    /// Runs it with something on standard input.
    pub fn feed(&self, args: &[&str], input: &str) -> Ran {
        let mut child = self
            .command()
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        // It may end before it has read everything.
        let _ = child.stdin.take().expect("a pipe").write_all(input.as_bytes());
        ran(child.wait_with_output().expect("it ends"))
    }

    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(&path, text).expect("a file");
        path
    }

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path().join(name)).expect("a file")
    }

    /// The segments of the log, in order.
    pub fn segments(&self) -> Vec<PathBuf> {
        files(&self.path().join("log"))
    }

    /// All lines of the log.
    pub fn lines(&self) -> Vec<String> {
        let text = |p: &PathBuf| std::fs::read_to_string(p).expect("UTF-8");
        self.segments().iter().map(text).flat_map(|t| t.lines().map(String::from).collect::<Vec<_>>()).collect()
    }
}

fn ran(output: Output) -> Ran {
    Ran {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// All files below a folder, sorted.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let Ok(entries) = std::fs::read_dir(folder) else { return found };
    for path in entries.map(|e| e.expect("an entry").path()) {
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The shared data folder, where it is.
pub fn shared(name: &str) -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let folder = std::env::var_os("REDRESS_SHARED").map_or(beside, |f| PathBuf::from(f).join("data"));
    let path = folder.join(name);
    if path.exists() {
        return Some(path);
    }
    println!("skipped: no {name} in the shared data");
    None
}
