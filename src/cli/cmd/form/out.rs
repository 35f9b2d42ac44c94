//! Prints papers: to the terminal, to a file, or to a folder with a file each.

use super::printed::Printed;
use super::{MASKED, OUTPUT, mail};
use crate::cli::context::Context;
use crate::cli::error::{CliError, Failure, NoMail, Usage};
use crate::cli::output;
use crate::command::input::Input;
use crate::document::span::{Align, plain};
use crate::document::{Block, Document};
use crate::domain::policy::Form;
use crate::domain::value::id::CaseId;
use crate::render::Format;
use crate::say;
use serde_json::json;
use std::path::{Path, PathBuf};

/// Where papers go.
pub(super) enum Destination {
    /// To the output, or to the file that `-o` names.
    Here,
    /// A file each, in this folder and format.
    Folder(PathBuf, Format),
    /// An e-mail, to this file.
    Mail(PathBuf),
    /// An e-mail each, in this folder.
    MailFolder(PathBuf),
}

/// Formats of files, with their endings; in a folder the first one unless another was asked for.
const FORMATS: &[(Format, &str)] =
    &[(Format::Docx, "docx"), (Format::Html, "html"), (Format::Markdown, "md"), (Format::Txt, "txt")];

const SCHEMA: &str = "redress.form/1";
const KEYS: &[&str] = &["id", "form", "number", "replaces", "on", "file"];

impl Destination {
    /// Where to print to and in which format; asked before anything is recorded. `revealed`: the complainant's data is shown.
    pub(super) fn of(
        form: &Form,
        (revealed, cases): (bool, usize),
        input: &Input,
        cx: &Context,
    ) -> Result<Self, CliError> {
        let named = input.one(OUTPUT).filter(|path| path != "-").unwrap_or_default();
        let path = cx.env.cwd.join(&named);
        let is_folder = !named.is_empty() && (path.is_dir() || named.ends_with(['/', '\\']));
        if cx.given.mail && (is_folder || named.is_empty()) {
            return match no_mail(form, revealed && !input.on(MASKED), cx)? {
                Some(why) => Err(CliError::Failed(Failure::NoMail(why))),
                None if is_folder => Ok(Self::MailFolder(path)),
                None => {
                    let (missing, command) = (vec!["-o FILE.eml|DIR/".into()], "form --format eml".into());
                    Err(CliError::Usage(Usage::Missing { missing, command }))
                }
            };
        }
        if is_folder {
            let format = cx.given.format.unwrap_or(Format::Docx);
            let is_file = FORMATS.iter().any(|(known, _)| *known == format);
            return if is_file { Ok(Self::Folder(path, format)) } else { Err(no_format(format.name())) };
        }
        if cx.given.mail || (cx.given.format.is_none() && path.extension().is_some_and(|ending| ending == "eml")) {
            return match (no_mail(form, revealed && !input.on(MASKED), cx)?, cases) {
                (Some(why), _) => Err(CliError::Failed(Failure::NoMail(why))),
                (None, 1) => Ok(Self::Mail(path)),
                (None, given) => Err(CliError::Usage(Usage::OneCase { given, command: "form".into() })),
            };
        }
        match cx.asked() {
            Some(format) if !format.is_document() && !cx.is_json() => Err(no_format(format.name())),
            Some(format) if format.is_binary() && named.is_empty() && cx.env.stdout_terminal => {
                Err(CliError::Failed(Failure::BinaryToTerminal))
            }
            _ => Ok(Self::Here),
        }
    }
}

/// Why the form can be no e-mail.
fn no_mail(form: &Form, revealed: bool, cx: &Context) -> Result<Option<NoMail>, CliError> {
    Ok(match () {
        () if !form.letter => Some(NoMail::NotALetter),
        () if !revealed => Some(NoMail::NotRevealed),
        () if cx.project()?.policy.desk.email.is_empty() => Some(NoMail::NoSender),
        () => None,
    })
}

fn no_format(name: &str) -> CliError {
    let known = FORMATS.iter().map(|(format, _)| format.name().to_string()).chain(["json".into()]).collect();
    CliError::Usage(Usage::Value { flag: "--format".into(), value: name.into(), known, nearest: None })
}

