//! What a command works in: the surroundings, the common flags, the open project.

use crate::cli::draft::EditorDraft;
use crate::cli::env::Env;
use crate::cli::error::{CliError, Usage};
use crate::cli::settings::Settings;
use crate::command::flag::{
    AS, COLOR, DIR, DONE_BY, FORMAT, Flag, GET, HEADER, JSON, LANG, NO_INPUT, NO_PAGER, NOT_PERSONAL, NOW, ON, OUTPUT,
    OVERRIDE, QUIET, REQUEST, SUGGEST, TEMPLATE, VERBOSE, YES,
};
use crate::command::input::Input;
use crate::domain::Code;
use crate::domain::calendar::when;
use crate::domain::gate::codes::nearest;
use crate::domain::value::moment::Moment;
use crate::domain::value::title::Lang;
use crate::log::accounts::own_login;
use crate::project::{Actor, Project, Today, find_root};
use crate::render::{Format, Look};
use crate::text::refusal::TypedCommand;
use std::cell::{Cell, OnceCell, RefCell};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Endings of files that stand for a format.
const ENDINGS: &[&str] = &["txt", "tsv", "csv", "json", "jsonl", "md", "markdown", "html", "docx", "xlsx"];

/// A command's surroundings.
pub struct Context {
    /// Clock, environment, terminal.
    pub env: Env,
    /// Language.
    pub lang: Lang,
    /// Settings of the user and of this machine.
    pub settings: Settings,
    /// Common flags.
    pub given: Given,
    /// The command that runs; empty before it is known.
    pub command: &'static str,
    /// Its words besides flags.
    pub typed: TypedCommand,
    /// The project's directory, and the `--dir` for which it was found.
    root: Option<(Option<String>, PathBuf)>,
    project: OnceCell<Project>,
    /// Texts that came out of files, standard input or an editor: part of what a request says.
    read: RefCell<Vec<String>>,
    /// Whether values are taken as they stand.
    literal: Cell<bool>,
    /// What was typed in an editor for this command.
    drafts: RefCell<Vec<EditorDraft>>,
    /// What this process has told already.
    told: RefCell<BTreeSet<String>>,
}

/// The common flags.
#[derive(Clone, Debug, Default)]
#[allow(missing_docs)]
pub struct Given {
    pub dir: Option<String>,
    pub user: Option<String>,
    pub now: Option<String>,
    pub format: Option<Format>,
    pub header: bool,
    pub color: Option<bool>,
    pub no_pager: bool,
    pub quiet: bool,
    pub verbose: bool,
    pub no_input: bool,
    pub yes: bool,
    /// Output goes to this file.
    pub output: Option<String>,
    /// Letters are written as e-mails.
    pub mail: bool,
    /// Each record is printed by this template.
    pub template: Option<String>,
}

impl Context {
    /// From the surroundings, before anything is parsed.
    #[must_use]
    pub fn new(env: Env, dir: Option<String>, lang: Option<String>) -> Self {
        let root = find_root(&start(&env, dir.as_deref())).ok();
        let settings = Settings::read(&env, root.as_deref());
        let lang = choose_lang(&env, lang.as_deref(), &settings, root.as_deref());
        let root = root.map(|root| (dir.clone(), root));
        Self {
            env,
            lang,
            settings,
            given: Given { dir, ..Given::default() },
            command: "",
            typed: TypedCommand::default(),
            root,
            project: OnceCell::new(),
            read: RefCell::default(),
            literal: Cell::default(),
            drafts: RefCell::default(),
            told: RefCell::default(),
        }
    }

    /// What the user has set for all projects.
    #[must_use]
    pub fn global_settings(&self) -> Settings {
        Settings::read(&self.env, None)
    }

    fn root(&self) -> Result<PathBuf, CliError> {
        match &self.root {
            Some((dir, root)) if *dir == self.given.dir => Ok(root.clone()),
            _ => Ok(find_root(&self.start())?),
        }
    }

