//! What the guard finds and lets pass.

use super::*;

fn found(text: &str) -> Vec<(String, PersonalKind)> {
    let list = Guard { names: &GuardNames::default(), exempt: &[] }.check(text);
    list.into_iter().map(|f| (f.word, f.kind)).collect()
}

fn kinds(text: &str) -> Vec<PersonalKind> {
    found(text).into_iter().map(|f| f.1).collect()
}

#[test]
fn names_are_found_out_of_what_registers_say_beside_them() {
    use GuardSeverity::{Refuse, Warn};
    for (name, text, wanted) in [
        ("张三（业主）", "张三反映漏水", Some(("张三", Refuse))),
        ("张大三(代)", "回访张大三已解决", Some(("张大三", Refuse))),
        ("赵六、钱七", "钱七反映噪音", Some(("钱七", Refuse))),
        ("赵六/钱小七", "据钱小七称", Some(("钱小七", Refuse))),
        ("王小明先生", "王小明投诉", Some(("王小明", Refuse))),
        ("业主：李四等人", "李四来电", Some(("李四", Refuse))),
        ("客户王小明", "王小明投诉", Some(("王小明", Refuse))),
        ("张三丰 13812345670", "张三丰来过", Some(("张三丰", Refuse))),
        ("张三丰 138", "张三丰来过", Some(("张三丰", Refuse))),
        ("1号楼张三丰", "张三丰来过", Some(("张三丰", Refuse))),
        ("3栋2单元1201室王小明", "王小明来过", Some(("王小明", Refuse))),
        ("张三丰-李四光", "李四光来过", Some(("李四光", Refuse))),
        ("张三丰(代李四光)", "李四光来过", Some(("李四光", Refuse))),
        ("张三丰（代：李四光）", "张三丰来过", Some(("张三丰", Refuse))),
        ("中国工商银行(太原)", "太原的网点", None),
        ("张三（家属来电）", "客户来电反映排队", None),
        ("李四（由热线转办）", "热线转办的件", None),
        ("李四（代办）", "代办人未到", None),
        ("翠苑小区3号楼王小明", "翠苑小区停水", None),
        ("翠苑小区3号楼王小明", "王小明来过", Some(("王小明", Refuse))),
        ("中国移动-太原", "中国移动的套餐", None),
        ("楼小明 13812345670", "昨天楼小明先生来过", Some(("楼小明", Refuse))),
        ("王先生", "王姓客户投诉", None),
        ("张三等12人", "张三反映漏水", Some(("张三", Refuse))),
        ("代表：李四等3户", "李四来电", Some(("李四", Refuse))),
        ("张三 李四", "李四来电", Some(("李四", Refuse))),
        ("张三和李四", "李四来电", Some(("李四", Refuse))),
        ("王 小明", "王小明投诉", Some(("王小明", Refuse))),
        ("村民委员会", "物业委员会不作为", None),
        ("张三、业主", "业主反映漏水", None),
        ("张三/太原分行", "与太原分行核对", None),
        ("中国工商银行(太原)", "在中国工商银行办理", None),
        ("中国移动（太原）有限公司", "中国移动的套餐", None),
        ("Smith, John", "Mr. Smith complains", Some(("Smith", Refuse))),
        ("Smith, John", "Mr. John of the desk", Some(("John", Refuse))),
        ("Smith, John", "John of the desk", None),
        ("Wang Xiaoming", "Mr Wang called", Some(("Wang", Refuse))),
        ("Wang Xiaoming", "Wang called", None),
        ("Li Na", "Ms Li called", Some(("Li", Refuse))),
        ("Mary O'Brien", "Ms O’Brien called", Some(("O’Brien", Refuse))),
        ("欧阳修文（已故）", "已故客户账户", None),
        ("John Smith", "Mr. Smith complains", Some(("Smith", Refuse))),
        ("John Smith", "Smith complains", Some(("Smith", Warn))),
        ("John Smith", "John Smith complains", Some(("John Smith", Refuse))),
        ("John Smith", "blacksmiths complain", None),
        ("Li Na", "na", None),
        ("03517654321", "座机7654321", Some(("7654321", Refuse))),
        ("03517654321", "金额7654321元", None),
        ("01088886666", "打88886666找他", Some(("88886666", Refuse))),
        ("13800138000", "工号00138000", None),
        ("13800138000", "请打138/0013/8000", Some(("138/0013/8000", Refuse))),
        ("13800138000", "请打138_0013_8000", Some(("138_0013_8000", Refuse))),
        ("13800138000", "请打138，0013、8000", Some(("138，0013、8000", Refuse))),
        ("13800138000", "请打138\n0013\t8000", Some(("138\n0013\t8000", Refuse))),
        ("13800138000", "请打【138】0013|8000", Some(("138】0013|8000", Refuse))),
        ("13800138000", "138元，0013号，8000份", None),
    ] {
        let found = Guard { names: &GuardNames::from(&[name][..]), exempt: &[] }.check(text);
        let found = found.first().map(|found| (found.word.as_str(), found.severity));
        assert_eq!(found, wanted, "{name} in {text}");
    }
}

