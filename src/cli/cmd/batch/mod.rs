//! `batch FILE|-`: one JSON command a line, through the same gate, as one commit.
//!
//! This thread reads lines and hands them out; others look the cases up and decide ahead; this one takes the lines back in order and keeps
//! what was decided, or decides itself where an earlier line has touched the case.

mod lines;

use crate::cli::case_names;
use crate::cli::context::Context;
use crate::cli::earlier;
use crate::cli::error::{CliError, SeveralOf, Usage};
use crate::cli::messages::{errors, work as words};
use crate::cli::output;
use crate::cli::run_work::{self};
use crate::cli::spec::{CommandGroup, CommandRun, Spec};
use crate::command::flag::{DRY_RUN, Flag, KEEP_GOING, arg, flags};
use crate::command::input::{BatchLine, Input};
use crate::command::work::Work;
use crate::domain::Code;
use crate::domain::gate::Verb;
use crate::domain::value::id::CaseId;
use crate::domain::value::texts::Texts;
use crate::project::{Actor, KeptCopies, Outcome, Precomputed, Requests, Session};
use crate::text::Two;
use crate::workers::{self, Workers};
pub(super) use lines::command;
use lines::{BatchItem, Lines, Ready, Said};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Cursor};

const FILE: Flag =
    arg("file", "FILE|-", "commands; `-` reads standard input", "命令文件；“-”从标准输入读取").required();

/// batch
pub(super) const SPEC: Spec = Spec {
    name: "batch",
    zh: "批处理",
    group: CommandGroup::Work,
    about: Two(
        "many commands, one JSON object a line, one commit: all or nothing",
        "逐行 JSON 命令，一次提交：全部办理或都不办理",
    ),
    more: Two("redress help batch describes the lines", "redress help batch 说明行的写法"),
    flags: flags![FILE],
    run: CommandRun::Plain(run),
};

/// What a batch has done so far.
struct Batch<'s, 'w> {
    cx: &'s Context,
    session: &'s mut Session<'w>,
    actor: Actor,
    named: HashMap<String, CaseId>,
    /// Requests that were done before; read when the first line has one.
    before: Option<Requests<'w>>,
    /// Those that were done in this batch, with their cases.
    requests: HashMap<Code, (Option<CaseId>, String)>,
    kept: Vec<KeptCopies>,
    dry: bool,
    /// What was decided; of a line that failed halfway, what came before.
    done: Done,
}

/// So many registered cases are named where the answer cannot be printed.
const NAMED: usize = 20;

/// What the lines did: there may be a hundred thousand, so what will be printed is held and no case.
struct Done {
    count: usize,
    /// The cases that were registered, the first few.
    opened: Vec<String>,
    /// As data, where that was asked for.
    records: Option<Vec<Value>>,
    /// In words.
    told: String,
}

fn run(input: &Input, cx: &Context) -> Result<(), CliError> {
    let actor = cx.actor(input)?;
    let path = input.text(FILE);
    // Lines may hold what strangers wrote, in a web form or a mail.
    cx.take_literally();
    // What is typed or piped is read before the lock is taken: nobody waits for a slow hand.
    let reader: Box<dyn BufRead> = if path == "-" {
        Box::new(Cursor::new(crate::cli::given::io_stdin()?))
    } else {
        let file =
            File::open(cx.env.cwd.join(&path)).map_err(|source| CliError::File { path: path.clone(), source })?;
        Box::new(BufReader::with_capacity(1 << 16, file))
    };
    let mut session = cx.begin(&actor)?;
    session.expect_many()?;
    let dry = input.on(DRY_RUN);
    let mut batch = Batch {
        cx,
        session: &mut session,
        actor,
        named: HashMap::new(),
        before: None,
        requests: HashMap::new(),
        kept: Vec::new(),
        dry,
        done: Done {
            count: 0,
            opened: Vec::new(),
            records: output::wants_records(cx).then(Vec::new),
            told: String::new(),
        },
    };
    let mut lines = Lines::new(reader, &path, batch.actor.clone(), cx);
    let failed = batch.run(&mut lines, input.on(KEEP_GOING))?;
    let (mut done, kept) = (batch.done, batch.kept);
    let total = failed.len() + done.count;
    if !dry && done.count > 0 {
        run_work::record_all(&mut session, kept)?;
    }
    for error in &failed {
        output::error(cx, error, cx.talks_json());
    }
    let (count, opened) = (done.count, std::mem::take(&mut done.opened));
    report(done, &failed, cx).map_err(|error| match dry || count == 0 {
        true => error,
        false => CliError::Recorded { what: opened, count, source: Box::new(error) },
    })?;
    match failed.first() {
        None => Ok(()),
        Some(first) => Err(CliError::Some { failed: failed.len(), total, of: SeveralOf::Commands, exit: first.exit() }),
    }
}

