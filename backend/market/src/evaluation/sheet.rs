//! The scores of a need as a file that anybody can add up again.

use super::access::{Sight, sight};
use super::entity::score::Model as Score;
use super::ranking::{RankedBid, mean};
use super::rules::{points_text, technical};
use super::store;
use crate::demands::{self, access as demand_access};
use crate::directory;
use crate::procedures::{self, Criterion, CriterionKind};
use kernel::id::{AccountId, DemandId, ProviderId};
use kernel::{Actor, Fen, Result, csv};
use sea_orm::ConnectionTrait;
use std::collections::{BTreeSet, HashMap};

/// The columns.
const HEAD: [&str; 8] = ["名次", "编号", "机构", "报价（元）", "项目", "分值", "得分来源", "得分"];
/// What stands in the column of the source.
const MEAN: &str = "评审平均";
const WORKED_OUT: &str = "按价格计算";
const SUM: &str = "合计";

/// The file of a need; none when it does not exist or is not the caller's to see.
///
/// # Errors
/// A fault when the database fails.
pub async fn file_of(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: &DemandId,
) -> Result<Option<String>> {
    let demand = demands::find_demand(db, id).await?;
    let Some(demand) = demand.filter(|it| demand_access::may_see(actor, it)) else {
        return Ok(None);
    };
    let found = store::find(db, id).await?;
    if !matches!(sight(actor, &demand, found.as_ref()), Sight::Public | Sight::Whole) {
        return Ok(None);
    }
    let Some(ranking) = found.and_then(|it| it.ranking) else { return Ok(None) };
    let terms = procedures::store::find(db, id).await?;
    let criteria = terms.map(|it| it.criteria.0).unwrap_or_default();
    let scores = store::scores_of(db, id).await?;
    let ids: Vec<_> = ranking.0.iter().map(|it| it.provider_id.clone()).collect();
    let providers = directory::find_providers(db, &ids).await?;
    let names = providers.into_iter().map(|(id, it)| (id, it.name)).collect();
    Ok(Some(write(&criteria, &ranking.0, &scores, &names)))
}

/// The evaluators in the order in which they are numbered.
pub(super) fn evaluators(scores: &[Score]) -> Vec<AccountId> {
    let once: BTreeSet<&AccountId> = scores.iter().map(|it| &it.evaluator_id).collect();
    once.into_iter().cloned().collect()
}

/// What each evaluator gave a bid for a criterion, in the order of the evaluators.
fn given(scores: &[Score], of: &[AccountId], bid: &RankedBid, number: i32) -> Vec<i32> {
    let one = |who: &AccountId| {
        let found = scores.iter().find(|it| {
            &it.evaluator_id == who && it.bid_id == bid.bid_id && it.criterion == number
        });
        found.map(|it| it.points_centi)
    };
    of.iter().filter_map(one).collect()
}

fn write(
    criteria: &[Criterion],
    ranked: &[RankedBid],
    scores: &[Score],
    names: &HashMap<ProviderId, String>,
) -> String {
    let evaluators = evaluators(scores);
    let mut file = csv::MARK.to_owned() + &csv::line(&HEAD);
    for bid in ranked {
        let name = names.get(&bid.provider_id).map_or("", String::as_str);
        let price = Fen(bid.price_fen).to_yuan_plain();
        let (rank, place) = (bid.rank.to_string(), bid.place_in_list.to_string());
        let mut line = |item: &str, weight: i32, source: &str, centi: i32| {
            let (weight, points) = (weight.to_string(), points_text(centi));
            let cells =
                [&rank, &place, name, &price, item, &weight, source, &points].map(str::to_owned);
            file.push_str(&csv::line(&cells));
        };
        for (number, criterion) in technical(criteria) {
            let given = given(scores, &evaluators, bid, number);
            for (at, points) in given.iter().enumerate() {
                let source = format!("评审 {}", at + 1);
                line(&criterion.title, criterion.weight, &source, *points);
            }
            line(&criterion.title, criterion.weight, MEAN, mean(&given));
        }
        for (criterion, points) in criteria.iter().zip(&bid.points) {
            if criterion.kind == CriterionKind::Price {
                line(&criterion.title, criterion.weight, WORKED_OUT, *points);
            }
        }
        line(SUM, procedures::rules::WHOLE, SUM, bid.total);
    }
    file
}

#[cfg(test)]
mod tests {
    use super::super::ranking::rank;
    use super::super::ranking::{Entry, price_points};
    use super::super::rules::parse_points;
    use super::super::samples::any_entries;
    use super::*;
    use chrono::DateTime;
    use proptest::prelude::*;

    fn scores(entries: &[Entry]) -> Vec<Score> {
        let who = |at: usize| AccountId::parse(&format!("acc_01ARZ3NDEKTSV4RRFFQ69G5FA{at}"));
        let lines = entries.iter().flat_map(|entry| {
            (1..).zip(&entry.given).flat_map(move |(criterion, given)| {
                given.iter().enumerate().map(move |(at, points)| Score {
                    demand_id: DemandId::parse("dem_01ARZ3NDEKTSV4RRFFQ69G5FAV").unwrap(),
                    evaluator_id: who(at).unwrap(),
                    bid_id: entry.bid_id.clone(),
                    criterion,
                    points_centi: *points,
                    note: None,
                    scored_at: DateTime::UNIX_EPOCH,
                })
            })
        });
        lines.collect()
    }

    proptest! {
        /// Somebody with a calculator: means of the lines, prices against the lowest, sums, order.
        #[test]
        fn a_file_that_is_added_up_again_gives_the_same((all, entries) in any_entries()) {
            let ranked = rank(&all, &entries);
            let file = write(&all, &ranked, &scores(&entries), &HashMap::new());
            let lines: Vec<Vec<&str>> = file
                .trim_start_matches(csv::MARK)
                .lines()
                .skip(1)
                .map(|it| it.split(',').collect())
                .collect();
            let fen = |yuan: &str| kernel::money::parse_yuan(yuan).unwrap().0;
            let lowest = lines.iter().map(|it| fen(it[3])).min().unwrap();
            let mut added = Vec::new();
            for bid in lines.chunk_by(|a, b| a[1] == b[1]) {
                let mut sum = 0;
                for item in bid.chunk_by(|a, b| a[4] == b[4]) {
                    let told = parse_points(item[item.len() - 1][7]).unwrap();
                    let weight: i32 = item[0][5].parse().unwrap();
                    let again = match item[item.len() - 1][6] {
                        SUM => sum,
                        WORKED_OUT => price_points(lowest, fen(item[0][3]), weight),
                        _ => {
                            let given = &item[..item.len() - 1];
                            let all: i32 =
                                given.iter().map(|it| parse_points(it[7]).unwrap()).sum();
                            (f64::from(all) / given.len() as f64 + 0.5).floor() as i32
                        }
                    };
                    prop_assert_eq!(again, told, "{:?}", item);
                    sum += again;
                }
                added.push((bid[0][0].parse::<usize>().unwrap(), sum / 2));
            }
            prop_assert_eq!(added.len(), entries.len());
            for (at, pair) in added.windows(2).enumerate() {
                prop_assert_eq!(pair[0].0, at + 1);
                prop_assert!(pair[0].1 >= pair[1].1);
            }
        }
    }
}
