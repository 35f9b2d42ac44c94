//! The names and numbers of persons that the guard looks for, in one text or in many.

use super::sought::{self, Sought};
use std::sync::{Arc, OnceLock};

/// Names of persons as they were typed, phone numbers as digits, addresses. Each is taken apart when a text is first searched for it, and
/// only then; copies share what was found.
#[derive(Clone, Debug, Default)]
pub struct GuardNames(Vec<Arc<GuardName>>);

#[derive(Debug)]
struct GuardName {
    typed: String,
    sought: OnceLock<Vec<Sought>>,
}

impl GuardNames {
    /// As they were typed.
    pub fn typed(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|name| name.typed.as_str())
    }

    /// Adds the names of others.
    pub fn add(&mut self, others: &Self) {
        self.0.extend(others.0.iter().cloned());
    }

    /// Those for which `wanted` holds.
    #[must_use]
    pub fn only(&self, wanted: impl Fn(&str) -> bool) -> Self {
        Self(self.0.iter().filter(|name| wanted(&name.typed)).cloned().collect())
    }

    /// Whatever is searched for them.
    pub(super) fn sought(&self) -> impl Iterator<Item = &Sought> {
        self.0.iter().flat_map(|name| name.sought.get_or_init(|| sought::of(&name.typed)))
    }
}

impl<S: Into<String>> Extend<S> for GuardNames {
    fn extend<I: IntoIterator<Item = S>>(&mut self, names: I) {
        let new = |name: S| Arc::new(GuardName { typed: name.into(), sought: OnceLock::new() });
        self.0.extend(names.into_iter().map(new));
    }
}

impl<S: Into<String>> FromIterator<S> for GuardNames {
    fn from_iter<I: IntoIterator<Item = S>>(names: I) -> Self {
        let mut all = Self::default();
        all.extend(names);
        all
    }
}

impl<S: AsRef<str>> From<&[S]> for GuardNames {
    fn from(names: &[S]) -> Self {
        names.iter().map(AsRef::as_ref).collect()
    }
}
