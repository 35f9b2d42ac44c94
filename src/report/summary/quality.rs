//! The part on time and quality: rates, days, payments.

use super::parts::{SummaryWriter, marked, prose};
use super::phrases::{BASE, halves, joined, share};
use crate::document::Block;
use crate::document::span::Span;
use crate::domain::value::amount::Amount;
use crate::report::measures::Aside;
use crate::say;
use crate::text::Two;
use crate::text::words::{count, length};

impl SummaryWriter<'_> {
    /// 三、办理质效
    pub(super) fn quality(&self) -> Vec<Block> {
        let rates = [
            ("on-time", Two("Answered within the limit", "按时办结率")),
            ("response", Two("Contacted within the limit", "响应率")),
            ("coverage", Two("Called back and reached, of those owed a call", "应回访件的回访率")),
            ("resolved", Two("Resolved, as those called back say", "解决率")),
            ("satisfied", Two("Satisfied, as those called back say", "满意率")),
            ("complained-again", Two("Complained again", "再次投诉率")),
            ("once", Two("Once and done", "一次办结率")),
        ];
        let mut blocks: Vec<Block> = rates.into_iter().filter_map(|(code, name)| self.rate(code, name)).collect();
        blocks.extend(self.days("first-response", Two("First contact", "首次响应")));
        blocks.extend(self.days("handling-time", Two("Handling time", "办理时长")));
        blocks.extend(self.paid());
        blocks
    }

    /// "Answered within the limit: 92.3% (217 of 235), up 2.1 percentage points on …".
    fn rate(&self, code: &str, name: Two) -> Option<Block> {
        let lang = self.lang();
        let figure = self.total(code);
        let (part, whole) = (figure.part, figure.whole);
        if whole == 0 {
            return None;
        }
        let text = match share(part, whole) {
            Some(share) => say!(lang, "{share} ({part} of {whole})", "{share}（{whole}件中{part}件）"),
            None => say!(lang, "{part} of {whole}", "：{whole}件中{part}件"),
        };
        let beside = [Aside::Exempted, Aside::NotTold, Aside::SentBack, Aside::Unreached, Aside::NotYetKnown];
        let beside = beside.into_iter().filter_map(|beside| {
            let (n, name) = (figure.beside.get(&beside)?, beside.name().1.get(lang));
            Some(say!(lang, "{name} {n}", "{name}{n}件"))
        });
        let rest = joined([self.rate_compared(code)].into_iter().chain(beside), lang);
        let rest = if rest.is_empty() { rest } else { say!(lang, ", {rest}", "，{rest}") };
        let name = name.get(lang);
        let span = match code {
            "complained-again" => {
                let within = length(self.context.policy.desk.again_within, lang);
                // The running text of a Chinese paper has no blanks beside its figures.
                let unspaced = within.replace(' ', "");
                say!(lang, " within {within} of the end", "（办结后{unspaced}内）")
            }
            _ => String::new(),
        };
        let text = vec![
            Span::Plain(say!(lang, "{name}{span}: ", "{name}{span}")),
            Span::Figure { text, anchor: code.into() },
            Span::Plain(say!(lang, "{rest}.", "{rest}。")),
        ];
        Some(marked(text))
    }

    /// "Handling time: median 3 working days, nine in ten within 9, at most 25."
    fn days(&self, code: &str, name: Two) -> Option<Block> {
        let lang = self.lang();
        let figure = self.total(code);
        let (median, n) = (halves(figure.median_halves()?), figure.whole);
        let (name, max) = (name.get(lang), figure.greatest()?);
        let live = figure.beside.get(&Aside::Live).copied().unwrap_or(0);
        let apart = match live {
            0 => String::new(),
            live => say!(
                lang,
                "; {live} more came by channels on which the call itself is the first contact",
                "；现场或通话渠道的{live}件来件即为联系，不计在内"
            ),
        };
        let p90 = match figure.p90().filter(|_| n >= BASE) {
            Some(p90) => say!(lang, ", nine in ten within {p90}", "，九成在{p90}个工作日内"),
            None => String::new(),
        };
        let days = match median.as_str() {
            "1" => Two("1 working day", "1个工作日").get(lang).into(),
            _ => say!(lang, "{median} working days", "{median}个工作日"),
        };
        if n == 1 {
            let text = vec![
                Span::Plain(say!(lang, "{name}: ", "{name}为")),
                Span::Figure { text: days, anchor: code.into() },
                Span::Plain(say!(lang, " (one case){apart}.", "（仅1件）{apart}。")),
            ];
            return Some(marked(text));
        }
        let text = vec![
            Span::Plain(say!(lang, "{name}: a median of ", "{name}中位数为")),
            Span::Figure { text: days, anchor: code.into() },
            Span::Plain(say!(
                lang,
                "{p90}, at most {max} ({n} cases){apart}.",
                "{p90}，最长{max}个工作日（共{n}件）{apart}。"
            )),
        ];
        Some(marked(text))
    }

    fn paid(&self) -> Option<Block> {
        let lang = self.lang();
        let figure = self.total("compensation");
        if figure.part == 0 {
            return None;
        }
        let (n, sum) = (figure.part, Amount(i64::try_from(figure.paid).unwrap_or(i64::MAX)));
        let cases = count(n, "case");
        let sum = self.money(sum);
        let beside = |aside| figure.beside.get(&aside).copied().unwrap_or(0);
        let (goodwill, unpaid) = (beside(Aside::Goodwill), beside(Aside::ByReply));
        let of_them = if goodwill == 0 {
            String::new()
        } else {
            say!(lang, ", in {goodwill} of them without fault", "，其中无责补偿{goodwill}件")
        };
        let not_yet = match unpaid {
            0 => String::new(),
            all if all == n => Two("; no payment is on record yet", "；均未登记实付").get(lang).into(),
            some => say!(lang, "; in {some} no payment is on record yet", "；{some}件未登记实付"),
        };
        Some(prose(say!(
            lang,
            "{sum} was granted in {cases}{of_them}{not_yet}.",
            "共决定赔付{n}件，金额{sum}{of_them}{not_yet}。"
        )))
    }
}
