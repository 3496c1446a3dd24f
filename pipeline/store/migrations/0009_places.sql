-- In which district and commune a unit or an issuer is, by its name: read before 1 July 2025, and since then (pipeline/places/).
-- province_today is told where the district tells it. Names are folded anew once.

ALTER TABLE name ADD COLUMN province_today VARCHAR;
ALTER TABLE name ADD COLUMN district VARCHAR;
ALTER TABLE name ADD COLUMN commune VARCHAR;
ALTER TABLE name ADD COLUMN commune_today VARCHAR;
ALTER TABLE name ADD COLUMN district_since VARCHAR;
ALTER TABLE name ADD COLUMN commune_since VARCHAR;
ALTER TABLE name ADD COLUMN commune_today_since VARCHAR;
DELETE FROM name;
