-- What each printed name of a unit says by itself (pipeline/units/reading.py): made anew when data or rules change.

CREATE TABLE unit_read (
    name VARCHAR NOT NULL,
    version VARCHAR NOT NULL,      -- of the rules it was read by
    key VARCHAR,                   -- null: it names nobody
    called VARCHAR,
    complete BOOLEAN,
    kind VARCHAR,
    level VARCHAR,
    rank INTEGER,
    province VARCHAR,
    how VARCHAR,                   -- printed, abbreviation or alias
    successor VARCHAR,             -- the key of the unit that came after it
    since DATE,                    -- from which day; it ended then
    is_new BOOLEAN,                -- whether the successor was founded then
    because VARCHAR,
    parent VARCHAR                 -- the key of the larger body; that and the successor are read too
);
