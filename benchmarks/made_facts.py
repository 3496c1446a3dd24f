"""A million facts, made: articles, records and their evidence as Arrow tables, shaped as those of the sample site are.

Seven spans and 26 clues a record, five records an article, nine units' names for ten facts, one fact in ten told twice.
"""

from typing import NamedTuple

import duckdb
import pyarrow as pa

from pipeline.catalogue import provinces

PER_ARTICLE = 5
FIELDS = ("title", "unit", "issuer", "year", "count", "status", "recipient_kind")

_ARTICLES = """
    SELECT 'article' || n AS article_id, n AS number, 'a' || n AS doc,
        'https://' || ['tinh' || n % 63 || '.gov.vn', 'bao' || n % 40 || '.vn'][1 + n % 2] || '/tin/' || n AS url,
        'nguon' || n % 40 AS source, 'Hội nghị tổng kết công tác thi đua, khen thưởng số ' || n AS title,
        DATE '2005-01-01' + (n % 7000)::INTEGER AS published,
        'Bài số ' || n || repeat(' Hội nghị đã nghe báo cáo.', 40) AS text,
        1 AS text_version, sha256('text' || n) AS text_sha256,
        json_array({kind: 'paragraph', start: 0, 'end': length(text)}) AS blocks, sha256('in' || n) AS input_sha256,
        sha256('in' || n) AS extracted_sha256, '1' AS extractor_version, $at AS first_seen, $at AS last_seen,
        $at AS text_since, $at AS checked_at
    FROM range($first, $last) AS t(n)"""
_AWARDS = """
    SELECT substr(sha256('record' || n), 1, 16) AS record_id, 'article' || n // 5 AS article_id,
        ['bang-khen', 'chien-si-thi-dua', 'lao-dong-tien-tien', 'tap-the-lao-dong-xuat-sac', 'giay-khen']
            [1 + m % 5] AS title,
        NULL::INTEGER AS rank, ['co_so', 'tinh', NULL, 'bo_nganh'][1 + m % 4] AS level,
        'Chủ tịch Ủy ban nhân dân tỉnh ' || $provinces[1 + m % 63] AS issuer,
        CASE WHEN m % 3 = 0 THEN 'ca_nhan' ELSE 'tap_the' END AS recipient_kind,
        'Phòng Giáo dục và Đào tạo huyện số ' || m % 50000 || ', tỉnh ' || $provinces[1 + m % 63] AS unit,
        CASE WHEN m % 3 = 0 THEN 'Nguyễn Văn ' || m % 70000 END AS person,
        1 + CASE WHEN m % 3 = 0 THEN 0 ELSE n % 7 END AS count, 'exact' AS count_qualifier,
        2000 + m % 25 AS year_from, 2000 + m % 25 AS year_to, 'awarded' AS status,
        'Năm ' || 2000 + m % 25 || ', Phòng Giáo dục và Đào tạo huyện số ' || m % 50000
            || ' được Chủ tịch Ủy ban nhân dân tỉnh tặng thưởng, số ' || n AS quote,
        10 AS quote_start, 10 + length(quote) AS quote_end, NULL::VARCHAR AS decision_no, NULL::DATE AS decision_date,
        NULL::VARCHAR AS movement, 'rule' AS rule,
        CASE WHEN n % 20 = 0 THEN ['improbable-count'] ELSE [] END::VARCHAR[] AS flags,
        (n % 100) / 100 AS confidence,
        list_transform(range(26), lambda c: 'clue number ' || (c * (1 + n % 5))) AS clues,
        '1' AS extractor_version, $at AS first_seen, $at AS last_seen, NULL::TIMESTAMP AS withdrawn_at,
        NULL::VARCHAR AS withdrawn_because
    FROM (SELECT n, CASE WHEN n % 10 = 9 THEN n - 7 ELSE n END AS m FROM range($first, $last) AS t(n))"""
_EVIDENCE = """
    SELECT record_id, field, 10 AS span_start, 30 AS span_end, 'chữ của ' || field || ' ' || record_id[:2] AS quote,
        'stated' AS basis
    FROM awards, (SELECT unnest(?::VARCHAR[]) AS field)"""


class Made(NamedTuple):
    """Rows of `article`, `award` and `evidence`."""

    articles: pa.Table
    awards: pa.Table
    evidence: pa.Table


def made(first: int, number: int, at: str = "2026-01-01") -> Made:
    """`number` facts, from the one called `first` on; both are multiples of five."""
    con = duckdb.connect()
    when = f"TIMESTAMP '{at}'"
    named = str([province.name for province in provinces()])

    def rows(query: str, start: int, end: int) -> pa.Table:
        for name, value in (("$at", when), ("$provinces", named), ("$first", str(start)), ("$last", str(end))):
            query = query.replace(name, value)
        return con.sql(query).to_arrow_table()

    awards = rows(_AWARDS, first, first + number)
    con.register("awards", awards)
    evidence = con.sql(_EVIDENCE, params=[list(FIELDS)]).to_arrow_table()
    return Made(rows(_ARTICLES, first // PER_ARTICLE, (first + number) // PER_ARTICLE), awards, evidence)
