//! Golden file with every problem in both languages; and tests of several problems together.

use super::*;
use crate::domain::Code;
use crate::domain::guard::PersonalKind;
use crate::domain::value::moment::Moment;
use crate::domain::value::state::State;
use crate::domain::value::title::Title;
use crate::text::sample;
use chrono::NaiveDate;
use std::fmt::Write;

/// As on a day, without the words that were typed.
fn on(day: NaiveDate) -> RefusedCommand<'static> {
    RefusedCommand { day: Some(day), typed: None }
}

fn day(text: &str) -> NaiveDate {
    crate::domain::value::moment::parse_date(text).expect("a date")
}

fn at(text: &str) -> Moment {
    text.parse().expect("a moment")
}

fn title(zh: &str, en: &str) -> Title {
    Title { zh: zh.into(), en: en.into() }
}

fn codes(all: &[&str]) -> Vec<Code> {
    all.iter().map(|c| Code::from(*c)).collect()
}

fn unknown(kind: &str, value: &str, nearest: Option<&str>, known: &[&str]) -> Problem {
    Problem::UnknownCode {
        kind: kind.into(),
        value: value.into(),
        nearest: nearest.map(Into::into),
        known: codes(known),
    }
}

/// Each variant at least once, with the verb that has it.
#[rustfmt::skip]
fn all() -> Vec<(&'static str, Problem)> {
    use Problem as P;
    let event = "HQ:17".parse().expect("an event");
    let respondent = || Code::from("zhang.wei");
    let mut all = vec![
        ("reply", P::WrongState { state: State::Closed, allowed: vec![State::Accepted, State::Assigned, State::Replied] }),
        ("assign", P::WrongState { state: State::Received, allowed: vec![State::Accepted, State::Assigned, State::Replied] }),
        ("close", P::WrongState { state: State::Assigned, allowed: vec![State::Replied] }),
        ("intake", unknown("channel", "phon", Some("phone"), &["phone", "web"])),
        ("contact", unknown("channel", "电花", Some("电话"), &["phone", "web"])),
        ("assign", unknown("unit", "taiyaun", Some("taiyuan"), &["hq", "taiyuan", "yingze"])),
        ("intake", unknown("unit", "taiyaun", Some("taiyuan"), &["hq", "taiyuan", "yingze"])),
        ("intake", unknown("category", "\u{1b}[31m x", None, &["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m"])),
        ("classify", unknown("field", "produkt", Some("product"), &["product", "claimed", "media"])),
        ("classify", unknown("media", "leed", Some("lead"), &["lead"])),
        ("callback", unknown("satisfied", "maybe", None, &["yes", "basically", "no"])),
        ("step", unknown("step", "listen", None, &[])),
        ("duty", unknown("duty", "意见簿检查", None, &["box", "web"])),
        ("duty", unknown("duty", "bix", Some("box"), &["box", "web"])),
        ("reply", unknown("satisfaction", "maybe", None, &["satisfied", "basically", "no"])),
        ("escalate", P::Missing { field: "to".into() }),
        ("contact", P::Missing { field: "kind".into() }),
        ("attach", P::Missing { field: "file".into() }),
        ("classify", P::MustBe { fact: "category".into(), wanted: codes(&["attitude", "complex"]), units: Vec::new() }),
        ("classify", P::BadValue { field: "claimed".into(), value: "a lot".into(), wanted: "money".into() }),
        ("correct", P::BadValue { field: "received".into(), value: "last week".into(), wanted: "date".into() }),
        ("intake", P::Missing { field: "title".into() }),
        ("withdraw", P::Missing { field: "reason".into() }),
        ("note", P::Missing { field: "note".into() }),
        ("reply", P::Missing { field: "category".into() }),
        ("classify", P::Missing { field: "product".into() }),
        ("assign", P::MustBe { fact: "unit_function".into(), wanted: codes(&["legal"]), units: codes(&["taiyuan"]) }),
        ("close", P::MustBe { fact: "unit_level".into(), wanted: codes(&["branch", "hq"]), units: codes(&["hq"]) }),
        ("assign", P::MustBe { fact: "form".into(), wanted: codes(&["supervision"]), units: Vec::new() }),
        ("assign", P::MustBe { fact: "restricted".into(), wanted: codes(&["true"]), units: Vec::new() }),
        ("assign", P::NobodyHas { fact: "unit_function".into(), wanted: codes(&["inspection"]) }),
        ("assign", P::LevelSkipped { unit: "yingze".into(), next: "taiyuan".into() }),
        ("form", P::FormLacks { form: "reply".into(), title: title("投诉答复函", "Letter of reply"), need: "replied".into() }),
        ("form", P::FormLacks { form: "reply".into(), title: title("投诉答复函", "Letter of reply"), need: "lessons".into() }),
        ("form", P::FormLacks { form: "decline".into(), title: title("不予受理告知书", "Notice of decline"), need: "further".into() }),
        ("form", P::FormLacks { form: "decline".into(), title: title("不予受理告知书", "Notice of decline"), need: "until".into() }),
        ("assign", P::MissingStep { step: "relisten".into(), title: title("复听录音", "Listen again") }),
        ("extend", P::MissingApproval { approval: "extension".into(), title: title("延期审批", "Extension") }),
        ("close", P::MissingLink { kind: "duplicate".into() }),
        ("reply", P::MissingElement { element: "staff_action".into(), title: title("对相关责任人处理意见", "What is done about those responsible") }),
        ("close", P::NotYet { milestone: "reported".into(), title: Title::default() }),
        ("assign", P::NotYet { milestone: "relisten".into(), title: title("复听录音", "Listen again") }),
        ("reply", P::NotClassified),
        ("close", P::NoOutcome),
        ("intake", P::PersonalData { field: "title".into(), word: "13800138000".into(), kind: PersonalKind::MobilePhone, private: "--statement".into() }),
        ("intake", P::InFuture { field: "received".into(), when: at("2026-11-24"), now: at("2026-11-23T09:31:07.214+08:00") }),
        ("reply", P::BeforeReceipt { when: at("2026-09-24"), received: at("2026-09-25") }),
        ("close", P::BeforeAct { when: at("2026-09-24"), act: "replied".into(), needed: at("2026-09-25") }),
        ("reopen", P::BeforeAct { when: at("2026-09-24"), act: "ended".into(), needed: at("2026-09-25") }),
        ("correct", P::BeforeAct { when: at("2026-09-24"), act: "ended".into(), needed: at("2026-09-25") }),
        ("correct", P::ReceiptAfterAct { received: at("2026-09-25"), act: "assigned".into(), event, when: at("2026-09-24") }),
        ("party", P::NamedBefore { events: vec![event] }),
        ("revoke", P::CameWith { kind: "improvement".into(), name: "HQ:18".into(), stays: false }),
        ("revoke", P::CameWith { kind: "improvement".into(), name: "HQ:18".into(), stays: true }),
        ("revoke", P::CameWith { kind: "case".into(), name: "HQ-2026-0043".into(), stays: true }),
        ("reply", P::TooFarBack { when: at("2026-09-28"), earliest: day("2026-10-09") }),
        ("reply", P::IsRespondent { person: respondent() }),
        ("show", P::NoPart { person: respondent(), of: None }),
        ("erase", P::NoSecond { person: respondent(), approval: "erase".into(), title: title("删除个人信息审批", "Erasing") }),
        ("erase", P::NotErasable { why: "pending".into(), other: None }),
        ("erase", P::NotErasable { why: "paused".into(), other: None }),
        ("erase", P::NotErasable { why: "legal".into(), other: None }),
        ("erase", P::NotErasable { why: "accountability".into(), other: case() }),
        ("erase", P::Kept { row: "loans".into(), title: title("贷款类保存十年", "Loans: ten years"), until: Some(day("2036-11-23")) }),
        ("erase", P::Kept { row: "loans".into(), title: Title::default(), until: None }),
        ("intake", P::StaysInLog { persons: vec![respondent()], units: Vec::new() }),
        ("classify", P::StaysInLog { persons: vec![respondent()], units: codes(&["taiyuan"]) }),
        ("step", P::IsHandler { person: respondent() }),
        ("callback", P::CallByHandler { person: respondent() }),
        ("approve", P::HoldsCase { person: respondent() }),
        ("decline", P::OfUnitComplainedAbout { person: respondent(), unit: "taiyuan".into() }),
        ("approve", P::WrongRole { person: respondent(), roles: codes(&["leader"]) }),
        ("approve", P::WrongRole { person: respondent(), roles: codes(&["union"]) }),
        ("approve", P::LevelTooLow { person: respondent(), level: "outlet".into(), at_least: "branch".into() }),
        ("approve", P::LevelTooLow { person: respondent(), level: Code::default(), at_least: "branch".into() }),
        ("assign", P::UnknownPerson { person: "zhang.wie".into(), nearest: Some("zhang.wei".into()) }),
        ("assign", P::OfOtherUnit { person: respondent(), unit: "taiyuan".into(), given: "hq".into() }),
        ("assign", P::UnitClosed { unit: "yingze".into(), until: day("2026-06-30") }),
        ("assign", P::UnitNotYet { unit: "yingze".into(), from: day("2027-01-01") }),
        ("assign", P::OutsideUnit { unit: "yingze".into() }),
        ("intake", P::Wording { field: "title".into(), word: "望查看".into(), instead: Title::default() }),
        ("reply", P::Wording { field: "findings".into(), word: "漏保".into(), instead: title("漏电保护器", "leakage protector") }),
        ("form", P::Wording { field: "findings".into(), word: "漏保".into(), instead: title("漏电保护器", "leakage protector") }),
        ("form", P::Wording { field: "template".into(), word: "漏保".into(), instead: title("漏电保护器", "leakage protector") }),
        ("intake", P::Vague { field: "place".into(), wants: vec!["号".into(), "楼".into()], instead: Title::default() }),
        ("intake", P::Conflict { first: "anonymous".into(), second: "name".into() }),
        ("assign", P::NothingToDo),
        ("classify", P::NothingToDo),
        ("correct", P::SetBy { field: "category".into(), verb: "classify".into() }),
        ("link", P::LinkToItself),
        ("show", P::NoSuchCase { name: "HQ-2026-9999".into() }),
        ("accept", P::RequestUsed { key: "k1".into(), event: Some(event) }),
        ("accept", P::RequestUsed { key: "k1".into(), event: None }),
        ("revoke", P::NoSuchEvent { event }),
        ("revoke", P::NotRevocable { event, kind: "opened".into() }),
        ("revoke", P::NotRevocable { event, kind: "revealed".into() }),
        ("revoke", P::AlreadyRevoked { event }),
        ("revoke", P::RestsOn { event, act: event, kind: "closed".into() }),
        ("extend", P::NoExtension { limit: "reply".into() }),
        ("extend", P::ExtendedTooFar { limit: "reply".into(), until: day("2026-11-30"), latest: day("2026-11-20"), is_later: true }),
        ("extend", P::ExtendedTooFar { limit: "reply".into(), until: day("2026-11-30"), latest: day("2026-11-20"), is_later: false }),
        ("extend", P::LimitPast { limit: "reply".into(), due: at("2026-11-20") }),
        ("intake", P::DoubtfulNumber { field: "phone".into() }),
        ("intake", P::DoubtfulNumber { field: "id_number".into() }),
        ("extend", P::NotLater { limit: "reply".into(), due: at("2026-11-20") }),
        ("extend", P::NoSuchLimit { limit: "close".into() }),
        ("withdraw", P::WasCoerced),
        ("pause", P::AlreadyPaused),
        ("resume", P::NotPaused),
        ("duty", P::Missing { field: "found".into() }),
        ("duty", P::UnitClosed { unit: "yingze".into(), until: day("2026-06-30") }),
        ("duty", P::DutyDone { duty: "box".into(), title: title("意见簿检查", "Suggestion box"), unit: "taiyuan".into(), span: "2026-09-24".into(), event }),
        ("duty", P::DutyNotOwed { duty: "box".into(), title: title("意见簿检查", "Suggestion box"), unit: "hq".into() }),
        ("filing", P::FilingDone { filing: "service-stats".into(), title: title("月度投诉统计表", "Monthly statistics"), unit: "taiyuan".into(), span: "2026-10".into(), event }),
        ("close", P::Disputed),
        ("filing", P::FilingOfOther { unit: "taiyuan".into(), span: "2026-10".into(), event }),
        ("filing", P::FilingNotOwed { filing: "service-stats".into(), title: title("月度投诉统计表", "Monthly statistics"), unit: "hq".into(), span: "2026-11".into(), no_paper: false }),
        ("filing", P::FilingNotOwed { filing: "service-stats".into(), title: title("月度投诉统计表", "Monthly statistics"), unit: "hq".into(), span: "2026-11".into(), no_paper: true }),
        ("duty", P::NotOfUnit { person: respondent(), unit: "hq".into() }),
        ("party", P::NoSuchParty { role: "representative".into(), known: Vec::new() }),
        ("party", P::NoSuchParty { role: "complainant".into(), known: vec![event, "HQ:18".parse().expect("an event")] }),
        ("party", P::Missing { field: "name".into() }),
        ("improve", P::NoSuchItem { item: event }),
        ("incident", P::NoSuchItem { item: event }),
        ("incident", P::ItemDone { item: event }),
        ("improve", P::ItemDone { item: event }),
        ("improve", P::ItemNotDone { item: event }),
        ("improve", P::BadValue { field: "deadline".into(), value: "2026-09-01".into(), wanted: "future".into() }),
        ("escalate", P::LevelNotHigher { level: "branch".into(), to: "outlet".into() }),
        ("escalate", P::LevelNotHigher { level: "head-office".into(), to: "branch".into() }),
        ("reply", P::NotLead { unit: "yingze".into(), lead: "taiyuan".into(), assists: false }),
        ("reply", P::NotLead { unit: "yingze".into(), lead: "taiyuan".into(), assists: true }),
        ("link", P::IsDuplicate { main: "HQ-2026-0007".parse().expect("a case") }),
        ("reply", P::StaysLive { main: "HQ-2026-0007".parse().expect("a case") }),
        ("link", P::DuplicateCircle { other: "HQ-2026-0007".parse().expect("a case") }),
        ("link", P::MainEnded { main: "HQ-2026-0007".parse().expect("a case"), state: State::Voided }),
        ("void", P::HasDuplicates { duplicates: ["HQ-2026-0007", "HQ-2026-0008"].map(|c| c.parse().expect("a case")).to_vec() }),
        ("link", P::OtherComplainant { main: "HQ-2026-0007".parse().expect("a case"), known: true }),
        ("link", P::OtherComplainant { main: "HQ-2026-0007".parse().expect("a case"), known: false }),
    ];
    let (from, until) = (Some(day("2026-01-01")), Some(day("2026-06-30")));
    for (from, until) in [(from, until), (from, None), (None, until), (None, None)] {
        all.push(("reply", P::NotInService { person: respondent(), from, until }));
    }
    all
}

