//! Hints: the command that would work, as a user types it. Values that only the user knows are shown as codes to choose
//! from, as a word in capitals, or in Chinese as a name in 〈 〉; `…` stands for the rest of the command as it was.

use super::Talk;
use super::flag::{bare, flag, quoted, takes};
use super::people;
use super::slot::choice;
use crate::domain::Code;
use crate::domain::case::delivery::SERVED;
use crate::domain::case::duplicate::DUPLICATE;
use crate::domain::case::party::ROLES;
use crate::domain::gate::BACKDATE;
use crate::domain::gate::refusal::Problem as P;
use crate::domain::value::id::EventId;
use crate::domain::value::state::State;
use crate::say;
use crate::text::sanitize::sanitized;
use chrono::NaiveDate;

/// What a withdrawal may be: a wish, or what the check of one found.
const WITHDRAWALS: &[&str] = &["requested", "voluntary", "coerced", "unverified"];

/// The hints for one problem, or for several that form one list.
pub(super) fn of(problems: &[&P], talk: &Talk<'_>) -> Vec<String> {
    all(problems, talk).into_iter().map(|hint| talk.acted(hint)).collect()
}

fn all(problems: &[&P], t: &Talk<'_>) -> Vec<String> {
    let one = match problems[0] {
        P::Missing { .. } | P::MissingElement { .. } => return missing(problems, t),
        P::MissingStep { .. } | P::MissingApproval { .. } => return first_do(problems, t),
        P::FormLacks { form, need, .. } => for_form(t, form, need),
        P::WrongState { state, .. } => next_step(t, *state),
        P::UnknownCode { kind, nearest, known, .. } => unknown_code(t, kind, nearest.as_deref(), known),
        P::BadValue { field, wanted, .. } => {
            let yes_or_no = || choice(&["yes".into(), "no".into()]);
            t.again(&set(t, field, &if wanted == "flag" { yes_or_no() } else { t.slot(field) }))
        }
        P::MissingLink { kind } => t.command("link", &format!("{} --kind {}", t.slot("other"), quoted(kind))),
        P::MustBe { fact, wanted, units } => super::must::hint(t, fact, wanted, units),
        P::NobodyHas { .. } => "redress policy check".into(),
        P::LevelSkipped { next, .. } => t.again(&format!("--unit {}", quoted(next))),
        P::NotYet { milestone, title } => reach(t, milestone, title.zh.is_empty() && title.en.is_empty()),
        P::NotClassified => t.command("classify", &t.asked("category")),
        P::NoOutcome => t.command("close", &t.asked("outcome")),
        P::PersonalData { field, private, .. } => keep_private(t, field, private),
        P::InFuture { field, now, .. } => t.again(&set(t, field, &now.date().to_string())),
        P::BeforeReceipt { received, .. } => t.again(&format!("--on {}", received.date())),
        // The earliest day that is allowed need not be the right one.
        P::BeforeAct { .. } if t.verb == "correct" => receipt(t, &t.slot("on")),
        P::BeforeAct { needed, .. } => t.again(&format!("--on {}", needed.date())),
        P::ReceiptAfterAct { when, .. } => receipt(t, &when.date().to_string()),
        P::NamedBefore { .. } => t.command("log", ""),
        P::CameWith { kind, name, .. } if kind == "case" => format!("redress show {}", quoted(name)),
        P::CameWith { .. } => "redress improve list".into(),
        P::TooFarBack { when, .. } => too_far_back(t, when.date()),
        P::WrongRole { .. } | P::LevelTooLow { .. } => people::able(t),
        P::IsRespondent { .. } if t.doer => t.again(&format!("--as {}", t.slot("person"))),
        P::NoPart { .. } if t.verb == "reveal" => {
            t.command("show", &format!("--private --purpose {} --as {}", t.slot("reason"), t.slot("person")))
        }
        P::NoPart { .. } => t.again(&format!("--as {}", t.slot("person"))),
        P::IsRespondent { .. }
        | P::IsHandler { .. }
        | P::CallByHandler { .. }
        | P::HoldsCase { .. }
        | P::OfUnitComplainedAbout { .. }
        | P::NotOfUnit { .. }
        | P::NotInService { .. } => people::somebody_else(t),
        P::NoSecond { approval, .. } => {
            let (approve, as_other) = (t.command("approve", &quoted(approval)), t.slot("person"));
            format!("{approve} --as {as_other}")
        }
        P::NotErasable { other: Some(other), .. } => format!("redress show {other}"),
        P::NotErasable { .. } | P::Kept { .. } => t.command("show", ""),
        P::StaysInLog { .. } if t.verb == "intake" => t.again("--restricted"),
        P::StaysInLog { .. } => t.command("show", ""),
        P::UnknownPerson { nearest, .. } => {
            t.again(&format!("--as {}", nearest.as_ref().map_or_else(|| t.slot("person"), |n| quoted(n))))
        }
        P::OfOtherUnit { person, unit, .. } => {
            t.command("assign", &format!("--unit {} --person {}", quoted(unit), quoted(person)))
        }
        P::UnitClosed { unit, until } => open_unit(t, unit, *until),
        P::OutsideUnit { .. } | P::UnitNotYet { .. } => t.again(&format!("--unit {}", t.slot("unit"))),
        P::Wording { field, .. } | P::Vague { field, .. } if t.verb == "form" && field == "template" => {
            say!(
                t.lang,
                "mend it in templates/ (redress help forms)",
                "请修改 templates/ 中的模板（redress help forms）"
            )
        }
        P::Wording { .. } | P::Vague { .. } if t.verb == "form" => t.command("show", ""),
        P::Wording { field, .. } | P::Vague { field, .. } => t.again(&set(t, field, &t.slot(field))),
        P::Conflict { first, .. } => t.again(&flag(first)),
        P::SetBy { field, verb } => t.command(verb, &t.asked(field)),
        P::NothingToDo => t.command("show", ""),
        P::LinkToItself => t.command("link", &format!("{} {}", t.slot("other"), t.asked("kind"))),
        P::NoSuchCase { .. } => "redress list".into(),
        // A request key stays bound to its first command, which the case's history shows.
        P::RequestUsed { event: Some(_), .. } if t.case.is_some() => t.command("log", ""),
        P::RequestUsed { .. } => say!(t.lang, "another KEY with --request", "--request 换用另一个请求标识"),
        P::NoSuchEvent { .. } if t.case.is_none() => "redress log".into(),
        P::NoSuchEvent { .. } | P::AlreadyRevoked { .. } | P::RestsOn { .. } => t.command("log", ""),
        P::NotRevocable { kind, .. } if kind == "opened" => {
            t.command("correct", &format!("--set {} {}", assignment(t), t.asked("reason")))
        }
        P::NotRevocable { .. } if t.case.is_none() => "redress log".into(),
        P::NotRevocable { .. } => t.command("log", ""),
        P::NoExtension { .. } | P::LimitPast { .. } | P::ExtendedTooFar { is_later: false, .. } => {
            t.command("delay", &format!("{} {}", t.asked("reason"), t.asked("told")))
        }
        P::ExtendedTooFar { latest, .. } => t.command("extend", &format!("--until {latest} {}", t.asked("reason"))),
        P::DoubtfulNumber { field } => {
            t.command("correct", &format!("--party complainant --set {field}=… {}", t.asked("reason")))
        }
        P::NotLater { .. } => t.command("extend", &format!("--until +5wd {}", t.asked("reason"))),
        P::NoSuchLimit { .. } | P::NotPaused => t.command("explain", ""),
        P::WasCoerced => t.command("withdraw", &format!("--requested {}", t.asked("reason"))),
        P::AlreadyPaused => t.command("resume", ""),
        P::DutyDone { .. } => "redress report duties".into(),
        P::DutyNotOwed { .. } => "redress duty list".into(),
        P::FilingDone { filing, unit, span, .. } => {
            format!("redress filing receive {filing} --unit {unit} --period {span} … --again")
        }
        P::Disputed => t.command("reopen", &t.asked("reason")),
        P::FilingOfOther { .. } | P::FilingNotOwed { .. } => "redress filing list".into(),
        P::NoSuchParty { role, known } => party(t, role, known),
        // A call that came before the end is still linked, on the day on which it came.
        P::ItemDone { .. } if t.verb == "incident" && t.case.is_some() => t.again(&format!("--on {}", t.slot("when"))),
        P::NoSuchItem { .. } | P::ItemDone { .. } if t.verb == "incident" => "redress incident list".into(),
        P::NoSuchItem { .. } | P::ItemDone { .. } => "redress improve list".into(),
        P::ItemNotDone { item } => format!("redress improve done {item}"),
        P::LevelNotHigher { level, .. } => level_above(t, level),
        P::IsDuplicate { main } | P::StaysLive { main } => {
            t.command("unlink", &format!("{main} {}", t.asked("reason")))
        }
        P::DuplicateCircle { .. } => t.command("show", ""),
        P::MainEnded { .. } => t.command("link", &format!("{} --kind {DUPLICATE}", t.slot("other"))),
        P::HasDuplicates { duplicates } => {
            return duplicates.iter().map(|id| unlink(t, id)).collect();
        }
        P::OtherComplainant { main, .. } => t.command("link", &format!("{main} --kind related")),
        P::NotLead { assists: true, .. } => t.again("--partial"),
        P::NotLead { lead, .. } => t.again(&format!("--from {}", quoted(lead))),
    };
    vec![one]
}

