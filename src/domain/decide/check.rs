//! What every verb is checked for: dates, people, personal data, the policy's gates, the elements of a reply.

use crate::domain::Code;
use crate::domain::case::Case;
use crate::domain::condition::{Fact, Facts};
use crate::domain::decide::draft::{Draft, Target};
use crate::domain::decide::verb::{Desk, Verb};
use crate::domain::directory::Directory;
use crate::domain::event::{Body, Overridden};
use crate::domain::guard::{self, Guard};
use crate::domain::limit;
use crate::domain::policy::{By, Gate, Needs, Policy, Severity};
use crate::domain::refusal::{Problem, Rule};
use crate::domain::title::Title;
use crate::domain::view::View;

/// All checks of one verb, after it has said what it would record.
pub(super) fn verb(verb: &dyn Verb, desk: &mut Desk<'_>) {
    personal_data(desk);
    let_through(verb, desk);
    seal_restricted(desk);
    if desk.cx.past {
        // No rule of today judges what was done before it was here; but nothing has happened tomorrow.
        return future(verb, desk);
    }
    people(verb, desk);
    let mut objections = dates(verb, desk);
    objections.extend(gates(verb, desk));
    if verb.name() == "reply" {
        objections.extend(elements(verb, desk));
    }
    settle_objections(verb, desk, objections);
}

/// What a rule of the policy holds against it; these alone can be passed over.
struct Objection {
    problem: Problem,
    rule: Rule,
    warn: bool,
}

fn settle_objections(verb: &dyn Verb, desk: &mut Desk<'_>, objections: Vec<Objection>) {
    let overriding = desk.cx.overriding;
    let mut passed: Vec<Code> = Vec::new();
    for Objection { problem, rule, warn } in objections {
        if !warn && overriding.is_some() {
            if !passed.contains(&rule.id) {
                passed.push(rule.id.clone());
            }
            desk.object(problem, Some(rule), true);
        } else {
            desk.object(problem, Some(rule), warn);
        }
    }
    if let (Some(reason), false) = (overriding, passed.is_empty()) {
        let body = Overridden { verb: verb.name().into(), rules: passed, ..Overridden::default() };
        let mut draft = Draft::new(Body::Overridden(body)).say("reason", reason);
        if !verb.on_case() {
            draft = draft.of(Target::Desk);
        }
        let found = findings(desk, &draft);
        found.into_iter().for_each(|(problem, warn)| desk.object(problem, None, warn));
        seal(desk, &mut draft);
        desk.record(draft);
    }
}

/// `--on` and `--received`: not in the future, not before receipt, not further back than the policy's `backdate`.
fn dates(verb: &dyn Verb, desk: &mut Desk<'_>) -> Vec<Objection> {
    let cx = desk.cx;
    let Some(on) = verb.on().or(cx.on) else { return Vec::new() };
    let opens = verb.name() == "intake";
    if desk.is_new && !opens && verb.on_case() {
        return Vec::new();
    }
    future(verb, desk);
    let receipt = desk.case.current().and_then(|r| r.received).filter(|r| !opens && r.is_after(on));
    if let Some(received) = receipt {
        desk.refuse(Problem::BeforeReceipt { when: on, received });
    }
    let earliest = limit::reach_back(cx.calendar, cx.now.date(), cx.current.desk.backdate);
    if on.date() >= earliest || desk.case.approvals.contains_key("backdate") {
        return Vec::new();
    }
    let rule = Rule { id: "backdate".into(), cite: Title::default() };
    vec![Objection { problem: Problem::TooFarBack { when: on, earliest }, rule, warn: false }]
}

fn future(verb: &dyn Verb, desk: &mut Desk<'_>) {
    let field = if verb.name() == "intake" { "received" } else { "on" };
    if let Some(on) = verb.on().or(desk.cx.on).filter(|on| on.is_after(desk.cx.now)) {
        desk.refuse(Problem::InFuture { field: field.into(), when: on, now: desk.cx.now });
    }
}

