//! The map as TOML, with comments that say what was seen and what is left to decide.

use super::columns::{Column, DateForm};
use super::names::{self, ANSWERED, CLOSED, DECLINED, Role, WITHDRAWN};
use crate::domain::gate::personal;
use crate::domain::policy::Policy;
use crate::domain::value::texts::folded;
use crate::domain::value::title::Lang;
use crate::project::Project;
use crate::say;
use crate::text::Two;
use std::fmt::Write;

/// A table with what was seen in its columns.
pub(super) struct SeenTable<'t> {
    pub(super) name: &'t str,
    pub(super) sheet: &'t str,
    /// Other sheets with the same header.
    pub(super) alike: &'t [String],
    pub(super) delimiter: Option<u8>,
    pub(super) rows: u64,
    pub(super) columns: Vec<Column>,
}

/// A column with what it becomes.
type Placed<'t> = (&'t Column, Role);

struct Map<'m> {
    table: &'m SeenTable<'m>,
    placed: Vec<Placed<'m>>,
    project: &'m Project,
    lang: Lang,
    out: String,
}

/// Writes the map.
pub(super) fn map(table: &SeenTable<'_>, project: &Project, lang: Lang) -> String {
    let mut placed: Vec<Placed<'_>> = Vec::new();
    for column in table.columns.iter().filter(|column| !column.name.is_empty()) {
        let Some(role) = names::find(&column.name) else { continue };
        // Of a kind the column with the likeliest name is taken; a key must tell rows apart.
        if role.part == "key" && !column.distinct {
            continue;
        }
        match placed.iter_mut().find(|(_, known)| *known == role) {
            None => placed.push((column, role)),
            Some(taken) if names::rank(&column.name) < names::rank(&taken.0.name) => taken.0 = column,
            Some(_) => {}
        }
    }
    let is_placed = |column: &Column| placed.iter().any(|(known, _)| std::ptr::eq(*known, column));
    let mut others = table.columns.iter().filter(|column| !is_placed(column));
    let accepted = others.find_map(|column| Some((column, names::beside_receipt(&column.name)?)));
    placed.extend(accepted);
    let mut map = Map { table, placed, project, lang, out: String::new() };
    map.head();
    map.case();
    map.fields();
    map.private();
    map.acts();
    map.rest();
    map.out
}

