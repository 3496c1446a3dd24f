-- What was signed up for, and what was reached of it.
SELECT * EXCLUDE (title, rank, year_from, year_to, record_id, reached_record_id)
FROM v_registered_reached
WHERE record_id IN (SELECT record_id FROM fact)
ORDER BY year_to DESC NULLS LAST, reached IS NULL, unit, title_name, record_id
