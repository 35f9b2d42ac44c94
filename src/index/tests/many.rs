//! More rows than one thread scans: several chunks in two runs, the last chunk of each incomplete.

use super::*;

/// Cases of two desks: some voided, closed as duplicates, never registered, not understood, or with a nature missing in the string table.
fn log() -> Log {
    let mut log: Log = Default::default();
    for number in 1..=2600 {
        for desk in 0..2 {
            let choice = (number * 7919 + desk * 31) % 997;
            let kinds: &[usize] = match choice % 10 {
                0 => &[2],
                1 => &[0, 4],
                2 => &[0, 2, 3, 4],
                3 => &[0, 8],
                4 => &[0, 11],
                _ => &[0, 2],
            };
            for kind in kinds {
                let n = log[desk].len() + 1;
                let line = format!(
                    r#"{{"n":{n},"at":"2026-10-02T09:00:00.000+08:00","by":"li.na","case":"{}-2026-{number:04}","seq":1,{}}}"#,
                    DESKS[desk],
                    body(*kind, choice, None)
                );
                let desk_code = DESKS[desk].parse().expect("a desk");
                log[desk].push(Event::parse(line.as_bytes(), desk_code).expect("a line"));
            }
        }
    }
    log
}

#[test]
fn a_scan_by_several_threads_agrees_with_the_cases() {
    let log = log();
    let to = [log[0].len(), log[1].len(), 0];
    let index = index(&log, vec![], ([0; 3], to), None);
    let cases: BTreeMap<CaseId, Case> = folded(&log, to).into_iter().filter(|(_, c)| !c.unopened).collect();
    let now: Moment = "2026-10-20T12:00:00.000+08:00".parse().expect("a moment");
    let at = At { day: now.date(), now: Some(now) };
    let cohort = Cohort { apart: vec!["enquiry".into()] };
    for term in ["", "is:overdue", "received:2026-10", "status:closed", "not:category:attitude"] {
        let filter = read(term, now);
        let query = Query { which: CaseSelection::pass(&filter, &at), above: &[], then: None };
        let wanted: Vec<CaseId> = cases.iter().filter(|(_, c)| filter.holds(c, &at)).map(|(id, _)| *id).collect();
        assert!(wanted.len() > 100, "{term}");
        let found = query.rows(&index).expect("sound");
        assert_eq!(found.iter().map(|f| f.id).collect::<Vec<_>>(), wanted, "{term}");
        assert!(found.iter().all(|f| index.id_of(f.row) == Ok(f.id)), "{term}");
        for most in [1, 90, 1500] {
            let few = query.first_rows(&index, most).expect("sound");
            assert!(few.iter().map(|f| f.id).take(most).eq(wanted.iter().copied().take(most)), "{term} {most}");
        }
        for by in [&["channel", "nature", "month"][..], &["day", "status", "outcome", "unit"]] {
            let by: Vec<Dimension> = by.iter().map(|key| Dimension::named(key).expect("known")).collect();
            let (mut tally, mut by_hand) = (Tally::default(), Tally::default());
            query.tally(&index, &by, &cohort, &mut tally).expect("sound");
            cases.values().filter(|case| filter.holds(case, &at)).for_each(|case| by_hand.add(case, &by, &cohort));
            assert_eq!(tally, by_hand, "{term}");
        }
    }
}
