-- 文字检查: what was found in texts that other parties read before an award, one line for an
-- organisation and a span; the texts themselves are not kept.
CREATE TABLE text_findings (
    id text NOT NULL PRIMARY KEY,
    organisation_id text NOT NULL REFERENCES organisations (id),
    region_code text NOT NULL,
    account_id text NOT NULL REFERENCES accounts (id),
    kind text NOT NULL,
    span text NOT NULL,
    span_key text NOT NULL,
    place text NOT NULL,
    found_at {time} NOT NULL,
    last_at {time} NOT NULL,
    times integer NOT NULL,
    state text NOT NULL,
    appeal text,
    CONSTRAINT text_findings_kind CHECK (kind IN ('PHONE', 'MAIL', 'MESSENGER', 'LINK', 'ADVERTISING', 'ABUSE')),
    CONSTRAINT text_findings_state CHECK (state IN ('FOUND', 'APPEALED', 'ALLOWED', 'UPHELD')),
    CONSTRAINT text_findings_appeal CHECK ((state = 'FOUND') = (appeal IS NULL)),
    CONSTRAINT text_findings_once UNIQUE (organisation_id, kind, span_key)
);
CREATE INDEX text_findings_of_organisation ON text_findings (organisation_id, id);
CREATE INDEX text_findings_of_region ON text_findings (region_code, id);
CREATE INDEX text_findings_old ON text_findings (last_at) WHERE state = 'FOUND';
