//! Building a case from its columns: enough for most lists, and much faster than reading its record.
//!
//! Invariant: the fields for [`SKETCHED`] equal those of the record; a row with too little data gives no case.

use crate::domain::Code;
use crate::domain::case::due::Due;
use crate::domain::case::{Case, Round};
use crate::domain::value::amount::Amount;
use crate::domain::value::id::CaseId;
use crate::domain::value::moment::Moment;
use crate::domain::value::state::State;
use crate::domain::value::within::Within;
use crate::index::column_slices::Slices;
use crate::index::columns::{Column, NO_AMOUNT, flag, moment, standing};
use crate::index::strings::Lookup;
use chrono::NaiveDate;

/// The keys of list columns that a row can give, with the index column that each needs. For any other key the record must be read.
const SKETCHED: &[(&str, Column)] = &[
    ("id", Column::Number),
    ("status", Column::State),
    ("received", Column::Received),
    ("due", Column::Reply),
    ("category", Column::Category),
    ("channel", Column::Channel),
    ("unit", Column::Unit),
    ("person", Column::Person),
    ("title", Column::TitleEnd),
    ("recorded", Column::Recorded),
    ("source", Column::Source),
    ("nature", Column::Nature),
    ("against", Column::Against),
    ("owner", Column::Owner),
    ("received_by", Column::ReceivedBy),
    ("amount", Column::Amount),
    ("anonymous", Column::Flags),
    ("restricted", Column::Flags),
    ("outcome", Column::Outcome),
    ("responsibility", Column::Responsibility),
    ("satisfaction", Column::Satisfaction),
    ("level", Column::Level),
    ("round", Column::Rounds),
];

/// The index columns that a list needs.
#[derive(Clone, Debug)]
pub struct WantedParts(Vec<Column>);

impl WantedParts {
    /// What these list columns need; `None` if one of them is not in a row.
    #[must_use]
    pub fn of(keys: &[&str]) -> Option<Self> {
        let column = |key: &&str| SKETCHED.iter().find(|(known, _)| known == key).map(|(_, column)| *column);
        let needed: Option<Vec<Column>> = keys.iter().map(column).collect();
        let always = [Column::Number, Column::Standing, Column::Flags, Column::Rounds];
        needed.map(|columns| Self(columns.into_iter().chain(always).collect()))
    }

    /// The columns of the index.
    pub(super) fn columns(&self) -> &[Column] {
        &self.0
    }
}

/// A case of which only the wanted fields are valid. It is reused for the next row.
#[derive(Debug)]
pub(super) struct PartialCase {
    case: Case,
    reply: Due,
}

impl Default for PartialCase {
    fn default() -> Self {
        let at = Moment::day(NaiveDate::default());
        let (rule, until) = (Code::default(), Code::default());
        let within = Within::None;
        let reply = Due {
            at,
            rule,
            from: at,
            within,
            until,
            warn: None,
            provisional: false,
            unclassified: false,
            original: None,
            spared: None,
        };
        Self { case: Case::default(), reply }
    }
}

impl PartialCase {
    /// The case as built last.
    pub(super) fn case(&self) -> &Case {
        &self.case
    }

    /// Builds the case of a row; false if the row has too little data.
    pub(super) fn fill(
        &mut self,
        id: CaseId,
        row: usize,
        from: &Slices<'_>,
        title: &str,
        strings: &dyn Lookup,
    ) -> bool {
        self.try_fill(id, row, from, title, strings).is_some()
    }

    fn try_fill(&mut self, id: CaseId, row: usize, from: &Slices<'_>, title: &str, strings: &dyn Lookup) -> Option<()> {
        if from.u8(Column::Standing, row)? == standing::ODD {
            return None;
        }
        let flags = from.u32(Column::Flags, row)?;
        let is = |bit: u32| flags & bit != 0;
        let case = &mut self.case;
        case.id = id;
        if let Some(state) = from.u8(Column::State, row) {
            case.state = State::ALL.get(usize::from(state)).copied()?;
        }
        let rounds = usize::from(from.u8(Column::Rounds, row)?);
        if case.rounds.len() != rounds {
            case.rounds.resize_with(rounds, Round::default);
        }
        if let (Some(first), Some(received)) = (case.rounds.first_mut(), from.i64(Column::Received, row)) {
            first.received = moment(received);
        }
        if let Some(recorded) = from.i64(Column::Recorded, row) {
            case.recorded = moment(recorded);
        }
        if let Some(reply) = from.i64(Column::Reply, row) {
            match (moment(reply), case.limits.get_mut("reply")) {
                (None, None) => {}
                (None, Some(_)) => case.limits.clear(),
                (Some(at), Some(known)) => known.at = at,
                (Some(at), None) => drop(case.limits.insert("reply".into(), Due { at, ..self.reply.clone() })),
            }
        }
        codes(case, row, from, strings)?;
        if is(flag::TITLED) {
            let known = case.title.get_or_insert_default();
            known.clear();
            known.push_str(title);
        } else {
            case.title = None;
        }
        if let Some(amount) = from.i64(Column::Amount, row) {
            case.facts.amount = (amount != NO_AMOUNT).then_some(Amount(amount));
        }
        (case.facts.anonymous, case.facts.restricted) = (is(flag::ANONYMOUS), is(flag::RESTRICTED));
        case.withheld = is(flag::WITHHELD);
        Some(())
    }
}

fn codes(case: &mut Case, row: usize, from: &Slices<'_>, strings: &dyn Lookup) -> Option<()> {
    for (into, column) in [
        (&mut case.facts.channel, Column::Channel),
        (&mut case.facts.category, Column::Category),
        (&mut case.facts.nature, Column::Nature),
        (&mut case.facts.source, Column::Source),
        (&mut case.unit, Column::Unit),
        (&mut case.person, Column::Person),
        (&mut case.facts.against, Column::Against),
        (&mut case.facts.owner, Column::Owner),
        (&mut case.facts.received_by, Column::ReceivedBy),
        (&mut case.level, Column::Level),
        (&mut case.outcome, Column::Outcome),
        (&mut case.responsibility, Column::Responsibility),
        (&mut case.satisfaction, Column::Satisfaction),
    ] {
        let Some(number) = from.u16(column, row) else { continue };
        let text = strings.text(number.into())?;
        if into != text {
            *into = text.into();
        }
    }
    Some(())
}
