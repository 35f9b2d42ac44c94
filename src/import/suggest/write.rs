//! The map as TOML, with comments that say what was seen and what is left to decide.

use super::columns::{Column, DateForm};
use super::names::{self, Role};
use super::words;
use crate::domain::gate::personal;
use crate::domain::guard::GuardNames;
use crate::domain::policy::Policy;
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

/// A first map while it is written.
pub(super) struct FirstMap<'m> {
    table: &'m SeenTable<'m>,
    placed: Vec<Placed<'m>>,
    pub(super) project: &'m Project,
    pub(super) lang: Lang,
    out: String,
}

/// Writes the map.
pub(super) fn map(table: &SeenTable<'_>, project: &Project, lang: Lang) -> String {
    let mut placed: Vec<Placed<'_>> = Vec::new();
    for column in table.columns.iter().filter(|column| !column.name.is_empty()) {
        let Some(role) = names::find(&column.name, column.has_dates()) else { continue };
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
    let mut map = FirstMap { table, placed, project, lang, out: String::new() };
    map.head();
    map.case();
    map.fields();
    map.private();
    map.acts();
    map.rest();
    map.out
}

impl<'m> FirstMap<'m> {
    pub(super) fn column(&self, part: &str, key: &str) -> Option<&'m Column> {
        self.placed.iter().find(|(_, role)| role.part == part && role.key == key).map(|(column, _)| *column)
    }

    pub(super) fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    pub(super) fn comment(&mut self, text: &str) {
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
        // The number at the source tells rows apart where no other column does.
        let is_key = |column: &&Column| column.distinct && column.filled == self.table.rows;
        let of_source = || self.column("case", "source-ref").filter(is_key);
        match self.column("key", "").or_else(of_source) {
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
                self.codes(name, column, &self.titles(section));
            }
        }
    }

    /// Codes of a section with what they may be called.
    pub(super) fn titles(&self, section: &str) -> Vec<(String, Vec<String>)> {
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

    /// A date, with the form in which the column writes it.
    pub(super) fn date(&mut self, key: &str, column: &Column) {
        let (lang, name) = (self.lang, quoted(&column.name));
        let line = match column.dates() {
            DateForm::Usual => format!("{key} = {name}"),
            DateForm::One(form) => format!("{key} = {{ column = {name}, date = '{form}' }}"),
            DateForm::Mixed(forms) => {
                let forms: Vec<String> = forms.iter().map(|form| format!("'{form}'")).collect();
                format!("{key} = {{ column = {name}, date = [{}] }}", forms.join(", "))
            }
            DateForm::Several(forms) => {
                let forms = forms.join(say!(lang, " or ", " 或 ").as_str());
                self.comment(&say!(lang, "The dates could be {forms}: say which.", "日期可能是 {forms}：请写明。"));
                format!("{key} = {{ column = {name}, date = '?' }}")
            }
            DateForm::Unknown(odd) => {
                let odd: Vec<String> = odd.into_iter().filter(|text| self.is_plain(text)).collect();
                let odd = odd.join(Two(", ", "、").get(lang));
                self.comment(&say!(
                    lang,
                    "The form of some of these dates is not known ({odd}): say it in strftime's signs.",
                    "有些日期的格式未能识别（{odd}）：请用 strftime 写法写明。"
                ));
                format!("{key} = {{ column = {name}, date = '?' }}")
            }
        };
        self.line(&line);
    }

    /// Whether the guard lets a value of a column stand in the map.
    pub(super) fn is_plain(&self, value: &str) -> bool {
        let (nobody, project) = (GuardNames::default(), self.project);
        let found = personal("", std::iter::once(("", value)), &nobody, &[], &project.directory, &project.policy);
        found.iter().all(|(_, warn)| *warn)
    }

    /// A table of codes: what each value becomes, and how often it occurs.
    pub(super) fn codes(&mut self, key: &str, column: &Column, known: &[(String, Vec<String>)]) {
        let (lang, name) = (self.lang, quoted(&column.name));
        let values: Option<Vec<(&str, u64)>> = column.codes();
        let Some(values) = values.filter(|values| !known.is_empty() && !values.is_empty()) else {
            return self.line(&format!("{key} = {name}"));
        };
        let meant = |value: &str| words::code_of(key, value, known);
        if values.iter().all(|(value, _)| meant(value).is_some_and(|(_, is_title)| is_title)) {
            return self.line(&format!("{key} = {name}"));
        }
        let codes = known.iter().map(|(code, _)| code.as_str()).collect::<Vec<_>>().join(" ");
        let mut pairs = Vec::new();
        for (value, count) in values {
            if self.is_plain(value) {
                pairs.push((quoted(value), meant(value), count));
            }
        }
        // A table of its own would end the one that it stands in, so it is written in one line.
        self.comment(&say!(lang, "{key}: one of {codes}", "{key}：可用 {codes}"));
        for (value, code, count) in &pairs {
            match code {
                None => self.comment(&say!(
                    lang,
                    "  {value} ({count}) becomes nothing as it stands",
                    "  {value}（{count} 行）目前不对应任何代码"
                )),
                Some((code, false)) => self.comment(&say!(
                    lang,
                    "  {value} ({count}) is taken for {code}: check it",
                    "  {value}（{count} 行）按 {code} 处理，请核对"
                )),
                Some(_) => {}
            }
        }
        let code = |code: Option<(String, bool)>| code.map(|(code, _)| code).unwrap_or_default();
        let pairs: Vec<String> =
            pairs.into_iter().map(|(value, known, _)| format!("{value} = '{}'", code(known))).collect();
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
pub(super) fn quoted(text: &str) -> String {
    if text.contains(['\'', '\n', '\r']) || text.chars().any(char::is_control) {
        return toml::Value::String(text.into()).to_string();
    }
    format!("'{text}'")
}
