//! From definitions to clap, and from clap's complaints to ours. Only the command that was asked for is built.

use crate::cli::cmd;
use crate::cli::error::{CliError, Usage};
use crate::cli::messages::help;
use crate::cli::spec::{CommandGroup, Spec};
use crate::command::flag::{AnyFlag, COMMON, WORK};
use crate::domain::gate::codes::nearest;
use crate::domain::value::title::Lang;
use crate::say;
use crate::text::Two;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, ArgMatches, Command};
use std::ffi::OsString;

/// The first word of the arguments that is no flag: the command's name, if there is one.
#[must_use]
pub fn command_name(args: &[OsString]) -> Option<String> {
    let mut rest = args.iter().skip(1);
    while let Some(word) = rest.next() {
        let word = word.to_string_lossy();
        if word == "--" {
            return None;
        }
        let flag = COMMON.iter().chain(WORK).find(|f| {
            word.strip_prefix("--").is_some_and(|w| w == f.name)
                || f.short
                    .is_some_and(|short| word.strip_prefix('-').is_some_and(|w| w == short.encode_utf8(&mut [0; 4])))
        });
        match flag {
            Some(flag) if !flag.value.is_empty() => drop(rest.next()),
            _ if word.starts_with('-') && word.len() > 1 => {}
            _ => return Some(word.into_owned()),
        }
    }
    None
}

/// A flag before any command that every command lacks.
fn unknown_flag(args: &[OsString]) -> Option<String> {
    let is_known = |word: &str| {
        let name = word.split('=').next().unwrap_or_default();
        let long = name.strip_prefix("--");
        // Of `-C/dir` and `-qv` the first letter tells.
        let short = name.strip_prefix('-').and_then(|rest| rest.chars().next());
        matches!(name, "--help" | "-h" | "--version" | "-V" | "--")
            || COMMON.iter().any(|flag| {
                long == Some(flag.name) || flag.short.is_some_and(|letter| long.is_none() && short == Some(letter))
            })
    };
    let words = args.iter().skip(1).map(|word| word.to_string_lossy().into_owned());
    words.take_while(|word| word != "--").find(|word| word.len() > 1 && word.starts_with('-') && !is_known(word))
}

/// The value of a common flag, looked for before anything is parsed: the language must be known for the first message.
#[must_use]
pub fn peek(args: &[OsString], long: &str, short: Option<char>) -> Option<String> {
    let mut rest = args.iter().skip(1).map(|a| a.to_string_lossy());
    while let Some(word) = rest.next() {
        if word == "--" {
            return None;
        }
        if let Some(value) = word.strip_prefix(&format!("--{long}=")) {
            return Some(value.into());
        }
        if word == format!("--{long}") || short.is_some_and(|s| word == format!("-{s}")) {
            return rest.next().map(std::borrow::Cow::into_owned);
        }
    }
    None
}

/// Other Chinese names of commands, understood too.
const SHORT: &[(&str, &str)] = &[
    ("erase", "抹除"),
    ("note", "记录"),
    ("close", "办结"),
    ("close", "结案"),
    ("reply", "答复"),
    ("assign", "派单"),
    ("link", "合并"),
];

/// What people call what a command does with a flag or a kind.
const CALLED: &[(&str, &str)] = &[
    ("催办", "联系 〈编号〉 --kind chase"),
    ("督促", "联系 〈编号〉 --kind chase"),
    ("chase", "contact CASE --kind chase"),
];

/// What stands in the place of a command that does not exist: another command with a flag, or a report of that name.
fn called(name: &str) -> Option<String> {
    let kind = cmd::report::kind_names().find_map(|Two(en, zh)| match name {
        _ if name == en => Some(format!("report {en}")),
        _ if name == zh => Some(format!("报表 {zh}")),
        _ => None,
    });
    CALLED.iter().find(|(word, _)| *word == name).map(|(_, means)| (*means).to_string()).or(kind)
}

/// The definition of a command by any of its names.
#[must_use]
pub fn find(name: &str) -> Option<&'static Spec> {
    cmd::ALL.iter().copied().find(|spec| spec.name == name || spec.zh == name || SHORT.contains(&(spec.name, name)))
}

