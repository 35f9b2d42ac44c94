//! The bank: its units on five levels and their staff. All invented; the names are common ones.
//!
//! Invariant: leader, first contact and second contact of a unit are three people (article 20). Handlers of complaints about an outlet are
//! never its tellers, because the complaints are about those.

use crate::domain::value::title::Lang;
use chrono::{Duration, NaiveDate};
use std::fmt::Write;

/// The clerk who leaves in the middle of the year.
pub(super) const LEAVER: &str = "he.ping";
/// Days from the first day until the clerk leaves.
const LEAVES_AFTER: i64 = 150;

struct Unit(&'static str, &'static str, &'static str, &'static str, &'static str, [&'static str; 3]);

const UNITS: &[Unit] = &[
    Unit("hq", "总行", "Head office", "", "head-office", ["guo.jun", "wang.fang", "chen.jing"]),
    Unit(
        "hq-service",
        "总行客户服务中心",
        "Customer service centre",
        "hq",
        "head-office",
        ["wang.fang", "li.na", "zhao.lei"],
    ),
    Unit("hq-union", "总行工会工委", "Union committee", "hq", "head-office", ["guo.jun", "chen.jing", "sun.yan"]),
    Unit("hq-office", "总行办公室", "President's office", "hq", "head-office", ["zhou.min", "wu.tao", "chen.jing"]),
    Unit(
        "hq-inspection",
        "总行监察部",
        "Inspection department",
        "hq",
        "head-office",
        ["zheng.gang", "feng.xue", "chen.jing"],
    ),
    Unit(
        "hq-retail",
        "总行个人金融部",
        "Retail banking department",
        "hq",
        "head-office",
        ["han.mei", "cao.yu", "li.na"],
    ),
    Unit(
        "hq-ebank",
        "总行电子银行部",
        "Electronic banking department",
        "hq",
        "head-office",
        ["deng.chao", "xu.lin", "li.na"],
    ),
    Unit(
        "hq-legal",
        "总行法律事务部",
        "Legal affairs department",
        "hq",
        "head-office",
        ["jin.ming", "ye.lan", "chen.jing"],
    ),
    Unit(
        "hq-overseas",
        "总行海外机构管理部",
        "Overseas department",
        "hq",
        "head-office",
        ["shao.hua", "dai.wen", "li.na"],
    ),
    Unit("beijing", "北京分行", "Beijing branch", "hq", "branch-1", ["ma.qiang", "zhu.hong", "song.jia"]),
    Unit("shanxi", "山西分行", "Shanxi branch", "hq", "branch-1", ["gao.feng", "luo.dan", "liang.hao"]),
    Unit("jiangsu", "江苏分行", "Jiangsu branch", "hq", "branch-1", ["xie.wei", "tang.li", "shen.jie"]),
    Unit(
        "beijing-office",
        "北京分行办公室",
        "Beijing branch office",
        "beijing",
        "branch-1",
        ["ma.qiang", "ge.yun", "zhu.hong"],
    ),
    Unit(
        "shanxi-office",
        "山西分行办公室",
        "Shanxi branch office",
        "shanxi",
        "branch-1",
        ["gao.feng", "tao.li", "luo.dan"],
    ),
    Unit(
        "jiangsu-office",
        "江苏分行办公室",
        "Jiangsu branch office",
        "jiangsu",
        "branch-1",
        ["xie.wei", "xue.bing", "tang.li"],
    ),
    Unit("taiyuan", "太原分行", "Taiyuan branch", "shanxi", "branch-2", ["liang.hao", "zhang.wei", "luo.dan"]),
    Unit("datong", "大同分行", "Datong branch", "shanxi", "branch-2", ["yu.bo", "pan.yue", "luo.dan"]),
    Unit("nanjing", "南京分行", "Nanjing branch", "jiangsu", "branch-2", ["shen.jie", "jiang.nan", "tang.li"]),
    Unit("suzhou", "苏州分行", "Suzhou branch", "jiangsu", "branch-2", ["fan.rui", "lu.yao", "tang.li"]),
    Unit("haidian", "北京海淀支行", "Haidian sub-branch", "beijing", "sub-branch", ["song.jia", "hou.yi", "zhu.hong"]),
    Unit("yingze", "太原迎泽支行", "Yingze sub-branch", "taiyuan", "sub-branch", ["ren.jing", "bai.lu", "zhang.wei"]),
    Unit(
        "pingcheng",
        "大同平城支行",
        "Pingcheng sub-branch",
        "datong",
        "sub-branch",
        ["kang.le", "shi.wen", "pan.yue"],
    ),
    Unit("gulou", "南京鼓楼支行", "Gulou sub-branch", "nanjing", "sub-branch", ["gu.xin", "qian.cheng", "jiang.nan"]),
    Unit("gusu", "苏州姑苏支行", "Gusu sub-branch", "suzhou", "sub-branch", ["ding.ning", "wei.lan", "lu.yao"]),
    Unit(
        "zhongguancun",
        "中关村营业所",
        "Zhongguancun outlet",
        "haidian",
        "outlet",
        ["hou.yi", "song.jia", "zhu.hong"],
    ),
    Unit("wudaokou", "五道口营业所", "Wudaokou outlet", "haidian", "outlet", ["hou.yi", "song.jia", "zhu.hong"]),
    Unit(
        "yingze-street",
        "迎泽大街营业所",
        "Yingze Street outlet",
        "yingze",
        "outlet",
        ["bai.lu", "ren.jing", "zhang.wei"],
    ),
    Unit("wuyi-road", "五一路营业所", "Wuyi Road outlet", "yingze", "outlet", ["bai.lu", "ren.jing", "zhang.wei"]),
    Unit(
        "gulou-street",
        "鼓楼东街营业所",
        "Gulou East Street outlet",
        "pingcheng",
        "outlet",
        ["shi.wen", "kang.le", "pan.yue"],
    ),
    Unit("xinjiekou", "新街口营业所", "Xinjiekou outlet", "gulou", "outlet", ["qian.cheng", "gu.xin", "jiang.nan"]),
    Unit("guanqian", "观前街营业所", "Guanqian Street outlet", "gusu", "outlet", ["wei.lan", "ding.ning", "lu.yao"]),
];

