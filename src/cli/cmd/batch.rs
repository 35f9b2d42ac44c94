//! `batch FILE|-`: one JSON command a line, through the same gate, as one commit.
//!
//! This thread reads lines and hands them out; others look the cases up and decide ahead; this one takes the lines back in order and keeps
//! what was decided, or decides itself where an earlier line has touched the case.

use crate::cli::crew::Crew;
use crate::cli::cx::Cx;
use crate::cli::error::{CliError, Usage};
use crate::cli::input::{Input, Line};
use crate::cli::meant::Meant;
use crate::cli::naming;
use crate::cli::say::{errors, work as words};
use crate::cli::spec::{Build, COMMON, Group, Run, Spec, arg};
use crate::cli::work::{self, Work};
use crate::cli::{parse, ui};
use crate::domain::Code;
use crate::domain::decide::Verb;
use crate::domain::decide::codes::nearest;
use crate::domain::id::CaseId;
use crate::text::Two;
use crate::workspace::{Actor, Foreseen, Kept, Outcome, Requests, Session};
use serde_json::{Map, Value, json};
use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor};

/// batch
pub(super) const SPEC: Spec = Spec {
    name: "batch",
    zh: "批处理",
    group: Group::Work,
    about: Two(
        "many commands, one JSON object a line, one commit: all or nothing",
        "逐行 JSON 命令，一次提交：全部办理或都不办理",
    ),
    more: Two("redress help batch describes the lines", "redress help batch 说明行的写法"),
    flags: &[arg("file", "FILE|-", "commands; `-` reads standard input", "命令文件；“-”从标准输入读取").required()],
    run: Run::Plain(run),
};

/// What a batch has done so far.
struct Batch<'s, 'w> {
    cx: &'s Cx,
    session: &'s mut Session<'w>,
    actor: Actor,
    named: HashMap<String, CaseId>,
    /// Requests that were done before; read when the first line has one.
    before: Option<Requests<'w>>,
    /// Those that were done in this batch, with their cases.
    requests: HashMap<Code, Option<CaseId>>,
    kept: Vec<Kept>,
    dry: bool,
    /// What was decided; of a line that failed halfway, what came before.
    done: Done,
}

/// What the lines did: there may be a hundred thousand, so what will be printed is held and no case.
struct Done {
    count: usize,
    /// As data, where that was asked for.
    records: Option<Vec<Value>>,
    /// In words.
    told: String,
}

fn run(input: &dyn Input, cx: &Cx) -> Result<(), CliError> {
    let actor = cx.actor(input)?;
    let path = input.text("file");
    // What is typed or piped is read before the lock is taken: nobody waits for a slow hand.
    let reader: Box<dyn BufRead> = if path == "-" {
        Box::new(Cursor::new(work::io_stdin()?))
    } else {
        let file =
            File::open(cx.env.cwd.join(&path)).map_err(|source| CliError::File { path: path.clone(), source })?;
        Box::new(BufReader::with_capacity(1 << 16, file))
    };
    let mut session = cx.begin(&actor)?;
    session.expect_many()?;
    let dry = input.on("dry-run");
    let mut batch = Batch {
        cx,
        session: &mut session,
        actor,
        named: HashMap::new(),
        before: None,
        requests: HashMap::new(),
        kept: Vec::new(),
        dry,
        done: Done { count: 0, records: ui::wants_records(cx).then(Vec::new), told: String::new() },
    };
    let failed = batch.run(&mut Lines { lines: reader.lines(), number: 0, path: &path }, input.on("keep-going"))?;
    let (done, kept) = (batch.done, batch.kept);
    let total = failed.len() + done.count;
    if !dry && done.count > 0 {
        work::record_all(&mut session, kept)?;
    }
    for error in &failed {
        ui::error(cx, error, cx.talks_json());
    }
    report(done, &failed, cx)?;
    match failed.first() {
        None => Ok(()),
        Some(first) => Err(CliError::Some { failed: failed.len(), total, exit: first.exit() }),
    }
}

