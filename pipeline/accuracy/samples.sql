-- Samples lie in the file of the reviews, so that one is never kept without the other. Nothing is ever changed in them.
CREATE TABLE IF NOT EXISTS sample (
    number INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    drawn_by TEXT NOT NULL,
    drawn_at TEXT NOT NULL,
    sample TEXT NOT NULL               -- the whole sample as JSON (pipeline/accuracy/sample.py)
);
CREATE TRIGGER IF NOT EXISTS sample_stays BEFORE UPDATE ON sample
BEGIN SELECT raise(ABORT, 'samples are append-only'); END;
CREATE TRIGGER IF NOT EXISTS sample_is_kept BEFORE DELETE ON sample
BEGIN SELECT raise(ABORT, 'samples are append-only'); END;
