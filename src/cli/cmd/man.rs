//! `man DIR`: a page for the whole and one for each command.

use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::parse;
use crate::cli::spec::{CommandGroup, CommandRun, Spec};
use crate::command::flag::{Flag, arg, flags};
use crate::command::input::Input;
use crate::domain::value::title::Lang;
use crate::text::Two;

const DIRECTORY: Flag = arg("directory", "DIR", "directory", "目录").required();

/// man
pub(super) const SPEC: Spec = Spec {
    name: "man",
    zh: "手册",
    group: CommandGroup::Tool,
    about: Two(
        "write the man pages into a directory, in the language of the interface",
        "将手册页写入目录，语言与界面一致",
    ),
    more: Two(
        "redress man /usr/local/share/man/man1\nredress --lang zh man /usr/local/share/man/zh_CN/man1",
        "redress --lang zh 手册 /usr/local/share/man/zh_CN/man1\nredress --lang en 手册 /usr/local/share/man/man1",
    ),
    flags: flags![DIRECTORY],
    run: CommandRun::Plain(run),
};

/// Headings of a page, and marks in it that are not the commands' own words.
const CHINESE: &[(&str, &str)] = &[
    (".SH NAME\n", ".SH 名称\n"),
    (".SH SYNOPSIS\n", ".SH 概要\n"),
    (".SH DESCRIPTION\n", ".SH 说明\n"),
    (".SH OPTIONS\n", ".SH 选项\n"),
    (".SH SUBCOMMANDS\n", ".SH 命令\n"),
    (".SH VERSION\n", ".SH 版本\n"),
    (".SH EXTRA\n", ".SH 更多\n"),
    ("[default: ", "[默认："),
    ("Possible values:", "可用的值："),
    ("possible values: ", "可用的值："),
];

/// The pages in a language: file name and text.
///
/// # Errors
/// Rendering into memory does not fail; the type says it could.
pub fn pages(lang: Lang) -> std::io::Result<Vec<(String, String)>> {
    let tree = parse::tree(lang);
    let mut pages = Vec::new();
    let mut page = |name: String, command: clap::Command| -> std::io::Result<()> {
        let mut bytes = Vec::new();
        clap_mangen::Man::new(command).date("2026-11-23").render(&mut bytes)?;
        let mut text = String::from_utf8_lossy(&bytes).into_owned();
        if lang == Lang::Zh {
            text = CHINESE.iter().fold(text, |text, (en, zh)| text.replace(en, zh));
        }
        pages.push((format!("{name}.1"), text));
        Ok(())
    };
    page("redress".into(), tree.clone())?;
    for sub in tree.get_subcommands() {
        let name = format!("redress-{}", sub.get_name());
        page(name.clone(), sub.clone().name(name))?;
    }
    Ok(pages)
}

fn run(input: &Input, cx: &Context) -> Result<(), CliError> {
    let dir = cx.env.cwd.join(input.text(DIRECTORY));
    let wrap = |source| CliError::File { path: dir.display().to_string(), source };
    std::fs::create_dir_all(&dir).map_err(wrap)?;
    for (name, text) in pages(cx.lang)? {
        std::fs::write(dir.join(name), text).map_err(wrap)?;
    }
    Ok(())
}
