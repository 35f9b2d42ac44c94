//! Steps through JSON in the form that this program writes: no white space, and of escapes only those of one letter.
//!
//! Invariant: each step passes well-formed JSON only. `None` or `false`: something else is there; serde may still read it.

use crate::json::plain;

/// A text, and the position up to which it was passed.
#[derive(Clone, Copy)]
pub(crate) struct JsonScan<'t> {
    text: &'t str,
    at: usize,
}

/// A string: the positions between its quotes.
#[derive(Clone, Copy)]
pub(crate) struct Quoted {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Where its first escape begins; equals `end` if it has none.
    pub(crate) plain: usize,
}

impl Quoted {
    /// Whether it has no escapes.
    #[inline]
    pub(crate) fn is_plain(&self) -> bool {
        self.plain == self.end
    }
}

impl<'t> JsonScan<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    /// The bytes that are not passed yet.
    #[inline]
    pub(crate) fn rest(&self) -> &'t [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    /// Passes so many bytes, which the caller has looked at.
    #[inline]
    pub(crate) fn skip(&mut self, bytes: usize) {
        self.at += bytes;
    }

    /// Whether these bytes come next; if so, passes them.
    #[inline]
    pub(crate) fn take(&mut self, wanted: &[u8]) -> bool {
        let is = self.rest().starts_with(wanted);
        self.at += if is { wanted.len() } else { 0 };
        is
    }

    /// Passes these bytes.
    #[inline]
    pub(crate) fn expect(&mut self, wanted: &[u8]) -> Option<()> {
        self.take(wanted).then_some(())
    }

    /// The end of the text.
    pub(crate) fn ends(&self) -> Option<()> {
        (self.at == self.text.len()).then_some(())
    }

    /// A string.
    #[inline]
    pub(crate) fn string(&mut self) -> Option<Quoted> {
        self.expect(b"\"")?;
        let (start, mut escaped) = (self.at, None);
        loop {
            self.at += plain(self.rest());
            let here = self.at;
            match self.rest() {
                [b'"', ..] => {
                    self.at += 1;
                    return Some(Quoted { start, end: here, plain: escaped.unwrap_or(here) });
                }
                [b'\\', b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't', ..] => self.at += 2,
                _ => return None,
            }
            escaped = escaped.or(Some(here));
        }
    }

    /// What stands between the quotes of a string, escapes as they are.
    #[inline]
    pub(crate) fn inside(&self, string: &Quoted) -> &'t str {
        &self.text[string.start..string.end]
    }

    /// A string with its quotes.
    pub(crate) fn quoted(&self, string: &Quoted) -> &'t str {
        &self.text[string.start - 1..=string.end]
    }

    /// At least one digit and at most so many; more may follow.
    #[inline]
    pub(crate) fn digits(&mut self, most: usize) -> Option<&'t [u8]> {
        let rest = self.rest();
        let count = rest.iter().take(most).take_while(|b| b.is_ascii_digit()).count();
        self.at += count;
        (count > 0).then(|| &rest[..count])
    }

    /// A whole number of at most so many digits, 18 or fewer; no digit follows.
    #[inline]
    pub(crate) fn whole_number(&mut self, most: usize) -> Option<u64> {
        let digits = self.digits(most + 1)?;
        let leading = digits.len() > 1 && digits[0] == b'0';
        let number = || digits.iter().fold(0, |n, b| n * 10 + u64::from(b - b'0'));
        (digits.len() <= most && !leading).then(number)
    }
}
