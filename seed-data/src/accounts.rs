//! The accounts with which a new installation can be tried out.

use serde::Deserialize;

const JSON: &str = include_str!("../data/accounts.json");

/// A demo account. Its password is not here: the seed command chooses and prints it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountSeed {
    /// An address under example.org.
    pub email: String,
    /// What pages call the person.
    pub display_name: String,
    /// MEMBER, MODERATOR or one of the three administrators.
    pub role: String,
    /// OWNER, EDITOR or VIEWER of the organisation.
    pub member_role: String,
    /// The province a moderator or a regulator looks after; None for others.
    #[serde(default)]
    pub region: Option<String>,
    /// For whom the person acts.
    pub organisation: AccountOrganisation,
}

/// For whom a demo account acts.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(tag = "kind", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum AccountOrganisation {
    /// One of the invented enterprises.
    Enterprise {
        /// Its key.
        enterprise: String,
    },
    /// One of the invented providers.
    Provider {
        /// Its key.
        provider: String,
    },
    /// A provincial association, named here.
    Association {
        /// Its name.
        name: String,
    },
    /// A regulator, named here.
    Regulator {
        /// Its name.
        name: String,
    },
    /// Whoever runs the platform.
    Operator {
        /// Its name.
        name: String,
    },
}

/// Every demo account.
#[must_use]
pub fn accounts() -> Vec<AccountSeed> {
    super::read(JSON)
}
