//! 领域 and 行业 of a text, from its title alone: what it is about, and for which industry it was made.
//!
//! Words are tried in order, the narrower before the wider; a title without any of them is 综合 when it is
//! of the environment at all, else 其他.

use async_graphql::Enum;
use sea_orm::{DeriveActiveEnum, EnumIter};

/// What a text is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Enum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum LawDomain {
    /// 水.
    Water,
    /// 大气.
    Air,
    /// 土壤和地下水.
    Soil,
    /// 噪声和振动.
    Noise,
    /// 固体废物和危险废物.
    Waste,
    /// 放射性和电磁辐射.
    Radiation,
    /// 海洋.
    Marine,
    /// 化学品和新污染物.
    Chemicals,
    /// 气候变化和碳.
    Climate,
    /// 生态保护和资源.
    Ecology,
    /// 排污许可.
    Permit,
    /// 环境影响评价和验收.
    Assessment,
    /// 监测.
    Monitoring,
    /// 执法、处罚和诉讼.
    Enforcement,
    /// 清洁生产、节能和循环经济.
    Cleaner,
    /// 综合.
    General,
    /// 其他: not of the environment.
    Other,
}

impl LawDomain {
    /// As they stand in addresses, in the order in which they are offered.
    pub const CODES: [&str; 17] = [
        "GENERAL",
        "WATER",
        "AIR",
        "SOIL",
        "NOISE",
        "WASTE",
        "CHEMICALS",
        "RADIATION",
        "MARINE",
        "CLIMATE",
        "ECOLOGY",
        "PERMIT",
        "ASSESSMENT",
        "MONITORING",
        "ENFORCEMENT",
        "CLEANER",
        "OTHER",
    ];

    /// In words.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Water => "水",
            Self::Air => "大气",
            Self::Soil => "土壤和地下水",
            Self::Noise => "噪声",
            Self::Waste => "固体废物",
            Self::Radiation => "核与辐射",
            Self::Marine => "海洋",
            Self::Chemicals => "化学品",
            Self::Climate => "气候变化",
            Self::Ecology => "生态保护",
            Self::Permit => "排污许可",
            Self::Assessment => "环境影响评价",
            Self::Monitoring => "监测",
            Self::Enforcement => "执法和责任",
            Self::Cleaner => "清洁生产和节能",
            Self::General => "综合",
            Self::Other => "其他",
        }
    }
}

/// Words of titles and what they say the text is about; the first that is found counts.
const DOMAINS: &[(LawDomain, &[&str])] = &[
    (LawDomain::Permit, &["排污许可", "固定污染源排污"]),
    (LawDomain::Assessment, &["环境影响评价", "环评", "竣工环境保护验收", "建设项目环境保护"]),
    (
        LawDomain::Waste,
        &[
            "固体废物",
            "危险废物",
            "医疗废物",
            "垃圾",
            "废弃",
            "贮存污染",
            "填埋",
            "焚烧",
            "污泥",
            "固废",
        ],
    ),
    (LawDomain::Radiation, &["放射", "辐射", "核安全", "核设施", "电磁"]),
    (LawDomain::Noise, &["噪声", "振动", "声环境"]),
    (LawDomain::Soil, &["土壤", "地下水", "建设用地", "农用地"]),
    (LawDomain::Chemicals, &["化学品", "新化学物质", "新污染物", "农药", "有毒"]),
    (LawDomain::Climate, &["碳排放", "温室气体", "气候", "消耗臭氧层"]),
    (LawDomain::Marine, &["海洋", "海域", "海岸", "船舶", "港口"]),
    (
        LawDomain::Air,
        &["大气", "空气", "废气", "挥发性有机物", "锅炉", "机动车", "恶臭", "油烟", "扬尘", "VOCs"],
    ),
    (
        LawDomain::Water,
        &[
            "水污染",
            "水环境",
            "饮用水",
            "污水",
            "废水",
            "水资源",
            "水法",
            "太湖",
            "长江",
            "黄河",
            "河道",
            "地表水",
        ],
    ),
    (LawDomain::Monitoring, &["监测", "测定", "采样"]),
    (
        LawDomain::Enforcement,
        &["处罚", "执法", "诉讼", "犯罪", "刑事", "赔偿", "侵权", "举报", "督察", "强制"],
    ),
    (LawDomain::Cleaner, &["清洁生产", "循环经济", "节约能源", "节能", "绿色制造"]),
    (
        LawDomain::Ecology,
        &[
            "生态保护",
            "自然保护",
            "湿地",
            "森林",
            "草原",
            "野生",
            "生物",
            "水土保持",
            "国家公园",
            "防沙",
        ],
    ),
    (LawDomain::General, &["环境", "生态", "污染", "排放标准"]),
];