/// The command that unlinks a duplicate from the current case.
fn unlink(t: &Talk<'_>, duplicate: &crate::domain::value::id::CaseId) -> String {
    format!("redress unlink {duplicate} {} {}", t.subject(), t.asked("reason"))
}

/// `FIELD=VALUE`.
fn assignment(t: &Talk<'_>) -> String {
    say!(t.lang, "FIELD=VALUE", "〈字段〉=〈值〉")
}

/// A field with a value, in the form that the current command takes.
fn set(t: &Talk<'_>, field: &str, value: &str) -> String {
    let direct = takes(t.verb, field) || field == "on";
    if t.verb == "correct" || (t.is_own(field) && !direct) {
        return format!("--set {}={value}", sanitized(field));
    }
    if bare(t.verb, field) { value.into() } else { format!("{} {value}", flag(field)) }
}

/// Identifies the party: by its event, or if nobody has the role, a command that shows the case.
/// The parties to choose from; never one of them, since dropping it may drop somebody else than was meant.
fn party(t: &Talk<'_>, role: &str, known: &[EventId]) -> String {
    let events: Vec<String> = known.iter().map(ToString::to_string).collect();
    match (t.case, &events[..]) {
        (Some(case), [_, ..]) if t.verb == "correct" => {
            format!("redress correct {case} --party {} --set KEY=VALUE --reason R", choice(&events))
        }
        (Some(case), [_, _, ..]) => {
            format!("redress party drop {case} --role {} --party {}", quoted(role), choice(&events))
        }
        _ => t.command("show", ""),
    }
}

