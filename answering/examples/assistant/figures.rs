//! The tables.

use std::collections::BTreeMap;
use std::time::Duration;

use answering::{Tier, fit, logistic};

/// A question that was asked and judged.
#[derive(Clone)]
pub struct Judged {
    pub kind: String,
    pub answerable: bool,
    pub right: bool,
    pub obsolete: bool,
    pub tier: Tier,
    pub probability: f64,
    pub features: Vec<(&'static str, f64)>,
    pub absent: bool,
    pub question: String,
    pub near: f64,
    pub time: Duration,
}

impl Judged {
    /// Whether nothing was cited.
    pub fn refused(&self) -> bool {
        matches!(self.tier, Tier::Unknown | Tier::DidYouMean)
    }
}

/// Questions of one set.
pub struct Table<'a>(pub &'a [Judged]);

impl Table<'_> {
    pub fn print(&self, name: &str) {
        println!("\n== {name}: {} questions", self.0.len());
        let mut kinds: BTreeMap<&str, Vec<&Judged>> = BTreeMap::new();
        for judged in self.0 {
            kinds.entry(&judged.kind).or_default().push(judged);
            if judged.answerable {
                kinds.entry("~ answerable").or_default().push(judged);
            } else {
                kinds.entry("~ unanswerable").or_default().push(judged);
            }
        }
        println!(
            "{:<16}{:>5}  {:>9} {:>9} {:>9} {:>9}",
            "kind", "asked", "right@3", "refused", "tier 1", "obsolete"
        );
        for (kind, all) in &kinds {
            let share = |is: &dyn Fn(&Judged) -> bool| {
                100.0 * all.iter().filter(|it| is(it)).count() as f64 / all.len() as f64
            };
            println!(
                "{kind:<16}{:>5}  {:>7.1} % {:>7.1} % {:>7.1} % {:>7.1} %",
                all.len(),
                share(&|it| it.right),
                share(&|it| it.refused()),
                share(&|it| it.tier == Tier::Answer),
                share(&|it| it.obsolete),
            );
        }
        let first: Vec<&Judged> = self.0.iter().filter(|it| it.tier == Tier::Answer).collect();
        let right = first.iter().filter(|it| it.right).count();
        println!(
            "tier 1: {right} of {} right ({:.1} %)",
            first.len(),
            100.0 * right as f64 / first.len().max(1) as f64
        );
        self.calibration();
        let mut times: Vec<Duration> = self.0.iter().map(|it| it.time).collect();
        times.sort_unstable();
        println!(
            "time: median {:.1?}, longest {:.1?}",
            times[times.len() / 2],
            times[times.len() - 1]
        );
    }

    /// What was said to be probable, and what was so.
    fn calibration(&self) {
        println!("probability   asked  answerable  right@3");
        for fifth in 0..5 {
            let (from, to) = (f64::from(fifth) / 5.0, f64::from(fifth + 1) / 5.0);
            let is_here = |it: &&Judged| {
                it.probability >= from
                    && (it.probability < to || (fifth == 4 && it.probability <= 1.0))
            };
            let here: Vec<&Judged> = self.0.iter().filter(is_here).collect();
            if here.is_empty() {
                continue;
            }
            let share = |count: usize| 100.0 * count as f64 / here.len() as f64;
            println!(
                "{from:.1} to {to:.1}    {:>5}    {:>6.1} %  {:>6.1} %",
                here.len(),
                share(here.iter().filter(|it| it.answerable).count()),
                share(here.iter().filter(|it| it.right).count()),
            );
        }
    }
}

/// Fits the model to what may be tuned on, prints its weights, and how it does on folds left out.
pub fn fit_all(rows: &[(String, Judged)], shrink: f64) {
    let tuned: Vec<&Judged> = rows
        .iter()
        .filter(|(set, it)| !set.contains("held out") && !it.absent)
        .map(|(_, it)| it)
        .collect();
    // What is beyond any law is refused by itself; the model shall tell the like without being told.
    let told = ["beyond", "elsewhere", "missing"];
    let used = |it: &Judged| {
        let used = it.features.iter().filter(|(name, _)| !told.contains(name));
        used.copied().collect::<Vec<(&'static str, f64)>>()
    };
    let row = |it: &Judged| used(it).into_iter().map(|(_, value)| value).collect::<Vec<f64>>();
    let all: Vec<(Vec<f64>, bool)> = tuned.iter().map(|it| (row(it), it.answerable)).collect();
    let says = |(constant, weights): &(f64, Vec<f64>), row: &[f64]| {
        logistic(
            constant + row.iter().zip(weights).map(|(value, weight)| value * weight).sum::<f64>(),
        )
    };
    let mut left_out: Vec<(f64, bool)> = Vec::new();
    for fold in 0..8 {
        let (test, train): (Vec<_>, Vec<_>) =
            all.iter().cloned().enumerate().partition(|(place, _)| place % 8 == fold);
        let train: Vec<_> = train.into_iter().map(|(_, it)| it).collect();
        let model = fit(&train, shrink, 4_000);
        left_out.extend(test.iter().map(|(_, (row, yes))| (says(&model, row), *yes)));
    }
    println!("\nshrink {shrink}: on folds left out, refusing below:");
    for at in 1..10 {
        let at = f64::from(at) / 10.0;
        let of = |yes: bool| {
            let all: Vec<_> = left_out.iter().filter(|it| it.1 == yes).collect();
            100.0 * all.iter().filter(|it| it.0 < at).count() as f64 / all.len().max(1) as f64
        };
        println!(
            "  {at:.1}: unanswerable refused {:>5.1} %, answerable refused {:>5.1} %",
            of(false),
            of(true)
        );
    }
    let (constant, weights) = fit(&all, shrink, 8_000);
    println!("constant = {constant:.2}");
    let names =
        tuned.first().map(|it| used(it).into_iter().map(|(name, _)| name).collect::<Vec<_>>());
    for (name, weight) in names.unwrap_or_default().iter().zip(&weights) {
        println!("{name} = {weight:.2}");
    }
}

/// Fits with several strengths of holding back.
pub fn print_fit(rows: &[(String, Judged)]) {
    for shrink in [0.0003, 0.001, 0.003] {
        fit_all(rows, shrink);
    }
}

/// Every question that a stored answer was given to, the least alike first.
pub fn print_first(rows: &[(String, Judged)]) {
    let mut first: Vec<&Judged> =
        rows.iter().map(|(_, it)| it).filter(|it| it.tier == Tier::Answer).collect();
    first.sort_by(|a, b| a.near.total_cmp(&b.near));
    println!("\nstored answers given, by likeness:");
    for it in first {
        println!("  {:.3} {} {}", it.near, if it.right { "right" } else { "WRONG" }, it.question);
    }
}
