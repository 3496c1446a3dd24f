"""The steps of a run; each takes a session and goes on where an earlier run died."""
