//! Which rules a history exercised: those that spoke when something was done, and let it pass because what they want was there.
//!
//! Invariant: pure. It goes by the policy's rows and by what is on record; a rule that was passed over by an override does not count,
//! and neither does what was revoked. Units are seen as the directory has them today.

use redress::domain::Code;
use redress::domain::calendar::Calendar;
use redress::domain::case::Case;
use redress::domain::case::apply;
use redress::domain::case::callback;
use redress::domain::case::limit;
use redress::domain::event::{Body, Event, Replied};
use redress::domain::gate::route_facts;
use redress::domain::policy::condition::Fact;
use redress::domain::policy::directory::Directory;
use redress::domain::policy::{Gate, Policy, Severity};
use redress::domain::query::view::View;
use redress::domain::value::within::Within;
use std::collections::BTreeSet;

/// The ids of the rules that the events of a case, or events without one, exercised; events in order.
#[must_use]
pub(crate) fn exercised(
    events: &[&Event],
    policy: &Policy,
    directory: &Directory,
    calendar: &Calendar,
) -> BTreeSet<Code> {
    let gone = apply::revoked(events);
    let mut walk =
        Walk { policy, directory, calendar, case: Case { unopened: true, ..Case::default() }, found: BTreeSet::new() };
    for (n, event) in events.iter().enumerate().filter(|(_, event)| !gone.contains(&event.id())) {
        walk.seen(event);
        if event.case.is_some() {
            walk.on_case(event, &passed_over(event, &events[n + 1..]));
        }
    }
    walk.found
}

struct Walk<'a> {
    policy: &'a Policy,
    directory: &'a Directory,
    calendar: &'a Calendar,
    /// As the events so far left it.
    case: Case,
    found: BTreeSet<Code>,
}

/// The rules that an override passed over, which is recorded with the act.
fn passed_over(event: &Event, next: &[&Event]) -> Vec<Code> {
    let verb = verb(&event.body);
    let same = next.iter().take_while(|other| other.at == event.at);
    let rules = same.filter_map(|other| match &other.body {
        Body::Overridden(body) if body.verb == verb => Some(body.rules.clone()),
        _ => None,
    });
    rules.flatten().collect()
}

