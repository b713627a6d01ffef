//! What a registration must say.

use super::document_entity::DocumentKind;
use crate::accounts::rules::{AccountProblem, parse_email};
use crate::organisations::Standing;
use kernel::credit_code::CreditCodeError;
use kernel::text::is_long;
use kernel::{CreditCode, OrganisationKind, Problem, RegionCode};
use platform::auth::PasswordRules;

kernel::problems! {
    /// Why a registration is refused.
    RegistrationProblem {
        KindNotOpen = "registrations.kind_not_open", "organisationKind", "只有企业和服务机构可以自行注册";
        NameLength = "registrations.name_length", "organisationName", "单位名称需 4 到 60 个字";
        RegionUnknown = "registrations.region_unknown", "regionCode", "请选择所在地区";
        RegionNotOpen = "registrations.region_not_open", "regionCode", "所在地区的企业注册尚未开放，开放后即可注册；服务机构不限地区";
        CodeOrReason = "registrations.code_or_reason", "creditCode", "请填写统一社会信用代码；没有代码的事业单位请说明原因";
        ReasonLength = "registrations.reason_length", "noCodeReason", "没有代码的原因需 4 到 200 个字";
        ProviderNeedsCode = "registrations.provider_needs_code", "creditCode", "服务机构须有统一社会信用代码";
        OrganisationTaken = "registrations.organisation_taken", "creditCode", "这家单位已有账号，请联系本单位管理员添加成员";
        NameDiffers = "registrations.name_differs", "organisationName", "单位名称与已登记的统一社会信用代码不一致，请核对";
        NotToBeSent = "registrations.not_to_be_sent", "", "注册没有被退回，不需要重新提交";
        DocumentKindUnknown = "registrations.document_kind", "file", "只接受 PDF、JPG 和 PNG 文件";
        DocumentTooLarge = "registrations.document_too_large", "file", "文件超过 10 MB";
        DocumentsClosed = "registrations.documents_closed", "file", "注册已经通过，不能再更换材料";
    }
}

/// Largest letter or certificate, in bytes. 配置值.
pub const DOCUMENT_BYTES: usize = 10 << 20;

/// Where the demand side may register; empty is everywhere. The supply side has no area limit.
#[derive(Debug, Clone, Default)]
pub struct OpenRegions(pub Vec<RegionCode>);

impl OpenRegions {
    /// Whether an organisation of this kind and place may register.
    #[must_use]
    pub fn are_open(&self, kind: OrganisationKind, place: &RegionCode) -> bool {
        kind != OrganisationKind::Enterprise
            || self.0.is_empty()
            || self.0.iter().any(|it| it.contains(place))
    }
}

/// What a person types about their organisation.
#[derive(Debug, Clone)]
pub struct TypedOrganisation {
    /// 企业 or 服务机构.
    pub kind: OrganisationKind,
    /// As typed.
    pub name: String,
    /// As typed; empty for institutions outside the legal-person base.
    pub credit_code: String,
    /// As typed; empty when there is a code.
    pub no_code_reason: String,
    /// As typed.
    pub region_code: String,
}

/// An organisation whose every field is right.
#[derive(Debug, Clone)]
pub struct CheckedOrganisation {
    /// 企业 or 服务机构.
    pub kind: OrganisationKind,
    /// Without spaces around.
    pub name: String,
    /// Passes its check digit.
    pub credit_code: Option<CreditCode>,
    /// Why there is none.
    pub no_code_reason: Option<String>,
    /// Exists, and is open.
    pub region_code: RegionCode,
}

/// What a person types about themselves.
#[derive(Debug, Clone)]
pub struct TypedPerson {
    /// As typed.
    pub email: String,
    /// As typed.
    pub password: String,
    /// As typed.
    pub display_name: String,
}

/// All that is wrong with an organisation, or its parsed form.
///
/// # Errors
/// Every problem.
pub fn check_organisation(
    typed: &TypedOrganisation,
    open: &OpenRegions,
) -> Result<CheckedOrganisation, Vec<Problem>> {
    let mut problems: Vec<Problem> = Vec::new();
    if !matches!(typed.kind, OrganisationKind::Enterprise | OrganisationKind::Provider) {
        problems.push(RegistrationProblem::KindNotOpen.into());
    }
    let name = typed.name.trim().to_owned();
    if !is_long(&name, 4..=60) {
        problems.push(RegistrationProblem::NameLength.into());
    }
    let code = check_code(typed).map_err(|it| problems.push(it));
    let region_code = RegionCode::parse(typed.region_code.trim())
        .map_err(|_| RegistrationProblem::RegionUnknown)
        .and_then(|it| match open.are_open(typed.kind, &it) {
            true => Ok(it),
            false => Err(RegistrationProblem::RegionNotOpen),
        })
        .map_err(|it| problems.push(it.into()));
    match (code, region_code) {
        (Ok((credit_code, no_code_reason)), Ok(region_code)) if problems.is_empty() => {
            let kind = typed.kind;
            Ok(CheckedOrganisation { kind, name, credit_code, no_code_reason, region_code })
        }
        _ => Err(problems),
    }
}

