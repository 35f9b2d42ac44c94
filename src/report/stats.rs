//! `redress report stats`: complaints received, counted by up to three dimensions.
//!
//! Invariant: rows are in the order of the policy (codes), of a case's life (states) or of time (periods), never of a
//! language; a case is either counted, or a note says why not.

use crate::document::table::{Cell, Column, Row, Table};
use crate::domain::Code;
use crate::domain::calendar::period::Period;
use crate::domain::case::Case;
use crate::domain::case::fact_type::FactKind;
use crate::domain::policy::{Category, Field};
use crate::domain::query::dimension::Dimension;
use crate::domain::query::tally::{Out, Tally};
use crate::domain::value::state::State;
use crate::report::cell_words;
use crate::report::columns::{self, UnknownColumn};
use crate::report::context::ReportContext;
use crate::report::definition::Definition;
use crate::report::merged_units;
use crate::report::small::{self, HiddenGroups};
use crate::say;
use crate::text::words::count;
use crate::text::{Lang, Two, labels};
use std::collections::{BTreeMap, BTreeSet};

/// The definition of the report.
pub const DEFINITION: Definition = Definition {
    title: Two("Complaints by count", "投诉统计表"),
    row: Two(
        "a combination of values of the dimensions of --by (category if none is given); a case with several causes or tags counts once under each",
        "--by 所列维度（未指定时按类别）取值的一种组合；一件有多个原因或标签的，在各项下分别计一次",
    ),
    cohort: Two(
        "cases first received in the period; without a period: all",
        "首次收到日期在期内的件；未指定时间段时为全部",
    ),
    clock: Two("by when it was received, not by when it was recorded", "以收到时间为准，而非登记时间"),
    exclusions: Two(
        "voided cases, duplicates of another case, enquiries and the like (counted apart), cases with events that this version does not understand; how many is said below the table",
        "已作废的件、重复件、咨询等另计的性质、含本版本无法识别记录的件；各有多少件在表下注明",
    ),
    columns: &["count"],
};

/// The greatest number of dimensions of a count.
pub const MOST: usize = 3;

/// The name of the group of cases without a value.
pub const NOT_GIVEN: Two = Two("(not given)", "（未填）");

/// The default dimension.
pub const USUAL: &str = "category";

/// The dimension with this key or heading, or with this policy field.
///
/// # Errors
/// There is no such dimension.
pub fn dimension(word: &str, context: &ReportContext<'_>) -> Result<Dimension, UnknownColumn> {
    let word = word.trim();
    let titled = || Dimension::keys().find(|key| labels::is(key, word)).and_then(Dimension::named);
    let of_engine = Dimension::named(word).or_else(titled);
    let fields = &context.policy.fields;
    let own = || fields.iter().find(|f| f.code == word).or_else(|| fields.iter().find(|f| f.title.is(word)));
    of_engine
        .or_else(|| own().map(|field| Dimension::Own(field.code.clone())))
        .ok_or_else(|| UnknownColumn::of(word, Dimension::keys().map(Code::from), fields, std::iter::empty()))
}

/// Whether these words, each a code or a name, are values of a case, each in a dimension of its own; `class` is what the case counts as
/// beside those.
#[must_use]
pub fn has_values(
    case: &Case,
    by: &[Dimension],
    class: Option<Cell>,
    words: &[String],
    context: &ReportContext<'_>,
) -> bool {
    let cells = |dimension: &Dimension| {
        let mut values = dimension.values(case);
        let dimensions = vec![dimension.clone(); values.len()];
        merged_units::carry(&mut values, &dimensions, context.directory, context.day);
        values.iter().map(|value| group_cell(dimension, value, context)).collect::<Vec<_>>()
    };
    let all: Vec<Vec<Cell>> = by.iter().map(cells).chain(class.map(|class| vec![class])).collect();
    let has_none = by.iter().map(|by| cell_words::has_none(by, context.policy));
    let has_none: Vec<bool> = has_none.chain([false]).collect();
    let fits = |word: usize, place: usize| {
        all[place].iter().any(|cell| cell_words::is_value(cell, &words[word], has_none[place]))
    };
    cell_words::each_has_its_place(words.len(), all.len(), &fits)
}

/// Whether a word is a value that a dimension lists, by code or title.
#[must_use]
pub fn is_value_of(dimension: &Dimension, word: &str, context: &ReportContext<'_>) -> bool {
    let named = |value: &Code| matches!(cell(dimension, value, context), Cell::Named { name, .. } if name == word);
    ValueOrder::of(dimension, context).0.iter().any(|value| value == word || named(value))
}