/// Code, name, unit, roles.
struct Person(&'static str, &'static str, &'static str, &'static [&'static str]);

const PEOPLE: &[Person] = &[
    Person("wang.fang", "王芳", "hq-service", &["leader", "supervisor", "customer-service"]),
    Person("li.na", "李娜", "hq-service", &["clerk", "supervisor", "customer-service"]),
    Person("zhao.lei", "赵磊", "hq-service", &["clerk", "customer-service"]),
    Person("liu.yang", "刘洋", "hq-service", &["clerk", "customer-service"]),
    Person("huang.ting", "黄婷", "hq-service", &["clerk", "customer-service"]),
    Person(LEAVER, "何平", "hq-service", &["clerk", "customer-service"]),
    Person("guo.jun", "郭军", "hq-union", &["leader", "union", "supervisor"]),
    Person("chen.jing", "陈静", "hq-union", &["clerk", "union", "supervisor"]),
    Person("sun.yan", "孙燕", "hq-union", &["clerk", "union"]),
    Person("zhou.min", "周敏", "hq-office", &["leader", "supervisor"]),
    Person("wu.tao", "吴涛", "hq-office", &["clerk", "handler"]),
    Person("zheng.gang", "郑刚", "hq-inspection", &["leader", "supervisor", "auditor"]),
    Person("feng.xue", "冯雪", "hq-inspection", &["handler", "auditor"]),
    Person("han.mei", "韩梅", "hq-retail", &["leader"]),
    Person("cao.yu", "曹宇", "hq-retail", &["handler"]),
    Person("deng.chao", "邓超", "hq-ebank", &["leader"]),
    Person("xu.lin", "许琳", "hq-ebank", &["handler"]),
    Person("jin.ming", "金明", "hq-legal", &["leader"]),
    Person("ye.lan", "叶兰", "hq-legal", &["handler"]),
    Person("shao.hua", "邵华", "hq-overseas", &["leader"]),
    Person("dai.wen", "戴文", "hq-overseas", &["handler"]),
    Person("ge.yun", "葛云", "beijing-office", &["clerk"]),
    Person("tao.li", "陶莉", "shanxi-office", &["clerk"]),
    Person("xue.bing", "薛冰", "jiangsu-office", &["clerk"]),
    Person("ma.qiang", "马强", "beijing", &["leader"]),
    Person("zhu.hong", "朱红", "beijing", &["handler", "union"]),
    Person("gao.feng", "高峰", "shanxi", &["leader"]),
    Person("luo.dan", "罗丹", "shanxi", &["handler", "union"]),
    Person("xie.wei", "谢伟", "jiangsu", &["leader"]),
    Person("tang.li", "唐丽", "jiangsu", &["handler", "union"]),
    Person("liang.hao", "梁浩", "taiyuan", &["leader"]),
    Person("zhang.wei", "张伟", "taiyuan", &["handler"]),
    Person("yu.bo", "余波", "datong", &["leader"]),
    Person("pan.yue", "潘悦", "datong", &["handler"]),
    Person("shen.jie", "沈杰", "nanjing", &["leader"]),
    Person("jiang.nan", "江楠", "nanjing", &["handler"]),
    Person("fan.rui", "范瑞", "suzhou", &["leader"]),
    Person("lu.yao", "陆瑶", "suzhou", &["handler"]),
    Person("song.jia", "宋佳", "haidian", &["leader", "handler"]),
    Person("hou.yi", "侯毅", "zhongguancun", &["leader", "handler", "clerk"]),
    Person("ren.jing", "任静", "yingze", &["leader", "handler"]),
    Person("bai.lu", "白璐", "yingze-street", &["leader", "handler", "clerk"]),
    Person("kang.le", "康乐", "pingcheng", &["leader", "handler"]),
    Person("shi.wen", "石文", "gulou-street", &["leader", "handler", "clerk"]),
    Person("gu.xin", "顾欣", "gulou", &["leader", "handler"]),
    Person("qian.cheng", "钱程", "xinjiekou", &["leader", "handler", "clerk"]),
    Person("ding.ning", "丁宁", "gusu", &["leader", "handler"]),
    Person("wei.lan", "魏岚", "guanqian", &["leader", "handler", "clerk"]),
    Person("cui.ying", "崔莹", "zhongguancun", &["clerk"]),
    Person("meng.di", "孟迪", "wuyi-road", &["clerk"]),
    Person("qin.yu", "秦宇", "yingze-street", &["clerk"]),
    Person("tian.tian", "田甜", "xinjiekou", &["clerk"]),
    Person("du.juan", "杜鹃", "guanqian", &["clerk"]),
];

/// The policy's functions of a unit.
fn functions(code: &str) -> &'static [&'static str] {
    match code {
        "hq-service" => &["customer-service"],
        "hq-union" | "shanxi" => &["union"],
        "beijing" | "jiangsu" => &["union", "key-branch"],
        "hq-office" | "beijing-office" | "shanxi-office" | "jiangsu-office" => &["president-office"],
        "hq-legal" => &["legal"],
        "hq-inspection" => &["inspection"],
        "hq-retail" => &["product"],
        "hq-ebank" => &["channel"],
        "hq-overseas" => &["overseas"],
        _ => &[],
    }
}

/// The office of a first-level branch, and its clerk.
pub(super) fn office(region: &str) -> (&'static str, &'static str) {
    match region {
        "beijing" => ("beijing-office", "ge.yun"),
        "shanxi" => ("shanxi-office", "tao.li"),
        _ => ("jiangsu-office", "xue.bing"),
    }
}

/// The handler in an assisting unit, by unit code.
pub(super) fn handler_of(unit: &str) -> &'static str {
    let places = OUTLETS.iter().flat_map(|(o, _)| [o.above, o.branch, o.region]);
    places.into_iter().find(|(code, _)| *code == unit).map_or("", |(_, person)| person)
}

