//! Who of those that share a need signs for how much.

use kernel::id::OrganisationId;

/// The whole, in millionths: finer than any quantity a need says.
const WHOLE: f64 = 1_000_000.0;

/// A buyer of a need, with its own part.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Part {
    pub(super) buyer: OrganisationId,
    /// In the unit of the need; none where not every part is known.
    pub(super) quantity: Option<f64>,
    /// Of the price, in millionths of the sum of all weights.
    pub(super) weight: i32,
}

/// The parts of a need: of the one who asks, what its partners leave; of a need whose parts are not all known, all
/// the same. Who asks and leaves nothing to itself signs nothing.
pub(super) fn parts(
    owner: OrganisationId,
    total: Option<f64>,
    partners: Vec<(OrganisationId, Option<f64>)>,
) -> Vec<Part> {
    let taken: Option<f64> = partners.iter().map(|it| it.1).sum();
    let own = total.zip(taken).map(|(total, taken)| (total - taken).max(0.0));
    let all = std::iter::once((owner, own)).chain(partners);
    match own.zip(taken).map(|(own, taken)| own + taken).filter(|it| *it > 0.0) {
        Some(sum) => {
            let part = |(buyer, quantity): (OrganisationId, Option<f64>)| {
                let quantity = quantity.filter(|it| *it > 0.0)?;
                // Of two numbers whose sum is the second: within its range.
                #[expect(clippy::cast_possible_truncation, reason = "at most a million")]
                let weight = (quantity / sum * WHOLE).round() as i32;
                Some(Part { buyer, quantity: Some(quantity), weight: weight.max(1) })
            };
            all.filter_map(part).collect()
        }
        None => all.map(|(buyer, _)| Part { buyer, quantity: None, weight: 1 }).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::terms::split;
    use super::*;
    use kernel::Fen;
    use proptest::prelude::*;

    fn id(number: u8) -> OrganisationId {
        let text = format!("org_01ARZ3NDEKTSV4RRFFQ69G5F{number:02}");
        OrganisationId::parse(&text).expect("an id")
    }

    fn weights(total: Option<f64>, partners: &[Option<f64>]) -> Vec<(u8, i32)> {
        let named = (1..).zip(partners).map(|(it, part)| (id(it), *part)).collect();
        let all = parts(id(0), total, named);
        let number = |it: &OrganisationId| (0..99).find(|n| &id(*n) == it).expect("one of them");
        all.iter().map(|it| (number(&it.buyer), it.weight)).collect()
    }

    #[test]
    fn who_asks_takes_what_its_partners_leave() {
        assert_eq!(
            weights(Some(20.0), &[Some(12.5), Some(2.5)]),
            [(0, 250_000), (1, 625_000), (2, 125_000)]
        );
        assert_eq!(weights(Some(15.0), &[Some(15.0)]), [(1, 1_000_000)], "it signs nothing");
        assert_eq!(weights(Some(5.0), &[Some(10.0), Some(10.0)]), [(1, 500_000), (2, 500_000)]);
        assert_eq!(weights(Some(5.0), &[None, Some(1.0)]), [(0, 1), (1, 1), (2, 1)]);
        assert_eq!(weights(None, &[Some(1.0)]), [(0, 1), (1, 1)]);
        assert_eq!(weights(Some(5.0), &[]), [(0, 1_000_000)], "one buyer signs for all");
    }

    proptest! {
        /// Whatever the parts are, the prices add up to what was awarded, to the fen.
        #[test]
        fn the_prices_of_all_parts_are_the_price(
            price in 1_i64..100_000_000_000,
            total in prop::option::of(0.1_f64..1e6),
            partners in prop::collection::vec(prop::option::of(0.1_f64..1e6), 0..20),
        ) {
            let named = (1..).zip(&partners).map(|(it, part)| (id(it), *part)).collect();
            let all = parts(id(0), total, named);
            prop_assert!(!all.is_empty());
            let shares: Vec<i32> = all.iter().map(|it| it.weight).collect();
            let amounts = split(Fen(price), &shares);
            prop_assert_eq!(amounts.iter().map(|it| it.0).sum::<i64>(), price);
        }
    }
}
