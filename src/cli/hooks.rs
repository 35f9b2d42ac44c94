//! Hooks: programs of the account's own that get what was recorded, as JSON lines on standard input.
//!
//! Invariant: a hook is started only after the command has said that its commit is on record, in a process of its own: it can neither
//! lose a commit nor hold one up. Events come in the order of the log, at least once: the cursor moves on when the program has ended
//! well. Hooks are named in the account's own settings only; a project that was copied from somewhere runs nothing.

use crate::cli::context::Context;
use crate::cli::cursor_file::CursorFile;
use crate::cli::output;
use crate::cli::pager::shell;
use crate::cli::whole_file::replace;
use crate::domain::event::Event;
use crate::project::{Cursor, Project};
use crate::report::log::table;
use crate::say;
use std::fs::{File, TryLockError};
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;

/// The hidden command that hands events over.
pub(crate) const COMMAND: &str = "__hooks";
/// Set for a hook: what it runs itself starts no hooks.
pub(crate) const INSIDE: &str = "REDRESS_HOOK";
/// So many events a program gets at once.
const AT_ONCE: usize = 1000;
/// How long a program may take for them.
const PATIENCE: Duration = Duration::from_mins(10);

/// Where a hook's files lie in the account's state folder.
struct Place(PathBuf);

impl Place {
    fn of(name: &str, project: &Project, cx: &Context) -> Option<Self> {
        let id = project.cursor_at_start().ok()?.project;
        let name: String = name.chars().map(|c| if c.is_alphanumeric() || c == '-' { c } else { '_' }).collect();
        Some(Self(cx.env.state_folder()?.join("hooks").join(format!("{id}.{name}"))))
    }

    fn file(&self, ending: &str) -> PathBuf {
        let mut name = self.0.file_name().unwrap_or_default().to_os_string();
        name.push(".");
        name.push(ending);
        self.0.with_file_name(name)
    }
}

/// After a command that recorded something: starts what hands it over, and says which hooks failed before.
pub(crate) fn start(cx: &Context, project: &Project) {
    let hooks = cx.settings.hooks();
    if hooks.is_empty() || !project.has_written() || cx.env.inside_hook {
        return;
    }
    for (name, _) in hooks {
        let failed = Place::of(name, project, cx).map(|place| place.file("failed"));
        if let Some(told) = failed.and_then(|file| std::fs::read_to_string(file).ok()) {
            let told = told.lines().next().unwrap_or_default().to_string();
            output::warn(
                cx,
                &say!(
                    cx.lang,
                    "the hook {name} failed ({told}); its events are kept and come again",
                    "钩子 {name} 上次执行失败（{told}）；未送达的记录已保留，将再次送出"
                ),
            );
        }
    }
    let Ok(program) = std::env::current_exe() else { return };
    for (name, _) in hooks {
        let mut command = Command::new(&program);
        command.arg(COMMAND).arg(name).arg("-C").arg(&project.root);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        // A key that ends a command at the terminal does not end this.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        // Where no process can be started, the events come with those of the next commit.
        let _ = command.spawn();
    }
}

/// The hidden command: hands to a hook what is new.
pub(crate) fn deliver(name: &str, cx: &Context) {
    let Ok(project) = cx.project() else { return };
    let Some((_, program)) = cx.settings.hooks().iter().find(|(known, _)| known == name) else { return };
    let Some(place) = Place::of(name, project, cx) else { return };
    let failed = place.file("failed");
    match hand_over(name, program, &place, project, cx) {
        Ok(()) => drop(std::fs::remove_file(failed)),
        Err(error) => {
            let told = format!("{}: {error}\n", cx.env.clock.format("%Y-%m-%d %H:%M"));
            drop(replace(&failed, told.as_bytes()));
        }
    }
}

