//! `intake --mail FILE|-`: a message becomes a case, or a private note of the case that it belongs to.
//!
//! Invariant: a message that is known registers nothing again; one that names a case, or answers a message of one, never makes another.

use super::{EDIT, FROM, RECEIVED, STATEMENT};
use crate::cli::context::Context;
use crate::cli::env;
use crate::cli::error::{CliError, Failure, Usage};
use crate::cli::output;
use crate::command::flag::{DRY_RUN, REQUEST, flags};
use crate::command::input::Input;
use crate::command::work::Work;
use crate::domain::case::limit::reach_back;
use crate::domain::event::Body;
use crate::domain::gate::{Attach, FileFacts, Intake, Note, Verb, is_address};
use crate::domain::guard::{Guard, GuardSeverity};
use crate::domain::value::id::CaseId;
use crate::domain::value::moment::Moment;
use crate::domain::value::state::State;
use crate::domain::value::texts::{Texts, half_width};
use crate::import::mail::Mail;
use crate::log::access::open_ordinary;
use crate::project::{HistoryCut, KeptCopies, Project};
use crate::say;
use crate::text::Lang;
use chrono::{DateTime, Days, NaiveDate};
use std::io::Read;

/// A message of more bytes than this is refused.
const MOST: u64 = 64 << 20;
/// A longer subject goes to the statement; in characters.
const LONGEST_TITLE: usize = 120;
/// A message that was received longer ago than this is dated by its registration.
const OLDEST_DAYS: u64 = 30;

/// A message on its way to a new case.
pub(super) struct Taken {
    mail: Mail,
    /// Values of flags that it gives where none were given.
    pub(super) values: Vec<(&'static str, String)>,
    /// When it was received.
    pub(super) received: Option<Moment>,
    /// The desk's own mail server says so.
    pub(super) is_stamped: bool,
}

/// What becomes of a message.
pub(super) enum Become {
    /// A case.
    Case(Box<Taken>),
    /// Something else, as it is.
    Other(Box<Work>),
}

/// Reads a message and finds where it belongs.
pub(super) fn read(path: &str, input: &Input, cx: &Context) -> Result<Become, CliError> {
    if let Some(other) = flags![REQUEST, FROM, EDIT].iter().find(|flag| input.has(flag)) {
        return Err(CliError::Usage(Usage::Conflict { first: "--mail".into(), second: other.dashed() }));
    }
    let wrap = |source| CliError::File { path: path.into(), source };
    let bytes = bytes(path, cx).map_err(wrap)?;
    if Mail::is_mailbox(&bytes) {
        let message = say!(
            cx.lang,
            "{path} holds several messages (mbox); nothing was registered. One at a time: formail -s redress intake --mail - < {path}",
            "{path} 含多封邮件（mbox）；未登记任何内容。请逐封登记：formail -s redress intake --mail - < {path}"
        );
        return Err(CliError::Failed(Failure::Said { message }));
    }
    let Some(mut mail) = Mail::parse(&bytes) else {
        let message = say!(
            cx.lang,
            "{path} holds no e-mail message; nothing was registered",
            "{path} 不是电子邮件；未登记任何内容"
        );
        return Err(CliError::Failed(Failure::Said { message }));
    };
    let project = cx.project()?;
    if is_other_message(&mail, input, project)? {
        // Web forms and broken programs give many messages one identifier.
        mail.key = mail.key_of_words();
    }
    match belongs(&mail, project)? {
        Belongs::Known { key, case } => {
            let name = case.map(|id| id.to_string()).unwrap_or_default();
            output::talk(cx, &say!(cx.lang, "this message is registered already: {name}", "该邮件已登记：{name}"))?;
            // Answered by its key: the verb is not asked.
            let chain: Vec<Box<dyn Verb>> = vec![Box::new(Intake::default())];
            Ok(Become::Other(Box::new(Work { chain, request: Some(key), ..Work::default() })))
        }
        Belongs::To(case) => {
            let (files, kept) = keep(&mail, input, cx)?;
            let text = note(&mail, cx);
            let waits = !mail.automatic || mail.undelivered;
            let note = Note { text, private: true, is_quoted: true, waits, ..Note::default() };
            let mut chain: Vec<Box<dyn Verb>> = vec![Box::new(note)];
            if !files.is_empty() {
                chain.push(Box::new(Attach { files }));
            }
            let did = say!(cx.lang, "e-mail noted", "邮件已记入");
            if mail.undelivered {
                output::warn(
                    cx,
                    &say!(
                        cx.lang,
                        "a message of {case} did not arrive: deliver it in another way, redress contact {case} tells what was tried",
                        "{case} 有邮件未能送达：请改用其他方式送达，用 redress contact {case} 登记联系情况"
                    ),
                );
            } else if !mail.automatic {
                warn_if_ended(case, cx)?;
            }
            let cases = vec![case.to_string()];
            Ok(Become::Other(Box::new(Work {
                cases,
                chain,
                kept,
                request: Some(mail.key),
                did: Some(did),
                ..Work::default()
            })))
        }
        Belongs::Nowhere => Ok(Become::Case(Box::new(taken(mail, input, cx)?))),
    }
}

/// An answer to a case that has ended: whoever takes it in is told what may be done about it.
fn warn_if_ended(case: CaseId, cx: &Context) -> Result<(), CliError> {
    let known = cx.project()?.case(case)?;
    let Some(known) = known else { return Ok(()) };
    if known.is_pending() {
        let told = say!(
            cx.lang,
            "a message about {case}, which is on record; report todo names it until somebody acts: redress show {case}",
            "该邮件属于已登记的 {case}；在有人办理前列入待办：redress show {case}"
        );
        return output::talk(cx, &told);
    }
    if known.state == State::Voided {
        output::warn(
            cx,
            &say!(
                cx.lang,
                "{case} is voided, and nobody is reminded of this message: if it is a complaint, redress intake registers it",
                "{case} 已作废，不会提醒办理此邮件；如属投诉，请用 redress intake 重新登记"
            ),
        );
        return Ok(());
    }
    output::warn(
        cx,
        &say!(
            cx.lang,
            "{case} has ended; report todo names this message until somebody acts: if the result is disputed, redress reopen {case} --reason REASON",
            "{case} 已结束，该邮件在有人办理前列入待办；如投诉人对结果有异议，请 redress reopen {case} --reason 〈理由〉"
        ),
    );
    Ok(())
}

impl Taken {
    /// What is recorded after the registration, and the key of the message.
    pub(super) fn rest(self, input: &Input, cx: &Context) -> Result<Rest, CliError> {
        let (files, kept) = keep(&self.mail, input, cx)?;
        let attach = (!files.is_empty()).then(|| Box::new(Attach { files }) as Box<dyn Verb>);
        Ok(Rest { attach, kept, key: self.mail.loop_key.unwrap_or(self.mail.key) })
    }
}

/// What follows a registration.
pub(super) struct Rest {
    /// Its files.
    pub(super) attach: Option<Box<dyn Verb>>,
    pub(super) kept: KeptCopies,
    /// The key by which the message is known again.
    pub(super) key: String,
}

fn bytes(path: &str, cx: &Context) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if path == "-" {
        std::io::stdin().lock().take(MOST + 1).read_to_end(&mut bytes)?;
    } else {
        open_ordinary(&cx.env.cwd.join(path))?.0.take(MOST + 1).read_to_end(&mut bytes)?;
    }
    if bytes.len() as u64 > MOST { Err(std::io::ErrorKind::FileTooLarge.into()) } else { Ok(bytes) }
}

