//! What is kept of a request's content: a salted digest.

use crate::log::hash;

pub(super) fn digest_of(salt: &str, content: &str) -> String {
    hash::plain(format!("{salt}{content}").as_bytes()).to_string()
}

/// The kept form of a request's content: the salt as 32 hex digits, then the SHA-256 of those digits and the content.
pub(super) fn said(salt: [u8; 16], content: &str) -> String {
    let salt = hash::to_hex(&salt);
    let digest = digest_of(&salt, content);
    salt + &digest
}

/// What a row of an import said, as it is kept: the salt, and half of the salted digest, which is enough to tell rows apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowSaid {
    salt: [u8; 16],
    half: [u8; 16],
}

impl RowSaid {
    /// The length of its kept form.
    pub const LENGTH: usize = 96;

    /// Reads the kept form.
    #[must_use]
    pub fn parse(kept: &str) -> Option<Self> {
        let byte = |text: &[u8], at: usize| {
            u8::from_str_radix(std::str::from_utf8(text.get(at * 2..at * 2 + 2)?).ok()?, 16).ok()
        };
        let (salt, digest) = kept.as_bytes().split_at_checked(32)?;
        let (mut said, bytes) = (Self { salt: [0; 16], half: [0; 16] }, 0..16);
        for at in bytes {
            (said.salt[at], said.half[at]) = (byte(salt, at)?, byte(digest, at)?);
        }
        Some(said)
    }

    /// Whether a row that says this says the same.
    #[must_use]
    pub fn is(&self, content: &str) -> bool {
        hash::plain(format!("{}{content}", hash::to_hex(&self.salt)).as_bytes()).0[..16] == self.half
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_row_said_is_recognized_by_its_salted_digest() {
        let kept = said([7; 16], "a row");
        assert_eq!(kept.len(), RowSaid::LENGTH);
        let read = RowSaid::parse(&kept).expect("the kept form");
        assert!(read.is("a row") && !read.is("another row"));
        assert_eq!(RowSaid::parse("zz"), None);
    }
}