impl Walk<'_> {
    fn row(&mut self, code: &Code, rule: &Code) {
        self.found.insert(if rule.is_empty() { code.clone() } else { rule.clone() });
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
                self.found.insert(rule.code.clone());
            }
        }
        if let Body::DutyDone(body) = &event.body
            && let Some(row) = self.policy.duties.iter().find(|row| row.code == body.duty)
        {
            self.row(&row.code, &row.rule);
        }
    }

    fn on_case(&mut self, event: &Event, overridden: &[Code]) {
        let before = self.case.clone();
        self.case.apply(event);
        self.gates(event, &before, overridden);
        self.limits(event);
        self.facts(event);
        self.acts(event, &before);
        let (policy, case) = (self.policy, self.case.clone());
        let view = View { case: &case, policy, given: &[] };
        for row in policy.majors.iter().filter(|row| row.when.holds(&view)) {
            self.row(&row.code, &row.rule);
        }
    }

    /// A gate counts where its command was recorded while its condition held.
    fn gates(&mut self, event: &Event, before: &Case, overridden: &[Code]) {
        let policy = self.policy;
        let name = verb(&event.body);
        let mut gates = policy.gates.iter().filter(|gate| gate.on.iter().any(|on| on == name)).peekable();
        if gates.peek().is_none() {
            return;
        }
        let mut case = self.case.clone();
        case.state = before.state;
        let mut given: Vec<(Code, Fact)> = event.text.iter().map(|(name, _)| (name.into(), Fact::Flag(true))).collect();
        given.extend(event.body.facts());
        given.extend(answer(&event.body).map(|kind| ("kind".into(), Fact::Codes(vec![kind.into()]))));
        let own = || self.directory.person(event.doer()).map(|p| p.unit.clone()).unwrap_or_default();
        let holder = if before.unit.is_empty() { own() } else { before.unit.clone() };
        given.extend(route_facts(&case, &holder, self.directory, policy));
        let view = View { case: &case, policy, given: &given };
        let kept: Vec<&Gate> = gates.filter(|gate| gate.when.holds(&view) && asks(gate, before)).collect();
        for gate in kept {
            let rule = if gate.rule.is_empty() { &gate.code } else { &gate.rule };
            if !overridden.contains(rule) {
                self.found.insert(rule.clone());
            }
        }
    }

    /// A limit counts where a date cites it, or where its row says that there is none.
    fn limits(&mut self, event: &Event) {
        let policy = self.policy;
        let dues = event.body.due().into_iter().flatten().filter_map(|(_, due)| due.as_ref());
        self.found.extend(dues.map(|due| due.rule.clone()));
        if !event.body.moves_limits() {
            return;
        }
        let rows = limit::rows(&self.case, policy).into_iter().filter_map(|(_, found)| found);
        let none = rows.filter(|(row, loose)| !loose && row.within == Some(Within::None));
        self.found.extend(none.map(|(row, _)| limit::rule_id(row).clone()));
    }

    /// Channels, natures, classes, own fields: by being used.
    fn facts(&mut self, event: &Event) {
        let policy = self.policy;
        if let Some(fields) = event.body.fields() {
            policy
                .fields
                .iter()
                .filter(|row| fields.contains_key(&row.code))
                .for_each(|row| self.row(&row.code, &row.rule));
        }
        if !matches!(event.body, Body::Opened(_) | Body::Classified(_) | Body::Corrected(_)) {
            return;
        }
        let (channel, nature) = (self.case.facts.channel.clone(), self.case.facts.nature.clone());
        policy.channels.iter().filter(|row| row.code == channel).for_each(|row| self.row(&row.code, &row.rule));
        policy.natures.iter().filter(|row| row.code == nature).for_each(|row| self.row(&row.code, &row.rule));
        let above = policy.with_parents("category", &self.case.facts.category);
        for row in policy.categories.iter().filter(|row| above.contains(&row.code)) {
            self.row(&row.code, &row.rule);
        }
    }

    /// Steps, consents, replies, calls, improvements, what goes up by itself.
    fn acts(&mut self, event: &Event, before: &Case) {
        let policy = self.policy;
        match &event.body {
            Body::Stepped(body) => {
                policy.steps.iter().filter(|row| row.code == body.step).for_each(|row| self.row(&row.code, &row.rule));
            }
            Body::Approved(body) => {
                let rows = policy.approvals.iter().filter(|row| row.code == body.what);
                rows.for_each(|row| self.row(&row.code, &row.rule));
            }
            Body::Escalated(body) if !body.rule.is_empty() => {
                let rows = policy.escalations.iter().filter(|row| row.code == body.rule);
                rows.for_each(|row| self.row(&row.code, &row.rule));
            }
            Body::Issued(body) => {
                policy.forms.iter().filter(|row| row.code == body.form).for_each(|row| self.row(&row.code, &row.rule));
            }
            Body::CalledBack(_) => {
                if let Some(owed) = callback::owed(before, policy, self.calendar) {
                    self.row(&owed.rule.code, &owed.rule.rule);
                }
            }
            Body::ImprovementAdded(_) => {
                let case = self.case.clone();
                let view = View { case: &case, policy, given: &[] };
                let row = policy.improvements.iter().find(|row| row.when.holds(&view));
                row.into_iter().for_each(|row| self.row(&row.code, &row.rule));
            }
            Body::Replied(body) if !body.partial && body.to.iter().any(|to| to == "desk") => self.elements(body),
            _ => {}
        }
    }

    fn elements(&mut self, body: &Replied) {
        let (policy, case) = (self.policy, self.case.clone());
        let view = View { case: &case, policy, given: &[] };
        for row in policy.elements.iter().filter(|row| row.when.holds(&view)) {
            let there = match row.code.as_str() {
                "handled" => true,
                "handler" => !body.handler.is_empty(),
                "phone" => !body.phone.is_empty(),
                "satisfaction" => !body.satisfaction.is_empty(),
                text => body.elements.iter().any(|known| known == text),
            };
            if there {
                self.row(&row.code, &row.rule);
            }
        }
    }
}

