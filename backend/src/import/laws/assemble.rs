//! Puts together what a source says about a law and what its text says itself.

use crate::import::carry::Incoming;
use chrono::NaiveDate;
use kernel::RegionCode;
use kernel::region::find_by_name;
use knowledge::originals::NewOriginal;
use knowledge::policies::rules::arriving::{NewLaw, Repeal};
use knowledge::policies::rules::structure::LawText;
use knowledge::policies::rules::{LawKind, dates, gaps, naming};
use std::collections::{HashMap, HashSet};

/// Characters before 市 in a title that can name a city.
const CITY_NAME: usize = 5;

/// What a source says about a law beside its text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) title: Option<String>,
    pub(super) category: Option<String>,
    pub(super) issuer: Option<String>,
    pub(super) region: Option<String>,
    pub(super) issued_on: Option<NaiveDate>,
    pub(super) version_on: Option<NaiveDate>,
    pub(super) effective_on: Option<NaiveDate>,
    pub(super) number: Option<String>,
    /// A note of votes and orders.
    pub(super) note: Option<String>,
    /// How many articles the source says there are.
    pub(super) article_count: Option<u32>,
}

/// A law as a reader found it.
pub(super) struct Found {
    pub(super) row: u64,
    pub(super) place: u64,
    pub(super) head: Head,
    pub(super) text: LawText,
    /// Why it cannot be read, when that is so.
    pub(super) broken: Option<String>,
    /// The file it was read from, when that is one of its own.
    pub(super) original: Option<Box<NewOriginal>>,
}

/// What we know about laws ourselves, and what this run has seen.
pub(super) struct Assembler {
    source: String,
    repeals: HashMap<String, Repeal>,
    key_points: HashMap<String, Vec<String>>,
    /// Full titles by slug, for sources that leave 中华人民共和国 out.
    titles: HashMap<String, String>,
    seen: HashSet<(String, Option<NaiveDate>)>,
}

impl Assembler {
    pub(super) fn new(source: String) -> Self {
        let known = seed_data::law_repeals();
        let repeal = Repeal { on: known.repealed_on, by: known.repealed_by.clone() };
        let points = seed_data::law_key_points();
        let mut titles: Vec<&String> = known.laws.iter().chain([&known.repealed_by]).collect();
        titles.extend(points.iter().map(|it| &it.title));
        Self {
            source,
            titles: titles.into_iter().map(|it| (naming::slug(it), it.clone())).collect(),
            repeals: known.laws.iter().map(|it| (naming::slug(it), repeal.clone())).collect(),
            key_points: points
                .iter()
                .map(|it| {
                    (
                        naming::slug(&it.title),
                        it.points.iter().map(seed_data::LawKeyPoint::line).collect(),
                    )
                })
                .collect(),
            seen: HashSet::new(),
        }
    }

    pub(super) fn incoming(&mut self, found: Found) -> Incoming<NewLaw> {
        let Found { row, place, head, text, broken, original } = found;
        let title = head.title.clone().or_else(|| text.title.clone()).unwrap_or_default();
        let record = match broken {
            Some(reason) => Err(reason),
            None => {
                let law = self.assemble(head, text, naming::clean_title(&title));
                Ok(NewLaw { original, ..law })
            }
        };
        let (note, weight) = match &record {
            Err(_) => (None, 1),
            Ok(law) => (gap_note(law), law.articles.len().max(1)),
        };
        let name = kernel::text::clip(&title, 60);
        Incoming { row, place, name, note, weight, ..Incoming::of(record) }
    }

    fn assemble(&mut self, head: Head, text: LawText, title: String) -> NewLaw {
        let slug = naming::slug(&title);
        let title = self.titles.get(&slug).cloned().unwrap_or(title);
        let history = dates::history(&text.history);
        let note = head.note.as_deref().map(dates::revision).unwrap_or_default();
        let version_on = head.version_on.or(note.version_on).or(history.version_on);
        let last = text.articles.iter().rev().filter(|it| it.number > 0).take(2);
        let in_text = last.filter_map(|it| dates::start_in_text(&it.text)).next();
        let starts = [head.effective_on, note.effective_on, history.effective_on, in_text];
        let is_plausible = |it: &NaiveDate| version_on.is_none_or(|version| *it >= version);
        let effective_on = starts
            .into_iter()
            .flatten()
            .find(is_plausible)
            .or_else(|| starts.into_iter().flatten().next());
        let kind = match head.category.as_deref() {
            Some(category) => LawKind::from_category(category),
            None => LawKind::from_title(&title),
        };
        let lines = text.history.join("\n");
        let number = head
            .number
            .or_else(|| head.note.as_deref().and_then(naming::number_in))
            .or_else(|| naming::number_in(&lines));
        let is_repeat = !self.seen.insert((slug.clone(), version_on.or(effective_on)));
        NewLaw {
            kind,
            issuer: head.issuer.or(history.issuer),
            number,
            region: region(head.region.as_deref(), &title),
            issued_on: head.issued_on.or(note.issued_on).or(history.issued_on),
            version_on,
            effective_on,
            last_article: last_article(&text, head.article_count),
            preamble: text.preamble,
            articles: text.articles,
            repeal: self.repeals.get(&slug).cloned(),
            key_points: self.key_points.get(&slug).cloned().unwrap_or_default(),
            source: self.source.clone(),
            source_on: None,
            is_repeat,
            original: None,
            title,
        }
    }
}

