//! Commands that a text tells a person to type, by their names in the person's language.

use crate::domain::gate::VerbRow;
use crate::text::Lang;

/// Commands that are no verbs of the gate.
const OTHERS: &[(&str, &str)] = &[
    ("status", "概况"),
    ("show", "查看"),
    ("list", "列表"),
    ("log", "日志"),
    ("explain", "时限说明"),
    ("search", "检索"),
    ("report", "报表"),
    ("policy", "制度"),
    ("profile", "模板"),
    ("unit", "单位"),
    ("person", "人员"),
    ("desk", "部门"),
    ("import", "导入"),
    ("export", "导出"),
    ("verify", "校验"),
    ("calendar", "日历"),
    ("config", "配置"),
    ("batch", "批处理"),
    ("init", "建立"),
    ("demo", "演示"),
    ("completions", "补全"),
    ("man", "手册"),
    ("help", "帮助"),
];

/// The Chinese name of a command; `None` for what is no command.
#[must_use]
pub fn chinese(command: &str) -> Option<&'static str> {
    let other = || OTHERS.iter().find(|(name, _)| *name == command).map(|(_, zh)| *zh);
    VerbRow::find(command).map(|row| row.title.1).or_else(other)
}

/// A text with every `redress COMMAND` in it as a person of that language types it. Flags and codes stay as they are.
#[must_use]
pub fn localized(text: &str, lang: Lang) -> String {
    const PROGRAM: &str = "redress ";
    if lang == Lang::En {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(PROGRAM) {
        let (before, after) = rest.split_at(at + PROGRAM.len());
        out.push_str(before);
        let end = after.find(|c: char| !c.is_ascii_lowercase()).unwrap_or(after.len());
        let (command, further) = after.split_at(end);
        out.push_str(chinese(command).unwrap_or(command));
        rest = further;
        if let Some(further) = rest.strip_prefix(" list").filter(|further| !further.starts_with(char::is_alphanumeric))
        {
            out.push_str(" 列表");
            rest = further;
        }
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_have_the_names_of_the_persons_language() {
        let text = "redress close HQ-2026-0042 --outcome O; redress improve list, redress listing, redress --help";
        assert_eq!(localized(text, Lang::En), text);
        assert_eq!(
            localized(text, Lang::Zh),
            "redress 归档 HQ-2026-0042 --outcome O; redress 整改 列表, redress listing, redress --help"
        );
    }
}
