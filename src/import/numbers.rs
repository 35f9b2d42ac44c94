//! Sums and numbers as registers write them: `￥1,200.50`, `1200元`, `1.2万元`, `１２００`.
//!
//! Invariant: a sign of another currency, or a percentage, is not guessed: it is no number.

use crate::domain::value::amount::Amount;
use crate::domain::value::texts::half_width;

/// Signs before a number that say only that it is yuan.
const BEFORE: &[&str] = &["人民币", "rmb", "cny", "¥", "\u{ffe5}"];
/// Units after a number, the longest first, with what they count.
const AFTER: &[(&str, i64)] = &[
    ("亿元", 100_000_000),
    ("万元", 10_000),
    ("千元", 1_000),
    ("亿", 100_000_000),
    ("万", 10_000),
    ("元整", 1),
    ("元", 1),
    ("圆", 1),
    ("块", 1),
    ("rmb", 1),
    ("cny", 1),
];

/// The unit with this name: `元`, `千元`, `万元`.
pub(super) fn unit(name: &str) -> Option<i64> {
    AFTER.iter().find(|(known, _)| *known == name).map(|(_, times)| *times)
}

/// A text as a number in hundredths; `unit`: what a number without a unit of its own is counted in.
pub(super) fn parse(text: &str, unit: i64) -> Option<Amount> {
    let narrow = half_width(text);
    let lower = narrow.trim().to_lowercase();
    let mut rest = lower.as_str();
    for sign in BEFORE {
        rest = rest.strip_prefix(sign).unwrap_or(rest).trim_start_matches([':', ' ']);
    }
    let named = AFTER.iter().find_map(|(name, times)| Some((rest.strip_suffix(name)?, *times)));
    let (number, times) = named.unwrap_or((rest, unit));
    let number = number.trim();
    if times == 1 {
        return number.parse().ok();
    }
    // `1.2345` of 10,000 is a whole sum, though it has more decimals than a sum may have.
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    if part.len() > 10 || !part.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let whole = whole.parse::<Amount>().ok()?.0.checked_mul(times)?;
    let mut hundredths = part.parse::<i64>().unwrap_or(0).checked_mul(times)?.checked_mul(100)?;
    for _ in 0..part.len() {
        if hundredths % 10 != 0 {
            return None;
        }
        hundredths /= 10;
    }
    let sum = Amount(whole.checked_add(hundredths)?);
    // What a sum may be is for its own type to say.
    sum.to_string().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_read_with_their_signs_and_units() {
        let read = |text: &str, unit: i64| parse(text, unit).map(|sum| sum.to_string());
        for (text, expected) in [
            ("￥1,200.50", "1200.50"),
            ("¥1200", "1200"),
            ("１２００元", "1200"),
            ("人民币 1200 元整", "1200"),
            ("1.2万", "12000"),
            ("1.2345万元", "12345"),
            ("0.00001万元", "0.10"),
            ("3亿", "300000000"),
            ("50", "50"),
        ] {
            assert_eq!(read(text, 1).as_deref(), Some(expected), "{text}");
        }
        assert_eq!(read("1.5", 10_000).as_deref(), Some("15000"));
        assert_eq!(read("1500元", 10_000).as_deref(), Some("1500"), "a unit of its own counts");
        for bad in ["", "$5", "85%", "1.2.3万", "万", "-5元", "约100元", "0.0000001万元"] {
            assert_eq!(read(bad, 1), None, "{bad}");
        }
    }
}
