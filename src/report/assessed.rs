//! The assessment of units: figures with a draft opinion, each rate against the whole, and counts that weigh.

use crate::document::table::{Cell, Table, rate};
use crate::domain::Code;
use crate::report::measured::Measured;
use crate::report::measures::Aside;
use crate::report::measures::tally::Figure;
use crate::say;
use crate::text::Two;
use std::cmp::Ordering;

/// Below this base an opinion names counts and compares nothing.
const ENOUGH: u64 = 20;

impl Measured<'_> {
    /// The same, with a draft opinion for the assessment: each rate against the whole, and counts that weigh.
    #[must_use]
    pub fn assessed(&self, title: Two, schema: &'static str, beside: &[(&str, Aside)]) -> Table {
        let mut table = self.wide(title, schema, beside);
        let mut groups = self.groups();
        groups.truncate(table.rows.len());
        for (row, values) in table.rows.iter_mut().zip(&groups) {
            let of_total = |place| self.is_value_hidden(0, place, &[]);
            // Nobody is assessed by what has no unit.
            let is_hidden = values.iter().any(Code::is_empty)
                || (0..self.measures.len()).any(|place| of_total(place) || self.is_value_hidden(0, place, values));
            let opinion = if is_hidden { String::new() } else { self.opinion(values) };
            row.cells.push(if opinion.is_empty() { Cell::Empty } else { Cell::Text(opinion) });
        }
        table.totals.iter_mut().for_each(|row| row.cells.push(Cell::Empty));
        table.columns.push(self.context.column("opinion", false));
        table
    }

    /// "on time 87.2%, 4.3 points below the whole; 3 upheld": rates of at least twenty, and counts.
    fn opinion(&self, values: &[Code]) -> String {
        let lang = self.context.lang;
        let mut said = Vec::new();
        for (place, measure) in self.measures.iter().enumerate() {
            let (own, all) = (self.figures.at(0, place, values), self.figures.at(0, place, &[]));
            let name = measure.named(self.context);
            let signed = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
            let tenths = |figure: &Figure| rate(signed(figure.part), signed(figure.whole));
            let decimal = |tenths: i64| format!("{}.{}", tenths / 10, tenths % 10);
            let (part, whole) = (own.part, own.whole);
            match (tenths(&own), tenths(&all)) {
                _ if whole == 0 => {}
                (Some(own), Some(all)) if whole >= ENOUGH => {
                    let points = decimal((own - all).abs());
                    let share = decimal(own);
                    said.push(match own.cmp(&all) {
                        Ordering::Less => say!(
                            lang,
                            "{name} {share}%, {points} points below the whole",
                            "{name}{share}%，低于总体{points}个百分点"
                        ),
                        Ordering::Equal => say!(lang, "{name} {share}%, as the whole", "{name}{share}%，与总体持平"),
                        Ordering::Greater => say!(
                            lang,
                            "{name} {share}%, {points} points above the whole",
                            "{name}{share}%，高于总体{points}个百分点"
                        ),
                    });
                }
                _ => said.push(say!(lang, "{name} {part} of {whole}", "{name}{whole}件中{part}件")),
            }
        }
        said.join(Two("; ", "；").get(lang))
    }
}
