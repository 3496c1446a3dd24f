-- Names and words for people. fold() is for search: no tone marks, đ = d, sĩ = sỹ, punctuation = one blank.

CREATE MACRO fold(s) AS trim(regexp_replace(
    regexp_replace(
        regexp_replace(lower(strip_accents(replace(replace(s, 'đ', 'd'), 'Đ', 'D'))), '[^a-z0-9]+', ' ', 'g'),
        '\b([bcdghklmnpqrstvx]+)y\b', '\1i', 'g'),
    '\bquy\b', 'qui', 'g'));

CREATE MACRO level_name(s) AS CASE s
    WHEN 'co_so' THEN 'cơ sở' WHEN 'tinh' THEN 'tỉnh, thành phố'
    WHEN 'bo_nganh' THEN 'bộ, ngành' WHEN 'nha_nuoc' THEN 'Nhà nước' END;

CREATE MACRO status_name(s) AS CASE s
    WHEN 'awarded' THEN 'đã tặng' WHEN 'proposed' THEN 'đề nghị'
    WHEN 'registered' THEN 'đăng ký' WHEN 'revoked' THEN 'thu hồi' END;

CREATE MACRO rank_name(n) AS CASE n WHEN 1 THEN ' hạng Nhất' WHEN 2 THEN ' hạng Nhì' WHEN 3 THEN ' hạng Ba' ELSE '' END;

CREATE MACRO count_name(n, qualifier) AS CASE qualifier
    WHEN 'exact' THEN n::VARCHAR WHEN 'approx' THEN 'khoảng ' || n WHEN 'at_least' THEN 'từ ' || n || ' trở lên'
    WHEN 'at_most' THEN 'nhiều nhất ' || n ELSE 'không rõ số' END;

CREATE MACRO years_name(a, b) AS CASE WHEN a = b THEN a::VARCHAR ELSE a || '–' || b END;

CREATE VIEW v_award AS
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
    award.flags,
    (SELECT list(message ORDER BY code) FROM issue
     WHERE issue.subject = award.record_id AND issue.stage = 'check' AND issue.closed_at IS NULL) AS flag_messages,
    award.rule,
    award.confidence,
    award.clues,
    award.recipient_kind,
    award.count_qualifier,
    award.title,
    award.rank,
    award.year_from,
    award.year_to,
    article.source,
    article.title AS article_title,
    award.first_seen,
    award.record_id,
    award.article_id
FROM award
JOIN article USING (article_id)
LEFT JOIN title ON title.code = award.title
WHERE award.withdrawn_at IS NULL
ORDER BY award.year_from DESC NULLS LAST, article.published DESC NULLS LAST, award.article_id, award.quote_start;

CREATE VIEW v_total AS
SELECT
    title, any_value(title_name) AS title_name, level, year_from, year_to, status,
    count(*) AS facts, sum(count)::BIGINT AS total, count(*) FILTER (count IS NULL) AS uncounted
FROM v_award
GROUP BY title, rank, level, year_from, year_to, status
ORDER BY title_name, year_from, level, status;

CREATE VIEW v_unit_year AS
SELECT
    any_value(unit) AS unit, year_from, year_to,
    count(*) AS facts, sum(count)::BIGINT AS total,
    list(DISTINCT title_name ORDER BY title_name) AS titles
FROM v_award
WHERE unit IS NOT NULL AND status = 'awarded'
GROUP BY fold(unit), year_from, year_to
ORDER BY unit, year_from;

CREATE VIEW v_streak AS
WITH won AS (
    SELECT DISTINCT
        title_name, title, level, fold(unit) AS unit_key, fold(coalesce(person, '')) AS person_key, year_from AS year,
        first_value(unit) OVER same AS unit, first_value(person) OVER same AS person
    FROM v_award
    WHERE status = 'awarded' AND unit IS NOT NULL AND year_to - year_from <= 1
      AND (person IS NOT NULL OR (recipient_kind = 'tap_the' AND count = 1))
    WINDOW same AS (PARTITION BY fold(unit), fold(coalesce(person, '')) ORDER BY record_id)
), islands AS (
    SELECT *, year - row_number() OVER (
        PARTITION BY title_name, title, level, unit_key, person_key ORDER BY year) AS island
    FROM won
)
SELECT
    unit, person, any_value(title_name) AS title_name, title, level,
    min(year) AS year_from, max(year) AS year_to, count(*) AS years
FROM islands
GROUP BY unit_key, person_key, unit, person, title_name, title, level, island
HAVING count(*) > 1
ORDER BY years DESC, unit, year_from;

CREATE VIEW v_proposed_not_awarded AS
SELECT proposed.*
FROM v_award AS proposed
WHERE proposed.status = 'proposed' AND NOT EXISTS (
    SELECT 1 FROM v_award AS awarded
    WHERE awarded.status = 'awarded' AND awarded.title = proposed.title
      AND awarded.rank IS NOT DISTINCT FROM proposed.rank
      AND fold(coalesce(awarded.unit, '')) = fold(coalesce(proposed.unit, ''))
      AND fold(coalesce(awarded.person, '')) = fold(coalesce(proposed.person, ''))
      AND coalesce(awarded.year_to >= proposed.year_from, true)
);
