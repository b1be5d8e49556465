"""Alembic's entry: the engine is handed over by `store.engine`; there is no alembic.ini."""

from alembic import context

from store.tables import CORE

with context.config.attributes["engine"].connect().execution_options(write=True) as connection:
    context.configure(connection=connection, target_metadata=CORE, render_as_batch=True, transactional_ddl=True)
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
