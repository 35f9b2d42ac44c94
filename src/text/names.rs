//! The names of built-in codes in both languages: states, limits, flags, verbs, kinds of events …
//!
//! Invariant: every built-in code has a name here (tests check all of them); the names of a policy's codes are in its
//! rows. The words follow `domain.md` §1 and `cli.md` §6.

use crate::domain::query::term::{self, Word};
use crate::domain::{event, gate};
use crate::text::{Lang, Two, labels, side_names};

/// The kind of a code; the same code may mean different things (`reply` the limit, `reply` the verb).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordKind {
    /// States and groups of states.
    State,
    /// Flags beside the state, and further values of `is:`.
    Flag,
    /// Limits.
    Limit,
    /// The status of a limit.
    Standing,
    /// Milestones of a round.
    Milestone,
    /// Verbs.
    Verb,
    /// Commands by which private data was viewed.
    Viewing,
    /// Kinds of events.
    Event,
    /// Kinds of contact.
    Contact,
    /// Kinds of links.
    Link,
    /// A complainant's satisfaction with a reply.
    Satisfaction,
    /// The result of a callback.
    Callback,
    /// The recipients of a reply.
    Addressee,
    /// Forms.
    Form,
    /// Reasons for voiding a case.
    Void,
    /// The result of a withdrawal.
    Withdrawal,
    /// Acts in the list of things to do.
    Act,
    /// The roles of parties.
    Role,
    /// How far mediation has come.
    Mediation,
    /// The form of a channel.
    ChannelForm,
    /// Acts of a remedy.
    Remedy,
    /// How far an appeal has come.
    Appeal,
    /// How a paper is served.
    Delivery,
    /// Kinds of incidents.
    Incident,
    /// The status of a duty.
    Duty,
    /// The period of a duty.
    Every,
    /// The status of an improvement.
    Improvement,
}

/// All kinds.
pub const KINDS: [WordKind; 26] = [
    WordKind::State,
    WordKind::Flag,
    WordKind::Limit,
    WordKind::Standing,
    WordKind::Milestone,
    WordKind::Verb,
    WordKind::Event,
    WordKind::Contact,
    WordKind::Link,
    WordKind::Satisfaction,
    WordKind::Callback,
    WordKind::Addressee,
    WordKind::Form,
    WordKind::Void,
    WordKind::Withdrawal,
    WordKind::Act,
    WordKind::Role,
    WordKind::Mediation,
    WordKind::ChannelForm,
    WordKind::Remedy,
    WordKind::Appeal,
    WordKind::Delivery,
    WordKind::Incident,
    WordKind::Duty,
    WordKind::Every,
    WordKind::Improvement,
];

type Names = &'static [(&'static str, Two)];

/// The codes of a kind with their names, in the order for readers.
#[must_use]
pub fn of(kind: WordKind) -> Names {
    match kind {
        WordKind::State => STATES,
        WordKind::Flag => FLAGS,
        WordKind::Limit => LIMITS,
        WordKind::Standing => STANDINGS,
        WordKind::Milestone => MILESTONES,
        WordKind::Verb => &VERBS,
        WordKind::Viewing => VIEWING,
        WordKind::Event => event::KINDS,
        WordKind::Contact => CONTACTS,
        WordKind::Link => LINKS,
        WordKind::Satisfaction => SATISFACTION,
        WordKind::Callback => CALLBACK,
        WordKind::Addressee => ADDRESSEES,
        WordKind::Form => FORMS,
        WordKind::Void => VOIDS,
        WordKind::Withdrawal => WITHDRAWALS,
        WordKind::Act => ACTS,
        WordKind::Role => ROLES,
        WordKind::Mediation => side_names::MEDIATIONS,
        WordKind::ChannelForm => side_names::CHANNEL_FORMS,
        WordKind::Remedy => side_names::REMEDIES,
        WordKind::Appeal => side_names::APPEALS,
        WordKind::Delivery => side_names::DELIVERIES,
        WordKind::Incident => side_names::INCIDENTS,
        WordKind::Duty => DUTIES,
        WordKind::Every => EVERY,
        WordKind::Improvement => IMPROVEMENTS,
    }
}