/// The number of variants of [`Problem`]; a new one needs a line in [`all`].
const VARIANTS: usize = 81;

fn ruled(verb: &str, problem: Problem, rule: Option<Rule>) -> Ruled {
    Ruled { problem, verb: verb.into(), rule, doer: false }
}

fn case() -> Option<CaseId> {
    "HQ-2026-0042".parse().ok()
}

#[test]
fn every_problem_in_both_languages() {
    let mut golden = String::new();
    let mut seen = std::collections::BTreeSet::new();
    sample::with_names(|names| {
        for (verb, problem) in all() {
            let case = case().filter(|_| !matches!(verb, "intake" | "duty" | "filing"));
            seen.insert(problem.code());
            writeln!(golden, "## {verb}: {}", problem.code()).expect("a string");
            let refusal = Refusal { case, problems: vec![ruled(verb, problem, None)] };
            for lang in [Lang::En, Lang::Zh] {
                golden += &error_text(&refusal, on(day("2026-11-23")), names, lang);
            }
            golden.push('\n');
        }
    });
    assert_eq!(seen.len(), VARIANTS);
    insta::with_settings!({ snapshot_path => "../../../tests/golden", prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("refusals", golden);
    });
}

/// Problems of a case without a number, by the verb of the chain that has them.
#[rustfmt::skip]
fn while_registering() -> Vec<(&'static str, Problem)> {
    use Problem as P;
    vec![
        ("accept", P::NotYet { milestone: "relisten".into(), title: title("复听录音", "Listen again") }),
        ("assign", P::MissingStep { step: "relisten".into(), title: title("复听录音", "Listen again") }),
        ("assign", P::MissingApproval { approval: "backdate".into(), title: title("补录审批", "Back-dating") }),
        ("accept", P::Missing { field: "files".into() }),
        ("reply", P::NotYet { milestone: "acknowledged".into(), title: Title::default() }),
        ("close", P::MissingLink { kind: "duplicate".into() }),
        ("close", P::Missing { field: "improvements".into() }),
        ("accept", P::Missing { field: "category".into() }),
        ("assign", P::MustBe { fact: "unit_function".into(), wanted: codes(&["legal"]), units: codes(&["taiyuan"]) }),
        ("assign", P::MustBe { fact: "form".into(), wanted: codes(&["supervision"]), units: Vec::new() }),
        ("assign", P::MustBe { fact: "restricted".into(), wanted: codes(&["true"]), units: Vec::new() }),
        ("intake", P::MissingStep { step: "relisten".into(), title: title("复听录音", "Listen again") }),
        ("intake", P::PersonalData { field: "reason".into(), word: "13800138000".into(), kind: PersonalKind::MobilePhone, private: "note --private".into() }),
    ]
}

