-- Facts that no second source tells.
SELECT title_name, level_name, years, unit, person, count_name, status_name, source, quote, url, published
FROM fact
WHERE record_id IN (SELECT record_id FROM v_single_source)
ORDER BY published DESC NULLS LAST, title_name, unit, person, record_id
