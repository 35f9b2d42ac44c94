use super::*;
use crate::domain::calendar::Calendar;
use crate::domain::case::{apply, limit};
use crate::domain::event::Event;
use crate::profile::check;

/// The due date that a pack gives a limit after these acts, each with the time at which it was recorded.
fn due(pack: &str, name: &str, acts: &[(&str, String)]) -> String {
    let policy = resolved(pack).expect("a pack").policy;
    let mut calendar = Calendar::embedded();
    for (file, text) in calendars(pack) {
        assert!(calendar.add_year(text).is_ok(), "{file}");
    }
    calendar.hours = policy.desk.hours.clone();
    let line = |(n, (at, body)): (usize, &(&str, String))| {
        let seq = n + 1;
        let line =
            format!(r#"{{"n":{seq},"at":"{at}:00.000+08:00","by":"p","case":"HQ-2026-0001","seq":{seq},{body}}}"#);
        Event::parse(line.as_bytes(), "HQ".parse().expect("a desk")).expect("a line")
    };
    let events: Vec<Event> = acts.iter().enumerate().map(line).collect();
    let mut case = apply::fold(&events);
    let dues = limit::settle(&case, &policy, &calendar);
    case.limits.extend(dues.into_iter().filter_map(|(limit, due)| Some((limit, due?))));
    case.limits.get(name).map_or("none".into(), |due| match due.at.time() {
        Some(time) => format!("{} {}", due.at.date(), time.format("%H:%M")),
        None => due.at.date().to_string(),
    })
}

const OPENED: &str = r#""opened":{"nature":"complaint","category":"x"}"#;

fn opened(fields: &str) -> String {
    format!(r#""opened":{{"nature":"complaint","category":"x","fields":{{{fields}}}}}"#)
}

/// An act on a day, then a pause between two days if one is given.
fn paused(day: &str, body: String, pause: Option<(&str, &str)>) -> Vec<(String, String)> {
    let mut acts = vec![(format!("{day}T10:00"), body)];
    if let Some((from, to)) = pause {
        acts.push((format!("{from}T10:00"), r#""paused":{"ground":"evidence"}"#.into()));
        acts.push((format!("{to}T10:00"), r#""resumed":{}"#.into()));
    }
    acts
}

/// The day of receipt, what was decided on it, a pause, and the day on which the limit ends.
type Worked<'t> = (&'t str, String, Option<(&'t str, &'t str)>, &'t str);

fn table(pack: &str, name: &str, cases: &[Worked<'_>]) {
    for (day, body, pause, wanted) in cases {
        let acts = paused(day, body.clone(), *pause);
        let acts: Vec<(&str, String)> = acts.iter().map(|(at, body)| (at.as_str(), body.clone())).collect();
        assert_eq!(due(pack, name, &acts), *wanted, "{pack} {name} from {day} {pause:?}");
    }
}

#[test]
fn every_pack_is_sound_and_cites_its_source() {
    for name in names() {
        let pack = resolved(name).expect(name).policy;
        assert_eq!(check(&pack), Vec::new(), "{name}");
        let uncited = pack.limits.iter().filter(|row| row.cite.zh.is_empty() || row.cite.en.is_empty());
        assert_eq!(uncited.map(|row| row.code.as_str()).collect::<Vec<_>>(), Vec::<&str>::new(), "{name}");
    }
    assert_eq!(names().count(), 5);
}

#[test]
fn over_a_profile_a_pack_loses_its_title_and_keeps_all_rows() {
    for name in names() {
        let (own, over) = (text(name).expect(name), over_profile(name).expect(name));
        let (own, over): (toml::Table, toml::Table) = (own.parse().expect(name), over.parse().expect(name));
        let mut wanted = own.clone();
        assert!(wanted.remove("title").is_some() && wanted.remove("cite").is_some(), "{name}");
        assert_eq!(over, wanted, "{name}");
    }
}

// The dates of the tables below were counted by hand from the article and again by a count of the published list of days.

#[test]
fn bank_and_insurance_fifteen_and_thirty_days() {
    let simple = || OPENED.to_string();
    let complex = || opened(r#""complexity":"complex""#);
    table(
        "cn-bank-2020",
        "reply",
        &[
            ("2026-03-02", simple(), None, "2026-03-17"),
            ("2026-09-20", simple(), None, "2026-10-08"), // ends in the National Day
            ("2025-12-20", simple(), None, "2026-01-04"), // the fourth of January is a make-up Sunday
            ("2026-04-20", simple(), None, "2026-05-06"), // ends in the Labour Day holiday
            ("2026-02-01", simple(), None, "2026-02-24"), // ends in the Spring Festival
            ("2026-03-02", simple(), Some(("2026-03-05", "2026-03-12")), "2026-03-24"),
            ("2026-03-02", complex(), None, "2026-04-01"),
            ("2026-09-10", complex(), None, "2026-10-10"), // ends on a make-up Saturday
            ("2025-12-05", complex(), None, "2026-01-04"),
            ("2026-06-05", complex(), None, "2026-07-06"), // ends on a Sunday
        ],
    );
}

#[test]
fn bank_and_insurance_review_within_thirty_days() {
    let appealed = || r#""appealed":{"act":"sent","unit":"hq"}"#.to_string();
    let acts = [
        ("2026-03-02T10:00", OPENED.to_string()),
        ("2026-03-17T10:00", r#""replied":{"to":["complainant"],"answers":["complainant"]}"#.to_string()),
        ("2026-04-01T10:00", appealed()),
    ];
    // The first of May is a holiday until the fifth.
    assert_eq!(due("cn-bank-2020", "appeal", &acts), "2026-05-06");
    assert_eq!(due("cn-bank-2020", "appeal", &acts[..2]), "none");
}

#[test]
fn market_supervision_seven_and_forty_five_working_days() {
    let received = || OPENED.to_string();
    table(
        "cn-market-20",
        "acceptance",
        &[
            ("2026-03-02", received(), None, "2026-03-11"),
            ("2026-09-19", received(), None, "2026-09-29"), // a Saturday; the make-up Sunday is day 1
            ("2025-12-29", received(), None, "2026-01-08"), // over New Year and its make-up Sunday
            ("2026-09-28", received(), None, "2026-10-13"), // over the National Day
            ("2026-02-10", received(), None, "2026-02-26"), // over the Spring Festival
            ("2026-04-28", received(), None, "2026-05-11"), // over Labour Day and its make-up Saturday
        ],
    );
    for (day, pause, wanted) in [
        ("2026-03-02", None, "2026-05-08"),
        ("2025-12-01", None, "2026-02-03"),
        ("2026-08-03", None, "2026-10-10"),
        ("2026-03-02", Some(("2026-03-10", "2026-03-17")), "2026-05-14"),
    ] {
        let accepted = paused(day, r#""accepted":{}"#.into(), pause);
        let mut acts = vec![(format!("{day}T09:00"), OPENED.to_string())];
        acts.extend(accepted);
        let acts: Vec<(&str, String)> = acts.iter().map(|(at, body)| (at.as_str(), body.clone())).collect();
        assert_eq!(due("cn-market-20", "mediation", &acts), wanted, "{day}");
    }
}

#[test]
fn tourism_five_working_days_ten_and_sixty_days() {
    let received = || OPENED.to_string();
    table(
        "cn-tourism-32",
        "acceptance",
        &[
            ("2026-03-02", received(), None, "2026-03-09"),
            ("2026-10-01", received(), None, "2026-10-13"), // received in a holiday
            ("2025-12-30", received(), None, "2026-01-07"), // over New Year
            ("2026-02-11", received(), None, "2026-02-25"), // the make-up Saturday counts, the festival does not
        ],
    );
    for (name, day, act, pause, wanted) in [
        ("respondent-answer", "2026-03-06", "delivered", None, "2026-03-16"),
        ("respondent-answer", "2026-09-22", "delivered", None, "2026-10-08"),
        ("respondent-answer", "2025-12-24", "delivered", None, "2026-01-04"),
        ("mediation", "2026-03-09", "accepted", None, "2026-05-08"),
        ("mediation", "2025-11-03", "accepted", None, "2026-01-04"),
        ("mediation", "2026-03-09", "accepted", Some(("2026-03-20", "2026-03-30")), "2026-05-18"),
    ] {
        let mut acts = vec![(format!("{day}T09:00"), OPENED.to_string())];
        acts.extend(paused(day, format!(r#""{act}":{{}}"#), pause));
        let acts: Vec<(&str, String)> = acts.iter().map(|(at, body)| (at.as_str(), body.clone())).collect();
        assert_eq!(due("cn-tourism-32", name, &acts), wanted, "{name} {day}");
    }
}

#[test]
fn a_hotline_counts_hours_days_and_working_hours() {
    let graded = |grade: &str| opened(&format!(r#""grade":"{grade}""#));
    for (at, grade, wanted) in [
        ("2026-11-23T10:00", "emergency", "2026-11-23 12:00"),
        ("2026-09-30T23:00", "emergency", "2026-10-01 01:00"),
        ("2026-11-27T20:00", "supply", "2026-11-28 20:00"),
        ("2026-03-02T10:00", "general", "2026-03-09"),
        ("2026-09-28T10:00", "general", "2026-10-08"), // ends in the National Day
        ("2025-12-26T10:00", "general", "2026-01-04"), // ends in New Year
        ("2026-03-02T10:00", "complex", "2026-03-17"),
    ] {
        assert_eq!(due("cn-hotline-12345", "reply", &[(at, graded(grade))]), wanted, "{at} {grade}");
    }
    let pause = [
        ("2026-03-02T10:00", graded("general")),
        ("2026-03-04T10:00", r#""paused":{"ground":"evidence"}"#.to_string()),
        ("2026-03-06T10:00", r#""resumed":{}"#.to_string()),
    ];
    assert_eq!(due("cn-hotline-12345", "reply", &pause), "2026-03-11");
    for (at, wanted) in [
        ("2026-11-27T17:00", "2026-11-30 12:00"), // half an hour on Friday, the rest on Monday morning
        ("2025-12-31T16:30", "2026-01-04 11:30"), // over New Year to a make-up Sunday
        ("2026-11-23T10:30", "2026-11-23 16:00"), // over lunch
    ] {
        let acts =
            [("2025-12-30T09:00", graded("general")), (at, r#""assigned":{"unit":"u","form":"transfer"}"#.to_string())];
        assert_eq!(due("cn-hotline-12345", "sign", &acts), wanted, "{at}");
    }
}

#[test]
fn disp_eight_weeks_stay_and_business_days_are_those_of_its_country() {
    let received = || OPENED.to_string();
    let quick = || opened(r#""summary":true"#);
    table(
        "uk-disp",
        "reply",
        &[
            ("2026-03-02", received(), None, "2026-04-27"),
            ("2026-11-02", received(), None, "2026-12-28"), // ends on a bank holiday, and stays there
            ("2026-08-09", received(), None, "2026-10-04"), // ends on a Sunday
            ("2026-02-07", received(), None, "2026-04-04"), // ends on the Saturday of Easter
            ("2026-03-02", received(), Some(("2026-03-10", "2026-03-17")), "2026-05-04"),
        ],
    );
    table(
        "uk-disp",
        "summary",
        &[
            ("2026-03-02", quick(), None, "2026-03-05"),
            ("2026-04-01", quick(), None, "2026-04-08"), // over Easter
            ("2026-12-23", quick(), None, "2026-12-30"), // over Christmas, the substitute day included
            ("2026-12-31", quick(), None, "2027-01-06"), // over New Year
            ("2026-05-02", quick(), None, "2026-05-07"), // a Saturday before a bank holiday
        ],
    );
}