#[test]
fn without_a_number_the_case_is_registered_first() {
    let mut golden = String::new();
    sample::with_names(|names| {
        for (verb, problem) in while_registering() {
            writeln!(golden, "## {verb}: {}", problem.code()).expect("a string");
            let refusal = Refusal { case: None, problems: vec![ruled(verb, problem, None)] };
            for lang in [Lang::En, Lang::Zh] {
                let text = error_text(&refusal, RefusedCommand::default(), names, lang);
                let hints = text.lines().filter(|line| line.starts_with("hint: ") || line.starts_with("提示："));
                hints.for_each(|line| golden += &format!("{line}\n"));
            }
        }
    });
    insta::with_settings!({ snapshot_path => "../../../tests/golden", prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("refusals_while_registering", golden);
    });
}

#[test]
fn who_is_named_instead_has_role_and_level_and_is_in_service() {
    let person = || Code::from("zhang.wei");
    let role = |role: &str| ruled("approve", Problem::WrongRole { person: person(), roles: codes(&[role]) }, None);
    let level = |level: &str| {
        let problem = Problem::LevelTooLow { person: person(), level: "branch".into(), at_least: level.into() };
        ruled("approve", problem, None)
    };
    let hint = |day_on: &str, problems: Vec<Ruled>| {
        let (policy, mut directory) = (sample::policy(), sample::directory());
        directory.people[0].until = Some(day("2026-06-30"));
        let names = Names { policy: &policy, directory: &directory };
        let refusal = Refusal { case: case(), problems };
        error_json(&refusal, on(day(day_on)), &names, Lang::En)["hint"].as_str().unwrap_or_default().to_string()
    };
    let li_na = "redress approve HQ-2026-0042 --done-by li.na …";
    assert_eq!(hint("2026-06-01", vec![role("leader"), level("head-office")]), li_na);
    let left = hint("2026-07-01", vec![role("leader"), level("head-office")]);
    assert!(left.contains("roles = [\"leader\"]") && !left.contains("li.na"), "{left}");
    assert!(hint("2026-07-01", vec![level("head-office")]).contains("level = \"head-office\""));
    assert!(hint("2026-06-01", vec![role("union"), level("branch")]).contains("roles = [\"union\"]"));
}

