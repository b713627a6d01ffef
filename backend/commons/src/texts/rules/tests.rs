//! Real-looking texts: what is found in them, and what is not.

use super::*;
use FindingKind::{Abuse, Advertising, Link, Mail, Messenger, Phone};

fn kinds(text: &str) -> Vec<(FindingKind, String)> {
    find(text).into_iter().map(|it| (it.kind, it.span)).collect()
}

#[test]
fn telephone_numbers_are_found_however_they_are_written() {
    for text in [
        "13800138000",
        "请拨打13800138000联系",
        "１３８００１３８０００",
        "138 0013 8000",
        "138-0013-8000",
        "138.0013.8000",
        "138 00138000",
        "1380013 8000",
        "1 3 8 0 0 1 3 8 0 0 0",
        "1-3-8-0-0-1-3-8-0-0-0",
        "一三八零零一三八零零零",
        "幺三八〇〇幺三八〇〇〇",
        "1三8零零1三8零零零",
        "①③⑧00①③⑧000",
        "+8613800138000",
        "+86 138 0013 8000",
        "0086-13800138000",
        "tel13800138000",
        "Tel：19912345678",
        "手机号：18612345678，王工",
        "13800138000/13900139000",
        "021-59201234",
        "(021)59201234",
        "（0512）63451234",
        "0512 6345 1234",
        "02159201234",
        "400-820-8820",
        "4008208820",
        "400 8208820",
        "电话：59201234",
        "联系电话 5920 1234",
        "座机号码是63451234",
        "传真:6345123",
        "来电（59201234）",
    ] {
        let found = kinds(text);
        assert!(found.iter().any(|it| it.0 == Phone), "{text}: {found:?}");
    }
    let two = kinds("13800138000/13900139000");
    assert_eq!(
        two.iter().map(|it| it.1.as_str()).collect::<Vec<_>>(),
        ["13800138000", "13900139000"]
    );
}

#[test]
fn what_only_looks_like_a_number_of_a_telephone_is_left_alone() {
    for text in [
        // 统一社会信用代码, 排污许可证, 资质编号
        "91310118MA1JL0000X",
        "统一社会信用代码 913101181380013800",
        "91310118138001380X",
        "排污许可证编号 91310118MA1J00000X001V",
        "危险废物经营许可证 JS0509OOI535-5",
        "许可证编号：S3101180001234",
        "沪环保许防〔2023〕1234号",
        "苏环办〔2024〕16号",
        "CMA 证书 210912341234",
        "建筑业企业资质 D231234567",
        // 废物代码, 标准
        "HW09 900-006-09",
        "废物代码 071-001-08、091-001-48、772-003-18",
        "HW08（900-214-08，900-249-08）",
        "GB 18597-2023、HJ 2025-2012、GB/T 19001-2016",
        // 日期, 时间
        "2026-12-01 09:00 至 2027-11-30 17:00",
        "2026.12.01—2027.12.01",
        "20261201-20271130",
        "二〇二六年十二月一日",
        "第一、二、三、四、五、六、七项",
        // 金额, 数量
        "合同金额 13800000000 元",
        "注册资本13800138000元",
        "预算 13,800,138,000 元",
        "¥13800138000",
        "年处置 180吨，单价 3500-4200元/吨",
        "约 1500 1600 1700 吨",
        "产生量 1 2 3 4 5 6 7 8 9 10 11 12 吨",
        "pH 6-9，COD 500mg/L，氨氮 45mg/L",
        "流量 1380 立方/日，扬程 0138 米",
        "坐标 121.123456,31.123456",
        "设备型号 XYZ13800138000A",
        "规格 1380*0013*8000",
        "油罐 3 座，各 50m3，最大 1.5MPa",
        "面积 4000 平方米，800 人",
        "电话会议 20261201 召开",
        "联系人在合同签订后提供",
    ] {
        assert_eq!(kinds(text), [], "{text}");
    }
}

#[test]
fn mail_addresses_and_links_are_found() {
    for (text, kind) in [
        ("wang@example.com", Mail),
        ("请发 wang.gong@qd-paper.com.cn 索取", Mail),
        ("wang @ example.com", Mail),
        ("ｗａｎｇ＠ｅｘａｍｐｌｅ．ｃｏｍ", Mail),
        ("wang@example。com", Mail),
        ("wang@example点com", Mail),
        ("12345678@qq.com", Mail),
        ("www.example.com", Link),
        ("https://example.com/a?b=c", Link),
        ("详见 example.com.cn 案例", Link),
        ("HTTP://10.0.0.1/x", Link),
        ("我司网站：lvyuan.top", Link),
    ] {
        let found = kinds(text);
        assert!(found.iter().any(|it| it.0 == kind), "{text}: {found:?}");
    }
    for text in [
        "依据见 https://www.mee.gov.cn/ywgz/fgbz/",
        "www.gov.cn 公布的清单",
        "版本 1.2.3，附件 清单.xlsx",
        "No.1 车间，3.5 吨/天",
        "A.B.C 三个点位",
        "浓度 25@20℃",
        "VOCs.NMHC 监测",
    ] {
        assert_eq!(kinds(text), [], "{text}");
    }
}

