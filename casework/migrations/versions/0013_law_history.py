"""Rows of the tables of law: who entered and who withdrew them, why; one row in force for a table, key and day."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

IN_FORCE = sa.text("withdrawn_on IS NULL")


def upgrade():
    with op.batch_alter_table("law_table_row") as batch:
        batch.drop_constraint("uq_law_table_row_table_key_from_on", type_="unique")
        batch.add_column(sa.Column("entered_by_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("withdrawn_by_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("withdrawn_why", sa.String(length=200), nullable=True))
        for who in ("entered", "withdrawn"):
            batch.create_foreign_key(f"fk_law_table_row_{who}_by_id_user", "user", [f"{who}_by_id"], ["id"])
    op.execute("UPDATE law_table_row SET withdrawn_why = '—' WHERE withdrawn_on IS NOT NULL")
    with op.batch_alter_table("law_table_row") as batch:
        batch.create_check_constraint(op.f("ck_law_table_row_confirmed_by_another"), "confirmed_by_id <> entered_by_id")
        batch.create_check_constraint(op.f("ck_law_table_row_withdrawn_says_why"), "withdrawn_on IS NULL OR withdrawn_why IS NOT NULL")
    op.create_index("uq_law_table_row_in_force", "law_table_row", ["table", "key", "from_on"], unique=True,
                    sqlite_where=IN_FORCE, postgresql_where=IN_FORCE)


def downgrade():
    raise NotImplementedError("restore a backup")
