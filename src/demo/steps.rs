//! The policy's steps in the demo: who does each, and its note.
//!
//! Invariant: nobody does a step who is a party to the case, verifies their own handling, or belongs to the unit complained about, where
//! the policy forbids that.

use super::people;
use super::story::Story;
use crate::domain::value::title::Lang;

/// Who does a step.
enum Whose {
    /// The clerk of the desk that took the complaint.
    Clerk,
    /// The case's handler.
    Handler,
    /// Always this person.
    Of(&'static str),
}

struct Row(&'static str, Whose, &'static str, &'static str);

#[rustfmt::skip]
const STEPS: &[Row] = &[
    Row("relisten", Whose::Clerk, "已复听通话录音，客户陈述与登记内容一致", "The recording was listened to again; it agrees with the registration"),
    Row("review", Whose::Of("wang.fang"), "已复核，同意按重大投诉转办", "Reviewed; may be sent on as a major complaint"),
    Row("overseas-address", Whose::Of("dai.wen"), "已提供海外机构名称和地址", "Name and address of the overseas institution given"),
    Row("report-office", Whose::Clerk, "已第一时间报告本级行办公室", "The office was told at once"),
    Row("report-office-1", Whose::Clerk, "已报告一级分行办公室", "The first-level branch's office was told"),
    Row("report-office-hq", Whose::Clerk, "已报告总行办公室", "The head office's president's office was told"),
    Row("media-contact", Whose::Of("wu.tao"), "经行领导同意，已与记者沟通并说明核实情况", "With the leader's consent the reporter was told what has been checked"),
    Row("repair", Whose::Handler, "真相已查清，媒体已刊发后续说明", "The truth is established; a follow-up was printed"),
    Row("report-leader", Whose::Handler, "已报告本级行领导", "The leader was told"),
    Row("legal-referral", Whose::Handler, "材料已移交法律事务部", "The papers are with the lawyers"),
    Row("legal-opinion", Whose::Of("ye.lan"), "合同条款有效，建议先行协商，协商不成由法院处理", "The contract holds; talks first, the court if they fail"),
    Row("nature-finding", Whose::Of("feng.xue"), "经查属一般违规，未发现主观故意", "A minor violation; no intent found"),
    Row("cause-analysis", Whose::Handler, "首次答复未说明依据，客户未理解，故再次投诉", "The first answer gave no grounds, and so it came again"),
    Row("reverify", Whose::Clerk, "已重新核对凭证并再次联系客户", "Vouchers compared once more, and the customer called again"),
    Row("tracking", Whose::Clerk, "已跟踪处理过程，客户未再提出异议", "Followed to the end; the customer raises nothing more"),
    Row("verify-anonymous", Whose::Handler, "已暗访并查阅台账，反映情况部分属实", "Looked into without notice, and in the books; partly so"),
    Row("apology", Whose::Handler, "网点负责人已向客户道歉，客户表示谅解", "The manager apologised and the customer accepts it"),
    Row("compensation-refused", Whose::Handler, "损失系行市变动所致，按规定不予赔偿，已向客户说明", "The market made the loss; by the rules nothing is paid, and the customer knows why"),
    Row("alternative", Whose::Handler, "已提出按现行政策可行的办理途径，可约面谈", "Another way within the rules was offered, and a talk in person"),
    Row("feedback-union", Whose::Handler, "处理情况已反馈工会", "The union was told the result"),
    Row("written-report", Whose::Handler, "已书面逐级报告", "Reported in writing, level by level"),
];

/// Who does a step in a story.
pub(super) fn by(step: &str, story: &Story, clerk: &'static str) -> &'static str {
    let lead = story.lead().1;
    match STEPS.iter().find(|row| row.0 == step).map(|row| &row.1) {
        Some(Whose::Of(person)) => person,
        // The handler of a case may not verify it again.
        Some(Whose::Clerk) if clerk == lead && step == "reverify" => "li.na",
        Some(Whose::Clerk) => clerk,
        // The union reports cases of a superior office; the unit reports what is beyond its authority.
        None if story.channel == "superior" && !story.facts.beyond => "chen.jing",
        _ => lead,
    }
}

/// The note of a step.
pub(super) fn note(step: &str, lang: Lang) -> &'static str {
    let row = STEPS.iter().find(|row| row.0 == step);
    let (zh, en) = row.map_or(("已逐级报告上级行", "Reported to the level above"), |row| (row.2, row.3));
    if lang == Lang::Zh { zh } else { en }
}

/// The assisting unit and the person there, if there is one.
pub(super) fn helper(story: &Story) -> Option<(&'static str, &'static str)> {
    let unit = story.hops.last().map(|hop| hop.assist).filter(|unit| !unit.is_empty())?;
    Some((unit, people::handler_of(unit))).filter(|(_, person)| !person.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_of_the_policy_and_of_the_demo_match() {
        let policy = crate::profile::resolve("bank", &serde_json::Value::Null).expect("a profile").policy;
        for Row(step, ..) in STEPS {
            assert!(policy.steps.iter().any(|s| s.code == *step), "{step}");
        }
        // Papers that are signed for belong to every desk, and the bank's regulation asks for none.
        for step in policy.steps.iter().filter(|s| !["report-up", "signed-for"].contains(&s.code.as_str())) {
            assert!(STEPS.iter().any(|row| step.code == row.0), "{}", step.code);
        }
    }
}
