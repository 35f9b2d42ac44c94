//! `kill -9` at random moments of what goes on every day beside registration: cursors, partitions, imports and undoing them, hooks.
//!
//! Long form: `REDRESS_LONG=1`. The seed of the moments is printed. How long a command takes changes with what else the machine does, so
//! the moments follow what was met: later after a command that was killed before its end, earlier after one that was not.

use crate::desk::{Desk, Dice, files, rounds};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::process::Stdio;
use std::time::{Duration, Instant};

/// Moments at which commands are killed, and what became of them.
struct Moments {
    dice: Dice,
    long: usize,
    killed: usize,
    ended: usize,
}

impl Moments {
    /// Begins with moments up to twice as late as a command like those that will be killed took.
    fn new(what: &str, took: Duration) -> Self {
        let long = 2 * took.as_micros() as usize;
        Self { dice: Dice::new(what), long, killed: 0, ended: 0 }
    }

    /// Runs a command, and kills it after a while; its output until then, and whether it ended by itself.
    fn run(&mut self, desk: &Desk, args: &[&str]) -> (String, bool) {
        let mut command = desk.command();
        let child = command.args(args).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it runs");
        let (pid, begun) = (child.id(), Instant::now());
        let after = Duration::from_micros(self.dice.below(self.long) as u64);
        let reader = std::thread::spawn(move || child.wait_with_output().expect("it ends"));
        while begun.elapsed() < after && !reader.is_finished() {
            std::thread::sleep(Duration::from_micros(200));
        }
        if !reader.is_finished() {
            // Only this child is meant: it has not been waited for, so its number is still its own.
            let _ = std::process::Command::new("kill").args(["-9", &pid.to_string()]).stderr(Stdio::null()).status();
        }
        let out = reader.join().expect("read");
        let ended = out.status.code() == Some(0);
        match ended {
            true => (self.ended, self.long) = (self.ended + 1, (self.long / 2).max(2000)),
            false => (self.killed, self.long) = (self.killed + 1, self.long * 2),
        }
        (String::from_utf8_lossy(&out.stdout).into_owned(), ended)
    }

    /// Some of both were met.
    fn told(&self) {
        println!("{} killed, {} ended", self.killed, self.ended);
        assert!(
            self.killed > 0 && self.ended > 0,
            "badly chosen moments: {} killed, {} ended",
            self.killed,
            self.ended
        );
    }
}

fn desk(cases: usize) -> Desk {
    let desk = Desk::branch();
    let line = |i: usize| {
        format!(
            "{{\"do\":\"intake\",\"title\":\"case {i}\",\"channel\":\"phone\",\"category\":\"general\",\"name\":\"Wang Xiaoming\",\"statement\":\"he shouted\"}}\n"
        )
    };
    desk.feed(&["batch", "-"], &(0..cases).map(line).collect::<String>()).ok();
    desk
}

/// How long a command takes on this machine now.
fn took(args: &[&str]) -> Duration {
    let (desk, begun) = (Desk::bank(), Instant::now());
    desk.run(args).ok();
    begun.elapsed()
}

fn events(text: &str) -> Vec<String> {
    // The last line may be cut.
    let whole = text.rfind('\n').map_or("", |at| &text[..at]);
    whole.lines().filter_map(|line| line.split('\t').next()).filter(|name| name.contains(':')).map(Into::into).collect()
}

#[test]
fn a_cursor_in_a_file_misses_no_event_and_repeats_only_what_was_not_taken() {
    let desk = desk(60);
    let mut moments =
        Moments::new("a_cursor_in_a_file_misses_no_event_and_repeats_only_what_was_not_taken", took(&["list"]));
    let (mut got, mut taken): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for round in 0..rounds(40, 600) {
        if round % 3 == 0 {
            desk.run(&["note", "1", &format!("round {round}")]).ok();
        }
        let (said, ended) = moments.run(&desk, &["log", "--cursor", "c"]);
        let said = events(&said);
        if ended {
            // A whole answer moves the cursor: its events come no more.
            assert!(said.iter().all(|event| !taken.contains(event)), "{said:?}");
            taken.extend(said.iter().cloned());
        }
        got.extend(said);
    }
    got.extend(events(&desk.run(&["log", "--cursor", "c"]).ok()));
    assert_eq!(desk.run(&["log", "--cursor", "c"]).ok(), "", "and then nothing is new");
    let all = events(&desk.run(&["log"]).ok());
    let mut first: Vec<&String> = Vec::new();
    for event in &got {
        if !first.contains(&event) {
            first.push(event);
        }
    }
    assert_eq!(first, all.iter().collect::<Vec<_>>(), "each event is there, the first time in the log's order");
    moments.told();
}

