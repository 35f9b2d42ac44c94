//! Who acts, which account is recorded, and what keeps other accounts out: first as any account, then with real accounts of one group.
//!
//! Only root can create accounts; elsewhere those tests print that they were skipped.

use crate::desk::{BIN, Desk, Ran, skipped};
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, MutexGuard, PoisonError};

const PEOPLE: &str = "[[person]]\ncode = \"li.na\"\nname = \"Li Na\"\nroles = [\"clerk\"]\n\n[[person]]\ncode = \"bo\"\nroles = [\"clerk\"]\n";

fn mode(path: &Path) -> u32 {
    path.metadata().unwrap_or_else(|e| panic!("{}: {e}", path.display())).mode() & 0o7777
}

/// A desk that is not simulated: actor and clock are not given.
fn plain() -> Desk {
    let desk = Desk::empty();
    run(&desk, &["init", ".", "--profile", "bank", "--desk", "HQ"], &[]).ok();
    desk
}

/// Runs it with the real clock and account, and with these variables.
fn run(desk: &Desk, args: &[&str], env: &[(&str, &str)]) -> Ran {
    let mut command = desk.command();
    command.env_remove("REDRESS_USER").env_remove("REDRESS_NOW").envs(env.iter().copied());
    ran(command.args(args))
}

