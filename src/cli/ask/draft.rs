//! The answers as they are kept until they are on record, so that Ctrl-C, a refusal or a lost connection costs nobody what was typed.

use crate::cli::context::Context;
use crate::cli::draft::EditorDraft;
use crate::cli::editor;
use crate::cli::error::CliError;
use crate::cli::output;
use crate::log::accounts::own_login;
use crate::say;
use std::fs;
use std::path::{Path, PathBuf};

/// Keeps a file that holds no answers (a crash cut it short, or somebody changed it) under another name, and tells where.
fn put_aside(place: &Path, cx: &Context) -> Result<(), CliError> {
    let name = |n: u32| PathBuf::from(format!("{}.unread{n}", place.display()));
    let aside = (1..u32::MAX).map(name).find(|aside| !aside.exists()).unwrap_or_else(|| name(0));
    fs::rename(place, &aside).map_err(|source| CliError::File { path: place.display().to_string(), source })?;
    let shown = aside.display();
    output::talk(
        cx,
        &say!(
            cx.lang,
            "the answers that were kept cannot be read; they are in {shown}",
            "此前保存的填写内容无法读取，已留存于 {shown}"
        ),
    )
}

/// Where the answers to a command lie, of this account.
pub(super) struct AnswerDraft {
    name: String,
    again: String,
    dry: bool,
}

impl AnswerDraft {
    /// Of a command, on a case if it has one.
    pub(super) fn new(command: &str, case: Option<&str>, dry: bool) -> Self {
        let account: String = own_login().chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect();
        let safe = |text: &str| {
            text.chars().map(|c| if c.is_alphanumeric() || c == '-' { c } else { '_' }).collect::<String>()
        };
        let name = format!("{command}.{}.asked.{account}.json", case.map_or("new".into(), safe));
        let again = ["redress", command].into_iter().chain(case).collect::<Vec<_>>().join(" ");
        Self { name, again, dry }
    }

    /// The answers of an earlier try.
    ///
    /// # Errors
    /// They are there and cannot be read.
    pub(super) fn read(&self, cx: &Context) -> Result<Vec<(String, String)>, CliError> {
        for place in editor::places(cx, &self.name)? {
            if !fs::symlink_metadata(&place).is_ok_and(|found| found.is_file()) {
                continue;
            }
            let text = fs::read_to_string(&place)
                .map_err(|source| CliError::File { path: place.display().to_string(), source })?;
            let Ok(answers) = serde_json::from_str(&text) else {
                put_aside(&place, cx)?;
                continue;
            };
            return Ok(answers);
        }
        Ok(Vec::new())
    }

    /// Keeps the answers so far.
    ///
    /// # Errors
    /// They cannot be written anywhere.
    pub(super) fn keep(&self, cx: &Context, answers: &[(String, String)]) -> Result<(), CliError> {
        let text = serde_json::to_string_pretty(answers).unwrap_or_default();
        let (path, apart) = editor::put(cx, &self.name, &text)?;
        cx.keep_draft(EditorDraft { path, again: self.again.clone(), apart, dry: self.dry });
        Ok(())
    }

    /// Forgets them.
    ///
    /// # Errors
    /// There is no project.
    pub(super) fn forget(&self, cx: &Context) -> Result<(), CliError> {
        editor::places(cx, &self.name)?.iter().for_each(|place| drop(fs::remove_file(place)));
        Ok(())
    }
}
