//! Standard answers: the desk's own file over the policy's rows, found by words and initials, recorded in a case.

use crate::desk::Desk;

const OWN: &str = r#"
[[answer]]
code = "restore"
zh = "欠费停电后何时恢复"
en = "Power cut off for arrears"
text = { zh = "缴清后24小时内恢复。", en = "Within 24 hours." }
words = ["复电"]
ask = ["户号"]
never = ["自行接线"]
owner = "客服中心"
[[answer]]
code = "old"
zh = "停电公告旧址"
text = { zh = "旧" }
until = "2026-01-31"
"#;

#[test]
fn an_answer_is_found_by_words_and_initials_and_its_use_is_on_record() {
    let desk = Desk::bank();
    assert_eq!(desk.run(&["answer", "停电"]).ok(), "");
    desk.write("answers.toml", OWN);
    for words in [&["停电", "恢复"][..], &["qftd"], &["复电"], &["arrears"], &["restore"]] {
        let out = desk.run(&[&["answer"], words, &["--json"]].concat()).ok();
        assert!(out.contains("\"code\":\"restore\"") && out.contains("自行接线"), "{words:?}: {out}");
    }
    let out = desk.run(&["知识库", "停电", "--lang", "zh"]).ok();
    assert!(out.find("restore") < out.find("old") && out.contains("2026-01-31（已过有效期）"), "{out}");
    desk.run(&["intake", "--title", "a", "--channel", "phone"]).ok();
    desk.run(&["answer", "复电", "--case", "1"]).ok();
    desk.run(&["answer", "停电", "--case", "1"]).fails(2);
    assert!(desk.run(&["answer", "old", "--case", "1"]).fails(2).contains("2026-01-31"));
    assert_eq!(desk.run(&["list", "answer_given:restore", "--fields", "id"]).ok(), "HQ-2026-0001\n");
    assert!(desk.run(&["log", "1", "--kind", "noted", "--lang", "zh"]).ok().contains("restore"));
    desk.run(&["intake", "--answer", "restore", "--channel", "phone"]).ok();
    assert_eq!(
        desk.run(&["list", "nature:enquiry", "--fields", "title,status"]).ok(),
        "Power cut off for arrears\tclosed\n"
    );
    // The file decides nothing: the policy of a case stays what it was.
    let before = desk.run(&["list", "--fields", "policy"]).ok();
    desk.write("answers.toml", OWN.replace("24小时", "12小时"));
    desk.run(&["intake", "--title", "b"]).ok();
    assert_eq!(
        desk.run(&["list", "--fields", "policy"]).ok().lines().collect::<std::collections::BTreeSet<_>>().len(),
        1,
        "{before}"
    );
    desk.write("answers.toml", OWN.replace("owner", "owners"));
    assert!(desk.run(&["answer", "停电"]).fails(1).contains("owners"));
}
