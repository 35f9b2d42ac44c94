//! Keeps personal data out of public texts, and moves all texts of a restricted case to the private side.

use super::whose::{is_name, names_in_code, own_number, who};
use crate::domain::Code;
use crate::domain::case::fact_type::{FactKind, FactValue};
use crate::domain::case::registered::{REGISTERED, RegisteredFact};
use crate::domain::case::withheld;
use crate::domain::event::{Body, Event, Overridden};
use crate::domain::gate::codes::is_code;
use crate::domain::gate::draft::{Draft, Target};
use crate::domain::gate::proposal::{Proposal, Verb};
use crate::domain::gate::refusal::{Problem, Rule};
use crate::domain::guard::{self, Guard, GuardNames};
use crate::domain::policy::directory::Directory;
use crate::domain::policy::{Policy, Severity};
use crate::domain::value::id::EventId;
use crate::domain::value::texts::Texts;
use crate::domain::value::title::Title;

/// Moves all texts of a restricted case to the private side.
pub(super) fn seal_restricted(proposal: &mut Proposal<'_>) {
    let mut drafts = std::mem::take(proposal.drafts_mut());
    drafts.iter_mut().for_each(|draft| seal(proposal, draft));
    *proposal.drafts_mut() = drafts;
}

pub(super) fn seal(proposal: &Proposal<'_>, draft: &mut Draft) {
    let restricted = match &draft.body {
        Body::Opened(body) => body.restricted,
        Body::Classified(body) => body.restricted.unwrap_or(proposal.case.facts.restricted),
        _ => proposal.case.facts.restricted && draft.target == Target::This,
    };
    if !restricted {
        return;
    }
    let mut text = std::mem::take(&mut draft.text);
    draft.private.absorb(&mut text);
    withheld::seal(&mut draft.body, &mut draft.private, &|code| proposal.cx.current.is_free_text(code));
}

/// Free texts among an event's facts: facts of kind text, policy fields of kind text, the phone of a reply.
fn texts_of_body(proposal: &Proposal<'_>, body: &Body) -> Vec<(Code, String)> {
    let policy = proposal.cx.current;
    let free = |code: &Code| match policy.fields.iter().any(|f| f.code == *code) {
        true => policy.is_free_text(code),
        false => of_kind(&[FactKind::Text, FactKind::Words]).any(|fact| code == fact.row.key),
    };
    let fields = body.fields().into_iter().flatten().filter(|(code, _)| free(code));
    let mut texts: Vec<(Code, String)> =
        fields.filter_map(|(code, value)| Some((code.clone(), value.text()?.to_string()))).collect();
    match body {
        Body::PartyAdded(body) if !body.organisation.is_empty() => {
            texts.push(("organisation".into(), body.organisation.to_string()));
        }
        Body::ImprovementAdded(body) => {
            texts.extend(body.terms.iter().map(|term| ("where".into(), sought_by(term).into())));
        }
        Body::IncidentOpened(body) => texts.extend(body.words.iter().map(|word| ("word".into(), word.to_string()))),
        Body::FilingReceived(body) => texts.push(("receipt".into(), body.receipt.to_string())),
        Body::Replied(body) if !body.phone.is_empty() => texts.push(("phone".into(), body.phone.to_string())),
        Body::Opened(body) => {
            let facts = body.facts_of_case();
            for fact in of_kind(&[FactKind::Text, FactKind::Words]) {
                match (fact.row.get)(&facts) {
                    FactValue::Code(text) if !text.is_empty() => texts.push((fact.row.key.into(), text.to_string())),
                    FactValue::Codes(all) => {
                        texts.extend(all.iter().map(|text| (fact.row.key.into(), text.to_string())));
                    }
                    _ => {}
                }
            }
        }
        _ => {}
    }
    texts
}

/// What a term looks for, without its key: the key of `ref:139…` would make a number of a paper out of any.
#[must_use]
pub fn sought_by(term: &str) -> &str {
    term.split_once(':').map_or(term, |(_, value)| value)
}

