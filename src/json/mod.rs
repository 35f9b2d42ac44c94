//! Fast reading and writing of JSON strings and numbers, which make up the log.
//!
//! Invariant: the output is the same as serde's, and a string passes exactly if serde reads it. Source: RFC 8259, section 7.

pub(crate) mod check;
pub(crate) mod scan;

/// The number of bytes before the first quotation mark, backslash or control character.
#[inline]
pub(crate) fn plain(bytes: &[u8]) -> usize {
    const ONES: u64 = u64::MAX / 255;
    const HIGH: u64 = ONES << 7;
    // Sets the high bit of each byte of `x` that is zero. It may also set it in a byte above a zero byte, never in one below.
    let zero = |x: u64| x.wrapping_sub(ONES) & !x & HIGH;
    let (eights, rest) = bytes.as_chunks::<8>();
    for (at, eight) in eights.iter().enumerate() {
        let x = u64::from_le_bytes(*eight);
        let small = x.wrapping_sub(ONES * 0x20) & !x & HIGH;
        let found = zero(x ^ (ONES * u64::from(b'"'))) | zero(x ^ (ONES * u64::from(b'\\'))) | small;
        if found != 0 {
            return 8 * at + found.trailing_zeros() as usize / 8;
        }
    }
    let odd = |b: &u8| matches!(b, b'"' | b'\\' | 0..0x20);
    8 * eights.len() + rest.iter().position(odd).unwrap_or(rest.len())
}

/// Appends a JSON string. Strings with characters to escape are rare and left to serde.
pub(crate) fn put_text(out: &mut Vec<u8>, text: &str) {
    if plain(text.as_bytes()) < text.len() {
        // Writing a string to a vector cannot fail.
        let _ = serde_json::to_writer(out, text);
        return;
    }
    out.reserve(text.len() + 2);
    out.push(b'"');
    out.extend_from_slice(text.as_bytes());
    out.push(b'"');
}

/// Appends a whole number.
pub(crate) fn put_number(out: &mut Vec<u8>, number: u64) {
    // Twenty digits are enough for any u64.
    let (mut digits, mut left, mut at) = ([0; 20], number, 20);
    loop {
        at -= 1;
        digits[at] = b'0' + (left % 10) as u8;
        left /= 10;
        if left == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[at..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_written_as_serde_does_and_plain_finds_escapes() {
        for byte in 0..0x80u8 {
            for before in 0..20 {
                let text = format!("{}{}柜台{}", "x".repeat(before), char::from(byte), "y".repeat(before % 3));
                let mut out = Vec::new();
                put_text(&mut out, &text);
                assert_eq!(out, serde_json::to_vec(&text).expect("a string"), "{text:?}");
                let ends = matches!(byte, b'"' | b'\\' | 0..0x20);
                assert_eq!(plain(text.as_bytes()), if ends { before } else { text.len() }, "{text:?}");
            }
        }
    }
}
