//! Standard answers: found by words, by the initials of their pinyin, by code or by category, while the caller waits.
//!
//! Invariant: pure; the same words give the same order. Source: `design.md` §4 (`answer`).

use crate::domain::policy::{Answer, Policy};
use crate::domain::value::texts::folded;
use chrono::NaiveDate;
use pinyin::ToPinyinMulti;

impl Answer {
    /// Whether its last day has passed.
    #[must_use]
    pub fn is_past(&self, day: NaiveDate) -> bool {
        self.until.is_some_and(|until| until < day)
    }
}

/// How well a word fits, by where it is found.
const CODE: u32 = 100;
const TITLE: u32 = 50;
const WORD: u32 = 40;
const INITIALS: u32 = 30;
const CATEGORY: u32 = 25;
const TEXT: u32 = 10;

/// The answers in which every word is found, the best first; those whose last day has passed stand last. Without words
/// all of them. Of `rows` with one code the last counts.
#[must_use]
pub fn find<'a>(rows: &[&'a Answer], words: &[String], policy: &Policy, day: NaiveDate) -> Vec<&'a Answer> {
    let words: Vec<String> = words.iter().map(|word| folded(word.trim())).filter(|word| !word.is_empty()).collect();
    let mut found: Vec<(bool, std::cmp::Reverse<u32>, usize, &'a Answer)> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let scores: Option<Vec<u32>> = words.iter().map(|word| score(row, word, policy)).collect();
        if let Some(scores) = scores {
            found.push((row.is_past(day), std::cmp::Reverse(scores.iter().sum()), at, row));
        }
    }
    found.sort_by_key(|(past, score, at, _)| (*past, *score, *at));
    found.into_iter().map(|(_, _, _, row)| row).collect()
}

fn score(row: &Answer, word: &str, policy: &Policy) -> Option<u32> {
    let titles = [&row.title.zh, &row.title.en];
    let has = |text: &str| folded(text).contains(word);
    if folded(&row.code) == word {
        return Some(CODE);
    }
    if titles.iter().any(|title| has(title)) {
        return Some(TITLE);
    }
    if row.words.iter().any(|text| has(text)) {
        return Some(WORD);
    }
    let is_initials = word.len() > 1 && word.bytes().all(|b| b.is_ascii_lowercase());
    let named = row.words.iter().chain(titles);
    if is_initials && named.into_iter().any(|text| has_initials(text, word.as_bytes())) {
        return Some(INITIALS);
    }
    if !row.category.is_empty()
        && policy.with_parents("category", &row.category).iter().any(|code| is_of(policy, code, word))
    {
        return Some(CATEGORY);
    }
    [&row.text.zh, &row.text.en].iter().any(|text| has(text)).then_some(TEXT)
}

fn is_of(policy: &Policy, code: &str, word: &str) -> bool {
    let row = policy.categories.iter().find(|row| row.code == code);
    folded(code) == word
        || row.is_some_and(|row| folded(&row.title.zh).contains(word) || folded(&row.title.en).contains(word))
}

/// Whether the characters of a text somewhere have these initials, one after the other: `tdqf` finds 停电且欠费 only
/// where they stand together. A character with several readings has several initials.
fn has_initials(text: &str, wanted: &[u8]) -> bool {
    let fits = |c: char, initial: u8| {
        c.to_ascii_lowercase() == char::from(initial)
            || c.to_pinyin_multi()
                .is_some_and(|all| all.into_iter().any(|one| one.first_letter().as_bytes() == [initial]))
    };
    // What stands between characters has no initial.
    let letters: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
    letters.windows(wanted.len()).any(|window| window.iter().zip(wanted).all(|(c, initial)| fits(*c, *initial)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::policy::Category;
    use crate::domain::value::title::Title;

    fn row(code: &str, zh: &str, words: &[&str], until: Option<&str>) -> Answer {
        Answer {
            code: code.into(),
            title: Title { zh: zh.into(), en: String::new() },
            text: Title { zh: "请先核对户号".into(), en: String::new() },
            words: words.iter().map(ToString::to_string).collect(),
            category: "supply".into(),
            until: until.map(|until| until.parse().expect("a day")),
            ..Answer::default()
        }
    }

    #[test]
    fn words_initials_codes_and_categories_find_and_what_is_past_stands_last() {
        let supply = Category {
            code: "supply".into(),
            title: Title { zh: "供电".into(), en: "Supply".into() },
            ..Category::default()
        };
        let policy = Policy { categories: vec![supply].into(), ..Policy::default() };
        let rows = [
            row("A1", "欠费停电如何恢复", &["复电"], None),
            row("A2", "银行代扣电费", &[], None),
            row("A3", "停电时间查询", &[], Some("2026-01-31")),
        ];
        let day = "2026-09-24".parse().expect("a day");
        let found = |words: &[&str]| -> Vec<String> {
            let words: Vec<String> = words.iter().map(ToString::to_string).collect();
            let all: Vec<&Answer> = rows.iter().collect();
            find(&all, &words, &policy, day).iter().map(|row| row.code.to_string()).collect()
        };
        assert_eq!(found(&["停电"]), ["A1", "A3"]);
        assert_eq!(found(&["QFTD"]), ["A1"]);
        // 行 has two readings.
        assert_eq!((found(&["yh"]), found(&["yhdk"])), (vec!["A2".to_string()], vec!["A2".to_string()]));
        assert_eq!((found(&["fd"]), found(&["复电"])), (vec!["A1".to_string()], vec!["A1".to_string()]));
        assert_eq!(found(&["停电", "时间"]), ["A3"]);
        assert_eq!((found(&["a2"]), found(&["供电"]).len(), found(&["户号"]).len()), (vec!["A2".to_string()], 3, 3));
        assert_eq!((found(&["没有"]).len(), found(&[]).len()), (0, 3));
    }
}