fn ran(command: &mut Command) -> Ran {
    let output = command.output().expect("the program runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Ran { code: output.status.code().unwrap_or(-1), out: text(&output.stdout), err: text(&output.stderr) }
}

fn login() -> String {
    let said = Command::new("id").arg("-un").output().expect("id runs");
    String::from_utf8_lossy(&said.stdout).trim().to_string()
}

fn last(desk: &Desk) -> serde_json::Value {
    serde_json::from_str(desk.lines().last().expect("a line")).expect("JSON")
}

const INTAKE: [&str; 5] = ["intake", "--title", "queue", "--category", "general"];

#[test]
fn every_event_records_the_system_account_not_the_environment() {
    let desk = plain();
    for env in
        [&[][..], &[("USER", "mallory"), ("LOGNAME", "mallory"), ("REDRESS_USER", "boss"), ("HOSTNAME", "elsewhere")]]
    {
        run(&desk, &INTAKE, env).ok();
        let event = last(&desk);
        assert_eq!(event["account"], login(), "{event}");
        assert_eq!(event["os"].is_string(), !env.is_empty(), "{event}");
        assert!(
            !event["os"].as_str().unwrap_or_default().contains("mallory") && !event.to_string().contains("elsewhere")
        );
    }
    let simulated = Desk::bank();
    simulated.run(&INTAKE).ok();
    assert!(simulated.lines().iter().all(|line| !line.contains("\"account\"")));
}

#[test]
fn an_import_records_the_account_in_its_first_and_last_event_only() {
    let desk = plain();
    desk.write("in.csv", "id,day,text\n1,2026-01-05,a\n2,2026-01-06,b\n3,2026-01-07,c\n");
    desk.write("map.toml", "name = 'm'\nkey = 'id'\n[case]\nreceived = { column = 'day', date = ['%Y-%m-%d'] }\ntitle = 'text'\nchannel = { const = 'phone' }\ncategory = { const = 'general' }\n");
    run(&desk, &["import", "in.csv", "--map", "map.toml"], &[]).ok();
    let with: Vec<bool> =
        desk.lines().iter().filter(|l| l.contains("\"import")).map(|l| l.contains("\"account\"")).collect();
    assert_eq!((with.first(), with.last()), (Some(&true), Some(&true)), "{with:?}");
    assert!(with[1..with.len() - 1].iter().all(|has| !has), "{with:?}");
}

#[test]
fn the_person_of_the_account_acts_unless_another_is_named() {
    let desk = plain();
    desk.write("directory.toml", PEOPLE.replace("\"bo\"\n", &format!("\"bo\"\naccount = \"{}\"\n", login())));
    let by = |env: &[(&str, &str)], flags: &[&str]| {
        run(&desk, &[&INTAKE[..], flags].concat(), env).ok();
        last(&desk)["by"].as_str().expect("a code").to_string()
    };
    run(&desk, &["config", "user", "li.na"], &[]).ok();
    assert_eq!(by(&[], &[]), "bo", "the directory goes before one's own setting");
    assert_eq!(by(&[("REDRESS_USER", "li.na")], &[]), "li.na");
    assert_eq!(by(&[("REDRESS_USER", "li.na")], &["--as", "bo"]), "bo");
    desk.write("directory.toml", PEOPLE);
    assert_eq!(by(&[], &[]), "li.na", "then one's own setting");
    // The setting is stored with the account, not in the project.
    assert!(desk.read("no-config.toml").contains("li.na"));
    assert!(!desk.path().join(".redress/config.toml").exists());
    // With two people for one account the actor is ambiguous.
    let twice = PEOPLE.replace("roles", &format!("account = \"{}\"\nroles", login()));
    desk.write("directory.toml", twice);
    let error = run(&desk, &INTAKE, &[]);
    assert!(error.code != 0 && error.err.contains("li.na") && error.err.contains("bo"), "{error:?}");
}

#[test]
fn a_user_set_in_the_project_folder_is_ignored_with_one_warning() {
    let desk = plain();
    desk.write(".redress/config.toml", "user = \"boss\"\n");
    let first = run(&desk, &INTAKE, &[]);
    assert!(
        first.err.contains("boss is not followed") || first.err.contains("redress config user boss"),
        "{}",
        first.err
    );
    assert_eq!(last(&desk)["by"], login());
    let second = run(&desk, &INTAKE, &[]);
    assert!(!second.err.contains("boss"), "{}", second.err);
    run(&desk, &["config", "user", "boss"], &[]).ok();
    run(&desk, &INTAKE, &[]).ok();
    assert_eq!((last(&desk)["by"].as_str(), last(&desk)["account"].as_str()), (Some("boss"), Some(login().as_str())));
}

#[test]
fn exceptions_list_acts_by_other_accounts_and_account_changes() {
    let desk = plain();
    let kinds = |desk: &Desk| -> Vec<String> {
        let out = run(desk, &["report", "exceptions"], &[]).ok();
        out.lines().map(|line| line.split('\t').next().unwrap_or_default().to_string()).collect()
    };
    run(&desk, &[&INTAKE[..], &["--as", "li.na"]].concat(), &[]).ok();
    let table = run(&desk, &["report", "exceptions", "--format", "table"], &[]).ok();
    assert_eq!(table.matches("directory.toml gives nobody an account").count(), 1, "{table}");
    let anna = PEOPLE.replace("code = \"li.na\"\n", "code = \"li.na\"\naccount = \"anna\"\n");
    desk.write("directory.toml", &anna);
    run(&desk, &[&INTAKE[..], &["--as", "li.na"]].concat(), &[]).ok();
    let found = kinds(&desk);
    // Both cases, and what was recorded with the second; the first state of the directory is not an exception.
    assert!(found.iter().filter(|k| *k == "other-account").count() >= 2, "{found:?}");
    assert!(!found.contains(&"directory".to_string()), "{found:?}");
    // A comment, another role, another account.
    for (change, exceptions) in [
        ("# x\n".to_string() + &anna, 0),
        (anna.replacen("clerk", "leader", 1), 1),
        (anna.replace("anna", &login()), 2),
    ] {
        desk.write("directory.toml", change);
        run(&desk, &INTAKE, &[("REDRESS_USER", "li.na")]).ok();
        assert_eq!(kinds(&desk).iter().filter(|k| *k == "directory").count(), exceptions);
    }
    // The account was moved; what it recorded before is unchanged.
    assert!(kinds(&desk).iter().filter(|k| *k == "other-account").count() >= 2);
}

#[test]
fn wrong_modes_on_the_private_side_are_repaired_and_links_refused() {
    let desk = Desk::bank();
    let named = ["intake", "--title", "queue", "--name", "Zhao Canary", "--phone", "13800138000"];
    let private = desk.path().join("private");
    for open in [0o777, 0o705] {
        std::fs::set_permissions(&private, std::fs::Permissions::from_mode(open)).expect("its owner may");
        desk.run(&named).ok();
        assert_eq!(mode(&private), 0o700);
    }
    let segment =
        std::fs::read_dir(private.join(desk.writer())).expect("there").next().expect("one").expect("read").path();
    std::fs::set_permissions(&segment, std::fs::Permissions::from_mode(0o644)).expect("its owner may");
    desk.run(&named).ok();
    assert_eq!(mode(&segment), 0o600);
    let elsewhere = tempfile::tempdir().expect("a folder");
    for (path, what) in
        [(segment, "a segment"), (desk.path().join(".redress/lock"), "the lock"), (private, "the folder")]
    {
        let moved = elsewhere.path().join(path.file_name().expect("a name"));
        std::fs::rename(&path, &moved).expect("moved");
        symlink(&moved, &path).expect("a link");
        let before = desk.read_log();
        let error = desk.run(&named).fails(74);
        assert!(error.contains("link") && error.contains("nothing was recorded"), "{what}: {error}");
        assert_eq!(desk.read_log(), before, "{what}");
        std::fs::remove_file(&path).expect("removed");
        std::fs::rename(&moved, &path).expect("moved back");
    }
    desk.run(&named).ok();
}

#[test]
fn output_files_with_private_data_are_readable_by_the_owner_only() {
    let desk = Desk::bank();
    desk.run(&["intake", "--title", "queue", "--name", "Zhao Canary", "--phone", "13800138000"]).ok();
    let taken: [(&str, &[&str]); 5] = [
        ("a.txt", &["show", "1", "--private", "--purpose", "call back"]),
        ("a.json", &["show", "1", "--private", "--purpose", "call back", "--json"]),
        ("a.html", &["show", "1", "--private", "--purpose", "call back"]),
        ("b.csv", &["search", "Zhao Canary", "--private", "--purpose", "call back"]),
        ("c.csv", &["list"]),
    ];
    for (name, args) in taken {
        let path = desk.write(name, "old");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).expect("its owner may");
        desk.run(&[args, &["-o", name]].concat()).ok();
        assert_ne!(desk.read(name), "old", "{name}");
        assert_eq!(mode(&path).trailing_zeros() >= 6, args[0] != "list", "{name}");
    }
    desk.write("in.csv", "id,day,text,who\n1,soon,a,Zhao Canary\n");
    desk.write("map.toml", "name = 'm'\nkey = 'id'\n[case]\nreceived = { column = 'day', date = ['%Y-%m-%d'] }\ntitle = 'text'\nchannel = { const = 'phone' }\n[private]\nname = 'who'\n");
    let rejects = desk.write("rejects.csv", "");
    desk.run(&["import", "in.csv", "--map", "map.toml", "--rejects", "rejects.csv"]);
    assert!(desk.read("rejects.csv").contains("Zhao Canary"));
    assert_eq!(mode(&rejects), 0o600);
}

