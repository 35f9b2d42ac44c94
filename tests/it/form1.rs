//! A log written by the last version of form 1, and its answers. Whatever is read differently today is a row of design §2.7 or a fixed
//! fault, and is named here file by file.
//!
//! `tests/data/form-1/answers` has that version's output, one heading a command. `changes` has the differences of today as diffs. If those
//! change too, `REDRESS_BLESS=1` rewrites them, and a new difference needs an entry in [`NAMED`].

use crate::desk::Desk;
use redress::domain::case::registered::RegisteredFact;
use serde_json::Value;
use similar::TextDiff;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Why an answer differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Why {
    /// §2.7: a reply to the desk or the source only leaves the complainant's reply owed.
    ReplyOwed,
    /// `domain.md` §4: a reply to the complainant is a contact.
    Contact,
    /// §2.7: a reply by a unit without a part is shown as contested.
    ForeignReply,
    /// §2.7: a second compensation after a rework takes the place of the first.
    Compensation,
    /// `cli.md` §1: a reply's compensation is an offer of a remedy, shown as one.
    Offer,
    /// §2.7: duplicates in a circle or of a void case: one stays live and is contested. A case linked and closed as a duplicate says so.
    Duplicates,
    /// §2.7: a limit until a step is ended by that step.
    UntilStep,
    /// §2.7, domain §2: a new round has no source due date of its own (its limit stays, because it was decided).
    SourceDue,
    /// §2.7: a breach made by an unrelated revocation is gone; it is marked as recorded late instead.
    Revoked,
    /// §2.7: acts whose dates are out of order are marked.
    OutOfOrder,
    /// §2.7: a value beyond its range makes the case not understood; it is listed and counted as that.
    BeyondRange,
    /// §2.7: limits of imported rounds that the source did not tell are neither late nor in time.
    NotTold,
    /// `domain.md` §2: once the form is back the delay is the desk's.
    GivenBack,
    /// C18: a dropped party is marked.
    Dropped,
    /// A6: attached files have labels instead of raw keys.
    Attached,
    /// What a reply settled was added to JSON; form 1 did not have it.
    Answers,
    /// E: changed wording.
    Words,
    /// A key has one name in each language, over a column as on a page; the tables of a document are as wide as the terminal.
    Labels,
}

/// The answers that differ, with the reasons.
const NAMED: &[(&str, &[Why])] = {
    use Why::*;
    &[
        ("case-01", &[Offer, Answers, Words, Labels]),
        ("case-02", &[Labels]),
        ("case-03", &[Words, Labels]),
        ("case-04", &[Labels]),
        ("case-05", &[Labels]),
        ("case-06", &[Labels]),
        ("case-07", &[Labels]),
        ("case-08", &[Compensation, Offer, Answers, Words, Labels]),
        ("case-09", &[ReplyOwed, Answers, Words, Labels]),
        ("case-10", &[Answers, Words, Labels]),
        ("case-11", &[SourceDue, Answers, Words, Labels]),
        ("case-12", &[ForeignReply, Answers, Words, Labels]),
        ("case-13", &[Duplicates, Labels]),
        ("case-14", &[Duplicates, Labels]),
        ("case-15", &[Labels]),
        ("case-16", &[Duplicates, Labels]),
        ("case-17", &[UntilStep, Labels]),
        ("case-18", &[Labels]),
        ("case-19", &[Revoked, Answers, Words, Labels]),
        ("case-20", &[OutOfOrder, Answers, Words, Labels]),
        ("case-21", &[BeyondRange, Labels]),
        ("case-22", &[Dropped, Labels]),
        ("case-23", &[Labels]),
        ("case-24", &[Labels]),
        ("case-25", &[Contact, Answers, Labels]),
        ("case-26", &[NotTold, Contact, Answers, Labels]),
        ("case-27", &[NotTold, Contact, Answers, Labels]),
        ("case-28", &[Labels]),
        (
            "list",
            &[
                ReplyOwed,
                ForeignReply,
                Compensation,
                Duplicates,
                UntilStep,
                SourceDue,
                Revoked,
                OutOfOrder,
                BeyondRange,
                NotTold,
                Contact,
            ],
        ),
        (
            "list-as-of",
            &[
                ReplyOwed,
                ForeignReply,
                Compensation,
                Duplicates,
                UntilStep,
                SourceDue,
                Revoked,
                OutOfOrder,
                BeyondRange,
                NotTold,
                Contact,
            ],
        ),
        ("log", &[Answers, Words, BeyondRange, Labels]),
        ("report-exceptions", &[Revoked, OutOfOrder, UntilStep, Duplicates, BeyondRange, NotTold, Answers, GivenBack]),
        ("report-overdue", &[ReplyOwed, UntilStep, Duplicates]),
        ("report-stats", &[Duplicates, BeyondRange]),
        ("report-todo", &[ReplyOwed, UntilStep, Duplicates, GivenBack]),
    ]
};

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/form-1").join(name)
}

/// The desk of the fixture in its own folder, with the file modes that a repository does not keep.
fn desk() -> Desk {
    let desk = Desk { now: "2026-12-31T12:00".into(), ..Desk::empty() };
    crate::desk::copy_folder(&data("desk"), desk.path());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let private = desk.path().join("private");
        let set =
            |path: &Path, mode| std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).expect("modes");
        crate::desk::files(&private).iter().for_each(|file| {
            set(file, 0o600);
            set(file.parent().expect("a folder"), 0o700);
        });
        set(&private, 0o700);
    }
    desk
}