#[test]
fn ids_of_messengers_are_found_and_services_by_messenger_are_not() {
    for text in [
        "微信：wanggong88",
        "微信号 wang_gong",
        "微信13800138000",
        "加微信详谈",
        "手机微信同号",
        "薇信wanggong123",
        "VX: lvyuan2026",
        "wx lvyuan2026",
        "+V lvyuan2026",
        "QQ：12345678",
        "qq12345678",
        "扣扣 1234567",
        "加QQ群详谈",
    ] {
        let found = kinds(text);
        assert!(found.iter().any(|it| it.0 == Messenger), "{text}: {found:?}");
    }
    for text in [
        "提供微信小程序填报服务",
        "可通过微信公众号查询进度",
        "支持微信支付",
        "厂区邻 QQ 农场",
        "活性炭+VOCs 在线监测",
        "增加VOCs监测点",
        "废气处理(RTO+VOCs)",
        "企业微信 3 个账号",
    ] {
        assert_eq!(kinds(text), [], "{text}");
    }
}

#[test]
fn solicitation_and_abuse_are_found_and_plain_words_are_not() {
    for (text, kind) in [
        ("全网最低价，环评包过", Advertising),
        ("验收保过，先到先得", Advertising),
        ("行业第一品牌", Advertising),
        ("代开发票", Advertising),
        ("你们都是傻逼", Abuse),
        ("真他妈的慢", Abuse),
        ("FUCK", Abuse),
    ] {
        let found = kinds(text);
        assert!(found.iter().any(|it| it.0 == kind), "{text}: {found:?}");
    }
    for text in [
        "经评审的最低价法，清除死角，生活垃圾清运公司",
        "国家级高新技术企业，第一类污染物",
        "操作规程见附件，大妈的意见已采纳",
        "废包装桶、废活性炭、废滤芯，第一批先运",
    ] {
        assert_eq!(kinds(text), [], "{text}");
    }
}

#[test]
fn whole_needs_and_plans_of_the_usual_kind_pass() {
    for text in [
        "机加工产生的废乳化液，桶装，每月转移一次，需提供运输与联单服务。",
        "按月上门收运，含联单办理与标签。报价 86000 元，工期 30 天。",
        "我司成立于2008年，注册资本5000万元，持有危险废物经营许可证（编号 JSSZ0509OOD099），\
         核准经营 HW08、HW09、HW49（900-041-49），年规模 30000 吨，有效期至 2028-06-30。",
        "需求：1. 2026 年 12 月 1 日前进场；2. 采样 12 次，每次 3 个点位；3. 出具 CMA 报告。",
        "依据 HJ 1259-2022 编制管理台账，GB 18597-2023 建设贮存设施，\
         沪环土〔2021〕128号文要求的 12 项内容。",
    ] {
        assert_eq!(kinds(text), [], "{text}");
    }
}

#[test]
fn a_finding_names_its_span_and_is_the_same_however_it_is_typed() {
    let text = "如有疑问请联系 138 0013 8000 王工，或 wang@example.com。";
    let found = find(text);
    assert_eq!(kinds(text), [(Phone, "138 0013 8000".into()), (Mail, "wang@example.com".into())]);
    assert_eq!(found[0].start, 8);
    assert_eq!(found[0].key(), find("１３８００１３８０００")[0].key());
    let problem = found[0].problem("plan");
    assert_eq!((problem.code.as_ref(), problem.path[0].as_ref()), ("texts.phone", "plan"));
    assert!(problem.message.contains("138 0013 8000"), "{}", problem.message);
    assert_eq!(check_reason("短"), Some(TextProblem::ReasonLength));
    assert_eq!(check_reason("这是设备编号"), None);
}

#[test]
fn nothing_that_is_typed_makes_it_fail_and_findings_are_counted_out() {
    for text in ["", "@", "@@@.com", "http://", "+", "0", "😀13800138000😀", "微信", "\u{FEFF}"]
    {
        let _ = find(text);
    }
    let many = "13800138000，".repeat(50);
    assert_eq!(find(&many).len(), MOST);
}