#[test]
fn what_would_change_nothing_is_said_alone_only() {
    let idle = || ruled("classify", Problem::NothingToDo, None);
    let slip = ruled("classify", unknown("category", "x", None, &["general"]), None);
    let codes = |problems: Vec<Ruled>| {
        let text = sample::with_names(|names| {
            error_text(&Refusal { case: case(), problems }, RefusedCommand::default(), names, Lang::Zh)
        });
        text.matches("错误：").count()
    };
    let elsewhere = ruled("assign", unknown("unit", "x", None, &["hq"]), None);
    assert_eq!((codes(vec![idle()]), codes(vec![idle(), slip]), codes(vec![idle(), elsewhere])), (1, 1, 2));
}

fn reply_without_elements() -> Refusal {
    let rule = || Some(Rule { id: "P7-A12".into(), cite: title("第十二条", "art. 12") });
    let element = |code: &str, zh: &str, en: &str| {
        ruled("reply", Problem::MissingElement { element: code.into(), title: title(zh, en) }, rule())
    };
    Refusal {
        case: case(),
        problems: vec![
            ruled("reply", Problem::Missing { field: "findings".into() }, None),
            ruled("reply", Problem::Missing { field: "responsibility".into() }, None),
            element("findings", "调查核实情况", "What was found"),
            element("staff_action", "对相关责任人处理意见", "What is done about those responsible"),
            element("lessons", "应吸取的教训及整改措施", "Lessons and improvements"),
            ruled("reply", Problem::NotClassified, None),
        ],
    }
}

