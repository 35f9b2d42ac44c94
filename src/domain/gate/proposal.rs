//! A verb: one thing a desk can do. One file each beside this one.

use crate::domain::Code;
use crate::domain::case::Case;
use crate::domain::gate::context::GateContext;
use crate::domain::gate::draft::Draft;
use crate::domain::gate::refusal::{Problem, Rule, Ruled};
use crate::domain::policy::condition::Fact;
use crate::domain::value::moment::Moment;
use crate::domain::value::state::State;
use chrono::NaiveDate;
use std::fmt::Debug;

/// One thing a desk can do with a case. It may come from another thread than the one that decides.
pub trait Verb: Debug + Send {
    /// Its name: the command's.
    fn name(&self) -> &'static str;

    /// The facts that it brings, for conditions and needs.
    fn facts(&self) -> Vec<(Code, Fact)> {
        Vec::new()
    }

    /// Whether it is done with a case; if not, its events have none.
    fn on_case(&self) -> bool {
        true
    }

    /// The person whose act it is, where that is not who records it.
    fn person(&self) -> Option<&str> {
        None
    }

    /// When it happened, where the verb itself says so (a registration's receipt, an act of the past).
    fn on(&self) -> Option<Moment> {
        None
    }

    /// Who did it, where that is not the whole chain's doer.
    fn done_by(&self) -> Option<&Code> {
        None
    }

    /// The day by which it is judged how long a case is kept, where the verb erases one.
    fn today(&self) -> Option<NaiveDate> {
        None
    }

    /// Records drafts and objections.
    fn decide(&self, desk: &mut Proposal<'_>);
}

/// Where a verb puts what it records and what stands against it.
pub struct Proposal<'a> {
    verb: &'static str,
    /// The case, as the verbs before left it.
    pub case: &'a Case,
    /// Whether the case is only being registered by this chain.
    pub is_new: bool,
    /// The surroundings.
    pub cx: &'a GateContext<'a>,
    /// Complainants that the verbs before have named.
    pub names: &'a [String],
    drafts: Vec<Draft>,
    problems: Vec<Ruled>,
    warnings: Vec<Ruled>,
}

impl<'a> Proposal<'a> {
    /// An empty desk for `verb`.
    #[must_use]
    pub fn new(verb: &'static str, case: &'a Case, is_new: bool, names: &'a [String], cx: &'a GateContext<'a>) -> Self {
        Self { verb, case, is_new, cx, names, drafts: Vec::new(), problems: Vec::new(), warnings: Vec::new() }
    }

    /// Records an event.
    pub fn record(&mut self, draft: Draft) {
        self.drafts.push(draft);
    }

    /// Objects.
    pub fn refuse(&mut self, problem: Problem) {
        self.object(problem, None, false);
    }

    /// Objects, by a rule; or only warns.
    pub fn object(&mut self, problem: Problem, rule: Option<Rule>, warn: bool) {
        let doer = problem.person().is_some_and(|person| person == self.cx.doer() || *person == self.cx.by);
        let ruled = Ruled { problem, verb: self.verb.into(), rule, doer };
        if warn { self.warnings.push(ruled) } else { self.problems.push(ruled) }
    }

    /// Objects where the state does not allow the verb. The past is not refused.
    pub fn need_state(&mut self, allowed: &[State]) {
        if !self.cx.past && !allowed.contains(&self.case.state) {
            self.refuse(Problem::WrongState { state: self.case.state, allowed: allowed.to_vec() });
        }
    }

    /// Objects where a text is empty. The past is not refused.
    pub fn need_text(&mut self, field: &str, text: &str) {
        if !self.cx.past && text.trim().is_empty() {
            self.refuse(Problem::Missing { field: field.into() });
        }
    }

    /// The drafts so far.
    pub fn drafts_mut(&mut self) -> &mut Vec<Draft> {
        &mut self.drafts
    }

    /// The drafts so far.
    #[must_use]
    pub fn drafts(&self) -> &[Draft] {
        &self.drafts
    }

    /// Drafts, problems, warnings.
    #[must_use]
    pub fn into_parts(self) -> (Vec<Draft>, Vec<Ruled>, Vec<Ruled>) {
        (self.drafts, self.problems, self.warnings)
    }
}

/// A fact of one code; unset where it is empty.
#[must_use]
pub fn code_fact(name: &str, code: &str) -> (Code, Fact) {
    (name.into(), if code.is_empty() { Fact::Unset } else { Fact::Codes(vec![code.into()]) })
}
