-- Whose page an issue is about, and whether it is asked for again.

ALTER TABLE issue ADD COLUMN source VARCHAR;
ALTER TABLE issue ADD COLUMN page BOOLEAN;
ALTER TABLE issue ADD COLUMN again BOOLEAN;
