//! Whose data it is: the names, numbers and addresses of a case's persons, as the guard looks for them.

use crate::domain::guard::{self, Guard, GuardNames};
use crate::domain::value::texts::{Texts, half_width, national_number};

/// The names, numbers and addresses of the persons whose private data this is, for the guard.
pub fn who(private: &Texts) -> impl Iterator<Item = String> + '_ {
    // Corrected data is stored under the event that it belongs to: `HQ:17 phone`.
    let key = |key: &str, wanted: &str| key.rsplit_once(' ').map_or(key, |(_, key)| key) == wanted;
    let of =
        move |wanted: &'static str| private.iter().filter(move |(name, _)| key(name, wanted)).map(|(_, text)| text);
    let phones = of("phone").flat_map(|text| text.split([',', '，', ';', '；', '、', '/', '\n']));
    let emails = of("email").filter(|text| text.contains('@')).map(|text| text.trim().to_string());
    let documents = of("id_number").map(|text| text.trim().to_string()).filter(|text| text.chars().count() >= 6);
    let names = of("name").filter(|name| !is_nobody(name)).map(String::from);
    names.chain(phones.filter_map(own_number)).chain(emails).chain(documents)
}

/// Whether a name is none: what registers write where nobody gave one.
fn is_nobody(name: &str) -> bool {
    NOBODY.contains(&name.trim().to_lowercase().as_str())
}

/// Whether a word given by `--not-personal` is or contains a name, number or address of the case's complainants.
#[must_use]
pub fn is_name(word: &str, names: &GuardNames) -> bool {
    let guard = Guard { names, exempt: &[] };
    guard.check(word).iter().any(|hit| guard.is_theirs(hit))
}

/// The names for which a code is searched. Codes are short, and a short name stands at the edge of many: of two characters it must be all
/// that the source gave.
pub(super) fn names_in_code(code: &str, names: &GuardNames) -> GuardNames {
    let own = code.rsplit(':').next().unwrap_or(code);
    let persons = names.typed().filter(|_| !code.is_ascii()).flat_map(guard::persons);
    let persons = persons.filter(|name| name.chars().count() >= 3 || (own == name && !NOBODY.contains(&own)));
    // Own numbers, and names of several words in Latin letters, stand in no code by chance.
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).count();
    let mut all = names.only(|name| name.is_ascii() && (digits(name) >= 7 || name.trim().contains(' ')));
    all.extend(persons);
    all
}

/// The digits of a phone number without the country code; `None` if it is too short to be one.
#[must_use]
pub fn own_number(typed: &str) -> Option<String> {
    let typed = half_width(typed);
    // An extension is none of the number.
    let marks = ["转", "分机", "ext", "x", "#"];
    let lower = typed.to_lowercase();
    let is_after = |at: &usize| lower[..*at].chars().filter(char::is_ascii_digit).count() >= 7;
    let found = marks.iter().flat_map(|mark| lower.match_indices(mark)).map(|(at, _)| at).filter(is_after);
    let end = found.min().unwrap_or(typed.len());
    let typed = typed.get(..end).unwrap_or(&typed);
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    let digits = national_number(&digits);
    let letters = typed.chars().any(|c| c.is_alphabetic() && !c.is_ascii());
    (digits.len() >= 7 && !letters).then(|| digits.into())
}

/// What registers write where there is no name.
const NOBODY: &[&str] = &[
    "匿名",
    "匿名用户",
    "匿名人",
    "匿名者",
    "不详",
    "无",
    "无名",
    "未知",
    "未留名",
    "未留姓名",
    "拒绝透露",
    "不愿透露",
    "保密",
    "客户",
    "业主",
    "群众",
    "市民",
    "热心市民",
    "用户",
    "来电人",
    "来访人",
    "来信人",
    "投诉人",
    "反映人",
    "当事人",
    "先生",
    "女士",
    "某先生",
    "某女士",
    "某某",
    "消费者",
    "居民",
    "村民",
    "患者",
    "家长",
    "学生",
    "职工",
    "司机",
    "乘客",
    "旅客",
    "游客",
    "储户",
    "顾客",
    "物业",
    "租户",
    "unknown",
    "anonymous",
    "customer",
    "caller",
    "complainant",
    "resident",
    "none",
    "n/a",
];
