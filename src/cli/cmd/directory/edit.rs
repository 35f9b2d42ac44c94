//! `unit` and `person`: `add`, `set` and `end`, of one row or of a list.

use super::keys::{self, KeyKind};
use super::{DRY, FROM, SHEET, U_CODE};
use crate::cli::context::Context;
use crate::cli::error::{CliError, Failure, Usage};
use crate::cli::messages::{import as import_words, policy as policy_words};
use crate::cli::output;
use crate::command::input::{GivenValues, Input};
use crate::domain::policy::directory::{Directory, Person};
use crate::import::directory_rows::{self, KeyNames};
use crate::import::problem::FileError;
use crate::profile::{
    DirectoryFinding, DirectoryProblem, DirectoryText, RowValue, broken, check_directory, read_directory,
};
use crate::project::ProjectError;
use crate::say;
use serde_json::json;
use std::collections::HashSet;

/// Which rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DirectorySection {
    Unit,
    Person,
}

impl DirectorySection {
    /// The command, and the key of the rows in the file.
    pub(super) fn name(self) -> &'static str {
        if self == Self::Unit { "unit" } else { "person" }
    }

    fn keys(self) -> &'static [(&'static str, &'static str, KeyKind)] {
        if self == Self::Unit { keys::UNIT } else { keys::PERSON }
    }

    fn columns(self) -> &'static [KeyNames] {
        if self == Self::Unit { keys::UNIT_COLUMNS } else { keys::PERSON_COLUMNS }
    }

    fn code_of(self, directory: &Directory, given: &str) -> Option<String> {
        match self {
            Self::Unit => directory.find_unit(given).map(|unit| unit.code.to_string()),
            Self::Person => directory.find_person(given).map(|person| person.code.to_string()),
        }
    }
}

