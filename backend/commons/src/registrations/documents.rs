//! Letters and certificates: written by owners, read by those who decide, each reading recorded.

use super::document_entity::{DocumentKind, Model};
use super::entity::Model as Registration;
use super::rules::{self, RegistrationProblem};
use super::{access, store};
use crate::audit::{self, Recorded};
use crate::organisations::{self, Standing};
use bytes::Bytes;
use kernel::id::{RegistrationDocumentId, RegistrationId};
use kernel::{Actor, Denied, Error, Origin, Result};
use platform::files::{FileKey, Files};
use platform::{Cx, Db};
use serde_json::json;
use sha2::{Digest, Sha256};

/// Keeps a document beside a registration, in the place of the one of its kind. What it is is read
/// from its content.
///
/// # Errors
/// Not found for others than the owners; a problem when it is no PDF, JPG or PNG, too large, or
/// the registration is approved.
pub async fn keep(
    db: &Db,
    files: &Files,
    (actor, origin): (Actor, Origin),
    (id, kind): (RegistrationId, DocumentKind),
    content: Bytes,
) -> Result<Model> {
    let row = store::find(db.read(), &id).await?;
    let row = row.filter(|it| access::may_see(&actor, it)).ok_or(Denied::NotFound)?;
    if !access::may_change(&actor, &row) {
        return Err(Denied::Forbidden.into());
    }
    if content.len() > rules::DOCUMENT_BYTES {
        return Err(RegistrationProblem::DocumentTooLarge.into());
    }
    let sniffed = rules::sniff(&content).ok_or(RegistrationProblem::DocumentKindUnknown)?;
    let digest = hex::encode(Sha256::digest(&content));
    let length = i64::try_from(content.len()).unwrap_or(i64::MAX);
    let document_id = RegistrationDocumentId::new(db.clock().now(), &mut db.dice());
    let key = format!("registrations/{}/{}.{}", id, document_id, sniffed.1).to_lowercase();
    let key = FileKey::parse(&key).map_err(|error| Error::Fault(error.into()))?;
    // Written before its row, so that no row points at nothing.
    files.put(&key, content).await.map_err(|error| Error::Fault(error.into()))?;
    let (kept, former) = db
        .in_transaction_for(actor, origin, |cx| {
            let key = key.to_string();
            Box::pin(async move {
                let new = Model {
                    id: document_id,
                    registration_id: id,
                    kind,
                    file_key: key,
                    media_type: sniffed.0.to_owned(),
                    bytes: length,
                    sha256: digest,
                    uploaded_by: cx.actor.account_id().cloned().ok_or(Denied::Unauthenticated)?,
                    uploaded_at: cx.now,
                };
                write(cx, new).await
            })
        })
        .await?;
    if let Some(former) = former.and_then(|it| FileKey::parse(&it.file_key).ok())
        && let Err(error) = files.delete(&former).await
    {
        tracing::warn!(%error, "a replaced document was left in the store");
    }
    Ok(kept)
}

async fn write(cx: &mut Cx, new: Model) -> Result<(Model, Option<Model>)> {
    let row = store::find_for_change(&cx.tx, &new.registration_id).await?;
    let row = row.filter(|it| access::may_change(&cx.actor, it)).ok_or(Denied::NotFound)?;
    let organisation = organisations::find(&cx.tx, &row.organisation_id).await?;
    let standing = organisation.map(|it| it.standing);
    if !matches!(standing, Some(Standing::Pending | Standing::Refused)) {
        return Err(RegistrationProblem::DocumentsClosed.into());
    }
    let former = store::find_document(&cx.tx, &row.id, new.kind).await?;
    store::replace_document(&cx.tx, new.clone()).await?;
    record(cx, "registrations.document_keep", &row, &new).await?;
    Ok((new, former))
}

/// Where a document lies, for somebody who may read it. The reading is recorded first.
///
/// # Errors
/// Not found for everybody else.
pub async fn read(cx: &mut Cx, id: &RegistrationId, kind: DocumentKind) -> Result<Model> {
    let row = store::find(&cx.tx, id).await?;
    let row = row.filter(|it| access::may_read_documents(&cx.actor, it)).ok_or(Denied::NotFound)?;
    let found = store::find_document(&cx.tx, id, kind).await?.ok_or(Denied::NotFound)?;
    record(cx, "registrations.document_read", &row, &found).await?;
    Ok(found)
}

async fn record(
    cx: &mut Cx,
    action: &'static str,
    row: &Registration,
    document: &Model,
) -> Result<()> {
    let after = json!({
        "kind": document.kind.slug(), "document": document.id, "sha256": document.sha256,
    });
    let recorded = Recorded {
        action,
        subject_kind: super::actions::SUBJECT,
        subject_id: row.id.as_str(),
        before: None,
        after: Some(after),
    };
    audit::record(cx, recorded).await
}
