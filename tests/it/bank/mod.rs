//! The bank's desk, with all units that its regulation mentions: a day there, a quarter, and each gate on its own.

use crate::desk::{Desk, Ran};

mod day;
mod gates;
mod quarter;
mod rows;
mod rules;

/// Head office with its departments, a first-level branch with union, office and inspection, a second-level branch, a
/// sub-branch, an outlet.
pub const DIRECTORY: &str = r#"
unit = [
  { code = "hq", zh = "总行", en = "Head office", level = "head-office" },
  { code = "hq-union", zh = "总行工会工委", en = "Head office union", level = "head-office", parent = "hq", functions = ["union"] },
  { code = "hq-cs", zh = "总行客户服务中心", en = "Head office customer service", level = "head-office", parent = "hq", functions = ["customer-service"] },
  { code = "hq-office", zh = "总行办公室", en = "Head office president's office", level = "head-office", parent = "hq", functions = ["president-office"] },
  { code = "hq-legal", zh = "总行法律部", en = "Head office legal affairs", level = "head-office", parent = "hq", functions = ["legal"] },
  { code = "hq-product", zh = "总行产品部", en = "Head office products", level = "head-office", parent = "hq", functions = ["product", "channel"] },
  { code = "shanxi", zh = "山西分行", en = "Shanxi branch", level = "branch-1", parent = "hq" },
  { code = "sx-union", zh = "山西分行工会", en = "Shanxi union", level = "branch-1", parent = "shanxi", functions = ["union"] },
  { code = "sx-inspection", zh = "山西分行监察部", en = "Shanxi inspection", level = "branch-1", parent = "shanxi", functions = ["inspection"] },
  { code = "taiyuan", zh = "太原分行", en = "Taiyuan branch", level = "branch-2", parent = "shanxi" },
  { code = "yingze", zh = "迎泽支行", en = "Yingze sub-branch", level = "sub-branch", parent = "taiyuan" },
  { code = "wuyi", zh = "五一路网点", en = "Wuyi Road outlet", level = "outlet", parent = "yingze" },
]
person = [
  { code = "li.na", name = "李娜", unit = "hq-cs", roles = ["clerk", "customer-service"], phone = "010-68850001" },
  { code = "zhou.tao", name = "周涛", unit = "hq-cs", roles = ["customer-service"], phone = "010-68850002" },
  { code = "chen.hui", name = "陈慧", unit = "hq-union", roles = ["union"], phone = "010-68850003" },
  { code = "wang.fang", name = "王芳", unit = "hq", roles = ["leader"], phone = "010-68850004" },
  { code = "he.jing", name = "何静", unit = "hq-office", roles = ["handler"], phone = "010-68850005" },
  { code = "qian.yu", name = "钱宇", unit = "hq-product", roles = ["handler"], phone = "010-68850006" },
  { code = "wu.di", name = "吴迪", unit = "sx-inspection", roles = ["handler"], phone = "0351-6880001" },
  { code = "liu.yang", name = "刘洋", unit = "taiyuan", roles = ["handler"], phone = "0351-6880002" },
  { code = "gao.jun", name = "高军", unit = "yingze", roles = ["leader"], phone = "0351-6880003" },
  { code = "sun.li", name = "孙丽", unit = "wuyi", roles = ["handler"], phone = "0351-6880004" },
  { code = "zhao.lei", name = "赵磊", unit = "taiyuan", roles = ["handler"], until = 2025-12-31 },
]
"#;

/// The bank on a Monday morning; the clerk is Li Na at the head office's customer service.
pub fn bank() -> Desk {
    let mut desk = Desk::bank();
    desk.write("directory.toml", DIRECTORY);
    desk.now = "2026-11-16T09:00".into();
    desk
}

/// `accept 1`, or `chen.hui: accept 1`: a typed command, optionally with its actor. Words contain no spaces.
pub fn words(line: &str) -> Vec<&str> {
    match line.split_once(": ") {
        Some((who, line)) => line.split(' ').chain(["--as", who]).collect(),
        None => line.split(' ').collect(),
    }
}

/// Types a line.
pub fn typed(desk: &Desk, line: &str) -> Ran {
    desk.run(&words(line))
}

/// Types a line that must succeed; returns standard output.
#[track_caller]
pub fn done(desk: &Desk, line: &str) -> String {
    let ran = typed(desk, line);
    assert_eq!(ran.code, 0, "{line}\n{}{}", ran.out, ran.err);
    ran.out
}

/// Types a line that a rule must refuse, with the rule cited, a hint, and nothing written; returns standard error.
#[track_caller]
pub fn refused(desk: &Desk, line: &str, rule: &str) -> String {
    let before = desk.read_log();
    let ran = typed(desk, line);
    assert_eq!(ran.code, 5, "{line}\n{}{}", ran.out, ran.err);
    assert_eq!((desk.read_log(), ran.out.as_str()), (before, ""), "{line}: something was written");
    assert!(
        ran.err.contains(rule) && ran.err.lines().any(|l| l.starts_with("hint: ") || l.starts_with("提示：")),
        "{line}\n{}",
        ran.err
    );
    ran.err
}