/// What is to be written about one row.
struct Wish {
    /// The line of a list; 0 for the command line.
    line: u64,
    code: String,
    values: Vec<(&'static str, RowValue)>,
}

/// What became of it.
struct Done {
    code: String,
    did: &'static str,
}

/// Adds, changes or ends rows.
pub(super) fn edit(section: DirectorySection, verb: &'static str, input: &Input, cx: &Context) -> Result<(), CliError> {
    let project = cx.project()?;
    let wishes = wishes(section, verb, input, cx)?;
    // The lock: of two changes at once none undoes the other.
    let actor = cx.actor(input)?;
    let _held = if input.on(DRY) { None } else { Some(cx.begin(&actor)?) };
    let before = project.directory_text()?;
    let mut text = DirectoryText::parse(&before).map_err(ProjectError::from)?;
    let known = read_directory(&before).map_err(ProjectError::from)?;
    let mut done = Vec::new();
    for wish in &wishes {
        done.push(apply(section, verb, wish, &mut text, &known).map_err(|error| at_line(error, wish.line))?);
    }
    let after = text.text();
    if after != before {
        check(&known, &after, cx)?;
        if !input.on(DRY) {
            project.write_directory(after.as_bytes())?;
        }
    }
    tell(section, &done, input.on(DRY), cx)
}

/// Does one of them in the text.
fn apply(
    section: DirectorySection,
    verb: &str,
    wish: &Wish,
    text: &mut DirectoryText,
    known: &Directory,
) -> Result<Done, CliError> {
    let name = section.name();
    let there = section.code_of(known, &wish.code);
    let (code, did) = match (verb, there) {
        ("add", Some(code)) => {
            return Err(CliError::Project(ProjectError::DirectoryRow { code, problem: DirectoryProblem::Twice }));
        }
        // Codes of persons stay in the log, names do not.
        ("add", None) if section == DirectorySection::Person && !wish.code.is_ascii() => {
            return Err(CliError::unlike("CODE", wish.code.clone(), "zhang.wei --name 张伟"));
        }
        ("add", None) => (wish.code.clone(), "added"),
        ("set", None) if wish.line > 0 => (wish.code.clone(), "added"),
        (_, None) => {
            let codes: Vec<&str> = match section {
                DirectorySection::Unit => known.units.iter().map(|unit| unit.code.as_str()).collect(),
                DirectorySection::Person => known.people.iter().map(|person| person.code.as_str()).collect(),
            };
            let nearest = crate::domain::gate::codes::nearest(&wish.code, &codes).map(Into::into);
            let value = wish.code.clone();
            return Err(CliError::Usage(Usage::Value { flag: name.into(), value, known: Vec::new(), nearest }));
        }
        ("end", Some(code)) => (code, "ended"),
        (_, Some(code)) => (code, "changed"),
    };
    if did == "added" {
        text.add(name, &code);
    }
    let mut changed = false;
    for (key, value) in &wish.values {
        changed |= text.set(name, &code, key, value);
    }
    Ok(Done { code, did: if changed || did == "added" { did } else { "unchanged" } })
}

/// Refuses what the reader of the file would refuse, and a code that nothing knows where none was before.
fn check(before: &Directory, after: &str, cx: &Context) -> Result<(), CliError> {
    let project = cx.project()?;
    let directory = read_directory(after).map_err(ProjectError::from)?;
    let wrong = |DirectoryFinding { code, problem }| ProjectError::DirectoryRow { code, problem };
    if let Some(found) = broken(&directory) {
        return Err(wrong(found).into());
    }
    // A directory without units may name some in passing; who is added now is in one that exists.
    let had = |person: &Person| before.person(&person.code).map(|old| old.unit.clone()).unwrap_or_default();
    let is_new = |person: &&Person| !person.unit.is_empty() && had(person) != person.unit;
    if let Some(person) = directory.people.iter().find(is_new).filter(|_| directory.units.is_empty()) {
        let (value, nearest) = (person.unit.to_string(), None);
        let problem = DirectoryProblem::Unknown { key: "unit", value, nearest };
        return Err(wrong(DirectoryFinding { code: person.code.to_string(), problem }).into());
    }
    let day = cx.now()?.date();
    let known = check_directory(&project.policy, before, day);
    let mut new = check_directory(&project.policy, &directory, day);
    new.retain(|found| !known.contains(found) && !found.problem.is_note());
    if let Some(found) = new.iter().find(|found| matches!(found.problem, DirectoryProblem::Unknown { .. })) {
        return Err(wrong(found.clone()).into());
    }
    let most = 6;
    if new.len() > most {
        let count = new.len();
        output::talk(
            cx,
            &say!(
                cx.lang,
                "note: redress policy check lists {count} things that are still missing",
                "注意：尚有 {count} 处待补充，见 redress policy check"
            ),
        )?;
    }
    for found in new.iter().take(if new.len() > most { 0 } else { most }) {
        let told = policy_words::finding(found, cx.lang);
        output::talk(cx, &say!(cx.lang, "note: {told}", "注意：{told}"))?;
    }
    Ok(())
}

/// What the command line or a list asks for.
fn wishes(section: DirectorySection, verb: &'static str, input: &Input, cx: &Context) -> Result<Vec<Wish>, CliError> {
    let from = input.one(FROM);
    let is_day = |text: &String| cx.when("--from", text, None).is_ok();
    let list = from.as_ref().filter(|text| !text.is_empty() && !is_day(text));
    let code = input.text(U_CODE);
    if let Some(file) = list {
        if !code.is_empty() {
            let command = format!("{} {verb} --from {file}", section.name());
            return Err(CliError::Usage(Usage::Extra { given: code, command, flag: "" }));
        }
        return listed(section, verb, file, input, cx);
    }
    if code.is_empty() {
        let (missing, command) = (vec!["CODE".into()], format!("{} {verb}", section.name()));
        return Err(CliError::Usage(Usage::Missing { missing, command }));
    }
    let mut values = Vec::new();
    let by_name: &dyn GivenValues = input.by_name();
    for (flag, key, kind) in section.keys() {
        let given = match kind {
            KeyKind::Flag => by_name.on(flag).then(|| vec!["yes".to_string()]),
            KeyKind::Codes(_) => Some(by_name.many(flag)).filter(|all| !all.is_empty()),
            _ => by_name.one(flag).map(|text| vec![text]),
        };
        if let Some(given) = given {
            values.push((*key, keys::read(flag, *kind, &given, cx)?));
        }
    }
    end_today(verb, &mut values, cx)?;
    if values.is_empty() && verb == "set" {
        let missing = section.keys().iter().map(|(flag, ..)| format!("--{flag}")).collect::<Vec<_>>().join("|");
        return Err(CliError::Usage(Usage::Missing {
            missing: vec![missing],
            command: format!("{} set", section.name()),
        }));
    }
    Ok(vec![Wish { line: 0, code, values }])
}

/// Whoever is ended without a day has today as the last one.
fn end_today(verb: &str, values: &mut Vec<(&'static str, RowValue)>, cx: &Context) -> Result<(), CliError> {
    if verb == "end" && values.iter().all(|(key, _)| *key != "until") {
        values.push(("until", RowValue::Day(cx.now()?.date())));
    }
    Ok(())
}

/// The rows of a list.
fn listed(
    section: DirectorySection,
    verb: &'static str,
    file: &str,
    input: &Input,
    cx: &Context,
) -> Result<Vec<Wish>, CliError> {
    let path = (file != "-").then(|| cx.env.cwd.join(file));
    let read = directory_rows::read(path.as_deref(), &input.text(SHEET), cx.project()?, section.columns());
    let read = read.map_err(|error| unreadable(error, file, cx))?;
    let wrong =
        |line: u64, problem: String| CliError::Failed(Failure::Import { file: file.into(), line, problem, hint: None });
    if !read.columns.contains(&"code") {
        let names = section.columns()[0].1.join("、");
        let problem = say!(
            cx.lang,
            "no column holds the codes: call it code, or one of {names}",
            "没有代码列：请命名为 code，或 {names}"
        );
        return Err(wrong(0, problem));
    }
    let (mut wishes, mut seen) = (Vec::new(), HashSet::new());
    for (line, cells) in read.rows {
        let code = cells.iter().find(|(key, _)| *key == "code").map(|(_, code)| code.clone());
        let Some(code) = code else {
            return Err(wrong(line, say!(cx.lang, "this row has no code", "该行没有代码")));
        };
        if !seen.insert(code.clone()) {
            return Err(wrong(line, say!(cx.lang, "the code {code} stands in two rows", "代码 {code} 在两行中重复")));
        }
        let mut values = Vec::new();
        for (key, cell) in cells.into_iter().filter(|(key, _)| *key != "code") {
            let Some((flag, key, kind)) = section.keys().iter().find(|(_, known, _)| *known == key) else { continue };
            let value = keys::read(flag, *kind, &[cell], cx).map_err(|error| at_line(error, line))?;
            values.push((*key, value));
        }
        end_today(verb, &mut values, cx)?;
        wishes.push(Wish { line, code, values });
    }
    resolve_names(section, &mut wishes);
    if !read.left_out.is_empty() {
        let names = read.left_out.join("、");
        output::talk(
            cx,
            &say!(cx.lang, "note: columns that are no key, left out: {names}", "注意：以下列未采用：{names}"),
        )?;
    }
    Ok(wishes)
}

/// Units of the same list may be named by their titles.
fn resolve_names(section: DirectorySection, wishes: &mut [Wish]) {
    if section != DirectorySection::Unit {
        return;
    }
    let text = |wish: &Wish, key: &str| match wish.values.iter().find(|(known, _)| *known == key) {
        Some((_, RowValue::Text(text))) => Some(text.clone()),
        _ => None,
    };
    let names: Vec<(String, String)> = wishes
        .iter()
        .flat_map(|wish| ["zh", "en"].map(|key| (text(wish, key).unwrap_or_default(), wish.code.clone())))
        .collect();
    let codes: HashSet<String> = wishes.iter().map(|wish| wish.code.clone()).collect();
    for (key, value) in wishes.iter_mut().flat_map(|wish| &mut wish.values) {
        if let (true, RowValue::Text(given)) = (matches!(*key, "parent" | "into"), &*value)
            && !codes.contains(given)
            && let Some((_, code)) = names.iter().find(|(name, _)| name == given)
        {
            *value = RowValue::Text(code.clone());
        }
    }
}

fn at_line(error: CliError, line: u64) -> CliError {
    match usize::try_from(line) {
        Ok(line) if line > 0 => CliError::Line { line, source: Box::new(error) },
        _ => error,
    }
}

fn unreadable(error: FileError, file: &str, cx: &Context) -> CliError {
    match error {
        FileError::Io(source) => CliError::File { path: file.into(), source },
        FileError::NoSheet { wanted, nearest, known } => {
            CliError::Usage(Usage::Value { flag: "--sheet".into(), value: wanted, known, nearest })
        }
        other => {
            let (line, problem, hint) = import_words::file_error(&other, cx.lang);
            CliError::Failed(Failure::Import { file: file.into(), line, problem, hint })
        }
    }
}

fn tell(section: DirectorySection, done: &[Done], dry: bool, cx: &Context) -> Result<(), CliError> {
    let word = |did: &str| match did {
        "added" => say!(cx.lang, "added", "已增加"),
        "ended" => say!(cx.lang, "ended", "已停用"),
        "changed" => say!(cx.lang, "changed", "已修改"),
        _ => say!(cx.lang, "unchanged", "无变化"),
    };
    let record = |it: &Done| json!({ "section": section.name(), "code": it.code, "did": it.did, "dry_run": dry });
    let records = done.iter().map(record).collect();
    output::answer(cx, "redress.directory/1", &["section", "code", "did"], records, || {
        let mut out = String::new();
        for it in done.iter().filter(|it| done.len() == 1 || it.did != "unchanged") {
            let (code, did) = (crate::text::sanitize::sanitized(&it.code), word(it.did));
            out.push_str(&say!(cx.lang, "{code}: {did}\n", "{code}：{did}\n"));
        }
        let rest = done.iter().filter(|it| it.did == "unchanged").count();
        if done.len() > 1 && rest > 0 {
            out.push_str(&say!(cx.lang, "unchanged: {rest}\n", "无变化：{rest}\n"));
        }
        if dry {
            out.push_str(&say!(cx.lang, "nothing was written (--dry-run)\n", "未写入（--dry-run）\n"));
        }
        out
    })
}
