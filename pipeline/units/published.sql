-- Units and persons as they are published. Needs the temporary tables of units.sql and the published table award.

CREATE TABLE unit AS
WITH received AS (
    SELECT unit_id, count(*) AS facts FROM award WHERE withdrawn_at IS NULL AND place = 1 AND unit_id IS NOT NULL GROUP BY unit_id
), gave AS (
    SELECT issuer_id AS unit_id, count(*) AS given FROM award WHERE withdrawn_at IS NULL AND place = 1 AND issuer_id IS NOT NULL
    GROUP BY issuer_id
)
SELECT
    unit_all.unit_id, name, kind, level, rank, parent_id, province, province_now.today AS province_today,
    founded.valid_from, unit_all.since - 1 AS valid_until,
    coalesce(facts, 0)::INTEGER AS facts, coalesce(given, 0)::INTEGER AS given
FROM unit_all LEFT JOIN (
    SELECT successor_id AS unit_id, min(since) AS valid_from FROM unit_all WHERE is_new GROUP BY successor_id
) AS founded USING (unit_id)
LEFT JOIN received USING (unit_id) LEFT JOIN gave USING (unit_id)
LEFT JOIN (                                          -- a name has meant several provinces: the last of them
    SELECT name AS province, arg_max(today, coalesce(since, DATE '0001-01-01')) AS today FROM province_now GROUP BY name
) AS province_now USING (province)
ORDER BY name, unit_id;

CREATE TABLE unit_name AS
SELECT told.unit_id, told.name, min(how) AS how, count(DISTINCT fact_id)::INTEGER AS facts
FROM unit_in_article AS told JOIN award ON award.article_id = told.article_id
    AND (award.unit = told.name OR string_split(award.issuer, '; ')[1] = told.name)
WHERE withdrawn_at IS NULL
GROUP BY told.unit_id, told.name ORDER BY told.unit_id, facts DESC, told.name;

CREATE TABLE unit_succession AS
SELECT unit_id, successor_id, since, because FROM unit_all WHERE since IS NOT NULL ORDER BY unit_id, successor_id;

CREATE TABLE person AS
WITH named AS (
    SELECT
        person_id, arg_min(person, record_id) AS name, any_value(person_key) AS person_key, any_value(unit_id) AS unit_id,
        min(year_from) AS year_from, max(year_to) AS year_to, count(DISTINCT fact_id)::INTEGER AS facts
    FROM award WHERE withdrawn_at IS NULL AND person_id IS NOT NULL GROUP BY person_id
)
SELECT
    person_id, name, unit_id, year_from, year_to, facts,
    CASE WHEN unit_id IS NULL THEN 'no-unit'
        WHEN count(*) OVER (PARTITION BY person_key) > 1 THEN 'same-name-elsewhere'
        WHEN year_to - year_from > 30 THEN 'long-time' END AS doubt
FROM named ORDER BY name, person_id;
