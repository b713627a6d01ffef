//! Weights from the judgements of a panel on pairs (AHP, Saaty), in whole numbers.
//!
//! The judgement on a pair is 1 to 9 when the first is that much more important, −2 to −9 when the
//! second is. The weights are the principal eigenvector, found by repeated multiplication in fixed
//! point; how far the judgements contradict each other is the consistency ratio.

/// One, in fixed point.
const ONE: i128 = 1_000_000_000_000;
/// More than enough for nine components: each step gains about a digit.
const STEPS: usize = 100;
/// The random index by number of components, in hundredths (Saaty).
const RANDOM_INDEX: [i128; 10] = [0, 0, 58, 90, 112, 124, 132, 141, 145, 149];

/// A ratio of this many millionths is refused.
pub const REFUSED_FROM_PPM: i32 = 100_000;

/// What judgements come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weights {
    /// Ten-thousandths, in the order of the components; 10,000 together.
    pub weights: Vec<i32>,
    /// The consistency ratio, in millionths.
    pub consistency_ppm: i32,
}

/// How many pairs so many components make.
pub fn pairs(count: usize) -> usize {
    count * count.saturating_sub(1) / 2
}

/// Whether a judgement is one of the scale.
pub fn is_judgement(value: i32) -> bool {
    (1..=9).contains(&value) || (-9..=-2).contains(&value)
}

/// The weights of so many components; none when the judgements are not those of that many, or are
/// not of the scale.
pub fn weigh(count: usize, judgements: &[i32]) -> Option<Weights> {
    let index = *RANDOM_INDEX.get(count.checked_sub(1)?)?;
    if judgements.len() != pairs(count) || !judgements.iter().all(|it| is_judgement(*it)) {
        return None;
    }
    let matrix = matrix(count, judgements);
    let size = i128::try_from(count).ok()?;
    let mut vector = vec![ONE / size; count];
    for _ in 0..STEPS {
        let product = times(&matrix, &vector);
        let sum: i128 = product.iter().sum();
        vector = product.iter().map(|it| it * ONE / sum).collect();
    }
    let eigenvalue: i128 = times(&matrix, &vector).iter().sum();
    let excess = (eigenvalue - size * ONE).max(0);
    let ratio = match index {
        0 => 0,
        index => excess * 100_000_000 / ((size - 1) * index * ONE),
    };
    let consistency_ppm = i32::try_from(ratio).unwrap_or(i32::MAX);
    Some(Weights { weights: shares(&vector), consistency_ppm })
}

fn matrix(count: usize, judgements: &[i32]) -> Vec<Vec<i128>> {
    let mut matrix = vec![vec![ONE; count]; count];
    let pairs = (0..count).flat_map(|row| (row + 1..count).map(move |column| (row, column)));
    for ((row, column), judged) in pairs.zip(judgements.iter().map(|it| i128::from(*it))) {
        let (there, back) =
            if judged > 0 { (ONE * judged, ONE / judged) } else { (ONE / -judged, ONE * -judged) };
        matrix[row][column] = there;
        matrix[column][row] = back;
    }
    matrix
}

fn times(matrix: &[Vec<i128>], vector: &[i128]) -> Vec<i128> {
    let row = |row: &Vec<i128>| row.iter().zip(vector).map(|(a, b)| a * b).sum::<i128>() / ONE;
    matrix.iter().map(row).collect()
}

/// Shares of 10,000: rounded down, and what is left to those that lost most.
fn shares(vector: &[i128]) -> Vec<i32> {
    let whole = i128::from(super::WHOLE);
    let mut shares: Vec<i128> = vector.iter().map(|it| it * whole / ONE).collect();
    let mut by_loss: Vec<usize> = (0..vector.len()).collect();
    by_loss.sort_by_key(|at| (-(vector[*at] * whole % ONE), *at));
    let left = usize::try_from(whole - shares.iter().sum::<i128>()).unwrap_or(0);
    for at in by_loss.into_iter().take(left) {
        shares[at] += 1;
    }
    shares.into_iter().map(|it| i32::try_from(it).unwrap_or(0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn judgements_that_agree_give_their_ratios_and_no_contradiction() {
        // 4 : 2 : 1.
        let found = weigh(3, &[2, 4, 2]).unwrap();
        assert_eq!(found.weights, [5_714, 2_857, 1_429]);
        assert_eq!(found.consistency_ppm, 0);
        assert_eq!(weigh(2, &[3]).unwrap().weights, [7_500, 2_500]);
        assert_eq!(weigh(2, &[-3]).unwrap().weights, [2_500, 7_500]);
    }

    #[test]
    fn a_textbook_matrix_gives_its_weights_and_ratio() {
        // 1 3 5; 1/3 1 3; 1/5 1/3 1: weights 0.637 0.258 0.105, λmax 3.0385, CR 0.033.
        let found = weigh(3, &[3, 5, 3]).unwrap();
        assert_eq!(found.weights, [6_370, 2_583, 1_047]);
        assert!((33_000..33_400).contains(&found.consistency_ppm), "{}", found.consistency_ppm);
    }

    #[test]
    fn judgements_that_go_round_in_a_circle_are_found_out() {
        let found = weigh(3, &[3, -3, 3]).unwrap();
        assert!(found.consistency_ppm >= REFUSED_FROM_PPM, "{}", found.consistency_ppm);
    }

    #[test]
    fn weights_are_always_ten_thousand_together() {
        let mut seed = 7_u64;
        for count in 1..=10 {
            for _ in 0..20 {
                let mut throw = || {
                    seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                    let value = i32::try_from((seed >> 33) % 17).unwrap() - 8;
                    if value < 0 { value - 1 } else { value + 1 }
                };
                let judgements: Vec<i32> = (0..pairs(count)).map(|_| throw()).collect();
                let found = weigh(count, &judgements).unwrap();
                assert_eq!(found.weights.iter().sum::<i32>(), 10_000, "{judgements:?}");
                assert!(found.weights.iter().all(|it| *it > 0), "{judgements:?}");
            }
        }
    }

    #[test]
    fn what_is_not_of_the_scale_is_refused() {
        for wrong in [&[0, 1, 1][..], &[-1, 1, 1], &[10, 1, 1], &[1, 1], &[1, 1, 1, 1]] {
            assert_eq!(weigh(3, wrong), None, "{wrong:?}");
        }
        assert_eq!(weigh(0, &[]), None);
        assert_eq!(weigh(11, &vec![1; pairs(11)]), None);
    }
}
