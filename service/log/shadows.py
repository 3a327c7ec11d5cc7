"""What stands in the way of the log's rules and statements on PostgreSQL, though each of them is as it should be.

A name means what the search path finds first. The rules look up nothing there; statements do, those that compare the
rules and verify the log among them. And one setting, which may be that of a database or a role, switches all rules off.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sqlalchemy import Connection

SESSION = "SELECT pg_catalog.current_schemas(true), pg_catalog.current_setting('session_replication_role')"
LOOK_UP_NOTHING_ELSE = "SET LOCAL search_path TO pg_catalog"
LEADING = """
SELECT DISTINCT ON (c.relname) c.relname, n.nspname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relname = ANY(%(tables)s::text[]) AND n.nspname = ANY(%(path)s::text[])
    AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
ORDER BY c.relname, array_position(%(path)s::text[], n.nspname::text)
"""
"""To which schema the name of each table leads."""
NEARER = """
WITH types AS (
    SELECT oid FROM pg_type WHERE typnamespace = 'pg_catalog'::regnamespace
    AND ltrim(typname, '_') IN ('text', 'varchar', 'int8', 'int4', 'bool', 'bytea'))
SELECT 'the operator ' || o.oid::regoperator FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace
WHERE n.nspname = ANY(%(path)s::text[]) AND n.nspname <> 'pg_catalog'
    AND o.oprname IN ('=', '<>', '<', '>', '<=', '>=', '+', '-', '||')
    AND o.oprleft IN (SELECT oid FROM types) AND o.oprright IN (SELECT oid FROM types)
    AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = o.oid AND d.deptype = 'e')
UNION ALL
SELECT 'the function ' || p.oid::regprocedure FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE n.nspname = ANY(%(path)s::text[]) AND n.nspname <> 'pg_catalog'
    AND p.proname IN ('octet_length', 'unnest', 'cardinality', 'count', 'sum', 'max', 'pg_notify')
    AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
ORDER BY 1
"""
"""Operators on types of the log's columns, and functions, that statements would mean instead of PostgreSQL's own: they
are of the same name and fit better, or come first. Those of extensions are what an operator has asked for."""


def in_the_way(connection: Connection, tables: Collection[str]) -> Iterator[str]:
    """What there is, in words, in a session like this one. Of the embedded database nothing: it has no search path."""
    if connection.dialect.name != "postgresql":
        return
    path, role = connection.exec_driver_sql(SESSION).one()
    connection.exec_driver_sql(LOOK_UP_NOTHING_ELSE)
    if role != "origin":
        yield f"the setting session_replication_role is '{role}', which switches the rules off"
    if before := path[: path.index("pg_catalog")]:
        yield f"the search path has {', '.join(before)} before pg_catalog"
    values = {"path": path, "tables": sorted(tables)}
    leading = {str(table): str(schema) for table, schema in connection.exec_driver_sql(LEADING, values)}
    for table, schema in leading.items():
        if schema != leading.get("events"):
            yield f"the name {table} leads to the schema {schema}, events to {leading.get('events')}"
    for (name,) in connection.exec_driver_sql(NEARER, values):
        yield f"{name} stands before PostgreSQL's own"
