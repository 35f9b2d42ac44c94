//! Tests of what must always hold of the log as a whole (`design.md` §6), on the in-memory and on the real file system.

mod crash;
mod erasing;
mod flips;
mod order;
mod real;
mod refusals;
mod since;

use super::faulty::Faulty;
use super::*;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::time::Duration;

const NOVEMBER: (i32, u32) = (2026, 11);
const DECEMBER: (i32, u32) = (2026, 12);
const SECRET: &str = "canary-13812345678";

fn root() -> PathBuf {
    PathBuf::from("/project")
}

fn on(disk: &Faulty) -> Log {
    Log::open_on(Arc::new(disk.clone()), &root(), None, "machine")
}

/// A new project on a new file system, with everything synced.
fn created() -> (Faulty, Log) {
    let disk = Faulty::new(&root());
    let store = on(&disk);
    store.create("8c1f", "HQ", "3fa9c2d1").expect("created");
    (disk, store)
}

fn begin(store: &Log) -> Transaction {
    store.begin(Duration::ZERO).expect("begun")
}

/// The parts of a draft, as owned strings.
#[derive(Clone, Debug, Default)]
struct Draft {
    members: String,
    text: String,
    private: String,
}

fn all(drafts: &[Draft]) -> Drafts {
    let mut all = Drafts::default();
    for draft in drafts {
        let parts = [&draft.members, &draft.text, &draft.private];
        all.add(|part, out| out.extend(parts[part].as_bytes()));
    }
    all
}

fn draft(key: &str, text: bool, private: bool) -> Draft {
    Draft {
        members: format!(r#""at":"t","by":"li.na","noted":{{"key":"{key}"}}"#),
        text: if text { format!(r#""title":"柜台 {key}""#) } else { String::new() },
        private: if private { format!(r#""name":"张三","phone":"{SECRET}-{key}""#) } else { String::new() },
    }
}

/// Salts that are all different, and the same on every run.
fn salts() -> impl FnMut() -> [u8; 16] {
    let mut next = 0u128;
    move || {
        next += 1;
        next.wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835).to_be_bytes()
    }
}

fn commit(store: &Log, drafts: &[Draft], month: (i32, u32)) -> Result<Vec<Ack>, LogError> {
    store.begin(Duration::ZERO)?.commit(&all(drafts), month, &mut salts(), r#"{"2026":1}"#)
}

/// The keys of all events, in the log's order.
fn keys(store: &Log, how: Scan<'_>) -> Result<Vec<String>, LogError> {
    let mut keys = Vec::new();
    store.scan(how, &mut |line| {
        let json: serde_json::Value = serde_json::from_slice(line.bytes).expect("a line is JSON");
        keys.push(json["noted"]["key"].as_str().expect("every test event has a key").to_string());
        ControlFlow::Continue(())
    })?;
    Ok(keys)
}

fn verify(store: &Log) -> VerifyReport {
    store.verify(&mut |_| ()).expect("readable")
}

/// Every file of the log and of the private side, with its bytes.
fn content(disk: &Faulty) -> BTreeMap<PathBuf, Vec<u8>> {
    let files = disk.files().into_iter();
    let files = files.filter(|path| path.starts_with("/project/log") || path.starts_with("/project/private"));
    files.filter_map(|path| disk.bytes(&path).map(|bytes| (path, bytes))).collect()
}
