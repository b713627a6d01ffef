//! What a share code must say, what its copy holds, and how long it lasts.

use super::entity::{Model, ShareSection, SharedCopy};
use crate::directory::{Profile, ProviderRow};
use chrono::{DateTime, Utc};
use kernel::text::is_long;

/// The most codes of an organisation that are open at once. 配置值.
pub const MOST_OPEN: usize = 50;
/// The longest term, in days. 配置值.
pub const LONGEST_DAYS: i32 = 180;
/// How many openings of a code are written down; further ones are only counted. 配置值.
pub const MOST_OPENINGS: i32 = 1_000;

kernel::problems! {
    /// Why a share code is not made.
    ShareCodeProblem {
        LabelLength = "share_codes.label_length", "label", "请写明给谁看，2 到 40 个字";
        NoSection = "share_codes.no_section", "sections", "请至少选一个部分";
        DaysRange = "share_codes.days_range", "days", "有效期为 1 到 180 天";
        Full = "share_codes.full", "", "有效的共享码最多 50 个，请先撤销不用的";
    }
}

/// All that is wrong with a new code.
pub fn check(label: &str, sections: &[ShareSection], days: i32) -> Vec<ShareCodeProblem> {
    let wrong = [
        (!is_long(label, 2..=40), ShareCodeProblem::LabelLength),
        (sections.is_empty(), ShareCodeProblem::NoSection),
        (!(1..=LONGEST_DAYS).contains(&days), ShareCodeProblem::DaysRange),
    ];
    wrong.into_iter().filter(|it| it.0).map(|it| it.1).collect()
}

/// Whether a code opens something at an instant.
pub fn is_open(code: &Model, now: DateTime<Utc>) -> bool {
    code.ended_at.is_none() && now < code.expires_at
}

/// The copy of a page with the chosen sections and nothing else.
pub fn copy_of(page: &ProviderRow, profile: Profile, sections: &[ShareSection]) -> SharedCopy {
    let has = |section| sections.contains(&section);
    let mut kept = Profile { stated_on: profile.stated_on, ..Profile::default() };
    if has(ShareSection::Qualifications) {
        kept.qualifications = profile.qualifications;
    }
    if has(ShareSection::Services) {
        kept.categories = profile.categories;
        kept.service_regions = profile.service_regions;
    }
    if has(ShareSection::Facts) {
        kept.short_name = profile.short_name;
        kept.introduction = profile.introduction;
        kept.size = profile.size;
        kept.people_count = profile.people_count;
        kept.founded_on = profile.founded_on;
    }
    SharedCopy {
        name: page.name.clone(),
        credit_code: page.credit_code.clone(),
        region_code: page.region_code.clone(),
        address: page.address.clone().filter(|_| has(ShareSection::Facts)),
        profile: kept,
        source: page.source.clone(),
        source_on: page.source_on,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_says_for_whom_what_and_how_long() {
        let facts = [ShareSection::Facts];
        assert_eq!(check("吴江印染采购", &facts, 30), []);
        assert_eq!(
            check(" ", &[], 181),
            [
                ShareCodeProblem::LabelLength,
                ShareCodeProblem::NoSection,
                ShareCodeProblem::DaysRange
            ]
        );
        assert_eq!(check("吴江印染采购", &facts, 0), [ShareCodeProblem::DaysRange]);
    }
}
