//! Tells those who follow what happened to texts.

use super::entity::Model;
use super::rules::{self, LawFollowKind};
use super::store;
use crate::changes::{self, LawChangeRow};
use crate::policies::rules::naming;
use crate::policies::{self, LawRow};
use commons::notices::{self, NewNotice, NoticeKind};
use kernel::id::{AccountId, LawChangeId};
use kernel::{RegionCode, Result};
use platform::Cx;
use sea_orm::ActiveEnum;
use std::collections::BTreeMap;

/// Follows that are read at a time, and how many times (配置值).
const AT_ONCE: u64 = 500;
const TIMES: usize = 40;
/// Different values of a kind that are held against a text (配置值).
const VALUES: u64 = 2_000;
/// Texts that one notice names (配置值).
const NAMED: usize = 10;

/// What one person is told.
#[derive(Default)]
struct Telling {
    lines: Vec<String>,
    path: String,
    titles: Vec<String>,
}

/// Tells of changes that came together: each person one notice, with what and why.
pub(crate) async fn tell(cx: &mut Cx, ids: &[LawChangeId]) -> Result<()> {
    if ids.is_empty() || !store::is_any(&cx.tx).await? {
        return Ok(());
    }
    let mut people: BTreeMap<AccountId, Telling> = BTreeMap::new();
    for change in changes::find_all(&cx.tx, ids).await? {
        let Some(law) = policies::find(&cx.tx, &change.law_id).await? else { continue };
        let mut reasons: BTreeMap<AccountId, Vec<String>> = BTreeMap::new();
        for follow in following(cx, &law).await? {
            if follow.created_at > change.at {
                continue;
            }
            let reason = rules::reason(follow.kind, &follow.name);
            reasons.entry(follow.account_id).or_default().push(reason);
        }
        for (account_id, reasons) in reasons {
            let telling = people.entry(account_id).or_default();
            telling.add(&change, &law, &reasons);
        }
    }
    for (account_id, telling) in people {
        notices::tell(cx, telling.notice(account_id)).await?;
    }
    Ok(())
}

/// Everybody who follows a text, by any of the ways.
async fn following(cx: &Cx, law: &LawRow) -> Result<Vec<Model>> {
    let mut wanted = vec![(LawFollowKind::Law, law.slug.clone())];
    wanted.extend(law.domain.map(|it| (LawFollowKind::Domain, it.to_value())));
    let path = law.region_code.iter().flat_map(RegionCode::path);
    wanted.extend(path.map(|it| (LawFollowKind::Region, it.to_string())));
    for kind in [LawFollowKind::Issuer, LawFollowKind::Words] {
        let values = store::values(&cx.tx, kind, VALUES).await?;
        let met = values.into_iter().filter(|it| rules::is_met(kind, it, law));
        wanted.extend(met.map(|it| (kind, it)));
    }
    let mut found = Vec::new();
    for (kind, value) in wanted {
        let mut after = String::new();
        for _ in 0..TIMES {
            let some = store::of_value(&cx.tx, (kind, &value), &after, AT_ONCE).await?;
            let is_last = (some.len() as u64) < AT_ONCE;
            after = some.last().map(|it| it.id.to_string()).unwrap_or_default();
            found.extend(some);
            if is_last {
                break;
            }
        }
    }
    Ok(found)
}

impl Telling {
    fn add(&mut self, change: &LawChangeRow, law: &LawRow, reasons: &[String]) {
        let what = rules::happened(change.kind);
        if self.lines.is_empty() {
            self.path = naming::law_url(&law.slug, Some(law.version_on));
        }
        self.titles.push(law.title.clone());
        let (title, day) = (&law.title, change.day);
        self.lines.push(format!("《{title}》{what}（{day}），{}", reasons.join("；")));
    }

    fn notice(mut self, account_id: AccountId) -> NewNotice {
        let count = self.lines.len();
        let title = match self.titles.first() {
            Some(first) if count == 1 => format!("您关注的《{first}》有变化"),
            _ => format!("您关注的标准政策有 {count} 处变化"),
        };
        if count > 1 {
            self.path = "/workspace/follows".to_owned();
        }
        self.lines.truncate(NAMED);
        if count > NAMED {
            self.lines.push(format!("另有 {} 处，见“我的关注”", count - NAMED));
        }
        let body = format!("{}。", self.lines.join("。\n"));
        let kind = NoticeKind::Library;
        NewNotice { account_id, kind, title: kernel::text::clip(&title, 80), body, path: self.path }
    }
}
