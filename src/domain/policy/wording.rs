//! Wording: finds in a text what a `[[wording]]` row has people avoid, or that it lacks what the row wants.
//!
//! Invariant: a finding holds words of the policy only, never words of the text: private texts are looked at too.

use crate::domain::policy::Wording;
use crate::domain::value::texts::half_width;
use crate::domain::value::title::Title;

/// The complainant's own words: no row looks at them unless it names them.
pub const OWN_WORDS: &[&str] = &["statement", "demand"];

/// Data of persons: no row ever looks at them.
pub const NEVER: &[&str] = &["name", "phone", "email", "id_number", "request"];

/// What is wrong with a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WordingFinding {
    /// A word to avoid, and what to write instead.
    Word(String, Title),
    /// None of the words that the row wants.
    Vague,
}

impl Wording {
    /// Whether the row looks at this text.
    #[must_use]
    pub fn looks_at(&self, text: &str) -> bool {
        let name = text.trim_end_matches(|c: char| c.is_ascii_digit());
        !NEVER.contains(&name)
            && if self.texts.is_empty() { !OWN_WORDS.contains(&name) } else { self.texts.iter().any(|own| own == name) }
    }

    /// What the row finds in a text: each word once, in the order of the row.
    #[must_use]
    pub fn findings(&self, text: &str) -> Vec<WordingFinding> {
        let text = half_width(text).to_lowercase();
        let unless: Vec<String> = self.unless.iter().map(|name| name.to_lowercase()).collect();
        let avoided = self.avoid.iter().map(|word| (word, self.instead.clone()));
        let replaced = self.replace.iter().map(|(word, by)| {
            let title = Title { zh: by.clone(), en: by.clone() };
            (word, title)
        });
        let mut found: Vec<WordingFinding> = avoided
            .chain(replaced)
            .filter(|(word, _)| stands_alone(&text, &word.to_lowercase(), &unless))
            .map(|(word, instead)| WordingFinding::Word(word.clone(), instead))
            .collect();
        if !self.wants.is_empty() && !self.wants.iter().any(|word| text.contains(&word.to_lowercase())) {
            found.push(WordingFinding::Vague);
        }
        found
    }
}

/// Whether a word stands somewhere in a text, and not only inside one of the longer names.
fn stands_alone(text: &str, word: &str, names: &[String]) -> bool {
    let inside = |at: usize| {
        names.iter().filter(|name| name.contains(word)).any(|name| {
            text.match_indices(name.as_str()).any(|(from, _)| from <= at && at + word.len() <= from + name.len())
        })
    };
    !word.is_empty() && text.match_indices(word).any(|(at, _)| !inside(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(toml: &str) -> Wording {
        toml::from_str(&format!("code = \"x\"\n{toml}")).expect("a row")
    }

    fn words(row: &Wording, text: &str) -> String {
        let word = |found: WordingFinding| match found {
            WordingFinding::Word(word, instead) => format!("{word}>{}", instead.zh),
            WordingFinding::Vague => "vague".into(),
        };
        row.findings(text).into_iter().map(word).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_banned_word_inside_a_full_name_is_none() {
        let row = row(
            "avoid = [\"工商\", \"农业\"]\nunless = [\"工商银行\", \"工商局\", \"农业银行\"]\ninstead = { zh = \"写全称\" }",
        );
        for fine in ["在工商银行购电", "到工商局登记", "农业银行网点"] {
            assert_eq!(words(&row, fine), "", "{fine}");
        }
        assert_eq!(words(&row, "去工商购电"), "工商>写全称");
        assert_eq!(words(&row, "工商银行和工商都可以"), "工商>写全称");
        assert_eq!(words(&row, "工商、农业均可"), "工商>写全称 农业>写全称");
    }

    #[test]
    fn wrong_characters_come_with_the_right_ones_and_letters_of_any_width_and_case_are_found() {
        let row = row("replace = { \"登陆\" = \"登录\", asap = \"by Friday\" }");
        assert_eq!(words(&row, "无法登陆网站"), "登陆>登录");
        assert_eq!(words(&row, "please ＡＳＡＰ"), "asap>by Friday");
        assert_eq!(words(&row, "无法登录"), "");
    }

    #[test]
    fn an_address_without_a_number_is_vague() {
        let row = row("texts = [\"place\"]\nwants = [\"号\", \"楼\"]\navoid = [\"附近\"]");
        assert_eq!(words(&row, "和平路十二号"), "");
        assert_eq!(words(&row, "和平路附近"), "附近> vague");
        assert!(row.looks_at("place") && !row.looks_at("title"));
    }

    #[test]
    fn the_complainants_own_words_are_looked_at_only_where_a_row_names_them() {
        let (all, own) = (row("avoid = [\"x\"]"), row("texts = [\"statement\"]\navoid = [\"x\"]"));
        assert!(all.looks_at("title") && !all.looks_at("statement") && !all.looks_at("name"));
        assert!(own.looks_at("statement") && !own.looks_at("title"));
    }
}