/// The name of a built-in code, if it has one.
#[must_use]
pub fn find(kind: WordKind, code: &str) -> Option<Two> {
    of(kind).iter().find_map(|(known, name)| (*known == code).then_some(*name))
}

/// The name of a code in `lang`, or the code itself.
#[must_use]
pub fn name(kind: WordKind, code: &str, lang: Lang) -> String {
    find(kind, code).map_or(code, |two| two.get(lang)).to_string()
}

/// The code with the name `given`, in either language. For [`crate::domain::query::term::TermReader`].
#[must_use]
pub fn meant(word: Word, given: &str) -> Option<&'static str> {
    let kind = match word {
        Word::Key => return term_key(given),
        Word::State => WordKind::State,
        Word::Flag => WordKind::Flag,
        Word::Limit => WordKind::Limit,
        Word::Satisfaction => WordKind::Satisfaction,
        Word::Mediation => WordKind::Mediation,
        Word::Remedy => WordKind::Remedy,
        Word::Appeal => WordKind::Appeal,
        Word::Link => WordKind::Link,
        Word::ChannelForm => WordKind::ChannelForm,
    };
    code(kind, given)
}

/// The key of a term with this name.
fn term_key(given: &str) -> Option<&'static str> {
    match given {
        "是否" => Some("is"),
        "非" | "不是" => Some("not"),
        "来件编号" | "来源编号" => Some("ref"),
        _ => term::keys().find(|key| labels::is(key, given)),
    }
}

/// The code of a kind with this name, in either language; also accepts some words that desks use.
#[must_use]
pub fn code(kind: WordKind, given: &str) -> Option<&'static str> {
    let given = given.trim();
    let is = |two: &Two| two.0.eq_ignore_ascii_case(given) || two.1 == given;
    let said = ALSO.iter().find(|(of, word, _)| *of == kind && *word == given).map(|(_, _, code)| *code);
    of(kind).iter().find_map(|(code, two)| is(two).then_some(*code)).or(said)
}

/// The code that a word stands for; the word as it was given if it is a code, or no name of one.
#[must_use]
pub fn as_code(kind: WordKind, given: String) -> String {
    let named = code(kind, &given).filter(|_| find(kind, &given).is_none());
    named.map_or(given, Into::into)
}

const ALSO: &[(WordKind, &str, &str)] = &[
    (WordKind::Contact, "解释", "explain"),
    (WordKind::Contact, "告知", "ack"),
    (WordKind::Link, "重复", "duplicate"),
    (WordKind::Link, "追责", "accountability"),
    (WordKind::Link, "突发事件", "incident"),
    (WordKind::Link, "事件", "incident"),
    (WordKind::Flag, "限阅", "restricted"),
    (WordKind::Callback, "已解决", "yes"),
    (WordKind::Callback, "未解决", "no"),
    (WordKind::Form, "转办", "transfer"),
    (WordKind::Form, "督办", "supervision"),
    (WordKind::Event, "步骤", "stepped"),
    (WordKind::Event, "附件", "attached"),
    (WordKind::Mediation, "会议", "session"),
    (WordKind::Mediation, "达成", "agreed"),
    (WordKind::Mediation, "不成", "failed"),
    (WordKind::Mediation, "履行", "kept"),
    (WordKind::Mediation, "违约", "broken"),
    (WordKind::Remedy, "提出", "offer"),
    (WordKind::Remedy, "接受", "accept"),
    (WordKind::Remedy, "拒绝", "refuse"),
    (WordKind::Remedy, "支付", "pay"),
    (WordKind::Remedy, "付款", "pay"),
    (WordKind::Delivery, "直接", "hand"),
    (WordKind::Delivery, "代收", "substitute"),
    (WordKind::Delivery, "邮寄", "post"),
    (WordKind::Delivery, "电子", "electronic"),
    (WordKind::Delivery, "留置", "left"),
    (WordKind::Delivery, "委托", "entrusted"),
    (WordKind::Delivery, "公告", "notice"),
];

