//! A restricted case: who reads what of it, by every way of looking.

use super::{by, desk};
use crate::desk::{Desk, files};

/// Words that only people with a part in the case may read.
const SECRET: &[&str] =
    &["zhang.wei", "Zhang Wei", "taiyuan", "Taiyuan", "太原", "crime", "secretive", "the vault", "li.na", "book"];

/// Case 1, restricted, against zhang.wei of taiyuan; case 2, visible to all.
fn restricted() -> Desk {
    let desk = desk();
    let first = [
        "intake",
        "--title",
        "secretive matter",
        "--category",
        "crime",
        "--channel",
        "book",
        "--restricted",
        "--accept",
    ];
    let who = ["--against", "taiyuan", "--respondent", "zhang.wei", "--name", "Wang Da Chui", "--tag", "the vault"];
    by(&desk, "boss", &[&first[..], &who].concat()).ok();
    by(&desk, "boss", &["note", "1", "he opened the vault"]).ok();
    by(&desk, "ren.jing", &["intake", "--title", "another", "--category", "attitude", "--channel", "phone"]).ok();
    desk
}

#[test]
fn what_is_private_in_a_restricted_case_can_be_removed() {
    let desk = restricted();
    // The log does not tell whether it has tags, so that a removal may always be a change.
    by(&desk, "boss", &["correct", "1", "--set", "tags=", "--reason", "none"]).ok();
    by(&desk, "boss", &["correct", "1", "--set", "amount=5", "--reason", "r"]).ok();
    assert!(by(&desk, "boss", &["correct", "1", "--set", "amount=5", "--reason", "r"]).fails(5).contains("so already"));
}

#[test]
fn the_log_of_a_restricted_case_has_no_title_and_no_respondents() {
    let desk = restricted();
    by(
        &desk,
        "boss",
        &["correct", "1", "--set", "against=datong", "--set", "respondents=zhang.wei,wu.clerk", "--reason", "both"],
    )
    .ok();
    by(&desk, "boss", &["party", "add", "1", "--role", "respondent", "--person", "audit"]).ok();
    by(&desk, "boss", &["party", "drop", "1", "--role", "respondent", "--person", "audit", "--reason", "not him"]).ok();
    let outside = |path: &std::path::Path| !path.starts_with(desk.path().join("private"));
    for path in files(desk.path()).into_iter().filter(|path| outside(path) && !path.ends_with("directory.toml")) {
        let text = String::from_utf8_lossy(&std::fs::read(&path).expect("a file")).into_owned();
        // The snapshot of the units names all of them.
        let is_units = text.starts_with("{\"unit\":");
        let words = ["zhang.wei", "wu.clerk", "\"audit\"", "secretive", "the vault", "\"taiyuan\""];
        for word in words.into_iter().filter(|word| !(is_units && *word == "\"taiyuan\"")) {
            assert!(!text.contains(word), "{word} in {}", path.display());
        }
    }
    // The gate still knows the respondents: in a batch, after a correction, and after the party was dropped.
    for who in ["zhang.wei", "wu.clerk", "audit"] {
        by(&desk, who, &["void", "1", "--kind", "mistake", "--reason", "r"]).fails(5);
        by(&desk, "boss", &["void", "1", "--kind", "mistake", "--reason", "r", "--done-by", who]).fails(5);
        if who != "audit" {
            by(&desk, "boss", &["assign", "1", "--unit", "taiyuan", "--person", who]).fails(5);
        }
    }
    let lines = "{\"do\":\"intake\",\"let\":\"a\",\"title\":\"x\",\"category\":\"crime\",\"respondent\":[\"li.na\"],\"as\":\"boss\"}\n\
                 {\"do\":\"accept\",\"case\":\"@a\",\"as\":\"li.na\"}\n";
    desk.feed(&["batch", "-"], lines).fails(5);
    let chain =
        ["intake", "--title", "x", "--category", "crime", "--respondent", "li.na", "--accept", "--channel", "book"];
    by(&desk, "li.na", &chain).fails(5);
    // A person with a part reads everything, and that is recorded.
    let shown = by(&desk, "boss", &["show", "1", "--private", "--purpose", "the inquiry"]).ok();
    for word in ["secretive matter", "zhang.wei", "datong", "the vault"] {
        assert!(shown.contains(word), "{word}: {shown}");
    }
    assert!(desk.run(&["verify"]).ok().contains("unchanged"));
}

