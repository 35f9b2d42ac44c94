//! A small policy and a directory for the tests of texts and pages.

use crate::domain::policy::Policy;
use crate::domain::policy::directory::Directory;
use crate::text::code_names::Names;

const POLICY: &str = r#"
profile = "sample"
title = { zh = "银行客户投诉处理", en = "Bank complaints" }
cite = { zh = "办法〔2015〕1号", en = "Regulation [2015] no. 1" }
channel = [ { code = "phone", zh = "电话", en = "Phone" }, { code = "web", zh = "网络", en = "Website" } ]
nature = [ { code = "complaint", zh = "投诉", en = "Complaint" }, { code = "enquiry", zh = "咨询", en = "Enquiry", apart = true } ]
category = [
  { code = "general", zh = "一般投诉", en = "General" },
  { code = "attitude", zh = "服务态度", en = "Attitude", parent = "general" },
  { code = "complex", zh = "复杂投诉", en = "Complex" },
  { code = "crime", zh = "金融犯罪", en = "Financial crime" },
]
outcome = [ { code = "resolved", zh = "已解决", en = "Resolved" } ]
responsibility = [ { code = "ours", zh = "我方责任", en = "Ours", fault = true } ]
level = [
  { code = "outlet", zh = "营业网点", en = "Outlet" },
  { code = "branch", zh = "分行", en = "Branch" },
  { code = "head-office", zh = "总行", en = "Head office" },
]
role = [ { code = "leader", zh = "负责人", en = "Leader" } ]
approval = [ { code = "backdate", zh = "补录审批", en = "Back-dating" } ]
step = [ { code = "relisten", zh = "复听录音", en = "Listen again" } ]
pause-ground = [ { code = "evidence", zh = "等待补充材料", en = "Waiting for papers" } ]
field = [
  { code = "product", zh = "产品", en = "Product", kind = "text" },
  { code = "claimed", zh = "索赔金额", en = "Claimed", kind = "money" },
  { code = "media", zh = "涉及媒体", en = "Media", kind = "choice", choices = [ { code = "lead", zh = "报道苗头", en = "A lead" } ] },
]
limit = [
  { code = "P7-A11-general", zh = "一般投诉三个工作日内回复", en = "General complaints: three working days", cite = { zh = "第十一条", en = "art. 11" }, limit = "reply", within = "3wd", warn = "2wd", when = { category = "general" } },
  { code = "P7-A11-complex", zh = "复杂投诉七至十个工作日内回复", en = "Complex complaints: seven to ten working days", cite = { zh = "第十一条", en = "art. 11" }, limit = "reply", within = "10wd", warn = "7wd", when = { category = "complex" } },
  { code = "P7-A11-gap", zh = "金融犯罪未规定时限", en = "Financial crime: no limit set", cite = { zh = "第十一条", en = "art. 11" }, limit = "reply", within = "none", when = { category = "crime" } },
  { code = "S-contact", zh = "受理后二十四小时内联系", en = "Contact within 24 hours of acceptance", limit = "contact", from = "accepted", within = "24h" },
  { code = "S-close", zh = "回复后归档", en = "Archived after the reply", limit = "close", from = "replied", within = "15d" },
]
"#;

const DIRECTORY: &str = r#"
unit = [
  { code = "hq", zh = "总行投诉中心", en = "Head office desk", level = "head-office" },
  { code = "taiyuan", zh = "太原分行", en = "Taiyuan branch", parent = "hq", level = "branch" },
  { code = "yingze", zh = "迎泽支行", en = "Yingze outlet", parent = "taiyuan", level = "outlet", until = "2026-06-30" },
]
person = [
  { code = "li.na", name = "李娜", unit = "hq", roles = ["leader"] },
  { code = "zhang.wei", name = "张伟", unit = "taiyuan" },
]
"#;

/// The policy.
pub(crate) fn policy() -> Policy {
    toml::from_str(POLICY).expect("the sample policy")
}

/// The directory.
pub(crate) fn directory() -> Directory {
    toml::from_str(DIRECTORY).expect("the sample directory")
}

/// Runs a test with names from both.
pub(crate) fn with_names<T>(test: impl FnOnce(&Names<'_>) -> T) -> T {
    let (policy, directory) = (policy(), directory());
    test(&Names { policy: &policy, directory: &directory })
}
