//! Rows of lists of service providers and of their licences.

use super::carry::{Outcome, one_by_one};
use super::cells;
use super::mapping::{Field, Mapping};
use super::rows::Row;
use super::sheet::{Kind, Origin};
use commons::organisations::actions::NewOrganisation;
use futures::future::BoxFuture;
use kernel::{OrganisationKind, RegionCode, Result as Answer};
use market::categories;
use market::directory::actions::{NewProvider, NewQualification, record_licences};
use market::directory::{EnterpriseSize, QualificationKind};
use platform::Cx;

/// What a list of providers may say.
const FIELDS: &[Field] = &[
    Field {
        name: "name",
        usual: &[
            "单位名称",
            "企业名称",
            "机构名称",
            "公司名称",
            "服务机构",
            "服务机构名称",
            "行政相对人名称",
            "名称",
        ],
    },
    Field { name: "short_name", usual: &["简称", "机构简称"] },
    Field {
        name: "credit_code",
        usual: &["统一社会信用代码", "社会信用代码", "信用代码", "注册号/统一社会信用代码"],
    },
    Field {
        name: "region",
        usual: &["行政区划", "所在区", "所在地区", "区县", "地区", "所属区域"],
    },
    Field {
        name: "address",
        usual: &["地址", "单位地址", "注册地址", "经营地址", "通讯地址", "设施地址"],
    },
    Field {
        name: "introduction", usual: &["简介", "机构简介", "单位简介", "经营范围"]
    },
    Field { name: "size", usual: &["规模", "企业规模"] },
    Field { name: "people_count", usual: &["人数", "员工人数", "从业人数"] },
    Field { name: "founded_on", usual: &["成立日期", "成立时间", "注册日期"] },
    Field {
        name: "categories", usual: &["服务类别", "服务类型", "业务类别", "服务内容"]
    },
    Field { name: "service_regions", usual: &["服务区域", "服务地区"] },
    Field { name: "longitude", usual: cells::LONGITUDE },
    Field { name: "latitude", usual: cells::LATITUDE },
    Field { name: "qualification_kind", usual: &["资质类别", "资质类型"] },
    Field {
        name: "qualification_name", usual: &["资质名称", "证书名称", "许可证书名称"]
    },
    Field {
        name: "qualification_number",
        usual: &["许可证编号", "许可证号", "证书编号", "资质编号", "证书号", "许可编号"],
    },
    Field {
        name: "qualification_issuer",
        usual: &["发证机关", "发证单位", "颁发机构", "许可机关"],
    },
    Field {
        name: "qualification_scope",
        usual: &["核准经营范围", "资质范围", "经营危险废物类别", "许可范围"],
    },
    Field { name: "qualification_mode", usual: &["核准经营方式", "经营方式"] },
    Field {
        name: "qualification_capacity", usual: &["核准经营规模", "经营规模", "处置能力"]
    },
    Field {
        name: "qualification_valid_from", usual: &["发证日期", "有效期起", "有效期自"]
    },
    Field {
        name: "qualification_valid_to",
        usual: &["有效期至", "有效期限", "有效期止", "到期日期"],
    },
    Field { name: "source_key", usual: &["序号", "编号", "id"] },
];

/// Lists of providers with their licences.
pub(super) const KIND: Kind<NewProvider> = Kind {
    name: "providers",
    fields: FIELDS,
    key: &[&["credit_code", "name"], &["qualification_number"]],
    read,
    write,
    attach: |it, organisation| it.is_about = Some(organisation),
};

/// Lists of licences of anybody, taken for the providers we know.
pub(super) const LICENCES: Kind<NewProvider> =
    Kind { name: "licences", write: write_licences, ..KIND };

fn write(cx: &mut Cx, rows: Vec<NewProvider>) -> BoxFuture<'_, Answer<Vec<Outcome>>> {
    Box::pin(async {
        let written = market::directory::bulk::record_providers(cx, rows).await?;
        Ok(written.into_iter().map(Ok).collect())
    })
}

fn write_licences(cx: &mut Cx, rows: Vec<NewProvider>) -> BoxFuture<'_, Answer<Vec<Outcome>>> {
    Box::pin(one_by_one(cx, rows, |cx, row| Box::pin(record_licences(cx, row))))
}

/// A row as a provider, or why it is none.
fn read(row: &Row, mapping: &Mapping, origin: &Origin) -> Result<NewProvider, String> {
    let get = |field: &str| mapping.get(row, field);
    let name = cells::firm_name(get("name"))?;
    let scope = mapping.default("region").and_then(|it| RegionCode::parse(it).ok());
    let (area, address) = (mapping.given(row, "region"), cells::text(get("address")));
    let region = cells::place(area.as_deref(), address.as_deref(), scope.as_ref());
    let code = cells::credit_code(get("credit_code").as_deref());
    Ok(NewProvider {
        organisation: NewOrganisation {
            kind: OrganisationKind::Provider,
            credit_code_is_valid: code.as_ref().is_some_and(|it| it.1),
            credit_code: code.map(|it| it.0),
            region_code: region,
            address,
            source: origin.source.clone(),
            source_on: origin.source_on,
            name: name.clone(),
        },
        is_about: None,
        short_name: cells::text(get("short_name")),
        introduction: cells::text(get("introduction")),
        size: get("size").as_deref().and_then(size),
        people_count: cells::count(get("people_count").as_deref()),
        founded_on: cells::day(get("founded_on").as_deref()),
        categories: categories_of(get("categories"))?,
        service_regions: regions_of(get("service_regions"))?,
        position: cells::position(get("longitude").as_deref(), get("latitude").as_deref()),
        qualifications: qualification(row, mapping, &name).into_iter().collect(),
        is_demo: false,
    })
}