#[test]
fn several_problems_at_once() {
    let refusal = reply_without_elements();
    let text = |lang| sample::with_names(|names| error_text(&refusal, on(day("2026-11-23")), names, lang));
    insta::assert_snapshot!(text(Lang::En), @r"
    error: HQ-2026-0042: the reply lacks: responsibility (--responsibility)
    error: HQ-2026-0042: the reply lacks 3 elements: What was found (--findings), What is done about those responsible (--staff-action), Lessons and improvements (--lessons)
    error: HQ-2026-0042 has no category; a reply needs one
    rule: P7-A12, art. 12
    hint: redress reply HQ-2026-0042 --responsibility ours --findings TEXT --staff-action TEXT --lessons TEXT
    hint: redress classify HQ-2026-0042 --category 'general|attitude|complex|crime'
    ");
    insta::assert_snapshot!(text(Lang::Zh), @r"
    错误：HQ-2026-0042：回复缺少：责任认定（--responsibility）
    错误：HQ-2026-0042：回复缺少 3 项要素：调查核实情况（--findings）、对相关责任人处理意见（--staff-action）、应吸取的教训及整改措施（--lessons）
    错误：HQ-2026-0042 尚未定性，定性后才能回复
    依据：P7-A12，第十二条
    提示：redress 回复 HQ-2026-0042 --responsibility ours --findings 〈调查核实情况〉 --staff-action 〈对责任人的处理〉 --lessons 〈教训与整改〉
    提示：redress 定性 HQ-2026-0042 --category 'general|attitude|complex|crime'
    ");
}

#[test]
fn json_has_the_weightiest_code_every_rule_and_all_problems() {
    let mut refusal = reply_without_elements();
    refusal.problems.push(ruled("reply", unknown("channel", "phon", Some("phone"), &["phone"]), None));
    let json = sample::with_names(|names| error_json(&refusal, RefusedCommand::default(), names, Lang::Zh));
    assert_eq!((json["code"].as_str(), json["facts"]["nearest"].as_str()), (Some("unknown-code"), Some("phone")));
    assert_eq!(json["rules"], json!([{ "id": "P7-A12", "cite": "第十二条" }]));
    assert_eq!(json["problems"].as_array().map(Vec::len), Some(7));
    assert_eq!(json["problems"][3]["facts"]["element"], "staff_action");
    let single =
        Refusal { case: None, problems: vec![ruled("intake", Problem::Missing { field: "title".into() }, None)] };
    let json = sample::with_names(|names| error_json(&single, RefusedCommand::default(), names, Lang::En));
    assert_eq!((json["hint"].as_str(), json.get("problems")), (Some("redress intake --title TITLE"), None));
}

#[test]
fn a_warning_says_the_same() {
    let warnings = [ruled(
        "reply",
        Problem::IsHandler { person: "li.na".into() },
        Some(Rule { id: "R1".into(), cite: Title::default() }),
    )];
    let text = sample::with_names(|names| warning_text(&warnings[0], case(), names, Lang::Zh));
    assert_eq!(text, "注意：li.na 是 HQ-2026-0042 的承办人；回复须由他人进行\n依据：R1\n");
    let refusal = Refusal { case: case(), problems: warnings.into() };
    let same = sample::with_names(|names| error_text(&refusal, on(day("2026-11-23")), names, Lang::Zh));
    assert!(same.starts_with("错误：li.na 是 HQ-2026-0042 的承办人；回复须由他人进行\n"));
}

#[test]
fn no_hint_destroys() {
    const DESTROYING: &[&str] = &["redress void", "redress erase", "redress revoke"];
    sample::with_names(|names| {
        for (verb, problem) in all() {
            let refusal = Refusal { case: case(), problems: vec![ruled(verb, problem, None)] };
            let text = error_json(&refusal, RefusedCommand::default(), names, Lang::En)["hint"]
                .as_str()
                .unwrap_or_default()
                .to_string();
            let destroys = DESTROYING.iter().any(|bad| text.contains(bad));
            assert!(!text.trim().is_empty() && !destroys, "{text}");
        }
    });
}
