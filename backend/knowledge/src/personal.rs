//! What the library and the assistant keep about persons, table by table.

use commons::privacy::{CONTRACT, PersonalTable, table};

const OFFICE: &str = "为履行法定职责或者法定义务所必需（个人信息保护法第十三条第三项）";
const WITH_LIBRARY: &str = "随标准政策长期保存";

/// The tables of this district with rows about persons.
#[rustfmt::skip]
pub const PERSONAL: &[PersonalTable] = &[
    table(("answer_versions", "changed_by"), "您修改过的存答",
        ("说明改动由谁作出", OFFICE, "随问答记录长期保存"),
        &["answer_id", "revision", "changed_at"]),
    table(("experts", "account_id"), "您的专家登记",
        ("说明由谁答复，并向其指派问题", CONTRACT, "担任专家期间和其后随咨询记录保存"),
        &["id", "name", "unit", "fields", "conflicts", "created_at"]),
    table(("consultations", "account_id"), "您交给专家的问题",
        ("向您告知答复；公开时不显示提问人", CONTRACT, "随咨询记录保存；邮箱在答复 60 天后抹去"),
        &["id", "question", "state", "asked_at", "answer"]),
    table(("successions", "decided_by"), "您确认或否定的条文承接",
        ("说明新旧条文的对应由谁确认", OFFICE, WITH_LIBRARY),
        &["id", "old_slug", "old_number", "new_slug", "new_number", "state", "decided_at"]),
    table(("law_follows", "account_id"), "您关注的标准政策",
        ("按您的要求告知变化", CONTRACT, "随账号保存，取消关注时删除"),
        &["id", "kind", "value", "created_at"]),
    table(("read_parts", "decided_by"), "您核对的识别部分",
        ("说明识别由谁核对", OFFICE, WITH_LIBRARY),
        &["id", "law_id", "label", "state", "note", "decided_at"]),
    table(("ripple_tasks", "closed_by"), "您处理的联动复核",
        ("说明复核由谁完成", OFFICE, WITH_LIBRARY),
        &["id", "title", "slug", "number", "state", "note", "closed_at"]),
];
