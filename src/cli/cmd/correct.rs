//! `correct`: puts right what was wrongly registered, facts and private data of a party.

use crate::cli::context::Context;
use crate::cli::error::{CliError, Usage};
use crate::cli::given::set;
use crate::cli::private_file::key_named;
use crate::cli::spec::{CommandGroup, CommandRun, Spec};
use crate::command::flag::{CASE, Flag, Many, flag, flags};
use crate::command::input::Input;
use crate::command::work::Work;
use crate::domain::case::fact::CaseFact;
use crate::domain::gate::{Correct, CorrectParty};
use crate::domain::policy::{Field, Policy};
use crate::text::{Two, labels};

const PARTY: Flag = flag(
    "party",
    "ROLE|EVENT",
    "put right what is private of this party (name, phone, email, address, id_number, statement, place, demand): complainant, representative, or the event that named it (HQ:17)",
    "更正该当事人的个人信息（name、phone、email、address、id_number、statement、place、demand）：complainant 投诉人、representative 代表人，或登记该当事人的记录（HQ:17）",
);
const SET: Flag<Many> = flag("set", "FIELD=VALUE", "title, channel, source, source_ref, source_due, received, received_by, taken_by, against, respondents, owner, amount, causes_said, tags, anonymous, or a field of the policy; nothing after the = removes what was wrongly stated", "title、channel、source、source_ref、source_due、received、received_by、taken_by、against、respondents、owner、amount、causes_said、tags、anonymous 或自定项；等号后留空即删除误填的内容").many().required();
const REASON: Flag = flag("reason", "R", "why", "理由").required();

/// correct
pub(super) const SPEC: Spec = Spec {
    name: "correct",
    zh: "更正",
    group: CommandGroup::Work,
    about: Two("put facts of the registration right", "更正登记内容"),
    more: Two(
        "redress correct 42 --set channel=letter --reason \"it came by post\"\nredress correct 42 --party complainant --set phone=13912345670 --reason misheard",
        "redress 更正 42 --set channel=信件 --reason 实为来信\nredress 更正 42 --party 投诉人 --set phone=13912345670 --reason 听错号码",
    ),
    flags: flags![CASE, PARTY, SET, REASON],
    run: CommandRun::Work(correct),
};

fn correct(input: &Input, cx: &Context) -> Result<Work, CliError> {
    let mut pairs = set(input, SET, cx)?;
    let party = super::party::role(&input.text(PARTY));
    if !party.is_empty() {
        for (name, _) in &mut pairs {
            *name = key_named(name).map_or_else(|| std::mem::take(name), String::from);
        }
        return Ok(Work::one(input, CorrectParty { party, set: pairs, reason: input.text(REASON) }));
    }
    let policy = &cx.project()?.policy;
    for (name, value) in &mut pairs {
        let known = fact_named(name, policy);
        if known.is_none() && key_named(name).is_some() {
            let missing = vec![format!("--party complainant|EVENT ({name})")];
            return Err(CliError::Usage(Usage::Missing { missing, command: "correct".into() }));
        }
        *name = known.unwrap_or_else(|| std::mem::take(name));
        if name == "received" || (name == "source_due" && !value.is_empty()) {
            *value = cx.when(name, value, None)?.to_string();
        }
    }
    Ok(Work::one(input, Correct { set: pairs, reason: input.text(REASON) }))
}

/// The key of a fact that is named by its key, flag, label or title. A field of the policy with that code goes before all.
fn fact_named(name: &str, policy: &Policy) -> Option<String> {
    let own =
        |is: &dyn Fn(&Field) -> bool| policy.fields.iter().find(|field| is(field)).map(|field| field.code.to_string());
    let flag = name.replace('-', "_");
    let fact =
        || CaseFact::all().map(CaseFact::key).find(|key| *key == flag || labels::is(key, name)).map(String::from);
    own(&|field| field.code == name).or_else(fact).or_else(|| own(&|field| field.title.is(name)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    #[test]
    fn the_help_names_each_fact_that_can_be_corrected() {
        let set = SPEC.flags.iter().find(|flag| flag.name == "set").expect("a flag");
        for lang in [Lang::En, Lang::Zh] {
            let words: Vec<&str> = set.help.get(lang).split([',', ' ', '、']).collect();
            let unnamed = crate::domain::gate::verbs::correct::keys().filter(|key| !words.contains(key));
            assert_eq!(unnamed.collect::<Vec<_>>(), Vec::<&str>::new(), "{lang:?}");
        }
    }

    #[test]
    fn a_fact_is_named_by_key_flag_label_or_title() {
        let policy = crate::profile::resolve("bank", &serde_json::Value::Null).expect("a profile").policy;
        for (name, key) in [
            ("channel", "channel"),
            ("渠道", "channel"),
            ("投诉渠道", "channel"),
            ("source-due", "source_due"),
            ("Customer of", "owner"),
            ("收到", "received"),
            ("标题", "title"),
            ("recording", "recording"),
        ] {
            assert_eq!(fact_named(name, &policy).as_deref(), Some(key));
        }
        assert_eq!(["nonsense", "电话"].map(|name| fact_named(name, &policy)), [None, None]);
    }
}
