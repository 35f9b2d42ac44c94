//! Texts of the demo, composed of parts so that cases do not all read alike.
//!
//! Invariant: both languages have the same parts, and no part contains personal data: people are called by their roles.

use super::parts::{Topic, Words};
use super::random::Random;
use super::{texts_en, texts_zh, topics_en, topics_zh};
use crate::domain::value::title::Lang;

/// The texts in a language.
pub(super) fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::Zh => &texts_zh::WORDS,
        Lang::En => &texts_en::WORDS,
    }
}

/// The topics in a language: the same topics in the same order in both.
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

/// A random part with its placeholders filled in.
pub(super) fn say(parts: &[&str], product: &str, lang: Lang, random: &mut Random) -> String {
    fill(random.pick(parts), product, lang, random)
}

/// Joins two parts.
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
    // An English part may begin with a placeholder.
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
    fn many_different_titles_are_made() {
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