/// One command for everything that the current command takes, and one for each fact that another command sets.
fn missing(problems: &[&P], t: &Talk<'_>) -> Vec<String> {
    let mut own: Vec<String> = Vec::new();
    let mut others: Vec<String> = Vec::new();
    let mut replies: Vec<String> = Vec::new();
    for problem in problems {
        let (P::Missing { field } | P::MissingElement { element: field, .. }) = problem else { continue };
        if (t.verb, field.as_str()) == ("duty", "found") {
            others.push(t.again("--nil"));
        } else if t.verb == "approve" {
            own.push(format!("--set {}={}", sanitized(field), t.slot(field)));
        } else if t.sets(field) {
            own.push(if field == "set" { format!("--set {}", assignment(t)) } else { t.asked(field) });
        } else if takes("reply", field) && !t.is_own(field) && !takes("close", field) {
            replies.push(t.asked(field));
        } else {
            others.push(elsewhere(t, field));
        }
    }
    if !replies.is_empty() {
        // A final reply always needs it.
        if !problems.iter().any(|p| matches!(p, P::Missing { field } if field == "responsibility")) {
            replies.insert(0, t.asked("responsibility"));
        }
        others.insert(0, t.command("reply", &replies.join(" ")));
    }
    if !own.is_empty() {
        let mode = if t.verb == "withdraw" && !t.has_typed(WITHDRAWALS) { "--requested " } else { "" };
        let rest = format!("{mode}{}", own.join(" "));
        // What a rule requires is added to what was given already.
        others.insert(
            0,
            if is_bare(problems, t) && t.typed().is_none() { t.command(t.verb, &rest) } else { t.again(&rest) },
        );
    }
    others.dedup();
    others
}

