//! The ordered migrations, one text for both databases.
//!
//! Each step is a pair of SQL files; the few words that differ between SQLite and PostgreSQL
//! are written in braces and filled in by `words`. A landed step is never edited.

use sea_orm_migration::prelude::{DbErr, MigrationTrait, MigratorTrait, SchemaManager};
use sea_orm_migration::sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};
use sea_orm_migration::{MigrationName, async_trait};

/// All steps in order. New ones go to the end.
const STEPS: &[Step] = &[
    Step {
        name: "001_ground",
        up: include_str!("sql/001_ground.up.sql"),
        down: include_str!("sql/001_ground.down.sql"),
    },
    Step {
        name: "002_people",
        up: include_str!("sql/002_people.up.sql"),
        down: include_str!("sql/002_people.down.sql"),
    },
    Step {
        name: "003_market",
        up: include_str!("sql/003_market.up.sql"),
        down: include_str!("sql/003_market.down.sql"),
    },
    Step {
        name: "004_knowledge",
        up: include_str!("sql/004_knowledge.up.sql"),
        down: include_str!("sql/004_knowledge.down.sql"),
    },
    Step {
        name: "005_members",
        up: include_str!("sql/005_members.up.sql"),
        down: include_str!("sql/005_members.down.sql"),
    },
    Step {
        name: "006_sign_in",
        up: include_str!("sql/006_sign_in.up.sql"),
        down: include_str!("sql/006_sign_in.down.sql"),
    },
    Step {
        name: "007_moderation",
        up: include_str!("sql/007_moderation.up.sql"),
        down: include_str!("sql/007_moderation.down.sql"),
    },
    Step {
        name: "009_public_needs",
        up: include_str!("sql/009_public_needs.up.sql"),
        down: include_str!("sql/009_public_needs.down.sql"),
    },
    Step {
        name: "010_log_and_notices",
        up: include_str!("sql/010_log_and_notices.up.sql"),
        down: include_str!("sql/010_log_and_notices.down.sql"),
    },
    Step {
        name: "011_accounts",
        up: include_str!("sql/011_accounts.up.sql"),
        down: include_str!("sql/011_accounts.down.sql"),
    },
    Step {
        name: "012_ended_sessions",
        up: include_str!("sql/012_ended_sessions.up.sql"),
        down: include_str!("sql/012_ended_sessions.down.sql"),
    },
    Step {
        name: "013_directory",
        up: include_str!("sql/013_directory.up.sql"),
        down: include_str!("sql/013_directory.down.sql"),
    },
    Step {
        name: "014_waste",
        up: include_str!("sql/014_waste.up.sql"),
        down: include_str!("sql/014_waste.down.sql"),
    },
    Step {
        name: "015_provider_changes",
        up: include_str!("sql/015_provider_changes.up.sql"),
        down: include_str!("sql/015_provider_changes.down.sql"),
    },
    Step {
        name: "016_mail_links",
        up: include_str!("sql/016_mail_links.up.sql"),
        down: include_str!("sql/016_mail_links.down.sql"),
    },
    Step {
        name: "017_moves",
        up: include_str!("sql/017_moves.up.sql"),
        down: include_str!("sql/017_moves.down.sql"),
    },
    Step {
        name: "018_texts",
        up: include_str!("sql/018_texts.up.sql"),
        down: include_str!("sql/018_texts.down.sql"),
    },
    Step {
        name: "019_history_and_log",
        up: include_str!("sql/019_history_and_log.up.sql"),
        down: include_str!("sql/019_history_and_log.down.sql"),
    },
    Step {
        name: "020_ranking",
        up: include_str!("sql/020_ranking.up.sql"),
        down: include_str!("sql/020_ranking.down.sql"),
    },
    Step {
        name: "021_restrictions",
        up: include_str!("sql/021_restrictions.up.sql"),
        down: include_str!("sql/021_restrictions.down.sql"),
    },
    Step {
        name: "030_shortlists",
        up: include_str!("sql/030_shortlists.up.sql"),
        down: include_str!("sql/030_shortlists.down.sql"),
    },
    Step {
        name: "031_feeds",
        up: include_str!("sql/031_feeds.up.sql"),
        down: include_str!("sql/031_feeds.down.sql"),
    },
    Step {
        name: "035_shortlist_counts",
        up: include_str!("sql/035_shortlist_counts.up.sql"),
        down: include_str!("sql/035_shortlist_counts.down.sql"),
    },
    Step {
        name: "036_apps",
        up: include_str!("sql/036_apps.up.sql"),
        down: include_str!("sql/036_apps.down.sql"),
    },
    Step {
        name: "037_open_data",
        up: include_str!("sql/037_open_data.up.sql"),
        down: include_str!("sql/037_open_data.down.sql"),
    },
    Step {
        name: "038_error_reports",
        up: include_str!("sql/038_error_reports.up.sql"),
        down: include_str!("sql/038_error_reports.down.sql"),
    },
    Step {
        name: "039_share_codes",
        up: include_str!("sql/039_share_codes.up.sql"),
        down: include_str!("sql/039_share_codes.down.sql"),
    },
    Step {
        name: "040_questions",
        up: include_str!("sql/040_questions.up.sql"),
        down: include_str!("sql/040_questions.down.sql"),
    },
    Step {
        name: "041_procedures",
        up: include_str!("sql/041_procedures.up.sql"),
        down: include_str!("sql/041_procedures.down.sql"),
    },
    Step {
        name: "042_envelopes",
        up: include_str!("sql/042_envelopes.up.sql"),
        down: include_str!("sql/042_envelopes.down.sql"),
    },
    Step {
        name: "043_evaluation",
        up: include_str!("sql/043_evaluation.up.sql"),
        down: include_str!("sql/043_evaluation.down.sql"),
    },
    Step {
        name: "044_proposals",
        up: include_str!("sql/044_proposals.up.sql"),
        down: include_str!("sql/044_proposals.down.sql"),
    },
    Step {
        name: "047_partners",
        up: include_str!("sql/047_partners.up.sql"),
        down: include_str!("sql/047_partners.down.sql"),
    },
    Step {
        name: "048_scopes",
        up: include_str!("sql/048_scopes.up.sql"),
        down: include_str!("sql/048_scopes.down.sql"),
    },
    Step {
        name: "050_contracts",
        up: include_str!("sql/050_contracts.up.sql"),
        down: include_str!("sql/050_contracts.down.sql"),
    },
    Step {
        name: "051_contract_reviews",
        up: include_str!("sql/051_contract_reviews.up.sql"),
        down: include_str!("sql/051_contract_reviews.down.sql"),
    },
    Step {
        name: "060_ocds",
        up: include_str!("sql/060_ocds.up.sql"),
        down: include_str!("sql/060_ocds.down.sql"),
    },
    Step {
        name: "061_red_flags",
        up: include_str!("sql/061_red_flags.up.sql"),
        down: include_str!("sql/061_red_flags.down.sql"),
    },
    Step {
        name: "062_foreign_processes",
        up: include_str!("sql/062_foreign_processes.up.sql"),
        down: include_str!("sql/062_foreign_processes.down.sql"),
    },
    Step {
        name: "063_official_notices",
        up: include_str!("sql/063_official_notices.up.sql"),
        down: include_str!("sql/063_official_notices.down.sql"),
    },
    Step {
        name: "064_alerts",
        up: include_str!("sql/064_alerts.up.sql"),
        down: include_str!("sql/064_alerts.down.sql"),
    },
    Step {
        name: "065_practice",
        up: include_str!("sql/065_practice.up.sql"),
        down: include_str!("sql/065_practice.down.sql"),
    },
    Step {
        name: "066_buyer_clocks",
        up: include_str!("sql/066_buyer_clocks.up.sql"),
        down: include_str!("sql/066_buyer_clocks.down.sql"),
    },
    Step {
        name: "067_contracts_of_partners",
        up: include_str!("sql/067_contracts_of_partners.up.sql"),
        down: include_str!("sql/067_contracts_of_partners.down.sql"),
    },
    Step {
        name: "068_auctions",
        up: include_str!("sql/068_auctions.up.sql"),
        down: include_str!("sql/068_auctions.down.sql"),
    },
    Step {
        name: "070_answers",
        up: include_str!("sql/070_answers.up.sql"),
        down: include_str!("sql/070_answers.down.sql"),
    },
    Step {
        name: "071_asked_questions",
        up: include_str!("sql/071_asked_questions.up.sql"),
        down: include_str!("sql/071_asked_questions.down.sql"),
    },
    Step {
        name: "072_consultations",
        up: include_str!("sql/072_consultations.up.sql"),
        down: include_str!("sql/072_consultations.down.sql"),
    },
    Step {
        name: "073_answer_cases",
        up: include_str!("sql/073_answer_cases.up.sql"),
        down: include_str!("sql/073_answer_cases.down.sql"),
    },
    Step {
        name: "074_machine_days",
        up: include_str!("sql/074_machine_days.up.sql"),
        down: include_str!("sql/074_machine_days.down.sql"),
    },
    Step {
        name: "075_corrections",
        up: include_str!("sql/075_corrections.up.sql"),
        down: include_str!("sql/075_corrections.down.sql"),
    },
    Step {
        name: "080_relations",
        up: include_str!("sql/080_relations.up.sql"),
        down: include_str!("sql/080_relations.down.sql"),
    },
    Step {
        name: "081_successions",
        up: include_str!("sql/081_successions.up.sql"),
        down: include_str!("sql/081_successions.down.sql"),
    },
    Step {
        name: "082_law_changes",
        up: include_str!("sql/082_law_changes.up.sql"),
        down: include_str!("sql/082_law_changes.down.sql"),
    },
    Step {
        name: "083_ripples",
        up: include_str!("sql/083_ripples.up.sql"),
        down: include_str!("sql/083_ripples.down.sql"),
    },
    Step {
        name: "045_provider_positions",
        up: include_str!("sql/045_provider_positions.up.sql"),
        down: include_str!("sql/045_provider_positions.down.sql"),
    },
    Step {
        name: "046_accredited_items",
        up: include_str!("sql/046_accredited_items.up.sql"),
        down: include_str!("sql/046_accredited_items.down.sql"),
    },
    Step {
        name: "049_move_consent",
        up: include_str!("sql/049_move_consent.up.sql"),
        down: include_str!("sql/049_move_consent.down.sql"),
    },
    Step {
        name: "052_machine_key_feed",
        up: include_str!("sql/052_machine_key_feed.up.sql"),
        down: include_str!("sql/052_machine_key_feed.down.sql"),
    },
    Step {
        name: "084_feed_pulls",
        up: include_str!("sql/084_feed_pulls.up.sql"),
        down: include_str!("sql/084_feed_pulls.down.sql"),
    },
    Step {
        name: "085_law_originals",
        up: include_str!("sql/085_law_originals.up.sql"),
        down: include_str!("sql/085_law_originals.down.sql"),
    },
    Step {
        name: "086_law_fields",
        up: include_str!("sql/086_law_fields.up.sql"),
        down: include_str!("sql/086_law_fields.down.sql"),
    },
    Step {
        name: "087_law_follows",
        up: include_str!("sql/087_law_follows.up.sql"),
        down: include_str!("sql/087_law_follows.down.sql"),
    },
];

