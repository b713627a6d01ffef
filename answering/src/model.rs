//! From evidence to a probability: a logistic curve whose weights stand in `data/model.txt`, each with
//! its reason, fitted on the questions that are not held out.

use std::sync::LazyLock;

use crate::evidence::Evidence;
use crate::lines;

/// The weights, by the name of the feature; `constant` and the thresholds among them.
static WEIGHTS: LazyLock<Vec<(&'static str, f64)>> = LazyLock::new(|| {
    let row = |row: &'static str| {
        let (name, weight) = row.split_once('=')?;
        Some((name.trim(), weight.trim().parse().ok()?))
    };
    lines::rows(include_str!("../data/model.txt")).filter_map(row).collect()
});

/// A number of the model by its name; zero when it does not stand there.
pub(crate) fn number(name: &str) -> f64 {
    WEIGHTS.iter().find(|(it, _)| *it == name).map_or(0.0, |(_, weight)| *weight)
}

/// How probable it is that the library answers the question, between 0 and 1.
pub(crate) fn probability(evidence: &Evidence) -> f64 {
    let sum: f64 = evidence.features.iter().map(|(name, value)| number(name) * value).sum();
    logistic(number("constant") + sum)
}

/// The logistic curve.
#[must_use]
pub fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

/// Fits weights to rows of features and whether each had an answer, by gradient descent, held back
/// towards zero by `shrink`; answers the constant and one weight for each feature. Classes weigh the same,
/// however many questions each has.
#[must_use]
pub fn fit(rows: &[(Vec<f64>, bool)], shrink: f64, steps: usize) -> (f64, Vec<f64>) {
    let width = rows.first().map_or(0, |(row, _)| row.len());
    let yes = rows.iter().filter(|(_, answered)| *answered).count().max(1) as f64;
    let no = rows.iter().filter(|(_, answered)| !answered).count().max(1) as f64;
    let (mut constant, mut weights) = (0.0, vec![0.0; width]);
    for _ in 0..steps {
        let (mut slope, mut slopes) = (0.0, vec![0.0; width]);
        for (row, answered) in rows {
            let sum: f64 = row.iter().zip(&weights).map(|(value, weight)| value * weight).sum();
            let target = f64::from(u8::from(*answered));
            let share = if *answered { 0.5 / yes } else { 0.5 / no };
            let miss = (logistic(constant + sum) - target) * share;
            slope += miss;
            slopes.iter_mut().zip(row).for_each(|(it, value)| *it += miss * value);
        }
        constant -= 2.0 * slope;
        for (weight, slope) in weights.iter_mut().zip(&slopes) {
            *weight -= 2.0 * (slope + shrink * *weight);
        }
    }
    (constant, weights)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_fitted_tells_the_two_apart() {
        let rows: Vec<(Vec<f64>, bool)> =
            (0..40).map(|it| (vec![f64::from(it) / 40.0, f64::from(it % 3)], it >= 20)).collect();

        let (constant, weights) = fit(&rows, 1e-4, 4_000);

        let says = |row: &[f64]| {
            let sum: f64 = row.iter().zip(&weights).map(|(value, weight)| value * weight).sum();
            logistic(constant + sum)
        };
        assert!(rows.iter().filter(|(row, yes)| (says(row) > 0.5) == *yes).count() >= 38);
        assert!(weights[0] > 1.0 && weights[1].abs() < 0.5);
    }

    #[test]
    fn every_line_of_the_model_is_a_number() {
        let rows = lines::rows(include_str!("../data/model.txt"));
        for row in rows {
            let (_, weight) = row.split_once('=').expect("a name and a number");
            assert!(weight.trim().parse::<f64>().is_ok(), "{row}");
        }
        assert!(number("refuse_below") > 0.0 && number("refuse_below") < number("guess_below"));
    }
}