/// Whether the command lacks something that it always needs; then the hint shows the complete command.
fn is_bare(problems: &[&P], t: &Talk<'_>) -> bool {
    let always: &[&str] = match t.verb {
        "assign" => &["unit"],
        "reply" => &["findings", "responsibility"],
        _ => return true,
    };
    problems.iter().any(|p| matches!(p, P::Missing { field } if always.contains(&field.as_str())))
}

/// The command that sets a field which the current command does not set.
fn elsewhere(t: &Talk<'_>, field: &str) -> String {
    match field {
        "category" | "nature" | "cause" | "causes" | "restricted" => t.command("classify", &t.asked(field)),
        own if t.is_own(own) => t.command("classify", &t.asked(own)),
        "unit" | "person" | "assist" => t.command("assign", &t.asked(field)),
        "files" => t.command("attach", &t.slot("file")),
        "outcome" => t.command("close", &t.asked(field)),
        "improvements" => t.command("improve", &["title", "unit", "deadline"].map(|f| t.asked(f)).join(" ")),
        _ => t.command("correct", &format!("--set {}={} {}", sanitized(field), t.slot(field), t.asked("reason"))),
    }
}

/// The command, or the line of the policy, that supplies what a form needs.
fn for_form(t: &Talk<'_>, form: &str, need: &str) -> String {
    let form = sanitized(form);
    match need {
        "further" => say!(
            t.lang,
            "in redress.toml: [[form]] code = \"{form}\", further = {{ zh = \"…\", en = \"…\" }}",
            "在 redress.toml 中写明：[[form]] code = \"{form}\"，further = {{ zh = \"…\", en = \"…\" }}"
        ),
        "until" => say!(
            t.lang,
            "in redress.toml: [[form]] code = \"{form}\", within = \"30d\"",
            "在 redress.toml 中写明：[[form]] code = \"{form}\"，within = \"30d\""
        ),
        "accepted" | "assigned" | "replied" => reach(t, need, true),
        "declined" => t.command("decline", &t.asked("reason")),
        "referred" => t.command("refer", &format!("{} {}", t.asked("to"), t.asked("reason"))),
        "delayed" => t.command("delay", &format!("{} {}", t.asked("reason"), t.asked("told"))),
        "extended" => t.command("extend", &format!("{} {}", t.asked("until"), t.asked("reason"))),
        "supervised" => t.command("supervise", &t.asked("reason")),
        "mediated" => t.command("mediate", "'session|agreed|failed'"),
        "evidence_added" => t.command("evidence", &format!("add --what {0} --from {0}", t.slot("text"))),
        "withdrawn" => t.command("withdraw", &format!("--voluntary {}", t.asked("reason"))),
        fact if takes("reply", fact) && !takes("close", fact) => {
            t.command("reply", &format!("{} {}", t.asked("responsibility"), t.asked(fact)))
        }
        fact => elsewhere(t, fact),
    }
}

fn first_do(problems: &[&P], t: &Talk<'_>) -> Vec<String> {
    let each = problems.iter().filter_map(|p| match p {
        P::MissingStep { step, .. } => Some(t.command("step", &quoted(step))),
        P::MissingApproval { approval, .. } => Some(t.command("approve", &quoted(approval))),
        _ => None,
    });
    each.collect()
}

/// The command that moves the case on from a state that does not allow the current command.
fn next_step(t: &Talk<'_>, state: State) -> String {
    let reply = || t.command("reply", &format!("{} {}", t.asked("responsibility"), t.asked("findings")));
    match (state, t.verb) {
        (State::Closed | State::Declined | State::Referred | State::Withdrawn, _) => {
            t.command("reopen", &t.asked("reason"))
        }
        (State::Voided, _) => t.command("log", ""),
        (_, "reopen" | "void") => t.command("show", ""),
        (State::Received, _) => t.command("accept", ""),
        (State::Accepted | State::Assigned, "decline") => {
            t.command("refer", &format!("{} {}", t.asked("to"), t.asked("reason")))
        }
        (State::Accepted, "return" | "accept") => t.command("assign", &t.asked("unit")),
        (State::Accepted | State::Assigned, _) => reply(),
        (State::Replied, "return" | "reply" | "assign") => t.command("rework", &t.asked("reason")),
        (State::Replied, _) => t.command("close", ""),
    }
}

