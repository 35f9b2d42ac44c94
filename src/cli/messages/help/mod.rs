//! Topics of `help` that belong to no single command: text files in both languages, in `topics/`.
//!
//! A page is blocks between empty lines. A block with aligned columns stays as it is in every format; another is a paragraph.

use crate::document::{Block, Document};
use crate::domain::case::due::MILESTONES;
use crate::domain::gate::GATE_FACTS;
use crate::domain::policy::SECTIONS;
use crate::domain::query::{term, view};
use crate::text::width::wrapped;
use crate::text::{Lang, Two};

/// A topic: its names, and its text.
pub struct HelpTopic {
    /// Its names in both languages.
    pub name: Two,
    text: Two,
}

macro_rules! topics {
    ($($en:literal $zh:literal),* $(,)?) => {
        &[$( HelpTopic {
            name: Two($en, $zh),
            text: Two(
                include_str!(concat!("topics/", $en, ".en.txt")),
                include_str!(concat!("topics/", $en, ".zh.txt")),
            ),
        } ),*]
    };
}

/// The topics.
pub const TOPICS: &[HelpTopic] = topics![
    "terms" "查询条件",
    "dates" "日期",
    "exit-codes" "退出码",
    "batch" "批处理格式",
    "files" "文件",
    "accounts" "账户",
    "personal-data" "个人信息",
    "backup" "备份",
    "policy-rows" "制度写法",
    "forms" "单据模板",
    "answers" "标准答复",
    "hooks" "钩子",
    "changes" "升级说明",
];

/// Keys of rows that the program writes, when layers are laid over each other.
const NOT_WRITTEN: &[&str] = &["departs", "beside"];

/// A topic's text.
#[must_use]
pub fn topic(name: &str, lang: Lang) -> Option<String> {
    let found = TOPICS.iter().find(|topic| topic.name.0 == name || topic.name.1 == name)?;
    let text = found.text.get(lang).to_string();
    match found.name.0 {
        "terms" => return Some(text.replace("{keys}\n", &folded(&term::keys().collect::<Vec<_>>()))),
        "policy-rows" => {}
        _ => return Some(text),
    }
    let row = |(section, keys): &(&str, &[&str])| {
        let keys: Vec<&str> = keys.iter().copied().filter(|key| !NOT_WRITTEN.contains(key)).collect();
        format!("  {section:<15} {}\n", keys.join(" ").replace('_', "-"))
    };
    let sections: String = SECTIONS.iter().map(row).collect();
    let facts: Vec<&str> = view::names().collect();
    let names = [
        ("{facts}", folded(&facts)),
        ("{milestones}", folded(MILESTONES)),
        ("{gate}", folded(GATE_FACTS)),
        ("{sections}", sections),
    ];
    Some(names.iter().fold(text, |text, (place, names)| text.replace(place, names)))
}

/// A help text as a page.
#[must_use]
pub fn page(heading: &str, text: &str, lang: Lang) -> Document {
    let block = |block: &str| {
        let aligned = block.lines().any(|line| line.trim_end().contains("  "));
        if aligned {
            return Block::Verbatim(block.trim_matches('\n').into());
        }
        let lines: Vec<&str> = block.lines().filter(|line| !line.is_empty()).collect();
        Block::Paragraph(lines.join(Two(" ", "").get(lang)))
    };
    Document { heading: heading.into(), blocks: text.split("\n\n").map(block).collect(), ..Document::default() }
}