/// Runs the steps; remembers in `seaql_migrations` which ones a database has.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        STEPS.iter().map(|step| Box::new(*step) as Box<dyn MigrationTrait>).collect()
    }
}

/// Steps a database has that this program does not know: it was made by a newer one.
///
/// # Errors
/// When the database does not answer.
pub async fn unknown_steps(connection: &DatabaseConnection) -> Result<Vec<String>, DbErr> {
    let applied = applied(connection).await?;
    Ok(applied.into_iter().filter(|name| !STEPS.iter().any(|it| it.name == name)).collect())
}

/// Whether a database has every step.
///
/// # Errors
/// When the database does not answer.
pub async fn is_up_to_date(connection: &DatabaseConnection) -> Result<bool, DbErr> {
    Ok(applied(connection).await?.len() == STEPS.len())
}

async fn applied(connection: &DatabaseConnection) -> Result<Vec<String>, DbErr> {
    if !SchemaManager::new(connection).has_table("seaql_migrations").await? {
        return Ok(Vec::new());
    }
    let backend = connection.get_database_backend();
    let question = Statement::from_string(backend, "SELECT version FROM seaql_migrations");
    let rows = connection.query_all_raw(question).await?;
    rows.iter().map(|row| row.try_get("", "version")).collect()
}

#[derive(Clone, Copy)]
struct Step {
    name: &'static str,
    up: &'static str,
    down: &'static str,
}

