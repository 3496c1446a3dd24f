"""The box for SQL of readers: read-only, in a process of its own with limits of the system (docs/desk.md)."""
