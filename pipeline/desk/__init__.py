"""The auditor's desk: a web page where each fact is checked against its source (docs/desk.md)."""
