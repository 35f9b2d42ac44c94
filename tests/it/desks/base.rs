//! A desk of one's own: nothing asked of a bank; rules in `policies.d/`, one file over the other, and `redress.toml` over both.

use super::{desk, done};
use crate::desk::Desk;

/// A desk on the base alone.
fn own() -> Desk {
    let mut desk = Desk::empty();
    desk.lang = "zh".into();
    desk.now = "2026-11-16T09:00".into();
    desk.run(&["init", ".", "--profile", "base", "--desk", "AB", "--simulated"]).ok();
    desk
}

#[test]
fn a_desk_without_a_profile_asks_for_nothing() {
    let desk = own();
    assert_eq!(done(&desk, "policy check"), "制度无误，单位和人员无误\n");
    done(&desk, "登记 --title 座椅损坏 --channel 电话 --accept");
    done(&desk, "回复 1 --findings 已更换 --responsibility ours --outcome 已解决");
    done(&desk, "归档 1");
    assert_eq!(done(&desk, "报表 overdue"), "");
    // No profile named is the same.
    desk.write("redress.toml", desk.read("redress.toml").replace("profile = \"base\"\n", ""));
    done(&desk, "登记 --title 行李延误 --channel 来访");
    assert!(!desk.read("redress.toml").lines().any(|line| line.starts_with("profile")));
}

#[test]
fn files_lie_over_each_other_in_the_order_of_their_names_and_redress_toml_over_all() {
    let desk = own();
    let limit = |days: u32, more: &str| {
        format!(
            "[[limit]]\ncode = \"reply\"\nzh = \"答复\"\nlimit = \"reply\"\nwithin = \"{days}wd\"\ncite = {{ zh = \"第一条\", en = \"art. 1\" }}\n{more}"
        )
    };
    desk.write("policies.d/10-group.toml", limit(10, ""));
    desk.write("policies.d/20-branch.toml", "[[limit]]\ncode = \"reply\"\nwithin = \"7wd\"\n");
    desk.write("policies.d/notes.txt", "not a policy");
    done(&desk, "登记 --title 座椅损坏 --channel 电话");
    assert!(done(&desk, "时限说明 1").contains("2026-11-25"), "seven working days");
    desk.write("redress.toml", desk.read("redress.toml") + "\n[[limit]]\ncode = \"reply\"\nwithin = \"5wd\"\n");
    done(&desk, "登记 --title 行李延误 --channel 电话");
    assert!(done(&desk, "时限说明 2").contains("2026-11-23"), "five working days");
    // A case keeps what was in force when it was received.
    assert!(done(&desk, "时限说明 1").contains("2026-11-25"));
    // A lower layer loosens nothing in silence.
    desk.write("policies.d/30-desk.toml", "[[limit]]\ncode = \"reply\"\nwithin = \"20wd\"\n");
    let ran = super::typed(&desk, "登记 --title 餐食 --channel 电话");
    assert!(ran.code == 1 && ran.err.contains("20wd") && ran.err.contains("loosens = true"), "{}", ran.err);
    desk.write("policies.d/30-desk.toml", "[[limit]]\ncode = \"reply\"\nwithin = \"20wd\"\nloosens = true\n");
    let told = done(&desk, "policy check");
    assert!(told.contains("放宽：") && told.contains("7wd"), "{told}");
    // What is wrong is named with its file.
    desk.write("policies.d/30-desk.toml", "[[limit]]\ncode = \"reply\"\nwithn = \"2wd\"\n");
    let ran = super::typed(&desk, "policy check");
    assert!(ran.code != 0 && ran.out.contains("policies.d/30-desk.toml:3"), "{}{}", ran.out, ran.err);
}

#[test]
fn the_check_names_row_and_line_of_what_cannot_work() {
    let desk = own();
    desk.write(
        "policies.d/own.toml",
        "[[step]]\ncode = \"a\"\n[[step]]\ncode = \"b\"\n\
         [[gate]]\ncode = \"g\"\non = [\"step\"]\nwhen = { step = \"a\" }\nafter = [\"b\"]\n\
         [[gate]]\ncode = \"h\"\non = [\"step\"]\nwhen = { step = \"b\" }\nafter = [\"a\"]\n\
         [[gate]]\ncode = \"k\"\non = [\"accept\"]\nafter = [\"replied\"]\n",
    );
    let ran = super::typed(&desk, "policy check");
    assert_eq!(ran.code, 1, "{}", ran.out);
    assert!(ran.out.contains("有误：policies.d/own.toml:18：[[gate]] k 使投诉件无法办理"), "{}", ran.out);
    assert!(ran.out.contains("[[step]]：a → b → a 成环"), "{}", ran.out);
    assert!(ran.out.contains("注意：policies.d/own.toml:6：[[gate]] g 未注明依据"), "{}", ran.out);
}

#[test]
fn a_new_file_of_rows_is_a_comment_until_somebody_uncomments_it() {
    let desk = own();
    desk.run(&["profile", "new", "airline"]).ok();
    let text = desk.read("policies.d/airline.toml");
    assert!(text.lines().all(|line| line.is_empty() || line.starts_with('#')), "{text}");
    assert_eq!(done(&desk, "policy check"), "制度无误，单位和人员无误\n");
    let again = desk.run(&["profile", "new", "airline"]);
    assert!(again.code == 1 && again.err.contains("已存在"), "{}", again.err);
    assert_eq!(desk.run(&["profile", "new", "../x"]).code, 2);
    let sample = "# [[category]]\n# code = \"delay\"\n# zh = \"延误\"\n# en = \"Delay\"\n";
    assert!(text.contains(sample), "{text}");
    desk.write("policies.d/airline.toml", text.replace(sample, &sample.replace("# ", "")));
    done(&desk, "登记 --title 航班延误 --channel 电话 --category 延误 --accept");
    // With a category there is something to classify by.
    done(&desk, "登记 --title 餐食 --channel 电话 --accept");
    let ran = super::typed(&desk, "回复 2 --findings 已核实 --responsibility ours --outcome 已解决");
    assert!(ran.code == 5 && ran.err.contains("尚未定性"), "{}", ran.err);
}

#[test]
fn a_profile_is_told_in_words_with_its_articles() {
    let desk = desk("tourism");
    let page = desk.run(&["profile", "show", "tourism"]).ok();
    for said in [
        "旅游投诉处理",
        "群体性投诉由特别小组办理",
        "P5-4（三（三））",
        "转办、回复前",
        "适用：",
        "30 个工作日内",
        "可多选",
    ] {
        assert!(page.contains(said), "{said}:\n{page}");
    }
    let file = desk.run(&["profile", "show", "tourism", "--toml"]).ok();
    assert!(file.contains("[[gate]]"));
    let listed = desk.run(&["profile", "list"]).ok();
    for (name, _) in redress::profile::PROFILES {
        assert!(listed.lines().any(|line| line.split('\t').next() == Some(name)), "{name}:\n{listed}");
    }
    refused_profile(&desk);
}

fn refused_profile(desk: &Desk) {
    let ran = desk.run(&["init", "x", "--profile", "tourismus", "--desk", "AB"]);
    assert!(ran.code != 0 && ran.err.contains("tourism"), "{}", ran.err);
}
