//! What holds on every desk: the log verifies, the index changes no answer, nothing private is in the log, figures foot.

use crate::desk::{Desk, ran};
use redress::profile::PROFILES;

/// The demo of a profile, with the clock at the end of its last day.
fn demo(profile: &str) -> Desk {
    let mut desk = Desk::empty();
    desk.now = "2026-11-30T18:00".into();
    desk.run(&["demo", ".", "--profile", profile, "--cases", "120", "--seed", "5", "--lang", "zh"]).ok();
    desk
}

/// The profiles with a demo of their own.
fn profiles() -> impl Iterator<Item = &'static str> {
    PROFILES.iter().map(|(name, _)| *name).filter(|name| *name != "base")
}

#[test]
fn every_demo_verifies_passes_the_check_and_reads_alike_without_its_index() {
    for profile in profiles() {
        let desk = demo(profile);
        desk.run(&["verify"]).ok();
        let told = desk.run(&["policy", "check"]);
        assert_eq!(told.code, 0, "{profile}: {}", told.out);
        for words in [
            &["list", "--fields", "id,status,due,category,unit,person"][..],
            &["list", "is:late"],
            &["report", "stats", "--by", "category"],
            &["report", "overdue"],
            &["report", "measures", "--period", "2026"],
            // With an index cases of which nothing happened in a period are passed over, and of a past day most are read from it.
            &["report", "summary", "--period", "2026-09"],
            &["list", "is:late", "--as-of", "2026-09-15"],
            &["report", "measures", "--by", "unit", "--period", "2026-08", "--as-of", "2026-09-15"],
        ] {
            let by =
                |index: &str| ran(desk.command().env("REDRESS_INDEX", index).args(words).output().expect("it runs"));
            assert_eq!(by("off").ok(), by("0").ok(), "{profile}: {words:?}");
        }
    }
}

#[test]
fn the_totals_of_every_demo_foot_for_any_breakdown() {
    for profile in profiles() {
        let desk = demo(profile);
        for by in ["category", "unit"] {
            for period in ["2026-10", "2026"] {
                let found = desk.run(&["report", "reconcile", "--by", by, "--period", period]).ok();
                for line in found.lines() {
                    let n: Vec<i64> = line.split('\t').skip(1).map(|n| n.parse().unwrap_or(0)).collect();
                    let (came, left) = (n[..5].iter().sum::<i64>(), n[5..12].iter().sum::<i64>());
                    assert_eq!(came - left, n[12], "{profile} by {by} in {period}: {line}");
                }
            }
        }
    }
}

#[test]
fn no_demo_has_a_name_or_number_of_its_complainants_in_the_log() {
    for profile in profiles() {
        let desk = demo(profile);
        let (log, private) = (desk.read_log(), desk.read_private());
        let mut seen = 0;
        for line in private.lines() {
            let line: serde_json::Value = serde_json::from_str(line).expect("JSON");
            if let Some(phone) = line["data"]["phone"].as_str() {
                assert!(!log.contains(phone), "{profile}: {phone}");
                seen += 1;
            }
        }
        assert!(seen > 20, "{profile}: {seen}");
    }
}
