//! Classifies a sequence of digits: mobile phone, fixed phone, identity number, bank card.
//!
//! Pure checks of digits (0–9, and 10 for a final X) without separators. Sources: GB 11643-1999 (identity numbers), ISO
//! 7064 MOD 11-2, ISO/IEC 7812 (cards), China's telephone numbering plan.

use crate::domain::value::texts::half_width;
use chrono::NaiveDate;

/// Whether it is a mobile number: 11 digits that begin with 13 to 19.
pub(super) fn is_mobile(d: &[u8]) -> bool {
    d.len() == 11 && d[0] == 1 && (3..=9).contains(&d[1]) && all_digits(d)
}

/// The length of the area code with its leading 0, if the digits begin with one.
pub(super) fn area_code(d: &[u8]) -> Option<usize> {
    match d {
        [0, 1, 0, ..] | [0, 2, 0..=5 | 7..=9, ..] => Some(3),
        [0, 3..=9, _, _, ..] => Some(4),
        _ => None,
    }
}

/// Whether it is a subscriber number, to be used after an area code: 7 or 8 digits. Numbers that begin with 0 or 1 are
/// services.
pub(super) fn is_local(d: &[u8]) -> bool {
    matches!(d.len(), 7 | 8) && d[0] >= 2 && all_digits(d)
}

/// Whether a phone number as it was typed cannot be one: the beginning of a mobile number (13 to 19), and too few or too many digits. Of
/// several each is judged. An extension, numbers of other countries, fixed numbers, services and what is no number are not.
pub(in crate::domain) fn is_doubtful_phone(typed: &str) -> bool {
    half_width(typed).split([',', '，', ';', '；', '、', '/']).any(|one| {
        let one = one.trim();
        let one = one.strip_prefix("+86").or_else(|| one.strip_prefix("0086")).unwrap_or(one);
        let whole: Vec<u8> = one.bytes().filter(|b| !matches!(b, b' ' | b'-')).map(|b| b.wrapping_sub(b'0')).collect();
        let mut groups = one.split(['-', ' ']).filter(|group| !group.is_empty());
        let first: Vec<u8> = groups.next().unwrap_or_default().bytes().map(|b| b.wrapping_sub(b'0')).collect();
        let has_extension = is_mobile(&first) && groups.next().is_some();
        let begins = matches!(whole[..], [1, 3..=9, ..]) && all_digits(&whole) && (8..=15).contains(&whole.len());
        begins && !is_mobile(&whole) && !has_extension
    })
}

/// Whether an identity number as it was typed has a resident's region and century, and cannot be one. Passports, numbers of organisations
/// and the like are not judged.
pub(in crate::domain) fn is_doubtful_identity(typed: &str) -> bool {
    let typed = half_width(typed.trim()).replace([' ', '-'], "").to_ascii_uppercase();
    let body = typed.strip_suffix('X').unwrap_or(&typed);
    let mut digits: Vec<u8> = body.bytes().map(|b| b.wrapping_sub(b'0')).collect();
    let is_number = all_digits(&digits);
    digits.extend((body.len() < typed.len()).then_some(10));
    let begins = (17..=19).contains(&digits.len()) && has_region(&digits) && matches!(digits[6..8], [1, 9] | [2, 0]);
    is_number && begins && !is_identity(&digits)
}

/// Whether it is a resident identity number: 15 digits, or 18 with a correct check digit; with an existing region and a
/// valid birthday.
pub(super) fn is_identity(d: &[u8]) -> bool {
    match d.len() {
        15 => all_digits(d) && has_region(d) && is_birthday(1900 + number(&d[6..8]), &d[8..12]),
        18 => {
            let year = number(&d[6..10]);
            let right = all_digits(&d[..17]) && has_region(d) && check_digit(&d[..17]) == d[17];
            right && (1850..=2099).contains(&year) && is_birthday(year, &d[10..14])
        }
        _ => false,
    }
}

/// ISO 7064 MOD 11-2 over 17 digits; 10 stands for X.
pub(super) fn check_digit(d: &[u8]) -> u8 {
    let sum = d.iter().fold(0, |sum, digit| (sum + u32::from(*digit)) * 2 % 11);
    u8::try_from((12 - sum) % 11).expect("below 11")
}

/// Whether it is a bank card: an issuer's prefix, a length that this issuer uses, and a correct Luhn digit.
pub(super) fn is_card(d: &[u8]) -> bool {
    (13..=19).contains(&d.len()) && all_digits(d) && has_issuer(d) && luhn(d)
}

