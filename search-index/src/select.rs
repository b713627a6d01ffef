//! Choosing among what the engine met: filters, thresholds, order, counts.

mod articles;
mod draw;
mod named;
mod shortlist;
mod similar;

use tantivy::DocId;

use crate::document::Kind;
use crate::engine::Terms;
use crate::facets::{self, Counts};
use crate::index::view::{ChosenPaths, Segment, View};
use crate::query::understand::Understood;
use crate::query::{Force, Query, Sort};
use crate::schema::Fields;

/// A document that was found.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Found {
    pub(crate) segment: u32,
    pub(crate) doc: DocId,
    pub(crate) score: f32,
    pub(crate) reason: Option<Reason>,
}

/// Why something was found that does not hold the words of the question.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Reason {
    NearName,
    Sound,
    Initials,
    /// The law that is named is no longer in force; this is where it stands today.
    Instead(String),
}

impl Reason {
    pub(crate) fn text(&self) -> String {
        match self {
            Self::NearName => "名称相近".to_owned(),
            Self::Sound => "拼音相符".to_owned(),
            Self::Initials => "首字母相符".to_owned(),
            Self::Instead(title) => format!("《{title}》已废止，相关内容现见此处"),
        }
    }
}

/// One search under way.
pub(crate) struct Task<'a> {
    pub(crate) view: &'a View,
    pub(crate) terms: &'a Terms<'a>,
    pub(crate) fields: &'a Fields,
    pub(crate) query: &'a Query,
    pub(crate) understood: &'a Understood,
    /// The order in which they are needed.
    pub(crate) order: Sort,
    /// How many hits are needed in order.
    pub(crate) depth: usize,
    pub(crate) counts: Option<Counts>,
    pub(crate) total: usize,
    /// What was drawn by lot.
    pub(crate) drawn: Vec<Found>,
}

/// The filters, made ready for one segment.
pub(crate) struct Filter<'a> {
    segment: &'a Segment,
    kinds: [bool; Kind::ALL.len()],
    regions: Option<Vec<bool>>,
    /// What is chosen of coming, in force and over, and the day.
    force: Option<(Force, i64)>,
    /// For the category and each dimension chosen: which, and the paths that are chosen.
    paths: Vec<(u8, ChosenPaths)>,
}

/// How a document stands to the filters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It passes.
    In,
    /// It would pass with another region.
    ButRegion,
    /// It would pass with another choice in this dimension.
    But(u8),
    /// It does not pass.
    Out,
}

impl<'a> Filter<'a> {
    pub(crate) fn new(segment: &'a Segment, query: &Query, kinds: &[Kind]) -> Self {
        let mut wanted = [false; Kind::ALL.len()];
        for kind in kinds {
            wanted[usize::from(kind.code())] = true;
        }
        let columns = &segment.columns;
        let regions = query.region.as_deref().map(|region| {
            let range = facets::region_range(region);
            columns.regions.iter().map(|code| range.contains(code)).collect()
        });
        let choose = |dimension: &str, is_chosen: &dyn Fn(&str) -> bool| {
            let place = columns.dimensions.iter().position(|it| it == dimension);
            let place = place.and_then(|it| u8::try_from(it).ok()).unwrap_or(u8::MAX);
            (place, columns.choose(is_chosen))
        };
        let mut paths = Vec::new();
        if let Some(category) = query.category.as_deref() {
            let category = category.trim_matches('/');
            paths.push(choose("", &|path| path == category));
        }
        for choice in query.marks.iter().filter(|choice| !choice.is_empty()) {
            let marks: Vec<String> =
                choice.iter().map(|it| format!("{}{it}", facets::MARK)).collect();
            let dimension = facets::dimension(&marks[0]);
            paths.push(choose(dimension, &|path| marks.iter().any(|it| it == path)));
        }
        let force = query.force.map(|force| (force, query.today));
        Self { segment, kinds: wanted, regions, force, paths }
    }

    /// Whether a document passes; the choice that is narrowest, most often the last one, is asked first.
    pub(crate) fn passes(&self, doc: DocId) -> bool {
        let columns = &self.segment.columns;
        self.paths.iter().rev().all(|(_, chosen)| columns.has_one_of(doc, chosen))
            && self.standing(doc) == Standing::In
    }

