//! What a search sees: the segments of one commit, with the columns it filters, sorts and counts
//! by held in memory.
//!
//! The columns cost about 80 bytes a document. Segments do not change, so a new commit reads the
//! columns of its new segments only.

use std::collections::HashMap;
use std::sync::Arc;

use anyhow::Context as _;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::index::SegmentId;
use tantivy::schema::Field;
use tantivy::{DocId, InvertedIndexReader, Searcher, SegmentReader};

use crate::document::Kind;
use crate::facets;
use crate::index::lists::Lists;
use crate::query::Force;
use crate::schema::Fields;

/// Places in `paths`, a bit each. Where there are more of them than bits, several share one, and
/// what meets must be looked at again.
#[derive(Debug, Clone, Copy, Default)]
struct Paths(u128);

impl Paths {
    const SIZE: usize = 128;

    fn add(&mut self, place: usize) {
        self.0 |= 1 << (place % Self::SIZE);
    }

    #[inline]
    fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// Paths of one segment that were chosen.
pub(crate) struct ChosenPaths {
    mask: Paths,
    /// By place in `paths`.
    exact: Vec<bool>,
}

/// Columns of one segment, by document number.
#[derive(Debug, Default)]
pub(crate) struct Columns {
    pub(crate) kind: Vec<u8>,
    /// The documents of each kind that is listed without a question; none of articles.
    pub(crate) listed: [Vec<DocId>; Kind::ALL.len()],
    pub(crate) rank: Vec<f32>,
    pub(crate) date: Vec<i64>,
    /// First day in force and first day no longer so.
    pub(crate) active: Vec<(i32, i32)>,
    pub(crate) number: Vec<u32>,
    /// What a place in a draw is worked out from.
    pub(crate) lot: Vec<u32>,
    /// How many of our terms occur, as counted by the schema.
    pub(crate) terms: Vec<u8>,
    /// The narrow subject, zero for none.
    pub(crate) scope: Vec<u8>,
    /// Place of the region in `regions`.
    pub(crate) region: Vec<u16>,
    pub(crate) regions: Vec<u64>,
    /// [`position::packed`](crate::position::packed).
    pub(crate) position: Vec<u32>,
    /// `levels[starts[doc]..starts[doc + 1]]` are the category levels of a document, as places
    /// in `paths`.
    starts: Vec<u32>,
    levels: Vec<u16>,
    /// The same levels as a set.
    masks: Vec<Paths>,
    pub(crate) paths: Vec<String>,
    /// The place of each path's dimension in `dimensions`.
    pub(crate) dimension: Vec<u8>,
    /// The category's, which is empty, and those of marks.
    pub(crate) dimensions: Vec<String>,
    /// The first letters of the title in pinyin, as a number in their order.
    pub(crate) name: Vec<f64>,
    /// How many documents there are of each kind, deleted ones included.
    pub(crate) kinds: [u64; Kind::ALL.len()],
}

impl Columns {
    /// Whether one of the document's category levels is among the chosen.
    #[inline]
    pub(crate) fn has_one_of(&self, doc: DocId, chosen: &ChosenPaths) -> bool {
        self.masks[doc as usize].meets(chosen.mask)
            && (self.paths.len() <= Paths::SIZE
                || self.category_levels(doc).iter().any(|level| chosen.exact[usize::from(*level)]))
    }

    /// The paths that satisfy a condition.
    pub(crate) fn choose(&self, is_chosen: impl Fn(&str) -> bool) -> ChosenPaths {
        let exact: Vec<bool> = self.paths.iter().map(|path| is_chosen(path)).collect();
        let mut mask = Paths::default();
        for place in exact.iter().enumerate().filter_map(|(place, it)| it.then_some(place)) {
            mask.add(place);
        }
        ChosenPaths { mask, exact }
    }

    /// Where a document stands on a day.
    pub(crate) fn force(&self, doc: DocId, today: i64) -> Force {
        let (from, to) = self.active[doc as usize];
        match today {
            _ if today >= i64::from(to) => Force::Over,
            _ if today >= i64::from(from) => Force::Now,
            _ => Force::Coming,
        }
    }

    pub(crate) fn category_levels(&self, doc: DocId) -> &[u16] {
        let doc = doc as usize;
        &self.levels[self.starts[doc] as usize..self.starts[doc + 1] as usize]
    }