/// Whether a message is on record under this identifier that says something else. What was erased, or may not be read here, is not compared;
/// nor are words that the clerk writes in the place of the message's, where it comes from the same sender.
fn is_other_message(mail: &Mail, input: &Input, project: &Project) -> Result<bool, CliError> {
    if mail.automatic || mail.text.is_empty() {
        return Ok(false);
    }
    let Some(Some(case)) = project.requests()?.get(&mail.key.as_str().into())? else { return Ok(false) };
    let Some(history) = project.row_history(case)? else { return Ok(false) };
    let told: Vec<&Texts> =
        history.events.iter().filter(|(event, _)| event.request == mail.key).map(|(_, texts)| texts).collect();
    let words = |text: &str| text.split_whitespace().collect::<String>();
    let own = words(&mail.text);
    let said: Vec<String> =
        told.iter().flat_map(|texts| ["statement", "note"].map(|name| texts.get(name))).flatten().map(words).collect();
    let is_said = said.iter().any(|said| said.contains(&own) || own.contains(said));
    let is_sender = told.iter().any(|texts| texts.get("email").is_some_and(|known| known == mail.address));
    let is_written = input.has(&STATEMENT.any());
    let is_the_same = said.is_empty() || is_said || (is_sender && is_written);
    Ok(!is_the_same)
}

/// Where a message belongs.
enum Belongs {
    /// It is on record under this key.
    Known {
        key: String,
        case: Option<CaseId>,
    },
    To(CaseId),
    Nowhere,
}

fn belongs(mail: &Mail, project: &Project) -> Result<Belongs, CliError> {
    let mut requests = project.requests()?;
    if let Some(case) = requests.get(&mail.key.as_str().into())? {
        return Ok(Belongs::Known { key: mail.key.clone(), case });
    }
    // What answers a message of a case goes there, whatever number its subject names besides.
    for id in &mail.answers {
        if let Some(Some(case)) = requests.get(&Mail::key_of(id).as_str().into())? {
            return Ok(Belongs::To(case));
        }
    }
    // The number of a letter stands before the @ of its message, and in its subject.
    let letters = mail.answers.iter().filter_map(|id| id.split('@').next());
    let subject = half_width(&mail.subject).to_ascii_uppercase();
    let words = subject.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '~'));
    let named: Vec<&str> = letters.chain(words).filter(|word| word.matches('-').count() >= 2).collect();
    for word in &named {
        if let Ok(id) = word.parse::<CaseId>()
            && project.case(id)?.is_some()
        {
            return Ok(Belongs::To(id));
        }
    }
    if !named.is_empty() {
        let issued = project.events_of(&["issued"], HistoryCut::default())?;
        let of = |word: &&str| {
            issued.iter().find_map(|event| match &event.body {
                Body::Issued(body) if body.number == *word => event.case,
                _ => None,
            })
        };
        if let Some(case) = named.iter().find_map(of) {
            return Ok(Belongs::To(case));
        }
    }
    // A loop of machines makes one case, whatever each of its messages says that it answers.
    if let Some(key) = &mail.loop_key
        && let Some(case) = requests.get(&key.as_str().into())?
    {
        return Ok(Belongs::Known { key: key.clone(), case });
    }
    Ok(Belongs::Nowhere)
}