/// The flag by which a command takes a kind of code; `None` if it could be several.
fn flag_for(verb: &str, kind: &str) -> Option<&'static str> {
    Some(match (verb, kind) {
        ("correct", "channel" | "source" | "cause") => return None,
        ("contact" | "reply", "channel") => "via",
        ("accept" | "decline" | "refer" | "delay", "channel") => "told",
        (_, "channel") => "channel",
        ("assign" | "duty" | "filing" | "improve", "unit") => "unit",
        ("improve" | "party", "person") => "person",
        ("assign", "person") => "person",
        ("reply", "person") => "handler",
        ("withdraw", "person") => "checked_by",
        ("intake", "person") => "taken_by",
        (_, "unit" | "person" | "field") => return None,
        (_, "pause-ground") => "ground",
        (_, "level") => "to",
        (_, "source") => "source",
        (_, "category") => "category",
        (_, "nature") => "nature",
        (_, "outcome") => "outcome",
        (_, "responsibility") => "responsibility",
        (_, "cause") => "cause",
        (_, "kind") => "kind",
        (_, "form") => "form",
        (_, "to") => "to",
        (_, "satisfaction") => "satisfaction",
        (_, "satisfied") => "satisfied",
        (_, "resolved") => "resolved",
        (_, "limit") => "limit",
        (_, "step") => "step",
        (_, "role") if verb == "party" => "role",
        (_, "approval") => "what",
        ("duty", "duty") => "duty",
        _ => return None,
    })
}

fn unknown_code(t: &Talk<'_>, kind: &str, nearest: Option<&str>, known: &[Code]) -> String {
    let listed = || say!(t.lang, "units and people are listed in directory.toml", "单位和人员见 directory.toml");
    // Too many to list, or none: says where they are.
    if nearest.is_none() && !(1..=super::parts::FEW).contains(&known.len()) {
        if matches!(kind, "unit" | "person") {
            return listed();
        }
        return match kind {
            "duty" => "redress duty list".into(),
            "document" => format!("redress form list {}", t.subject()),
            own if t.names.policy.section(own).is_some() && known.is_empty() => say!(
                t.lang,
                "the policy has no [[{own}]] yet: write a row into redress.toml (redress help policy-rows)",
                "制度尚无 [[{own}]]：请在 redress.toml 中增加（见 redress help policy-rows）"
            ),
            own if t.names.policy.section(own).is_some() => format!("redress policy show {own}"),
            _ => "redress policy show".into(),
        };
    }
    let field = flag_for(t.verb, kind);
    // Which of several facts was meant, the person knows; and that somebody is no unit.
    if t.verb == "correct" && kind == "unit" && nearest.is_none() {
        return listed();
    }
    let all = || choice(&known.iter().map(|code| sanitized(code)).collect::<Vec<_>>());
    let better = nearest.map_or_else(all, quoted);
    match field {
        Some(field) if bare(t.verb, field) => t.again(&better),
        Some(field) => t.again(&format!("{} {better}", flag(field))),
        None if kind == "field" => t.again(&format!("--set {better}={}", t.slot("text"))),
        None if t.is_own(kind) => t.again(&format!("--set {}={better}", sanitized(kind))),
        None if t.verb == "correct" && !matches!(kind, "unit" | "person") => {
            let key = if kind == "cause" { "causes_said".into() } else { sanitized(kind) };
            t.again(&format!("--set {key}={better}"))
        }
        None => say!(t.lang, "write {better} in its place", "请改写为 {better}"),
    }
}