#[test]
fn each_kind_is_found_and_reported_as_written() {
    for (text, word, kind) in [
        ("请回电13800138000。", "13800138000", PersonalKind::MobilePhone),
        ("手机１３８ ００１３ ８０００，谢谢", "１３８ ００１３ ８０００", PersonalKind::MobilePhone),
        ("+86 138-0013-8000", "+86 138-0013-8000", PersonalKind::MobilePhone),
        ("(+86)13800138000", "(+86)13800138000", PersonalKind::MobilePhone),
        ("008613800138000", "008613800138000", PersonalKind::MobilePhone),
        ("86-13800138000", "86-13800138000", PersonalKind::MobilePhone),
        ("拨013800138000", "013800138000", PersonalKind::MobilePhone),
        ("１３８\u{3000}0013\u{a0}8000", "１３８\u{3000}0013\u{a0}8000", PersonalKind::MobilePhone),
        ("1️⃣3️⃣8️⃣0️⃣0️⃣1️⃣3️⃣8️⃣0️⃣0️⃣0️⃣", "1️⃣3️⃣8️⃣0️⃣0️⃣1️⃣3️⃣8️⃣0️⃣0️⃣0", PersonalKind::MobilePhone),
        ("0351-8888666", "0351-8888666", PersonalKind::FixedPhone),
        ("打（010）8888 6666 找他", "（010）8888 6666", PersonalKind::FixedPhone),
        ("固话03518888666", "03518888666", PersonalKind::FixedPhone),
        ("021-88886666-801", "021-88886666-801", PersonalKind::FixedPhone),
        ("+86 (0)10 8888 6666", "+86 (0)10 8888 6666", PersonalKind::FixedPhone),
        ("+86-351-8888666", "+86-351-8888666", PersonalKind::FixedPhone),
        ("0351-8888666转801", "0351-8888666", PersonalKind::FixedPhone),
        ("证号11010519491231002X，", "11010519491231002X", PersonalKind::IdentityNumber),
        ("11010519491231002x", "11010519491231002x", PersonalKind::IdentityNumber),
        ("110105 19491231 002X", "110105 19491231 002X", PersonalKind::IdentityNumber),
        ("110105-1949-12-31-002-X", "110105-1949-12-31-002-X", PersonalKind::IdentityNumber),
        ("身份证110105491231002", "110105491231002", PersonalKind::IdentityNumber),
        ("卡号6205 5000 0000 0000 004", "6205 5000 0000 0000 004", PersonalKind::BankCard),
        ("622021 9876543210122", "622021 9876543210122", PersonalKind::BankCard),
        ("回电139_1111_2222", "139_1111_2222", PersonalKind::MobilePhone),
        ("回电139／1111／2222，", "139／1111／2222", PersonalKind::MobilePhone),
        ("回电139*1111*2222", "139*1111*2222", PersonalKind::MobilePhone),
        ("回电139:1111:2222", "139:1111:2222", PersonalKind::MobilePhone),
        ("回电139、1111、2222", "139、1111、2222", PersonalKind::MobilePhone),
        ("卡6205_5000_0000_0000_004", "6205_5000_0000_0000_004", PersonalKind::BankCard),
        ("身份证110105_19491231_002X", "110105_19491231_002X", PersonalKind::IdentityNumber),
        ("座机0351/8888666", "0351/8888666", PersonalKind::FixedPhone),
        ("写信到Li.Na＠bank．cn。", "Li.Na＠bank．cn", PersonalKind::Email),
    ] {
        assert_eq!(found(text), [(word.to_owned(), kind)], "{text}");
    }
}

