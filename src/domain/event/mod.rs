//! Events: every kind, its fields, and its form as the JSON members of a line.
//!
//! Invariant: a kind that this version does not know still parses ([`Body::Unknown`]); every field of a body may be
//! missing, because the writer may have been older or newer. Source: `design.md` §2.1.

mod facts;
mod kinds;
mod opened;
mod quick;
mod range;
mod table;
mod upcast;
mod write;

pub use kinds::*;
pub use range::{Beyond, CODE, TEXT};
pub use upcast::AS_SENT;

pub use crate::domain::value::amount::Fields;

use crate::domain::Code;
use crate::domain::value::id::{CaseId, DeskCode, EventId};
use crate::domain::value::moment::Moment;
use crate::domain::value::texts::Texts;
use crate::json::put_text;
use chrono::NaiveDate;
use quick::Quick;
use serde::de::{self, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::borrow::Cow;
use std::fmt;
use write::Put;

/// The kinds of events of the desk that commands look up, and that can be taken back.
pub const DESK_KINDS: &[&str] = &[
    "duty_done",
    "improvement_added",
    "improvement_checked",
    "improvement_done",
    "incident_closed",
    "incident_opened",
    "incident_updated",
    "received",
    "reported",
    "revoked",
];

/// The scope of an erasure that only moves texts of a case to the private side.
pub const SEALED: &str = "sealed";

/// The scope of an erasure of values that were corrected on the private side; the parts that are still true were copied
/// to the correction.
pub const CORRECTED: &str = "corrected";

impl Body {
    /// The events whose data this event erased for good.
    #[must_use]
    pub fn erases(&self) -> &[EventId] {
        match self {
            Self::Erased(body) if body.scope != SEALED && body.scope != CORRECTED => &body.events,
            _ => &[],
        }
    }

    /// The events whose texts this event moved to the private side.
    #[must_use]
    pub fn seals(&self) -> &[EventId] {
        match self {
            Self::Erased(body) if body.scope == SEALED => &body.events,
            _ => &[],
        }
    }
}

impl Body {
    /// Calls `each` for every case that the body names, so that shared numbers can be told apart by their writer.
    pub fn each_case(&mut self, each: &mut dyn FnMut(&mut CaseId)) {
        match self {
            Self::Linked(body) => body.other.iter_mut().for_each(each),
            Self::Unlinked(body) => body.other.iter_mut().for_each(each),
            Self::WithdrawalCoerced(body) => body.accountability.iter_mut().for_each(each),
            Self::DutyDone(body) => body.found.iter_mut().for_each(each),
            Self::Revealed(body) => body.cases.iter_mut().for_each(each),
            _ => {}
        }
    }
}

impl Body {
    /// The policy fields that it sets, or the facts that it corrects.
    #[must_use]
    pub fn fields(&self) -> Option<&Fields> {
        match self {
            Self::Opened(body) => Some(&body.fields),
            Self::Classified(body) => Some(&body.fields),
            Self::Stepped(body) => Some(&body.fields),
            Self::Corrected(body) => Some(&body.set),
            _ => None,
        }
    }

    /// The same, mutable, for changes before it is recorded.
    pub fn fields_mut(&mut self) -> Option<&mut Fields> {
        match self {
            Self::Opened(body) => Some(&mut body.fields),
            Self::Classified(body) => Some(&mut body.fields),
            Self::Stepped(body) => Some(&mut body.fields),
            Self::Corrected(body) => Some(&mut body.set),
            _ => None,
        }
    }
}

/// One event, as `apply` folds it.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Desk of the writer that recorded it; taken from the log's folder, not from the line.
    pub desk: DeskCode,
    /// Lamport number; 0 before the event is recorded.
    pub n: u64,
    /// When it was recorded.
    pub at: Moment,
    /// Who recorded it.
    pub by: Code,
    /// The real time, if `at` was given by flag or environment.
    pub clock: Option<Moment>,
    /// account@host, if actor or clock were given by flag or environment.
    pub os: Code,
    /// The login name of the real user id, whoever is named as actor; empty in a simulated project and in the rows of
    /// an import.
    pub account: Code,
    /// The case, if it has one.
    pub case: Option<CaseId>,
    /// The case's k-th event as its writer saw it.
    pub seq: u32,
    /// What happened.
    pub body: Body,
    /// Idempotency key of a retry.
    pub request: Code,
    /// Key of the source row from which it was imported.
    pub import: Code,
    /// The number of that row in its file, as an editor or a workbook counts it; 0 if it is not known.
    pub row: u32,
    /// Free texts that are not private.
    pub text: Texts,
    /// Digest of this event's private data.
    pub sealed: Option<Box<str>>,
}

