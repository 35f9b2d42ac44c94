//! Errors in the files that people write and in the words of a command: exit codes and texts in both languages.

use crate::desk::Desk;
use crate::golden::Golden;

/// A bank desk with text appended to a file.
fn with(file: &str, text: &str) -> Desk {
    let desk = Desk::bank();
    let before = std::fs::read_to_string(desk.path().join(file)).unwrap_or_default();
    desk.write(file, before + text);
    desk
}

#[test]
fn policies() {
    let mut golden = Golden::default();
    let wrong: &[(&str, &str)] = &[
        ("a key", "[[limit]]\ncode = \"P7-A11-general\"\nwithn = \"2wd\"\n"),
        ("a section", "[[limt]]\ncode = \"x\"\n"),
        ("a value", "[[limit]]\ncode = \"P7-A11-general\"\nwithin = \"two days\"\n"),
        ("a desk's key", "[desk]\nzon = \"Asia/Shanghai\"\n"),
        ("a top-level key", "[queris]\nlate = \"is:late\"\n"),
        ("no code", "[[limit]]\nwithin = \"2wd\"\n"),
        ("twice", "[[step]]\ncode = \"a\"\n[[step]]\ncode = \"a\"\n"),
        ("loosening", "[[limit]]\ncode = \"P7-A11-general\"\nwithin = \"9wd\"\n"),
        ("a zone", "[desk]\nzone = \"Asia/Shangai\"\n"),
        ("syntax", "[[limit]\ncode = \"x\"\n"),
        ("not closed", "name2 = \"x\n"),
    ];
    for (title, text) in wrong {
        let desk = with("redress.toml", text);
        golden.tell(&desk, title, &["list"], 0);
        golden.tell(&desk, title, &["intake", "--title", "x"], 1);
    }
    // Errors that only `policy check` finds do not stop the work.
    for (title, text) in [
        ("a reference", "[[gate]]\ncode = \"g\"\non = [\"close\"]\nneeds = { steps = [\"nap\"] }\n"),
        ("a verb", "[[gate]]\ncode = \"g\"\non = [\"clsoe\"]\n"),
    ] {
        let desk = with("redress.toml", text);
        golden.tell(&desk, title, &["policy", "check"], 1);
        desk.run(&["list"]).ok();
    }
    let desk = Desk::bank();
    desk.write("redress.toml", "profile = \"bnak\"\n");
    golden.tell(&desk, "a profile", &["list"], 0);
    golden.tell(&desk, "a profile", &["intake", "--title", "x"], 2);
    desk.write("redress.toml", "");
    golden.tell(&desk, "an empty file", &["list"], 0);
    golden.tell(&desk, "an empty file", &["intake", "--title", "x"], 1);
    desk.write("redress.toml", b"profile = \"\xff\"\n");
    golden.tell(&desk, "no UTF-8", &["list"], 74);
    let desk = with("redress.toml", "[[limit]]\ncode = \"P7-A11-general\"\nwithin = \"9wd\"\nloosens = true\n");
    golden.tell(&desk, "a loosening that is meant", &["policy", "check"], 0);
    golden.is("bad_policy");
}

#[test]
fn directories_and_calendars() {
    let mut golden = Golden::default();
    let wrong: &[(&str, &str, &str)] = &[
        ("a unit twice", "directory.toml", "[[unit]]\ncode = \"a\"\n[[unit]]\ncode = \"a\"\n"),
        ("a person twice", "directory.toml", "[[person]]\ncode = \"a\"\n[[person]]\ncode = \"a\"\n"),
        (
            "an unknown parent",
            "directory.toml",
            "[[unit]]\ncode = \"taiyuan\"\n[[unit]]\ncode = \"b\"\nparent = \"taiyaun\"\n",
        ),
        (
            "a circle",
            "directory.toml",
            "[[unit]]\ncode = \"a\"\nparent = \"b\"\n[[unit]]\ncode = \"b\"\nparent = \"a\"\n",
        ),
        (
            "an unknown unit",
            "directory.toml",
            "[[unit]]\ncode = \"taiyuan\"\n[[person]]\ncode = \"p\"\nunit = \"tayuan\"\n",
        ),
        ("a bad date", "directory.toml", "[[person]]\ncode = \"p\"\nfrom = \"2026-02-30\"\n"),
        ("no code", "directory.toml", "[[person]]\nname = \"p\"\n"),
        ("an unknown key", "directory.toml", "[[person]]\ncode = \"p\"\nroel = [\"clerk\"]\n"),
        ("syntax", "directory.toml", "[[person]\n"),
        ("a hole", "calendars/cn-2029.json", "{\"year\":2029,\"days\":[]}\n"),
        ("no JSON", "calendars/cn-2027.json", "year: 2027\n"),
        ("no calendar", "calendars/cn-2027.json", "[1, 2]\n"),
        (
            "a day of another year",
            "calendars/cn-2027.json",
            "{\"year\":2027,\"days\":[{\"name\":\"x\",\"date\":\"2020-01-01\",\"isOffDay\":true}]}\n",
        ),
        (
            "a day that is none",
            "calendars/cn-2027.json",
            "{\"year\":2027,\"days\":[{\"name\":\"x\",\"date\":\"2027-02-30\",\"isOffDay\":true}]}\n",
        ),
    ];
    for (title, file, text) in wrong {
        let desk = with(file, text);
        let before = desk.bytes();
        golden.tell(&desk, title, &["intake", "--title", "x"], 1);
        golden.tell(&desk, title, &["list"], 0);
        assert_eq!(desk.bytes(), before);
    }
    golden.is("bad_directory");
}

