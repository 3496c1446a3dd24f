-- Views of what people ask (data/questions/); each row with its sentence, its source and its day.

-- A number that is not found is no zero: nobody told it.
CREATE MACRO no_evidence() AS 'chưa tìm thấy bằng chứng';

-- Days that are free by law besides weekends and Tết, which the moon sets (Bộ luật Lao động 45/2019/QH14, art. 112).
CREATE MACRO working_days_after(day, n) AS list_filter(
    list_transform(generate_series(1, n * 3), lambda ahead: (day + ahead::INTEGER)::DATE),
    lambda one: isodow(one) <= 5 AND strftime(one, '%m-%d') NOT IN ('01-01', '04-30', '05-01', '09-02'))[n];

-- By which folded names a unit is found: those that facts print, and its name in full.
CREATE TABLE unit_key AS
SELECT unit_id, unit_key AS key FROM award WHERE unit_id IS NOT NULL UNION SELECT unit_id, fold(name) FROM unit
ORDER BY unit_id, key;

-- Units, those that came before them, and those that came after: not others that ended in the same one.
CREATE MACRO line_of(ids) AS TABLE
WITH RECURSIVE meant AS (
    SELECT unnest(ids) AS unit_id
), earlier AS (
    FROM meant
    UNION SELECT step.unit_id FROM unit_succession AS step JOIN earlier ON step.successor_id = earlier.unit_id
), later AS (
    FROM meant
    UNION SELECT step.successor_id FROM unit_succession AS step JOIN later ON step.unit_id = later.unit_id
)
SELECT unit_id FROM earlier UNION SELECT unit_id FROM later;

-- What a recipient signed up for, and what it reached of that. One row a registration.
CREATE VIEW v_registered_reached AS
SELECT
    asked.unit, asked.person, asked.title_name, coalesce(asked.level_name, reached.level_name) AS level_name, asked.years,
    kind_name(asked.recipient_kind) AS kind_name,
    asked.count AS registered, reached.count AS reached, round(100.0 * reached.count / asked.count, 1) AS percent,
    CASE WHEN reached.record_id IS NULL THEN no_evidence() || ' đã đạt' ELSE 'đã đạt' END AS finding,
    asked.quote, asked.url, asked.published,
    reached.quote AS reached_quote, reached.url AS reached_url, reached.published AS reached_published,
    asked.title, asked.rank, asked.year_from, asked.year_to, asked.record_id, reached.record_id AS reached_record_id
FROM v_search AS asked LEFT JOIN v_search AS reached
    ON reached.status = 'awarded' AND reached.title = asked.title AND reached.unit_scope = asked.unit_scope
    AND reached.year_from = asked.year_from AND reached.year_to = asked.year_to
    AND reached.rank IS NOT DISTINCT FROM asked.rank AND reached.person_key IS NOT DISTINCT FROM asked.person_key
    AND coalesce(reached.recipient_kind = asked.recipient_kind, true) AND coalesce(reached.level = asked.level, true)
WHERE asked.status = 'registered'
QUALIFY row_number() OVER (PARTITION BY asked.record_id ORDER BY
    reached.level IS NOT DISTINCT FROM asked.level DESC, reached.confidence DESC, reached.record_id) = 1;

-- Facts that one source tells and no other.
CREATE VIEW v_single_source AS
SELECT * FROM v_award
WHERE tellings = 1 OR fact_id NOT IN (
    SELECT fact_id FROM award JOIN article USING (article_id) WHERE withdrawn_at IS NULL AND tellings > 1
    GROUP BY fact_id HAVING count(DISTINCT article.source) > 1);

-- Proposals of the State's awards, which are laid before the people for ten working days.
CREATE VIEW v_public_comment AS
SELECT
    v_award.unit, v_award.person, v_award.title_name, v_award.years, v_award.count_name,
    v_award.published,
    CASE WHEN term.days IS NOT NULL THEN working_days_after(v_award.published, term.days) END AS comment_until,
    term.law,
    v_award.quote, v_award.url, v_award.source, v_award.title, v_award.rank, v_award.record_id
FROM v_award LEFT JOIN (VALUES
    -- 91/2017 asks for publication; the number of days was not found in a source that we have read.
    (DATE '2017-10-01', DATE '2023-12-31', NULL::INTEGER, 'Nghị định 91/2017/NĐ-CP, Điều 45 khoản 10'),
    (DATE '2024-01-01', DATE '2025-06-30', 10, 'Nghị định 98/2023/NĐ-CP, Điều 46'),
    (DATE '2025-07-01', NULL, 10, 'Nghị định 152/2025/NĐ-CP, Điều 44')) AS term(valid_from, valid_until, days, law)
    ON v_award.published BETWEEN term.valid_from AND coalesce(term.valid_until, DATE '9999-12-31')
WHERE v_award.status = 'proposed' AND v_award.level = 'nha_nuoc'
ORDER BY v_award.published DESC NULLS LAST, v_award.record_id;