/// The facts of a registration of these kinds.
fn of_kind(kinds: &[FactKind]) -> impl Iterator<Item = &'static RegisteredFact> {
    REGISTERED.iter().filter(|fact| kinds.contains(&fact.row.kind))
}

pub(super) fn personal_data(proposal: &mut Proposal<'_>) {
    let drafts = proposal.drafts().iter().enumerate();
    let found: Vec<(Problem, bool)> = drafts.flat_map(|(at, draft)| findings(proposal, draft, at == 0)).collect();
    for (problem, warn) in found {
        proposal.object(problem, None, warn);
    }
}

/// Moves texts of imported acts that hold personal data to the private side, with their act: they were written elsewhere, and nobody can
/// put them right there. Keys and numbers of the source that hold any go there too; the log then has nothing of them.
pub(super) fn keep_private(proposal: &mut Proposal<'_>) {
    let mut drafts = std::mem::take(proposal.drafts_mut());
    let is_strict = proposal.cx.current.desk.guard != Severity::Warn;
    let is_text = |draft: &Draft, field: &str| [&draft.text, &draft.private].iter().any(|all| all.get(field).is_some());
    for (at, draft) in drafts.iter_mut().enumerate() {
        for field in named_staff(proposal, draft) {
            if matches!(moves(proposal, draft, &field), Moved::Now) {
                proposal.keep_private(field);
            }
        }
        for (problem, warn) in findings(proposal, draft, at == 0) {
            let moved = match &problem {
                // Nobody reads a warning for each of many rows: what may be a complainant's name goes there as well.
                Problem::PersonalData { field, kind, .. }
                    if !warn
                        || (is_strict && *kind == guard::PersonalKind::ComplainantName && is_text(draft, field)) =>
                {
                    moves(proposal, draft, field)
                }
                _ => Moved::No,
            };
            match moved {
                Moved::Now => {
                    if let Problem::PersonalData { field, .. } = problem {
                        proposal.keep_private(field);
                    }
                }
                Moved::Before => {}
                Moved::No => proposal.object(problem, None, warn),
            }
        }
    }
    *proposal.drafts_mut() = drafts;
}

/// The fields of an imported act in which staff stand by a name that is not in the directory: the log holds codes, never names. Without persons
/// in the directory each is taken for a code.
fn named_staff(proposal: &Proposal<'_>, draft: &Draft) -> Vec<Code> {
    let cx = proposal.cx;
    if cx.directory.people.is_empty() {
        return Vec::new();
    }
    let done_by = Some((DONE_BY, cx.done_by.as_str())).filter(|_| draft.private.get(DONE_BY).is_none());
    let is_named = |code: &str| !is_code(code) && cx.directory.person(code).is_none();
    let all = persons_of(&draft.body).chain(done_by);
    all.filter(|(_, code)| is_named(code)).map(|(field, _)| field.into()).collect()
}

/// Whether a text was moved to the private side.
enum Moved {
    Now,
    /// With an earlier finding in it.
    Before,
    /// It is no text that can be moved.
    No,
}

