//! Micro benchmarks of what every command is made of: a line parsed, a history folded, an act decided, days counted, a hash.
//! `cargo bench --bench micro`; whole commands beside other programs are `benches/peers`.

#![allow(missing_docs, clippy::unwrap_used)]

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use redress::domain::calendar::Calendar;
use redress::domain::case::apply;
use redress::domain::event::Event;
use redress::domain::gate::{Intake, Verb};
use redress::domain::value::id::DeskCode;
use redress::domain::value::moment::Moment;
use redress::log::hash;
use redress::project::{Actor, Init, Project, init};
use std::hint::black_box;

const HISTORY: [&str; 5] = [
    r#"{"n":2,"at":"2026-11-23T09:31:07.214+08:00","by":"li.na","case":"HQ-2026-0042","seq":1,"opened":{"channel":"phone","category":"attitude","policy":"4e48ee73082bd3d27a3f0b086ef992ac0bd7233a09a4acef0eae83cc35b3ef9d","nature":"complaint","amount":13500,"fields":{"product":"transfer"},"due":{"reply":{"at":"2026-11-26","rule":"P7-A11-general","from":"2026-11-23","within":"3wd"}}},"said":"61e4ef44de3069c3dba6bddbd5a70f35894facaec24dc24c6ab3d200fd335f7b","hash":"2f222345d96427dea231aeb9fe77e57babaa879934d5cdab0a4b40f5ef3b6152","text":{"salt":"12329ba612ca7a2b166a8486b4d2a511","title":"A transfer not credited after over an hour"}}"#,
    r#"{"n":3,"at":"2026-11-23T09:32:00.000+08:00","by":"li.na","case":"HQ-2026-0042","seq":2,"accepted":{"told":"phone"},"hash":"2f222345d96427dea231aeb9fe77e57babaa879934d5cdab0a4b40f5ef3b6152"}"#,
    r#"{"n":4,"at":"2026-11-23T09:33:00.000+08:00","by":"li.na","case":"HQ-2026-0042","seq":3,"assigned":{"unit":"taiyuan","person":"zhang.wei","form":"transfer"},"hash":"2f222345d96427dea231aeb9fe77e57babaa879934d5cdab0a4b40f5ef3b6152"}"#,
    r#"{"n":5,"at":"2026-11-24T15:10:00.000+08:00","by":"zhang.wei","case":"HQ-2026-0042","seq":4,"replied":{"to":["complainant"],"via":"phone","responsibility":"ours","satisfaction":"satisfied","outcome":"resolved"},"said":"61e4ef44de3069c3dba6bddbd5a70f35894facaec24dc24c6ab3d200fd335f7b","hash":"2f222345d96427dea231aeb9fe77e57babaa879934d5cdab0a4b40f5ef3b6152","text":{"salt":"12329ba612ca7a2b166a8486b4d2a511","findings":"Vouchers and system logs were compared; the transfer was held by mistake.","staff_action":"Talked to.","lessons":"A held transfer is told the same day."}}"#,
    r#"{"n":6,"at":"2026-11-25T10:00:00.000+08:00","by":"li.na","case":"HQ-2026-0042","seq":5,"closed":{"outcome":"resolved"},"hash":"2f222345d96427dea231aeb9fe77e57babaa879934d5cdab0a4b40f5ef3b6152"}"#,
];

fn fold(c: &mut Criterion) {
    let bytes: usize = HISTORY.iter().map(|line| line.len()).sum();
    let parse = || HISTORY.map(|line| Event::parse(line.as_bytes(), DeskCode::default()).expect("an event"));
    let mut group = c.benchmark_group("fold");
    group.throughput(Throughput::Bytes(bytes as u64));
    group.bench_function("parse five lines", |b| b.iter(|| black_box(parse())));
    let events = parse();
    group.bench_function("apply five events", |b| b.iter(|| black_box(apply::fold(&events))));
    group.finish();
}

fn hashes(c: &mut Criterion) {
    let previous = hash::GENESIS;
    let mut group = c.benchmark_group("hash");
    for length in [300, 4096] {
        let covered = vec![b'x'; length];
        group.throughput(Throughput::Bytes(length as u64));
        group.bench_function(format!("chain of {length} bytes"), |b| {
            b.iter(|| black_box(hash::chain(&previous, &covered).hex()));
        });
    }
    let covered = [b'x'; 300];
    let messages: Vec<hash::Parts<'_>> = vec![[&previous, &covered, b""]; 128];
    group.throughput(Throughput::Bytes(128 * 300));
    group.bench_function("128 chains of 300 bytes at once", |b| {
        b.iter(|| black_box(hash::many(black_box(&messages))));
    });
    group.finish();
}

fn calendar(c: &mut Criterion) {
    let calendar = Calendar::embedded();
    let day = "2026-09-25".parse::<Moment>().expect("a day").date();
    c.bench_function("calendar/15 working days", |b| {
        b.iter(|| black_box(calendar.add_working_days(black_box(day), 15)));
    });
    c.bench_function("calendar/embedded", |b| b.iter(|| black_box(Calendar::embedded())));
}

fn gate(c: &mut Criterion) {
    let dir = tempfile::tempdir().expect("a folder");
    let order = Init {
        redress_toml: "profile = \"bank\"\nproject = \"p1\"\nsimulated = true\n".into(),
        directory_toml: String::new(),
        writer: "00000000".into(),
        machine: "m".into(),
        profile: "bank".into(),
        desk: "HQ".parse().expect("a desk"),
        name: String::new(),
        simulated: true,
        shared: false,
        project: "p1".into(),
    };
    init(dir.path(), &order).expect("a fresh folder");
    let project = Project::open(dir.path(), "m").expect("a project");
    let actor = Actor {
        by: "li.na".into(),
        done_by: Default::default(),
        now: "2026-11-23T09:00:00.000+08:00".parse().expect("a time"),
        clock: None,
        os: Default::default(),
        account: Default::default(),
        on: None,
        overriding: None,
        not_personal: Vec::new(),
        request: Default::default(),
        content: String::new(),
        past: false,
    };
    let mut intake = Intake { title: "Queue".into(), ..Intake::default() };
    intake.facts.channel = "phone".into();
    let decide = |mut session: redress::project::Session<'_>| {
        let chain: [&dyn Verb; 1] = [&intake];
        black_box(session.run(&chain, None, &actor).expect("the gate lets it through"))
    };
    c.bench_function("gate/intake", |b| {
        b.iter_batched(|| project.rehearse(&actor).expect("the desk is known"), decide, BatchSize::SmallInput);
    });
    c.bench_function("start/open a project", |b| b.iter(|| Project::open(dir.path(), "m").expect("a project")));
}

criterion_group!(benches, fold, hashes, calendar, gate);
criterion_main!(benches);
