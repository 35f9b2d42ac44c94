//! A cursor kept in a file (`--cursor FILE`), for cron jobs and hooks.
//!
//! Invariant: the file holds a whole cursor or none, also after a crash, and moves on only after what it stands for was handed over. Two
//! runs with one file follow each other.

use crate::cli::context::Context;
use crate::cli::error::{CliError, Usage};
use crate::cli::output;
use crate::cli::whole_file::replace_locked;
use crate::command::flag::Flag;
use crate::command::input::Input;
use crate::domain::value::texts::half_width;
use crate::project::{Cursor, Project};
use crate::say;
use std::fs::{File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

/// A cursor's file, locked until it is dropped.
pub(crate) struct CursorFile {
    path: PathBuf,
    /// Holds the lock.
    file: File,
}

impl CursorFile {
    /// Opens or makes the file, and waits until no other run has it.
    ///
    /// # Errors
    /// The system refuses.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        loop {
            let file = OpenOptions::new().read(true).append(true).create(true).open(path)?;
            file.lock()?;
            // Whoever had the lock before has put a new file in this one's place.
            if is_same(&file, path)? {
                return Ok(Self { path: path.into(), file });
            }
        }
    }

    /// What it holds; `None` where it is new.
    ///
    /// # Errors
    /// The file cannot be read.
    pub(crate) fn read(&self) -> io::Result<Option<String>> {
        let text = std::fs::read_to_string(&self.path)?;
        Ok(Some(text.trim().to_string()).filter(|text| !text.is_empty()))
    }

    /// Replaces the cursor.
    ///
    /// # Errors
    /// The system refuses: then the old one stands.
    pub(crate) fn write(&mut self, cursor: &Cursor) -> io::Result<()> {
        // Whoever waits for the old file finds the new one locked too.
        self.file = replace_locked(&self.path, format!("{cursor}\n").as_bytes())?;
        Ok(())
    }
}

#[cfg(unix)]
fn is_same(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let there = match path.metadata() {
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(false),
        there => there?,
    };
    let held = file.metadata()?;
    Ok((held.dev(), held.ino()) == (there.dev(), there.ino()))
}

#[cfg(not(unix))]
fn is_same(_: &File, _: &Path) -> io::Result<bool> {
    Ok(true)
}

/// How far a reader was before, as `--cursor FILE` or `--after CURSOR` tells it.
pub(crate) struct News {
    /// Where the answer begins.
    pub(crate) cursor: Cursor,
    file: Option<(String, CursorFile)>,
}

impl News {
    /// What was given; `None`: no cursor was. An `--after` that is none is left to the caller.
    ///
    /// # Errors
    /// A cursor that cannot be used; both were given.
    pub(crate) fn asked(input: &Input, (after, cursor): (Flag, Flag), cx: &Context) -> Result<Option<Self>, CliError> {
        let (project, after) = (cx.project()?, input.one(after));
        let Some(path) = input.one(cursor) else {
            let cursor = after.map(|text| parse("--after", &text, project, cx)).transpose()?.flatten();
            return Ok(cursor.map(|cursor| Self { cursor, file: None }));
        };
        if after.is_some() {
            let (first, second) = ("--after".into(), "--cursor".into());
            return Err(CliError::Usage(Usage::Conflict { first, second }));
        }
        let wrap = |source| CliError::File { path: path.clone(), source };
        let file = CursorFile::open(&cx.env.cwd.join(&path)).map_err(wrap)?;
        let cursor = match file.read().map_err(wrap)? {
            None => project.cursor_at_start()?,
            Some(text) => {
                parse(&path, &text, project, cx)?.ok_or_else(|| unlike(&path, text.chars().take(40).collect()))?
            }
        };
        Ok(Some(Self { cursor, file: Some((path, file)) }))
    }

    /// Moves the cursor on, or says it. Where the reader did not take the whole answer, it stays: the answer comes again.
    ///
    /// # Errors
    /// The file cannot be written.
    pub(crate) fn done(self, cursor: &Cursor, is_read: bool, cx: &Context) -> Result<(), CliError> {
        let Some((path, mut file)) = self.file else { return output::cursor(cx, &cursor.to_string()) };
        if !is_read {
            return Ok(());
        }
        if let Some(written) = &cx.given.output {
            // On the disk before the cursor says so; what is no file cannot be synced.
            let _ = File::open(cx.env.cwd.join(written)).and_then(|file| file.sync_all());
        }
        file.write(cursor).map_err(|source| CliError::File { path, source })
    }
}

/// The error of a text that is no cursor and no event.
pub(crate) fn unlike(flag: &str, value: String) -> CliError {
    let example = "HQ:17, start, CURSOR";
    CliError::unlike(flag, value, example)
}

/// Reads a cursor of this project; `start` and `开头` stand before the first event. `None`: the text is no cursor.
///
/// # Errors
/// It is of another project, or was cut short.
pub(crate) fn parse(flag: &str, text: &str, project: &Project, cx: &Context) -> Result<Option<Cursor>, CliError> {
    let start = project.cursor_at_start()?;
    let text = half_width(text.trim());
    if matches!(&*text, "start" | "开头") {
        return Ok(Some(start));
    }
    if !Cursor::looks_like(&text) {
        return Ok(None);
    }
    let wrong =
        |_| Usage::Other(say!(cx.lang, "{flag}: this cursor is cut or changed", "{flag}：该游标不完整或被改动"));
    let cursor: Cursor = text.parse().map_err(wrong).map_err(CliError::Usage)?;
    if cursor.project != start.project {
        let (other, own) = (&cursor.project, &start.project);
        return Err(CliError::Usage(Usage::Other(say!(
            cx.lang,
            "{flag}: this cursor is of project {other}, and this is project {own}",
            "{flag}：该游标属于项目 {other}，本项目为 {own}"
        ))));
    }
    Ok(Some(cursor))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_kept_and_two_runs_follow_each_other() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("cursor");
        let mut first = CursorFile::open(&path).expect("made");
        assert_eq!(first.read().expect("read"), None);
        let (told, hears) = std::sync::mpsc::channel();
        std::thread::scope(|scope| {
            let path = &path;
            scope.spawn(move || told.send(CursorFile::open(path).and_then(|file| file.read()).expect("read")));
            assert!(hears.recv_timeout(std::time::Duration::from_millis(50)).is_err(), "it waits");
            first.write(&Cursor::start("0")).expect("written");
            assert!(hears.recv_timeout(std::time::Duration::from_millis(50)).is_err(), "it still waits");
            first.write(&Cursor::start("8c1f")).expect("written");
            drop(first);
            assert_eq!(hears.recv().expect("its turn"), Some("c1.8c1f".into()), "it reads what the first one wrote");
        });
        let names: Vec<_> =
            std::fs::read_dir(dir.path()).expect("lists").map(|e| e.expect("an entry").file_name()).collect();
        assert_eq!(names, ["cursor"]);
    }
}