/// Who does it must be in service, and in the directory where the policy wants that.
fn people(verb: &dyn Verb, desk: &mut Desk<'_>) {
    let cx = desk.cx;
    let day = cx.when().date();
    let named = verb.person().filter(|p| !p.is_empty());
    for code in [Some(cx.doer().as_str()), named].into_iter().flatten() {
        match cx.directory.find_person(code) {
            Some(person) if !person.serves_on(day) => {
                let (from, until) = (person.from, person.until);
                desk.refuse(Problem::NotInService { person: person.code.clone(), from, until });
            }
            None if !cx.directory.people.is_empty() && Some(code) != named => {
                let names: Vec<&str> = cx.directory.people.iter().map(|p| p.code.as_str()).collect();
                let problem =
                    Problem::UnknownPerson { person: code.into(), nearest: super::codes::nearest(code, &names) };
                desk.object(problem, None, cx.current.desk.people == Severity::Warn);
            }
            _ => {}
        }
    }
}

/// Texts of a restricted case lie in private, all of them.
fn seal_restricted(desk: &mut Desk<'_>) {
    let mut drafts = std::mem::take(desk.drafts_mut());
    drafts.iter_mut().for_each(|draft| seal(desk, draft));
    *desk.drafts_mut() = drafts;
}

fn seal(desk: &Desk<'_>, draft: &mut Draft) {
    let restricted = match &draft.body {
        Body::Opened(body) => body.restricted,
        Body::Classified(body) => body.restricted.unwrap_or(desk.case.restricted),
        _ => desk.case.restricted && draft.target == Target::This,
    };
    if !restricted {
        return;
    }
    let mut text = std::mem::take(&mut draft.text);
    draft.private.absorb(&mut text);
    if let Some(fields) = draft.body.fields_mut() {
        let open = |code: &Code| desk.cx.current.fields.iter().any(|f| f.code == *code && is_free(&f.kind));
        let (free, kept) =
            std::mem::take(fields).into_iter().partition(|(code, value)| value.text().is_some() && open(code));
        *fields = kept;
        let free: crate::domain::event::Fields = free;
        free.iter().for_each(|(code, value)| draft.private.set(code, value.text().unwrap_or_default()));
    }
}

/// Whether a field of this kind holds free text.
fn is_free(kind: &str) -> bool {
    !matches!(kind, "flag" | "money" | "count" | "date" | "choice")
}

/// Free texts that stand among an event's facts: own fields of kind text, tags.
fn texts_of_body(desk: &Desk<'_>, body: &Body) -> Vec<(Code, String)> {
    let free = |code: &Code| match desk.cx.current.fields.iter().find(|f| f.code == *code) {
        Some(field) => is_free(&field.kind),
        None => code == "tags",
    };
    let fields = body.fields().into_iter().flatten().filter(|(code, _)| free(code));
    let mut texts: Vec<(Code, String)> =
        fields.filter_map(|(code, value)| Some((code.clone(), value.text()?.to_string()))).collect();
    if let Body::Opened(body) = body {
        texts.extend(body.tags.iter().map(|tag| ("tags".into(), tag.to_string())));
    }
    texts
}

fn personal_data(desk: &mut Desk<'_>) {
    let found: Vec<(Problem, bool)> = desk.drafts().iter().flat_map(|draft| findings(desk, draft)).collect();
    for (problem, warn) in found {
        desk.object(problem, None, warn);
    }
}

/// Words that `--not-personal` let through are put on record, with the command that used them.
fn let_through(verb: &dyn Verb, desk: &mut Desk<'_>) {
    let said = |word: &str| desk.drafts().iter().any(|d| d.text.iter().any(|(_, text)| text.contains(word)));
    let used: Vec<&str> = desk.cx.not_personal.iter().map(String::as_str).filter(|w| said(w)).collect();
    if used.is_empty() {
        return;
    }
    let body = Overridden { verb: verb.name().into(), rules: vec!["not-personal".into()], ..Overridden::default() };
    let draft = Draft::new(Body::Overridden(body)).say("reason", &used.join(", "));
    desk.record(draft);
}

