//! Facts that differ: corrections of the registration, classifications, corrections of the complainant's data.

use super::base::Base;
use super::{Plan, Planned, PlannedPart};
use crate::domain::case::Case;
use crate::domain::case::registered::{Change, REGISTERED};
use crate::domain::event::Body;
use crate::domain::gate::intake::PRIVATE;
use crate::domain::gate::{Classify, Correct, CorrectParty, Decision, Past};
use crate::domain::value::amount::Value;
use crate::domain::value::moment::Moment;
use crate::import::difference::Why;
use std::collections::{BTreeSet, HashSet};

/// Whether a row is of another complaint than the case with its key: another title, nothing that the complainant has in common with it, and
/// another day or another name. A number that was given out twice would else take the one complainant's case for the other's.
pub(super) fn is_another(base: &Base, theirs: &Decision) -> bool {
    let Some(was) = &base.private else { return false };
    let Some(first) = theirs.drafts.iter().find(|draft| matches!(draft.body, Body::Opened(_))) else { return false };
    let both = |name: &str| {
        let (was, says) = (was.get(name).map(String::as_str).unwrap_or_default(), first.private.get(name));
        says.filter(|says| !says.is_empty() && !was.is_empty()).map(|says| says == was)
    };
    let day = |case: &Case| case.received().map(Moment::date);
    let title = first.text.get("title").or_else(|| first.private.get("title"));
    base.title.as_deref() != title
        && ["name", "phone", "email", "id_number"].iter().all(|name| both(name) != Some(true))
        && (day(&base.case) != day(&theirs.case) || both("name") == Some(false))
}

/// Plans the acts for facts that the source has changed. They count from the receipt, as if the row had been imported only now.
pub(super) fn plan(base: &Base, theirs: &Decision, unsaid: &HashSet<String>, why: String, plan: &mut Plan) {
    let on = base.case.current().and_then(|round| round.received);
    let (mut set, mut classify) = (Vec::new(), Classify::default());
    title(base, theirs, &mut set, plan);
    receipt(base, theirs, &mut set, plan);
    registered(base, theirs, unsaid, (&mut set, &mut classify), plan);
    fields(base, theirs, unsaid, &mut set, plan);
    let mut parties = Vec::new();
    private(base, theirs, unsaid, &mut parties, plan);
    if let (false, Some(opened)) = (parties.is_empty(), base.opened()) {
        let verb = CorrectParty { party: opened.to_string(), set: parties, reason: why.clone() };
        plan.push(Past::new(verb, None));
    }
    if !set.is_empty() {
        let correct = |set: &[(String, String)]| Past::new(Correct { set: set.to_vec(), reason: why.clone() }, on);
        let part = |one: &(String, String)| PlannedPart {
            what: one.0.clone(),
            value: one.1.clone(),
            past: correct(std::slice::from_ref(one)),
        };
        plan.acts.push(Planned { chain: vec![correct(&set)], parts: set.iter().map(part).collect() });
    }
    let nothing = classify.category.is_empty()
        && classify.nature.is_empty()
        && classify.causes.is_empty()
        && !classify.restricted;
    if !nothing {
        plan.push(Past::new(classify, on));
    }
}

type Set = Vec<(String, String)>;

/// What follows from three values of a fact: nothing, a change, or a difference that is left.
fn follows<T: PartialEq>(was: &T, says: &T, here: &T) -> Option<Result<(), Why>> {
    if was == says || here == says {
        return None;
    }
    Some(if here == was { Ok(()) } else { Err(Why::ChangedHere) })
}

fn title(base: &Base, theirs: &Decision, set: &mut Set, plan: &mut Plan) {
    let first = theirs.drafts.iter().find(|draft| matches!(draft.body, Body::Opened(_)));
    let says = first.and_then(|draft| draft.text.get("title").or_else(|| draft.private.get("title"))).map(String::from);
    match follows(&base.title, &says, &base.here.title) {
        Some(Ok(())) => set.push(("title".into(), says.unwrap_or_default())),
        Some(Err(why)) => plan.differ("title", &says.unwrap_or_default(), why),
        None => {}
    }
}

