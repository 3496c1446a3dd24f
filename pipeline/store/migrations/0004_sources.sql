-- What pages tell beside their text, and what each visit to a source found.

ALTER TABLE article ADD COLUMN author VARCHAR;
ALTER TABLE article ADD COLUMN layout VARCHAR;
ALTER TABLE article ADD COLUMN attachments VARCHAR[];
ALTER TABLE article ADD COLUMN attached_to VARCHAR;
ALTER TABLE source ADD COLUMN family VARCHAR;

CREATE TABLE visit (
    source VARCHAR NOT NULL,
    started_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP NOT NULL,
    requests INTEGER NOT NULL,
    not_modified INTEGER NOT NULL,
    pages INTEGER NOT NULL,
    listed INTEGER NOT NULL,
    known INTEGER NOT NULL,
    articles INTEGER NOT NULL,
    documents INTEGER NOT NULL,
    failed INTEGER NOT NULL,
    with_title INTEGER NOT NULL,
    with_date INTEGER NOT NULL,
    with_body INTEGER NOT NULL,
    dated_today INTEGER NOT NULL,
    newest DATE,
    layouts JSON NOT NULL,
    PRIMARY KEY (source, started_at)
);