fn moves(proposal: &Proposal<'_>, draft: &mut Draft, field: &Code) -> Moved {
    // The gate gives it to an event afterwards, unless it lies here.
    if field == DONE_BY {
        draft.private.set(field, proposal.cx.done_by.as_str());
        return Moved::Now;
    }
    if let Some(text) = draft.text.take(field) {
        draft.private.set(field, text);
        return Moved::Now;
    }
    let private = if field == KEY { Texts::IMPORT_KEY } else { field };
    if draft.private.get(private).is_some() {
        return Moved::Before;
    }
    if field == KEY {
        let source = draft.import.split_once(':').map_or("", |(source, _)| source);
        let hidden = format!("{source}:{}", Texts::HIDDEN_KEY).into();
        draft.private.set(private, std::mem::replace(&mut draft.import, hidden).as_str());
        return Moved::Now;
    }
    if let Body::Opened(body) = &mut draft.body
        && field == SOURCE_REF
    {
        draft.private.set(field, std::mem::take(&mut body.source_ref).as_str());
        return Moved::Now;
    }
    if let Body::Opened(body) = &mut draft.body
        && field == "tags"
        && !body.tags.is_empty()
    {
        draft.private.set(field, std::mem::take(&mut body.tags).join(", "));
        return Moved::Now;
    }
    let person = match (&mut draft.body, field.as_str()) {
        (Body::Assigned(body), "person") => Some(&mut body.person),
        (Body::Replied(body), "handler") => Some(&mut body.handler),
        (Body::Withdrawn(body), "checked_by") => Some(&mut body.checked_by),
        (Body::WithdrawalCoerced(body), "checked_by") => Some(&mut body.checked_by),
        (Body::WithdrawalUnverified(body), "checked_by") => Some(&mut body.checked_by),
        (Body::Opened(body), "taken_by") => Some(&mut body.taken_by),
        _ => None,
    };
    if let Some(person) = person {
        draft.private.set(field, std::mem::take(person).as_str());
        return Moved::Now;
    }
    match draft.body.fields_mut().and_then(|fields| fields.remove(field)) {
        Some(value) => {
            draft.private.set(field, value.to_string());
            Moved::Now
        }
        None => Moved::No,
    }
}

/// The code of the approval, and the id of the rule, by which a complainant's own name may be in the log.
pub const NOT_PERSONAL: &str = "not-personal";

/// Records the words that `--not-personal` allowed, with the command that used them.
pub(super) fn let_through(verb: &dyn Verb, proposal: &mut Proposal<'_>) {
    // In whatever spelling the word let something through.
    let said = |word: &str| {
        let names = [word].into_iter().collect();
        let exempt = Guard { names: &names, exempt: &[] };
        let folded_in = |text: &str| text.contains(word) || exempt.check(text).iter().any(|hit| exempt.is_theirs(hit));
        let holds = |draft: &Draft| {
            draft.text.iter().any(|(_, text)| folded_in(text))
                || codes(proposal, draft, true).iter().any(|(_, code)| folded_in(code))
                || texts_of_body(proposal, &draft.body).iter().any(|(_, text)| folded_in(text))
        };
        proposal.drafts().iter().any(holds)
    };
    let used: Vec<&str> = proposal.cx.not_personal.iter().map(String::as_str).filter(|w| said(w)).collect();
    if used.is_empty() {
        return;
    }
    // Whether a complainant's name or number may be in the log is not for the writer alone to decide.
    let fresh = proposal.drafts().iter().flat_map(|draft| who(&draft.private));
    let mut names: GuardNames = proposal.names_known().into_iter().chain(fresh).collect();
    names.add(proposal.names);
    if used.iter().any(|word| is_name(word, &names)) && !proposal.case.approvals.contains_key(NOT_PERSONAL) {
        let row = proposal.cx.current.approvals.iter().find(|row| row.code == NOT_PERSONAL);
        let title = row.map(|row| row.title.clone()).unwrap_or_default();
        let rule = Rule { id: NOT_PERSONAL.into(), cite: Title::default() };
        proposal.object(Problem::MissingApproval { approval: NOT_PERSONAL.into(), title }, Some(rule), false);
    }
    let body = Overridden { verb: verb.name().into(), rules: vec![NOT_PERSONAL.into()], ..Overridden::default() };
    let draft = Draft::new(Body::Overridden(body)).say("reason", &used.join(", "));
    proposal.record(draft);
}

