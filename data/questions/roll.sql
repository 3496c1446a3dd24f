-- What a unit or a person was given, the latest year first; what was taken away again is told.
SELECT years, title_name, level_name, unit, person, count_name, status_name, issuer, decision_no, quote, url, published
FROM fact
WHERE status IN ('awarded', 'revoked')
ORDER BY year_to DESC NULLS LAST, year_from DESC, title_name, level_name, unit, person, record_id
