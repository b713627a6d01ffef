//! Reads the laws as an importer would: one document a law, one a part of the code, one an
//! article, with the days between which each is in force.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;
use std::io::{BufRead as _, BufReader};
use std::path::Path;

use anyhow::Context as _;
use flate2::read::GzDecoder;
use search_index::{Document, Hit, Kind};
use serde_json::{Value, json};

/// Laws that others replaced on a day: by the code on 2026-08-15, or by laws of another title.
const REPLACED: &[(&str, &str)] = &[
    ("环境保护法", "2026-08-15"),
    ("环境影响评价法", "2026-08-15"),
    ("大气污染防治法", "2026-08-15"),
    ("水污染防治法", "2026-08-15"),
    ("土壤污染防治法", "2026-08-15"),
    ("固体废物污染环境防治法", "2026-08-15"),
    ("噪声污染防治法", "2026-08-15"),
    ("海洋环境保护法", "2026-08-15"),
    ("放射性污染防治法", "2026-08-15"),
    ("清洁生产促进法", "2026-08-15"),
    ("环境噪声污染防治法", "2022-06-05"),
    ("信访条例", "2022-05-01"),
    ("最高人民法院关于审理环境侵权责任纠纷案件适用法律若干问题的解释", "2023-09-01"),
];

/// A law in one version.
struct Law {
    title: String,
    version: String,
    from: i64,
    to: Option<i64>,
    region: Option<&'static str>,
    rank: f64,
    names: Vec<String>,
    /// Path of headings, number, text.
    articles: Vec<(Vec<String>, u64, String)>,
}

/// Where a hit leads.
pub struct Place {
    pub law: String,
    pub version: String,
    part: String,
    number: Option<u64>,
    repealed: bool,
}

impl Place {
    /// Reads the place from the hit's card.
    pub fn of(hit: &Hit) -> Self {
        let text = |key: &str| hit.card[key].as_str().unwrap_or_default().to_owned();
        Self {
            law: text("law"),
            version: text("version"),
            part: text("part"),
            number: hit.card["number"].as_u64(),
            repealed: hit.card["repealed"] == true,
        }
    }

    /// Whether it is that article.
    pub fn is(&self, law: &str, article: u64) -> bool {
        bare(law) == bare(&self.law) && self.number == Some(article)
    }

    /// 2 when it is what was expected, 1 when it is the right law but not the part, else 0.
    pub fn answers(&self, expected: &super::Expected) -> u8 {
        if bare(&expected.law) != bare(&self.law)
            || (expected.only_if_marked_repealed && !self.repealed)
        {
            return 0;
        }
        let part = expected.part.as_ref().is_none_or(|part| {
            let name = |heading: &str| {
                heading
                    .split(['（', '('])
                    .next()
                    .map(str::trim_end)
                    .and_then(|heading| heading.rsplit(' ').next().map(str::to_owned))
            };
            name(part) == name(&self.part)
        });
        let article = expected.article.is_none_or(|article| self.number == Some(article));
        if part && article { 2 } else { 1 }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let repealed = if self.repealed { "（已废止）" } else { "" };
        write!(f, "{}{repealed} {} {}", self.law, self.number.unwrap_or(0), self.part)
    }
}

/// A title as it is compared.
pub fn bare(title: &str) -> String {
    let title = title.replace("中华人民共和国", "").replace('(', "（").replace(')', "）");
    title.chars().filter(|c| !c.is_whitespace() && !"《》".contains(*c)).collect()
}

/// All documents of the corpus.
pub fn load(data: &Path, all: bool) -> anyhow::Result<Vec<Document>> {
    let mut laws = current(data)?;
    let known: BTreeSet<(String, String)> =
        laws.iter().map(|law| (law.title.clone(), law.version.clone())).collect();
    laws.extend(
        markdown(&data.join("laws"))?
            .into_iter()
            .filter(|law| !known.contains(&(law.title.clone(), law.version.clone()))),
    );
    let titles: BTreeSet<String> = laws.iter().map(|law| bare(&law.title)).collect();
    let further = markdown(&data.join("laws-cee-2022"))?;
    laws.extend(further.into_iter().filter(|law| !titles.contains(&bare(&law.title))));
    end_versions(&mut laws);
    let mut documents = Vec::new();
    for (place, law) in laws.iter().enumerate() {
        law_documents(&format!("law_{place}"), law, &mut documents);
    }
    if all {
        documents.extend(everything(data)?);
    }
    Ok(documents)
}

/// A version ends where the next one begins.
fn end_versions(laws: &mut [Law]) {
    let mut starts: HashMap<String, Vec<i64>> = HashMap::new();
    for law in laws.iter() {
        starts.entry(bare(&law.title)).or_default().push(law.from);
    }
    for law in laws {
        let title = bare(&law.title);
        let next = starts[&title].iter().copied().filter(|start| *start > law.from).min();
        let replaced = REPLACED.iter().find(|(replaced, _)| *replaced == title);
        law.to = next.or(replaced.map(|(_, day)| days(day)));
    }
}

