//! Invented complainants, for the private side.
//!
//! Invariant: phone numbers are in the range 199 0000 0000 to 199 0000 9999 and e-mail addresses at example.com, which belong to nobody;
//! the guard still treats both as personal data.

use super::random::Random;
use crate::domain::value::texts::Texts;
use crate::domain::value::title::Lang;

/// Family names, in Chinese and in Latin letters.
const FAMILY: &[(&str, &str)] = &[
    ("王", "Wang"),
    ("李", "Li"),
    ("张", "Zhang"),
    ("刘", "Liu"),
    ("陈", "Chen"),
    ("杨", "Yang"),
    ("赵", "Zhao"),
    ("黄", "Huang"),
    ("周", "Zhou"),
    ("吴", "Wu"),
    ("徐", "Xu"),
    ("孙", "Sun"),
    ("胡", "Hu"),
    ("朱", "Zhu"),
    ("高", "Gao"),
    ("林", "Lin"),
    ("何", "He"),
    ("郭", "Guo"),
    ("马", "Ma"),
    ("罗", "Luo"),
    ("梁", "Liang"),
    ("宋", "Song"),
    ("郑", "Zheng"),
    ("谢", "Xie"),
    ("韩", "Han"),
    ("唐", "Tang"),
    ("冯", "Feng"),
    ("董", "Dong"),
    ("程", "Cheng"),
    ("曹", "Cao"),
    ("袁", "Yuan"),
    ("邓", "Deng"),
    ("许", "Xu"),
    ("傅", "Fu"),
    ("沈", "Shen"),
    ("曾", "Zeng"),
    ("彭", "Peng"),
    ("吕", "Lü"),
    ("苏", "Su"),
    ("卢", "Lu"),
    ("蒋", "Jiang"),
    ("蔡", "Cai"),
];

/// First and second syllables of given names.
const FIRST: &[(&str, &str)] = &[
    ("建", "Jian"),
    ("志", "Zhi"),
    ("文", "Wen"),
    ("秀", "Xiu"),
    ("玉", "Yu"),
    ("春", "Chun"),
    ("晓", "Xiao"),
    ("国", "Guo"),
    ("海", "Hai"),
    ("丽", "Li"),
    ("明", "Ming"),
    ("雪", "Xue"),
    ("俊", "Jun"),
    ("思", "Si"),
    ("永", "Yong"),
    ("桂", "Gui"),
    ("美", "Mei"),
    ("家", "Jia"),
    ("庆", "Qing"),
    ("淑", "Shu"),
    ("红", "Hong"),
];
const SECOND: &[(&str, &str)] = &[
    ("华", "hua"),
    ("强", "qiang"),
    ("英", "ying"),
    ("兰", "lan"),
    ("军", "jun"),
    ("珍", "zhen"),
    ("平", "ping"),
    ("芳", "fang"),
    ("辉", "hui"),
    ("梅", "mei"),
    ("龙", "long"),
    ("燕", "yan"),
    ("宁", "ning"),
    ("琴", "qin"),
    ("峰", "feng"),
    ("霞", "xia"),
    ("斌", "bin"),
    ("莹", "ying"),
    ("涛", "tao"),
    ("云", "yun"),
    ("娟", "juan"),
];

/// A complainant.
#[derive(Clone, Debug)]
pub(super) struct Customer {
    name: String,
    phone: String,
    email: Option<String>,
}

impl Customer {
    /// Invents a complainant.
    pub(super) fn invent(random: &mut Random, lang: Lang) -> Self {
        let (family, first, second) = (random.pick(FAMILY), random.pick(FIRST), random.pick(SECOND));
        let long = random.chance(780);
        let name = match (lang, long) {
            (Lang::Zh, true) => format!("{}{}{}", family.0, first.0, second.0),
            (Lang::Zh, false) => format!("{}{}", family.0, second.0),
            (Lang::En, true) => format!("{}{} {}", first.1, second.1, family.1),
            (Lang::En, false) => format!("{} {}", first.1, family.1),
        };
        let digits = random.below(10_000);
        let email = random.chance(120).then(|| format!("customer{digits:04}@example.com"));
        Self { name, phone: format!("1990000{digits:04}"), email }
    }

    /// The private texts of a registration.
    pub(super) fn private(&self) -> Texts {
        let mut texts = Texts::of("name", self.name.as_str());
        texts.set("phone", self.phone.as_str());
        texts.set("email", self.email.clone().unwrap_or_default());
        texts
    }

    /// A sentence with name and phone number, for a private note.
    pub(super) fn met(&self, lang: Lang) -> String {
        let Self { name, phone, .. } = self;
        crate::say!(
            lang,
            "Spoke with {name}, reachable at {phone} after six.",
            "与{name}通话，晚六点后可拨{phone}联系。"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::guard::{Guard, PersonalKind};

    #[test]
    fn the_guard_finds_invented_names_and_phone_numbers() {
        for lang in [Lang::Zh, Lang::En] {
            let mut random = Random::of(1, "test", 2);
            for _ in 0..200 {
                let customer = Customer::invent(&mut random, lang);
                let found = Guard { names: &[&customer.name], exempt: &[] }.check(&customer.met(lang));
                let kinds: Vec<PersonalKind> = found.iter().map(|f| f.kind).collect();
                assert_eq!(kinds, [PersonalKind::ComplainantName, PersonalKind::MobilePhone], "{customer:?}");
            }
        }
    }
}
