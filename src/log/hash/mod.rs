//! SHA-256 as the log uses it: 64 lowercase hex digits, chained over lines and salted over texts.
//!
//! Invariant: a digest is compared with bytes of a file in its hex form, so an uppercase digit counts as a difference. Source: FIPS
//! 180-4; `design.md` §2.1.

mod lanes;

use sha2::{Digest as _, Sha256};
use std::fmt;

/// How many hex digits a digest has.
pub const HEX_LEN: usize = 64;

/// The hex digits of a digest, as files hold them.
pub type Hex = [u8; HEX_LEN];

/// The previous hash for a writer's very first header.
pub const GENESIS: Hex = [b'0'; HEX_LEN];

/// A map keyed by digests. Digests are uniformly distributed, so no further hashing is needed.
pub(crate) type ByDigest<V> = std::collections::HashMap<Digest, V, std::hash::BuildHasherDefault<OwnBits>>;

/// A hasher that returns the first eight bytes of a digest.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct OwnBits(u64);

impl std::hash::Hasher for OwnBits {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        if let Some(first) = bytes.first_chunk() {
            self.0 = u64::from_le_bytes(*first);
        }
    }

    // The length prefix of an array, which is always the same.
    fn write_usize(&mut self, _: usize) {}
}

/// A SHA-256 digest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(pub [u8; 32]);

impl Digest {
    /// Parses 64 lowercase hex digits; `None` for anything else.
    #[must_use]
    pub fn parse(hex: &[u8]) -> Option<Self> {
        if hex.len() != HEX_LEN || !is_hex(hex) {
            return None;
        }
        let mut out = [0; 32];
        // The lower four bits of a digit are its value; those of a letter are its value minus nine.
        let value = |digit: u8| (digit & 15) + 9 * (digit >> 6);
        for (byte, pair) in out.iter_mut().zip(hex.chunks_exact(2)) {
            *byte = (value(pair[0]) << 4) | value(pair[1]);
        }
        Some(Self(out))
    }

    /// The 64 lowercase hex digits.
    #[must_use]
    pub fn hex(&self) -> Hex {
        let mut out = [0; HEX_LEN];
        put_hex(&self.0, &mut out);
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

/// Whether all bytes are lowercase hex digits.
#[must_use]
pub fn is_hex(bytes: &[u8]) -> bool {
    // Checks all bytes without an early exit, so that the compiler vectorizes it: nearly always all are hex.
    bytes.iter().fold(true, |good, b| good & (b.is_ascii_digit() | matches!(b, b'a'..=b'f')))
}

/// Bytes as lowercase hex digits.
#[must_use]
pub fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().flat_map(|b| [b >> 4, b & 15]).map(|d| char::from(DIGITS[usize::from(d)])).collect()
}

/// Puts bytes as lowercase hex digits into twice as many bytes.
#[inline]
pub(crate) fn put_hex(bytes: &[u8], out: &mut [u8]) {
    for (pair, byte) in out.chunks_exact_mut(2).zip(bytes) {
        // Without a lookup table, so that the compiler vectorizes it: every line of a log is hashed.
        let digit = |four: u8| four + b'0' + (u8::from(four > 9) * (b'a' - b'0' - 10));
        pair[0] = digit(byte >> 4);
        pair[1] = digit(byte & 15);
    }
}

/// A digest of bytes that arrive in pieces.
#[derive(Clone, Default)]
pub struct Running(Sha256);

impl Running {
    /// Adds the next piece.
    pub fn add(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The digest of all pieces.
    #[must_use]
    pub fn digest(self) -> Digest {
        Digest(self.0.finalize().into())
    }
}

/// The hash of a line: SHA-256 of the previous line's hash in hex, then the bytes that this line covers.
#[must_use]
pub fn chain(previous: &[u8], covered: &[u8]) -> Digest {
    pair(previous, covered)
}

/// The digest of an erasable payload: SHA-256 of its salt in hex, then the payload.
#[must_use]
pub fn salted(salt: &[u8], payload: &[u8]) -> Digest {
    pair(salt, payload)
}

/// A message in up to three parts, which are hashed one after the other.
pub type Parts<'a> = [&'a [u8]; 3];

/// The digests of many messages, in their order. This is faster than to hash one after the other.
#[must_use]
pub fn many(messages: &[Parts<'_>]) -> Vec<Digest> {
    lanes::many(messages)
}

/// The digest of some bytes.
#[must_use]
pub fn plain(bytes: &[u8]) -> Digest {
    pair(bytes, b"")
}

/// The digest of the rest of a file, from its current position.
///
/// # Errors
/// The file cannot be read.
pub fn of_file(file: &mut dyn std::io::Read) -> std::io::Result<Digest> {
    let (mut sha, mut buffer) = (Sha256::new(), vec![0; 64 << 10]);
    loop {
        match file.read(&mut buffer) {
            Ok(0) => return Ok(Digest(sha.finalize().into())),
            Ok(read) => sha.update(&buffer[..read]),
            Err(e) if e.kind() == std::io::ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
}

fn pair(first: &[u8], second: &[u8]) -> Digest {
    one(&[first, second, b""])
}

fn one(parts: &Parts<'_>) -> Digest {
    let mut sha = Sha256::new();
    parts.iter().for_each(|part| sha.update(part));
    Digest(sha.finalize().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sha256_of_abc_is_the_example_of_fips_180_4() {
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(chain(b"a", b"bc").to_string(), abc);
        assert_eq!(Digest::parse(abc.as_bytes()).map(|d| d.hex().to_vec()), Some(abc.as_bytes().to_vec()));
        assert_eq!(Digest::parse(abc.to_uppercase().as_bytes()), None);
    }

    #[test]
    fn hex_is_digits_and_lowercase_a_to_f_only() {
        for byte in 0..=255u8 {
            let is_digit = b"0123456789abcdef".contains(&byte);
            assert_eq!(is_hex(&[b'a', byte]), is_digit, "{byte}");
            let mut hex = [b'0'; HEX_LEN];
            hex[63] = byte;
            assert_eq!(Digest::parse(&hex).is_some(), is_digit, "{byte}");
            let digest = Digest([byte; 32]);
            let text: String = (0..32).map(|_| format!("{byte:02x}")).collect();
            assert_eq!((digest.to_string(), Digest::parse(text.as_bytes())), (text, Some(digest)));
        }
    }

    #[test]
    fn a_map_keyed_by_digests_finds_its_entries() {
        let all: ByDigest<u32> = (0..99u32).map(|i| (plain(&i.to_le_bytes()), i)).collect();
        assert!((0..99u32).all(|i| all.get(&plain(&i.to_le_bytes())) == Some(&i)));
    }
}