/// Runs the commands in an answer's headings again.
fn asked_again(desk: &Desk, answer: &str) -> String {
    let mut out = String::new();
    for heading in answer.lines().filter_map(|line| line.strip_prefix("## redress ")) {
        let (words, _) = heading.rsplit_once(" -> ").expect("a heading ends with an exit code");
        let args: Vec<&str> = words.split(' ').collect();
        let ran = desk.run(&args);
        let told = if args.contains(&"--json") { pretty(&ran.out) } else { ran.out };
        out += &format!("## redress {words} -> {}\n{told}", ran.code);
        if !out.ends_with('\n') {
            out.push('\n');
        }
        out.push('\n');
    }
    out
}

/// JSON keys added since: within a schema number there are only additions (`cli.md` §2).
const ADDED: &[&str] = &[
    "account",
    "not_told",
    "published_since",
    "departs_from_published",
    "corrected",
    "provisional",
    "reread",
    "hours",
    "extension",
];

/// Changed wording (E): old and new words.
const WORDS: &[(&str, &str)] = &[
    ("送往", "回复对象"),
    ("Zhang Wei（zhang.wei）", "zhang.wei（Zhang Wei）"),
    ("Zhang Wei (zhang.wei)", "zhang.wei (Zhang Wei)"),
    ("Li Na（li.na）", "li.na（Li Na）"),
    ("Li Na (li.na)", "li.na (Li Na)"),
];

/// The key of a line of JSON.
fn key(line: &str) -> Option<&str> {
    line.trim_start().strip_prefix('"').and_then(|rest| rest.split_once("\": ")).map(|(key, _)| key)
}

/// An answer without keys added since (those listed, and facts that form 1 did not know), in today's wording.
fn plain(answer: &str, known: &BTreeSet<String>) -> String {
    let fresh = |key: &str| RegisteredFact::find(key).is_some() && !known.contains(key);
    let added = |line: &str| key(line).is_some_and(|key| ADDED.contains(&key) || fresh(key));
    let reworded = WORDS.iter().fold(answer.to_string(), |text, (old, new)| text.replace(old, new));
    reworded.lines().filter(|line| !added(line)).map(|line| format!("{}\n", line.trim_end_matches(','))).collect()
}

/// JSON with one key a line and sorted keys.
fn pretty(json: &str) -> String {
    fn sorted(value: Value) -> Value {
        match value {
            Value::Object(map) => {
                let all: BTreeMap<String, Value> = map.into_iter().map(|(key, value)| (key, sorted(value))).collect();
                Value::Object(all.into_iter().collect())
            }
            Value::Array(all) => Value::Array(all.into_iter().map(sorted).collect()),
            other => other,
        }
    }
    let value = sorted(serde_json::from_str(json).expect("JSON"));
    serde_json::to_string_pretty(&value).expect("JSON") + "\n"
}

#[test]
fn answers_of_a_form_1_log_differ_only_where_named() {
    let (desk, bless) = (desk(), std::env::var_os("REDRESS_BLESS").is_some());
    let mut changed = BTreeSet::new();
    let mut wrong = Vec::new();
    let answers = crate::desk::files(&data("answers"));
    let texts = answers.iter().map(|path| std::fs::read_to_string(path).expect("an answer"));
    let keys: BTreeSet<String> =
        texts.flat_map(|text| text.lines().filter_map(key).map(String::from).collect::<Vec<_>>()).collect();
    for path in answers {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let then = std::fs::read_to_string(&path).expect("an answer");
        let now = asked_again(&desk, &then);
        let (then, now) = (plain(&then, &keys), plain(&now, &keys));
        let diff = TextDiff::from_lines(&then, &now).unified_diff().context_radius(2).to_string();
        let file = data("changes").join(format!("{name}.diff"));
        let known = std::fs::read_to_string(&file).unwrap_or_default();
        if bless && diff.is_empty() {
            let _ = std::fs::remove_file(&file);
        } else if bless {
            std::fs::create_dir_all(data("changes")).expect("a folder");
            std::fs::write(&file, &diff).expect("a diff");
        } else if diff != known {
            wrong.push(format!("{name}:\n{}", TextDiff::from_lines(&known, &diff).unified_diff()));
        }
        if !diff.is_empty() {
            changed.insert(name);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let named: BTreeSet<String> = NAMED
        .iter()
        .map(|(name, why)| {
            assert!(!why.is_empty(), "{name}");
            (*name).to_string()
        })
        .collect();
    assert_eq!(changed, named, "each answer that differs has its reasons, and no other has any");
}

#[test]
fn reading_leaves_a_form_1_log_unchanged_and_writing_adds_form_2() {
    let desk = desk();
    let before = desk.bytes();
    desk.run(&["list"]).ok();
    let after = desk.bytes();
    for (path, bytes) in &before {
        assert_eq!(after.get(path), Some(bytes), "{}", path.display());
    }
    desk.run(&["desk", "adopt", "HQ", "-y"]).ok();
    desk.run(&["intake", "--title", "After the upgrade"]).ok();
    for (path, bytes) in before.iter().filter(|(path, _)| path.starts_with(desk.path().join("log"))) {
        assert_eq!(std::fs::read(path).expect("a segment"), *bytes, "{}", path.display());
    }
    let newest = desk.segments().into_iter().filter(|path| !before.contains_key(path)).collect::<Vec<_>>();
    let [newest] = &newest[..] else { panic!("one new segment: {newest:?}") };
    assert!(std::fs::read_to_string(newest).expect("a segment").starts_with("{\"redress\":2,"));
}
