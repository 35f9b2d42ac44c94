//! Decides from the raw bytes of a line in our own format whether it contains a text, without parsing an event.
//!
//! Invariant: the result equals that of parsing the event. If it is not certain, above all if the line may not be an event, the line
//! must be parsed.

use super::DIGESTS;
use super::line_walk::{Held, LineWalk};
use super::spelling::{self, In};
use crate::domain::event::{Body, Event, KINDS};
use crate::domain::value::id::{CaseId, DeskCode};
use crate::domain::value::moment::Moment;
use crate::domain::value::texts::half_width;
use crate::log::hash::{HEX_LEN, is_hex};
use crate::log::{Digest, Needle};
use std::cell::RefCell;

/// Keys of a line that are not the key of an event kind.
const OURS: &[&str] = &[
    "n", "at", "by", "clock", "os", "account", "case", "seq", "request", "import", "row", "text", "sealed", "said",
    "hash", "more", "synced",
];

/// A word that is searched for.
pub(super) struct SearchWord {
    needle: Needle,
    /// The same word in a text that is not JSON.
    said: Needle,
    /// Parsing may rewrite dates, amounts and case ids, and so produce text that is not in the line. True if the word may be of that kind.
    may_be_made: bool,
}

/// What is known of a line that is certainly an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LineMatch {
    /// Its case.
    pub(super) case: Option<CaseId>,
    /// Digest of its private data.
    pub(super) sealed: Option<Digest>,
    /// Whether it contains the word; `None` if only parsing can tell.
    pub(super) says: Option<bool>,
}

impl SearchWord {
    pub(super) fn new(word: &str) -> Self {
        let made = |b: u8| b.is_ascii_alphanumeric() || b"-+:.".contains(&b);
        let word_only = word.len() > 2 && word.bytes().all(|b| b.is_ascii_alphabetic());
        Self {
            needle: spelling::needle(word, In::Line),
            said: spelling::needle(word, In::Text),
            may_be_made: half_width(word).bytes().all(made) && !word_only,
        }
    }

    /// Finds the word in the bytes of a line.
    pub(super) fn needle(&self) -> &Needle {
        &self.needle
    }

    /// Whether a text holds the word.
    pub(super) fn is_in(&self, text: &str) -> bool {
        self.said.find(text.as_bytes()).is_some()
    }

    /// Whether a code equals the word (not only contains it).
    pub(super) fn is(&self, code: &str) -> bool {
        self.said.find(code.as_bytes()) == Some(0..code.len())
    }

    /// Looks at a line in which the word's bytes are first found at `first`, if at all; `None` if it is not certain that the line is an
    /// event.
    pub(super) fn glance(&self, line: &[u8], first: Option<usize>) -> Option<LineMatch> {
        let line = std::str::from_utf8(line).ok()?;
        let mut walk = LineWalk::new(line, &self.needle, first);
        let (mut says, mut sealed) = (false, None);
        walk.expect(b"{\"n\":")?;
        walk.whole_number(16)?;
        walk.expect(b",\"at\":")?;
        let _: Moment = walk.plain()?.parse().ok()?;
        walk.expect(b",\"by\":")?;
        let by = walk.string()?;
        // The actor's code must equal the word.
        says |= walk.whole(&by).is_some_and(|by| self.is(by));
        if walk.take(b",\"clock\":") {
            let _: Moment = walk.plain()?.parse().ok()?;
        }
        for account in [&b",\"os\":"[..], b",\"account\":"] {
            if walk.take(account) {
                walk.plain()?;
            }
        }
        let case = if walk.take(b",\"case\":") { Some(self.case(&mut walk, &mut says)?) } else { None };
        walk.expect(b",")?;
        says |= body(&mut walk)?;
        if walk.take(b",\"request\":") {
            walk.plain()?;
        }
        if walk.take(b",\"import\":") {
            let import = walk.string()?;
            says |= walk.holds(&import) == Held::Yes;
        }
        if walk.take(b",\"row\":") {
            walk.whole_number(9)?;
        }
        if walk.take(b",\"said\":") {
            digits(&mut walk)?;
        }
        if walk.take(b",\"sealed\":") {
            sealed = Some(Digest::parse(digits(&mut walk)?)?);
        }
        if walk.take(b",\"more\":") {
            walk.whole_number(9)?;
        }
        walk.expect(b",\"hash\":")?;
        digits(&mut walk)?;
        if walk.take(b",\"text\":{\"salt\":") {
            walk.plain()?;
            while walk.take(b",") {
                if walk.key()? == "salt" {
                    return None;
                }
                let said = walk.string()?;
                says |= walk.holds(&said) == Held::Yes;
            }
            walk.expect(b"}")?;
        }
        walk.expect(b"}")?;
        walk.ends()?;
        let not = !walk.unsure && !self.may_be_made;
        let says = match first {
            // A line that does not contain the bytes in any form does not contain the word.
            None => Some(false),
            Some(_) if says => Some(true),
            Some(_) => not.then_some(false),
        };
        Some(LineMatch { case, sealed, says })
    }

