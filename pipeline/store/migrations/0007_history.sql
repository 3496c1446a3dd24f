-- What each run changed, and the texts that articles had before. Keys are no longer declared: an index over text made
-- the file five times as large and loading ten times as slow; rows are merged by key, and `bangvang doctor` looks for twins.

CREATE TABLE new_award (
    record_id VARCHAR NOT NULL,
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
    rule VARCHAR,
    confidence DOUBLE,
    clues VARCHAR[],
    extractor_version VARCHAR NOT NULL,
    first_seen TIMESTAMP NOT NULL,
    last_seen TIMESTAMP NOT NULL,
    withdrawn_at TIMESTAMP,
    withdrawn_because VARCHAR          -- as change.cause
);
INSERT INTO new_award BY NAME SELECT * FROM award;
DROP TABLE award;
ALTER TABLE new_award RENAME TO award;

CREATE TABLE new_evidence (
    record_id VARCHAR NOT NULL,
    field VARCHAR NOT NULL,
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    quote VARCHAR NOT NULL,
    basis VARCHAR NOT NULL
);
INSERT INTO new_evidence BY NAME SELECT * FROM evidence;
DROP TABLE evidence;
ALTER TABLE new_evidence RENAME TO evidence;

CREATE TABLE change (
    run_id VARCHAR NOT NULL,
    changed_at TIMESTAMP NOT NULL,
    kind VARCHAR NOT NULL,             -- new, changed, withdrawn or restored
    cause VARCHAR NOT NULL,            -- pipeline/store/changes.py
    record_id VARCHAR NOT NULL,
    replaces VARCHAR,                  -- the record that told the fact before, when a changed value gave it a new id
    before JSON,                       -- of a changed one: the values that changed
    after JSON
);

INSERT INTO change
SELECT coalesce(run_id, ''), first_seen, 'new', 'article', record_id, NULL, NULL, NULL
FROM award LEFT JOIN run ON run.started_at = award.first_seen ORDER BY first_seen, record_id;

INSERT INTO change
SELECT coalesce(run_id, ''), withdrawn_at, 'withdrawn', 'unknown', record_id, NULL, NULL, NULL
FROM award LEFT JOIN run ON run.started_at = award.withdrawn_at
WHERE withdrawn_at IS NOT NULL ORDER BY withdrawn_at, record_id;

UPDATE award SET withdrawn_because = 'unknown' WHERE withdrawn_at IS NOT NULL;

CREATE TABLE article_version (         -- texts that articles had before, each as it was until `replaced_at`
    article_id VARCHAR NOT NULL,
    title VARCHAR,
    published DATE,
    text VARCHAR NOT NULL,
    text_version INTEGER NOT NULL,
    text_sha256 VARCHAR NOT NULL,
    first_seen TIMESTAMP NOT NULL,
    replaced_at TIMESTAMP NOT NULL,
    run_id VARCHAR NOT NULL
);

CREATE TABLE name (                    -- folding takes long: names, quotes and headlines are folded once
    name VARCHAR NOT NULL,
    key VARCHAR NOT NULL,
    head VARCHAR NOT NULL,             -- of what stands before the first comma
    is_placed BOOLEAN NOT NULL,        -- whether a unit's name says in which province it is
    head_is_placed BOOLEAN NOT NULL,   -- whether its head does
    version VARCHAR NOT NULL           -- of the rules that it was folded by
);

ALTER TABLE article ADD COLUMN text_since TIMESTAMP;   -- when this text was first seen
UPDATE article SET text_since = first_seen;
ALTER TABLE article ADD COLUMN checked_at TIMESTAMP;   -- when its page was last asked for
ALTER TABLE article ADD COLUMN missing_since TIMESTAMP;-- its page was not there any more, from then on
ALTER TABLE article ADD COLUMN gone_at TIMESTAMP;      -- found missing on another night too: its facts are withdrawn

ALTER TABLE source ADD COLUMN expect JSON;             -- what is usual: schemas.Expectations
