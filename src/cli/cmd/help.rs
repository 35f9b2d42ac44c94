//! `help [COMMAND|TOPIC]`.

use crate::cli::context::Context;
use crate::cli::error::{CliError, Usage};
use crate::cli::input::Input;
use crate::cli::spec::{CommandGroup, CommandRun, Spec, arg};
use crate::cli::{messages, output, parse};
use crate::domain::gate::codes::nearest;
use crate::render::Format;
use crate::text::Two;

/// help
pub(super) const SPEC: Spec = Spec {
    name: "help",
    zh: "帮助",
    group: CommandGroup::Tool,
    about: Two("help on a command or a topic", "命令或主题的帮助"),
    more: Two("redress help intake\nredress help terms", "redress 帮助 登记\nredress 帮助 terms"),
    flags: &[arg(
        "topic",
        "COMMAND|TOPIC",
        "command, or terms, dates, exit-codes, batch, files, accounts, personal-data, backup, policy-rows, changes",
        "命令，或 terms、dates、exit-codes、batch、files、accounts、personal-data、backup、policy-rows、changes",
    )],
    run: CommandRun::Plain(run),
};

fn run(input: &dyn Input, cx: &Context) -> Result<(), CliError> {
    let tell = |topic: &str, text: String| {
        let record = serde_json::json!({ "topic": topic, "text": text });
        let (schema, keys) = ("redress.help/1", &["topic", "text"]);
        match cx.asked() {
            Some(Format::Html | Format::Markdown | Format::Docx) => {
                let heading = if topic.is_empty() { "Redress" } else { topic };
                output::document(cx, schema, keys, vec![record], || messages::help::page(heading, &text, cx.lang))
            }
            _ => output::answer(cx, schema, keys, vec![record], || text),
        }
    };
    let Some(topic) = input.one("topic") else { return tell("", parse::overview(cx.lang)) };
    if let Some(text) = messages::help::topic(&topic, cx.lang) {
        return tell(&topic, text);
    }
    if let Some(spec) = parse::find(&topic) {
        return tell(spec.name, parse::help(spec, cx.lang));
    }
    let known: Vec<&str> = super::ALL
        .iter()
        .flat_map(|s| [s.name, s.zh])
        .chain(messages::help::TOPICS.iter().map(|topic| topic.name.0))
        .collect();
    let near = nearest(&topic, &known).map(Into::into);
    Err(CliError::Usage(Usage::Command { given: topic, nearest: near }))
}