/// A group with three members, two of them in the private group, and one account outside; removed on drop.
struct Office {
    folder: tempfile::TempDir,
    accounts: Vec<String>,
    groups: Vec<String>,
    _only: MutexGuard<'static, ()>,
}

/// One office at a time: creating accounts locks the account files.
static ONLY: Mutex<()> = Mutex::new(());

impl Office {
    /// `None` if accounts cannot be created.
    fn open() -> Option<Self> {
        let id = std::process::id() % 100_000;
        let name = |what: &str| format!("rd{what}{id}");
        let office = Self {
            folder: tempfile::tempdir().expect("a folder"),
            accounts: ["anna", "bert", "carl", "dora"].map(name).to_vec(),
            groups: ["desk", "priv"].map(name).to_vec(),
            _only: ONLY.lock().unwrap_or_else(PoisonError::into_inner),
        };
        let done = |program: &str, args: &[&str]| {
            Command::new(program).args(args).output().is_ok_and(|said| said.status.success())
        };
        let [desk, private] = [&office.groups[0], &office.groups[1]].map(String::as_str);
        let [anna, bert, carl, dora] = [0, 1, 2, 3].map(|n| office.accounts[n].as_str());
        let made = is_root()
            && done("groupadd", &[desk])
            && done("groupadd", &[private])
            && done("useradd", &["-M", "-N", "-g", desk, "-G", private, anna])
            && done("useradd", &["-M", "-N", "-g", desk, "-G", private, bert])
            && done("useradd", &["-M", "-N", "-g", desk, carl])
            && done("useradd", &["-M", dora]);
        if !made {
            skipped("accounts", "accounts cannot be made here (this needs root, useradd and runuser)");
            return None;
        }
        std::fs::set_permissions(office.folder.path(), std::fs::Permissions::from_mode(0o755)).expect("ours");
        std::fs::copy(BIN, office.folder.path().join("redress")).expect("copied");
        for name in ["desks", anna, bert, carl, dora] {
            let folder = office.folder.path().join(name);
            std::fs::create_dir(&folder).expect("made");
            assert!(done(
                "chown",
                &[&format!("{}:{desk}", if name == "desks" { anna } else { name }), folder.to_str().expect("UTF-8")]
            ));
        }
        std::fs::set_permissions(office.folder.path().join("desks"), std::fs::Permissions::from_mode(0o2775))
            .expect("ours");
        Some(office)
    }

