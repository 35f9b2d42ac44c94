//! The earlier cases of a complainant, by what is given of the person at registration.
//!
//! Invariant: tells cases and never a name; a restricted case is never told. One phone does not make two people one: an
//! identity number decides, else a contact together with the name, or with no name to compare.

use crate::domain::case::Case;
use crate::domain::event::Body;
use crate::domain::value::id::CaseId;
use crate::domain::value::state::State;
use crate::domain::value::texts::{Texts, national_number};
use crate::log::PrivateIndexState;
use crate::project::error::ProjectError;
use crate::project::open::Project;
use crate::project::read::{History, HistoryCut};
use unicode_normalization::UnicodeNormalization;

/// By which private data a person is looked for.
const KEYS: [&str; 3] = ["id_number", "phone", "email"];
/// So many of the newest cases are looked at: more would not be read by anybody.
const MOST: usize = 200;
/// A number of fewer digits is too common to look for.
const LEAST: usize = 7;

impl Project {
    /// The earlier cases of the person of whom these private data are given, ascending; none where the private side is
    /// closed to this account. Without `scan` none either where a large log would have to be read through for want of
    /// the keyed index: a batch asks once a line.
    ///
    /// # Errors
    /// As [`Self::search`].
    pub fn earlier_cases(&self, given: &Texts, viewer: &str, scan: bool) -> Result<Vec<Case>, ProjectError> {
        if self.private_is_closed() || KEYS.iter().all(|key| given.get(key).is_none()) {
            return Ok(Vec::new());
        }
        let state = self.index_for(true)?;
        let is_large = |state: &PrivateIndexState| self.longest_tail().is_some_and(|least| state.is_due(least));
        if !scan && state.is_some_and(|state| !state.is_there() && is_large(&state)) {
            return Ok(Vec::new());
        }
        let mut found: Vec<CaseId> = Vec::new();
        for key in KEYS {
            let Some(word) = given.get(key).map(str::trim).filter(|word| is_sought(key, word)) else { continue };
            found.extend(self.search(word, true)?.private);
        }
        found.sort_unstable();
        found.dedup();
        let skip = found.len().saturating_sub(MOST);
        let mut cases = Vec::new();
        for id in found.into_iter().skip(skip) {
            let Some(history) = self.history(id, HistoryCut::default())? else { continue };
            // Nobody learns in this way who complained about himself.
            let shown =
                !history.case.facts.restricted && history.case.state != State::Voided && !history.case.accuses(viewer);
            if shown && self.has_party(&history, given)? {
                cases.push(history.case);
            }
        }
        Ok(cases)
    }

    /// Whether a party of the case is the person of whom this is given.
    fn has_party(&self, history: &History, given: &Texts) -> Result<bool, ProjectError> {
        for entry in history.entries.iter().filter(|entry| entry.event.sealed.is_some()) {
            let event = &entry.event;
            let names_party = matches!(event.body, Body::Opened(_) | Body::PartyAdded(_) | Body::Corrected(_));
            let added = matches!(event.body, Body::PartyAdded(_));
            if !names_party || history.case.has_dropped(event.id(), added) {
                continue;
            }
            let respondent = matches!(&event.body, Body::PartyAdded(body) if body.role == "respondent");
            if !respondent && self.private(entry.position)?.is_some_and(|party| is_same(given, &of_party(&party))) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// Whether a value is worth looking for.
fn is_sought(key: &str, word: &str) -> bool {
    let digits = word.nfkc().filter(char::is_ascii_digit).count();
    if key == "email" { word.contains(['@', '＠']) } else { digits >= LEAST }
}

/// The data of a party by name; a correction keeps it under the event that it belongs to: `HQ:17 phone`.
fn of_party(texts: &Texts) -> Texts {
    let mut party = Texts::default();
    texts.iter().for_each(|(name, text)| party.set(name.rsplit_once(' ').map_or(name, |(_, name)| name), text));
    party
}

/// Whether the private data given of a person and those of a party are of one person.
fn is_same(given: &Texts, party: &Texts) -> bool {
    let of = |key: &str| Some((folded(key, given.get(key)?), folded(key, party.get(key)?)));
    let both = |key: &str| of(key).filter(|(a, b)| !a.is_empty() && !b.is_empty());
    if let Some((a, b)) = both("id_number") {
        return a == b;
    }
    let contact = ["phone", "email"].iter().any(|key| both(key).is_some_and(|(a, b)| a == b));
    let in_order = |(a, b): (String, String)| {
        a == b || given.get("name").map(words_in_order) == party.get("name").map(words_in_order)
    };
    contact && both("name").is_none_or(in_order)
}

/// A name's words in one order and spelling: `Smith, John` is `John Smith`.
fn words_in_order(name: &str) -> Vec<String> {
    let words = name.split(|c: char| c.is_whitespace() || matches!(c, ',' | '，' | '-'));
    let mut words: Vec<String> = words.map(|word| folded("name", word)).filter(|word| !word.is_empty()).collect();
    words.sort_unstable();
    words
}

/// A value as it is compared: letters and digits only, in one width and case; a phone number without its country code.
fn folded(key: &str, value: &str) -> String {
    let plain: String =
        value.nfkc().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric() || *c == '@').collect();
    if key != "phone" {
        return plain;
    }
    let digits: String = plain.chars().filter(char::is_ascii_digit).collect();
    // An area code has its zero only inside the country.
    national_number(&digits).trim_start_matches('0').into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(all: &[(&str, &str)]) -> Texts {
        let mut texts = Texts::default();
        all.iter().for_each(|(key, value)| texts.set(key, *value));
        texts
    }

    #[test]
    fn one_person_in_another_spelling_and_two_with_one_phone() {
        let known = person(&[("name", "王小明"), ("phone", "138-0013-8000"), ("id_number", "11010519491231002X")]);
        for (given, same) in [
            (&[("name", "王 小明"), ("phone", "+86 13800138000")][..], true),
            (&[("phone", "１３８００１３８０００")], true),
            (&[("id_number", "11010519491231002x")], true),
            (&[("name", "王小明"), ("phone", "13911112222"), ("id_number", "11010519491231002X")], true),
            (&[("name", "王大明"), ("phone", "13800138000")], false),
            (&[("name", "王小明"), ("phone", "13911112222")], false),
            (&[("name", "王小明"), ("phone", "13800138000"), ("id_number", "110105199003070011")], false),
            (&[("name", "王小明")], false),
        ] {
            assert_eq!(is_same(&person(given), &known), same, "{given:?}");
        }
        let by_mail = person(&[("name", "Zhao Liu"), ("email", "Zhao@Example.com")]);
        for (name, same) in [("ZHAO-LIU", true), ("ZhaoLiu", true), ("Liu, Zhao", true), ("Liu Zhang", false)] {
            assert_eq!(is_same(&person(&[("name", name), ("email", "zhao@example.com")]), &by_mail), same, "{name}");
        }
    }
}
