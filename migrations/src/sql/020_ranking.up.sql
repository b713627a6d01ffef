-- 排名与依据: the rules by which the directory is ordered, as data with versions; the ledger of evidence they are
-- applied to; what comes out. Points are thousandths of a point, weights ten-thousandths, all whole numbers.

-- A version of the rules. One is live; a draft is tried before it is published; what was live is kept.
CREATE TABLE ranking_versions (
    number integer NOT NULL PRIMARY KEY,
    state text NOT NULL,
    title text NOT NULL,
    note text NOT NULL,
    panel text NOT NULL,
    judgements {json} NOT NULL,
    consistency_ppm integer NOT NULL,
    holds_from {date},
    drafted_by text REFERENCES accounts (id),
    drafted_at {time} NOT NULL,
    published_by text REFERENCES accounts (id),
    published_at {time},
    revision integer NOT NULL,
    CONSTRAINT ranking_versions_state CHECK (state IN ('DRAFT', 'LIVE', 'RETIRED')),
    CONSTRAINT ranking_versions_holds CHECK ((state = 'DRAFT') = (holds_from IS NULL)),
    CONSTRAINT ranking_versions_consistent CHECK (consistency_ppm >= 0 AND consistency_ppm < 100000)
);
CREATE UNIQUE INDEX ranking_versions_one_live ON ranking_versions (state) WHERE state = 'LIVE';

-- What a score is made of: where a component begins, and its share of the whole.
CREATE TABLE ranking_components (
    version integer NOT NULL REFERENCES ranking_versions (number),
    component text NOT NULL,
    base_milli bigint NOT NULL,
    weight integer NOT NULL,
    PRIMARY KEY (version, component),
    CONSTRAINT ranking_components_base CHECK (base_milli >= 0 AND base_milli <= 100000),
    CONSTRAINT ranking_components_weight CHECK (weight >= 0 AND weight <= 10000)
);

-- What a line of evidence is worth, for how long, and who says so.
CREATE TABLE ranking_rules (
    version integer NOT NULL,
    code text NOT NULL,
    component text NOT NULL,
    position integer NOT NULL,
    name text NOT NULL,
    points_milli bigint NOT NULL,
    months integer,
    source text NOT NULL,
    is_verified boolean NOT NULL,
    is_entered boolean NOT NULL,
    remedy text NOT NULL,
    PRIMARY KEY (version, code),
    FOREIGN KEY (version, component) REFERENCES ranking_components (version, component),
    CONSTRAINT ranking_rules_points CHECK (points_milli >= -100000 AND points_milli <= 100000),
    CONSTRAINT ranking_rules_months CHECK (months > 0)
);

-- The ledger. A row is never changed, only ended: it counts from a day, to a day when it has one, until it is ended.
CREATE TABLE evidence (
    id text NOT NULL PRIMARY KEY,
    provider_id text NOT NULL REFERENCES providers (id),
    rule_code text NOT NULL,
    rule_version integer NOT NULL,
    subject text NOT NULL,
    times_milli bigint NOT NULL,
    note text,
    source text NOT NULL,
    source_url text,
    happened_on {date} NOT NULL,
    effective_from {date} NOT NULL,
    expires_on {date},
    is_derived boolean NOT NULL,
    entered_by text REFERENCES accounts (id),
    entered_at {time} NOT NULL,
    ended_on {date},
    ended_by text REFERENCES accounts (id),
    end_note text,
    FOREIGN KEY (rule_version, rule_code) REFERENCES ranking_rules (version, code),
    CONSTRAINT evidence_times CHECK (times_milli >= 0 AND times_milli <= 100000),
    CONSTRAINT evidence_ended CHECK ((ended_on IS NULL) = (end_note IS NULL))
);
CREATE UNIQUE INDEX evidence_one_open ON evidence (provider_id, rule_code, subject) WHERE ended_on IS NULL;
CREATE INDEX evidence_to_score ON evidence (provider_id, rule_code, effective_from, expires_on, ended_on, times_milli, id);
CREATE INDEX evidence_by_end ON evidence (expires_on);

-- 异议: a row is not counted from the day somebody objects until the day it is decided.
CREATE TABLE evidence_disputes (
    id text NOT NULL PRIMARY KEY,
    evidence_id text NOT NULL REFERENCES evidence (id),
    provider_id text NOT NULL REFERENCES providers (id),
    change_request_id text NOT NULL REFERENCES change_requests (id),
    state text NOT NULL,
    reason text NOT NULL,
    submitted_by text NOT NULL REFERENCES accounts (id),
    submitted_at {time} NOT NULL,
    submitted_on {date} NOT NULL,
    decided_on {date},
    revision integer NOT NULL,
    CONSTRAINT evidence_disputes_state CHECK (state IN ('SUBMITTED', 'UPHELD', 'REFUSED', 'WITHDRAWN')),
    CONSTRAINT evidence_disputes_decided CHECK ((state = 'SUBMITTED') = (decided_on IS NULL)),
    CONSTRAINT evidence_disputes_one_check UNIQUE (change_request_id)
);
CREATE UNIQUE INDEX evidence_disputes_one_open ON evidence_disputes (evidence_id) WHERE state = 'SUBMITTED';
CREATE INDEX evidence_disputes_of_provider ON evidence_disputes (provider_id, id);
CREATE INDEX evidence_disputes_by_day ON evidence_disputes (submitted_on, decided_on, evidence_id);