    pub(crate) fn standing(&self, doc: DocId) -> Standing {
        let columns = &self.segment.columns;
        let place = doc as usize;
        let kind = columns.kind[place];
        if !self.kinds.get(usize::from(kind)).is_some_and(|it| *it) {
            return Standing::Out;
        }
        if self.force.is_some_and(|(wanted, today)| columns.force(doc, today) != wanted) {
            return Standing::Out;
        }
        let mut standing = Standing::In;
        if let Some(regions) = &self.regions {
            // A law without a region is in force in every one.
            let region = usize::from(columns.region[place]);
            let everywhere = kind >= Kind::Law.code() && columns.regions[region] == 0;
            if !regions[region] && !everywhere {
                standing = Standing::ButRegion;
            }
        }
        for (dimension, chosen) in &self.paths {
            if !columns.has_one_of(doc, chosen) {
                if standing != Standing::In {
                    return Standing::Out;
                }
                standing = Standing::But(*dimension);
            }
        }
        if self.segment.reader.is_deleted(doc) { Standing::Out } else { standing }
    }
}

impl Task<'_> {
    /// What was found, in order, as deep as was asked for.
    pub(crate) fn run(&mut self) -> anyhow::Result<Vec<Found>> {
        let kinds: Vec<Kind> = match self.query.kinds.as_slice() {
            [] => Kind::ALL.to_vec(),
            kinds => kinds.to_vec(),
        };
        let asked = !self.understood.plain.is_empty();
        let named: Vec<Kind> =
            kinds.iter().copied().filter(|kind| *kind != Kind::Article).collect();
        let articles = kinds.contains(&Kind::Article) && (asked || named.is_empty());
        let mut found = Vec::new();
        if !named.is_empty() {
            found = self.named(&named, asked)?;
        }
        if articles {
            let more = self.articles(asked)?;
            if found.is_empty() {
                found = more;
            } else {
                found.extend(more);
                if self.order == Sort::Relevance {
                    found.sort_by(|a, b| b.score.total_cmp(&a.score));
                }
            }
        }
        Ok(found)
    }

    /// Adds what was counted in a segment.
    fn add_totals(&mut self, segment: &Segment, totals: &Totals) {
        self.total += totals.total;
        let Some(counts) = &mut self.counts else { return };
        let columns = &segment.columns;
        for (sum, count) in counts.kinds.iter_mut().zip(totals.kinds) {
            *sum += count;
        }
        for (code, count) in columns.regions.iter().zip(&totals.regions).filter(|it| *it.1 > 0) {
            *counts.regions.entry(*code).or_default() += count;
        }
        for (path, count) in columns.paths.iter().zip(&totals.paths).filter(|it| *it.1 > 0) {
            match counts.categories.get_mut(path) {
                Some(sum) => *sum += count,
                None => drop(counts.categories.insert(path.clone(), *count)),
            }
        }
    }
}

/// Counts within one segment.
struct Totals {
    total: usize,
    kinds: [u64; Kind::ALL.len()],
    regions: Vec<u64>,
    paths: Vec<u64>,
    facets: bool,
}

impl Totals {
    fn new(segment: &Segment, facets: bool) -> Self {
        let size = |values: usize| if facets { values } else { 0 };
        Self {
            total: 0,
            kinds: [0; Kind::ALL.len()],
            regions: vec![0; size(segment.columns.regions.len())],
            paths: vec![0; size(segment.columns.paths.len())],
            facets,
        }
    }

    /// Counts a document as it stands to the filters; whether it passes.
    fn takes(&mut self, filter: &Filter<'_>, doc: DocId) -> bool {
        if !self.facets {
            let passes = filter.passes(doc);
            self.total += usize::from(passes);
            return passes;
        }
        let standing = filter.standing(doc);
        if standing == Standing::In {
            self.count(filter.segment, doc);
            return true;
        }
        self.count_beside(filter.segment, doc, standing);
        false
    }

    /// Counts a document that would pass with another choice: among the values of that choice.
    fn count_beside(&mut self, segment: &Segment, doc: DocId, standing: Standing) {
        let columns = &segment.columns;
        match standing {
            Standing::ButRegion => self.regions[usize::from(columns.region[doc as usize])] += 1,
            Standing::But(dimension) => {
                for level in columns.category_levels(doc) {
                    let level = usize::from(*level);
                    self.paths[level] += u64::from(columns.dimension[level] == dimension);
                }
            }
            Standing::In | Standing::Out => {}
        }
    }

    fn count(&mut self, segment: &Segment, doc: DocId) {
        self.total += 1;
        if !self.facets {
            return;
        }
        let columns = &segment.columns;
        self.regions[usize::from(columns.region[doc as usize])] += 1;
        if let Some(count) = self.kinds.get_mut(usize::from(columns.kind[doc as usize])) {
            *count += 1;
        }
        for level in columns.category_levels(doc) {
            self.paths[usize::from(*level)] += 1;
        }
    }
}