    /// Takes the common flags.
    ///
    /// # Errors
    /// One of them has a value that it cannot have.
    pub fn take(&mut self, input: &Input) -> Result<(), CliError> {
        let wrong = |flag: &str, value: &str, known: &[&str]| {
            let nearest = nearest(value, known).map(Into::into);
            let known = known.iter().map(|k| (*k).to_string()).collect();
            CliError::Usage(Usage::Value { flag: format!("--{flag}"), value: value.into(), known, nearest })
        };
        // Letters can be e-mails, which are no tables.
        let mail = self.command == "form" && input.one(FORMAT).as_deref() == Some("eml");
        let format: Option<Format> = match input.one(FORMAT).filter(|_| !mail) {
            Some(name) => Some(name.parse().map_err(|_| wrong("format", &name, &Format::names().collect::<Vec<_>>()))?),
            None => input.on(JSON).then_some(Format::Json),
        };
        if let Some(other) = format.filter(|f| *f != Format::Json && input.on(JSON)) {
            let second = format!("--format {}", other.name());
            return Err(CliError::Usage(Usage::Conflict { first: "--json".into(), second }));
        }
        if let Some(lang) = input.one(LANG).filter(|l| parse_lang(l).is_none()) {
            return Err(wrong("lang", &lang, &["zh", "en"]));
        }
        let template = input.one(TEMPLATE);
        if let (Some(format), true) = (format, template.is_some()) {
            let second = format!("--format {}", format.name());
            return Err(CliError::Usage(Usage::Conflict { first: "--template".into(), second }));
        }
        let color = match input.one(COLOR).as_deref() {
            None | Some("auto") => None,
            Some("always") => Some(true),
            Some("never") => Some(false),
            Some(other) => return Err(wrong("color", other, &["auto", "always", "never"])),
        };
        self.given = Given {
            dir: input.one(DIR),
            user: input.one(AS),
            now: input.one(NOW),
            format,
            header: input.on(HEADER),
            color,
            no_pager: input.on(NO_PAGER),
            quiet: input.on(QUIET),
            verbose: input.on(VERBOSE),
            no_input: input.on(NO_INPUT),
            yes: input.on(YES),
            // `-` is standard output; files that are written out go there as they are.
            mail,
            output: input.one(OUTPUT).filter(|path| path != "-" && input.one(GET).is_none() && !input.on(SUGGEST)),
            template,
        };
        self.check_ending(input.one(FORMAT).is_some() || input.on(JSON) || self.given.template.is_some())?;
        Ok(())
    }

    /// A file's ending gives its format: one that no format has is a slip.
    fn check_ending(&self, has_format: bool) -> Result<(), CliError> {
        let Some(path) = self.given.output.as_ref().filter(|_| !has_format) else { return Ok(()) };
        let Some(ending) = Path::new(path).extension().and_then(|e| e.to_str()) else { return Ok(()) };
        if Format::of_extension(ending).is_some() || (self.command == "form" && ending == "eml") {
            return Ok(());
        }
        let known: Vec<String> = ENDINGS.iter().map(|e| format!(".{e}")).collect();
        Err(CliError::Usage(Usage::Value { flag: "--output".into(), value: path.clone(), known, nearest: None }))
    }

    /// Where the search for a project begins.
    #[must_use]
    pub fn start(&self) -> PathBuf {
        start(&self.env, self.given.dir.as_deref())
    }

    /// The day on which files of the policy are in force: the given clock's, where it is written as a day, before the project and its
    /// zone are known.
    fn day(&self) -> Today {
        let given = self.given.now.as_ref().or(self.env.now.as_ref());
        let day = given.and_then(|text| text.get(..10)?.parse().ok());
        day.map_or(Today::At(self.env.clock), Today::Day)
    }

    /// The open project.
    ///
    /// # Errors
    /// There is none, or its files are wrong.
    pub fn project(&self) -> Result<&Project, CliError> {
        if let Some(project) = self.project.get() {
            return Ok(project);
        }
        let mut project = Project::open_on(&self.root()?, &self.env.machine(), Some(self.day()))?;
        project.remember_in(self.env.state_folder());
        match self.env.index.as_deref() {
            None => {}
            Some("off") => project.use_indexes(None),
            Some(tail) => project
                .use_indexes(Some(tail.parse().map_err(|_| CliError::unlike("REDRESS_INDEX", tail, "off, 65536"))?)),
        }
        let project = self.project.get_or_init(|| project);
        // What a restricted case shows is a matter of who looks.
        let day = self.now().map_or_else(|_| project.moment(self.env.clock).date(), Moment::date);
        project.look_as(self.user(None, project), day);
        Ok(project)
    }

    /// The open project, in whose files nothing is wrong: for what shows or changes these.
    ///
    /// # Errors
    /// As [`Self::project`], and the first mistake.
    pub fn sound_project(&self) -> Result<&Project, CliError> {
        let project = self.project()?;
        project.check_files()?;
        Ok(project)
    }

    /// The project, if it has been opened.
    #[must_use]
    pub fn opened(&self) -> Option<&Project> {
        self.project.get()
    }

