//! `completions SHELL`: the script that a shell loads. What it offers is asked of the program each time: `cli/complete`.

use crate::cli::complete::SCRIPTS;
use crate::cli::context::Context;
use crate::cli::error::{CliError, Usage};
use crate::cli::output;
use crate::cli::spec::{CommandGroup, CommandRun, Spec};
use crate::command::flag::{Flag, arg, flags};
use crate::command::input::Input;
use crate::domain::gate::codes::nearest;
use crate::text::Two;

const SHELL: Flag =
    arg("shell", "SHELL", "bash, zsh, fish, powershell or elvish", "bash、zsh、fish、powershell 或 elvish").required();

/// completions
pub(super) const SPEC: Spec = Spec {
    name: "completions",
    zh: "补全",
    group: CommandGroup::Tool,
    about: Two(
        "completions for bash, zsh, fish, powershell or elvish",
        "生成 bash、zsh、fish、powershell、elvish 的命令补全",
    ),
    more: Two(
        "redress completions bash > ~/.local/share/bash-completion/completions/redress",
        "redress 补全 bash > ~/.local/share/bash-completion/completions/redress",
    ),
    flags: flags![SHELL],
    run: CommandRun::Plain(run),
};

fn run(input: &Input, cx: &Context) -> Result<(), CliError> {
    let name = input.text(SHELL).to_lowercase();
    let Some((shell, _, script)) = SCRIPTS.iter().find(|(shell, ..)| *shell == name) else {
        let known: Vec<String> = SCRIPTS.iter().map(|(shell, ..)| (*shell).to_string()).collect();
        let nearest = nearest(&name, &known).map(Into::into);
        return Err(CliError::Usage(Usage::Value { flag: "SHELL".into(), value: name, known, nearest }));
    };
    let record = serde_json::json!({ "shell": shell, "script": script });
    output::answer(cx, "redress.completions/1", &["shell", "script"], vec![record], || (*script).to_string())
}
