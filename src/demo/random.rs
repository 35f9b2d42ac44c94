//! A random generator that gives the same bytes for the same seed on every machine and in every version.
//!
//! `SplitMix64` (Steele, Lea, Flood: Fast splittable pseudorandom number generators, OOPSLA 2014), seeded with the SHA-256 of a label. For
//! invented data only: its salts can be guessed, so no real data may be recorded with it.
//! Invariant: streams of different labels are independent, so a case keeps its story when others change.

use sha2::{Digest, Sha256};

/// A stream of random numbers.
#[derive(Clone, Debug)]
pub(super) struct Random(u64);

impl Random {
    /// The stream of a seed for a label and an index.
    pub(super) fn of(seed: u64, label: &str, index: u64) -> Self {
        let digest = Sha256::digest(format!("redress demo {seed} {label} {index}"));
        Self(digest.iter().take(8).fold(0, |all, byte| (all << 8) | u64::from(*byte)))
    }

    /// The next 64 bits.
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `n`; 0 if `n` is 0.
    pub(super) fn below(&mut self, n: u32) -> u32 {
        // The upper half of a product of 64 by 32 bits is below n.
        u32::try_from((u128::from(self.next()) * u128::from(n)) >> 64).unwrap_or(0)
    }

    /// A number from `low` to `high`, inclusive.
    pub(super) fn between(&mut self, low: u32, high: u32) -> u32 {
        low + self.below(high.saturating_sub(low) + 1)
    }

    /// True with a probability of `per_mille` in 1000.
    pub(super) fn chance(&mut self, per_mille: u32) -> bool {
        self.below(1000) < per_mille
    }

    /// A random element of a list that is not empty.
    pub(super) fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        let len = u32::try_from(list.len()).unwrap_or(u32::MAX);
        list[self.below(len) as usize]
    }

    /// A random element of a list that is not empty, by weight.
    pub(super) fn weighted<T: Copy>(&mut self, list: &[(T, u32)]) -> T {
        let mut left = self.below(list.iter().map(|(_, weight)| weight).sum());
        for (what, weight) in list {
            if left < *weight {
                return *what;
            }
            left -= weight;
        }
        list[0].0
    }

    /// Sixteen bytes.
    pub(super) fn bytes(&mut self) -> [u8; 16] {
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&self.next().to_be_bytes());
        bytes[8..].copy_from_slice(&self.next().to_be_bytes());
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_generator_gives_the_published_sequence() {
        let mut random = Random(1_234_567);
        let found: Vec<u64> = (0..3).map(|_| random.next()).collect();
        assert_eq!(found, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }

    #[test]
    fn streams_are_independent_and_numbers_stay_in_bounds() {
        let (mut a, mut b) = (Random::of(1, "case", 1), Random::of(1, "case", 2));
        assert_ne!(a.next(), b.next());
        assert_eq!(Random::of(1, "case", 1).next(), Random::of(1, "case", 1).next());
        let mut seen = [false; 5];
        for _ in 0..200 {
            seen[a.below(5) as usize] = true;
            assert!((7..=9).contains(&a.between(7, 9)));
            assert_ne!(b.weighted(&[("a", 1), ("never", 0), ("b", 2)]), "never");
        }
        assert_eq!(seen, [true; 5]);
        assert_eq!(a.below(0), 0);
    }
}
