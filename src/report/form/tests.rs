//! The engine: what a template may do, what it prints, and what an error says.

use super::*;
use crate::domain::case::apply::fold;
use crate::report::context::tests::with_context;

const NASTY: &str = "# 题 | **粗** >>> {{ date }} \\n<b>";

/// A case with a title that looks like markup, and its events.
fn events() -> Vec<Event> {
    let title = serde_json::to_string(NASTY).expect("JSON");
    let lines = [
        format!(r#""opened":{{"channel":"phone","category":"attitude"}},"text":{{"title":{title}}}"#),
        r#""accepted":{"told":"phone"}"#.into(),
        r#""replied":{"to":["complainant","desk"],"answers":["complainant","desk"],"from":"taiyuan","handler":"li.na","elements":["findings"]},"text":{"findings":"first\nsecond"}"#.into(),
    ];
    let parse = |(i, line): (usize, &String)| {
        let n = i + 1;
        let head = format!(r#"{{"n":{n},"at":"2026-11-16T09:0{i}:00.000+08:00","by":"li.na","case":"HQ-2026-0001""#);
        Event::parse(format!(r#"{head},"seq":{n},{line}}}"#).as_bytes(), "HQ".parse().expect("a desk")).expect("a line")
    };
    lines.iter().enumerate().map(parse).collect()
}

/// What the template `x` prints, as markup and as a document.
fn printed(own: &[(&str, &str)]) -> Result<(String, Document), TemplateError> {
    let events = events();
    let case = fold(&events);
    let form = Form { code: "x".into(), letter: true, ..Form::default() };
    let own = own.iter().map(|(name, text)| ((*name).to_string(), (*text).to_string())).collect();
    let templates = Templates::with(own);
    with_context(|context| {
        let events: Vec<&Event> = events.iter().collect();
        let paper = Paper {
            form: &form,
            case: &case,
            events: &events,
            private: &PrivateData::default(),
            number: Some("HQ-X-2026-0001"),
            replaces: "",
            on: "2026-11-23T09:30:00.000+08:00".parse().expect("a moment"),
            by: "li.na",
            desk: "HQ",
        };
        let markup = templates.markup(&paper, context)?;
        let document = templates.document(&markup, &paper, context)?;
        Ok((markup, document))
    })
}

/// The names of everything that a template sees, `case.channel`.
pub(crate) fn names() -> Vec<String> {
    fn walk(value: &serde_json::Value, before: &str, all: &mut Vec<String>) {
        for (key, inner) in value.as_object().into_iter().flatten() {
            let name = if before.is_empty() { key.clone() } else { format!("{before}.{key}") };
            walk(inner, &name, all);
            all.push(name);
        }
    }
    let events = events();
    let (case, form) = (fold(&events), Form::default());
    let mut all = Vec::new();
    with_context(|context| {
        let events: Vec<&Event> = events.iter().collect();
        let private = PrivateData::default();
        let on = "2026-11-23T09:30:00.000+08:00".parse().expect("a moment");
        let paper = Paper {
            form: &form,
            case: &case,
            events: &events,
            private: &private,
            number: None,
            replaces: "",
            on,
            by: "li.na",
            desk: "HQ",
        };
        walk(&facts(&paper, context), "", &mut all);
    });
    all
}

fn fault(text: &str) -> (Option<usize>, TemplateFault) {
    let wrong = printed(&[("x.zh.md", text)]).expect_err(text);
    assert_eq!((wrong.file.as_str(), wrong.own), ("x.zh.md", true));
    (wrong.line, wrong.fault)
}

#[test]
fn a_value_never_becomes_markup() {
    let grid = "```grid\n| **t** | {{ case.title }} |\n```\n{{ case.title }}\n\n- {{ case.title ~ '#' }}\n\n{% set t %}{{ case.title }}{% endset %}\n{{ t }}";
    let (_, document) = printed(&[("x.zh.md", grid)]).expect("a document");
    let texts: Vec<String> = document.blocks.iter().map(|block| format!("{block:?}")).collect();
    assert_eq!(document.blocks.len(), 4, "{texts:#?}");
    let shown = format!("{NASTY:?}");
    for text in &texts[..2] {
        assert!(text.contains(&shown), "{text}");
    }
    assert_eq!(document.below, "编号：HQ-X-2026-0001");
    for filter in ["safe", "escape", "e"] {
        let (_, fault) = fault(&format!("{{{{ case.title|{filter} }}}}"));
        assert!(matches!(fault, TemplateFault::Wrong { .. }), "{fault:?}");
    }
}

#[test]
fn what_is_not_there_is_blank_and_what_is_mistyped_an_error() {
    let text = "{{ reply.lessons }}|{{ reply.lessons or blank }}|{{ reply.findings }}|{{ case.channel }}|{{ accepted.told }}|{{ date }}|{{ complainant.name }}|";
    let (markup, _) = printed(&[("x.zh.md", text)]).expect("markup");
    assert_eq!(markup, "|________|first\\nsecond|电话|电话|2026年11月23日||");
    let (line, wrong) = fault("a\n{{ reply.findngs }}");
    let TemplateFault::Unknown { name, known, nearest } = wrong else { panic!("{wrong:?}") };
    assert_eq!((line, name.as_str(), nearest.as_deref()), (Some(2), "reply.findngs", Some("findings")));
    assert!(known.iter().any(|key| key == "satisfaction") && !known.iter().any(|key| key == "limits"), "{known:?}");
    let (_, wrong) = fault("{{ complaint }}");
    assert!(
        matches!(&wrong, TemplateFault::Unknown { known, nearest: Some(near), .. } if near == "complainant" && known.len() > 20),
        "{wrong:?}"
    );
    assert!(matches!(fault("a\n\n{% if %}"), (Some(3), TemplateFault::Wrong { .. })));
    assert!(matches!(fault("```grid\n| a"), (None, TemplateFault::Markup(_))));
}

#[test]
fn a_template_works_and_prints_within_bounds_and_reads_no_other_file() {
    for endless in [
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        "{{ 'x' * 100000000 }}",
        "{% for a in range(90000) %}{{ case.title }}{{ case.title }}{{ case.title }}{% endfor %}",
    ] {
        assert_eq!(fault(endless).1, TemplateFault::Endless, "{endless}");
    }
    let long = "字".repeat(1000);
    assert_eq!(fault(&format!("{{% for a in range(400) %}}{long}{{% endfor %}}")).1, TemplateFault::TooLong);
    for name in ["../redress.toml", "/etc/passwd", "none.md"] {
        let (_, fault) = fault(&format!("{{% include \"{name}\" %}}"));
        assert_eq!(fault, TemplateFault::NotFound { name: name.into() });
    }
    let parts = [("x.zh.md", "{% include \"own.md\" %}b"), ("own.md", "a\n\n")];
    assert_eq!(printed(&parts).expect("markup").0, "a\n\nb");
    let none = printed(&[]).expect_err("no template");
    assert_eq!(none.fault, TemplateFault::NotFound { name: "x.zh.md".into() });
}
