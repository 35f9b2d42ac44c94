//! What is searched for a person: the names out of what was typed as a name, and the numbers under which somebody is called.
//!
//! Invariant: what was typed is searched as a whole too; what is only a part of a name warns, except where a form of address stands before it.

use super::name;

/// A name or a number, folded as it is searched.
pub(super) struct Sought {
    /// Its letters or digits.
    pub(super) text: String,
    /// Whether it is a part only: a family name in letters, a number without its area code.
    pub(super) is_part: bool,
}

/// The shortest part of a name in letters that is searched by itself.
const PART: usize = 4;

/// What stands between the persons of one entry. A comma divides a name in letters itself (`Smith, John`).
const BETWEEN: [char; 12] = ['、', ',', '，', ';', '；', '/', '／', '|', '\n', '+', '&', '＆'];

/// Forms of address and the like that follow a name.
const ADDRESS: &[&str] = &[
    "先生", "女士", "小姐", "同志", "老师", "阿姨", "大爷", "大妈", "大叔", "等人", "夫妇", "一家", "家属", "本人",
    "等",
];

/// Whatever is searched for one of the names or numbers of a person.
pub(super) fn of(typed: &str) -> Vec<Sought> {
    let whole = name::fold(typed);
    let mut all: Vec<Sought> = vec![Sought { text: whole, is_part: false }];
    let mut add = |text: String, is_part: bool| {
        if !text.is_empty() && all.iter().all(|known| known.text != text) {
            all.push(Sought { text, is_part });
        }
    };
    if typed.bytes().all(|b| b.is_ascii_digit()) {
        add(local(typed).to_string(), true);
        return all;
    }
    let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    if typed.contains(is_han) {
        for person in typed.split(BETWEEN).map(person) {
            // One character is a family name, as in 王先生.
            if person.chars().count() > 1 {
                add(name::fold(person), false);
            }
        }
    } else if let Some((_, last)) = typed.trim().rsplit_once(char::is_whitespace)
        && last.chars().all(char::is_alphabetic)
        && last.chars().count() >= PART
    {
        add(name::fold(last), true);
    }
    all
}

/// A Chinese name without what is written beside it: `业主：张三（代）`, `王小明先生`.
fn person(typed: &str) -> &str {
    let typed = typed.split(['（', '(', '【', '[', '〈', '<']).next().unwrap_or_default();
    let typed = typed.rsplit(['：', ':']).next().unwrap_or_default().trim();
    let before = name::BEFORE.iter().find_map(|word| typed.strip_prefix(word)).filter(|rest| rest.chars().count() > 1);
    let mut typed = before.unwrap_or(typed).trim();
    while let Some(rest) = ADDRESS.iter().find_map(|word| typed.strip_suffix(word)) {
        typed = rest.trim_end();
    }
    typed
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
