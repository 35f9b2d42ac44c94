//! What may come next on a command line that is being typed: asked by the scripts in `completions/`, which every shell loads once.
//!
//! Invariant: it only reads, makes no index, and never fails: where something cannot be read there is nothing to offer. Restricted cases are
//! offered by their number alone.

#[cfg(test)]
mod tests;
mod values;

use crate::cli::cmd;
use crate::cli::context::Context;
use crate::cli::parse;
use crate::cli::spec::{CommandGroup, Spec};
use crate::cli::used;
use crate::command::flag::{AnyFlag, COMMON};
use crate::say;
use crate::text::Two;
use std::ffi::OsString;
pub(super) use values::FlagValues;

/// The hidden command that shells ask: `__complete SHELL WORD...`, the last word being the one that is typed.
pub(super) const COMMAND: &str = "__complete";

/// What can stand where the cursor is.
#[derive(Debug, PartialEq, Eq)]
enum Answer {
    /// Words, each with what it means.
    Words(Vec<Candidate>),
    /// Files, which the shell itself knows.
    Files,
    /// Folders.
    Folders,
}

/// A word that may be typed.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Candidate {
    word: String,
    meaning: String,
}

impl Candidate {
    fn new(word: impl Into<String>, meaning: impl Into<String>) -> Self {
        Self { word: word.into(), meaning: meaning.into() }
    }
}

/// The values that a flag or an argument of a command takes, each with its name, where the desk knows them and they are not many. `shown`: as
/// a message about it shows it, `--kind K`.
pub(super) fn values_of(command: &str, shown: &str, cx: &Context) -> Vec<String> {
    let Some(spec) = command.split(' ').next().and_then(parse::find) else { return Vec::new() };
    let is_shown = |flag: &&AnyFlag| match flag.by_place {
        true => flag.value.trim_end_matches('.') == shown.trim_end_matches('.'),
        false => shown.split([' ', '=']).next() == Some(format!("--{}", flag.name).as_str()),
    };
    let Some(flag) = spec.flags.iter().find(is_shown) else { return Vec::new() };
    let values = FlagValues::of(spec, flag);
    if !matches!(values, FlagValues::Section(_) | FlagValues::Words(_)) {
        return Vec::new();
    }
    let all = values::known(&values, "", cx);
    let named = |one: &Candidate| match one.meaning.is_empty() || one.meaning.eq_ignore_ascii_case(&one.word) {
        true => one.word.clone(),
        false => say!(cx.lang, "{} ({})", "{}（{}）", one.word, one.meaning),
    };
    if all.len() > MOST_NAMED { Vec::new() } else { all.iter().map(named).collect() }
}

/// More values than these are not listed in a message.
const MOST_NAMED: usize = 24;

/// Answers a shell: a line a candidate, its word, a tab and its meaning; or `:files`, `:folders`.
pub(super) fn answer(args: &[OsString], cx: &mut Context) -> String {
    let words: Vec<String> = args.iter().skip(2).map(|word| word.to_string_lossy().into_owned()).collect();
    let Some((shell, words)) = words.split_first() else { return String::new() };
    let words = if shell == "bash" { joined(words) } else { words.to_vec() };
    let Some((typed, before)) = words.split_last() else { return String::new() };
    cx.given.dir = flag_before(before, "dir", Some('C')).or(cx.given.dir.take());
    match candidates(before, typed, cx) {
        Answer::Files => ":files\n".into(),
        Answer::Folders => ":folders\n".into(),
        Answer::Words(all) => {
            let skip = if shell == "bash" { broken_off(typed) } else { 0 };
            let line = |one: &Candidate| {
                let meaning = crate::text::sanitize::harmless(&one.meaning).replace(['\t', '\n'], " ");
                Some(format!("{}\t{meaning}\n", one.word.get(skip..)?))
            };
            all.iter().filter_map(line).collect()
        }
    }
}

/// Words as they were typed, of the pieces that bash makes of them: it breaks words at `:` and `=`.
fn joined(pieces: &[String]) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut open = false;
    for piece in pieces {
        let is_break = matches!(piece.as_str(), ":" | "=");
        match words.last_mut() {
            Some(last) if (is_break && last != "--") || open => last.push_str(piece),
            _ => words.push(piece.clone()),
        }
        open = is_break;
    }
    words
}

/// How many bytes of a word bash takes for words before the one that it replaces.
fn broken_off(typed: &str) -> usize {
    typed.rfind([':', '=']).map_or(0, |at| at + 1)
}

/// The value of a common flag that was typed before.
fn flag_before(before: &[String], long: &str, short: Option<char>) -> Option<String> {
    let args: Vec<OsString> = std::iter::once("redress".into()).chain(before.iter().map(OsString::from)).collect();
    parse::peek(&args, long, short)
}

fn candidates(before: &[String], typed: &str, cx: &Context) -> Answer {
    let args: Vec<OsString> = std::iter::once("redress".into()).chain(before.iter().map(OsString::from)).collect();
    let Some(name) = parse::command_name(&args) else { return first_word(before, typed, cx) };
    let Some(spec) = parse::find(&name) else { return Answer::Words(Vec::new()) };
    let after = before.iter().position(|word| *word == name).map_or(before.len(), |at| at + 1);
    let typing = Typing::of(spec, &before[after..]);
    let flags: Vec<&'static AnyFlag> = spec.flags.iter().chain(spec.work_flags()).chain(COMMON).collect();
    if let Some(flag) = typing.value_of {
        return values(spec, flag, typed, cx, "");
    }
    if typing.only_places {
        return place(spec, &typing, typed, cx);
    }
    if let Some((long, value)) = typed.strip_prefix("--").and_then(|rest| rest.split_once('=')) {
        let flag = flags.iter().find(|flag| flag.name == long && !flag.value.is_empty());
        return flag.map_or(Answer::Words(Vec::new()), |flag| values(spec, flag, value, cx, &format!("--{long}=")));
    }
    if typed.starts_with('-') {
        let free = |flag: &&&AnyFlag| !flag.by_place && (flag.many || !typing.used.contains(&flag.name));
        let all =
            flags.iter().filter(free).map(|flag| Candidate::new(format!("--{}", flag.name), flag.help.get(cx.lang)));
        return Answer::Words(all.filter(|one| one.word.starts_with(typed)).collect());
    }
    place(spec, &typing, typed, cx)
}

