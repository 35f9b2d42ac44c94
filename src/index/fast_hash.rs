//! A fast hash for the maps that are used while an index is built: several look-ups per event.
//!
//! Invariant: no stored data depends on it. It does not resist chosen collisions; keys are case names and codes from the desks' own logs,
//! and tables of codes are bounded, so nobody gains by causing some.

#![allow(clippy::cast_possible_truncation, reason = "a hash keeps the low bits")]

use std::hash::{BuildHasherDefault, Hasher};

/// A map with this hash.
pub(super) type Map<K, V> = std::collections::HashMap<K, V, BuildHasherDefault<FastHash>>;
/// A set with this hash.
pub(super) type Set<K> = std::collections::HashSet<K, BuildHasherDefault<FastHash>>;

/// Hashes eight bytes at a time by multiplication, and combines both halves of the product.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct FastHash(u64);

impl FastHash {
    #[inline]
    fn mix(&mut self, word: u64) {
        // Any odd number with well-distributed bits works; this one is derived from the golden ratio.
        let product = u128::from(self.0 ^ word ^ 0x9e37_79b9_7f4a_7c15) * u128::from(0xd6e8_feb8_6659_fd93u64);
        let [low, high] = [product as u64, (product >> 64) as u64];
        self.0 = low ^ high;
    }
}

impl Hasher for FastHash {
    #[inline]
    fn finish(&self) -> u64 {
        self.0
    }

    #[inline]
    fn write(&mut self, bytes: &[u8]) {
        let half = |half: &[u8; 4]| u64::from(u32::from_le_bytes(*half));
        if let Some(last) = bytes.last_chunk::<8>() {
            // The last eight bytes may overlap the ones before, so that nothing must be copied to fill a word.
            bytes.as_chunks::<8>().0.iter().for_each(|word| self.mix(u64::from_le_bytes(*word)));
            self.mix(u64::from_le_bytes(*last) ^ bytes.len() as u64);
        } else if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
            self.mix(half(first) << 32 ^ half(last) ^ (bytes.len() as u64) << 61);
        } else if let (Some(first), Some(last)) = (bytes.first(), bytes.last()) {
            let middle = bytes[bytes.len() / 2];
            self.mix(u64::from_le_bytes([*first, middle, *last, 0, 0, 0, 0, bytes.len() as u8]));
        }
    }

    #[inline]
    fn write_u8(&mut self, n: u8) {
        self.mix(n.into());
    }

    #[inline]
    fn write_u16(&mut self, n: u16) {
        self.mix(n.into());
    }

    #[inline]
    fn write_u32(&mut self, n: u32) {
        self.mix(n.into());
    }

    // The length prefix of an array, which is always the same.
    #[inline]
    fn write_usize(&mut self, _: usize) {}
}
