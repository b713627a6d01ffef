//! Of which form envelopes, receipts and lists are, and why one is refused.

use super::entity::envelope::EnvelopeKind;
pub use super::entity::written::{Attachment, Content, Digests, OpenedBid, OpeningList, Release};
use chrono::{DateTime, Utc};
use kernel::id::{DemandId, ProviderId};
use kernel::money::parse_yuan;
use kernel::text::is_long;
use kernel::{Fen, RegionCode};
use sha2::{Digest, Sha256};

/// The largest sealed envelope in bytes, attachments and all. 配置值.
pub const ENVELOPE_BYTES: u64 = 64 << 20;
/// The longest text in an envelope, in bytes: what is not an attachment.
pub const FIELDS_BYTES: usize = 1 << 18;
/// Attachments of one envelope. 配置值.
pub const MOST_FILES: usize = 20;
/// How long an envelope that no bid was made of is kept.
pub const LOOSE_HOURS: i64 = 48;
/// How many working days the associations have to release their shares before the need ends. 配置值.
pub const WORKING_DAYS_TO_RELEASE: u32 = 10;
/// The provinces whose associations keep shares: 上海, 江苏, 浙江.
pub const CUSTODIANS: [&str; 3] = ["31", "32", "33"];

kernel::problems! {
    /// Why envelopes or shares are refused.
    EnvelopeProblem {
        NotSealed = "envelopes.not_sealed", "demandId", "这条需求不用加密信封，请直接报价";
        MustBeSealed = "envelopes.must_be_sealed", "demandId", "这条需求要用加密信封报价，请在网页上填写并加密";
        NotInvited = "envelopes.not_invited", "demandId", "这条需求只邀请了指定机构报价";
        Incomplete = "envelopes.incomplete", "envelopes", "资格、技术、价格三个信封各要一个，且都已上传";
        TooLarge = "envelopes.too_large", "", "一个信封连同附件最多 64 MB（配置值）";
        NotAnEnvelope = "envelopes.not_an_envelope", "", "上传的内容不是加密信封，请用本平台的报价页面";
        Changed = "envelopes.changed", "revision", "需求刚有变更，请看过变更后再提交";
        NotCustodian = "envelopes.not_custodian", "", "只有三家协会的审核员可以登记和使用保管密钥";
        KeyForm = "envelopes.key_form", "publicKey", "公钥格式不对，请用页面生成";
        TooEarly = "envelopes.too_early", "", "还没到截止时间，不能交出份额";
        NothingToRelease = "envelopes.nothing_to_release", "", "这条需求现在不需要本协会的份额";
        WrongShare = "envelopes.wrong_share", "share", "份额不对：可能选错了保管密钥文件";
    }
}

/// What an envelope is sealed for; it opens for nothing else, so that nobody can hand in the
/// envelope of another.
pub fn purpose(demand: &DemandId, provider: &ProviderId, kind: EnvelopeKind) -> String {
    let kind = match kind {
        EnvelopeKind::Qualification => "QUALIFICATION",
        EnvelopeKind::Technical => "TECHNICAL",
        EnvelopeKind::Price => "PRICE",
    };
    format!("greenbridge envelope v1|{demand}|{provider}|{kind}")
}

/// What a share is sealed for.
pub fn share_purpose(demand: &DemandId, province: &RegionCode) -> String {
    format!("greenbridge share v1|{demand}|{}", province.as_str())
}

/// The SHA-256 of what came, as 64 hexadecimal digits.
pub fn digest(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// The first link: nothing came yet.
pub fn first_link(demand: &DemandId) -> String {
    digest(format!("greenbridge receipts v1|{demand}").as_bytes())
}

/// The link that follows: whoever has the links and the digests can work it out again.
pub fn next_link(before: &str, number: i32, digests: &Digests, at: DateTime<Utc>) -> String {
    let text = format!("{before}|{number}|{}|{}", digests.0.join("|"), at.timestamp_millis());
    digest(text.as_bytes())
}

/// What of an envelope goes into its bid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// Nothing: it is read as it is.
    Nothing,
    /// The technical envelope.
    Technical {
        /// Days from the order to the end.
        duration_days: i32,
        /// How it would be done.
        plan: String,
    },
    /// The price envelope.
    Price(Fen),
}