    fn project(&self) -> PathBuf {
        self.folder.path().join("desks/d")
    }

    /// Runs a program as one of the accounts, with its own umask.
    fn program(&self, who: usize, program: &str, args: &[&str]) -> Ran {
        let account = &self.accounts[who];
        let home = self.folder.path().join(account);
        let umask = ["umask 022", "umask 077", "umask 002", "umask 022"][who];
        let script = format!("{umask}; exec \"$0\" \"$@\"");
        let mut command = Command::new("runuser");
        command.args(["-u", account, "--", "sh", "-c", &script, program]).args(args);
        command.current_dir(self.folder.path().join("desks")).env_clear().env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        ran(command.env("HOME", home).env("REDRESS_LANG", "en"))
    }

    fn run(&self, who: usize, args: &[&str]) -> Ran {
        let program = self.folder.path().join("redress");
        self.program(who, program.to_str().expect("UTF-8"), &[&["-C", "d"], args].concat())
    }

    /// Every folder and file below a part of the project.
    fn below(&self, part: &str) -> Vec<PathBuf> {
        let mut all = vec![self.project().join(part)];
        let mut at = 0;
        while at < all.len() {
            if all[at].is_dir() {
                all.extend(std::fs::read_dir(&all[at]).expect("root reads").map(|e| e.expect("read").path()));
            }
            at += 1;
        }
        all
    }
}

fn is_root() -> bool {
    login() == "root"
}

impl Drop for Office {
    fn drop(&mut self) {
        for account in &self.accounts {
            let _ = Command::new("userdel").arg(account).output();
            // Its own group, if it had one.
            let _ = Command::new("groupdel").arg(account).output();
        }
        for group in &self.groups {
            let _ = Command::new("groupdel").arg(group).output();
        }
    }
}

const ANNA: usize = 0;
const BERT: usize = 1;
const CARL: usize = 2;
const DORA: usize = 3;

#[test]
fn two_accounts_share_the_keyed_index() {
    let Some(office) = Office::open() else { return };
    let redress = office.folder.path().join("redress");
    let init = ["init", "d", "--profile", "bank", "--desk", "HQ", "--shared", "-q"];
    office.program(ANNA, redress.to_str().expect("UTF-8"), &init).ok();
    let intake = ["intake", "--title", "queue", "--category", "general", "--phone", "13800138000"];
    let found = |who| {
        let words =
            ["REDRESS_INDEX=0", redress.to_str().expect("UTF-8"), "-C", "d", "search", "13800138000", "--private"];
        office.program(who, "env", &[&words[..], &["--purpose", "a caller asks", "--fields", "id"]].concat()).ok()
    };
    for (who, cases) in [(ANNA, 1), (BERT, 2), (ANNA, 3)] {
        office.run(who, &intake).ok();
        assert_eq!(found(who).lines().count(), cases);
        for path in office.below("private/index") {
            let wanted = if path.is_dir() { 0o2770 } else { 0o660 };
            assert_eq!(mode(&path), wanted, "{}", path.display());
        }
        let index = office.project().join("private/index/entries");
        assert_eq!(
            index.metadata().expect("made").uid(),
            office.folder.path().join(&office.accounts[who]).metadata().expect("there").uid()
        );
    }
}