#[test]
fn words() {
    let mut golden = Golden::default();
    let desk = Desk::branch();
    for title in ["a", "b"] {
        desk.run(&["intake", "--title", title, "--category", "attitude"]).ok();
    }
    let before = desk.bytes();
    let wrong: &[(&str, &[&str], i32)] = &[
        ("a command", &["asign", "1"], 2),
        ("a command", &["转班", "1"], 2),
        ("a command like none", &["frobnicate"], 2),
        ("a flag", &["assign", "1", "--unti", "taiyuan"], 2),
        ("a flag like none", &["list", "--frobnicate"], 2),
        ("a flag without its value", &["assign", "1", "--unit"], 2),
        ("a flag twice", &["assign", "1", "--unit", "a", "--unit", "b"], 2),
        ("a word too many", &["show", "1", "2"], 2),
        ("a required flag", &["return", "1"], 2),
        ("required words", &["link", "1"], 2),
        ("no case", &["assign"], 2),
        ("a unit", &["assign", "1", "--unit", "taiyaun"], 2),
        ("a channel", &["intake", "--title", "x", "--channel", "phon"], 2),
        ("a channel in Chinese", &["intake", "--title", "x", "--channel", "电活"], 2),
        ("an amount", &["intake", "--title", "x", "--amount", "a lot"], 2),
        ("a field", &["intake", "--title", "x", "--set", "clamied=1"], 2),
        ("a field's value", &["intake", "--title", "x", "--set", "product_kind=lone"], 2),
        ("no FIELD=VALUE", &["intake", "--title", "x", "--set", "claimed"], 2),
        ("a term's key", &["list", "sttaus:open"], 2),
        ("a term's value", &["list", "status:opne"], 2),
        ("a term's period", &["list", "received:2026-13"], 2),
        ("a saved query", &["list", "@lat"], 2),
        ("a column", &["list", "--fields", "id,titel"], 2),
        ("a column to sort by", &["list", "--sort", "deu"], 2),
        ("a format", &["list", "--format", "jsn"], 2),
        ("a language", &["list", "--color", "sometimes"], 2),
        ("two formats", &["list", "--json", "--format", "csv"], 2),
        ("a date", &["note", "1", "x", "--on", "2026-02-30"], 2),
        ("a clock", &["list", "--now", "noon"], 2),
        ("a period", &["report", "due", "--period", "2026-Q5"], 2),
        ("a report", &["report", "overdeu"], 2),
        ("a number", &["list", "--limit", "ten"], 2),
        ("a purpose", &["show", "1", "--private"], 2),
        ("@ in a script", &["show", "@"], 2),
        ("a desk's code", &["desk", "new", "h"], 2),
        ("two answers", &["withdraw", "1", "--reason", "r", "--requested", "--coerced"], 2),
        ("no answer", &["withdraw", "1", "--reason", "r"], 2),
        ("no such case", &["show", "77"], 3),
        ("no such case of another year", &["note", "2025-1", "x"], 3),
        ("no such case by whole name", &["note", "SX-2026-0001", "x"], 3),
        ("no name of a case", &["note", "forty", "x"], 3),
        ("a file", &["batch", "no-such-file"], 74),
        ("a folder", &["list", "-C", "no-such-folder"], 74),
        ("a desk that is there", &["desk", "new", "HQ"], 1),
        ("a desk that is not there", &["desk", "adopt", "SX", "--yes"], 2),
        ("a project that is there", &["init", ".", "--profile", "bank", "--desk", "HQ"], 1),
        ("nobody to ask", &["erase", "1", "--reason", "r", "--all"], 1),
        ("a policy's section", &["policy", "show", "limits"], 2),
        ("help", &["help", "trems"], 2),
    ];
    for (title, words, code) in wrong {
        golden.tell(&desk, title, words, *code);
    }
    let batch: &[(&str, &str, i32)] = &[
        ("no JSON", "note 1 x\n", 2),
        ("no command", "{\"case\":\"1\"}\n", 2),
        ("an unknown command", "{\"do\":\"asign\",\"case\":\"1\"}\n", 2),
        ("a command that is no work", "{\"do\":\"list\"}\n", 2),
        ("an unknown key", "{\"do\":\"note\",\"case\":\"1\",\"txt\":\"x\"}\n", 2),
        ("a missing key", "{\"do\":\"note\",\"case\":\"1\"}\n", 2),
        ("a name for no case", "{\"do\":\"note\",\"case\":\"@a\",\"text\":\"x\"}\n", 3),
        (
            "the second line",
            "{\"do\":\"note\",\"case\":\"1\",\"text\":\"x\"}\n\n{\"do\":\"close\",\"case\":\"1\"}\n",
            5,
        ),
    ];
    for (title, input, code) in batch {
        golden.tell_with(&desk, title, &["batch", "-"], *code, |words| desk.feed(words, input));
    }
    assert_eq!(desk.bytes(), before);
    golden.is("bad_words");
}

