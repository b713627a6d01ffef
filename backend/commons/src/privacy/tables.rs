//! What is kept about persons, table by table: for which purpose, on which ground, how long.

/// A table with rows about persons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PersonalTable {
    /// The table.
    pub table: &'static str,
    /// The column with the account.
    pub person: &'static str,
    /// What the rows are, as people say it.
    pub name: &'static str,
    /// What they are kept for.
    pub purpose: &'static str,
    /// On which ground they may be kept.
    pub basis: &'static str,
    /// How long they are kept.
    pub kept: &'static str,
    /// The columns that are handed out. Secrets, their digests and sealed texts are not among them.
    pub columns: &'static [&'static str],
}

/// What their organisations do here needs it.
pub const CONTRACT: &str =
    "为订立、履行您作为一方当事人的合同所必需（个人信息保护法第十三条第二项）";
const DUTY: &str = "为履行法定义务所必需（个人信息保护法第十三条第三项，网络安全法第二十一条）";
const UNTIL_CLOSED: &str = "账号注销时删除或抹去";

/// A line of the list: table and column of the account, what its rows are; purpose, ground, time; columns.
pub const fn table(
    (table, person): (&'static str, &'static str),
    name: &'static str,
    (purpose, basis, kept): (&'static str, &'static str, &'static str),
    columns: &'static [&'static str],
) -> PersonalTable {
    PersonalTable { table, person, name, purpose, basis, kept, columns }
}