const STATES: Names = &[
    ("received", Two("received", "已登记")),
    ("accepted", Two("accepted", "已受理")),
    ("assigned", Two("assigned", "已转办")),
    ("replied", Two("replied", "已回复")),
    ("closed", Two("closed", "已归档")),
    ("declined", Two("declined", "不予受理")),
    ("referred", Two("referred", "已移送")),
    ("withdrawn", Two("withdrawn", "已撤诉")),
    ("voided", Two("voided", "已作废")),
    ("open", Two("open", "在办")),
    ("pending", Two("pending", "未结")),
    ("ended", Two("ended", "已结")),
];

const FLAGS: Names = &[
    ("paused", Two("paused", "中止计时")),
    ("extended", Two("extended", "已延期")),
    ("escalated", Two("escalated", "已上报")),
    ("supervised", Two("supervised", "已督办")),
    ("repeat", Two("re-complaint", "再次投诉")),
    ("mass", Two("mass incident", "群体性投诉")),
    ("media", Two("media", "涉媒体")),
    ("legal", Two("legal", "涉诉讼")),
    ("duplicate", Two("duplicate", "重复件")),
    ("reread", Two("reads otherwise since the upgrade", "升级后读法有变")),
    ("restricted", Two("restricted", "限制查看")),
    ("anonymous", Two("anonymous", "匿名")),
    ("contested", Two("contested", "记录冲突")),
    ("out-of-order", Two("out of order", "次序颠倒")),
    ("imported", Two("imported", "导入")),
    ("withdrawal", Two("withdrawal to check", "撤诉待核实")),
    ("disputed", Two("result disputed", "结果有异议")),
    ("not-understood", Two("not understood", "含本版本不识别的记录")),
    ("overdue", Two("overdue", "超期")),
    ("late", Two("ever late", "曾超期")),
    ("not-told", Two("not told by the source", "来源未说明")),
    ("unexplained", Two("overdue and not explained", "超期未说明")),
    ("open", Two("open", "在办")),
    ("pending", Two("pending", "未结")),
    ("ended", Two("ended", "已结")),
    ("unclassified", Two("not classified", "未定性")),
    ("reopened", Two("reopened", "重开")),
    ("provisional", Two("provisional date", "暂定日期")),
];

const LIMITS: Names = &[
    ("accept", Two("acceptance limit", "受理时限")),
    ("dispatch", Two("dispatch limit", "转办时限")),
    ("contact", Two("first contact limit", "首次联系时限")),
    ("reply", Two("reply limit", "回复时限")),
    ("form", Two("form return limit", "转办单回报时限")),
    ("source", Two("source's limit", "来件单位答复时限")),
    ("close", Two("archiving limit", "归档时限")),
    ("mediation", Two("mediation limit", "调解时限")),
    ("agreement", Two("day to keep the agreement by", "协议履行期限")),
    ("appeal", Two("appeal limit", "复查复核时限")),
];

const STANDINGS: Names = &[
    ("running", Two("running", "计时中")),
    ("overdue", Two("overdue", "超期")),
    ("paused", Two("paused", "中止计时")),
    ("met", Two("met", "已完成")),
    ("over", Two("over", "已终止")),
];

const MILESTONES: Names = &[
    ("received", Two("received", "收到")),
    ("accepted", Two("accepted", "受理")),
    ("assigned", Two("assigned", "转办")),
    ("contacted", Two("first contact", "首次联系")),
    ("acknowledged", Two("acknowledged", "告知受理情况")),
    ("replied", Two("replied to the complainant", "回复投诉人")),
    ("reported", Two("form returned", "转办单回报")),
    ("sourced", Two("answered to the source", "答复来件单位")),
    ("closed", Two("archived", "归档")),
    ("mediating", Two("first mediation session", "首次调解")),
    ("mediated", Two("mediation over", "调解终结")),
    ("agreed", Two("agreement reached", "达成调解协议")),
    ("kept", Two("agreement kept", "协议已履行")),
    ("evidence", Two("evidence taken in", "接收证据")),
    ("delivered", Two("paper served", "文书送达")),
    ("offered", Two("remedy offered", "提出赔付")),
    ("offer-accepted", Two("offer accepted", "接受赔付")),
    ("paid", Two("remedy paid", "完成赔付")),
    ("appealed", Two("appeal lodged", "提起复查复核")),
    ("decided", Two("appeal decided", "作出复查复核决定")),
];