fn size(cell: &str) -> Option<EnterpriseSize> {
    let starts = |words: &[&str]| words.iter().any(|it| cell.to_uppercase().starts_with(it));
    Some(match () {
        () if starts(&["大", "LARGE"]) => EnterpriseSize::Large,
        () if starts(&["中", "MEDIUM"]) => EnterpriseSize::Medium,
        () if starts(&["小", "SMALL"]) => EnterpriseSize::Small,
        () if starts(&["微", "MICRO"]) => EnterpriseSize::Micro,
        () => return None,
    })
}

fn categories_of(cell: Option<String>) -> Result<Vec<String>, String> {
    let find = |it: String| {
        let known = categories::find(&it).or_else(|| categories::find_by_name(&it));
        known.map(|it| it.code.to_owned()).ok_or_else(|| format!("不认识的服务类别“{it}”"))
    };
    cells::list(cell).into_iter().map(find).collect()
}

fn regions_of(cell: Option<String>) -> Result<Vec<RegionCode>, String> {
    let find = |it: String| {
        cells::place(Some(&it), None, None).ok_or_else(|| format!("不认识的服务区域“{it}”"))
    };
    cells::list(cell).into_iter().map(find).collect()
}

/// The licence a row names, if the row itself says anything of one.
fn qualification(row: &Row, mapping: &Mapping, name: &str) -> Option<NewQualification> {
    let given = |field: &str| cells::text(mapping.given(row, field));
    let number = given("qualification_number");
    let mode = given("qualification_mode");
    let scope = given("qualification_scope");
    let issuer = given("qualification_issuer");
    if [&number, &mode, &scope, &issuer].into_iter().all(Option::is_none) {
        return None;
    }
    let valid_from = cells::day(given("qualification_valid_from").as_deref());
    let valid_to = cells::day(given("qualification_valid_to").as_deref());
    let kind_text = mapping.get(row, "qualification_kind").unwrap_or_default();
    let title = mapping.get(row, "qualification_name");
    let kind = kind(&format!("{kind_text} {}", title.as_deref().unwrap_or("")));
    // The same number is given again when a licence is renewed: the days tell them apart.
    let days = [valid_from, valid_to].map(|it| it.map(|it| it.to_string()).unwrap_or_default());
    let own_key = || format!("{}/{}", number.as_deref().unwrap_or(name), days.join("/"));
    Some(NewQualification {
        source_key: mapping.given(row, "source_key").unwrap_or_else(own_key),
        kind,
        name: title.unwrap_or_else(|| "资质证书".to_owned()),
        capacity_text: given("qualification_capacity"),
        number,
        issuer,
        scope,
        mode,
        waste_classes: Vec::new(),
        valid_from,
        valid_to,
    })
}

fn kind(text: &str) -> QualificationKind {
    let has = |words: &[&str]| words.iter().any(|it| text.contains(it));
    if has(&["HAZARDOUS_WASTE", "危险废物", "危废"]) {
        QualificationKind::HazardousWaste
    } else if has(&["CMA", "检验检测", "计量认证"]) {
        QualificationKind::Cma
    } else if has(&["EIA", "环评", "环境影响评价"]) {
        QualificationKind::Eia
    } else if has(&["ENGINEERING", "工程", "设计"]) {
        QualificationKind::Engineering
    } else if has(&["OPERATION", "运营", "运维"]) {
        QualificationKind::Operation
    } else {
        QualificationKind::Other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn licences_are_told_apart_by_their_names() {
        for (text, expected) in [
            ("HAZARDOUS_WASTE 危险废物经营许可证", QualificationKind::HazardousWaste),
            ("检验检测机构资质认定", QualificationKind::Cma),
            ("环境工程（水污染防治工程）设计专项", QualificationKind::Engineering),
            ("环境影响评价", QualificationKind::Eia),
            ("安全证书", QualificationKind::Other),
        ] {
            assert_eq!(kind(text), expected, "{text}");
        }
    }

    #[test]
    fn unknown_categories_and_regions_are_named() {
        assert_eq!(
            categories_of(Some("危险废物、waste/general".into())),
            Ok(vec!["waste/hazardous".to_owned(), "waste/general".to_owned()])
        );
        assert!(categories_of(Some("算命".into())).is_err_and(|it| it.contains("算命")));
        assert!(regions_of(Some("火星".into())).is_err());
        assert_eq!(regions_of(Some("青浦区，苏州市".into())).map(|it| it.len()), Ok(2));
    }
}
