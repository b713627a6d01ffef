//! Bids for the tests of the arithmetic.

use super::ranking::Entry;
use crate::procedures::{Criterion, CriterionKind};
use chrono::{TimeZone, Utc};
use kernel::id::{BidId, ProviderId};
use proptest::prelude::*;

pub(super) fn criteria(weights: &[i32]) -> Vec<Criterion> {
    let last = weights.len() - 1;
    let kind = |at| if at == last { CriterionKind::Price } else { CriterionKind::Technical };
    let one = |(at, weight): (usize, &i32)| Criterion {
        title: format!("标准{}", at + 1),
        weight: *weight,
        kind: kind(at),
        guide: None,
    };
    weights.iter().enumerate().map(one).collect()
}

pub(super) fn entry(number: i32, price_fen: i64, given: &[&[i32]]) -> Entry {
    let at = |seconds| Utc.timestamp_opt(1_790_000_000 + seconds, 0).single().expect("a time");
    Entry {
        bid_id: BidId::parse(&format!("bid_01ARZ3NDEKTSV4RRFFQ69G5{number:03}"))
            .expect("a sample is well formed"),
        provider_id: ProviderId::parse("prv_01ARZ3NDEKTSV4RRFFQ69G5FAV")
            .expect("a sample is well formed"),
        place_in_list: number,
        price_fen,
        submitted_at: at(i64::from(number)),
        given: given.iter().map(|it| it.to_vec()).collect(),
    }
}

/// Two technical criteria and the price, three evaluators, two to twelve bids.
pub(super) fn any_entries() -> impl Strategy<Value = (Vec<Criterion>, Vec<Entry>)> {
    (1..98_i32, 1..98_i32)
        .prop_filter("a hundred in all", |(a, b)| a + b < 100)
        .prop_flat_map(|(a, b)| {
            let sheet = (0..=a * 100, 0..=b * 100);
            let bid = (1..=5_000_000_000_i64, prop::collection::vec(sheet, 3));
            (Just((a, b)), prop::collection::vec(bid, 2..12))
        })
        .prop_map(|((a, b), bids)| {
            let one = |(number, (price, sheets)): (i32, (i64, Vec<(i32, i32)>))| {
                let (first, second): (Vec<i32>, Vec<i32>) = sheets.into_iter().unzip();
                entry(number, price, &[&first, &second])
            };
            (criteria(&[a, b, 100 - a - b]), (1..).zip(bids).map(one).collect())
        })
}
