-- Views for people. A fact is shown by its best telling; v_telling shows all of them.

CREATE VIEW v_record AS
SELECT
    title.name || rank_name(award.rank) AS title_name,
    award.unit,
    award.person,
    years_name(award.year_from, award.year_to) AS years,
    award.count,
    count_name(award.count, award.count_qualifier) AS count_name,
    award.level,
    level_name(award.level) AS level_name,
    award.issuer,
    award.status,
    status_name(award.status) AS status_name,
    award.quote,
    article.url,
    article.published,
    award.decision_no,
    award.decision_date,
    award.tellings,
    award.flags,
    (SELECT list(message ORDER BY code) FROM issue
     WHERE issue.subject = award.record_id AND issue.stage = 'check' AND issue.closed_at IS NULL
     AND list_contains(award.flags, issue.code)) AS flag_messages,
    award.rule,
    award.confidence,
    award.clues,
    award.origin,
    award.verdict,
    award.reviewed_by,
    award.reviewed_at,
    award.province,
    award.province_today,
    award.district,
    award.commune,
    award.commune_today,
    award.recipient_kind,
    award.count_qualifier,
    award.title,
    award.rank,
    award.year_from,
    award.year_to,
    article.source,
    article.title AS article_title,
    award.first_seen,
    award.last_seen,
    award.unit_id,
    award.issuer_id,
    award.person_id,
    award.fact_id,
    award.record_id,
    award.article_id,
    award.quote_start,
    award.withdrawn_at,
    award.place,
    award.unit_key,
    coalesce(award.unit_id, award.unit_scope) AS unit_scope,
    award.person_key,
    award.issuer_key,
    award.text_key
FROM award
JOIN article USING (article_id)
LEFT JOIN title ON title.code = award.title;

CREATE VIEW v_search AS
SELECT * EXCLUDE (withdrawn_at, place) FROM v_record WHERE withdrawn_at IS NULL AND place = 1;

CREATE VIEW v_award AS
SELECT * EXCLUDE (unit_key, unit_scope, person_key, issuer_key, text_key, quote_start) FROM v_search
ORDER BY year_from DESC NULLS LAST, published DESC NULLS LAST, article_id, quote_start;

CREATE VIEW v_telling AS
SELECT
    award.fact_id,
    award.place,
    title.name || rank_name(award.rank) AS title_name,
    award.unit,
    award.person,
    years_name(award.year_from, award.year_to) AS years,
    count_name(award.count, award.count_qualifier) AS count_name,
    status_name(award.status) AS status_name,
    award.quote,
    article.url,
    article.published,
    article.source,
    award.tellings,
    award.confidence,
    award.origin,
    award.record_id,
    award.article_id
FROM award
JOIN article USING (article_id)
LEFT JOIN title ON title.code = award.title
WHERE award.withdrawn_at IS NULL
ORDER BY award.fact_id, award.place;

CREATE VIEW v_status_history AS
SELECT
    award.fact_id,
    article.published,
    award.status,
    status_name(award.status) AS status_name,
    title.name || rank_name(award.rank) AS title_name,
    award.unit,
    award.person,
    years_name(award.year_from, award.year_to) AS years,
    award.quote,
    article.url,
    award.record_id
FROM award
JOIN article USING (article_id)
LEFT JOIN title ON title.code = award.title
WHERE award.withdrawn_at IS NULL AND award.tellings > 1
QUALIFY row_number() OVER (
    PARTITION BY award.fact_id, award.status ORDER BY article.published NULLS LAST, award.place) = 1
ORDER BY award.fact_id, article.published NULLS LAST, stage(award.status);

