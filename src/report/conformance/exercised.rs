//! Which rules a history exercised, and how: those that spoke when something was done, or by the day that they set.
//!
//! Invariant: pure. It goes by the policy's rows and by what is on record; what was revoked does not count, nor do gates for imported
//! acts, which were not asked. Units are seen as the directory has them today.

use crate::domain::Code;
use crate::domain::calendar::Calendar;
use crate::domain::case::Case;
use crate::domain::case::apply;
use crate::domain::case::callback;
use crate::domain::case::due::Due;
use crate::domain::case::limit;
use crate::domain::event::{Body, Event, Replied};
use crate::domain::gate::verbs::intake::PRIVATE;
use crate::domain::gate::{route_facts, verb_of};
use crate::domain::policy::condition::{Fact, Facts};
use crate::domain::policy::directory::Directory;
use crate::domain::policy::{Gate, Named, Policy, Severity, Wording};
use crate::domain::query::term::At;
use crate::domain::query::view::View;
use crate::domain::value::moment::Moment;
use crate::domain::value::within::Within;
use std::collections::{BTreeMap, BTreeSet};

/// What became of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RuleResult {
    /// What it asks was done, or its day was met.
    Kept,
    /// Passed over by an override, with a reason on record.
    Overridden,
    /// Its day was missed, or what it asks was not there.
    Broken,
}

/// By what a history is judged.
#[derive(Clone, Copy)]
pub struct RuleScene<'a> {
    /// The policy whose rows are looked at.
    pub policy: &'a Policy,
    /// The units and people.
    pub directory: &'a Directory,
    /// The working days.
    pub calendar: &'a Calendar,
    /// The day, or the moment, of the report.
    pub at: At,
    /// Whether what happened, or was due, at a moment counts.
    pub within: &'a dyn Fn(Moment) -> bool,
}

/// The rules that the events of a case, or events without one, exercised, by id; events in order.
#[must_use]
pub fn exercised(events: &[&Event], scene: RuleScene<'_>) -> BTreeSet<(Code, RuleResult)> {
    let gone = apply::revoked(events);
    let case = Case { unopened: true, ..Case::default() };
    let mut walk =
        Walk { scene, policy: scene.policy, case, found: BTreeSet::new(), counts: true, dates: BTreeMap::new() };
    for (n, event) in events.iter().enumerate().filter(|(_, event)| !gone.contains(&event.id())) {
        walk.counts = (scene.within)(event.on());
        walk.seen(event);
        if event.case.is_some() {
            walk.on_case(event, &passed_over(event, &events[n + 1..]));
            walk.wording(event, &events[n + 1..]);
        } else if !is_imported(event) {
            let none = walk.case.clone();
            walk.gates(event, &none, &passed_over(event, &events[n + 1..]));
        }
    }
    walk.judge_limits();
    walk.found
}

struct Walk<'a> {
    scene: RuleScene<'a>,
    policy: &'a Policy,
    /// As the events so far left it.
    case: Case,
    found: BTreeSet<(Code, RuleResult)>,
    /// Whether the present event counts.
    counts: bool,
    /// The last date of each limit by round, from 0: a limit that was met may not apply any more.
    dates: BTreeMap<(usize, Code), Due>,
}

/// The rules that an override passed over, which is recorded with the act.
fn passed_over(event: &Event, next: &[&Event]) -> Vec<Code> {
    let verb = verb_of(&event.body);
    let same = next.iter().take_while(|other| other.at == event.at);
    let rules = same.filter_map(|other| match &other.body {
        Body::Overridden(body) if body.verb == verb => Some(body.rules.clone()),
        _ => None,
    });
    rules.flatten().collect()
}

