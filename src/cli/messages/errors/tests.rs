//! Every error that is no refusal, in both languages, as one golden file.

use super::*;
use crate::cli::error::{Failure, SeveralOf};
use crate::cli::messages::findings;
use crate::domain::calendar::CalendarError;
use crate::domain::query::term::{TermError, Wanted};
use crate::domain::value::title::Title;
use crate::log::error::DraftProblem;
use crate::log::finding::FindingKind;
use crate::log::line::Malformed;
use crate::log::{Binding, Digest, Finding, LogError, Operation, SegmentName, Torn, World, WriterName};
use crate::profile::{DirectoryProblem, Loosening, PolicyError};
use std::collections::HashSet;
use std::fmt::Write;
use std::io;
use std::mem::discriminant;
use std::path::PathBuf;
use std::time::Duration;

fn file() -> PathBuf {
    PathBuf::from("log/HQ-3fa9c2d1/2026-11.0001.jsonl")
}

fn s(text: &str) -> String {
    text.to_string()
}

fn usages() -> Vec<Usage> {
    use Usage as U;
    let command = || s("assign");
    vec![
        U::Command { given: s("asign"), nearest: Some(s("assign")) },
        U::Command { given: s("x"), nearest: None },
        U::Flag { given: s("--unti"), nearest: Some(s("--unit")), command: command() },
        U::Missing { missing: vec![s("--reason R"), s("CASE")], command: command() },
        U::Value { flag: s("--format"), value: s("jsn"), known: vec![s("json"), s("csv")], nearest: Some(s("json")) },
        U::Value { flag: s("--format"), value: s("x"), known: Vec::new(), nearest: None },
        U::PeriodHere { message: s("2026-10.. is open") },
        U::Unlike { flag: s("--amount"), value: s("a lot"), example: s("50000") },
        U::NotWork { given: s("list") },
        U::NoValue { flag: s("--unit") },
        U::Twice { flag: s("--unit") },
        U::Extra { given: s("2"), command: command(), flag: "" },
        U::Conflict { first: s("--json"), second: s("--format csv") },
        U::When { flag: s("--on"), value: s("noon") },
        U::Period { value: s("2026-Q5") },
        U::Pair { flag: s("--set"), value: s("x") },
        U::Key { key: s("txt"), nearest: Some(s("text")), command: command() },
        U::Tables { format: s("csv"), tables: 0 },
        U::Tables { format: s("csv"), tables: 2 },
        U::Json { line: 1, column: 7 },
        U::FromLine { line: 3, known: vec![s("name"), s("phone")] },
        U::NotUtf8,
        U::Other(s("x")),
    ]
}

fn failures() -> Vec<Failure> {
    use Failure as F;
    vec![
        F::NeedsTerminal,
        F::BinaryToTerminal,
        F::NeedsPurpose,
        F::NotConfirmed { what: s("?") },
        F::Editor { command: s("vi") },
        F::Map { file: s("map.toml"), message: s("…") },
        F::Import { file: s("old.csv"), line: 0, problem: s("…"), hint: None },
        F::Import { file: s("old.csv"), line: 7, problem: s("…"), hint: Some(s("…")) },
        F::Said { message: s("…") },
    ]
}

fn terms() -> Vec<TermError> {
    use TermError as T;
    vec![
        T::UnknownKey { key: s("sttaus"), nearest: Some("status".into()), known: Vec::new() },
        T::UnknownValue {
            key: "status".into(),
            value: s("x"),
            nearest: None,
            known: vec![("open".into(), Title::default())],
        },
        T::UnknownValue { key: "@".into(), value: s("late"), nearest: None, known: Vec::new() },
        T::BadValue { key: "received".into(), value: s("x"), wanted: Wanted::Period },
        T::Recursive { name: s("late") },
    ]
}

