"""Which unit a printed name means, and which person: docs/units.md, "One unit for every name"."""
