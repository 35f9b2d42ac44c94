//! A desk in a temporary folder; runs the program on it with injected clock, user and language.

#![allow(clippy::cast_possible_truncation, reason = "numbers of a test are small")]

pub(crate) use crate::skipped::skipped;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The program's path.
pub const BIN: &str = env!("CARGO_BIN_EXE_redress");

/// The result of a run.
#[derive(Debug, Clone)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    /// Standard output; the run must have succeeded.
    #[track_caller]
    pub fn ok(self) -> String {
        assert_eq!(self.code, 0, "exit {}\nstdout: {}\nstderr: {}", self.code, self.out, self.err);
        self.out
    }

    /// Standard error; the run must have ended with `code`.
    #[track_caller]
    pub fn fails(self, code: i32) -> String {
        assert_eq!(self.code, code, "exit {}\nstdout: {}\nstderr: {}", self.code, self.out, self.err);
        self.err
    }
}

/// A project in a temporary folder.
pub struct Desk {
    pub folder: tempfile::TempDir,
    pub now: String,
    pub user: String,
    pub lang: String,
}

impl Desk {
    /// A folder without a project.
    pub fn empty() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        Self { folder, now: "2026-09-24T10:00".into(), user: "li.na".into(), lang: "en".into() }
    }

    /// A bank desk with the code HQ.
    pub fn bank() -> Self {
        let desk = Self::empty();
        desk.run(&["init", ".", "--profile", "bank", "--desk", "HQ", "--simulated"]).ok();
        desk
    }

    /// A bank with units, people, an own field of each kind, and gates for most refusals.
    pub fn branch() -> Self {
        let desk = Self::bank();
        desk.write("redress.toml", desk.read("redress.toml") + BRANCH_POLICY);
        desk.write("directory.toml", BRANCH_DIRECTORY);
        desk
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The program on this desk, not started yet.
    pub fn command(&self) -> Command {
        self.command_of(BIN)
    }

    /// Another program with the same environment.
    pub fn command_of(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command
            .current_dir(self.path())
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", self.path())
            .env("REDRESS_CONFIG", self.path().join("no-config.toml"))
            .env("REDRESS_NOW", &self.now)
            .env("REDRESS_USER", &self.user)
            .env("REDRESS_LANG", &self.lang)
            .stdin(Stdio::null());
        command
    }

    /// Runs it.
    pub fn run(&self, args: &[&str]) -> Ran {
        ran(self.command().args(args).output().expect("the program runs"))
    }

    /// Runs it with `input` on standard input.
    pub fn feed(&self, args: &[&str], input: &str) -> Ran {
        let mut child = self
            .command()
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        // It may end before it has read all input.
        let _ = child.stdin.take().expect("a pipe").write_all(input.as_bytes());
        ran(child.wait_with_output().expect("it ends"))
    }

    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(&path, text).expect("a file");
        path
    }

    /// Every file of the project with its bytes; a lock file is empty.
    pub fn bytes(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let read = |path: PathBuf| (path.clone(), std::fs::read(&path).expect("a file"));
        files(self.path()).into_iter().map(read).collect()
    }

    /// A copy of the folder with the same clock and user; it is not a desk of its own yet.
    pub fn copied(&self) -> Self {
        let copy = Self { folder: tempfile::tempdir().expect("a temporary folder"), ..Self::named(self) };
        copy_folder(self.path(), copy.path());
        copy
    }

    fn named(other: &Self) -> Self {
        Self { now: other.now.clone(), user: other.user.clone(), lang: other.lang.clone(), ..Self::empty() }
    }

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path().join(name)).expect("a file")
    }

    /// The segments of the log, in order.
    pub fn segments(&self) -> Vec<PathBuf> {
        files(&self.path().join("log"))
    }

    /// The folder in the log that this desk writes to.
    pub fn writer(&self) -> String {
        let binding: serde_json::Value = serde_json::from_str(&self.read(".redress/writer")).expect("JSON");
        binding["writer"].as_str().expect("a name").to_string()
    }

    /// Copies another desk's part of the log and its policies, like an exchange of files; this desk's own log stays.
    pub fn receive(&self, from: &Self) {
        let folder = Path::new("log").join(from.writer());
        copy_folder(&from.path().join(&folder), &self.path().join(&folder));
        copy_folder(&from.path().join("policies"), &self.path().join("policies"));
    }

    /// The whole log as text.
    pub fn read_log(&self) -> String {
        self.lines().join("\n")
    }

    /// The kinds of report, as the program names them to somebody who asks for one that there is not; without `diff` and `filing`, which
    /// want papers.
    pub fn report_kinds(&self) -> Vec<String> {
        let told = self.run(&["report", "none", "--lang", "en"]).err;
        let (_, kinds) = told.split_once("it takes ").expect("the kinds");
        let kinds = kinds.lines().next().unwrap_or_default().split(", ");
        kinds
            .map(|kind| kind.split(' ').next().unwrap_or_default().to_string())
            .filter(|kind| kind != "diff" && kind != "filing")
            .collect()
    }

    /// The private side as text.
    pub fn read_private(&self) -> String {
        let files = files(&self.path().join("private"));
        let segments = files.iter().filter(|path| path.extension().is_some_and(|ending| ending == "jsonl"));
        segments.map(|path| std::fs::read_to_string(path).expect("UTF-8")).collect()
    }

    /// All lines of the log.
    pub fn lines(&self) -> Vec<String> {
        let text = |p: &PathBuf| std::fs::read_to_string(p).expect("UTF-8");
        self.segments().iter().map(text).flat_map(|t| t.lines().map(String::from).collect::<Vec<_>>()).collect()
    }
}