/// Personal data in the public texts of a draft, and whether each only warns.
pub(super) fn findings(proposal: &Proposal<'_>, draft: &Draft, is_first: bool) -> Vec<(Problem, bool)> {
    let cx = proposal.cx;
    let restricted = match &draft.body {
        Body::Opened(body) => body.restricted,
        _ => proposal.case.facts.restricted,
    };
    let facts = texts_of_body(proposal, &draft.body);
    let mut not_personal: Vec<&str> = cx.not_personal.iter().map(String::as_str).collect();
    if cx.past && !not_personal.is_empty() {
        // Nobody has consented to names in an imported text; it goes to the private side instead.
        let mut own: GuardNames = proposal.names_known().into_iter().chain(who(&draft.private)).collect();
        own.add(proposal.names);
        not_personal.retain(|word| !is_name(word, &own));
    }
    let codes = codes(proposal, draft, is_first);
    let has_texts = !((draft.text.is_empty() || restricted) && facts.is_empty());
    // The names on record are looked up where there is a text, or a code that could hold one of them or a number.
    let may_hold =
        |code: &str| !code.is_ascii() || code.contains(' ') || code.bytes().filter(u8::is_ascii_digit).count() >= 7;
    let asks = has_texts || codes.iter().any(|(_, code)| may_hold(code));
    let known = if asks { proposal.names_known() } else { Vec::new() };
    let mut names: GuardNames = known.into_iter().chain(who(&draft.private)).collect();
    names.add(proposal.names);
    let mut found = Vec::new();
    for (field, code) in codes {
        let names = names_in_code(code, &names);
        let one = std::iter::once((field, code));
        found.extend(personal(proposal.verb(), one, &names, &not_personal, cx.directory, cx.current));
    }
    if !has_texts {
        return found;
    }
    // The source's number is none of a person, unless it is one of theirs.
    let of_source = source_ref(proposal, draft).filter(|number| {
        (Guard { names: &names, exempt: &[] })
            .check(number)
            .iter()
            .all(|hit| hit.severity == guard::GuardSeverity::Warn)
    });
    let exempt: Vec<&str> = not_personal.into_iter().chain(of_source).collect();
    let texts = draft.text.iter().filter(|_| !restricted);
    let texts = texts.chain(facts.iter().map(|(field, text)| (field.as_str(), text.as_str())));
    // An office's fixed phone is allowed in a reply; a mobile only if the directory has it, and never the complainant's
    // own number.
    let is_office = |(problem, _): &(Problem, bool)| {
        let Problem::PersonalData { field, word, kind: guard::PersonalKind::FixedPhone, .. } = problem else {
            return false;
        };
        field == "phone"
            && !names.typed().any(|name| own_number(name).is_some_and(|own| own_number(word).as_ref() == Some(&own)))
    };
    found.extend(
        personal(proposal.verb(), texts, &names, &exempt, cx.directory, cx.current)
            .into_iter()
            .filter(|f| !is_office(f)),
    );
    found
}

/// The key of an imported row.
const KEY: &str = "key";

/// Who did an act that another recorded.
pub(in crate::domain::gate) const DONE_BY: &str = "done_by";

/// The number that a source gave to the complaint.
const SOURCE_REF: &str = "source_ref";

/// Codes that stay in the log and are no free text; that of the request once for all drafts.
fn codes<'d>(proposal: &'d Proposal<'_>, draft: &'d Draft, is_first: bool) -> Vec<(&'d str, &'d str)> {
    let cx = proposal.cx;
    let stranger = |code: &&str| !code.is_empty() && cx.directory.person(code).is_none();
    let mut codes = vec![(KEY, draft.import.as_str()), ("request", if is_first { cx.request } else { "" })];
    codes.extend(Some(cx.by.as_str()).filter(stranger).map(|by| ("as", by)));
    codes.extend(Some(cx.done_by.as_str()).filter(stranger).map(|by| (DONE_BY, by)));
    codes.extend(persons_of(&draft.body).filter(|(_, code)| stranger(code)));
    match &draft.body {
        Body::Opened(body) => codes.push((SOURCE_REF, &body.source_ref)),
        Body::Corrected(body) => {
            codes.extend(body.set.get(SOURCE_REF).and_then(|v| v.text()).map(|v| (SOURCE_REF, v)));
        }
        _ => {}
    }
    codes.retain(|(_, code)| !code.is_empty());
    codes
}

