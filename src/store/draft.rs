//! Composing a line: what an event is made of before it has a number, salts or a hash.
//!
//! Invariant: what is composed is read back before it is given on, so no line is ever written that `line.rs`
//! would take apart differently. Source: `design.md` §2.1 and §2.2.

use super::error::DraftProblem;
use super::hash::{self, Digest};
use super::layout::{SegmentName, WriterName};
use super::line::{HASH_KEY, Line, number};

/// One event before it has a number, salts or a hash: JSON members that the caller has rendered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// From `"at":…` on, in the log's order; without `n`, `said`, `sealed`, `more`, `hash`, `text`.
    pub members: String,
    /// The free texts, `"title":"…"`; empty if there are none.
    pub text: String,
    /// What goes to the private side, the members of `data`; empty if there is nothing.
    pub private: String,
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
        "{{\"redress\":1,\"project\":\"{project}\",\"desk\":\"{desk}\",\"writer\":\"{id}\",\"segment\":\"{segment}\""
    );
    out.extend(covered.as_bytes());
    let hash = finish(out, start, previous);
    out.extend(b"}\n");
    hash
}

/// What an event's line is made of besides its draft.
pub(crate) struct Making<'a> {
    /// Its number.
    pub(crate) n: u64,
    /// The salt of its text.
    pub(crate) salt: [u8; 16],
    /// The digest of its private line.
    pub(crate) sealed: Option<Digest>,
    /// Lines of the commit still to come.
    pub(crate) more: usize,
    /// The previous line's hash.
    pub(crate) previous: &'a Digest,
}

/// Appends an event's line, line break included; returns its hash.
pub(crate) fn write_event(out: &mut Vec<u8>, draft: &Draft, making: &Making<'_>) -> Result<Digest, DraftProblem> {
    check_members(&draft.members)?;
    let start = out.len();
    let salt = hash::to_hex(&making.salt);
    out.extend(format!("{{\"n\":{},", making.n).as_bytes());
    out.extend(draft.members.as_bytes());
    let said = (!draft.text.is_empty()).then(|| hash::salted(salt.as_bytes(), draft.text.as_bytes()));
    for (key, digest) in [("said", said), ("sealed", making.sealed)] {
        if let Some(digest) = digest {
            out.extend(format!(",\"{key}\":\"{digest}\"").as_bytes());
        }
    }
    if making.more > 0 {
        out.extend(format!(",\"more\":{}", making.more).as_bytes());
    }
    let covered = out.len() - start;
    let hash = finish(out, start, making.previous);
    if said.is_some() {
        check_members(&draft.text)?;
        out.extend(format!(",\"text\":{{\"salt\":\"{salt}\",{}}}", draft.text).as_bytes());
    }
    out.push(b'}');
    // Read back what was written: a body key that is called like one of the store's would be found here.
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

/// Appends a private line, line break included; returns its digest.
pub(crate) fn write_private(out: &mut Vec<u8>, private: &str, salt: [u8; 16]) -> Result<Digest, DraftProblem> {
    check_members(private)?;
    let salt = hash::to_hex(&salt);
    let payload = format!("\"data\":{{{private}");
    let sealed = hash::salted(salt.as_bytes(), payload.as_bytes());
    out.extend(format!("{{\"sealed\":\"{sealed}\",\"salt\":\"{salt}\",{payload}}}}}\n").as_bytes());
    Ok(sealed)
}

fn finish(out: &mut Vec<u8>, start: usize, previous: &Digest) -> Digest {
    let hash = hash::chain(&previous.hex(), &out[start..]);
    out.extend(HASH_KEY);
    out.extend(hash.hex());
    out.push(b'"');
    hash
}

fn check_members(members: &str) -> Result<(), DraftProblem> {
    let object = format!("{{{members}}}");
    let is_object = serde_json::from_str::<serde::de::IgnoredAny>(&object).is_ok();
    let good = !members.trim().is_empty() && memchr::memchr(b'\n', members.as_bytes()).is_none() && is_object;
    if good { Ok(()) } else { Err(DraftProblem::NotMembers) }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn draft(text: &str) -> Draft {
        Draft { members: r#""at":"t","assigned":{"unit":"x"}"#.into(), text: text.into(), private: String::new() }
    }

    fn making(sealed: Option<Digest>, more: usize, previous: &Digest) -> Making<'_> {
        Making { n: 17, salt: [7; 16], sealed, more, previous }
    }

    pub(crate) fn event(draft: &Draft, sealed: Option<Digest>, more: usize) -> Result<Vec<u8>, DraftProblem> {
        let mut out = Vec::new();
        write_event(&mut out, draft, &making(sealed, more, &Digest([0; 32])))?;
        assert_eq!(out.pop(), Some(b'\n'));
        Ok(out)
    }

    #[test]
    fn an_event_s_bytes_are_those_of_the_page() {
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
    fn drafts_that_would_not_be_read_back_are_refused() {
        let with = |members: &str| event(&Draft { members: members.into(), ..Draft::default() }, None, 0);
        assert_eq!(with(r#""a":1,"hash":"x""#), Err(DraftProblem::ReservedKey));
        assert_eq!(with(r#""a":1,"more":4"#), Err(DraftProblem::ReservedKey));
        assert_eq!(with(r#""a":1}"#), Err(DraftProblem::NotMembers));
        assert_eq!(with("\"a\":\n1"), Err(DraftProblem::NotMembers));
        assert_eq!(with(""), Err(DraftProblem::NotMembers));
        assert_eq!(event(&draft(r#""a":"#), None, 0), Err(DraftProblem::NotMembers));
    }
}
