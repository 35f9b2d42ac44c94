//! SHA-256 as the log writes it: 64 lowercase hex digits, chained over lines and salted over texts.
//!
//! Invariant: every digest that is compared with bytes of a file is compared in its hex form, so a
//! digit of the wrong case is a difference. Source: FIPS 180-4; `design.md` §2.1.

use sha2::{Digest as _, Sha256};
use std::fmt;

/// How many hex digits a digest has.
pub const HEX_LEN: usize = 64;

/// The hex digits of a digest, as they stand in a file.
pub type Hex = [u8; HEX_LEN];

/// What a very first header follows.
pub const GENESIS: Hex = [b'0'; HEX_LEN];

/// A SHA-256 digest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(pub [u8; 32]);

impl Digest {
    /// The digest that these 64 lowercase hex digits write; `None` for anything else.
    #[must_use]
    pub fn parse(hex: &[u8]) -> Option<Self> {
        if hex.len() != HEX_LEN {
            return None;
        }
        let mut out = [0; 32];
        for (byte, pair) in out.iter_mut().zip(hex.chunks_exact(2)) {
            *byte = (nibble(pair[0])? << 4) | nibble(pair[1])?;
        }
        Some(Self(out))
    }

    /// The 64 lowercase hex digits.
    #[must_use]
    pub fn hex(&self) -> Hex {
        let mut out = [0; HEX_LEN];
        for (pair, byte) in out.chunks_exact_mut(2).zip(self.0) {
            pair[0] = DIGITS[usize::from(byte >> 4)];
            pair[1] = DIGITS[usize::from(byte & 15)];
        }
        out
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(std::str::from_utf8(&self.hex()).unwrap_or_default())
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

const DIGITS: &[u8; 16] = b"0123456789abcdef";

fn nibble(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

/// Whether all bytes are lowercase hex digits.
#[must_use]
pub fn is_hex(bytes: &[u8]) -> bool {
    bytes.iter().all(|&b| nibble(b).is_some())
}

/// Bytes as lowercase hex digits.
#[must_use]
pub fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().flat_map(|b| [b >> 4, b & 15]).map(|d| char::from(DIGITS[usize::from(d)])).collect()
}

/// The hash of a line: of the previous line's hash in hex, then the bytes that this line's covers.
#[must_use]
pub fn chain(previous: &[u8], covered: &[u8]) -> Digest {
    pair(previous, covered)
}

/// The digest of an erasable payload: of its salt in hex, then the payload.
#[must_use]
pub fn salted(salt: &[u8], payload: &[u8]) -> Digest {
    pair(salt, payload)
}

/// The digest of some bytes.
#[must_use]
pub fn plain(bytes: &[u8]) -> Digest {
    pair(bytes, b"")
}

fn pair(first: &[u8], second: &[u8]) -> Digest {
    let mut sha = Sha256::new();
    sha.update(first);
    sha.update(second);
    Digest(sha.finalize().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_standard_s_own_example() {
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(chain(b"a", b"bc").to_string(), abc);
        assert_eq!(Digest::parse(abc.as_bytes()).map(|d| d.hex().to_vec()), Some(abc.as_bytes().to_vec()));
        assert_eq!(Digest::parse(abc.to_uppercase().as_bytes()), None);
    }
}