fn policies() -> Vec<PolicyError> {
    use PolicyError as P;
    let (file, section, row) = (|| s("redress.toml"), || s("limit"), || s("P7-A11"));
    let bad = |key: &str, value: &str| P::BadValue {
        section: section(),
        row: row(),
        key: s(key),
        value: s(value),
        file: file(),
    };
    let loosening = Loosening { section: section(), row: row(), key: s("within"), from: s("3wd"), to: s("9wd") };
    vec![
        P::Syntax { file: file(), line: 3, written: s("x y"), message: s("…") },
        P::NoRows { file: file(), section: section() },
        P::Terms { place: s("[queries] late"), terms: s("is:lte"), message: s("…") },
        P::Missing { section: section(), row: row(), key: s("within") },
        P::UnknownKey { file: file(), section: section(), row: row(), key: s("withn"), nearest: Some(s("within")) },
        P::UnknownKey { file: file(), section: s("desk"), row: String::new(), key: s("x"), nearest: None },
        P::UnknownSection { file: file(), section: s("limt"), nearest: Some(s("limit")) },
        P::NoCode { file: file(), section: section() },
        P::Twice { file: file(), section: section(), row: row() },
        bad("within", "two days"),
        bad("within", ""),
        bad("live", "perhaps"),
        bad("", ""),
        P::NoProfile { known: vec![s("bank")] },
        P::UnknownCode {
            section: s("gate"),
            row: row(),
            key: s("needs.steps"),
            value: s("nap"),
            nearest: Some(s("nape")),
        },
        P::Loosens(loosening),
        P::UnknownProfile { name: s("bnak"), known: vec![s("bank")] },
        P::UnknownZone { zone: s("Asia/Shangai") },
    ]
}

fn stores() -> Vec<LogError> {
    use LogError as S;
    let binding = |path: &str| {
        let writer = WriterName::parse("HQ-3fa9c2d1").expect("a name");
        Box::new(Binding { project: s("ab"), writer, machine: s("m"), path: s(path), inode: None })
    };
    let full = || io::Error::from(io::ErrorKind::StorageFull);
    let operations = [
        Operation::Open,
        Operation::Read,
        Operation::Write,
        Operation::Sync,
        Operation::MakeFolder,
        Operation::List,
        Operation::Replace,
        Operation::Lock,
    ];
    let mut all: Vec<S> =
        operations.into_iter().map(|operation| S::Io { operation, path: file(), source: full() }).collect();
    all.extend([
        S::Unknown { path: file(), source: full() },
        S::Busy { waited: Duration::from_secs(30) },
        S::Busy { waited: Duration::ZERO },
        S::NoWriter,
        S::Binding { path: ".redress/writer".into() },
        S::Copied { was: binding("/a/.redress"), now: binding("/b/.redress") },
        S::Copied {
            was: binding("/a/.redress"),
            now: Box::new(Binding { machine: s("n"), ..*binding("/a/.redress") }),
        },
        S::Copied { was: binding("/a/.redress"), now: Box::new(Binding { inode: Some(1), ..*binding("/a/.redress") }) },
        S::GoneBack { file: file(), expected: 300, found: Some(200), account: true },
        S::GoneBack { file: file(), expected: 300, found: None, account: false },
        S::CursorDiffers { file: file(), line: 18, n: 17 },
        S::Damaged(Box::new(Finding { world: World::Damage, file: file(), line: 7, kind: FindingKind::NotUtf8 })),
        S::Draft { index: 0, problem: DraftProblem::NotMembers },
        S::Spent,
        S::Exhausted,
        S::Form { file: file(), form: 3 },
        S::NoRandomness,
        S::Exists { path: file() },
        S::BadName { desk: s("hq"), id: s("1") },
        S::BadProject { project: s("a-b") },
        S::NoLine { file: file(), offset: 9 },
    ]);
    all
}

fn calendars() -> Vec<CalendarError> {
    use CalendarError as C;
    let date = chrono::NaiveDate::from_ymd_opt(2027, 1, 1).expect("a date");
    vec![
        C::NotJson { line: 1, column: 2, detail: s("…") },
        C::Shape { line: 1, column: 2, detail: s("…") },
        C::Year { year: 12 },
        C::NotADate { year: 2027, text: s("2027-02-30") },
        C::NoName { year: 2027, date },
        C::OutsideYear { year: 2030, date },
        C::Twice { year: 2027, date },
        C::Empty { year: 2027 },
    ]
}