/// Hands over until nothing is new. One process does so, and at most one waits for it: what was recorded before that one began to read is
/// in what it reads.
fn hand_over(name: &str, program: &str, place: &Place, project: &Project, cx: &Context) -> io::Result<()> {
    let folder = place.0.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    let waiting = File::create(place.file("waiting"))?;
    match waiting.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Ok(()),
        Err(TryLockError::Error(error)) => return Err(error),
    }
    let mut file = CursorFile::open(&place.file("cursor"))?;
    drop(waiting);
    let other = |error: &dyn std::fmt::Display| io::Error::other(error.to_string());
    let mut cursor: Cursor = match file.read()? {
        None => project.cursor_at_start().map_err(|e| other(&format!("{e:?}")))?,
        Some(text) => text.parse().map_err(|_| io::Error::from(io::ErrorKind::InvalidData))?,
    };
    loop {
        let mut events: Vec<Event> = Vec::new();
        let next = project.events_after(&cursor, &mut |entry| {
            events.push(entry.event);
            if events.len() < AT_ONCE { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        let next = next.map_err(|e| other(&format!("{e:?}")))?;
        if events.is_empty() {
            return Ok(());
        }
        run(name, program, &lines(&events, project, cx)?, &place.file("log"), project)?;
        file.write(&next)?;
        cursor = next;
    }
}

/// The events as `log --format jsonl` has them.
fn lines(events: &[Event], project: &Project, cx: &Context) -> io::Result<Vec<u8>> {
    let other = |_| io::Error::other("the project cannot be read");
    let masked = project.masked().map_err(|_| io::Error::other("the project cannot be read"))?;
    let now = cx.now().map_err(other)?;
    let context = crate::cli::selection::report_context(cx, now.date(), Some(now)).map_err(other)?;
    let table = table(events, &|id| masked.has(id), &context);
    let mut bytes = Vec::new();
    crate::render::write(&table, crate::render::Format::Jsonl, &cx.look(), &mut bytes)?;
    Ok(bytes)
}

/// Runs a hook through the shell with these lines on its standard input.
fn run(name: &str, program: &str, lines: &[u8], log: &Path, project: &Project) -> io::Result<()> {
    let said = File::create(log)?;
    let mut command = shell(program);
    command.current_dir(&project.root).env(INSIDE, name).env("REDRESS_DIR", &project.root);
    command.stdin(Stdio::piped()).stdout(Stdio::from(said.try_clone()?)).stderr(Stdio::from(said));
    let mut child = command.spawn()?;
    let input = child.stdin.take();
    let status = std::thread::scope(|scope| {
        scope.spawn(move || {
            // Whoever does not read to the end must say by its exit code whether that was enough.
            let _ = input.map(|mut input| input.write_all(lines));
        });
        wait(&mut child)
    })?;
    if status.success() { Ok(()) } else { Err(io::Error::other(format!("{status}; see {}", log.display()))) }
}

/// Waits for a program; one that takes too long is ended.
fn wait(child: &mut Child) -> io::Result<ExitStatus> {
    let (mut waited, mut step) = (Duration::ZERO, Duration::from_millis(1));
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        if waited > PATIENCE {
            child.kill()?;
            return child.wait();
        }
        std::thread::sleep(step);
        waited += step;
        step = (step * 2).min(Duration::from_millis(100));
    }
}

/// A hook that is named now begins with what is recorded from now on.
///
/// # Errors
/// The state folder cannot be written.
pub(crate) fn begin(name: &str, project: &Project, cx: &Context) -> io::Result<()> {
    let Some(place) = Place::of(name, project, cx) else { return Ok(()) };
    std::fs::create_dir_all(place.0.parent().unwrap_or(Path::new(".")))?;
    let mut file = CursorFile::open(&place.file("cursor"))?;
    if file.read()?.is_some() {
        return Ok(());
    }
    let other = |error| io::Error::other(format!("{error:?}"));
    let start = project.cursor_at_start().map_err(other)?;
    let end = project.events_after(&start, &mut |_| ControlFlow::Continue(())).map_err(other)?;
    file.write(&end)
}

/// Forgets how far a hook was.
pub(crate) fn forget(name: &str, project: &Project, cx: &Context) {
    if let Some(place) = Place::of(name, project, cx) {
        ["cursor", "failed", "log", "waiting"].iter().for_each(|ending| drop(std::fs::remove_file(place.file(ending))));
    }
}
