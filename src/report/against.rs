//! `redress policy check --against PACK`: where a desk's policy falls short of a pack's rows, or of ISO 10002's list.
//!
//! Invariant: pure, and careful: a row counts as kept only where a row of the desk says at least as much; what no row can
//! show is told as such.

use crate::document::table::{Cell, Row, Table, Tone};
use crate::domain::case::limit::limit_name;
use crate::domain::policy::{Gate, Limit, Named, Policy, Severity, length};
use crate::domain::value::title::Title;
use crate::report::context::ReportContext;
use crate::say;
use crate::text::Two;

/// The name of ISO 10002's list among packs.
pub const ISO: &str = "iso-10002";

/// How a row of the pack stands in the desk's policy.
const STANDINGS: &[(&str, Two)] = &[
    ("kept", Two("kept", "已有")),
    ("longer", Two("longer than it allows", "期限更长")),
    ("partly", Two("for some cases only", "仅部分投诉")),
    ("missing", Two("missing", "缺")),
    ("by-hand", Two("no row can show it", "制度行无法体现")),
];

/// A row of the report.
struct Found {
    article: String,
    section: &'static str,
    title: String,
    standing: &'static str,
    by: String,
}

/// The pack's limits, gates, steps, fields and extensions beside those of the desk. What a pack only has from `base` is not told.
#[must_use]
pub fn pack(name: &str, [pack, base, own]: [&Policy; 3], context: &ReportContext<'_>) -> Table {
    let mut all = Vec::new();
    for row in &pack.limits {
        let (standing, by) = limit(row, own);
        all.push(found("limit", row, standing, by, context));
    }
    for row in pack.gates.iter().filter(|row| !base.gates.iter().any(|known| known.code == row.code)) {
        let by = own.gates.iter().find(|known| covers(known, row));
        all.push(found("gate", row, if by.is_some() { "kept" } else { "missing" }, code(by), context));
    }
    for row in &pack.extensions {
        let by = own.extensions.iter().find(|known| known.limit == row.limit);
        let standing = match by {
            Some(by) if length(by.within) > length(row.within) => "longer",
            Some(_) => "kept",
            // Who grants no extension is stricter.
            None => "kept",
        };
        all.push(found("extension", row, standing, code(by), context));
    }
    macro_rules! by_code {
        ($($section:literal $list:ident),*) => { $(
            for row in pack.$list.iter().filter(|row| !base.$list.iter().any(|known| known.code == row.code)) {
                let by = own.$list.iter().find(|known| known.code == row.code || (!row.rule.is_empty() && known.rule == row.rule));
                all.push(found($section, row, if by.is_some() { "kept" } else { "missing" }, code(by), context));
            }
        )* };
    }
    by_code!("step" steps, "field" fields, "approval" approvals, "remind" reminders, "escalate" escalations, "form" forms);
    table(say!(context.lang, "The policy beside {name}", "制度与 {name} 对照"), all, context)
}

fn code<R: Named>(row: Option<&R>) -> String {
    row.map(|row| row.code().to_string()).unwrap_or_default()
}

fn found<R: Named>(
    section: &'static str,
    row: &R,
    standing: &'static str,
    by: String,
    context: &ReportContext<'_>,
) -> Found {
    let article = match row.cite().get(context.lang) {
        "" => {
            if row.rule().is_empty() {
                row.code().to_string()
            } else {
                row.rule().to_string()
            }
        }
        cite => cite.to_string(),
    };
    Found { article, section, title: row.title().get(context.lang).to_string(), standing, by }
}

