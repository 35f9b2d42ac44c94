//! Composing a line from an event that has no number, salts or hash yet.
//!
//! Invariant: every composed line is parsed again before it is used, so no line is written that `line.rs` would split differently.
//! Source: `design.md` §2.1 and §2.2.

use super::error::DraftProblem;
use super::form::WRITTEN;
use super::hash::{self, Digest, Parts};
use super::layout::{SegmentName, WriterName};
use super::line::{HASH_KEY, Line, SALT_LEN, number};
use crate::json::check::is_object;
use crate::json::put_number;

/// One event before it has a number, salts or a hash, as JSON members that the caller has rendered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LineDraft<'a> {
    /// The members from `"at":…` on, in the log's order, without `n`, `said`, `sealed`, `more`, `hash`, `text`.
    pub members: &'a [u8],
    /// The members of `text`, `"title":"…"`; empty if there are none.
    pub text: &'a [u8],
    /// The members of `data` on the private side; empty if there are none.
    pub private: &'a [u8],
}

/// The events of one commit, concatenated in a few large buffers. A batch may have a hundred thousand events, and a commit is passed to
/// another thread: small buffers for each event would be freed there while this thread allocates the next ones, and the two threads
/// would wait for each other's allocator. A single buffer would be copied whenever it grows.
#[derive(Clone, Debug, Default)]
pub struct Drafts {
    /// Pieces up to `last` are in use.
    pieces: Vec<Vec<u8>>,
    last: usize,
    places: Vec<Place>,
    bytes: usize,
}

/// Where an event is stored: its piece, its start, and the ends of its members, text and private data.
#[derive(Clone, Copy, Debug)]
struct Place {
    piece: usize,
    start: usize,
    ends: [usize; 3],
}

/// A piece with at least this many bytes is full. `ROOM` leaves space for one more event of nearly any size.
const PIECE: usize = 1 << 20;
const ROOM: usize = PIECE + (64 << 10);

impl Drafts {
    /// Appends an event. `write` is called for each part in turn (0 members, 1 text, 2 private) and appends its bytes.
    pub fn add(&mut self, mut write: impl FnMut(usize, &mut Vec<u8>)) {
        if self.pieces.is_empty() {
            self.pieces.push(Vec::new());
        }
        if self.pieces[self.last].len() >= PIECE {
            self.last += 1;
            if self.last == self.pieces.len() {
                self.pieces.push(Vec::with_capacity(ROOM));
            }
        }
        let (piece, bytes) = (self.last, &mut self.pieces[self.last]);
        let start = bytes.len();
        let ends = [0, 1, 2].map(|part| {
            write(part, bytes);
            bytes.len()
        });
        self.bytes += ends[2] - start;
        self.places.push(Place { piece, start, ends });
    }

    /// Removes all events and keeps the memory.
    pub fn clear(&mut self) {
        // The memory of an unusually long row is released.
        self.pieces.retain(|piece| piece.capacity() <= 2 * ROOM);
        self.pieces.iter_mut().for_each(Vec::clear);
        self.places.clear();
        (self.last, self.bytes) = (0, 0);
    }

    /// The event at an index, from 0.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<LineDraft<'_>> {
        let Place { piece, start, ends: [members, text, private] } = *self.places.get(index)?;
        let bytes = self.pieces.get(piece)?;
        Some(LineDraft { members: &bytes[start..members], text: &bytes[members..text], private: &bytes[text..private] })
    }

    /// All events, in order.
    pub fn iter(&self) -> impl Iterator<Item = LineDraft<'_>> {
        (0..self.len()).filter_map(|index| self.get(index))
    }

    /// How many events there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// How many salts the lines of these events need.
    #[must_use]
    pub fn salts(&self) -> usize {
        self.iter().map(|draft| usize::from(!draft.text.is_empty()) + usize::from(!draft.private.is_empty())).sum()
    }

    /// Whether there are no events.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// The size of all events in bytes; each line adds a few hundred more.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.bytes
    }
}

/// Appends a segment's header, line break included; returns its hash.
pub(crate) fn write_header(
    out: &mut Vec<u8>,
    project: &str,
    writer: WriterName,
    segment: SegmentName,
    previous: &Digest,
) -> Digest {
    let start = out.len();
    let (desk, id) = (writer.desk(), writer.id());
    let covered = format!(
        "{{\"redress\":{WRITTEN},\"project\":\"{project}\",\"desk\":\"{desk}\",\"writer\":\"{id}\",\"segment\":\"{segment}\""
    );
    out.extend(covered.as_bytes());
    let hash = finish(out, start, previous);
    out.extend(b"}\n");
    hash
}

/// A salt, and the digest of what it salts.
#[derive(Clone, Copy)]
pub(crate) struct Seal {
    salt: [u8; SALT_LEN],
    digest: Digest,
}

