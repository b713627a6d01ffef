-- 机器撰写: what a language model took on a day of China's time, over all servers.

CREATE TABLE machine_days (
    day {date} NOT NULL PRIMARY KEY,
    -- Reserved before an answer is begun, corrected when it has ended.
    tokens bigint NOT NULL,
    calls integer NOT NULL,
    CONSTRAINT machine_days_tokens CHECK (tokens >= 0)
);