/// What an action does not take is told, and not thrown away.
#[test]
fn an_action_refuses_what_only_others_of_its_command_take() {
    let desk = Desk::branch();
    desk.run(&["intake", "--title", "a", "--category", "attitude"]).ok();
    let before = desk.bytes();
    for line in [
        "improve add 1 --title x --unit taiyuan --due 2027-01-01",
        "improve done HQ:3 --affected 5",
        "improve list --request k",
        "duty list --nil",
        "duty done box --unit taiyuan --nil -o x.csv",
        "incident open --title x --note y",
        "incident list --reason r",
        "evidence 1 add --what x --to complainant",
        "evidence 1 list --place x",
        "party add 1 --role respondent --person li.na --reason r",
        "party drop 1 --role respondent --phone 13900139000 --reason r",
        "filing list --nil",
        "filing crontab --period 2026-10",
        "filing run --receipt x",
        "policy check --from 2027-01-01",
        "policy diff limit",
        "policy show --against iso-10002",
        "profile list bank",
        "profile new own --toml",
        "desk list HQ",
        "desk new SX --admins desk",
        "unit list --zh x",
        "unit end taiyuan --all",
        "person list li.na",
        "form list 1 --issue",
        "import list --sheet 2",
        "import undo HQ:3 --reason r --complete",
        "import x.csv --map cfpb --reason r",
        "calendar 2026 2026-09-25",
    ] {
        let words: Vec<&str> = line.split(' ').collect();
        let out = desk.run(&words);
        assert_eq!(out.code, 2, "{line}: {}", out.err);
        assert!(out.err.contains("exclude each other") || out.err.contains("does not take"), "{line}: {}", out.err);
    }
    assert_eq!(desk.bytes(), before);
}

#[test]
fn a_number_that_several_desks_have_given() {
    let mut golden = Golden::default();
    let hq = Desk::branch();
    hq.run(&["intake", "--title", "a"]).ok();
    let sx = hq.copied();
    sx.run(&["desk", "new", "SX"]).ok();
    assert_eq!(sx.run(&["intake", "--title", "b"]).ok(), "SX-2026-0001\n");
    hq.receive(&sx);
    golden.tell(&hq, "two desks", &["note", "1", "x"], 4);
    golden.tell(&hq, "two desks", &["show", "1"], 4);
    hq.run(&["show", "SX-1"]).ok();
    golden.is("bad_ambiguous");
}

#[test]
fn without_a_project_and_without_utf8() {
    let mut golden = Golden::default();
    let desk = Desk::empty();
    golden.tell(&desk, "no project", &["list"], 1);
    golden.tell(&desk, "no project", &["intake", "--title", "x"], 1);
    golden.is("bad_folder");
    let desk = Desk::bank();
    for locale in ["C", "POSIX", "zh_CN.GBK", "en_US.ISO-8859-1", "xx"] {
        let run = |words: &[&str]| {
            desk.command().env("LC_ALL", locale).env_remove("REDRESS_LANG").args(words).output().expect("runs")
        };
        let output = run(&["登记", "--title", "柜台服务态度"]);
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        let output = run(&["list"]);
        assert!(String::from_utf8(output.stdout).expect("UTF-8").contains("柜台服务态度"));
    }
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        let word = std::ffi::OsStr::from_bytes(b"\xb9\xf1\xcc\xa8");
        let output = desk.command().args(["intake", "--title"]).arg(word).output().expect("runs");
        assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stdout).as_ref()), (Some(2), ""));
        assert!(
            String::from_utf8_lossy(&output.stderr).contains("UTF-8"),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let output = desk.command().arg("list").env("REDRESS_USER", word).output().expect("runs");
        assert_eq!(output.status.code(), Some(0));
    }
}
