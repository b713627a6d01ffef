//! Readable, sortable ids: a prefix that names the kind, then a ULID (`dem_01J…`).
//!
//! The list at the end of this file is append-only: a prefix, once given, keeps its meaning.

use std::fmt;

/// Why a text is not an id of the kind that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an id of the form {prefix}_…")]
pub struct IdError {
    /// The prefix that was expected.
    pub prefix: &'static str,
}

/// The 26 characters after the prefix, made from time (milliseconds) and 80 random bits.
fn ulid_text(now: chrono::DateTime<chrono::Utc>, rng: &mut crate::Dice) -> String {
    let milliseconds = u64::try_from(now.timestamp_millis()).unwrap_or(0);
    ulid::Ulid::from_parts(milliseconds, rng.next_u128()).to_string()
}

fn is_ulid(text: &str) -> bool {
    text.len() == 26 && ulid::Ulid::from_string(text).is_ok()
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal;)*) => {$(
        $(#[$doc])*
        #[derive(
            Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord,
            serde::Serialize, serde::Deserialize, sea_orm::DeriveValueType,
        )]
        pub struct $name(String);

        impl $name {
            /// What every id of this kind starts with.
            pub const PREFIX: &'static str = $prefix;

            /// A new id, sorted by `now`.
            pub fn new(now: chrono::DateTime<chrono::Utc>, rng: &mut crate::Dice) -> Self {
                Self(format!("{}_{}", $prefix, ulid_text(now, rng)))
            }

            /// Reads an id; anything of another kind or form is refused.
            pub fn parse(text: &str) -> Result<Self, IdError> {
                match text.strip_prefix(concat!($prefix, "_")) {
                    Some(rest) if is_ulid(rest) => Ok(Self(text.to_owned())),
                    _ => Err(IdError { prefix: $prefix }),
                }
            }

            /// The id as it is written in addresses and columns.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl sea_orm::TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, sea_orm::DbErr> {
                Err(sea_orm::DbErr::ConvertFromU64(stringify!($name)))
            }
        }

        #[async_graphql::Scalar(name = "ID")]
        impl async_graphql::ScalarType for $name {
            fn parse(value: async_graphql::Value) -> async_graphql::InputValueResult<Self> {
                match value {
                    async_graphql::Value::String(text) => Ok(Self::parse(&text)?),
                    other => Err(async_graphql::InputValueError::expected_type(other)),
                }
            }

            fn to_value(&self) -> async_graphql::Value {
                async_graphql::Value::String(self.0.clone())
            }
        }
    )*

        /// All prefixes, for the test that they differ.
        #[cfg(test)]
        const PREFIXES: &[&str] = &[$($prefix),*];
    };
}