/// The tables of this district with rows about persons.
#[rustfmt::skip]
pub const PERSONAL: &[PersonalTable] = &[
    table(("accounts", "id"), "账号",
        ("登录，并向与您办事的单位说明您是谁", CONTRACT, UNTIL_CLOSED),
        &["id", "email", "display_name", "role", "created_at"]),
    table(("person_details", "account_id"), "联系方式",
        ("便于与您办事的单位联系您；由您自行填写", CONTRACT, UNTIL_CLOSED),
        &["updated_at"]),
    table(("sessions", "account_id"), "登录会话",
        ("保持登录，发现冒用", CONTRACT, "会话结束后用于查证冒用"),
        &["id", "created_at", "expires_at", "replaced_at", "ended_at"]),
    table(("sign_ins", "account_id"), "登录过的设备",
        ("让您看到并结束自己的登录，发现冒用", CONTRACT, "结束后一段时间删除"),
        &["id", "device", "address", "began_at", "last_used_at", "ended_at"]),
    table(("known_devices", "account_id"), "认得的浏览器",
        ("别人输错密码时，不影响您在自己的设备上登录", CONTRACT, UNTIL_CLOSED),
        &["first_at", "last_at"]),
    table(("sign_in_challenges", "account_id"), "未完成的二次验证",
        ("登录的第二步", CONTRACT, "几分钟后删除"),
        &["purpose", "created_at", "expires_at"]),
    table(("totp_factors", "account_id"), "验证器",
        ("登录的第二步", CONTRACT, UNTIL_CLOSED),
        &["created_at", "confirmed_at"]),
    table(("recovery_codes", "account_id"), "恢复代码",
        ("丢失设备时登录", CONTRACT, UNTIL_CLOSED),
        &["number", "created_at", "used_at"]),
    table(("passkeys", "account_id"), "通行密钥",
        ("登录的第二步", CONTRACT, UNTIL_CLOSED),
        &["id", "name", "created_at", "last_used_at"]),
    table(("mail_links", "account_id"), "邮件中的确认链接",
        ("确认邮箱、重设密码、更换邮箱", CONTRACT, UNTIL_CLOSED),
        &["purpose", "sent_to", "new_email", "created_at", "expires_at", "used_at"]),
    table(("machine_keys", "made_by"), "您新建的机器密钥",
        ("说明密钥由谁新建", DUTY, "随单位业务记录保存"),
        &["id", "organisation_id", "name", "created_at", "expires_at", "last_used_at", "revoked_at"]),
    table(("suspensions", "begun_by"), "您作出的暂停决定",
        ("说明决定由谁作出", DUTY, "随单位业务记录保存"),
        &["id", "organisation_id", "begun_at"]),
    table(("suspensions", "ended_by"), "您解除的暂停",
        ("说明决定由谁作出", DUTY, "随单位业务记录保存"),
        &["id", "organisation_id", "ended_at"]),
    table(("notices", "account_id"), "通知",
        ("告知您关心的事项", CONTRACT, UNTIL_CLOSED),
        &["id", "kind", "title", "body", "created_at", "read_at", "mail", "mailed_at"]),
    table(("notice_settings", "account_id"), "通知设置",
        ("按您的意愿发送通知", CONTRACT, UNTIL_CLOSED),
        &["kind", "delivery"]),
    table(("memberships", "account_id"), "您所在的单位",
        ("说明您可以代表哪些单位办事", CONTRACT, UNTIL_CLOSED),
        &["organisation_id", "role", "since"]),
    table(("appointments", "account_id"), "任命",
        ("三员分设，说明工作人员由谁任命", DUTY, "长期"),
        &["id", "role", "state", "proposed_at", "decided_at"]),
    table(("appointments", "decided_by"), "您确认的任命",
        ("三员分设，说明工作人员由谁任命", DUTY, "长期"),
        &["id", "role", "state", "decided_at"]),
    table(("registrations", "account_id"), "您提交的单位注册",
        ("审核单位身份", DUTY, "随单位业务记录保存"),
        &["id", "organisation_id", "name", "created_at"]),
    table(("appointments", "proposed_by"), "您提出的任命",
        ("三员分设，说明工作人员由谁任命", DUTY, "长期"),
        &["id", "role", "state", "proposed_at"]),
    table(("registration_documents", "uploaded_by"), "您上传的单位函和证书",
        ("审核单位身份", DUTY, "随单位业务记录保存"),
        &["id", "kind", "media_type", "bytes", "uploaded_at"]),
    table(("invitations", "accepted_by"), "您接受的邀请",
        ("说明您由谁邀请加入单位", CONTRACT, "随单位业务记录保存"),
        &["id", "organisation_id", "role", "created_at", "ended_at"]),
    table(("invitations", "invited_by"), "您发出的邀请",
        ("邀请他人加入单位", CONTRACT, "随单位业务记录保存"),
        &["id", "organisation_id", "role", "created_at", "ended_at"]),
    table(("change_requests", "submitted_by"), "您提交的审核",
        ("审核单位提交的内容", DUTY, "随单位业务记录保存"),
        &["id", "subject_kind", "subject_id", "title", "submitted_at", "state", "decided_at"]),
    table(("change_requests", "decided_by"), "您作出的审核决定",
        ("说明决定由谁作出", DUTY, "随单位业务记录保存"),
        &["id", "subject_kind", "subject_id", "title", "state", "decided_at"]),
    table(("change_requests", "first_by"), "您作出的初审意见",
        ("说明决定由谁作出", DUTY, "随单位业务记录保存"),
        &["id", "subject_kind", "subject_id", "title", "state", "first_verdict"]),
    table(("change_requests", "taken_by"), "您领取的审核",
        ("避免两人同时处理", DUTY, "处理完毕后抹去"),
        &["id", "subject_kind", "subject_id", "title", "taken_until"]),
    table(("change_requests", "assigned_to"), "分派给您的审核",
        ("安排审核工作", DUTY, "随单位业务记录保存"),
        &["id", "subject_kind", "subject_id", "title", "state"]),
    table(("change_request_steps", "account_id"), "您在审核中的每一步",
        ("说明审核的经过", DUTY, "随单位业务记录保存"),
        &["change_request_id", "number", "at", "kind"]),
    table(("organisation_moves", "moved_by"), "您调整的单位地区",
        ("说明决定由谁作出", DUTY, "随单位业务记录保存"),
        &["id", "region_code", "moved_at", "undone_at"]),
    table(("text_findings", "account_id"), "您提交的文字中识别到的内容",
        ("防止在选定之前绕开平台联系", DUTY, "没有申诉的保存半年，申诉过的随单位业务记录保存"),
        &["id", "kind", "span", "place", "last_at", "times", "state", "appeal"]),
    table(("moderation_batches", "started_by"), "您发起的批量处理",
        ("说明决定由谁作出", DUTY, "随单位业务记录保存"),
        &["id", "act", "started_at", "state", "ended_at"]),
    table(("moderation_batches", "assign_to"), "批量分派给您的审核",
        ("安排审核工作", DUTY, "随单位业务记录保存"),
        &["id", "act", "started_at", "state", "ended_at"]),
    table(("moderation_batch_items", "assigned_before"), "批量分派前由您处理的审核",
        ("撤销批量处理时恢复原状", DUTY, "随单位业务记录保存"),
        &["batch_id", "change_request_id"]),
    table(("audit_entries", "account_id"), "操作日志",
        ("网络安全审计", DUTY, "不少于六个月；只含编号，不含姓名和联系方式"),
        &["seq", "at", "action", "subject_kind", "subject_id", "result", "address", "agent"]),
    table(("request_keys", "account_id"), "表单编号",
        ("同一张表单重复提交时只算一次", CONTRACT, "不含个人内容"),
        &["subject_id", "at"]),
    table(("account_closures", "account_id"), "账号注销",
        ("证明账号已按您的要求注销", DUTY, "长期"),
        &["closed_at"]),
];