-- What tellings of a fact disagree in. A status: an award that a later article tells as a proposal again.
CREATE TABLE conflict AS
WITH told AS (
    SELECT award.*, article.published,
        max(stage(award.status)) OVER (PARTITION BY fact_id, article_id) AS told_stage,
        max(stage(award.status)) OVER (PARTITION BY fact_id ORDER BY article.published
            RANGE BETWEEN UNBOUNDED PRECEDING AND INTERVAL 1 DAY PRECEDING) AS reached
    FROM award JOIN article USING (article_id)
    WHERE award.withdrawn_at IS NULL AND award.tellings > 1
), apart AS (
    SELECT fact_id, 'count' AS field, list(DISTINCT count::VARCHAR ORDER BY count::VARCHAR) AS told FROM told
    WHERE count_qualifier = 'exact' GROUP BY fact_id HAVING count(DISTINCT count) > 1
    UNION ALL
    SELECT fact_id, 'year', list(DISTINCT years_name(year_from, year_to) ORDER BY years_name(year_from, year_to)) FROM told
    WHERE year_from IS NOT NULL GROUP BY fact_id HAVING count(DISTINCT years_name(year_from, year_to)) > 1
    UNION ALL
    SELECT fact_id, 'status', list(DISTINCT status ORDER BY status) FROM told
    GROUP BY fact_id HAVING bool_or(told_stage < reached AND published IS NOT NULL)
)
SELECT * FROM apart ORDER BY fact_id, field;

CREATE VIEW v_conflict AS
SELECT
    conflict.fact_id,
    conflict.field,
    conflict.told,
    any_value(title.name || rank_name(told.rank)) AS title_name,
    arg_min(told.unit, told.place) AS unit,
    arg_min(told.person, told.place) AS person,
    arg_min(years_name(told.year_from, told.year_to), told.place) AS years,
    list(article.url ORDER BY told.place) AS urls,
    list(told.quote ORDER BY told.place) AS quotes,
    list(told.record_id ORDER BY told.place) AS record_ids
FROM conflict JOIN award AS told ON told.fact_id = conflict.fact_id AND told.withdrawn_at IS NULL
JOIN article USING (article_id)
LEFT JOIN title ON title.code = told.title
GROUP BY conflict.fact_id, conflict.field, conflict.told
ORDER BY conflict.fact_id, conflict.field;

CREATE VIEW v_fact AS
WITH several AS (                      -- most facts have one record: to group them all takes seconds
    SELECT
        fact_id,
        min(first_seen) AS first_seen,
        max(last_seen) AS last_seen,
        CASE WHEN any_value(tellings) = 0 THEN max(withdrawn_at) END AS withdrawn_at,
        list(DISTINCT status ORDER BY status) FILTER (withdrawn_at IS NULL) AS statuses,
        list(record_id ORDER BY place) AS record_ids
    FROM award
    WHERE fact_id IN (SELECT fact_id FROM award WHERE place = 2)
    GROUP BY fact_id
)
SELECT
    fact_id,
    award.record_id,
    award.tellings,
    coalesce(several.first_seen, award.first_seen) AS first_seen,
    coalesce(several.last_seen, award.last_seen) AS last_seen,
    CASE WHEN award.tellings = 0 THEN coalesce(several.withdrawn_at, award.withdrawn_at) END AS withdrawn_at,
    CASE WHEN award.tellings > 0 THEN coalesce(several.statuses, [award.status]) END AS statuses,
    coalesce(several.record_ids, [award.record_id]) AS record_ids
FROM award LEFT JOIN several USING (fact_id)
WHERE award.place = 1;

CREATE VIEW v_change AS
SELECT
    change.run_id,
    change.changed_at,
    change.kind,
    change.cause,
    title.name || rank_name(award.rank) AS title_name,
    award.unit,
    award.person,
    years_name(award.year_from, award.year_to) AS years,
    count_name(award.count, award.count_qualifier) AS count_name,
    status_name(award.status) AS status_name,
    change.before,
    change.after,
    award.quote,
    article.url,
    article.source,
    change.record_id,
    change.replaces,
    award.fact_id
FROM change
JOIN award USING (record_id)
JOIN article USING (article_id)
LEFT JOIN title ON title.code = award.title;

