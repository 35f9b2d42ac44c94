//! `attach`: files are copied into the private folder under random names before the event that names them; `--list` and `--get` give
//! them back to who may see them.

use crate::cli::case_names;
use crate::cli::context::Context;
use crate::cli::env;
use crate::cli::error::{CliError, Failure, Usage};
use crate::cli::output;
use crate::cli::spec::{CommandGroup, CommandRun, Spec};
use crate::command::flag::{CASE, DRY_RUN, Flag, GET, Many, NOT_PERSONAL, OVERRIDE, Switch, arg, flag, flags, switch};
use crate::command::input::Input;
use crate::command::work::Work;
use crate::domain::event::Revealed;
use crate::domain::gate::{Attach, FileFacts};
use crate::domain::value::id::CaseId;
use crate::log::access::open_ordinary;
use crate::project::{Attachment, Gone, History, HistoryCut, KeptCopies, attachments};
use crate::say;
use crate::text::Two;
use crate::text::sanitize::harmless;
use serde_json::{Value, json};

mod out;

const FILE: Flag<Many> = arg("file", "FILE", "files", "文件").many();
const LIST: Flag<Switch> =
    switch("list", "list the files; their names too with --purpose", "列出附件；加 --purpose 才显示附件名");
const OUTPUT: Flag =
    flag("output", "DIR|FILE", "where it is written; nothing is overwritten", "写到何处，不覆盖已有文件").short('o');
const PURPOSE: Flag =
    flag("purpose", "WHY", "why private data is looked at; that is put on record", "查看个人信息的用途（会记入历史）");

/// attach
pub(super) const SPEC: Spec = Spec {
    name: "attach",
    zh: "附件",
    group: CommandGroup::Work,
    about: Two(
        "keep files with a case, on the private side; list them, and get them out again",
        "保存、列出、取出附件（不入日志）",
    ),
    more: Two(
        "redress attach 42 letter.pdf recording.wav\nredress attach 42 --list --purpose \"the complainant asks\"\nredress attach 42 --get all -o DIR --purpose \"the complainant asks\"",
        "redress 附件 42 来信.pdf 录音.wav\nredress 附件 42 --list --purpose 投诉人查询\nredress 附件 42 --get all -o 目录 --purpose 投诉人查询",
    ),
    flags: flags![CASE, FILE, LIST, GET, OUTPUT, PURPOSE, NOT_PERSONAL, OVERRIDE],
    run: CommandRun::Either { is_work: |input| !input.on(LIST) && input.one(GET).is_none(), work: attach, plain: look },
};

fn attach(input: &Input, cx: &Context) -> Result<Work, CliError> {
    if input.many(FILE).is_empty() {
        let missing = vec!["FILE (or --list, --get)".into()];
        return Err(CliError::Usage(Usage::Missing { missing, command: "attach".into() }));
    }
    if let Some(flag) = flags![OUTPUT, PURPOSE].iter().find(|flag| input.has(flag)) {
        return Err(CliError::Usage(Usage::Conflict { first: flag.dashed(), second: "FILE".into() }));
    }
    let (files, kept) = keep(&input.many(FILE), input, cx)?;
    Ok(Work { kept, ..Work::one(input, Attach { files }) })
}

/// Copies files into the private folder; a dry run only looks whether they can be read.
pub(super) fn keep(paths: &[String], input: &Input, cx: &Context) -> Result<(Vec<FileFacts>, KeptCopies), CliError> {
    let project = cx.project()?;
    let (mut files, mut kept) = (Vec::new(), KeptCopies::default());
    for path in paths {
        let from = cx.env.cwd.join(path);
        if input.on(DRY_RUN) {
            open_ordinary(&from).map_err(|source| CliError::File { path: path.clone(), source })?;
            files.push(FileFacts { name: path.clone(), ..FileFacts::default() });
            continue;
        }
        let file = project.keep_file(&from, env::random()?, &mut kept)?;
        // A retry with other bytes is another request.
        cx.has_read(&file.sha256);
        files.push(file);
    }
    Ok((files, kept))
}

/// `--list` and `--get`.
fn look(input: &Input, cx: &Context) -> Result<(), CliError> {
    let given = |first: bool, name: &str| if first { "FILE".to_string() } else { name.to_string() };
    if !input.many(FILE).is_empty() || (input.on(LIST) && input.one(GET).is_some()) {
        let first = given(!input.many(FILE).is_empty(), "--list");
        let second = if input.one(GET).is_some() { "--get" } else { "--list" }.into();
        return Err(CliError::Usage(Usage::Conflict { first, second }));
    }
    let id = case_names::one(CASE, input, cx)?;
    let purpose = input.one(PURPOSE).filter(|purpose| !purpose.trim().is_empty());
    match (input.one(GET), purpose) {
        (Some(_), None) => Err(CliError::Failed(Failure::NeedsPurpose)),
        (Some(wanted), Some(purpose)) => out::get(id, (&wanted, &purpose), input, cx),
        (None, None) if cx.project()?.masks(id)? => super::show::masked(id, cx),
        (None, purpose) => list(id, purpose.as_deref(), input, cx),
    }
}

/// The files of a case with what may be shown of them: that is on record before it is shown.
fn revealed(
    id: CaseId,
    purpose: Option<&str>,
    input: &Input,
    cx: &Context,
) -> Result<(History, Vec<Attachment>), CliError> {
    let history = super::show::history(id, HistoryCut::default(), cx)?;
    let texts = match purpose {
        Some(purpose) => {
            let actor = cx.actor(input)?;
            let mut session = cx.begin(&actor)?;
            let how = Revealed { command: "attach".into(), ..Revealed::default() };
            session.reveal(&[&history], purpose, how, &actor)?
        }
        None => Vec::new(),
    };
    let files = attachments(&history, &texts);
    Ok((history, files))
}

const KEYS: &[&str] = &["file", "on", "by", "name", "bytes", "sha256", "gone"];

fn list(id: CaseId, purpose: Option<&str>, input: &Input, cx: &Context) -> Result<(), CliError> {
    let (history, files) = revealed(id, purpose, input, cx)?;
    let project = cx.project()?;
    let mut records = Vec::new();
    for file in &files {
        let event = history.entries.iter().map(|entry| &entry.event).find(|event| event.id() == file.event);
        let bytes = project.size_of(file)?;
        records.push(json!({
            "file": file.reference(), "on": event.map(|e| e.on().to_string()), "by": event.map(|e| e.doer().to_string()),
            "name": file.name, "bytes": bytes, "sha256": file.sha256, "gone": file.gone.map(Gone::code),
        }));
    }
    let line = |record: &Value| {
        let gone = match record["gone"].as_str() {
            Some("erased") => say!(cx.lang, "erased", "已删除"),
            Some(_) => say!(cx.lang, "revoked", "已撤销"),
            None => String::new(),
        };
        let text = |key: &str| record[key].as_str().map(harmless).unwrap_or_default().to_string();
        let bytes = record["bytes"].as_u64().map(|bytes| bytes.to_string()).unwrap_or_default();
        let line = [text("file"), text("on"), text("by"), text("name"), bytes, text("sha256"), gone].join("  ");
        line.trim_end().to_string() + "\n"
    };
    let text = records.iter().map(line).collect::<String>();
    output::answer(cx, "redress.attachments/1", KEYS, records, || text)?;
    if purpose.is_none() && !files.is_empty() {
        output::talk(
            cx,
            &say!(
                cx.lang,
                "names are private: --purpose WHY shows them, and puts that on record",
                "附件名属个人信息：加 --purpose 用途 才显示，并记入历史"
            ),
        )?;
    }
    Ok(())
}
