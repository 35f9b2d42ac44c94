//! Finds a person's name in a normalised text.
//!
//! Invariant: only letters are compared. Case, spaces, apostrophes, hyphens and the middle dots of names such as 买买提·艾力
//! are ignored on both sides. A name in an alphabetic script must match whole words, a Chinese name need not.

use super::plain::{Hints, stays};
use memchr::memmem;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// A text without the ignored characters, and for each of its bytes the position in the normalised text.
#[derive(Default)]
pub(super) struct Folded<'a> {
    plain: &'a str,
    text: String,
    places: Vec<usize>,
}

impl<'a> Folded<'a> {
    pub(super) fn of(plain: &'a str) -> Self {
        let (mut text, mut places) = (String::with_capacity(plain.len()), Vec::with_capacity(plain.len()));
        for (place, c) in plain.char_indices() {
            if c.is_ascii() {
                if !matches!(c, ' ' | '\n' | '\r' | '\t' | '.' | '-' | '\'' | '`') {
                    text.push(c.to_ascii_lowercase());
                }
            } else if is_han(c) {
                text.push(c);
            } else if !is_passed_over(c) {
                text.extend(c.to_lowercase());
            }
            places.resize(text.len(), place);
        }
        Self { plain, text, places }
    }

    /// The digits and letters of a text: whatever stands between the digits of a number, it is the same.
    pub(super) fn digits(plain: &'a str) -> Self {
        let (mut text, mut places) = (String::with_capacity(plain.len()), Vec::with_capacity(plain.len()));
        for (place, c) in plain.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
            text.push(c);
            places.resize(text.len(), place);
        }
        Self { plain, text, places }
    }

    #[cfg(test)]
    pub(super) fn into_text(self) -> String {
        self.text
    }

    /// The ranges of a name (folded by [`fold`]) in the normalised text.
    pub(super) fn find(&self, name: &str) -> Vec<Range<usize>> {
        let places = memmem::find_iter(self.text.as_bytes(), name).filter_map(|at| {
            let last = self.places[at + name.len() - 1];
            let end = last + self.plain[last..].chars().next().map_or(0, char::len_utf8);
            let range = self.places[at]..end;
            self.is_whole(&range).then_some(range)
        });
        places.collect()
    }

    /// Whether no alphabetic word continues beyond either end.
    fn is_whole(&self, range: &Range<usize>) -> bool {
        let goes_on = |a: Option<char>, b: Option<char>| a.is_some_and(is_of_a_word) && b.is_some_and(is_of_a_word);
        let inside = &self.plain[range.clone()];
        let (before, after) = (self.plain[..range.start].chars().next_back(), self.plain[range.end..].chars().next());
        !goes_on(before, inside.chars().next()) && !goes_on(inside.chars().next_back(), after)
    }
}

/// A name in the form in which it is searched.
pub(super) fn fold(name: &str) -> String {
    if name.chars().all(stays) {
        // Fast path for nearly every name.
        return Folded::of(name.trim()).text;
    }
    let plain: String = name.nfkc().collect();
    Folded::of(plain.trim()).text
}

/// Quick check whether `name` (folded) cannot occur: one of its characters is not in the text. May give false for a
/// name that does not occur.
pub(super) fn is_absent(name: &str, original: &str, hints: Hints) -> bool {
    if let Some(has) = hints.ascii {
        return name.bytes().any(|b| !b.is_ascii() || has >> b & 1 == 0);
    }
    // Unusual characters may normalise to anything.
    !hints.odd
        && name.chars().next().is_some_and(|first| {
            let mut bytes = [0; 4];
            is_han(first) && memmem::find(original.as_bytes(), first.encode_utf8(&mut bytes).as_bytes()).is_none()
        })
}

/// Whether a Chinese name of two characters at this range means the person: it is at an edge of the text, between
/// characters that are no letters, or next to a word that introduces or addresses a complainant. A common word only
/// warns.
pub(super) fn is_meant(plain: &str, range: &Range<usize>, name: &str) -> bool {
    if is_common(name) {
        return false;
    }
    let (before, after) = (plain[..range.start].trim_end(), plain[range.end..].trim_start());
    let no_letter = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    before.is_empty()
        || after.is_empty()
        || (no_letter(before.chars().next_back()) && no_letter(after.chars().next()))
        || BEFORE.iter().any(|word| before.ends_with(word))
        || AFTER.iter().any(|word| after.starts_with(word))
}

/// Whether a name is a common word as well.
pub(super) fn is_common(name: &str) -> bool {
    COMMON.contains(&name)
}

