//! Wording rows: what is refused, what is noted for whom, where they look, and that they print nothing private.

use super::{desk, done, refused, warned};

#[test]
fn a_banned_word_inside_a_full_name_is_none() {
    let desk = desk("utility");
    let call = |title: &str| format!("登记 --title {title} --channel 电话 --category 电费与退费 --name 赵先生");
    for title in ["工商银行购电失败", "农业银行扣费两次", "招商银行转账未到", "工商局要求开票"]
    {
        let ran = super::typed(&desk, &call(title));
        assert!(ran.code == 0 && !ran.err.contains("P1-w2"), "{title}: {}", ran.err);
    }
    for (title, word) in [("到工商购电失败", "工商"), ("农业扣费两次", "农业"), ("漏保跳闸", "漏保")]
    {
        warned(&desk, &call(title), "P1-w2", word);
    }
    // Each is an event of who recorded it, with the rows and texts; nothing of the text itself.
    let log = desk.read_log();
    let noted: Vec<&str> = log.lines().filter(|line| line.contains("\"wording_found\"")).collect();
    assert_eq!(noted.len(), 3, "{noted:?}");
    assert!(
        noted.iter().all(|line| line.contains("\"by\":\"li.na\"") && line.contains("\"texts\":[\"title\"]")),
        "{noted:?}"
    );
}

#[test]
fn what_is_refused_can_be_passed_over_with_a_reason_and_is_noted_all_the_same() {
    let desk = desk("utility");
    let call = "登记 --title 家中停电 --channel 电话 --category 故障停电 --name 赵先生";
    refused(&desk, call, "P1-w1");
    done(&desk, &format!("{call} --override 用户报不清地址,已约定路口等候"));
    let log = desk.read_log();
    assert!(log.contains("\"overridden\"") && log.contains("\"rows\":[\"address\"]"), "{log}");
    assert_eq!(done(&desk, "列表 --fields id,overrides"), "HQ-2026-0001\t1\n");
}

#[test]
fn the_complainants_own_words_are_never_looked_at() {
    let desk = desk("utility");
    let ran = super::typed(
        &desk,
        "登记 --title 家中停电 --channel 电话 --category 电费与退费 --name 赵先生 --statement 强烈要求,你们没办法就赔钱",
    );
    assert!(ran.code == 0 && !ran.err.contains("P1-"), "{}", ran.err);
}

#[test]
fn rows_of_an_organisation_are_checked_and_hold_on_every_desk() {
    let desk = desk("group");
    let row = "\n[[wording]]\ncode = \"own\"\ntexts = [\"titel\"]\navoid = [\"加急\"]\ncite = { zh = \"第一条\", en = \"art. 1\" }\n";
    let before = desk.read("redress.toml");
    desk.write("redress.toml", before.clone() + row);
    let ran = super::typed(&desk, "policy check");
    assert!(ran.code != 0 && ran.out.contains("title"), "the nearest: {}", ran.out);
    desk.write("redress.toml", before + &row.replace("titel", "title"));
    refused(&desk, "登记 --title 加急货款未付 --channel 电话 --category 服务", "第一条");
    done(&desk, "登记 --title 货款未付 --channel 电话 --category 服务");
    // A form shows what stands in the case: it is looked at too.
    desk.write("redress.toml", desk.read("redress.toml").replace("加急", "货款"));
    let err = refused(&desk, "单据 registration 1 --issue", "第一条");
    assert!(err.contains("货款"), "{err}");
}
