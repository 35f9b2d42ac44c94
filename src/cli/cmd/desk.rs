//! `desk`: which desks write here, and a copied folder's way back to writing.

use crate::cli::action::{self, Action};
use crate::cli::bind;
use crate::cli::context::Context;
use crate::cli::env;
use crate::cli::error::{CliError, Usage};
use crate::cli::messages::desks;
use crate::cli::output;
use crate::cli::spec::{CommandGroup, CommandRun, Spec};
use crate::command::flag::{Flag, arg, flag, flags};
use crate::command::input::Input;
use crate::document::table::{Cell, Column, Row, Table, Tone};
use crate::domain::value::id::DeskCode;
use crate::log::hash::to_hex;
use crate::project::{WriterEnd, share};
use crate::say;
use crate::text::Two;
use std::path::Path;

const ACTION: Flag = arg(
    "action",
    "list|new|adopt|share",
    "list (default), new, adopt or share",
    "list 列表（默认）、new 新建、adopt 接替、share 多人共用",
);
const CODE: Flag = arg(
    "code",
    "CODE",
    "new: the new desk's code; adopt: the desk whose place is taken",
    "new：新部门代码；adopt：被接替的部门",
);
const ADMINS: Flag = flag(
    "admins",
    "GROUP",
    "share: the group that may change policy and directory, beside their owner",
    "share：除所有者外可修改制度和人员目录的组",
);

/// desk
pub(super) const SPEC: Spec = Spec {
    name: "desk",
    zh: "部门",
    group: CommandGroup::Exchange,
    about: Two(
        "the desks that write here; new: become one; adopt: take a moved one's place; share: work with others of a group",
        "本项目的受理部门；new 新建，adopt 接替，share 多人共用",
    ),
    more: Two(
        "redress desk\nredress desk new SX\nredress desk adopt\nredress desk share --admins desk-admins",
        "redress 部门\nredress 部门 新建 SX\nredress 部门 接替\nredress 部门 共用 --admins desk-admins",
    ),
    flags: flags![ACTION, CODE, ADMINS],
    run: CommandRun::Plain(run),
};

pub(super) const ACTIONS: &[Action] = &[
    action::plain("list", "列表", &[]),
    action::plain("new", "新建", flags![CODE]),
    action::plain("adopt", "接替", flags![CODE]),
    action::plain("share", "共用", flags![ADMINS]),
];

fn run(input: &Input, cx: &Context) -> Result<(), CliError> {
    let project = cx.project()?;
    match action::chosen(input, "desk", ACTIONS)? {
        "new" => {
            let code = input.one(CODE).ok_or_else(|| {
                CliError::Usage(Usage::Missing { missing: vec!["CODE".into()], command: "desk new".into() })
            })?;
            let desk: DeskCode = code.parse().map_err(|_| bad_code(&code))?;
            let writer = project.become_desk(desk, &to_hex(&env::random()?[..4]))?;
            output::talk(cx, &say!(cx.lang, "this folder now writes as {writer}", "本目录现以 {writer} 写入"))
        }
        "adopt" => {
            let desk = input.one(CODE).map(|code| code.parse::<DeskCode>().map_err(|_| bad_code(&code))).transpose()?;
            let Some(writer) = project.adoptable(desk)? else { return Err(unclear(desk, cx)) };
            for given_up in project.given_up(writer)? {
                output::warn(cx, &desks::losing(given_up, cx.lang));
            }
            output::confirm(
                cx,
                &say!(cx.lang, "will the old place of {writer} never write again?", "{writer} 的原位置今后不再写入？"),
            )?;
            output::recovered(cx, &project.adopt_desk(writer)?);
            output::talk(cx, &say!(cx.lang, "this folder now writes as {writer}", "本目录现以 {writer} 写入"))
        }
        "share" => {
            let root = project.root.clone();
            share(&root, input.one(ADMINS).as_deref())?;
            let group = folder_group(&root);
            output::talk(
                cx,
                &say!(
                    cx.lang,
                    "the accounts of the group {group} work in {}; redress help accounts tells who may what",
                    "组 {group} 的各账户现可在 {} 中办理；各账户的权限见 redress help accounts",
                    root.display()
                ),
            )?;
            if project.settings.simulated { Ok(()) } else { bind::offer(cx, &root) }
        }
        _ => list(cx),
    }
}

/// The group of a folder, by name.
#[cfg(unix)]
fn folder_group(folder: &Path) -> String {
    folder
        .metadata()
        .map(|meta| crate::log::accounts::group(std::os::unix::fs::MetadataExt::gid(&meta)))
        .unwrap_or_default()
}

#[cfg(not(unix))]
fn folder_group(_: &Path) -> String {
    String::new()
}

/// Whose place is to be taken must be said, and there must be such a desk.
fn unclear(desk: Option<DeskCode>, cx: &Context) -> CliError {
    let desks = cx.project().and_then(|project| Ok(project.desks()?)).unwrap_or_default();
    let known: Vec<String> = desks.iter().map(ToString::to_string).collect();
    CliError::Usage(match desk {
        Some(desk) => Usage::Value { flag: "desk adopt".into(), value: desk.to_string(), known, nearest: None },
        None => Usage::Missing { missing: vec!["CODE".into()], command: "desk adopt".into() },
    })
}

fn bad_code(code: &str) -> CliError {
    CliError::unlike("CODE", code, "HQ, SX01")
}

fn list(cx: &Context) -> Result<(), CliError> {
    let column = |key: &str, title: String, right| Column { key: key.into(), title, right };
    let (project, now) = (cx.project()?, cx.now()?);
    let row = |WriterEnd { writer, here, end, at, to_erase }: WriterEnd| Row {
        cells: vec![
            Cell::Text(writer.desk().to_string()),
            Cell::Text(writer.to_string()),
            Cell::Bool(here),
            end.as_ref().map_or(Cell::Empty, |end| Cell::Text(end.segment.to_string())),
            end.as_ref().map_or(Cell::Empty, |end| Cell::count(end.n)),
            end.as_ref().map_or(Cell::Empty, |end| Cell::Text(end.hash.to_string())),
            at.map_or(Cell::Empty, Cell::Time),
            at.map_or(Cell::Empty, |at| Cell::Int((now.date() - at.date()).num_days())),
            Cell::count(to_erase),
        ],
        tone: if to_erase > 0 { Tone::Warn } else { Tone::Plain },
        ..Row::default()
    };
    let table = Table {
        title: say!(cx.lang, "Desks", "受理部门"),
        schema: "redress.desks/1",
        columns: vec![
            column("desk", say!(cx.lang, "Desk", "部门"), false),
            column("writer", say!(cx.lang, "Writer", "写入方"), false),
            column("here", say!(cx.lang, "This folder", "本目录"), false),
            column("segment", say!(cx.lang, "Last segment", "末段"), false),
            column("n", say!(cx.lang, "Last number", "末条序号"), true),
            column("hash", say!(cx.lang, "Hash", "末行校验值"), false),
            column("at", say!(cx.lang, "Last recorded", "最近记录"), false),
            column("age", say!(cx.lang, "Days ago", "距今天数"), true),
            column("to_erase", say!(cx.lang, "Texts still to erase", "待删除文本"), true),
        ],
        rows: project.writer_ends()?.into_iter().map(row).collect(),
        notes: Vec::new(),
        ..Table::default()
    };
    output::table(cx, &table)
}
