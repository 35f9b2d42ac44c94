//! The commands of `docs/analysis.md` run where the program is there; where it is not, the test says that it skipped.

use crate::desk::{BIN, Desk, skipped};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The code blocks of the page whose first line is this.
fn blocks(first: &str) -> Vec<String> {
    let page = include_str!("../../docs/analysis.md");
    let code = page.split("```").skip(1).step_by(2).filter_map(|block| block.split_once('\n').map(|(_, code)| code));
    code.filter_map(|code| code.strip_prefix(&format!("{first}\n"))).map(String::from).collect()
}

/// A demo desk's partitions in `warehouse`, with the page's SQL beside it.
fn warehouse() -> Desk {
    let desk = Desk::empty();
    let ran = desk.run(&["demo", "d", "--cases", "120", "--seed", "5"]);
    ran.ok();
    let to = desk.path().join("warehouse");
    desk.run(&["-C", "d", "export", "--by", "desk,month", "-o", to.to_str().expect("UTF-8")]).ok();
    desk.write("docs/duckdb.sql", include_str!("../../docs/duckdb.sql"));
    desk
}

/// A Python that has these packages: of the path, or the one that `REDRESS_PYTHON` names.
fn python(packages: &str) -> Option<PathBuf> {
    let named = std::env::var_os("REDRESS_PYTHON").map(PathBuf::from);
    named.into_iter().chain([PathBuf::from("python3")]).find(|program| {
        Command::new(program).args(["-c", &format!("import {packages}")]).output().is_ok_and(|ran| ran.status.success())
    })
}

fn run(program: &Path, args: &[&str], folder: &Path) -> String {
    let ran = Command::new(program).args(args).current_dir(folder).output().expect("it runs");
    assert!(ran.status.success(), "{}{}", String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    String::from_utf8_lossy(&ran.stdout).into_owned()
}

#[test]
fn the_views_of_duckdb_count_what_redress_counts() {
    let Some(python) = python("duckdb") else { return skipped("duckdb", "no Python with duckdb") };
    let desk = warehouse();
    let sql: Vec<String> = blocks("-- duckdb")
        .concat()
        .lines()
        .map(|line| match line.strip_prefix(".read ") {
            Some(file) => format!("{}\n", desk.read(file)),
            None => format!("{line}\n"),
        })
        .collect();
    desk.write("page.sql", sql.concat());
    let counts = "for view in ('cases', 'rounds', 'limits', 'events', 'fields'): print(view, c.execute(f'SELECT count(*) FROM {view}').fetchone()[0])\n\
        print('late', c.execute('SELECT count(*) FROM cases WHERE has_missed').fetchone()[0])\n\
        print('amount', c.execute('SELECT sum(amount) FROM cases').fetchone()[0])";
    let told = run(
        &python,
        &["-c", &format!("import duckdb\nc = duckdb.connect()\nc.execute(open('page.sql').read())\n{counts}")],
        desk.path(),
    );
    let of = |name: &str| told.lines().find_map(|line| line.strip_prefix(&format!("{name} "))).expect(name).to_string();
    let list = |args: &[&str]| desk.run(&[&["-C", "d", "list"], args].concat()).ok();
    assert_eq!(of("cases"), list(&[]).lines().count().to_string());
    let json: serde_json::Value = serde_json::from_str(&list(&["--json"])).expect("JSON");
    let missed =
        json["data"].as_array().expect("records").iter().filter(|case| case["missed"] != serde_json::json!([]));
    assert_eq!(of("late"), missed.count().to_string(), "{told}");
    let rounds: usize = list(&["--fields", "round"]).lines().map(|line| line.parse::<usize>().expect("a count")).sum();
    assert_eq!(of("rounds"), rounds.to_string());
    for view in ["limits", "events", "fields"] {
        assert_ne!(of(view), "0", "{view}");
    }
    assert!(desk.path().join("cases.parquet").is_file());
}

#[test]
fn the_page_for_pandas_runs() {
    let Some(python) = python("pandas") else { return skipped("pandas", "no Python with pandas") };
    let desk = warehouse();
    let script = blocks("# pandas").concat() + "print(len(rows), len(limits))\n";
    let told = run(&python, &["-c", &script], desk.path());
    let cases = desk.run(&["-C", "d", "list"]).ok().lines().count();
    assert!(told.lines().last().is_some_and(|last| last.starts_with(&format!("{cases} "))), "{told}");
}

#[test]
fn the_page_for_clickhouse_runs() {
    let Ok(ran) = Command::new("clickhouse").arg("--version").output() else {
        return skipped("clickhouse", "no clickhouse");
    };
    assert!(ran.status.success());
    let desk = warehouse();
    let told =
        run(Path::new("clickhouse"), &["local", "--query", &blocks("-- clickhouse local").concat()], desk.path());
    assert!(!told.is_empty());
}

#[test]
fn the_next_export_of_the_page_takes_the_cursor_of_the_manifest() {
    let desk = warehouse();
    if Command::new("jq").arg("--version").output().is_err() {
        return skipped("jq", "no jq");
    }
    let page = include_str!("../../docs/analysis.md");
    let line = page.lines().find(|line| line.contains("jq -r .cursor")).expect("the command");
    let line =
        line.replace("redress export", &format!("{BIN} -C d export")).replace("-o warehouse", "-o \"$PWD/warehouse\"");
    let ran = desk.command_of("sh").args(["-c", &line]).output().expect("a shell");
    assert!(ran.status.success() && String::from_utf8_lossy(&ran.stderr).contains("0 partitions"), "{ran:?}");
}
