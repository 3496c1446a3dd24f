-- Articles that disagree on a fact, and articles that disagree with themselves, as the checks found.
SELECT
    'các bài' AS between, title_name, unit, person, years,
    CASE field WHEN 'count' THEN 'số lượng' WHEN 'year' THEN 'năm' WHEN 'status' THEN 'trạng thái' END
        || ': ' || array_to_string(told, ' / ') AS told,
    quotes AS quote, urls AS url,
    (SELECT max(published) FROM v_telling WHERE v_telling.fact_id = v_conflict.fact_id) AS published
FROM v_conflict
WHERE fact_id IN (SELECT fact_id FROM fact)
UNION ALL
SELECT
    'một bài', title_name, unit, person, years, array_to_string(flag_messages, '; '), [quote, article_title], [url], published
FROM v_search
WHERE record_id IN (SELECT record_id FROM fact) AND list_has_any(flags, ['headline-differs', 'run-of-other-length', 'list-of-other-length', 'more-than-base',
    'decided-before-the-year', 'annual-title-twice', 'badge-twice'])
ORDER BY published DESC NULLS LAST, title_name, unit, person, told
