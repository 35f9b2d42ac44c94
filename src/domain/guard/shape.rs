//! Classifies groups of digits by their digits and their separators.
//!
//! Invariant: digits without separators are judged by themselves; digits with separators also by whether people write
//! such a number this way. That excludes decimals, dates, ranges, versions and rows of figures.

use super::PersonalKind;
use super::digits::{DigitGroup, DigitRun};
use super::number::{area_code, is_card, is_identity, is_local, is_mobile};
use std::ops::Range;

/// The kind of a number, and its digits.
type Number = Option<(PersonalKind, Vec<u8>)>;

/// Whether digits grouped like this can be one number of a kind.
type Fits = fn(&Groups<'_>, usize, PersonalKind) -> bool;

/// Adjacent groups of a run.
pub(super) struct Groups<'a> {
    pub(super) run: &'a DigitRun,
    pub(super) range: Range<usize>,
}

/// The number that a whole run is.
pub(super) fn kind_of(groups: &Groups<'_>) -> Number {
    find(groups, fits_any)
}

/// The number that a part of a run is; only common spellings count.
pub(super) fn kind_of_part(groups: &Groups<'_>) -> Number {
    find(groups, fits_usual)
}

fn find(groups: &Groups<'_>, fits: Fits) -> Number {
    let digits = groups.digits();
    if digits.len() < 10 || groups.is_decimal() || groups.is_range() {
        return None;
    }
    if is_identity(digits) && (digits.len() == 18 || fits(groups, 0, PersonalKind::IdentityNumber)) {
        return Some((PersonalKind::IdentityNumber, digits.to_vec()));
    }
    if is_card(digits) && fits(groups, 0, PersonalKind::BankCard) {
        return Some((PersonalKind::BankCard, digits.to_vec()));
    }
    if let Some(number) = mobile(groups, fits) {
        return Some((PersonalKind::MobilePhone, number));
    }
    fixed(groups).map(|number| (PersonalKind::FixedPhone, number))
}

fn mobile(groups: &Groups<'_>, fits: Fits) -> Option<Vec<u8>> {
    let digits = groups.digits();
    let prefix = digits.len().checked_sub(11)?;
    let before = matches!(digits[..prefix], [] | [0] | [8, 6] | [8, 6, 0] | [0, 0, 8, 6] | [0, 0, 8, 6, 0]);
    let number = &digits[prefix..];
    (before && is_mobile(number) && fits(groups, prefix, PersonalKind::MobilePhone)).then(|| number.to_vec())
}

/// A fixed number with its area code, separated or not; an extension may follow. The result includes the leading 0.
fn fixed(groups: &Groups<'_>) -> Option<Vec<u8>> {
    let digits = groups.digits();
    let country = match *digits {
        [0, 0, 8, 6, ..] => 4,
        [8, 6, ..] if groups.run.plus || groups.lengths(0)[0] == 2 => 2,
        _ => 0,
    };
    // "+86 (0)10 …" and "+86 10 …" both mean 010; without a country code the 0 is required.
    let trunk = usize::from(digits[country] == 0);
    if country + trunk == 0 {
        return None;
    }
    let number = [&[0], &digits[country + trunk..]].concat();
    let area = area_code(&number)? - 1;
    let mut lengths = groups.lengths(country + trunk);
    match lengths[0].checked_sub(area)? {
        0 => drop(lengths.remove(0)),
        local if local >= 7 => lengths[0] = local,
        _ => return None,
    }
    let mut local = 0;
    let own = lengths.iter().take_while(|length| {
        let more = local < 7;
        local += if more { **length } else { 0 };
        more
    });
    let (own, extension) = lengths.split_at(own.count());
    let last = &groups.groups()[groups.groups().len() - 1];
    let extended = extension.is_empty() || extension.len() == 1 && extension[0] <= 6 && is_joined(last);
    let subscriber = number.get(area + 1..area + 1 + local)?;
    // SX-0351-2026-0042 is a case number of another desk.
    let case = groups.run.coded && own == [4, 4] && matches!(subscriber, [1, 9, ..] | [2, 0, ..]);
    let whole = own.iter().all(|length| *length >= 3);
    (whole && extended && !case && is_local(subscriber)).then(|| number[..area + 1 + local].to_vec())
}

