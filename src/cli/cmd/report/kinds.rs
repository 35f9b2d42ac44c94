//! The kinds of report: what each is called, counts, takes and makes. A new report is one row here and one file in `report/`.

use super::measured::{FigureLayout, MeasuredKind};
use super::{ACROSS, BY, CASES, COMPARE, EXTERNAL, FIRST, MEASURE, PERIOD, PERSON, SECOND, UNIT};
use super::{Asked, counts, events, filing, measured, papers};
use crate::cli::error::CliError;
use crate::cli::selection::WHERE;
use crate::command::flag::{AnyFlag, flags};
use crate::document::Document;
use crate::document::table::Table;
use crate::domain::case::Case;
use crate::domain::query::term::Filter;
use crate::report::context::ReportContext;
use crate::report::definition::Definition;
use crate::report::measures::Aside;
use crate::report::{
    ageing, archive, callbacks, conformance, dashboard, due, duties, exceptions, filing_columns, filings, hotspots,
    major, overdue, papers_compared, reconcile, register, spot_checks, stats, summary, supervised, todo, withdrawals,
    wording,
};
use crate::text::Two;

/// Makes a report that is a document.
type MakeDocument = fn(&Asked<'_>) -> Result<Document, CliError>;

/// A kind of report.
pub(super) struct ReportKind {
    pub(super) en: &'static str,
    pub(super) zh: &'static str,
    pub(super) definition: &'static Definition,
    /// Of the flags that not every kind takes, those that it takes.
    takes: &'static [AnyFlag],
    /// Whether `--unit` and `--person` choose the cases that it is made of, by who holds them.
    pub(super) of_cases: bool,
    /// Of which cases it says anything: those of which one of these is so. Others need not be read; `None`: it may of any.
    only: Option<&'static [&'static str]>,
    /// Which of them it says something of: the others take no memory.
    pub(super) keep: fn(&Case, &ReportContext<'_>) -> bool,
    pub(super) make: fn(&Asked<'_>) -> Result<Table, CliError>,
    /// The measures of which it is made.
    pub(super) measured: Option<MeasuredKind>,
    /// The document that formats for readers show in the place of the table.
    pub(super) document: Option<MakeDocument>,
    /// Whether it shows what `--fail-if-any` asks for.
    pub(super) any: fn(&Table) -> bool,
}

impl ReportKind {
    /// The cases of which it says anything.
    pub(super) fn looks_at(&self) -> Filter {
        self.only.map_or_else(Filter::default, Filter::is_any)
    }

    pub(super) fn takes(&self, flag: &AnyFlag) -> bool {
        // Terms choose cases, of which these tell nothing.
        if flag.name == WHERE.name {
            return !matches!(self.en, "duties" | "filings" | "diff");
        }
        self.takes.iter().any(|taken| taken.name == flag.name)
    }
}

const ALL: &[AnyFlag] = flags![PERIOD, UNIT, PERSON];

/// What the reports on limits look at; a case that is not understood is told, and left out.
const OVERDUE: Option<&[&str]> = Some(&["overdue", "not-understood"]);
const PENDING: Option<&[&str]> = Some(&["pending", "not-understood"]);

/// What most kinds are.
const fn of_cases(
    en: &'static str,
    zh: &'static str,
    definition: &'static Definition,
    make: fn(&Asked<'_>) -> Result<Table, CliError>,
) -> ReportKind {
    let any: fn(&Table) -> bool = |table| !table.rows.is_empty();
    ReportKind {
        en,
        zh,
        definition,
        takes: ALL,
        of_cases: true,
        only: None,
        keep: |_, _| true,
        make,
        measured: None,
        document: None,
        any,
    }
}

/// What a kind made of measures is: it reads the cases by itself, and keeps none.
const fn of_measures(
    (en, zh): (&'static str, &'static str),
    definition: &'static Definition,
    measured: MeasuredKind,
) -> ReportKind {
    ReportKind {
        takes: flags![PERIOD, UNIT, PERSON, BY, MEASURE, COMPARE, CASES, EXTERNAL],
        of_cases: false,
        only: Some(&[]),
        measured: Some(measured),
        ..of_cases(en, zh, definition, measured::make)
    }
}

/// The definition of a kind made of measures; those define themselves.
const fn measures_by(title: Two, row: Two) -> Definition {
    Definition {
        title,
        row,
        cohort: Two("as each measure below says; without a period: see there", "见下列各指标；未指定时间段时见各指标"),
        clock: Two(
            "by when it happened, not by when it was recorded; as each measure says",
            "以实际发生时间为准，而非登记时间；见各指标",
        ),
        exclusions: Two(
            "voided cases, duplicates and what is no complaint, of every measure; what each measure says",
            "各指标均不计已作废的件、重复件和非投诉；其余见各指标",
        ),
        columns: crate::report::measured::FIGURE,
    }
}

const BY_GROUP: Two = Two(
    "a group of --by: of each measure the figure and the counts it is made of",
    "--by 的一个分组：列出各指标的数值及其计算基数",
);
const MEASURES: Definition = measures_by(
    Two("Measures", "投诉指标表"),
    Two("a figure: of a measure, and a group of --by if given", "一项数值：一个指标，指定 --by 时为一个分组的指标"),
);
const PERFORMANCE: Definition = measures_by(Two("Performance", "投诉处理考核表"), BY_GROUP);
const SATISFACTION: Definition = measures_by(Two("Satisfaction", "满意度统计表"), BY_GROUP);
const WORKLOAD: Definition = measures_by(Two("Workload", "工作量统计表"), BY_GROUP);
const TREND: Definition = measures_by(Two("Trend", "投诉趋势表"), BY_GROUP);

pub(super) const KINDS: &[ReportKind] = &[
    ReportKind {
        only: OVERDUE,
        ..of_cases("overdue", "超期", &overdue::DEFINITION, |a| {
            Ok(overdue::overdue_in(&a.seen.cases, a.period.as_ref(), a.context))
        })
    },
    ReportKind {
        only: PENDING,
        ..of_cases("due", "到期", &due::DEFINITION, |a| {
            Ok(due::due(&a.seen.cases, &a.period.unwrap_or_else(|| due::ahead(a.context)), a.context))
        })
    },
    // A closed duplicate may owe the answer of another case, closed or not: it looks at all.
    ReportKind {
        takes: flags![UNIT, PERSON],
        // What is still to be given to a unit is in nobody's hands yet.
        of_cases: false,
        ..of_cases("todo", "待办", &todo::DEFINITION, |a| Ok(todo::todo(&a.seen.cases, a.whose, a.context)))
    },
    ReportKind {
        only: Some(&["supervised"]),
        ..of_cases("supervised", "督办", &supervised::DEFINITION, |a| {
            Ok(supervised::supervised(&a.seen.cases, a.period.as_ref(), a.context))
        })
    },
    ReportKind {
        keep: |case, context| !major::why(case, context.policy).is_empty(),
        ..of_cases("major", "重大", &major::DEFINITION, |a| {
            Ok(major::major(&a.seen.cases, a.period.as_ref(), a.context))
        })
    },
    ReportKind {
        keep: |case, _| !case.wishes.is_empty(),
        ..of_cases("withdrawals", "撤诉", &withdrawals::DEFINITION, |a| {
            Ok(withdrawals::withdrawals(&a.seen.cases, a.period.as_ref(), a.context))
        })
    },
    ReportKind {
        keep: callbacks::says_of,
        ..of_cases("callbacks", "回访", &callbacks::DEFINITION, |a| {
            Ok(callbacks::callbacks(&a.seen.cases, a.period.as_ref(), a.context))
        })
    },
    ReportKind {
        keep: spot_checks::says_of,
        ..of_cases("spot-checks", "抽查", &spot_checks::DEFINITION, |a| {
            Ok(spot_checks::spot_checks(&a.seen.cases, a.period.as_ref(), a.context))
        })
    },
    of_cases("exceptions", "例外", &exceptions::DEFINITION, events::exceptions),
    ReportKind {
        takes: flags![PERIOD, UNIT, PERSON, CASES],
        of_cases: false,
        only: Some(&[]),
        ..of_cases("wording", "用语", &wording::DEFINITION, super::wording::make)
    },
    ReportKind {
        takes: flags![PERIOD, UNIT],
        of_cases: false,
        only: Some(&[]),
        any: duties::has_gaps,
        ..of_cases("duties", "日常检查", &duties::DEFINITION, events::duties)
    },
    ReportKind {
        of_cases: true,
        ..of_cases("register", "登记簿", &register::DEFINITION, |a| {
            Ok(register::register(&a.seen.cases, a.period.as_ref(), a.context))
        })
    },
    ReportKind {
        only: Some(&["repeat"]),
        ..of_cases("repeat", "再次投诉", &register::REPEAT, |a| {
            Ok(register::repeat(&a.seen.cases, a.period.as_ref(), a.context))
        })
    },
    ReportKind {
        takes: flags![UNIT, PERSON, BY, CASES],
        of_cases: false,
        only: Some(&[]),
        ..of_cases("ageing", "账龄", &ageing::DEFINITION, counts::ages)
    },
    of_measures(
        ("measures", "指标"),
        &MEASURES,
        MeasuredKind {
            measures: &[],
            by: "",
            layout: FigureLayout::Long,
            of_a_year: false,
            schema: "redress.measures/1",
        },
    ),
    of_measures(
        ("performance", "考核"),
        &PERFORMANCE,
        MeasuredKind {
            measures: &["on-time", "upheld", "satisfied", "returned"],
            by: "unit",
            layout: FigureLayout::Assessed(&[
                ("on-time", Aside::Exempted),
                ("on-time", Aside::NotTold),
                ("on-time", Aside::SentBack),
            ]),
            of_a_year: false,
            schema: "redress.performance/1",
        },
    ),
    of_measures(
        ("satisfaction", "满意度"),
        &SATISFACTION,
        MeasuredKind {
            measures: &["coverage", "resolved", "satisfied"],
            by: "unit",
            layout: FigureLayout::Wide(&[
                ("resolved", Aside::Unreached),
                ("resolved", Aside::ByHandler),
                ("resolved", Aside::Later),
                ("satisfied", Aside::InForm),
            ]),
            of_a_year: false,
            schema: "redress.satisfaction/1",
        },
    ),
    of_measures(
        ("workload", "工作量"),
        &WORKLOAD,
        MeasuredKind {
            measures: &["received", "handling-time", "pending", "overdue"],
            by: "unit,person",
            layout: FigureLayout::Wide(&[("overdue", Aside::Unexplained)]),
            of_a_year: false,
            schema: "redress.workload/1",
        },
    ),
    of_measures(
        ("trend", "趋势"),
        &TREND,
        MeasuredKind {
            measures: &["received", "on-time", "handling-time", "upheld", "satisfied"],
            by: "month",
            layout: FigureLayout::Wide(&[("received", Aside::Duplicates)]),
            of_a_year: true,
            schema: "redress.trend/1",
        },
    ),
    ReportKind {
        takes: flags![PERIOD, BY, CASES],
        of_cases: false,
        only: Some(&[]),
        ..of_cases("hotspots", "热点", &hotspots::DEFINITION, counts::hotspots)
    },
    ReportKind {
        takes: flags![PERIOD, BY, CASES],
        of_cases: false,
        only: Some(&[]),
        ..of_cases("reconcile", "勾稽核对", &reconcile::DEFINITION, events::reconcile)
    },
    ReportKind {
        of_cases: false,
        only: Some(&[]),
        ..of_cases("archive", "归档目录", &archive::DEFINITION, events::archive)
    },
    ReportKind {
        takes: flags![PERIOD, CASES],
        of_cases: false,
        only: Some(&[]),
        any: conformance::has_broken,
        ..of_cases("conformance", "制度执行自查", &conformance::DEFINITION, events::conformance)
    },
    ReportKind {
        takes: flags![PERIOD, UNIT],
        of_cases: false,
        only: Some(&[]),
        any: filings::has_overdue,
        ..of_cases("filings", "报送", &filings::DEFINITION, events::filings)
    },
    ReportKind {
        takes: flags![FIRST, PERIOD, UNIT],
        of_cases: false,
        only: Some(&[]),
        ..of_cases("filing", "报送材料", &filing_columns::DEFINITION, filing::columns)
    },
    ReportKind {
        takes: flags![FIRST, SECOND],
        of_cases: false,
        only: Some(&[]),
        ..of_cases("diff", "报送比较", &papers_compared::DEFINITION, events::diff)
    },
    ReportKind {
        takes: flags![PERIOD, CASES],
        of_cases: false,
        only: Some(&[]),
        document: Some(papers::summary),
        ..of_cases("summary", "总结", &summary::DEFINITION, papers::summary_figures)
    },
    ReportKind {
        takes: flags![],
        of_cases: false,
        only: Some(&[]),
        document: Some(papers::dashboard),
        ..of_cases("dashboard", "看板", &dashboard::DEFINITION, papers::summary_figures)
    },
    // It counts without reading the cases.
    ReportKind {
        takes: flags![PERIOD, BY, ACROSS, COMPARE, CASES, EXTERNAL],
        of_cases: false,
        only: Some(&[]),
        ..of_cases("stats", "统计", &stats::DEFINITION, counts::stats)
    },
];

#[cfg(test)]
mod tests {
    use super::{KINDS, ReportKind};
    use crate::report::measures::ALL;
    use crate::text::{Lang, labels};

    #[test]
    fn every_definition_is_complete_and_its_columns_have_headings() {
        for ReportKind { definition, .. } in KINDS {
            for (key, _, text) in definition.parts() {
                assert!(!text.0.is_empty() && !text.1.is_ascii(), "{} {key}", definition.title.0);
            }
            for key in definition.columns {
                assert!(labels::find(key).is_some(), "{key} has no heading");
            }
            let page = crate::report::sample::rendered(&definition.page(Lang::Zh), 80);
            assert!(page.contains(definition.columns[0]) && page.contains(definition.title.1));
            assert_eq!(definition.json("x", Lang::En)["cohort"], definition.cohort.0);
        }
    }

    #[test]
    fn the_measures_of_a_kind_exist() {
        for measured in KINDS.iter().filter_map(|kind| kind.measured) {
            assert_eq!(
                measured.all().len(),
                if measured.measures.is_empty() { ALL.len() } else { measured.measures.len() }
            );
        }
    }

    #[test]
    fn every_kind_is_named_where_people_look_for_it() {
        let pages = [include_str!("../../../../docs/cli.md"), include_str!("../../../../README.md")];
        let pages_zh = [include_str!("../../../../README.zh.md")];
        let (help, spec) = (super::super::SPEC.flags[0].help, super::super::SPEC.about);
        for kind in KINDS {
            for text in pages.into_iter().chain([help.0, spec.0]) {
                assert!(text.contains(kind.en), "{}", kind.en);
            }
            for text in pages_zh.into_iter().chain([help.1, spec.1]) {
                assert!(text.contains(kind.zh) || text.contains(kind.en), "{}", kind.zh);
            }
        }
    }
}
