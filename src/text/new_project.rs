//! The files that `init` writes: short, with comments, in the language of the user.

use crate::domain::value::title::Lang;
use crate::say;

/// `redress.toml`.
#[must_use]
pub fn redress_toml(profile: &str, project: &str, name: &str, (simulated, shared): (bool, bool), lang: Lang) -> String {
    let name = toml::Value::String(name.into()).to_string();
    let mode = if simulated { "simulated = true\n" } else { "" };
    let (id, share) = if shared { ("project.id", "project.shared = \"group\"\n") } else { ("project", "") };
    let lang_code = if lang == Lang::Zh { "zh" } else { "en" };
    say!(
        lang,
        r#"# This project's policy: a profile, and what your organisation changes in it.
# `redress policy show` prints all that is in force, `redress policy check` looks for mistakes.
profile = "{profile}"
{id} = "{project}"          # random, never changes
{share}name = {name}
lang = "{lang_code}"                # language of the interface here; --lang and REDRESS_LANG go first
{mode}
# [desk]
# zone = "Asia/Shanghai"        # days are counted in this zone
# intake-accepts = true         # registering accepts at once
# backdate = "5wd"              # how far back --on and --received may go without an approval

# Tighten a limit (loosening one needs `loosens = true`, and `policy check` lists it):
# [[limit]]
# code = "P7-A11-general"
# within = "2wd"

# A fact of your own that cases carry:
# [[field]]
# code = "account_kind"
# zh = "账户类型"
# en = "Kind of account"
# kind = "choice"               # money, flag, choice, text, date or count
# choices = [ {{ code = "savings", zh = "储蓄", en = "Savings" }} ]

# Saved queries: redress list @late
# [queries]
# late = "is:overdue not:is:paused"

# The private side may lie elsewhere, and belong to a smaller group (group = "desk-private"; help accounts):
# [private]
# path = "../private-complaints"
"#,
        r#"# 本项目的制度：选用一个模板，再写明本单位的改动。
# `redress policy show` 显示现行制度，`redress policy check` 检查有无差错。
profile = "{profile}"
{id} = "{project}"          # 随机标识，不再改变
{share}name = {name}
lang = "{lang_code}"                # 界面语言；--lang 和 REDRESS_LANG 优先
{mode}
# [desk]
# zone = "Asia/Shanghai"        # 按此时区计算日期
# intake-accepts = true         # 登记即受理
# backdate = "5wd"              # --on、--received 可不经审批补录的最早时间

# 从严规定时限（放宽须写 loosens = true，policy check 会列出）：
# [[limit]]
# code = "P7-A11-general"
# within = "2wd"

# 本单位自定的登记项：
# [[field]]
# code = "account_kind"
# zh = "账户类型"
# en = "Kind of account"
# kind = "choice"               # money 金额、flag 是否、choice 选项、text 文字、date 日期、count 数量
# choices = [ {{ code = "savings", zh = "储蓄", en = "Savings" }} ]

# 常用查询：redress list @late
# [queries]
# late = "is:overdue not:is:paused"

# 个人信息可存放在别处，也可只给较小的组（group = "desk-private"，见 help accounts）：
# [private]
# path = "../private-complaints"
"#
    )
}

/// `directory.toml`.
#[must_use]
pub fn directory_toml(lang: Lang) -> String {
    say!(
        lang,
        r#"# Units and people. The log holds only their codes; names and phones stand here and can change at any time.
# While no unit is listed, this desk is the only one; while nobody is listed, anybody may act.

# [[unit]]
# code = "hq-service"
# zh = "客户服务中心"
# en = "Customer service centre"
# level = "head-office"         # outlet, sub-branch, branch-2, branch-1, head-office
# parent = ""                   # the unit above
# functions = ["customer-service"]  # redress policy show function lists them
# leader = "wang.fang"          # answers for complaints here
# first-contact = "li.na"
# second-contact = "zhao.lei"

# [[person]]
# code = "li.na"
# name = "李娜"
# unit = "hq-service"
# roles = ["clerk"]             # clerk, handler, supervisor, leader, auditor, union
# phone = "010-6885"            # office phone: it may stand in replies
# account = "lina"              # login name: who works in it acts as this person
# from = 2024-01-01             # in service from … until
"#,
        r#"# 单位和人员。日志中只有代码，姓名和电话写在这里，可随时修改。
# 没有列出单位时，本部门是唯一单位；没有列出人员时，不限制经办人。

# [[unit]]
# code = "hq-service"
# zh = "客户服务中心"
# en = "Customer service centre"
# level = "head-office"         # outlet 网点、sub-branch 支行、branch-2 二级分行、branch-1 一级分行、head-office 总行
# parent = ""                   # 上级单位
# functions = ["customer-service"]  # 职能，见 redress policy show function
# leader = "wang.fang"          # 第一责任人
# first-contact = "li.na"       # 第一联系人
# second-contact = "zhao.lei"   # 第二联系人

# [[person]]
# code = "li.na"
# name = "李娜"
# unit = "hq-service"
# roles = ["clerk"]             # clerk 受理、handler 承办、supervisor 督办、leader 负责人、auditor 审计、union 工会专人
# phone = "010-6885"            # 办公电话，可写入回复
# from = 2024-01-01             # 任职起止
"#
    )
}