/// The whole tree, for man pages and completions.
#[must_use]
pub fn tree(lang: Lang) -> Command {
    let mut root = root(lang);
    for spec in cmd::ALL {
        root = root.subcommand(command(spec, lang));
    }
    root
}

/// Parses the arguments. Gives the command and what was given to it.
///
/// # Errors
/// Help, or what is wrong with the words.
pub fn parse(args: &[OsString], lang: Lang) -> Result<(&'static Spec, ArgMatches), CliError> {
    let wants_version = args.iter().skip(1).any(|a| a == "--version" || a == "-V");
    let name = command_name(args);
    let Some(name) = name else {
        if let Some(given) = unknown_flag(args) {
            let known: Vec<&str> = COMMON.iter().map(|flag| flag.name).chain(["help", "version"]).collect();
            let nearest = nearest_flag(&given, &known);
            return Err(CliError::Usage(Usage::Flag { given, nearest, command: "redress".into() }));
        }
        let text =
            if wants_version { format!("redress {}\n", env!("CARGO_PKG_VERSION")) } else { overview(&|_| true, lang) };
        return Err(CliError::Help(text));
    };
    let Some(spec) = find(&name) else {
        let known: Vec<&str> = cmd::ALL.iter().flat_map(|s| [s.name, s.zh]).collect();
        let near = called(&name).or_else(|| nearest(&name, &known).map(Into::into));
        return Err(CliError::Usage(Usage::Command { given: name, nearest: near }));
    };
    let root = || root(lang).subcommand(command(spec, lang));
    let mut parsed = root().try_get_matches_from(args);
    // A flag of the command itself may stand before the command, as the common ones may.
    if parsed.as_ref().is_err_and(|error| error.kind() == ErrorKind::UnknownArgument)
        && let Some(ordered) = name_first(args, &name)
    {
        parsed = root().try_get_matches_from(ordered).or(parsed);
    }
    match parsed {
        Ok(matches) => match matches.subcommand() {
            Some((_, sub)) => Ok((spec, sub.clone())),
            None => Err(CliError::Help(overview(&|_| true, lang))),
        },
        Err(error) => Err(ours(&error, spec, lang)),
    }
}

/// The same arguments with the command's name before its flags; `None` if it stands there.
fn name_first(args: &[OsString], name: &str) -> Option<Vec<OsString>> {
    let at = args.iter().position(|arg| arg == name).filter(|at| *at > 1)?;
    let (before, after) = (&args[1..at], &args[at + 1..]);
    Some([&args[..1], &args[at..=at], before, after].concat())
}

fn root(lang: Lang) -> Command {
    let about = Two("Case management for complaint desks", "投诉件管理").get(lang);
    Command::new("redress")
        .about(about)
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .disable_version_flag(true)
        .args(common(lang))
}

fn common(lang: Lang) -> impl Iterator<Item = Arg> {
    let heading = Two("Common flags", "通用参数").get(lang);
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help).global(true);
    let help = help.help(Two("help on this command", "显示帮助").get(lang)).help_heading(heading);
    COMMON.iter().map(move |f| clap_arg(f, lang).global(true).help_heading(heading)).chain([help])
}

/// The help of a command.
#[must_use]
pub fn help(spec: &Spec, lang: Lang) -> String {
    localized(&command(spec, lang).render_long_help().to_string(), lang)
}

/// clap ends its headings with a colon of its own.
fn localized(help: &str, lang: Lang) -> String {
    let heading = |line: &&str| lang == Lang::Zh && !line.starts_with(' ') && line.ends_with(':');
    let line = |line: &str| match Some(line).filter(heading) {
        Some(title) => format!("{}：\n", title.trim_end_matches(':')),
        None => format!("{line}\n"),
    };
    help.lines().map(line).collect()
}

/// `redress assign CASE... [FLAGS]`: what must be given, and that there is more.
fn usage(spec: &Spec, lang: Lang) -> String {
    let mut words = vec![format!("redress {}", spec.name)];
    for flag in spec.flags.iter().filter(|f| f.by_place) {
        let more = if flag.many { "..." } else { "" };
        words.push(if flag.required { format!("{}{more}", flag.value) } else { format!("[{}]{more}", flag.value) });
    }
    words.extend(spec.flags.iter().filter(|f| f.required && !f.by_place).map(|f| format!("--{} {}", f.name, f.value)));
    words.push(Two("[FLAGS]", "[参数]").get(lang).into());
    words.join(" ")
}

