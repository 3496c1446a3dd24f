"""How much one query may take."""

SECONDS = 10
GRACE = 2  # seconds more until a query that does not listen is ended from outside
SHOWN = 1_000  # rows on the page
IN_FILE = 100_000  # rows in CSV
LONGEST_SQL = 20_000  # characters
LONGEST_CELL = 2_000  # characters on the page
MOST_ON_PAGE = 2 << 20  # bytes of an answer on the page, which the desk itself has to draw
MEMORY = "600MB"  # what DuckDB counts itself
ADDRESS_SPACE = 3 << 30  # what it does not count, as long strings, ends here
MOST_BYTES = 64 << 20  # of an answer in CSV
AT_ONCE = 2
