//! Who may share a need.

/// The most partners of one need. 配置值.
pub const MOST_PARTNERS: usize = 20;

kernel::problems! {
    /// Why a partner, or an answer of one, is refused.
    PartnerProblem {
        Missing = "partners.missing", "partners", "多家拼单请列出 1 到 20 家一起采购的企业";
        NotUsed = "partners.not_used", "partners", "这种采购方式不能列拼单企业";
        Unknown = "partners.unknown", "partners", "有信用代码不是已通过审核的企业，或者就是本单位";
        Quantity = "partners.quantity", "partners", "各家数量应大于 0";
        Closed = "partners.closed", "", "报价已截止，不能再加入或退出";
    }
}

/// A partner as typed.
#[derive(Debug, Clone, PartialEq)]
pub struct TypedPartner {
    /// Of the enterprise.
    pub credit_code: String,
    /// Its own part.
    pub quantity: Option<f64>,
}

/// What is wrong with the partners of a need, before anybody is looked up.
pub fn check(partners: &[TypedPartner], is_shared: bool) -> Vec<PartnerProblem> {
    let mut problems = Vec::new();
    match is_shared {
        true if !(1..=MOST_PARTNERS).contains(&partners.len()) => {
            problems.push(PartnerProblem::Missing);
        }
        false if !partners.is_empty() => problems.push(PartnerProblem::NotUsed),
        _ => {}
    }
    let is_wrong = |it: f64| !(it > 0.0 && it <= 1e9);
    if partners.iter().filter_map(|it| it.quantity).any(is_wrong) {
        problems.push(PartnerProblem::Quantity);
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shared_need_names_partners_and_another_none() {
        let one = |quantity| TypedPartner { credit_code: "x".into(), quantity };
        assert_eq!(check(&[], true), [PartnerProblem::Missing]);
        assert_eq!(check(&[one(None)], false), [PartnerProblem::NotUsed]);
        assert_eq!(check(&[one(Some(-1.0))], true), [PartnerProblem::Quantity]);
        assert_eq!(check(&[one(Some(f64::NAN))], true), [PartnerProblem::Quantity]);
        assert_eq!(check(&vec![one(None); 21], true), [PartnerProblem::Missing]);
        assert_eq!(check(&[one(Some(3.5))], true), []);
    }
}
