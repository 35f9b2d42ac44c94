//! Shell completion: asked from the program directly, and through real bash, zsh and fish if installed.

use crate::desk::{BIN, Desk, skipped};
use std::process::Command;

/// The offered words with their descriptions.
fn offered(desk: &Desk, words: &[&str]) -> Vec<(String, String)> {
    let out = desk.run(&[&["__complete", "fish"], words].concat()).ok();
    let pair = |line: &str| line.split_once('\t').map_or((line.into(), String::new()), |(a, b)| (a.into(), b.into()));
    out.lines().map(pair).collect()
}

fn words(desk: &Desk, typed: &[&str]) -> Vec<String> {
    offered(desk, typed).into_iter().map(|(word, _)| word).collect()
}

fn desk() -> Desk {
    let desk = Desk::branch();
    for title in ["Queue at the counter", "Card was kept"] {
        desk.run(&["intake", "--title", title, "--channel", "phone", "--category", "general"]).ok();
    }
    desk.run(&["intake", "--title", "About the head", "--channel", "phone", "--category", "general", "--restricted"])
        .ok();
    desk.run(&["intake", "--title", "A mistake", "--channel", "phone"]).ok();
    desk.run(&["void", "4", "--kind", "mistake", "--reason", "typed twice"]).ok();
    desk
}

#[test]
fn commands_flags_codes_units_people_and_terms_are_offered() {
    let mut desk = desk();
    let has = |desk: &Desk, typed: &[&str], wanted: &[&str]| {
        let found = words(desk, typed);
        for word in wanted {
            assert!(found.iter().any(|known| known == word), "{typed:?}: {word} is not in {found:?}");
        }
        assert!(!found.iter().any(|word| word.starts_with(':')), "{typed:?}");
    };
    has(&desk, &[""], &["intake", "list", "report"]);
    has(&desk, &["re"], &["reply", "report", "reopen"]);
    has(&desk, &["登"], &["登记"]);
    has(&desk, &["reply", "1", "--"], &["--findings", "--override", "--json"]);
    has(&desk, &["report", ""], &["overdue", "stats"]);
    has(&desk, &["intake", "--channel", ""], &["phone", "web"]);
    has(&desk, &["登记", "--channel=ph"], &["--channel=phone"]);
    has(&desk, &["close", "1", "--outcome", ""], &["resolved"]);
    has(&desk, &["assign", "1", "--unit", "tai"], &["taiyuan"]);
    has(&desk, &["assign", "1", "--person", ""], &["li.na", "zhang.wei"]);
    has(&desk, &["list", "st"], &["status:"]);
    has(&desk, &["list", "status:open", "not:status:as"], &["not:status:assigned"]);
    has(&desk, &["list", "channel:phone,we"], &["channel:phone,web"]);
    has(&desk, &["list", "--fields", "id,ti"], &["id,title"]);
    has(&desk, &["list", "--sort", "-rec"], &["-received"]);
    has(&desk, &["report", "stats", "--by", "channel,mo"], &["channel,month"]);
    has(&desk, &["help", "te"], &["terms"]);
    assert_eq!(words(&desk, &["import", ""]), [":files"]);
    assert_eq!(words(&desk, &["-C", ""]), [":folders"]);
    assert_eq!(words(&desk, &["nothing", ""]), [""; 0]);
    desk.lang = "zh".into();
    assert!(offered(&desk, &["intake", "--channel", "ph"]).contains(&("phone".into(), "电话".into())));
    assert!(words(&desk, &["intake", "--channel", "电"]).contains(&"电话".into()));
}

#[test]
fn cases_are_offered_with_titles_and_restricted_ones_without() {
    let mut desk = desk();
    let all = offered(&desk, &["show", ""]);
    assert_eq!(
        all.iter().map(|(word, _)| word.as_str()).collect::<Vec<_>>(),
        ["HQ-2026-0003", "HQ-2026-0002", "HQ-2026-0001"]
    );
    assert!(all[1].1.ends_with("Card was kept"), "{all:?}");
    assert_eq!(words(&desk, &["show", "2"]), ["2"]);
    assert_eq!(words(&desk, &["show", "HQ-2026-0001"]), ["HQ-2026-0001"]);
    desk.user = "zhang.wei".into();
    let restricted = &offered(&desk, &["show", "3"])[0];
    assert!(!restricted.1.contains("head"), "{restricted:?}");
}

