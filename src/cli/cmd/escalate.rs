//! `escalate` and `supervise`. `escalate --due` is cron's: the policy's own rows, each once a round.

use crate::cli::context::Context;
use crate::cli::error::{CliError, SeveralOf, Usage};
use crate::cli::output;
use crate::cli::run_work::{self};
use crate::cli::spec::{CommandGroup, CommandRun, Spec};
use crate::command::flag::{AnyFlag, CASE, DRY_RUN, Flag, KEEP_GOING, Switch, flag, flags, switch};
use crate::command::input::Input;
use crate::command::work::Work;
use crate::domain::gate::{Escalate, Supervise};
use crate::domain::policy::escalation;
use crate::domain::value::id::CaseId;
use crate::project::{Actor, Outcome, Session};
use crate::text::Two;

const TO: Flag = flag("to", "LEVEL", "level of the policy's ladder", "上报至哪一级");
const REASON: Flag = flag("reason", "R", "why", "理由").required();
const DUE: Flag<Switch> = switch("due", "what the policy's rows take up now", "按制度规定应上报的全部投诉件");

/// escalate
pub(super) const ESCALATE: Spec = Spec {
    name: "escalate",
    zh: "上报",
    group: CommandGroup::Work,
    about: Two(
        "take a case up to a higher level; --due: all that the policy takes up by itself",
        "上报上级；--due：按制度自动上报",
    ),
    more: Two(
        "redress escalate 42 --to branch-1 --reason \"the customer went to the press\"\nredress escalate --due    from cron: each case once, nothing where nothing is due",
        "redress 上报 42 --to 一级分行 --reason 客户已联系媒体\nredress 上报 --due    供 cron 使用：每件只上报一次，无应上报的则不作任何记录",
    ),
    flags: flags![CASE.optional(), TO, REASON.optional(), DUE],
    run: CommandRun::Either { is_work: |input| !input.on(DUE), work: by_hand, plain: due },
};

/// supervise
pub(super) const SUPERVISE: Spec = Spec {
    name: "supervise",
    zh: "督办",
    group: CommandGroup::Work,
    about: Two("put a case under supervision", "督办"),
    more: Two("redress supervise 42 --reason \"second complaint\"", "redress 督办 42 --reason 再次投诉"),
    flags: flags![CASE, REASON],
    run: CommandRun::Work(|input, _| Ok(Work::one(input, Supervise { reason: input.text(REASON) }))),
};

const BY_HAND: &[AnyFlag] = flags![CASE, TO, REASON];

fn by_hand(input: &Input, _: &Context) -> Result<Work, CliError> {
    let missing = input.lacking(BY_HAND);
    if !missing.is_empty() {
        return Err(CliError::Usage(Usage::Missing { missing, command: "escalate".into() }));
    }
    let (to, reason) = (input.text(TO), input.text(REASON));
    Ok(Work::one(input, Escalate { to, reason, rule: String::new() }))
}

fn due(input: &Input, cx: &Context) -> Result<(), CliError> {
    if let Some(second) = BY_HAND.iter().find(|flag| input.has(flag)).map(AnyFlag::dashed) {
        return Err(CliError::Usage(Usage::Conflict { first: "--due".into(), second }));
    }
    let actor = cx.actor(input)?;
    // What is due is decided under the lock: of two runs at once the second finds nothing to do.
    let mut session = cx.begin(&actor)?;
    let desk = session.project.desk()?;
    let mut ids: Vec<CaseId> = session.pending_cases()?;
    // A case goes up at the desk that registered it; the others' copies of the log do not do it again.
    ids.retain(|id| id.desk == desk);
    let (mut done, mut failed): (Vec<Outcome>, Vec<CliError>) = (Vec::new(), Vec::new());
    let (mut total, mut heard) = (0, Vec::new());
    for id in ids {
        match raise(&mut session, id, &actor) {
            Ok(None) => continue,
            Ok(Some(mut outcome)) => {
                // What is said of who runs it is said once, not once a case.
                outcome.warnings.retain(|warning| {
                    let new = !heard.contains(warning);
                    heard.extend(new.then(|| warning.clone()));
                    new
                });
                done.push(outcome);
            }
            Err(error) if input.on(KEEP_GOING) && matches!(error.exit(), 2..=5) => failed.push(error),
            Err(error) => return Err(error),
        }
        total += 1;
    }
    let dry = input.on(DRY_RUN);
    if !dry && !done.is_empty() {
        run_work::record_all(&mut session, [])?;
    }
    for error in &failed {
        output::error(cx, error, cx.talks_json());
    }
    let said = run_work::WorkSaid { done: &done, did: None, earlier: &[], same_number: &[] };
    run_work::report(&ESCALATE, cx, &session, &said, dry)?;
    match failed.first() {
        None => Ok(()),
        Some(first) => Err(CliError::Some { failed: failed.len(), total, of: SeveralOf::Cases, exit: first.exit() }),
    }
}

/// Takes a case up by every row whose time has come: after a pause of cron that may be more than one.
fn raise(session: &mut Session<'_>, id: CaseId, actor: &Actor) -> Result<Option<Outcome>, CliError> {
    let mut last: Option<Outcome> = None;
    loop {
        let Some(case) = session.case(id)? else { return Ok(last) };
        let policy = session.policy_of(&case)?;
        let next = escalation::next(
            &case,
            &policy,
            &session.project.directory,
            &session.project.calendar,
            actor.on.unwrap_or(actor.now),
        );
        let Some((row, to)) = next else { return Ok(last) };
        let verb = Escalate { to: to.to_string(), reason: String::new(), rule: row.code.to_string() };
        let outcome = session.run(&[&verb], Some(id), actor)?;
        if outcome.after.raised == case.raised {
            // A row that leaves no trace would be tried for ever.
            return Ok(Some(outcome));
        }
        let (events, warnings) = last.map_or((0, Vec::new()), |l| (l.events, l.warnings));
        let all = warnings.into_iter().chain(outcome.warnings.iter().cloned()).collect();
        last = Some(Outcome { events: events + outcome.events, warnings: all, ..outcome });
    }
}
