//! What is searched for a person: the names out of what was typed as a name, and the numbers under which somebody is called.
//!
//! Invariant: what was typed is searched as a whole too. What is only a part of a name is meant where a form of address stands before it; else
//! a family name warns, and any other part is passed over.

use super::name::{self, is_han};

/// A name or a number, folded as it is searched.
#[derive(Debug)]
pub(super) struct Sought {
    /// Its letters or digits.
    pub(super) text: String,
    pub(super) extent: Extent,
}

/// How much of the name or number it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// All of it.
    Whole,
    /// A family name in letters, or a number without its area code.
    Part,
    /// Another word of a name in letters, or a short family name: only after a form of address.
    Addressed,
}

/// The shortest part of a name in letters that is searched by itself.
const PART: usize = 4;

/// What stands between the persons of one entry.
const BETWEEN: [char; 15] = ['、', ',', '，', ';', '；', '/', '／', '|', '\n', '+', '&', '＆', '和', '与', '及'];

/// Forms of address and the like that follow a name.
const ADDRESS: &[&str] =
    &["先生", "女士", "小姐", "同志", "老师", "阿姨", "大爷", "大妈", "大叔", "夫妇", "一家", "家属", "本人", "等"];

/// What stands between the number of a home and a name: `3号楼王小明`.
const HOME: &[&str] = &["号楼", "栋", "幢", "单元", "号", "层", "楼", "室", "户"];

/// Words in brackets before the name of somebody who acts for the first: `张三（代李四）`.
const ACTING: &[&str] = &["代理人", "代", "联系人", "经办人"];

/// The last character of words that tell what was done, and of no name: 代办, 代为来电.
const DONE: &[char] = &['电', '访', '办', '理', '诉', '转'];

/// The last character of the names of units and organisations.
const ORGANISATION: &[char] =
    &['会', '社', '组', '部', '行', '司', '局', '院', '校', '店', '所', '处', '厂', '室', '站', '心', '队', '团'];

/// Whatever is searched for one of the names or numbers of a person.
pub(super) fn of(typed: &str) -> Vec<Sought> {
    let whole = name::fold(typed);
    let mut all: Vec<Sought> = vec![Sought { text: whole, extent: Extent::Whole }];
    if is_bare(typed) {
        return all;
    }
    let mut add = |text: String, extent: Extent| {
        if !text.is_empty() && all.iter().all(|known| known.text != text) {
            all.push(Sought { text, extent });
        }
    };
    if typed.bytes().all(|b| b.is_ascii_digit()) {
        add(local(typed).to_string(), Extent::Part);
    } else if typed.contains(is_han) {
        let entries = typed.split(BETWEEN).flat_map(|entry| match entry.split_once(['-', '－']) {
            Some((one, other)) if [one, other].iter().all(|name| is_short_name(name)) => vec![one, other],
            _ => vec![beside_number(entry)],
        });
        let spaced = entries.flat_map(|entry| {
            // 张三 李四 are two, 王 小明 is one.
            let words: Vec<&str> = entry.split_whitespace().collect();
            if words.len() > 1 && words.iter().all(|word| is_person(word)) { words } else { vec![entry] }
        });
        spaced.filter_map(person).for_each(|person| add(name::fold(person), Extent::Whole));
        typed.split(BETWEEN).filter_map(acting).for_each(|person| add(name::fold(person), Extent::Whole));
    } else {
        let words = typed.split([' ', ',']).filter(|word| word.chars().count() >= 2 && word.chars().all(is_of_a_name));
        let words: Vec<&str> = words.collect();
        if let Some(family) = family_name(typed) {
            add(name::fold(family), Extent::Part);
        }
        // Which word is the family's depends on the language: Wang Xiaoming, John Smith.
        if words.len() > 1 {
            words.into_iter().for_each(|word| add(name::fold(word), Extent::Addressed));
        }
    }
    all
}

/// Fast path for nearly every name: two or three characters, beside which nothing can be written that leaves a name.
fn is_bare(typed: &str) -> bool {
    (6..=9).contains(&typed.len()) && typed.chars().all(is_han) && !typed.starts_with('叫') && !typed.ends_with('等')
}