impl Walk<'_> {
    fn put(&mut self, rule: &Code, result: RuleResult) {
        if self.counts {
            self.found.insert((rule.clone(), result));
        }
    }

    /// A row is at work.
    fn kept(&mut self, row: &dyn Named) {
        self.put(row.rule_id(), RuleResult::Kept);
    }

    /// Rules that the engine itself keeps, and duties.
    fn seen(&mut self, event: &Event) {
        let facts = std::cell::OnceCell::new();
        for rule in &self.policy.rules {
            let shows = rule.seen.iter().any(|seen| match seen.split_once('.') {
                None => seen == event.body.kind(),
                Some((kind, fact)) => {
                    let known = |(name, value): &(Code, Fact)| name == fact && *value != Fact::Unset;
                    kind == event.body.kind() && facts.get_or_init(|| event.body.facts()).iter().any(known)
                }
            });
            if shows {
                self.put(&rule.code, RuleResult::Kept);
            }
        }
        if let Body::DutyDone(body) = &event.body
            && let Some(row) = self.policy.duties.iter().find(|row| row.code == body.duty)
        {
            self.kept(row);
        }
    }

    fn on_case(&mut self, event: &Event, overridden: &[Code]) {
        let before = self.case.clone();
        self.case.apply(event);
        let round = self.case.rounds.len().saturating_sub(1);
        for (limit, due) in event.body.due().into_iter().flatten() {
            if let Some(due) = due {
                self.dates.insert((round, limit.clone()), due.clone());
            }
        }
        if !is_imported(event) {
            self.gates(event, &before, overridden);
        }
        self.unlimited(event);
        self.facts(event);
        self.acts(event, &before, overridden);
        let (policy, case) = (self.policy, self.case.clone());
        let view = View { case: &case, policy, given: &[] };
        for row in policy.majors.iter().filter(|row| row.when.holds(&view)) {
            self.kept(row);
        }
        let earlier = View { case: &before, policy, given: &[] };
        for row in policy.follows.iter().filter(|row| row.when.holds(&view) && !row.when.holds(&earlier)) {
            self.kept(row);
        }
    }

    /// A wording row is kept where it had a text to look at and found nothing.
    fn wording(&mut self, event: &Event, next: &[&Event]) {
        let name = verb_of(&event.body);
        if name.is_empty() || self.policy.wordings.is_empty() || is_imported(event) {
            return;
        }
        let found = next.iter().take_while(|other| other.at == event.at).filter_map(|other| match &other.body {
            Body::WordingFound(body) if body.verb == name => Some(body.rows.as_slice()),
            _ => None,
        });
        let found: Vec<&Code> = found.flatten().collect();
        let (policy, case) = (self.policy, self.case.clone());
        let view = View { case: &case, policy, given: &[] };
        let texts: Vec<&str> = event.text.iter().map(|(name, _)| name).collect();
        // Of private texts only that there are some is known here.
        let looks = |row: &Wording| {
            texts.iter().any(|text| row.looks_at(text))
                || (event.sealed.is_some() && row.texts.iter().any(|text| PRIVATE.contains(&text.as_str())))
        };
        let on = |row: &Wording| row.on.is_empty() || row.on.iter().any(|on| on == name);
        for row in policy.wordings.iter().filter(|row| on(row) && row.when.holds(&view) && looks(row)) {
            if !found.contains(&&row.code) {
                self.kept(row);
            }
        }
    }

    /// A gate counts where its command was recorded while its condition held.
    fn gates(&mut self, event: &Event, before: &Case, overridden: &[Code]) {
        let policy = self.policy;
        let name = verb_of(&event.body);
        let mut gates = policy.gates.iter().filter(|gate| gate.on.iter().any(|on| on == name)).peekable();
        if gates.peek().is_none() {
            return;
        }
        let mut case = self.case.clone();
        case.state = before.state;
        let mut given: Vec<(Code, Fact)> = event.text.iter().map(|(name, _)| (name.into(), Fact::Flag(true))).collect();
        given.extend(event.body.facts());
        if let Body::Corrected(body) = &event.body {
            let what = body.set.iter().map(|(name, _)| name.clone()).chain(body.private.iter().cloned());
            given.push(("what".into(), Fact::Codes(what.collect())));
        }
        given.extend(answer(&event.body).map(|kind| ("kind".into(), Fact::Codes(vec![kind.into()]))));
        let own = || self.scene.directory.person(event.doer()).map(|p| p.unit.clone()).unwrap_or_default();
        let holder = if before.unit.is_empty() { own() } else { before.unit.clone() };
        given.extend(route_facts(&case, before, &holder, self.scene.directory, policy));
        let view = View { case: &case, policy, given: &given };
        let asking: Vec<&Gate> = gates.filter(|gate| gate.when.holds(&view) && asks(gate, before)).collect();
        for gate in asking {
            let rule = gate.rule_id();
            let warned = gate.severity == Severity::Warn && !has_reached(gate, before);
            self.put(
                rule,
                if overridden.contains(rule) {
                    RuleResult::Overridden
                } else if warned {
                    RuleResult::Broken
                } else {
                    RuleResult::Kept
                },
            );
        }
    }

    /// A row that says that there is no limit counts where it is the one that holds.
    fn unlimited(&mut self, event: &Event) {
        let policy = self.policy;
        if !event.body.moves_limits() {
            return;
        }
        let rows =
            limit::rows(&self.case, policy).into_iter().flat_map(|found| found.row.into_iter().chain(found.beside));
        let none = rows.filter(|(row, loose)| !loose && row.within == Some(Within::None));
        let rules: Vec<Code> = none.map(|(row, _)| row.rule_id().clone()).collect();
        rules.iter().for_each(|rule| self.put(rule, RuleResult::Kept));
    }

    /// Limits, by their days: met in time, or missed. What still runs, and what a source does not tell, is neither.
    fn judge_limits(&mut self) {
        let case = std::mem::take(&mut self.case);
        let At { day, now } = self.scene.at;
        let mut found = Vec::new();
        for ((n, limit), due) in std::mem::take(&mut self.dates) {
            let Some(round) = case.rounds.get(n) else { continue };
            let met = round.met.get(&limit).copied().or_else(|| round.reached(due.until(&limit)));
            let is_missed = || case.missed().any(|missed| missed.round == n + 1 && missed.limit == limit);
            let in_time = met.is_some_and(|met| !met.is_after(due.at));
            if in_time && !round.is_untold(due.until(&limit), due.at) && !is_missed() {
                found.push((due.rule.clone(), RuleResult::Kept, due.at));
            }
        }
        let missed = case.missed().filter(|missed| !missed.corrected);
        found.extend(missed.map(|missed| (missed.rule.clone(), RuleResult::Broken, missed.due)));
        found.extend(case.overdue(day, now).map(|(_, due)| (due.rule.clone(), RuleResult::Broken, due.at)));
        for (rule, result, due) in found {
            self.counts = (self.scene.within)(due);
            self.put(&rule, result);
        }
    }

    /// Channels, natures, classes, own fields: by being used.
    fn facts(&mut self, event: &Event) {
        let policy = self.policy;
        if let Some(fields) = event.body.fields() {
            policy.fields.iter().filter(|row| fields.contains_key(&row.code)).for_each(|row| self.kept(row));
        }
        if !matches!(event.body, Body::Opened(_) | Body::Classified(_) | Body::Corrected(_)) {
            return;
        }
        let (channel, nature) = (self.case.facts.channel.clone(), self.case.facts.nature.clone());
        policy.channels.iter().filter(|row| row.code == channel).for_each(|row| self.kept(row));
        policy.natures.iter().filter(|row| row.code == nature).for_each(|row| self.kept(row));
        let source = self.case.facts.source.clone();
        policy.sources.iter().filter(|row| row.code == source).for_each(|row| self.kept(row));
        let causes: Vec<Code> =
            self.case.facts.causes.iter().flat_map(|cause| policy.with_parents("cause", cause)).collect();
        policy.causes.iter().filter(|row| causes.contains(&row.code)).for_each(|row| self.kept(row));
        let above = policy.with_parents("category", &self.case.facts.category);
        for row in policy.categories.iter().filter(|row| above.contains(&row.code)) {
            self.kept(row);
        }
    }

    /// Steps, consents, replies, calls, improvements, what goes up by itself.
    fn acts(&mut self, event: &Event, before: &Case, overridden: &[Code]) {
        let policy = self.policy;
        match &event.body {
            Body::Stepped(body) => {
                policy.steps.iter().filter(|row| row.code == body.step).for_each(|row| self.kept(row));
                let checks = policy.spot_checks.iter().filter(|row| row.code == body.step);
                checks.for_each(|row| self.kept(row));
            }
            Body::Approved(body) => {
                let rows = policy.approvals.iter().filter(|row| row.code == body.what);
                rows.for_each(|row| self.kept(row));
            }
            Body::Escalated(body) if !body.rule.is_empty() => {
                let rows = policy.escalations.iter().filter(|row| row.code == body.rule);
                rows.for_each(|row| self.kept(row));
            }
            Body::Referred(body) => {
                let rows = policy.outsides.iter().filter(|row| row.code == body.outside);
                rows.for_each(|row| self.kept(row));
            }
            Body::WordingFound(body) => {
                for row in policy.wordings.iter().filter(|row| body.rows.contains(&row.code)) {
                    self.put(row.rule_id(), RuleResult::Broken);
                }
            }
            Body::Issued(body) => {
                policy.forms.iter().filter(|row| row.code == body.form).for_each(|row| self.kept(row));
            }
            Body::CalledBack(_) => {
                if let Some(owed) = callback::owed(before, policy, self.scene.calendar) {
                    self.kept(owed.rule);
                }
            }
            Body::ImprovementAdded(_) => {
                let case = self.case.clone();
                let view = View { case: &case, policy, given: &[] };
                let row = policy.improvements.iter().find(|row| row.when.holds(&view));
                row.into_iter().for_each(|row| self.kept(row));
            }
            Body::Replied(body) if !body.partial && body.to.iter().any(|to| to == "desk") && !is_imported(event) => {
                self.elements(body, &event.body.facts(), overridden);
            }
            _ => {}
        }
    }

    /// The elements that the policy wants of a reply. `facts`: what the reply sets; texts are named in `elements` also where they were erased.
    fn elements(&mut self, body: &Replied, facts: &[(Code, Fact)], overridden: &[Code]) {
        let (policy, case) = (self.policy, self.case.clone());
        let view = View { case: &case, policy, given: &[] };
        for row in policy.elements.iter().filter(|row| row.when.holds(&view)) {
            let there = match row.code.as_str() {
                "handled" => true,
                "handler" => !body.handler.is_empty(),
                "phone" => !body.phone.is_empty(),
                "satisfaction" => !body.satisfaction.is_empty(),
                text => {
                    body.elements.iter().any(|known| known == text)
                        || facts.iter().any(|(known, _)| known == text)
                        || view.fact(text) != Fact::Unset
                }
            };
            let rule = row.rule_id();
            self.put(
                rule,
                match there {
                    true => RuleResult::Kept,
                    false if overridden.contains(rule) => RuleResult::Overridden,
                    false => RuleResult::Broken,
                },
            );
        }
    }
}

