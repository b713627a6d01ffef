//! What an action says has happened; written in its transaction, read by consumers later.

/// An event to be written.
#[derive(Debug, Clone, PartialEq)]
pub struct NewEvent {
    /// Past tense, module first: `demands.published`.
    pub name: &'static str,
    /// The noun of the subject: `demand`.
    pub subject_kind: &'static str,
    /// The subject's id.
    pub subject_id: String,
    /// What consumers need beyond the id; small.
    pub payload: serde_json::Value,
}

impl NewEvent {
    /// An event that says no more than its name and subject.
    pub fn of(
        name: &'static str,
        subject_kind: &'static str,
        subject_id: &(impl std::fmt::Display + ?Sized),
    ) -> Self {
        Self {
            name,
            subject_kind,
            subject_id: subject_id.to_string(),
            payload: serde_json::Value::Object(serde_json::Map::new()),
        }
    }
}