fn reach(t: &Talk<'_>, milestone: &str, by_engine: bool) -> String {
    let step = milestone.strip_prefix("step:").unwrap_or(milestone);
    if !by_engine {
        return t.command("step", &quoted(step));
    }
    let reply =
        |to: &str| t.command("reply", &format!("--to {to} {} {}", t.asked("responsibility"), t.asked("findings")));
    match milestone {
        "accepted" => t.command("accept", ""),
        "assigned" => t.command("assign", &t.asked("unit")),
        "contacted" => t.command("contact", &format!("--kind first {}", t.asked("via"))),
        "acknowledged" => t.command("contact", &format!("--kind ack {}", t.asked("via"))),
        "replied" => reply("complainant"),
        "reported" => reply("desk"),
        "sourced" => reply("source"),
        "closed" => t.command("close", ""),
        "mediating" => t.command("mediate", "session"),
        "mediated" | "agreed" => t.command("mediate", &format!("agreed {}", t.asked("terms"))),
        "kept" => t.command("mediate", "kept"),
        "offered" => t.command("remedy", &format!("offer --kind {} --basis {}", t.slot("remedy"), t.slot("basis"))),
        "offer-accepted" => t.command("remedy", "accept"),
        "paid" => t.command("remedy", "pay"),
        "appealed" => t.command("appeal", &format!("--to {}", t.slot("body"))),
        "decided" => t.command(
            "appeal",
            &format!(
                "--decision {}",
                choice(&crate::domain::case::appeal::DECISIONS.iter().map(ToString::to_string).collect::<Vec<_>>())
            ),
        ),
        "evidence" => t.command("evidence", &format!("add --what {} --from complainant", t.slot("what"))),
        served if served.starts_with("delivered") => {
            let what = served.strip_prefix(SERVED).unwrap_or("complainant");
            let to = if ROLES.contains(&what) { what } else { "complainant" };
            t.command("deliver", &format!("--document {} --to {to} --how hand", t.slot("document")))
        }
        _ => t.command("step", &quoted(step)),
    }
}

fn keep_private(t: &Talk<'_>, field: &str, private: &str) -> String {
    if private.is_empty() {
        return t.again(&t.asked(field));
    }
    if t.is_registering() || (field == "title" && t.verb == "intake") {
        return format!("redress intake {} {}", t.asked("title"), t.asked("statement"));
    }
    if t.case.is_none() && t.sets(field) {
        return t.again(&t.asked(field));
    }
    if private == "--private" && t.verb != "note" {
        return t.again(private);
    }
    // `note` takes its text without a flag, whatever the current command is.
    t.command("note", &format!("{} --private", t.slot("note")))
}

fn receipt(t: &Talk<'_>, day: &str) -> String {
    t.command("correct", &format!("--set received={day} {}", t.asked("reason")))
}

fn too_far_back(t: &Talk<'_>, when: NaiveDate) -> String {
    if t.case.is_some() {
        return t.command("approve", BACKDATE);
    }
    let (reason, flag) = (t.slot("reason"), if t.is_registering() { "received" } else { "on" });
    t.again(&format!("--{flag} {when} --override {reason}"))
}

fn open_unit(t: &Talk<'_>, unit: &str, until: NaiveDate) -> String {
    // The unit that it went into has its work, else the nearest one above it.
    let directory = t.names.directory;
    let into = directory.unit(unit).filter(|unit| !unit.into.is_empty()).and_then(|unit| directory.unit(&unit.into));
    let above = directory.with_parents(unit).into_iter().skip(1);
    let open = into.into_iter().chain(above).find(|u| u.until.is_none_or(|end| end > until));
    let better = open.map_or_else(|| t.slot("unit"), |u| quoted(&u.code));
    match flag_for(t.verb, "unit") {
        Some(field) => t.again(&format!("{} {better}", flag(field))),
        None => say!(t.lang, "write {better} in its place", "请改写为 {better}"),
    }
}

fn level_above(t: &Talk<'_>, level: &str) -> String {
    let levels = &t.names.policy.levels;
    let next = levels.iter().skip_while(|l| l.code != level).nth(1);
    match next {
        Some(next) => t.command("escalate", &format!("--to {} {}", quoted(&next.code), t.asked("reason"))),
        None => t.command("supervise", &t.asked("reason")),
    }
}