/// Whether it comes from an import: no gate was asked.
fn is_imported(event: &Event) -> bool {
    !event.import.is_empty()
}

/// Whether a gate had something to keep: one that only keeps respondents out speaks where there are any.
fn asks(gate: &Gate, before: &Case) -> bool {
    let only =
        |who: &str| gate.by.part.is_empty() && !gate.by.not.is_empty() && gate.by.not.iter().all(|not| not == who);
    !only("respondent") || !before.facts.respondents.is_empty() || before.withheld
}

/// Whether what has to come before an act was there.
fn has_reached(gate: &Gate, before: &Case) -> bool {
    let reached = |milestone: &Code| before.reached(milestone).is_some() || before.steps.contains_key(milestone);
    gate.after.iter().all(reached)
}

/// What became of a wish to withdraw, as conditions call it.
fn answer(body: &Body) -> Option<&'static str> {
    match body {
        Body::WithdrawalRequested(_) => Some("requested"),
        Body::WithdrawalUnverified(_) => Some("unverified"),
        Body::WithdrawalCoerced(_) => Some("coerced"),
        Body::Withdrawn(_) => Some("voluntary"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const POLICY: &str = r#"
        profile = "test"
        rule = [{ code = "late", seen = ["delayed"] }, { code = "copies", seen = ["replied.cc"] }]
        channel = [{ code = "phone", rule = "ways" }]
        category = [{ code = "big" }, { code = "loan", parent = "big", rule = "classes" }]
        limit = [{ code = "soon", limit = "reply", within = "3wd", when = { category = "loan" } },
                 { code = "never", limit = "reply", within = "none" }]
        step = [{ code = "listen" }]
        element = [{ code = "findings" }, { code = "lessons" }]
        duty = [{ code = "box", rule = "boxes" }]
        gate = [{ code = "form", on = ["assign"], when = { state = "accepted", unit_level = "low" }, must = { form = "transfer" } },
                { code = "party", on = ["reply"], by = { not = ["respondent"] } },
                { code = "sides", on = ["mediate", "deliver"] },
                { code = "free", on = ["withdraw"], when = { kind = "voluntary" } },
                { code = "told", on = ["reply"], after = ["acknowledged"], severity = "warn" }]
    "#;

    fn found(lines: &[&str]) -> String {
        let policy: Policy = toml::from_str(POLICY).expect("a policy");
        let directory: Directory = toml::from_str(r#"unit = [{ code = "u", level = "low" }]"#).expect("a directory");
        let event = |(i, line): (usize, &&str)| {
            let n = i + 1;
            // Each at its own minute, but for what goes along with the act before.
            let minute = if line.contains("overridden") { n - 1 } else { n };
            let case = if line.contains("duty_done") { "" } else { r#","case":"HQ-2026-0001""# };
            let line =
                format!(r#"{{"n":{n},"at":"2026-09-18T09:{minute:02}:00.000+08:00","by":"p"{case},"seq":{n},{line}}}"#);
            Event::parse(line.as_bytes(), "HQ".parse().expect("a desk")).expect("a line")
        };
        let events: Vec<Event> = lines.iter().enumerate().map(event).collect();
        let at = At { day: "2026-09-18".parse().expect("a day"), now: None };
        let (calendar, within) = (Calendar::embedded(), |_| true);
        let scene = RuleScene { policy: &policy, directory: &directory, calendar: &calendar, at, within: &within };
        let all = exercised(&events.iter().collect::<Vec<_>>(), scene);
        let mark = |result: &RuleResult| match result {
            RuleResult::Kept => "",
            RuleResult::Overridden => "~",
            RuleResult::Broken => "!",
        };
        all.iter().map(|(rule, result)| format!("{}{rule}", mark(result))).collect::<Vec<_>>().join(" ")
    }

    const OPENED: &str = r#""opened":{"channel":"phone","category":"loan","due":{"reply":{"at":"2026-09-21","rule":"soon","from":"2026-09-16","within":"3wd"}}}"#;

    const LATE: &str = r#""opened":{"on":"2026-09-10","channel":"phone","category":"loan","due":{"reply":{"at":"2026-09-15","rule":"soon","from":"2026-09-10","within":"3wd"}}}"#;

    #[test]
    fn rows_by_what_was_recorded() {
        assert_eq!(found(&[OPENED]), "big classes ways");
        let answered = r#""replied":{"to":["complainant"],"answers":["complainant"]}"#;
        assert_eq!(found(&[OPENED, answered]), "big classes soon !told ways");
        assert_eq!(found(&[LATE]), "big classes !soon ways");
        assert_eq!(found(&[r#""opened":{"category":"big"}"#]), "big never");
        assert_eq!(found(&[r#""stepped":{"step":"listen"}"#, r#""delayed":{}"#]), "late listen");
        assert_eq!(found(&[r#""replied":{"to":["desk"],"elements":["findings"]}"#]), "findings !lessons !told");
        assert_eq!(found(&[r#""replied":{"to":["complainant"],"cc":["u"]}"#]), "copies !told");
        assert_eq!(found(&[r#""duty_done":{"duty":"box","unit":"u"}"#]), "boxes");
    }

    #[test]
    fn gates_by_their_condition_and_by_what_they_had_to_keep() {
        let accepted = r#""accepted":{"unit":"u"}"#;
        let assigned = r#""assigned":{"unit":"u","form":"transfer"}"#;
        assert_eq!(found(&[assigned]), "");
        assert_eq!(found(&[OPENED, accepted, assigned]), "big classes form ways");
        let passed = r#""overridden":{"verb":"assign","rules":["form"]}"#;
        assert_eq!(found(&[OPENED, accepted, assigned, passed]), "big classes ~form ways");
        assert_eq!(found(&[OPENED, accepted, assigned, r#""revoked":{"event":"HQ:3"}"#]), "big classes ways");
        assert_eq!(found(&[r#""withdrawal_requested":{}"#]), "");
        assert_eq!(found(&[r#""withdrawn":{}"#]), "free");
        let opened = r#""opened":{}"#;
        assert_eq!(found(&[opened, r#""mediated":{}"#]), "sides");
        let passed = r#""overridden":{"verb":"deliver","rules":["sides"]}"#;
        assert_eq!(found(&[opened, r#""delivered":{}"#, passed]), "~sides");
        let reply = r#""replied":{}"#;
        assert_eq!(found(&[r#""opened":{"respondents":["q"]}"#, reply]), "party !told");
        assert_eq!(found(&[r#""opened":{}"#, r#""contacted":{"kind":"ack"}"#, reply]), "told");
    }
}
