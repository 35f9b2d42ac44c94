//! The State Council's yearly notices on holidays, 2007–2026, as constants: days off and make-up working days.
//!
//! Invariant: every day is exactly as in holiday-cn's files (which follow the notices). The `bitmap` module turns these
//! rows into a bitmap at compile time. A notice may include days of the December before its year.

use crate::domain::value::title::Lang;
use chrono::NaiveDate;

/// A holiday's name in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Name<'a> {
    /// As in the notice.
    pub zh: &'a str,
    /// In English; the Chinese name if no translation is known.
    pub en: &'a str,
}

impl<'a> Name<'a> {
    /// The name in `lang`.
    #[must_use]
    pub fn get(self, lang: Lang) -> &'a str {
        match lang {
            Lang::En => self.en,
            Lang::Zh => self.zh,
        }
    }
}

/// Consecutive days that a notice treats the same way.
#[derive(Clone, Copy, Debug)]
pub(in crate::domain) struct HolidaySpan {
    /// First day, counted from 1970-01-01.
    pub(in crate::domain) start: i32,
    /// The number of days.
    pub(in crate::domain) days: i32,
    /// Whether the days are off; otherwise they are working days.
    pub(in crate::domain) off: bool,
    /// The holiday.
    pub(in crate::domain) name: &'static Name<'static>,
}

/// One year's notice.
#[derive(Clone, Copy, Debug)]
pub(in crate::domain) struct Notice {
    /// The year of the notice.
    pub(in crate::domain) year: i32,
    /// Its days, in the order of the holidays.
    pub(in crate::domain) spans: &'static [HolidaySpan],
}

/// Days from 1970-01-01 to a date; a date that does not exist is a compile error.
pub(in crate::domain) const fn day_number(year: i32, month: u32, day: u32) -> i32 {
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(date) => date.to_epoch_days(),
        None => panic!("no such date"),
    }
}

const fn off(year: i32, month: u32, day: u32, days: i32, name: &'static Name<'static>) -> HolidaySpan {
    HolidaySpan { start: day_number(year, month, day), days, off: true, name }
}

const fn work(year: i32, month: u32, day: u32, days: i32, name: &'static Name<'static>) -> HolidaySpan {
    HolidaySpan { start: day_number(year, month, day), days, off: false, name }
}

const fn name(zh: &'static str, en: &'static str) -> Name<'static> {
    Name { zh, en }
}

const NEW_YEAR: &Name<'static> = &name("元旦", "New Year's Day");
const SPRING: &Name<'static> = &name("春节", "Spring Festival");
const QINGMING: &Name<'static> = &name("清明节", "Qingming Festival");
const LABOUR: &Name<'static> = &name("劳动节", "Labour Day");
const MAY_FIRST: &Name<'static> = &name("“五一”", "Labour Day");
const MAY_FIRST_LABOUR: &Name<'static> = &name("“五一”国际劳动节", "International Labour Day");
const DRAGON_BOAT: &Name<'static> = &name("端午节", "Dragon Boat Festival");
const MID_AUTUMN: &Name<'static> = &name("中秋节", "Mid-Autumn Festival");
const NATIONAL: &Name<'static> = &name("国庆节", "National Day");
const OCTOBER_FIRST: &Name<'static> = &name("“十一”", "National Day");
const NATIONAL_MID_AUTUMN: &Name<'static> = &name("国庆节、中秋节", "National Day and Mid-Autumn Festival");
const MID_AUTUMN_NATIONAL: &Name<'static> = &name("中秋节、国庆节", "Mid-Autumn Festival and National Day");
const VICTORY_70: &Name<'static> =
    &name("抗日战争暨世界反法西斯战争胜利70周年纪念日", "70th Anniversary of Victory Day");

/// Every name that the notices have used; gives the English names of later years.
const NAMES: [&Name<'static>; 13] = [
    NEW_YEAR,
    SPRING,
    QINGMING,
    LABOUR,
    MAY_FIRST,
    MAY_FIRST_LABOUR,
    DRAGON_BOAT,
    MID_AUTUMN,
    NATIONAL,
    OCTOBER_FIRST,
    NATIONAL_MID_AUTUMN,
    MID_AUTUMN_NATIONAL,
    VICTORY_70,
];

