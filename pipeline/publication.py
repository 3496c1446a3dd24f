"""Publishing a home as its settings say."""

import duckdb

from pipeline.publish import publish
from pipeline.reviews import ReviewStore
from pipeline.settings import Home
from pipeline.settings_file import Settings
from pipeline.units.rulings import UnitRulings
from schemas import Run


def publish_home(con: duckdb.DuckDBPyConnection, home: Home, settings: Settings, run: Run) -> None:
    """Publish what is stored, as it was ruled. Raises as `publish`."""
    publish(
        con,
        home.published,
        run,
        reviews=ReviewStore(home.reviews),
        units=UnitRulings(home.units),
        keep=settings.run.keep_publications,
        parquet=settings.run.parquet,
    )