/// The flag nearest to a mistyped one. Dashes, which all have, make none alike; and nobody mistypes the first letter of a word and another.
fn nearest_flag(given: &str, known: &[&str]) -> Option<String> {
    let given = given.trim_start_matches('-');
    let name = nearest(given, known)?;
    let is_close = name.chars().next() == given.chars().next() || strsim::osa_distance(given, &name) == 1;
    is_close.then(|| format!("--{name}"))
}

/// A command as clap has it.
#[must_use]
pub fn command(spec: &Spec, lang: Lang) -> Command {
    let headings = Two("Flags", "参数").get(lang);
    let before_usage = Two("Usage: ", "用法：").get(lang);
    let zh = Two("Chinese name: ", "中文命令：").get(lang);
    let mut command = Command::new(spec.name)
        .visible_alias(spec.zh)
        .aliases(SHORT.iter().filter(|(name, _)| *name == spec.name).map(|(_, short)| *short))
        .about(spec.about.get(lang))
        .disable_help_flag(true)
        .next_help_heading(headings)
        .override_usage(usage(spec, lang))
        .help_template(format!("{{about}}\n\n{before_usage}{{usage}}\n\n{{all-args}}{{after-help}}\n"))
        .after_help(format!("{zh}redress {}\n{}", spec.zh, spec.more.get(lang)));
    for (place, flag) in spec.flags.iter().enumerate() {
        let mut arg = clap_arg(flag, lang);
        if flag.by_place {
            // Help lists arguments in the order in which they are given; clap would by name.
            arg = arg.display_order(place);
        }
        command = command.arg(arg.help_heading(if flag.by_place {
            Two("Arguments", "位置参数").get(lang)
        } else {
            headings
        }));
    }
    let heading = Two("Flags of work on cases", "办理通用参数").get(lang);
    for flag in spec.work_flags() {
        command = command.arg(clap_arg(flag, lang).help_heading(heading));
    }
    command
}

fn clap_arg(flag: &AnyFlag, lang: Lang) -> Arg {
    let help = match flag.many && !flag.by_place {
        true => say!(lang, "{} (may be repeated)", "{}（可重复）", flag.help.get(lang)),
        false => flag.help.get(lang).into(),
    };
    let mut arg = Arg::new(flag.name).help(help).required(flag.required);
    if !flag.by_place {
        arg = arg.long(flag.name);
        if let Some(short) = flag.short {
            arg = arg.short(short);
        }
    }
    if flag.value.is_empty() {
        return arg.action(ArgAction::SetTrue);
    }
    // A statement may begin with a dash; a mistyped flag must not become its value.
    let negative = matches!(flag.value, "WHEN" | "N" | "DATE" | "TEXT" | "+3wd" | "K,...");
    arg = arg
        .value_name(flag.value.trim_matches(['[', ']']))
        .allow_negative_numbers(negative)
        .allow_hyphen_values(matches!(flag.value, "WHEN" | "K,..."));
    match (flag.many, flag.by_place) {
        (true, true) => arg.action(ArgAction::Append).num_args(if flag.required { 1.. } else { 0.. }),
        (true, false) if flag.all => arg.action(ArgAction::Append).num_args(1..),
        (true, false) => arg.action(ArgAction::Append),
        // `[CELL]`: the value may be left out.
        (false, false) if flag.value.starts_with('[') => {
            arg.action(ArgAction::Set).num_args(0..=1).default_missing_value("")
        }
        (false, _) => arg.action(ArgAction::Set),
    }
}

