//! `completions SHELL`.

use crate::cli::cx::Cx;
use crate::cli::error::{CliError, Usage};
use crate::cli::input::Input;
use crate::cli::spec::{Group, Run, Spec, arg};
use crate::cli::{parse, ui};
use crate::domain::title::Lang;
use crate::text::Two;
use clap::ValueEnum;
use clap_complete::Shell;

/// completions
pub(super) const SPEC: Spec = Spec {
    name: "completions",
    zh: "补全",
    group: Group::Tool,
    about: Two(
        "completions for bash, zsh, fish, powershell or elvish",
        "生成 bash、zsh、fish、powershell、elvish 的命令补全",
    ),
    more: Two(
        "redress completions bash > ~/.local/share/bash-completion/completions/redress",
        "redress 补全 bash > ~/.local/share/bash-completion/completions/redress",
    ),
    flags: &[arg("shell", "SHELL", "bash, zsh, fish, powershell or elvish", "bash、zsh、fish、powershell 或 elvish")
        .required()],
    run: Run::Plain(run),
};

/// Each shell with the name of the file that its completions are kept in.
pub const SHELLS: &[(Shell, &str)] = &[
    (Shell::Bash, "redress.bash"),
    (Shell::Zsh, "_redress"),
    (Shell::Fish, "redress.fish"),
    (Shell::PowerShell, "_redress.ps1"),
    (Shell::Elvish, "redress.elv"),
];

/// The completions of a shell.
#[must_use]
pub fn generate(shell: Shell) -> String {
    let mut bytes = Vec::new();
    clap_complete::generate(shell, &mut parse::tree(Lang::En), "redress", &mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}

fn run(input: &dyn Input, cx: &Cx) -> Result<(), CliError> {
    let name = input.text("shell");
    let shell = Shell::from_str(&name, true).map_err(|_| {
        let known = SHELLS.iter().map(|(s, _)| s.to_string()).collect();
        CliError::Usage(Usage::Value { flag: "SHELL".into(), value: name.clone(), known, nearest: None })
    })?;
    let script = generate(shell);
    let record = serde_json::json!({ "shell": shell.to_string(), "script": script });
    ui::answer(cx, "redress.completions/1", &["shell", "script"], vec![record], || script)
}
