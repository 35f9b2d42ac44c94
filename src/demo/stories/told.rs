//! Reads the stories of a desk: `stories.toml` and `directory.toml` in its folder.
//!
//! A line of a story is `?40 +2d li.na: reply --findings {findings}`: with which chance in a hundred (always if not given), how long
//! after the line before (`+30` minutes of office time, `+2d` working days, `+2m` on the morning of the second working day), who, and the
//! command as it is typed, without the case that it is about (`@opened` first for the case that an act opened beside it).

use crate::demo::data;
use crate::domain::value::title::Lang;
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use std::sync::{LazyLock, Mutex};

/// How long after the act before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum After {
    /// Up to so many minutes of office time.
    Minutes(u32),
    /// On the n-th working day after, during office hours.
    Days(u32),
    /// On the morning of the n-th working day after, before the office opens.
    Morning(u32),
}

/// An act of a story.
#[derive(Debug)]
pub(super) struct ToldAct {
    /// In how many stories of a hundred it happens.
    pub(super) chance: u32,
    pub(super) after: After,
    /// Who does it, perhaps a placeholder.
    pub(super) by: String,
    /// The command and its words, with placeholders.
    pub(super) words: Vec<String>,
}

/// A story.
#[derive(Debug)]
pub(super) struct ToldStory {
    pub(super) code: String,
    pub(super) weight: u32,
    pub(super) acts: Vec<ToldAct>,
}

/// A desk's stories with what is drawn in them.
#[derive(Debug)]
pub(super) struct ToldDesk {
    pub(super) stories: Vec<ToldStory>,
    opener: String,
    pick: Words,
    zh: Words,
    en: Words,
}

type Words = BTreeMap<String, Vec<&'static str>>;

impl ToldDesk {
    /// Who opens the desk on its first day, and runs what runs by itself.
    pub(super) fn opener(&self) -> String {
        self.opener.clone()
    }

    /// What a placeholder may stand for.
    pub(super) fn parts(&self, name: &str, lang: Lang) -> &[&'static str] {
        let own = if lang == Lang::Zh { &self.zh } else { &self.en };
        self.pick.get(name).or_else(|| own.get(name)).map_or(&[], Vec::as_slice)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    opener: String,
    #[serde(default)]
    pick: BTreeMap<String, Vec<String>>,
    zh: BTreeMap<String, Vec<String>>,
    en: BTreeMap<String, Vec<String>>,
    story: Vec<WrittenStory>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenStory {
    code: String,
    weight: u32,
    acts: Vec<String>,
}

/// The desks that were read, by profile.
static READ: LazyLock<Mutex<HashMap<String, &'static ToldDesk>>> = LazyLock::new(Mutex::default);

/// The stories of a profile; `None` if it has none.
pub(super) fn desk(profile: &str) -> Option<&'static ToldDesk> {
    let mut read = READ.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if let Some(known) = read.get(profile) {
        return Some(*known);
    }
    let written: Written = toml::from_str(data::file(profile, "stories.toml")?).expect("a test reads all stories");
    let words = |all: BTreeMap<String, Vec<String>>| -> Words {
        all.into_iter().map(|(key, all)| (key, all.into_iter().map(|text| &*text.leak()).collect())).collect()
    };
    let story = |story: WrittenStory| ToldStory {
        acts: story.acts.iter().map(|line| act(line)).collect(),
        code: story.code,
        weight: story.weight,
    };
    let desk = ToldDesk {
        stories: written.story.into_iter().map(story).collect(),
        opener: written.opener,
        pick: words(written.pick),
        zh: words(written.zh),
        en: words(written.en),
    };
    let desk: &'static ToldDesk = Box::leak(Box::new(desk));
    read.insert(profile.into(), desk);
    Some(desk)
}

/// Reads a line of a story.
fn act(line: &str) -> ToldAct {
    let (head, command) = line.split_once(": ").unwrap_or(("", line));
    let mut act = ToldAct {
        chance: 100,
        after: After::Minutes(30),
        by: String::new(),
        words: command.split(' ').filter(|word| !word.is_empty()).map(Into::into).collect(),
    };
    for word in head.split(' ').filter(|word| !word.is_empty()) {
        let number = |text: &str| text.parse::<u32>().unwrap_or(1);
        match (word.strip_prefix('?'), word.strip_prefix('+')) {
            (Some(chance), _) => act.chance = number(chance),
            (_, Some(after)) => {
                act.after = match (after.strip_suffix('d'), after.strip_suffix('m')) {
                    (Some(days), _) => After::Days(number(days)),
                    (_, Some(days)) => After::Morning(number(days)),
                    _ => After::Minutes(number(after)),
                };
            }
            _ => act.by = word.into(),
        }
    }
    act
}

/// `directory.toml` of a desk; in English people are called by their codes.
pub(crate) fn directory_toml(profile: &str, lang: Lang) -> Option<String> {
    let text = data::file(profile, "directory.toml")?;
    if lang == Lang::Zh {
        return Some(text.into());
    }
    let mut code = String::new();
    let line = |line: &str| {
        if let Some(value) = line.strip_prefix("code = ") {
            code = value.trim_matches('"').to_string();
        }
        if line.starts_with("name = ") { format!("name = \"{}\"", latin(&code)) } else { line.to_string() }
    };
    Some(text.lines().map(line).collect::<Vec<_>>().join("\n") + "\n")
}

/// Makes a name of a code: `li.na` becomes `Na Li`.
fn latin(code: &str) -> String {
    let words = code.split('.').map(|word| {
        let mut letters = word.chars();
        letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect::<String>()
    });
    let mut words: Vec<String> = words.collect();
    words.reverse();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_a_story_is_chance_delay_person_and_command() {
        let read = act("?40 +2d li.na: reply --findings {findings} --responsibility ours");
        assert_eq!((read.chance, read.after, read.by.as_str()), (40, After::Days(2), "li.na"));
        assert_eq!(read.words, ["reply", "--findings", "{findings}", "--responsibility", "ours"]);
        assert_eq!((act("+2m: raise").after, act("+45 x: accept").after), (After::Morning(2), After::Minutes(45)));
    }

    #[test]
    fn both_languages_have_the_same_placeholders_and_every_one_is_known() {
        for profile in crate::demo::profiles() {
            let Some(desk) = desk(profile) else { continue };
            assert_eq!(desk.zh.keys().collect::<Vec<_>>(), desk.en.keys().collect::<Vec<_>>(), "{profile}");
            let own = ["name", "phone"];
            for (story, act) in desk.stories.iter().flat_map(|story| story.acts.iter().map(move |act| (story, act))) {
                for word in act.words.iter().chain([&act.by]) {
                    for (n, _) in word.match_indices('{') {
                        let name = word[n + 1..].split(['}', '.']).next().unwrap_or_default();
                        let known = own.contains(&name) || !desk.parts(name, Lang::Zh).is_empty();
                        assert!(known, "{profile}: {}: {{{name}}}", story.code);
                    }
                }
            }
        }
    }
}