-- The score of a provider as it is now, and as it was at the end of each day on which it changed.
CREATE TABLE provider_scores (
    provider_id text NOT NULL PRIMARY KEY REFERENCES providers (id),
    version integer NOT NULL REFERENCES ranking_versions (number),
    score_milli bigint NOT NULL,
    is_newcomer boolean NOT NULL,
    CONSTRAINT provider_scores_range CHECK (score_milli >= 0 AND score_milli <= 100000)
);
CREATE INDEX provider_scores_in_order ON provider_scores (score_milli);
CREATE TABLE provider_score_days (
    provider_id text NOT NULL REFERENCES providers (id),
    day {date} NOT NULL,
    version integer NOT NULL REFERENCES ranking_versions (number),
    score_milli bigint NOT NULL,
    PRIMARY KEY (provider_id, day)
);

-- The days for which everything was scored, by version.
CREATE TABLE ranking_days (
    day {date} NOT NULL,
    version integer NOT NULL REFERENCES ranking_versions (number),
    providers integer NOT NULL,
    changed integer NOT NULL,
    finished_at {time} NOT NULL,
    PRIMARY KEY (day, version)
);

INSERT INTO ranking_versions VALUES (1, 'LIVE', '首版排序规则', '构成取自示范区生态环境管理第三方服务公益平台建设方案：信用评价或综合考评、用户活跃度、信息准确性和完整性、客户评价。方案没有公布分值和权重，凡没有公开来源的数值都是配置值。', '平台发起团队的首次判断，待专家组打分后由新版本替换', '[1,1,2,2,4,4,2,2,2,5,5,1,1,3,3,1,3,2,3,2,1]', 7600, '2026-01-01', NULL, '2026-01-01T00:00:00+00:00', NULL, '2026-01-01T00:00:00+00:00', 1);

INSERT INTO ranking_components VALUES
    (1, 'CREDIT', 60000, 2231),
    (1, 'PENALTY', 100000, 2597),
    (1, 'QUALIFICATION', 0, 1531),
    (1, 'PERFORMANCE', 0, 1294),
    (1, 'REVIEWS', 0, 1294),
    (1, 'ACTIVITY', 0, 496),
    (1, 'COMPLETENESS', 0, 557);

