//! The SQL of notices.

use super::entity::{notice, project};
use super::rules::{NOTICES_PER_PROJECT, NoticeKind, NoticeStage};
use kernel::id::OfficialProjectId;
use kernel::region::RegionLevel;
use kernel::{Cursor, Fen, Page, RegionCode, Result, Slice};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};

/// Which projects.
#[derive(Debug, Clone, Default)]
pub(super) struct Wanted {
    pub(super) region: Option<RegionCode>,
    pub(super) stage: Option<NoticeStage>,
    pub(super) kind: Option<NoticeKind>,
    pub(super) buyer_key: Option<String>,
    pub(super) budget_from: Option<Fen>,
    pub(super) budget_to: Option<Fen>,
    pub(super) since: Option<chrono::NaiveDate>,
    pub(super) until: Option<chrono::NaiveDate>,
}

pub(super) async fn find(
    db: &impl ConnectionTrait,
    id: &OfficialProjectId,
) -> Result<Option<project::Model>> {
    Ok(project::Entity::find_by_id(id.clone()).one(db).await?)
}

pub(super) async fn find_by_number(
    tx: &impl ConnectionTrait,
    key: &str,
) -> Result<Option<project::Model>> {
    Ok(project::Entity::find().filter(project::Column::NumberKey.eq(key)).one(tx).await?)
}

/// Projects of the same title and buyer, the newest first.
pub(super) async fn find_by_title(
    tx: &impl ConnectionTrait,
    title_key: &str,
    buyer_key: &str,
) -> Result<Vec<project::Model>> {
    const LOOKED_AT: u64 = 20;
    let query = project::Entity::find()
        .filter(project::Column::TitleKey.eq(title_key))
        .filter(project::Column::BuyerKey.eq(buyer_key))
        .order_by_desc(project::Column::LatestOn)
        .order_by_desc(project::Column::Id)
        .limit(LOOKED_AT);
    Ok(query.all(tx).await?)
}

pub(super) async fn find_notice(
    tx: &impl ConnectionTrait,
    source: &str,
    source_key: &str,
) -> Result<Option<notice::Model>> {
    let query = notice::Entity::find()
        .filter(notice::Column::Source.eq(source))
        .filter(notice::Column::SourceKey.eq(source_key));
    Ok(query.one(tx).await?)
}

/// The notices of a project, as they came, at most so many.
pub(super) async fn notices_of(
    db: &impl ConnectionTrait,
    id: &OfficialProjectId,
) -> Result<Vec<notice::Model>> {
    let query = notice::Entity::find()
        .filter(notice::Column::ProjectId.eq(id.clone()))
        .order_by_asc(notice::Column::Id)
        .limit(NOTICES_PER_PROJECT);
    Ok(query.all(db).await?)
}

pub(super) async fn page(
    db: &impl ConnectionTrait,
    wanted: &Wanted,
    page: &Page,
) -> Result<Slice<project::Model>> {
    use project::Column;
    let mut query = filtered(wanted)
        .order_by_desc(Column::LatestOn)
        .order_by_desc(Column::Id)
        .limit(page.fetch());
    if let Some(after) = &page.after {
        let [day, id] = after.keys::<2>()?;
        let day: chrono::NaiveDate = day.parse().map_err(|_| kernel::page::bad_cursor())?;
        let tied = Condition::all().add(Column::LatestOn.eq(day)).add(Column::Id.lt(id.as_str()));
        query = query.filter(Condition::any().add(Column::LatestOn.lt(day)).add(tied));
    }
    let rows = query.all(db).await?;
    Ok(page.slice(rows, |it| Cursor::of(&[&it.latest_on, &it.id])))
}

pub(super) async fn count(db: &impl ConnectionTrait, wanted: &Wanted) -> Result<i64> {
    Ok(i64::try_from(filtered(wanted).count(db).await?).unwrap_or(i64::MAX))
}

fn filtered(wanted: &Wanted) -> Select<project::Entity> {
    use project::Column;
    let mut all = Condition::all();
    if let Some(code) = &wanted.region {
        all = match code.level() {
            RegionLevel::Province => all.add(Column::ProvinceCode.eq(code.clone())),
            RegionLevel::City => all.add(Column::CityCode.eq(code.clone())),
            RegionLevel::County => all.add(Column::CountyCode.eq(code.clone())),
            RegionLevel::Town => all
                .add(Column::CountyCode.eq(code.county()))
                .add(Column::RegionCode.eq(code.clone())),
        };
    }
    let conditions = [
        wanted.stage.map(|it| Column::Stage.eq(it)),
        wanted.kind.map(|it| Column::LatestKind.eq(it)),
        wanted.buyer_key.as_ref().map(|it| Column::BuyerKey.eq(it.as_str())),
        wanted.budget_from.map(|it| Column::BudgetFen.gte(it)),
        wanted.budget_to.map(|it| Column::BudgetFen.lte(it)),
        wanted.since.map(|it| Column::LatestOn.gte(it)),
        wanted.until.map(|it| Column::LatestOn.lte(it)),
    ];
    let all = conditions.into_iter().flatten().fold(all, Condition::add);
    project::Entity::find().filter(all)
}

pub(super) async fn insert(tx: &impl ConnectionTrait, row: project::Model) -> Result<()> {
    project::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

pub(super) async fn update(tx: &impl ConnectionTrait, row: project::Model) -> Result<()> {
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}

pub(super) async fn insert_notice(tx: &impl ConnectionTrait, row: notice::Model) -> Result<()> {
    notice::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

pub(super) async fn update_notice(tx: &impl ConnectionTrait, row: notice::Model) -> Result<()> {
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}