/// Personal data in the public texts of a draft, and whether it only warns.
fn findings(desk: &Desk<'_>, draft: &Draft) -> Vec<(Problem, bool)> {
    let cx = desk.cx;
    let restricted = match &draft.body {
        Body::Opened(body) => body.restricted,
        _ => desk.case.restricted,
    };
    let facts = texts_of_body(desk, &draft.body);
    if (draft.text.is_empty() || restricted) && facts.is_empty() {
        return Vec::new();
    }
    let mut known = (cx.names)();
    known.extend(desk.names.iter().cloned());
    let names: Vec<&str> = known.iter().map(String::as_str).chain(draft.private.get("name")).collect();
    let exempt: Vec<&str> = cx.not_personal.iter().map(String::as_str).chain(source_ref(desk, draft)).collect();
    let texts = draft.text.iter().filter(|_| !restricted);
    let texts = texts.chain(facts.iter().map(|(field, text)| (field.as_str(), text.as_str())));
    personal(texts, &names, &exempt, cx.directory, cx.current)
}

/// Personal data in texts that stay in the log, and whether it only warns.
pub fn personal<'a>(
    texts: impl Iterator<Item = (&'a str, &'a str)>,
    names: &[&str],
    exempt: &[&str],
    directory: &Directory,
    policy: &Policy,
) -> Vec<(Problem, bool)> {
    let phones = directory.people.iter().map(|p| p.phone.as_str()).filter(|p| !p.is_empty());
    let exempt: Vec<&str> = exempt.iter().copied().chain(phones).collect();
    let guard = Guard { names, exempt: &exempt };
    let mut found = Vec::new();
    for (field, text) in texts {
        for hit in guard.check(text) {
            let warn = hit.severity == guard::Severity::Warn || policy.desk.guard == Severity::Warn;
            let private = private_flag(field).into();
            let problem = Problem::PersonalData { field: field.into(), word: hit.word, kind: hit.kind, private };
            found.push((problem, warn));
        }
    }
    found
}

fn source_ref<'a>(desk: &'a Desk<'_>, draft: &'a Draft) -> Option<&'a str> {
    let own = match &draft.body {
        Body::Opened(body) => body.source_ref.as_str(),
        _ => desk.case.source_ref.as_str(),
    };
    (!own.is_empty()).then_some(own)
}

/// The flag that keeps a text in private.
fn private_flag(field: &str) -> &'static str {
    match field {
        "title" => "--statement",
        "note" => "--private",
        _ => "note --private",
    }
}

fn rule(policy: &Policy, id: &Code, code: &Code, cite: &Title) -> Rule {
    let id = if id.is_empty() { code } else { id };
    let cite = if cite.zh.is_empty() && cite.en.is_empty() {
        policy.cite_of(id).cloned().unwrap_or_default()
    } else {
        cite.clone()
    };
    Rule { id: id.clone(), cite }
}

fn gates(verb: &dyn Verb, desk: &Desk<'_>) -> Vec<Objection> {
    // A registration and a new round stand under the policy of today, everything else under that of its round.
    let policy = if desk.is_new { desk.cx.current } else { desk.cx.policy };
    let guards = || policy.gates.iter().filter(|gate| gate.on.iter().any(|on| on == verb.name()));
    if guards().next().is_none() {
        return Vec::new();
    }
    let (case, given) = as_decided(verb, desk);
    let view = View { case: &case, policy, given: &given };
    let mut objections = Vec::new();
    for gate in guards() {
        if !gate.when.holds(&view) {
            continue;
        }
        let mut problems = Vec::new();
        needs(&gate.needs, &view, desk, &mut problems);
        after(gate, desk, &mut problems);
        by(&gate.by, verb, desk, policy, &mut problems);
        let rule = rule(policy, &gate.rule, &gate.code, &gate.cite);
        let warn = gate.severity == Severity::Warn;
        objections.extend(problems.into_iter().map(|problem| Objection { problem, rule: rule.clone(), warn }));
    }
    objections
}

