-- One award that several articles tell is one fact. Records are tellings; a fact is what they have in common.
--
-- Two tellings are of one fact when title, rank, kind of recipient, person and unit are the same, and level, issuer and
-- year are the same or not told by one of them. A unit without its place ("Phòng Tổ chức") is the same only for a named
-- person at one source; so is no unit at all, but for what the State gives, which few of one name get. A unit may be told with and without its parents when only one longer name is known.
-- Numbers may differ: that is a conflict. So may the status of one recipient: that is how far the award has come; of many,
-- those who sign up and those who are awarded are not the same. Where one article tells two facts
-- that nothing but number or year sets apart, number and year must be the same in other articles too.
-- Needs work.article, work.award, work.name, title, source_rank and the macros fold(), host(). Gives fact_of.

CREATE TEMP TABLE site AS
SELECT url_host, arg_max(rank, length(suffix)) AS rank
FROM (SELECT DISTINCT host(url) AS url_host FROM work.article) JOIN source_rank
    ON '.' || url_host LIKE '%.' || suffix
GROUP BY url_host;

CREATE TEMP TABLE telling AS
SELECT
    record_id, article_id, number, quote_start, award.title, award.rank, recipient_kind, level, status, count,
    coalesce(person.key, '') AS person_key,
    unit.key AS unit_key,
    CASE WHEN unit.is_placed THEN unit.head
        WHEN unit.key IS NULL AND person.key IS NOT NULL AND level = 'nha_nuoc' THEN ''
        WHEN person.key IS NOT NULL THEN coalesce(unit.key, '') || ' @' || coalesce(source, article_id)
        ELSE coalesce(unit.key, '') || ' @' || article_id END AS head,
    issuer.key AS issuer_key,
    fold(decision_no) AS decision,
    year_from, year_to,
    person.key IS NOT NULL OR (recipient_kind = 'tap_the' AND count = 1) AS is_single,
    withdrawn_at IS NULL AS is_active
FROM work.award JOIN work.article USING (article_id)
LEFT JOIN work.name AS unit ON unit.name = award.unit
LEFT JOIN work.name AS person ON person.name = award.person
LEFT JOIN work.name AS issuer ON issuer.name = award.issuer;

-- What all tellings of a recipient and title agree on, for those that do not tell it.
CREATE TEMP TABLE common AS
SELECT
    title, rank, recipient_kind, person_key, head,
    CASE WHEN min(level) = max(level) THEN min(level) END AS level,
    CASE WHEN min(issuer_key) = max(issuer_key) THEN min(issuer_key) END AS issuer_key,
    CASE WHEN min(unit_key) FILTER (unit_key <> head) = max(unit_key) FILTER (unit_key <> head)
        THEN min(unit_key) FILTER (unit_key <> head) END AS longer,
    CASE WHEN min(year_from) = max(year_from) AND min(year_to) = max(year_to) THEN min(year_from) END AS year_from,
    CASE WHEN min(year_from) = max(year_from) AND min(year_to) = max(year_to) THEN min(year_to) END AS year_to,
    max(year_to) - min(year_from) AS years_apart
FROM telling WHERE is_active
GROUP BY ALL HAVING count(*) > 1;

CREATE TEMP TABLE keyed AS
SELECT
    telling.*,
    concat_ws('|', telling.title, CASE WHEN NOT is_single THEN telling.status END, telling.rank, telling.recipient_kind, telling.person_key, telling.head,
        coalesce(telling.level, common.level, ''),
        coalesce(telling.issuer_key, common.issuer_key, ''),
        CASE WHEN telling.unit_key = telling.head THEN coalesce(common.longer, telling.unit_key) ELSE telling.unit_key END
    ) AS recipient_key,
    CASE
        WHEN title.once AND is_single AND years_apart <= 2 THEN 'once'
        WHEN telling.year_from IS NOT NULL THEN telling.year_from || '-' || telling.year_to
        WHEN NOT is_single THEN article_id
        ELSE coalesce(common.year_from || '-' || common.year_to, '') END AS year_key
