//! What the distance between the winning and the next price says: R024, R058.

use super::reading::{amount, list, ocid, only_id, only_winner};
use super::{Fences, Findings, FlagSubject, RedFlag};
use serde_json::Value;

/// A process whose cheapest bid won, and how much more the next bidder asked.
struct Distance {
    ocid: String,
    winner: String,
    next: String,
    ratio: f64,
}

pub(super) fn of_all(processes: &[&Value], found: &mut Findings) {
    let distances: Vec<Distance> = processes.iter().filter_map(|it| distance(it)).collect();
    let ratios: Vec<f64> = distances.iter().map(|it| it.ratio).collect();
    let fences = Fences::of(&ratios);
    for it in &distances {
        let mut put = |subject, id: &str, flag, value| {
            found.insert((subject, id.to_owned(), flag), value);
        };
        // Where three of four prices are the same, sameness says nothing.
        if fences.first > 0.0 && fences.lower > 0.0 && it.ratio <= fences.lower {
            put(FlagSubject::Process, &it.ocid, RedFlag::R024, it.ratio);
            put(FlagSubject::Tenderer, &it.winner, RedFlag::R024, 0.0);
            put(FlagSubject::Tenderer, &it.next, RedFlag::R024, 0.0);
        }
        if fences.upper > 0.0 && it.ratio >= fences.upper {
            put(FlagSubject::Process, &it.ocid, RedFlag::R058, it.ratio);
            put(FlagSubject::Tenderer, &it.winner, RedFlag::R058, 0.0);
        }
    }
}

fn distance(process: &Value) -> Option<Distance> {
    let supplier = only_winner(process)?;
    let (mut won, mut next): (Option<f64>, Option<(f64, &str)>) = (None, None);
    for bid in list(process, "/bids/details").iter().filter(|it| it["status"] == "valid") {
        let (Some(id), Some(price)) = (only_id(bid, "tenderers"), amount(bid)) else { continue };
        if id == supplier {
            won = Some(won.map_or(price, |it| it.min(price)));
        } else if next.is_none_or(|(least, _)| price < least) {
            next = Some((price, id));
        }
    }
    let (won, (next, other)) = (won?, next?);
    // When a cheaper bid lost, price was not what decided.
    (next >= won).then(|| Distance {
        ocid: ocid(process),
        winner: supplier.to_owned(),
        next: other.to_owned(),
        ratio: (next - won) / won,
    })
}
