//! The keys of units and persons: their flags, the columns that lists of them have, and how a value is read.

use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::domain::gate::codes::row_code;
use crate::domain::value::texts::half_width;
use crate::import::directory_rows::KeyNames;
use crate::profile::RowValue;
use crate::text::Two;

/// What a value of a key is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum KeyKind {
    Text,
    /// A unit, by code or name.
    Unit,
    /// A person, by code or name.
    Person,
    /// A code of a section of the policy, by code or title.
    Code(&'static str),
    /// Several of them.
    Codes(&'static str),
    Number,
    Flag,
    Day,
}

/// Keys of a unit beside its code: the flag that sets it, the key, what it is.
pub(super) const UNIT: &[(&str, &str, KeyKind)] = &[
    ("zh", "zh", KeyKind::Text),
    ("en", "en", KeyKind::Text),
    ("parent", "parent", KeyKind::Unit),
    ("level", "level", KeyKind::Code("level")),
    ("function", "functions", KeyKind::Codes("function")),
    ("leader", "leader", KeyKind::Person),
    ("first-contact", "first-contact", KeyKind::Person),
    ("second-contact", "second-contact", KeyKind::Person),
    ("customers", "customers", KeyKind::Number),
    ("outlets", "outlets", KeyKind::Number),
    ("outside", "outside", KeyKind::Flag),
    ("from", "from", KeyKind::Day),
    ("until", "until", KeyKind::Day),
    ("into", "into", KeyKind::Unit),
];

/// Keys of a person beside the code.
pub(super) const PERSON: &[(&str, &str, KeyKind)] = &[
    ("name", "name", KeyKind::Text),
    ("unit", "unit", KeyKind::Unit),
    ("role", "roles", KeyKind::Codes("role")),
    ("phone", "phone", KeyKind::Text),
    ("account", "account", KeyKind::Text),
    ("from", "from", KeyKind::Day),
    ("until", "until", KeyKind::Day),
];

/// What lists call the columns of units.
pub(super) const UNIT_COLUMNS: &[KeyNames] = &[
    (
        "code",
        &[
            "代码",
            "编码",
            "机构代码",
            "机构编码",
            "机构号",
            "单位代码",
            "单位编码",
            "部门代码",
            "unit code",
            "unit id",
            "id",
        ],
    ),
    (
        "zh",
        &["名称", "单位", "单位名称", "机构", "机构名称", "部门", "部门名称", "中文名称", "name", "unit", "unit name"],
    ),
    ("en", &["英文名", "英文名称", "english name", "english"]),
    ("parent", &["上级", "上级单位", "上级机构", "上级代码", "上级部门", "parent unit", "above"]),
    ("level", &["层级", "级别", "机构层级"]),
    ("functions", &["职能", "承担职能", "function"]),
    ("leader", &["第一责任人", "负责人", "分管领导"]),
    ("first-contact", &["第一联系人", "first contact", "contact"]),
    ("second-contact", &["第二联系人", "second contact"]),
    ("customers", &["客户数", "客户数量"]),
    ("outlets", &["网点数", "网点数量"]),
    ("outside", &["外部", "外部单位"]),
    ("from", &["起始日期", "first day", "启用日期", "成立日期", "开业日期", "since", "from date", "opened"]),
    ("until", &["最后一天", "last day", "停用日期", "撤销日期", "关闭日期", "until date", "closed"]),
    ("into", &["并入", "并入单位", "merged into"]),
];

/// What lists call the columns of persons.
pub(super) const PERSON_COLUMNS: &[KeyNames] = &[
    (
        "code",
        &[
            "代码",
            "编码",
            "人员代码",
            "人员编码",
            "工号",
            "员工号",
            "员工编号",
            "staff id",
            "staff no",
            "employee id",
            "id",
        ],
    ),
    ("name", &["姓名", "员工姓名", "full name"]),
    ("unit", &["单位", "所属单位", "所在单位", "部门", "所在部门", "机构", "所属机构", "department", "branch"]),
    ("roles", &["角色", "岗位", "职务", "role"]),
    ("phone", &["电话", "办公电话", "联系电话", "座机", "office phone", "telephone"]),
    ("account", &["账户", "账号", "登录名", "系统账号", "login"]),
    (
        "from",
        &["起始日期", "first day", "任职日期", "入职日期", "上岗日期", "到岗日期", "since", "from date", "start date"],
    ),
    ("until", &["最后一天", "last day", "离任日期", "离职日期", "离岗日期", "until date", "end date"]),
];

/// The headings of columns. A list that was printed can be read again: each is a name of its column.
pub(super) fn heading(key: &str) -> Two {
    match key {
        "code" => Two("Code", "代码"),
        "zh" => Two("Name", "名称"),
        "en" => Two("English name", "英文名称"),
        "parent" => Two("Parent unit", "上级单位"),
        "level" => Two("Level", "层级"),
        "functions" => Two("Functions", "职能"),
        "leader" => Two("Leader", "第一责任人"),
        "first_contact" => Two("First contact", "第一联系人"),
        "second_contact" => Two("Second contact", "第二联系人"),
        "from" => Two("First day", "起始日期"),
        "until" => Two("Last day", "最后一天"),
        "into" => Two("Merged into", "并入单位"),
        "name" => Two("Name", "姓名"),
        "unit" => Two("Unit", "单位"),
        "roles" => Two("Roles", "角色"),
        "phone" => Two("Office phone", "办公电话"),
        _ => Two("Account", "账户"),
    }
}

/// Reads a value. An empty one takes the key out.
pub(super) fn read(flag: &str, kind: KeyKind, given: &[String], cx: &Context) -> Result<RowValue, CliError> {
    let project = cx.project()?;
    let one = given.first().map(|text| text.trim()).unwrap_or_default();
    let coded = |section: &'static str, text: &str| {
        let code = row_code(&project.policy, section, text);
        if code.is_empty() {
            let rows = project.policy.section(section).unwrap_or_default();
            let rows = rows.iter().map(|row| (row.code().as_str(), row.title().clone()));
            Err(CliError::unknown_code(format!("--{flag}"), text, rows, cx.lang))
        } else {
            Ok(code.to_string())
        }
    };
    if one.is_empty() && given.len() < 2 {
        return Ok(RowValue::Nothing);
    }
    Ok(match kind {
        KeyKind::Text => RowValue::Text(one.into()),
        // One that is added by the same list is looked up when all rows stand.
        KeyKind::Unit => RowValue::Text(
            project.directory.find_unit(one).map_or_else(|| one.to_string(), |unit| unit.code.to_string()),
        ),
        KeyKind::Person => RowValue::Text(
            project.directory.find_person(one).map_or_else(|| one.to_string(), |person| person.code.to_string()),
        ),
        KeyKind::Code(section) => RowValue::Text(coded(section, one)?),
        KeyKind::Codes(section) => {
            let pieces = given.iter().flat_map(|text| text.split([',', '，', '、', ';', '；'])).map(str::trim);
            let codes: Result<Vec<String>, CliError> =
                pieces.filter(|piece| !piece.is_empty()).map(|piece| coded(section, piece)).collect();
            RowValue::List(codes?)
        }
        KeyKind::Number => {
            let digits = half_width(one).replace([',', ' '], "");
            let wrong = |_| CliError::unlike(format!("--{flag}"), one, "12000");
            RowValue::Number(digits.parse().map_err(wrong)?)
        }
        KeyKind::Flag => RowValue::Flag(!["no", "false", "否", "0", "FALSE"].contains(&one)),
        KeyKind::Day => RowValue::Day(cx.when(&format!("--{flag}"), &day(one), None)?.date()),
    })
}

