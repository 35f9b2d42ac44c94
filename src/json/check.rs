//! Checking that some bytes are one JSON object. Every line is checked before it is written, so the check is one pass and builds nothing.
//!
//! Invariant: accepts only what the JSON grammar allows. Source: RFC 8259.

use crate::json::plain;

/// The greatest nesting depth of objects and lists. Other JSON readers have a limit too.
const DEPTH: usize = 100;

/// Whether the bytes are exactly one object. The caller checks that they are UTF-8.
pub(crate) fn is_object(bytes: &[u8]) -> bool {
    let mut left = Left(bytes);
    left.next() == Some(b'{') && left.members(DEPTH - 1).is_some() && left.0.is_empty()
}

/// The bytes that are not read yet. Each method removes what it has read; `None`: the bytes are invalid.
struct Left<'a>(&'a [u8]);

impl Left<'_> {
    #[inline]
    fn next(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    /// The next byte that is not white space.
    #[inline]
    fn mark(&mut self) -> Option<u8> {
        loop {
            let byte = self.next()?;
            if !matches!(byte, b' ' | b'\t' | b'\n' | b'\r') {
                return Some(byte);
            }
        }
    }

    fn take(&mut self, byte: u8) -> bool {
        let is = self.0.first() == Some(&byte);
        if is {
            self.0 = &self.0[1..];
        }
        is
    }

    fn word(&mut self, word: &[u8]) -> Option<()> {
        self.0 = self.0.strip_prefix(word)?;
        Some(())
    }

    /// The rest of a value, after its first byte.
    #[inline]
    fn value(&mut self, first: u8, depth: usize) -> Option<()> {
        match first {
            b'"' => self.string(),
            b'{' => self.members(depth.checked_sub(1)?),
            b'[' => self.items(depth.checked_sub(1)?),
            b't' => self.word(b"rue"),
            b'f' => self.word(b"alse"),
            b'n' => self.word(b"ull"),
            b'-' => {
                let first = self.next()?;
                self.number(first)
            }
            digit => self.number(digit),
        }
    }

    /// The rest of an object, after its brace.
    fn members(&mut self, depth: usize) -> Option<()> {
        let mut first = self.mark()?;
        if first == b'}' {
            return Some(());
        }
        loop {
            if first != b'"' {
                return None;
            }
            self.string()?;
            if self.mark()? != b':' {
                return None;
            }
            let value = self.mark()?;
            self.value(value, depth)?;
            match self.mark()? {
                b',' => first = self.mark()?,
                b'}' => return Some(()),
                _ => return None,
            }
        }
    }

    /// The rest of a list, after its bracket.
    fn items(&mut self, depth: usize) -> Option<()> {
        let mut first = self.mark()?;
        if first == b']' {
            return Some(());
        }
        loop {
            self.value(first, depth)?;
            match self.mark()? {
                b',' => first = self.mark()?,
                b']' => return Some(()),
                _ => return None,
            }
        }
    }

    /// The rest of a string, after its opening quotation mark.
    #[inline]
    fn string(&mut self) -> Option<()> {
        loop {
            self.0 = &self.0[plain(self.0)..];
            match self.next()? {
                b'"' => return Some(()),
                b'\\' => self.escape()?,
                _ => return None,
            }
        }
    }

    /// The rest of an escape, after its backslash.
    fn escape(&mut self) -> Option<()> {
        match self.next()? {
            b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => Some(()),
            b'u' => {
                let (digits, rest) = self.0.split_at_checked(4)?;
                self.0 = rest;
                digits.iter().all(u8::is_ascii_hexdigit).then_some(())
            }
            _ => None,
        }
    }

    /// The rest of a number, after its first digit.
    fn number(&mut self, first: u8) -> Option<()> {
        match first {
            b'0' => {}
            b'1'..=b'9' => drop(self.digits()),
            _ => return None,
        }
        if self.take(b'.') {
            self.digits()?;
        }
        if self.take(b'e') || self.take(b'E') {
            let _ = self.take(b'+') || self.take(b'-');
            self.digits()?;
        }
        Some(())
    }

    /// One or more digits.
    fn digits(&mut self) -> Option<()> {
        let count = self.0.iter().take_while(|b| b.is_ascii_digit()).count();
        self.0 = &self.0[count..];
        (count > 0).then_some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn by_serde(bytes: &[u8]) -> bool {
        bytes.first() == Some(&b'{')
            && bytes.last() == Some(&b'}')
            && serde_json::from_slice::<serde::de::IgnoredAny>(bytes).is_ok()
    }

    #[test]
    fn objects_are_accepted_and_rejected_by_the_grammar() {
        for good in
            ["{}", "{ }", r#"{"a":[1,-2.5e+3,0,{"b":"\u00e9\n柜台"}],"c":[],"d":{}, "e" : null,"f":true,"g":false}"#]
        {
            assert!(is_object(good.as_bytes()) && by_serde(good.as_bytes()), "{good}");
        }
        let deep = format!("{{\"a\":{}{}}}", "[".repeat(200), "]".repeat(200));
        let bad =
            [r#"{"a":01}"#, r#"{"a":1.}"#, r#"{"a":-}"#, r#"{"a":+1}"#, r#"{"a":1,}"#, r#"{"a":[1,]}"#, r#"{"a"}"#];
        let more = [r#"{"a":"\u12g4"}"#, r#"{"a":"\x"}"#, "{\"a\":\"\u{1}\"}", "{}{}", "[]", "", "{", r#"{"a":nul}"#];
        for bad in bad.iter().chain(&more) {
            assert!(!is_object(bad.as_bytes()) && !by_serde(bad.as_bytes()), "{bad}");
        }
        // Too deep for `is_object`; serde's `IgnoredAny` would accept it.
        assert!(!is_object(deep.as_bytes()));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4096, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn is_object_agrees_with_serde(text in r#"(\{|\}|\[|\]|,|:|"|\\|u00|[0-9a-eE.+-]|true|null| |"a":|"é"){0,24}"#, at in any::<prop::sample::Index>(), byte in any::<u8>()) {
            prop_assert_eq!(is_object(text.as_bytes()), by_serde(text.as_bytes()), "{}", text);
            // Change one byte of a valid object: mistakes are most likely near valid input.
            let mut bytes = br#"{"n":17,"at":"x\u0041","a":{"b":[1.5,-2e9,true,null,{}],"c":"d"}}"#.to_vec();
            let at = at.index(bytes.len());
            bytes[at] = byte;
            if std::str::from_utf8(&bytes).is_ok() {
                prop_assert_eq!(is_object(&bytes), by_serde(&bytes), "{:?}", String::from_utf8_lossy(&bytes));
            }
        }
    }
}