-- A changed number, say, makes a record with another id: `line` is the id of the first one.
CREATE VIEW v_version AS
WITH RECURSIVE line(record_id, first_id) AS (
    SELECT record_id, replaces FROM change
    WHERE replaces IS NOT NULL AND replaces NOT IN (SELECT record_id FROM change WHERE replaces IS NOT NULL)
    UNION
    SELECT change.record_id, line.first_id FROM change JOIN line ON change.replaces = line.record_id
), steps AS (
    SELECT coalesce(line.first_id, change.record_id) AS line, change.*
    FROM change LEFT JOIN line ON line.record_id = change.record_id
), moved AS (                          -- most lines have one version
    SELECT DISTINCT line FROM steps WHERE kind <> 'new'
), versions AS (
    SELECT
        *, row_number() OVER same AS version, lead(changed_at) OVER same AS valid_to
    FROM steps WHERE line IN (SELECT line FROM moved)
    WINDOW same AS (PARTITION BY line ORDER BY changed_at, record_id)
    UNION ALL
    SELECT *, 1, NULL FROM steps WHERE line NOT IN (SELECT line FROM moved)
)
SELECT line, version, changed_at AS valid_from, valid_to, kind, cause, run_id, before, after, record_id
FROM versions;

CREATE VIEW v_total AS
SELECT
    award.title, any_value(title.name || rank_name(award.rank)) AS title_name, level, year_from, year_to, status,
    count(*) AS facts, sum(count)::BIGINT AS total, count(*) FILTER (count IS NULL) AS uncounted
FROM award LEFT JOIN title ON title.code = award.title
WHERE withdrawn_at IS NULL AND place = 1
GROUP BY award.title, rank, level, year_from, year_to, status
ORDER BY title_name, year_from, level, status;

CREATE VIEW v_unit_year AS
SELECT
    any_value(unit) AS unit, unit_key, year_from, year_to,
    count(*) AS facts, sum(count)::BIGINT AS total,
    list_sort(list_distinct(list(title.name || rank_name(award.rank)))) AS titles
FROM award LEFT JOIN title ON title.code = award.title
WHERE withdrawn_at IS NULL AND place = 1 AND unit IS NOT NULL AND status = 'awarded'
GROUP BY unit_key, year_from, year_to
ORDER BY unit, year_from;

-- Streaks of some units (by unit_scope), or of all: the desk asks for one.
CREATE MACRO streaks(scopes) AS TABLE
WITH won AS (
    SELECT
        title, rank, level, unit_scope, coalesce(person_key, '') AS person_key, year_from AS year,
        arg_min(unit, record_id) AS unit, arg_min(person, record_id) AS person
    FROM award
    WHERE withdrawn_at IS NULL AND place = 1 AND status = 'awarded' AND unit IS NOT NULL AND year_to - year_from <= 1
      AND (person IS NOT NULL OR (recipient_kind = 'tap_the' AND count = 1))
      AND (scopes IS NULL OR list_contains(scopes, unit_scope))
    GROUP BY ALL
), islands AS (
    SELECT *, year - row_number() OVER (
        PARTITION BY title, rank, level, unit_scope, person_key ORDER BY year) AS island
    FROM won
)
SELECT
    arg_min(unit, year) AS unit, arg_min(person, year) AS person,
    any_value(title.name || rank_name(islands.rank)) AS title_name, islands.title, level,
    min(year) AS year_from, max(year) AS year_to, count(*) AS years, unit_scope, nullif(person_key, '') AS person_key
FROM islands LEFT JOIN title ON title.code = islands.title
GROUP BY unit_scope, person_key, islands.title, islands.rank, level, island
HAVING count(*) > 1
ORDER BY years DESC, unit, year_from;

CREATE VIEW v_streak AS
SELECT * EXCLUDE (unit_scope, person_key) FROM streaks(NULL) ORDER BY years DESC, unit, year_from;

