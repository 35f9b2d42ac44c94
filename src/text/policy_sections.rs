//! The headings of a policy's sections, for readers.

use crate::text::sanitize::sanitized;
use crate::text::{Lang, Two};

/// The heading of a section.
#[must_use]
pub fn section(section: &str, lang: Lang) -> String {
    let two = match section {
        "rule" => Two("Articles, and how each is kept", "条款及其落实"),
        "function" => Two("Functions of units", "单位职能"),
        "channel" => Two("Channels", "投诉渠道"),
        "source" => Two("Sources", "来源"),
        "category" => Two("Categories", "投诉类别"),
        "nature" => Two("Natures", "性质"),
        "outcome" => Two("Outcomes", "处理结果"),
        "responsibility" => Two("Responsibility", "责任认定"),
        "cause" => Two("Causes", "原因"),
        "level" => Two("Levels, from low to high", "层级（由低到高）"),
        "role" => Two("Roles", "角色"),
        "field" => Two("Facts of its own", "自定登记项"),
        "limit" => Two("Time limits", "时限"),
        "step" => Two("Steps", "步骤"),
        "major" => Two("Major cases", "重大投诉"),
        "callback" => Two("Call-backs", "回访"),
        "approval" => Two("Approvals", "审批"),
        "gate" => Two("What must hold before a command", "办理前须满足的要求"),
        "improve" => Two("Improvements", "整改"),
        "element" => Two("What a reply must contain", "回复要素"),
        "pause-ground" => Two("Grounds for stopping the clock", "中止计时的理由"),
        "extension" => Two("Extensions", "延期"),
        "escalate" => Two("What goes up by itself", "自动上报"),
        "remedy" => Two("Remedies", "赔付方式"),
        "exemption" => Two("Grounds on which a rate leaves a case out", "考核剔除事由"),
        "duty" => Two("Work without a case", "日常检查"),
        "filing" => Two("Reports that are owed", "报送"),
        "form" => Two("Forms and letters", "单据和函件"),
        "wording" => Two("Wording", "措辞"),
        "answer" => Two("Standard answers", "标准答复"),
        "retention" => Two("How long cases are kept", "保存期限"),
        "spot-check" => Two("Spot checks", "抽查"),
        "follow" => Two("What an act brings with it", "办理后自动随附的处理"),
        "remind" => Two("Reminders", "提醒"),
        "team" => Two("Special teams", "专班"),
        "outside" => Two("Matters outside its power", "无权处理的事项"),
        other => return sanitized(other),
    };
    two.get(lang).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::policy::SECTIONS;

    #[test]
    fn every_section_has_a_heading_in_both_languages() {
        for (name, _) in SECTIONS {
            assert_ne!(section(name, Lang::Zh), *name);
            assert_ne!(section(name, Lang::En), *name);
        }
    }
}
