"""The working database: schema, migrations, loading."""
