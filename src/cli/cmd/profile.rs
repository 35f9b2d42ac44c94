//! `profile list|show P`.

use crate::cli::context::Context;
use crate::cli::error::{CliError, Usage};
use crate::cli::input::Input;
use crate::cli::output;
use crate::cli::spec::{CommandGroup, CommandRun, Spec, arg};
use crate::document::table::{Cell, Column, Row, Table};
use crate::profile::{PROFILES, resolve, text};
use crate::project::ProjectError;
use crate::say;
use crate::text::Two;

/// profile
pub(super) const SPEC: Spec = Spec {
    name: "profile",
    zh: "模板",
    group: CommandGroup::SetUp,
    about: Two("the built-in profiles", "内置的制度模板"),
    more: Two("redress profile list\nredress profile show bank", "redress 模板 list\nredress 模板 show bank"),
    flags: &[
        arg("what", "list|show", "list (default) or show", "list 列出（默认）、show 显示"),
        arg("profile", "P", "profile", "模板"),
    ],
    run: CommandRun::Plain(run),
};

fn run(input: &dyn Input, cx: &Context) -> Result<(), CliError> {
    match (input.one("what").as_deref(), input.one("profile")) {
        (None | Some("list"), _) => list(cx),
        (Some("show"), Some(name)) => {
            let toml = text(&name).map_err(ProjectError::from)?;
            let record = serde_json::json!({ "profile": name, "toml": toml });
            output::answer(cx, "redress.profile/1", &["profile", "toml"], vec![record], || toml.to_string())
        }
        (Some("show"), None) => {
            Err(CliError::Usage(Usage::Missing { missing: vec!["P".into()], command: "profile show".into() }))
        }
        (Some(other), _) => {
            let known = vec!["list".into(), "show".into()];
            Err(CliError::Usage(Usage::Value { flag: "profile".into(), value: other.into(), known, nearest: None }))
        }
    }
}

fn list(cx: &Context) -> Result<(), CliError> {
    let column = |key: &str, title: String| Column { key: key.into(), title, right: false };
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
        notes: Vec::new(),
        ..Table::default()
    };
    output::table(cx, &table)
}
