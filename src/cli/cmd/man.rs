//! `man DIR`: a page for the whole and one for each command.

use crate::cli::cx::Cx;
use crate::cli::error::CliError;
use crate::cli::input::Input;
use crate::cli::parse;
use crate::cli::spec::{Group, Run, Spec, arg};
use crate::domain::title::Lang;
use crate::text::Two;

/// man
pub(super) const SPEC: Spec = Spec {
    name: "man",
    zh: "手册",
    group: Group::Tool,
    about: Two("write the man pages into a directory", "将手册页写入目录"),
    more: Two("redress man /usr/local/share/man/man1", "redress 手册 /usr/local/share/man/man1"),
    flags: &[arg("directory", "DIR", "directory", "目录").required()],
    run: Run::Plain(run),
};

/// The pages: file name and text.
///
/// # Errors
/// Rendering into memory does not fail; the type says it could.
pub fn pages() -> std::io::Result<Vec<(String, String)>> {
    let tree = parse::tree(Lang::En);
    let mut pages = Vec::new();
    let mut page = |name: String, command: clap::Command| -> std::io::Result<()> {
        let mut bytes = Vec::new();
        clap_mangen::Man::new(command).date("2026-11-23").render(&mut bytes)?;
        pages.push((format!("{name}.1"), String::from_utf8_lossy(&bytes).into_owned()));
        Ok(())
    };
    page("redress".into(), tree.clone())?;
    for sub in tree.get_subcommands() {
        let name = format!("redress-{}", sub.get_name());
        page(name.clone(), sub.clone().name(name))?;
    }
    Ok(pages)
}

fn run(input: &dyn Input, cx: &Cx) -> Result<(), CliError> {
    let dir = cx.env.cwd.join(input.text("directory"));
    let wrap = |source| CliError::File { path: dir.display().to_string(), source };
    std::fs::create_dir_all(&dir).map_err(wrap)?;
    for (name, text) in pages()? {
        std::fs::write(dir.join(name), text).map_err(wrap)?;
    }
    Ok(())
}