impl Batch<'_, '_> {
    /// Does all lines; gives the errors of those that were passed over.
    fn run(&mut self, lines: &mut Lines<'_>, keep_going: bool) -> Result<Vec<CliError>, CliError> {
        let view = self.session.project.shared_view()?;
        let (gate, known) = (self.session.gate(), view.as_ref().map(|view| view.cases()));
        let foresee = |load: &mut Vec<BatchItem>| {
            load.iter_mut().for_each(|item| {
                let (Ok(Said::Ready(ready)), Some(known)) = (&item.said, &known) else { return };
                let Ready { actor, work: Work { cases, chain, .. }, .. } = &**ready;
                let Ok([Ok(id)]) =
                    <[_; 1]>::try_from(cases.iter().map(|name| case_names::whole(name)).collect::<Vec<_>>())
                else {
                    return;
                };
                let chain: Vec<&dyn Verb> = chain.iter().map(AsRef::as_ref).collect();
                item.precomputed = gate.precompute(&chain, id, actor, known);
            });
        };
        let (mut failed, mut end) = (Vec::new(), None);
        std::thread::scope(|scope| {
            let mut crew = Workers::begin(scope, workers::threads(), foresee);
            loop {
                while end.is_none() && crew.has_room() {
                    let mut load = crew.used().unwrap_or_default();
                    load.clear();
                    end = lines.read(&mut load);
                    crew.send(load);
                }
                // What came before a line that cannot be read comes first.
                let Some(mut load) = crew.take() else { return end.unwrap_or(Ok(())) };
                for BatchItem { number, said, precomputed } in load.drain(..) {
                    let Err(error) = said.and_then(|said| self.line(number, said, precomputed)) else { continue };
                    let exit = error.exit();
                    let error = CliError::Line { line: number, source: Box::new(error) };
                    if !keep_going || !matches!(exit, 2..=5) {
                        return Err(CliError::Nothing { source: Box::new(error) });
                    }
                    failed.push(error);
                }
                crew.give_back(load);
            }
        })?;
        Ok(failed)
    }

    /// Does one line.
    fn line(&mut self, number: usize, said: Said, precomputed: Option<Precomputed>) -> Result<(), CliError> {
        let line = match said {
            Said::Late(line) => line,
            Said::Ready(ready) => return self.work(number, *ready, precomputed).map(drop),
        };
        let (spec, build) = lines::command(&line)?;
        let mut actor = lines::actor(&line, &self.actor, self.cx)?;
        let own_name = line.0.get("let").and_then(Value::as_str).map(String::from);
        let line = self.named_cases(line)?;
        self.cx.take_read();
        let work = spec.build(build, &line, self.cx)?;
        if work.request.is_some() {
            return Err(CliError::Usage(Usage::Conflict { first: "--mail".into(), second: "batch".into() }));
        }
        let read = self.cx.take_read();
        if !actor.request.is_empty() {
            actor.content = run_work::content(spec, &line.input(), &read);
        }
        if let Some(outcome) = self.already(&actor)? {
            if let (Some(name), Some(case)) = (own_name, outcome.on_case()) {
                self.named.insert(name, case);
            }
            return self.did(number, (spec.name, None), &outcome);
        }
        if let Some(name) = own_name.as_ref().filter(|name| self.named.contains_key(*name)) {
            return Err(CliError::Usage(Usage::Twice { flag: format!("let {name}") }));
        }
        let (case, is_single) = self.work(number, Ready { spec, actor, work }, None)?;
        if let (Some(name), Some(case), true) = (own_name, case, is_single) {
            self.named.insert(name, case);
        }
        Ok(())
    }

    /// Does a command; gives its case, the last one, and whether it is done once and not once a case.
    fn work(
        &mut self,
        number: usize,
        ready: Ready,
        precomputed: Option<Precomputed>,
    ) -> Result<(Option<CaseId>, bool), CliError> {
        let Ready { spec, actor, work: Work { cases, chain, kept, did: what, person, .. } } = ready;
        let chain: Vec<&dyn Verb> = chain.iter().map(AsRef::as_ref).collect();
        let verb = (spec.name, what.as_deref());
        let mut done = (None, true);
        let mut did = |batch: &mut Self, outcome: &Outcome| {
            if !actor.request.is_empty() {
                // A later line of this batch with the same request does nothing.
                batch.requests.insert(actor.request.clone(), (outcome.on_case(), actor.content.clone()));
            }
            done.0 = Some(outcome.case);
            batch.did(number, verb, outcome)
        };
        if Work::is_single(spec.name, &chain) {
            let mut outcome = self.session.run(&chain, None, &actor)?;
            self.link_candidate(&person, &mut outcome, &actor)?;
            did(self, &outcome)?;
            return Ok(done);
        }
        let ahead = match precomputed {
            Some(precomputed) => self.session.keep_precomputed(precomputed, &actor)?,
            None => None,
        };
        let all = match ahead {
            Some(outcome) => did(self, &outcome),
            None => cases.iter().try_for_each(|case| {
                let id = case_names::within(self.session, case, &actor, self.cx)?;
                let outcome = self.session.run(&chain, Some(id), &actor)?;
                did(self, &outcome)
            }),
        };
        done.1 = false;
        // Of a line that fails halfway, what came before may go on record, and the files with it.
        if done.0.is_some() && !kept.is_empty() {
            self.kept.push(kept);
        }
        all.map(|()| done)
    }

