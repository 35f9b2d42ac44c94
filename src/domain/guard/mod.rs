//! The guard that keeps personal data out of the institution's own text (design.md §2.2).
//!
//! Invariant: texts are searched in Unicode NFKC, and words are reported as they are in the text; a word that was
//! reported and then exempted is not found again. The guard protects against carelessness, not against somebody who
//! hides a number.

mod digits;
mod email;
mod name;
mod names;
pub(in crate::domain) mod number;
mod plain;
mod run;
mod serial;
mod shape;
mod sought;
#[cfg(test)]
mod spelling;

use crate::domain::value::texts::{folded, half_width, national_number};
use name::Folded;
pub use names::GuardNames;
use plain::{Hints, Plain};
use run::Hit;
use sought::{Extent, Sought};
use std::ops::Range;

/// What the guard knows about the case and the desk.
#[derive(Clone, Copy, Debug)]
pub struct Guard<'a> {
    /// The names of the case's complainants and representatives, and their phone numbers as digits, which are found in
    /// any grouping.
    pub names: &'a GuardNames,
    /// What is allowed: staff phones of the directory, source references, words given by `--not-personal`.
    pub exempt: &'a [&'a str],
}

/// Personal data found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// The word, as it is in the text.
    pub word: String,
    /// The kind of personal data.
    pub kind: PersonalKind,
    /// Whether it refuses the text or only warns.
    pub severity: GuardSeverity,
}

/// Kinds of personal data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PersonalKind {
    /// A Chinese mobile number.
    MobilePhone,
    /// A Chinese fixed number with its area code.
    FixedPhone,
    /// A resident identity number, of 15 or 18 digits.
    IdentityNumber,
    /// A bank card's number.
    BankCard,
    /// An e-mail address.
    Email,
    /// A name of the case's own complainants.
    ComplainantName,
}

impl PersonalKind {
    /// The code of the kind, for facts and JSON; it never changes.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::MobilePhone => "mobile-phone",
            Self::FixedPhone => "fixed-phone",
            Self::IdentityNumber => "identity-number",
            Self::BankCard => "bank-card",
            Self::Email => "email",
            Self::ComplainantName => "complainant-name",
        }
    }
}

/// What a match causes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum GuardSeverity {
    /// A warning; the text is accepted.
    Warn,
    /// The text is refused.
    Refuse,
}

/// The Chinese names of persons in what was typed as a name, as they are searched.
#[must_use]
pub fn persons(typed: &str) -> Vec<String> {
    let persons =
        sought::of(typed).into_iter().filter(|one| one.extent == Extent::Whole && one.text.chars().all(name::is_han));
    persons.map(|one| one.text).collect()
}

/// A match at its place in the normalised text.
struct Place {
    bytes: Range<usize>,
    kind: PersonalKind,
    severity: GuardSeverity,
    /// Equal for equal numbers, addresses and names, whatever their spelling.
    key: Vec<u8>,
}

impl Guard<'_> {
    /// The personal data in `text`, in order of position; equal words of the same kind only once.
    #[must_use]
    pub fn check(&self, text: &str) -> Vec<Match> {
        let mut hints = Hints::of(text);
        hints.at |= email::may_be_written_out(text);
        let names = self.names_to_find(text, hints);
        if !hints.digits && !hints.at && names.is_empty() {
            return Vec::new();
        }
        let plain = Plain::of(text);
        let mut places = places(&plain.text, &names);
        if !places.is_empty() && !self.exempt.is_empty() {
            let exempt = Exempt::of(self.exempt, &plain.text);
            places.retain(|place| !exempt.covers(place));
        }
        let mut found: Vec<Match> = Vec::with_capacity(places.len());
        for place in outermost(places) {
            let word = text[plain.original(place.bytes)].to_owned();
            if !found.iter().any(|f| f.kind == place.kind && f.word == word) {
                found.push(Match { word, kind: place.kind, severity: place.severity });
            }
        }
        found
    }

    /// Whether what was found is of the persons whose names and numbers are sought: a name, or a number or address of their own.
    #[must_use]
    pub fn is_theirs(&self, found: &Match) -> bool {
        let digits = |text: &str| {
            let digits: String = half_width(text).chars().filter(char::is_ascii_digit).collect();
            national_number(&digits).to_string()
        };
        let (number, word) = (digits(&found.word), folded(&found.word));
        // Without its area code it is the same number.
        let is_own = |own: &str| (number.len() >= 7 && digits(own).ends_with(&number)) || folded(own) == word;
        found.kind == PersonalKind::ComplainantName || self.names.typed().any(is_own)
    }

    /// The names and numbers that may occur in the text.
    fn names_to_find(&self, text: &str, hints: Hints) -> Vec<&Sought> {
        let may_occur = |name: &&Sought| !name.text.is_empty() && !name::is_absent(&name.text, text, hints);
        self.names.sought().filter(may_occur).collect()
    }
}

