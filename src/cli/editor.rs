//! `--edit`: a form in the user's editor. It lies in the private folder, for it may hold anything, and stays there until it is recorded.
//!
//! Invariant: what was typed is never lost: whatever fails or is refused, it is kept, its place is told, and the next `--edit` of that
//! command and case by the same account offers it again.

use crate::cli::case_names;
use crate::cli::context::Context;
use crate::cli::draft::EditorDraft;
use crate::cli::error::{CliError, Failure, Usage};
use crate::cli::given::given_text;
use crate::cli::output;
use crate::command::flag::{AnyFlag, CASE, DRY_RUN};
use crate::command::input::Input;
use crate::log::access::create_closed;
use crate::log::accounts::own_login;
use crate::say;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What was written in a form.
#[derive(Default)]
pub(crate) struct Edited(Vec<(String, String)>);

impl Edited {
    /// What was written for the flag of this name; `None`: the form did not have it.
    #[must_use]
    pub(crate) fn by_name(&self, name: &str) -> Option<String> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, text)| text.clone())
    }
}

/// Lets the user fill in flags of a command; gives what was written. What was kept of an earlier try stands in the form again.
///
/// # Errors
/// The editor could not be run or ended with an error, or nothing was written.
pub(crate) fn form(cx: &Context, command: &str, input: &Input, flags: &[AnyFlag]) -> Result<Edited, CliError> {
    let case = match command {
        "intake" => None,
        _ if input.text(CASE) == "-" => {
            return Err(CliError::Usage(Usage::Conflict { first: "--edit".into(), second: "-".into() }));
        }
        _ => Some(case_names::one(CASE, input, cx)?.to_string()),
    };
    let account: String = own_login().chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect();
    let name = format!("{}.{}.{account}.txt", command, case.as_deref().unwrap_or("new"));
    let again = ["redress", command].into_iter().chain(case.as_deref()).chain(["--edit"]).collect::<Vec<_>>().join(" ");
    let kept = kept(cx, &name, flags)?;
    if kept.is_some() {
        output::talk(
            cx,
            &say!(
                cx.lang,
                "note: what was typed before and not recorded stands in the form again",
                "说明：上次填写而未登记的内容已载入"
            ),
        )?;
    }
    let text = template(cx, input, flags, kept.as_deref().unwrap_or_default())?;
    // What stands in the form is a text, whatever sign it begins with.
    cx.take_literally();
    let (path, apart) = put(cx, &name, &text)?;
    let editor = cx.env.editor.clone().unwrap_or_else(|| "vi".into());
    // With quotes, as a shell takes it: a path may have spaces.
    let mut words = shlex::split(&editor).unwrap_or_default().into_iter();
    let status = Command::new(words.next().unwrap_or_else(|| "vi".into())).args(words).arg(&path).status();
    let typed = fs::read_to_string(&path);
    let untouched = kept.is_none() && typed.as_ref().is_ok_and(|typed| *typed == text);
    if untouched {
        let _ = fs::remove_file(&path);
    } else {
        cx.keep_draft(EditorDraft { path: path.clone(), again, apart, dry: input.on(DRY_RUN) });
    }
    if !status.is_ok_and(|s| s.success()) {
        return Err(CliError::Failed(Failure::Editor { command: editor }));
    }
    let typed = typed.map_err(|source| CliError::File { path: path.display().to_string(), source })?;
    let values = parse(&typed, flags);
    if untouched && values.iter().all(|(_, value)| value.trim().is_empty()) {
        return Err(CliError::Failed(Failure::Stopped));
    }
    values.iter().for_each(|(name, value)| cx.has_read(&format!("{name}={value}")));
    Ok(Edited(values))
}

