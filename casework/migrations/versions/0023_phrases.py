"""Phrases per field."""

import sqlalchemy as sa
from alembic import op

revision = '0023'
down_revision = '0022'


def upgrade():
    op.create_table(
        "phrase",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_phrase_area_id_area")),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_phrase_by_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phrase")),
        sa.CheckConstraint("withdrawn_on IS NULL OR withdrawn_on >= from_on", name=op.f("ck_phrase_withdrawn_after_from")),
    )
    op.create_index(op.f("ix_phrase_area_id"), "phrase", ["area_id"])
    op.create_index(op.f("ix_phrase_field"), "phrase", ["field"])


def downgrade():
    op.drop_table("phrase")
