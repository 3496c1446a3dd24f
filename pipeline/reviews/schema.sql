-- The log of reviews. Nothing in it is ever changed or removed: the triggers see to that.
CREATE TABLE IF NOT EXISTS review (
    number INTEGER PRIMARY KEY,
    act TEXT NOT NULL,
    subject TEXT NOT NULL,
    article_id TEXT NOT NULL,
    reviewer TEXT NOT NULL,
    at TEXT NOT NULL,
    review TEXT NOT NULL               -- the whole review as JSON (schemas.Review)
);
CREATE INDEX IF NOT EXISTS review_subject ON review (subject);
CREATE INDEX IF NOT EXISTS review_article ON review (article_id);
CREATE INDEX IF NOT EXISTS review_reviewer ON review (reviewer, act);
CREATE INDEX IF NOT EXISTS review_act ON review (act);
CREATE TRIGGER IF NOT EXISTS review_stays BEFORE UPDATE ON review
BEGIN SELECT raise(ABORT, 'the log of reviews is append-only'); END;
CREATE TRIGGER IF NOT EXISTS review_is_kept BEFORE DELETE ON review
BEGIN SELECT raise(ABORT, 'the log of reviews is append-only'); END;