/// Once a command has ended: what is on record needs no draft, of everything else it is told where it is kept.
pub(crate) fn settle(cx: &Context, done: &Result<(), CliError>) {
    let recorded = matches!(done, Ok(()) | Err(CliError::Recorded { .. }));
    for EditorDraft { path, again, apart, dry } in cx.take_drafts() {
        if recorded && !dry {
            let _ = fs::remove_file(&path);
            continue;
        }
        let place = path.display();
        let text = match apart {
            false => say!(
                cx.lang,
                "what you typed is kept in {place}; {again} offers it again",
                "所填内容已保存于 {place}；用 {again} 可继续填写"
            ),
            true => say!(
                cx.lang,
                "what you typed is kept in {place}, since private/ could not be written; {again} offers it again; no erasing reaches it there",
                "private/ 无法写入，所填内容已保存于 {place}；用 {again} 可继续填写；删除个人信息时不涉及该文件"
            ),
        };
        if cx.talks_json() {
            output::object(&serde_json::json!({ "note": text, "draft": path }));
        } else {
            output::complain(&say!(cx.lang, "note: {text}\n", "说明：{text}\n"));
        }
    }
}

/// Where a draft may lie: in the project, else in the account's own state folder, else where the system keeps what is passing.
pub(super) fn places(cx: &Context, name: &str) -> Result<Vec<PathBuf>, CliError> {
    let project = cx.project()?;
    let folder = project.root.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let apart = format!("{folder}.{name}");
    let mut places = vec![project.draft_path(name)];
    places.extend(cx.env.state_folder().map(|folder| folder.join("drafts").join(&apart)));
    places.push(std::env::temp_dir().join(format!("redress-draft.{apart}")));
    Ok(places)
}

/// What was kept of an earlier try: from the first place that has something.
fn kept(cx: &Context, name: &str, flags: &[AnyFlag]) -> Result<Option<Vec<(String, String)>>, CliError> {
    for place in places(cx, name)? {
        match fs::symlink_metadata(&place) {
            Ok(found) if found.is_file() => {}
            _ => continue,
        }
        let text = fs::read_to_string(&place)
            .map_err(|source| CliError::File { path: place.display().to_string(), source })?;
        return Ok(Some(parse(&text, flags)));
    }
    Ok(None)
}

/// Puts the form where the user's editor finds it; whether that is not in the project.
pub(super) fn put(cx: &Context, name: &str, text: &str) -> Result<(PathBuf, bool), CliError> {
    let project = cx.project()?;
    let mut first = None;
    for (at, place) in places(cx, name)?.into_iter().enumerate() {
        let written = if at == 0 { project.write_private(&place, text.as_bytes()) } else { put_apart(&place, text) };
        match written {
            Ok(()) => return Ok((place, at > 0)),
            Err(source) => {
                first.get_or_insert(CliError::File { path: place.display().to_string(), source });
            }
        }
    }
    Err(first.unwrap_or(CliError::Failed(Failure::Editor { command: String::new() })))
}

fn put_apart(place: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = place.parent().filter(|folder| !folder.is_dir()) {
        crate::log::access::make_apart(folder)?;
    }
    let mut file = create_closed(place)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

fn template(cx: &Context, input: &Input, flags: &[AnyFlag], kept: &[(String, String)]) -> Result<String, CliError> {
    let mut out = say!(
        cx.lang,
        "# Write below each [heading]. Lines that begin with # are left out.\n",
        "# 在每个 [栏目] 下填写。以 # 开头的行不计入。\n"
    );
    for flag in flags {
        let (name, help) = (flag.name, flag.help.get(cx.lang));
        let value = given_text(cx, &input.by_name().one(name).unwrap_or_default())?;
        let before = kept.iter().find(|(known, _)| known == name).map(|(_, text)| text.clone()).unwrap_or_default();
        let _ = write!(out, "\n# {help}\n");
        if !value.is_empty() && !before.is_empty() && before != value {
            // What is given now counts; what was typed before is not lost for that.
            for line in before.lines() {
                let _ = writeln!(out, "# {line}");
            }
        }
        let value = if value.is_empty() { before } else { value };
        let _ = write!(out, "[{name}]\n{value}\n");
    }
    Ok(out)
}

fn parse(text: &str, flags: &[AnyFlag]) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    for line in text.lines().filter(|l| !l.starts_with('#')) {
        let heading = line.trim().strip_prefix('[').and_then(|l| l.strip_suffix(']'));
        match (heading.filter(|h| flags.iter().any(|flag| flag.name == *h)), all.last_mut()) {
            (Some(name), _) => all.push((name.into(), String::new())),
            (None, Some((_, value))) => {
                value.push_str(line);
                value.push('\n');
            }
            (None, None) => {}
        }
    }
    for (_, value) in &mut all {
        *value = value.trim().to_string();
    }
    all
}
