-- Years in a row in which one recipient won one title; who it is is told as in v_streak.
WITH won AS (
    SELECT *, coalesce(person_key, '') AS who FROM fact
    WHERE status = 'awarded' AND unit IS NOT NULL AND year_to - year_from <= 1
      AND (person IS NOT NULL OR (recipient_kind = 'tap_the' AND count = 1))
    QUALIFY row_number() OVER (PARTITION BY title, rank, level, unit_scope, who, year_from ORDER BY record_id) = 1
), islands AS (
    SELECT *, year_from - row_number() OVER (PARTITION BY title, rank, level, unit_scope, who ORDER BY year_from) AS island
    FROM won
)
SELECT
    arg_min(unit, year_from) AS unit, arg_min(person, year_from) AS person, any_value(title_name) AS title_name,
    any_value(level_name) AS level_name, years_name(min(year_from), max(year_to)) AS years, count(*) AS in_a_row,
    list(DISTINCT quote ORDER BY quote) AS quote, list(DISTINCT url ORDER BY url) AS url,
    max(published) AS published
FROM islands
GROUP BY title, rank, level, unit_scope, who, island
HAVING count(*) >= $least
ORDER BY in_a_row DESC, unit, person, title_name, years
