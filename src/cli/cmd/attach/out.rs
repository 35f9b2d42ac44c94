//! `attach CASE --get`: files are written out under their own names, for the one who asked.
//!
//! Invariant: a `revealed` event is on the medium before the first byte; nothing is overwritten, nothing leaves the folder that was
//! named, nobody else may read what is written; what is not what was attached is not left lying there as if it were.

use super::{OUTPUT, revealed};
use crate::cli::context::Context;
use crate::cli::error::{CliError, Usage};
use crate::cli::output;
use crate::command::input::Input;
use crate::domain::value::id::{CaseId, EventId};
use crate::domain::value::texts::Texts;
use crate::log::access::{create_apart, make_apart};
use crate::log::{Finding, FindingKind, LogError, World};
use crate::project::{Attachment, HistoryCut, Project, ProjectError, attachments};
use crate::say;
use crate::text::sanitize::harmless;
use serde_json::{Value, json};
use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};

/// The longest name of a file, in bytes, on the file systems in use.
const LONGEST: usize = 200;

const KEYS: &[&str] = &["file", "name", "path", "bytes", "sha256"];

/// Writes out what was asked for.
pub(super) fn get(id: CaseId, (wanted, purpose): (&str, &str), input: &Input, cx: &Context) -> Result<(), CliError> {
    let Some(place) = input.one(OUTPUT).filter(|path| !path.is_empty()) else {
        let missing = vec!["-o DIR|FILE".into()];
        return Err(CliError::Usage(Usage::Missing { missing, command: "attach".into() }));
    };
    let all = wanted == "all";
    let into = cx.env.cwd.join(&place);
    let is_folder = all || into.is_dir() || place.ends_with(['/', '\\']);
    if !is_folder && into.symlink_metadata().is_ok() {
        return Err(exists(&into));
    }
    if check_wanted(id, wanted, input, cx)? == 0 {
        return output::answer(cx, "redress.attachments/1", KEYS, Vec::new(), || say!(cx.lang, "None.\n", "无。\n"));
    }
    check_place(&into, is_folder).map_err(|source| CliError::File { path: place, source })?;
    let (_, files) = revealed(id, Some(purpose), input, cx)?;
    let chosen = choose(&files, wanted)?;
    let paths = if is_folder { in_folder(&into, &chosen)? } else { vec![into] };
    let project = cx.project()?;
    let mut records = Vec::new();
    for (file, path) in chosen.iter().zip(&paths) {
        let bytes = write(project, file, path)?;
        records.push(json!({
            "file": file.reference(), "name": file.name, "path": path.display().to_string(), "bytes": bytes, "sha256": file.sha256,
        }));
    }
    let line = |record: &Value| format!("{}\n", record["path"].as_str().map(harmless).unwrap_or_default());
    let text = records.iter().map(line).collect::<String>();
    output::answer(cx, "redress.attachments/1", KEYS, records, || text)
}

/// Fails where nothing can be written, before anything is put on record as shown; makes the folder.
fn check_place(into: &Path, is_folder: bool) -> io::Result<()> {
    if !is_folder {
        return output::check_new(into);
    }
    if !into.is_dir() {
        make_apart(into)?;
    }
    output::check_new(&into.join(format!(".redress-{}", std::process::id())))
}

/// Fails for a file that the case does not have, before anything is put on record as shown; for those only who may see its files.
/// How many of those asked for there are; of what may not be seen, one.
fn check_wanted(id: CaseId, wanted: &str, input: &Input, cx: &Context) -> Result<usize, CliError> {
    let (project, actor) = (cx.project()?, cx.actor(input)?);
    let may = !cx.begin(&actor)?.revealable(&[id], &actor)?.is_empty();
    let Some(known) = project.row_history(id)?.filter(|_| may) else { return Ok(1) };
    let texts: Vec<(EventId, Texts)> = known.events.into_iter().map(|(event, texts)| (event.id(), texts)).collect();
    let history = super::super::show::history(id, HistoryCut::default(), cx)?;
    Ok(choose(&attachments(&history, &texts), wanted)?.len())
}

fn exists(path: &Path) -> CliError {
    CliError::File { path: path.display().to_string(), source: io::ErrorKind::AlreadyExists.into() }
}