impl<'m> Map<'m> {
    fn column(&self, part: &str, key: &str) -> Option<&'m Column> {
        self.placed.iter().find(|(_, role)| role.part == part && role.key == key).map(|(column, _)| *column)
    }

    fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn comment(&mut self, text: &str) {
        self.line(&format!("# {text}"));
    }

    fn head(&mut self) {
        let (lang, rows, name) = (self.lang, self.table.rows, self.table.name);
        let en_rows = crate::text::words::count(rows, "row");
        self.comment(&say!(lang, "A first map of {name}, made from its headers and {en_rows}: read it, correct it, then try it with --dry-run.", "根据 {name} 的表头和 {rows} 行内容生成的初步对照表：请核对修改，再用 --dry-run 试运行。"));
        self.comment(&say!(
            lang,
            "What stands as ? is yours to decide. redress help files describes maps.",
            "写作 ? 的须由您决定。写法见 redress help files。"
        ));
        let stem = self.table.name.split('.').next().unwrap_or_default();
        let stem: String = stem.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
        let stem = if stem.is_empty() { "register".to_string() } else { stem };
        self.line(&format!("name = {}", quoted(&stem)));
        match self.column("key", "") {
            Some(column) => self.line(&format!("key = {}", quoted(&column.name))),
            None => {
                self.comment(&say!(
                    lang,
                    "No column tells the rows apart for certain: name one.",
                    "没有找到可区分各行的列，请写明。"
                ));
                self.line("key = '?'");
            }
        }
        let mut format: Vec<String> = Vec::new();
        if !self.table.alike.is_empty() {
            let others = self.table.alike.join(Two(", ", "、").get(lang));
            self.comment(&say!(
                lang,
                "The sheets {others} have the same columns: import each with --sheet NAME. A number that begins anew in each sheet is no key by itself: key = {{ columns = ['MONTH', 'NO'] }}.",
                "工作表 {others} 的列与此相同：请用 --sheet 名称 逐个导入。各表重新起编的序号不能单独作编号，可写 key = {{ columns = ['月份', '序号'] }}。"
            ));
        } else if !self.table.sheet.is_empty() {
            format.push(format!("sheet = {}", quoted(self.table.sheet)));
        }
        match self.table.delimiter {
            Some(b'\t') => format.push("delimiter = 'tab'".into()),
            Some(other) => format.push(format!("delimiter = '{}'", char::from(other))),
            None => {}
        }
        let empty: Vec<String> =
            ["无", "-", "/", "N/A", "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "None", "NULL", "null"]
                .into_iter()
                .filter(|word| {
                    self.table.columns.iter().any(|c| c.codes().is_some_and(|all| all.iter().any(|(v, _)| v == word)))
                })
                .map(quoted)
                .collect();
        if !empty.is_empty() {
            format.push(format!("empty = [{}]", empty.join(", ")));
        }
        if !format.is_empty() {
            self.line(&format!("format = {{ {} }}", format.join(", ")));
        }
    }

    fn case(&mut self) {
        let lang = self.lang;
        self.line("\n[case]");
        match self.column("case", "title").or_else(|| self.column("case", "category")) {
            Some(column) => self.line(&format!("title = {}", quoted(&column.name))),
            None => {
                self.comment(&say!(
                    lang,
                    "No title was found. Not the complainant's own words: those are private.",
                    "没有找到标题。不要用投诉人的原话：那是个人信息。"
                ));
                self.line("title = '?'");
            }
        }
        match self.column("case", "received") {
            Some(column) => self.date("received", column),
            None => {
                self.comment(&say!(lang, "When it came in: no such column was found.", "没有找到收到时间的列。"));
                self.line("received = '?'");
            }
        }
        let key = self.column("key", "");
        if let Some(column) = self.column("case", "source-ref").or(key) {
            self.line(&format!("source-ref = {}", quoted(&column.name)));
        }
        if let Some(column) = self.column("case", "source-due") {
            self.date("source-due", column);
        }
        for name in ["amount", "against", "respondent", "received-by", "taken-by", "tag"] {
            let Some(column) = self.column("case", name) else { continue };
            match names::unit(&column.name).filter(|_| name == "amount") {
                Some(unit) => self.line(&format!("amount = {{ column = {}, unit = '{unit}' }}", quoted(&column.name))),
                None => self.line(&format!("{name} = {}", quoted(&column.name))),
            }
        }
        for (name, section) in [
            ("channel", "channel"),
            ("source", "source"),
            ("category", "category"),
            ("nature", "nature"),
            ("cause", "cause"),
        ] {
            if let Some(column) = self.column("case", name) {
                self.codes("case", name, column, &self.titles(section));
            }
        }
    }

    /// Codes of a section with what they may be called.
    fn titles(&self, section: &str) -> Vec<(String, Vec<String>)> {
        let rows = self.project.policy.section(section).unwrap_or_default();
        rows.iter()
            .map(|row| {
                (row.code().to_string(), vec![row.code().to_string(), row.title().zh.clone(), row.title().en.clone()])
            })
            .collect()
    }

    fn fields(&mut self) {
        let policy: &Policy = &self.project.policy;
        let taken: Vec<&str> = self.placed.iter().map(|(column, _)| column.name.as_str()).collect();
        let free = self
            .table
            .columns
            .iter()
            .filter(|column| !column.name.is_empty() && !taken.contains(&column.name.as_str()));
        let named = |column: &Column| policy.fields.iter().find(|f| f.code == column.name || f.title.is(&column.name));
        let found: Vec<(String, String)> =
            free.filter_map(|column| Some((named(column)?.code.to_string(), column.name.clone()))).collect();
        if found.is_empty() {
            return;
        }
        self.line("\n[field]");
        for (code, column) in found {
            self.line(&format!("{code} = {}", quoted(&column)));
        }
    }

    fn private(&mut self) {
        let all: Vec<(&str, &str)> = self
            .placed
            .iter()
            .filter(|(_, role)| role.part == "private")
            .map(|(column, role)| (role.key, column.name.as_str()))
            .collect();
        if all.is_empty() {
            return;
        }
        self.line("\n[private]");
        for (key, column) in all {
            self.line(&format!("{key} = {}", quoted(column)));
        }
    }

    fn acts(&mut self) {
        let lang = self.lang;
        self.line("\n[accepted]");
        if let Some(on) = self.column("accepted", "on") {
            self.date("on", on);
        }
        let (unit, person) = (self.column("assigned", "unit"), self.column("assigned", "person"));
        if let Some(column) = unit.or(person) {
            self.line("\n[assigned]");
            self.line(&format!("when = {{ column = {}, set = true }}", quoted(&column.name)));
            if let Some(on) = self.column("assigned", "on") {
                self.date("on", on);
            }
            if let Some(column) = unit {
                let units = &self.project.directory.units;
                let titles: Vec<(String, Vec<String>)> = units
                    .iter()
                    .map(|unit| (unit.code.to_string(), vec![unit.code.to_string(), unit.title().zh, unit.title().en]))
                    .collect();
                self.codes("assigned", "unit", column, &titles);
            }
            if let Some(column) = person {
                self.line(&format!("person = {}", quoted(&column.name)));
            }
        }
        let status = self.column("status", "");
        let said = |words: &[&str]| -> Vec<String> {
            let all = status.and_then(Column::codes).unwrap_or_default();
            all.iter()
                .filter(|(value, _)| words.contains(&folded(value).as_str()))
                .map(|(value, _)| quoted(value))
                .collect()
        };
        let (closed, answered) = (said(CLOSED), said(ANSWERED));
        let (on_reply, on_close) = (self.column("replied", "on"), self.column("closed", "on"));
        let when = |words: &[String]| {
            let column = status.map(|column| quoted(&column.name)).unwrap_or_default();
            format!("when = {{ column = {column}, is = [{}] }}", words.join(", "))
        };
        let (on, findings) = (on_reply.or(on_close), self.column("replied", "findings"));
        let words: Vec<String> = answered.iter().chain(&closed).cloned().collect();
        if on.is_some() || findings.is_some() || !words.is_empty() {
            self.line("\n[replied]");
            if !words.is_empty() && on_reply.is_none() {
                self.line(&when(&words));
            } else if let (None, Some(column)) = (on, findings) {
                self.line(&format!("when = {{ column = {}, set = true }}", quoted(&column.name)));
            }
            self.day("on", on);
            self.reply();
        }
        if on.is_some() || !closed.is_empty() {
            self.line("\n[closed]");
            if closed.is_empty() && on_close.is_none() {
                self.comment(&say!(
                    lang,
                    "No status says that a case was closed: name the words, or leave [closed] out.",
                    "没有找到表示办结的状态：请写明，或删去 [closed]。"
                ));
                self.line("when = { column = '?', is = ['?'] }");
            } else if !closed.is_empty() {
                self.line(&when(&closed));
            }
            self.day("on", on_close.or(on));
            match self.column("closed", "outcome") {
                Some(column) => self.codes("closed", "outcome", column, &self.titles("outcome")),
                None => self.line("outcome = { const = 'answered' }"),
            }
        }
        for (name, words) in [("withdrawn", said(WITHDRAWN)), ("declined", said(DECLINED))] {
            if words.is_empty() {
                continue;
            }
            self.line(&format!("\n[{name}]"));
            self.line(&when(&words));
            self.day("on", on_close.or(on_reply));
        }
        if let Some(column) =
            status.filter(|_| words.is_empty() && said(WITHDRAWN).is_empty() && said(DECLINED).is_empty())
        {
            let name = &column.name;
            let values = self.plain_values(column);
            self.line("");
            self.comment(&say!(
                lang,
                "{name} is not used: none of its words says how a case ended ({values}).",
                "“{name}”未用：其中没有已知的办结用语（{values}）。"
            ));
        }
    }

    /// The values of a column of codes with their counts, without those that the guard refuses.
    fn plain_values(&self, column: &Column) -> String {
        let policy = &self.project.policy;
        let is_plain = |value: &str| {
            let found = personal("", std::iter::once(("", value)), &[], &[], &self.project.directory, policy);
            !found.iter().any(|(_, warn)| !warn)
        };
        let values = column.codes().unwrap_or_default();
        let shown = values.iter().filter(|(value, _)| is_plain(value)).map(|(value, count)| format!("{value} {count}"));
        shown.take(12).collect::<Vec<_>>().join(say!(self.lang, ", ", "、").as_str())
    }

    /// The day of an act, or `?` where no column tells it.
    fn day(&mut self, key: &str, column: Option<&Column>) {
        match column {
            Some(column) => self.date(key, column),
            None => {
                self.comment(&say!(
                    self.lang,
                    "No column tells when: name one, or that of the receipt.",
                    "没有相应的日期列：请指定一列，或用收到日期一列。"
                ));
                self.line(&format!("{key} = '?'"));
            }
        }
    }

    fn reply(&mut self) {
        if let Some(column) = self.column("replied", "findings") {
            self.line(&format!("findings = {}", quoted(&column.name)));
        }
        if let Some(column) = self.column("replied", "compensation") {
            self.line(&format!("compensation = {}", quoted(&column.name)));
        }
        if let Some(column) = self.column("replied", "responsibility") {
            self.codes("replied", "responsibility", column, &self.titles("responsibility"));
        }
        if let Some(column) = self.column("replied", "satisfaction") {
            let known: Vec<(String, Vec<String>)> = [
                ("satisfied", "满意", "非常满意"),
                ("basically", "基本满意", "一般"),
                ("no", "不满意", "非常不满意"),
                ("unreached", "未联系上", "无法联系"),
            ]
            .into_iter()
            .map(|(code, a, b)| (code.to_string(), vec![code.to_string(), a.into(), b.into()]))
            .collect();
            self.codes("replied", "satisfaction", column, &known);
        }
    }

    /// A date, with the form in which the column writes it.
    fn date(&mut self, key: &str, column: &Column) {
        let (lang, name) = (self.lang, quoted(&column.name));
        let line = match column.dates() {
            DateForm::Usual => format!("{key} = {name}"),
            DateForm::One(form) => format!("{key} = {{ column = {name}, date = '{form}' }}"),
            DateForm::Several(forms) => {
                let forms = forms.join(say!(lang, " or ", " 或 ").as_str());
                self.comment(&say!(lang, "The dates could be {forms}: say which.", "日期可能是 {forms}：请写明。"));
                format!("{key} = {{ column = {name}, date = '?' }}")
            }
            DateForm::Unknown => {
                self.comment(&say!(
                    lang,
                    "The form of these dates is not known: say it in strftime's signs.",
                    "未能识别日期格式：请用 strftime 写法写明。"
                ));
                format!("{key} = {{ column = {name}, date = '?' }}")
            }
        };
        self.line(&line);
    }

    /// A table of codes: what each value becomes, and how often it occurs.
    fn codes(&mut self, part: &str, key: &str, column: &Column, known: &[(String, Vec<String>)]) {
        let (lang, name) = (self.lang, quoted(&column.name));
        let values: Option<Vec<(&str, u64)>> = column.codes();
        let meant = |value: &str| {
            let folded_value = folded(value);
            let exact = known.iter().find(|(_, titles)| titles.iter().any(|title| folded(title) == folded_value));
            exact.map(|(code, _)| code.clone())
        };
        let Some(values) = values.filter(|values| !known.is_empty() && !values.is_empty()) else {
            return self.line(&format!("{key} = {name}"));
        };
        if values.iter().all(|(value, _)| meant(value).is_some()) {
            return self.line(&format!("{key} = {name}"));
        }
        let codes = known.iter().map(|(code, _)| code.as_str()).collect::<Vec<_>>().join(" ");
        let mut pairs = Vec::new();
        for (value, count) in values {
            let found =
                personal("", std::iter::once(("", value)), &[], &[], &self.project.directory, &self.project.policy);
            if !found.iter().any(|(_, warn)| !warn) {
                pairs.push((quoted(value), meant(value).unwrap_or_default(), count));
            }
        }
        // A table of its own would end the one that it stands in, so it is written in one line.
        self.comment(&say!(lang, "{key}: one of {codes}", "{key}：可用 {codes}"));
        for (value, code, count) in pairs.iter().filter(|(_, code, _)| code.is_empty()) {
            let _ = code;
            self.comment(&say!(
                lang,
                "  {value} ({count}) becomes nothing as it stands",
                "  {value}（{count} 行）目前不对应任何代码"
            ));
        }
        let pairs: Vec<String> = pairs.iter().map(|(value, code, _)| format!("{value} = '{code}'")).collect();
        let _ = part;
        let mut line = String::new();
        let _ = write!(line, "{key} = {{ column = {name}, default = '', map = {{ {} }} }}", pairs.join(", "));
        self.line(&line);
    }

    /// Columns that became nothing.
    fn rest(&mut self) {
        let lang = self.lang;
        let taken: Vec<&str> = self.placed.iter().map(|(column, _)| column.name.as_str()).collect();
        let policy: &Policy = &self.project.policy;
        let is_field = |name: &str| policy.fields.iter().any(|f| f.code == name || f.title.is(name));
        let left: Vec<String> = self
            .table
            .columns
            .iter()
            .filter(|column| {
                !column.name.is_empty() && !taken.contains(&column.name.as_str()) && !is_field(&column.name)
            })
            .map(|column| {
                let dates = if column.has_dates() { say!(lang, ", dates", "，日期") } else { String::new() };
                let filled = column.filled;
                format!("{} ({filled}{dates})", column.name)
            })
            .collect();
        if !left.is_empty() {
            let all = left.join(say!(lang, ", ", "、").as_str());
            self.line("");
            self.comment(&say!(lang, "Not used (rows that have them): {all}", "未用的列（有内容的行数）：{all}"));
        }
    }
}

/// A text of TOML.
fn quoted(text: &str) -> String {
    if text.contains(['\'', '\n', '\r']) || text.chars().any(char::is_control) {
        return toml::Value::String(text.into()).to_string();
    }
    format!("'{text}'")
}
