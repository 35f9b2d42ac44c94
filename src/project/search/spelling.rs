//! The spellings under which a word is found: the same folding as in the guard for personal data.
//!
//! Equal are: upper and lower case, half and full width, composed and decomposed letters, numbers in any grouping with or without the
//! country code, and all kinds of apostrophes and hyphens. Source: Unicode NFKC.

use crate::domain::value::texts::{half_width, national_number};
use crate::log::{MOST_SEPARATORS, Needle, SEPARATORS};
use regex::bytes::RegexBuilder;
use unicode_normalization::UnicodeNormalization;

/// The words of a query: a quoted phrase is one word, and so is a grouped number. What separates words of a list is no part of one: `Smith, John`.
pub(super) fn words(typed: &str) -> Vec<String> {
    if let Some(number) = number(typed) {
        return vec![number];
    }
    let (mut words, mut word, mut quoted) = (Vec::new(), String::new(), false);
    for c in typed.chars() {
        match c {
            '"' | '“' | '”' | '＂' => quoted = !quoted,
            c if c.is_whitespace() && !quoted => words.push(unlisted(&std::mem::take(&mut word))),
            c => word.push(c),
        }
    }
    words.push(word);
    words.retain(|word| !word.trim().is_empty());
    words.iter_mut().for_each(|word| *word = number(word).unwrap_or_else(|| word.trim().into()));
    // A query of quotes only searches for the quotes.
    if words.is_empty() { vec![typed.into()] } else { words }
}

/// A word without what separates it from the next one of a list.
fn unlisted(word: &str) -> String {
    let bare = word.trim_end_matches([',', '，', '、', ';', '；']);
    if bare.is_empty() { word.into() } else { bare.into() }
}

/// The digits of a grouped number, without the country code: 138 0013 8000, +86-138…, （010）8888 6666.
fn number(typed: &str) -> Option<String> {
    let typed = half_width(typed.trim());
    let is_sign = |c: char| c == ' ' || c == '\u{a0}' || matches!(c, '+' | '-' | '.' | '(' | ')' | '·');
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    let grouped = digits.len() >= 7 && typed.chars().all(|c| c.is_ascii_digit() || is_sign(c));
    // A date keeps its hyphens.
    if !grouped || crate::domain::value::moment::parse_date(&typed).is_some() {
        return None;
    }
    Some(national_number(&digits).into())
}

/// Where a word is searched.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum In {
    /// A line of JSON: quotes, backslashes and newlines are escaped there.
    Line,
    /// Plain text.
    Text,
}

/// A word as it is compared: NFKC, lower case.
pub(super) fn folded(word: &str) -> String {
    word.nfkc().collect::<String>().to_lowercase()
}

/// The needle that finds a word.
pub(super) fn needle(word: &str, place: In) -> Needle {
    let folded: Vec<char> = folded(word).chars().collect();
    let is_number = folded.len() >= 7 && folded.iter().all(char::is_ascii_digit);
    let grouping = |(from, to): &(char, char)| format!(r"\u{{{:x}}}-\u{{{:x}}}", u32::from(*from), u32::from(*to));
    let grouping: String = SEPARATORS.iter().map(grouping).collect();
    let (mut pattern, mut exact) = (String::new(), Vec::new());
    let mut is_exact = true;
    for (at, c) in folded.iter().enumerate() {
        if is_number && at > 0 {
            pattern += &format!("[{grouping}]{{0,{MOST_SEPARATORS}}}");
        }
        let standing = standing(*c, place);
        exact.extend_from_slice(standing.as_bytes());
        let spellings = spellings(*c, place);
        is_exact &= spellings.is_empty();
        match &spellings[..] {
            [] => pattern.push_str(&regex::escape(&standing)),
            several => pattern += &format!("(?:{})", several.join("|")),
        }
    }
    if is_exact || word.is_empty() {
        return Needle::bytes(&exact);
    }
    match RegexBuilder::new(&pattern).size_limit(1 << 22).build() {
        Ok(regex) => Needle::Pattern(regex),
        // A word too long for a pattern is searched as it was typed.
        Err(_) => Needle::bytes(word.chars().map(|c| standing(c, place)).collect::<String>().as_bytes()),
    }
}

/// The needle that finds a name on the private side however its parts are joined: 古丽娜尔·买买提, 张 伟, O'Brien. `None` if the word is no
/// name.
pub(super) fn name_needle(word: &str) -> Option<Needle> {
    let folded: Vec<char> = folded(word).chars().filter(|c| !JOINS.contains(c)).collect();
    let is_han = folded.iter().all(|c| !c.is_ascii() && c.is_alphabetic());
    let is_latin = folded.iter().all(|c| c.is_alphabetic()) && !is_han;
    let joins = match (is_han, is_latin) {
        _ if !(2..=LONGEST_NAME).contains(&folded.len()) => return None,
        (true, _) => r"[\s·•・‧∙⋅．.\-]?",
        // Two words in Latin letters are two words.
        (_, true) => r"['‘’ʼ＇\-‐-―−－]?",
        _ => return None,
    };
    let one = |c: &char| match &spellings(*c, In::Line)[..] {
        [] => regex::escape(&standing(*c, In::Line)),
        several => format!("(?:{})", several.join("|")),
    };
    let pattern = folded.iter().map(one).collect::<Vec<_>>().join(joins);
    RegexBuilder::new(&pattern).size_limit(1 << 22).build().ok().map(Needle::Pattern)
}