/// Lines that go to another thread at a time.
const LOAD: usize = 64;
/// Fewer of them where they are longer than this together.
const BYTES: usize = 128 << 10;

/// A line that was read.
struct Item {
    number: usize,
    said: Result<Said, CliError>,
    /// Its chain, decided on the one case that it names.
    foreseen: Option<Foreseen>,
}

/// What a line says.
enum Said {
    /// Something that hangs on the lines before it: looked at when its turn comes.
    Late(Line),
    Ready(Box<Ready>),
}

/// A command.
struct Ready {
    spec: &'static Spec,
    actor: Actor,
    work: Work,
}

/// The lines.
struct Lines<'p> {
    lines: io::Lines<Box<dyn BufRead>>,
    number: usize,
    path: &'p str,
}

impl Lines<'_> {
    /// The next line that says something, with its number from 1.
    fn next(&mut self) -> Result<Option<(usize, String)>, CliError> {
        for text in &mut self.lines {
            let mut text = text.map_err(|source| CliError::File { path: self.path.into(), source })?;
            self.number += 1;
            if self.number == 1 && text.starts_with('\u{feff}') {
                text.remove(0);
            }
            if !text.trim().is_empty() {
                return Ok(Some((self.number, text)));
            }
        }
        Ok(None)
    }
}

