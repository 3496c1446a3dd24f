-- Every stage counts: a proposal is told as one.
SELECT status_name, title_name, level_name, years, unit, person, count_name, issuer, decision_no, decision_date, quote, url, published
FROM fact
ORDER BY stage(status) DESC, year_to DESC NULLS LAST, published DESC NULLS LAST, record_id
