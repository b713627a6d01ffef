//! Lists that were asked for without a question, kept as long as the view they were read from.
//!
//! Walking everything that passes a filter, and counting it, costs a millisecond at 100,000 things.
//! Most readers open the same few lists, and between two commits they cannot change.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::facets::Facets;
use crate::select::Found;

/// How many lists are kept, about 20 KiB each. When there are more, they are forgotten.
const KEPT: usize = 128;

/// What was found for a query.
#[derive(Debug)]
pub(crate) struct List {
    pub(crate) found: Vec<Found>,
    pub(crate) total: usize,
    pub(crate) drawn: Vec<Found>,
    pub(crate) facets: Facets,
}

/// Lists by what was asked for.
#[derive(Debug, Default)]
pub(crate) struct Lists(Mutex<HashMap<String, Arc<List>>>);

impl Lists {
    pub(crate) fn get(&self, asked: &str) -> Option<Arc<List>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(asked).cloned()
    }

    pub(crate) fn keep(&self, asked: String, list: &Arc<List>) {
        let mut lists = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if lists.len() >= KEPT {
            lists.clear();
        }
        lists.insert(asked, Arc::clone(list));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_lists_are_kept_than_there_is_room_for() {
        let lists = Lists::default();
        let list = Arc::new(List {
            found: Vec::new(),
            total: 7,
            drawn: Vec::new(),
            facets: Facets::default(),
        });
        for number in 0..=KEPT {
            lists.keep(number.to_string(), &list);
        }

        assert_eq!(lists.get(&KEPT.to_string()).map(|it| it.total), Some(7));
        assert!(lists.get("0").is_none());
        assert_eq!(lists.0.lock().unwrap().len(), 1);
    }
}