/// The case as the verb would leave it (but in the state in which it found it), and the facts that the verb brings beside: what
/// conditions look at is what was understood, not what was typed.
fn as_decided(verb: &dyn Verb, desk: &Desk<'_>) -> (Case, Vec<(Code, Fact)>) {
    let mut case = desk.case.clone();
    let mut given = text_facts(desk);
    for draft in desk.drafts().iter().filter(|d| d.target == Target::This) {
        given.extend(body_facts(&draft.body));
        let mut draft = draft.clone();
        super::carry_on(&mut draft, &mut case, desk.cx);
    }
    case.state = desk.case.state;
    given.extend(verb.facts().into_iter().filter(|(name, _)| matches!(name.as_str(), "kind" | "what" | "step")));
    (case, given)
}

/// The codes, numbers and flags of an event's body by name.
fn body_facts(body: &Body) -> Vec<(Code, Fact)> {
    let json: serde_json::Value = serde_json::from_str(&body.json()).unwrap_or_default();
    let text = |v: &serde_json::Value| v.as_str().map(Code::from);
    let fact = |value: &serde_json::Value| match value {
        serde_json::Value::String(code) => Fact::Codes(vec![code.as_str().into()]),
        serde_json::Value::Bool(flag) => Fact::Flag(*flag),
        serde_json::Value::Array(all) => Fact::Codes(all.iter().filter_map(text).collect()),
        number => serde_json::from_value(number.clone()).map_or(Fact::Unset, Fact::Number),
    };
    json.as_object().into_iter().flatten().map(|(name, value)| (name.as_str().into(), fact(value))).collect()
}

/// Texts that the verb brings count as set facts.
fn text_facts(desk: &Desk<'_>) -> Vec<(Code, Fact)> {
    let texts = desk.drafts().iter().flat_map(|d| d.text.iter().chain(d.private.iter()));
    texts.map(|(name, _)| (name.into(), Fact::Flag(true))).collect()
}

fn needs(needs: &Needs, view: &View<'_>, desk: &Desk<'_>, problems: &mut Vec<Problem>) {
    let (case, policy) = (desk.case, view.policy);
    let title = |section: &str, code: &Code| {
        let rows = policy.section(section).unwrap_or_default();
        rows.iter().find(|r| r.code() == code).map(|r| r.title().clone()).unwrap_or_default()
    };
    for field in needs.fields.iter().filter(|f| view.fact(f) == Fact::Unset) {
        problems.push(Problem::Missing { field: field.clone() });
    }
    for step in needs.steps.iter().filter(|s| !case.steps.contains_key(*s)) {
        problems.push(Problem::MissingStep { step: step.clone(), title: title("step", step) });
    }
    for approval in needs.approvals.iter().filter(|a| !case.approvals.contains_key(*a)) {
        problems.push(Problem::MissingApproval { approval: approval.clone(), title: title("approval", approval) });
    }
    for kind in needs.links.iter().filter(|k| !case.links.iter().any(|(_, known)| known == *k)) {
        problems.push(Problem::MissingLink { kind: kind.clone() });
    }
}

fn after(gate: &Gate, desk: &Desk<'_>, problems: &mut Vec<Problem>) {
    for milestone in &gate.after {
        if desk.case.reached(milestone).is_none() && !desk.case.steps.contains_key(milestone) {
            let title =
                desk.cx.policy.steps.iter().find(|s| s.code == *milestone).map(|s| s.title.clone()).unwrap_or_default();
            problems.push(Problem::NotYet { milestone: milestone.clone(), title });
        }
    }
}

