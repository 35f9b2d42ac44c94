//! A policy's rows as sentences that a manager can check against the regulation, in both languages.

mod condition;

use crate::domain::Code;
use crate::domain::policy::directory::Directory;
use crate::domain::policy::{By, EXEMPT_MEASURES, Follow, Gate, Needs, Policy, Severity, Team, Wording};
use crate::domain::value::title::Title;
use crate::domain::value::within::Within;
use crate::say;
use crate::text::code_names::Names;
use crate::text::names::{self, WordKind};
use crate::text::sanitize::sanitized;
use crate::text::{Lang, Two, terms, words};

/// A row in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowInWords {
    /// Code.
    pub code: Code,
    /// Its title.
    pub title: String,
    /// What it says beyond its title; empty if that is all.
    pub words: String,
    /// Its rule and article.
    pub cite: String,
}

/// The rows of a section in words.
#[must_use]
pub fn rows(policy: &Policy, section: &str, lang: Lang) -> Vec<RowInWords> {
    let directory = Directory::default();
    let w = PolicyWords { names: Names { policy, directory: &directory }, lang };
    let mut all = w.said(section);
    for (row, known) in all.iter_mut().zip(policy.section(section).unwrap_or_default()) {
        row.code.clone_from(known.code());
        row.title = sanitized(known.title().get(lang));
        let article = sanitized(known.cite().get(lang));
        row.cite = match (known.rule().as_str(), article.is_empty()) {
            ("", _) => article,
            (rule, true) => sanitized(rule),
            (rule, false) => say!(lang, "{} ({article})", "{}（{article}）", sanitized(rule)),
        };
    }
    all
}

struct PolicyWords<'p> {
    names: Names<'p>,
    lang: Lang,
}