/// The most letters that a name is taken to have.
const LONGEST_NAME: usize = 24;

/// Signs that join the parts of a name.
const JOINS: &[char] = &['·', '•', '・', '‧', '∙', '⋅', '．', '.', '-', '\'', '‘', '’', 'ʼ', '‐', ' '];

/// A character as it is written there.
fn standing(c: char, place: In) -> String {
    match place {
        In::Text => c.to_string(),
        In::Line => {
            let quoted = serde_json::Value::from(c.to_string()).to_string();
            quoted[1..quoted.len() - 1].into()
        }
    }
}

/// The ways in which a folded character may be written, each as a regex; empty if there is only one.
fn spellings(c: char, place: In) -> Vec<String> {
    match c {
        '"' | '\\' | '\0'..='\u{1f}' => return Vec::new(),
        '\'' | '‘' | '’' | 'ʼ' => return vec!["['‘’ʼ＇]".into()],
        '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' => return vec![r"[\-‐-―−－]".into()],
        ' ' if place == In::Line => return vec![r"(?:\s|\\[nrt])+".into()],
        ' ' => return vec![r"\s+".into()],
        _ => {}
    }
    let wide = |c: char| char::from_u32(u32::from(c) + 0xfee0);
    let mut all: Vec<String> = Vec::new();
    let mut add = |text: String| {
        let text = regex::escape(&text);
        if !all.contains(&text) {
            all.push(text);
        }
    };
    for form in std::iter::once(c).chain(c.to_uppercase().take(1).filter(|u| *u != c)) {
        add(form.to_string());
        if form.is_ascii_graphic() {
            wide(form).into_iter().for_each(|w| add(w.to_string()));
        }
        add(form.nfd().collect());
    }
    if all.len() == 1 { Vec::new() } else { all }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(word: &str, text: &str) -> bool {
        words(word).iter().all(|word| needle(word, In::Line).find(text.as_bytes()).is_some())
    }

    #[test]
    fn a_word_is_found_in_every_spelling() {
        for (word, text) in [
            ("ATM", "the atm, ＡＴＭ"),
            ("atm", "ＡＴＭ"),
            ("ａｔｍ", "ATM"),
            ("José", "JOSE\u{301}"),
            ("jose\u{301}", "JOSÉ"),
            ("O'Brien", "o’brien"),
            ("13800138000", "138 0013-8000"),
            ("13800138000", "１３８００１３８０００"),
            ("+86 138-0013-8000", "tel 13800138000"),
            ("138 0013 8000", "13800138000"),
            ("8613800138000", "+8613800138000"),
            ("010-88886666", "（010）8888 6666"),
            ("退款 柜员", "柜员说退款"),
            ("Smith, John", "John Smith"),
            ("退款、 柜员", "柜员说退款"),
            ("\"in the queue\"", "In  the\\nqueue"),
            ("2026-11-23", "2026-11-23T10:00"),
            ("2026-11", "2026-11-23"),
        ] {
            assert!(finds(word, text), "{word}: {text}");
        }
        for (word, text) in
            [("\"退款柜员\"", "柜员退款"), ("退款 取款", "退款"), ("refund", "re fund"), ("2026", "20 26")]
        {
            assert!(!finds(word, text), "{word}: {text}");
        }
    }

    #[test]
    fn a_name_is_found_however_its_parts_are_joined() {
        let finds = |word: &str, text: &str| name_needle(word).is_some_and(|it| it.find(text.as_bytes()).is_some());
        for word in ["古丽娜尔·买买提", "古丽娜尔买买提", "古丽娜尔.买买提", "古丽娜尔・买买提", "古丽娜尔•买买提"]
        {
            assert!(finds(word, "古丽娜尔·买买提") && finds(word, "古丽娜尔买买提"), "{word}");
        }
        assert!(finds("欧阳锋", "欧阳 锋") && finds("OBrien", "O'Brien") && finds("o’brien", "OBRIEN"));
        assert!(!finds("refund", "re fund") && !finds("欧阳锋", "欧阳。锋"));
        assert!(name_needle("13800138000").is_none() && name_needle("王").is_none());
    }

    #[test]
    fn a_word_with_one_spelling_is_searched_by_bytes() {
        assert!(matches!(needle("退款", In::Line), Needle::Bytes(_)));
        assert!(matches!(needle("refund", In::Line), Needle::Pattern(_)));
    }
}
