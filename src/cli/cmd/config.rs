//! `config`: settings of this machine (`.redress/config.toml`), and the account's own: who acts, the pager, hooks.

use crate::cli::context::{Context, parse_lang};
use crate::cli::error::{CliError, Failure, Usage};
use crate::cli::output;
use crate::cli::settings::{self, OWN, Settings};
use crate::cli::spec::{CommandGroup, CommandRun, Spec};
use crate::cli::{aliases, hooks, parse};
use crate::command::flag::{Flag, Switch, arg, flags, switch};
use crate::command::input::Input;
use crate::document::table::{Cell, Column, Row, Table};
use crate::domain::gate::codes::nearest;
use crate::say;
use crate::text::Two;

const KEY: Flag = arg(
    "key",
    "KEY",
    "user, lang, pager, patience: seconds that a write waits for another; alias.NAME: words that a command of your own stands for; hook.NAME: a program that gets what was recorded",
    "user、lang、pager、patience（等待其他写入的秒数）、alias.名称（自定命令所代表的参数），或 hook.名称（登记后接收新记录的程序）",
);
const VALUE: Flag = arg("value", "VALUE", "its value; empty takes it away", "值；空则删除");
const GLOBAL: Flag<Switch> =
    switch("global", "in all projects, not in this one only; always your own", "对本人的全部项目生效");

/// config
pub(super) const SPEC: Spec = Spec {
    name: "config",
    zh: "配置",
    group: CommandGroup::SetUp,
    about: Two(
        "show or set: user, lang, pager, patience, alias.NAME, hook.NAME",
        "查看或设置：user 人员、lang 语言、pager 分页程序、patience 等待秒数、alias.名称 别名、hook.名称 钩子",
    ),
    more: Two(
        "redress config user li.na\nredress config lang zh --global\nredress config alias.mine \"list status:open person:me --sort due\"    redress mine\nredress config hook.mirror \"curl -sf --data-binary @- http://127.0.0.1:8080/events\"    redress help hooks",
        "redress 配置 user li.na\nredress 配置 lang zh --global\nredress 配置 alias.我的 \"列表 status:open person:me --sort due\"    redress 我的\nredress 配置 hook.mirror \"curl -sf --data-binary @- http://127.0.0.1:8080/events\"    见 redress help hooks",
    ),
    flags: flags![KEY, VALUE, GLOBAL],
    run: CommandRun::Plain(run),
};

pub(super) const KEYS: &[&str] = &["user", "lang", "pager", "patience"];

fn run(input: &Input, cx: &Context) -> Result<(), CliError> {
    let settings = if input.on(GLOBAL) { cx.global_settings() } else { cx.settings.clone() };
    let Some(key) = input.one(KEY) else { return list(&settings, cx) };
    if let Some(kind) = key.split_once('.').filter(|(kind, _)| matches!(*kind, "hook" | "alias")) {
        return named(kind, input, cx);
    }
    if !KEYS.contains(&key.as_str()) {
        let near = nearest(&key, KEYS).map(Into::into);
        let known =
            KEYS.iter().map(|k| (*k).into()).chain(["alias.NAME".to_string(), "hook.NAME".to_string()]).collect();
        return Err(CliError::Usage(Usage::Value { flag: "KEY".into(), value: key, known, nearest: near }));
    }
    let Some(value) = input.one(VALUE) else {
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
        return Err(CliError::unlike(key, value, "30, 0"));
    }
    let (global, own) = (input.on(GLOBAL), OWN.contains(&key.as_str()));
    let root = if global { None } else { Some(cx.project()?.root.as_path()) };
    if let Some(root) = root.filter(|_| !own) {
        let path = settings::machine_file(root);
        let wrap = |source| CliError::File { path: path.display().to_string(), source };
        return cx.project()?.write_machine(&path, settings::with(&path, &key, &value)?.as_bytes()).map_err(wrap);
    }
    let path = cx.env.config_file().ok_or_else(|| homeless(cx))?;
    Ok(settings::set_own(&path, root, &key, &value)?)
}

/// Names, shows or takes away a hook or an alias. A hook begins with what is recorded from then on.
fn named((kind, name): (&str, &str), input: &Input, cx: &Context) -> Result<(), CliError> {
    let (key, is_hook) = (format!("{kind}.{name}"), kind == "hook");
    let known = if is_hook { cx.settings.hooks() } else { cx.settings.aliases() };
    let Some(text) = input.one(VALUE) else {
        let text = known.iter().find(|(known, _)| known == name).map(|(_, text)| text.as_str()).unwrap_or_default();
        let record = serde_json::json!({ "key": key, "value": text });
        return output::answer(cx, "redress.config/1", &["key", "value"], vec![record], || {
            crate::text::sanitize::harmless(text).into_owned() + "\n"
        });
    };
    if name.is_empty() || !name.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_') {
        return Err(CliError::unlike("KEY", key, "hook.mirror, alias.mine"));
    }
    if !is_hook && !text.is_empty() && (parse::find(name).is_some() || aliases::split(&text).is_none()) {
        let what = if parse::find(name).is_some() { name.to_string() } else { text };
        let message =
            say!(cx.lang, "{what}: a command's name, or quotes without an end", "{what}：与命令同名，或引号不成对");
        return Err(CliError::Usage(Usage::Other(message)));
    }
    let project = if input.on(GLOBAL) { None } else { Some(cx.project()?) };
    let path = cx.env.config_file().ok_or_else(|| homeless(cx))?;
    let wrap = |source| CliError::File { path: path.display().to_string(), source };
    if let Some(project) = project.filter(|_| is_hook) {
        match text.trim().is_empty() {
            true => hooks::forget(name, project, cx),
            false => hooks::begin(name, project, cx).map_err(wrap)?,
        }
    }
    Ok(settings::set_named(&path, project.map(|project| project.root.as_path()), (kind, name), &text)?)
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
    let hooks = settings.hooks().iter().map(|(name, program)| (format!("hook.{name}"), program.clone()));
    let aliases = settings.aliases().iter().map(|(name, words)| (format!("alias.{name}"), words.clone()));
    let settings = KEYS
        .iter()
        .map(|key| ((*key).to_string(), settings.get(key).unwrap_or_default().to_string()))
        .chain(aliases)
        .chain(hooks);
    let table = Table {
        title: say!(cx.lang, "Settings", "配置"),
        schema: "redress.config/1",
        columns: vec![column("key", say!(cx.lang, "Key", "键")), column("value", say!(cx.lang, "Value", "值"))],
        rows: settings.map(|(k, v)| Row { cells: vec![Cell::Text(k), Cell::Text(v)], ..Row::default() }).collect(),
        notes: cx.env.config_file().map(|f| f.display().to_string()).into_iter().collect(),
        ..Table::default()
    };
    output::table(cx, &table)
}
