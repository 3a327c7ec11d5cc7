"""How Alembic reaches the database: the service's own settings, unless a caller names another one."""

from alembic import context

from service.log.place import place_of
from service.log.schema import METADATA, migration_engine
from service.settings import load_settings


def run() -> None:
    place = context.config.attributes.get("place") or place_of(load_settings().database)
    engine = migration_engine(place)
    try:
        with engine.connect() as connection:
            # One transaction for everything, begun with the write lock: a migration that fails leaves nothing behind,
            # and two processes that start together do not both migrate.
            context.configure(connection, target_metadata=METADATA, transactional_ddl=True)
            with context.begin_transaction():
                context.run_migrations()
    finally:
        engine.dispose()


if context.is_offline_mode():
    message = "Tickmark's migrations read the database they change; --sql is not possible"
    raise SystemExit(message)
run()
