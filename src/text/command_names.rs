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

/// Actions of commands that have several, by the command.
const ACTIONS: &[(&str, &str, &str)] = &[
    ("party", "add", "增加"),
    ("party", "drop", "移除"),
    ("improve", "add", "新增"),
    ("improve", "done", "完成"),
    ("improve", "check", "回头看"),
    ("duty", "done", "完成"),
    ("filing", "run", "出具"),
    ("filing", "receive", "收到"),
    ("filing", "consolidate", "汇总"),
    ("policy", "show", "显示"),
    ("policy", "check", "检查"),
    ("policy", "diff", "对比"),
    ("policy", "simulate", "模拟"),
    ("policy", "adopt", "施行"),
    ("profile", "show", "显示"),
    ("profile", "new", "新建"),
    ("desk", "new", "新建"),
    ("desk", "adopt", "接替"),
    ("desk", "share", "共用"),
    ("unit", "add", "增加"),
    ("unit", "set", "修改"),
    ("unit", "end", "停用"),
    ("person", "add", "增加"),
    ("person", "set", "修改"),
    ("person", "end", "停用"),
    ("import", "undo", "撤销"),
];

/// The Chinese name of a command; `None` for what is no command.
#[must_use]
pub fn chinese(command: &str) -> Option<&'static str> {
    let other = || OTHERS.iter().find(|(name, _)| *name == command).map(|(_, zh)| *zh);
    VerbRow::find(command).map(|row| row.title.1).or_else(other)
}

/// The Chinese name of an action of a command.
#[must_use]
pub fn chinese_action(command: &str, action: &str) -> Option<&'static str> {
    let own = ACTIONS.iter().find(|(of, name, _)| (*of, *name) == (command, action)).map(|(.., zh)| *zh);
    own.or((action == "list").then_some("列表"))
}

/// A text with every `redress COMMAND` in it as a person of that language types it. Flags and codes stay as they are, and so does what
/// stands in quotes: these are a person's own words.
#[must_use]
pub fn localized(text: &str, lang: Lang) -> String {
    const PROGRAM: &str = "redress ";
    if lang == Lang::En {
        return text.into();
    }
    let word = |text: &str| text.find(|c: char| !c.is_ascii_lowercase()).unwrap_or(text.len());
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(PROGRAM) {
        let (before, after) = rest.split_at(at + PROGRAM.len());
        out.push_str(before);
        rest = after;
        if out.matches('\'').count() % 2 == 1 {
            continue;
        }
        let (command, further) = after.split_at(word(after));
        let Some(name) = chinese(command) else { continue };
        out.push_str(name);
        rest = further;
        let action = further.strip_prefix(' ').map(|further| further.split_at(word(further)));
        if let Some((action, further)) = action
            && let Some(name) = chinese_action(command, action)
        {
            out.push(' ');
            out.push_str(name);
            rest = further;
        }
    }
    out + rest
}

/// A command, with its action, by its name in the person's language.
#[must_use]
pub fn named(command: &str, lang: Lang) -> String {
    const PROGRAM: &str = "redress ";
    localized(&format!("{PROGRAM}{command}"), lang).split_off(PROGRAM.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_have_the_names_of_the_persons_language() {
        let text = "redress close HQ-2026-0042 --outcome O; redress improve list, redress improve listing, redress policy show limit";
        assert_eq!(localized(text, Lang::En), text);
        assert_eq!(
            localized(text, Lang::Zh),
            "redress 归档 HQ-2026-0042 --outcome O; redress 整改 列表, redress 整改 listing, redress 制度 显示 limit"
        );
        let said = "redress note 5 'redress list fails' --as li.na; redress --help, redress frob";
        assert_eq!(
            localized(said, Lang::Zh),
            "redress 备注 5 'redress list fails' --as li.na; redress --help, redress frob"
        );
    }
}