/// The combinations of values in the order of the policy.
pub(super) fn in_order<'v>(
    values: impl Iterator<Item = &'v Vec<Code>>,
    by: &[Dimension],
    context: &ReportContext<'_>,
) -> Vec<&'v Vec<Code>> {
    let places: Vec<ValueOrder> = by.iter().map(|dimension| ValueOrder::of(dimension, context)).collect();
    let all: BTreeSet<&Vec<Code>> = values.collect();
    let mut all: Vec<&Vec<Code>> = all.into_iter().collect();
    all.sort_by_cached_key(|values| {
        values.iter().zip(&places).map(|(value, places)| places.place(value)).collect::<Vec<_>>()
    });
    all
}

/// What is hidden in a table for outside: the smallest group that is shown, and what is hidden of each period's groups.
#[derive(Clone, Debug)]
pub struct Outside {
    /// No group smaller than this is shown.
    pub small: u64,
    /// Of the period, then of those that it is compared with.
    pub periods: Vec<HiddenGroups>,
}

/// The table of a count; with the counts of other periods, and the change on each. A period before the desk began has no count.
#[must_use]
pub fn stats(
    tally: &Tally,
    by: &[Dimension],
    period: Option<&Period>,
    compared: &[(Period, Option<Tally>)],
    outside: Option<&Outside>,
    context: &ReportContext<'_>,
) -> Table {
    let whole = (1 << by.len()) - 1;
    let hidden: Vec<Vec<Code>> =
        outside.into_iter().flat_map(|outside| &outside.periods).flat_map(|period| period.groups(whole)).collect();
    let all = tally
        .counts
        .keys()
        .chain(compared.iter().filter_map(|(_, tally)| tally.as_ref()).flat_map(|tally| tally.counts.keys()));
    let rows = in_order(all.chain(&hidden), by, context);
    let row = |values: &&Vec<Code>| {
        let of = |tally: &Tally| tally.counts.get(*values).map_or(0, |n| i64::try_from(*n).unwrap_or(i64::MAX));
        let is_hidden = |at: usize| outside.is_some_and(|outside| outside.periods[at].has(whole, values));
        let shown = |is_hidden: bool, n: i64| if is_hidden { small::star() } else { Cell::Int(n) };
        let (now, is_now_hidden) = (of(tally), is_hidden(0));
        let before = compared.iter().enumerate().flat_map(|(at, (_, tally))| {
            let Some(tally) = tally else { return [Cell::Empty, Cell::Empty] };
            let (earlier, is_hidden) = (of(tally), is_hidden(at + 1));
            [shown(is_hidden, earlier), shown(is_hidden || is_now_hidden, now - earlier)]
        });
        let names = values.iter().zip(by).map(|(value, dimension)| group_cell(dimension, value, context));
        Row { cells: names.chain([shown(is_now_hidden, now)]).chain(before).collect(), ..Row::default() }
    };
    let further = compared.iter().flat_map(|(period, _)| {
        let change = say!(context.lang, "Change on {period}", "较 {period}");
        [(format!("count_{period}"), period.to_string()), (format!("change_{period}"), change)]
            .map(|(key, title)| Column { key, title, right: true })
    });
    let mut notes = notes(tally, outside.map(|outside| outside.small), context);
    notes.extend(outside.is_none().then(|| with_lower_note(tally, by, context)).flatten());
    let is_running = period.and_then(|period| period.to).is_some_and(|to| to > context.day);
    let is_without = compared.iter().any(|(_, tally)| tally.is_none());
    notes.extend(not_compared(is_running && !compared.is_empty(), is_without, context.lang));
    let title = DEFINITION.title.get(context.lang);
    Table {
        title: period
            .map_or_else(|| title.into(), |period| say!(context.lang, "{title}, {period}", "{title}（{period}）")),
        schema: "redress.stats/1",
        columns: by
            .iter()
            .map(|dimension| column(dimension, context))
            .chain([context.column("count", true)])
            .chain(further)
            .collect(),
        rows: rows.iter().map(row).collect(),
        notes,
        ..Table::default()
    }
}

