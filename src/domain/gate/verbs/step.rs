//! step: records work that the policy requires: listen again, review, apologise, a legal opinion. A step that is the code of a
//! `[[spot-check]]` row is a reply read again.

use crate::domain::Code;
use crate::domain::event::{Body, Resumed, Reworked, Stepped};
use crate::domain::gate::check::rule;
use crate::domain::gate::codes;
use crate::domain::gate::draft::Draft;
use crate::domain::gate::proposal::{Proposal, Verb};
use crate::domain::gate::refusal::Problem;
use crate::domain::policy::{PauseGround, SpotCheck};
use crate::domain::value::state::State;

/// The results of a spot check.
pub const RESULTS: &[&str] = &["pass", "fail"];

/// Records a step.
#[derive(Clone, Debug, Default)]
pub struct Step {
    /// The step.
    pub step: String,
    /// What was found.
    pub note: String,
    /// Values of policy fields that it sets; of a spot check also its `result`.
    pub set: Vec<(String, String)>,
}

impl Verb for Step {
    fn name(&self) -> &'static str {
        "step"
    }

    fn decide(&self, proposal: &mut Proposal<'_>) {
        let mut checks = proposal.cx.policy.spot_checks.iter();
        if let Some(row) = checks.find(|row| row.code == self.step || row.title.is(&self.step)) {
            return self.spot_check(row, proposal);
        }
        proposal.need_state(&[State::Received, State::Accepted, State::Assigned, State::Replied]);
        proposal.need_text("step", &self.step);
        let step = proposal.code("step", &self.step);
        let case = proposal.case;
        let ends = |ground: &PauseGround| ground.code == case.pause_ground && ground.until == step;
        let resumes = case.paused.is_some() && proposal.cx.current.pause_grounds.iter().any(ends) && !step.is_empty();
        let fields = proposal.fields(&self.set);
        proposal
            .record(Draft::new(Body::Stepped(Stepped { step, fields, ..Stepped::default() })).say("note", &self.note));
        if resumes {
            proposal.record(Draft::new(Body::Resumed(Resumed::default())));
        }
    }
}

impl Step {
    /// A reply is read by somebody who handled no round of the case; one that fails says why and is sent back to be reworked.
    fn spot_check(&self, row: &SpotCheck, proposal: &mut Proposal<'_>) {
        proposal.need_state(&[State::Replied, State::Closed]);
        let (given, set): (Vec<_>, Vec<_>) =
            self.set.iter().cloned().partition(|(key, _)| key == "result" || key == "结果");
        let word = given.last().map(|(_, word)| word.trim()).unwrap_or_default();
        let result = match word {
            "pass" | "合格" => "pass",
            "fail" | "不合格" => "fail",
            "" => "",
            _ => {
                let known = RESULTS.iter().map(|result| Code::from(*result)).collect();
                let nearest = codes::nearest(word, RESULTS);
                proposal.refuse(Problem::UnknownCode { kind: "result".into(), value: word.into(), nearest, known });
                return;
            }
        };
        proposal.need_text("result", result);
        if result == "fail" {
            proposal.need_text("note", &self.note);
        }
        let person = proposal.cx.doer().clone();
        if proposal.case.was_handled_by(&person) {
            let rule = rule(proposal.cx.policy, row);
            proposal.object(Problem::IsHandler { person }, Some(rule), false);
        }
        let fields = proposal.fields(&set);
        let body = Stepped { step: row.code.clone(), fields, result: result.into(), ..Stepped::default() };
        proposal.record(Draft::new(Body::Stepped(body)).say("note", &self.note));
        // A reply that fails goes back to who gave it. A case that is closed by now takes a new round, which `reopen` begins.
        if result == "fail" && proposal.case.state == State::Replied {
            proposal.record(Draft::new(Body::Reworked(Reworked::default())).say("reason", &self.note));
        }
    }
}