#[test]
fn numbers_next_to_other_numbers_are_found() {
    use PersonalKind::{BankCard, FixedPhone, IdentityNumber, MobilePhone};
    for (text, expected) in [
        ("13800138000 13900139000", vec![MobilePhone, MobilePhone]),
        ("13800138000/13900139000、0351-8888666", vec![MobilePhone, MobilePhone, FixedPhone]),
        ("2026-11-23 13800138000 09:30", vec![MobilePhone]),
        ("2026-11-23 138 0013 8000 2次", vec![MobilePhone]),
        ("1. 13800138000\n2.13900139000", vec![MobilePhone, MobilePhone]),
        ("13800138000（2）", vec![MobilePhone]),
        ("20261123-093015-13800138000.wav", vec![MobilePhone]),
        ("2026 11010519491231002X 13800138000 x", vec![IdentityNumber, MobilePhone]),
        ("13800138000X", vec![MobilePhone]),
        ("6205500000000000004 13800138000", vec![BankCard, MobilePhone]),
        ("0351-8888666 13800138000", vec![FixedPhone, MobilePhone]),
        ("tel13800138000", vec![MobilePhone]),
    ] {
        assert_eq!(kinds(text), expected, "{text}");
    }
}

#[test]
fn texts_without_personal_data_are_accepted() {
    for text in [
        "",
        "2026-11-23",
        "2026年11月23日09:31",
        "2026-11-23T09:31:07.214+08:00",
        "2026-11-23 – 2026-11-30",
        "15.11.2026 12:30，13-11-2026 080",
        "HQ-2026-0042，HQ-2026-0043；SX-0351-2026-0042",
        "12,345.67元，1,380,013,800.00元，150000000.00元，138001380.00",
        "赔偿15000-200000元，15000—200000元",
        "95580，12345，12378，400-123-4567，4001234567，800-820-8820，010-95580，0351-12345",
        "第12条、第十五条、13.1.2、15.01.02.03.04.05",
        "192.168.100.200，139.196.100.20:8080，10.0.19041.1234，v1.3.8001",
        "订单号138001380001，20261123093015123，1380013-8000-12345，13800138000-001",
        "订单号20261123000000013800138000",
        "快递SF1234567890123",
        "收到 15 20 13 8 7 12 9 件",
        "412 398 405 377 390",
        "60 72 81 90 65 77 58",
        "1763860000000，1763860000",
        "6222 0219 8765 4321 012",
        "4111111111111112",
        "110105194912310021，110105491331002",
        "010-8888，0351-88886，01088886",
        "02-11-2026 08:30，01-02-2026 08:30",
        "邮编030001，工号20260017",
        "5e13800138000f1a",
        "@li.na，a@b，见@太原",
        "统一社会信用代码91140100MA0G0X0X0X",
        "12345678901，10012345678，12800138000",
        "1/3，2½，①②③",
        "SX/0351/2026042，2026/11/23 15:30:22，15000~200000元，15:30:22，139/11，1,390,111,222",
        "比例3:4:5，15、16、17件，2026_11_23_093015",
        "扣费1500+2000+300=3800元，1300、1400、150，合计2850元，180000/90000，CNY 13,800,138,000",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn names_of_three_characters_refuse_and_shorter_ones_warn() {
    let sought = GuardNames::from(&["欧阳娜娜", "张三", "José Li", "买买提·艾力", " "][..]);
    let guard = Guard { names: &sought, exempt: &[] };
    let check = |text: &str| {
        let list = guard.check(text);
        list.into_iter().map(|f| (f.word, f.severity)).collect::<Vec<_>>()
    };
    let (refuse, warn) = (GuardSeverity::Refuse, GuardSeverity::Warn);
    for (text, word, severity) in [
        ("客户欧阳娜娜来电", "欧阳娜娜", refuse),
        ("客户欧阳 娜娜来电", "欧阳 娜娜", refuse),
        ("柜员让张三排队", "张三", warn),
        ("有人说三张三说四", "张三", refuse),
        ("张\u{3000}三，", "张\u{3000}三", refuse),
        ("柜员让客户张三排队", "张三", refuse),
        ("柜员不理张三女士", "张三", refuse),
        ("柜员（张三）", "张三", refuse),
        ("不理会张三", "张三", refuse),
        ("致jose\u{301} LI先生", "jose\u{301} LI", refuse),
        ("ＪＯＳÉ\u{a0}Ｌｉ", "ＪＯＳÉ\u{a0}Ｌｉ", refuse),
        ("买买提•艾力的", "买买提•艾力", refuse),
        ("José‑Li来电", "José‑Li", refuse),
    ] {
        assert_eq!(check(text), [(word.to_owned(), severity)], "{text}");
    }
    assert_eq!(check("张先生、欧阳女士，José Lima，Banjosé Li，三张"), []);
}

#[test]
fn a_name_that_is_a_common_word_only_warns() {
    let sought = GuardNames::from(&["高峰"][..]);
    let guard = Guard { names: &sought, exempt: &[] };
    for text in ["高峰时段排队", "客户高峰来电", "高峰"] {
        let found = guard.check(text);
        assert_eq!(found.iter().map(|f| f.severity).collect::<Vec<_>>(), [GuardSeverity::Warn], "{text}");
    }
}

#[test]
fn names_match_with_any_apostrophe_or_hyphen() {
    for (name, text) in [
        ("O'Brien", "O’Brien complained"),
        ("O’Brien", "O'Brien complained"),
        ("Jean Luc Picard", "Jean-Luc Picard complained"),
        ("Jean-Luc Picard", "Jean Luc Picard complained"),
        ("Wang Xiaoming", "Wang Xiao-ming complained"),
        ("Wang Xiaoming", "Wang Xiao‑Ming complained"),
    ] {
        let sought = GuardNames::from(&[name][..]);
        let guard = Guard { names: &sought, exempt: &[] };
        assert_eq!(guard.check(text).len(), 1, "{name}: {text}");
    }
    assert!(Guard { names: &GuardNames::from(&["O'Brien"][..]), exempt: &[] }.check("the brien o'clock").is_empty());
}

#[test]
fn a_complainants_number_is_found_in_any_grouping() {
    let sought = GuardNames::from(&["0351-8888666", "8888 6666", "Li"][..]);
    let guard = Guard { names: &sought, exempt: &[] };
    let words = |text: &str| guard.check(text).into_iter().map(|f| f.word).collect::<Vec<_>>();
    assert_eq!(words("打8888-6666找"), ["8888-6666"]);
    assert_eq!(words("打(0351)8888666找"), ["(0351)8888666"]);
    assert!(words("188886666，888866661").is_empty());
}

#[test]
fn amounts_counts_and_serial_numbers_are_not_phones() {
    for text in [
        "合计13800138000元",
        "订单13800138000",
        "流水号：15012345678",
        "工单编号 13800138000",
        "No. 13800138000",
        "凭证号(13800138000)",
        "共15012345678笔",
        "交易合计 15012345678 次",
        "13800138000万元",
        "转账13800138000元，客户不认可",
        "合计13800138000元，用户要求退款",
        "转账13800138000元。王先生不认可",
        "快递单号13912345678",
        "序列号SN13800138000",
        "13800138000号工单",
        "order no 13800138000",
        "合同编号为6222021987654321",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
    for text in [
        "手机号13800138000",
        "电话号码：13800138000",
        "13800138000号码",
        "13800138000分机2",
        "13800138000张女士",
        "13800138000张三反映漏水",
        "13800138000 万先生来电",
        "13800138000元小明先生",
        "13800138000件已转",
        "已联系13800138000三次",
        "13800138000次日回访",
        "13800138000户主",
        "卡号6205500000000000004",
        "订单客户电话13800138000",
        "身份证号11010519491231002X",
    ] {
        assert_eq!(found(text).len(), 1, "{text}");
    }
}

#[test]
fn an_address_with_at_written_as_a_word_is_found() {
    for text in [
        "li.na(at)bank.cn",
        "li.na [at] bank.cn",
        "li.na（at）bank.cn",
        "li.na (AT) bank (dot) cn",
        "li.na {at} bank[dot]com[dot]cn",
    ] {
        assert_eq!(kinds(text), [PersonalKind::Email], "{text}");
    }
    assert_eq!(found("look (at) me. Now"), []);
}

#[test]
fn a_match_inside_a_longer_match_is_not_reported() {
    let sought = GuardNames::from(&["张三", "张三丰"][..]);
    let guard = Guard { names: &sought, exempt: &[] };
    let words = |text: &str| guard.check(text).into_iter().map(|f| f.word).collect::<Vec<_>>();
    assert_eq!(words("张三丰、张三、张三"), ["张三丰", "张三"]);
    assert_eq!(words("13800138000@139.com"), ["13800138000@139.com"]);
}

proptest::proptest! {
    #[test]
    fn the_quick_name_check_misses_no_name(text in "[aBé .·1张三\u{ff21}]{0,8}", name in "[Abé .·1张三]{1,3}") {
        let plain = Plain::of(&text);
        let folded = name::fold(&name);
        let there = !folded.is_empty() && !Folded::of(&plain.text).find(&folded).is_empty();
        let sought = GuardNames::from(&[&name][..]);
        let guard = Guard { names: &sought, exempt: &[] };
        let looked_for = guard.names_to_find(&text, Hints::of(&text));
        proptest::prop_assert!(!there || looked_for.first().is_some_and(|sought| sought.text == folded));
    }

    #[test]
    fn a_name_folds_like_its_nfkc_form(name in "[Abé .·1张\u{ff21}\u{f9fc}\u{301}]{0,6}") {
        use unicode_normalization::UnicodeNormalization;
        let normal: String = name.nfkc().collect();
        proptest::prop_assert_eq!(name::fold(&name), Folded::of(normal.trim()).into_text());
    }
}

#[test]
fn exempt_words_are_not_reported() {
    let exempt = ["0351-8888666", "+86 138 0013 8000", "WO13900139000-1", "service@bank.cn", "张三丰", "张三酒店"];
    let sought = GuardNames::from(&["张三丰", "张三"][..]);
    let guard = Guard { names: &sought, exempt: &exempt };
    let words = |text: &str| guard.check(text).into_iter().map(|f| f.word).collect::<Vec<_>>();
    for text in [
        "03518888666、（0351）888 8666、０３５１－８８８８６６６转801",
        "13800138000，138-0013-8000",
        "工单WO13900139000-1",
        "Service@Bank.cn",
        "张三丰在张三酒店",
    ] {
        assert_eq!(words(text), [""; 0], "{text}");
    }
    assert_eq!(words("13900139000，WO13900139000"), ["13900139000"]);
    assert_eq!(words("0351-88886661，0351-8888667，张三"), ["0351-88886661", "0351-8888667", "张三"]);
}

#[test]
fn long_texts_take_linear_time() {
    let names_of = ["欧阳娜娜", "José Li"];
    let names = GuardNames::from(&names_of[..]);
    let guard = Guard { names: &names, exempt: &["0351-8888666"] };
    for part in [
        "柜台服务态度恶劣，",
        "2026-11-23 第 12 条 1,234.50 元 ",
        "1 2 3 ",
        "1",
        "1-",
        "a@",
        "ab@cd.ef ",
        "138 0013 8000 ",
    ] {
        let text = part.repeat(20_000 / part.len());
        let begin = std::time::Instant::now();
        let count = guard.check(&text).len();
        // The limit allows for an unoptimised build on a busy machine; quadratic time would take minutes.
        assert!(begin.elapsed().as_secs() < 5, "{part}: {count} in {:?}", begin.elapsed());
    }
}

#[test]
fn numbers_of_meters_and_fractions_are_no_phones_and_an_own_address_is_found_with_blanks() {
    for text in ["电表号15012345678", "户号：15012345678", "比例0.13800138000"] {
        assert_eq!(kinds(text), [], "{text}");
    }
    assert_eq!(kinds("1.13800138000"), [PersonalKind::MobilePhone]);
    // The complainant's own address is found with blanks in it; what only looks like one is none.
    let sought = GuardNames::from(&["wang.li@example.com"][..]);
    let own = Guard { names: &sought, exempt: &[] };
    for text in ["wang.li @ example.com", "wang.li@ example.com", "wang.li @example.com"] {
        assert_eq!(own.check(text).first().map(|hit| hit.word.as_str()), Some(text), "{text}");
    }
    assert!(own.check("Bought it @ jd.com, never came").is_empty());
    assert_eq!(kinds("3 pieces @ 5.00 each, all @ once"), []);
}
