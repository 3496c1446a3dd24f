-- One award that several articles tell is one fact. Records are tellings; a fact is what they have in common.
--
-- Two tellings are of one fact when title, rank, kind of recipient, person and unit are the same, and level, issuer,
-- decision and year are the same or not told by one of them. A unit that names no province ("Công an tỉnh", "Phòng Tổ chức")
-- is the same only for a named person at one source; so is no unit at all, but for what the State gives, which few of one
-- name get. A year that is not told is borrowed only by an article of that year or the next. When in doubt, they are two.
-- Numbers may differ: that is a conflict. So may the status of one recipient: that is how far the award has come; of many,
-- those who sign up and those who are awarded are not the same. Where one article tells two facts that nothing but number
-- or year sets apart, number and year must be the same in other articles too.
-- Needs work.article, award_told (pipeline/reviews/tables.sql), work.name, title, source_rank, province_now and the macros fold(), host(), stage(). Gives fact_of
-- and text_of. What is not needed any more is dropped: on a million facts each of these tables is half a gigabyte.

CREATE TEMP TABLE site AS
SELECT url_host, arg_max(rank, length(suffix)) AS rank
FROM (SELECT DISTINCT host(url) AS url_host FROM work.article) JOIN source_rank
    ON '.' || url_host LIKE '%.' || suffix
GROUP BY url_host;

CREATE TEMP TABLE telling AS
SELECT
    record_id, article_id, number, quote_start, award.first_seen, award.title, award.rank, recipient_kind, level, status,
    count, year(published) AS told_in,
    coalesce(person.key, '') AS person_key,
    unit.key AS unit_key,
    CASE WHEN unit.head_is_placed THEN unit.head
        WHEN unit.is_placed THEN unit.key
        WHEN unit.key IS NULL AND person.key IS NOT NULL AND level = 'nha_nuoc' THEN ''
        WHEN person.key IS NOT NULL THEN coalesce(unit.key, '') || ' @' || coalesce(source, article_id)
        ELSE coalesce(unit.key, '') || ' @' || article_id END AS head,
    issuer.key AS issuer_key,
    nullif(regexp_extract(decision_no, '[0-9]+'), '') AS decision,
    year_from, year_to,
    person.key IS NOT NULL OR (recipient_kind = 'tap_the' AND count = 1) AS is_single,
    withdrawn_at IS NULL AS is_active,
    CASE WHEN unit.province IS NOT NULL THEN unit.name WHEN issuer.province IS NOT NULL THEN issuer.name END AS placed,
    least(published::DATE, make_date(year_to, 12, 31)) AS day
FROM award_told AS award JOIN work.article USING (article_id)
LEFT JOIN work.name AS unit ON unit.name = award.unit
LEFT JOIN work.name AS person ON person.name = award.person
LEFT JOIN work.name AS issuer ON issuer.name = award.issuer;

-- Recipient and title, of whichever year.
CREATE TEMP TABLE base AS
SELECT
    *,
    concat_ws('|', title, rank, recipient_kind, person_key, head, CASE WHEN NOT is_single THEN status END) AS base_key
FROM telling;
DROP TABLE telling;

CREATE TEMP TABLE years AS
SELECT
    base_key,
    CASE WHEN min(year_from) = max(year_from) AND min(year_to) = max(year_to) THEN min(year_from) END AS year_from,
    CASE WHEN min(year_from) = max(year_from) AND min(year_to) = max(year_to) THEN min(year_to) END AS year_to,
    max(year_to) - min(year_from) AS apart
FROM base WHERE is_active
GROUP BY base_key HAVING count(*) > 1;