INSERT INTO ranking_rules VALUES
    (1, 'credit.honest', 'CREDIT', 1, '环保信用评价：诚信（绿）', 40000, 12, '等级名称见《江苏省企事业环保信用评价办法》，分值为平台设定', FALSE, TRUE, '保持无失信记录，下一次评价后更新'),
    (1, 'credit.good', 'CREDIT', 2, '环保信用评价：良好（蓝）', 20000, 12, '等级名称见《江苏省企事业环保信用评价办法》，分值为平台设定', FALSE, TRUE, '签署信用承诺、保持一年以上无违法记录可以升级'),
    (1, 'credit.warned', 'CREDIT', 3, '环保信用评价：一般失信（黄）', -30000, 12, '等级名称见《江苏省企事业环保信用评价办法》，分值为平台设定', FALSE, TRUE, '记分期满自动恢复，整改后由评价机关更新等级'),
    (1, 'credit.poor', 'CREDIT', 4, '环保信用评价：较重失信（红）', -50000, 12, '等级名称见《江苏省企事业环保信用评价办法》，分值为平台设定', FALSE, TRUE, '记分期满自动恢复，整改后由评价机关更新等级'),
    (1, 'credit.black', 'CREDIT', 5, '环保信用评价：严重失信（黑）', -60000, 12, '等级名称见《江苏省企事业环保信用评价办法》，分值为平台设定', FALSE, TRUE, '记分期满自动恢复，整改后由评价机关更新等级'),
    (1, 'credit.promise', 'CREDIT', 6, '签署信用承诺书', 8333, 12, '《江苏省企事业环保信用评价办法》加 1 分（12 分制），折算为百分制；有效期为平台设定', FALSE, TRUE, '承诺书到期后重新签署'),
    (1, 'penalty.warning', 'PENALTY', 11, '警告、责令停止或改正违法行为', -8333, 6, '《江苏省企事业环保信用评价办法》记 1 分（12 分制），折算为百分制', TRUE, TRUE, '有效期满自动恢复'),
    (1, 'penalty.fine', 'PENALTY', 12, '罚款', -25000, 6, '《江苏省企事业环保信用评价办法》超标排放处罚记 3 分（12 分制），有效期 6 个月，折算为百分制', TRUE, TRUE, '有效期满自动恢复；处罚决定被撤销的，可以提出异议'),
    (1, 'penalty.limit', 'PENALTY', 13, '责令限制生产', -25000, 6, '有效期见《江苏省企事业环保信用评价办法》，分值为平台设定', FALSE, TRUE, '有效期满自动恢复'),
    (1, 'penalty.seizure', 'PENALTY', 14, '查封、扣押', -25000, 6, '有效期见《江苏省企事业环保信用评价办法》，分值为平台设定', FALSE, TRUE, '有效期满自动恢复'),
    (1, 'penalty.stop', 'PENALTY', 15, '责令停产整治', -75000, 12, '有效期见《江苏省企事业环保信用评价办法》，分值为平台设定', FALSE, TRUE, '有效期满自动恢复'),
    (1, 'penalty.enforced', 'PENALTY', 16, '被申请法院强制执行', -25000, 12, '有效期见《江苏省企事业环保信用评价办法》，分值为平台设定', FALSE, TRUE, '有效期满自动恢复'),
    (1, 'penalty.unapproved', 'PENALTY', 17, '未批先建，罚款并责令停止建设', -66667, 12, '《江苏省企事业环保信用评价办法》公开案例合计 8 分（12 分制），有效期为平台设定', FALSE, TRUE, '有效期满自动恢复'),
    (1, 'penalty.crime', 'PENALTY', 18, '环境犯罪', -100000, 36, '《江苏省企事业环保信用评价办法》记 12 分（12 分制），有效期为平台设定', FALSE, TRUE, '有效期满自动恢复'),
    (1, 'penalty.eia_point', 'PENALTY', 19, '环评失信记分（每分）', -5000, 12, '生态环境部公告 2019 年第 38 号：一年一个记分周期，满 20 分限期整改，折算为百分制', TRUE, TRUE, '记分周期满自动恢复'),
    (1, 'qualification.holds', 'QUALIFICATION', 21, '有效的资质证书', 50000, NULL, '分值为平台设定', FALSE, FALSE, '到期前换证并在工作台更新资质'),
    (1, 'performance.award', 'PERFORMANCE', 31, '在平台被选定承担需求', 20000, 24, '分值和有效期为平台设定', FALSE, FALSE, '参加报价并被选定'),
    (1, 'reviews.bound', 'REVIEWS', 41, '客户评价的下限', 1000, NULL, '威尔逊区间下限，满 2 份评价且来自 2 家客户才计；置信水平为平台设定', FALSE, FALSE, '评价越多，下限越接近平均分'),
    (1, 'activity.stated', 'ACTIVITY', 51, '近一年更新过机构资料', 60000, 12, '分值和有效期为平台设定', FALSE, FALSE, '在工作台核对并更新机构资料'),
    (1, 'activity.bids', 'ACTIVITY', 52, '当月参加过报价（报价开启后计）', 20000, 6, '分值和有效期为平台设定', FALSE, FALSE, '参加需求报价'),
    (1, 'complete.credit_code', 'COMPLETENESS', 61, '统一社会信用代码正确', 12500, NULL, '分值为平台设定', FALSE, FALSE, '请平台核对统一社会信用代码'),
    (1, 'complete.address', 'COMPLETENESS', 62, '填有地址', 12500, NULL, '分值为平台设定', FALSE, FALSE, '补充地址'),
    (1, 'complete.introduction', 'COMPLETENESS', 63, '填有简介', 12500, NULL, '分值为平台设定', FALSE, FALSE, '在工作台补充简介'),
    (1, 'complete.size', 'COMPLETENESS', 64, '填有规模', 12500, NULL, '分值为平台设定', FALSE, FALSE, '在工作台补充规模'),
    (1, 'complete.people', 'COMPLETENESS', 65, '填有人数', 12500, NULL, '分值为平台设定', FALSE, FALSE, '在工作台补充人数'),
    (1, 'complete.founded', 'COMPLETENESS', 66, '填有成立日期', 12500, NULL, '分值为平台设定', FALSE, FALSE, '在工作台补充成立日期'),
    (1, 'complete.categories', 'COMPLETENESS', 67, '填有服务类别', 12500, NULL, '分值为平台设定', FALSE, FALSE, '在工作台补充服务类别'),
    (1, 'complete.regions', 'COMPLETENESS', 68, '填有服务地区', 12500, NULL, '分值为平台设定', FALSE, FALSE, '在工作台补充服务地区');
