//! The lower bound of customers' reviews: few reviews prove little, however good they are.

/// The square of the quantile of the normal distribution, in millionths: 1.645² (95 %, one side).
/// 配置值.
const QUANTILE_SQUARED: u128 = 2_706_025;
const MILLION: u128 = 1_000_000;
/// How many reviews are needed, and from how many customers. 配置值.
const LEAST: usize = 2;

/// The lower end of Wilson's interval for the share of stars given, in thousandths of a point out
/// of 100; none before two reviews of two customers. Stars are 1 to 5: one is nothing, five is all.
pub fn lower_bound_milli(reviews: &[(&str, i32)]) -> Option<i64> {
    let authors: std::collections::BTreeSet<&str> = reviews.iter().map(|it| it.0).collect();
    if reviews.len() < LEAST || authors.len() < LEAST {
        return None;
    }
    let given: i32 = reviews.iter().map(|it| it.1.clamp(1, 5) - 1).sum();
    Some(bound(u128::try_from(given).ok()?, u128::try_from(reviews.len()).ok()?))
}

/// With `given` of `4 · count` quarters of stars: `(s + 2z² − √(z²·(s(4n − s)/n + 4z²))) / 4(n + z²)`.
fn bound(given: u128, count: u128) -> i64 {
    let spread = given * (4 * count - given) * MILLION / count + 4 * QUANTILE_SQUARED;
    let root = (QUANTILE_SQUARED * spread).isqrt();
    let above = (given * MILLION + 2 * QUANTILE_SQUARED).saturating_sub(root);
    let below = 4 * (count * MILLION + QUANTILE_SQUARED);
    i64::try_from(above * 100_000 / below).unwrap_or(0).clamp(0, super::FULL_MILLI)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(stars: &[i32]) -> Option<i64> {
        let names: Vec<String> = (0..stars.len()).map(|it| it.to_string()).collect();
        let reviews: Vec<(&str, i32)> =
            names.iter().map(String::as_str).zip(stars.iter().copied()).collect();
        lower_bound_milli(&reviews)
    }

    #[test]
    fn nothing_is_said_before_two_reviews_of_two_customers() {
        assert_eq!(of(&[]), None);
        assert_eq!(of(&[5]), None);
        assert_eq!(lower_bound_milli(&[("甲", 5), ("甲", 5), ("甲", 5)]), None);
        assert!(lower_bound_milli(&[("甲", 5), ("乙", 5)]).is_some());
    }

    #[test]
    fn more_of_the_same_proves_more() {
        assert_eq!(of(&[5, 5]), Some(42_498));
        let mut before = 0;
        for count in [2, 3, 5, 10, 100, 1_000] {
            let bound = of(&vec![5; count]).unwrap();
            assert!(bound > before && bound < 100_000, "{count}: {bound}");
            before = bound;
        }
        assert!(of(&[4; 100]).unwrap() > of(&[5, 5]).unwrap(), "a hundred fours beat two fives");
    }

    #[test]
    fn it_lies_between_nothing_and_the_mean() {
        for count in 2..30_usize {
            for low in 0..=count {
                let stars: Vec<i32> = (0..count).map(|at| if at < low { 1 } else { 5 }).collect();
                let mean = i64::try_from((count - low) * 100_000 / count).unwrap();
                let bound = of(&stars).unwrap();
                assert!((0..=mean).contains(&bound), "{count} {low}: {bound} of {mean}");
            }
        }
    }

    #[test]
    fn it_agrees_with_the_formula_in_floating_point() {
        let z2: f64 = 2.706_025;
        for (given, count) in [(8_u32, 2_u32), (5, 3), (30, 10), (100, 40), (0, 5)] {
            let (n, p) = (f64::from(count), f64::from(given) / (4.0 * f64::from(count)));
            let spread = z2.sqrt() * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
            let exact = (p + z2 / (2.0 * n) - spread) / (1.0 + z2 / n) * 100_000.0;
            let found = bound(given.into(), count.into());
            assert!((exact - found as f64).abs() < 2.0, "{given}/{count}: {exact} {found}");
        }
    }
}