fn places(plain: &str, names: &[&Sought]) -> Vec<Place> {
    let number =
        |hit: Hit| Place { bytes: hit.bytes, kind: hit.kind, severity: GuardSeverity::Refuse, key: hit.number };
    let hits = run::hits(plain).into_iter().filter(|hit| !serial::is_counted(plain, &hit.bytes, hit.kind));
    let mut places: Vec<Place> = hits.map(number).collect();
    places.extend(email::addresses(plain).into_iter().map(|bytes| {
        let key = plain[bytes.clone()].to_ascii_lowercase().into_bytes();
        Place { bytes, kind: PersonalKind::Email, severity: GuardSeverity::Refuse, key }
    }));
    if !names.is_empty() {
        let (numbers, names): (Vec<&Sought>, Vec<&Sought>) = names.iter().partition(|name| is_number(&name.text));
        let digits = if numbers.is_empty() { Folded::default() } else { Folded::digits(plain) };
        for Sought { text: number, extent } in numbers {
            let kind = if number.len() == 11 && number.starts_with('1') {
                PersonalKind::MobilePhone
            } else {
                PersonalKind::FixedPhone
            };
            let key = || number.bytes().map(|digit| digit - b'0').collect();
            let place = |bytes| Place { bytes, kind, severity: GuardSeverity::Refuse, key: key() };
            // A short number may be a sum.
            let is_meant = |bytes: &Range<usize>| {
                is_whole(plain, bytes) && !(*extent == Extent::Part && serial::is_counted(plain, bytes, kind))
            };
            places.extend(digits.find(number).into_iter().filter(is_meant).map(place));
        }
        let folded = if names.is_empty() { Folded::default() } else { Folded::of(plain) };
        for Sought { text: name, extent } in names {
            let long = name.chars().count() >= 3;
            let is_meant = |bytes: &Range<usize>| match extent {
                Extent::Part | Extent::Addressed => name::is_addressed(plain, bytes),
                Extent::Whole => long || name::is_meant(plain, bytes, name),
            };
            let severity = |bytes: &Range<usize>| match is_meant(bytes) {
                true => GuardSeverity::Refuse,
                false => GuardSeverity::Warn,
            };
            let place = |bytes: Range<usize>| {
                let severity = severity(&bytes);
                Place { bytes, kind: PersonalKind::ComplainantName, severity, key: name.clone().into_bytes() }
            };
            let found = folded.find(name).into_iter();
            places.extend(found.filter(|bytes| *extent != Extent::Addressed || is_meant(bytes)).map(place));
        }
    }
    places
}

/// Whether a folded name is a phone number of the complainant.
fn is_number(name: &str) -> bool {
    name.len() >= 7 && name.bytes().all(|b| b.is_ascii_digit())
}

/// Sorts by position and drops matches that lie within another match of at least the same severity: a phone number in
/// an e-mail address.
fn outermost(mut places: Vec<Place>) -> Vec<Place> {
    places.sort_by_key(|p| (p.bytes.start, std::cmp::Reverse((p.bytes.end, p.severity))));
    // The ends of the text covered by refused matches and by any matches. Later matches begin no earlier.
    let (mut refused, mut any) = (0, 0);
    places.retain(|place| {
        let end = place.bytes.end;
        let covered = end <= if place.severity == GuardSeverity::Refuse { refused } else { any };
        any = any.max(end);
        refused = if place.severity == GuardSeverity::Refuse { refused.max(end) } else { refused };
        !covered
    });
    places
}

/// What is allowed in this text.
struct Exempt {
    /// The ranges of exempt words.
    ranges: Vec<Range<usize>>,
    /// Exempt numbers, addresses and names, whatever their spelling.
    keys: Vec<(PersonalKind, Vec<u8>)>,
}

impl Exempt {
    fn of(words: &[&str], text: &str) -> Self {
        let (mut ranges, mut keys) = (Vec::new(), Vec::new());
        for word in words {
            let plain = Plain::of(word);
            let word = plain.text.trim();
            if word.is_empty() {
                continue;
            }
            ranges.extend(text.match_indices(word).map(|(at, _)| at..at + word.len()).filter(|r| is_whole(text, r)));
            keys.extend(places(word, &[]).into_iter().filter(|p| is_all(word, &p.bytes)).map(|p| (p.kind, p.key)));
            keys.push((PersonalKind::ComplainantName, name::fold(word).into_bytes()));
        }
        Self { ranges, keys }
    }

    fn covers(&self, place: &Place) -> bool {
        let within = |r: &Range<usize>| r.start <= place.bytes.start && place.bytes.end <= r.end;
        self.ranges.iter().any(within) || self.keys.iter().any(|(kind, key)| *kind == place.kind && *key == place.key)
    }
}

/// Whether neither end of the range is inside a run of digits.
fn is_whole(text: &str, range: &Range<usize>) -> bool {
    let (bytes, digit) = (text.as_bytes(), |b: Option<&u8>| b.is_some_and(u8::is_ascii_digit));
    let before = range.start > 0 && digit(bytes.get(range.start - 1)) && digit(bytes.get(range.start));
    let after = digit(bytes.get(range.end - 1)) && digit(bytes.get(range.end));
    !before && !after
}

/// Whether a word is this number, followed at most by an extension.
fn is_all(word: &str, bytes: &Range<usize>) -> bool {
    let rest = word[bytes.end..].trim_start();
    let extension = ["转", "分机", "ext", "x", "#", ","].iter().any(|mark| rest.starts_with(mark));
    bytes.start == 0 && (rest.is_empty() || extension)
}

#[cfg(test)]
mod tests;