/// The files of a folder of partitions that its manifest names, each as the manifest says it is; and how many rows they have.
fn partitions(desk: &Desk, folder: &str) -> BTreeMap<String, String> {
    let manifest: Value =
        serde_json::from_str(&desk.read(&format!("{folder}/manifest.json"))).expect("a whole manifest");
    let parts = manifest["partitions"].as_array().or(manifest["files"].as_array()).expect("the parts").clone();
    let mut all = BTreeMap::new();
    for part in parts {
        let name = part["path"].as_str().or(part["file"].as_str()).expect("a name").to_string();
        let text = desk.read(&format!("{folder}/{name}"));
        let digest: String = Sha256::digest(text.as_bytes()).iter().map(|b| format!("{b:02x}")).collect();
        assert_eq!(part["sha256"], digest.as_str(), "{name}");
        all.insert(name, text);
    }
    all
}

#[test]
fn partitions_are_whole_after_the_next_run_wherever_one_was_killed() {
    let mut desk = desk(40);
    let mut moments = Moments::new("partitions_are_whole_after_the_next_run_wherever_one_was_killed", took(&["list"]));
    let export = ["export", "--by", "desk,month", "-o", "parts", "--cursor", "c"];
    desk.run(&export).ok();
    for round in 0..rounds(30, 400) {
        desk.now = format!("2026-{:02}-15T10:00", 9 + (round / 8) % 3);
        desk.run(&["note", &format!("HQ-2026-{:04}", 1 + round % 40), "seen"]).ok();
        desk.run(&["intake", "--title", "one more", "--channel", "phone"]).ok();
        moments.run(&desk, &export);
        if round % 5 == 4 {
            desk.run(&export).ok();
            desk.run(&["export", "--by", "desk,month", "-o", "fresh"]).ok();
            let rows = |folder: &str| -> Vec<String> {
                let mut rows: Vec<String> = partitions(&desk, folder)
                    .values()
                    .flat_map(|text| text.lines().map(String::from).collect::<Vec<_>>())
                    .collect();
                rows.sort();
                rows
            };
            assert_eq!(rows("parts"), rows("fresh"), "round {round}");
            let left: Vec<_> = files(&desk.path().join("parts"))
                .into_iter()
                .filter(|path| path.file_name().is_some_and(|name| name.to_string_lossy().contains("tmp")))
                .collect();
            assert!(left.is_empty(), "{left:?}");
        }
    }
    moments.told();
}

