"""TABLES: all the tables, those of `schema` and of its sister modules."""

from calagg.store import feed_schema, identity_schema, report_schema, review_schema, schema, source_schema, user_schema

TABLES = schema.Base.metadata
# each adds its own when it is read
MODULES = (schema, feed_schema, identity_schema, report_schema, review_schema, source_schema, user_schema)
