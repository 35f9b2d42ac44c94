//! The types of the texts in one language.

/// A topic of complaints.
#[derive(Clone, Copy, Debug)]
pub(super) struct Topic {
    /// Category code of the policy.
    pub(super) category: &'static str,
    /// Cause code of the policy.
    pub(super) cause: &'static str,
    /// Products concerned.
    pub(super) products: &'static [&'static str],
    /// Range of the amount in question, in units of the currency, if there is one.
    pub(super) sum: Option<(u32, u32)>,
    /// Titles.
    pub(super) titles: &'static [&'static str],
    /// What happened, in the complainant's words.
    pub(super) statements: &'static [&'static str],
    /// What was found.
    pub(super) findings: &'static [&'static str],
    /// Lessons learnt.
    pub(super) lessons: &'static [&'static str],
}

type Parts = &'static [&'static str];

/// The parts of one language. `{when}`, `{spot}`, `{wait}` and `{product}` are filled in.
#[derive(Debug)]
#[allow(missing_docs)]
pub(super) struct Words {
    pub(super) when: Parts,
    pub(super) spot: Parts,
    pub(super) wait: Parts,
    pub(super) tail: Parts,
    pub(super) opening: Parts,
    pub(super) ending: Parts,
    pub(super) demand: Parts,
    pub(super) place: Parts,
    pub(super) looked: Parts,
    /// Findings if nobody here was at fault.
    pub(super) clear: Parts,
    pub(super) ours: Parts,
    pub(super) shared: Parts,
    pub(super) customer: Parts,
    pub(super) third_party: Parts,
    pub(super) none: Parts,
    pub(super) undetermined: Parts,
    pub(super) action_fault: Parts,
    pub(super) action_none: Parts,
    pub(super) lessons: Parts,
    pub(super) explanation: Parts,
    pub(super) solved: Parts,
    pub(super) enquiry: Parts,
    pub(super) answered: Parts,
    pub(super) suggestion: Parts,
    pub(super) praise: Parts,
    pub(super) thanked: Parts,
    pub(super) declined: Parts,
    pub(super) referred: &'static [(&'static str, &'static str)],
    pub(super) test: Parts,
    pub(super) mistake: Parts,
    pub(super) wish: Parts,
    pub(super) voluntary: Parts,
    pub(super) coerced: Parts,
    pub(super) unverified: Parts,
    pub(super) accountability: Parts,
    pub(super) reopened: Parts,
    pub(super) returned: Parts,
    pub(super) reworked: Parts,
    pub(super) delayed: Parts,
    pub(super) escalated: Parts,
    pub(super) supervised: Parts,
    pub(super) ack: Parts,
    pub(super) first: Parts,
    pub(super) chase: Parts,
    pub(super) good: Parts,
    pub(super) bad: Parts,
    pub(super) note: Parts,
    pub(super) backdated: Parts,
    pub(super) tags: Parts,
    pub(super) paused: Parts,
    pub(super) step: Parts,
    pub(super) consent: Parts,
    pub(super) basis: Parts,
    pub(super) helped: Parts,
    pub(super) improved: Parts,
    pub(super) purpose: Parts,
}
