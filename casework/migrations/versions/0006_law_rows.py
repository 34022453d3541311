"""Rows of the tables of law: who confirmed them, and whether they were withdrawn."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("law_table_row") as batch:
        batch.add_column(sa.Column("confirmed_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("confirmed_by_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("withdrawn_on", sa.Date(), nullable=True))
        batch.create_foreign_key("fk_law_table_row_confirmed_by_id_user", "user", ["confirmed_by_id"], ["id"])


def downgrade():
    with op.batch_alter_table("law_table_row") as batch:
        batch.drop_constraint("fk_law_table_row_confirmed_by_id_user", type_="foreignkey")
        for column in ("withdrawn_on", "confirmed_by_id", "confirmed_on"):
            batch.drop_column(column)