ids! {
    /// A legal person (单位).
    OrganisationId = "org";
    /// A place where an enterprise works (点位).
    SiteId = "sit";
    /// A person who signs in (账号).
    AccountId = "acc";
    /// A signed-in device (会话).
    SessionId = "ses";
    /// Something that waits for a check (审核单).
    ChangeRequestId = "chg";
    /// A check of many at once (批量处理).
    ModerationBatchId = "mbt";
    /// What a person is told (通知).
    NoticeId = "ntc";
    /// A piece of background work (后台任务).
    JobId = "job";
    /// A service provider's page (服务机构).
    ProviderId = "prv";
    /// A licence or certificate (资质).
    QualificationId = "qua";
    /// Providers chosen from the directory (候选名单).
    ShortlistId = "shl";
    /// A customer's review (评价).
    ReviewId = "rev";
    /// A treatment need (需求).
    DemandId = "dem";
    /// What a provider asks about a need (提问).
    DemandQuestionId = "qst";
    /// A change of a need while bids are taken (变更).
    DemandAmendmentId = "amd";
    /// What a flag has found (疑点提示).
    RedFlagId = "flg";
    /// A project that official notices are about (公告项目).
    OfficialProjectId = "opj";
    /// A notice of a government buyer (官方公告).
    OfficialNoticeId = "onc";
    /// An offer for a need (报价).
    BidId = "bid";
    /// Which bid the owner of a need means to choose (拟选定).
    AwardProposalId = "awp";
    /// What a bidder says against such a proposal (异议).
    ObjectionId = "obj";
    /// A dated text of a law (法规文本).
    LawId = "law";
    /// A file that a text was read from (原件).
    LawOriginalId = "lor";
    /// A part of a text that a machine was not sure of (识别部分).
    ReadPartId = "rpt";
    /// What somebody follows of the library (关注).
    LawFollowId = "lfo";
    /// An article of a dated text (条文).
    ArticleId = "art";
    /// A staff role given to somebody (任命).
    AppointmentId = "apt";
    /// What was asked for when an organisation registered (注册).
    RegistrationId = "reg";
    /// A letter or certificate of a registration (注册材料).
    RegistrationDocumentId = "doc";
    /// An invitation into an organisation (邀请).
    InvitationId = "inv";
    /// A time for which an organisation may not act (暂停).
    SuspensionId = "sus";
    /// Organisations moved to another region at once (调整地区).
    OrganisationMoveId = "mov";
    /// Something that was found in a text (识别记录).
    TextFindingId = "fnd";
    /// A passkey (通行密钥).
    PasskeyId = "pky";
    /// A link sent by mail (邮件链接).
    MailLinkId = "lnk";
    /// A key by which a machine asks (机器密钥).
    MachineKeyId = "mkey";
    /// What a provider wants its page to say (机构资料变更).
    ProviderChangeId = "pch";
    /// A line of the ledger from which the order of the list is made (排名依据).
    EvidenceId = "evd";
    /// What a provider objects to in such a line (异议).
    EvidenceDisputeId = "edp";
    /// A restriction of a provider's page (限制).
    RestrictionId = "rst";
    /// A system beside ours (业务应用系统).
    AppId = "app";
    /// That a public page is wrong (报错); the number of its receipt.
    ErrorReportId = "err";
    /// A source of other people's data (数据源).
    FeedId = "fed";
    /// A file of such a source, or a replay of its rows (导入记录).
    FeedRunId = "frn";
    /// A row that could not be taken (待修正的行).
    FeedRowId = "frw";
    /// A row that disagrees with what an organisation says of itself (归属待确认).
    FeedConflictId = "fcf";
    /// A code that shares a dated copy of a provider's page (共享码).
    ShareCodeId = "shc";
    /// The key of an association by which shares are kept (保管密钥).
    CustodianKeyId = "cky";
    /// A share of the key of a need's envelopes (密钥份额).
    KeyShareId = "ksh";
    /// A sealed part of a bid (信封).
    EnvelopeId = "evl";
    /// What follows an award (合同).
    ContractId = "ctr";
    /// A part of a contract that is delivered, accepted and paid (节点).
    MilestoneId = "mil";
    /// What one side of a contract proposes to change (合同变更).
    ContractChangeId = "cch";
    /// A dispute about a contract (争议).
    ContractDisputeId = "cdp";
    /// What one side of a completed contract says of the other (互评).
    ContractReviewId = "crv";
    /// What a person wants to be told of (保存的搜索).
    SavedSearchId = "sav";
    /// That a person was told of a need (需求提醒).
    AlertId = "alr";
    /// A stored answer of the assistant (存答).
    AnswerId = "ans";
    /// How something is applied for, step by step (办事指南).
    GuideId = "gui";
    /// A question that was asked (提问记录).
    AskedQuestionId = "ask";
    /// Somebody who answers what the assistant cannot (专家).
    ExpertId = "exp";
    /// A question handed to a person (人工咨询).
    ConsultationId = "con";
    /// Which article took the place of which (条文承接).
    SuccessionId = "suc";
    /// A change of a text in the library (文本变化).
    LawChangeId = "lch";
    /// Something that cites an article that changed, to be looked at (联动复核).
    RippleTaskId = "rip";
    /// What a person follows of the library (关注).
    FollowId = "fol";
    /// What a laboratory is accredited for (检验检测能力).
    AccreditedItemId = "aci";
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    #[test]
    fn an_id_is_read_back_and_another_kind_is_refused() {
        let now = chrono::Utc.with_ymd_and_hms(2026, 11, 21, 8, 0, 0).unwrap();
        let mut rng = crate::Dice::seeded(7);

        let id = DemandId::new(now, &mut rng);

        assert_eq!(DemandId::parse(id.as_str()), Ok(id.clone()));
        assert!(BidId::parse(id.as_str()).is_err());
        assert!(DemandId::parse("dem_").is_err());
        assert!(DemandId::parse("dem_01J'; DROP TABLE x;--12345").is_err());
    }

    #[test]
    fn ids_sort_by_time() {
        let mut rng = crate::Dice::seeded(7);
        let early = chrono::Utc.with_ymd_and_hms(2026, 1, 1, 0, 0, 0).unwrap();
        let late = chrono::Utc.with_ymd_and_hms(2026, 1, 2, 0, 0, 0).unwrap();
        assert!(BidId::new(early, &mut rng) < BidId::new(late, &mut rng));
    }

    #[test]
    fn every_prefix_is_its_own() {
        let unique: std::collections::BTreeSet<_> = PREFIXES.iter().collect();
        assert_eq!(unique.len(), PREFIXES.len());
    }
}