/// The files that were asked for: all that are neither erased nor revoked, or the one of a name or a place.
fn choose<'f>(files: &'f [Attachment], wanted: &str) -> Result<Vec<&'f Attachment>, CliError> {
    let held: Vec<&Attachment> = files.iter().filter(|file| file.stored.is_some()).collect();
    let standing: Vec<&Attachment> = held.iter().copied().filter(|file| file.gone.is_none()).collect();
    if wanted == "all" && (!standing.is_empty() || held.is_empty()) {
        return Ok(standing);
    }
    // What was revoked is still there for whoever names its place.
    let is = |file: &&&Attachment| {
        (file.gone.is_none() && file.name.as_deref() == Some(wanted)) || file.reference() == wanted
    };
    match held.iter().filter(is).collect::<Vec<_>>()[..] {
        [one] => Ok(vec![*one]),
        ref several => {
            let of = |files: &[&&Attachment]| files.iter().map(|file| file.reference()).collect::<Vec<_>>();
            // Of one name there are several, or there is none of it.
            let known = if several.is_empty() { of(&held.iter().collect::<Vec<_>>()) } else { of(several) };
            Err(CliError::Usage(Usage::Value { flag: "--get".into(), value: wanted.into(), known, nearest: None }))
        }
    }
}

/// A path in the folder for each, which is made if need be; none is there yet.
fn in_folder(folder: &Path, files: &[&Attachment]) -> Result<Vec<PathBuf>, CliError> {
    let mut taken = HashSet::new();
    let mut paths = Vec::new();
    for file in files {
        let name = safe(file.name.as_deref().unwrap_or_default());
        let (stem, ending) = match name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()) {
            Some((stem, ending)) => (stem.to_string(), format!(".{ending}")),
            None => (name.clone(), String::new()),
        };
        // Two of one name stand side by side.
        let numbered = (2..).map(|n| format!("{stem} ({n}){ending}"));
        let name =
            std::iter::once(name).chain(numbered).find(|name| taken.insert(name.to_lowercase())).unwrap_or_default();
        let path = folder.join(name);
        if path.symlink_metadata().is_ok() {
            return Err(exists(&path));
        }
        paths.push(path);
    }
    Ok(paths)
}

/// A file's own name as the name of a file in the folder that was named, and nowhere else.
fn safe(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain = |c: char| match c {
        c if c.is_control() => ' ',
        c if "<>:\"|?*".contains(c) => '_',
        c => c,
    };
    let last: String = last.chars().map(plain).collect();
    let mut safe = harmless(&last).into_owned();
    while safe.len() > LONGEST {
        safe.pop();
    }
    let safe = safe.trim_end_matches([' ', '.']).trim_start();
    if safe.is_empty() { "file".into() } else { safe.into() }
}

/// Writes one out; gives how many bytes.
fn write(project: &Project, file: &Attachment, path: &Path) -> Result<u64, CliError> {
    let wrap = |source| CliError::File { path: path.display().to_string(), source };
    let stored = project.stored_path(file.stored.as_deref().unwrap_or_default());
    let mut to = create_apart(path).map_err(wrap)?;
    let done = project.write_out(file, &mut to).map_err(CliError::from).and_then(|same| {
        let wrong = |kind| {
            let finding = Finding { world: World::Damage, file: stored.clone(), line: 0, kind };
            CliError::from(ProjectError::from(LogError::Damaged(Box::new(finding))))
        };
        match same {
            Some(true) => to.sync_all().and_then(|()| Ok(to.metadata()?.len())).map_err(wrap),
            Some(false) => Err(wrong(FindingKind::AttachmentDiffers)),
            None => Err(wrong(FindingKind::AttachmentMissing)),
        }
    });
    done.inspect_err(|_| drop(crate::log::access::remove_apart(path)))
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn a_name_leads_nowhere_else() {
        for (name, is) in [
            ("letter.pdf", "letter.pdf"),
            ("../../etc/passwd", "passwd"),
            ("..\\..\\x.exe", "x.exe"),
            ("..", "file"),
            ("", "file"),
            ("a\nb:c", "a b_c"),
            ("信.pdf", "信.pdf"),
        ] {
            assert_eq!(safe(name), is, "{name:?}");
        }
        assert!(safe(&"长".repeat(400)).len() <= 200);
    }
}
