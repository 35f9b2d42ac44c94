//! Topics of complaints, in Chinese.

use super::parts::Topic;

/// Mistakes, attitude, management.
#[rustfmt::skip]
pub(super) const GENERAL: &[Topic] = &[
    Topic {
        category: "error", cause: "staff-error", products: &["定期存款", "活期存款", "通知存款"], sum: Some((800, 60_000)),
        titles: &["{spot}办理{product}存期录入有误", "{when}办理{product}后发现凭证金额与实存不符", "{product}户名登记有误，取款受阻"],
        statements: &["柜员把存期办错了，我到期取款时才知道。", "回家后发现凭证上的金额和我交的现金对不上。", "户名录错一个字，取款时说证件不符不给办。"],
        findings: &["柜员录入时未与客户复述核对，凭证由客户签字后直接归档。", "当日该窗口连续办理多笔业务，录入后未执行换人复核。"],
        lessons: &["大额和定期业务必须唱收唱付、双人复核。", "录入关键要素后须请客户复述确认。"],
    },
    Topic {
        category: "error", cause: "staff-error", products: &["跨行汇款", "本行转账", "异地汇款"], sum: Some((500, 90_000)),
        titles: &["{product}收款信息录错被退回", "{when}办理{product}，{wait}后仍未入账", "{spot}办理{product}手续费多收"],
        statements: &["柜员把收款账号输错一位，款项被退回，耽误我付货款。", "说好实时到账，结果一直没有入账，打了几次电话都让我等。", "手续费收得比公示的多，问了才退。"],
        findings: &["柜员录入收款信息时未要求客户逐项核对。", "汇款因要素不全挂账，后台未及时通知网点。", "手续费按旧标准收取，网点未更新收费表。"],
        lessons: &["汇款要素须由客户在确认屏上逐项核对。", "挂账汇款当日必须通知网点并联系客户。"],
    },
    Topic {
        category: "error", cause: "staff-error", products: &["借记卡", "社保卡", "存折"], sum: None,
        titles: &["{product}挂失补办信息登记有误", "{when}新办{product}当天无法使用", "{spot}补办{product}后原签约业务失效"],
        statements: &["补办后发现预留信息是别人的，验证一直通不过。", "新卡拿到手就不能用，来回跑了三趟。", "补卡之后水电代扣全断了，没有人提前告诉我。"],
        findings: &["补办时沿用了旧的预留信息，未请客户确认。", "制卡数据未及时激活，网点未作测试。"],
        lessons: &["补卡换卡必须当场测试可用。", "办理前须告知签约业务需要重新办理。"],
    },
    Topic {
        category: "error", cause: "system", products: &["代发工资", "代发养老金", "代扣水电费"], sum: Some((200, 9_000)),
        titles: &["{product}{when}未按时入账", "{product}重复扣款", "{product}名单遗漏，{when}未到账"],
        statements: &["往月都是当天到账，这次拖了好几天。", "同一个月扣了两次，找网点说不归他们管。", "单位说已经发了，卡里一直没有。"],
        findings: &["批量文件格式有误，系统拒收后未及时通知委托单位。", "批量处理中断后重新提交，未作重复检查。"],
        lessons: &["批量业务须当日核对笔数金额。", "批量失败须当日通知委托单位和网点。"],
    },
    Topic {
        category: "attitude", cause: "rudeness", products: &["存取款", "开户", "挂失", "改密码"], sum: None,
        titles: &["{spot}工作人员态度生硬", "咨询{product}时柜员不耐烦", "{when}办理{product}被柜员呵斥", "办理{product}时柜员边聊天边办业务"],
        statements: &["我多问了一句，对方就说听不懂别来办。", "柜员把单子扔出来让我重填，也不说错在哪里。", "办业务时一直在和同事聊天，叫了几遍才抬头。"],
        findings: &["当事人在业务高峰时未使用文明用语，解释不耐心。", "当事人与同事谈论无关事项，未及时应答客户。"],
        lessons: &["开展文明用语和情绪管理培训。", "高峰时段由大堂经理提前分流，减轻柜员压力。"],
    },
    Topic {
        category: "attitude", cause: "rudeness", products: &["自助取款", "手机银行注册", "补登存折"], sum: None,
        titles: &["大堂经理拒绝协助老年客户办理{product}", "{when}请大堂人员帮助办理{product}遭推诿", "{spot}人员对老年客户讲话不尊重"],
        statements: &["老人不会操作，请人帮忙，对方说自己看说明。", "大堂里站着两个人，都说不归自己管。", "说话很冲，老人回家气得睡不着。"],
        findings: &["当班大堂人员未履行引导职责，用语不当。", "网点无专人负责老年客户引导。"],
        lessons: &["设老年客户专人引导，公示责任人。", "大堂人员实行首问负责，不得推诿。"],
    },
    Topic {
        category: "attitude", cause: "disclosure", products: &["网点服务电话", "网点预约电话"], sum: None,
        titles: &["{product}接听人员中途挂断", "{product}答非所问，{when}反复转接", "拨打{product}等候{wait}才接通且态度冷淡", "{when}拨打{product}无人接听，回电态度生硬"],
        statements: &["电话里还没说完就被挂断了。", "转接了四个人，每个人都要我从头讲一遍。", "等了很久才接通，对方连一句抱歉都没有。"],
        findings: &["接听人员在客户陈述未完时误以为通话结束而挂断。", "接听人员不熟悉业务，无法准确答复，反复转接。"],
        lessons: &["结束通话前必须征询客户是否还有其他问题。", "服务电话由专人接听，转接须附记录，不让客户重复陈述。"],
    },
    Topic {
        category: "management", cause: "waiting", products: &["存取款", "养老金领取", "对公业务", "缴费"], sum: None,
        titles: &["{when}排队{wait}，只开一个窗口", "{when}办理{product}等候{wait}无人疏导", "{spot}长时间无人，{product}排队{wait}"],
        statements: &["四个窗口只开一个，后面排了二十多人。", "叫号停了很久，没人出来解释。", "几个窗口的柜员同时去吃饭，只留一个人。"],
        findings: &["当日两名柜员休假，网点未申请支援，也未启用弹性窗口。", "业务高峰与午间轮休重叠，排班不合理。"],
        lessons: &["高峰日实行弹性排班，必要时向支行申请支援。", "排队超过二十分钟由负责人出面疏导。"],
    },
    Topic {
        category: "management", cause: "process", products: &["继承取款", "开户", "大额取现", "账户解冻"], sum: None,
        titles: &["办理{product}被要求反复补充材料", "{product}要求在两个网点之间往返", "{when}办理{product}，材料要求前后不一"],
        statements: &["每次去都说还缺一样，跑了四趟没办成。", "电话里说可以办，到了又说不行。", "两个网点说法不一样，让我自己去协调。"],
        findings: &["网点人员对规定掌握不一致，未实行一次性告知。", "电话答复与柜台要求不同，口径未统一。"],
        lessons: &["实行一次性书面告知，统一各网点口径。", "疑难业务由网点代为请示，不让客户往返。"],
    },
    Topic {
        category: "management", cause: "process", products: &["存取款", "现金业务", "零钞兑换"], sum: None,
        titles: &["网点{when}提前停止办理{product}", "{spot}叫号顺序混乱", "网点{when}未按公示时间营业", "网点以人手不足为由拒办{product}"],
        statements: &["公示营业到五点，四点半就不取号了。", "后来的人先办，问起来说是预约客户，可没有任何标识。", "说零钱不好点，让我换个地方兑。"],
        findings: &["网点为提前结账停止取号，未经批准。", "叫号系统故障后人工叫号，未作公告。"],
        lessons: &["严格执行公示营业时间，停号须报批并公告。", "不得以任何理由拒绝小面额现金业务。"],
    },
];