/// The files as copies on the private side; in a rehearsal only their names.
fn keep(mail: &Mail, input: &Input, cx: &Context) -> Result<(Vec<FileFacts>, KeptCopies), CliError> {
    let (mut files, mut kept) = (Vec::new(), KeptCopies::default());
    for (name, bytes) in &mail.files {
        files.push(if input.on(DRY_RUN) {
            FileFacts { name: name.clone(), ..FileFacts::default() }
        } else {
            cx.project()?.keep_bytes((name, bytes), env::random()?, &mut kept)?
        });
    }
    Ok((files, kept))
}

fn taken(mail: Mail, input: &Input, cx: &Context) -> Result<Taken, CliError> {
    let (project, now) = (cx.project()?, cx.now()?);
    let names = Some(mail.name.as_str()).filter(|name| !name.is_empty()).into_iter().collect();
    let found = (Guard { names: &names, exempt: &[] }).check(&mail.subject);
    let is_open = !mail.subject.is_empty() && found.iter().all(|hit| hit.severity != GuardSeverity::Refuse);
    let fits = mail.subject.chars().count() <= LONGEST_TITLE;
    let title = if is_open && fits {
        mail.subject.clone()
    } else if project.settings.lang == "en" || (project.settings.lang.is_empty() && cx.lang == Lang::En) {
        "Complaint by e-mail".into()
    } else {
        "邮件投诉".into()
    };
    // What is not the title is not lost.
    let statement = match (title == mail.subject, mail.text.is_empty()) {
        (true, false) => mail.text.clone(),
        (_, true) => mail.subject.clone(),
        (false, false) if mail.subject.is_empty() => mail.text.clone(),
        (false, false) => format!("{}\n\n{}", mail.subject, mail.text),
    };
    // An address that no letter can go to is kept where it is read.
    let unusable = Some(&mail.address).filter(|address| !address.is_empty() && !is_address(address));
    let statement = match unusable.filter(|_| !mail.name.is_empty()) {
        Some(address) => say!(cx.lang, "{statement}\n\nFrom: {address}", "{statement}\n\n发件人：{address}"),
        None => statement,
    };
    let channels = &project.policy.channels;
    let channel = ["email", "e-mail", "mail"].iter().find(|code| channels.iter().any(|row| row.code == **code));
    let values = vec![
        ("title", title),
        ("statement", statement),
        // An account of the mail server itself has no host, and no letter reaches it.
        (
            "name",
            if mail.name.is_empty() && !is_address(&mail.address) { mail.address.clone() } else { mail.name.clone() },
        ),
        ("email", Some(mail.address.clone()).filter(|address| is_address(address)).unwrap_or_default()),
        ("channel", channel.map(|code| (*code).to_string()).unwrap_or_default()),
    ];
    let moment = |seconds: i64| DateTime::from_timestamp(seconds, 0).map(|at| project.moment(at));
    let since = |earliest: NaiveDate| move |at: &Moment| !at.is_after(now) && at.date() >= earliest;
    let stamped = mail.received.and_then(moment).filter(since(now.date() - Days::new(OLDEST_DAYS)));
    // A sender can write any date: it counts as far as a person may go back without an approval.
    let earliest = reach_back(&project.calendar, now.date(), project.policy.desk.backdate);
    let written = mail.written.filter(|_| mail.received.is_none()).and_then(moment).filter(since(earliest));
    let received = stamped.or(written).filter(|_| input.one(RECEIVED).is_none());
    Ok(Taken { is_stamped: received.is_some() && received == stamped, mail, values, received })
}

/// The text of the note that a message becomes.
fn note(mail: &Mail, cx: &Context) -> String {
    let sender = match (mail.name.is_empty(), mail.address.is_empty()) {
        (true, _) => mail.address.clone(),
        (false, true) => mail.name.clone(),
        (false, false) => format!("{} <{}>", mail.name, mail.address),
    };
    let head = if mail.undelivered {
        say!(cx.lang, "Not delivered: report from {sender}", "未能送达：退信报告，发件人 {sender}")
    } else if mail.automatic {
        say!(cx.lang, "Automatic e-mail from {sender}", "自动回复邮件，发件人 {sender}")
    } else {
        say!(cx.lang, "E-mail from {sender}", "邮件，发件人 {sender}")
    };
    [head, mail.subject.clone(), mail.text.clone()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("\n\n")
}