CREATE TEMP TABLE dated AS
SELECT
    base.*,
    CASE
        WHEN title.once AND is_single AND years.apart <= 2 AND base.year_from IS NOT NULL THEN 'once'
        WHEN base.year_from IS NOT NULL THEN base.year_from || '-' || base.year_to
        WHEN NOT is_single THEN article_id
        WHEN told_in - years.year_to IN (0, 1) THEN
            CASE WHEN title.once THEN 'once' ELSE years.year_from || '-' || years.year_to END
        ELSE coalesce('told in ' || told_in, article_id) END AS year_key
FROM base LEFT JOIN years USING (base_key) LEFT JOIN title ON title.code = base.title;
DROP TABLE base;
DROP TABLE years;

-- What all tellings of a recipient, title and year agree on, for those that do not tell it.
CREATE TEMP TABLE common AS
SELECT
    base_key, year_key,
    CASE WHEN min(level) = max(level) THEN min(level) END AS level,
    CASE WHEN min(issuer_key) = max(issuer_key) THEN min(issuer_key) END AS issuer_key,
    CASE WHEN min(decision) = max(decision) THEN min(decision) END AS decision,
    CASE WHEN min(unit_key) FILTER (unit_key <> head) = max(unit_key) FILTER (unit_key <> head)
        THEN min(unit_key) FILTER (unit_key <> head) END AS longer
FROM dated WHERE is_active
GROUP BY base_key, year_key HAVING count(*) > 1;

CREATE TEMP TABLE keyed AS
SELECT
    dated.* EXCLUDE (base_key),
    concat_ws('|', dated.base_key,
        coalesce(dated.level, common.level, ''),
        coalesce(dated.issuer_key, common.issuer_key, ''),
        coalesce(dated.decision, common.decision, ''),
        CASE WHEN dated.unit_key = dated.head THEN coalesce(common.longer, dated.unit_key) ELSE dated.unit_key END
    ) AS recipient_key
FROM dated LEFT JOIN common USING (base_key, year_key);
DROP TABLE dated;
DROP TABLE common;

-- One decision gives a recipient a title once: what differs is the year that is told.
CREATE TEMP TABLE decided AS
SELECT recipient_key, decision, min(year_key) AS year_key
FROM keyed WHERE is_active AND is_single AND decision IS NOT NULL AND year_from IS NOT NULL
GROUP BY recipient_key, decision
HAVING count(DISTINCT year_key) > 1 AND count(*) = count(DISTINCT article_id);

CREATE TEMP TABLE grouped AS
SELECT keyed.* EXCLUDE (recipient_key, year_key), keyed.recipient_key || '|' || coalesce(decided.year_key, keyed.year_key) AS key
FROM keyed LEFT JOIN decided ON decided.recipient_key = keyed.recipient_key AND decided.decision = keyed.decision;
DROP TABLE keyed;
DROP TABLE decided;

CREATE TEMP TABLE ambiguous AS
SELECT DISTINCT key FROM grouped WHERE is_active GROUP BY key, article_id, status HAVING count(*) > 1;

UPDATE grouped SET key = concat_ws('|', key, count, year_from, year_to) WHERE key IN (SELECT key FROM ambiguous);

-- A fact is called after the record that told it first.
CREATE TEMP TABLE named AS
SELECT key, arg_min(record_id, (number, first_seen, quote_start, record_id)) AS fact_id, count(*) AS records FROM grouped GROUP BY key;

CREATE TEMP TABLE belongs AS
SELECT record_id, fact_id, records, is_active, unit_key, person_key, issuer_key, head, placed, coalesce(day, DATE '2025-06-30') AS day FROM grouped JOIN named USING (key);
DROP TABLE grouped;
DROP TABLE ambiguous;
DROP TABLE named;

