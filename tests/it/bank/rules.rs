//! Rules of the policy (who may act, what stays late, what is void, what is private), and that no two gates block each other.

use super::{bank, done, refused, typed};
use crate::desk::Desk;
use serde_json::{Value, json};

const CALL: &str = "intake --title 柜台态度 --channel 电话 --category 服务态度 --name 赵先生 --accept";
const ANSWER: &str = "reply 1 --responsibility customer --findings 已核实 --staff-action 无 --lessons 加强告知 --explanation 已说明 \
                      --satisfaction satisfied --outcome explained";

fn case(desk: &Desk, number: &str) -> Value {
    let text = done(desk, &format!("show {number} --json"));
    serde_json::from_str::<Value>(&text).expect("JSON")["data"][0].clone()
}

fn event(desk: &Desk, number: &str, kind: &str) -> String {
    let log = done(desk, &format!("log {number} --kind {kind}"));
    log.lines().last().and_then(|l| l.split('\t').next()).expect("an event").to_string()
}

#[test]
fn a_reply_needs_a_classified_case() {
    let desk = bank();
    done(&desk, "intake --title 待定 --channel 电话 --name 赵先生 --accept");
    done(&desk, "assign 1 --unit taiyuan --person liu.yang");
    let before = desk.read_log();
    let ran = typed(&desk, ANSWER);
    assert_eq!((ran.code, desk.read_log()), (5, before));
    assert!(ran.err.contains("hint: redress classify HQ-2026-0001 --category 'general|complex|"), "{}", ran.err);
    // An assisting unit may reply in part before that.
    done(&desk, "gao.jun: reply 1 --partial --from yingze --findings 监控已调阅");
    done(&desk, "classify 1 --category 服务态度");
    done(&desk, ANSWER);
}

#[test]
fn a_former_employee_cannot_be_assigned_or_act() {
    let desk = bank();
    done(&desk, CALL);
    for person in ["zhao.lei", "赵磊"] {
        let ran = typed(&desk, &format!("assign 1 --unit taiyuan --person {person}"));
        assert!(ran.code == 5 && ran.err.contains("2025-12-31"), "{}", ran.err);
        assert!(ran.err.contains("hint: redress assign HQ-2026-0001 --person PERSON …"), "{}", ran.err);
    }
    // A former employee cannot act, check a withdrawal, or be the handler of a reply.
    assert_eq!(typed(&desk, "zhao.lei: note 1 来电").code, 5);
    assert_eq!(typed(&desk, "withdraw 1 --voluntary --reason 误会 --checked-by zhao.lei").code, 5);
    done(&desk, "assign 1 --unit taiyuan --person liu.yang");
    assert_eq!(typed(&desk, &format!("{ANSWER} --handler zhao.lei")).code, 5);
    done(&desk, ANSWER);
}

