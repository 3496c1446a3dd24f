-- Facts that were stored before have no score until they are read again, which the next run does.

ALTER TABLE award ADD COLUMN confidence DOUBLE;
ALTER TABLE award ADD COLUMN clues VARCHAR[] DEFAULT [];
