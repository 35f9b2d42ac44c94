//! `classify`.

use crate::cli::error::{CliError, Usage};
use crate::cli::given::set;
use crate::cli::spec::{CASE, CommandGroup, CommandRun, Spec, flag, switch};
use crate::cli::work::Work;
use crate::domain::gate::Classify;
use crate::text::Two;

/// classify
pub(super) const SPEC: Spec = Spec {
    name: "classify",
    zh: "定性",
    group: CommandGroup::Work,
    about: Two(
        "set category, nature, causes and own fields; limits are computed again",
        "确定类别、性质、原因和自定项，并重算时限",
    ),
    more: Two("redress classify 42 --category attitude", "redress 定性 42 --category 服务态度"),
    flags: &[
        CASE,
        flag("category", "C", "category", "投诉类别"),
        flag("nature", "N", "complaint, suggestion, enquiry …", "性质：投诉、意见建议、咨询等"),
        flag("cause", "C", "cause", "原因").many(),
        switch(
            "restricted",
            "from now on shown only to those who take part in it; says what stays in the log",
            "列为限制查看：此后只向参与办理的人员显示；并说明哪些内容仍留在日志中",
        ),
        flag("set", "FIELD=VALUE", "a field of the policy", "自定项：字段=值").many(),
    ],
    run: CommandRun::Work(|input, _| {
        let facts = ["category", "nature", "cause", "set"];
        if !input.on("restricted") && facts.iter().all(|fact| input.many(fact).is_empty()) {
            let missing = vec!["--category C".into()];
            return Err(CliError::Usage(Usage::Missing { missing, command: "classify".into() }));
        }
        Ok(Work::one(
            input,
            Classify {
                category: input.text("category"),
                nature: input.text("nature"),
                causes: input.many("cause"),
                set: set(input)?,
                restricted: input.on("restricted"),
            },
        ))
    }),
};
