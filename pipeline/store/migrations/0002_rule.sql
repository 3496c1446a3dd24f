-- The reading of the extractor that found the recipient; rows from before say none until they are extracted again.
ALTER TABLE award ADD COLUMN rule VARCHAR DEFAULT '';