    /// Links a registered case to an earlier one of the same person. Nobody is there to be asked, so it is a candidate, which a person
    /// confirms or unlinks. A restricted case is linked to nobody's: the link would tell whose it is.
    fn link_candidate(&mut self, person: &Texts, outcome: &mut Outcome, actor: &Actor) -> Result<(), CliError> {
        if self.dry || outcome.after.facts.restricted {
            return Ok(());
        }
        let Some(link) = earlier::candidate(&earlier::find(person, &actor.by, false, self.cx)?) else { return Ok(()) };
        // The retry key is the registration's own.
        let actor = Actor { request: Code::default(), content: String::new(), ..actor.clone() };
        let linked = self.session.run(&[&*link], Some(outcome.case), &actor)?;
        outcome.events += linked.events;
        outcome.after = linked.after;
        Ok(())
    }

    /// Remembers what will be said of it.
    fn did(&mut self, line: usize, verb: (&'static str, Option<&str>), outcome: &Outcome) -> Result<(), CliError> {
        self.done.count += 1;
        if verb.0 == "intake" && self.done.opened.len() < NAMED {
            self.done.opened.push(outcome.case.to_string());
        }
        match &mut self.done.records {
            Some(records) => {
                let case = outcome.on_case();
                records.push(json!({
                    "line": line, "did": verb.0, "id": case.map(|id| id.to_string()),
                    "status": case.map(|_| outcome.after.state.code()),
                    "event": outcome.first.as_ref().map(|e| e.id().to_string()), "events": outcome.events,
                    "dry_run": self.dry,
                }));
            }
            None => self.done.told += &words::line(verb, outcome, self.dry, self.cx.project()?, self.cx.lang),
        }
        Ok(())
    }

    /// The answer of a request that was done before, in this batch or earlier.
    fn already(&mut self, actor: &Actor) -> Result<Option<Outcome>, CliError> {
        if actor.request.is_empty() {
            return Ok(None);
        }
        if let Some((case, content)) = self.requests.get(&actor.request) {
            return match *content == actor.content {
                true => run_work::as_it_stands(self.session, *case, None).map(Some),
                false => Err(run_work::request_used(&actor.request, *case, None)),
            };
        }
        let before = match &mut self.before {
            Some(before) => before,
            None => self.before.insert(self.session.project.requests()?),
        };
        let Some(case) = before.get(&actor.request)? else { return Ok(None) };
        let done = self.session.project.done_request(&actor.request, case)?;
        if let Some(done) = &done {
            run_work::answered(done, actor, self.cx)?;
        }
        run_work::as_it_stands(self.session, case, done.map(|done| done.event)).map(Some)
    }

    /// `@a` stands for the case that an earlier line opened.
    fn named_cases(&self, mut line: BatchLine) -> Result<BatchLine, CliError> {
        for key in ["case", "found", "other", "repeat-of", "repeat_of"] {
            let Some(value) = line.0.get_mut(key) else { continue };
            let all = match value {
                Value::Array(all) => all.as_mut_slice(),
                one => std::slice::from_mut(one),
            };
            for value in all {
                let Some(name) = value.as_str().and_then(|text| text.strip_prefix('@')) else { continue };
                let unknown = || crate::project::ProjectError::NoCase { name: format!("@{name}") };
                let id = self.named.get(name).ok_or_else(unknown)?;
                *value = json!(id.to_string());
            }
        }
        Ok(line)
    }
}

fn report(done: Done, failed: &[CliError], cx: &Context) -> Result<(), CliError> {
    let Done { records, told, .. } = done;
    let mut records = records.unwrap_or_default();
    // JSON lists what failed too; elsewhere it is on standard error only.
    if cx.is_json() {
        records.extend(failed.iter().map(|e| errors::object(e, cx)));
    }
    output::answer(cx, "redress.batch/1", &["line", "did", "id", "status", "events"], records, || told)
}