#[test]
fn completion_writes_nothing_and_works_outside_a_project() {
    let desk = desk();
    let before = desk.bytes();
    for typed in [&["show", ""][..], &["list", "unit:"], &["assign", "1", "--unit", ""], &["log", "--kind", ""]] {
        assert!(!words(&desk, typed).is_empty(), "{typed:?}");
    }
    assert!(desk.bytes() == before);
    let nowhere = Desk::empty();
    assert_eq!(words(&nowhere, &["show", ""]), [""; 0]);
    assert!(words(&nowhere, &["ini"]).contains(&"init".into()));
}

/// Loads the completion script into a real shell and runs `script` in it. `None` if the shell is not installed.
fn through(shell: &str, desk: &Desk, script: &str) -> Option<String> {
    let is_there = Command::new(shell).arg("--version").output().is_ok_and(|out| out.status.success());
    if !is_there {
        skipped(shell, &format!("{shell} is not installed"));
        return None;
    }
    let bin = desk.path().join("bin");
    std::fs::create_dir_all(&bin).expect("a folder");
    std::os::unix::fs::symlink(BIN, bin.join("redress")).expect("a link");
    let file = desk.write("script", desk.run(&["completions", shell]).ok());
    let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap_or_default());
    let mut command = desk.command_of(shell);
    let out = command.env("PATH", path).env("FILE", file).args(["-c", script]).output().expect("the shell runs");
    assert!(out.stderr.is_empty(), "{shell}: {}", String::from_utf8_lossy(&out.stderr));
    Some(String::from_utf8(out.stdout).expect("UTF-8"))
}

#[cfg(unix)]
#[test]
fn bash_completes_commands_and_terms() {
    let ask = |words: &str, at: usize| {
        let script = format!(
            "source \"$FILE\"; compopt() {{ :; }}; COMP_WORDS=({words}); COMP_CWORD={at}; COMP_TYPE=9; _redress; printf '%s\\n' \"${{COMPREPLY[@]}}\""
        );
        through("bash", &desk(), &script)
    };
    let Some(kinds) = ask("redress report ''", 2) else { return };
    assert!(kinds.lines().any(|word| word == "overdue") && !kinds.contains("directory.toml"), "{kinds}");
    assert_eq!(ask("redress list status : assi", 4).as_deref(), Some("assigned\n"));
    assert_eq!(ask("redress show HQ-2026-0002", 2).as_deref(), Some("HQ-2026-0002\n"));
}

#[cfg(unix)]
#[test]
fn fish_completes_commands_cases_and_terms() {
    let ask = |line: &str| through("fish", &desk(), &format!("source $FILE; complete -C '{line}'"));
    let Some(kinds) = ask("redress report ") else { return };
    assert!(kinds.contains("overdue\t") && !kinds.contains("directory.toml"), "{kinds}");
    assert!(ask("redress show ").is_some_and(|cases| cases.contains("Card was kept")));
    assert!(ask("redress list unit:tai").is_some_and(|units| units.starts_with("unit:taiyuan")));
    assert!(ask("redress import ").is_some_and(|files| files.contains("directory.toml")));
}

#[cfg(unix)]
#[test]
fn zsh_completes_terms_and_files() {
    // zsh does not complete without a terminal, so print what it would be given.
    let script = "_describe() { print -rl -- ${(P)3} }; compdef() { :; }; _files() { print files }; source $FILE; \
                  words=(redress list status:assi); CURRENT=3; _redress; words=(redress import ''); CURRENT=3; _redress";
    let Some(offered) = through("zsh", &desk(), script) else { return };
    assert!(offered.contains("status\\:assigned"), "{offered}");
    assert!(offered.contains("files"), "{offered}");
}

#[test]
fn what_is_offered_for_a_report_is_taken() {
    let desk = Desk::branch();
    let offered = offered(&desk, &["report", ""]);
    assert!(offered.len() > 20, "{offered:?}");
    for (code, title) in offered.iter().filter(|(code, _)| code != "diff" && code != "filing") {
        for given in [code, title] {
            let ran = desk.run(&["report", given, "--period", "2026-08", "--lang", "en"]);
            assert!(!ran.err.contains("there is no report"), "{given}: {}", ran.err);
        }
    }
    // A map is a file of one's own.
    assert!(desk.run(&["__complete", "fish", "import", "x.csv", "--map", ""]).ok().starts_with(":files"));
}
