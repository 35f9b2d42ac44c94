//! What each gate of the bank's policy is shown by: a case brought to its point, the command that is refused, what it needs.
//!
//! `who: ` before a command says who types it; Li Na of the head office's customer service otherwise.

/// A gate shown.
pub struct Row {
    /// The gate.
    pub gate: &'static str,
    /// The article that must be cited: its rule, and where the text has it.
    pub cites: (&'static str, &'static str),
    /// What goes before.
    pub before: &'static [&'static str],
    /// What is refused.
    pub refused: &'static str,
    /// What it needs.
    pub needs: &'static [&'static str],
    /// The command as it is taken then, where it is not the same.
    pub taken: &'static str,
}

const fn row(
    gate: &'static str,
    cites: (&'static str, &'static str),
    before: &'static [&'static str],
    refused: &'static str,
    needs: &'static [&'static str],
    taken: &'static str,
) -> Row {
    Row { gate, cites, before, refused, needs, taken }
}

const CALL: &str = "intake --title 柜台态度 --channel 电话 --category 服务态度 --accept";
const TO_TAIYUAN: &str = "assign 1 --unit taiyuan --person liu.yang";
/// An answer with all seven elements, for what is the customer's own responsibility.
const ANSWER: &str = "reply 1 --responsibility customer --findings 已核实 --staff-action 无 --lessons 加强告知 --explanation 已说明 \
                      --satisfaction satisfied --outcome explained";
/// The same to the customer only: the form is not back.
const HALF: &str = "reply 1 --to complainant --responsibility customer --findings 已核实 --explanation 已说明 \
                    --satisfaction satisfied --outcome explained";
const FORM: &str = "reply 1 --to desk --responsibility customer --findings 已核实 --staff-action 无 --lessons 加强告知 \
                    --explanation 已说明 --satisfaction satisfied";
/// An answer for what is the bank's.
const OURS: &str = "reply 1 --responsibility ours --findings 属实 --staff-action 批评教育 --lessons 开展培训 --satisfaction satisfied \
                    --outcome resolved";
const MEDIA: &str = "intake --title 记者来电 --channel 媒体 --category 服务态度";

