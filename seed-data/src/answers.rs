//! Stored answers and guides of the assistant, as JSON: who loads them gives them their types.

/// Answers by field, in files of one field each.
const ANSWERS: [&str; 16] = [
    include_str!("../data/answers/AIR.json"),
    include_str!("../data/answers/CARBON.json"),
    include_str!("../data/answers/CREDIT.json"),
    include_str!("../data/answers/EIA.json"),
    include_str!("../data/answers/ENFORCEMENT.json"),
    include_str!("../data/answers/MONITORING.json"),
    include_str!("../data/answers/NOISE.json"),
    include_str!("../data/answers/OTHER.json"),
    include_str!("../data/answers/PERMIT.json"),
    include_str!("../data/answers/PETITION.json"),
    include_str!("../data/answers/PLATFORM.json"),
    include_str!("../data/answers/PROCUREMENT.json"),
    include_str!("../data/answers/RADIATION.json"),
    include_str!("../data/answers/SOIL.json"),
    include_str!("../data/answers/SOLID_WASTE.json"),
    include_str!("../data/answers/WATER.json"),
];
const GUIDES: &str = include_str!("../data/guides.json");
const CASES: &str = include_str!("../data/cases.jsonl");

/// Every stored answer.
#[must_use]
pub fn answers() -> Vec<serde_json::Value> {
    ANSWERS.iter().flat_map(|it| crate::read::<Vec<serde_json::Value>>(it)).collect()
}

/// Every guide.
#[must_use]
pub fn guides() -> Vec<serde_json::Value> {
    crate::read(GUIDES)
}

/// The questions by which the assistant is measured, one a line.
#[must_use]
pub fn cases() -> &'static str {
    CASES
}
