//! `help [COMMAND|TOPIC]`.

use crate::cli::cx::Cx;
use crate::cli::error::{CliError, Usage};
use crate::cli::input::Input;
use crate::cli::spec::{Group, Run, Spec, arg};
use crate::cli::{parse, say, ui};
use crate::domain::decide::codes::nearest;
use crate::text::Two;

/// help
pub(super) const SPEC: Spec = Spec {
    name: "help",
    zh: "帮助",
    group: Group::Tool,
    about: Two("help on a command or a topic", "命令或主题的帮助"),
    more: Two("redress help intake\nredress help terms", "redress 帮助 登记\nredress 帮助 terms"),
    flags: &[arg(
        "topic",
        "COMMAND|TOPIC",
        "command, or terms, dates, exit-codes, batch, files",
        "命令，或 terms、dates、exit-codes、batch、files",
    )],
    run: Run::Plain(run),
};

fn run(input: &dyn Input, cx: &Cx) -> Result<(), CliError> {
    let Some(topic) = input.one("topic") else { return ui::text(cx, &parse::overview(cx.lang)) };
    if let Some(text) = say::help::topic(&topic, cx.lang) {
        return ui::text(cx, &text);
    }
    if let Some(spec) = parse::find(&topic) {
        let mut command = parse::command(spec, cx.lang).bin_name(format!("redress {}", spec.name));
        return ui::text(cx, &command.render_long_help().to_string());
    }
    let known: Vec<&str> =
        super::ALL.iter().flat_map(|s| [s.name, s.zh]).chain(say::help::TOPICS.iter().copied()).collect();
    let near = nearest(&topic, &known).map(Into::into);
    Err(CliError::Usage(Usage::Command { given: topic, nearest: near }))
}
