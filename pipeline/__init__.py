"""Runs the other packages; owns storage, the command line, quality checks and publishing."""
