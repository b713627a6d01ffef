//! What the library keeps about persons, table by table.

use commons::privacy::{PersonalTable, table};

const OFFICE: &str = "为履行法定职责或者法定义务所必需（个人信息保护法第十三条第三项）";
const WITH_LIBRARY: &str = "随标准政策长期保存";

/// The tables of this district with rows about persons.
#[rustfmt::skip]
pub const PERSONAL: &[PersonalTable] = &[
    table(("successions", "decided_by"), "您确认或否定的条文承接",
        ("说明新旧条文的对应由谁确认", OFFICE, WITH_LIBRARY),
        &["id", "old_slug", "old_number", "new_slug", "new_number", "state", "decided_at"]),
    table(("ripple_tasks", "closed_by"), "您处理的联动复核",
        ("说明复核由谁完成", OFFICE, WITH_LIBRARY),
        &["id", "title", "slug", "number", "state", "note", "closed_at"]),
];
