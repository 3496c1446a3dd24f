-- What a publication takes from the rulings: filled by pipeline/reviews/tables.py, and empty without any.

CREATE TEMP TABLE ruling (             -- one row a stored or added record that a ruling is about
    record_id VARCHAR,
    origin VARCHAR,
    verdict VARCHAR,
    reviewed_by VARCHAR,
    reviewed_at TIMESTAMP,
    returned_because VARCHAR,
    rejected_at TIMESTAMP
);

CREATE TEMP TABLE ruled AS FROM award LIMIT 0;      -- rows that are told instead of stored ones, or besides them
CREATE TEMP TABLE ruled_evidence AS FROM evidence LIMIT 0;

CREATE TEMP TABLE reviewed (           -- the log, as it is published
    number INTEGER,
    act VARCHAR,
    subject VARCHAR,
    record_id VARCHAR,
    article_id VARCHAR,
    reviewer VARCHAR,
    reviewed_at TIMESTAMP,         -- `at` is a word of SQL
    reason VARCHAR,
    comment VARCHAR,
    undoes INTEGER,
    state VARCHAR,
    returned_because VARCHAR,
    extracted JSON,
    before JSON,
    after JSON
);

CREATE TEMP VIEW award_told AS
SELECT
    one.* REPLACE (
        coalesce(rejected_at, withdrawn_at) AS withdrawn_at,
        CASE WHEN rejected_at IS NULL THEN withdrawn_because ELSE 'review' END AS withdrawn_because),
    coalesce(origin, 'extracted') AS origin, verdict, reviewed_by, reviewed_at
FROM (
    FROM work.award WHERE record_id NOT IN (SELECT record_id FROM ruled) UNION ALL BY NAME FROM ruled
) AS one LEFT JOIN ruling USING (record_id);

CREATE TEMP VIEW evidence_told AS
FROM work.evidence WHERE record_id NOT IN (SELECT record_id FROM ruled) UNION ALL BY NAME FROM ruled_evidence;