impl MigrationName for Step {
    fn name(&self) -> &str {
        self.name
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, self.up).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, self.down).await
    }
}

async fn run(manager: &SchemaManager<'_>, sql: &str) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    let filled = words(connection.get_database_backend())
        .iter()
        .fold(sql.to_owned(), |text, (name, word)| text.replace(name, word));
    for statement in filled.split(";\n").map(str::trim) {
        if !is_comment(statement) {
            connection.execute_unprepared(statement).await?;
        }
    }
    Ok(())
}

/// Whether nothing is to be done: a statement of the other database is a comment here.
fn is_comment(statement: &str) -> bool {
    statement.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with("--"))
}

/// The words that differ between the two databases. A statement on one line that only one of them
/// has is led by `{sqlite}` or `{postgres}`.
fn words(backend: DbBackend) -> [(&'static str, &'static str); 8] {
    if backend == DbBackend::Sqlite {
        [
            ("{identity}", "integer PRIMARY KEY AUTOINCREMENT"),
            ("{current_tx}", "0"),
            ("{json}", "json_text"),
            ("{time}", "timestamp_with_timezone_text"),
            ("{date}", "date_text"),
            ("{generated}", "VIRTUAL"),
            ("{sqlite}", ""),
            ("{postgres}", "-- "),
        ]
    } else {
        [
            ("{identity}", "bigserial PRIMARY KEY"),
            ("{current_tx}", "(pg_current_xact_id()::text::bigint)"),
            ("{json}", "jsonb"),
            ("{time}", "timestamptz"),
            ("{date}", "date"),
            ("{generated}", "STORED"),
            ("{sqlite}", "-- "),
            ("{postgres}", ""),
        ]
    }
}
