-- Which unit each printed name means in its article, and all units. Needs award_told, fact_of, work.unit_read, the names
-- that an article completes or that stand apart (unit_meant), units that only they mean (unit_more) and what people
-- ruled to be the same (unit_same): pipeline/units/tables.py. Gives unit_in_article, unit_all and person_of.

CREATE TEMP TABLE unit_in_article AS
SELECT article_id, name, coalesce(into_id, means.unit_id) AS unit_id, key, how
FROM (
    SELECT article_id, name, unit_id(key) AS unit_id, key, how FROM unit_meant
    UNION ALL
    SELECT article_id, name, unit_id(key), key, how FROM unit_said JOIN work.unit_read USING (name) WHERE complete
) AS means LEFT JOIN unit_same ON unit_same.unit_id = means.unit_id;

CREATE TEMP TABLE unit_known AS                   -- one row a unit that any name means
SELECT
    unit_id(key) AS unit_id, any_value(key) AS key, min(called) AS name, min(kind) AS kind, min(level) AS level,
    min(rank) AS rank, min(province) AS province, unit_id(min(parent)) AS parent_id,
    unit_id(min(successor)) AS successor_id, min(since) AS since, bool_or(is_new) AS is_new, min(because) AS because
FROM (SELECT * EXCLUDE (version) FROM work.unit_read WHERE complete UNION ALL BY NAME FROM unit_more)
GROUP BY key;

-- Those that facts name, the larger bodies that they belong to and what came after them. Of units that are ruled to be
-- the same one stands for all.
CREATE TEMP TABLE unit_all AS
WITH RECURSIVE known AS (
    SELECT unit_known.* REPLACE (
        nullif(coalesce(above.into_id, parent_id), unit_known.unit_id) AS parent_id,
        nullif(coalesce(later.into_id, successor_id), unit_known.unit_id) AS successor_id)
    FROM unit_known LEFT JOIN unit_same AS above ON above.unit_id = unit_known.parent_id
    LEFT JOIN unit_same AS later ON later.unit_id = unit_known.successor_id
), used AS (
    SELECT DISTINCT unit_id FROM unit_in_article
    UNION
    SELECT unnest([parent_id, successor_id]) FROM used JOIN known USING (unit_id)
)
SELECT known.* FROM known SEMI JOIN used USING (unit_id);

-- A person is a name in a unit; one without a unit is told apart by the source, or by nothing when the State awards him.
CREATE TEMP TABLE person_of AS
SELECT
    record_id, told.unit_id,
    left(sha256(concat_ws('|', person_key, coalesce(told.unit_id, CASE WHEN level = 'nha_nuoc' THEN '' ELSE coalesce(source, article_id) END))), 12)
        AS person_id
FROM award_told AS award JOIN fact_of USING (record_id) JOIN work.article USING (article_id)
LEFT JOIN unit_in_article AS told ON told.article_id = award.article_id AND told.name = award.unit
WHERE person_key IS NOT NULL;
