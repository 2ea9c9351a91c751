"""Alembic runs this: on the connection of the store, or on `-x database=ADDRESS` from the command line."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection, create_engine

from finesse.store.schema import SCHEMA


def migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=SCHEMA.metadata,
        version_table=SCHEMA.version_table,
        include_name=lambda name, kind, parents: kind != "table" or str(name).startswith("finesse_"),
        render_as_batch=True,  # SQLite alters a table by making it anew
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    migrate(given)
else:
    engine = create_engine(context.get_x_argument(as_dictionary=True)["database"])
    with engine.begin() as begun:
        migrate(begun)
    engine.dispose()
