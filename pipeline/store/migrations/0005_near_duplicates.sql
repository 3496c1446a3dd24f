-- What is compared of each text (scrapers/text/likeness.py), and which texts were found to be one article.
-- Rows hang on texts, not on articles, and are made anew when a text or the comparison changes.

CREATE TABLE sketch (
    text_sha256 VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    signature UINTEGER[]               -- NULL: too short to be compared
);

CREATE TABLE sketch_band (
    band UBIGINT NOT NULL,
    text_sha256 VARCHAR NOT NULL
);

CREATE TABLE likeness (                -- each pair both ways
    text_sha256 VARCHAR NOT NULL,
    like_sha256 VARCHAR NOT NULL
);
