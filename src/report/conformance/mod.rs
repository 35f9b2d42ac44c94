//! `redress report conformance`: article by article, the rows of the policy that keep it, how often it was kept, passed over or broken,
//! and the numbers as evidence.
//!
//! Invariant: a case counts once for a rule and a result. What only the program or nobody can check is told as such, not left out.

pub mod exercised;

use crate::document::table::{Cell, Row, Table, Tone};
use crate::domain::Code;
use crate::domain::policy::{Policy, SECTIONS};
use crate::domain::value::title::Title;
use crate::report::context::ReportContext;
use crate::report::definition::Definition;
use crate::say;
use crate::text::{Two, policy_sections};
use exercised::RuleResult;
use serde_json::{Map, json};
use std::collections::{BTreeMap, HashMap};

/// The definition of the report.
pub const DEFINITION: Definition = Definition {
    title: Two("Conformance", "制度执行自查表"),
    row: Two(
        "a rule of the policy: its article, the rows that keep it, the cases in which it was kept, passed over and broken",
        "制度的一项规定：条款、执行该规定的制度行，以及执行、破例和违反的件数",
    ),
    cohort: Two(
        "when the act happened, or the day on which a limit, a duty or a paper was due; without a period: all",
        "行为发生之时，或时限、检查、报送的到期日；未指定时间段时为全部",
    ),
    clock: Two(
        "by when it happened; a case counts once for each rule and result, by the policy of its last round; a duty and a paper count each time that they were due",
        "以实际发生时间为准；一件对每项规定的每种结果计一次，按其最后一轮所适用的制度；检查和报送按到期次数计",
    ),
    exclusions: Two(
        "acts that were revoked; imported acts, of which no gate was asked; limits that still run, that a source does not tell, or that only a corrected receipt made late; restricted cases that the reader may not see",
        "已撤销的行为；导入的行为（未经关卡检查）；尚未到期、来源未说明、仅因收到时间更正而超期的时限；无权查看的限制查看的件",
    ),
    columns: &["article", "what", "rows", "kept", "overridden", "broken", "cases"],
};

/// Numbers in a cell; data has all of those that were passed over or broken.
const SHOWN: usize = 3;

/// What was found of one rule and result.
#[derive(Default)]
struct Found {
    count: usize,
    /// Numbers of cases, or of events and days that belong to none: of what was kept only the first.
    evidence: Vec<String>,
}

/// What became of each rule.
#[derive(Default)]
pub struct Conformance {
    found: HashMap<(Code, RuleResult), Found>,
    /// The rule whose evidence is wanted in full.
    wanted: Option<Code>,
}

impl Conformance {
    /// An empty record; of this rule all evidence is kept.
    #[must_use]
    pub fn of(wanted: Option<Code>) -> Self {
        Self { wanted, ..Self::default() }
    }

    /// Notes that a rule was kept, passed over or broken once.
    pub fn put(&mut self, rule: Code, result: RuleResult, evidence: impl FnOnce() -> String) {
        let all = result != RuleResult::Kept || self.wanted.as_ref() == Some(&rule);
        let found = self.found.entry((rule, result)).or_default();
        found.count += 1;
        if all || found.evidence.len() < SHOWN {
            found.evidence.push(evidence());
        }
    }

    fn get(&self, rule: &Code, result: RuleResult) -> (usize, &[String]) {
        self.found.get(&(rule.clone(), result)).map_or((0, &[]), |found| (found.count, &found.evidence))
    }
}

/// A rule with the rows that keep it.
struct RuleRows<'p> {
    rule: Code,
    cite: Title,
    title: Title,
    checked: &'p str,
    /// Section and codes.
    rows: Vec<(&'static str, Vec<Code>)>,
}

