-- Every year that is found, with the length of the run of years that it belongs to; the claim is set against the longest.
-- "5 năm liền" without any year is told too, but is one sentence, not five years.
WITH won AS (
    SELECT *, coalesce(unit_scope, '') AS place_key, coalesce(person_key, '') AS who FROM fact
    WHERE status = 'awarded' AND coalesce(year_to - year_from, 0) <= 1
      AND (person IS NOT NULL OR (recipient_kind = 'tap_the' AND (count = 1 OR year_from IS NULL)))
), islands AS (
    SELECT *, year_from - dense_rank() OVER (PARTITION BY title, rank, level, place_key, who ORDER BY year_from) AS island
    FROM won
), runs AS (
    SELECT *, CASE WHEN year_from IS NULL THEN 0 ELSE
        count(DISTINCT year_from) OVER (PARTITION BY title, rank, level, place_key, who, island) END AS in_a_row
    FROM islands
), longest AS (
    SELECT *, max(in_a_row) OVER (PARTITION BY title, rank, level, place_key, who) AS most FROM runs
)
SELECT
    unit, person, title_name, level_name, coalesce(years, 'không nêu năm') AS years, in_a_row,
    CASE WHEN most >= $years THEN 'đủ bằng chứng cho ' ELSE 'mới tìm thấy bằng chứng cho ' END
        || most || '/' || $years || ' năm liền' AS finding,
    quote, url, published
FROM longest
ORDER BY most DESC, unit, person, title_name, level_name, year_from NULLS LAST, published, record_id
