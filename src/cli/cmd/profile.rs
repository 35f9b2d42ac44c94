//! `profile list|show P|new NAME`.

use crate::cli::action::{self, Action};
use crate::cli::context::Context;
use crate::cli::error::{CliError, Failure, Usage};
use crate::cli::output;
use crate::cli::spec::{CommandGroup, CommandRun, Spec};
use crate::command::flag::{Flag, Switch, arg, flags, switch};
use crate::command::input::Input;
use crate::document::table::{Cell, Column, Row, Table};
use crate::document::{Block, Document};
use crate::domain::policy::{Policy, SECTIONS};
use crate::profile::{PROFILES, PolicyError, packs, resolve, text};
use crate::project::ProjectError;
use crate::say;
use crate::text::{Lang, Two, new_project, policy_sections, policy_words};
use serde_json::json;
use std::io::Write;

const ACTION: Flag =
    arg("action", "list|show|new", "list (default), show or new", "list 列表（默认）、show 显示、new 新建");
const PROFILE: Flag =
    arg("profile", "P", "show: which profile or pack; new: the name of the file", "show 的模板或规则包，new 的文件名");
const TOML: Flag<Switch> = switch("toml", "show: the file itself", "显示模板文件原文");

/// profile
pub(super) const SPEC: Spec = Spec {
    name: "profile",
    zh: "模板",
    group: CommandGroup::SetUp,
    about: Two(
        "list: the built-in profiles; show: what one says, in words; new: a file of rows of your own",
        "list 内置模板；show 用文字列出模板的规定；new 建立本单位的制度文件",
    ),
    more: Two(
        "redress profile list\nredress profile show bank\nredress profile show bank --toml\nredress profile new branch",
        "redress 模板 列表\nredress 模板 显示 bank\nredress 模板 显示 bank --toml\nredress 模板 新建 分行细则",
    ),
    flags: flags![ACTION, PROFILE, TOML],
    run: CommandRun::Plain(run),
};

pub(super) const ACTIONS: &[Action] = &[
    action::plain("list", "列表", &[]),
    action::plain("show", "显示", flags![PROFILE, TOML]),
    action::plain("new", "新建", flags![PROFILE]),
];

fn run(input: &Input, cx: &Context) -> Result<(), CliError> {
    let missing = |command: &str, what: &str| {
        CliError::Usage(Usage::Missing { missing: vec![what.into()], command: command.into() })
    };
    match (action::chosen(input, "profile", ACTIONS)?, input.one(PROFILE)) {
        ("show", Some(name)) => show(&name, input.on(TOML), cx),
        ("show", None) => Err(missing("profile show", "P")),
        ("new", Some(name)) => new(&name, cx),
        ("new", None) => Err(missing("profile new", "NAME")),
        _ => list(cx),
    }
}

fn column(key: &str, title: String) -> Column {
    Column { key: key.into(), title, right: false }
}

fn list(cx: &Context) -> Result<(), CliError> {
    let mut rows = Vec::new();
    for (name, _) in PROFILES {
        let policy = resolve(name, &serde_json::Value::Null).map_err(ProjectError::from)?.policy;
        let cells = vec![
            Cell::Text((*name).into()),
            Cell::Text(policy.title.get(cx.lang).into()),
            Cell::Text(policy.cite.get(cx.lang).into()),
        ];
        rows.push(Row { cells, ..Row::default() });
    }
    let table = Table {
        title: say!(cx.lang, "Profiles", "制度模板"),
        schema: "redress.profiles/1",
        columns: vec![
            column("profile", say!(cx.lang, "Profile", "模板")),
            column("title", say!(cx.lang, "Title", "名称")),
            column("cite", say!(cx.lang, "Regulation", "依据")),
        ],
        rows,
        notes: packs::names().map(|name| pack(name, cx)).collect::<Result<_, _>>()?,
        ..Table::default()
    };
    output::table(cx, &table)
}

/// A pack in one line: a law to be laid over a profile.
fn pack(name: &str, cx: &Context) -> Result<String, CliError> {
    let policy = packs::resolved(name).map_err(ProjectError::from)?.policy;
    let (title, cite) = (policy.title.get(cx.lang).to_string(), policy.cite.get(cx.lang).to_string());
    Ok(say!(
        cx.lang,
        "pack {name}: {title} ({cite}); redress profile show {name}, redress policy adopt {name}",
        "规则包 {name}：{title}（{cite}）；redress 模板 显示 {name}，redress 制度 施行 {name}"
    ))
}