/// The number the last article must have when the source counts more articles than the text
/// has: a copy that was cut off.
fn last_article(text: &LawText, told: Option<u32>) -> Option<u32> {
    let own = text.articles.iter().filter(|it| it.number > 0).count();
    let last = text.articles.iter().map(|it| it.number).max()?;
    let lacking = told?.checked_sub(u32::try_from(own).ok()?)?;
    (lacking > 0).then_some(last + lacking)
}

/// Names the gaps of a copy, if it has any.
fn gap_note(law: &NewLaw) -> Option<String> {
    let plain = law.articles.iter().filter(|it| it.branch == 0);
    let numbers: Vec<u32> = plain.map(|it| it.number).collect();
    let missing = gaps::missing(&numbers, law.last_article);
    (!missing.is_empty()).then(|| format!("条号不连续，这份文本缺{}", gaps::spoken(&missing, 8)))
}

/// Where a law holds: the province the source names, or the city of it that the title begins
/// with. None for the whole country and for places that are not ours.
fn region(named: Option<&str>, title: &str) -> Option<RegionCode> {
    let only = |name: &str, within: Option<&RegionCode>| match find_by_name(name, within).as_slice()
    {
        [one] => Some(one.code.clone()),
        _ => None,
    };
    let province = match named {
        Some(name) => only(name, None)?,
        None => {
            let (head, _) = title.split_once(['省', '市'])?;
            only(head, None)?
        }
    };
    let city = title.split_once('市').map(|(head, _)| head);
    let city = city.filter(|it| (2..=CITY_NAME).contains(&it.chars().count()));
    let city = city.and_then(|it| only(&format!("{it}市"), Some(&province)));
    Some(city.unwrap_or(province))
}

#[cfg(test)]
mod tests {
    use super::*;
    use knowledge::policies::rules::structure::read;

    fn incoming(head: Head, text: &str) -> Incoming<NewLaw> {
        let mut assembler = Assembler::new("某来源".into());
        assembler.incoming(Found {
            row: 1,
            place: 1,
            head,
            text: read(text),
            broken: None,
            original: None,
        })
    }

    #[test]
    fn text_and_source_complete_each_other() {
        let head = Head {
            title: Some("中华人民共和国水污染防治法".into()), ..Head::default()
        };
        let found = incoming(
            head,
            "# x\n2017年6月27日 第十二届全国人民代表大会常务委员会第二十八次会议修正\n\
             <!-- INFO END -->\n第一条 甲。\n第三条 本法自2018年1月1日起施行。",
        );

        let law = found.record.expect("a law");
        assert_eq!(law.version_on.map(|it| it.to_string()).as_deref(), Some("2017-06-27"));
        assert_eq!(law.effective_on.map(|it| it.to_string()).as_deref(), Some("2018-01-01"));
        assert_eq!(law.issuer.as_deref(), Some("第十二届全国人民代表大会常务委员会"));
        assert_eq!(law.repeal.map(|it| it.on.to_string()).as_deref(), Some("2026-08-15"));
        assert_eq!(found.note.as_deref(), Some("条号不连续，这份文本缺第2条"));
    }

    #[test]
    fn an_end_cut_off_is_noticed_by_the_sources_count() {
        let head = Head { article_count: Some(5), ..Head::default() };
        let found = incoming(head, "# 样法\n第一条 甲。\n第二条 乙。\n第三条 丙。");
        assert_eq!(found.note.as_deref(), Some("条号不连续，这份文本缺第4至5条"));
    }

    #[test]
    fn a_law_holds_where_source_and_title_say() {
        let code = |named, title| region(named, title).map(|it| it.as_str().to_owned());
        assert_eq!(code(Some("全国"), "中华人民共和国水法"), None);
        assert_eq!(code(Some("浙江"), "丽水市饮用水水源保护条例").as_deref(), Some("3311"));
        assert_eq!(code(Some("浙江"), "浙江省水污染防治条例").as_deref(), Some("33"));
        assert_eq!(code(Some("上海"), "上海市黄浦江两岸开发建设管理办法").as_deref(), Some("31"));
        assert_eq!(code(Some("北京"), "北京市水污染防治条例"), None);
        assert_eq!(code(None, "江苏省大气污染防治条例").as_deref(), Some("32"));
    }

    #[test]
    fn the_same_text_twice_in_one_run_is_a_repeat() {
        let mut assembler = Assembler::new("某来源".into());
        let mut is_repeat = || {
            let text = read("# 样法\n第一条 本法自2018年1月1日起施行。");
            let head = Head::default();
            let found = Found { row: 1, place: 1, head, text, broken: None, original: None };
            assembler.incoming(found).record.expect("a law").is_repeat
        };
        assert!(!is_repeat());
        assert!(is_repeat());
    }
}