/// The family name of a name in letters: before a comma, else the last word.
fn family_name(typed: &str) -> Option<&str> {
    let typed = typed.trim();
    let family = match typed.split_once(',') {
        Some((family, _)) => family.trim(),
        None => typed.rsplit_once(char::is_whitespace)?.1,
    };
    (family.chars().all(is_of_a_name) && family.chars().count() >= PART).then_some(family)
}

/// Whether a character is one of a name in letters: O'Brien, Jean-Luc.
fn is_of_a_name(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '\'' | '-' | '\u{2018}' | '\u{2019}' | '\u{2010}')
}

/// A Chinese name without what is written beside it: `业主：张三（代）`, `王小明先生`, `李四等3户`; `None` where none is left.
fn person(typed: &str) -> Option<&str> {
    let typed = match typed.split_once(['（', '(', '【', '[', '〈', '<']) {
        // What follows a bracket belongs to the name of an organisation.
        Some((before, rest)) if rest.trim_end().ends_with(['）', ')', '】', ']', '〉', '>']) => before,
        Some(_) => return None,
        None => typed,
    };
    let mut typed = typed.rsplit(['：', ':']).next().unwrap_or_default().trim();
    if let Some(rest) = name::BEFORE.iter().find_map(|word| typed.strip_prefix(word)).filter(|rest| is_person(rest)) {
        typed = rest;
    }
    if let Some((who, count)) = typed.rsplit_once('等')
        && count.trim_end_matches(['人', '户', '名', '位']).bytes().all(|b| b.is_ascii_digit())
    {
        typed = who;
    }
    while let Some(rest) = ADDRESS.iter().find_map(|word| typed.strip_suffix(word)) {
        typed = rest.trim_end();
    }
    is_person(typed).then_some(typed)
}

/// Whether it may be a person's name of two or three characters: of longer ones more are names of organisations.
fn is_short_name(typed: &str) -> bool {
    is_person(typed.trim()) && typed.trim().chars().count() <= 3
}

/// The name before a number, as a phone, or after that of a home; what is no such entry as it is.
fn beside_number(entry: &str) -> &str {
    let is_digit = |c: char| c.is_numeric();
    let Some(first) = entry.find(is_digit) else { return entry };
    let after = entry.rsplit(is_digit).next().unwrap_or_default().trim();
    let home = HOME.iter().find_map(|word| after.strip_prefix(word));
    match home {
        Some(name) if !name.trim().is_empty() => name.trim_start(),
        _ if after.is_empty() => entry[..first].trim(),
        _ => entry,
    }
}

/// Who is named in brackets as acting for somebody.
fn acting(typed: &str) -> Option<&str> {
    let (_, rest) = typed.split_once(['（', '(', '【', '['])?;
    let inside = rest.split(['）', ')', '】', ']']).next()?.trim();
    let name = ACTING.iter().find_map(|word| inside.strip_prefix(word))?.trim_start_matches(['：', ':', ' ']);
    (is_person(name) && !name.ends_with(DONE)).then_some(name)
}

/// Whether a part may be a person's name: two to four characters, or more with a dot between; no common word, and no organisation.
fn is_person(word: &str) -> bool {
    let count = word.chars().count();
    let is_name = word.chars().all(|c| is_han(c) || c == '·') && count >= 2 && (count <= 4 || word.contains('·'));
    let is_word = |words: &[&str]| words.contains(&word);
    is_name && !is_word(name::BEFORE) && !is_word(ADDRESS) && !name::is_common(word) && !word.ends_with(ORGANISATION)
}

/// A fixed number without its area code; empty if it has none.
fn local(number: &str) -> &str {
    let area = match number.as_bytes() {
        [b'0', b'1' | b'2', ..] => 3,
        [b'0', ..] => 4,
        _ => return "",
    };
    number.get(area..).filter(|rest| (7..=8).contains(&rest.len())).unwrap_or_default()
}