/// Every way of looking at a case, searching, or listing.
const LOOKS: &[&[&str]] = &[
    &["list"],
    &["list", "--json"],
    &[
        "list",
        "--fields",
        "id,status,received,unit,person,against,respondents,category,channel,tags,flags,title,recorded",
    ],
    &["list", "--format", "csv"],
    &["list", "--format", "jsonl"],
    &["list", "--format", "html"],
    &["list", "--format", "markdown"],
    &["list", "--format", "table"],
    &["list", "--sort", "-category"],
    &["list", "--limit", "1"],
    &["list", "--as-of", "2026-09-24"],
    &["list", "--known", "2026-09-24"],
    &["list", "is:restricted"],
    &["show", "1"],
    &["show", "1", "--json"],
    &["show", "1", "--at", "2026-09-24"],
    &["log"],
    &["log", "1"],
    &["log", "1", "--json"],
    &["log", "--json"],
    &["explain", "1"],
    &["explain", "1", "--json"],
    &["search", "0001"],
    &["search", "secretive"],
    &["search", "crime", "--json"],
    &["search", "zhang.wei"],
    &["search", "vault", "--private", "--purpose", "p"],
    &["status"],
    &["status", "--json"],
    &["export", "-o", "out.csv"],
    &["export", "-o", "out.json"],
    &["improve", "list"],
    &["report", "stats", "--by", "unit,person,category"],
    &["report", "stats", "--by", "against,channel", "--json"],
    &["accept", "1"],
    &["accept", "1", "--json"],
    &["assign", "1", "--unit", "datong"],
    &["decline", "1", "--reason", "r", "--told", "phone", "--override", "why not"],
    &["note", "1", "I was here"],
    &["link", "2", "1", "--kind", "related"],
    &["erase", "1", "--reason", "r", "--yes"],
    &["erase", "1", "--reason", "r", "-n"],
    &["erase", "--due", "-n"],
    &["show", "1", "--private", "--purpose", "p"],
    &["show", "1", "--private", "--purpose", "p", "--json"],
];

/// Terms that match case 1.
const TERMS: &[&str] = &[
    "category:crime",
    "unit:ho",
    "channel:book",
    "against:taiyuan",
    "respondent:zhang.wei",
    "tag:vault",
    "is:open,restricted",
];

#[test]
fn a_restricted_case_shows_outsiders_number_and_state_only() {
    for cache in [true, false] {
        let mut desk = restricted();
        by(&desk, "boss", &["supervise", "1", "--reason", "r"]).ok();
        by(&desk, "boss", &["improve", "add", "--case", "1", "--title", "locks", "--unit", "taiyuan", "--due", "+9wd"])
            .ok();
        by(&desk, "boss", &["accept", "2", "--override", "a hurry"]);
        desk.now = "2026-10-24T10:00".into();
        if !cache {
            std::fs::remove_dir_all(desk.path().join(".redress/cache")).ok();
        }
        for who in ["ren.jing", "nobody.here", "zhang.wei"] {
            let mut looks: Vec<Vec<&str>> = LOOKS.iter().map(|look| look.to_vec()).collect();
            let kinds = desk.report_kinds();
            // Counts include restricted cases.
            for kind in kinds.iter().filter(|kind| *kind != "stats") {
                looks.push(vec!["report", kind]);
                looks.push(vec!["report", kind, "--json"]);
            }
            for look in &looks {
                // A word that the person typed is not a leak.
                let own = |word: &&&str| !look.iter().any(|arg| arg.contains(**word)) && **word != who;
                let ran = by(&desk, who, look);
                let file = look.last().filter(|f| f.starts_with("out.")).map(|f| desk.read(f)).unwrap_or_default();
                let said = format!("{}{}{file}", ran.out, ran.err);
                // Case 2 came by phone and has another person; hints with command names are no leak.
                for word in SECRET.iter().filter(own) {
                    let lines = said.lines().filter(|line| line.contains(word) && !line.starts_with("hint: "));
                    let lines: Vec<&str> = lines.filter(|line| !line.contains("HQ-2026-0002")).collect();
                    // The rules of the policy are no secret; the numbers beside them are looked at below.
                    let of_rules =
                        look.contains(&"conformance") && lines.iter().all(|line| !line.contains("HQ-2026-0001"));
                    let of_duties = look.contains(&"duties") || look.contains(&"status") || of_rules;
                    assert!(lines.is_empty() || of_duties, "{who} {look:?}: {word} in {lines:?}");
                }
            }
            for term in TERMS {
                let ran = by(&desk, who, &["list", term]);
                if ran.code == 0 && *term != "is:open,restricted" {
                    assert!(!ran.out.contains("HQ-2026-0001"), "{who} {term}: {}", ran.out);
                }
            }
            let row = by(&desk, who, &["list", "is:restricted"]).ok();
            assert_eq!(row.trim_end().replace('\t', " ").trim_end(), "HQ-2026-0001 accepted", "{who}");
        }
        // A person with a part sees what a list may show, but not the title, which is private.
        let row = by(&desk, "boss", &["list", "is:restricted"]).ok();
        assert!(row.contains("crime") && row.contains("\tho\t") && !row.contains("secretive"), "{row}");
    }
}