/// A limit of the desk of the same name that is no longer, for all cases of which the pack's row speaks or for each.
fn limit(row: &Limit, own: &Policy) -> (&'static str, String) {
    let same: Vec<&Limit> = own.limits.iter().filter(|known| limit_name(known) == limit_name(row)).collect();
    let start = |row: &Limit| if row.from.is_empty() { "received".into() } else { row.from.clone() };
    // Nothing begins before the receipt.
    let fits = |known: &&&Limit| {
        length(known.length()) <= length(row.length()) && (start(known) == start(row) || start(known) == "received")
    };
    let speaks = |known: &&&Limit| known.when.0.is_empty() || known.when == row.when;
    if let Some(kept) = same.iter().filter(speaks).find(fits) {
        return ("kept", kept.code.to_string());
    }
    // Rows for parts of the cases: whether they speak of every case cannot be seen, but none may be too long.
    match same.iter().find(|known| !fits(known)) {
        Some(longer) => ("longer", longer.code.to_string()),
        None if same.is_empty() => ("missing", String::new()),
        None => ("partly", same.iter().map(|known| known.code.as_str()).collect::<Vec<_>>().join(" ")),
    }
}

/// Whether a gate of the desk refuses at least what the pack's gate does.
fn covers(own: &Gate, row: &Gate) -> bool {
    let has = |all: &[crate::domain::Code], wanted: &[crate::domain::Code]| wanted.iter().all(|one| all.contains(one));
    let speaks = own.when.0.is_empty() || own.when == row.when;
    let must = row.must.0.iter().all(|(fact, test)| own.must.0.get(fact) == Some(test));
    has(&own.on, &row.on)
        && speaks
        && must
        && has(&own.needs.fields, &row.needs.fields)
        && has(&own.needs.steps, &row.needs.steps)
        && has(&own.needs.approvals, &row.needs.approvals)
        && has(&own.after, &row.after)
        && (own.severity == Severity::Refuse || row.severity == Severity::Warn)
}

/// The rows of a policy that keep a clause.
type RowsOf = fn(&Policy) -> Vec<&dyn Named>;

/// A clause of ISO 10002:2018, with what of a policy keeps it: the rows, or `None` where no row can show it.
struct Clause {
    number: &'static str,
    title: Two,
    rows: Option<RowsOf>,
}

