//! `redress form`: numbers, drafts and prints, private data, templates of the desk's own, the list.

use crate::desk::{Desk, files, rounds};
use crate::golden::Golden;
use std::collections::BTreeSet;

/// Every form of the policy.
const KINDS: [&str; 13] = [
    "transfer",
    "supervision",
    "registration",
    "acceptance",
    "decline",
    "extension",
    "delay",
    "reply",
    "referral",
    "mediation",
    "withdrawal",
    "delivery",
    "evidence",
];

const NAME: &str = "欧阳金丝雀";
const PHONE: &str = "13812340000";
const EMAIL: &str = "kanarie@example.com";
const STATEMENT: &str = "柜员金丝雀言语粗鲁";

/// A case that has gone through nearly everything that forms tell, worked by the program as its users would.
fn worked() -> Desk {
    let desk = Desk::branch();
    desk.write("redress.toml", desk.read("redress.toml") + "[desk]\nemail = \"desk@example.com\"\n");
    let run = |words: &[&str]| desk.run(words).ok();
    run(&[
        "intake",
        "--title",
        "柜面排队过久",
        "--category",
        "attitude",
        "--channel",
        "phone",
        "--against",
        "taiyuan",
        "--name",
        NAME,
        "--phone",
        PHONE,
        "--email",
        EMAIL,
        "--address",
        "山西省太原市迎泽区金丝雀路 8 号",
        "--statement",
        STATEMENT,
        "--demand",
        "金丝雀要求道歉",
        "--amount",
        "160",
        "--accept",
    ]);
    run(&["assign", "1", "--unit", "taiyuan", "--person", "zhang.wei", "--form", "transfer"]);
    run(&["supervise", "1", "--reason", "客户多次来电"]);
    run(&["step", "1", "apology"]);
    run(&["classify", "1", "--set", "compensation_basis=第八条"]);
    run(&["delay", "1", "--told", "phone", "--reason", "须调取录像", "--expected", "2026-09-30"]);
    run(&[
        "reply",
        "1",
        "--via",
        "phone",
        "--responsibility",
        "ours",
        "--findings",
        "经核实，当日仅开一个窗口。\n情况属实。",
        "--staff-action",
        "批评教育",
        "--lessons",
        "午间增开窗口",
        "--satisfaction",
        "satisfied",
        "--phone",
        "0351-5550101",
        "--handler",
        "zhang.wei",
        "--compensation",
        "20",
    ]);
    desk
}

#[test]
fn every_form_in_both_languages() {
    for lang in ["zh", "en"] {
        let (desk, mut golden) = (worked(), Golden::default());
        for kind in KINDS {
            golden.one(&desk, kind, &["form", kind, "1", "--lang", lang], 0);
        }
        golden.is(&format!("forms_{lang}"));
    }
}

#[test]
fn without_a_purpose_no_form_shows_private_data_in_any_format() {
    let desk = worked();
    for kind in KINDS {
        for format in ["table", "txt", "html", "markdown", "docx", "json", "jsonl"] {
            let ran = desk.run(&["form", kind, "1", "--format", format, "-o", "paper"]);
            assert_eq!(ran.code, 0, "{kind} {format}: {}", ran.err);
            let bytes = std::fs::read(desk.path().join("paper")).expect("a file");
            let said = format!("{}{}{}", String::from_utf8_lossy(&bytes), ran.out, ran.err);
            for canary in [NAME, PHONE, EMAIL, STATEMENT, "金丝雀"] {
                assert!(!said.contains(canary), "{canary} in {kind} as {format}");
            }
        }
    }
    assert!(!desk.read_log().contains("revealed"));
}