/// Says how many there are of categories together with those below them, which have rows of their own.
fn with_lower_note(tally: &Tally, by: &[Dimension], context: &ReportContext<'_>) -> Option<String> {
    let [dimension] = by else { return None };
    if dimension.key() != "category" {
        return None;
    }
    let (lang, policy) = (context.lang, context.policy);
    let of = |category: &Category| {
        let below = |code: &Code| policy.is_below("category", code, &category.code);
        let counted: Vec<u64> = tally.counts.iter().filter(|(values, _)| below(&values[0])).map(|(_, n)| *n).collect();
        let own = tally.counts.contains_key(std::slice::from_ref(&category.code));
        let is_sum = counted.len() > 1 || (counted.len() == 1 && !own);
        is_sum.then(|| format!("{} {}", category.title.get(lang), counted.iter().sum::<u64>()))
    };
    let all: Vec<String> = policy.categories.iter().filter_map(of).collect();
    let all = all.join(Two(", ", "、").get(lang));
    (!all.is_empty()).then(|| say!(lang, "with the categories below: {all}", "含下级类别：{all}"))
}

/// Says why a table that compares periods has none of the differences, or not all.
pub(super) fn not_compared(is_running: bool, is_without: bool, lang: Lang) -> Option<String> {
    let note = match (is_running, is_without) {
        (true, _) => Two(
            "not compared: the period is not over, and a part of it is not compared with the whole of another",
            "未作比较：本期尚未结束，不以部分与另一期的全部相比",
        ),
        (false, true) => Two(
            "a period that begins before the desk's first whole month has no figures to compare with",
            "早于受理部门首个完整月份的时间段没有可比数据",
        ),
        (false, false) => return None,
    };
    Some(note.get(lang).into())
}

/// Says that groups add up to more than the total.
pub(super) fn several_note(lang: Lang) -> String {
    say!(
        lang,
        "a case with several values counts once under each, and once in the totals",
        "一件有多个取值的，在各项下分别计一次，合计中只计一次"
    )
}

/// How many are counted, and which are not; for outside without small numbers.
pub(super) fn notes(tally: &Tally, small: Option<u64>, context: &ReportContext<'_>) -> Vec<String> {
    let lang = context.lang;
    let (n, all) = (shown(tally.total, small), count(tally.total, "complaint"));
    let mut notes = match n.as_str() {
        "*" => vec![say!(lang, "* in all", "共 * 件")],
        n => vec![say!(lang, "{all} in all", "共 {n} 件")],
    };
    notes.extend(left_out(&tally.out, small, lang));
    notes.extend(small.map(|small| small::hidden_note(small, context)));
    notes
}

/// A number, or a star in the place of a small one.
fn shown(n: u64, small: Option<u64>) -> String {
    if small.is_some_and(|small| (1..small).contains(&n)) { "*".into() } else { n.to_string() }
}

/// Which cases are not counted; `None` if all are.
pub(super) fn left_out(out: &BTreeMap<Out, u64>, small: Option<u64>, lang: Lang) -> Option<String> {
    let out: Vec<String> =
        out.iter().map(|(out, n)| format!("{} {}", name(*out).get(lang), shown(*n, small))).collect();
    let all = out.join(Two(", ", "、").get(lang));
    (!out.is_empty()).then(|| say!(lang, "not counted: {all}", "未计入：{all}"))
}

fn name(out: Out) -> Two {
    match out {
        Out::Voided => Two("voided", "已作废"),
        Out::NotUnderstood => Two("not understood", "无法识别"),
        Out::Duplicate => Two("duplicates", "重复件"),
        Out::Apart => Two("no complaints (enquiries and the like)", "咨询等非投诉"),
    }
}

fn field<'a>(code: &str, context: &ReportContext<'a>) -> Option<&'a Field> {
    context.policy.fields.iter().find(|field| field.code == code)
}

pub(super) fn column(dimension: &Dimension, context: &ReportContext<'_>) -> Column {
    let title = match dimension {
        Dimension::Own(code) => {
            field(code, context).map(|f| f.title.get(context.lang).to_string()).filter(|t| !t.is_empty())
        }
        _ => None,
    };
    let plain = context.column(dimension.key(), false);
    Column { title: title.unwrap_or_else(|| plain.title.clone()), ..plain }
}

pub(super) fn cell(dimension: &Dimension, value: &str, context: &ReportContext<'_>) -> Cell {
    if value.is_empty() {
        return Cell::Empty;
    }
    match dimension {
        Dimension::Status => columns::name(FactKind::State, value, context),
        Dimension::Fact(fact) if fact.kind() == FactKind::Flag => flag(value, context.lang),
        Dimension::Fact(fact) => columns::name(fact.kind(), value, context),
        Dimension::Received(_) => Cell::Text(value.into()),
        Dimension::Own(code) => {
            let own = field(code, context);
            if own.is_some_and(|field| field.kind == "flag") {
                return flag(value, context.lang);
            }
            let choices = own.map_or(&[][..], |field| &field.choices);
            match choices.iter().find(|choice| choice.code == value) {
                Some(choice) => Cell::Named { code: value.into(), name: choice.title.get(context.lang).into() },
                None => Cell::Text(value.into()),
            }
        }
    }
}

