"""All SQL: engine, migrations, one module per aggregate, search."""
