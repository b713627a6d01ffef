//! What of the market rests on articles: rules of the ranking, procedures, templates of scopes and
//! contracts. They are compiled in, as is the list of what they rest on; so no arrow leads to the sister
//! district.

use super::actions::Writing;
use super::rules::CiterKind;
use crate::policies::rules::naming;
use seed_data::MarketCitationSeed;
use std::sync::LazyLock;

static ALL: LazyLock<Vec<MarketCitationSeed>> = LazyLock::new(seed_data::market_citations);

/// What of the market rests on articles of a law.
pub(crate) fn writings_about(slug: &str) -> Vec<Writing> {
    let is_about =
        |it: &&MarketCitationSeed| it.places.iter().any(|(law, _)| naming::slug(law) == slug);
    let writing = |it: &MarketCitationSeed| Writing {
        kind: match it.kind.as_str() {
            "RANKING_RULE" => CiterKind::RankingRule,
            _ => CiterKind::Template,
        },
        id: it.id.clone(),
        title: it.title.clone(),
        path: it.path.clone(),
        places: it.places.clone(),
    };
    ALL.iter().filter(is_about).map(writing).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_and_templates_of_the_market_stand_by_their_laws() {
        let kinds = |slug: &str| writings_about(slug).iter().map(|it| it.kind).collect::<Vec<_>>();
        assert!(kinds("行政处罚法").contains(&CiterKind::RankingRule));
        assert!(kinds("民法典").contains(&CiterKind::Template));
        assert!(kinds("没有这部法").is_empty());
    }
}