    fn read(reader: &SegmentReader) -> anyhow::Result<Self> {
        let fast = reader.fast_fields();
        let size = reader.max_doc();
        let kind = fast.u64("kind")?;
        let rank = fast.f64("rank")?;
        let date = fast.i64("date")?;
        let (from, to) = (fast.i64("active_from")?, fast.i64("active_to")?);
        let number = fast.u64("number")?;
        let lot = fast.u64("lot")?;
        let position = fast.u64("position")?;
        let region = fast.u64("region")?;
        let (terms, scope) = (fast.u64("terms")?, fast.u64("scope")?);
        let name = fast.u64("sound")?;
        let mut columns = Self::of_size(size as usize);
        let mut places: HashMap<u64, u16> = HashMap::new();
        for doc in 0..size {
            let code = u8::try_from(kind.first(doc).unwrap_or(0)).unwrap_or(u8::MAX);
            columns.kind.push(code);
            if code != Kind::Article.code()
                && let Some(listed) = columns.listed.get_mut(usize::from(code))
            {
                listed.push(doc);
            }
            if let Some(count) = columns.kinds.get_mut(usize::from(code)) {
                *count += 1;
            }
            columns.rank.push(rank.first(doc).unwrap_or(0.0) as f32);
            columns.date.push(date.first(doc).unwrap_or(0));
            let day = |day: Option<i64>| day.unwrap_or(0).clamp(i32::MIN.into(), i32::MAX.into());
            columns.active.push((day(from.first(doc)) as i32, day(to.first(doc)) as i32));
            columns.number.push(number.first(doc).unwrap_or(0).try_into().unwrap_or(u32::MAX));
            columns.lot.push(lot.first(doc).unwrap_or(0).try_into().unwrap_or(0));
            columns.terms.push(terms.first(doc).unwrap_or(0).try_into().unwrap_or(u8::MAX));
            columns.scope.push(scope.first(doc).unwrap_or(0).try_into().unwrap_or(0));
            columns.position.push(position.first(doc).unwrap_or(0).try_into().unwrap_or(0));
            columns.name.push(name.first(doc).unwrap_or(0) as f64);
            let code = region.first(doc).unwrap_or(0);
            let place = *places.entry(code).or_insert_with(|| {
                columns.regions.push(code);
                u16::try_from(columns.regions.len() - 1).unwrap_or(0)
            });
            columns.region.push(place);
        }
        columns.read_categories(reader)?;
        columns.listed.iter_mut().for_each(Vec::shrink_to_fit);
        columns.levels.shrink_to_fit();
        Ok(columns)
    }

    /// Room for so many documents, and no more: they live as long as their segment.
    fn of_size(size: usize) -> Self {
        Self {
            kind: Vec::with_capacity(size),
            rank: Vec::with_capacity(size),
            date: Vec::with_capacity(size),
            active: Vec::with_capacity(size),
            number: Vec::with_capacity(size),
            lot: Vec::with_capacity(size),
            terms: Vec::with_capacity(size),
            scope: Vec::with_capacity(size),
            region: Vec::with_capacity(size),
            position: Vec::with_capacity(size),
            starts: Vec::with_capacity(size + 1),
            masks: Vec::with_capacity(size),
            name: Vec::with_capacity(size),
            ..Self::default()
        }
    }

    fn read_categories(&mut self, reader: &SegmentReader) -> anyhow::Result<()> {
        let size = reader.max_doc();
        self.starts.push(0);
        let Some(column) = reader.fast_fields().str("category")? else {
            self.starts.resize(size as usize + 1, 0);
            self.masks.resize(size as usize, Paths::default());
            return Ok(());
        };
        let mut places: HashMap<String, u16> = HashMap::new();
        let mut levels_of_ord: Vec<Vec<u16>> = Vec::with_capacity(column.num_terms());
        let mut path = String::new();
        for ord in 0..column.num_terms() as u64 {
            column.ord_to_str(ord, &mut path).context("read category")?;
            let levels = facets::path_levels(&path).map(|level| {
                *places.entry(level.to_owned()).or_insert_with(|| {
                    self.paths.push(level.to_owned());
                    u16::try_from(self.paths.len() - 1).unwrap_or(0)
                })
            });
            levels_of_ord.push(levels.collect());
        }
        for path in &self.paths {
            let name = facets::dimension(path);
            let place = self.dimensions.iter().position(|it| it == name).unwrap_or_else(|| {
                self.dimensions.push(name.to_owned());
                self.dimensions.len() - 1
            });
            self.dimension.push(u8::try_from(place).unwrap_or(u8::MAX));
        }
        for doc in 0..size {
            let start = self.levels.len();
            let mut mask = Paths::default();
            for ord in column.term_ords(doc) {
                for level in &levels_of_ord[ord as usize] {
                    if !self.levels[start..].contains(level) {
                        self.levels.push(*level);
                        mask.add(usize::from(*level));
                    }
                }
            }
            self.masks.push(mask);
            self.starts.push(u32::try_from(self.levels.len()).context("too many categories")?);
        }
        Ok(())
    }
}

/// A text field of one segment, ready to be searched.
pub(crate) struct TextField {
    pub(crate) inverted: Arc<InvertedIndexReader>,
    pub(crate) norms: FieldNormReader,
}

/// One segment.
pub(crate) struct Segment {
    pub(crate) reader: SegmentReader,
    pub(crate) columns: Arc<Columns>,
    text: Vec<Option<TextField>>,
}

impl Segment {
    /// The text field, which every document fills, if with nothing.
    pub(crate) fn text(&self, field: Field) -> Option<&TextField> {
        self.text.get(field.field_id() as usize)?.as_ref()
    }

