//! Personal data shown in part: `张**`, `138****0000`.
//!
//! Invariant: of what is left out not even the length shows, except of an identity number, which always has one length.

/// Two-character surnames in use.
const COMPOUND: &[&str] = &[
    "欧阳", "上官", "皇甫", "令狐", "诸葛", "司徒", "司马", "申屠", "夏侯", "贺兰", "完颜", "慕容", "尉迟", "长孙",
    "宇文", "司空", "公孙", "东方", "南宫", "端木", "百里", "呼延", "轩辕", "淳于", "澹台", "濮阳", "太史", "闻人",
    "钟离", "独孤", "东郭", "西门",
];

/// What stands before `区` in the name of a place that is no district.
const NO_DISTRICT: &[char] = &['小', '社', '园', '校', '厂', '街', '景', '库', '营'];

/// A private text, by its name, with what identifies somebody left out; `None` where nothing of it can be shown.
#[must_use]
pub fn masked(key: &str, text: &str) -> Option<String> {
    let text = text.trim();
    match key {
        _ if text.is_empty() => None,
        "name" => Some(name(text)),
        key if key.starts_with("respondent") => Some(name(text)),
        "phone" => Some(phone(text)),
        "email" => Some(email(text)),
        "address" | "place" => Some(address(text)),
        "id_number" => Some(id_number(text)),
        _ => None,
    }
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

/// A Chinese name by its surname, another by the initials of its words.
fn name(text: &str) -> String {
    if text.starts_with(is_han) {
        let surname = COMPOUND.iter().find(|surname| text.starts_with(**surname) && text.len() > surname.len());
        let first = || text.chars().take(1).collect::<String>();
        return format!("{}**", surname.map_or_else(first, |surname| (*surname).to_string()));
    }
    let initial = |word: &str| word.chars().next().map(|c| format!("{c}***"));
    text.split_whitespace().filter_map(initial).collect::<Vec<_>>().join(" ")
}

/// A mobile number by its first three and last four digits, a fixed line by its area code and last three.
fn phone(text: &str) -> String {
    let digits: Vec<char> = text.chars().filter(char::is_ascii_digit).collect();
    let national = match digits[..] {
        ['0', '0', '8', '6', ref rest @ ..] | ['8', '6', ref rest @ ..] if rest.len() == 11 => rest,
        ref all => all,
    };
    let part = |part: &[char]| part.iter().collect::<String>();
    match (national.len(), national.first()) {
        (11, Some('1')) => format!("{}****{}", part(&national[..3]), part(&national[7..])),
        (10..=12, Some('0')) => {
            // Area codes: 010 and 02x have three digits, all others four.
            let area = if matches!(national[1], '1' | '2') { 3 } else { 4 };
            format!("{}-****{}", part(&national[..area]), part(&national[national.len() - 3..]))
        }
        (7.., _) => format!("****{}", part(&national[national.len() - 3..])),
        _ => "****".into(),
    }
}

fn email(text: &str) -> String {
    match (text.chars().next(), text.rsplit_once('@')) {
        (Some(first), Some((_, host))) => format!("{first}***@{host}"),
        _ => "***".into(),
    }
}

/// An address up to its district, county or city; one that is not Chinese without its first part.
fn address(text: &str) -> String {
    if !text.contains(is_han) {
        return text.split_once(',').map_or_else(|| "***".into(), |(_, rest)| format!("***,{rest}"));
    }
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let is_district = |at: usize| match letters[at].1 {
        '县' | '旗' => at > 0,
        '区' => at > 0 && !NO_DISTRICT.contains(&letters[at - 1].1),
        _ => false,
    };
    let last = |wanted: char| letters.iter().rposition(|(_, c)| *c == wanted).filter(|at| *at > 0);
    let end = (0..letters.len()).find(|at| is_district(*at)).or_else(|| last('市')).or_else(|| last('省'));
    let kept = end.map_or("", |at| &text[..letters[at].0 + letters[at].1.len_utf8()]);
    format!("{kept}***")
}

/// An identity number by its first three and last two signs.
fn id_number(text: &str) -> String {
    let signs: Vec<char> = text.chars().filter(char::is_ascii_alphanumeric).collect();
    if signs.len() < 8 {
        return "****".into();
    }
    let (first, last) = (&signs[..3], &signs[signs.len() - 2..]);
    first.iter().copied().chain(std::iter::repeat_n('*', signs.len() - 5)).chain(last.iter().copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::masked;

    #[test]
    fn each_kind_of_personal_data_keeps_only_its_outline() {
        for (key, text, wanted) in [
            ("name", "张三", "张**"),
            ("name", "张三丰", "张**"),
            ("name", "欧阳娜娜", "欧阳**"),
            ("name", "欧阳", "欧**"),
            ("name", "买买提·艾力", "买**"),
            ("name", "John Q Smith", "J*** Q*** S***"),
            ("name", "José", "J***"),
            ("phone", "13812340000", "138****0000"),
            ("phone", "+86 138-1234-0000", "138****0000"),
            ("phone", "0351-7654321", "0351-****321"),
            ("phone", "010 87654321", "010-****321"),
            ("phone", "87654321", "****321"),
            ("phone", "95580", "****"),
            ("email", "zhang.san@example.com", "z***@example.com"),
            ("email", "nobody", "***"),
            ("address", "山西省太原市迎泽区新建路 8 号", "山西省太原市迎泽区***"),
            ("address", "山西省祁县昌源路幸福小区", "山西省祁县***"),
            ("address", "太原市幸福小区 3 号楼", "太原市***"),
            ("address", "幸福小区", "***"),
            ("address", "12 Main Street, Springfield, IL", "***, Springfield, IL"),
            ("address", "12 Main Street", "***"),
            ("id_number", "14010519900101123X", "140*************3X"),
            ("id_number", "123", "****"),
        ] {
            assert_eq!(masked(key, text).as_deref(), Some(wanted), "{key} {text}");
        }
        assert_eq!(masked("statement", "我叫张三"), None);
        assert_eq!(masked("name", " "), None);
    }
}
