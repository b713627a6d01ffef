//! What the market keeps about persons, table by table.

use commons::privacy::{CONTRACT, PersonalTable, table};

const OFFICE: &str = "为履行法定职责或者法定义务所必需（个人信息保护法第十三条第三项）";
const WITH_BUSINESS: &str = "随单位业务记录保存";
const FOR_RECOMPUTING: &str = "随排名依据长期保存，供复算";
const WITH_RULES: &str = "随排序规则长期保存";
const WITH_PAGE: &str = "随机构公开记录保存";

/// The tables of this district with rows about persons.
#[rustfmt::skip]
pub const PERSONAL: &[PersonalTable] = &[
    table(("demands", "posted_by"), "您代表单位发布的需求",
        ("说明需求由谁发布，并向其告知进展", CONTRACT, WITH_BUSINESS),
        &["id", "title", "state", "created_at"]),
    table(("demand_partners", "answered_by"), "您代表单位对拼单邀请的答复",
        ("说明是否加入由谁确认", CONTRACT, WITH_BUSINESS),
        &["demand_id", "organisation_id", "state", "answered_at"]),
    table(("demand_questions", "asked_by"), "您代表单位提出的问题",
        ("说明问题由谁提出，并向其告知答复；公开页不显示提问单位", CONTRACT, WITH_BUSINESS),
        &["id", "demand_id", "question", "asked_at"]),
    table(("demand_questions", "answered_by"), "您代表单位作出的答复",
        ("说明答复由谁作出", CONTRACT, WITH_BUSINESS),
        &["id", "demand_id", "answer", "answered_at"]),
    table(("demand_amendments", "made_by"), "您代表单位作出的需求变更",
        ("说明变更由谁作出", CONTRACT, WITH_BUSINESS),
        &["id", "demand_id", "reason", "made_at"]),
    table(("custodian_keys", "account_id"), "您登记的保管密钥",
        ("说明密钥由谁保管，并请其交出份额", OFFICE, WITH_BUSINESS),
        &["id", "province_code", "public_key", "made_at", "ended_at"]),
    table(("key_shares", "released_by"), "您交出的密钥份额",
        ("说明份额由谁交出", OFFICE, WITH_BUSINESS),
        &["id", "demand_id", "province_code", "released_at"]),
    table(("bids", "submitted_by"), "您代表单位提交的报价",
        ("说明报价由谁提交，并向其告知结果", CONTRACT, WITH_BUSINESS),
        &["id", "demand_id", "state", "submitted_at"]),
    table(("provider_changes", "submitted_by"), "您代表单位提交的机构资料变更",
        ("说明变更由谁提交，并向其告知结果", CONTRACT, WITH_BUSINESS),
        &["id", "provider_id", "state", "submitted_at", "ended_at"]),
    table(("shortlists", "made_by"), "您代表单位保存的候选名单",
        ("说明名单由谁保存", CONTRACT, "随单位业务记录保存；未锁定的可以随时删除"),
        &["id", "title", "taken_at", "locked_at"]),
    table(("share_codes", "made_by"), "您代表单位生成的共享码",
        ("说明共享码由谁生成", CONTRACT, WITH_BUSINESS),
        &["id", "label", "made_at", "expires_at", "ended_at"]),
    table(("evidence", "entered_by"), "您录入的排名依据",
        ("说明依据由谁录入", OFFICE, FOR_RECOMPUTING),
        &["id", "provider_id", "rule_code", "subject", "entered_at"]),
    table(("evidence", "ended_by"), "您撤下的排名依据",
        ("说明依据由谁撤下", OFFICE, FOR_RECOMPUTING),
        &["id", "provider_id", "rule_code", "subject", "ended_on"]),
    table(("evidence_disputes", "submitted_by"), "您代表单位提出的异议",
        ("说明异议由谁提出，并向其告知结果", CONTRACT, FOR_RECOMPUTING),
        &["id", "evidence_id", "state", "submitted_at", "decided_on"]),
    table(("ranking_versions", "drafted_by"), "您起草的排序规则",
        ("说明规则由谁起草", OFFICE, WITH_RULES),
        &["number", "title", "state", "drafted_at"]),
    table(("ranking_versions", "published_by"), "您发布的排序规则",
        ("说明规则由谁发布", OFFICE, WITH_RULES),
        &["number", "title", "state", "published_at"]),
    table(("error_reports", "account_id"), "您报告的页面错误",
        ("核实更正，并告知您结果", CONTRACT, "随机构公开记录保存；邮箱在处理完 30 天后抹去"),
        &["id", "provider_id", "part", "text", "email", "reported_at", "state", "note", "decided_at"]),
    table(("provider_restrictions", "begun_by"), "您作出的机构限制",
        ("说明限制由谁作出", OFFICE, WITH_PAGE),
        &["id", "provider_id", "kind", "begun_on", "until"]),
    table(("provider_restrictions", "ended_by"), "您解除的机构限制",
        ("说明限制由谁解除", OFFICE, WITH_PAGE),
        &["id", "provider_id", "kind", "ended_at"]),
];