/// Issuers of cards used in China: the range of the first four digits, and the lengths of their numbers. Checking the
/// length excludes nine of ten order numbers.
const ISSUERS: [(i32, i32, &[usize]); 14] = [
    (6200, 6299, &[16, 17, 18, 19]), // UnionPay
    (8100, 8199, &[16, 17, 18, 19]), // UnionPay, newer
    (9000, 9999, &[16, 17, 18, 19]), // Chinese banks' own, such as 9558
    (6000, 6099, &[16, 17, 18, 19]), // Chinese banks' own, and Discover
    (6500, 6599, &[16, 17, 18, 19]), // Discover
    (6440, 6499, &[16]),             // Discover
    (4000, 4999, &[13, 16, 19]),     // Visa
    (5100, 5599, &[16]),             // Mastercard
    (2221, 2720, &[16]),             // Mastercard, newer
    (3400, 3499, &[15]),             // American Express
    (3700, 3799, &[15]),             // American Express
    (3528, 3589, &[16, 17, 18, 19]), // JCB
    (3000, 3059, &[14]),             // Diners Club
    (3600, 3999, &[14]),             // Diners Club
];

fn has_issuer(d: &[u8]) -> bool {
    let first = number(&d[..4]);
    ISSUERS.iter().any(|(low, high, lengths)| (*low..=*high).contains(&first) && lengths.contains(&d.len()))
}

fn luhn(d: &[u8]) -> bool {
    let value = |(i, digit): (usize, &u8)| match (i % 2, *digit) {
        (0, digit) => u32::from(digit),
        (_, digit) => u32::from(digit * 2 % 10 + digit / 5),
    };
    d.iter().rev().enumerate().map(value).sum::<u32>() % 10 == 0
}

/// The first two digits: a province, Taiwan, Hong Kong, Macao, 83 (residence permits), or 9x (foreigners' permits).
fn has_region(d: &[u8]) -> bool {
    let region = number(&d[..2]);
    matches!(region, 11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81..=83 | 91..=99)
}

fn is_birthday(year: i32, month_day: &[u8]) -> bool {
    let part = |d: &[u8]| u32::try_from(number(d)).unwrap_or(0);
    NaiveDate::from_ymd_opt(year, part(&month_day[..2]), part(&month_day[2..])).is_some()
}

fn all_digits(d: &[u8]) -> bool {
    d.iter().all(|digit| *digit < 10)
}

fn number(d: &[u8]) -> i32 {
    d.iter().fold(0, |n, digit| n * 10 + i32::from(*digit))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digits(text: &str) -> Vec<u8> {
        text.bytes().map(|b| if b == b'X' { 10 } else { b - b'0' }).collect()
    }

    #[test]
    fn identity_numbers_need_a_region_a_birthday_and_a_check_digit() {
        // Examples from the standard.
        for good in ["11010519491231002X", "440524188001010014", "110105491231002"] {
            assert!(is_identity(&digits(good)), "{good}");
        }
        for bad in
            ["110105194912310021", "440524188001010015", "110105194913310020", "990105491331002", "000105491231002"]
        {
            assert!(!is_identity(&digits(bad)), "{bad}");
        }
    }

    #[test]
    fn numbers_that_a_person_mistyped_are_doubtful() {
        for bad in [
            "1390013900",
            "139001390001",
            "+86 1390013900",
            "0086 1390013900",
            "１３９００１３９０",
            "139-0013-900",
            "13900139000、1390013900",
        ] {
            assert!(is_doubtful_phone(bad), "{bad}");
        }
        for good in [
            "13900139000",
            "139-0013-9000",
            "+86 139 0013 9000",
            "17012345678-1234",
            "17012345678 转 12",
            "13900139000、0351-7654321",
            "10657555000012",
            "12345",
            "1008611",
            "0351-7654321",
            "7654321",
            "4008008820",
            "+1 2125550100",
            "8613900139000",
            "转 8012",
            "",
        ] {
            assert!(!is_doubtful_phone(good), "{good}");
        }
        for bad in ["110105194912310021", "11010519491231002", "1101051949123100212", "110105194913310020"] {
            assert!(is_doubtful_identity(bad), "{bad}");
        }
        for good in [
            "11010519491231002x",
            "440524188001010014",
            "110105491231002",
            "914403001922038216",
            "110108001234567",
            "E12345678",
            "12345",
        ] {
            assert!(!is_doubtful_identity(good), "{good}");
        }
    }

    #[test]
    fn cards_need_an_issuer_a_length_and_a_luhn_digit() {
        // Test numbers published by card networks.
        for good in [
            "4111111111111111",
            "4222222222222",
            "5555555555554444",
            "2223003122003222",
            "378282246310005",
            "3530111333300000",
            "6011111111111117",
            "30569309025904",
            "6200000000000005",
            "6205500000000000004",
        ] {
            assert!(is_card(&digits(good)), "{good}");
        }
        for bad in ["4111111111111112", "411111111111116", "1111111111111117", "20261123093015"] {
            assert!(!is_card(&digits(bad)), "{bad}");
        }
    }

    #[test]
    fn area_codes_have_three_or_four_digits() {
        for (number, length) in
            [("01088886666", Some(3)), ("02688886666", None), ("03518888666", Some(4)), ("0138", None)]
        {
            assert_eq!(area_code(&digits(number)), length, "{number}");
        }
    }
}
