"""Run the migrations on the connection that was passed in, inside the transaction it has begun."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    version_table="liushou_alembic_version",
    render_as_batch=True,  # SQLite cannot change a column; batch mode makes a new table and moves the rows
)
with context.begin_transaction():
    context.run_migrations()