/// An outlet: where complaints about it go, and who is complained about.
#[derive(Clone, Copy, Debug)]
pub(super) struct Outlet {
    /// Its code.
    pub(super) code: &'static str,
    /// The sub-branch above it, and the handler there.
    pub(super) above: (&'static str, &'static str),
    /// The second-level branch (in Beijing the first-level one), and the handler there.
    pub(super) branch: (&'static str, &'static str),
    /// The first-level branch, and the handler there.
    pub(super) region: (&'static str, &'static str),
    /// The leader, if the outlet has its own.
    pub(super) manager: Option<&'static str>,
    /// A teller.
    pub(super) teller: Option<&'static str>,
}

const BEIJING: (&str, &str) = ("beijing", "zhu.hong");
const SHANXI: (&str, &str) = ("shanxi", "luo.dan");
const JIANGSU: (&str, &str) = ("jiangsu", "tang.li");
const HAIDIAN: (&str, &str) = ("haidian", "song.jia");
const YINGZE: (&str, &str) = ("yingze", "ren.jing");
const TAIYUAN: (&str, &str) = ("taiyuan", "zhang.wei");

/// The outlets with weights: some get more complaints than others.
#[rustfmt::skip]
pub(super) const OUTLETS: &[(Outlet, u32)] = &[
    (Outlet { code: "wuyi-road", above: YINGZE, branch: TAIYUAN, region: SHANXI, manager: None, teller: Some("meng.di") }, 30),
    (Outlet { code: "yingze-street", above: YINGZE, branch: TAIYUAN, region: SHANXI, manager: Some("bai.lu"), teller: Some("qin.yu") }, 15),
    (Outlet { code: "zhongguancun", above: HAIDIAN, branch: BEIJING, region: BEIJING, manager: Some("hou.yi"), teller: Some("cui.ying") }, 14),
    (Outlet { code: "wudaokou", above: HAIDIAN, branch: BEIJING, region: BEIJING, manager: None, teller: None }, 8),
    (Outlet { code: "gulou-street", above: ("pingcheng", "kang.le"), branch: ("datong", "pan.yue"), region: SHANXI, manager: Some("shi.wen"), teller: None }, 9),
    (Outlet { code: "xinjiekou", above: ("gulou", "gu.xin"), branch: ("nanjing", "jiang.nan"), region: JIANGSU, manager: Some("qian.cheng"), teller: Some("tian.tian") }, 13),
    (Outlet { code: "guanqian", above: ("gusu", "ding.ning"), branch: ("suzhou", "lu.yao"), region: JIANGSU, manager: Some("wei.lan"), teller: Some("du.juan") }, 11),
];

