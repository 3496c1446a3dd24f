"""The sources as people look after them: which are healthy, why the others are not, and how a new one begins."""