#[test]
fn accounts_of_a_group_share_a_project_within_their_rights() {
    let Some(office) = Office::open() else { return };
    let redress = office.folder.path().join("redress");
    let init = ["init", "d", "--profile", "bank", "--desk", "HQ", "--shared", "-q"];
    office.program(ANNA, redress.to_str().expect("UTF-8"), &init).ok();
    let intake = |who, name: &str, now: &str| {
        office.run(who, &["intake", "--title", "queue", "--category", "general", "--name", name, "--now", now]).ok()
    };
    // A day of work across the end of a month, each account with its own umask.
    intake(ANNA, "Wang Da Chui", "2026-11-30T10:00");
    intake(BERT, "Liu Fang Hua", "2026-11-30T11:00");
    let letter = office.folder.path().join("letter.txt");
    std::fs::write(&letter, "a letter").expect("written");
    std::fs::set_permissions(&letter, std::fs::Permissions::from_mode(0o644)).expect("ours");
    office.run(BERT, &["attach", "1", letter.to_str().expect("UTF-8"), "--now", "2026-11-30T11:05"]).ok();
    let shown =
        office.run(BERT, &["show", "1", "--private", "--purpose", "call back", "--now", "2026-11-30T12:00"]).ok();
    assert!(shown.contains("Wang Da Chui"), "{shown}");
    intake(BERT, "Zhao Ba Jin", "2026-12-02T10:00");
    intake(ANNA, "Qian Qi Shi", "2026-12-02T11:00");
    office.run(ANNA, &["list"]).ok();
    office.run(BERT, &["verify"]).ok();
    for part in ["log", "private", ".redress", "policies"] {
        for path in office.below(part) {
            let wanted = if path.is_dir() { 0o2770 } else { 0o660 };
            assert_eq!(mode(&path), wanted, "{}", path.display());
        }
    }
    assert_eq!([mode(&office.project()), mode(&office.project().join("redress.toml"))], [0o2750, 0o640]);
    // A colleague's file with a wrong mode is not changed: the write is refused and its owner named.
    let wrong = office.below("log").into_iter().find(|p| p.to_string_lossy().contains("2026-12")).expect("a segment");
    std::fs::set_permissions(&wrong, std::fs::Permissions::from_mode(0o640)).expect("root may");
    let owner = wrong.metadata().expect("there").uid();
    let (own, other) =
        if owner == office.project().metadata().expect("there").uid() { (ANNA, BERT) } else { (BERT, ANNA) };
    let note = ["note", "2", "looked at", "--now", "2026-12-02T12:00"];
    let refused = office.run(other, &note).fails(74);
    assert!(refused.contains(&office.accounts[own]), "{refused}");
    office.run(own, &note).ok();
    office.run(other, &note).ok();

    // The private side goes to a smaller group.
    let policy = office.project().join("redress.toml");
    let text = std::fs::read_to_string(&policy).expect("read");
    std::fs::write(&policy, format!("{text}\n[private]\ngroup = \"{}\"\n", office.groups[1])).expect("root may");
    office.run(BERT, &["desk", "share", "--admins", &office.groups[0]]).fails(74);
    // Only bert can give his files to another group.
    let refused = office.run(ANNA, &["desk", "share"]).fails(74);
    assert!(refused.contains(&format!("{} can put it right: redress desk share", office.accounts[BERT])), "{refused}");
    office.run(BERT, &["desk", "share"]).ok();
    office.run(ANNA, &["desk", "share"]).ok();
    let mut told = String::new();
    for args in [&["list"][..], &["show", "1"], &["log"], &["report", "todo"], &["report", "exceptions"], &["status"]] {
        told += &office.run(CARL, args).ok();
    }
    told += &office.run(CARL, &["note", "1", "called the branch", "--now", "2026-12-02T13:00"]).ok();
    told += &office
        .run(
            CARL,
            &["intake", "--title", "another", "--category", "general", "--anonymous", "--now", "2027-01-04T10:00"],
        )
        .ok();
    for args in [&["show", "1", "--private", "--purpose", "x"][..], &["intake", "--title", "t", "--name", "Sun Jiu"]] {
        let refused = office.run(CARL, args);
        assert_ne!(refused.code, 0, "{args:?}: {refused:?}");
        told += &(refused.out + &refused.err);
    }
    assert!(!["Wang Da Chui", "Liu Fang", "Zhao Ba", "Qian Qi"].iter().any(|name| told.contains(name)), "{told}");
    // Later writes of the others succeed on both sides.
    intake(BERT, "Wu Shi Yi", "2027-01-05T10:00");
    office.run(ANNA, &["erase", "HQ-2026-0001", "--reason", "asked for", "-y", "--now", "2027-01-05T11:00"]).ok();
    for path in office.below("private").into_iter().filter(|p| p.is_file()) {
        let bytes = std::fs::read(&path).expect("root reads");
        assert!(!String::from_utf8_lossy(&bytes).contains("Wang Da Chui"), "{}", path.display());
    }
    office.run(BERT, &["verify"]).ok();

    // An account without rights, and root.
    for args in [&["list"][..], &["note", "2", "x"], &["verify"]] {
        let refused = office.run(DORA, args).fails(74);
        assert!(refused.contains(&office.accounts[DORA]) || refused.contains("permission"), "{refused}");
    }
    let mut root = Command::new(&redress);
    let refused = ran(root.env_clear().env("REDRESS_LANG", "en").args([
        "-C",
        office.project().to_str().expect("UTF-8"),
        "note",
        "2",
        "x",
    ]));
    assert!(
        refused.code == 74 && refused.err.contains(&format!("runuser -u {}", office.accounts[ANNA])),
        "{refused:?}"
    );
}