impl Event {
    /// When it happened: `on` if given, else when it was recorded.
    #[must_use]
    pub fn on(&self) -> Moment {
        self.body.on().unwrap_or(self.at)
    }

    /// The receipt to which it corrects the current round.
    #[must_use]
    pub fn corrected_receipt(&self) -> Option<Moment> {
        match &self.body {
            Body::Corrected(body) => body.set.get("received")?.text()?.parse().ok(),
            _ => None,
        }
    }

    /// Who did it: the person named, else who recorded it.
    #[must_use]
    pub fn doer(&self) -> &Code {
        let named = self.body.done_by();
        if named.is_empty() { &self.by } else { named }
    }

    /// Its identifier.
    #[must_use]
    pub fn id(&self) -> EventId {
        EventId { desk: self.desk, n: self.n }
    }

    /// Whether its private data can contain personal texts, and not only the digest of a request.
    #[must_use]
    pub fn may_say_private(&self) -> bool {
        let personal = match self.body {
            Body::Opened(_)
            | Body::PartyAdded(_)
            | Body::Attached(_)
            | Body::Corrected(_)
            | Body::Mediated(_)
            | Body::EvidenceAdded(_)
            | Body::EvidenceReturned(_)
            | Body::Delivered(_) => true,
            Body::Noted(_) => self.text.is_empty(),
            _ => false,
        };
        self.request.is_empty() || personal
    }

    /// Appends the line's JSON members between `n` and what the log adds (`said`, `sealed`, `more`, `hash`, `text`).
    pub fn write_members(&self, out: &mut Vec<u8>) {
        out.extend(b"\"at\":");
        self.at.put(out);
        put_code(out, ",\"by\":", &self.by);
        if let Some(clock) = &self.clock {
            out.extend(b",\"clock\":");
            clock.put(out);
        }
        if !self.os.is_empty() {
            put_code(out, ",\"os\":", &self.os);
        }
        if !self.account.is_empty() {
            put_code(out, ",\"account\":", &self.account);
        }
        if let Some(case) = &self.case {
            out.extend(b",\"case\":");
            case.put(out);
            out.extend(b",\"seq\":");
            self.seq.put(out);
        }
        out.extend(b",\"");
        out.extend(self.body.kind().as_bytes());
        out.extend(b"\":");
        self.body.write(out);
        if !self.request.is_empty() {
            put_code(out, ",\"request\":", &self.request);
        }
        if !self.import.is_empty() {
            put_code(out, ",\"import\":", &self.import);
        }
        if self.row > 0 {
            out.extend(b",\"row\":");
            self.row.put(out);
        }
    }

    /// Parses a log line (without its line end) from a log of `desk`.
    ///
    /// # Errors
    /// The line is not a JSON object with `n`, `at` and `by`.
    pub fn parse(line: &[u8], desk: DeskCode) -> Result<Self, serde_json::Error> {
        match std::str::from_utf8(line) {
            Ok(text) => Self::read(text, desk),
            Err(_) => {
                let mut event: Self = serde_json::from_slice(line)?;
                event.desk = desk;
                event.upcast();
                Ok(event)
            }
        }
    }

