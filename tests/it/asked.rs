//! Registration and other work at a terminal: what is asked, how it is answered, and what Ctrl-C leaves.
//!
//! The program runs on a terminal of its own (a pseudo-terminal), 80 columns wide. Keys are typed one line at a time, each when its
//! question stands there.

#![cfg(unix)]

use crate::desk::Desk;
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use std::fs::File;
use std::io::{Read, Write};
use std::process::{Child, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// A program at a terminal.
struct Session {
    child: Child,
    keys: File,
    seen: Arc<Mutex<Vec<u8>>>,
    /// How far the screen was read.
    at: usize,
}

impl Session {
    fn start(desk: &Desk, args: &[&str], term: &str) -> Self {
        let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("a terminal");
        grantpt(&master).expect("granted");
        unlockpt(&master).expect("unlocked");
        let name = ptsname(&master, Vec::new()).expect("a name");
        let slave = || {
            let path = std::path::Path::new(name.to_str().expect("UTF-8"));
            File::options().read(true).write(true).open(path).expect("the other end")
        };
        let mut command = desk.command();
        command.args(args).env("TERM", term).env("COLUMNS", "80");
        let child = command.stdin(slave()).stdout(slave()).stderr(slave()).spawn().expect("the program runs");
        drop(command);
        let keys = File::from(master);
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (mut screen, writes) = (keys.try_clone().expect("a copy"), seen.clone());
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            // The terminal ends with an error once nobody holds its other end.
            while let Ok(read @ 1..) = screen.read(&mut buffer) {
                writes.lock().expect("not poisoned").extend_from_slice(&buffer[..read]);
            }
        });
        Self { child, keys, seen, at: 0 }
    }

    fn screen(&self) -> String {
        String::from_utf8_lossy(&self.seen.lock().expect("not poisoned")[self.at..]).into_owned()
    }

    /// Waits until a text stands on the screen, then types.
    #[track_caller]
    fn when(&mut self, text: &str, keys: &str) {
        let until = Instant::now() + Duration::from_mins(1);
        while !self.screen().contains(text) {
            assert!(Instant::now() < until, "“{text}” does not come: {}", self.screen());
            std::thread::sleep(Duration::from_millis(5));
        }
        self.at += self.screen().find(text).expect("found") + text.len();
        self.keys.write_all(keys.as_bytes()).expect("typed");
    }

    /// Waits for the end.
    fn end(mut self) -> (i32, String) {
        let until = Instant::now() + Duration::from_mins(1);
        loop {
            if let Some(status) = self.child.try_wait().expect("a child") {
                std::thread::sleep(Duration::from_millis(50));
                self.at = 0;
                return (status.code().unwrap_or(-1), self.screen());
            }
            assert!(Instant::now() < until, "it does not end: {}", self.screen());
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

/// A branch that speaks Chinese.
fn desk() -> Desk {
    Desk { lang: "zh".into(), ..Desk::branch() }
}

#[test]
fn a_registration_is_asked_and_recorded_as_it_was_typed() {
    for term in ["xterm-256color", "dumb"] {
        let desk = desk();
        let mut at = Session::start(&desk, &["intake"], term);
        at.when("投诉渠道：", "电话\r");
        // Backspace takes a whole character, wherever the line is edited.
        at.when("标题", if term == "dumb" { "柜台服务态度\r" } else { "柜台服务态度度\u{7f}\r" });
        at.when("投诉类别：", "1\r");
        at.when("姓名", "王小明\r");
        at.when("电话", "13800138000\r");
        at.when("被投诉单位：", "大同\r");
        at.when("涉及金额", "\r");
        at.when("投诉内容", "他当众呵斥我\r");
        at.when("诉求", "\r");
        at.when("转办该单位：", "\r");
        at.when("回车登记", "\r");
        let (code, screen) = at.end();
        assert_eq!(code, 0, "{term}: {screen}");
        assert!(screen.contains("HQ-2026-0001"), "{screen}");
        let told = desk.run(&["list", "--fields", "id,title,channel,against"]).ok();
        assert_eq!(told, "HQ-2026-0001\t柜台服务态度\tphone\tdatong\n", "{term}");
        assert!(!desk.read_log().contains("王小明") && desk.read_private().contains("王小明"));
        assert_eq!(
            std::fs::read_dir(desk.path().join("private/drafts")).map_or(0, Iterator::count),
            0,
            "no draft is left"
        );
    }
}

#[test]
fn ctrl_c_records_nothing_and_what_was_typed_is_offered_again() {
    let desk = desk();
    let mut at = Session::start(&desk, &["intake"], "xterm");
    at.when("投诉渠道：", "phone\r");
    at.when("标题", "叫号机故障\r");
    at.when("投诉类别：", "\u{3}");
    let (code, screen) = at.end();
    assert!(code == 1 && screen.contains("未登记任何内容") && screen.contains("redress intake"), "{code} {screen}");
    assert_eq!(desk.run(&["list"]).ok(), "");
    let mut at = Session::start(&desk, &["登记"], "xterm");
    at.when("继续填写？", "\r");
    at.when("投诉类别：", "\r");
    for question in ["姓名", "电话", "被投诉单位：", "涉及金额", "投诉内容", "诉求", "转办该单位："]
    {
        at.when(question, "\r");
    }
    at.when("匿名", "");
    at.when("回车登记", "2\r");
    at.when("标题", "二号\r");
    at.when("回车登记", "\r");
    let (code, screen) = at.end();
    assert_eq!(code, 0, "{screen}");
    assert_eq!(desk.run(&["list", "--fields", "title,channel"]).ok(), "叫号机故障二号\tphone\n");
    assert!(
        desk.run(&["show", "1", "--json"]).ok().contains("\"anonymous\": true")
            || desk.read_log().contains("\"anonymous\":true")
    );
}

#[test]
fn a_pipe_is_never_asked_and_nobody_who_does_not_want_it() {
    let desk = desk();
    for args in [&["intake"][..], &["withdraw", "1"], &["callback", "1"]] {
        assert_ne!(desk.feed(args, "电话\n标题\n").code, 0);
    }
    assert_eq!(desk.run(&["list"]).ok(), "");
    for flag in ["--no-input", "--yes", "--json"] {
        let (code, screen) = Session::start(&desk, &["intake", flag], "xterm").end();
        assert!(code == 2 && screen.contains("--title"), "{flag}: {code} {screen}");
    }
    // What was given is enough: nothing is asked.
    let (code, screen) = Session::start(&desk, &["intake", "--title", "排队"], "xterm").end();
    assert!(code == 0 && !screen.contains("渠道："), "{screen}");
}

#[test]
fn other_work_is_asked_only_what_the_gate_still_wants() {
    let desk = desk();
    desk.run(&[
        "intake",
        "--title",
        "排队",
        "--channel",
        "phone",
        "--category",
        "attitude",
        "--name",
        "王小明",
        "--phone",
        "13800138000",
        "--accept",
        "--unit",
        "taiyuan",
        "--person",
        "zhang.wei",
    ])
    .ok();
    let mut at = Session::start(&desk, &["withdraw", "1"], "xterm");
    at.when("核实结果：", "1\r");
    at.when("撤诉原因", "款项已到账\r");
    at.when("回车撤诉", "\r");
    let (code, screen) = at.end();
    assert_eq!(code, 0, "{screen}");
    assert_eq!(desk.run(&["log", "1", "--kind", "withdrawal_requested"]).ok().lines().count(), 1);
    // What the rule wants beside the reply is done.
    desk.run(&["step", "1", "apology"]).ok();
    // Findings are given; the rest is asked, by the rule that wants it.
    let mut at = Session::start(&desk, &["reply", "1", "--findings", "窗口少开一个"], "xterm");
    at.when("责任认定：", "1\r");
    let mut said = String::new();
    let until = Instant::now() + Duration::from_mins(1);
    loop {
        let screen = at.screen();
        if screen.contains("回车回复") {
            at.when("回车回复", "n\r");
            break;
        }
        let (question, answer) = match screen {
            // Not wanted by the gate yet, and wanted by the closing.
            _ if screen.contains("处理结果：") && !said.contains('f') => ("处理结果：", "f"),
            _ if screen.contains("处理意见") && !said.contains('a') => ("处理意见", "a"),
            _ if screen.contains("教训") && !said.contains('b') => ("教训", "b"),
            _ if screen.contains("满意程度") && !said.contains('c') => ("满意程度", "c"),
            _ if screen.contains("联系电话") && !said.contains('e') => ("联系电话", "e"),
            _ if screen.contains("解释说明") && !said.contains('d') => ("解释说明", "d"),
            _ => {
                assert!(Instant::now() < until, "{screen}");
                std::thread::sleep(Duration::from_millis(5));
                continue;
            }
        };
        said.push_str(answer);
        let typed = match answer {
            "c" => "满意\r",
            "f" => "1\r",
            _ => "已说明\r",
        };
        at.when(question, typed);
    }
    assert!(said.len() > 1 && said.contains('f'), "the elements of a reply are asked, and its outcome: {said}");
    let (code, screen) = at.end();
    assert!(code == 1 && screen.contains("未登记任何内容"), "{screen}");
    assert_eq!(desk.run(&["list", "--fields", "status"]).ok(), "assigned\n");
}

#[test]
fn open_incidents_and_pending_cases_are_shown_while_somebody_types_and_restricted_ones_are_not() {
    let desk = desk();
    desk.run(&[
        "incident",
        "open",
        "--title",
        "城东停电",
        "--kind",
        "outage",
        "--word",
        "停电",
        "--notice",
        "18时恢复",
    ])
    .ok();
    desk.run(&["intake", "--title", "家中停电两小时", "--channel", "phone"]).ok();
    desk.run(&["intake", "--title", "停电两小时举报", "--channel", "phone", "--restricted"]).ok();
    let mut at = Session::start(&desk, &["intake"], "xterm");
    at.when("投诉渠道：", "\r");
    at.when("标题", "停电两小时\r");
    at.when("可能涉及突发事件", "");
    at.when("类似的未结件：HQ-2026-0001", "");
    at.when("投诉类别：", "\u{3}");
    let (_, screen) = at.end();
    assert!(!screen.contains("举报") && !screen.contains("HQ-2026-0002"), "{screen}");
    assert_eq!(screen.matches("可能涉及突发事件").count(), 1, "{screen}");
}

/// A number means the same unit every time; the one that was named last is told beside the list.
#[test]
fn the_unit_that_was_named_last_is_offered() {
    let desk = desk();
    let (code, _) =
        Session::start(&desk, &["intake", "--title", "甲", "--category", "attitude", "--against", "datong"], "xterm")
            .end();
    assert_eq!(code, 0);
    let mut at = Session::start(&desk, &["intake"], "xterm");
    for (question, keys) in [
        ("投诉渠道：", "\r"),
        ("标题", "乙\r"),
        ("投诉类别：", "\r"),
        ("姓名", "\r"),
        ("电话", "\r"),
        ("最近使用：", ""),
        ("被投诉单位：", "datong\r"),
        ("涉及金额", "\r"),
        ("投诉内容", "\r"),
        ("诉求", "\r"),
        ("转办该单位：", "\r"),
        ("回车登记", "\r"),
    ] {
        at.when(question, keys);
    }
    assert_eq!(at.end().0, 0);
    assert_eq!(desk.run(&["list", "--fields", "against", "--sort", "id"]).ok(), "datong\ndatong\n");
    let first = desk.run(&["__complete", "fish", "intake", "--against", ""]).ok();
    assert!(first.starts_with("datong\t"), "{first}");
}

/// Not a test of what is asked: standard input alone at a terminal is no conversation.
#[test]
fn with_its_output_in_a_pipe_it_does_not_ask() {
    let desk = desk();
    let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("a terminal");
    grantpt(&master).expect("granted");
    unlockpt(&master).expect("unlocked");
    let name = ptsname(&master, Vec::new()).expect("a name");
    let path = std::path::Path::new(name.to_str().expect("UTF-8")).to_path_buf();
    let slave = File::options().read(true).write(true).open(path).expect("the other end");
    let mut command = desk.command();
    let child = command.arg("intake").stdin(slave).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let out = child.expect("the program runs").wait_with_output().expect("it ends");
    assert_eq!(out.status.code(), Some(2));
}