#[test]
fn a_refusal_of_a_person_hints_at_the_right_flag() {
    let desk = bank();
    done(
        &desk,
        "intake --title 柜台态度 --channel 电话 --category 服务态度 --against taiyuan --respondent zhou.tao --accept",
    );
    // The hint depends on who is refused: the actor, or a person named in the command. Each hint works when typed.
    let hints = |line: &str, hint: &str, works: &str| {
        let err = refused(&desk, line, "P7-A");
        assert!(err.contains(hint), "{err}");
        done(&desk, &format!("{works} --dry-run"));
    };
    let withdraw = "withdraw 1 --voluntary --reason 误会";
    hints(
        &format!("liu.yang: {withdraw} --checked-by chen.hui"),
        "--done-by PERSON",
        &format!("liu.yang: {withdraw} --checked-by chen.hui --done-by li.na"),
    );
    hints(
        &format!("{withdraw} --checked-by liu.yang"),
        "--checked-by PERSON",
        &format!("{withdraw} --checked-by chen.hui"),
    );
    hints("assign 1 --person zhou.tao", "--person PERSON", "assign 1 --person liu.yang");
    hints("zhou.tao: assign 1 --person liu.yang", "--as PERSON", "assign 1 --person liu.yang --as li.na");
    done(&desk, "assign 1 --person liu.yang");
    hints(&format!("{ANSWER} --handler zhou.tao"), "--handler PERSON", ANSWER);
    // A person who became a respondent is not the default handler of the reply; an assisting unit's partial reply is not affected.
    done(&desk, "party add 1 --role respondent --person liu.yang");
    hints(ANSWER, "--handler PERSON", &format!("{ANSWER} --handler li.na"));
    done(&desk, "gao.jun: reply 1 --partial --from yingze --findings 监控已调阅");
    assert!(desk.lines().last().is_some_and(|l| l.contains(r#""handler":"gao.jun""#)));
}

#[test]
fn a_late_unexplained_case_stays_late_and_unexplained() {
    let mut desk = bank();
    done(&desk, CALL);
    done(&desk, "assign 1 --unit taiyuan --person liu.yang");
    let late = |desk: &Desk| {
        assert_eq!(done(desk, "list is:late --fields id"), "HQ-2026-0001\n");
        let found = done(desk, "report exceptions --period 2026-11");
        let found: Vec<&str> = found.lines().filter(|l| l.starts_with("late-")).collect();
        assert_eq!(
            found,
            ["late-unexplained\tHQ-2026-0001\t\t2026-11-19\tliu.yang\treply 2026-11-19 P7-A11-general\t"]
        );
    };
    // Due on the 19th, answered on the 24th, closed: not explained.
    desk.now = "2026-11-24T10:00".into();
    assert!(done(&desk, "report overdue").contains("\tliu.yang\tfalse\t"));
    late(&desk);
    done(&desk, ANSWER);
    done(&desk, "close 1");
    late(&desk);
    // A late explanation has no effect, and neither has another category with ten days from receipt.
    assert_eq!(typed(&desk, "delay 1 --reason 案情复杂 --told 电话").code, 5, "it has ended");
    done(&desk, "reopen 1 --reason 回访未解决");
    late(&desk);
    done(&desk, "delay 1 --reason 案情复杂 --told 电话");
    done(&desk, "classify 1 --category 违规操作");
    late(&desk);
    assert_eq!(case(&desk, "1")["rounds"].as_array().map(Vec::len), Some(2));
    // The second round has its own ten days: due on 8 December, not late.
    assert_eq!(done(&desk, "report overdue"), "");
    assert_eq!(case(&desk, "1")["due"], "2026-12-08");
}

#[test]
fn a_voided_case_keeps_its_number_and_is_not_late() {
    let mut desk = bank();
    done(&desk, "intake --title 测试 --channel 电话 --category 服务态度 --accept");
    let ran = typed(&desk, "void 1 --kind 演习 --reason 系统测试");
    assert_eq!(ran.code, 2, "a test or a mistake: {}", ran.err);
    done(&desk, "void 1 --kind test --reason 系统测试");
    assert_eq!(done(&desk, CALL), "HQ-2026-0002\n", "no number is given twice");
    assert_eq!(done(&desk, "list --fields id,status --sort id"), "HQ-2026-0001\tvoided\nHQ-2026-0002\taccepted\n");
    assert_eq!(typed(&desk, "assign 1 --unit taiyuan").code, 5);
    // A voided case has no limits and is not late, and the exceptions report lists it.
    desk.now = "2026-12-31T10:00".into();
    assert_eq!(done(&desk, "list is:late --fields id"), "HQ-2026-0002\n");
    let overdue = done(&desk, "report overdue");
    assert!(overdue.lines().count() == 1 && overdue.starts_with("HQ-2026-0002\t"), "{overdue}");
    let exceptions = done(&desk, "report exceptions");
    assert!(
        exceptions.lines().any(|l| l.starts_with("voided\tHQ-2026-0001\t") && l.ends_with("系统测试")),
        "{exceptions}"
    );
}

#[test]
fn a_revoked_reply_keeps_its_breach() {
    let mut desk = bank();
    done(&desk, CALL);
    done(&desk, "assign 1 --unit taiyuan --person liu.yang");
    desk.now = "2026-11-24T10:00".into();
    done(&desk, ANSWER);
    let missed = case(&desk, "1")["missed"].clone();
    assert_eq!(missed.as_array().map(Vec::len), Some(1));
    let event = event(&desk, "1", "replied");
    done(&desk, &format!("revoke {event} --reason 寄错客户"));
    // As if the reply did not exist: assigned, no outcome, the limit runs and is past, the breach is counted once.
    let now = case(&desk, "1");
    assert_eq!((now["status"].as_str(), now["outcome"].as_str(), &now["missed"]), (Some("assigned"), None, &missed));
    assert!(done(&desk, "report overdue").starts_with("HQ-2026-0001\treply\t2026-11-19\t3\t"));
    refused(&desk, "close 1 --outcome explained", "P7-A10-two-outputs");
    // Everything stays visible: the reply, its revocation, and the reason.
    let log = done(&desk, "log 1");
    assert!(log.contains(&format!("{event}\t")) && log.contains("寄错客户"), "{log}");
    assert!(done(&desk, "report exceptions").lines().any(|l| l.starts_with("revoked\tHQ-2026-0001\t")));
    done(&desk, ANSWER);
    assert_eq!(case(&desk, "1")["missed"], missed);
}

#[test]
fn a_crime_case_is_restricted_and_goes_to_inspection() {
    let desk = bank();
    done(
        &desk,
        "intake --title 举报挪用存款 --channel 电话 --category 金融犯罪 --name 赵先生 --statement 柜员挪用 --accept",
    );
    assert_eq!(case(&desk, "1")["restricted"], true);
    done(&desk, "note 1 已通知监察部门立案");
    done(&desk, "contact 1 --kind ack --via 电话 --note 约定面谈");
    refused(&desk, "assign 1 --unit taiyuan", "P7-A14-crime");
    done(&desk, "assign 1 --unit sx-inspection --person wu.di");
    done(
        &desk,
        "wu.di: reply 1 --responsibility undetermined --findings 移送公安机关 --staff-action 停职调查 --lessons 轮岗检查 \
         --satisfaction satisfied --outcome other",
    );
    done(&desk, "close 1");
    // No limit is set for this category, and none is assumed (art. 11).
    assert_eq!(done(&desk, "list --fields id,due,status"), "HQ-2026-0001\t\tclosed\n");
    let words = ["挪用", "立案", "约定面谈", "公安", "停职", "轮岗", "赵先生"];
    for line in [
        "list",
        "log",
        "show 1",
        "log 1",
        "explain 1",
        "search 挪用",
        "search 公安",
        "report major",
        "report exceptions",
        "improve list",
        "status",
    ] {
        let said = done(&desk, line);
        assert!(words.iter().all(|w| !said.contains(w)), "{line}: {said}");
    }
    assert!(words.iter().all(|w| !desk.read_log().contains(w)));
    // A category set later hides the title too.
    done(&desk, "intake --title 大额转账异常 --channel 电话 --category 违规操作 --accept");
    done(&desk, "classify 2 --category 金融犯罪");
    for line in ["list 大额转账异常", "search 大额转账异常", "list", "log", "log 2", "show 2"] {
        assert!(!done(&desk, line).contains("大额转账异常"), "{line}");
    }
    // With a purpose it is shown, and that is recorded.
    assert!(done(&desk, "show 1 --private --purpose 案件复核").contains("举报挪用存款"));
    assert!(done(&desk, "show 2 --private --purpose 案件复核").contains("大额转账异常"));
    assert_eq!(done(&desk, "log --kind revealed").lines().count(), 2);
}

#[test]
fn an_anonymous_complaint_is_answered_on_file() {
    let mut desk = bank();
    done(&desk, "intake --title 匿名反映排队 --channel 意见簿 --category 匿名投诉 --anonymous --accept");
    let ran = typed(&desk, "intake --title 匿名 --anonymous --phone 13800138000");
    assert_eq!(ran.code, 2, "{}", ran.err);
    done(&desk, "assign 1 --unit taiyuan --person liu.yang");
    let answer = "reply 1 --responsibility none --findings 已核实 --staff-action 无 --lessons 增开窗口 --explanation 无 \
                  --satisfaction not-applicable";
    refused(&desk, answer, "P7-A14-anon");
    done(&desk, "classify 1 --set good_faith=善意");
    refused(&desk, answer, "P7-A14-anon");
    done(&desk, "step 1 verify-anonymous");
    done(&desk, answer);
    done(&desk, "close 1 --outcome filed");
    // No limit, no call-back, no acknowledgement due.
    desk.now = "2026-12-31T10:00".into();
    assert_eq!(done(&desk, "list --fields status,outcome,due,anonymous"), "closed\tfiled\t\ttrue\n");
    assert_eq!((done(&desk, "list is:late"), done(&desk, "report callbacks")), (String::new(), String::new()));
}

/// One case of each category by each channel, to the end: for each combination some sequence of commands passes all gates.
#[test]
fn every_class_and_channel_can_pass_all_gates() {
    let mut desk = bank();
    desk.user = "chen.hui".into();
    desk.write("letter.txt", "来信");
    let mut lines = Vec::new();
    let channels = ["phone", "book", "web", "visit", "letter", "media", "superior", "government"];
    let classes = ["error", "attitude", "management", "product", "access", "violation", "crime", "anonymous"];
    for channel in channels {
        for class in classes {
            lines.extend(a_life(channel, class));
        }
    }
    let batch: String = lines.iter().map(|line| format!("{line}\n")).collect();
    desk.feed(&["batch", "-"], &batch).ok();
    assert_eq!(done(&desk, "list status:closed --fields id").lines().count(), 64);
    assert_eq!(done(&desk, "report exceptions"), "");
}

fn a_life(channel: &str, class: &str) -> Vec<Value> {
    let name = format!("{channel}-{class}");
    let at = format!("@{name}");
    let (unit, assist) = match (channel, class) {
        (_, "crime") => ("sx-inspection", None),
        ("media", _) => ("hq-office", None),
        (_, "product" | "access") => ("hq-product", Some("taiyuan")),
        _ => ("taiyuan", None),
    };
    let form = if matches!(channel, "visit" | "letter") { "supervision" } else { "transfer" };
    let mut lines = vec![
        json!({"do": "intake", "title": "投诉", "channel": channel, "category": class, "anonymous": class == "anonymous",
            "set": {"good_faith": "good"}, "let": name}),
    ];
    let step = |step: &str| json!({"do": "step", "case": at, "step": step});
    lines.extend(["report-office", "nature-finding", "verify-anonymous"].map(step));
    lines.push(json!({"do": "accept", "case": at, "told": channel}));
    if channel == "letter" {
        lines.push(json!({"do": "attach", "case": at, "file": ["letter.txt"]}));
    }
    // Letters go down level by level; calls go from the head office's union through the first-level branch.
    let hop = (matches!(channel, "letter" | "phone") && unit == "taiyuan").then_some("shanxi");
    for unit in hop.into_iter().chain([unit]) {
        let assist: Vec<&str> = assist.into_iter().collect();
        lines.push(json!({"do": "assign", "case": at, "unit": unit, "form": form, "assist": assist}));
    }
    lines.push(json!({"do": "reply", "case": at, "responsibility": "customer", "findings": "已核实", "staff-action": "无",
        "lessons": "加强告知", "explanation": "已说明", "satisfaction": "satisfied", "phone": "010-68850003", "outcome": "explained"}));
    lines.extend(["feedback-union", "written-report", "report-up"].map(step));
    lines.push(json!({"do": "close", "case": at}));
    lines
}
