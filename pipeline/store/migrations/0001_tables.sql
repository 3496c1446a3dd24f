-- Times are UTC. Offsets count characters of article.text, from 0, end not included.

CREATE TABLE source (
    name VARCHAR PRIMARY KEY,
    title VARCHAR NOT NULL,
    listings VARCHAR[] NOT NULL,
    enabled BOOLEAN NOT NULL,
    first_seen TIMESTAMP NOT NULL,
    last_seen TIMESTAMP NOT NULL
);

CREATE TABLE snapshot (
    url VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    final_url VARCHAR NOT NULL,
    source VARCHAR,
    fetched_at TIMESTAMP NOT NULL,
    status INTEGER NOT NULL,
    content_type VARCHAR NOT NULL,
    headers JSON NOT NULL,
    size BIGINT NOT NULL,
    PRIMARY KEY (url, sha256)
);

CREATE TABLE article (
    article_id VARCHAR PRIMARY KEY,
    number BIGINT NOT NULL,            -- order of arrival: of equal texts, the first one counts
    doc VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    source VARCHAR,
    title VARCHAR,
    published DATE,
    text VARCHAR NOT NULL,
    text_version INTEGER NOT NULL,
    text_sha256 VARCHAR NOT NULL,
    blocks JSON NOT NULL,
    input_sha256 VARCHAR NOT NULL,     -- of all that the extractor reads
    extracted_sha256 VARCHAR,          -- input_sha256 when facts were last extracted
    extractor_version VARCHAR,         -- version by which they were
    same_as VARCHAR,                   -- an earlier article with the very same text
    first_seen TIMESTAMP NOT NULL,
    last_seen TIMESTAMP NOT NULL
);

CREATE TABLE award (
    record_id VARCHAR PRIMARY KEY,
    article_id VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    rank INTEGER,
    level VARCHAR,
    issuer VARCHAR,
    recipient_kind VARCHAR,
    unit VARCHAR,
    person VARCHAR,
    count INTEGER,
    count_qualifier VARCHAR NOT NULL,
    year_from INTEGER,
    year_to INTEGER,
    status VARCHAR NOT NULL,
    quote VARCHAR NOT NULL,
    quote_start INTEGER NOT NULL,
    quote_end INTEGER NOT NULL,
    decision_no VARCHAR,
    decision_date DATE,
    movement VARCHAR,
    flags VARCHAR[] NOT NULL,
    extractor_version VARCHAR NOT NULL,
    first_seen TIMESTAMP NOT NULL,
    last_seen TIMESTAMP NOT NULL,
    withdrawn_at TIMESTAMP
);

CREATE TABLE evidence (
    record_id VARCHAR NOT NULL,
    field VARCHAR NOT NULL,
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    quote VARCHAR NOT NULL,
    basis VARCHAR NOT NULL,
    PRIMARY KEY (record_id, field)
);

CREATE TABLE quarantine (
    quarantine_id VARCHAR PRIMARY KEY,
    article_id VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    message VARCHAR NOT NULL,
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    quote VARCHAR NOT NULL,
    value JSON NOT NULL,
    extractor_version VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL,
    first_seen TIMESTAMP NOT NULL,
    last_seen TIMESTAMP NOT NULL,
    withdrawn_at TIMESTAMP
);

CREATE TABLE issue (
    issue_id VARCHAR PRIMARY KEY,
    code VARCHAR NOT NULL,
    severity VARCHAR NOT NULL,
    stage VARCHAR NOT NULL,            -- scrape, ingest, extract or check
    subject VARCHAR NOT NULL,
    message VARCHAR NOT NULL,
    article_id VARCHAR,
    run_id VARCHAR NOT NULL,
    first_seen TIMESTAMP NOT NULL,
    last_seen TIMESTAMP NOT NULL,
    closed_at TIMESTAMP
);

CREATE TABLE run (
    run_id VARCHAR PRIMARY KEY,
    command VARCHAR NOT NULL,
    started_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP,
    state VARCHAR NOT NULL,
    message VARCHAR NOT NULL,
    fetched INTEGER NOT NULL,
    failed INTEGER NOT NULL,
    articles_seen INTEGER NOT NULL,
    articles_new INTEGER NOT NULL,
    articles_changed INTEGER NOT NULL,
    records_new INTEGER NOT NULL,
    records_updated INTEGER NOT NULL,
    records_withdrawn INTEGER NOT NULL,
    issues INTEGER NOT NULL,
    code_version VARCHAR NOT NULL,
    extractor_version VARCHAR NOT NULL
);
