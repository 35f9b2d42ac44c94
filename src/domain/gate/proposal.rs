//! A verb, and the proposal in which it collects drafts and problems. The verbs are in `verbs/`.

use crate::domain::Code;
use crate::domain::case::Case;
use crate::domain::gate::context::GateContext;
use crate::domain::gate::draft::Draft;
use crate::domain::gate::refusal::{Problem, Rule, Ruled};
use crate::domain::guard::GuardNames;
use crate::domain::policy::condition::Fact;
use crate::domain::value::id::CaseId;
use crate::domain::value::moment::Moment;
use crate::domain::value::state::State;
use chrono::NaiveDate;
use std::fmt::Debug;

/// A verb: one thing a desk can do with a case. `Send`, because it may come from another thread than the one that
/// decides.
pub trait Verb: Debug + Send {
    /// Its name, which is the command's.
    fn name(&self) -> &'static str;

    /// The facts that conditions see of it, besides those of the events that it records.
    fn facts(&self) -> Vec<(Code, Fact)> {
        Vec::new()
    }

    /// Whether it acts on a case; if not, its events have no case.
    fn on_case(&self) -> bool {
        true
    }

    /// The person who acts, if the verb names one other than the recorder.
    fn person(&self) -> Option<&str> {
        None
    }

    /// When it happened, if the verb itself has a date (the receipt of a registration, a past act).
    fn on(&self) -> Option<Moment> {
        None
    }

    /// Whether a machine of the desk told the date, so that it needs no approval however old it is.
    fn is_stamped(&self) -> bool {
        false
    }

    /// Whether its texts are what the complainant wrote: wording is not asked of those.
    fn is_quoted(&self) -> bool {
        false
    }

    /// The text of the template that it prints, if the desk wrote it: wording is asked of that too.
    fn template(&self) -> Option<&str> {
        None
    }

    /// Who did it, if not the actor of the whole chain.
    fn done_by(&self) -> Option<&Code> {
        None
    }

    /// For a verb that erases: the day for which the retention of the case is judged.
    fn today(&self) -> Option<NaiveDate> {
        None
    }

    /// Adds its drafts and problems to the proposal.
    fn decide(&self, proposal: &mut Proposal<'_>);
}

/// What a verb wants to record, and the problems and warnings found so far.
pub struct Proposal<'a> {
    verb: &'static str,
    /// The case, as the previous verbs left it.
    pub case: &'a Case,
    /// Whether this chain registers the case.
    pub is_new: bool,
    /// The context.
    pub cx: &'a GateContext<'a>,
    /// Names of complainants given by the previous verbs.
    pub names: &'a GuardNames,
    /// Other cases whose complainants are not to be named in these texts.
    about: Vec<CaseId>,
    drafts: Vec<Draft>,
    problems: Vec<Ruled>,
    warnings: Vec<Ruled>,
    kept_private: Vec<Code>,
}

impl<'a> Proposal<'a> {
    /// An empty proposal for `verb`.
    #[must_use]
    pub fn new(
        verb: &'static str,
        case: &'a Case,
        is_new: bool,
        names: &'a GuardNames,
        cx: &'a GateContext<'a>,
    ) -> Self {
        Self {
            verb,
            case,
            is_new,
            cx,
            names,
            about: Vec::new(),
            drafts: Vec::new(),
            problems: Vec::new(),
            warnings: Vec::new(),
            kept_private: Vec::new(),
        }
    }

    /// The name of the verb.
    #[must_use]
    pub fn verb(&self) -> &'static str {
        self.verb
    }

    /// Keeps the names of other cases' complainants out of the texts too.
    pub fn guard_names_of(&mut self, cases: &[CaseId]) {
        self.about.extend_from_slice(cases);
    }

    /// The names and numbers of those who complain in the cases that this is about.
    #[must_use]
    pub fn names_known(&self) -> Vec<String> {
        let mut names = (self.cx.names)();
        names.extend(self.about.iter().flat_map(|case| (self.cx.names_of)(*case)));
        names
    }

    /// Adds a draft.
    pub fn record(&mut self, draft: Draft) {
        self.drafts.push(draft);
    }

    /// Adds a problem that no rule of the policy makes.
    pub fn refuse(&mut self, problem: Problem) {
        self.object(problem, None, false);
    }

    /// Adds a problem, by a rule if given; as a warning if `warn`.
    pub fn object(&mut self, problem: Problem, rule: Option<Rule>, warn: bool) {
        let doer = problem.person().is_some_and(|person| person == self.cx.doer() || *person == self.cx.by);
        let ruled = Ruled { problem, verb: self.verb.into(), rule, doer };
        if warn { self.warnings.push(ruled) } else { self.problems.push(ruled) }
    }

    /// Refuses unless the state is one of these. Imported history is not refused.
    pub fn need_state(&mut self, allowed: &[State]) {
        if !self.cx.past && !allowed.contains(&self.case.state) {
            self.refuse(Problem::WrongState { state: self.case.state, allowed: allowed.to_vec() });
        }
    }

    /// Refuses an empty text. Imported history is not refused.
    pub fn need_text(&mut self, field: &str, text: &str) {
        if !self.cx.past && text.trim().is_empty() {
            self.refuse(Problem::Missing { field: field.into() });
        }
    }

    /// The drafts so far, mutable.
    pub fn drafts_mut(&mut self) -> &mut Vec<Draft> {
        &mut self.drafts
    }

    /// The drafts so far.
    #[must_use]
    pub fn drafts(&self) -> &[Draft] {
        &self.drafts
    }

    /// Notes that an imported text was moved to the private side.
    pub fn keep_private(&mut self, text: Code) {
        self.kept_private.push(text);
    }

    /// The drafts, the problems, the warnings, and the texts moved to the private side.
    #[must_use]
    pub fn into_parts(self) -> (Vec<Draft>, Vec<Ruled>, Vec<Ruled>, Vec<Code>) {
        (self.drafts, self.problems, self.warnings, self.kept_private)
    }
}
