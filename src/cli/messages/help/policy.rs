//! `redress help policy-rows`: how the rows of a policy are written. Names of sections, keys and facts come from where they are defined.

use crate::domain::gate::GATE_FACTS;
use crate::domain::policy::SECTIONS;
use crate::domain::query::view;
use crate::domain::value::title::Lang;
use crate::say;
use crate::text::width::wrapped;

/// The topic.
#[must_use]
pub(super) fn topic(lang: Lang) -> String {
    let sections: String = SECTIONS
        .iter()
        .map(|(section, keys)| format!("  {section:<15} {}\n", keys.join(" ").replace('_', "-")))
        .collect();
    let facts = folded(&view::names().collect::<Vec<_>>());
    let gate = folded(GATE_FACTS);
    say!(
        lang,
        r#"A policy is rows: those of the profile (redress policy show), and over them your own in redress.toml. A row with a known code
changes that row, key by key; one with a new code adds to them.

  [[gate]]
  code = "big-refund"
  en = "Refunds over 1,000 need the leader"
  zh = "超过一千元的退款须负责人同意"
  cite = {{ en = "house rules, 4", zh = "内部规定第四条" }}
  on = ["reply"]                                  before this command …
  when = {{ category = "product", compensation = {{ over = 1000 }} }}
  needs = {{ approvals = ["refund"], steps = [], fields = ["compensation_basis"], links = [] }}
  after = ["acknowledged"]                        milestones or steps that come first
  must = {{ unit_level = "branch-1" }}              each of these must be so
  by = {{ role = ["handler"], level-at-least = "branch-2", not = ["respondent", "handler", "holder", "unit-complained-about"] }}
  severity = "refuse"                             or "warn"

A gate refuses with its article; --override REASON passes it over, on record (redress report exceptions). Nobody passes over that he is
complained about himself. With may-override = ["leader"] only that role passes it over.

Who may see and erase are gates too: on = ["reveal"] and on = ["erase"]. by.part = ["received-by", "lead", "assisting", "supervising",
"leader"] names those who take part in a case; [[role]] and [[function]] rows give the last two (part = "supervising").
by.approval = "erase" wants that consent from a second person. How long a kind of case is kept, from the end of its last round:

  [[retention]]
  code = "loans"
  en = "Loans: ten years"
  zh = "贷款类保存十年"
  when = {{ category = "product" }}
  keep = "10y"                                    or "18m", "90d"; of several rows the longest counts
  then = "list"                                   or "erase": what redress erase --due does

A condition is a table; all of its keys must hold, a list means one of them:
  {{ channel = ["phone", "web"], amount = {{ over = 50000 }}, restricted = true, outcome = {{ set = true }},
    any = [ {{ … }}, {{ … }} ], not = {{ … }} }}        also under, at-least, at-most

Facts of a case, beside your own fields:
{facts}
Facts that only gates know, of the command and from directory.toml:
{gate}
Sections and their keys, beside code, zh, en, rule, cite, note, off, loosens:
{sections}
`off = true` takes a row away. What tightens needs nothing; what loosens a rule says loosens = true and is listed by policy check.
A case keeps the policy under which this round of it was received.
"#,
        r#"制度由一行行规则组成：模板自带的（redress policy show），加上 redress.toml 中本单位的。代码相同的逐项改写原有规则，代码不同的另行增加。

  [[gate]]
  code = "big-refund"
  en = "Refunds over 1,000 need the leader"
  zh = "超过一千元的退款须负责人同意"
  cite = {{ en = "house rules, 4", zh = "内部规定第四条" }}
  on = ["reply"]                                  在此命令之前
  when = {{ category = "product", compensation = {{ over = 1000 }} }}
  needs = {{ approvals = ["refund"], steps = [], fields = ["compensation_basis"], links = [] }}
  after = ["acknowledged"]                        须先完成的环节或步骤
  must = {{ unit_level = "branch-1" }}              须符合的各项
  by = {{ role = ["handler"], level-at-least = "branch-2", not = ["respondent", "handler", "holder", "unit-complained-about"] }}
  severity = "refuse"                             拒绝；或 "warn" 仅提示

规则拒绝时注明条文；--override 理由 可以越过，并记录在案（redress report exceptions）；被投诉人本人不得越过回避规定。写明 may-override = ["leader"] 的，
只有该角色可以越过。

由谁查看、由谁删除也是 gate：on = ["reveal"]、on = ["erase"]。by.part = ["received-by", "lead", "assisting", "supervising", "leader"] 指参与办理的人员，
后两项由 [[role]]、[[function]] 中的 part = "supervising" 等指定；by.approval = "erase" 须经他人审批。各类投诉件自最后一轮办结起的保存期限：

  [[retention]]
  code = "loans"
  en = "Loans: ten years"
  zh = "贷款类保存十年"
  when = {{ category = "product" }}
  keep = "10y"                                    或 "18m"、"90d"；适用多行的从长
  then = "list"                                   或 "erase"：redress erase --due 时列出或删除

条件是一张表，各项须同时成立；列表表示其中之一：
  {{ channel = ["phone", "web"], amount = {{ over = 50000 }}, restricted = true, outcome = {{ set = true }},
    any = [ {{ … }}, {{ … }} ], not = {{ … }} }}        另有 under、at-least、at-most

投诉件的要素（自定项之外）：
{facts}
仅供 gate 使用的要素（来自命令和 directory.toml）：
{gate}
各部分及其键（另有 code、zh、en、rule、cite、note、off、loosens）：
{sections}
off = true 停用一行。从严无须说明；放宽须写 loosens = true，policy check 会列出。
每件投诉按本轮收到时的制度办理。
"#
    )
}

/// Names in lines of a page's width.
fn folded(names: &[&str]) -> String {
    wrapped(&names.join(" "), 96).into_iter().map(|line| format!("  {line}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::{check, read_project, resolve};

    #[test]
    fn the_gate_of_the_help_is_a_gate() {
        for lang in [Lang::En, Lang::Zh] {
            let text = topic(lang);
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