#[test]
fn an_undoing_that_was_killed_is_finished_by_the_next() {
    let mut moments = Moments::new("an_undoing_that_was_killed_is_finished_by_the_next", took(&["list"]));
    for round in 0..rounds(12, 150) {
        // Without persons in the directory anybody may erase, on record.
        let desk = Desk::bank();
        desk.write("m.toml", "name = 'old'\nkey = 'id'\n[case]\ntitle = 'subject'\nreceived = 'created'\nchannel = { const = 'phone' }\n[private]\nname = 'who'\nphone = 'tel'\n");
        let row = |i: usize| format!("T-{i},2026-09-01,subject {i},Wang Xiaoming,13800138000\n");
        desk.write("a.csv", format!("id,created,subject,who,tel\n{}", (0..30).map(row).collect::<String>()));
        desk.run(&["import", "a.csv", "--map", "m.toml"]).ok();
        let run = desk.run(&["import", "list"]).ok().split('\t').next().expect("a run").to_string();
        let undo = ["import", "undo", &run, "--reason", "wrong map", "-y"];
        moments.run(&desk, &undo);
        let verified = desk.run(&["verify"]);
        assert!([0, 7].contains(&verified.code), "round {round}: {}{}", verified.out, verified.err);
        let states = desk.run(&["list", "--fields", "status"]).ok();
        let voided = states.lines().filter(|state| *state == "voided").count();
        assert!(voided == 0 || voided == 30, "one commit: {voided} of 30 are voided");
        // The next write finishes what was begun; undoing again does what is left, or says that it is done.
        let again = desk.run(&undo);
        assert!(again.code == 0 || voided == 30, "{}", again.err);
        desk.run(&["intake", "--title", "next", "--channel", "phone"]).ok();
        assert!(!desk.read_private().contains("13800138000"), "round {round}: the private side is erased");
        desk.run(&["verify"]).ok();
        let told = desk.run(&["import", "a.csv", "--map", "m.toml"]).ok();
        assert!(told.contains("30"), "its rows come again: {told}");
    }
    moments.told();
}

#[test]
fn a_first_import_that_was_killed_leaves_nothing_the_log_names_missing() {
    let mut moments =
        Moments::new("a_first_import_that_was_killed_leaves_nothing_the_log_names_missing", Duration::from_secs(1));
    // Large enough for several commits.
    let row = |i: usize| format!("T-{i},2026-09-01,subject {i},{}\n", "what was told ".repeat(70));
    let rows: String = (0..4000).map(row).collect();
    let mut between = 0;
    for round in 0..rounds(8, 120) {
        let desk = Desk::bank();
        desk.write("m.toml", "name = 'old'\nkey = 'id'\n[case]\ntitle = 'subject'\nreceived = 'created'\nchannel = { const = 'phone' }\n[noted]\nnote = 'text'\n");
        desk.write("a.csv", format!("id,created,subject,text\n{rows}"));
        let import = ["import", "a.csv", "--map", "m.toml"];
        moments.run(&desk, &import);
        // What the log names (policy, units) is there, whatever was committed.
        let verified = desk.run(&["verify"]);
        assert_eq!(verified.code, 0, "round {round}: {}{}", verified.out, verified.err);
        let cases = desk.run(&["list", "--fields", "id"]).ok().lines().count();
        between += usize::from(cases > 0 && cases < 4000);
        desk.run(&import).ok();
        assert_eq!(desk.run(&["list", "--fields", "id"]).ok().lines().count(), 4000, "round {round}");
    }
    println!("{between} were killed between two commits");
    moments.told();
}

#[cfg(unix)]
#[test]
fn a_hook_gets_all_that_killed_commands_recorded() {
    let desk = desk(1);
    desk.run(&["config", "hook.mirror", "cat >> got"]).ok();
    let before = events(&desk.run(&["log"]).ok()).len();
    let mut moments = Moments::new("a_hook_gets_all_that_killed_commands_recorded", took(&["list"]));
    for round in 0..rounds(40, 600) {
        moments.run(&desk, &["note", "1", &format!("round {round}")]);
    }
    // One that lives hands over what the others left.
    desk.run(&["note", "1", "last"]).ok();
    let all = events(&desk.run(&["log"]).ok())[before..].to_vec();
    let until = Instant::now() + Duration::from_secs(30);
    loop {
        let text = std::fs::read_to_string(desk.path().join("got")).unwrap_or_default();
        let mut first: Vec<String> = Vec::new();
        for line in text.lines() {
            let event =
                serde_json::from_str::<Value>(line).ok().and_then(|event| Some(event["event"].as_str()?.to_string()));
            if let Some(event) = event.filter(|event| !first.contains(event)) {
                first.push(event);
            }
        }
        assert_eq!(first, all.iter().take(first.len()).cloned().collect::<Vec<_>>(), "in the order of the log");
        if first.len() == all.len() {
            break;
        }
        assert!(Instant::now() < until, "{} of {} arrived", first.len(), all.len());
        std::thread::sleep(Duration::from_millis(20));
    }
    moments.told();
}