fn workspaces() -> Vec<ProjectError> {
    use DirectoryProblem as D;
    use ProjectError as W;
    let id = |text: &str| text.parse().expect("a case");
    let row = |problem| W::DirectoryRow { code: s("taiyuan"), problem };
    let mut all = vec![
        W::NoProject { from: PathBuf::from("/srv") },
        W::Exists { path: PathBuf::from("/srv/redress.toml") },
        W::Mistake(std::sync::Arc::new(W::CalendarHole { year: 2029 })),
        row(D::Twice),
        row(D::NoCode),
        row(D::Unknown { key: "parent", value: s("hq"), nearest: Some(s("HQ")) }),
        row(D::Circle),
        row(D::Lacks { key: "leader", cite: Title { zh: s("第二十条"), en: s("art. 20") } }),
        row(D::Gone { key: "first-contact", person: s("he.ping"), cite: Title::default() }),
        row(D::Same { key: "leader", other: "second-contact", person: s("li.na"), cite: Title::default() }),
        row(D::NotInService { section: "team", key: "lead", person: s("he.ping") }),
        row(D::NobodyHas { title: Title { zh: s("工会"), en: s("Union") }, rows: vec![s("[[filing]] x")] }),
        W::CalendarHole { year: 2028 },
        W::Line { file: file(), line: 7, message: s("…") },
        W::NoCase { name: s("42") },
        W::Ambiguous { name: s("42"), candidates: vec![id("HQ-2026-0042"), id("SX-2026-0042")] },
        W::Snapshot { digest: s("5e") },
        W::NoNumberLeft { desk: "HQ".parse().expect("a desk"), year: 2026 },
        W::Shared { id: id("HQ-2026-0001"), cases: vec![id("HQ-2026-0001~3fa9"), id("HQ-2026-0001~77b1")] },
        W::DeskTaken { desk: s("HQ") },
    ];
    let kinds = [
        io::ErrorKind::NotFound,
        io::ErrorKind::PermissionDenied,
        io::ErrorKind::StorageFull,
        io::ErrorKind::ReadOnlyFilesystem,
        io::ErrorKind::IsADirectory,
        io::ErrorKind::NotADirectory,
        io::ErrorKind::FileTooLarge,
        io::ErrorKind::AlreadyExists,
        io::ErrorKind::InvalidData,
        io::ErrorKind::TimedOut,
    ];
    all.extend(kinds.map(|kind| W::File { path: file(), source: kind.into() }));
    all.extend(policies().into_iter().map(W::Policy));
    all.extend(calendars().into_iter().map(|source| W::Calendar { file: s("calendars/cn-2027.json"), source }));
    all.extend(stores().into_iter().map(W::Store));
    all
}

fn writers() -> Vec<WriterName> {
    ["HQ-3fa9c2d1", "HQ-77b1c2d1"].into_iter().filter_map(WriterName::parse).collect()
}