/// The clerks of the customer service centre who serve on a day.
pub(super) fn clerks(first: NaiveDate, day: NaiveDate) -> &'static [&'static str] {
    const ALL: [&str; 5] = ["li.na", "zhao.lei", "liu.yang", LEAVER, "huang.ting"];
    const LATER: [&str; 4] = ["li.na", "zhao.lei", "liu.yang", "huang.ting"];
    if day < first + Duration::days(LEAVES_AFTER) { &ALL } else { &LATER }
}

/// `directory.toml` of the demo, for a year that begins at `first`.
pub(super) fn directory_toml(lang: Lang, first: NaiveDate) -> String {
    let head = match lang {
        Lang::Zh => "# 演示用的单位和人员，均属虚构。日志中只有代码。\n",
        Lang::En => "# Units and people of the demo, all invented. The log holds only their codes.\n",
    };
    let mut out = head.to_string();
    for Unit(code, zh, en, parent, level, [leader, first_contact, second_contact]) in UNITS {
        let (customers, outlets) = base(code);
        let _ = write!(
            out,
            "\n[[unit]]\ncode = \"{code}\"\nzh = \"{zh}\"\nen = \"{en}\"\nlevel = \"{level}\"\nparent = \"{parent}\"\n\
             leader = \"{leader}\"\nfirst-contact = \"{first_contact}\"\nsecond-contact = \"{second_contact}\"\n"
        );
        if !functions(code).is_empty() {
            let _ = writeln!(out, "functions = {:?}", functions(code));
        }
        if customers > 0 {
            let _ = write!(out, "customers = {customers}\noutlets = {outlets}\n");
        }
    }
    for (i, Person(code, name, unit, roles)) in PEOPLE.iter().enumerate() {
        let name = if lang == Lang::Zh { (*name).to_string() } else { latin(code) };
        let roles: Vec<String> = roles.iter().map(|role| format!("\"{role}\"")).collect();
        let years = i64::try_from(i % 11).unwrap_or(0) + 1;
        let from = first - Duration::days(years * 365);
        let _ = write!(
            out,
            "\n[[person]]\ncode = \"{code}\"\nname = \"{name}\"\nunit = \"{unit}\"\nroles = [{}]\nphone = \"{}-5550{:04}\"\nfrom = {from}\n",
            roles.join(", "),
            area(unit),
            100 + i
        );
        if *code == LEAVER {
            let _ = writeln!(out, "until = {}", first + Duration::days(LEAVES_AFTER));
        }
    }
    out
}