    /// From now on values are taken as they stand: `@` and `-` name a file and standard input only where a person types a command.
    pub(crate) fn take_literally(&self) {
        self.literal.set(true);
    }

    /// Whether values are taken as they stand.
    pub(crate) fn is_literal(&self) -> bool {
        self.literal.get()
    }

    /// Remembers a text that came out of a file, standard input or an editor.
    pub(crate) fn has_read(&self, text: &str) {
        self.read.borrow_mut().push(text.into());
    }

    /// Keeps what was typed until it is known whether it is on record.
    pub(crate) fn keep_draft(&self, draft: EditorDraft) {
        let mut drafts = self.drafts.borrow_mut();
        drafts.retain(|known| known.path != draft.path);
        drafts.push(draft);
    }

    /// Whether this was not told yet by this process; from now on it was.
    pub(crate) fn is_news(&self, what: String) -> bool {
        self.told.borrow_mut().insert(what)
    }

    /// What was typed.
    pub(crate) fn take_drafts(&self) -> Vec<EditorDraft> {
        self.drafts.take()
    }

    /// The texts that were read since this was asked last.
    pub(crate) fn take_read(&self) -> Vec<String> {
        self.read.take()
    }

    /// The clock: given, or real.
    ///
    /// # Errors
    /// It was given, and is no time.
    pub fn now(&self) -> Result<Moment, CliError> {
        let project = self.project()?;
        // As exact as the log.
        let clock = self.env.clock;
        let clock = chrono::DateTime::from_timestamp_millis(clock.timestamp_millis()).unwrap_or(clock);
        let real = project.moment(clock);
        let Some(text) = self.given.now.as_ref().or(self.env.now.as_ref()) else { return Ok(real) };
        let moment = self.read_when("--now", text, real, real)?;
        // A day alone is its morning: the clock of a desk needs a time.
        if moment.is_day() {
            let nine = moment.date().and_hms_opt(9, 0, 0).unwrap_or_default();
            let seconds = project.zone.offset(nine).unwrap_or(0);
            return Ok(crate::domain::value::moment::at_offset(nine, seconds).unwrap_or(moment));
        }
        Ok(moment)
    }

    /// A time that was given for `flag`; steps count from `base`, or from now.
    ///
    /// # Errors
    /// It is no time.
    pub fn when(&self, flag: &str, text: &str, base: Option<Moment>) -> Result<Moment, CliError> {
        let now = self.now()?;
        self.read_when(flag, text, now, base.unwrap_or(now))
    }

    /// A time that was given for a flag, if one was.
    ///
    /// # Errors
    /// It is no time.
    pub(crate) fn when_given(&self, input: &Input, flag: Flag) -> Result<Option<Moment>, CliError> {
        input.one(flag).map(|text| self.when(&flag.dashed(), &text, None)).transpose()
    }

    fn read_when(&self, flag: &str, text: &str, now: Moment, base: Moment) -> Result<Moment, CliError> {
        let project = self.project()?;
        let frame =
            when::Frame { now, base, calendar: project.basis().calendar, zone: &|local| project.zone.offset(local) };
        when::parse(text, &frame).map_err(|_| CliError::Usage(Usage::When { flag: flag.into(), value: text.into() }))
    }

    /// Who was named as the one who acts, by flag or environment.
    fn named(&self, given: Option<String>) -> Option<String> {
        given.or_else(|| self.given.user.clone()).or_else(|| self.env.user.clone())
    }

    /// Who acts, or looks.
    pub(crate) fn user(&self, named: Option<String>, project: &Project) -> Code {
        self.named(named).map_or_else(|| self.own_person(project), |name| person(project, &name))
    }

    /// Who acts, and when; with the flags of a work command.
    ///
    /// # Errors
    /// A time that is none.
    pub fn actor(&self, input: &Input) -> Result<Actor, CliError> {
        let project = self.project()?;
        let now = self.now()?;
        let given_clock = self.given.now.is_some() || self.env.now.is_some();
        let named = self.named(input.one(AS));
        let marked = !project.settings.simulated && (given_clock || named.is_some());
        let by = self.user(named, project);
        let on = self.when_given(input, ON)?;
        if input.one(REQUEST).is_some_and(|key| key.trim().is_empty()) {
            // An empty key would be none, and a retry would be done twice.
            return Err(CliError::Usage(Usage::NoValue { flag: REQUEST.dashed() }));
        }
        let done_by = person(project, &input.text(DONE_BY));
        Ok(Actor {
            by,
            done_by,
            now,
            clock: (given_clock && !project.settings.simulated).then(|| project.moment(self.env.clock)),
            os: if marked { self.env.os().into() } else { Code::default() },
            account: if project.settings.simulated { Code::default() } else { own_login().into() },
            on,
            overriding: input.one(OVERRIDE),
            not_personal: input.many(NOT_PERSONAL),
            request: input.text(REQUEST).into(),
            content: String::new(),
            past: false,
        })
    }

