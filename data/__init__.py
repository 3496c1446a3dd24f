"""Reviewed reference data, and the one way to read it."""

from data.loader import ROOT, DataError, read_csv, read_lines, read_toml

__all__ = ["ROOT", "DataError", "read_csv", "read_lines", "read_toml"]