/// Names in lines of a page's width.
fn folded(names: &[&str]) -> String {
    wrapped(&names.join(" "), 96).into_iter().map(|line| format!("  {line}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::{DESK_KEYS, check, read_project, resolve};

    const LANGS: [Lang; 2] = [Lang::En, Lang::Zh];

    #[test]
    fn the_rows_of_a_policy_have_help_for_every_key_of_a_desk() {
        for lang in LANGS {
            let text = topic("policy-rows", lang).expect("a topic");
            for key in DESK_KEYS.iter().filter(|key| **key != "loosens") {
                assert!(text.contains(&format!("  {key} = ")) || text.contains(&format!("{key} = ")), "{key}");
            }
        }
    }

    #[test]
    fn every_topic_is_found_by_both_names_and_has_a_page() {
        for HelpTopic { name, .. } in TOPICS {
            for lang in LANGS {
                let text = topic(name.get(lang), lang).expect("a topic");
                assert!(text.lines().count() > 5 && !text.contains("{facts}") && !text.contains("{keys}"), "{name:?}");
                assert!(page(name.0, &text, lang).blocks.iter().all(|block| !block.is_empty()), "{name:?}");
            }
        }
    }

    #[test]
    fn the_maps_of_the_help_are_maps() {
        for lang in LANGS {
            let text = topic("files", lang).expect("the topic");
            let code = |begin: &str| -> String {
                let lines = text.lines().skip_while(|l| !l.trim_start().starts_with(begin));
                let lines = lines.map_while(|l| l.strip_prefix("  "));
                // What stands apart is explanation.
                lines.map(|l| l.split("    ").next().unwrap_or_default().to_string() + "\n").collect()
            };
            let rows = code("name = ");
            crate::import::check_map(&rows).unwrap_or_else(|e| panic!("{e}: {rows}"));
            let events = format!("name = 'x'\n[case]\ntitle = 'a'\n{}", code("[events]"));
            crate::import::check_map(&events).unwrap_or_else(|e| panic!("{e}: {events}"));
        }
    }

    #[test]
    fn the_topic_of_forms_names_what_a_template_sees() {
        use crate::domain::case::fact::{CaseFact, uses};
        let columns: Vec<&str> =
            CaseFact::all().filter(|fact| fact.uses() & uses::COLUMN != 0).map(CaseFact::key).collect();
        for lang in LANGS {
            let text = topic("forms", lang).expect("the topic");
            let words: Vec<&str> = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).collect();
            for name in crate::report::form::tests::names() {
                let key = name.rsplit('.').next().unwrap_or_default();
                let is_column = name.starts_with("case.") && columns.contains(&key);
                assert!(is_column || words.contains(&key), "{name} {lang:?}");
            }
        }
    }

    #[test]
    fn the_form_of_the_help_is_a_form() {
        for lang in LANGS {
            let text = topic("forms", lang).expect("the topic");
            let lines = text.lines().skip_while(|l| l.trim() != "[[form]]").take_while(|l| !l.trim().is_empty());
            let row: String =
                lines.map(|l| l.trim().split("    ").next().unwrap_or_default().to_string() + "\n").collect();
            let project = read_project(&format!("profile = \"bank\"\n{row}loosens = true\n")).expect("TOML");
            let policy = resolve("bank", &project.layer).expect("resolves").policy;
            assert_eq!(check(&policy), Vec::new(), "{row}");
            assert!(policy.forms.iter().any(|form| form.within.is_some()), "{row}");
        }
    }

    #[test]
    fn the_gate_of_the_help_is_a_gate() {
        for lang in LANGS {
            let text = topic("policy-rows", lang).expect("the topic");
            let lines = text.lines().skip_while(|l| l.trim() != "[[gate]]").take_while(|l| !l.trim().is_empty());
            // What stands apart is explanation.
            let row: String =
                lines.map(|l| l.trim().split("    ").next().unwrap_or_default().to_string() + "\n").collect();
            let own = format!("profile = \"bank\"\n{row}[[approval]]\ncode = \"refund\"\n");
            let project = read_project(&own).unwrap_or_else(|e| panic!("{e:?}: {row}"));
            let policy = resolve("bank", &project.layer).expect("resolves").policy;
            assert_eq!(check(&policy), Vec::new(), "{row}");
            assert!(policy.gates.iter().any(|g| g.code == "big-refund" && g.by.role.len() == 1), "{row}");
        }
    }
}
