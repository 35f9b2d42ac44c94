//! `batch FILE|-`: one JSON command a line, through the same gate, as one commit.

use crate::cli::cx::Cx;
use crate::cli::error::{CliError, Usage};
use crate::cli::input::{Input, Line};
use crate::cli::meant::Meant;
use crate::cli::naming;
use crate::cli::say::{errors, work as words};
use crate::cli::spec::{COMMON, Group, Run, Spec, arg};
use crate::cli::work::{self, Work};
use crate::cli::{parse, ui};
use crate::domain::Code;
use crate::domain::decide::Verb;
use crate::domain::decide::codes::nearest;
use crate::domain::id::CaseId;
use crate::text::Two;
use crate::workspace::{Actor, Kept, Outcome, Requests, Session};
use serde_json::{Map, Value, json};
use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Cursor};

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
    let mut failed = Vec::new();
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
    for (index, text) in reader.lines().enumerate() {
        let text = text.map_err(|source| CliError::File { path: path.clone(), source })?;
        if text.trim().is_empty() {
            continue;
        }
        let line = index + 1;
        let text = text.strip_prefix('\u{feff}').filter(|_| index == 0).unwrap_or(&text);
        if let Err(error) = batch.line(text, line) {
            let exit = error.exit();
            let error = CliError::Line { line, source: Box::new(error) };
            if !input.on("keep-going") || !matches!(exit, 2..=5) {
                return Err(CliError::Nothing { source: Box::new(error) });
            }
            failed.push(error);
        }
    }
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

impl Batch<'_, '_> {
    fn line(&mut self, text: &str, line_number: usize) -> Result<(), CliError> {
        let map: Map<String, Value> = serde_json::from_str(text).map_err(|e| CliError::Usage(Usage::json(&e)))?;
        let line = Line(map);
        let name = line.text("do");
        if name.is_empty() {
            return Err(CliError::Usage(Usage::NoCommand));
        }
        let Some(spec) = parse::find(&name) else {
            let known: Vec<&str> = super::ALL.iter().filter(|s| s.run.is_ever_work()).map(|s| s.name).collect();
            let near = nearest(&name, &known).map(Into::into);
            return Err(CliError::Usage(Usage::Command { given: name, nearest: near }));
        };
        let Some(build) = spec.run.work(&line) else {
            return Err(CliError::Usage(Usage::NotWork { given: name }));
        };
        check_keys(spec, &line)?;
        let actor = self.actor(&line)?;
        if let Some(outcome) = self.already(&actor)? {
            self.did(line_number, (spec.name, None), &outcome)?;
            return Ok(());
        }
        let own_name = line.0.get("let").and_then(Value::as_str).map(String::from);
        let Work { cases, chain, kept, did } = build(&Meant::new(spec.name, &self.named_cases(line)?), self.cx)?;
        let chain: Vec<&dyn Verb> = chain.iter().map(AsRef::as_ref).collect();
        if Work::is_single(spec, &chain) {
            let outcome = self.session.run(&chain, None, &actor)?;
            self.was_done(&actor, outcome.case);
            if let Some(name) = own_name {
                self.named.insert(name, outcome.case);
            }
            return self.did(line_number, (spec.name, did.as_deref()), &outcome);
        }
        for case in cases {
            let id = naming::within(self.session, &case, &actor, self.cx)?;
            let outcome = self.session.run(&chain, Some(id), &actor)?;
            self.did(line_number, (spec.name, did.as_deref()), &outcome)?;
            self.was_done(&actor, id);
        }
        if !kept.is_empty() {
            self.kept.push(kept);
        }
        Ok(())
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

    /// A later line of this batch with the same request does nothing.
    fn was_done(&mut self, actor: &Actor, case: CaseId) {
        if !actor.request.is_empty() {
            self.requests.insert(actor.request.clone(), Some(case));
        }
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
