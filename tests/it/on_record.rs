//! `--known W`: what a report rests on is what was on record then: events, policy, calendar, units.

use crate::desk::Desk;

/// A desk whose units, policy and calendar change after its first report.
fn changing() -> Desk {
    let mut desk = Desk::branch();
    desk.now = "2026-10-12T10:00".into();
    for (n, (unit, category)) in
        [("taiyuan", "attitude"), ("taiyuan", "product"), ("datong", "attitude")].iter().enumerate()
    {
        let title = format!("matter {n}");
        desk.run(&["intake", "--title", &title, "--channel", "phone", "--category", category, "--accept"]).ok();
        desk.run(&["assign", &(n + 1).to_string(), "--unit", unit]).ok();
    }
    desk
}

/// All that is reported of October, as it stood on 2 November.
fn reports(desk: &Desk, known: &[&str]) -> Vec<(String, Vec<u8>)> {
    let asked: &[&[&str]] = &[
        &["stats", "--by", "unit,category,nature"],
        &["measures", "--by", "unit"],
        &["register"],
        &["overdue"],
        &["trend", "--by", "unit"],
        &["reconcile", "--by", "category"],
        &["filing", "service-stats", "--period", "2026-10"],
        &["summary"],
        &["dashboard"],
    ];
    let mut made = Vec::new();
    for words in asked {
        for ending in ["html", "csv", "docx", "xlsx", "json"] {
            if ending == "csv" && matches!(words[0], "summary" | "dashboard") {
                continue;
            }
            let period: &[&str] =
                if matches!(words[0], "filing" | "overdue" | "dashboard") { &[] } else { &["--period", "2026-10"] };
            let file = format!("out.{ending}");
            let all = [&["report"], *words, period, &["--as-of", "2026-11-02"], known, &["-o", &file]].concat();
            desk.run(&all).ok();
            let path = desk.path().join(&file);
            made.push((format!("{} as {ending}", all.join(" ")), std::fs::read(&path).expect("a report")));
            std::fs::remove_file(path).expect("removed");
        }
    }
    for kind in [&["report", "exceptions"][..], &["export"]] {
        let told = desk.run(&[kind, &["--as-of", "2026-11-02", "--format", "csv", "-o", "-"], known].concat());
        made.push((kind.join(" "), told.ok().into_bytes()));
    }
    let listed = desk.run(&[&["list", "unit:taiyuan", "--as-of", "2026-11-02", "--json"], known].concat());
    made.push(("list".into(), listed.ok().into_bytes()));
    made.push((
        "explain".into(),
        desk.run(&[&["explain", "1", "--as-of", "2026-11-02"], known].concat()).ok().into_bytes(),
    ));
    made
}

#[test]
fn a_report_with_known_is_the_same_whatever_changed_since() {
    let mut desk = changing();
    let known = &["--known", "2026-11-02T12:00"];
    desk.now = "2026-11-02T13:00".into();
    desk.run(&["note", "1", "so that units and policy are on record", "--now", "2026-11-02T11:00"]).ok();
    let (before, open) = (reports(&desk, known), reports(&desk, &[]));
    // A unit is renamed and put elsewhere, a category has another title, a nature counts apart, a day is a day of rest.
    let directory = desk.read("directory.toml");
    desk.write(
        "directory.toml",
        directory.replace("Taiyuan", "Taiyuan North").replace(
            "en = \"Datong branch\"\nlevel = \"branch-2\"\nparent = \"hq\"",
            "en = \"Datong branch\"\nlevel = \"sub-branch\"\nparent = \"taiyuan\"",
        ),
    );
    let policy = desk.read("redress.toml");
    desk.write(
        "redress.toml",
        policy + "\n[[category]]\ncode = \"attitude\"\nzh = \"态度类\"\nen = \"Manners\"\n[[nature]]\ncode = \"complaint\"\napart = true\nloosens = true\n\
             [[field]]\ncode = \"since\"\nzh = \"新增\"\nen = \"New\"\nkind = \"text\"\n",
    );
    desk.run(&["note", "1", "the new policy is adopted", "--now", "2026-11-20T11:00"]).ok();
    desk.now = "2026-12-10T09:00".into();
    for ((what, was), (_, is)) in before.iter().zip(reports(&desk, known)) {
        assert!(*was == is, "{what}\n{}\n{}", String::from_utf8_lossy(was), String::from_utf8_lossy(&is));
    }
    let moved = open.iter().zip(reports(&desk, &[])).filter(|((_, was), (_, is))| was != is).count();
    assert!(moved > 30, "without --known they follow what is in force: {moved}");
    let events = desk.read_log();
    let named = events.lines().filter(|line| line.contains("\"units\":\"")).count();
    assert!(named >= 2, "{events}");
    let files = std::fs::read_dir(desk.path().join("policies")).expect("a folder");
    let texts = files.map(|file| std::fs::read_to_string(file.expect("a file").path()).expect("UTF-8"));
    let units: Vec<String> = texts.filter(|text| text.starts_with("{\"unit\":")).collect();
    assert_eq!(units.len(), 2);
    assert!(units.iter().all(|text| !text.contains("li.na") && !text.contains("李娜")), "no people: {units:?}");
    desk.run(&["verify"]).ok();
}
