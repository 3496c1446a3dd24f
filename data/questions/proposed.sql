-- Proposals without a later award in what was read; that is no proof that there was none.
SELECT
    title_name, level_name, years, unit, person, count_name, issuer, no_evidence() || ' đã tặng' AS finding,
    quote, url, published
FROM v_proposed_not_awarded
WHERE record_id IN (SELECT record_id FROM fact)
ORDER BY published DESC NULLS LAST, title_name, unit, person, record_id