fn law_documents(id: &str, law: &Law, into: &mut Vec<Document>) {
    let repealed = law.to.is_some_and(|to| to <= super::TODAY);
    let card = |part: &str, number: Option<u64>| {
        json!({
            "law": law.title, "version": law.version, "part": part, "number": number,
            "repealed": repealed, "slug": bare(&law.title), "articleNumber": number,
            "region": law.region,
        })
    };
    let document = |key: String, kind: Kind| Document {
        key,
        group: id.to_owned(),
        kind,
        title: law.title.clone(),
        names: Vec::new(),
        body: String::new(),
        context: String::new(),
        region: law.region.map(str::to_owned),
        position: None,
        categories: Vec::new(),
        marks: Vec::new(),
        rank: law.rank,
        date: law.from * 86_400,
        active_from: Some(law.from),
        active_to: law.to,
        number: None,
        card: card("", None),
    };
    into.push(Document { names: law.names.clone(), ..document(id.to_owned(), Kind::Law) });
    let mut parts: BTreeSet<Vec<String>> = BTreeSet::new();
    for (headings, number, text) in &law.articles {
        if law.title.ends_with("生态环境法典") {
            parts.extend((1..=headings.len()).map(|depth| headings[..depth].to_vec()));
        }
        into.push(Document {
            title: format!("{} 第{number}条", law.title),
            body: text.clone(),
            context: headings.join(" "),
            number: Some(*number),
            card: card(&headings.join(" "), Some(*number)),
            ..document(format!("{id}#{number}"), Kind::Article)
        });
    }
    for (place, headings) in parts.into_iter().enumerate() {
        into.push(Document {
            title: format!("{} {}", law.title, headings.join(" ")),
            names: headings
                .last()
                .and_then(|heading| Some(heading.split_once(' ')?.1.to_owned()))
                .into_iter()
                .collect(),
            card: card(&headings.join(" "), None),
            rank: law.rank - 0.1 * headings.len() as f64,
            ..document(format!("{id}/part-{place}"), Kind::Law)
        });
    }
}

/// Days since 1970-01-01 of a date such as 2026-08-15; 0 when it is none.
fn days(date: &str) -> i64 {
    let mut parts = date.splitn(3, '-').map(|part| part.parse::<i64>().unwrap_or(0));
    let (Some(year), Some(month), Some(day)) = (parts.next(), parts.next(), parts.next()) else {
        return 0;
    };
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day - 719_469
}

fn table(path: &Path) -> anyhow::Result<Vec<HashMap<String, String>>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("{}", path.display()))?;
    let mut lines = text.lines();
    let head: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    let row = |line: &str| {
        let cells = line.split('\t').map(str::to_owned);
        head.iter().map(|name| (*name).to_owned()).zip(cells).collect()
    };
    Ok(lines.map(row).collect())
}

/// The laws in force, article by article; the code from its Markdown, which is complete.
fn current(data: &Path) -> anyhow::Result<Vec<Law>> {
    let folder = data.join("laws-current");
    let file = std::fs::File::open(folder.join("articles.jsonl.gz"))?;
    let mut articles: BTreeMap<String, Vec<(Vec<String>, u64, String)>> = BTreeMap::new();
    for line in BufReader::new(GzDecoder::new(file)).lines() {
        let row: Value = serde_json::from_str(&line?)?;
        let text = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
        let headings = [text("chapter"), text("section")];
        articles.entry(text("law_id")).or_default().push((
            headings.into_iter().filter(|heading| !heading.is_empty()).collect(),
            row["no"].as_u64().unwrap_or(0),
            text("text"),
        ));
    }
    let mut laws = Vec::new();
    for row in table(&folder.join("laws-index.tsv"))? {
        let title = row["law_name"].clone();
        let mut articles = articles.remove(&row["law_id"]).unwrap_or_default();
        if title.ends_with("生态环境法典") {
            articles = code(&folder.join("生态环境法典"))?;
        }
        laws.push(Law {
            from: days(&row["effective_date"]).max(days(&row["version_date"])),
            to: None,
            region: None,
            rank: rank(&title, &row["doc_type"]),
            version: row["version_date"].clone(),
            names: Vec::new(),
            title,
            articles,
        });
    }
    Ok(laws)
}

fn code(folder: &Path) -> anyhow::Result<Vec<(Vec<String>, u64, String)>> {
    let mut files: Vec<_> = std::fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    files.sort();
    let mut text = String::new();
    for file in files {
        text.push_str(&std::fs::read_to_string(file)?);
        text.push('\n');
    }
    Ok(articles(&text))
}

fn rank(title: &str, category: &str) -> f64 {
    match category {
        _ if title.ends_with("生态环境法典") => 1.0,
        "法律" => 0.85,
        "行政法规" => 0.75,
        "部门规章" | "规章" => 0.65,
        "司法解释" | "地方性法规" => 0.6,
        "标准" => 0.5,
        _ => 0.35,
    }
}

