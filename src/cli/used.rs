//! The units and persons that this user named last, which prompts and completion offer first. Kept in `.redress/`, which may be deleted at
//! any time.

use crate::cli::context::Context;
use crate::command::input::Input;
use crate::domain::Code;
use crate::project::{Actor, Outcome};
use std::path::PathBuf;

/// So many of each are remembered.
const MOST: usize = 5;

/// Flags whose values are remembered, and as what.
const FLAGS: &[(&str, &str)] = &[
    ("unit", "unit"),
    ("against", "against"),
    ("person", "person"),
    ("taken-by", "taken-by"),
    ("received-by", "received-by"),
    ("checked-by", "person"),
    ("handler", "person"),
];

fn file(cx: &Context, by: &Code) -> Option<PathBuf> {
    let safe: String = by.chars().map(|c| if c.is_alphanumeric() || c == '.' { c } else { '_' }).collect();
    Some(cx.project().ok()?.root.join(".redress").join("cache").join(format!("used-{safe}")))
}

/// The kinds and values, the latest first.
fn remembered(cx: &Context, by: &Code) -> Vec<(String, String)> {
    let text = file(cx, by).and_then(|path| std::fs::read_to_string(path).ok()).unwrap_or_default();
    text.lines().filter_map(|line| line.split_once('\t')).map(|(kind, code)| (kind.into(), code.into())).collect()
}

/// Remembers what a recorded command named. A failure to do so is none of the command's.
pub(crate) fn remember(cx: &Context, input: &Input, actor: &Actor, done: &[Outcome]) {
    // In a restricted case nobody is named outside `private/`.
    if !cx.env.stdout_terminal || done.iter().any(|outcome| outcome.after.facts.restricted) {
        return;
    }
    let Ok(project) = cx.project() else { return };
    let input = input.by_name();
    let mut all = remembered(cx, &actor.by);
    let before = all.clone();
    for (flag, kind) in FLAGS {
        for given in input.many(flag) {
            let unit = project.directory.find_unit(&given).map(|unit| unit.code.to_string());
            let person = || project.directory.find_person(&given).map(|person| person.code.to_string());
            if let Some(code) = unit.or_else(person) {
                all.retain(|(known, value)| (known, value) != (&(*kind).to_string(), &code));
                all.insert(0, ((*kind).into(), code));
            }
        }
    }
    if all == before {
        return;
    }
    let mut kept: Vec<(String, String)> = Vec::new();
    for one in all {
        if kept.iter().filter(|(kind, _)| *kind == one.0).count() < MOST {
            kept.push(one);
        }
    }
    let text: String = kept.iter().map(|(kind, code)| format!("{kind}\t{code}\n")).collect();
    if let Some(path) = file(cx, &actor.by) {
        let _ = project.write_machine(&path, text.as_bytes());
    }
}

/// What was named last for a flag, the latest first.
pub(crate) fn last(flag: &str, cx: &Context) -> Vec<String> {
    let Some((_, kind)) = FLAGS.iter().find(|(known, _)| *known == flag) else { return Vec::new() };
    let Ok(project) = cx.project() else { return Vec::new() };
    let all = remembered(cx, &cx.user(None, project));
    all.into_iter().filter(|(known, _)| known == kind).map(|(_, code)| code).collect()
}

/// Choices with those that were named last at the head.
pub(crate) fn first<T>(flag: &str, mut all: Vec<T>, cx: &Context, code: impl Fn(&T) -> &String) -> Vec<T> {
    for known in last(flag, cx).iter().rev() {
        if let Some(at) = all.iter().position(|one| code(one) == known) {
            let one = all.remove(at);
            all.insert(0, one);
        }
    }
    all
}