    /// Like [`Self::parse`], for a line that is known to be valid UTF-8.
    ///
    /// # Errors
    /// As [`Self::parse`].
    pub fn read(line: &str, desk: DeskCode) -> Result<Self, serde_json::Error> {
        let mut event = Self::blank();
        event.read_again(line, desk, Reading::Whole).map(|()| event)
    }

    /// An empty event, to be filled by [`Self::read_again`].
    #[must_use]
    pub fn blank() -> Self {
        Self {
            desk: DeskCode::default(),
            n: 0,
            at: Moment::day(NaiveDate::default()),
            by: Code::default(),
            clock: None,
            os: Code::default(),
            account: Code::default(),
            case: None,
            seq: 0,
            body: Body::Noted(Noted::default()),
            request: Code::default(),
            import: Code::default(),
            row: 0,
            text: Texts::default(),
            sealed: None,
        }
    }

    /// Parses a line into this event, so that its memory is reused: an event is large, and a log has many. After an
    /// error the contents are undefined.
    ///
    /// # Errors
    /// As [`Self::parse`].
    pub fn read_again(&mut self, line: &str, desk: DeskCode, how: Reading) -> Result<(), serde_json::Error> {
        // Nearly every line has the form that this program writes; serde parses all others.
        if Quick::new(line).event(self, how).is_none() {
            *self = Self::read_by_the_book(line)?;
        }
        self.desk = desk;
        self.upcast();
        Ok(())
    }

    fn read_by_the_book(line: &str) -> Result<Self, serde_json::Error> {
        // First assumes the known shape of each kind; if that fails, reads again to tell a body of another version from
        // an invalid line.
        let ours = memchr::memmem::find(line.as_bytes(), b"\"must\"").is_none();
        let read = |ours: bool| {
            let mut reader = serde_json::Deserializer::from_str(line);
            let event = reader.deserialize_map(EventVisitor { ours })?;
            reader.end().map(|()| event)
        };
        if ours { read(true).or_else(|_| read(false)) } else { read(false) }
    }
}

/// How much of a line to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Everything.
    Whole,
    /// What a fold needs: of the texts those in [`Texts::FOLDED`], and whether there is a digest of private data.
    Fold,
}

fn json<T: Serialize>(value: &T, out: &mut Vec<u8>) {
    // Cannot fail: strings, numbers and moments serialize without errors, and writing to a vector does not fail.
    let _ = serde_json::to_writer(out, value);
}

fn put_code(out: &mut Vec<u8>, key: &str, code: &str) {
    out.extend(key.as_bytes());
    put_text(out, code);
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

impl<'de> Deserialize<'de> for Event {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        d.deserialize_map(EventVisitor { ours: false })
    }
}

struct EventVisitor {
    /// Whether bodies must have the known shape of their kind; if so, another shape is an error.
    ours: bool,
}