    fn case(&self, walk: &mut LineWalk<'_, '_>, says: &mut bool) -> Option<CaseId> {
        let name = walk.string()?;
        let id: CaseId = walk.whole(&name)?.parse().ok()?;
        // If only the rewritten form of the id contains the word, parsing must decide.
        *says |= walk.holds(&name) == Held::Yes && self.is_in(&id.to_string());
        walk.expect(b",\"seq\":")?;
        walk.whole_number(9)?;
        Some(id)
    }
}

/// The kind and its body. Returns whether it contains the word.
fn body(walk: &mut LineWalk<'_, '_>) -> Option<bool> {
    let kind = walk.key()?;
    if OURS.contains(&kind) {
        return None;
    }
    walk.expect(b"{")?;
    // The key of the fact that contains the word, unless the same key occurs again.
    let mut by_key: Option<&str> = None;
    let mut first = true;
    while !walk.take(b"}") {
        if !first {
            walk.expect(b",")?;
        }
        first = false;
        let key = walk.key()?;
        if by_key == Some(key) {
            by_key = None;
            walk.unsure = true;
        }
        let (held, listed) = fact(walk)?;
        if DIGESTS.contains(&key) {
            continue;
        }
        if held == Held::Yes && gives_back(kind, key, listed) {
            by_key = Some(key);
        } else {
            walk.unsure |= held != Held::No;
        }
    }
    Some(by_key.is_some())
}

/// A fact: whether it contains the word as a text or as one text of a list, and whether it is a list.
fn fact(walk: &mut LineWalk<'_, '_>) -> Option<(Held, bool)> {
    if walk.is_at(b"\"") {
        let value = walk.string()?;
        return Some((walk.holds(&value), false));
    }
    if !walk.is_at(b"[\"") {
        return walk.value(0).map(|held| (if held == Held::No { Held::No } else { Held::Perhaps }, false));
    }
    walk.expect(b"[")?;
    let (mut held, mut only_texts) = (Held::No, true);
    loop {
        if walk.is_at(b"\"") {
            let value = walk.string()?;
            held = held.max(walk.holds(&value));
        } else {
            only_texts = false;
            held = held.max(walk.value(0)?);
        }
        if walk.take(b"]") {
            let held = if only_texts || held == Held::No { held } else { Held::Perhaps };
            return Some((held, true));
        }
        walk.expect(b",")?;
    }
}

/// 64 hex digits in quotes.
fn digits<'l>(walk: &mut LineWalk<'l, '_>) -> Option<&'l [u8]> {
    let digits = walk.plain()?.as_bytes();
    (digits.len() == HEX_LEN && is_hex(digits)).then_some(digits)
}

thread_local! {
    /// Results of [`gives_back`]: a few dozen at most, independent of the word.
    static KNOWN: RefCell<Vec<(String, String, bool, bool)>> = const { RefCell::new(Vec::new()) };
}

/// Whether parsing returns any text in this fact of that kind unchanged. Parses a sample once and remembers the answer.
fn gives_back(kind: &str, key: &str, listed: bool) -> bool {
    KNOWN.with_borrow_mut(|known| {
        if let Some((.., answer)) =
            known.iter().find(|(k, f, l, _)| (k.as_str(), f.as_str(), *l) == (kind, key, listed))
        {
            return *answer;
        }
        let answer = ask(kind, key, listed);
        known.push((kind.into(), key.into(), listed, answer));
        answer
    })
}

fn ask(kind: &str, key: &str, listed: bool) -> bool {
    let (one, two) = ("any 文字, 1", "Another");
    let value = if listed { serde_json::json!([one, two]) } else { serde_json::json!(one) };
    let line = format!(r#"{{"n":1,"at":"2026-11-23","by":"a","{kind}":{{"{key}":{value}}}}}"#);
    let Ok(event) = Event::read(&line, DeskCode::default()) else { return false };
    if matches!(event.body, Body::Unknown { .. }) && KINDS.iter().any(|(known, _)| *known == kind) {
        // An unknown body is kept as it stands because it does not fit the kind: parsing must decide.
        return false;
    }
    serde_json::from_str::<serde_json::Value>(&event.body.json()).is_ok_and(|json| json[key] == value)
}
