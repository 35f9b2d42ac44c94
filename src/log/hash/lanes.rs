//! SHA-256 of many messages side by side, for processors that have wide registers but no instructions for SHA-256: lane `k` of every
//! register belongs to the `k`-th message at work. It hashes some seven times as many bytes a second as one message after the other.
//!
//! Invariant: the digests are those of the `sha2` crate. Source: FIPS 180-4, sections 5 and 6.2.

use super::{Digest, Parts, one};

/// For fewer messages than this the lanes would be mostly empty.
const FEW: usize = 4;

/// The digests of some messages, in their order.
pub(super) fn many(messages: &[Parts<'_>]) -> Vec<Digest> {
    if messages.len() >= FEW {
        #[cfg(target_arch = "x86_64")]
        if let Some(digests) = wide::many(messages) {
            return digests;
        }
    }
    messages.iter().map(one).collect()
}

#[cfg(target_arch = "x86_64")]
mod wide {
    use super::{Digest, Parts};
    use std::arch::x86_64 as arch;

    const BLOCK: usize = 64;

    /// The first 32 bits of the fractional parts of the square roots of the first 8 primes.
    const START: [u32; 8] =
        [0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19];

    /// The same of the cube roots of the first 64 primes.
    #[rustfmt::skip]
    const K: [u32; 64] = [
        0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
        0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
        0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
        0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
        0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
        0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
        0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
        0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
    ];

    /// For each byte of four words the place of the byte that it becomes: words are big-endian.
    const SWAP: [u32; 4] = [0x0001_0203, 0x0405_0607, 0x0809_0a0b, 0x0c0d_0e0f];

    /// A word of each of `L` messages.
    type Words<const L: usize> = [u32; L];

    /// Mixes a block of each message into its state.
    type Compress<const L: usize> = fn(&mut [Words<L>; 8], &[[u8; BLOCK]; L]);

    /// `None` where one message after the other is as fast.
    #[allow(unsafe_code)]
    pub(super) fn many(messages: &[Parts<'_>]) -> Option<Vec<Digest>> {
        if std::is_x86_feature_detected!("sha") {
            return None;
        }
        if std::is_x86_feature_detected!("avx512bw") {
            // SAFETY: the processor has these instructions.
            return Some(run::<16>(|state, rows| unsafe { sixteen::compress(state, rows) }, messages));
        }
        if std::is_x86_feature_detected!("avx2") {
            // SAFETY: as above.
            return Some(run::<8>(|state, rows| unsafe { eight::compress(state, rows) }, messages));
        }
        None
    }

    /// A lane: a message and what is left of it.
    #[derive(Clone, Copy, Default)]
    struct Lane<'m> {
        /// Its number; `None` for an idle lane, which hashes anything, and nobody looks at it.
        message: Option<usize>,
        /// The bytes left of the part at work, and the parts after it.
        left: &'m [u8],
        parts: &'m [&'m [u8]],
        /// The bytes of the message so far.
        length: u64,
        /// The one bit after the message is written; the message's length is too, so this is the last block.
        closed: bool,
        last: bool,
    }

    fn run<const L: usize>(compress: Compress<L>, messages: &[Parts<'_>]) -> Vec<Digest> {
        let mut digests = vec![Digest([0; 32]); messages.len()];
        let (mut state, mut rows) = (START.map(|word| [word; L]), [[0; BLOCK]; L]);
        let (mut lanes, mut waiting) = ([Lane::default(); L], messages.iter().enumerate());
        loop {
            let mut busy = false;
            for (at, (lane, row)) in lanes.iter_mut().zip(&mut rows).enumerate() {
                if lane.message.is_none() {
                    let Some((message, parts)) = waiting.next() else { continue };
                    *lane = Lane { message: Some(message), left: parts[0], parts: &parts[1..], ..Lane::default() };
                    state.iter_mut().zip(START).for_each(|(words, start)| words[at] = start);
                }
                busy = true;
                lane.fill(row);
            }
            if !busy {
                return digests;
            }
            compress(&mut state, &rows);
            for (at, lane) in lanes.iter_mut().enumerate().filter(|(_, lane)| lane.last) {
                let Some(message) = lane.message.take() else { continue };
                for (bytes, words) in digests[message].0.as_chunks_mut().0.iter_mut().zip(&state) {
                    *bytes = words[at].to_be_bytes();
                }
            }
        }
    }

    impl Lane<'_> {
        /// Fills a row with the next block.
        #[inline]
        fn fill(&mut self, row: &mut [u8; BLOCK]) {
            // Most blocks lie in one part.
            if let Some((block, left)) = self.left.split_first_chunk() {
                (*row, self.left) = (*block, left);
                self.length += BLOCK as u64;
                return;
            }
            self.fill_of_parts(row);
        }

        fn fill_of_parts(&mut self, row: &mut [u8; BLOCK]) {
            let mut at = 0;
            loop {
                let (here, left) = self.left.split_at(self.left.len().min(BLOCK - at));
                row[at..at + here.len()].copy_from_slice(here);
                (at, self.left) = (at + here.len(), left);
                let Some((next, after)) = self.parts.split_first().filter(|_| self.left.is_empty() && at < BLOCK)
                else {
                    break;
                };
                (self.left, self.parts) = (*next, after);
            }
            self.length += at as u64;
            row[at..].fill(0);
            if at < BLOCK && !self.closed {
                row[at] = 0x80;
                (self.closed, at) = (true, at + 1);
            }
            if let (true, Some(end)) = (self.closed && at <= BLOCK - 8, row.last_chunk_mut()) {
                *end = (8 * self.length).to_be_bytes();
                self.last = true;
            }
        }
    }

    /// The compression function over registers of some width.
    macro_rules! lanes {
        ($name:ident, $features:literal, $count:literal, $register:ty, $set:ident, $add:ident, $shift:ident, $from:ident) => {
            mod $name {
                #[allow(clippy::wildcard_imports, reason = "which instructions depends on the width")]
                use super::{BLOCK, K, Words, arch::*};

                type R = $register;

                #[target_feature(enable = $features)]
                #[allow(clippy::many_single_char_names, reason = "the names of the standard")]
                pub(super) fn compress(state: &mut [Words<$count>; 8], rows: &[[u8; BLOCK]; $count]) {
                    let mut w = turned(rows);
                    let mut before = [$set(0); 8];
                    for (before, words) in before.iter_mut().zip(&*state) {
                        *before = super::$from(*words);
                    }
                    let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = before;
                    macro_rules! round {
                        ($t:expr, $k:expr, $a:ident $b:ident $c:ident $d:ident $e:ident $f:ident $g:ident $h:ident) => {
                            if $k > 0 {
                                let (w1, w9, w14) = (w[($t + 1) % 16], w[($t + 9) % 16], w[($t + 14) % 16]);
                                let s0 = xor(turn::<7, 25>(w1), turn::<18, 14>(w1), $shift::<3>(w1));
                                let s1 = xor(turn::<17, 15>(w14), turn::<19, 13>(w14), $shift::<10>(w14));
                                w[$t] = $add($add(w[$t], s0), $add(w9, s1));
                            }
                            let k = $set(K[$k + $t].cast_signed());
                            let s1 = xor(turn::<6, 26>($e), turn::<11, 21>($e), turn::<25, 7>($e));
                            let first = $add($add($h, $add(k, w[$t])), $add(s1, choose($e, $f, $g)));
                            let s0 = xor(turn::<2, 30>($a), turn::<13, 19>($a), turn::<22, 10>($a));
                            $d = $add($d, first);
                            $h = $add(first, $add(s0, majority($a, $b, $c)));
                        };
                    }
                    for k in [0, 16, 32, 48] {
                        round!(0, k, a b c d e f g h);
                        round!(1, k, h a b c d e f g);
                        round!(2, k, g h a b c d e f);
                        round!(3, k, f g h a b c d e);
                        round!(4, k, e f g h a b c d);
                        round!(5, k, d e f g h a b c);
                        round!(6, k, c d e f g h a b);
                        round!(7, k, b c d e f g h a);
                        round!(8, k, a b c d e f g h);
                        round!(9, k, h a b c d e f g);
                        round!(10, k, g h a b c d e f);
                        round!(11, k, f g h a b c d e);
                        round!(12, k, e f g h a b c d);
                        round!(13, k, d e f g h a b c);
                        round!(14, k, c d e f g h a b);
                        round!(15, k, b c d e f g h a);
                    }
                    for (words, (before, after)) in state.iter_mut().zip(before.into_iter().zip([a, b, c, d, e, f, g, h])) {
                        *words = super::$name($add(before, after));
                    }
                }

                lanes!(@$name $features);
            }
        };
        (@sixteen $features:literal) => {
            /// The words of the rows: the first word of each, the second of each …
            #[target_feature(enable = $features)]
            #[inline]
            #[allow(clippy::many_single_char_names, reason = "four steps over the same sixteen registers")]
            fn turned(rows: &[[u8; BLOCK]; 16]) -> [R; 16] {
                let swap = super::from_16(std::array::from_fn(|at| super::SWAP[at % 4]));
                let mut r = [swap; 16];
                for (r, row) in r.iter_mut().zip(rows) {
                    *r = _mm512_shuffle_epi8(super::of_row(*row), swap);
                }
                let (mut t, mut u, mut w) = (r, r, r);
                for i in 0..8 {
                    t[2 * i] = _mm512_unpacklo_epi32(r[2 * i], r[2 * i + 1]);
                    t[2 * i + 1] = _mm512_unpackhi_epi32(r[2 * i], r[2 * i + 1]);
                }
                for i in [0, 4, 8, 12] {
                    u[i] = _mm512_unpacklo_epi64(t[i], t[i + 2]);
                    u[i + 1] = _mm512_unpackhi_epi64(t[i], t[i + 2]);
                    u[i + 2] = _mm512_unpacklo_epi64(t[i + 1], t[i + 3]);
                    u[i + 3] = _mm512_unpackhi_epi64(t[i + 1], t[i + 3]);
                }
                for j in 0..4 {
                    let even_low = _mm512_shuffle_i32x4::<0x88>(u[j], u[4 + j]);
                    let even_high = _mm512_shuffle_i32x4::<0x88>(u[8 + j], u[12 + j]);
                    let odd_low = _mm512_shuffle_i32x4::<0xdd>(u[j], u[4 + j]);
                    let odd_high = _mm512_shuffle_i32x4::<0xdd>(u[8 + j], u[12 + j]);
                    w[j] = _mm512_shuffle_i32x4::<0x88>(even_low, even_high);
                    w[8 + j] = _mm512_shuffle_i32x4::<0xdd>(even_low, even_high);
                    w[4 + j] = _mm512_shuffle_i32x4::<0x88>(odd_low, odd_high);
                    w[12 + j] = _mm512_shuffle_i32x4::<0xdd>(odd_low, odd_high);
                }
                w
            }
            #[target_feature(enable = $features)]
            #[inline]
            fn turn<const RIGHT: i32, const LEFT: i32>(x: R) -> R {
                _mm512_ror_epi32::<RIGHT>(x)
            }
            // The constants are the truth tables of the functions of three bits.
            #[target_feature(enable = $features)]
            #[inline]
            fn xor(x: R, y: R, z: R) -> R {
                _mm512_ternarylogic_epi32::<0x96>(x, y, z)
            }
            #[target_feature(enable = $features)]
            #[inline]
            fn choose(x: R, y: R, z: R) -> R {
                _mm512_ternarylogic_epi32::<0xca>(x, y, z)
            }
            #[target_feature(enable = $features)]
            #[inline]
            fn majority(x: R, y: R, z: R) -> R {
                _mm512_ternarylogic_epi32::<0xe8>(x, y, z)
            }
        };
        (@eight $features:literal) => {
            /// The words of the rows: the first word of each, the second of each …
            #[target_feature(enable = $features)]
            #[inline]
            fn turned(rows: &[[u8; BLOCK]; 8]) -> [R; 16] {
                let mut turned = [_mm256_setzero_si256(); 16];
                for (at, to) in turned.iter_mut().enumerate() {
                    let mut words = [0; 8];
                    for (word, row) in words.iter_mut().zip(rows) {
                        *word = u32::from_be_bytes(row.as_chunks().0[at]);
                    }
                    *to = super::from_8(words);
                }
                turned
            }
            #[target_feature(enable = $features)]
            #[inline]
            fn turn<const RIGHT: i32, const LEFT: i32>(x: R) -> R {
                _mm256_or_si256(_mm256_srli_epi32::<RIGHT>(x), _mm256_slli_epi32::<LEFT>(x))
            }
            #[target_feature(enable = $features)]
            #[inline]
            fn xor(x: R, y: R, z: R) -> R {
                _mm256_xor_si256(x, _mm256_xor_si256(y, z))
            }
            #[target_feature(enable = $features)]
            #[inline]
            fn choose(x: R, y: R, z: R) -> R {
                _mm256_xor_si256(z, _mm256_and_si256(x, _mm256_xor_si256(y, z)))
            }
            #[target_feature(enable = $features)]
            #[inline]
            fn majority(x: R, y: R, z: R) -> R {
                _mm256_or_si256(_mm256_and_si256(x, y), _mm256_and_si256(z, _mm256_or_si256(x, y)))
            }
        };
    }
    lanes!(sixteen, "avx512f,avx512bw", 16, __m512i, _mm512_set1_epi32, _mm512_add_epi32, _mm512_srli_epi32, from_16);
    lanes!(eight, "avx2", 8, __m256i, _mm256_set1_epi32, _mm256_add_epi32, _mm256_srli_epi32, from_8);

    /// Between an array and a register of as many bytes.
    macro_rules! convert {
        ($from:ident, $to:ident, $count:literal, $register:ty) => {
            #[allow(unsafe_code)]
            #[inline]
            fn $from(words: Words<$count>) -> $register {
                // SAFETY: both are the same number of bytes, and any bytes are valid for both.
                unsafe { std::mem::transmute::<Words<$count>, $register>(words) }
            }
            #[allow(unsafe_code)]
            #[inline]
            fn $to(register: $register) -> Words<$count> {
                // SAFETY: as above.
                unsafe { std::mem::transmute::<$register, Words<$count>>(register) }
            }
        };
    }
    #[allow(unsafe_code)]
    #[inline]
    fn of_row(row: [u8; BLOCK]) -> arch::__m512i {
        // SAFETY: as below.
        unsafe { std::mem::transmute::<[u8; BLOCK], arch::__m512i>(row) }
    }
    convert!(from_16, sixteen, 16, arch::__m512i);
    convert!(from_8, eight, 8, arch::__m256i);

    #[cfg(test)]
    mod tests {
        use super::super::super::one;
        use super::*;

        #[test]
        #[allow(unsafe_code)]
        fn messages_of_all_lengths_in_any_parts_have_the_digests_of_sha2_in_every_width() {
            let bytes: Vec<u8> = (0..700u32).map(|at| (at * 7 + at / 256).to_le_bytes()[0]).collect();
            let messages: Vec<Parts<'_>> = (0..600usize)
                .map(|length| {
                    let (first, second) = (length * 5 % 131, length * 3 % 97);
                    let (first, second) = (first.min(length), second.min(length - first.min(length)));
                    [&bytes[..first], &bytes[first..first + second], &bytes[first + second..length]]
                })
                .collect();
            let by_one: Vec<Digest> = messages.iter().map(one).collect();
            assert_eq!(one(&messages[3]), crate::log::hash::plain(&bytes[..3]));
            if std::is_x86_feature_detected!("avx512bw") {
                // SAFETY: the processor has these instructions.
                assert_eq!(run::<16>(|s, r| unsafe { sixteen::compress(s, r) }, &messages), by_one);
            }
            if std::is_x86_feature_detected!("avx2") {
                // SAFETY: as above.
                assert_eq!(run::<8>(|s, r| unsafe { eight::compress(s, r) }, &messages), by_one);
            }
            assert_eq!(super::super::many(&messages), by_one);
            assert_eq!(super::super::many(&[]), []);
        }
    }
}
