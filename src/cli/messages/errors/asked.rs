//! What a command lacks, named in Chinese; and of how many it did not do what was asked.

use crate::cli::error::SeveralOf;
use crate::say;
use crate::text::{Lang, labels};

/// What was not given to a command, by its Chinese name: `步骤`, `理由（--reason）`.
pub(super) fn asked(missing: &[String], command: &str) -> String {
    let command = command.split(' ').next().unwrap_or_default();
    let one = |given: &String| {
        let word = given.trim_start_matches('-').split(' ').next().unwrap_or_default().trim_end_matches('.');
        let key = word.to_lowercase().replace('-', "_");
        let is_flag = given.starts_with('-');
        if key.starts_with("text|") {
            return format!("{}（{given}）", labels::in_command("note", "note").map_or("", |two| two.get(Lang::Zh)));
        }
        if key.contains('|') {
            let words: Vec<&str> = given.trim_end_matches('.').split('|').collect();
            return format!(" {} 之一", words.join("、"));
        }
        let name = match key.as_str() {
            "case" => Some("投诉件编号"),
            "code" => Some("代码"),
            "event" => Some("记录号"),
            "run" => Some("导入批次"),
            "name" if !is_flag => Some("名称"),
            "profile" => Some("模板"),
            "desk" => Some("部门代码"),
            "where" => Some("查询条件"),
            "file" => Some("文件"),
            "directory" | "dir" => Some("目录"),
            key => labels::in_command(command, key).or_else(|| labels::find(key)).map(|two| two.get(Lang::Zh)),
        };
        match (name, is_flag) {
            (Some(name), true) => format!("{name}（{}）", given.split(' ').next().unwrap_or_default()),
            (Some(name), false) => name.into(),
            (None, _) => format!(" {given} "),
        }
    };
    missing.iter().map(one).collect::<Vec<_>>().join("、").trim_end().into()
}

/// How many of several were not done.
pub(super) fn not_done(failed: usize, total: usize, of: SeveralOf, lang: Lang) -> String {
    match of {
        SeveralOf::Cases => say!(lang, "not done: {failed} of {total}", "{total} 件中有 {failed} 件未办理"),
        SeveralOf::Commands => {
            say!(lang, "not done: {failed} of {total} commands", "{total} 条命令中有 {failed} 条未执行")
        }
        SeveralOf::Rows => say!(lang, "not imported: {failed} of {total} rows", "{total} 行中有 {failed} 行未导入"),
    }
}