/// Whether a group is joined to the previous one by a dash or bracket, as extensions are.
fn is_joined(group: &DigitGroup) -> bool {
    group.before.dash || group.before.bracket
}

/// For a whole run: any spelling with equal separators, except many small groups, which are rows of figures.
fn fits_any(groups: &Groups<'_>, prefix: usize, kind: PersonalKind) -> bool {
    let lengths = groups.lengths(prefix);
    let even = match kind {
        PersonalKind::MobilePhone => groups.is_even(lengths.len()) && lengths.len() <= 5,
        _ => lengths[..lengths.len() - 1].iter().all(|length| *length >= 3),
    };
    // Small groups with dots are dates, articles, versions or IP addresses.
    let dotted = groups.has_dots(lengths.len()) && lengths.iter().any(|length| *length < 3);
    (even && !dotted) || fits_usual(groups, prefix, kind)
}

/// The common spellings.
fn fits_usual(groups: &Groups<'_>, prefix: usize, kind: PersonalKind) -> bool {
    let lengths = groups.lengths(prefix);
    if lengths.len() == 1 || groups.is_spelled(&lengths) {
        return true;
    }
    match kind {
        PersonalKind::MobilePhone => {
            matches!(lengths[..], [3, 8] | [7, 4] | [5, 6] | [6, 5] | [3, 4, 4] | [4, 3, 4] | [4, 4, 3] | [3, 3, 5])
        }
        PersonalKind::IdentityNumber => matches!(lengths[..], [6, 6, 3] | [6, 2, 2, 2, 3]),
        PersonalKind::BankCard => {
            let fours = lengths[..lengths.len() - 1].iter().all(|length| *length == 4);
            (fours && lengths[lengths.len() - 1] <= 4) || matches!(lengths[..], [6, _] | [4, 6, _])
        }
        _ => false,
    }
}

impl Groups<'_> {
    fn groups(&self) -> &[DigitGroup] {
        &self.run.groups[self.range.clone()]
    }

    fn digits(&self) -> &[u8] {
        let groups = self.groups();
        &self.run.digits[groups[0].digits.start..groups[groups.len() - 1].digits.end]
    }

    /// The number of digits of each group, without the first `prefix` digits.
    fn lengths(&self, prefix: usize) -> Vec<usize> {
        let mut prefix = prefix;
        let rest = self.groups().iter().map(|group| {
            let cut = prefix.min(group.digits.len());
            prefix -= cut;
            group.digits.len() - cut
        });
        rest.filter(|length| *length > 0).collect()
    }

    /// Whether the last `count` groups have the same separator between them.
    fn is_even(&self, count: usize) -> bool {
        let inner = &self.groups()[self.range.len() - count + 1..];
        inner.windows(2).all(|pair| pair[0].before == pair[1].before)
    }

    /// Whether the number is written digit by digit, without further single digits next to it.
    fn is_spelled(&self, lengths: &[usize]) -> bool {
        let single = |i: Option<usize>| i.and_then(|i| self.run.groups.get(i)).is_some_and(|g| g.digits.len() == 1);
        let alone = !single(self.range.start.checked_sub(1)) && !single(Some(self.range.end));
        alone && lengths.iter().all(|length| *length == 1) && self.is_even(lengths.len())
    }

    /// Whether there is a dot between the last `count` groups.
    fn has_dots(&self, count: usize) -> bool {
        self.groups()[self.range.len() - count + 1..].iter().any(|group| group.before.dot)
    }

    /// Whether it is a number with one or two decimals, such as 150000000.00.
    fn is_decimal(&self) -> bool {
        let [whole, decimals] = self.groups() else { return false };
        let dot = decimals.before.dot && !decimals.before.space;
        dot && whole.digits.len() <= 12 && decimals.digits.len() <= 2
    }

    /// Whether it is a range: two numbers of about the same length joined by a dash, the second the greater, as in
    /// 15000-200000.
    fn is_range(&self) -> bool {
        let [low, high] = self.groups() else { return false };
        let (a, b) = (&self.run.digits[low.digits.clone()], &self.run.digits[high.digits.clone()]);
        high.before.dash && b[0] != 0 && a[0] != 0 && ((b.len() == a.len() && b > a) || b.len() == a.len() + 1)
    }
}
