//! Rows of a policy that cannot work as meant, in words.

use crate::profile::{FlawKind, PolicyFlaw, TestedAs};
use crate::say;
use crate::text::names::{self, WordKind};
use crate::text::sanitize::sanitized;
use crate::text::{Lang, Two, labels};

/// A flaw in a line.
#[must_use]
pub fn flaw(it: &PolicyFlaw, lang: Lang) -> String {
    let PolicyFlaw { section, row, key, kind } = it;
    let row = sanitized(row);
    let place = format!("[[{section}]] {row}");
    let label = |fact: &str| labels::label(&sanitized(fact), lang);
    match kind {
        FlawKind::NeverHolds { fact } => {
            let fact = label(fact);
            say!(
                lang,
                "{place}: its {key} contradicts itself in “{fact}” and never holds",
                "{place} 的 {key} 在“{fact}”上自相矛盾，永不成立"
            )
        }
        FlawKind::Mistyped { fact, is } => {
            let fact = sanitized(fact);
            let is = match is {
                TestedAs::Number => Two("a number (500, { over = 500 })", "数字（500、{ over = 500 }）"),
                TestedAs::Flag => Two("true or false", "true 或 false"),
                TestedAs::Code => Two(
                    "a code (\"phone\", [\"phone\", \"web\"], { set = true })",
                    "代码（\"phone\"、[\"phone\", \"web\"]、{ set = true }）",
                ),
                TestedAs::Conditions => {
                    Two("conditions (any = [{ … }], not = { … })", "条件（any = [{ … }]、not = { … }）")
                }
            };
            let is = is.get(lang);
            say!(
                lang,
                "{place}: its {key} never holds: “{fact}” is {is}",
                "{place} 的 {key} 永不成立：“{fact}”应写{is}"
            )
        }
        FlawKind::Idle { wants } => {
            say!(lang, "{place}: {key} does nothing without {wants}", "{place}：{key} 须与 {wants} 同用，否则不起作用")
        }
        FlawKind::SameSeries { other } => {
            let other = sanitized(other);
            say!(
                lang,
                "{place} takes its numbers from the same series as {other}: each number is given out once, to one or the other",
                "{place} 与 {other} 共用一个编号序列：每个编号只用于其中之一"
            )
        }
        FlawKind::Hidden { by } => {
            let by = sanitized(by);
            say!(
                lang,
                "{place} never applies: {by} stands before it and holds wherever it does",
                "{place} 永不适用：排在前面的 {by} 在同样情况下已经成立"
            )
        }
        FlawKind::Contradicts { other, fact } => {
            let (other, fact) = (sanitized(other), label(fact));
            say!(
                lang,
                "{place} contradicts [[gate]] {other}: both say what “{fact}” must be, and not the same",
                "{place} 与 [[gate]] {other} 矛盾：二者对“{fact}”的要求不同"
            )
        }
        FlawKind::Locks { verb, needs } => {
            let (verb, needs) =
                (names::name(WordKind::Verb, verb, lang), names::name(WordKind::Milestone, needs, lang));
            say!(
                lang,
                "{place} locks cases in: {verb} needs {needs}, which comes after it",
                "{place} 使投诉件无法办理：{verb}须先有“{needs}”，而后者在其之后"
            )
        }
        FlawKind::Shadowed { fact } => {
            let name = label(fact);
            say!(
                lang,
                "{place}: {fact} is a fact that every case has ({name}): lists, terms and corrections mean that one; give the field another code",
                "{place}：{fact} 是每件投诉都有的项目（{name}），列表、查询和更正所指均为该项目；请为此字段另取代码"
            )
        }
        FlawKind::NoChoice { choice } => {
            let choice = sanitized(choice);
            say!(
                lang,
                "{place}: the choice {choice} cannot be given: its code stands twice or holds a comma",
                "{place}：选项 {choice} 无法选用：代码重复，或含有逗号"
            )
        }
        FlawKind::Circle { rows } => {
            let rows: Vec<String> = rows.iter().chain(rows.first()).map(|row| sanitized(row)).collect();
            let rows = rows.join(Two(" → ", " → ").get(lang));
            say!(lang, "[[{section}]]: {rows} run in a circle", "[[{section}]]：{rows} 成环")
        }
        FlawKind::NoRule { rule } => {
            let rule = sanitized(rule);
            say!(
                lang,
                "{place} cites {rule}, which no [[rule]] declares; write cite = {{ zh = \"…\", en = \"…\" }} or the rule",
                "{place} 引用的 {rule} 没有 [[rule]] 行；请写 cite = {{ zh = \"…\", en = \"…\" }} 或补写该条款"
            )
        }
        FlawKind::CitesNothing => {
            say!(lang, "{place} cites no article", "{place} 未注明依据")
        }
        FlawKind::Unread => {
            say!(lang, "{place} is read by nothing", "{place} 没有任何规定用到")
        }
    }
}