fn findings() -> Vec<Finding> {
    let digest = || Digest([0; 32]);
    let after = SegmentName::parse("2026-11.0001").expect("a name");
    let kinds = vec![
        FindingKind::NotUtf8,
        FindingKind::Malformed(Malformed::Start),
        FindingKind::Malformed(Malformed::NoHash),
        FindingKind::Malformed(Malformed::AfterHash),
        FindingKind::Malformed(Malformed::Salt),
        FindingKind::Hash { stated: digest(), computed: digest() },
        FindingKind::Header { key: "project" },
        FindingKind::Order { n: 4, after: 5 },
        FindingKind::More { expected: Some(1), found: None },
        FindingKind::Said,
        FindingKind::TextOrSaidMissing,
        FindingKind::Unfinished { bytes: 9 },
        FindingKind::SegmentMissing { number: 2 },
        FindingKind::SegmentTwice { number: 2 },
        FindingKind::MonthGoesBack { after },
        FindingKind::Short { expected: 300, found: 200 },
        FindingKind::OtherAtHead { expected: digest() },
        FindingKind::PrivateDiffers,
        FindingKind::PrivateGone { lines: 1 },
        FindingKind::PrivateGone { lines: 3 },
        FindingKind::PrivateOrphan,
        FindingKind::PrivateTwice,
        FindingKind::AttachmentMissing,
        FindingKind::AttachmentDiffers,
        FindingKind::PaperMissing,
        FindingKind::PaperDiffers,
        FindingKind::Stray,
        FindingKind::NamesPerson,
        FindingKind::Forgotten { n: 17, hash: digest() },
        FindingKind::DeskTwice { writers: writers(), numbers: 0, first: Vec::new() },
        FindingKind::DeskTwice {
            writers: writers(),
            numbers: 3,
            first: vec![s("HQ-2026-0001~3fa9"), s("HQ-2026-0001~77b1")],
        },
        FindingKind::Form { form: 3 },
    ];
    let worlds = [World::Damage, World::GoneBack, World::Notice];
    let one = |(i, kind)| Finding { world: worlds[i % 3], file: file(), line: u32::from(i % 4 != 0), kind };
    kinds.into_iter().enumerate().map(one).collect()
}

fn variants<T>(all: &[T]) -> usize {
    all.iter().map(discriminant).collect::<HashSet<_>>().len()
}

/// How many variants there are: a new one wants a line above. Of `ProjectError`, Refused has a golden file of its own.
fn all_are_here() {
    assert_eq!((variants(&usages()), variants(&failures()), variants(&terms())), (20, 8, 4));
    assert_eq!((variants(&policies()), variants(&stores()), variants(&calendars())), (14, 18, 8));
    let kinds: Vec<FindingKind> = findings().into_iter().map(|f| f.kind).collect();
    assert_eq!((variants(&workspaces()), variants(&kinds)), (16, 27));
}

#[test]
fn every_error_in_both_languages() {
    all_are_here();
    let mut errors: Vec<CliError> = usages().into_iter().map(CliError::Usage).collect();
    errors.extend(failures().into_iter().map(CliError::Failed));
    errors.extend(terms().into_iter().map(|term| CliError::Term(Box::new(term))));
    errors.push(CliError::Some { failed: 2, total: 5, of: SeveralOf::Cases, exit: 5 });
    errors.push(CliError::File { path: s("letter.txt"), source: io::ErrorKind::NotFound.into() });
    errors.push(CliError::Output(io::ErrorKind::StorageFull.into()));
    errors.extend(workspaces().into_iter().map(CliError::Project));
    let mut golden = String::new();
    for error in &errors {
        let [en, zh] = [Lang::En, Lang::Zh].map(|lang| tell(error, lang));
        assert_eq!(en.code, zh.code);
        writeln!(golden, "## {} -> {}", en.code, error.exit()).expect("a string");
        for told in [&en, &zh] {
            writeln!(golden, "{}", told.message).expect("a string");
            told.hint.iter().for_each(|hint| writeln!(golden, "  {hint}").expect("a string"));
            let debug = ["Some(", "None", "::", "\"\""].iter().any(|bad| told.message.contains(bad));
            assert!(!debug && !told.message.is_empty(), "{}", told.message);
        }
        golden.push('\n');
    }
    for finding in findings() {
        writeln!(golden, "## {}", findings::kind_code(&finding.kind)).expect("a string");
        for lang in [Lang::En, Lang::Zh] {
            writeln!(golden, "{}", findings::finding(&finding, lang)).expect("a string");
        }
        golden.push('\n');
    }
    let torn = Torn { file: file(), offset: 300, bytes: 40, kept: PathBuf::from(".redress/torn/x") };
    writeln!(golden, "## torn\n{}\n{}", store::torn(&torn, Lang::En), store::torn(&torn, Lang::Zh)).expect("a string");
    insta::with_settings!({ snapshot_path => "../../../../tests/golden", prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("errors", golden);
    });
}
