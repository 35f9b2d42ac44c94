//! Checks the digests of many lines at once, which is faster than one after the other. A line whose digests are right is marked; whoever
//! checks it need not hash it again, and what is wrong with any other is found out there.
//!
//! Invariant: a mark says what hashing this line would find. The hash that a line must follow is that which the line before states.

use super::check::{LineSpan, lines};
use super::hash::{self, Parts};
use super::line::{Line, Malformed, PrivateParts};

/// So many lines are checked at once.
const MANY: usize = 128;

/// A line's parts, and the hash of the line before, if that is known.
pub type Following<'a> = (Result<Line<'a>, Malformed>, Option<&'a [u8]>);

/// Marks the lines that follow from the line before, and the texts that match their digests.
pub fn vouch(lines: &mut [Following<'_>]) {
    let mut claims = Claims::default();
    for (at, (line, previous)) in lines.iter().enumerate() {
        let Ok(line) = line else { continue };
        if let Some(previous) = previous {
            claims.add((at, false), [*previous, line.covered, b""], line.hash);
        }
        if let (Some(text), Some(said)) = (&line.text, line.trailer().said)
            && let Some(payload) = text.payload()
        {
            claims.add((at, true), [text.salt, payload, b""], said);
        }
    }
    for (at, is_text) in claims.right() {
        let Ok(line) = &mut lines[at].0 else { continue };
        if let (true, Some(text)) = (is_text, &mut line.text) {
            text.vouch();
        } else {
            line.vouch();
        }
    }
}

/// The lines of a segment with their parts, marked.
pub(crate) fn vouched(bytes: &[u8]) -> impl Iterator<Item = (LineSpan<'_>, Result<Line<'_>, Malformed>)> {
    let mut before: Option<&[u8]> = None;
    together(bytes, move |spans| {
        let mut all: Vec<Following<'_>> = Vec::with_capacity(spans.len());
        for span in spans {
            let line = Line::split(span.bytes);
            all.push((line, before));
            before = line.ok().map(|line| line.hash);
        }
        vouch(&mut all);
        all.into_iter().map(|(line, _)| line).collect()
    })
}

/// The lines of a private segment with their parts, marked.
pub(crate) fn vouched_private(
    bytes: &[u8],
) -> impl Iterator<Item = (LineSpan<'_>, Result<PrivateParts<'_>, Malformed>)> {
    together(bytes, |spans| {
        let mut all: Vec<_> = spans.iter().map(|span| PrivateParts::split(span.bytes)).collect();
        let mut claims = Claims::default();
        for (at, parts) in all.iter().enumerate() {
            if let Ok(parts) = parts
                && let Some(payload) = parts.salted.payload()
            {
                claims.add((at, true), [parts.salted.salt, payload, b""], parts.sealed);
            }
        }
        for (at, _) in claims.right() {
            if let Ok(parts) = &mut all[at] {
                parts.salted.vouch();
            }
        }
        all
    })
}

/// Splits bytes into lines, and calls `split` with some at a time.
fn together<'a, P: 'a>(
    bytes: &'a [u8],
    mut split: impl FnMut(&[LineSpan<'a>]) -> Vec<P> + 'a,
) -> impl Iterator<Item = (LineSpan<'a>, P)> {
    let mut spans = lines(bytes);
    std::iter::from_fn(move || {
        let some: Vec<LineSpan<'a>> = spans.by_ref().take(MANY).collect();
        let parts = split(&some);
        (!some.is_empty()).then(|| some.into_iter().zip(parts))
    })
    .flatten()
}

/// Digests that are stated, and what they are said to be of.
#[derive(Default)]
struct Claims<'a> {
    /// The line, and whether it is its payload.
    of: Vec<(usize, bool)>,
    messages: Vec<Parts<'a>>,
    /// As hex digits.
    stated: Vec<&'a [u8]>,
}

impl<'a> Claims<'a> {
    fn add(&mut self, of: (usize, bool), message: Parts<'a>, stated: &'a [u8]) {
        self.of.push(of);
        self.messages.push(message);
        self.stated.push(stated);
    }

    /// Those that are right.
    fn right(self) -> Vec<(usize, bool)> {
        let digests = hash::many(&self.messages);
        let right = digests.iter().zip(self.stated).map(|(digest, stated)| digest.hex() == stated);
        self.of.into_iter().zip(right).filter_map(|(of, right)| right.then_some(of)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::draft::tests::{draft, event, private_line};
    use super::super::line::Payload;
    use super::*;
    use crate::log::check;

    #[test]
    fn marked_lines_and_flipped_ones_are_judged_as_without_marks() {
        let mut bytes = Vec::new();
        for number in 0..MANY + 20 {
            let text = format!(r#""note":"{}""#, "x".repeat(number));
            bytes.extend(event(&draft(if number % 3 == 0 { "" } else { &text }), None, 0).expect("a line"));
            bytes.push(b'\n');
        }
        let whole = bytes.clone();
        for flip in (0..whole.len()).step_by(97) {
            bytes.clone_from(&whole);
            bytes[flip] ^= 1;
            let mut before: Option<&[u8]> = None;
            for (span, parts) in vouched(&bytes) {
                let plain = Line::split(span.bytes);
                assert_eq!(check::chain(parts, before), check::chain(plain, before), "{flip}");
                before = plain.ok().map(|line| line.hash);
            }
        }
    }

    #[test]
    fn marked_private_lines_are_judged_as_without_marks() {
        let mut bytes = Vec::new();
        for number in 0..9u8 {
            bytes.extend(private_line(&format!(r#""name":"{number}""#), [number + 1; 16]).0);
        }
        let at = bytes.len() - 5;
        bytes[at] ^= 1;
        let states: Vec<Payload> = vouched_private(&bytes)
            .map(|(span, parts)| {
                let (parts, plain) = (parts.expect("parts"), PrivateParts::split(span.bytes).expect("parts"));
                assert_eq!(parts.salted.state(parts.sealed), plain.salted.state(plain.sealed));
                parts.salted.state(parts.sealed)
            })
            .collect();
        assert_eq!(states[7..], [Payload::Matches, Payload::Differs]);
    }
}