-- Tellings of one fact, best first: those that tell how far it has come by now, that a person has ruled on, and the year;
-- then by source, fullness, confidence. Where one is undated nobody knows which was last: the furthest status counts.
CREATE TEMP TABLE standing AS
WITH several AS (
    SELECT
        record_id, fact_id, award.status, year_from IS NOT NULL AS has_year, confidence, number, withdrawn_at IS NULL AS is_active, published,
        coalesce(site.rank, 4) AS site_rank, origin = 'reviewed' AS is_reviewed,
        stage(award.status) AS stage,
        (unit IS NOT NULL)::INT + (person IS NOT NULL)::INT + (issuer IS NOT NULL)::INT + (level IS NOT NULL)::INT
            + (count IS NOT NULL)::INT + (year_from IS NOT NULL)::INT + (decision_no IS NOT NULL)::INT AS told
    FROM belongs JOIN award_told AS award USING (record_id) JOIN work.article USING (article_id)
    LEFT JOIN site ON site.url_host = host(article.url)
    WHERE records > 1
), latest AS (
    SELECT fact_id, CASE
        WHEN count(published) FILTER (is_active) < count(*) FILTER (is_active) THEN arg_max(status, (is_active, stage))
        ELSE arg_max(status, (is_active, published, stage)) END AS status
    FROM several GROUP BY fact_id
)
SELECT
    record_id, fact_id, latest.status,
    row_number() OVER (PARTITION BY fact_id ORDER BY is_active DESC, several.status = latest.status DESC,
        is_reviewed DESC, has_year DESC, site_rank, told DESC, confidence DESC NULLS LAST, number, record_id) AS place
FROM several JOIN latest USING (fact_id);

CREATE TEMP TABLE counted AS
SELECT fact_id, count(*) FILTER (is_active)::INTEGER AS tellings FROM belongs WHERE records > 1 GROUP BY fact_id;

CREATE TEMP TABLE fact_of AS
SELECT
    record_id, belongs.fact_id, coalesce(place, 1)::INTEGER AS place, coalesce(tellings, is_active::INTEGER) AS tellings,
    unit_key, nullif(person_key, '') AS person_key, issuer_key, belongs.head AS unit_scope,
    where_it_is.province, coalesce(where_it_is.province_today, today) AS province_today,
    CASE WHEN day < DATE '2025-07-01' THEN district ELSE district_since END AS district,
    CASE WHEN day < DATE '2025-07-01' THEN commune ELSE commune_since END AS commune,
    CASE WHEN day < DATE '2025-07-01' THEN commune_today ELSE commune_today_since END AS commune_today
FROM belongs LEFT JOIN standing USING (record_id) LEFT JOIN counted ON counted.fact_id = belongs.fact_id
LEFT JOIN work.name AS where_it_is ON where_it_is.name = placed
ASOF LEFT JOIN province_now ON province_now.name = where_it_is.province AND province_now.since <= day;
DROP TABLE belongs;
DROP TABLE standing;
DROP TABLE counted;
DROP TABLE site;

-- What a search finds a fact by: the words of its best telling, and those of the others. Each join by itself, for they
-- are over whole texts, and several at once do not fit into a small machine.
CREATE TEMP TABLE quote_of AS
SELECT record_id, key FROM award_told JOIN work.name ON name = quote;

CREATE TEMP TABLE headline_of AS
SELECT article_id, key FROM work.article JOIN work.name ON name = article.title;

CREATE TEMP TABLE text_of AS
WITH words AS (
    SELECT record_id, concat_ws(' ', quote_of.key, headline_of.key) AS words
    FROM award_told LEFT JOIN quote_of USING (record_id) LEFT JOIN headline_of USING (article_id)
), others AS (
    SELECT fact_id, string_agg(words, ' ' ORDER BY place) AS words
    FROM fact_of JOIN award_told USING (record_id) JOIN words USING (record_id)
    WHERE place > 1 AND withdrawn_at IS NULL
    GROUP BY fact_id
)
SELECT record_id, concat_ws(' ', words.words, others.words) AS text_key
FROM fact_of JOIN words USING (record_id)
LEFT JOIN others ON others.fact_id = fact_of.fact_id AND place = 1;
DROP TABLE quote_of;
DROP TABLE headline_of;