/// "yes" or "no" with its name.
fn flag(value: &str, lang: Lang) -> Cell {
    let name = if value == "yes" { Two("yes", "是") } else { Two("no", "否") };
    Cell::Named { code: value.into(), name: name.get(lang).into() }
}

/// What stands between the values of a case in a group of several.
pub(super) const SEVERAL: &str = "+";

/// The cell of a group: its value, and what is not given has a name for readers too.
#[must_use]
pub fn group_cell(dimension: &Dimension, value: &str, context: &ReportContext<'_>) -> Cell {
    if value.contains(SEVERAL) {
        let name = |value| match cell(dimension, value, context) {
            Cell::Named { name, .. } => name,
            _ => value.to_string(),
        };
        let names: Vec<String> = value.split(SEVERAL).map(name).collect();
        return Cell::Named { code: value.into(), name: names.join(SEVERAL) };
    }
    match cell(dimension, value, context) {
        Cell::Empty => Cell::Named { code: String::new(), name: NOT_GIVEN.get(context.lang).into() },
        named => named,
    }
}

/// The order of a dimension's values: the listed ones in order, then others, then unset.
pub(super) struct ValueOrder(Vec<Code>);

impl ValueOrder {
    pub(super) fn of(dimension: &Dimension, context: &ReportContext<'_>) -> Self {
        let of_section = |section| context.policy.section(section).unwrap_or_default();
        Self(match dimension {
            Dimension::Status => State::ALL.iter().map(|state| state.code().into()).collect(),
            Dimension::Fact(fact) => match fact.kind() {
                FactKind::Section(section) | FactKind::Tree(section) => {
                    of_section(section).iter().map(|row| row.code().clone()).collect()
                }
                FactKind::Unit => context.directory.units.iter().map(|unit| unit.code.clone()).collect(),
                _ => Vec::new(),
            },
            Dimension::Own(code) => {
                field(code, context).map(|f| f.choices.iter().map(|c| c.code.clone()).collect()).unwrap_or_default()
            }
            Dimension::Received(_) => Vec::new(),
        })
    }

    pub(super) fn place(&self, value: &Code) -> (bool, usize, Code) {
        let place = self.0.iter().position(|known| known == value).unwrap_or(self.0.len());
        (value.is_empty(), place, value.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::query::tally::Cohort;
    use crate::report::context::tests::{case, opened, plain, with_context};

    #[test]
    fn rows_follow_the_policy_order_and_notes_list_what_is_left_out() {
        let web = |title: &str| opened(title, &[]).replace(r#""phone""#, r#""web""#);
        let late = |title: &str| opened(title, &[]).replace(r#""opened":{"#, r#""opened":{"on":"2026-12-01","#);
        let cases = [
            case(1, &[web("a")]),
            case(2, &[opened("b", &[])]),
            case(3, &[opened("c", &[])]),
            case(4, &[late("d")]),
            case(5, &[opened("e", &[]).replace(r#""category":"attitude","#, "")]),
            case(6, &[opened("f", &[]), r#""voided":{"kind":"test"}"#.into()]),
        ];
        with_context(|context| {
            let by = ["渠道", "category", "month"].map(|word| dimension(word, context).expect("known"));
            let mut tally = Tally::default();
            cases.iter().for_each(|case| tally.add(case, &by, &Cohort::of(context.policy)));
            let period = Period::parse("2026", context.day, context.calendar).expect("a period");
            let table = stats(&tally, &by, Some(&period), &[], None, context);
            let wanted =
                ["phone attitude 2026-11 2", "phone attitude 2026-12 1", "phone - 2026-11 1", "web attitude 2026-11 1"];
            assert_eq!(plain(&table), wanted);
            assert_eq!(
                table.columns.iter().map(|c| c.key.as_str()).collect::<Vec<_>>(),
                ["channel", "category", "month", "count"]
            );
            assert_eq!(table.notes, ["共 5 件", "未计入：已作废 1"]);
            assert_eq!(table.title, "投诉统计表（2026）");
            assert_eq!(dimension("索赔金额", context).expect("a field").key(), "claim");
            assert_eq!(dimension("chanel", context).err().and_then(|e| e.nearest).as_deref(), Some("channel"));
        });
    }
}
