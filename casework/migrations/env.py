"""How Alembic meets this application: its engine, its models, and its own way of writing encrypted columns."""

from alembic import context
from flask import current_app

from casework.core.crypto import Encrypted

db = current_app.extensions["migrate"].db


def render_item(kind, item, autogen_context):
    """A migration must not need the program's types: an encrypted column is text to the database."""
    return "sa.Text()" if kind == "type" and isinstance(item, Encrypted) else False


def run():
    with db.engine.connect() as connection:
        context.configure(
            connection=connection, target_metadata=db.metadata, render_item=render_item, compare_type=True,
            render_as_batch=False, transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


run()
