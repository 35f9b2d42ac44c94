//! A line in our own shape looked at as it stands: whether it says a text, without an event being made of it.
//!
//! Invariant: what it says of a line is what a reading of the event says; a line of which it cannot be sure, above all one
//! that may be no event, is left to that reading.

use super::line_walk::{Held, Walk};
use super::spelling::{self, In};
use crate::domain::event::{Body, Event, KINDS};
use crate::domain::value::id::{CaseId, DeskCode};
use crate::domain::value::moment::Moment;
use crate::domain::value::texts::half_width;
use crate::log::hash::{HEX_LEN, is_hex};
use crate::log::{Digest, Needle};
use std::cell::RefCell;

/// Keys of a line that are none of a kind.
const OURS: &[&str] = &[
    "n", "at", "by", "clock", "os", "case", "seq", "request", "import", "text", "sealed", "said", "hash", "more",
    "synced",
];

/// A word that is looked for.
pub(super) struct Sought {
    needle: Needle,
    /// The same in a text that is no JSON.
    said: Needle,
    /// A reading may write dates, sums and names of cases otherwise than they stand in the line, and so make a text of such signs.
    may_be_made: bool,
}

/// What is known of a line that is certainly an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Glance {
    /// Its case.
    pub(super) case: Option<CaseId>,
    /// Digest of what it has on the private side.
    pub(super) sealed: Option<Digest>,
    /// Whether it says the text; `None` where only a reading tells.
    pub(super) says: Option<bool>,
}

impl Sought {
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

    /// Whether a code is the word, and not only has it in it.
    pub(super) fn is(&self, code: &str) -> bool {
        self.said.find(code.as_bytes()) == Some(0..code.len())
    }

    /// Looks at a line in which the text's bytes are first found at `first`, if at all; `None` where it is not certain that it is
    /// an event.
    pub(super) fn glance(&self, line: &[u8], first: Option<usize>) -> Option<Glance> {
        let line = std::str::from_utf8(line).ok()?;
        let mut walk = Walk::new(line, &self.needle, first);
        let (mut says, mut sealed) = (false, None);
        walk.expect(b"{\"n\":")?;
        walk.whole_number(16)?;
        walk.expect(b",\"at\":")?;
        let _: Moment = walk.plain()?.parse().ok()?;
        walk.expect(b",\"by\":")?;
        let by = walk.string()?;
        // One who is named as the text says, not one whose code has it in it.
        says |= walk.whole(&by).is_some_and(|by| self.is(by));
        if walk.take(b",\"clock\":") {
            let _: Moment = walk.plain()?.parse().ok()?;
        }
        if walk.take(b",\"os\":") {
            walk.plain()?;
        }
        let case = if walk.take(b",\"case\":") { Some(self.case(&mut walk, &mut says)?) } else { None };
        walk.expect(b",\"")?;
        says |= body(&mut walk)?;
        if walk.take(b",\"request\":") {
            walk.plain()?;
        }
        if walk.take(b",\"import\":") {
            let import = walk.string()?;
            says |= walk.holds(&import) == Held::Yes;
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
            while walk.take(b",\"") {
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
            // A line that holds it in no form says it in none.
            None => Some(false),
            Some(_) if says => Some(true),
            Some(_) => not.then_some(false),
        };
        Some(Glance { case, sealed, says })
    }

    fn case(&self, walk: &mut Walk<'_, '_>, says: &mut bool) -> Option<CaseId> {
        let name = walk.string()?;
        let id: CaseId = walk.whole(&name)?.parse().ok()?;
        // A text that it has only as a reading would write it may be made: that is left to a reading.
        *says |= walk.holds(&name) == Held::Yes && self.is_in(&id.to_string());
        walk.expect(b",\"seq\":")?;
        walk.whole_number(9)?;
        Some(id)
    }
}

/// The kind and what belongs to it, from after the kind's opening quote: whether it says the text.
fn body(walk: &mut Walk<'_, '_>) -> Option<bool> {
    let kind = walk.key()?;
    if OURS.contains(&kind) {
        return None;
    }
    walk.expect(b"{")?;
    // The fact that says the text, unless the same key comes again.
    let mut by_key: Option<&str> = None;
    let mut first = true;
    while !walk.take(b"}") {
        if !first {
            walk.expect(b",")?;
        }
        first = false;
        walk.expect(b"\"")?;
        let key = walk.key()?;
        if by_key == Some(key) {
            by_key = None;
            walk.unsure = true;
        }
        let (held, listed) = fact(walk)?;
        if held == Held::Yes && gives_back(kind, key, listed) {
            by_key = Some(key);
        } else {
            walk.unsure |= held != Held::No;
        }
    }
    Some(by_key.is_some())
}

/// A fact: whether it holds the text as a text of its own or as one of a list of texts, and which of these.
fn fact(walk: &mut Walk<'_, '_>) -> Option<(Held, bool)> {
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
fn digits<'l>(walk: &mut Walk<'l, '_>) -> Option<&'l [u8]> {
    let digits = walk.quoted(HEX_LEN)?;
    is_hex(digits).then_some(digits)
}

thread_local! {
    /// What [`gives_back`] has found out: a few dozen at most, and the same whatever is looked for.
    static KNOWN: RefCell<Vec<(String, String, bool, bool)>> = const { RefCell::new(Vec::new()) };
}

/// Whether a reading gives back any text that stands as this fact of that kind. The reading itself is asked, once.
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
    if matches!(event.body, Body::Unknown { .. }) && KINDS.contains(&kind) {
        // Read as it stands, because it does not fit.
        return false;
    }
    serde_json::from_str::<serde_json::Value>(&event.body.json()).is_ok_and(|json| json[key] == value)
}
