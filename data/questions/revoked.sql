-- Awards that were annulled or stripped (Luật 06/2022/QH15, art. 93).
SELECT title_name, level_name, years, unit, person, count_name, issuer, decision_no, decision_date, quote, url, published
FROM fact
WHERE status = 'revoked'
ORDER BY published DESC NULLS LAST, record_id
