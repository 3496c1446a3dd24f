-- In which province a unit or an issuer is, by its name (pipeline/publish/provinces.py). Names are folded anew once.

ALTER TABLE name ADD COLUMN province VARCHAR;
DELETE FROM name;
