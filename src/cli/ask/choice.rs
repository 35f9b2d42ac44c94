//! Choosing one of several by its number, its code, its title in either language, or a part of the title.

use crate::text::width::{pad, truncate, width};
use unicode_normalization::UnicodeNormalization;

/// One of several answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct AnswerChoice {
    pub(super) code: String,
    /// In the language of the interface.
    pub(super) title: String,
    /// In the other one.
    pub(super) also: String,
    /// How deep it lies in its tree.
    pub(super) depth: usize,
}

impl AnswerChoice {
    pub(super) fn new(code: impl Into<String>, title: impl Into<String>, also: impl Into<String>) -> Self {
        Self { code: code.into(), title: title.into(), also: also.into(), depth: 0 }
    }

    /// `taiyuan 太原分行`.
    pub(super) fn shown(&self) -> String {
        if self.title.is_empty() || self.title == self.code {
            self.code.clone()
        } else {
            format!("{} {}", self.title, self.code)
        }
    }
}

/// What was typed stands for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Picked {
    /// This one.
    One(usize),
    /// Any of these.
    Several(Vec<usize>),
    /// None of them.
    Nothing,
}

/// Which of the choices was typed. A code or a whole title counts before a number, a number before a part of a title.
pub(super) fn pick(typed: &str, choices: &[AnswerChoice]) -> Picked {
    let typed: String = typed.trim().nfkc().collect::<String>().to_lowercase();
    let folded = |text: &str| text.nfkc().collect::<String>().to_lowercase();
    let only = |found: Vec<usize>| match found[..] {
        [] => None,
        [one] => Some(Picked::One(one)),
        _ => Some(Picked::Several(found)),
    };
    let that = |is: &dyn Fn(&str) -> bool, codes: bool| -> Vec<usize> {
        let texts =
            |c: &AnswerChoice| [if codes { folded(&c.code) } else { String::new() }, folded(&c.title), folded(&c.also)];
        let fits = |c: &AnswerChoice| texts(c).iter().any(|text| !text.is_empty() && is(text));
        choices.iter().enumerate().filter(|(_, c)| fits(c)).map(|(at, _)| at).collect()
    };
    if typed.is_empty() {
        return Picked::Nothing;
    }
    if let Some(at) = choices.iter().position(|choice| folded(&choice.code) == typed) {
        return Picked::One(at);
    }
    if let Some(picked) = only(that(&|text| text == typed, false)) {
        return picked;
    }
    if let Some(at) = typed.parse::<usize>().ok().filter(|number| (1..=choices.len()).contains(number)) {
        return Picked::One(at - 1);
    }
    let begins = only(that(&|text| text.starts_with(&typed), true));
    // A number beyond the list is none: it stands for no part of "12345"; nor does one Latin letter, which may be a `y` or an `n`.
    let is_part = typed.parse::<usize>().is_err() && (typed.chars().count() > 1 || !typed.is_ascii());
    let part = || only(that(&|text| text.contains(&typed), true)).filter(|_| is_part);
    begins.or_else(part).unwrap_or(Picked::Nothing)
}

/// The choices with their numbers, in columns of a screen `columns` wide; trees below each other.
pub(super) fn listed(choices: &[AnswerChoice], which: &[usize], columns: usize) -> String {
    let digits = choices.len().to_string().len();
    let cell = |at: &usize| {
        let choice = &choices[*at];
        format!("{:>digits$} {}{}", at + 1, "  ".repeat(choice.depth), choice.shown())
    };
    let cells: Vec<String> = which.iter().map(cell).collect();
    let widest = cells.iter().map(|cell| width(cell)).max().unwrap_or(0).min(columns.saturating_sub(2)).max(1);
    let is_tree = which.iter().any(|at| choices[*at].depth > 0);
    let across = if is_tree && cells.len() < 16 { 1 } else { ((columns.saturating_sub(2) + 2) / (widest + 2)).max(1) };
    let down = cells.len().div_ceil(across);
    let mut out = String::new();
    for row in 0..down {
        let line: Vec<String> = (row..cells.len())
            .step_by(down.max(1))
            .map(|at| pad(&truncate(&cells[at], widest), widest, false))
            .collect();
        out.push_str(&format!("  {}\n", line.join("  ").trim_end()));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn channels() -> Vec<AnswerChoice> {
        vec![
            AnswerChoice::new("phone", "电话", "phone"),
            AnswerChoice::new("web", "网站", "website"),
            AnswerChoice::new("12345", "12345热线", "12345 hotline"),
            AnswerChoice::new("web-form", "网上表单", "web form"),
        ]
    }

    #[test]
    fn a_number_a_code_or_a_title_in_either_language_is_one() {
        for (typed, at) in [
            ("1", 0),
            ("１", 0),
            ("phone", 0),
            ("电话", 0),
            ("Website", 1),
            ("12345", 2),
            ("4", 3),
            ("表单", 3),
            ("web", 1),
        ] {
            assert_eq!(pick(typed, &channels()), Picked::One(at), "{typed}");
        }
    }

    #[test]
    fn a_part_of_several_titles_is_each_of_them_and_a_strange_word_is_none() {
        assert_eq!(pick("网", &channels()), Picked::Several(vec![1, 3]));
        for typed in ["", "  ", "0", "5", "传真"] {
            assert_eq!(pick(typed, &channels()), Picked::Nothing, "{typed:?}");
        }
    }

    #[test]
    fn a_list_fits_the_screen() {
        let many: Vec<AnswerChoice> =
            (0..30).map(|i| AnswerChoice::new(format!("unit{i}"), format!("第{i}营业所"), "")).collect();
        let all: Vec<usize> = (0..many.len()).collect();
        let out = listed(&many, &all, 80);
        assert!(out.lines().all(|line| width(line) <= 80) && out.lines().count() < 15, "{out}");
        for at in &all {
            assert!(out.contains(&format!("{:>2} 第{at}营业所 unit{at}", at + 1)), "{out}");
        }
    }
}
