//! Rows of lists of enterprises and the sites they work at.

use super::carry::{Outcome, one_by_one};
use super::cells;
use super::mapping::{Field, Mapping};
use super::rows::Row;
use super::sheet::{Kind, Origin};
use commons::organisations::actions::{NewOrganisation, NewSite, record_site};
use futures::future::BoxFuture;
use kernel::{OrganisationKind, RegionCode, Result as Answer};
use platform::Cx;

/// What a list of enterprises may say.
const FIELDS: &[Field] = &[
    Field {
        name: "name", usual: &["单位名称", "企业名称", "公司名称", "法人单位名称", "名称"]
    },
    Field {
        name: "credit_code",
        usual: &["统一社会信用代码", "社会信用代码", "信用代码", "注册号/统一社会信用代码"],
    },
    Field { name: "site_name", usual: &["污染源名称", "点位名称", "排污单位名称"] },
    Field { name: "site_code", usual: &["污染源编码", "点位编码"] },
    Field {
        name: "region", usual: &["行政区划", "所在区", "所在地区", "区县", "地区", "area"]
    },
    Field {
        name: "address",
        usual: &["生产地址", "地址", "生产经营场所地址", "单位地址", "注册地址"],
    },
    Field { name: "longitude", usual: cells::LONGITUDE },
    Field { name: "latitude", usual: cells::LATITUDE },
    Field {
        name: "industry", usual: &["行业", "行业类别", "所属小类", "行业大类", "行业名称"]
    },
    Field { name: "media", usual: &["污染源类别", "污染类别", "环境要素", "type"] },
    Field { name: "source_key", usual: &["污染源编码", "url_id", "序号", "编号", "id"] },
];

/// Lists of enterprises and their sites.
pub(super) const KIND: Kind<NewSite> = Kind {
    name: "enterprises",
    fields: FIELDS,
    key: &[&["credit_code", "name"], &["site_code", "site_name"], &["address"]],
    read,
    write,
    attach: |it, organisation| it.is_about = Some(organisation),
};

fn write(cx: &mut Cx, rows: Vec<NewSite>) -> BoxFuture<'_, Answer<Vec<Outcome>>> {
    Box::pin(one_by_one(cx, rows, |cx, row| Box::pin(record_site(cx, row))))
}

/// A row as a site with its enterprise, or why it is none.
fn read(row: &Row, mapping: &Mapping, origin: &Origin) -> Result<NewSite, String> {
    let get = |field: &str| mapping.get(row, field);
    let name = cells::firm_name(get("name"))?;
    let scope = mapping.default("region").and_then(|it| RegionCode::parse(it).ok());
    let (area, address) = (mapping.given(row, "region"), cells::text(get("address")));
    let region = cells::place(area.as_deref(), address.as_deref(), scope.as_ref());
    let code = cells::credit_code(get("credit_code").as_deref());
    let site_name = cells::text(get("site_name")).unwrap_or_else(|| name.clone());
    let key = get("source_key").or_else(|| get("site_code"));
    let source_key =
        key.unwrap_or_else(|| format!("{site_name}/{}", address.as_deref().unwrap_or_default()));
    Ok(NewSite {
        organisation: NewOrganisation {
            kind: OrganisationKind::Enterprise,
            credit_code_is_valid: code.as_ref().is_some_and(|it| it.1),
            credit_code: code.map(|it| it.0),
            region_code: region,
            address,
            source: origin.source.clone(),
            source_on: origin.source_on,
            name,
        },
        is_about: None,
        source_key,
        name: site_name,
        area_as_given: area,
        longitude: cells::longitude(get("longitude").as_deref()),
        latitude: cells::latitude(get("latitude").as_deref()),
        industry: cells::text(get("industry")),
        media: cells::list(get("media")),
    })
}