/// A folder of Markdown files and its manifest.
fn markdown(folder: &Path) -> anyhow::Result<Vec<Law>> {
    let mut laws = Vec::new();
    for row in table(&folder.join("manifest.tsv"))? {
        let text = std::fs::read_to_string(folder.join(&row["path"]))?;
        let cell = |name: &str| row.get(name).cloned().unwrap_or_default();
        if cell("path").contains("广东") {
            continue;
        }
        let version = if cell("version_date").is_empty() {
            cell("effective_date")
        } else {
            cell("version_date")
        };
        laws.push(Law {
            from: days(&cell("effective_date")).max(days(&version)),
            to: None,
            region: match cell("region").as_str() {
                "上海" => Some("31"),
                "浙江" => Some("33"),
                _ => None,
            },
            rank: rank(&row["title"], &row["category"]),
            version,
            names: numbers(&format!("{}{}{}", cell("revision_note"), cell("history"), text)),
            title: row["title"].clone(),
            articles: articles(&text),
        });
    }
    Ok(laws)
}

/// Document and standard numbers within the head of a text.
fn numbers(text: &str) -> Vec<String> {
    let head: String = text.chars().take(3_000).collect();
    let mut found = Vec::new();
    for part in head.split(|c: char| c.is_whitespace() || "（），。；<>/{}\"、".contains(c)) {
        if let Some(name) = part.strip_suffix(".pdf").filter(|name| name.starts_with("GB")) {
            found.push(name.replacen('-', "", 1));
        }
        let order = ["国务院令第", "部令第", "总局令第"].iter().find_map(|mark| {
            let start = part.find(mark)?;
            let end = part[start..].find('号')? + start + '号'.len_utf8();
            let issuer: String = part[..start]
                .chars()
                .rev()
                .take_while(|c| !c.is_ascii_digit() && *c != '日')
                .collect();
            Some(issuer.chars().rev().collect::<String>() + &part[start..end])
        });
        found.extend(order);
    }
    found.dedup();
    found.truncate(3);
    found
}

/// Cuts a text into articles under their headings.
fn articles(text: &str) -> Vec<(Vec<String>, u64, String)> {
    let mut path: Vec<(usize, String)> = Vec::new();
    let mut articles: Vec<(Vec<String>, u64, String)> = Vec::new();
    for line in text.lines().map(|line| line.trim_start_matches(['#', ' ', '　', '*']).trim()) {
        let Some((number, unit, rest)) = numbered(line) else {
            if let Some((.., body)) = articles.last_mut().filter(|_| !line.is_empty()) {
                body.push('\n');
                body.push_str(line);
            }
            continue;
        };
        if unit == "条" {
            let headings = path.iter().map(|(_, heading)| heading.clone()).collect();
            articles.push((headings, number, rest.to_owned()));
        } else if let Some(level) = ["编", "分编", "章", "节"].iter().position(|u| *u == unit)
        {
            path.retain(|(other, _)| *other < level);
            path.push((level, line.split_whitespace().collect::<Vec<_>>().join(" ")));
        }
    }
    // Annexes number their own articles again: the first of each number is the law's.
    let mut seen = BTreeSet::new();
    articles.retain(|(_, number, _)| seen.insert(*number));
    articles
}

/// `第十二条　……` as number, unit and rest.
fn numbered(line: &str) -> Option<(u64, &'static str, &str)> {
    let rest = line.strip_prefix('第')?;
    let end = rest.find(|c| !"零〇一二两三四五六七八九十百千0123456789".contains(c))?;
    let number = chinese(&rest[..end])?;
    let rest = &rest[end..];
    let unit = ["分编", "编", "章", "节", "条"].into_iter().find(|unit| rest.starts_with(unit))?;
    let rest = &rest[unit.len()..];
    let parted = rest.starts_with([' ', '　', '\u{a0}']) || rest.is_empty();
    parted.then_some((number, unit, rest.trim()))
}

fn chinese(text: &str) -> Option<u64> {
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    let (mut total, mut digit) = (0, 0);
    for c in text.chars() {
        let unit = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1_000,
            _ => {
                digit = "零一二三四五六七八九".chars().position(|d| d == c)? as u64;
                continue;
            }
        };
        total += unit * digit.max(u64::from(total == 0 || digit > 0));
        digit = 0;
    }
    Some(total + digit)
}

/// The large collection, put out of force.
fn everything(data: &Path) -> anyhow::Result<Vec<Document>> {
    let file = std::fs::File::open(data.join("laws-all.jsonl.gz"))?;
    let mut documents = Vec::new();
    for (place, line) in BufReader::new(GzDecoder::new(file)).lines().enumerate() {
        let row: Value = serde_json::from_str(&line?)?;
        let text = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
        let law = Law {
            title: text("title"),
            version: text("version_date"),
            from: 0,
            to: Some(1),
            region: None,
            rank: 0.3,
            names: Vec::new(),
            articles: articles(&text("text")),
        };
        law_documents(&format!("all_{place}"), &law, &mut documents);
    }
    Ok(documents)
}
