-- 开放数据: which extract of a dataset is offered.
CREATE TABLE open_data_releases (
    dataset text NOT NULL PRIMARY KEY,
    extracted_on {date} NOT NULL,
    extracted_at {time} NOT NULL,
    row_count integer NOT NULL,
    csv_bytes bigint NOT NULL,
    json_bytes bigint NOT NULL,
    CONSTRAINT open_data_releases_dataset CHECK (dataset IN ('PROVIDERS', 'QUALIFICATIONS'))
);