/// The rules of a policy in the order of its regulation, then those that only rows name.
fn rules(policy: &Policy) -> Vec<RuleRows<'_>> {
    let mut all: Vec<RuleRows<'_>> = Vec::new();
    let mut place: HashMap<Code, usize> = HashMap::new();
    for row in &policy.rules {
        place.insert(row.code.clone(), all.len());
        let (cite, title) = (row.cite.clone(), row.title.clone());
        all.push(RuleRows { rule: row.code.clone(), cite, title, checked: &row.checked, rows: Vec::new() });
    }
    for (section, _) in SECTIONS.iter().filter(|(section, _)| *section != "rule") {
        for row in policy.section(section).unwrap_or_default() {
            let rule = row.rule_id();
            let known = place.get(rule).copied();
            // A row without an article is at home in the desk's own list of values; a limit or a gate is a rule in itself.
            if known.is_none()
                && *row.cite() == Title::default()
                && !matches!(*section, "limit" | "gate" | "duty" | "filing")
            {
                continue;
            }
            let at = known.unwrap_or_else(|| {
                place.insert(rule.clone(), all.len());
                let (cite, title) = (row.cite().clone(), row.title().clone());
                all.push(RuleRows { rule: rule.clone(), cite, title, checked: "rows", rows: Vec::new() });
                all.len() - 1
            });
            let rows = &mut all[at].rows;
            match rows.iter_mut().find(|(known, _)| known == section) {
                Some((_, codes)) => codes.push(row.code().clone()),
                None => rows.push((section, vec![row.code().clone()])),
            }
        }
    }
    all
}

/// The rule with this id, or with this article or title in either language.
#[must_use]
pub fn find_rule(policy: &Policy, word: &str) -> Option<Code> {
    let is = |title: &Title| title.zh == word || title.en == word;
    rules(policy).into_iter().find(|rule| rule.rule == word || is(&rule.cite) || is(&rule.title)).map(|rule| rule.rule)
}

/// The ids of all rules of a policy.
#[must_use]
pub fn names(policy: &Policy) -> Vec<String> {
    rules(policy).into_iter().map(|rule| rule.rule.to_string()).collect()
}

/// The report: a row for each rule.
#[must_use]
pub fn table(found: &Conformance, context: &ReportContext<'_>) -> Table {
    let rules = rules(context.policy);
    let broken = rules.iter().filter(|rule| found.get(&rule.rule, RuleResult::Broken).0 > 0).count();
    let unseen = rules.iter().filter(|rule| !rule.rows.is_empty() && is_unseen(found, &rule.rule)).count();
    let all = rules.len();
    Table {
        title: DEFINITION.title.get(context.lang).into(),
        schema: "redress.conformance/1",
        columns: DEFINITION
            .columns
            .iter()
            .map(|key| context.column(key, matches!(*key, "kept" | "overridden" | "broken")))
            .collect(),
        rows: rules.iter().map(|rule| row(rule, found, context)).collect(),
        notes: vec![say!(
            context.lang,
            "{all} rules; {broken} broken; {unseen} did not come up",
            "共 {all} 项规定；有违反的 {broken} 项；未涉及的 {unseen} 项"
        )],
        ..Table::default()
    }
}

fn is_unseen(found: &Conformance, rule: &Code) -> bool {
    [RuleResult::Kept, RuleResult::Overridden, RuleResult::Broken].iter().all(|one| found.get(rule, *one).0 == 0)
}

/// How a rule is kept that no row enforces.
const CHECKED: &[(&str, Two)] = &[
    ("code", Two("in code", "由程序执行")),
    ("later", Two("not kept yet", "尚未执行")),
    ("never", Two("cannot be checked", "无法由程序检查")),
];

/// The rows that keep a rule: section and codes, for readers the headings and titles of `redress profile show`.
fn kept_by(rule: &RuleRows<'_>, context: &ReportContext<'_>) -> Cell {
    let lang = context.lang;
    let (mut code, mut name) = (Vec::new(), Vec::new());
    for (section, codes) in &rule.rows {
        let titles: Vec<String> = codes.iter().map(|code| context.policy.title_of(section, code, lang)).collect();
        let (heading, titles) = (policy_sections::section(section, lang), titles.join(Two(", ", "、").get(lang)));
        code.push(format!("{section} {}", codes.iter().map(Code::as_str).collect::<Vec<_>>().join(", ")));
        name.push(say!(lang, "{heading}: {titles}", "{heading}：{titles}"));
    }
    Cell::Named { code: code.join("; "), name: name.join(Two("; ", "；").get(lang)) }
}

