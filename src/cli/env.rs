//! The only reader of clock, environment, locale, terminal and randomness.

#![allow(clippy::disallowed_methods)]

use crate::log::LogError;
use crate::log::accounts::own_login;
use crate::project::ProjectError;
use chrono::{DateTime, Utc};
use std::ffi::OsString;
use std::io::IsTerminal;
use std::path::PathBuf;

/// The surroundings of a run, read once; what few runs need is read when it is asked for.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Env {
    pub clock: DateTime<Utc>,
    pub dir: Option<PathBuf>,
    pub user: Option<String>,
    pub now: Option<String>,
    pub lang: Option<String>,
    pub config: Option<PathBuf>,
    pub locale: String,
    pub cwd: PathBuf,
    pub no_color: bool,
    pub force_color: bool,
    pub pager: Option<String>,
    pub editor: Option<String>,
    pub stdin_terminal: bool,
    pub stdout_terminal: bool,
    pub stderr_terminal: bool,
    pub columns: Option<usize>,
    /// The terminal cannot move its cursor.
    pub is_dumb: bool,
    /// `REDRESS_INDEX`: `off`, or the longest tail in bytes that is replayed before an index is made; for tests and measuring.
    pub index: Option<String>,
    /// `REDRESS_HOOK`: a hook runs this.
    pub inside_hook: bool,
}

impl Env {
    /// Reads it.
    #[must_use]
    pub fn read() -> Self {
        let var = |name: &str| std::env::var(name).ok().filter(|v| !v.is_empty());
        let is_dumb = var("TERM").is_some_and(|term| term == "dumb");
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(var).unwrap_or_default();
        Self {
            clock: Utc::now(),
            dir: var("REDRESS_DIR").map(Into::into),
            user: var("REDRESS_USER"),
            now: var("REDRESS_NOW"),
            lang: var("REDRESS_LANG"),
            config: var("REDRESS_CONFIG").map(Into::into),
            locale,
            cwd: std::env::current_dir().unwrap_or_default(),
            no_color: var("NO_COLOR").is_some() || is_dumb,
            force_color: var("CLICOLOR_FORCE").is_some_and(|v| v != "0"),
            // A terminal that cannot move its cursor has no use for a pager.
            pager: if is_dumb { Some(String::new()) } else { std::env::var("PAGER").ok() },
            editor: var("VISUAL").or_else(|| var("EDITOR")),
            stdin_terminal: std::io::stdin().is_terminal(),
            stdout_terminal: std::io::stdout().is_terminal(),
            stderr_terminal: std::io::stderr().is_terminal(),
            is_dumb,
            columns: var("COLUMNS").and_then(|c| c.parse().ok()),
            index: var("REDRESS_INDEX"),
            inside_hook: var("REDRESS_HOOK").is_some(),
        }
    }

    /// account@host.
    #[must_use]
    pub fn os(&self) -> String {
        format!("{}@{}", own_login(), host())
    }

    /// What tells this machine from others; empty where nothing does. (A container's host name is another one every time.)
    #[must_use]
    pub fn machine(&self) -> String {
        file("/etc/machine-id").unwrap_or_default()
    }

    /// Where this account keeps what programs must not forget.
    #[must_use]
    pub fn state_folder(&self) -> Option<PathBuf> {
        let given = std::env::var_os("XDG_STATE_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
        given.map(|path| path.join("redress")).or_else(|| {
            let own = user_folders()?;
            Some(own.state_dir().unwrap_or_else(|| own.data_local_dir()).to_path_buf())
        })
    }

    /// Where the user's own settings lie.
    #[must_use]
    pub fn config_file(&self) -> Option<PathBuf> {
        self.config.clone().or_else(|| Some(user_folders()?.config_dir().join("config.toml")))
    }

    /// The terminal's width in columns.
    #[must_use]
    pub fn width(&self) -> usize {
        self.columns.or_else(|| terminal_size::terminal_size().map(|(w, _)| usize::from(w.0))).unwrap_or(80)
    }

    /// The terminal's height in lines.
    #[must_use]
    pub fn height(&self) -> usize {
        terminal_size::terminal_size().map_or(24, |(_, h)| usize::from(h.0))
    }
}

/// Sixteen random bytes from the system.
///
/// # Errors
/// [`LogError::NoRandomness`].
pub fn random() -> Result<[u8; 16], ProjectError> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|_| LogError::NoRandomness)?;
    Ok(bytes)
}

/// A source of sixteen random bytes that asks the system for many at once. Zeros where the system has none: they are refused as salts.
pub fn salts() -> impl FnMut() -> [u8; 16] {
    const MANY: usize = 256;
    let mut pool: Vec<[u8; 16]> = Vec::new();
    move || {
        if pool.is_empty() {
            let mut bytes = [0; 16 * MANY];
            let _ = getrandom::fill(&mut bytes);
            pool.extend(bytes.as_chunks().0);
        }
        pool.pop().unwrap_or_default()
    }
}

/// The arguments, program name first.
#[must_use]
pub fn args() -> Vec<OsString> {
    std::env::args_os().collect()
}

fn user_folders() -> Option<directories::ProjectDirs> {
    // Without $HOME the C library would look the account up, by libraries that the program need not have.
    let has_home = !cfg!(unix) || std::env::var_os("HOME").is_some();
    if has_home { directories::ProjectDirs::from("", "", "redress") } else { None }
}

/// The machine's name, by the system.
#[cfg(unix)]
fn host() -> String {
    let name = rustix::system::uname().nodename().to_string_lossy().into_owned();
    if name.is_empty() { "localhost".into() } else { name }
}

#[cfg(not(unix))]
fn host() -> String {
    std::env::var("COMPUTERNAME").ok().filter(|v| !v.is_empty()).unwrap_or_else(|| "localhost".into())
}

fn file(path: &str) -> Option<String> {
    std::fs::read_to_string(path).ok().map(|t| t.trim().to_string()).filter(|t| !t.is_empty())
}