/// The list of commands.
#[must_use]
pub fn overview(is_shown: &dyn Fn(&Spec) -> bool, lang: Lang) -> String {
    let width = cmd::ALL.iter().map(|s| s.name.len() + 2 + crate::text::width::width(s.zh)).max().unwrap_or(20);
    let mut out = String::from(
        Two(
            "Redress: case management for complaint desks.\n\nUsage: redress COMMAND [ARGUMENTS] [FLAGS]\n",
            "Redress：投诉部门的案件管理工具。\n\n用法：redress 命令 [位置参数] [参数]\n",
        )
        .get(lang),
    );
    for group in CommandGroup::ALL {
        let specs: Vec<&&Spec> = cmd::ALL.iter().filter(|s| s.group == group && is_shown(s)).collect();
        if specs.is_empty() {
            continue;
        }
        out.push_str(&format!("\n{}\n", group.title().get(lang)));
        for spec in specs {
            let (first, second) = match lang {
                Lang::En => (spec.name, spec.zh),
                Lang::Zh => (spec.zh, spec.name),
            };
            let names = format!("{first}  {second}");
            out.push_str(&format!("  {}  {}\n", crate::text::width::pad(&names, width, false), spec.about.get(lang)));
        }
    }
    let hidden = cmd::ALL.iter().filter(|spec| !is_shown(spec)).count();
    if hidden > 0 {
        out.push_str(&say!(
            lang,
            "\nredress help --all      {hidden} more, for which this desk's policy has no rows",
            "\nredress help --all      另有 {hidden} 条命令，本部门制度未作规定"
        ));
    }
    out.push_str(
        Two(
            "\nredress COMMAND --help  what a command takes\nredress help TOPIC      of these:\n",
            "\nredress 命令 --help  命令的参数\nredress 帮助 主题    主题有：\n",
        )
        .get(lang),
    );
    let mut line = String::new();
    for topic in help::TOPICS.iter().map(|topic| topic.name.get(lang)) {
        if crate::text::width::width(&line) + crate::text::width::width(topic) > 76 {
            out.push_str(&std::mem::take(&mut line));
            out.push('\n');
        }
        line.push_str("  ");
        line.push_str(topic);
    }
    out + &line + "\n"
}

/// clap's complaint as one of ours.
fn ours(error: &clap::Error, spec: &Spec, lang: Lang) -> CliError {
    let text = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(s)) => s.clone(),
        Some(ContextValue::Strings(all)) => all.first().cloned().unwrap_or_default(),
        _ => String::new(),
    };
    let command = spec.name.to_string();
    let flag = |shown: String| shown.split([' ', '=']).next().unwrap_or_default().trim_end_matches("...").to_string();
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            CliError::Help(localized(&error.render().to_string(), lang))
        }
        ErrorKind::UnknownArgument => {
            let given = text(ContextKind::InvalidArg);
            if !given.starts_with('-') {
                let flag = if command == "intake" { "--title" } else { "" };
                return CliError::Usage(Usage::Extra { given, command, flag });
            }
            let known: Vec<&str> = spec
                .flags
                .iter()
                .chain(COMMON)
                .chain(spec.work_flags())
                .filter(|f| !f.by_place)
                .map(|f| f.name)
                .collect();
            let nearest = nearest_flag(&given, &known);
            CliError::Usage(Usage::Flag { given, nearest, command })
        }
        ErrorKind::MissingRequiredArgument => {
            let missing = match error.get(ContextKind::InvalidArg) {
                Some(ContextValue::Strings(all)) => all.iter().map(|a| a.replace(['<', '>'], "")).collect(),
                _ => Vec::new(),
            };
            if spec.name == "report" {
                return CliError::Usage(Usage::NoKind { known: cmd::report::kinds() });
            }
            CliError::Usage(Usage::Missing { missing, command })
        }
        ErrorKind::InvalidValue | ErrorKind::WrongNumberOfValues | ErrorKind::TooFewValues => {
            CliError::Usage(Usage::NoValue { flag: flag(text(ContextKind::InvalidArg)) })
        }
        ErrorKind::ArgumentConflict => CliError::Usage(Usage::Twice { flag: flag(text(ContextKind::InvalidArg)) }),
        ErrorKind::TooManyValues => {
            CliError::Usage(Usage::Extra { given: text(ContextKind::InvalidValue), command, flag: "" })
        }
        ErrorKind::InvalidUtf8 => CliError::Usage(Usage::NotUtf8),
        _ => CliError::Usage(Usage::Other(error.kind().to_string())),
    }
}