/// Whether a gate had something to keep: one that only keeps respondents out speaks where there are any, and one that warns counts
/// where what it wants was there.
fn asks(gate: &Gate, before: &Case) -> bool {
    let only =
        |who: &str| gate.by.part.is_empty() && !gate.by.not.is_empty() && gate.by.not.iter().all(|not| not == who);
    let reached = |milestone: &Code| before.reached(milestone).is_some() || before.steps.contains_key(milestone);
    (!only("respondent") || !before.facts.respondents.is_empty())
        && (gate.severity == Severity::Refuse || gate.after.iter().all(reached))
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

/// The command that records a kind of event on a case.
fn verb(body: &Body) -> &'static str {
    match body {
        Body::Opened(_) => "intake",
        Body::Accepted(_) => "accept",
        Body::Declined(_) => "decline",
        Body::Referred(_) => "refer",
        Body::Classified(_) => "classify",
        Body::Assigned(_) => "assign",
        Body::Returned(_) => "return",
        Body::Reworked(_) => "rework",
        Body::Contacted(_) => "contact",
        Body::Stepped(_) => "step",
        Body::Approved(_) => "approve",
        Body::Noted(_) => "note",
        Body::Attached(_) => "attach",
        Body::Delayed(_) => "delay",
        Body::Extended(_) => "extend",
        Body::Paused(_) => "pause",
        Body::Resumed(_) => "resume",
        Body::Escalated(_) => "escalate",
        Body::Supervised(_) => "supervise",
        Body::Replied(_) => "reply",
        Body::CalledBack(_) => "callback",
        Body::WithdrawalRequested(_)
        | Body::WithdrawalUnverified(_)
        | Body::WithdrawalCoerced(_)
        | Body::Withdrawn(_) => "withdraw",
        Body::Reopened(_) => "reopen",
        Body::Closed(_) => "close",
        Body::Revealed(_) => "reveal",
        Body::Erased(_) => "erase",
        Body::Linked(_) => "link",
        Body::Unlinked(_) => "unlink",
        Body::Corrected(_) => "correct",
        Body::Revoked(_) => "revoke",
        Body::Voided(_) => "void",
        Body::PartyAdded(_) | Body::PartyDropped(_) => "party",
        Body::DutyDone(_) => "duty",
        Body::ImprovementAdded(_) | Body::ImprovementDone(_) => "improve",
        _ => "",
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
        let all = exercised(&events.iter().collect::<Vec<_>>(), &policy, &directory, &Calendar::embedded());
        all.iter().map(Code::as_str).collect::<Vec<_>>().join(" ")
    }

    const OPENED: &str = r#""opened":{"channel":"phone","category":"loan","due":{"reply":{"at":"2026-09-21","rule":"soon","from":"2026-09-16","within":"3wd"}}}"#;

    #[test]
    fn rows_by_what_was_recorded() {
        assert_eq!(found(&[OPENED]), "big classes soon ways");
        assert_eq!(found(&[r#""opened":{"category":"big"}"#]), "big never");
        assert_eq!(found(&[r#""stepped":{"step":"listen"}"#, r#""delayed":{}"#]), "late listen");
        assert_eq!(found(&[r#""replied":{"to":["desk"],"elements":["findings"]}"#]), "findings");
        assert_eq!(found(&[r#""replied":{"to":["complainant"],"cc":["u"]}"#]), "copies");
        assert_eq!(found(&[r#""duty_done":{"duty":"box","unit":"u"}"#]), "boxes");
    }

    #[test]
    fn gates_by_their_condition_and_by_what_they_had_to_keep() {
        let accepted = r#""accepted":{"unit":"u"}"#;
        let assigned = r#""assigned":{"unit":"u","form":"transfer"}"#;
        assert_eq!(found(&[assigned]), "");
        assert_eq!(found(&[OPENED, accepted, assigned]), "big classes form soon ways");
        let passed = r#""overridden":{"verb":"assign","rules":["form"]}"#;
        assert_eq!(found(&[OPENED, accepted, assigned, passed]), "big classes soon ways");
        assert_eq!(found(&[OPENED, accepted, assigned, r#""revoked":{"event":"HQ:3"}"#]), "big classes soon ways");
        assert_eq!(found(&[r#""withdrawal_requested":{}"#]), "");
        assert_eq!(found(&[r#""withdrawn":{}"#]), "free");
        let reply = r#""replied":{}"#;
        assert_eq!(found(&[r#""opened":{"respondents":["q"]}"#, reply]), "party");
        assert_eq!(found(&[r#""opened":{}"#, r#""contacted":{"kind":"ack"}"#, reply]), "told");
    }
}
