//! The arithmetic of a price band.

use kernel::Fen;

/// Fewer awards than this show nothing. 配置值, as the issue of the hall asks for.
pub const FEWEST: usize = 5;
/// How far back awards count, in days: three years. 配置值.
pub const DAYS_BACK: i64 = 3 * 365;

/// What was usual.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Band {
    /// A quarter was awarded for no more.
    pub low: Fen,
    /// Half.
    pub median: Fen,
    /// Three quarters.
    pub high: Fen,
    /// Of how many awards.
    pub count: usize,
}

/// The band of prices given in any order; none when they are too few. A quartile that falls between
/// two prices is taken between them in proportion, rounded down to a fen.
pub fn band(mut prices: Vec<i64>) -> Option<Band> {
    if prices.len() < FEWEST {
        return None;
    }
    prices.sort_unstable();
    let quarter = |number: usize| {
        let place = (prices.len() - 1) * number;
        let (below, rest) = (prices[place / 4], i64::try_from(place % 4).unwrap_or(0));
        let above = prices[(place / 4 + 1).min(prices.len() - 1)];
        Fen(below + (above - below) * rest / 4)
    };
    Some(Band { low: quarter(1), median: quarter(2), high: quarter(3), count: prices.len() })
}

/// The price of one unit of what was awarded, rounded to a fen; none without a sound quantity.
pub fn per_unit(price: Fen, quantity: f64) -> Option<i64> {
    let one = price.0 as f64 / quantity;
    (quantity > 0.0 && one.is_finite()).then_some(one.round() as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fewer_than_five_awards_show_nothing() {
        assert_eq!(band(vec![1, 2, 3, 4]), None);
    }

    #[test]
    fn the_quartiles_are_those_of_the_ordered_prices() {
        let of = |prices: &[i64]| {
            let it = band(prices.to_vec()).expect("a band");
            [it.low.0, it.median.0, it.high.0]
        };
        assert_eq!(of(&[50, 10, 40, 20, 30]), [20, 30, 40]);
        assert_eq!(of(&[10, 20, 30, 40, 50, 60]), [22, 35, 47]);
        assert_eq!(of(&[7; 9]), [7, 7, 7]);
    }

    #[test]
    fn a_price_is_divided_by_a_sound_quantity_only() {
        assert_eq!(per_unit(Fen(10_000), 3.0), Some(3_333));
        assert_eq!(per_unit(Fen(10_000), 0.0), None);
        assert_eq!(per_unit(Fen(10_000), f64::NAN), None);
    }
}
