//! The words of `--cases CELL`: which rows, or which cases, stand behind a cell that is named by its values (`taiyuan,on-time`).
//!
//! Invariant: each word is another column's value, so that `xinjiekou,xinjiekou` of two dimensions means the cell where both are that.

use crate::document::table::Cell;
use crate::domain::policy::Policy;
use crate::domain::query::dimension::Dimension;
use crate::domain::query::term::NONE;

/// Whether a cell is what was typed: a code or its name.
fn is(cell: &Cell, word: &str) -> bool {
    match cell {
        Cell::Text(text) => text == word,
        Cell::Named { code, name } => code == word || name == word,
        Cell::Bool(yes) => word == if *yes { "yes" } else { "no" },
        Cell::Date(date) => date.to_string() == word,
        _ => false,
    }
}

/// Whether `none` is a code in a dimension, so that nothing is `unset` there.
pub(super) fn has_none(dimension: &Dimension, policy: &Policy) -> bool {
    policy.section(dimension.key()).unwrap_or_default().iter().any(|row| row.code() == NONE[0])
}

/// Whether the value of a group is what was typed; nothing is `unset`, an empty word, or `none` where that is no code.
pub(super) fn is_value(cell: &Cell, word: &str, has_none: bool) -> bool {
    let is_nothing = match cell {
        Cell::Empty => true,
        Cell::Named { code, .. } => code.is_empty(),
        Cell::Text(text) => text.is_empty(),
        _ => false,
    };
    let means_nothing = word.is_empty() || (NONE.contains(&word) && !(has_none && word == NONE[0]));
    is(cell, word) || (is_nothing && means_nothing)
}

/// Whether the words mean a row, whose first cells are the values of its group; for each of these, whether `none` is a code there.
pub(super) fn mean(words: &[String], row: &[Cell], names: &[bool]) -> bool {
    let fits = |word: usize, place: usize| match names.get(place) {
        Some(has_none) => is_value(&row[place], &words[word], *has_none),
        None => is(&row[place], &words[word]),
    };
    each_has_its_place(words.len(), row.len(), &fits)
}

/// Whether each word fits a place of its own.
pub(super) fn each_has_its_place(words: usize, places: usize, fits: &dyn Fn(usize, usize) -> bool) -> bool {
    fn place(word: usize, words: usize, taken: &mut [bool], fits: &dyn Fn(usize, usize) -> bool) -> bool {
        word == words
            || (0..taken.len()).any(|at| {
                if taken[at] || !fits(word, at) {
                    return false;
                }
                taken[at] = true;
                let found = place(word + 1, words, taken, fits);
                taken[at] = false;
                found
            })
    }
    place(0, words, &mut vec![false; places], fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_called_none_is_not_nothing() {
        let named = |code: &str| [Cell::Named { code: code.into(), name: code.into() }];
        let means = |word: &str, row: &[Cell], has_none| mean(&[word.into()], row, &[has_none]);
        let found = [("none", true), ("unset", true), ("none", false)]
            .map(|(word, has)| [means(word, &named("none"), has), means(word, &named(""), has)]);
        assert_eq!(found, [[true, false], [false, true], [true, true]]);
    }

    #[test]
    fn each_word_names_another_column() {
        let named = |code: &str| Cell::Named { code: code.into(), name: format!("<{code}>") };
        let row = [named("a"), named("b"), named("on-time"), Cell::Bool(true), Cell::Empty];
        let same = [named("a"), named("a"), named("on-time"), Cell::Bool(false), Cell::Empty];
        let open = [named(""), named("a"), named("on-time"), Cell::Bool(false), Cell::Empty];
        for (words, wanted) in [
            ("a", [true, true, true]),
            ("a,a", [false, true, false]),
            ("a,b", [true, false, false]),
            ("<b>,on-time,a", [true, false, false]),
            ("none", [false, false, true]),
            (",a", [false, false, true]),
            ("none,none", [false, false, false]),
            ("a,yes", [true, false, false]),
            ("late", [false, false, false]),
        ] {
            let words: Vec<String> = words.split(',').map(Into::into).collect();
            assert_eq!([&row, &same, &open].map(|row| mean(&words, row, &[false, false])), wanted, "{words:?}");
        }
    }
}