FROM telling
LEFT JOIN common ON common.title = telling.title AND common.rank IS NOT DISTINCT FROM telling.rank
    AND common.recipient_kind IS NOT DISTINCT FROM telling.recipient_kind
    AND common.person_key = telling.person_key AND common.head = telling.head
LEFT JOIN title ON title.code = telling.title;

-- One decision gives a recipient a title once: what differs is the year that is told.
CREATE TEMP TABLE decided AS
SELECT recipient_key, decision, min(year_key) AS year_key
FROM keyed WHERE is_active AND is_single AND decision IS NOT NULL
GROUP BY recipient_key, decision
HAVING count(DISTINCT year_key) > 1 AND count(*) = count(DISTINCT article_id);

CREATE TEMP TABLE grouped AS
SELECT keyed.* EXCLUDE (recipient_key, year_key), keyed.recipient_key || '|' || coalesce(decided.year_key, keyed.year_key) AS key
FROM keyed LEFT JOIN decided ON decided.recipient_key = keyed.recipient_key AND decided.decision = keyed.decision;

CREATE TEMP TABLE ambiguous AS
SELECT DISTINCT key FROM grouped WHERE is_active GROUP BY key, article_id, status HAVING count(*) > 1;

UPDATE grouped SET key = concat_ws('|', key, count, year_from, year_to) WHERE key IN (SELECT key FROM ambiguous);

-- A fact is called after the record that told it first.
CREATE TEMP TABLE named AS
SELECT key, arg_min(record_id, (number, quote_start, record_id)) AS fact_id, count(*) AS records FROM grouped GROUP BY key;

CREATE TEMP TABLE belongs AS
SELECT record_id, fact_id, records, is_active, unit_key, person_key, issuer_key FROM grouped JOIN named USING (key);

-- Tellings of one fact, best first: those that tell how far it has come by now, then by source, fullness, confidence.
CREATE TEMP TABLE standing AS
WITH several AS (
    SELECT
        record_id, fact_id, award.status, confidence, number, withdrawn_at IS NULL AS is_active, published,
        coalesce(site.rank, 4) AS site_rank,
        stage(award.status) AS stage,
        (unit IS NOT NULL)::INT + (person IS NOT NULL)::INT + (issuer IS NOT NULL)::INT + (level IS NOT NULL)::INT
            + (count IS NOT NULL)::INT + (year_from IS NOT NULL)::INT + (decision_no IS NOT NULL)::INT AS told
    FROM belongs JOIN work.award USING (record_id) JOIN work.article USING (article_id)
    LEFT JOIN site ON site.url_host = host(article.url)
    WHERE records > 1
), latest AS (
    SELECT fact_id, arg_max(status, (is_active, coalesce(published, DATE '0001-01-01'), stage)) AS status
    FROM several GROUP BY fact_id
)
SELECT
    record_id, fact_id, latest.status,
    row_number() OVER (PARTITION BY fact_id ORDER BY is_active DESC, several.status = latest.status DESC, site_rank,
        told DESC, confidence DESC NULLS LAST, number, record_id) AS place
FROM several JOIN latest USING (fact_id);

CREATE TEMP TABLE counted AS
SELECT fact_id, count(*) FILTER (is_active)::INTEGER AS tellings FROM belongs WHERE records > 1 GROUP BY fact_id;

CREATE TEMP TABLE fact_of AS
SELECT
    record_id, belongs.fact_id, coalesce(place, 1)::INTEGER AS place, coalesce(tellings, is_active::INTEGER) AS tellings,
    unit_key, nullif(person_key, '') AS person_key, issuer_key
FROM belongs LEFT JOIN standing USING (record_id) LEFT JOIN counted ON counted.fact_id = belongs.fact_id;