/// The verbs by name; their rows have more.
const VERBS: [(&str, Two); gate::VERBS.len()] = {
    let mut all = [("", Two("", "")); gate::VERBS.len()];
    let mut i = 0;
    while i < all.len() {
        all[i] = (gate::VERBS[i].name, gate::VERBS[i].title);
        i += 1;
    }
    all
};

/// The commands by which private data was viewed.
const VIEWING: Names = &[
    ("show", Two("show", "查看")),
    ("search", Two("search", "检索")),
    ("intake", Two("registration", "登记")),
    ("export", Two("export", "导出")),
    ("form", Two("form", "单据")),
    ("evidence", Two("evidence", "证据")),
    ("attach", Two("attachments", "附件")),
];

const CONTACTS: Names = &[
    ("ack", Two("acknowledgement", "告知收到")),
    ("first", Two("first contact", "首次联系")),
    ("explain", Two("explanation", "解释说明")),
    ("meeting", Two("meeting", "面谈")),
    ("chase", Two("chase", "催办")),
    ("dispute", Two("dispute", "异议")),
    ("attempt", Two("not reached", "联系未果")),
];

const LINKS: Names = &[
    ("duplicate", Two("duplicate", "重复件")),
    ("repeat", Two("re-complaint", "再次投诉")),
    ("related", Two("related", "相关")),
    ("accountability", Two("accountability", "责任追究")),
    ("incident", Two("incident", "突发事件")),
    ("candidate", Two("perhaps the same complainant", "疑似同一投诉人")),
];

const SATISFACTION: Names = &[
    ("satisfied", Two("satisfied", "满意")),
    ("basically", Two("basically satisfied", "基本满意")),
    ("no", Two("not satisfied", "不满意")),
    ("unreached", Two("not reached", "未联系上")),
    ("not-applicable", Two("not applicable", "不适用")),
];

const CALLBACK: Names = &[
    ("yes", Two("yes", "是")),
    ("basically", Two("basically", "基本满意")),
    ("no", Two("no", "否")),
    ("unreached", Two("not reached", "未联系上")),
];

const ADDRESSEES: Names = &[
    ("complainant", Two("complainant", "投诉人")),
    ("desk", Two("desk", "受理部门")),
    ("source", Two("source", "来件单位")),
];

const FORMS: Names = &[
    ("transfer", Two("transfer form", "转办单")),
    ("supervision", Two("supervision form", "督办单")),
    ("registration", Two("registration sheet", "登记表")),
    ("acceptance", Two("acceptance notice", "受理告知书")),
    ("decline", Two("decline notice", "不予受理告知书")),
    ("extension", Two("extension notice", "延期告知书")),
    ("delay", Two("delay explanation", "超期说明")),
    ("reply", Two("reply letter", "答复函")),
    ("referral", Two("referral letter", "移送函")),
    ("mediation", Two("mediation record", "调解书")),
    ("withdrawal", Two("withdrawal record", "撤诉记录")),
    ("delivery", Two("delivery record", "送达回证")),
    ("evidence", Two("evidence list", "证据清单")),
];

const VOIDS: Names = &[("test", Two("test", "测试")), ("mistake", Two("mistake", "误登记"))];

const WITHDRAWALS: Names = &[
    ("requested", Two("not checked yet", "尚未核实")),
    ("voluntary", Two("of free will", "本人自愿")),
    ("coerced", Two("under pressure", "受到压力")),
    ("unverified", Two("not verified", "无法核实")),
];