fn row(rule: &RuleRows<'_>, found: &Conformance, context: &ReportContext<'_>) -> Row {
    let lang = context.lang;
    let result = |result| found.get(&rule.rule, result);
    let (kept, overridden, broken) =
        (result(RuleResult::Kept), result(RuleResult::Overridden), result(RuleResult::Broken));
    let count = |(count, _): (usize, &[String])| Cell::count(count);
    let kept_by = match rule.rows.is_empty() {
        false => kept_by(rule, context),
        true => context.among(rule.checked, CHECKED),
    };
    let evidence: Vec<String> = if broken.0 + overridden.0 > 0 {
        broken.1.iter().chain(overridden.1).cloned().collect()
    } else {
        kept.1.to_vec()
    };
    let more_of_them = evidence.len() > SHOWN;
    let mut shown: Vec<String> = evidence.into_iter().take(SHOWN).collect();
    shown.extend(more_of_them.then(|| "…".to_string()));
    let mut more = Map::new();
    more.insert("rule".into(), json!(rule.rule));
    more.insert("checked".into(), json!(rule.checked));
    let numbers = [("kept", kept.1), ("overridden", overridden.1), ("broken", broken.1)];
    more.insert("numbers".into(), json!(numbers.into_iter().collect::<BTreeMap<_, _>>()));
    let text = |title: &Title| match title.get(lang) {
        "" => Cell::Empty,
        text => Cell::Text(text.into()),
    };
    Row {
        cells: vec![
            text(&rule.cite),
            text(&rule.title),
            kept_by,
            count(kept),
            count(overridden),
            count(broken),
            if shown.is_empty() { Cell::Empty } else { Cell::List(shown) },
        ],
        more,
        tone: match (broken.0 > 0, overridden.0 > 0) {
            (true, _) => Tone::Bad,
            (false, true) => Tone::Warn,
            _ => Tone::Plain,
        },
    }
}

/// The evidence of one rule: a row for each case and result.
#[must_use]
pub fn list(found: &Conformance, rule: &Code, only: Option<RuleResult>, context: &ReportContext<'_>) -> Table {
    let mut rows = Vec::new();
    for (result, code, word) in RESULTS {
        if only.is_some_and(|only| only != *result) {
            continue;
        }
        let tone = match result {
            RuleResult::Kept => Tone::Plain,
            RuleResult::Overridden => Tone::Warn,
            RuleResult::Broken => Tone::Bad,
        };
        for number in found.get(rule, *result).1 {
            let standing = Cell::Named { code: (*code).into(), name: word.get(context.lang).into() };
            rows.push(Row { cells: vec![Cell::Text(number.clone()), standing], tone, ..Row::default() });
        }
    }
    let title = DEFINITION.title.get(context.lang);
    Table {
        title: say!(context.lang, "{title}: {rule}", "{title}：{rule}"),
        schema: "redress.conformance-cases/1",
        columns: context.columns(&["id", "standing"]),
        rows,
        ..Table::default()
    }
}

/// The results, with their codes and names.
pub const RESULTS: &[(RuleResult, &str, Two)] = &[
    (RuleResult::Broken, "broken", Two("broken", "违反")),
    (RuleResult::Overridden, "overridden", Two("passed over", "破例")),
    (RuleResult::Kept, "kept", Two("kept", "执行")),
];

/// Whether any rule was broken.
#[must_use]
pub fn has_broken(table: &Table) -> bool {
    table.rows.iter().any(|row| row.tone == Tone::Bad)
}