/// A day as lists write it, `2026/1/5` and `2026年1月5日` too, in the form that the command line takes.
fn day(text: &str) -> String {
    let narrow = half_width(text.trim());
    let date = narrow.split(['T', ' ']).next().unwrap_or_default();
    let parts: Vec<&str> = date.split(['-', '/', '.', '年', '月', '日']).filter(|part| !part.is_empty()).collect();
    match parts[..] {
        [year, month, of_month]
            if year.len() == 4 && parts.iter().all(|part| part.bytes().all(|b| b.is_ascii_digit())) =>
        {
            format!("{year}-{month:0>2}-{of_month:0>2}")
        }
        _ => narrow.into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{PERSON_COLUMNS, UNIT_COLUMNS, day, heading};
    use crate::domain::value::texts::folded;

    #[test]
    fn a_printed_list_has_headings_that_are_read() {
        for columns in [UNIT_COLUMNS, PERSON_COLUMNS] {
            for (key, names) in columns.iter().filter(|(key, _)| !matches!(*key, "customers" | "outlets" | "outside")) {
                let two = heading(&key.replace('-', "_"));
                for title in [two.0, two.1] {
                    let title = folded(title);
                    assert!(title == *key || names.iter().any(|name| folded(name) == title), "{key}: {title}");
                }
            }
        }
    }

    #[test]
    fn days_of_lists_are_read() {
        for text in [
            "2026-01-05",
            "2026/1/5",
            "2026.01.05",
            "2026年1月5日",
            "２０２６-1-5",
            "2026-01-05T00:00:00",
            "2026-01-05 00:00",
        ] {
            assert_eq!(day(text), "2026-01-05", "{text}");
        }
        assert_eq!(day("today"), "today");
        assert_eq!(day("5.1.2026"), "5.1.2026", "day or month first is not guessed");
    }
}
