//! The trees of a policy, classes of complaints and causes; its ladder; and which natures stand apart.
//!
//! Invariant: a tree that goes round in circles, which nobody should have written, ends all the same.

use super::{Named, Policy, Section};
use crate::domain::Code;
use serde::de::DeserializeOwned;

/// Adds the rows whose codes are not there.
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

    /// A code and the codes above it in its tree.
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

    /// Whether a code is `above`, or stands below it in its tree.
    #[must_use]
    pub fn is_below(&self, section: &str, code: &str, above: &str) -> bool {
        let mut next = code;
        // A tree that goes round in circles has more steps than rows.
        for _ in 0..=self.categories.len() + self.causes.len() {
            if next.is_empty() || next == above {
                return !next.is_empty();
            }
            next = self.parent(section, next).map_or("", Code::as_str);
        }
        false
    }

    /// The same policy with the codes that cases can have of a former one and that it has no more.
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

    /// Whether cases of a class, or of one above it, are restricted.
    #[must_use]
    pub fn is_restricted(&self, category: &str) -> bool {
        self.categories.iter().any(|c| c.restricted && self.is_below("category", category, &c.code))
    }

    /// The rank of a level: higher is higher; `None` for an unknown one.
    #[must_use]
    pub fn rank(&self, level: &str) -> Option<usize> {
        self.levels.iter().position(|l| l.code == level)
    }

    /// Whether a nature is counted apart and has no limits.
    #[must_use]
    pub fn is_apart(&self, nature: &str) -> bool {
        self.natures.iter().any(|n| n.code == nature && n.apart)
    }
}