const ACTS: Names = &[
    ("accept", Two("accept", "待受理")),
    ("assign", Two("assign", "待转办")),
    ("contact", Two("first contact", "待首次联系")),
    ("reply", Two("reply", "待回复")),
    ("form", Two("return the form", "待回报转办单")),
    ("source", Two("answer the source", "待答复来件单位")),
    ("close", Two("archive", "待归档")),
    ("message", Two("read what came in", "待处理来信")),
    ("withdrawal", Two("check the withdrawal", "撤诉待核实")),
    ("explain", Two("explain the delay", "超期待说明")),
    ("tell", Two("tell the main case's answer", "待转告并办结果")),
    ("agreement", Two("see that the agreement is kept", "待核实协议履行")),
    ("pay", Two("pay what was accepted", "待赔付")),
    ("appeal", Two("decide the appeal", "待复查复核")),
    ("carry-out", Two("carry out the appeal's decision", "待执行复查复核决定")),
];

const ROLES: Names = &[
    ("complainant", Two("complainant", "投诉人")),
    ("representative", Two("representative", "代表人")),
    ("agent", Two("agent", "代理人")),
    ("respondent", Two("respondent", "被投诉人")),
    ("third-party", Two("third party", "第三人")),
];

const DUTIES: Names = &[
    ("done", Two("done", "已完成")),
    ("nil", Two("nothing found", "无发现")),
    ("found", Two("found", "有发现")),
    ("missing", Two("missing", "缺")),
    ("open", Two("open", "待完成")),
];

const EVERY: Names = &[
    ("day", Two("working day", "每工作日")),
    ("week", Two("week", "每周")),
    ("half-month", Two("half-month", "每半月")),
    ("month", Two("month", "每月")),
    ("quarter", Two("quarter", "每季度")),
    ("half-year", Two("half-year", "每半年")),
    ("year", Two("year", "每年")),
];

const IMPROVEMENTS: Names = &[
    ("open", Two("open", "未完成")),
    ("overdue", Two("overdue", "超期")),
    ("done", Two("done", "已完成")),
    ("checked", Two("checked", "已回头看")),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::value::state::State;

    #[test]
    fn every_code_of_the_engine_has_a_name() {
        let check = |kind, codes: &[&str]| {
            for code in codes {
                assert!(find(kind, code).is_some(), "{kind:?} {code}");
            }
        };
        check(WordKind::State, &State::ALL.map(State::code));
        check(WordKind::Link, gate::verbs::link::KINDS);
        check(WordKind::Contact, gate::verbs::contact::KINDS);
        check(WordKind::Satisfaction, gate::verbs::reply::SATISFACTION);
        check(WordKind::Addressee, gate::verbs::reply::TO);
        check(WordKind::Role, crate::domain::case::party::ROLES);
        check(WordKind::Mediation, crate::domain::case::mediation::RESULTS);
        check(WordKind::Remedy, crate::domain::case::remedy::ACTS);
        check(WordKind::Appeal, crate::domain::case::appeal::STATES);
        check(WordKind::Delivery, crate::domain::case::delivery::HOW);
        check(WordKind::Flag, crate::domain::query::term::FLAGS);
    }

    #[test]
    fn no_name_is_empty_and_codes_are_clear() {
        for kind in KINDS {
            for (i, (code, two)) in of(kind).iter().enumerate() {
                assert!(!two.0.is_empty() && !two.1.is_ascii(), "{kind:?} {code}");
                assert!(!of(kind)[..i].iter().any(|(c, t)| c == code || t.1 == two.1), "{kind:?} {code} twice");
            }
        }
    }

    #[test]
    fn names_stand_for_codes() {
        assert_eq!(meant(Word::State, "已转办"), Some("assigned"));
        assert_eq!(meant(Word::Limit, "Reply Limit"), Some("reply"));
        assert_eq!(meant(Word::State, "不存在"), None);
        assert_eq!(name(WordKind::Limit, "P9-own", Lang::Zh), "P9-own");
    }
}