/// Products, channels, violations, crime, anonymous letters.
#[rustfmt::skip]
pub(super) const OTHER: &[Topic] = &[
    Topic {
        category: "access", cause: "system", products: &["手机银行", "网上银行"], sum: None,
        titles: &["{product}{when}无法登录", "{product}转账{when}一直提示超时", "{product}更新后闪退", "{product}人脸识别反复失败"],
        statements: &["试了一个多小时都登不上，错过了还款。", "点了转账没反应，又不敢再点，怕扣两次。", "更新之后一打开就退出，客服让我换手机。"],
        findings: &["当日系统升级后连接数超限，部分用户无法登录。", "新版本与部分机型不兼容，已定位原因。"],
        lessons: &["升级避开还款和发薪高峰，提前公告。", "新版本须在主流机型上测试后发布。"],
    },
    Topic {
        category: "access", cause: "system", products: &["自助取款机", "存取款一体机"], sum: Some((100, 20_000)),
        titles: &["{product}吞卡，{wait}无人处理", "{product}{when}存款吞钞未入账", "{product}未出钞但账户已扣款"],
        statements: &["机器吞了卡，按提示打电话没人接。", "钱放进去机器就停了，账户里没有增加。", "没有吐钱，短信却说已经支取。"],
        findings: &["设备卡钞，清机后长款与客户所述一致。", "出钞模块故障，日终对账未及时调账。"],
        lessons: &["自助设备故障须在一小时内到场处理。", "设备长款当日核对，主动联系客户调账。"],
    },
    Topic {
        category: "access", cause: "system", products: &["快捷支付", "扫码支付", "网上缴费"], sum: Some((20, 8_000)),
        titles: &["{product}扣款成功但订单未成功", "{product}{when}重复扣款", "{product}限额被调低未通知"],
        statements: &["钱扣了，商户说没收到，两边都让我找对方。", "同一笔付了两次，退款一直没到。", "突然不能付款，才知道额度被改小了。"],
        findings: &["支付机构回执丢失，交易状态不明而未自动冲正。", "风险控制规则调整后未向受影响客户发送通知。"],
        lessons: &["状态不明的交易次日必须对账并处理。", "调整限额须事先通知客户。"],
    },
    Topic {
        category: "access", cause: "misunderstanding", products: &["短信提醒", "电话银行", "微信银行"], sum: None,
        titles: &["{product}收不到通知", "{product}操作步骤复杂，{when}多次失败", "{product}解绑后仍有扣费提示"],
        statements: &["换了号码以后就收不到提醒了，去网点说要重新签约。", "按语音提示操作总是回到第一步。", "已经解绑，月底还是收到扣费短信。"],
        findings: &["客户更换号码后未在柜台变更预留信息。", "解绑与收费服务为两项签约，界面提示不清。"],
        lessons: &["变更预留信息时一并提示受影响的服务。", "解绑页面增加收费服务的关闭入口。"],
    },
    Topic {
        category: "product", cause: "disclosure", products: &["理财产品", "结构性存款", "代销基金"], sum: Some((10_000, 300_000)),
        titles: &["购买{product}时未说明风险等级", "{product}到期收益低于介绍", "{spot}推荐{product}时称保本保息", "{product}到期{when}未及时到账"],
        statements: &["介绍时说和存款一样，到期才知道不保本。", "宣传单上的收益写得很高，实际少了一大截。", "说到期当天到账，结果等了好几天。"],
        findings: &["销售录音显示，客户经理以历史业绩作比较，风险提示不充分。", "合同和风险揭示书由客户签字，录音中已提示不保本。", "到账时间以合同约定为准，介绍时说明不清。"],
        lessons: &["销售过程须完整双录并逐句提示风险。", "严禁以预期收益作承诺，违者停岗。"],
    },
    Topic {
        category: "product", cause: "fees", products: &["账户管理费", "短信服务费", "年费", "小额账户费"], sum: Some((2, 300)),
        titles: &["{product}扣收前未告知", "对{product}标准有异议", "{when}发现被连续扣收{product}"],
        statements: &["从来没人告诉我有这笔费用，扣了一年多。", "公示栏里找不到这个收费项目。", "说好免费，后来又开始扣。"],
        findings: &["开户申请书载有收费条款，但未单独提示。", "优惠期满后恢复收费，未再次通知客户。"],
        lessons: &["收费项目须在开通时单独确认。", "优惠期满前发送提醒。"],
    },
    Topic {
        category: "product", cause: "disclosure", products: &["分红保险", "年金保险"], sum: Some((5_000, 120_000)),
        titles: &["存款变成{product}", "{product}退保损失与介绍不一致", "{spot}销售{product}时称可随时取回"],
        statements: &["我是来存钱的，回家才发现签的是保险。", "说随时能退，现在退要扣很多。", "老人不识字，签了什么自己都不清楚。"],
        findings: &["销售人员未充分说明产品性质，双录影像不完整。", "客户在投保单上抄录风险提示，录像齐全，犹豫期内未提出异议。"],
        lessons: &["代理保险须在专区销售并全程双录。", "向老年客户销售须有家属陪同或回访确认。"],
    },
    Topic {
        category: "product", cause: "process", products: &["个人住房贷款", "小额贷款", "信用卡分期"], sum: Some((1_000, 500_000)),
        titles: &["{product}提前还款被收违约金", "{product}审批{wait}后又要求重交材料", "{product}结清后未及时解除抵押", "{product}利率与当初介绍不一致"],
        statements: &["合同里没看到违约金，还款时才说要收。", "材料交了三遍，每次换一个人就要重来。", "贷款早还清了，抵押证一直拿不到。"],
        findings: &["合同载明提前还款条款，客户经理口头说明有误。", "经办人离岗后材料交接不全。", "结清信息未及时传至抵押登记环节。"],
        lessons: &["贷款条款须逐条书面确认。", "人员变动须办理材料交接并告知客户。"],
    },
    Topic {
        category: "violation", cause: "disclosure", products: &["短信提醒", "手机银行", "信用卡"], sum: None,
        titles: &["未经本人同意开通{product}", "{spot}代客户在{product}申请表上签字", "为完成任务强行开通{product}"],
        statements: &["我没有签过字，却被开通了收费业务。", "柜员说系统要求必须开，不开就不给办。", "申请表上的签名不是我写的。"],
        findings: &["申请表无客户本人签字，系柜员代填。", "柜员将开通业务与办卡捆绑，违反自愿原则。"],
        lessons: &["开通收费业务必须由客户本人签字确认。", "取消开通数量的单项考核。"],
    },
    Topic {
        category: "violation", cause: "process", products: &["小额贷款", "个人经营贷款"], sum: Some((5_000, 200_000)),
        titles: &["办理{product}被要求搭售保险", "{product}放款后被要求转存部分款项", "办理{product}时收取额外费用"],
        statements: &["不买保险就不放款，我只好买了。", "款放下来又让我转一部分做存款。", "客户经理说要交资料费，没有收据。"],
        findings: &["放款前客户同日购买保险，存在搭售情形。", "贷款资金部分转为存款，属以贷转存。", "所称费用为评估机构收取，本行未收取。"],
        lessons: &["贷款与其他产品销售分岗办理。", "放款后由后台电话回访，核实有无搭售。"],
    },
    Topic {
        category: "violation", cause: "staff-error", products: &["账户查询", "密码重置", "账户冻结"], sum: None,
        titles: &["{product}时未核验本人身份", "柜员将账户信息告知他人", "{spot}办理{product}时资料随意摆放"],
        statements: &["别人拿着我的卡就把余额查走了。", "邻居知道我存了多少钱，说是柜台听来的。", "桌上放着别人的身份证复印件，谁都能看见。"],
        findings: &["柜员未核对证件即提供查询。", "未发现信息外泄的系统记录，柜台谈话声音过大。"],
        lessons: &["查询业务必须联网核查身份。", "客户资料随用随收，柜面实行清桌制度。"],
    },
    Topic {
        category: "crime", cause: "disclosure", products: &["存款账户", "对公账户"], sum: Some((2_000, 400_000)),
        titles: &["举报有人冒充银行人员骗取{product}资金", "举报{product}资金被盗转", "举报员工涉嫌挪用{product}资金", "举报有人出租出借{product}"],
        statements: &["对方自称银行工作人员，让我把钱转到安全账户。", "没有操作过，钱就被转走了。", "听说有员工拿客户的钱去放贷。"],
        findings: &["已调取交易记录并移交监察部门核查。", "交易由客户本人设备发起，疑似受骗，已协助报案。"],
        lessons: &["加强大额可疑交易的实时拦截。", "对重要岗位强制轮岗和账户排查。"],
    },
    Topic {
        category: "anonymous", cause: "process", products: &["存款任务", "营销奖励"], sum: None,
        titles: &["匿名反映网点违规揽储", "匿名反映{product}分配不公", "匿名反映网点人员收受礼品", "匿名反映叫号机被人为跳号"],
        statements: &["网点给大客户返现金，普通客户没有。", "负责人让亲友插队，大家敢怒不敢言。", "逢年过节有人往里送东西。"],
        findings: &["经暗访和查账，未发现返现，但赠品登记不全。", "叫号日志显示存在人工跳号，已责令纠正。", "反映内容与事实不符，查无实据，存档备查。"],
        lessons: &["赠品实行登记和双人发放。", "叫号系统取消人工跳号权限。"],
    },
];
