//! A case that is restricted later: texts recorded before are not left in the log.

use crate::desk::{Desk, files};

const TITLE: &str = "Teller opens accounts in the names of customers";
const NOTE: &str = "the drawer under counter three";

/// The files outside the private side that contain the words.
fn leaks(desk: &Desk, words: &str) -> Vec<String> {
    let outside = |path: &std::path::Path| !path.starts_with(desk.path().join("private"));
    let holds = |path: &std::path::Path| String::from_utf8_lossy(&std::fs::read(path).expect("a file")).contains(words);
    let found = files(desk.path()).into_iter().filter(|path| outside(path) && holds(path));
    found.map(|path| path.display().to_string()).collect()
}

#[test]
fn restricting_moves_texts_to_the_private_side() {
    let desk = Desk::bank();
    desk.run(&["intake", "--title", TITLE, "--channel", "phone"]).ok();
    desk.run(&["note", "1", NOTE]).ok();
    desk.run(&["intake", "--title", "another case", "--channel", "phone"]).ok();
    assert!(!leaks(&desk, TITLE).is_empty());
    // The category itself is restricted (P7-A14-crime).
    desk.run(&["classify", "1", "--category", "crime"]).ok();
    assert_eq!((leaks(&desk, TITLE), leaks(&desk, NOTE)), (vec![], vec![]));
    for words in [&["list"][..], &["log"], &["log", "1"], &["show", "1"], &["search", "drawer"], &["list", "--json"]] {
        let out = desk.run(words).ok();
        assert!(!out.contains(TITLE) && !out.contains(NOTE), "{words:?}: {out}");
    }
    assert!(desk.run(&["show", "1"]).ok().contains("(restricted)"));
    assert!(desk.run(&["verify"]).ok().contains("unchanged"));
    let shown = desk.run(&["show", "1", "--private", "--purpose", "inspection asks"]).ok();
    assert!(shown.starts_with(&format!("HQ-2026-0001 · {TITLE}\n")) && shown.contains(NOTE), "{shown}");
    // Erasing removes them from the private side too.
    desk.run(&["erase", "1", "--reason", "unfounded", "--yes"]).ok();
    let all: Vec<_> = files(desk.path()).iter().map(|f| std::fs::read(f).expect("a file")).collect();
    assert!(!all.iter().any(|bytes| String::from_utf8_lossy(bytes).contains(NOTE)));
    assert!(desk.run(&["verify"]).ok().contains("unchanged"));
    assert!(desk.run(&["list"]).ok().contains("another case"));
}

#[test]
fn restricting_within_a_batch_moves_its_earlier_texts() {
    let desk = Desk::bank();
    let lines = format!(
        "{{\"do\":\"intake\",\"let\":\"a\",\"title\":\"{TITLE}\"}}\n{{\"do\":\"note\",\"case\":\"@a\",\"text\":\"{NOTE}\"}}\n\
         {{\"do\":\"classify\",\"case\":\"@a\",\"category\":\"crime\"}}\n"
    );
    desk.feed(&["batch", "-"], &lines).ok();
    assert_eq!((leaks(&desk, TITLE), leaks(&desk, NOTE)), (vec![], vec![]));
    desk.run(&["verify"]).ok();
    assert!(desk.run(&["show", "1", "--private", "--purpose", "inspection asks"]).ok().contains(TITLE));
}
