-- In which district and commune a unit or an issuer is, by its name (pipeline/places/). Names are folded anew once.

ALTER TABLE name ADD COLUMN district VARCHAR;
ALTER TABLE name ADD COLUMN commune VARCHAR;
ALTER TABLE name ADD COLUMN commune_today VARCHAR;
ALTER TABLE name ADD COLUMN commune_new VARCHAR;
DELETE FROM name;