/// Customers and outlets of the units for which reports compute density.
fn base(code: &str) -> (u32, u32) {
    match code {
        "beijing" => (2_600_000, 540),
        "shanxi" => (4_100_000, 1_230),
        "jiangsu" => (6_800_000, 2_470),
        "taiyuan" => (820_000, 196),
        "datong" => (510_000, 148),
        "nanjing" => (1_150_000, 262),
        "suzhou" => (1_320_000, 281),
        _ => (0, 0),
    }
}

fn area(unit: &str) -> &'static str {
    let mut next = unit;
    loop {
        match next {
            "taiyuan" | "shanxi" => return "0351",
            "datong" => return "0352",
            "nanjing" | "jiangsu" => return "025",
            "suzhou" => return "0512",
            "" | "hq" | "beijing" => return "010",
            _ => next = UNITS.iter().find(|u| u.0 == next).map_or("", |u| u.3),
        }
    }
}

/// Makes a name of a code: `li.na` becomes `Na Li`.
fn latin(code: &str) -> String {
    let words = code.split('.').map(|w| format!("{}{}", w[..1].to_uppercase(), &w[1..]));
    let [family, given] = words.collect::<Vec<_>>().try_into().unwrap_or_default();
    format!("{given} {family}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::policy::directory::Directory;
    use std::collections::HashSet;

    #[test]
    fn the_directory_has_all_contacts_levels_and_functions() {
        let first: NaiveDate = "2025-11-23".parse().expect("a date");
        for lang in [Lang::Zh, Lang::En] {
            let directory: Directory = toml::from_str(&directory_toml(lang, first)).expect("a directory");
            for unit in &directory.units {
                let three = HashSet::from([&unit.leader, &unit.first_contact, &unit.second_contact]);
                assert_eq!(three.len(), 3, "{}", unit.code);
                let serves = |code: &&crate::domain::Code| directory.person(code).is_some_and(|p| p.until.is_none());
                assert!(three.iter().all(serves), "{}", unit.code);
            }
            let policy = crate::profile::resolve("bank", &serde_json::Value::Null).expect("a profile").policy;
            let today = first + Duration::days(365);
            assert_eq!(crate::profile::check_directory(&policy, &directory, today), []);
            let levels: HashSet<&str> = directory.units.iter().map(|u| u.level.as_str()).collect();
            assert_eq!(levels.len(), 5);
            assert_eq!(directory.people.iter().filter(|p| p.until.is_some()).count(), 1);
            for function in &policy.functions {
                let staffed = |unit: &crate::domain::policy::directory::Unit| {
                    directory.people.iter().any(|p| p.unit == unit.code)
                };
                let mut units = directory.with_function(std::slice::from_ref(&function.code), first);
                assert!(units.any(staffed), "{}", function.code);
            }
        }
    }

    #[test]
    fn handlers_belong_to_their_units_and_tellers_handle_nothing() {
        let home = |code: &str| PEOPLE.iter().find(|p| p.0 == code).map(|p| p.2);
        for (outlet, _) in OUTLETS {
            for (unit, person) in [outlet.above, outlet.branch, outlet.region] {
                assert_eq!(home(person), Some(unit));
            }
            assert!(outlet.manager.is_none_or(|m| home(m) == Some(outlet.code)));
            assert!(outlet.teller.is_none_or(|t| home(t) == Some(outlet.code) && outlet.manager != Some(t)));
        }
    }
}