fn receipt(base: &Base, theirs: &Decision, set: &mut Set, plan: &mut Plan) {
    let says = theirs.case.received();
    let value = says.map(|on| on.to_string()).unwrap_or_default();
    match follows(&base.case.received(), &says, &base.here.case.received()) {
        Some(Ok(())) if base.here.case.rounds.len() == 1 => set.push(("received".into(), value)),
        Some(Ok(())) => plan.differ("received", &value, Why::NoAct),
        Some(Err(why)) => plan.differ("received", &value, why),
        None => {}
    }
}

fn registered(
    base: &Base,
    theirs: &Decision,
    unsaid: &HashSet<String>,
    (set, classify): (&mut Set, &mut Classify),
    plan: &mut Plan,
) {
    for fact in REGISTERED.iter().filter(|fact| !unsaid.contains(&fact.flag().replace('-', "_"))) {
        let of = |case: &Case| (fact.recorded)(&case.facts).map(|value: Value| value.to_string()).unwrap_or_default();
        let says = of(&theirs.case);
        match follows(&of(&base.case), &says, &of(&base.here.case)) {
            None => {}
            Some(Err(why)) => plan.differ(fact.row.key, &says, why),
            Some(Ok(())) if fact.change != Change::Classified => set.push((fact.row.key.into(), says)),
            // A class can be changed and not taken away.
            Some(Ok(())) if says.is_empty() => plan.differ(fact.row.key, &says, Why::NoAct),
            Some(Ok(())) => match fact.row.key {
                "category" => classify.category = says,
                "nature" => classify.nature = says,
                "causes" => classify.causes = says.split(',').map(Into::into).collect(),
                "restricted" if says == "yes" => classify.restricted = true,
                key => plan.differ(key, &says, Why::NoAct),
            },
        }
    }
}

fn fields(base: &Base, theirs: &Decision, unsaid: &HashSet<String>, set: &mut Set, plan: &mut Plan) {
    let cases = [&base.case, &theirs.case];
    let codes: BTreeSet<&str> =
        cases.iter().flat_map(|case| case.facts.fields.iter()).map(|(code, _)| code.as_str()).collect();
    for code in codes.into_iter().filter(|code| !unsaid.contains(*code)) {
        let of = |case: &Case| case.facts.fields.get(code).map(ToString::to_string).unwrap_or_default();
        let says = of(&theirs.case);
        match follows(&of(&base.case), &says, &of(&base.here.case)) {
            Some(Ok(())) => set.push((code.into(), says)),
            Some(Err(why)) => plan.differ(code, &says, why),
            None => {}
        }
    }
}

/// The complainant's data is corrected by what the file says, and never taken away or blotted out by what it leaves out: a correction erases
/// what stood there before.
fn private(base: &Base, theirs: &Decision, unsaid: &HashSet<String>, set: &mut Set, plan: &mut Plan) {
    let Some(was) = &base.private else { return };
    let Some(first) = theirs.drafts.iter().find(|draft| matches!(draft.body, Body::Opened(_))) else { return };
    for name in PRIVATE.iter().copied().chain(["respondent", "source_ref"]).filter(|name| !unsaid.contains(*name)) {
        let says = first.private.get(name).unwrap_or_default();
        let of = |all: &std::collections::HashMap<String, String>| all.get(name).cloned().unwrap_or_default();
        let was = of(was);
        match follows(&was, &says.to_string(), &of(&base.here.private)) {
            // A number of the source that holds none of a person any more is told by the registration's own fact.
            Some(_) if says.is_empty() && name == "source_ref" => {}
            Some(_) if says.is_empty() || (!WORDS.contains(&name) && is_masked(says, &was)) => {
                plan.differ(name, says, Why::Hidden);
            }
            Some(Ok(())) => set.push((name.into(), says.into())),
            Some(Err(why)) => plan.differ(name, says, why),
            None => {}
        }
    }
}

/// The complainant's own words, in which a masked number may stand.
const WORDS: [&str; 2] = ["statement", "demand"];

/// Whether a value hides a part that another had: `张*`, `139****2222`, 张某.
fn is_masked(says: &str, was: &str) -> bool {
    ["*", "＊", "某"].iter().any(|sign| says.contains(sign) && !was.contains(sign))
}
