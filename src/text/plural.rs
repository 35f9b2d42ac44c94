//! Counts in English sentences: one of a thing is not written as many. Chinese needs none of this.

use std::fmt::Display;

/// `1 case`, `2 cases`, `0 cases`.
#[must_use]
pub fn plural<N: Display + PartialEq + From<u8>>(n: N, one: &str, many: &str) -> String {
    let word = either(&n, one, many);
    format!("{n} {word}")
}

/// The word alone, for where it does not stand right behind its number: `was`, `were`.
#[must_use]
pub fn either<'w, N: PartialEq + From<u8>>(n: &N, one: &'w str, many: &'w str) -> &'w str {
    if *n == N::from(1) { one } else { many }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_not_many() {
        assert_eq!([0_usize, 1, 2].map(|n| plural(n, "case", "cases")), ["0 cases", "1 case", "2 cases"]);
        assert_eq!((plural(1_i64, "entry", "entries"), either(&1_u32, "was", "were")), ("1 entry".into(), "was"));
    }
}
