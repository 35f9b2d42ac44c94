//! Texts of the demo, composed of parts so that cases do not all read alike.
//!
//! Invariant: both languages have the same parts, and no part contains personal data: people are called by their roles.

use super::data::{TEXTS, TOPICS, Topic, Words};
use super::random::Random;
use crate::domain::value::title::Lang;

/// The texts in a language.
pub(super) fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::Zh => &TEXTS.zh,
        Lang::En => &TEXTS.en,
    }
}

/// The topics of a category.
pub(super) fn of_category(category: &str) -> Vec<&'static Topic> {
    TOPICS.all.iter().filter(|topic| topic.category == category).collect()
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
    fn both_languages_have_the_same_products_and_the_policy_knows_the_codes_of_all_topics() {
        let policy = profile::resolve("bank", &serde_json::Value::Null).expect("a profile").policy;
        for topic in &TOPICS.all {
            assert_eq!(topic.texts(Lang::Zh).products.len(), topic.texts(Lang::En).products.len(), "{topic:?}");
            assert!(policy.categories.iter().any(|c| c.code == topic.category), "{topic:?}");
            assert!(policy.causes.iter().any(|c| c.code == topic.cause), "{topic:?}");
        }
        let used: HashSet<&str> = TOPICS.all.iter().map(|topic| topic.category).collect();
        assert_eq!(used.len(), 8);
    }

    #[test]
    fn many_different_titles_are_made() {
        for lang in [Lang::Zh, Lang::En] {
            let mut random = Random::of(1, "test", 3);
            let mut seen = HashSet::new();
            for i in 0..4000 {
                let texts = TOPICS.all[i % TOPICS.all.len()].texts(lang);
                let product = random.pick(texts.products);
                seen.insert(say(texts.titles, product, lang, &mut random));
            }
            assert!(seen.len() > 700, "{}", seen.len());
            assert!(seen.iter().all(|title| !title.contains(['{', '}'])));
        }
    }
}
