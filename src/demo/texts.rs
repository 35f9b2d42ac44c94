//! What people say and write in the demo, put together from parts so that cases do not all read alike.
//!
//! Invariant: both languages have the same parts, and no part holds personal data: what is said of people is said of roles.

use super::random::Random;
use super::{texts_en, texts_zh, topics_en, topics_zh};
use crate::domain::value::title::Lang;

/// A matter that people complain about.
#[derive(Clone, Copy, Debug)]
pub(super) struct Topic {
    /// The policy's category.
    pub(super) category: &'static str,
    /// The policy's cause.
    pub(super) cause: &'static str,
    /// Products that it is about.
    pub(super) products: &'static [&'static str],
    /// The sum in question, in the currency's unit, where there is one.
    pub(super) sum: Option<(u32, u32)>,
    /// Titles.
    pub(super) titles: &'static [&'static str],
    /// What happened, in the complainant's words.
    pub(super) statements: &'static [&'static str],
    /// What was found.
    pub(super) findings: &'static [&'static str],
    /// What was learnt.
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
    /// What is found where nobody here did wrong.
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

/// The words of a language.
pub(super) fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::Zh => &texts_zh::WORDS,
        Lang::En => &texts_en::WORDS,
    }
}

/// The topics of a language: the same ones in the same order in both.
pub(super) fn topics(lang: Lang) -> [&'static [Topic]; 2] {
    match lang {
        Lang::Zh => [topics_zh::GENERAL, topics_zh::OTHER],
        Lang::En => [topics_en::GENERAL, topics_en::OTHER],
    }
}

/// The topics of a category.
pub(super) fn of_category(lang: Lang, category: &str) -> Vec<&'static Topic> {
    topics(lang).into_iter().flatten().filter(|topic| topic.category == category).collect()
}

/// A part, its gaps filled.
pub(super) fn say(parts: &[&str], product: &str, lang: Lang, random: &mut Random) -> String {
    fill(random.pick(parts), product, lang, random)
}

/// Two parts, one after the other.
pub(super) fn join(first: &str, second: &str, lang: Lang) -> String {
    if lang == Lang::Zh { format!("{first}{second}") } else { format!("{first} {second}") }
}

fn fill(part: &str, product: &str, lang: Lang, random: &mut Random) -> String {
    let words = words(lang);
    let mut out = String::with_capacity(part.len() + 48);
    let mut rest = part;
    while let Some((before, after)) = rest.split_once('{') {
        let (gap, tail) = after.split_once('}').unwrap_or((after, ""));
        out.push_str(before);
        out.push_str(match gap {
            "when" => random.pick(words.when),
            "spot" => random.pick(words.spot),
            "wait" => random.pick(words.wait),
            _ => product,
        });
        rest = tail;
    }
    out.push_str(rest);
    // An English part may begin with a gap.
    if let (Lang::En, Some(capital)) = (lang, out.get(..1).map(str::to_uppercase)) {
        out.replace_range(..1, &capital);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile;
    use std::collections::HashSet;

    #[test]
    fn both_languages_have_the_same_topics_and_the_policy_knows_their_codes() {
        let policy = profile::resolve("bank", &serde_json::Value::Null).expect("a profile").policy;
        let keys = |lang| {
            let all = topics(lang).into_iter().flatten();
            all.map(|t| (t.category, t.cause, t.products.len(), t.sum)).collect::<Vec<_>>()
        };
        assert_eq!(keys(Lang::Zh), keys(Lang::En));
        for (category, cause, _, _) in keys(Lang::Zh) {
            assert!(policy.categories.iter().any(|c| c.code == category), "{category}");
            assert!(policy.causes.iter().any(|c| c.code == cause), "{cause}");
        }
        let used: HashSet<&str> = keys(Lang::Zh).into_iter().map(|k| k.0).collect();
        assert_eq!(used.len(), 8);
    }

    #[test]
    fn titles_vary() {
        for lang in [Lang::Zh, Lang::En] {
            let mut random = Random::of(1, "test", 3);
            let topics = topics(lang);
            let mut seen = HashSet::new();
            for i in 0..4000 {
                let topic = random.pick(topics[i % 2]);
                let product = random.pick(topic.products);
                seen.insert(say(topic.titles, product, lang, &mut random));
            }
            assert!(seen.len() > 700, "{}", seen.len());
            assert!(seen.iter().all(|title| !title.contains(['{', '}'])));
        }
    }
}