/// The English name of a holiday, also of several joined by `、`; an unknown name is returned unchanged.
pub(in crate::domain) fn english(zh: &str) -> String {
    let known = |zh: &str| NAMES.iter().find(|n| n.zh == zh).map(|n| n.en);
    let parts: Option<Vec<&str>> = zh.split('、').map(known).collect();
    parts.map_or_else(|| zh.to_owned(), |parts| parts.join(" and "))
}

/// The embedded notices, one for each year, without a gap.
#[rustfmt::skip] // one holiday a line, so that a row can be compared with its notice
pub(in crate::domain) const NOTICES: &[Notice] = &[
    Notice { year: 2007, spans: &[
        work(2006, 12, 30, 2, NEW_YEAR), off(2007, 1, 1, 3, NEW_YEAR),
        work(2007, 2, 17, 1, SPRING), off(2007, 2, 18, 7, SPRING), work(2007, 2, 25, 1, SPRING),
        work(2007, 4, 28, 2, MAY_FIRST), off(2007, 5, 1, 7, MAY_FIRST),
        work(2007, 9, 29, 2, OCTOBER_FIRST), off(2007, 10, 1, 7, OCTOBER_FIRST),
    ] },
    Notice { year: 2008, spans: &[
        work(2007, 12, 29, 1, NEW_YEAR), off(2007, 12, 30, 3, NEW_YEAR),
        work(2008, 2, 2, 2, SPRING), off(2008, 2, 6, 7, SPRING),
        off(2008, 4, 4, 3, QINGMING),
        off(2008, 5, 1, 3, MAY_FIRST_LABOUR), work(2008, 5, 4, 1, MAY_FIRST_LABOUR),
        off(2008, 6, 7, 3, DRAGON_BOAT),
        off(2008, 9, 13, 3, MID_AUTUMN),
        work(2008, 9, 27, 2, NATIONAL), off(2008, 9, 29, 7, NATIONAL),
    ] },
    Notice { year: 2009, spans: &[
        off(2009, 1, 1, 3, NEW_YEAR), work(2009, 1, 4, 1, NEW_YEAR),
        work(2009, 1, 24, 1, SPRING), off(2009, 1, 25, 7, SPRING), work(2009, 2, 1, 1, SPRING),
        off(2009, 4, 4, 3, QINGMING),
        off(2009, 5, 1, 3, LABOUR),
        off(2009, 5, 28, 3, DRAGON_BOAT), work(2009, 5, 31, 1, DRAGON_BOAT),
        work(2009, 9, 27, 1, NATIONAL_MID_AUTUMN), off(2009, 10, 1, 8, NATIONAL_MID_AUTUMN),
        work(2009, 10, 10, 1, NATIONAL_MID_AUTUMN),
    ] },
    Notice { year: 2010, spans: &[
        off(2010, 1, 1, 3, NEW_YEAR),
        off(2010, 2, 13, 7, SPRING), work(2010, 2, 20, 2, SPRING),
        off(2010, 4, 3, 3, QINGMING),
        off(2010, 5, 1, 3, LABOUR),
        work(2010, 6, 12, 2, DRAGON_BOAT), off(2010, 6, 14, 3, DRAGON_BOAT),
        work(2010, 9, 19, 1, MID_AUTUMN), off(2010, 9, 22, 3, MID_AUTUMN), work(2010, 9, 25, 1, MID_AUTUMN),
        work(2010, 9, 26, 1, NATIONAL), off(2010, 10, 1, 7, NATIONAL), work(2010, 10, 9, 1, NATIONAL),
    ] },
    Notice { year: 2011, spans: &[
        off(2011, 1, 1, 3, NEW_YEAR),
        work(2011, 1, 30, 1, SPRING), off(2011, 2, 2, 7, SPRING), work(2011, 2, 12, 1, SPRING),
        work(2011, 4, 2, 1, QINGMING), off(2011, 4, 3, 3, QINGMING),
        off(2011, 4, 30, 3, LABOUR),
        off(2011, 6, 4, 3, DRAGON_BOAT),
        off(2011, 9, 10, 3, MID_AUTUMN),
        off(2011, 10, 1, 7, NATIONAL), work(2011, 10, 8, 2, NATIONAL),
    ] },
    Notice { year: 2012, spans: &[
        work(2011, 12, 31, 1, NEW_YEAR), off(2012, 1, 1, 3, NEW_YEAR),
        work(2012, 1, 21, 1, SPRING), off(2012, 1, 22, 7, SPRING), work(2012, 1, 29, 1, SPRING),
        work(2012, 3, 31, 2, QINGMING), off(2012, 4, 2, 3, QINGMING),
        work(2012, 4, 28, 1, LABOUR), off(2012, 4, 29, 3, LABOUR),
        off(2012, 6, 22, 3, DRAGON_BOAT),
        work(2012, 9, 29, 1, MID_AUTUMN_NATIONAL), off(2012, 9, 30, 8, MID_AUTUMN_NATIONAL),
    ] },
    Notice { year: 2013, spans: &[
        off(2013, 1, 1, 3, NEW_YEAR), work(2013, 1, 5, 2, NEW_YEAR),
        off(2013, 2, 9, 7, SPRING), work(2013, 2, 16, 2, SPRING),
        off(2013, 4, 4, 3, QINGMING), work(2013, 4, 7, 1, QINGMING),
        work(2013, 4, 27, 2, LABOUR), off(2013, 4, 29, 3, LABOUR),
        work(2013, 6, 8, 2, DRAGON_BOAT), off(2013, 6, 10, 3, DRAGON_BOAT),
        off(2013, 9, 19, 3, MID_AUTUMN), work(2013, 9, 22, 1, MID_AUTUMN),
        work(2013, 9, 29, 1, NATIONAL), off(2013, 10, 1, 7, NATIONAL), work(2013, 10, 12, 1, NATIONAL),
    ] },
    Notice { year: 2014, spans: &[
        off(2014, 1, 1, 1, NEW_YEAR),
        work(2014, 1, 26, 1, SPRING), off(2014, 1, 31, 7, SPRING), work(2014, 2, 8, 1, SPRING),
        off(2014, 4, 5, 1, QINGMING), off(2014, 4, 7, 1, QINGMING),
        off(2014, 5, 1, 3, LABOUR), work(2014, 5, 4, 1, LABOUR),
        off(2014, 6, 2, 1, DRAGON_BOAT),
        off(2014, 9, 8, 1, MID_AUTUMN),
        work(2014, 9, 28, 1, NATIONAL), off(2014, 10, 1, 7, NATIONAL), work(2014, 10, 11, 1, NATIONAL),
    ] },
    Notice { year: 2015, spans: &[
        off(2015, 1, 1, 3, NEW_YEAR), work(2015, 1, 4, 1, NEW_YEAR),
        work(2015, 2, 15, 1, SPRING), off(2015, 2, 18, 7, SPRING), work(2015, 2, 28, 1, SPRING),
        off(2015, 4, 5, 2, QINGMING),
        off(2015, 5, 1, 1, LABOUR),
        off(2015, 6, 20, 1, DRAGON_BOAT), off(2015, 6, 22, 1, DRAGON_BOAT),
        off(2015, 9, 3, 3, VICTORY_70), work(2015, 9, 6, 1, VICTORY_70),
        off(2015, 9, 27, 1, MID_AUTUMN),
        off(2015, 10, 1, 7, NATIONAL), work(2015, 10, 10, 1, NATIONAL),
    ] },
    Notice { year: 2016, spans: &[
        off(2016, 1, 1, 1, NEW_YEAR),
        work(2016, 2, 6, 1, SPRING), off(2016, 2, 7, 7, SPRING), work(2016, 2, 14, 1, SPRING),
        off(2016, 4, 4, 1, QINGMING),
        off(2016, 5, 1, 2, LABOUR),
        off(2016, 6, 9, 3, DRAGON_BOAT), work(2016, 6, 12, 1, DRAGON_BOAT),
        off(2016, 9, 15, 3, MID_AUTUMN), work(2016, 9, 18, 1, MID_AUTUMN),
        off(2016, 10, 1, 7, NATIONAL), work(2016, 10, 8, 2, NATIONAL),
    ] },
    Notice { year: 2017, spans: &[
        off(2017, 1, 1, 2, NEW_YEAR),
        work(2017, 1, 22, 1, SPRING), off(2017, 1, 27, 7, SPRING), work(2017, 2, 4, 1, SPRING),
        work(2017, 4, 1, 1, QINGMING), off(2017, 4, 2, 3, QINGMING),
        off(2017, 5, 1, 1, LABOUR),
        work(2017, 5, 27, 1, DRAGON_BOAT), off(2017, 5, 28, 3, DRAGON_BOAT),
        work(2017, 9, 30, 1, MID_AUTUMN_NATIONAL), off(2017, 10, 1, 8, MID_AUTUMN_NATIONAL),
    ] },
    Notice { year: 2018, spans: &[
        off(2018, 1, 1, 1, NEW_YEAR),
        work(2018, 2, 11, 1, SPRING), off(2018, 2, 15, 7, SPRING), work(2018, 2, 24, 1, SPRING),
        off(2018, 4, 5, 3, QINGMING), work(2018, 4, 8, 1, QINGMING),
        work(2018, 4, 28, 1, LABOUR), off(2018, 4, 29, 3, LABOUR),
        off(2018, 6, 18, 1, DRAGON_BOAT),
        off(2018, 9, 24, 1, MID_AUTUMN),
        work(2018, 9, 29, 2, NATIONAL), off(2018, 10, 1, 7, NATIONAL),
    ] },
    Notice { year: 2019, spans: &[
        work(2018, 12, 29, 1, NEW_YEAR), off(2018, 12, 30, 3, NEW_YEAR),
        work(2019, 2, 2, 2, SPRING), off(2019, 2, 4, 7, SPRING),
        off(2019, 4, 5, 1, QINGMING),
        work(2019, 4, 28, 1, LABOUR), off(2019, 5, 1, 4, LABOUR), work(2019, 5, 5, 1, LABOUR),
        off(2019, 6, 7, 1, DRAGON_BOAT),
        off(2019, 9, 13, 1, MID_AUTUMN),
        work(2019, 9, 29, 1, NATIONAL), off(2019, 10, 1, 7, NATIONAL), work(2019, 10, 12, 1, NATIONAL),
    ] },
    Notice { year: 2020, spans: &[
        off(2020, 1, 1, 1, NEW_YEAR),
        work(2020, 1, 19, 1, SPRING), off(2020, 1, 24, 10, SPRING), work(2020, 2, 3, 1, SPRING),
        off(2020, 4, 4, 3, QINGMING),
        work(2020, 4, 26, 1, LABOUR), off(2020, 5, 1, 5, LABOUR), work(2020, 5, 9, 1, LABOUR),
        off(2020, 6, 25, 3, DRAGON_BOAT), work(2020, 6, 28, 1, DRAGON_BOAT),
        work(2020, 9, 27, 1, NATIONAL_MID_AUTUMN), off(2020, 10, 1, 8, NATIONAL_MID_AUTUMN),
        work(2020, 10, 10, 1, NATIONAL_MID_AUTUMN),
    ] },
    Notice { year: 2021, spans: &[
        off(2021, 1, 1, 3, NEW_YEAR),
        work(2021, 2, 7, 1, SPRING), off(2021, 2, 11, 7, SPRING), work(2021, 2, 20, 1, SPRING),
        off(2021, 4, 3, 3, QINGMING),
        work(2021, 4, 25, 1, LABOUR), off(2021, 5, 1, 5, LABOUR), work(2021, 5, 8, 1, LABOUR),
        off(2021, 6, 12, 3, DRAGON_BOAT),
        work(2021, 9, 18, 1, MID_AUTUMN), off(2021, 9, 19, 3, MID_AUTUMN),
        work(2021, 9, 26, 1, NATIONAL), off(2021, 10, 1, 7, NATIONAL), work(2021, 10, 9, 1, NATIONAL),
    ] },
    Notice { year: 2022, spans: &[
        off(2022, 1, 1, 3, NEW_YEAR),
        work(2022, 1, 29, 2, SPRING), off(2022, 1, 31, 7, SPRING),
        work(2022, 4, 2, 1, QINGMING), off(2022, 4, 3, 3, QINGMING),
        work(2022, 4, 24, 1, LABOUR), off(2022, 4, 30, 5, LABOUR), work(2022, 5, 7, 1, LABOUR),
        off(2022, 6, 3, 3, DRAGON_BOAT),
        off(2022, 9, 10, 3, MID_AUTUMN),
        off(2022, 10, 1, 7, NATIONAL), work(2022, 10, 8, 2, NATIONAL),
    ] },
    Notice { year: 2023, spans: &[
        off(2022, 12, 31, 3, NEW_YEAR),
        off(2023, 1, 21, 7, SPRING), work(2023, 1, 28, 2, SPRING),
        off(2023, 4, 5, 1, QINGMING),
        work(2023, 4, 23, 1, LABOUR), off(2023, 4, 29, 5, LABOUR), work(2023, 5, 6, 1, LABOUR),
        off(2023, 6, 22, 3, DRAGON_BOAT), work(2023, 6, 25, 1, DRAGON_BOAT),
        off(2023, 9, 29, 8, MID_AUTUMN_NATIONAL), work(2023, 10, 7, 2, MID_AUTUMN_NATIONAL),
    ] },
    Notice { year: 2024, spans: &[
        off(2024, 1, 1, 1, NEW_YEAR),
        work(2024, 2, 4, 1, SPRING), off(2024, 2, 10, 8, SPRING), work(2024, 2, 18, 1, SPRING),
        off(2024, 4, 4, 3, QINGMING), work(2024, 4, 7, 1, QINGMING),
        work(2024, 4, 28, 1, LABOUR), off(2024, 5, 1, 5, LABOUR), work(2024, 5, 11, 1, LABOUR),
        off(2024, 6, 10, 1, DRAGON_BOAT),
        work(2024, 9, 14, 1, MID_AUTUMN), off(2024, 9, 15, 3, MID_AUTUMN),
        work(2024, 9, 29, 1, NATIONAL), off(2024, 10, 1, 7, NATIONAL), work(2024, 10, 12, 1, NATIONAL),
    ] },
    Notice { year: 2025, spans: &[
        off(2025, 1, 1, 1, NEW_YEAR),
        work(2025, 1, 26, 1, SPRING), off(2025, 1, 28, 8, SPRING), work(2025, 2, 8, 1, SPRING),
        off(2025, 4, 4, 3, QINGMING),
        work(2025, 4, 27, 1, LABOUR), off(2025, 5, 1, 5, LABOUR),
        off(2025, 5, 31, 3, DRAGON_BOAT),
        work(2025, 9, 28, 1, NATIONAL_MID_AUTUMN), off(2025, 10, 1, 8, NATIONAL_MID_AUTUMN),
        work(2025, 10, 11, 1, NATIONAL_MID_AUTUMN),
    ] },
    Notice { year: 2026, spans: &[
        off(2026, 1, 1, 3, NEW_YEAR), work(2026, 1, 4, 1, NEW_YEAR),
        work(2026, 2, 14, 1, SPRING), off(2026, 2, 15, 9, SPRING), work(2026, 2, 28, 1, SPRING),
        off(2026, 4, 4, 3, QINGMING),
        off(2026, 5, 1, 5, LABOUR), work(2026, 5, 9, 1, LABOUR),
        off(2026, 6, 19, 3, DRAGON_BOAT),
        work(2026, 9, 20, 1, NATIONAL), off(2026, 10, 1, 7, NATIONAL), work(2026, 10, 10, 1, NATIONAL),
        off(2026, 9, 25, 3, MID_AUTUMN),
    ] },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_consecutive_and_no_day_is_listed_twice() {
        let mut seen = std::collections::BTreeSet::new();
        for (notice, year) in NOTICES.iter().zip(2007..) {
            assert_eq!(notice.year, year);
            for span in notice.spans {
                let days = span.start..span.start + span.days;
                assert!(days.start >= day_number(year - 1, 12, 1) && days.end <= day_number(year + 1, 1, 1));
                assert!(days.clone().all(|day| seen.insert(day)), "{year}: {span:?}");
            }
        }
        assert_eq!(NOTICES.len(), 20);
    }

    #[test]
    fn holiday_names_are_translated_and_unknown_ones_kept() {
        assert_eq!(english("国庆节"), "National Day");
        assert_eq!(english("元旦、春节"), "New Year's Day and Spring Festival");
        assert_eq!(english("国庆节、某节"), "国庆节、某节");
    }
}
