//! The terms of one search, each looked up once.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use tantivy::postings::TermInfo;
use tantivy::schema::Field;

use crate::index::view::View;

/// Where the posting lists of a term are, by segment.
pub(crate) type Lists = Rc<[Option<TermInfo>]>;

/// Looks terms up in the dictionaries of a view and remembers them.
pub(crate) struct Terms<'a> {
    pub(crate) view: &'a View,
    known: RefCell<HashMap<String, Vec<(Field, Lists)>>>,
}

impl<'a> Terms<'a> {
    pub(crate) fn new(view: &'a View) -> Self {
        Self { view, known: RefCell::default() }
    }

    /// Where the term's lists are. A dictionary that cannot be read has no terms.
    pub(crate) fn lists(&self, field: Field, term: &str) -> Lists {
        let known = |known: &(Field, Lists)| (known.0 == field).then(|| Rc::clone(&known.1));
        if let Some(lists) =
            self.known.borrow().get(term).and_then(|fields| fields.iter().find_map(known))
        {
            return lists;
        }
        let segments = self.view.segments.iter();
        let lists: Lists = segments
            .map(|segment| segment.text(field)?.inverted.terms().get(term).ok().flatten())
            .collect();
        let mut known = self.known.borrow_mut();
        match known.get_mut(term) {
            Some(fields) => fields.push((field, Rc::clone(&lists))),
            None => drop(known.insert(term.to_owned(), vec![(field, Rc::clone(&lists))])),
        }
        lists
    }

    /// In how many documents the term occurs.
    pub(crate) fn frequency(&self, field: Field, term: &str) -> u32 {
        self.lists(field, term).iter().flatten().map(|info| info.doc_freq).sum()
    }
}