impl Batch<'_, '_> {
    /// Does all lines; gives the errors of those that were passed over.
    fn run(&mut self, lines: &mut Lines<'_>, keep_going: bool) -> Result<Vec<CliError>, CliError> {
        let sight = self.session.ws.sight()?;
        let (gate, peek) = (self.session.gate(), sight.as_ref().map(|sight| sight.peek()));
        let foresee = |item: &mut Item| {
            let (Ok(Said::Ready(ready)), Some(peek)) = (&item.said, &peek) else { return };
            let Ready { actor, work: Work { cases, chain, .. }, .. } = &**ready;
            let Ok([Ok(id)]) = <[_; 1]>::try_from(cases.iter().map(|name| naming::whole(name)).collect::<Vec<_>>())
            else {
                return;
            };
            let chain: Vec<&dyn Verb> = chain.iter().map(AsRef::as_ref).collect();
            item.foreseen = gate.foresee(&chain, id, actor, peek);
        };
        let (mut failed, mut end) = (Vec::new(), None);
        std::thread::scope(|scope| {
            let mut crew = Crew::begin(scope, foresee);
            loop {
                while end.is_none() && crew.has_room() {
                    let mut load = crew.used();
                    load.clear();
                    end = self.read(lines, &mut load);
                    crew.send(load);
                }
                // What came before a line that cannot be read comes first.
                let Some(mut load) = crew.take() else { return end.unwrap_or(Ok(())) };
                for Item { number, said, foreseen } in load.drain(..) {
                    let Err(error) = said.and_then(|said| self.line(number, said, foreseen)) else { continue };
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

    /// Reads some lines; gives how it ended where no more come.
    fn read(&self, lines: &mut Lines<'_>, load: &mut Vec<Item>) -> Option<Result<(), CliError>> {
        let mut bytes = 0;
        while load.len() < LOAD && bytes < BYTES {
            match lines.next() {
                Ok(Some((number, text))) => {
                    bytes += text.len();
                    load.push(Item { number, said: self.said(&text), foreseen: None });
                }
                Ok(None) => return Some(Ok(())),
                Err(error) => return Some(Err(error)),
            }
        }
        None
    }

    fn said(&self, text: &str) -> Result<Said, CliError> {
        let map: Map<String, Value> = serde_json::from_str(text).map_err(|e| CliError::Usage(Usage::json(&e)))?;
        let is_named = |value: &Value| match value {
            Value::Array(all) => all.iter().filter_map(Value::as_str).any(|text| text.starts_with('@')),
            one => one.as_str().is_some_and(|text| text.starts_with('@')),
        };
        let is_late = ["let", "request"].iter().any(|key| map.contains_key(*key)) || map.values().any(is_named);
        let line = Line(map);
        if is_late {
            return Ok(Said::Late(line));
        }
        let (spec, build) = command(&line)?;
        if spec.name == super::attach::SPEC.name {
            // It copies files: not before its turn.
            return Ok(Said::Late(line));
        }
        let actor = self.actor(&line)?;
        let work = build(&Meant::new(spec.name, &line), self.cx)?;
        Ok(Said::Ready(Box::new(Ready { spec, actor, work })))
    }

    /// Does one line.
    fn line(&mut self, number: usize, said: Said, foreseen: Option<Foreseen>) -> Result<(), CliError> {
        let line = match said {
            Said::Late(line) => line,
            Said::Ready(ready) => return self.work(number, *ready, foreseen).map(drop),
        };
        let (spec, build) = command(&line)?;
        let actor = self.actor(&line)?;
        if let Some(outcome) = self.already(&actor)? {
            return self.did(number, (spec.name, None), &outcome);
        }
        let own_name = line.0.get("let").and_then(Value::as_str).map(String::from);
        let work = build(&Meant::new(spec.name, &self.named_cases(line)?), self.cx)?;
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
        foreseen: Option<Foreseen>,
    ) -> Result<(Option<CaseId>, bool), CliError> {
        let Ready { spec, actor, work: Work { cases, chain, kept, did: what } } = ready;
        let chain: Vec<&dyn Verb> = chain.iter().map(AsRef::as_ref).collect();
        let verb = (spec.name, what.as_deref());
        let mut done = (None, true);
        let mut did = |batch: &mut Self, outcome: &Outcome| {
            if !actor.request.is_empty() {
                // A later line of this batch with the same request does nothing.
                batch.requests.insert(actor.request.clone(), Some(outcome.case));
            }
            done.0 = Some(outcome.case);
            batch.did(number, verb, outcome)
        };
        if Work::is_single(spec, &chain) {
            let outcome = self.session.run(&chain, None, &actor)?;
            did(self, &outcome)?;
            return Ok(done);
        }
        let ahead = match foreseen {
            Some(foreseen) => self.session.keep_foreseen(foreseen, &actor)?,
            None => None,
        };
        let all = match ahead {
            Some(outcome) => did(self, &outcome),
            None => cases.iter().try_for_each(|case| {
                let id = naming::within(self.session, case, &actor, self.cx)?;
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

    /// Remembers what will be said of it.
    fn did(&mut self, line: usize, verb: (&'static str, Option<&str>), outcome: &Outcome) -> Result<(), CliError> {
        self.done.count += 1;
        match &mut self.done.records {
            Some(records) => {
                let case = outcome.on_case();
                records.push(json!({
                    "line": line, "did": verb.0, "id": case.map(|id| id.to_string()),
                    "status": case.map(|_| outcome.after.state.code()),
                    "event": outcome.first.as_ref().map(|e| e.id().to_string()), "events": outcome.events,
                }));
            }
            None => self.done.told += &words::line(verb, outcome, self.dry, self.cx.ws()?, self.cx.lang),
        }
        Ok(())
    }

    /// The batch's own actor, with what the line says.
    fn actor(&self, line: &Line) -> Result<Actor, CliError> {
        let mut actor = if line.0.contains_key("as") { self.cx.actor(line)? } else { self.actor.clone() };
        actor.now = self.actor.now;
        if let Some(on) = line.one("on") {
            actor.on = Some(self.cx.when("on", &on, None)?);
        }
        if let Some(who) = line.one("done-by") {
            actor.done_by =
                self.cx.ws()?.directory.find_person(&who).map_or_else(|| who.as_str().into(), |p| p.code.clone());
        }
        actor.overriding = line.one("override").or(actor.overriding);
        actor.not_personal.extend(line.many("not-personal"));
        actor.request = line.text("request").into();
        Ok(actor)
    }

    fn already(&mut self, actor: &Actor) -> Result<Option<Outcome>, CliError> {
        if actor.request.is_empty() {
            return Ok(None);
        }
        let before = match &mut self.before {
            Some(before) => before,
            None => self.before.insert(self.session.ws.requests()?),
        };
        let known = match self.requests.get(&actor.request) {
            Some(known) => Some(*known),
            None => before.get(&actor.request)?,
        };
        let Some(known) = known else { return Ok(None) };
        let case = known.unwrap_or_default();
        let after = self.session.case(case)?.unwrap_or_default();
        Ok(Some(Outcome {
            case,
            first: None,
            learnt: None,
            after,
            opened: Vec::new(),
            warnings: Vec::new(),
            events: 0,
        }))
    }

    /// `@a` stands for the case that an earlier line opened.
    fn named_cases(&self, mut line: Line) -> Result<Line, CliError> {
        for key in ["case", "found", "other", "repeat-of", "repeat_of"] {
            let Some(value) = line.0.get_mut(key) else { continue };
            let all = match value {
                Value::Array(all) => all.as_mut_slice(),
                one => std::slice::from_mut(one),
            };
            for value in all {
                let Some(name) = value.as_str().and_then(|text| text.strip_prefix('@')) else { continue };
                let unknown = || crate::workspace::WorkspaceError::NoCase { name: format!("@{name}") };
                let id = self.named.get(name).ok_or_else(unknown)?;
                *value = json!(id.to_string());
            }
        }
        Ok(line)
    }
}

/// The command of a line, and what builds its work.
fn command(line: &Line) -> Result<(&'static Spec, Build), CliError> {
    let name = line.text("do");
    if name.is_empty() {
        return Err(CliError::Usage(Usage::NoCommand));
    }
    let Some(spec) = parse::find(&name) else {
        let known: Vec<&str> = super::ALL.iter().filter(|s| s.run.is_ever_work()).map(|s| s.name).collect();
        let near = nearest(&name, &known).map(Into::into);
        return Err(CliError::Usage(Usage::Command { given: name, nearest: near }));
    };
    let Some(build) = spec.run.work(line) else {
        return Err(CliError::Usage(Usage::NotWork { given: name }));
    };
    check_keys(spec, line)?;
    Ok((spec, build))
}

fn check_keys(spec: &Spec, line: &Line) -> Result<(), CliError> {
    const OWN: &[&str] = &["do", "let", "as"];
    let known = || spec.flags.iter().chain(spec.work_flags()).map(|f| f.name).chain(OWN.iter().copied());
    let is_same = |key: &str, name: &str| {
        key.len() == name.len() && key.bytes().zip(name.bytes()).all(|(k, n)| k == n || (k == b'_' && n == b'-'))
    };
    let allowed =
        |key: &str| known().any(|name| is_same(key, name)) && !COMMON.iter().any(|c| c.name == key && key != "as");
    if let Some(key) = line.0.keys().find(|key| !allowed(key)) {
        let nearest = nearest(key, &known().collect::<Vec<_>>()).map(Into::into);
        return Err(CliError::Usage(Usage::Key { key: key.clone(), nearest, command: spec.name.into() }));
    }
    let given = |name: &str| line.0.keys().any(|key| is_same(key, name));
    let missing: Vec<String> =
        spec.flags.iter().filter(|f| f.required && !given(f.name)).map(|f| f.name.to_string()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(CliError::Usage(Usage::Missing { missing, command: spec.name.into() }))
}

fn report(done: Done, failed: &[CliError], cx: &Cx) -> Result<(), CliError> {
    let Done { records, told, .. } = done;
    let mut records = records.unwrap_or_default();
    // JSON lists what failed too; elsewhere it is on standard error only.
    if cx.is_json() {
        records.extend(failed.iter().map(|e| errors::object(e, cx)));
    }
    ui::answer(cx, "redress.batch/1", &["line", "did", "id", "status", "events"], records, || told)
}
