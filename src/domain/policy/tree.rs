//! The trees of a policy (categories and causes), its levels, and natures that are counted separately.
//!
//! Invariant: functions return even if a tree has a circle, which no policy should have.

use super::{Named, Policy, Section};
use crate::domain::Code;
use serde::de::DeserializeOwned;

/// Adds the rows of `former` whose codes `own` does not have.
fn join<T: Named + Clone + DeserializeOwned>(own: &mut Section<T>, former: &Section<T>) {
    let gone: Vec<T> =
        former.iter().filter(|row| own.iter().all(|known| known.code() != row.code())).cloned().collect();
    if !gone.is_empty() {
        *own = own.iter().cloned().chain(gone).collect::<Vec<_>>().into();
    }
}

impl Policy {
    fn parent(&self, section: &str, code: &str) -> Option<&Code> {
        match section {
            "category" => self.categories.iter().find(|c| c.code == code).map(|c| &c.parent),
            "cause" => self.causes.iter().find(|c| c.code == code).map(|c| &c.parent),
            _ => None,
        }
    }

    /// A code and its parents, from the bottom to the top.
    #[must_use]
    pub fn with_parents(&self, section: &str, code: &str) -> Vec<Code> {
        let mut all: Vec<Code> = Vec::new();
        let mut next = Code::from(code);
        while !next.is_empty() && !all.contains(&next) {
            all.push(next.clone());
            next = self.parent(section, &next).cloned().unwrap_or_default();
        }
        all
    }

    /// Whether a code is `above` or lies below it in its tree.
    #[must_use]
    pub fn is_below(&self, section: &str, code: &str, above: &str) -> bool {
        let mut next = code;
        // A path longer than the number of rows means a circle.
        for _ in 0..=self.categories.len() + self.causes.len() {
            if next.is_empty() || next == above {
                return !next.is_empty();
            }
            next = self.parent(section, next).map_or("", Code::as_str);
        }
        false
    }

    /// This policy with the codes of a former policy that cases may have and that this one no longer has.
    #[must_use]
    pub fn with_codes_of(&self, former: &Self) -> Self {
        let mut all = self.clone();
        join(&mut all.channels, &former.channels);
        join(&mut all.sources, &former.sources);
        join(&mut all.categories, &former.categories);
        join(&mut all.natures, &former.natures);
        join(&mut all.outcomes, &former.outcomes);
        join(&mut all.responsibilities, &former.responsibilities);
        join(&mut all.causes, &former.causes);
        join(&mut all.levels, &former.levels);
        join(&mut all.fields, &former.fields);
        all
    }

    /// Whether cases of a category are restricted, by this category or one above it.
    #[must_use]
    pub fn is_restricted(&self, category: &str) -> bool {
        self.categories.iter().any(|c| c.restricted && self.is_below("category", category, &c.code))
    }

    /// The rank of a level, from 0 for the lowest; `None` for an unknown level.
    #[must_use]
    pub fn rank(&self, level: &str) -> Option<usize> {
        self.levels.iter().position(|l| l.code == level)
    }

    /// Whether a nature is counted separately and has no limits.
    #[must_use]
    pub fn is_apart(&self, nature: &str) -> bool {
        self.natures.iter().any(|n| n.code == nature && n.apart)
    }
}
