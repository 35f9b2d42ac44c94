//! What became of the points that the summary of the period before named, by the same rules.

use super::parts::{SummaryWriter, prose};
use super::phrases::{Earlier, percent, tenths};
use super::place;
use super::weak_points::{BELOW, COUNTED};
use crate::document::Block;
use crate::say;
use crate::text::Two;

impl SummaryWriter<'_> {
    /// "Of what was named in the period before: …"; `None` if nothing was, or the desk was not at work in the whole of it.
    pub(super) fn progress(&self) -> Option<Block> {
        if !self.facts.comparable[0] {
            return None;
        }
        let lang = self.lang();
        let before = Earlier::Previous.place();
        let mut points: Vec<String> = Vec::new();
        if let Some((_, below)) = self.below_in("unit", before) {
            let figures = self.by("unit");
            let whole = tenths(&self.total("on-time"));
            for (was, unit, _) in below {
                let figure = figures.at(0, place("on-time"), std::slice::from_ref(&unit));
                let (name, was) = (self.name("unit", &unit), percent(was));
                let is = tenths(&figure).filter(|_| figure.whole > 0);
                points.push(match (is, whole) {
                    (None, _) | (_, None) => {
                        say!(lang, "{name} in time {was}, now none due", "{name}按时办结率{was}，本期无到期件")
                    }
                    (Some(is), Some(whole)) => {
                        let still = whole - is >= BELOW;
                        let word = match still {
                            true => Two("still below", "仍偏低"),
                            false => Two("no longer below", "已不偏低"),
                        };
                        let (is, word, n) = (percent(is), word.get(lang), figure.whole);
                        say!(
                            lang,
                            "{name} in time {was}, now {is} of {n}, {word}",
                            "{name}按时办结率由{was}变为{is}（{n}件），{word}"
                        )
                    }
                });
            }
        }
        for (code, name) in COUNTED {
            let (was, is) = (self.facts.total().at(before, place(code), &[]).part, self.total(code).part);
            if was > 0 {
                let name = name.get(lang);
                points.push(match is {
                    0 => say!(lang, "{name}: {was}, now none", "{name}的上期{was}件，本期未发生"),
                    is if is == was => say!(lang, "{name}: {was}, as many now", "{name}的{was}件，与上期持平"),
                    is => say!(lang, "{name}: {was}, now {is}", "{name}的上期{was}件，本期{is}件"),
                });
            }
        }
        let all = points.join(Two("; ", "；").get(lang));
        (!points.is_empty())
            .then(|| prose(say!(lang, "Of what the period before named: {all}.", "上期所列问题的进展：{all}。")))
    }
}