/// Staff named by an event beside who did it, with the field.
fn persons_of(body: &Body) -> impl Iterator<Item = (&'static str, &str)> {
    let registered = if let Body::Opened(body) = body { Some(("taken_by", &body.taken_by)) } else { None };
    let named = match body {
        Body::Assigned(body) => Some(("person", &body.person)),
        Body::Replied(body) => Some(("handler", &body.handler)),
        Body::WithdrawalUnverified(body) => Some(("checked_by", &body.checked_by)),
        Body::WithdrawalCoerced(body) => Some(("checked_by", &body.checked_by)),
        Body::Withdrawn(body) => Some(("checked_by", &body.checked_by)),
        Body::PartyAdded(body) => Some(("person", &body.person)),
        Body::ImprovementAdded(body) => Some(("person", &body.person)),
        _ => None,
    };
    named.into_iter().chain(registered).map(|(field, code)| (field, code.as_str()))
}

/// Warns about events of the case whose texts, which stay in the log, name somebody by this private data.
pub(in crate::domain::gate) fn warn_named_before(proposal: &mut Proposal<'_>, private: &Texts) {
    let names: GuardNames = who(private).collect();
    if names.typed().next().is_none() || proposal.case.facts.restricted {
        return;
    }
    let guard = Guard { names: &names, exempt: &[] };
    let is_named = |text: &str| {
        let found = guard.check(text);
        found.iter().any(|found| found.severity == guard::GuardSeverity::Refuse && guard.is_theirs(found))
    };
    let all = (proposal.cx.events)();
    let named = all.iter().filter(|event| event.text.iter().any(|(_, text)| is_named(text)));
    let events: Vec<EventId> = named.map(Event::id).collect();
    if !events.is_empty() {
        proposal.object(Problem::NamedBefore { events }, None, true);
    }
}

/// Personal data in texts that stay in the log, and whether each only warns. `verb`: the command that they were given to.
pub fn personal<'a>(
    verb: &str,
    texts: impl Iterator<Item = (&'a str, &'a str)>,
    names: &GuardNames,
    exempt: &[&str],
    directory: &Directory,
    policy: &Policy,
) -> Vec<(Problem, bool)> {
    let mut found = Vec::new();
    for (field, text) in texts {
        // Usually nothing is found even without exemptions.
        if (Guard { names, exempt: &[] }).check(text).is_empty() {
            continue;
        }
        let phones = directory.people.iter().map(|p| p.phone.as_str()).filter(|p| !p.is_empty());
        let exempt: Vec<&str> = exempt.iter().copied().chain(phones).collect();
        for hit in (Guard { names, exempt: &exempt }).check(text) {
            let warn = hit.severity == guard::GuardSeverity::Warn || policy.desk.guard == Severity::Warn;
            let private = private_flag(verb, field).into();
            let problem = Problem::PersonalData { field: field.into(), word: hit.word, kind: hit.kind, private };
            found.push((problem, warn));
        }
    }
    found
}

fn source_ref<'a>(proposal: &'a Proposal<'_>, draft: &'a Draft) -> Option<&'a str> {
    let own = match &draft.body {
        Body::Opened(body) => body.source_ref.as_str(),
        _ => proposal.case.facts.source_ref.as_str(),
    };
    (!own.is_empty()).then_some(own)
}

/// The flag that makes a text private; empty if there is none.
fn private_flag(verb: &str, field: &str) -> &'static str {
    match field {
        "title" if verb == "intake" => "--statement",
        "note" if matches!(verb, "note" | "mediate") => "--private",
        "terms" | "reason" if verb == "mediate" => "--private",
        "what" if verb == "evidence" => "--private",
        "as" | DONE_BY | "person" | "handler" | "checked_by" | "request" | SOURCE_REF | KEY | "phone" | "word"
        | "where" | "receipt" | "purpose" => "",
        _ => "note --private",
    }
}
