-- The facts that hold, narrow and in the order in which they are checked: what came back from a ruling first, then what
-- is flagged, then the least sure; those that are ruled on last. Behind them the records that auditors rejected: who reads
-- facts that hold leaves out verdict = 'rejected'.

CREATE TABLE queue AS
SELECT
    row_number() OVER (ORDER BY award.verdict IS NOT DISTINCT FROM 'rejected', origin = 'reviewed', returned_because IS NULL, len(flags) = 0, confidence NULLS FIRST,
        record_id)::INTEGER AS queue_place,
    record_id, fact_id, award.title, rank, level, recipient_kind, status, year_from, year_to, article.source,
    province, province_today, flags, confidence, origin, award.verdict, returned_because,
    unit_key, person_key, unit_scope, issuer_key, text_key, article_id, tellings, award.extractor_version, published,
    named.span_start AS title_start, named.span_end AS title_end
FROM award JOIN article USING (article_id) LEFT JOIN (SELECT record_id, returned_because FROM ruling) USING (record_id)
LEFT JOIN (SELECT record_id, span_start, span_end FROM evidence WHERE field = 'title') AS named USING (record_id)
WHERE (withdrawn_at IS NULL AND place = 1) OR award.verdict = 'rejected'
ORDER BY queue_place;

-- Where each word stands: a scan of a million texts for a word takes half a second, a look into this list five milliseconds.
-- Words of many facts come as one bit a fact: a list of a million places is thirty times as long.
SET VARIABLE facts = (SELECT greatest(count(*), 1)::INTEGER FROM queue);

CREATE TEMP TABLE word_places AS
SELECT word, list(queue_place) AS places
FROM (
    SELECT queue_place, unnest(list_distinct(string_split(concat_ws(' ', unit_key, person_key, text_key), ' '))) AS word
    FROM queue
)
GROUP BY word;

CREATE TABLE queue_word AS
SELECT word, CASE WHEN bits IS NULL THEN places END AS places, bits
FROM word_places LEFT JOIN (
    SELECT word, bitstring_agg(queue_place, 1, getvariable('facts'))::BLOB AS bits
    FROM (SELECT word, unnest(places) AS queue_place FROM word_places WHERE len(places) > getvariable('facts') / 32)
    GROUP BY word
) USING (word)
ORDER BY word;

DROP TABLE word_places;
RESET VARIABLE facts;