#[test]
fn private_data_is_shown_for_a_purpose_that_is_on_record_first() {
    let desk = worked();
    let text = desk.run(&["form", "transfer", "1", "--purpose", "sent to the branch"]).ok();
    assert!(text.contains(NAME) && text.contains(PHONE) && text.contains(STATEMENT), "{text}");
    assert!(desk.lines().last().expect("a line").contains(r#""revealed":{"cases":["HQ-2026-0001"],"command":"form"}"#));
    // A letter to the complainant is a purpose by itself, other forms are not.
    desk.run(&["form", "reply", "1", "--private"]).ok();
    assert!(desk.lines().last().expect("a line").contains("letter to the complainant"));
    desk.run(&["form", "transfer", "1", "--private"]).fails(2);
    desk.run(&["form", "reply", "1", "--masked"]).fails(2);
    let masked = desk.run(&["form", "transfer", "1", "--masked", "--purpose", "training"]).ok();
    for shown in ["欧阳**", "138****0000", "k***@example.com", "山西省太原市迎泽区***"] {
        assert!(masked.contains(shown), "{shown}: {masked}");
    }
    assert!(!masked.contains("金丝雀"), "{masked}");
    assert!(desk.lines().last().expect("a line").contains(r#""masked":true"#));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |name: &str| desk.path().join(name).metadata().expect("a file").permissions().mode() & 0o777;
        desk.run(&["form", "transfer", "1", "--purpose", "sent to the branch", "-o", "open.html"]).ok();
        desk.run(&["form", "transfer", "1", "--purpose", "sent to the branch", "-o", "papers/"]).ok();
        assert_eq!((mode("open.html"), mode("papers/draft-transfer-HQ-2026-0001.docx")), (0o600, 0o600));
    }
}

#[test]
fn a_draft_has_no_number_and_an_issued_form_keeps_its_own() {
    let desk = worked();
    let issued = || desk.lines().iter().filter(|line| line.contains("\"issued\":")).count();
    assert!(desk.run(&["form", "transfer", "1"]).ok().contains("DRAFT"));
    let dry = desk.run(&["form", "transfer", "1", "--issue", "-n"]);
    assert!(dry.err.contains("would be issued as HQ-TR-2026-0001"), "{}", dry.err);
    assert_eq!(issued(), 0);
    let first = desk.run(&["form", "transfer", "1", "--issue"]);
    assert!(first.out.contains("No. HQ-TR-2026-0001") && !first.out.contains("DRAFT"), "{}", first.out);
    let again = desk.run(&["form", "transfer", "1", "--issue"]);
    assert_eq!((again.out.as_str(), issued()), (first.out.as_str(), 1));
    assert_eq!(again.err, "");
    let second = desk.run(&["form", "转办单", "1", "--again"]).ok();
    assert!(second.contains("No. HQ-TR-2026-0002 (replaces HQ-TR-2026-0001)"), "{second}");
    assert_eq!(issued(), 2);
    // What was revoked is not issued, and its number is not given again.
    let event = desk.run(&["log", "1", "--kind", "issued"]).ok();
    let events: Vec<&str> = event.lines().filter_map(|line| line.split('\t').next()).collect();
    desk.run(&["revoke", events[1], "--reason", "wrong unit"]).ok();
    assert!(desk.run(&["form", "transfer", "1", "--issue"]).ok().contains("HQ-TR-2026-0001"));
    desk.run(&["revoke", events[0], "--reason", "wrong unit"]).ok();
    assert!(desk.run(&["form", "transfer", "1", "--issue"]).ok().contains("HQ-TR-2026-0003"));
    // Without head and without an index the log tells the last number.
    std::fs::remove_file(desk.path().join(".redress/head")).expect("removed");
    let _ = std::fs::remove_dir_all(desk.path().join(".redress/cache"));
    assert!(desk.run(&["form", "transfer", "1", "--again"]).ok().contains("HQ-TR-2026-0004"));
    let shown = desk.run(&["show", "1"]).ok();
    assert!(shown.contains("HQ-TR-2026-0004"), "{shown}");
    assert!(
        desk.run(&["log", "1", "--lang", "zh", "--format", "table"])
            .ok()
            .contains("出具单据：客户服务中心投诉转办单（transfer）")
            || desk.run(&["log", "1", "--lang", "zh"]).ok().contains("出具单据")
    );
    desk.run(&["verify"]).ok();
}

#[test]
fn a_letter_is_printed_again_as_it_was_and_a_sheet_as_its_case_stands() {
    let desk = worked();
    let letter = desk.run(&["form", "reply", "1", "--issue"]).ok();
    let sheet = desk.run(&["form", "registration", "1", "--issue"]).ok();
    desk.run(&["rework", "1", "--reason", "not clear"]).ok();
    let again = desk.run(&["form", "reply", "1", "--issue"]);
    assert_eq!(again.out, letter);
    assert!(again.err.contains("HQ-RE-2026-0001") && again.err.contains("--again"), "it was sent back: {}", again.err);
    let other = desk.run(&["form", "registration", "1", "--issue"]);
    assert!(other.out != sheet && other.err.contains("the case has changed since HQ-RG-2026-0001"), "{}", other.err);
    desk.write("templates/reply.en.md", "# Reply\n\n{{ reply.findings }}\n");
    let changed = desk.run(&["form", "reply", "1", "--issue"]);
    assert!(
        changed.out.contains("HQ-RE-2026-0001") && changed.err.contains("--again"),
        "{}{}",
        changed.out,
        changed.err
    );
}

#[test]
fn what_a_form_needs_is_named_with_the_command_that_supplies_it() {
    let desk = Desk::branch();
    desk.run(&["intake", "--title", "a", "--category", "attitude", "--channel", "phone"]).ok();
    for (kind, wanted) in [
        ("reply", "redress reply HQ-2026-0001"),
        ("decline", "redress decline HQ-2026-0001 --reason"),
        ("delay", "redress delay HQ-2026-0001"),
        ("transfer", "redress assign HQ-2026-0001 --unit"),
    ] {
        let said = desk.run(&["form", kind, "1", "--issue"]).fails(5);
        assert!(said.contains(wanted), "{kind}: {said}");
    }
    desk.write(
        "redress.toml",
        desk.read("redress.toml")
            + "[[form]]\ncode = \"acceptance\"\nneeds = [\"accepted\", \"until\"]\nloosens = true\n",
    );
    // A row that wants a day and gives none stops writing before anything rests on it.
    let said = desk.run(&["accept", "1"]).fails(1);
    assert!(said.contains("acceptance lacks within"), "{said}");
    assert!(!desk.read_log().contains("accepted"));
}

#[test]
fn several_cases_are_issued_all_or_none() {
    let desk = Desk::branch();
    for title in ["a", "b", "c"] {
        desk.run(&["intake", "--title", title, "--category", "attitude", "--channel", "phone", "--accept"]).ok();
    }
    desk.run(&["assign", "1", "2", "--unit", "taiyuan", "--form", "transfer"]).ok();
    let before = desk.read_log();
    desk.run(&["form", "transfer", "1", "2", "3", "--issue"]).fails(5);
    assert_eq!(desk.read_log(), before);
    let ran = desk.run(&["form", "transfer", "3", "1", "--issue", "--keep-going", "-n"]);
    assert!(ran.code == 5 && ran.out.contains("HQ-2026-0001") && ran.err.contains("1 of 2"), "{}{}", ran.out, ran.err);
    let out = desk.run(&["form", "transfer", "1", "2", "--issue", "-o", "papers/"]).ok();
    assert_eq!(out.lines().count(), 2, "{out}");
    let names: Vec<String> = files(&desk.path().join("papers"))
        .iter()
        .map(|p| p.file_name().expect("a name").to_string_lossy().into())
        .collect();
    assert_eq!(names, ["HQ-TR-2026-0001.docx", "HQ-TR-2026-0002.docx"]);
    let both = desk.run(&["form", "transfer", "1", "2", "--issue", "--json"]).ok();
    let both: serde_json::Value = serde_json::from_str(&both).expect("JSON");
    assert_eq!(both["data"][1]["number"], "HQ-TR-2026-0002");
    let page = desk.run(&["form", "transfer", "1", "2", "--issue", "--format", "html"]).ok();
    assert!(page.contains("HQ-TR-2026-0001") && page.contains("HQ-TR-2026-0002"));
}

#[test]
fn two_at_once_never_get_one_number() {
    let (desk, cases) = (Desk::branch(), rounds(12, 60));
    for _ in 0..cases {
        desk.run(&[
            "intake",
            "--title",
            "a",
            "--category",
            "attitude",
            "--channel",
            "phone",
            "--accept",
            "--unit",
            "taiyuan",
        ])
        .ok();
    }
    let numbers: Vec<String> = std::thread::scope(|scope| {
        let desk = &desk;
        let issue = move |case: usize| {
            let out = desk.run(&["form", "registration", &case.to_string(), "--issue", "--json"]).ok();
            let out: serde_json::Value = serde_json::from_str(&out).expect("JSON");
            out["data"][0]["number"].as_str().expect("a number").to_string()
        };
        let all: Vec<_> = (1..=cases).map(|case| scope.spawn(move || issue(case))).collect();
        all.into_iter().map(|thread| thread.join().expect("it is issued")).collect()
    });
    let wanted: BTreeSet<String> = (1..=cases).map(|n| format!("HQ-RG-2026-{n:04}")).collect();
    assert_eq!(numbers.into_iter().collect::<BTreeSet<_>>(), wanted);
}

#[cfg(target_os = "linux")]
#[test]
fn a_number_that_was_recorded_is_printed_by_the_next_run() {
    let desk = worked();
    // The print fails after the number is on record, as after a crash.
    let said = desk.run(&["form", "transfer", "1", "--issue", "-o", "/dev/full"]).fails(74);
    assert!(said.contains("HQ-TR-2026-0001 was recorded"), "{said}");
    assert!(desk.run(&["form", "transfer", "1", "--issue"]).ok().contains("HQ-TR-2026-0001"));
}

#[test]
fn a_template_that_fails_records_nothing() {
    let desk = worked();
    let before = desk.read_log();
    for (template, says) in [
        ("a\n{{ case.titel }}", "templates/transfer.en.md, line 2: case.titel is not known — did you mean title?"),
        ("{% for a in range(99999) %}{% for b in range(99999) %}x{% endfor %}{% endfor %}", "works too long"),
        ("{{ 'x' * 100000000 }}", "works too long or on too much data"),
        ("{% include '../redress.toml' %}", "there is no template ../redress.toml"),
        ("```grid\n| a |", "has no end"),
        ("{% if %}", "templates/transfer.en.md, line 1"),
    ] {
        desk.write("templates/transfer.en.md", template);
        let said = desk.run(&["form", "transfer", "1", "--issue", "--purpose", "to see"]).fails(1);
        assert!(said.contains(says), "{template}: {said}");
        desk.run(&["form", "transfer", "1", "--purpose", "to see"]).fails(1);
        assert_eq!(desk.read_log(), before, "{template}");
    }
    // `policy check` reads them before they are used.
    let said = desk.run(&["policy", "check"]);
    assert!(said.code == 1 && said.out.contains("templates/transfer.en.md, line 1"), "{}{}", said.out, said.err);
    desk.write("templates/transfer.en.md", "# Own\n\n{{ case.title }} {{ cite('P7-A12') }}\n");
    let own = desk.run(&["form", "transfer", "1", "--issue"]).ok();
    assert!(own.starts_with("Own\nNo. HQ-TR-2026-0001") && own.contains("柜面排队过久 art. 12"), "{own}");
}

#[test]
fn the_list_tells_what_is_wanted_issued_and_missing() {
    let desk = worked();
    desk.run(&["form", "supervision", "1", "--issue"]).ok();
    let list = desk.run(&["form", "list", "1"]).ok();
    let rows: Vec<Vec<&str>> = list.lines().map(|line| line.split('\t').collect()).collect();
    let row = |form: &str| rows.iter().find(|row| row[0] == form).cloned();
    assert_eq!(row("supervision").expect("issued")[1..3], ["true", "HQ-SV-2026-0001"]);
    assert_eq!(row("reply").expect("wanted")[1..3], ["true", ""]);
    assert_eq!(row("decline"), None);
    desk.run(&["form", "list", "9"]).fails(3);
    let said = desk.run(&["form", "tranfer", "1"]).fails(2);
    assert!(said.contains("did you mean transfer?"), "{said}");
}

#[test]
fn a_restricted_case_prints_nothing_to_who_may_not_see_it() {
    let desk = Desk::branch();
    desk.run(&[
        "intake",
        "--title",
        "秘密",
        "--category",
        "attitude",
        "--channel",
        "phone",
        "--restricted",
        "--accept",
    ])
    .ok();
    let said = desk.run(&["form", "registration", "1", "--as", "zhang.wei"]);
    assert_eq!(said.code, 5, "{}{}", said.out, said.err);
    assert!(said.out.is_empty() && !said.err.contains("秘密"), "{}", said.err);
    assert!(!desk.run(&["form", "registration", "1"]).ok().contains("秘密"));
    assert!(desk.run(&["form", "registration", "1", "--purpose", "filing"]).ok().contains("秘密"));
}

#[test]
fn a_letter_is_an_email_that_can_be_sent() {
    let desk = worked();
    desk.run(&["form", "reply", "1", "-o", "a.eml"]).fails(2);
    desk.run(&["form", "transfer", "1", "--purpose", "x", "-o", "a.eml"]).fails(2);
    desk.run(&["form", "reply", "1", "--issue", "--private", "--lang", "zh", "-o", "a.eml"]).ok();
    let mail = desk.read("a.eml");
    assert!(mail.is_ascii() && mail.contains("Message-ID: <HQ-RE-2026-0001@example.com>"), "{mail}");
    // Read by another library than the one that wrote it.
    let parsed = mail_parser::MessageParser::new().parse(mail.as_bytes()).expect("a message");
    let to = parsed.to().and_then(mail_parser::Address::first).expect("an addressee");
    let from = parsed.from().and_then(mail_parser::Address::first).expect("a sender");
    assert_eq!((to.address(), to.name(), from.address()), (Some(EMAIL), Some(NAME), Some("desk@example.com")));
    assert_eq!(parsed.subject(), Some("投诉答复函 HQ-RE-2026-0001"));
    assert_eq!(parsed.date().map(mail_parser::DateTime::to_rfc3339).as_deref(), Some("2026-09-24T02:00:00Z"));
    assert!(parsed.body_text(0).is_some_and(|text| text.contains("当日仅开一个窗口")), "{mail}");
    // Many at once go to a folder; a case without an address is named.
    desk.run(&["form", "reply", "1", "--private", "--format", "eml"]).fails(2);
    let many = desk
        .run(&["form", "reply", "1", "--issue", "--private", "--lang", "zh", "--format", "eml", "-o", "mails/"])
        .ok();
    assert!(many.ends_with("mails/HQ-RE-2026-0001.eml\n") && desk.read("mails/HQ-RE-2026-0001.eml") == mail, "{many}");
    desk.run(&["list", "--format", "eml"]).fails(2);
}

/// What a desk writes into its own template is its wording as what it writes into a reply; what is filled in, and what is not printed, is not.
#[test]
fn the_words_of_a_desks_own_template_are_looked_at() {
    let desk = worked();
    let rows = "[[wording]]\ncode = \"plain\"\ntexts = [\"template\"]\navoid = [\"ASAP\", \"case\"]\nen = \"Plain words\"\nzh = \"用语\"\n";
    desk.write("redress.toml", desk.read("redress.toml") + rows);
    let checked = desk.run(&["policy", "check"]);
    assert!(!checked.out.contains("template"), "{}", checked.out);
    desk.write("templates/transfer.en.md", "# Own\n\n{# ASAP #}{{ case.title }}\nPlease answer asap.\n");
    let err = desk.run(&["form", "transfer", "1", "--issue", "--again"]).fails(5);
    assert!(err.contains("“ASAP”") && err.contains("templates/") && !err.contains("“case”"), "{err}");
    desk.write("templates/transfer.en.md", "# Own\n\n{# ASAP #}{{ case.title }}\nPlease answer by Friday.\n");
    desk.run(&["form", "transfer", "1", "--issue", "--again"]).ok();
}

/// Whoever is complained about and known to no directory is named where private data is shown, in part where it is masked, and nowhere else.
#[test]
fn forms_name_those_complained_about_whom_no_directory_knows() {
    let desk = Desk::branch();
    desk.run(&[
        "intake",
        "--title",
        "收费争议",
        "--channel",
        "phone",
        "--name",
        NAME,
        "--respondent",
        "王二麻",
        "--accept",
    ])
    .ok();
    desk.run(&["party", "add", "1", "--role", "respondent", "--name", "赵铁柱"]).ok();
    for (kind, lang) in
        ["registration", "transfer", "supervision"].into_iter().flat_map(|kind| [(kind, "zh"), (kind, "en")])
    {
        let form = |more: &[&str]| desk.run(&[&["form", kind, "1", "--lang", lang], more].concat()).ok();
        let (draft, whole, part) =
            (form(&[]), form(&["--purpose", "filing"]), form(&["--purpose", "filing", "--masked"]));
        let both = if lang == "zh" {
            ["王二麻、赵铁柱", "王**、赵**"]
        } else {
            ["王二麻, 赵铁柱", "王**, 赵**"]
        };
        assert!(whole.contains(both[0]), "{kind} {lang}: {whole}");
        assert!(part.contains(both[1]) && !part.contains("王二麻"), "{kind} {lang}: {part}");
        assert!(
            !draft.contains("王二麻") && !draft.contains("铁柱") && !draft.contains("王*"),
            "{kind} {lang}: {draft}"
        );
    }
    // A person signs, an organisation seals.
    let signs = |case: &str| desk.run(&["form", "mediation", case, "--lang", "zh"]).ok();
    assert!(signs("1").contains("被投诉人（签字）"), "{}", signs("1"));
    desk.run(&["intake", "--title", "收费争议", "--channel", "phone", "--name", NAME]).ok();
    desk.run(&["party", "add", "2", "--role", "respondent", "--organisation", "迎泽物业公司"]).ok();
    assert!(signs("2").contains("被投诉单位（盖章）") && signs("2").contains("迎泽物业公司"), "{}", signs("2"));
}