/// A command, or a flag before it.
fn first_word(before: &[String], typed: &str, cx: &Context) -> Answer {
    if let Some(flag) = pending(before.last().map(String::as_str), COMMON) {
        return values(cmd::ALL[0], flag, typed, cx, "");
    }
    if typed.starts_with('-') {
        let flags = COMMON.iter().map(|flag| Candidate::new(format!("--{}", flag.name), flag.help.get(cx.lang)));
        return Answer::Words(flags.filter(|one| one.word.starts_with(typed)).collect());
    }
    // Who types Chinese wants the Chinese name.
    let named = |spec: &&&Spec| if typed.is_ascii() { (spec.name, spec.zh) } else { (spec.zh, spec.name) };
    let groups =
        CommandGroup::ALL.into_iter().flat_map(|group| cmd::ALL.iter().filter(move |spec| spec.group == group));
    let all = groups.map(|spec| {
        let ((name, _), about) = (named(&spec), spec.about.get(cx.lang));
        let zh = spec.zh;
        Candidate::new(name, say!(cx.lang, "{about}", "{zh}：{about}"))
    });
    Answer::Words(all.filter(|one| one.word.starts_with(typed)).collect())
}

/// What has been typed of a command.
struct Typing {
    /// The flag whose value comes next.
    value_of: Option<&'static AnyFlag>,
    /// Flags that were given.
    used: Vec<&'static str>,
    /// Arguments that were given by place.
    places: Vec<String>,
    /// After `--`.
    only_places: bool,
}

impl Typing {
    fn of(spec: &'static Spec, words: &[String]) -> Self {
        let mut typing = Self { value_of: None, used: Vec::new(), places: Vec::new(), only_places: false };
        let flags: Vec<&'static AnyFlag> = spec.flags.iter().chain(spec.work_flags()).chain(COMMON).collect();
        for word in words {
            if typing.value_of.take().is_some() {
                continue;
            }
            if typing.only_places || !word.starts_with('-') || word == "-" {
                typing.places.push(word.clone());
            } else if word == "--" {
                typing.only_places = true;
            } else {
                let long = word.trim_start_matches('-').split('=').next().unwrap_or_default();
                let known = flags.iter().find(|flag| !flag.by_place && is(flag, word, long));
                typing.used.extend(known.map(|flag| flag.name));
                typing.value_of = known.filter(|flag| !flag.value.is_empty() && !word.contains('=')).copied();
            }
        }
        typing
    }
}

fn is(flag: &AnyFlag, word: &str, long: &str) -> bool {
    let short = flag.short.is_some_and(|short| word.len() == 1 + short.len_utf8() && word.ends_with(short));
    short || (word.starts_with("--") && flag.name == long)
}

/// The flag that waits for its value.
fn pending<'f>(word: Option<&str>, flags: &'f [AnyFlag]) -> Option<&'f AnyFlag> {
    let word = word.filter(|word| word.starts_with('-') && !word.contains('='))?;
    flags.iter().find(|flag| !flag.value.is_empty() && is(flag, word, word.trim_start_matches('-')))
}

/// What an argument by place may be.
fn place(spec: &'static Spec, typing: &Typing, typed: &str, cx: &Context) -> Answer {
    let mut places = spec.flags.iter().filter(|flag| flag.by_place);
    let nth = typing.places.len();
    let flag = places.clone().nth(nth).or_else(|| places.find(|flag| flag.many));
    flag.map_or(Answer::Words(Vec::new()), |flag| values(spec, flag, typed, cx, ""))
}

/// The values of a flag that begin as typed; `head` stands before each.
fn values(spec: &Spec, flag: &AnyFlag, typed: &str, cx: &Context, head: &str) -> Answer {
    match FlagValues::of(spec, flag) {
        FlagValues::Files => Answer::Files,
        // A map is a file of one's own, unless the name of a built-in one was begun.
        FlagValues::Maps
            if typed.is_empty() || !crate::import::MAPS.iter().any(|(name, _)| name.starts_with(typed)) =>
        {
            Answer::Files
        }
        FlagValues::Folders => Answer::Folders,
        values => {
            let mut all = used::first(flag.name, values::known(&values, typed, cx), cx, |one| &one.word);
            all.iter_mut().for_each(|one| one.word.insert_str(0, head));
            Answer::Words(all)
        }
    }
}

/// The scripts that a shell loads, by the shell's name and the name under which they are kept.
pub(super) const SCRIPTS: &[(&str, &str, &str)] = &[
    ("bash", "redress.bash", include_str!("../../../completions/redress.bash")),
    ("zsh", "_redress", include_str!("../../../completions/_redress")),
    ("fish", "redress.fish", include_str!("../../../completions/redress.fish")),
    ("powershell", "_redress.ps1", include_str!("../../../completions/_redress.ps1")),
    ("elvish", "redress.elv", include_str!("../../../completions/redress.elv")),
];

/// `yes` and `no`, as conditions take them.
const YES_NO: &[(&str, Two)] = &[("yes", Two("yes", "是")), ("no", Two("no", "否"))];
