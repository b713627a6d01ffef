DROP INDEX laws_by_start;
DROP TABLE law_follows;
DELETE FROM law_changes WHERE kind = 'STARTED';
{postgres}ALTER TABLE law_changes DROP CONSTRAINT law_changes_kind;
{postgres}ALTER TABLE law_changes ADD CONSTRAINT law_changes_kind CHECK (kind IN ('NEW', 'CORRECTED', 'SUPERSEDED', 'REPEALED'));
{sqlite}PRAGMA writable_schema = ON;
{sqlite}UPDATE sqlite_schema SET sql = replace(sql, '''CORRECTED'', ''STARTED'', ''SUPERSEDED''', '''CORRECTED'', ''SUPERSEDED''') WHERE type = 'table' AND name = 'law_changes';
{sqlite}PRAGMA writable_schema = RESET;