type CodeOrReason = (Option<CreditCode>, Option<String>);

fn check_code(typed: &TypedOrganisation) -> Result<CodeOrReason, Problem> {
    let reason = typed.no_code_reason.trim();
    if !typed.credit_code.trim().is_empty() {
        let code = CreditCode::parse_typed(&typed.credit_code);
        return code.map(|it| (Some(it), None)).map_err(|it| wrong_code(&it));
    }
    if reason.is_empty() {
        Err(RegistrationProblem::CodeOrReason.into())
    } else if typed.kind == OrganisationKind::Provider {
        Err(RegistrationProblem::ProviderNeedsCode.into())
    } else if !is_long(reason, 4..=200) {
        Err(RegistrationProblem::ReasonLength.into())
    } else {
        Ok((None, Some(reason.to_owned())))
    }
}

fn wrong_code(error: &CreditCodeError) -> Problem {
    Problem {
        code: "registrations.credit_code".into(),
        path: vec!["creditCode".into()],
        message: error.to_string().into(),
    }
}

/// All that is wrong with a person, or their address in lower case and their name. The rules of
/// passwords are settings.
///
/// # Errors
/// Every problem.
pub fn check_person(
    typed: &TypedPerson,
    passwords: &PasswordRules,
) -> Result<(String, String), Vec<Problem>> {
    let mut problems: Vec<Problem> = Vec::new();
    let email = parse_email(&typed.email);
    if email.is_none() {
        problems.push(AccountProblem::EmailForm.into());
    }
    let display_name = typed.display_name.trim().to_owned();
    if !is_long(&display_name, 1..=30) {
        problems.push(AccountProblem::DisplayNameLength.into());
    }
    problems
        .extend(passwords.check_for(&typed.password, &typed.email).into_iter().map(Problem::from));
    match email {
        Some(email) if problems.is_empty() => Ok((email, display_name)),
        _ => Err(problems),
    }
}

/// What a known organisation is to somebody who registers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// Nobody acts for it, or nobody who has shown that they may.
    Open,
    /// Somebody acts for it, or is being checked.
    Taken,
}

/// Whether a known organisation may be registered: when nobody acts for it, when it was refused,
/// and while none of those who registered it has opened the link in their mail.
pub fn judge_claim(standing: Standing, has_members: bool, has_confirmed_members: bool) -> Claim {
    let is_open = match standing {
        Standing::Active => !has_members,
        Standing::Pending => !has_confirmed_members,
        Standing::Refused => true,
        Standing::Suspended | Standing::Closed => false,
    };
    if is_open { Claim::Open } else { Claim::Taken }
}

/// What is still missing before an organisation may act (所缺).
#[derive(Debug, Clone, Copy, PartialEq, Eq, async_graphql::Enum)]
pub enum RegistrationNeed {
    /// 确认邮箱: open the link in the mail.
    ConfirmEmail,
    /// 单位函: upload the sealed letter.
    Letter,
    /// 证书: upload what shows that the institution exists.
    Certificate,
    /// 修改后重新提交: it was refused.
    SendAgain,
    /// 等待协会审核: nothing to be done.
    Decision,
}

/// What is missing, what can be done by oneself first.
pub fn missing(
    standing: Standing,
    is_email_confirmed: bool,
    has_code: bool,
    documents: &[DocumentKind],
) -> Vec<RegistrationNeed> {
    if !matches!(standing, Standing::Pending | Standing::Refused) {
        return Vec::new();
    }
    let mut missing = Vec::new();
    if !is_email_confirmed {
        missing.push(RegistrationNeed::ConfirmEmail);
    }
    if !documents.contains(&DocumentKind::Letter) {
        missing.push(RegistrationNeed::Letter);
    }
    if !has_code && !documents.contains(&DocumentKind::Certificate) {
        missing.push(RegistrationNeed::Certificate);
    }
    if standing == Standing::Refused {
        missing.push(RegistrationNeed::SendAgain);
    } else if is_email_confirmed {
        missing.push(RegistrationNeed::Decision);
    }
    missing
}

/// What a file is, from its first bytes: the media type and the ending of its name.
pub fn sniff(content: &[u8]) -> Option<(&'static str, &'static str)> {
    const KINDS: [(&[u8], &str, &str); 3] = [
        (b"%PDF-", "application/pdf", "pdf"),
        (&[0xff, 0xd8, 0xff], "image/jpeg", "jpg"),
        (&[0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n'], "image/png", "png"),
    ];
    KINDS.iter().find(|it| content.starts_with(it.0)).map(|it| (it.1, it.2))
}

#[cfg(test)]
#[path = "rules/tests.rs"]
mod tests;
