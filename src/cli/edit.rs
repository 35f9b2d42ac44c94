//! `--edit`: a form in the user's editor. It lies in the private folder while it is open, for it may hold anything.

use crate::cli::cx::Cx;
use crate::cli::env;
use crate::cli::error::{CliError, Failure};
use crate::cli::spec::Flag;
use crate::say;
use std::fmt::Write as _;
use std::process::Command;

/// Lets the user fill in the named flags; gives what was written.
///
/// # Errors
/// The editor could not be run or ended with an error, or nothing was written.
pub(crate) fn form(cx: &Cx, flags: &[Flag], start: &[(&str, String)]) -> Result<Vec<(String, String)>, CliError> {
    let ws = cx.ws()?;
    let name = format!("edit-{}.txt", env::random().iter().take(6).map(|b| format!("{b:02x}")).collect::<String>());
    let path = ws.draft_path(&name);
    let wrap = |source| CliError::File { path: path.display().to_string(), source };
    ws.write_private(&path, template(cx, flags, start).as_bytes()).map_err(wrap)?;
    let editor = cx.env.editor.clone().unwrap_or_else(|| "vi".into());
    let mut words = editor.split_whitespace();
    let status = Command::new(words.next().unwrap_or("vi")).args(words).arg(&path).status();
    let text = std::fs::read_to_string(&path).map_err(wrap);
    // The draft may hold private data: it goes, whatever happened.
    let _ = std::fs::remove_file(&path);
    if !status.is_ok_and(|s| s.success()) {
        return Err(CliError::Failed(Failure::Editor { command: editor }));
    }
    Ok(parse(&text?, start))
}

fn template(cx: &Cx, flags: &[Flag], start: &[(&str, String)]) -> String {
    let mut out = say!(
        cx.lang,
        "# Write below each [heading]. Lines that begin with # are left out.\n",
        "# 在每个 [栏目] 下填写。以 # 开头的行不计入。\n"
    );
    for (name, value) in start {
        let help = flags.iter().find(|f| f.name == *name).map_or("", |f| f.help.get(cx.lang));
        let _ = write!(out, "\n# {help}\n[{name}]\n{value}\n");
    }
    out
}

fn parse(text: &str, start: &[(&str, String)]) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    for line in text.lines().filter(|l| !l.starts_with('#')) {
        let heading = line.trim().strip_prefix('[').and_then(|l| l.strip_suffix(']'));
        match (heading.filter(|h| start.iter().any(|(name, _)| name == h)), all.last_mut()) {
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
