//! `help [COMMAND|TOPIC]`; `help schema NAME`: the JSON Schema of an output.

use crate::cli::context::Context;
use crate::cli::error::{CliError, Usage};
use crate::cli::spec::{CommandGroup, CommandRun, Spec};
use crate::cli::{messages, output, parse, schemas};
use crate::command::flag::{Flag, Switch, arg, flags, switch};
use crate::command::input::Input;
use crate::domain::gate::codes::nearest;
use crate::domain::policy::Policy;
use crate::render::Format;
use crate::text::Two;

const TOPIC: Flag = arg(
    "topic",
    "COMMAND|TOPIC|schema",
    "command, or terms, dates, exit-codes, batch, files, accounts, personal-data, backup, policy-rows, forms, hooks, changes; schema: of what --json prints",
    "命令，或 terms、dates、exit-codes、batch、files、accounts、personal-data、backup、policy-rows、forms、hooks、changes；schema：--json 输出的 JSON Schema",
);
const ALL: Flag<Switch> = switch(
    "all",
    "list every command, also those for which this desk's policy has no rows",
    "列出全部命令，包括本部门制度没有规定的",
);
const NAME: Flag = arg("name", "NAME", "schema: its name, redress.cases/1", "schema：名称，如 redress.cases/1");

/// help
pub(super) const SPEC: Spec = Spec {
    name: "help",
    zh: "帮助",
    group: CommandGroup::Tool,
    about: Two("help on a command or a topic", "命令或主题的帮助"),
    more: Two(
        "redress help intake\nredress help terms\nredress help schema redress.cases/1",
        "redress 帮助 登记\nredress 帮助 terms\nredress 帮助 schema redress.cases/1",
    ),
    flags: flags![TOPIC, NAME, ALL],
    run: CommandRun::Plain(run),
};

fn run(input: &Input, cx: &Context) -> Result<(), CliError> {
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
    let Some(topic) = input.one(TOPIC) else {
        // Outside a desk, and where its files cannot be read, all are listed.
        let policy = cx.project().ok().map(|project| &project.policy).filter(|_| !input.on(ALL));
        let is_shown = |spec: &Spec| policy.is_none_or(|policy| has_rows(spec.name, policy));
        return tell("", parse::overview(&is_shown, cx.lang));
    };
    if topic == "schema" {
        return schema(input, cx);
    }
    if let Some(name) = input.one(NAME) {
        return Err(CliError::Usage(Usage::Extra { given: name, command: "help".into(), flag: "" }));
    }
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

/// Whether a policy has rows for a command that rests on them.
fn has_rows(command: &str, policy: &Policy) -> bool {
    match command {
        "answer" => !policy.answers.is_empty(),
        "approve" => !policy.approvals.is_empty(),
        "callback" => !policy.callbacks.is_empty(),
        "duty" => !policy.duties.is_empty(),
        "escalate" => !policy.levels.is_empty(),
        "extend" => !policy.extensions.is_empty(),
        "filing" => !policy.filings.is_empty(),
        "pause" | "resume" => !policy.pause_grounds.is_empty(),
        "remedy" => !policy.remedies.is_empty(),
        "step" => !policy.steps.is_empty() || !policy.spot_checks.is_empty(),
        _ => true,
    }
}

/// A schema by its name; without one the names.
fn schema(input: &Input, cx: &Context) -> Result<(), CliError> {
    let names = schemas::names();
    let Some(name) = input.one(NAME) else {
        let records = names.iter().map(|name| serde_json::json!({ "topic": name, "text": "" })).collect();
        return output::answer(cx, "redress.help/1", &["topic"], records, || names.join("\n") + "\n");
    };
    match schemas::find(&name, cx.lang) {
        Some(schema) => {
            let text = serde_json::to_string_pretty(&schema).unwrap_or_default();
            output::data(&(text + "\n"))
        }
        None => {
            let nearest = nearest(&name, &names).map(Into::into);
            Err(CliError::Usage(Usage::Value { flag: "schema".into(), value: name, known: names, nearest }))
        }
    }
}
