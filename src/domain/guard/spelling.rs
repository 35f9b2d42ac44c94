//! Tests of the guard with generated numbers, in every combination of character width, grouping and separator.

use super::GuardNames;
use super::{Guard, PersonalKind, number};
use proptest::prelude::*;
use proptest::sample::select;

fn found(text: &str) -> Vec<(String, PersonalKind)> {
    Guard { names: &GuardNames::default(), exempt: &[] }.check(text).into_iter().map(|f| (f.word, f.kind)).collect()
}

const SEPARATORS: [&str; 14] =
    ["", " ", "-", ".", "\u{a0}", "\u{3000}", "–", "—", "‑", "－", "．", "·", " - ", "\u{200b}"];

/// Digits in a character width and grouping, with a separator between groups.
fn spelled(digits: &[u8], width: usize, groups: &[usize], separator: &str) -> String {
    let zero = ['0', '０', '𝟎', '𝟘'][width];
    let digit = |d: u8| match d {
        10 => 'X',
        d => char::from_u32(zero as u32 + u32::from(d)).expect("ten digits in a row"),
    };
    let (mut rest, mut parts) = (digits, Vec::new());
    for length in groups.iter().copied().chain(std::iter::repeat(4)) {
        let (group, more) = rest.split_at(length.min(rest.len()));
        parts.push(group.iter().map(|d| digit(*d)).collect::<String>());
        rest = more;
        if rest.is_empty() {
            break;
        }
    }
    parts.join(separator)
}

fn surroundings() -> impl Strategy<Value = (&'static str, &'static str)> {
    let before = select(vec!["", "电话：", "他说（", "tel ", "第3条，", "2026-11-23 ", "1、"]);
    (before, select(vec!["", "。", "，请回电", " 谢谢", "）", "；2026-11-23", "\n13"]))
}

fn ways() -> impl Strategy<Value = (usize, &'static str)> {
    (0usize..4, select(SEPARATORS.to_vec()))
}

/// A valid identity number of 18 digits.
fn identity() -> impl Strategy<Value = Vec<u8>> {
    let region = select(vec![11u32, 14, 31, 44, 50, 65]);
    (region, 0u32..10_000, 1900u32..2030, 1u32..13, 1u32..29, 0u32..1_000).prop_map(|(r, a, y, m, d, s)| {
        let text = format!("{r}{a:04}{y}{m:02}{d:02}{s:03}");
        let mut digits: Vec<u8> = text.bytes().map(|b| b - b'0').collect();
        digits.push(number::check_digit(&digits));
        digits
    })
}

/// A valid card number.
fn card() -> impl Strategy<Value = Vec<u8>> {
    let issuer = select(vec![
        ("62", 16),
        ("62", 17),
        ("62", 19),
        ("4", 16),
        ("53", 16),
        ("37", 15),
        ("3530", 16),
        ("955880", 19),
    ]);
    (issuer, proptest::collection::vec(0u8..10, 19)).prop_map(|((prefix, length), random)| {
        let mut digits: Vec<u8> = prefix.bytes().map(|b| b - b'0').chain(random).take(length - 1).collect();
        let last = (0..10).find(|last| {
            digits.push(*last);
            let right = number::is_card(&digits);
            digits.pop();
            right
        });
        digits.push(last.expect("one of ten is right"));
        digits
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn mobile_numbers_are_found_in_every_spelling(
        second in 3u8..10, rest in proptest::collection::vec(0u8..10, 9), (width, separator) in ways(),
        groups in select(vec![vec![11], vec![3, 4, 4], vec![3, 8], vec![7, 4], vec![3, 3, 5], vec![4, 3, 4], vec![1; 11]]),
        country in select(vec!["", "+86", "0086", "86", "+86 ", "+86-", "(+86)"]), (before, after) in surroundings(),
    ) {
        let digits = [&[1, second], &rest[..]].concat();
        let word = format!("{country}{}", spelled(&digits, width, &groups, separator));
        let list = found(&format!("{before}{word}{after}"));
        prop_assert!(list.contains(&(word, PersonalKind::MobilePhone)), "{:?}", list);
    }

    #[test]
    fn identity_numbers_are_found_in_every_spelling(
        digits in identity(), (width, separator) in ways(), (before, after) in surroundings(),
        groups in select(vec![vec![18], vec![6, 8, 4], vec![6, 4, 4, 4], vec![6, 4, 2, 2, 4], vec![17, 1], vec![1; 18]]),
    ) {
        let word = spelled(&digits, width, &groups, separator);
        let list = found(&format!("{before}{word}{after}"));
        prop_assert!(list.contains(&(word, PersonalKind::IdentityNumber)), "{:?}", list);
    }

    #[test]
    fn cards_are_found_in_every_spelling(
        digits in card(), (width, separator) in ways(), (before, after) in surroundings(),
        groups in select(vec![vec![19], vec![4, 4, 4, 4, 4], vec![6, 13], vec![1; 19]]),
    ) {
        let word = spelled(&digits, width, &groups, separator);
        let list = found(&format!("{before}{word}{after}"));
        prop_assert!(list.iter().any(|f| f.0 == word), "{:?}", list);
    }

    #[test]
    fn a_longer_number_is_not_reported_as_a_phone(digits in "1[3-9][0-9]{10}|[1-9][0-9]{19,30}", before in "[订单号]{0,3}") {
        prop_assert_eq!(found(&format!("{before}{digits}")), []);
    }

    #[test]
    fn exempted_words_are_not_found_again(text in "([0-9１-３]{1,12}[ .\\-(+）X]{0,2}|13800138000|a@b.cn|张三丰|½|[a-f] ?){0,8}") {
        let names: GuardNames = ["张三丰"].into_iter().collect();
        let words: Vec<String> =
            Guard { names: &names, exempt: &[] }.check(&text).into_iter().map(|f| f.word).collect();
        let exempt: Vec<&str> = words.iter().map(String::as_str).collect();
        prop_assert_eq!(Guard { names: &names, exempt: &exempt }.check(&text), []);
        prop_assert!(words.iter().all(|word| text.contains(word.as_str())));
    }
}
