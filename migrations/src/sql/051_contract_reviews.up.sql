-- 互评: what the two sides of a completed contract say of each other. Nothing is shown before both have spoken or the
-- time for it is over.
CREATE TABLE contract_reviews (
    id text NOT NULL PRIMARY KEY,
    contract_id text NOT NULL REFERENCES contracts (id),
    demand_id text NOT NULL REFERENCES demands (id),
    side text NOT NULL,
    author_name text NOT NULL,
    of_organisation_id text NOT NULL REFERENCES organisations (id),
    of_provider_id text REFERENCES providers (id),
    stars integer NOT NULL,
    criteria {json} NOT NULL,
    text text NOT NULL,
    written_by text REFERENCES accounts (id),
    written_at {time} NOT NULL,
    shown_from {time} NOT NULL,
    is_shown boolean NOT NULL,
    CONSTRAINT contract_reviews_once UNIQUE (contract_id, side),
    CONSTRAINT contract_reviews_side CHECK (side IN ('BUYER', 'PROVIDER')),
    CONSTRAINT contract_reviews_provider CHECK ((of_provider_id IS NOT NULL) = (side = 'BUYER')),
    CONSTRAINT contract_reviews_stars CHECK (stars BETWEEN 1 AND 5)
);
CREATE INDEX contract_reviews_of_organisation ON contract_reviews (of_organisation_id, shown_from);
CREATE INDEX contract_reviews_of_demand ON contract_reviews (demand_id);
CREATE INDEX contract_reviews_due ON contract_reviews (shown_from) WHERE NOT is_shown;

-- Work that was completed counts beside the award; 配置值, as all points of this version.
INSERT INTO ranking_rules
    SELECT rule.version, 'performance.completed', rule.component, 32, '在平台按合同完成服务', 10000, 24,
        '分值和有效期为平台设定', FALSE, FALSE, '按合同完成全部节点并通过验收'
    FROM ranking_rules rule JOIN ranking_versions version ON version.number = rule.version
    WHERE rule.code = 'performance.award' AND version.state IN ('LIVE', 'DRAFT');