#[test]
fn only_administrators_can_edit_the_directory_and_changes_are_reported() {
    let Some(office) = Office::open() else { return };
    let redress = office.folder.path().join("redress");
    office
        .program(
            ANNA,
            redress.to_str().expect("UTF-8"),
            &["init", "d", "--profile", "bank", "--desk", "HQ", "--shared", "-q"],
        )
        .ok();
    let people =
        |account: &str| PEOPLE.replace("code = \"li.na\"\n", &format!("code = \"li.na\"\naccount = \"{account}\"\n"));
    let file = office.project().join("directory.toml");
    std::fs::write(&file, people(&office.accounts[ANNA])).expect("root may");
    office.run(ANNA, &INTAKE).ok();
    assert!(office.run(ANNA, &["log"]).ok().contains("li.na"));
    for script in ["echo >> d/directory.toml", "mv d/directory.toml d/x", "echo x > d/y && mv d/y d/directory.toml"] {
        assert_ne!(office.program(BERT, "sh", &["-c", script]).code, 0, "{script}");
    }
    // Only members of the administrators' group may edit the directory.
    office.run(ANNA, &["desk", "share", "--admins", &office.groups[1]]).ok();
    assert_eq!(office.program(BERT, "sh", &["-c", "echo >> d/directory.toml"]).code, 0);
    assert_ne!(office.program(CARL, "sh", &["-c", "echo >> d/directory.toml"]).code, 0);
    assert_eq!(office.program(CARL, "cat", &["d/directory.toml"]).code, 0);
    std::fs::write(&file, people(&office.accounts[BERT])).expect("root may");
    office.run(BERT, &INTAKE).ok();
    let log = office.run(BERT, &["log", "--json"]).ok();
    let log: serde_json::Value = serde_json::from_str(&log).expect("JSON");
    let event = log["data"].as_array().expect("a list").last().expect("an event").clone();
    assert_eq!(
        (event["by"].as_str(), event["account"].as_str()),
        (Some("li.na"), Some(office.accounts[BERT].as_str()))
    );
    let exceptions = office.run(ANNA, &["report", "exceptions"]).ok();
    assert!(exceptions.lines().any(|line| line.starts_with("directory\t")), "{exceptions}");
}
