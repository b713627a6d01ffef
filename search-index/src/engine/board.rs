//! What is known of the documents of a segment while it is searched.

use std::sync::{Mutex, PoisonError};

use tantivy::DocId;

/// What is known of one document.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Cell {
    pub(crate) score: f32,
    /// The best score within the group at hand.
    best: f32,
    /// The concepts covered.
    pub(crate) mask: u32,
    /// The group at hand, counted from one; zero when the document was not met yet.
    group: u32,
}

/// Cells for the documents of a segment, and which of them were met.
#[derive(Debug, Default)]
pub(crate) struct Board {
    cells: Vec<Cell>,
    met: Vec<DocId>,
    /// One bit a document: small enough to stay in the cache while long lists are walked.
    known: Vec<u64>,
}

/// Boards that are not in use; there are as many as searches ran at the same time.
static UNUSED: Mutex<Vec<Board>> = Mutex::new(Vec::new());

impl Board {
    /// An empty board.
    pub(super) fn take() -> Self {
        UNUSED.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default()
    }

    /// Keeps the board for another search.
    pub(super) fn give_back(mut self) {
        self.clear(0);
        UNUSED.lock().unwrap_or_else(PoisonError::into_inner).push(self);
    }

    /// The documents that were met, with what is known of them.
    pub(crate) fn met(&self) -> impl Iterator<Item = (DocId, &Cell)> {
        self.met.iter().map(|doc| (*doc, &self.cells[*doc as usize]))
    }

    pub(super) fn count(&self) -> usize {
        self.met.len()
    }

    /// Forgets everything and makes room for so many documents.
    pub(super) fn clear(&mut self, size: usize) {
        for doc in self.met.drain(..) {
            self.cells[doc as usize] = Cell::default();
            self.known[doc as usize / 64] = 0;
        }
        if self.cells.len() < size {
            self.cells.resize(size, Cell::default());
            self.known.resize(size.div_ceil(64), 0);
        }
    }

    #[inline]
    pub(super) fn knows(&self, doc: DocId) -> bool {
        self.known[doc as usize / 64] & (1 << (doc % 64)) != 0
    }

    /// Adds to the document what it has over the best so far of the same group.
    #[inline]
    pub(super) fn add(&mut self, doc: DocId, group: u32, bit: u32, score: f32) {
        let cell = &mut self.cells[doc as usize];
        if cell.group == group {
            if score > cell.best {
                cell.score += score - cell.best;
                cell.best = score;
            }
        } else {
            if cell.group == 0 {
                self.met.push(doc);
                self.known[doc as usize / 64] |= 1 << (doc % 64);
            }
            cell.group = group;
            cell.best = score;
            cell.score += score;
        }
        cell.mask |= bit;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_of_a_group_counts_and_groups_add_up() {
        let mut board = Board::default();
        board.clear(100);

        board.add(70, 1, 1, 2.0);
        board.add(70, 1, 1, 3.0);
        board.add(70, 1, 1, 1.0);
        board.add(70, 2, 2, 4.0);

        let met: Vec<(DocId, f32, u32)> =
            board.met().map(|(doc, cell)| (doc, cell.score, cell.mask)).collect();
        assert_eq!(met, [(70, 7.0, 3)]);
        assert!(board.knows(70) && !board.knows(69));
        board.clear(100);
        assert_eq!((board.met().count(), board.knows(70)), (0, false));
    }
}
