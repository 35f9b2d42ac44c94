//! `answer`: standard answers, found while the caller waits.

use crate::cli::context::Context;
use crate::cli::error::{CliError, Usage};
use crate::cli::output;
use crate::cli::spec::{CommandGroup, CommandRun, Spec};
use crate::command::flag::{Flag, Many, NOT_PERSONAL, OVERRIDE, arg, flag, flags};
use crate::command::input::Input;
use crate::command::work::Work;
use crate::domain::gate::Note;
use crate::domain::policy::Answer;
use crate::domain::policy::answer::find;
use crate::domain::value::title::{Lang, Title};
use crate::say;
use crate::text::Two;
use crate::text::sanitize::sanitized;
use serde_json::{Value, json};

const WORD: Flag<Many> =
    arg("word", "WORDS", "words, all of which fit; none: all answers", "关键词，须同时符合；不写则列出全部").many();
const CASE: Flag =
    flag("case", "CASE", "put on record that the answer was given to this complainant", "将该答复记入此件");
const TOP: Flag = flag("top", "N", "at most so many; 5 if not given", "最多列出几条，默认 5");

/// answer
pub(super) const SPEC: Spec = Spec {
    name: "answer",
    zh: "知识库",
    group: CommandGroup::LookUp,
    about: Two(
        "standard answers, by words, pinyin initials, code or category; --case puts on record that one was given",
        "按关键词、拼音首字母、代码或类别查标准答复；--case 将所用答复记入投诉件",
    ),
    more: Two(
        "redress answer power cut\nredress answer tdcx\nredress answer A-01 --case 42\nRows [[answer]] of the policy and of answers.toml: redress help answers",
        "redress 知识库 停电 查询\nredress 知识库 tdcx\nredress 知识库 A-01 --case 42\n数据：制度和 answers.toml 的 [[answer]]，见 redress help answers",
    ),
    flags: flags![WORD, CASE, TOP, NOT_PERSONAL, OVERRIDE],
    run: CommandRun::Either { is_work: |input| input.one(CASE).is_some(), work: give, plain: look },
};

fn give(input: &Input, cx: &Context) -> Result<Work, CliError> {
    let project = cx.project()?;
    let (rows, words) = (project.answers()?, input.many(WORD));
    let all: Vec<&Answer> = rows.iter().collect();
    let found = find(&all, &words, &project.policy, cx.now()?.date());
    let whole = words.join(" ");
    let exact = found.iter().find(|row| row.code == whole || row.title.is(&whole));
    let row = match (exact, &found[..]) {
        (Some(row), _) | (None, [row]) => row,
        (None, others) => {
            let known: Vec<String> = others.iter().map(|row| row.code.to_string()).collect();
            let nearest = known.first().cloned();
            return Err(CliError::Usage(Usage::Value { flag: "WORDS".into(), value: whole, known, nearest }));
        }
    };
    let lang = if project.settings.lang == "en" { Lang::En } else { Lang::Zh };
    let title = row.title.get(lang).to_string();
    let text = if title.is_empty() { row.code.to_string() } else { title };
    let verb = Note { text, answer: row.code.clone(), until: row.until, ..Note::default() };
    let did = say!(cx.lang, "answer {} recorded", "已记录所给答复 {}", row.code);
    Ok(Work { did: Some(did), ..Work::one(input, verb) })
}

const KEYS: &[&str] = &["code", "title", "text", "ask", "never", "category", "owner", "cite", "until", "past"];

fn look(input: &Input, cx: &Context) -> Result<(), CliError> {
    let project = cx.project()?;
    let day = cx.now()?.date();
    let rows = project.answers()?;
    let all: Vec<&Answer> = rows.iter().collect();
    let found = find(&all, &input.many(WORD), &project.policy, day);
    let top = super::party::count(input, TOP)?.map_or(5, |top| top as usize);
    let (total, shown) = (found.len(), &found[..found.len().min(top)]);
    let text = |title: &Title| title.get(cx.lang).to_string();
    let record = |row: &&Answer| {
        json!({
            "code": row.code, "title": text(&row.title), "text": text(&row.text), "ask": row.ask, "never": row.never,
            "category": row.category, "owner": row.owner, "cite": text(&row.cite), "until": row.until,
            "past": row.is_past(day),
        })
    };
    let records: Vec<Value> = shown.iter().map(record).collect();
    let page = || shown.iter().map(|row| block(row, row.is_past(day), cx.lang)).collect::<Vec<_>>().join("\n");
    output::answer(cx, "redress.answers/1", KEYS, records, page)?;
    if total == 0 {
        output::talk(cx, &say!(cx.lang, "None.", "无。"))?;
    }
    if total > shown.len() {
        let more = total - shown.len();
        output::talk(cx, &say!(cx.lang, "{more} more: --top {total}", "另有 {more} 条：--top {total}"))?;
    }
    Ok(())
}

/// An answer as it is read out: the text first, then what to ask, what never to say, and on what it rests.
fn block(row: &Answer, is_past: bool, lang: Lang) -> String {
    let list =
        |all: &[String]| all.iter().map(|text| sanitized(text)).collect::<Vec<_>>().join(&say!(lang, "; ", "；"));
    let mut lines = vec![format!("{}  {}", sanitized(&row.code), sanitized(row.title.get(lang)))];
    let mut put = |label: String, text: String| {
        if !text.is_empty() {
            lines.push(format!("  {label}{}{text}", say!(lang, ": ", "：")));
        }
    };
    put(say!(lang, "answer", "答复"), sanitized(row.text.get(lang)));
    put(say!(lang, "ask first", "须问"), list(&row.ask));
    put(say!(lang, "never say", "勿说"), list(&row.never));
    put(say!(lang, "rests on", "依据"), sanitized(row.cite.get(lang)));
    put(say!(lang, "kept by", "负责"), sanitized(&row.owner));
    let until = row.until.map(|until| until.to_string()).unwrap_or_default();
    let until = if is_past { say!(lang, "{until} (no longer holds)", "{until}（已过有效期）") } else { until };
    put(say!(lang, "holds until", "有效期至"), until);
    lines.join("\n") + "\n"
}
