//! Hand-made events and a report context for the tests of pages.

use crate::domain::calendar::Calendar;
use crate::domain::event::Event;
use crate::domain::value::moment::parse_date;
use crate::report::context::ReportContext;
use crate::text::{Lang, sample};

/// Events of HQ-2026-0042 from bodies and texts, recorded by li.na on 25 September 2026 and the days after.
pub(crate) fn events(lines: &[(&str, &str)]) -> Vec<Event> {
    let one = |(i, (body, text)): (usize, &(&str, &str))| {
        let (n, minute) = (i + 1, 10 + i);
        let text = if text.is_empty() { String::new() } else { format!(r#","text":{{"salt":"00",{text}}}"#) };
        let head = format!(r#"{{"n":{n},"at":"2026-09-25T10:{minute}:00.000+08:00","by":"li.na""#);
        let line = format!(r#"{head},"case":"HQ-2026-0042","seq":{n},{body}{text}}}"#);
        Event::parse(line.as_bytes(), "HQ".parse().expect("a desk")).expect("a line")
    };
    lines.iter().enumerate().map(one).collect()
}

/// Runs a test with a context as of the end of `day`.
pub(crate) fn with_context<T>(lang: Lang, day: &str, test: impl FnOnce(&ReportContext<'_>) -> T) -> T {
    let (policy, directory, calendar) = (sample::policy(), sample::directory(), Calendar::embedded());
    let day = parse_date(day).expect("a date");
    test(&ReportContext { policy: &policy, directory: &directory, calendar: &calendar, lang, day, now: None })
}

/// A document as rendered for a terminal of this width.
pub(crate) fn rendered(document: &crate::document::Document, columns: usize) -> String {
    use crate::render::{Format, Look};
    let look = Look { lang: Lang::Zh, width: Some(columns), color: false, header: false };
    let mut out = Vec::new();
    crate::render::document(document, Format::Table, &look, &mut out).expect("memory");
    String::from_utf8(out).expect("UTF-8")
}
