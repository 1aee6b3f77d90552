"""What a desk may do on the station's PostgreSQL server.

The tables belong to who made the database. The desks are a group of login roles that read and
write records, but can neither change nor delete what the audit log holds, nor the schema.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

from sqlalchemy import Connection, text

from station_app.core.records import Table
from station_app.storage.engine import Engines

EVERYTHING = "SELECT, INSERT, UPDATE, DELETE"
LESS = {  # than everything
    "audit_event": "SELECT, INSERT",
    "audit_checkpoint": "SELECT, INSERT",
    "device_key": "SELECT, INSERT",
    "audit_head": "SELECT, INSERT, UPDATE",
    "audit_read": "SELECT, INSERT, DELETE",  # goes with the record that is sealed or purged
    "operation": "SELECT, INSERT, UPDATE",
}


def group_of(home: UUID) -> str:
    return f"station_{home.hex}"


def role_of(home: UUID, letter: str) -> str:
    return f"{group_of(home)}_{letter.lower()}"


def may_make_roles(engines: Engines) -> bool:
    return _asked(
        engines, "select rolcreaterole or rolsuper from pg_roles where rolname = current_user"
    )


def of_group(group: str) -> Iterator[str]:
    """The group of all desks, made or mended. Run by the owner of the tables."""
    yield _made(group)
    yield (
        "DO $$ BEGIN EXECUTE 'GRANT CONNECT ON DATABASE ' || quote_ident(current_database())"
        f" || ' TO \"{group}\"'; END $$"
    )
    yield f'REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, "{group}"'
    yield "REVOKE CREATE ON SCHEMA public FROM PUBLIC"
    yield f'GRANT USAGE ON SCHEMA public TO "{group}"'
    yield f'GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO "{group}"'
    yield f'GRANT SELECT ON alembic_version TO "{group}"'
    for name in sorted(Table.metadata.tables):
        yield f'GRANT {LESS.get(name, EVERYTHING)} ON "{name}" TO "{group}"'


def _made(role: str) -> str:
    """A database put back from a copy finds the roles that were made before."""
    asked = f"SELECT FROM pg_roles WHERE rolname = '{role}'"
    return f'DO $$ BEGIN IF NOT EXISTS ({asked}) THEN CREATE ROLE "{role}"; END IF; END $$'


def of_desk(group: str, role: str, verifier: str) -> Iterator[str]:
    """A role for one desk; `verifier` is no password, but what the server proves one by."""
    yield _made(role)
    yield f"ALTER ROLE \"{role}\" LOGIN PASSWORD '{verifier}'"
    yield f'GRANT "{group}" TO "{role}"'


def of_first(group: str, given: str) -> Iterator[str]:
    """Who made the tables becomes a desk like any other. Run by an administrator of the server."""
    yield f"REASSIGN OWNED BY {given} TO CURRENT_USER"
    yield from of_group(group)
    yield f'GRANT "{group}" TO {given}'


def closed(role: str) -> Iterator[str]:
    yield f'ALTER ROLE "{role}" NOLOGIN'


def verifier(engines: Engines, role: str, password: str) -> str:
    """SCRAM-SHA-256 (RFC 5803): what is written down instead of the password."""
    with engines.reading.connect() as connection:
        driver = connection.connection.dbapi_connection
        made: bytes = driver.pgconn.encrypt_password(  # type: ignore[union-attr]
            password.encode(), role.encode(), b"scram-sha-256"
        )
    return made.decode()


def run(connection: Connection, statements: Sequence[str]) -> None:
    for statement in statements:
        connection.exec_driver_sql(statement)


def script(statements: Sequence[str]) -> str:
    """For whoever administers the server."""
    return "".join(f"{statement};\n" for statement in statements)


def owns_tables(engines: Engines) -> bool:
    """Whether this desk owns the tables: then nothing on the server holds it back."""
    return _asked(
        engines,
        "select tableowner = current_user from pg_tables"
        " where schemaname = 'public' and tablename = 'audit_event'",
    )


def own_role(engines: Engines) -> str:
    """Quoted, as a statement names it."""
    with engines.reading.connect() as connection:
        return str(connection.scalar(text("select quote_ident(current_user)")))


def _asked(engines: Engines, query: str) -> bool:
    with engines.reading.connect() as connection:
        return bool(connection.scalar(text(query)))
