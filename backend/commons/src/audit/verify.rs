//! 核验: reads the whole chain and says everything that is wrong with it.

use super::roots::Root;
use super::seal::{BATCH, digest};
use super::store;
use chrono::NaiveDate;
use kernel::Result;
use platform::Db;
use std::collections::{BTreeSet, HashMap};

/// How many entries that were slipped in are named one by one (配置值).
const NAMED: u64 = 100;

/// What is wrong with the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Broken {
    /// The entry with this number is gone.
    Removed(i64),
    /// The entry with this number is not what was sealed, or its seal was changed.
    Changed(i64),
    /// The seal at this position is gone.
    SealMissing(i64),
    /// The entry with this number was slipped in between sealed ones.
    Inserted(i64),
    /// The chain was whole up to a later position: its tail is gone.
    CutOff {
        /// Where it ends today.
        last: i64,
        /// Where it ended when it was written down.
        was: i64,
    },
    /// The chain at this position is not what was written down apart from the database: it was
    /// forged from somewhere after the root before.
    Forged {
        /// The day whose root it is; null for the head.
        day: Option<NaiveDate>,
        /// Where.
        position: i64,
    },
    /// The root of this day was taken away.
    RootMissing(NaiveDate),
}

impl std::fmt::Display for Broken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Removed(seq) => write!(f, "第 {seq} 条审计记录被删除"),
            Self::Changed(seq) => write!(f, "第 {seq} 条审计记录或其封存值被改动"),
            Self::SealMissing(position) => write!(f, "第 {position} 个封存值缺失"),
            Self::Inserted(seq) => write!(f, "第 {seq} 条审计记录是事后插入的"),
            Self::CutOff { last, was } => {
                write!(f, "链尾被截断：曾封存到第 {was} 个，现只到第 {last} 个")
            }
            Self::Forged { day: Some(day), position } => {
                write!(f, "{day} 的日根与第 {position} 个封存值不符：此前的记录被整段伪造")
            }
            Self::Forged { day: None, position } => {
                write!(f, "链首文件与第 {position} 个封存值不符：此前的记录被整段伪造")
            }
            Self::RootMissing(day) => write!(f, "{day} 的日根文件缺失"),
        }
    }
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Sealed entries.
    pub sealed: u64,
    /// Entries after the last seal: a running server seals them within a second.
    pub pending: u64,
    /// Roots that were compared.
    pub roots: usize,
    /// Everything that is wrong; empty when the log is whole.
    pub broken: Vec<Broken>,
}

/// Reads the whole chain and compares it with the roots kept apart.
///
/// # Errors
/// A fault when the database fails.
pub async fn verify(db: &Db, roots: &[Root]) -> Result<Verdict> {
    let mut verdict = Verdict { roots: roots.len(), ..Verdict::default() };
    let (mut position, mut previous) = (0_i64, String::new());
    let mut expected = roots.iter().peekable();
    loop {
        let seals = store::seals_after(db.read(), position, BATCH).await?;
        if seals.is_empty() {
            break;
        }
        let numbers: Vec<i64> = seals.iter().map(|it| it.entry_seq).collect();
        let entries = store::find_many(db.read(), &numbers).await?;
        let entries: HashMap<i64, _> = entries.into_iter().map(|it| (it.seq, it)).collect();
        for seal in seals {
            if seal.position != position + 1 {
                verdict.broken.push(Broken::SealMissing(position + 1));
            }
            match entries.get(&seal.entry_seq) {
                None => verdict.broken.push(Broken::Removed(seal.entry_seq)),
                Some(entry) if digest(&previous, entry) != seal.digest => {
                    verdict.broken.push(Broken::Changed(seal.entry_seq));
                }
                Some(_) => {}
            }
            while let Some(root) = expected.next_if(|it| it.position <= seal.position) {
                if root.position != seal.position || root.digest != seal.digest {
                    let (day, position) = (root.day, root.position);
                    verdict.broken.push(Broken::Forged { day, position });
                }
            }
            verdict.sealed += 1;
            // Goes on from what was sealed, so that one broken place does not hide the next.
            position = seal.position;
            previous = seal.digest;
        }
    }
    if let Some(was) = expected.map(|it| it.position).max() {
        verdict.broken.push(Broken::CutOff { last: position, was });
    }
    verdict.broken.extend(missing_days(roots).into_iter().map(Broken::RootMissing));
    let inserted = store::unsealed_before_last_seal(db.read(), NAMED).await?;
    verdict.broken.extend(inserted.into_iter().map(Broken::Inserted));
    verdict.pending = store::count_after_last_seal(db.read()).await?;
    Ok(verdict)
}

/// Days that a later root names but that have no root themselves.
fn missing_days(roots: &[Root]) -> BTreeSet<NaiveDate> {
    let known: BTreeSet<NaiveDate> = roots.iter().filter_map(|it| it.day).collect();
    let named = roots.iter().filter_map(|it| it.previous);
    named.filter(|it| !known.contains(it)).collect()
}