    /// Whom the account that runs this is: the person whom the directory gives it, else the one in the account's own settings, else
    /// whoever is called as it is.
    fn own_person(&self, project: &Project) -> Code {
        let bound = project.directory.person_of_account(own_login()).map(|person| person.code.clone());
        bound.unwrap_or_else(|| person(project, self.settings.get("user").unwrap_or_else(|| own_login())))
    }

    /// The format that was asked for, by name or by the output file's ending.
    #[must_use]
    pub fn asked(&self) -> Option<Format> {
        let ending = || self.given.output.as_ref().and_then(|o| Path::new(o).extension()).and_then(|e| e.to_str());
        // A template sees what the records of JSON lines have.
        let records = self.given.template.as_ref().map(|_| Format::Jsonl);
        records.or(self.given.format).or_else(|| ending().and_then(Format::of_extension))
    }

    /// The format of data: as asked, a table on a terminal, else TSV.
    #[must_use]
    pub fn format(&self) -> Format {
        self.asked().unwrap_or(if self.env.stdout_terminal && self.given.output.is_none() {
            Format::Table
        } else {
            Format::Tsv
        })
    }

    /// Whether a person can be asked: somebody is at a terminal, and did not say otherwise.
    pub(crate) fn can_ask(&self) -> bool {
        !self.given.no_input && self.env.stdin_terminal && self.env.stderr_terminal
    }

    /// Whether answers are JSON.
    #[must_use]
    pub fn is_json(&self) -> bool {
        matches!(self.asked(), Some(Format::Json | Format::Jsonl))
    }

    /// Whether standard error is for a program too: every line of it is an object then.
    #[must_use]
    pub fn talks_json(&self) -> bool {
        matches!(self.given.format, Some(Format::Json | Format::Jsonl))
    }

    /// How data looks.
    #[must_use]
    pub fn look(&self) -> Look {
        // A file is neither as wide as the terminal nor coloured.
        let terminal = self.env.stdout_terminal && self.given.output.is_none();
        Look {
            lang: self.lang,
            width: terminal.then(|| self.env.width()).or(self.env.columns),
            color: self.given.output.is_none() && self.color(terminal),
            header: self.given.header,
        }
    }

    /// Whether to colour.
    #[must_use]
    pub fn color(&self, terminal: bool) -> bool {
        self.given.color.unwrap_or(self.env.force_color || (terminal && !self.env.no_color))
    }
}

/// The code of the person of a name; the name where there is none.
pub(super) fn person(project: &Project, name: &str) -> Code {
    project.directory.find_person(name).map_or_else(|| Code::from(name), |person| person.code.clone())
}

fn start(env: &Env, dir: Option<&str>) -> PathBuf {
    match (dir, &env.dir) {
        (Some(dir), _) => env.cwd.join(dir),
        (None, Some(dir)) => env.cwd.join(dir),
        (None, None) => env.cwd.clone(),
    }
}

/// `zh`, `zh_CN.UTF-8`, `en` …
#[must_use]
pub fn parse_lang(text: &str) -> Option<Lang> {
    let text = text.to_lowercase();
    if text.starts_with("zh") || text == "中文" {
        Some(Lang::Zh)
    } else if text.starts_with("en") || text == "c" || text == "posix" || text.starts_with("c.") {
        Some(Lang::En)
    } else {
        None
    }
}

fn choose_lang(env: &Env, flag: Option<&str>, settings: &Settings, root: Option<&Path>) -> Lang {
    let project = || {
        let text = std::fs::read_to_string(root?.join("redress.toml")).ok()?;
        let table: toml::Table = text.parse().ok()?;
        table.get("lang")?.as_str().map(Into::into)
    };
    let chosen: Option<String> = flag
        .map(Into::into)
        .or_else(|| env.lang.clone())
        .or_else(|| settings.machine("lang").map(Into::into))
        .or_else(project)
        .or_else(|| settings.get("lang").map(Into::into))
        .or_else(|| Some(env.locale.clone()));
    chosen.and_then(|text| parse_lang(&text)).unwrap_or(Lang::En)
}
