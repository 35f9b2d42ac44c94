//! Settings of the desk: the table `[desk]` of a policy.

use super::Severity;
use crate::domain::Code;
use crate::domain::calendar::Hours;
use crate::domain::value::within::Within;
use serde::{Deserialize, Serialize};

/// Settings of the desk.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub struct DeskRules {
    /// IANA name of the zone in which days are counted.
    pub zone: String,
    /// Currency of amounts.
    pub currency: String,
    /// Whether registering a case also accepts it.
    pub intake_accepts: bool,
    /// How far `--on` and `--received` may be backdated without an approval.
    pub backdate: Within,
    /// Whether personal data in public texts refuses or warns.
    pub guard: Severity,
    /// The default nature of a new case.
    pub nature: Code,
    /// Whether an actor who is not in the directory is refused or warned.
    pub people: Severity,
    /// The address from which the desk writes e-mails.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub email: String,
    /// Whether each unit of the directory must have a leader and two contacts, three persons in service; `policy check`
    /// reports those that do not.
    pub contacts: bool,
    /// The smallest group of cases that a report for outside shows.
    #[serde(skip_serializing_if = "is_usual_small")]
    pub small: u32,
    /// Whether "basically satisfied" counts as satisfied.
    #[serde(skip_serializing_if = "Clone::clone")]
    pub basically: bool,
    /// A withdrawal that is found voluntary ends the round on the day on which it was asked for, not on that of the check.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub withdrawal_from_request: bool,
    /// The business hours of a working day, in which limits such as `4wh` are counted.
    #[serde(skip_serializing_if = "Hours::is_empty")]
    pub hours: Hours,
    /// How long after its closing a case is watched for being complained about again.
    #[serde(skip_serializing_if = "is_usual_watch")]
    pub again_within: Within,
    /// The working days that divide open cases by age.
    #[serde(skip_serializing_if = "is_usual_ageing")]
    pub ageing: Vec<u32>,
    /// What a registration at a terminal asks, in this order: flags of `intake` and fields of the policy. It decides nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub asks: Vec<Code>,
    /// What the work summary breaks complaints down by, beside channel, category and cause: dimensions.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub summary_by: Vec<Code>,
}

/// Older snapshots of a policy do not have these keys; a usual value is left out, so that their digests stay as they are.
const SMALL: u32 = 5;
const WATCH: Within = Within::Days(90);
const AGEING: [u32; 4] = [3, 5, 10, 20];

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde calls it")]
fn is_usual_small(small: &u32) -> bool {
    *small == SMALL
}

impl DeskRules {
    /// How long a closing is watched. It is no limit: where it ends on a day of rest it is not moved on.
    #[must_use]
    pub fn watched_for(&self) -> Within {
        match self.again_within {
            Within::Days(n) => Within::PlainDays(n),
            within => within,
        }
    }
}

fn is_usual_watch(within: &Within) -> bool {
    *within == WATCH
}

fn is_usual_ageing(ageing: &[u32]) -> bool {
    ageing == AGEING
}

impl Default for DeskRules {
    fn default() -> Self {
        Self {
            zone: "Asia/Shanghai".into(),
            currency: "CNY".into(),
            intake_accepts: false,
            backdate: Within::WorkingDays(5),
            guard: Severity::Refuse,
            nature: "complaint".into(),
            people: Severity::Warn,
            email: String::new(),
            contacts: false,
            small: SMALL,
            basically: true,
            withdrawal_from_request: false,
            hours: Hours::default(),
            again_within: WATCH,
            ageing: AGEING.to_vec(),
            asks: Vec::new(),
            summary_by: Vec::new(),
        }
    }
}