fn show(name: &str, as_file: bool, cx: &Context) -> Result<(), CliError> {
    let pack = packs::text(name);
    if pack.is_none() && !PROFILES.iter().any(|(known, _)| *known == name) {
        let known = PROFILES.iter().map(|(known, _)| *known).chain(packs::names()).map(Into::into).collect();
        return Err(ProjectError::from(PolicyError::UnknownProfile { name: name.into(), known }).into());
    }
    let toml = pack.map_or_else(|| text(name), Ok).map_err(ProjectError::from)?;
    if as_file {
        return output::text(cx, toml);
    }
    let resolved = if pack.is_some() { packs::resolved(name) } else { resolve(name, &serde_json::Value::Null) };
    let policy = resolved.map_err(ProjectError::from)?.policy;
    let mut sections: Vec<Vec<policy_words::RowInWords>> =
        SECTIONS.iter().map(|(section, _)| policy_words::rows(&policy, section, cx.lang)).collect();
    if pack.is_some() {
        // What it is laid over is not the law's.
        for ((section, _), rows) in SECTIONS.iter().zip(&mut sections) {
            let own = packs::own_codes(name, section).map_err(ProjectError::from)?;
            rows.retain(|row| own.iter().any(|code| row.code == *code));
        }
    }
    let all: Vec<serde_json::Value> = SECTIONS
        .iter()
        .zip(&sections)
        .flat_map(|((section, _), rows)| {
            rows.iter().map(move |row| {
                json!({ "section": section, "code": row.code, "title": row.title, "words": row.words, "cite": row.cite })
            })
        })
        .collect();
    let record = json!({
        "profile": name, "title": policy.title.get(cx.lang), "cite": policy.cite.get(cx.lang), "rows": all, "toml": toml,
    });
    let keys = ["profile", "title", "cite"];
    output::document(cx, "redress.profile/1", &keys, vec![record], || page(name, &policy, &sections, cx.lang))
}

/// The profile as a page: a table a section.
fn page(name: &str, policy: &Policy, sections: &[Vec<policy_words::RowInWords>], lang: Lang) -> Document {
    let heading = policy.title.get(lang).to_string();
    let cite = policy.cite.get(lang);
    let taken = match packs::text(name) {
        Some(_) => say!(lang, "redress policy adopt {name}", "redress 制度 施行 {name}"),
        None => format!("profile = \"{name}\""),
    };
    let below = if cite.is_empty() { taken } else { format!("{taken} · {cite}") };
    let mut blocks = Vec::new();
    for ((section, _), rows) in SECTIONS.iter().zip(sections).filter(|(_, rows)| !rows.is_empty()) {
        let cell = |text: &str| if text.is_empty() { Cell::Empty } else { Cell::Text(text.into()) };
        let row = |row: &policy_words::RowInWords| Row {
            cells: vec![cell(&row.code), cell(&row.title), cell(&row.words), cell(&row.cite)],
            ..Row::default()
        };
        blocks.push(Block::Table(Table {
            title: format!("{} · [[{section}]]", policy_sections::section(section, lang)),
            schema: "redress.profile-rows/1",
            columns: vec![
                column("code", say!(lang, "Code", "代码")),
                column("title", say!(lang, "Title", "名称")),
                column("words", say!(lang, "What it says", "规定")),
                column("cite", say!(lang, "Article", "依据")),
            ],
            rows: rows.iter().map(row).collect(),
            ..Table::default()
        }));
    }
    Document { heading, below, blocks, ..Document::default() }
}

/// Writes a commented file of rows: into `policies.d/` of the project, or where no project is, into this folder.
fn new(name: &str, cx: &Context) -> Result<(), CliError> {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    if name.is_empty() || !name.chars().all(is_plain) {
        return Err(CliError::unlike("NAME", name, "branch"));
    }
    let (folder, shown) = match cx.project() {
        Ok(project) => (project.root.join("policies.d"), format!("policies.d/{name}.toml")),
        Err(_) => (cx.start(), format!("{name}.toml")),
    };
    let path = folder.join(format!("{name}.toml"));
    let wrap = |source| CliError::File { path: path.to_string_lossy().into_owned(), source };
    if path.exists() {
        return Err(CliError::Failed(Failure::Said {
            message: say!(cx.lang, "{shown} is there already; nothing was written", "{shown} 已存在，未作改动"),
        }));
    }
    std::fs::create_dir_all(&folder).map_err(wrap)?;
    let mut file = std::fs::File::create_new(&path).map_err(wrap)?;
    file.write_all(new_project::policy_toml(name, cx.lang).as_bytes()).map_err(wrap)?;
    output::talk(
        cx,
        &say!(
            cx.lang,
            "{shown}: every row is a comment; take away the # of those that you want, then: redress policy check",
            "{shown}：各行均为注释，去掉需要的行首 # 后执行 redress policy check"
        ),
    )
}