fn rows<'p, R: Named + 'p>(all: impl Iterator<Item = &'p R>) -> Vec<&'p dyn Named> {
    all.map(|row| row as &dyn Named).collect()
}

/// The clauses, in their order; numbers and titles as in ISO 10002:2018, the words our own.
const CLAUSES: &[Clause] = &[
    Clause {
        number: "5.3",
        title: Two("a policy for complaints", "投诉处理方针"),
        rows: Some(|p| rows(p.rules.iter())),
    },
    Clause {
        number: "5.4",
        title: Two("who is responsible", "职责与权限"),
        rows: Some(|p| rows(p.roles.iter().filter(|row| !row.part.is_empty()))),
    },
    Clause { number: "6.2", title: Two("objectives", "目标"), rows: None },
    Clause { number: "6.4", title: Two("resources", "资源"), rows: None },
    Clause {
        number: "7.1",
        title: Two("how to complain is made known", "公开投诉渠道和程序"),
        rows: Some(|p| rows(p.duties.iter())),
    },
    Clause {
        number: "7.2",
        title: Two("receipt, with a number", "接收并编号"),
        rows: Some(|p| rows(p.channels.iter())),
    },
    Clause { number: "7.3", title: Two("tracking", "跟踪"), rows: Some(|p| rows(p.limits.iter())) },
    Clause {
        number: "7.4",
        title: Two("acknowledgement", "告知收到"),
        rows: Some(|p| {
            let told = |code: &crate::domain::Code| code == "acknowledged" || code == "contacted";
            let limits = p.limits.iter().filter(|row| told(&row.until) || limit_name(row) == "contact");
            let gates =
                p.gates.iter().filter(|row| row.after.iter().any(told) || row.needs.fields.iter().any(|f| f == "told"));
            rows(limits).into_iter().chain(rows(gates)).collect()
        }),
    },
    Clause {
        number: "7.5",
        title: Two("first assessment: severity, safety, complexity", "初步评估"),
        rows: Some(|p| rows(p.categories.iter()).into_iter().chain(rows(p.majors.iter())).collect()),
    },
    Clause { number: "7.6", title: Two("investigation", "调查"), rows: Some(|p| rows(p.steps.iter())) },
    Clause {
        number: "7.7", title: Two("response and remedy", "答复与赔付"), rows: Some(|p| rows(p.remedies.iter()))
    },
    Clause {
        number: "7.8",
        title: Two("the decision is told with its reasons", "告知决定及理由"),
        rows: Some(|p| {
            rows(p.elements.iter()).into_iter().chain(rows(p.forms.iter().filter(|row| row.letter))).collect()
        }),
    },
    Clause {
        number: "7.9",
        title: Two("closing, and where to turn next", "结案与其他救济途径"),
        rows: Some(|p| rows(p.forms.iter().filter(|row| row.further != Title::default()))),
    },
    Clause {
        number: "8.1",
        title: Two("records are kept", "信息收集与保存"),
        rows: Some(|p| rows(p.retentions.iter())),
    },
    Clause { number: "8.2", title: Two("analysis", "分析评价"), rows: Some(|p| rows(p.causes.iter())) },
    Clause {
        number: "8.3",
        title: Two("satisfaction with the process", "满意度"),
        rows: Some(|p| rows(p.callbacks.iter())),
    },
    Clause { number: "8.4", title: Two("monitoring", "监视"), rows: Some(|p| rows(p.escalations.iter())) },
    Clause { number: "8.5", title: Two("audit", "审核"), rows: Some(|p| rows(p.spot_checks.iter())) },
    Clause { number: "8.6", title: Two("management review", "管理评审"), rows: Some(|p| rows(p.filings.iter())) },
    Clause {
        number: "8.7",
        title: Two("continual improvement", "持续改进"),
        rows: Some(|p| rows(p.improvements.iter())),
    },
];

/// ISO 10002's clauses beside the desk's policy.
#[must_use]
pub fn iso(own: &Policy, context: &ReportContext<'_>) -> Table {
    let all = CLAUSES.iter().map(|clause| {
        let rows = clause.rows.map(|rows| rows(own));
        let standing = match &rows {
            None => "by-hand",
            Some(rows) if rows.is_empty() => "missing",
            Some(_) => "kept",
        };
        let by: Vec<String> = rows.unwrap_or_default().iter().take(3).map(|row| row.code().to_string()).collect();
        Found {
            article: format!("ISO 10002:2018, {}", clause.number),
            section: "clause",
            title: clause.title.get(context.lang).into(),
            standing,
            by: by.join(" "),
        }
    });
    table(say!(context.lang, "The policy beside ISO 10002", "制度与 ISO 10002 对照"), all.collect(), context)
}

fn table(title: String, all: Vec<Found>, context: &ReportContext<'_>) -> Table {
    let lang = context.lang;
    let short = all.iter().filter(|found| matches!(found.standing, "missing" | "longer" | "partly")).count();
    let note = match short {
        0 => say!(lang, "nothing of it is missing", "无缺项"),
        n => say!(lang, "falls short in {n}", "有 {n} 项不足"),
    };
    let row = |found: &Found| Row {
        cells: vec![
            Cell::Text(found.article.clone()),
            Cell::Text(found.section.into()),
            Cell::Text(found.title.clone()),
            context.among(found.standing, STANDINGS),
            if found.by.is_empty() { Cell::Empty } else { Cell::Text(found.by.clone()) },
        ],
        tone: if matches!(found.standing, "missing" | "longer" | "partly") { Tone::Bad } else { Tone::Plain },
        ..Row::default()
    };
    Table {
        title,
        schema: "redress.policy-against/1",
        columns: context.columns(&["article", "section", "what", "standing", "rows"]),
        rows: all.iter().map(row).collect(),
        notes: vec![note],
        ..Table::default()
    }
}
