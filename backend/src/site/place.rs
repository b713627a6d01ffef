//! What the region chooser offers: provinces with what lies directly below, and one step further
//! down wherever something is chosen already. One `<select>`, so it works without script.

use std::sync::LazyLock;

use kernel::region::{self, Region, RegionCode, RegionLevel};
use minijinja::{Value, context};

static PROVINCES: LazyLock<Value> = LazyLock::new(|| {
    let group = |province: &&'static Region| {
        let whole = if province.name.ends_with('市') { "全市" } else { "全省" };
        context! {
            code => province.code.as_str(),
            name => &province.name,
            whole => format!("{}（{whole}）", province.name),
            below => options(&province.code),
        }
    };
    region::choices(None).iter().map(group).collect()
});

/// `provinces` (`code`, `name`, `whole`, `below`), `nearer` (groups below the chosen one, nearest
/// first), `code` and `name` of the chosen division or empty.
pub(super) fn chooser(chosen: Option<&'static Region>) -> Value {
    let nearer: Value = chosen
        .into_iter()
        .flat_map(|region| region.code.path().into_iter().rev())
        .filter(|step| matches!(step.level(), RegionLevel::City | RegionLevel::County))
        .filter_map(|step| region::find(step.as_str()))
        .filter(|step| !step.is_placeholder())
        .map(|step| context! { name => &step.name, below => options(&step.code) })
        .collect();
    context! {
        provinces => PROVINCES.clone(),
        nearer,
        code => chosen.map_or("", |region| region.code.as_str()),
        name => chosen.map(|region| region::full_name(&region.code)).unwrap_or_default(),
    }
}

fn options(parent: &RegionCode) -> Value {
    region::choices(Some(parent))
        .into_iter()
        .map(|region| context! { code => region.code.as_str(), name => &region.name })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(groups: &Value) -> Vec<String> {
        let groups = groups.try_iter().expect("a list");
        groups.map(|group| group.get_attr("name").expect("a name").to_string()).collect()
    }

    #[test]
    fn three_provinces_are_offered_and_districts_stand_below_shanghai() {
        let chooser = chooser(None);
        let provinces = chooser.get_attr("provinces").expect("provinces");

        assert_eq!(names(&provinces), ["上海市", "江苏省", "浙江省"]);
        let shanghai = provinces.get_item_by_index(0).expect("the first");
        assert!(names(&shanghai.get_attr("below").expect("below")).contains(&"青浦区".to_owned()));
        assert!(names(&chooser.get_attr("nearer").expect("nearer")).is_empty());
    }

    #[test]
    fn a_chosen_county_opens_its_towns_and_the_counties_beside_it() {
        let chooser = chooser(region::find("320509"));

        assert_eq!(names(&chooser.get_attr("nearer").expect("nearer")), ["吴江区", "苏州市"]);
        assert_eq!(chooser.get_attr("name").expect("name").to_string(), "江苏省苏州市吴江区");
    }

    #[test]
    fn a_district_of_shanghai_skips_the_placeholder() {
        let chooser = chooser(region::find("310118"));

        assert_eq!(names(&chooser.get_attr("nearer").expect("nearer")), ["青浦区"]);
    }
}