/// What an envelope gives its bid; none when it is not whole, which breaks the bid.
pub fn said(kind: EnvelopeKind, content: &Content) -> Option<Said> {
    let is_named = |it: &Attachment| is_long(&it.name, 1..=120);
    // A database of text takes no such character: it would stop the opening of all.
    let has_nul = serde_json::to_string(content).is_ok_and(|it| it.contains("\\u0000"));
    let is_short = content.note.as_ref().is_none_or(|it| it.chars().count() <= 5_000);
    if content.files.len() > MOST_FILES
        || !content.files.iter().all(is_named)
        || !is_short
        || has_nul
    {
        return None;
    }
    match kind {
        EnvelopeKind::Qualification => Some(Said::Nothing),
        EnvelopeKind::Technical => {
            let duration_days = content.duration_days.filter(|it| (1..=3_650).contains(it))?;
            let plan = content.plan.as_ref().map(|it| it.trim().to_owned())?;
            is_long(&plan, 10..=5_000).then_some(Said::Technical { duration_days, plan })
        }
        EnvelopeKind::Price => {
            let price = parse_yuan(content.price_yuan.as_deref()?).ok()?;
            (price.0 > 0).then_some(Said::Price(price))
        }
    }
}

/// Whether the links of a list follow from one another and end in its head, each before the deadline.
pub fn is_whole(list: &OpeningList) -> bool {
    let mut link = first_link(&list.demand);
    for (index, bid) in list.bids.iter().enumerate() {
        let number = i32::try_from(index + 1).unwrap_or(i32::MAX);
        link = next_link(&link, number, &bid.digests, bid.received_at);
        if bid.number != number || bid.head != link || bid.received_at >= list.deadline {
            return false;
        }
    }
    link == list.head
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bids::BidState;
    use chrono::{Duration, TimeZone};
    use kernel::Dice;

    fn list() -> OpeningList {
        let now = Utc.with_ymd_and_hms(2026, 11, 22, 1, 0, 0).unwrap();
        let demand = DemandId::new(now, &mut Dice::seeded(1));
        let mut head = first_link(&demand);
        let bids = (1..=3).map(|number| {
            let digests = Digests(vec![digest(&[number as u8]), digest(b"b"), digest(b"c")]);
            let received_at = now + Duration::minutes(number.into());
            head = next_link(&head, number, &digests, received_at);
            let provider = Some(format!("机构{number}"));
            let state = BidState::Submitted;
            OpenedBid {
                number,
                provider,
                received_at,
                digests,
                head: head.clone(),
                state,
                reason: None,
            }
        });
        let bids: Vec<_> = bids.collect();
        OpeningList {
            demand,
            title: "集中收运".into(),
            deadline: now + Duration::hours(1),
            opened_at: now + Duration::hours(1),
            released: Vec::new(),
            bids,
            head,
        }
    }

    #[test]
    fn a_list_tells_when_anything_was_added_changed_or_taken_away() {
        assert!(is_whole(&list()));
        let spoilt: [fn(&mut OpeningList); 6] = [
            |it| it.bids[1].digests.0[2] = digest(b"other"),
            |it| drop(it.bids.remove(1)),
            |it| drop(it.bids.pop()),
            |it| it.bids.swap(0, 1),
            |it| it.bids[2].received_at += Duration::milliseconds(1),
            |it| it.deadline = it.bids[2].received_at,
        ];
        for spoil in spoilt {
            let mut it = list();
            spoil(&mut it);
            assert!(!is_whole(&it));
        }
    }

    #[test]
    fn an_envelope_says_what_its_kind_asks() {
        let content = |text: &str| serde_json::from_str::<Content>(text).unwrap();
        assert_eq!(said(EnvelopeKind::Qualification, &content("{}")), Some(Said::Nothing));
        assert_eq!(said(EnvelopeKind::Price, &content("{}")), None);
        assert_eq!(said(EnvelopeKind::Price, &content(r#"{"priceYuan":"0"}"#)), None);
        let price = said(EnvelopeKind::Price, &content(r#"{"priceYuan":"8.6万"}"#));
        assert_eq!(price, Some(Said::Price(Fen(8_600_000))));
        assert_eq!(said(EnvelopeKind::Technical, &content(r#"{"plan":"短"}"#)), None);
        let whole = content(r#"{"plan":"按月上门收运并办理联单","durationDays":30}"#);
        assert!(said(EnvelopeKind::Technical, &whole).is_some());
        let spoilt = Content { note: Some("a\0b".into()), ..whole };
        assert_eq!(said(EnvelopeKind::Technical, &spoilt), None, "PostgreSQL takes no such text");
    }
}
