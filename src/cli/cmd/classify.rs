//! `classify`: class, nature, causes and fields of the policy; sets the limits of its class.

use crate::cli::error::{CliError, Usage};
use crate::cli::given::set;
use crate::cli::spec::{CommandGroup, CommandRun, Spec};
use crate::command::flag::{CASE, Flag, Many, Switch, flag, flags, switch};
use crate::command::work::Work;
use crate::domain::gate::Classify;
use crate::text::Two;

const CATEGORY: Flag = flag("category", "C", "category", "投诉类别");
const NATURE: Flag = flag("nature", "N", "complaint, suggestion, enquiry …", "性质：投诉、意见建议、咨询等");
const CAUSE: Flag<Many> = flag("cause", "C", "cause", "原因").many();
const RESTRICTED: Flag<Switch> = switch(
    "restricted",
    "from now on shown only to those who take part in it; says what stays in the log",
    "列为限制查看：此后只向参与办理的人员显示；并说明哪些内容仍留在日志中",
);
const SET: Flag<Many> = flag("set", "FIELD=VALUE", "a field of the policy", "自定项：字段=值").many();

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
    flags: flags![CASE, CATEGORY, NATURE, CAUSE, RESTRICTED, SET],
    run: CommandRun::Work(|input, cx| {
        if !flags![CATEGORY, NATURE, CAUSE, SET, RESTRICTED].iter().any(|flag| input.has(flag)) {
            let missing = vec![CATEGORY.shown()];
            return Err(CliError::Usage(Usage::Missing { missing, command: "classify".into() }));
        }
        Ok(Work::one(
            input,
            Classify {
                category: input.text(CATEGORY),
                nature: input.text(NATURE),
                causes: input.many(CAUSE),
                set: set(input, SET, cx)?,
                restricted: input.on(RESTRICTED),
            },
        ))
    }),
};
