//! What the columns of registers are called, in Chinese and English, and what they become.

use crate::domain::value::texts::folded;

/// What a column becomes: the table and the key of a map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Role {
    /// `key`, `case`, `private`, `assigned`, `replied`, `closed`, or `status`.
    pub(super) part: &'static str,
    /// The key in that table.
    pub(super) key: &'static str,
}

const fn role(part: &'static str, key: &'static str) -> Role {
    Role { part, key }
}

/// How early the name of a column stands among those of its kind; the earliest column is taken.
pub(super) fn rank(name: &str) -> usize {
    let name = folded(name.trim());
    NAMES.iter().find_map(|(_, names)| names.iter().position(|known| *known == name)).unwrap_or(usize::MAX)
}

/// The names of each, in the order in which a column is taken for one. A running number is no key: the next file begins with 1 again.
const NAMES: &[(Role, &[&str])] = &[
    (
        role("key", ""),
        &[
            "编号",
            "工单编号",
            "工单号",
            "投诉编号",
            "受理编号",
            "登记编号",
            "业务编号",
            "案件编号",
            "流水号",
            "单号",
            "complaint id",
            "complaint_id",
            "case id",
            "case_id",
            "caseid",
            "case number",
            "id",
            "key",
            "unique key",
            "unique_key",
            "ticket",
            "ticket id",
            "reference",
        ],
    ),
    (
        role("case", "source-ref"),
        &["来件编号", "来源编号", "原编号", "来文编号", "来源单号", "source_ref", "source ref", "source reference"],
    ),
    (
        role("case", "title"),
        &[
            "标题",
            "投诉标题",
            "事由",
            "投诉事由",
            "主题",
            "诉求标题",
            "投诉事项",
            "title",
            "subject",
            "summary",
            "issue",
            "complaint type",
            "topic",
        ],
    ),
    (
        role("case", "received"),
        &[
            "收到",
            "收到时间",
            "收到日期",
            "收件时间",
            "收件日期",
            "投诉时间",
            "投诉日期",
            "来电时间",
            "来电日期",
            "来信时间",
            "来信日期",
            "来访时间",
            "来访日期",
            "来件时间",
            "来件日期",
            "来电来访时间",
            "接访日期",
            "反映时间",
            "反映日期",
            "接收时间",
            "接收日期",
            "接诉时间",
            "登记时间",
            "登记日期",
            "创建时间",
            "受理时间",
            "受理日期",
            "日期",
            "时间",
            "received",
            "date received",
            "date_received",
            "created",
            "created date",
            "created_date",
            "opened",
            "date opened",
            "open date",
            "received date",
            "when",
            "date",
        ],
    ),
    (
        role("case", "channel"),
        &[
            "投诉渠道",
            "渠道",
            "受理渠道",
            "受理方式",
            "投诉方式",
            "来源渠道",
            "channel",
            "submitted via",
            "submitted_via",
            "method received",
            "via",
        ],
    ),
    (role("case", "source"), &["来源", "投诉来源", "诉求来源", "source"]),
    (role("case", "source-due"), &["办理期限", "截止时间", "限办时间", "要求办结时间", "due", "due date", "due_date"]),
    (
        role("case", "category"),
        &[
            "投诉类别",
            "类别",
            "投诉类型",
            "问题分类",
            "诉求分类",
            "分类",
            "业务类别",
            "category",
            "type",
            "problem",
            "complaint category",
        ],
    ),
    (role("case", "nature"), &["性质", "诉求类型", "工单类型", "投诉性质", "nature"]),
    (role("case", "amount"), &["涉及金额", "金额", "投诉金额", "争议金额", "amount"]),
    (role("case", "against"), &["被投诉单位", "被投诉机构", "被投诉网点", "unit complained about"]),
    (role("case", "respondent"), &["被投诉人", "被投诉员工", "respondent"]),
    (role("case", "received-by"), &["首问单位", "受理单位", "受理部门", "received by"]),
    (role("case", "taken-by"), &["首问人", "受理人", "登记人", "接待人", "taken by"]),
    (role("case", "cause"), &["原因", "投诉原因", "cause"]),
    (role("case", "tag"), &["标签", "tags", "tag"]),
    (
        role("private", "name"),
        &[
            "姓名",
            "投诉人",
            "投诉人姓名",
            "客户姓名",
            "客户名称",
            "联系人",
            "来电人",
            "来信人",
            "来访人",
            "反映人",
            "诉求人",
            "name",
            "complainant",
            "complainant name",
            "customer",
            "customer name",
        ],
    ),
    (
        role("private", "phone"),
        &[
            "电话",
            "联系电话",
            "手机",
            "手机号",
            "手机号码",
            "联系方式",
            "来电号码",
            "phone",
            "phone number",
            "telephone",
            "mobile",
            "tel",
        ],
    ),
    (role("private", "email"), &["邮箱", "电子邮箱", "邮件", "email", "e-mail", "mail"]),
    (role("private", "address"), &["地址", "联系地址", "住址", "家庭住址", "address"]),
    (
        role("private", "id-number"),
        &["身份证", "身份证号", "身份证号码", "证件号码", "证件号", "证件", "id number", "id_number"],
    ),
    (
        role("private", "place"),
        &[
            "事发地址",
            "事发地点",
            "发生地点",
            "问题地址",
            "地点",
            "place",
            "location",
            "incident address",
            "zip code",
            "zip_code",
        ],
    ),
    (role("private", "demand"), &["诉求", "投诉人诉求", "客户诉求", "要求", "demand"]),
    (
        role("private", "statement"),
        &[
            "投诉内容",
            "来信内容",
            "来访内容",
            "内容",
            "正文",
            "诉求内容",
            "反映内容",
            "主要内容",
            "投诉详情",
            "问题描述",
            "来电内容",
            "statement",
            "narrative",
            "description",
            "consumer complaint narrative",
            "complaint_what_happened",
            "complaint",
            "details",
        ],
    ),
    (
        role("assigned", "unit"),
        &[
            "承办单位",
            "转办单位",
            "办理单位",
            "责任单位",
            "处理单位",
            "主办单位",
            "承办部门",
            "责任部门",
            "处理部门",
            "办理部门",
            "经办单位",
            "经办部门",
            "单位",
            "部门",
            "unit",
            "department",
            "agency",
            "assigned to",
            "team",
        ],
    ),
    (
        role("assigned", "person"),
        &["承办人", "经办人", "处理人", "责任人", "办理人", "handler", "owner", "agent", "assignee", "person"],
    ),
    (
        role("assigned", "on"),
        &[
            "转办时间",
            "转办日期",
            "派单时间",
            "派单日期",
            "交办时间",
            "交办日期",
            "分派时间",
            "分派日期",
            "assigned",
            "assigned date",
            "date assigned",
            "date sent to company",
        ],
    ),
    (
        role("replied", "on"),
        &[
            "回复时间",
            "回复日期",
            "答复时间",
            "答复日期",
            "反馈时间",
            "反馈日期",
            "replied",
            "reply date",
            "answered",
            "answered date",
            "response date",
        ],
    ),
    (
        role("replied", "findings"),
        &[
            "调查核实情况",
            "回复内容",
            "答复内容",
            "回复",
            "答复",
            "处理结果",
            "办理结果",
            "处理情况",
            "办理情况",
            "处理意见",
            "调查结果",
            "反馈内容",
            "answer",
            "reply",
            "response",
            "resolution",
            "findings",
            "resolution description",
        ],
    ),
    (role("replied", "responsibility"), &["责任认定", "责任", "责任归属", "responsibility", "fault"]),
    (role("replied", "satisfaction"), &["满意度", "是否满意", "客户满意度", "满意情况", "satisfaction"]),
    (role("replied", "compensation"), &["赔付金额", "赔偿金额", "补偿金额", "compensation", "redress"]),
    (
        role("closed", "on"),
        &[
            "办结时间",
            "办结日期",
            "结案时间",
            "结案日期",
            "归档时间",
            "归档日期",
            "完成时间",
            "关闭时间",
            "完成日期",
            "关闭日期",
            "closed",
            "closed date",
            "closed_date",
            "date closed",
            "resolved",
            "resolution date",
        ],
    ),
    (role("closed", "outcome"), &["办理结论", "处理结论", "结论", "outcome", "result"]),
    (role("withdrawn", "on"), &["撤诉时间", "撤诉日期", "撤回时间", "撤回日期", "withdrawn", "withdrawn date"]),
    (
        role("reopened", "on"),
        &["重开时间", "重开日期", "重新办理时间", "重新办理日期", "reopened", "reopened date", "date reopened"],
    ),
    (role("status", ""), &["状态", "办理状态", "处理状态", "工单状态", "当前状态", "是否办结", "status", "state"]),
];