/// Whether a form of address stands before a name in letters.
pub(super) fn is_addressed(plain: &str, range: &Range<usize>) -> bool {
    let before = plain[..range.start].trim_end_matches([' ', '.']);
    let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    ["mr", "mrs", "ms", "miss", "dr", "prof"].iter().any(|form| word.eq_ignore_ascii_case(form))
}

/// Words that precede a complainant's name.
pub(super) const BEFORE: &[&str] = &[
    "客户",
    "用户",
    "投诉人",
    "当事人",
    "来电人",
    "反映人",
    "申请人",
    "持卡人",
    "储户",
    "业主",
    "顾客",
    "游客",
    "旅客",
    "消费者",
    "患者",
    "市民",
    "村民",
    "居民",
    "群众",
    "住户",
    "机主",
    "户主",
    "姓名",
    "名叫",
    "叫",
    "本人",
    "联系人",
    "代理人",
    "代表人",
];

/// Words that follow a complainant's name.
const AFTER: &[&str] = &[
    "先生",
    "女士",
    "小姐",
    "同志",
    "老师",
    "阿姨",
    "大爷",
    "大妈",
    "反映",
    "来电",
    "来访",
    "来信",
    "来函",
    "称",
    "表示",
    "要求",
    "投诉",
    "说",
    "认为",
    "诉",
    "申请",
    "致电",
    "询问",
    "希望",
    "不满",
    "拒绝",
    "同意",
    "撤诉",
    "本人",
    "家属",
    "的电话",
    "的账户",
    "的卡",
];

/// Common words of two characters that look like a name.
const COMMON: &[&str] = &[
    "高峰", "高兴", "高度", "高速", "高温", "方便", "方法", "方面", "方向", "方案", "方式", "文明", "文化", "文件",
    "文字", "平安", "平时", "平台", "平等", "平均", "安全", "安静", "安排", "安心", "安装", "黄金", "金额", "金融",
    "明白", "明确", "明天", "明显", "和平", "和谐", "和气", "于是", "关于", "关心", "关系", "关键", "关闭", "关注",
    "温馨", "温暖", "温度", "严重", "严格", "白天", "花费", "钱包", "马上", "马路", "任何", "任务", "时间", "时候",
    "时效", "常常", "常规", "项目", "成功", "成都", "成本", "成立", "石油", "经理", "经常", "经济", "经过", "连续",
    "连接", "万一", "万元", "路口", "路线", "江西", "江苏", "武汉", "周末", "周边", "周期", "周转", "周到", "周围",
    "曾经", "毛病", "应该", "应当", "相关", "相信", "公司", "公开", "公平", "公告", "全部", "全国", "全面", "东西",
    "东方", "水平", "水费", "水电", "支付", "支行", "支持", "单位", "单独", "计划", "计算", "宁波", "宁夏", "海南",
    "海口", "云南", "国家", "国庆", "双方", "能力", "能够", "满意", "车辆", "车站", "费用", "费率", "包括", "包装",
    "包裹", "谈话", "谢谢", "强烈", "强制", "冷静", "利息", "利率", "利用", "查询", "查看", "管理", "管家", "党员",
    "党委", "商场", "商家", "商品", "商业", "从来", "从事", "季度", "凌晨", "荣誉", "古代", "古城", "华夏", "华为",
    "阳光", "光明", "向阳", "元旦", "春节", "清明", "端正", "康复", "健康", "幸福", "富强", "和睦", "顺利", "顺丰",
    "广告", "广东", "贵州", "贵阳", "牛奶", "游客", "师傅", "容易", "空调", "简单", "胜利", "司机", "桂林", "兰州",
    "唐山",
];

pub(super) fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

fn is_passed_over(c: char) -> bool {
    // Apostrophes and hyphens of all kinds, as in O’Brien and Jean‑Luc.
    let sign = matches!(c, '\u{2018}'..='\u{201b}' | '\u{2bb}'..='\u{2bd}' | '\u{2b9}' | '\u{b4}' | '\u{2032}' | '\u{2010}'..='\u{2015}' | '\u{2043}' | '\u{2212}' | '\u{ad}');
    sign || c.is_whitespace()
        || matches!(c, '·' | '•' | '‧' | '∙' | '⋅' | '・' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Whether `c` is a letter of a script that separates words by spaces; scripts from U+2E80 on do not.
fn is_of_a_word(c: char) -> bool {
    c < '\u{2e80}' && c.is_alphabetic()
}