CREATE VIEW v_proposed_not_awarded AS
WITH awarded AS (
    SELECT title, rank, unit_key, person_key, max(coalesce(year_to, 9999)) AS year_to
    FROM award WHERE withdrawn_at IS NULL AND status = 'awarded' GROUP BY ALL
)
SELECT v_award.*
FROM v_award
WHERE v_award.status = 'proposed' AND record_id NOT IN (
    SELECT proposed.record_id
    FROM award AS proposed JOIN awarded ON awarded.title = proposed.title
        AND awarded.rank IS NOT DISTINCT FROM proposed.rank
        AND awarded.unit_key IS NOT DISTINCT FROM proposed.unit_key
        AND awarded.person_key IS NOT DISTINCT FROM proposed.person_key
        AND coalesce(awarded.year_to >= proposed.year_from, true)
    WHERE proposed.withdrawn_at IS NULL AND proposed.status = 'proposed'
);

-- A visit succeeded when it found articles, new or known. Trends compare the last seven visits with the thirty before.
CREATE VIEW health AS
WITH visits AS (
    SELECT *, row_number() OVER (PARTITION BY source ORDER BY started_at DESC) AS back, articles + known > 0 AS succeeded
    FROM visit
), lately AS (
    SELECT
        source,
        max(started_at) AS last_visit,
        max(started_at) FILTER (succeeded) AS last_success,
        count(*) FILTER (back <= 3 AND succeeded) AS successes_of_3,
        max(newest) AS newest,
        arg_max(listed, started_at) AS listed,
        avg(articles) FILTER (back <= 7) AS articles_a_visit,
        avg(articles) FILTER (back BETWEEN 8 AND 37) AS articles_before,
        sum(with_title) FILTER (back <= 30) / nullif(sum(articles) FILTER (back <= 30), 0) AS with_title,
        sum(with_date) FILTER (back <= 30) / nullif(sum(articles) FILTER (back <= 30), 0) AS with_date,
        sum(with_body) FILTER (back <= 30) / nullif(sum(articles) FILTER (back <= 30), 0) AS with_body
    FROM visits GROUP BY source
), open AS (
    SELECT source, count(*) FILTER (severity = 'error') AS errors, count(*) FILTER (severity = 'warning') AS warnings
    FROM issue WHERE closed_at IS NULL AND source IS NOT NULL GROUP BY source
), judged AS (
    SELECT
        source.name AS source, source.title AS called, source.enabled, lately.* EXCLUDE (source),
        coalesce(errors, 0) AS errors, coalesce(warnings, 0) AS warnings,
        date_diff('day', last_success, published_at) AS days_since_success,
        list_filter([
            CASE WHEN last_visit IS NOT NULL AND successes_of_3 = 0 THEN 'no-success' END,
            CASE WHEN date_diff('day', newest, published_at::DATE) > (expect->>'cadence_days')::DOUBLE THEN 'silent' END,
            CASE WHEN listed < (expect->>'least_items')::INTEGER THEN 'few-items' END,
            CASE WHEN with_title < (expect->>'title')::DOUBLE THEN 'titles-missing' END,
            CASE WHEN with_date < (expect->>'date')::DOUBLE THEN 'dates-missing' END,
            CASE WHEN with_body < (expect->>'body')::DOUBLE THEN 'texts-missing' END,
            CASE WHEN errors > 0 THEN 'errors' END], lambda reason: reason IS NOT NULL) AS reasons
    FROM source CROSS JOIN publication
    LEFT JOIN lately ON lately.source = source.name
    LEFT JOIN open ON open.source = source.name
)
SELECT
    source, called, enabled,
    CASE WHEN NOT enabled THEN 'off' WHEN last_visit IS NULL THEN 'never visited'
        WHEN list_contains(reasons, 'no-success') THEN 'bad' WHEN len(reasons) > 0 THEN 'warning' ELSE 'ok' END AS verdict,
    reasons, last_visit, last_success, days_since_success, newest, listed, articles_a_visit, articles_before,
    with_title, with_date, with_body, errors, warnings
FROM judged
ORDER BY list_position(['bad', 'warning', 'never visited', 'ok', 'off'], verdict), source;