/// What a column with this name becomes. A unit in brackets is no part of the name: 涉及金额（万元）. `has_dates`: a name that does not say so is
/// that of a date: 办结, 办结日.
pub(super) fn find(name: &str, has_dates: bool) -> Option<Role> {
    let plain = folded(name.split(['(', '（', '[', '【']).next().unwrap_or_default().trim());
    let plain = plain.trim_end_matches([':', '*', ' ']);
    let known = |plain: &str| {
        let dated = || {
            let stem = plain.trim_end_matches('日').trim_end_matches('的');
            let dated = format!("{stem}日期");
            exact(&dated).filter(|role| has_dates && !stem.is_empty() && matches!(role.key, "on" | "received"))
        };
        // 回复 may be the day or the text.
        exact(plain).filter(|role| !(has_dates && role.key == "findings")).or_else(dated).or_else(|| exact(plain))
    };
    // Of a member of JSON the last part of its path says what it is, with the part before it: 办理.日期 is no receipt.
    let Some((parent, last)) = plain.rsplit_once('.') else { return known(plain) };
    let both = format!("{}{last}", parent.rsplit('.').next().unwrap_or_default());
    known(plain).or_else(|| exact(&both)).or_else(|| known(last).filter(|role| !has_dates || role.key != "received"))
}