impl PolicyWords<'_> {
    fn said(&self, section: &str) -> Vec<RowInWords> {
        let policy = self.names.policy;
        macro_rules! each {
            ($list:ident, $say:expr) => {
                policy.$list.iter().map(|row| RowInWords { words: self.sentences(&$say(row)), ..blank() }).collect()
            };
        }
        let yes = |on: bool, two: Two| if on { two.get(self.lang).to_string() } else { String::new() };
        match section {
            "rule" => each!(rules, |row: &crate::domain::policy::RuleRow| {
                let kept = match row.checked.as_str() {
                    "code" => Two("kept by the program", "由程序保证"),
                    "later" => Two("not kept yet", "尚未落实"),
                    "never" => Two("cannot be checked", "无法检查"),
                    _ => Two("kept by rows below", "由下列各行落实"),
                };
                vec![kept.get(self.lang).to_string()]
            }),
            "function" => each!(functions, |row: &crate::domain::policy::Function| vec![self.part(&row.part)]),
            "channel" => each!(channels, |row: &crate::domain::policy::Channel| vec![yes(
                row.live,
                Two("answered at once", "即时应答")
            )]),
            "source" => each!(sources, |row: &crate::domain::policy::Source| vec![self.within(row.within)]),
            "category" => each!(categories, |row: &crate::domain::policy::Category| vec![
                self.below("category", &row.parent),
                yes(row.restricted, Two("restricted: shown only to those who take part", "限制查看，仅限参与人员")),
            ]),
            "nature" => each!(natures, |row: &crate::domain::policy::Nature| vec![yes(
                row.apart,
                Two("no limits, counted apart", "不计时限，单独统计")
            )]),
            "outcome" => each!(outcomes, |row: &crate::domain::policy::Outcome| vec![yes(
                row.unanswered,
                Two("may be closed without a reply", "可不经回复归档")
            )]),
            "responsibility" => each!(responsibilities, |row: &crate::domain::policy::Responsibility| vec![yes(
                row.fault,
                Two("counts as upheld", "计为投诉成立")
            )]),
            "cause" => each!(causes, |row: &crate::domain::policy::Cause| vec![self.below("cause", &row.parent)]),
            "role" => each!(roles, |row: &crate::domain::policy::Role| vec![self.part(&row.part)]),
            "field" => each!(fields, |row: &crate::domain::policy::Field| {
                let kind = words::wanted(&row.kind).get(self.lang).to_string();
                let choices: Vec<&str> = row.choices.iter().map(|choice| choice.title.get(self.lang)).collect();
                let kind = if choices.is_empty() { kind } else { self.list(&choices) };
                vec![kind, yes(row.many, Two("several at a time", "可多选"))]
            }),
            "limit" => each!(limits, |row: &crate::domain::policy::Limit| self.limit(row)),
            "major" => each!(majors, |row: &crate::domain::policy::Major| vec![self.when(&row.when)]),
            "callback" => each!(callbacks, |row: &crate::domain::policy::CallbackRule| vec![
                self.within_of(&row.from, "replied", row.within),
                row.share.map_or_else(String::new, |share| say!(self.lang, "{share}% of the cases", "抽取 {share}%")),
                self.when(&row.when),
            ]),
            "approval" => each!(approvals, |row: &crate::domain::policy::Approval| vec![self.who(&By {
                role: row.roles.clone(),
                level_at_least: row.level_at_least.clone(),
                ..By::default()
            })]),
            "gate" => each!(gates, |row: &Gate| self.gate(row)),
            "improve" => each!(improvements, |row: &crate::domain::policy::ImproveRule| vec![
                self.within_of("replied", "replied", row.within),
                self.when(&row.when)
            ]),
            "element" => each!(elements, |row: &crate::domain::policy::Element| vec![self.when(&row.when)]),
            "extension" => each!(extensions, |row: &crate::domain::policy::Extension| vec![
                self.names.limit(&row.limit, self.lang),
                self.within(row.within),
                self.titled("approval", &row.approval),
                self.when(&row.when),
            ]),
            "spot-check" => each!(spot_checks, |row: &crate::domain::policy::SpotCheck| vec![
                self.within_of("replied", "replied", row.within),
                row.share.map_or_else(String::new, |share| say!(
                    self.lang,
                    "{share}% of the replies",
                    "抽取 {share}% 的回复"
                )),
                self.when(&row.when),
            ]),
            "pause-ground" => each!(pause_grounds, |row: &crate::domain::policy::PauseGround| vec![match self
                .titled("step", &row.until)
            {
                step if step.is_empty() => step,
                step => say!(self.lang, "until: {step}", "至“{step}”止"),
            }]),
            "remedy" => each!(remedies, |row: &crate::domain::policy::RemedyKind| vec![yes(
                row.money,
                Two("a sum of money", "以金额计")
            )]),
            "exemption" => {
                each!(exemptions, |row: &crate::domain::policy::Exemption| vec![self.exempts(&row.measures)])
            }
            "follow" => each!(follows, |row: &Follow| self.follow(row)),
            "remind" => each!(reminders, |row: &crate::domain::policy::Reminder| {
                let limit = self.names.limit(&row.limit, self.lang);
                let before = self.within(row.before);
                vec![
                    match row.limit.is_empty() {
                        true => say!(self.lang, "{before} before any limit", "各项时限届满前{before}"),
                        false => say!(self.lang, "{before} before: {limit}", "{limit}届满前{before}"),
                    },
                    self.when(&row.when),
                ]
            }),
            "team" => each!(teams, |row: &Team| self.team(row)),
            "escalate" => each!(escalations, |row: &crate::domain::policy::Escalation| vec![
                if row.limit.is_empty() {
                    String::new()
                } else {
                    let (limit, after) = (self.names.limit(&row.limit, self.lang), self.within(row.after));
                    say!(self.lang, "{limit} past by {after}", "{limit}超期{after}")
                },
                if row.to.is_empty() {
                    say!(self.lang, "to the next level up", "上报上一级")
                } else {
                    say!(self.lang, "to: {}", "上报至{}", self.names.title("level", &row.to, self.lang))
                },
                self.when(&row.when),
            ]),
            "duty" => each!(duties, |row: &crate::domain::policy::Duty| vec![
                self.every(&row.every),
                self.of_units(&row.levels, &row.functions),
                if row.close.is_empty() { String::new() } else { say!(self.lang, "by {}", "{} 前", row.close) },
            ]),
            "filing" => each!(filings, |row: &crate::domain::policy::Filing| {
                let (from, to) = (&row.from, self.titled("function", &row.to));
                let from: Vec<Code> = Some(from.clone()).filter(|from| !from.is_empty()).into_iter().collect();
                vec![
                    self.every(&row.every),
                    self.of_units(&row.levels, &from),
                    if row.terms.is_empty() {
                        String::new()
                    } else {
                        say!(self.lang, "cases: {}", "限：{}", row.terms.join(" "))
                    },
                    if to.is_empty() { to } else { say!(self.lang, "to: {to}", "报{to}") },
                    say!(self.lang, "within {}", "{}内", self.within(row.within)),
                ]
            }),
            "form" => each!(forms, |row: &crate::domain::policy::Form| vec![
                yes(row.letter, Two("a letter to the complainant", "致投诉人的函件")),
                self.title(&row.further, Two("further:", "不服可向：")),
                self.when(&row.when),
            ]),
            "wording" => each!(wordings, |row: &Wording| self.wording(row)),
            "answer" => each!(answers, |row: &crate::domain::policy::Answer| vec![row.text.get(self.lang).to_string()]),
            "retention" => each!(retentions, |row: &crate::domain::policy::Retention| vec![
                row.keep.map_or_else(String::new, |keep| keep.to_string()),
                self.when(&row.when)
            ]),
            "outside" => {
                each!(outsides, |row: &crate::domain::policy::Outside| vec![self.title(&row.to, Two("goes to", "转"))])
            }
            other => policy.section(other).unwrap_or_default().iter().map(|_| blank()).collect(),
        }
    }

    fn sentences(&self, parts: &[String]) -> String {
        let parts: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        parts.join(Two("; ", "；").get(self.lang))
    }

    fn list<S: AsRef<str>>(&self, all: &[S]) -> String {
        let all: Vec<String> = all.iter().map(|one| sanitized(one.as_ref())).collect();
        all.join(Two(", ", "、").get(self.lang))
    }

    fn title(&self, title: &Title, head: Two) -> String {
        let text = sanitized(title.get(self.lang));
        let space = if self.lang == Lang::En { " " } else { "" };
        if text.is_empty() { text } else { format!("{}{space}{text}", head.get(self.lang)) }
    }

    fn titled(&self, section: &str, code: &str) -> String {
        if code.is_empty() { String::new() } else { self.names.title(section, code, self.lang) }
    }

    fn below(&self, section: &str, parent: &str) -> String {
        let parent = self.titled(section, parent);
        if parent.is_empty() { parent } else { say!(self.lang, "below: {parent}", "属于{parent}") }
    }

    fn part(&self, part: &str) -> String {
        match part {
            "supervising" => say!(self.lang, "supervises, and may see its cases", "履行督办，可查看所辖投诉件"),
            "leader" => say!(self.lang, "accountable, and may see its cases", "负责人，可查看所辖投诉件"),
            other => sanitized(other),
        }
    }

    fn within(&self, within: Option<Within>) -> String {
        within.map(|within| words::length(within, self.lang)).unwrap_or_default()
    }

    fn within_of(&self, from: &str, or: &str, within: Option<Within>) -> String {
        let from = self.names.milestone(if from.is_empty() { or } else { from }, self.lang);
        match within {
            None => String::new(),
            Some(Within::None) => self.within(within),
            within => {
                let within = self.within(within);
                say!(self.lang, "within {within} of {from}", "自{from}起 {within}内")
            }
        }
    }

    fn limit(&self, row: &crate::domain::policy::Limit) -> Vec<String> {
        let until = if row.until.is_empty() { String::new() } else { self.names.milestone(&row.until, self.lang) };
        let until = if until.is_empty() { until } else { say!(self.lang, "until {until}", "至{until}止") };
        let warn = self.within(row.warn);
        let warn = if warn.is_empty() {
            warn
        } else {
            say!(self.lang, "shown as due soon after {warn}", "满{warn}起提醒")
        };
        vec![self.within_of(&row.from, "received", row.within), until, warn, self.when(&row.when)]
    }

    fn every(&self, every: &str) -> String {
        let name = names::name(WordKind::Every, every, self.lang);
        say!(self.lang, "every {name}", "{name}")
    }

    fn of_units(&self, levels: &[Code], functions: &[Code]) -> String {
        let of = |section: &str, all: &[Code]| -> Vec<String> {
            all.iter().map(|code| self.names.title(section, code, self.lang)).collect()
        };
        let all = [of("function", functions), of("level", levels)].concat();
        if all.is_empty() { say!(self.lang, "all units", "各单位") } else { self.list(&all) }
    }

    fn gate(&self, row: &Gate) -> Vec<String> {
        let verbs: Vec<String> = row.on.iter().map(|verb| names::name(WordKind::Verb, verb, self.lang)).collect();
        let verbs = self.list(&verbs);
        let after: Vec<String> = row.after.iter().map(|one| self.names.milestone(one, self.lang)).collect();
        let after = self.list(&after);
        let must = self.condition(&row.must);
        vec![
            say!(self.lang, "before: {verbs}", "{verbs}前"),
            self.needs(&row.needs),
            if after.is_empty() { after } else { say!(self.lang, "first: {after}", "先有：{after}") },
            if must.is_empty() { must } else { say!(self.lang, "must hold: {must}", "须满足：{must}") },
            self.who(&row.by),
            self.when(&row.when),
            if row.severity == Severity::Warn { say!(self.lang, "warns only", "仅提示") } else { String::new() },
        ]
    }

    /// The rates in which a case may be left out.
    fn exempts(&self, measures: &[Code]) -> String {
        let named: Vec<&str> = measures.iter().map(Code::as_str).collect();
        let named = if named.is_empty() { EXEMPT_MEASURES } else { &named };
        let all: Vec<String> = named.iter().map(|code| self.measure(code)).collect();
        let all = self.list(&all);
        say!(self.lang, "left out of: {all}", "不计入：{all}")
    }

    fn measure(&self, code: &str) -> String {
        terms::word("measure", code).map_or_else(|| sanitized(code), |two| two.get(self.lang).into())
    }

    fn follow(&self, row: &Follow) -> Vec<String> {
        let verbs: Vec<String> = row.on.iter().map(|verb| names::name(WordKind::Verb, verb, self.lang)).collect();
        let verbs = self.list(&verbs);
        let (nature, category) = (self.titled("nature", &row.open), self.titled("category", &row.category));
        let level = self.titled("level", &row.escalate);
        let when_opened = !row.open.is_empty();
        vec![
            if verbs.is_empty() { verbs } else { say!(self.lang, "after: {verbs}", "{verbs}后") },
            match (when_opened, category.is_empty()) {
                (false, _) => String::new(),
                (true, true) => say!(self.lang, "opens a case: {nature}", "另立一件{nature}"),
                (true, false) => {
                    say!(self.lang, "opens a case: {nature}, {category}", "另立一件{nature}（{category}）")
                }
            },
            match (row.restricted, when_opened) {
                (false, _) => String::new(),
                (true, true) => say!(self.lang, "which is restricted", "该件限制查看"),
                (true, false) => say!(self.lang, "the case is restricted from then on", "本件自此限制查看"),
            },
            match row.link.as_str() {
                "" => String::new(),
                link => {
                    let link = names::name(WordKind::Link, link, self.lang);
                    say!(self.lang, "linked: {link}", "关联方式：{link}")
                }
            },
            if level.is_empty() { level } else { say!(self.lang, "goes up to: {level}", "上报至{level}") },
            self.when(&row.when),
        ]
    }

    fn team(&self, row: &Team) -> Vec<String> {
        let person = |code: &Code| sanitized(code);
        let members: Vec<String> = row
            .members
            .iter()
            .map(|member| match sanitized(member.task.get(self.lang)) {
                task if task.is_empty() => person(&member.person),
                task => say!(self.lang, "{} ({task})", "{}（{task}）", person(&member.person)),
            })
            .collect();
        let (lead, members) = (person(&row.lead), self.list(&members));
        vec![
            if row.lead.is_empty() { String::new() } else { say!(self.lang, "lead: {lead}", "负责人：{lead}") },
            if members.is_empty() { members } else { say!(self.lang, "members: {members}", "成员：{members}") },
        ]
    }

    fn needs(&self, needs: &Needs) -> String {
        let mut all: Vec<String> = needs.fields.iter().map(|field| self.names.label(field, self.lang)).collect();
        all.extend(needs.steps.iter().map(|step| self.names.title("step", step, self.lang)));
        all.extend(needs.approvals.iter().map(|one| self.names.title("approval", one, self.lang)));
        all.extend(needs.links.iter().map(|kind| names::name(WordKind::Link, kind, self.lang)));
        let all = self.list(&all);
        if all.is_empty() { all } else { say!(self.lang, "needs: {all}", "须有：{all}") }
    }

    fn who(&self, by: &By) -> String {
        let mut all = Vec::new();
        let titles = |section: &str, codes: &[Code]| {
            self.list(&codes.iter().map(|code| self.names.title(section, code, self.lang)).collect::<Vec<_>>())
        };
        if !by.role.is_empty() {
            let roles = titles("role", &by.role);
            all.push(say!(self.lang, "by: {roles}", "由{roles}办理"));
        }
        if !by.level_at_least.is_empty() {
            let level = self.names.title("level", &by.level_at_least, self.lang);
            all.push(say!(self.lang, "of {level} or above", "{level}以上"));
        }
        if !by.part.is_empty() {
            all.push(say!(self.lang, "only who takes part in the case", "限参与办理的人员"));
        }
        if !by.not.is_empty() {
            let not: Vec<String> = by.not.iter().map(|who| self.barred(who)).collect();
            let not = self.list(&not);
            all.push(say!(self.lang, "not by: {not}", "{not}不得办理"));
        }
        if !by.approval.is_empty() {
            all.push(say!(self.lang, "with a second person's approval", "经另一人审批"));
        }
        self.sentences(&all)
    }

    fn barred(&self, who: &str) -> String {
        match who {
            "respondent" => say!(self.lang, "the person complained about", "被投诉人"),
            "handler" => say!(self.lang, "the handler", "承办人"),
            "earlier-handler" => say!(self.lang, "who handled an earlier round", "此前承办过本件的人员"),
            "holder" => say!(self.lang, "who has the case", "经办人员"),
            "unit-complained-about" => say!(self.lang, "the unit complained about", "被投诉单位"),
            other => sanitized(other),
        }
    }

    fn wording(&self, row: &Wording) -> Vec<String> {
        let texts: Vec<String> = row.texts.iter().map(|text| self.names.label(text, self.lang)).collect();
        let pairs: Vec<String> = row.replace.iter().map(|(word, by)| format!("{word}→{by}")).collect();
        let said = |head: Two, all: String| if all.is_empty() { all } else { format!("{}{all}", head.get(self.lang)) };
        vec![
            said(Two("in: ", "查看："), self.list(&texts)),
            said(Two("avoid: ", "不写："), self.list(&row.avoid)),
            said(Two("but not in: ", "全称除外："), self.list(&row.unless)),
            said(Two("write instead: ", "改写："), self.list(&pairs)),
            said(Two("one of: ", "须有其一："), self.list(&row.wants)),
            if row.missing { say!(self.lang, "must be there", "必填") } else { String::new() },
            self.title(&row.instead, Two("write:", "应写：")),
            self.when(&row.when),
            if row.severity == Severity::Warn { say!(self.lang, "warns only", "仅提示") } else { String::new() },
        ]
    }
}

fn blank() -> RowInWords {
    RowInWords { code: Code::default(), title: String::new(), words: String::new(), cite: String::new() }
}