    fn open(reader: &SegmentReader, fields: &Fields, old: Option<&View>) -> anyhow::Result<Self> {
        let id = reader.segment_id();
        let known = old.and_then(|view| view.columns.get(&id).cloned());
        let columns = match known {
            Some(columns) => columns,
            None => Arc::new(Columns::read(reader).context("read columns")?),
        };
        let mut text: Vec<Option<TextField>> = Vec::new();
        for field in fields.text() {
            let place = field.field_id() as usize;
            text.resize_with(text.len().max(place + 1), || None);
            let norms = reader.get_fieldnorms_reader(field).context("open lengths")?;
            let inverted = reader.inverted_index(field).context("open postings")?;
            text[place] = Some(TextField { inverted, norms });
        }
        Ok(Self { reader: reader.clone(), columns, text })
    }
}

/// The index as of one commit.
pub(crate) struct View {
    pub(crate) searcher: Searcher,
    pub(crate) segments: Vec<Segment>,
    pub(crate) position: Option<String>,
    columns: HashMap<SegmentId, Arc<Columns>>,
    /// Average number of tokens in a field, by field number.
    average_length: Vec<f32>,
    kinds: [u64; Kind::ALL.len()],
    /// What was asked for without a question.
    pub(crate) lists: Lists,
}

impl View {
    pub(crate) fn new(
        searcher: Searcher,
        fields: &Fields,
        position: Option<String>,
        old: Option<&Self>,
    ) -> anyhow::Result<Self> {
        let mut segments = Vec::new();
        for reader in searcher.segment_readers() {
            segments.push(Segment::open(reader, fields, old)?);
        }
        let columns = segments
            .iter()
            .map(|segment| (segment.reader.segment_id(), Arc::clone(&segment.columns)))
            .collect();
        let mut kinds = [0; Kind::ALL.len()];
        for segment in &segments {
            for (sum, count) in kinds.iter_mut().zip(segment.columns.kinds) {
                *sum += count;
            }
        }
        let (average_length, lists) = (Vec::new(), Lists::default());
        let mut view = Self { searcher, segments, position, columns, average_length, kinds, lists };
        view.average_length = view.measure(fields);
        Ok(view)
    }

    fn measure(&self, fields: &Fields) -> Vec<f32> {
        let mut averages = Vec::new();
        for field in fields.text() {
            let place = field.field_id() as usize;
            averages.resize(averages.len().max(place + 1), 1.0);
            let tokens: u64 = self
                .segments
                .iter()
                .filter_map(|segment| segment.text(field))
                .map(|text| text.inverted.total_num_tokens())
                .sum();
            averages[place] = (tokens as f32 / self.population(fields, field).max(1.0)).max(1.0);
        }
        averages
    }

    /// How many documents have the field.
    pub(crate) fn population(&self, fields: &Fields, field: Field) -> f32 {
        let articles = self.kinds[usize::from(Kind::Article.code())];
        let all: u64 = self.kinds.iter().sum();
        let of_articles = field == fields.article || field == fields.heading;
        (if of_articles { articles } else { all - articles }) as f32
    }

    pub(crate) fn average_length(&self, field: Field) -> f32 {
        self.average_length.get(field.field_id() as usize).copied().unwrap_or(1.0)
    }
}