pub fn ran(output: Output) -> Ran {
    Ran {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// Copies everything below a folder.
pub fn copy_folder(from: &Path, to: &Path) {
    for file in files(from) {
        let target = to.join(file.strip_prefix(from).expect("below it"));
        std::fs::create_dir_all(target.parent().expect("a folder")).expect("a folder");
        std::fs::copy(&file, &target).expect("copied");
    }
}

/// Pseudo-random numbers from a seed that is printed.
pub struct Dice(u64);

impl Dice {
    /// Seeded from `REDRESS_SEED`, or from the time.
    pub fn new(what: &str) -> Self {
        let now =
            || std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(1, |d| d.as_nanos() as u64);
        let seed = std::env::var("REDRESS_SEED").ok().and_then(|s| s.parse().ok()).unwrap_or_else(now);
        println!("{what}: REDRESS_SEED={seed}");
        Self(seed | 1)
    }

    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        // xorshift64* (Vigna 2016).
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % n.max(1)
    }

    pub fn pick<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    pub fn shuffle<T>(&mut self, all: &mut [T]) {
        for i in (1..all.len()).rev() {
            all.swap(i, self.below(i + 1));
        }
    }
}

/// The number of rounds: `long` with `REDRESS_LONG=1`, else `short`.
pub fn rounds(short: usize, long: usize) -> usize {
    if std::env::var_os("REDRESS_LONG").is_some() { long } else { short }
}

/// All files below a folder, sorted.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let Ok(entries) = std::fs::read_dir(folder) else { return found };
    for path in entries.map(|e| e.expect("an entry").path()) {
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// A file of the shared data folder, if it exists.
pub fn shared(name: &str) -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let folder = std::env::var_os("REDRESS_SHARED").map_or(beside, |f| PathBuf::from(f).join("data"));
    let path = folder.join(name);
    if path.exists() {
        return Some(path);
    }
    skipped("shared-data", &format!("no {name} in the shared data"));
    None
}

const BRANCH_POLICY: &str = r#"
[[field]]
code = "claimed"
zh = "索赔金额"
en = "Claimed"
kind = "money"
[[field]]
code = "remark"
zh = "备注"
en = "Remark"
kind = "text"
[[field]]
code = "product_kind"
zh = "产品"
en = "Product kind"
kind = "choice"
choices = [ { code = "card", zh = "卡", en = "Card" }, { code = "loan", zh = "贷款", en = "Loan" } ]
[[step]]
code = "relisten"
zh = "复听录音"
en = "Listen again"
[[approval]]
code = "extension"
zh = "延期审批"
en = "Extension"
roles = ["leader"]
[[extension]]
code = "X-10"
limit = "reply"
within = "10wd"
approval = "extension"
rule = "X-10"
cite = { zh = "第十条", en = "art. 10" }
[[pause-ground]]
code = "evidence"
zh = "等待补充材料"
en = "Waiting for evidence"
[[gate]]
code = "X-assign"
on = ["assign"]
when = { category = "violation" }
needs = { steps = ["relisten"], fields = ["product_kind"] }
cite = { zh = "第二条", en = "art. 2" }
[[gate]]
code = "X-close"
on = ["close"]
when = { category = "violation" }
needs = { links = ["related"] }
after = ["reported"]
cite = { zh = "第三条", en = "art. 3" }
[[gate]]
code = "X-approve"
on = ["approve"]
by = { level-at-least = "branch-1", not = ["unit-complained-about"] }
cite = { zh = "第四条", en = "art. 4" }
[[gate]]
code = "X-callback"
on = ["callback"]
by = { not = ["handler"] }
cite = { zh = "第五条", en = "art. 5" }
"#;

const BRANCH_DIRECTORY: &str = r#"
[[unit]]
code = "hq"
zh = "总行"
en = "Head office"
level = "head-office"
[[unit]]
code = "taiyuan"
zh = "太原分行"
en = "Taiyuan branch"
level = "branch-2"
parent = "hq"
[[unit]]
code = "yingze"
zh = "迎泽支行"
en = "Yingze sub-branch"
level = "sub-branch"
parent = "taiyuan"
until = 2026-01-01
[[unit]]
code = "datong"
zh = "大同分行"
en = "Datong branch"
level = "branch-2"
parent = "hq"
[[person]]
code = "li.na"
name = "李娜"
unit = "hq"
roles = ["clerk", "supervisor"]
[[person]]
code = "wang.fang"
name = "王芳"
unit = "hq"
roles = ["leader"]
[[person]]
code = "zhang.wei"
name = "张伟"
unit = "taiyuan"
roles = ["handler"]
[[person]]
code = "zhao.lei"
name = "赵磊"
unit = "taiyuan"
roles = ["handler"]
until = 2025-12-31
"#;