fn by(by: &By, verb: &dyn Verb, desk: &Desk<'_>, policy: &Policy, problems: &mut Vec<Problem>) {
    if *by == By::default() {
        return;
    }
    let cx = desk.cx;
    let named = verb.person().filter(|p| !p.is_empty());
    let doer = cx.doer();
    for given in named.into_iter().chain((named != Some(doer.as_str())).then_some(doer.as_str())) {
        let mut found = Vec::new();
        by_one(by, given, named.is_none() || Some(given) == named, desk, policy, &mut found);
        problems.extend(found.into_iter().filter(|p| !problems.contains(p)).collect::<Vec<_>>());
    }
}

/// One person against what a gate says of who may. Roles and levels are asked of the person whose act it is.
fn by_one(by: &By, given: &str, whose: bool, desk: &Desk<'_>, policy: &Policy, problems: &mut Vec<Problem>) {
    let cx = desk.cx;
    let known = cx.directory.find_person(given);
    let person: Code = known.map_or_else(|| given.into(), |p| p.code.clone());
    let unit = known.map(|p| p.unit.clone()).unwrap_or_default();
    for not in &by.not {
        match not.as_str() {
            "respondent" if desk.case.respondents.contains(&person) => {
                problems.push(Problem::IsRespondent { person: person.clone() });
            }
            "handler" if desk.case.person == person => problems.push(Problem::IsHandler { person: person.clone() }),
            "unit-complained-about" if !desk.case.against.is_empty() && is_below(desk, &unit) => {
                problems
                    .push(Problem::OfUnitComplainedAbout { person: person.clone(), unit: desk.case.against.clone() });
            }
            _ => {}
        }
    }
    if !whose {
        return;
    }
    if !by.role.is_empty() && !known.is_some_and(|p| p.roles.iter().any(|r| by.role.contains(r))) {
        problems.push(Problem::WrongRole { person: person.clone(), roles: by.role.clone() });
    }
    if !by.level_at_least.is_empty() {
        let level = cx.directory.unit(&unit).map(|u| u.level.clone()).unwrap_or_default();
        if policy.rank(&level) < policy.rank(&by.level_at_least) {
            problems.push(Problem::LevelTooLow { person, level, at_least: by.level_at_least.clone() });
        }
    }
}

/// Whether a unit is the one complained about, or lies below it.
fn is_below(desk: &Desk<'_>, unit: &Code) -> bool {
    let against = &desk.case.against;
    unit == against || desk.cx.directory.with_parents(unit).iter().any(|u| u.code == *against)
}

/// The elements of a reply (of the form that goes back to the desk).
fn elements(verb: &dyn Verb, desk: &Desk<'_>) -> Vec<Objection> {
    let Some(Body::Replied(reply)) = desk.drafts().iter().map(|d| &d.body).find(|b| matches!(b, Body::Replied(_)))
    else {
        return Vec::new();
    };
    if reply.partial || !reply.to.iter().any(|to| to == "desk") {
        return Vec::new();
    }
    let policy = desk.cx.policy;
    let (case, given) = as_decided(verb, desk);
    let view = View { case: &case, policy, given: &given };
    let missing = policy.elements.iter().filter(|e| e.when.holds(&view)).filter(|e| match e.code.as_str() {
        "handled" => false,
        "handler" => reply.handler.is_empty(),
        "phone" => reply.phone.is_empty(),
        "satisfaction" => reply.satisfaction.is_empty(),
        text => view.fact(text) == Fact::Unset,
    });
    missing
        .map(|element| Objection {
            problem: Problem::MissingElement { element: element.code.clone(), title: element.title.clone() },
            rule: rule(policy, &element.rule, &element.code, &element.cite),
            warn: false,
        })
        .collect()
}