/// Prints papers.
pub(super) fn print(target: &Destination, all: &[Printed], cx: &Context) -> Result<(), CliError> {
    match target {
        Destination::Here => {
            let records = all.iter().map(|one| record(one, None)).collect();
            output::document(cx, SCHEMA, KEYS, records, || joined(all))
        }
        Destination::Folder(folder, format) => in_folder(folder, *format, all, cx),
        Destination::Mail(path) => all.iter().try_for_each(|one| {
            let address = one.email.as_deref().ok_or(CliError::Failed(Failure::NoMail(NoMail::NoAddress)))?;
            output::bytes_to(cx, path, &mail::message(one, address, cx)?)
        }),
        Destination::MailFolder(folder) => mails(folder, all, cx),
    }
}

/// An e-mail for each.
fn mails(folder: &Path, all: &[Printed], cx: &Context) -> Result<(), CliError> {
    make_folder(folder)?;
    let mut records = Vec::new();
    for one in all {
        let address = one.email.as_deref().ok_or(CliError::Failed(Failure::NoMail(NoMail::NoAddress)))?;
        let path = folder.join(format!("{}.eml", name(one)));
        output::bytes_to(cx, &path, &mail::message(one, address, cx)?)?;
        records.push(record(one, Some(&path)));
    }
    tell(records, cx)
}

/// A letter that is no e-mail because nobody's address is known.
pub(super) fn no_address(case: CaseId, cx: &Context) -> CliError {
    let message = say!(
        cx.lang,
        "no e-mail for {case}: the complainant has no address; print that letter",
        "{case} 无法生成邮件：投诉人未登记邮箱，请打印函件"
    );
    CliError::Failed(Failure::Said { message })
}

fn make_folder(folder: &Path) -> Result<(), CliError> {
    let wrap = |source| CliError::File { path: folder.display().to_string(), source };
    if folder.is_dir() { Ok(()) } else { std::fs::create_dir_all(folder).map_err(wrap) }
}

/// The name of a paper's file: its number; of a draft form and case.
fn name(one: &Printed) -> String {
    one.number.as_ref().map_or_else(|| format!("draft-{}-{}", one.form, one.case), ToString::to_string)
}

/// The files that were written.
fn tell(records: Vec<serde_json::Value>, cx: &Context) -> Result<(), CliError> {
    if cx.is_json() {
        return output::records(cx, SCHEMA, KEYS, records);
    }
    let files = records.iter().filter_map(|one| one["file"].as_str());
    output::data(&files.map(|file| format!("{file}\n")).collect::<String>())
}

fn record(one: &Printed, file: Option<&Path>) -> serde_json::Value {
    json!({
        "id": one.case.to_string(), "form": one.form, "number": one.number, "on": one.on,
        "replaces": Some(&one.replaces).filter(|replaces| !replaces.is_empty()), "draft": one.number.is_none(),
        "file": file.map(|file| file.display().to_string()), "markup": one.markup,
    })
}

/// All papers as one document, each on a page of its own.
fn joined(all: &[Printed]) -> Document {
    let mut papers = all.iter().map(|one| one.document.clone());
    let mut first = papers.next().unwrap_or_default();
    for next in papers {
        first.blocks.push(Block::PageBreak);
        first.blocks.push(Block::Heading { level: 0, text: next.heading });
        first.blocks.push(Block::Prose { text: plain(next.below), align: Align::Centre, indent: false });
        first.blocks.extend(next.blocks);
    }
    first
}

/// A file for each, by its number; drafts by form and case.
fn in_folder(folder: &Path, format: Format, all: &[Printed], cx: &Context) -> Result<(), CliError> {
    make_folder(folder)?;
    let ending = FORMATS.iter().find(|(known, _)| *known == format).map_or("txt", |(_, ending)| *ending);
    let mut records = Vec::new();
    for one in all {
        let path = folder.join(format!("{}.{ending}", name(one)));
        output::document_to(cx, &path, format, &one.document)?;
        records.push(record(one, Some(&path)));
    }
    tell(records, cx)
}