impl<'de> Visitor<'de> for EventVisitor {
    type Value = Event;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a log line")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Event, A::Error> {
        let (mut n, mut at, mut by, mut body) = (None, None, None, None);
        let (mut clock, mut os, mut account) = (None, Code::default(), Code::default());
        let (mut case, mut seq) = (None, 0);
        let (mut request, mut import, mut row) = (Code::default(), Code::default(), 0);
        let (mut text, mut sealed) = (Texts::default(), None);
        while let Some(Key(key)) = map.next_key()? {
            match &*key {
                "n" => n = Some(map.next_value()?),
                "at" => at = Some(map.next_value()?),
                "by" => by = Some(map.next_value()?),
                "clock" => clock = map.next_value()?,
                "os" => os = map.next_value()?,
                "account" => account = map.next_value()?,
                "case" => case = map.next_value()?,
                "seq" => seq = map.next_value()?,
                "request" => request = map.next_value()?,
                "import" => import = map.next_value()?,
                "row" => row = map.next_value()?,
                "text" => text = map.next_value()?,
                "sealed" => sealed = map.next_value()?,
                "said" | "hash" | "more" | "synced" => drop(map.next_value::<IgnoredAny>()?),
                kind if body.is_none() && self.ours => body = Some(Body::read_ours(kind, &mut map)?),
                kind if body.is_none() => body = Some(Body::read(kind, &mut map)?),
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(Event {
            desk: DeskCode::default(),
            n: n.ok_or_else(|| de::Error::missing_field("n"))?,
            at: at.ok_or_else(|| de::Error::missing_field("at"))?,
            by: by.ok_or_else(|| de::Error::missing_field("by"))?,
            body: body.ok_or_else(|| de::Error::missing_field("kind"))?,
            clock,
            os,
            account,
            case,
            seq,
            request,
            import,
            row,
            text,
            sealed,
        })
    }
}

/// A key, borrowed from the line unless it has escapes.
#[derive(Deserialize)]
struct Key<'a>(#[serde(borrow)] Cow<'a, str>);

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = r#"{"n":17,"at":"2026-11-23T09:31:07.214+08:00","by":"li.na","case":"HQ-2026-0042","seq":1,"opened":{"channel":"phone","category":"attitude","policy":"5e","due":{"reply":{"at":"2026-11-26","rule":"P7-A11-general","from":"2026-11-23","within":"3wd"}}},"said":"aa","hash":"bb","text":{"salt":"00","title":"柜台服务态度"}}"#;

    #[test]
    fn the_example_line_of_the_design_parses() {
        let event = Event::parse(LINE.as_bytes(), DeskCode::default()).expect("a good line");
        let Body::Opened(opened) = &event.body else { panic!("opened") };
        assert_eq!((opened.channel.as_str(), event.n, event.text.get("title")), ("phone", 17, Some("柜台服务态度")));
        assert_eq!(opened.due["reply"].as_ref().map(|d| d.rule.as_str()), Some("P7-A11-general"));
        let mut members = Vec::new();
        event.write_members(&mut members);
        let again = format!("{{\"n\":17,{},\"hash\":\"bb\"}}", String::from_utf8(members).expect("UTF-8"));
        let back = Event::parse(again.as_bytes(), DeskCode::default()).expect("our own line");
        assert_eq!(back.body, event.body);
    }

    #[test]
    fn unknown_kinds_are_kept_and_unknown_keys_ignored_unless_must() {
        let line = |body: &str| {
            format!(r#"{{"n":1,"at":"2026-11-23","by":"a","case":"HQ-2026-0001","seq":1,{body},"hash":""}}"#)
        };
        let body = |s: &str| Event::parse(line(s).as_bytes(), DeskCode::default()).expect("reads").body;
        assert_eq!(
            body(r#""danced":{"to":"x"}"#),
            Body::Unknown { kind: "danced".into(), json: r#"{"to":"x"}"#.into(), must: false }
        );
        assert!(matches!(body(r#""danced":{"must":true}"#), Body::Unknown { must: true, .. }));
        assert!(matches!(body(r#""noted":{"later":1}"#), Body::Noted(_)));
        assert!(matches!(body(r#""noted":{"later":1,"must":true}"#), Body::Unknown { must: true, .. }));
        assert!(matches!(body(r#""noted":{"must":true}"#), Body::Noted(_)));
        // A known kind with an unknown shape; and a text that contains the word `must`.
        let odd = body(r#""assigned":{"unit":["a","b"]}"#);
        assert_eq!(odd, Body::Unknown { kind: "assigned".into(), json: r#"{"unit":["a","b"]}"#.into(), must: true });
        assert!(matches!(body(r#""noted":{},"text":{"note":"\"must\""}"#), Body::Noted(_)));
        assert!(Event::parse(b"{\"n\":1}", DeskCode::default()).is_err());
        let more = line(r#""noted":{}"#) + "x";
        assert!(Event::parse(more.as_bytes(), DeskCode::default()).is_err(), "something after the line's end");
    }
}
