//! Fixed vocabularies of the engine on the command line and in batches: a code's exact title in either language stands for it.
//!
//! Invariant: what no title says goes on as it was typed, so that the gate can name what is known.

use crate::command::input::GivenValues;
use crate::text::names::{self, WordKind};

/// What was given, with titles of the engine's own words replaced by their codes.
pub(crate) struct WithTitles<'i> {
    values: &'i dyn GivenValues,
    verb: &'static str,
}

impl<'i> WithTitles<'i> {
    /// What was given to the command `verb`.
    #[must_use]
    pub(crate) fn new(verb: &'static str, values: &'i dyn GivenValues) -> Self {
        Self { values, verb }
    }

    fn code(&self, flag: &str, given: String) -> String {
        meant(self.verb, flag, &given).map_or(given, Into::into)
    }
}

impl GivenValues for WithTitles<'_> {
    fn one(&self, name: &str) -> Option<String> {
        self.values.one(name).map(|given| self.code(name, given))
    }

    fn many(&self, name: &str) -> Vec<String> {
        self.values.many(name).into_iter().map(|given| self.code(name, given)).collect()
    }

    fn on(&self, name: &str) -> bool {
        self.values.on(name)
    }
}

/// The code that `given` is a title of, where the flag takes the engine's own words.
#[must_use]
pub(crate) fn meant(verb: &str, flag: &str, given: &str) -> Option<&'static str> {
    let kinds: &[WordKind] = match (verb, flag) {
        ("reply", "satisfaction") => &[WordKind::Satisfaction],
        ("reply", "to") => &[WordKind::Addressee],
        ("contact", "kind") => &[WordKind::Contact],
        ("link", "kind") => &[WordKind::Link],
        ("void", "kind") => &[WordKind::Void],
        ("assign", "form") => &[WordKind::Form],
        ("extend", "limit") => &[WordKind::Limit],
        ("callback", "resolved") => &[WordKind::Callback],
        ("callback", "satisfied") if matches!(given, "满意" | "satisfied") => return Some("yes"),
        ("callback", "satisfied") => &[WordKind::Callback, WordKind::Satisfaction],
        ("log", "kind") => &[WordKind::Event],
        _ => return None,
    };
    // A code is never taken for a title of another.
    if kinds.iter().any(|kind| names::find(*kind, given).is_some()) {
        return None;
    }
    kinds.iter().find_map(|kind| names::code(*kind, given))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_and_what_desks_say_stand_for_codes() {
        for (verb, flag, given, code) in [
            ("reply", "satisfaction", "基本满意", "basically"),
            ("reply", "satisfaction", "Not Reached", "unreached"),
            ("reply", "to", "来件单位", "source"),
            ("contact", "kind", "解释", "explain"),
            ("link", "kind", "重复", "duplicate"),
            ("link", "kind", "再次投诉", "repeat"),
            ("void", "kind", "误登记", "mistake"),
            ("assign", "form", "督办单", "supervision"),
            ("callback", "resolved", "未联系上", "unreached"),
            ("callback", "satisfied", "满意", "yes"),
            ("callback", "satisfied", "不满意", "no"),
            ("log", "kind", "登记", "opened"),
        ] {
            assert_eq!(meant(verb, flag, given), Some(code), "{verb} {flag} {given}");
        }
        assert_eq!(meant("reply", "findings", "满意"), None);
        assert_eq!(meant("reply", "satisfaction", "satisfied"), None, "a code stays");
    }
}
