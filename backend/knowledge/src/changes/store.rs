//! The SQL of changes.

use super::entity::{Column, Entity, Model};
use super::rules::LawChangeKind;
use crate::follows::rules::LawFollowKind;
use crate::policies::entity::law;
use chrono::{DateTime, NaiveDate, Utc};
use kernel::id::LawChangeId;
use kernel::{Cursor, Page, Result, Slice};
use sea_orm::sea_query::Query;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};

pub(super) async fn insert(tx: &impl ConnectionTrait, row: Model) -> Result<()> {
    Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

/// The list, what became known last first; of one law, or of all.
pub(super) async fn page(
    db: &impl ConnectionTrait,
    slug: Option<&str>,
    page: &Page,
) -> Result<Slice<Model>> {
    let mut query = Entity::find().order_by_desc(Column::Id);
    if let Some(slug) = slug {
        query = query.filter(Column::Slug.eq(slug));
    }
    if let Some(after) = &page.after {
        let [id] = after.keys::<1>()?;
        query = query.filter(Column::Id.lt(id.as_str()));
    }
    let rows = query.limit(page.fetch()).all(db).await?;
    Ok(page.slice(rows, |it| Cursor::of(&[&it.id])))
}

/// Changes by their ids, in the order they became known.
pub(crate) async fn find_all(db: &impl ConnectionTrait, ids: &[LawChangeId]) -> Result<Vec<Model>> {
    let query = Entity::find()
        .filter(Column::Id.is_in(ids.iter().cloned()))
        .order_by_asc(Column::At)
        .order_by_asc(Column::Id);
    Ok(query.all(db).await?)
}

/// What happened to the texts that somebody follows so, what became known last first.
pub(crate) async fn followed(
    db: &impl ConnectionTrait,
    kind: LawFollowKind,
    value: &str,
    limit: u64,
) -> Result<Vec<Model>> {
    let mut query = Entity::find().order_by_desc(Column::Id).limit(limit);
    if kind == LawFollowKind::Law {
        return Ok(query.filter(Column::Slug.eq(value)).all(db).await?);
    }
    let all = Condition::all();
    let met = match kind {
        LawFollowKind::Law | LawFollowKind::Domain => all.add(law::Column::Domain.eq(value)),
        LawFollowKind::Issuer => all.add(law::Column::Issuer.contains(value)),
        LawFollowKind::Region => all.add(law::Column::RegionCode.starts_with(value)),
        LawFollowKind::Words => {
            value.split(' ').fold(all, |all, word| all.add(law::Column::Title.contains(word)))
        }
    };
    let mut laws = Query::select();
    laws.column(law::Column::Id).from(law::Entity).cond_where(met);
    query = query.filter(Column::LawId.in_subquery(laws));
    Ok(query.all(db).await?)
}

/// Texts whose first day this is, which were here before it, and of which that is not written down yet.
pub(super) async fn starting(
    db: &impl ConnectionTrait,
    day: NaiveDate,
    before: DateTime<Utc>,
    limit: u64,
) -> Result<Vec<law::Model>> {
    let mut noted = Query::select();
    noted.column(Column::LawId).from(Entity).cond_where(Column::Kind.eq(LawChangeKind::Started));
    let query = law::Entity::find()
        .filter(law::Column::EffectiveOn.eq(day))
        .filter(law::Column::CreatedAt.lt(before))
        .filter(law::Column::Id.not_in_subquery(noted))
        .order_by_asc(law::Column::Id)
        .limit(limit);
    Ok(query.all(db).await?)
}