#[test]
fn totals_are_the_same_for_everybody() {
    let desk = restricted();
    let total = |who: &str| {
        let out = by(&desk, who, &["report", "stats", "--by", "category", "--period", "2026", "--json"]).ok();
        let json: serde_json::Value = serde_json::from_str(&out).expect("JSON");
        let rows = json["data"].as_array().expect("rows").clone();
        rows.iter().map(|row| row["count"].as_u64().unwrap_or_default()).sum::<u64>()
    };
    assert_eq!((total("boss"), total("ren.jing"), total("zhang.wei")), (2, 2, 2));
}

#[test]
fn registering_and_restricting_warn_about_facts_that_stay_in_the_log() {
    let desk = desk();
    let ran = by(
        &desk,
        "boss",
        &["intake", "--title", "T", "--channel", "book", "--respondent", "zhang.wei", "--against", "taiyuan"],
    );
    assert!(
        ran.err.contains("warning: ") && ran.err.contains("zhang.wei") && ran.err.contains("--restricted"),
        "{}",
        ran.err
    );
    ran.ok();
    let ran = by(&desk, "boss", &["classify", "1", "--restricted"]);
    assert!(ran.err.contains("zhang.wei") && ran.err.contains("taiyuan"), "{}", ran.err);
    ran.ok();
    assert!(!desk.read_log().contains("\"title\":\"T\""));
    // Facts that could not be moved out of the log are masked nevertheless.
    for who in ["ren.jing", "zhang.wei"] {
        let said = by(&desk, who, &["list", "--json"]).ok()
            + &by(&desk, who, &["show", "1"]).ok()
            + &by(&desk, who, &["log"]).ok();
        assert!(!said.contains("taiyuan") && (who == "zhang.wei" || !said.contains("zhang.wei")), "{said}");
    }
    let ran = by(
        &desk,
        "boss",
        &["intake", "--title", "T", "--channel", "book", "--respondent", "zhang.wei", "--restricted"],
    );
    assert!(!ran.err.contains("for good"), "{}", ran.err);
    let mut zh = desk;
    zh.lang = "zh".into();
    let ran = by(&zh, "boss", &["intake", "--title", "T", "--channel", "book", "--respondent", "zhang.wei"]);
    assert!(ran.err.contains("永久留在日志中"), "{}", ran.err);
}

#[test]
fn without_the_private_side_restricted_cases_are_refused_and_masked() {
    let desk = restricted();
    std::fs::remove_dir_all(desk.path().join("private")).expect("removed");
    let ran = by(&desk, "boss", &["note", "1", "x"]);
    assert!(ran.code != 0 && !ran.err.contains("zhang.wei"), "{}", ran.err);
    let row = by(&desk, "zhang.wei", &["list", "is:restricted"]).ok();
    assert!(!row.contains("crime"), "{row}");
}