fn exact(plain: &str) -> Option<Role> {
    NAMES.iter().find(|(_, names)| names.contains(&plain)).map(|(role, _)| *role)
}

/// What a column that could be the receipt becomes beside another one that is: the acceptance, if its name says so.
pub(super) fn beside_receipt(name: &str) -> Option<Role> {
    ["受理时间", "受理日期"].contains(&folded(name.trim()).as_str()).then_some(role("accepted", "on"))
}

/// The unit in the name of a column: 涉及金额（万元）.
pub(super) fn unit(name: &str) -> Option<&'static str> {
    ["亿元", "万元", "千元"].into_iter().find(|unit| name.contains(unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_known_by_their_names_in_both_languages() {
        for (name, part, key) in [
            ("投诉时间", "case", "received"),
            ("涉及金额（万元）", "case", "amount"),
            ("Complaint ID", "key", ""),
            ("联系电话", "private", "phone"),
            ("Zip Code", "private", "place"),
            ("办理情况", "replied", "findings"),
            ("Status", "status", ""),
        ] {
            assert_eq!(find(name, false), Some(Role { part, key }), "{name}");
        }
        for (name, part, key) in [
            ("办结日", "closed", "on"),
            ("办结", "closed", "on"),
            ("回复", "replied", "on"),
            ("收件", "case", "received"),
            ("重开日", "reopened", "on"),
            ("撤诉日期", "withdrawn", "on"),
            ("办结.日期", "closed", "on"),
        ] {
            assert_eq!(find(name, true), Some(Role { part, key }), "{name}");
        }
        assert_eq!(find("回复", false), Some(role("replied", "findings")));
        assert_eq!(find("投诉人.证件", false), Some(role("private", "id-number")));
        assert_eq!((find("备用", true), find("办理.日期", true)), (None, None));
        assert_eq!(unit("涉及金额（万元）"), Some("万元"));
    }

    #[test]
    fn no_name_stands_for_two_things() {
        let all: Vec<&str> = NAMES.iter().flat_map(|(_, names)| names.iter().copied()).collect();
        for (at, name) in all.iter().enumerate() {
            assert!(!all[..at].contains(name), "{name}");
            assert_eq!(folded(name), *name, "{name}");
        }
    }
}
