//! Providers as the sheet that an association would send.

use super::places::categories;
use super::world::World;
use anyhow::Context;
use std::path::Path;

const HEADERS: [&str; 17] = [
    "单位名称",
    "简称",
    "统一社会信用代码",
    "行政区划",
    "地址",
    "简介",
    "规模",
    "人数",
    "成立日期",
    "服务类别",
    "资质类别",
    "资质名称",
    "证书编号",
    "发证机关",
    "资质范围",
    "发证日期",
    "有效期至",
];

/// Writes the first providers of the world as CSV, one row a provider with its first licence.
///
/// # Errors
/// When the file cannot be written.
pub(crate) fn write_providers(world: &World, count: u32, path: &Path) -> anyhow::Result<()> {
    let bar = super::bar("write providers.csv", u64::from(count));
    let mut sheet = csv::Writer::from_path(path).context("create the sheet")?;
    sheet.write_record(HEADERS)?;
    let known = categories();
    for number in 0..count {
        let firm = world.firm(number);
        let place = world.counties[firm.county].full_name();
        let offers =
            firm.categories.iter().filter_map(|code| known.iter().find(|it| it.code == *code));
        let offers: Vec<&str> = offers.map(|it| it.name).collect();
        let offers = offers.join("、");
        let licence = firm.licences.first().context("a firm has a licence")?;
        let (people, founded) = (firm.people.to_string(), firm.founded_on.to_string());
        let (from, to) = (licence.valid_from.to_string(), licence.valid_to.to_string());
        sheet.write_record([
            &firm.name,
            &firm.short_name,
            &firm.credit_code,
            &place,
            &firm.address,
            &firm.introduction,
            firm.size,
            &people,
            &founded,
            &offers,
            licence.kind,
            licence.name,
            &licence.number,
            &licence.issuer,
            &licence.scope,
            &from,
            &to,
        ])?;
        bar.inc(1);
    }
    bar.finish_and_clear();
    sheet.flush().context("write the sheet")
}
