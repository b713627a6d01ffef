-- More sorts of texts (notices, explanations, cases, notes), and what a text is about: read from its title.
{postgres}ALTER TABLE laws DROP CONSTRAINT laws_kind;
{postgres}ALTER TABLE laws ADD CONSTRAINT laws_kind CHECK (kind IN ('LAW', 'REGULATION', 'RULE', 'LOCAL_REGULATION', 'INTERPRETATION', 'STANDARD', 'NOTICE', 'EXPLANATION', 'CASE', 'NOTE', 'OTHER'));
{sqlite}PRAGMA writable_schema = ON;
{sqlite}UPDATE sqlite_schema SET sql = replace(sql, '''STANDARD'', ''OTHER'')', '''STANDARD'', ''NOTICE'', ''EXPLANATION'', ''CASE'', ''NOTE'', ''OTHER'')') WHERE type = 'table' AND name = 'laws';
{sqlite}PRAGMA writable_schema = RESET;
ALTER TABLE laws ADD COLUMN domain text;
ALTER TABLE laws ADD COLUMN industry text;
CREATE INDEX laws_by_domain ON laws (domain, version_on DESC, id);
CREATE INDEX laws_by_region ON laws (region_code, version_on DESC, id);