/// The seals of the texts and of the private data of some events, by their salts (random bytes for each of the two).
pub(crate) fn seals(some: &[(LineDraft<'_>, [[u8; 16]; 2])]) -> Vec<[Option<Seal>; 2]> {
    let digits = |salt: [u8; 16]| {
        let mut digits = [0; SALT_LEN];
        hash::put_hex(&salt, &mut digits);
        digits
    };
    let salts: Vec<[[u8; SALT_LEN]; 2]> = some.iter().map(|(_, salts)| salts.map(digits)).collect();
    let mut messages: Vec<Parts<'_>> = Vec::with_capacity(2 * some.len());
    for ((draft, _), [text, private]) in some.iter().zip(&salts) {
        if !draft.text.is_empty() {
            messages.push([text, draft.text, b""]);
        }
        if !draft.private.is_empty() {
            // The digest covers the members, without the two closing braces.
            messages.push([private, PRIVATE_HEAD, draft.private]);
        }
    }
    let mut digests = hash::many(&messages).into_iter();
    let mut seal = |payload: &[u8], salt: [u8; SALT_LEN]| {
        let digest = if payload.is_empty() { None } else { digests.next() };
        digest.map(|digest| Seal { salt, digest })
    };
    let both = some.iter().zip(&salts);
    both.map(|((draft, _), [text, private])| [seal(draft.text, *text), seal(draft.private, *private)]).collect()
}

/// The parts of an event's line besides its draft.
pub(crate) struct Making<'a> {
    /// The event's number.
    pub(crate) n: u64,
    /// Salt and digest of its text.
    pub(crate) said: Option<Seal>,
    /// The digest of its private line.
    pub(crate) sealed: Option<Digest>,
    /// How many lines of the commit follow.
    pub(crate) more: usize,
    /// The previous line's hash.
    pub(crate) previous: &'a Digest,
}

/// Appends an event's line, line break included; returns its hash.
pub(crate) fn write_event(
    out: &mut Vec<u8>,
    draft: &LineDraft<'_>,
    making: &Making<'_>,
) -> Result<Digest, DraftProblem> {
    let start = out.len();
    out.extend(b"{\"n\":");
    put_number(out, making.n);
    out.push(b',');
    out.extend(draft.members);
    check_object(out, start)?;
    let said = making.said.map(|said| said.digest);
    for (key, digest) in [(&b",\"said\":\""[..], said), (b",\"sealed\":\"", making.sealed)] {
        if let Some(digest) = digest {
            out.extend(key);
            out.extend(digest.hex());
            out.push(b'"');
        }
    }
    if making.more > 0 {
        out.extend(b",\"more\":");
        put_number(out, making.more as u64);
    }
    let covered = out.len() - start;
    let hash = finish(out, start, making.previous);
    if let Some(said) = making.said {
        out.extend(b",\"text\":");
        let text = out.len();
        out.extend(b"{\"salt\":\"");
        out.extend(said.salt);
        out.extend(b"\",");
        out.extend(draft.text);
        check_object(out, text)?;
        out.push(b'}');
    }
    out.push(b'}');
    // Parse what was written: a body key with the name of one of the log's keys is detected here.
    let line = Line::split(&out[start..]).map_err(|_| DraftProblem::ReservedKey)?;
    let (trailer, more) = (line.trailer(), u32::try_from(making.more).ok().filter(|&m| m > 0));
    let same = |found: Option<&[u8]>, meant: Option<Digest>| found == meant.map(|d| d.hex()).as_ref().map(|h| &h[..]);
    let good = line.covered.len() == covered
        && number(line.covered) == Some(making.n)
        && trailer.more == more
        && same(trailer.said, said)
        && same(trailer.sealed, making.sealed);
    out.push(b'\n');
    if good { Ok(hash) } else { Err(DraftProblem::ReservedKey) }
}

/// The bytes between a private line's salt and its data's members.
const PRIVATE_HEAD: &[u8] = b"\"data\":{";

/// Appends a private line, line break included; returns its digest.
pub(crate) fn write_private(out: &mut Vec<u8>, private: &[u8], seal: Seal) -> Result<Digest, DraftProblem> {
    let start = out.len();
    out.extend(b"{\"sealed\":\"");
    out.extend(seal.digest.hex());
    out.extend(b"\",\"salt\":\"");
    out.extend(seal.salt);
    out.extend(b"\",");
    out.extend(PRIVATE_HEAD);
    let object = out.len() - 1;
    out.extend(private);
    if let Err(problem) = check_object(out, object) {
        out.truncate(start);
        return Err(problem);
    }
    out.extend(b"}}\n");
    Ok(seal.digest)
}

fn finish(out: &mut Vec<u8>, start: usize, previous: &Digest) -> Digest {
    let hash = hash::chain(&previous.hex(), &out[start..]);
    out.extend(HASH_KEY);
    out.extend(hash.hex());
    out.push(b'"');
    hash
}

/// Checks that what was written from `start` on becomes one JSON object on one line when a brace is added.
fn check_object(out: &mut Vec<u8>, start: usize) -> Result<(), DraftProblem> {
    out.push(b'}');
    let object = &out[start..];
    let good = is_object(object) && memchr::memchr(b'\n', object).is_none() && std::str::from_utf8(object).is_ok();
    out.pop();
    if good { Ok(()) } else { Err(DraftProblem::NotMembers) }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn draft(text: &str) -> LineDraft<'_> {
        LineDraft { members: br#""at":"t","assigned":{"unit":"x"}"#, text: text.as_bytes(), private: b"" }
    }

    /// A private line with this salt.
    pub(crate) fn private_line(private: &str, salt: [u8; 16]) -> (Vec<u8>, Digest) {
        let draft = LineDraft { private: private.as_bytes(), ..LineDraft::default() };
        let seal = seals(&[(draft, [salt; 2])])[0][1].expect("private data");
        let mut line = Vec::new();
        let digest = write_private(&mut line, private.as_bytes(), seal).expect("a line");
        (line, digest)
    }

    pub(crate) fn event(draft: &LineDraft<'_>, sealed: Option<Digest>, more: usize) -> Result<Vec<u8>, DraftProblem> {
        let mut out = Vec::new();
        let [said, _] = seals(&[(*draft, [[7; 16]; 2])])[0];
        write_event(&mut out, draft, &Making { n: 17, said, sealed, more, previous: &Digest([0; 32]) })?;
        assert_eq!(out.pop(), Some(b'\n'));
        Ok(out)
    }

    #[test]
    fn an_event_line_has_the_documented_bytes() {
        let sealed = hash::plain(b"x");
        let line = event(&draft(r#""title":"柜台""#), Some(sealed), 3).expect("a line");
        let salt = "07".repeat(16);
        let said = hash::salted(salt.as_bytes(), r#""title":"柜台""#.as_bytes());
        let covered =
            format!(r#"{{"n":17,"at":"t","assigned":{{"unit":"x"}},"said":"{said}","sealed":"{sealed}","more":3"#);
        let hash = hash::chain(&hash::GENESIS, covered.as_bytes());
        let whole = format!(r#"{covered},"hash":"{hash}","text":{{"salt":"{salt}","title":"柜台"}}}}"#);
        assert_eq!(String::from_utf8(line).expect("UTF-8"), whole);
    }

    #[test]
    fn drafts_that_would_not_parse_back_are_refused() {
        let with = |members: &str| event(&LineDraft { members: members.as_bytes(), ..LineDraft::default() }, None, 0);
        assert_eq!(with(r#""a":1,"hash":"x""#), Err(DraftProblem::ReservedKey));
        assert_eq!(with(r#""a":1,"more":4"#), Err(DraftProblem::ReservedKey));
        assert_eq!(with(r#""a":1}"#), Err(DraftProblem::NotMembers));
        assert_eq!(with("\"a\":\n1"), Err(DraftProblem::NotMembers));
        assert_eq!(with(""), Err(DraftProblem::NotMembers));
        assert_eq!(event(&draft(r#""a":"#), None, 0), Err(DraftProblem::NotMembers));
    }

    #[test]
    fn drafts_span_several_pieces_and_clear_frees_oversized_ones() {
        let mut drafts = Drafts::default();
        let text = |k: usize| format!("\"text\":\"{}\"", k.to_string().repeat(20_000));
        for round in 0..2 {
            assert!(drafts.is_empty() && drafts.bytes() == 0 && drafts.get(0).is_none());
            for k in 0..60 {
                let private = if k % 3 == round { "\"p\":1" } else { "" };
                drafts.add(|part, out| match part {
                    0 => out.extend(format!("\"at\":{k}").bytes()),
                    1 => out.extend(text(k).bytes()),
                    _ => out.extend(private.bytes()),
                });
            }
            assert!(drafts.pieces.len() > 1 && drafts.len() == 60);
            assert_eq!(drafts.salts(), 60 + 20);
            for (k, draft) in drafts.iter().enumerate() {
                assert_eq!(draft.members, format!("\"at\":{k}").as_bytes());
                assert_eq!(draft.text, text(k).as_bytes());
                assert_eq!(draft.private.is_empty(), k % 3 != round);
            }
            drafts.add(|part, out| {
                if part == 1 {
                    out.resize(out.len() + 3 * ROOM, b' ');
                }
            });
            drafts.clear();
            assert!(drafts.pieces.iter().all(|piece| piece.capacity() <= 2 * ROOM));
        }
    }
}