/// Industries that standards are made for, by the division of GB/T 4754-2017. Only words that name one
/// industry; the first that is found counts.
const INDUSTRIES: &[(&str, &[&str])] = &[
    ("06", &["煤炭工业"]),
    ("07", &["陆上石油天然气"]),
    ("08", &["铁矿采选"]),
    ("13", &["淀粉", "制糖", "屠宰", "肉类加工", "农副食品"]),
    ("14", &["味精", "酵母", "柠檬酸", "罐头"]),
    ("15", &["发酵酒精", "白酒", "啤酒"]),
    ("17", &["纺织", "染整", "印染", "缫丝", "毛纺", "麻纺"]),
    ("19", &["制革", "毛皮", "皮革"]),
    ("21", &["家具"]),
    ("22", &["制浆造纸", "造纸"]),
    ("23", &["印刷"]),
    ("25", &["石油炼制", "炼焦", "焦化"]),
    (
        "26",
        &[
            "石油化学",
            "无机化学",
            "合成树脂",
            "涂料",
            "油墨",
            "农药制造",
            "硝酸",
            "硫酸",
            "磷肥",
            "合成氨",
            "烧碱",
            "聚氯乙烯",
            "杂环类",
        ],
    ),
    ("27", &["制药"]),
    ("28", &["合成纤维", "化学纤维"]),
    ("29", &["橡胶制品", "塑料制品", "合成革", "人造革"]),
    ("30", &["水泥", "陶瓷", "玻璃", "砖瓦", "石灰"]),
    ("31", &["钢铁", "炼钢", "轧钢", "炼铁", "铁合金", "烧结", "球团"]),
    ("32", &["铝工业", "铜、镍", "铅、锌", "稀土", "镁、钛", "锡、锑", "再生铜"]),
    ("33", &["电镀", "铸造", "搪瓷"]),
    ("36", &["汽车维修", "汽车制造"]),
    ("38", &["电池工业"]),
    ("39", &["电子工业", "半导体"]),
    ("44", &["火电", "火力发电"]),
    ("46", &["城镇污水处理"]),
    ("77", &["危险废物焚烧", "危险废物填埋", "危险废物贮存", "生活垃圾", "医疗废物处理"]),
    ("84", &["医疗机构"]),
];

/// What a text is about.
pub fn domain(title: &str) -> LawDomain {
    let found = DOMAINS.iter().find(|(_, words)| words.iter().any(|it| title.contains(it)));
    found.map_or(LawDomain::Other, |(domain, _)| *domain)
}

/// For which division of GB/T 4754-2017 a text was made; none when for all of them.
pub fn industry(title: &str) -> Option<&'static str> {
    let found = INDUSTRIES.iter().find(|(_, words)| words.iter().any(|it| title.contains(it)));
    found.map(|(code, _)| *code)
}

/// The forms in which brackets of a 文号 are typed, so that any of them finds it.
pub fn number_forms(typed: &str) -> Vec<String> {
    let plain: String =
        typed.chars().filter(|it| !it.is_whitespace() && !"%_\\".contains(*it)).collect();
    let pairs = [('〔', '〕'), ('[', ']'), ('（', '）'), ('(', ')'), ('【', '】'), ('﹝', '﹞')];
    let turned = |(open, close): (char, char)| -> String {
        let one = |it: char| match it {
            _ if pairs.iter().any(|pair| pair.0 == it) => open,
            _ if pairs.iter().any(|pair| pair.1 == it) => close,
            other => other,
        };
        plain.chars().map(one).collect()
    };
    let mut forms: Vec<String> = pairs.into_iter().map(turned).collect();
    forms.dedup();
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_says_what_a_text_is_about() {
        for (title, expected) in [
            ("中华人民共和国水污染防治法", LawDomain::Water),
            ("中华人民共和国水法", LawDomain::Water),
            ("危险废物贮存污染控制标准", LawDomain::Waste),
            ("排污许可管理条例", LawDomain::Permit),
            ("排污许可证申请与核发技术规范 水处理", LawDomain::Permit),
            ("锅炉大气污染物排放标准", LawDomain::Air),
            ("上海市环境保护条例", LawDomain::General),
            ("中华人民共和国生态环境法典", LawDomain::General),
            ("生态环境行政处罚办法", LawDomain::Enforcement),
            ("中华人民共和国民法典", LawDomain::Other),
        ] {
            assert_eq!(domain(title), expected, "{title}");
        }
    }

    #[test]
    fn every_domain_is_offered() {
        use sea_orm::{ActiveEnum, Iterable};
        let offered = |it: LawDomain| LawDomain::CODES.contains(&it.to_value().as_str());
        assert!(LawDomain::iter().all(offered));
        assert_eq!(LawDomain::iter().count(), LawDomain::CODES.len());
    }

    #[test]
    fn a_standard_of_one_industry_says_which() {
        for (title, expected) in [
            ("纺织染整工业水污染物排放标准", Some("17")),
            ("石油化学工业污染物排放标准", Some("26")),
            ("电子工业水污染物排放标准", Some("39")),
            ("污水综合排放标准", None),
        ] {
            assert_eq!(industry(title), expected, "{title}");
        }
    }

    #[test]
    fn a_number_is_found_in_any_brackets() {
        let forms = number_forms("环大气[2021] 65号");
        assert!(forms.contains(&"环大气〔2021〕65号".to_owned()), "{forms:?}");
        assert!(forms.contains(&"环大气（2021）65号".to_owned()));
        assert_eq!(number_forms("GB 8978-1996"), ["GB8978-1996"]);
    }
}