pub const ROWS: &[Row] = &[
    // Article 6: complete papers.
    row(
        "complete",
        ("P7-A6b", "第六条"),
        &[
            CALL,
            TO_TAIYUAN,
            "reply 1 --to complainant --responsibility customer --findings 已核实 --explanation 已说明 --outcome explained",
        ],
        "close 1",
        &[FORM],
        "",
    ),
    // Article 7: the lesson in the reply is an improvement at once.
    row(
        "improved",
        ("P7-A7", "第七条"),
        &[
            CALL,
            TO_TAIYUAN,
            "step 1 apology",
            "reply 1 --to complainant --responsibility ours --findings 属实 --staff-action 批评教育 --outcome resolved",
        ],
        "close 1",
        &[
            "reply 1 --to desk --responsibility ours --findings 属实 --staff-action 批评教育 --lessons 开展培训 --satisfaction satisfied",
            "improve add --case 1 --title 增设窗口 --unit taiyuan --due +10wd",
        ],
        "",
    ),
    // Article 10: each channel's own path.
    row(
        "phone-form",
        ("P7-A10-phone-form", "第十条"),
        &[CALL],
        "assign 1 --unit taiyuan --form supervision",
        &[],
        "assign 1 --unit taiyuan --form transfer",
    ),
    row(
        "relisten",
        ("P7-A10-relisten", "第十条"),
        &["intake --title 汇款差错 --channel 电话 --category 工作失误 --amount 50000.01 --set recording=yes --accept"],
        TO_TAIYUAN,
        &["step 1 relisten", "zhou.tao: step 1 review"],
        "",
    ),
    row(
        "review-order",
        ("P7-A10-relisten", "第十条"),
        &["intake --title 汇款差错 --channel 电话 --category 工作失误 --amount 60000 --set recording=yes --accept"],
        "step 1 review",
        &["step 1 relisten"],
        "",
    ),
    row(
        "review-by",
        ("P7-A11-coi", "第十一条"),
        &[CALL, TO_TAIYUAN],
        "liu.yang: step 1 reverify",
        &[],
        "liu.yang: step 1 reverify --done-by zhou.tao",
    ),
    row(
        "review-unit",
        ("P7-A11-coi", "第十一条"),
        &["intake --title 柜台态度 --channel 电话 --category 服务态度 --against taiyuan --accept"],
        "sun.li: step 1 relisten",
        &[],
        "sun.li: step 1 relisten --done-by zhou.tao",
    ),
    row(
        "route-union",
        ("P7-A10-route", "第十条"),
        &["intake --title 柜台态度 --channel 电话 --category 服务态度 --set area=太原 --accept"],
        "assign 1 --unit taiyuan",
        &[],
        "assign 1 --unit hq-union",
    ),
    row(
        "route-down",
        ("P7-A10-route", "第十条"),
        &[
            "intake --title 柜台态度 --channel 电话 --category 服务态度 --set area=太原 --accept",
            "assign 1 --unit hq-union",
        ],
        "chen.hui: assign 1 --unit taiyuan",
        &[],
        "chen.hui: assign 1 --unit shanxi",
    ),
    row(
        "overseas",
        ("P7-A10-route", "第十条"),
        &["intake --title 海外汇款 --channel 电话 --category 工作失误 --set overseas=yes --accept"],
        TO_TAIYUAN,
        &["step 1 overseas-address"],
        "",
    ),
    row("two-outputs", ("P7-A10-two-outputs", "第十条"), &[CALL, TO_TAIYUAN, HALF], "close 1", &[FORM], ""),
    row(
        "web-form",
        ("P7-A10-web", "第十条"),
        &["intake --title 网银故障 --channel 网络 --category 工作失误 --accept"],
        "assign 1 --unit taiyuan --form supervision",
        &[],
        "assign 1 --unit taiyuan --form transfer",
    ),
    row(
        "visit-by",
        ("P7-A10-visit", "第十条"),
        &["intake --title 上门反映 --channel 上门 --category 服务态度"],
        "accept 1",
        &[],
        "accept 1 --done-by chen.hui",
    ),
    row(
        "visit-form",
        ("P7-A10-visit", "第十条"),
        &["chen.hui: intake --title 上门反映 --channel 上门 --category 服务态度 --accept"],
        "assign 1 --unit taiyuan",
        &[],
        "assign 1 --unit taiyuan --form supervision",
    ),
    row(
        "visit-feedback",
        ("P7-A10-visit", "第十条"),
        &[
            "chen.hui: intake --title 上门反映 --channel 上门 --category 服务态度 --accept",
            "assign 1 --unit taiyuan --form supervision",
            ANSWER,
        ],
        "close 1",
        &["step 1 feedback-union"],
        "",
    ),
    row(
        "letter-by",
        ("P7-A10-letter", "第十条"),
        &["intake --title 来信 --channel 信件 --category 服务态度"],
        "accept 1",
        &[],
        "accept 1 --done-by chen.hui",
    ),
    row(
        "letter-down",
        ("P7-A10-letter", "第十条"),
        &["chen.hui: intake --title 来信 --channel 信件 --category 服务态度 --accept"],
        "chen.hui: assign 1 --unit taiyuan",
        &["attach 1 letter.txt"],
        "chen.hui: assign 1 --unit shanxi --form supervision",
    ),
    row(
        "letter-up",
        ("P7-A10-letter", "第十条"),
        &[
            "chen.hui: intake --title 来信 --channel 信件 --category 服务态度 --accept",
            "attach 1 letter.txt",
            "assign 1 --unit shanxi --form supervision",
            ANSWER,
        ],
        "close 1",
        &["step 1 written-report"],
        "",
    ),
    row(
        "media-office",
        ("P7-A10-media", "第十条"),
        &[MEDIA, "step 1 report-office", "accept 1"],
        "assign 1 --unit taiyuan",
        &[],
        "assign 1 --unit hq-office",
    ),
    row(
        "superior-by",
        ("P7-A10-superior", "第十条"),
        &["intake --title 上级转来 --channel 上级行 --category 服务态度"],
        "accept 1",
        &[],
        "accept 1 --done-by chen.hui",
    ),
    row(
        "superior-up",
        ("P7-A10-superior", "第十条"),
        &["chen.hui: intake --title 上级转来 --channel 上级行 --category 服务态度 --accept", TO_TAIYUAN, ANSWER],
        "close 1",
        &["step 1 report-up"],
        "",
    ),
    row(
        "government-hq",
        ("P7-A10-gov", "第十条"),
        &["intake --title 信访转来 --channel 政府部门 --received-by hq-office --category 服务态度 --accept"],
        "assign 1 --unit taiyuan",
        &[],
        "assign 1 --unit hq-union",
    ),
    row(
        "government-branch",
        ("P7-A10-gov", "第十条"),
        &["intake --title 信访转来 --channel 政府部门 --received-by shanxi --category 服务态度 --accept"],
        "assign 1 --unit taiyuan",
        &[],
        "assign 1 --unit sx-union",
    ),
    // Article 11: not by who is party to it.
    row(
        "respondent",
        ("P7-A11-coi", "第十一条"),
        &["intake --title 柜台态度 --channel 电话 --category 服务态度 --respondent zhou.tao"],
        "zhou.tao: accept 1",
        &[],
        "zhou.tao: accept 1 --done-by li.na",
    ),
    // Article 14: what each class asks for.
    row(
        "apology",
        ("P7-A14-fault", "第十四条"),
        &[CALL, TO_TAIYUAN],
        "reply 1 --to complainant --responsibility ours --findings 属实",
        &["step 1 apology"],
        "reply 1 --to complainant --responsibility ours --findings 属实 --staff-action 批评教育",
    ),
    row(
        "loss",
        ("P7-A14-comp", "第十四条"),
        &[
            "intake --title 重复扣款 --channel 电话 --category 工作失误 --set loss=500 --accept",
            TO_TAIYUAN,
            "step 1 apology",
            OURS,
        ],
        "close 1",
        &["step 1 compensation-refused"],
        "",
    ),
    row(
        "compensation-basis",
        ("P7-A14-comp", "第十四条"),
        &[CALL, TO_TAIYUAN, "step 1 apology"],
        "reply 1 --responsibility ours --findings 属实 --staff-action 批评教育 --lessons 开展培训 --satisfaction satisfied --compensation 500",
        &["classify 1 --set compensation_basis=赔偿办法第三条"],
        "",
    ),
    row(
        "product-lead",
        ("P7-A14-product", "第十四条"),
        &["intake --title 理财产品 --channel 电话 --category 服务产品 --accept"],
        "assign 1 --unit taiyuan",
        &[],
        "assign 1 --unit hq-product --assist taiyuan",
    ),
    row(
        "product-assist",
        ("P7-A14-product", "第十四条"),
        &["intake --title 理财产品 --channel 电话 --category 服务产品 --accept"],
        "assign 1 --unit hq-product",
        &[],
        "assign 1 --unit hq-product --assist taiyuan",
    ),
    row(
        "product-beyond",
        ("P7-A14-product", "第十四条"),
        &[
            "intake --title 利率 --channel 电话 --category 服务产品 --accept",
            "assign 1 --unit hq-product --assist taiyuan",
            "classify 1 --set beyond_authority=yes",
        ],
        "reply 1 --to complainant --responsibility none --findings 已核实",
        &["step 1 report-up", "step 1 alternative"],
        "reply 1 --to complainant --responsibility none --findings 已核实 --explanation 利率由上级规定",
    ),
    row(
        "violation",
        ("P7-A14-violation", "第十四条"),
        &["intake --title 违规销售 --channel 电话 --category 违规操作 --accept", TO_TAIYUAN],
        ANSWER,
        &["step 1 nature-finding"],
        "",
    ),
    row(
        "violation-by",
        ("P7-A14-violation", "第十四条"),
        &["intake --title 违规销售 --channel 电话 --category 违规操作 --against taiyuan --accept", TO_TAIYUAN],
        "liu.yang: step 1 nature-finding",
        &[],
        "liu.yang: step 1 nature-finding --done-by wu.di",
    ),
    row(
        "crime",
        ("P7-A14-crime", "第十四条"),
        &["intake --title 举报 --channel 电话 --category 金融犯罪 --accept"],
        "assign 1 --unit taiyuan",
        &[],
        "assign 1 --unit sx-inspection",
    ),
    row(
        "anonymous-faith",
        ("P7-A14-anon", "第十四条"),
        &["intake --title 匿名来电 --channel 电话 --category 匿名投诉 --anonymous --accept", TO_TAIYUAN],
        "reply 1 --responsibility none --findings 已核实 --staff-action 无 --lessons 无 --explanation 查无实据 --satisfaction not-applicable",
        &["classify 1 --set good_faith=bad"],
        "",
    ),
    row(
        "anonymous-verified",
        ("P7-A14-anon", "第十四条"),
        &[
            "intake --title 匿名来电 --channel 电话 --category 匿名投诉 --anonymous --set good_faith=善意 --accept",
            TO_TAIYUAN,
        ],
        "reply 1 --responsibility none --findings 已核实 --staff-action 无 --lessons 无 --explanation 查无实据 --satisfaction not-applicable",
        &["step 1 verify-anonymous"],
        "",
    ),
    // Article 15: not our fault.
    row(
        "explained",
        ("P7-A15", "第十五条"),
        &[CALL, TO_TAIYUAN],
        "reply 1 --to complainant --responsibility customer --findings 已核实",
        &[],
        "reply 1 --to complainant --responsibility customer --findings 已核实 --explanation 已说明",
    ),
    row(
        "refused",
        ("P7-A15", "第十五条"),
        &[CALL, TO_TAIYUAN],
        "reply 1 --to complainant --responsibility undetermined --findings 已核实 --outcome refused",
        &["step 1 alternative"],
        "reply 1 --to complainant --responsibility undetermined --findings 已核实 --outcome refused --explanation 不符合规定",
    ),
    // Article 16: the media.
    row("office-first", ("P7-A16-a", "第十六条"), &[MEDIA], "accept 1", &["step 1 report-office"], ""),
    row(
        "office-lead",
        ("P7-A10-press", "第十六条"),
        &[CALL, "classify 1 --set media=lead"],
        TO_TAIYUAN,
        &["step 1 report-office"],
        "",
    ),
    row(
        "media-consent",
        ("P7-A16-b", "第十六条"),
        &[MEDIA, "step 1 report-office", "accept 1"],
        "step 1 media-contact",
        &["wang.fang: approve 1 media-contact"],
        "",
    ),
    row(
        "media-upward",
        ("P7-A16-c", "第十六条"),
        &[MEDIA, "classify 1 --set media_level=provincial", "step 1 report-office", "accept 1"],
        "assign 1 --unit hq-office",
        &["step 1 report-office-1", "step 1 report-office-hq"],
        "",
    ),
    row(
        "media-order",
        ("P7-A16-c", "第十六条"),
        &[MEDIA, "classify 1 --set media_level=central"],
        "step 1 report-office-hq",
        &["step 1 report-office-1"],
        "",
    ),
    row(
        "repaired",
        ("P7-A10-press", "第十六条"),
        &[
            "intake --title 网上曝光 --channel 电话 --category 服务态度 --set media=published",
            "step 1 report-office",
            "accept 1",
            TO_TAIYUAN,
            ANSWER,
        ],
        "close 1",
        &["step 1 repair"],
        "",
    ),
    // Article 17: going to court.
    row(
        "leader-first",
        ("P7-A17", "第十七条"),
        &[CALL, "classify 1 --set legal=yes"],
        "step 1 legal-referral",
        &["step 1 report-leader"],
        "",
    ),
    row(
        "opinion-after",
        ("P7-A17", "第十七条"),
        &[CALL, "classify 1 --set legal=yes", "step 1 report-leader"],
        "step 1 legal-opinion",
        &["step 1 legal-referral"],
        "",
    ),
    row(
        "opinion-first",
        ("P7-A17", "第十七条"),
        &[CALL, "classify 1 --set legal=yes", TO_TAIYUAN],
        ANSWER,
        &["step 1 report-leader", "step 1 legal-referral", "step 1 legal-opinion"],
        "",
    ),
    // Article 18: complained about again.
    row(
        "again",
        ("P7-A18", "第十八条"),
        &[
            CALL,
            TO_TAIYUAN,
            ANSWER,
            "close 1",
            "intake --title 再次投诉 --channel 电话 --category 服务态度 --repeat-of 1 --accept",
            "assign 2 --unit taiyuan --person liu.yang",
        ],
        "reply 2 --to complainant --responsibility customer --findings 已核实 --explanation 已说明",
        &["step 2 cause-analysis", "step 2 reverify"],
        "",
    ),
    row(
        "again-tracked",
        ("P7-A18", "第十八条"),
        &[
            CALL,
            "intake --title 前次投诉 --channel 电话",
            "link 1 2 --kind repeat",
            TO_TAIYUAN,
            "step 1 cause-analysis",
            "step 1 reverify",
            ANSWER,
        ],
        "close 1",
        &["step 1 tracking"],
        "",
    ),
    // Article 19: withdrawals.
    row(
        "withdrawal-check",
        ("P7-A19", "第十九条"),
        &["intake --title 柜台态度 --channel 电话 --category 服务态度 --against taiyuan --accept"],
        "withdraw 1 --voluntary --reason 误会 --checked-by sun.li",
        &[],
        "withdraw 1 --voluntary --reason 误会 --checked-by zhou.tao",
    ),
    // Article 21: supervision.
    row(
        "supervise-by",
        ("P7-A21-supervise", "第二十一条"),
        &[CALL],
        "supervise 1 --reason 重点督办",
        &[],
        "supervise 1 --reason 重点督办 --done-by chen.hui",
    ),
    // What every profile has.
    row(
        "decline-unit",
        ("decline-unit", "回避原则"),
        &["intake --title 柜台态度 --channel 电话 --category 服务态度 --against taiyuan"],
        "liu.yang: decline 1 --reason 不属实",
        &[],
        "liu.yang: decline 1 --reason 不属实 --done-by li.na",
    ),
    row("filed", ("filed", "存档条件"), &[CALL, TO_TAIYUAN], "close 1 --outcome filed", &[HALF, FORM], ""),
];
