//! Rows of the documents of registrations.

use kernel::id::{AccountId, RegistrationDocumentId, RegistrationId};
use sea_orm::entity::prelude::*;

/// What a document of a registration is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum, async_graphql::Enum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
#[graphql(name = "RegistrationDocumentKind")]
pub enum DocumentKind {
    /// 单位函: the sealed letter that names the person.
    Letter,
    /// 证书: what shows that an institution without a credit code exists.
    Certificate,
}

impl DocumentKind {
    /// As it stands in addresses.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::Letter => "letter",
            Self::Certificate => "certificate",
        }
    }

    /// Reads what stands in an address.
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<Self> {
        [Self::Letter, Self::Certificate].into_iter().find(|it| it.slug() == slug)
    }
}

/// A letter or certificate in the file store.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "registration_documents")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RegistrationDocumentId,
    /// Of which registration.
    pub registration_id: RegistrationId,
    /// What it is; one of each kind.
    pub kind: DocumentKind,
    /// Where it lies in the file store.
    pub file_key: String,
    /// Read from its first bytes, never from what the sender says.
    pub media_type: String,
    /// Its length.
    pub bytes: i64,
    /// SHA-256 of its content, in hexadecimal.
    pub sha256: String,
    /// Who sent it.
    pub uploaded_by: AccountId,
    /// When.
    pub uploaded_at: DateTimeUtc,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
