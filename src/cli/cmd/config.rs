//! `config`: settings of this machine (`.redress/config.toml`), and the account's own: who acts, and the pager.

use crate::cli::context::{Context, parse_lang};
use crate::cli::error::{CliError, Failure, Usage};
use crate::cli::input::Input;
use crate::cli::output;
use crate::cli::settings::{self, OWN, Settings};
use crate::cli::spec::{CommandGroup, CommandRun, Spec, arg, switch};
use crate::document::table::{Cell, Column, Row, Table};
use crate::domain::gate::codes::nearest;
use crate::say;
use crate::text::Two;

/// config
pub(super) const SPEC: Spec = Spec {
    name: "config",
    zh: "配置",
    group: CommandGroup::SetUp,
    about: Two(
        "show or set: user, lang, pager, patience",
        "查看或设置：user 人员、lang 语言、pager 分页程序、patience 等待秒数",
    ),
    more: Two(
        "redress config user li.na\nredress config lang zh --global",
        "redress 配置 user li.na\nredress 配置 lang zh --global",
    ),
    flags: &[
        arg(
            "key",
            "KEY",
            "user, lang, pager, or patience: seconds that a write waits for another",
            "user、lang、pager，或 patience：等待其他写入的秒数",
        ),
        arg("value", "VALUE", "its value; empty takes it away", "值；空则删除"),
        switch("global", "in all projects, not in this one only; always your own", "对本人的全部项目生效"),
    ],
    run: CommandRun::Plain(run),
};

pub(super) const KEYS: &[&str] = &["user", "lang", "pager", "patience"];

fn run(input: &dyn Input, cx: &Context) -> Result<(), CliError> {
    let settings = if input.on("global") { cx.global_settings() } else { cx.settings.clone() };
    let Some(key) = input.one("key") else { return list(&settings, cx) };
    if !KEYS.contains(&key.as_str()) {
        let near = nearest(&key, KEYS).map(Into::into);
        let known = KEYS.iter().map(|k| (*k).into()).collect();
        return Err(CliError::Usage(Usage::Value { flag: "KEY".into(), value: key, known, nearest: near }));
    }
    let Some(value) = input.one("value") else {
        let value = settings.get(&key).unwrap_or_default();
        let record = serde_json::json!({ "key": key, "value": value });
        return output::answer(cx, "redress.config/1", &["key", "value"], vec![record], || {
            crate::text::sanitize::harmless(value).into_owned() + "\n"
        });
    };
    if key == "lang" && !value.is_empty() && parse_lang(&value).is_none() {
        return Err(CliError::Usage(Usage::Value {
            flag: key,
            value,
            known: vec!["zh".into(), "en".into()],
            nearest: None,
        }));
    }
    if key == "patience" && !value.is_empty() && value.parse::<u16>().is_err() {
        return Err(CliError::Usage(Usage::Unlike { flag: key, value, example: "30, 0" }));
    }
    let (global, own) = (input.on("global"), OWN.contains(&key.as_str()));
    let root = if global { None } else { Some(cx.project()?.root.as_path()) };
    if let Some(root) = root.filter(|_| !own) {
        let path = settings::machine_file(root);
        let wrap = |source| CliError::File { path: path.display().to_string(), source };
        return cx.project()?.write_machine(&path, settings::with(&path, &key, &value).as_bytes()).map_err(wrap);
    }
    let path = cx.env.config_file().ok_or_else(|| homeless(cx))?;
    let wrap = |source| CliError::File { path: path.display().to_string(), source };
    settings::set_own(&path, root, &key, &value).map_err(wrap)
}

/// Who has no folder of settings cannot keep any.
fn homeless(cx: &Context) -> CliError {
    let message = say!(
        cx.lang,
        "there is no folder for this account's settings: set HOME, or REDRESS_CONFIG to a file",
        "没有存放本账户配置的目录：请设置 HOME，或将 REDRESS_CONFIG 设为一个文件"
    );
    CliError::Failed(Failure::Said { message })
}

fn list(settings: &Settings, cx: &Context) -> Result<(), CliError> {
    let column = |key: &str, title: String| Column { key: key.into(), title, right: false };
    let settings = KEYS.iter().map(|key| (*key, settings.get(key).unwrap_or_default().to_string()));
    let table = Table {
        title: say!(cx.lang, "Settings", "配置"),
        schema: "redress.config/1",
        columns: vec![column("key", say!(cx.lang, "Key", "键")), column("value", say!(cx.lang, "Value", "值"))],
        rows: settings
            .map(|(k, v)| Row { cells: vec![Cell::Text(k.into()), Cell::Text(v)], ..Row::default() })
            .collect(),
        notes: cx.env.config_file().map(|f| f.display().to_string()).into_iter().collect(),
        ..Table::default()
    };
    output::table(cx, &table)
}
