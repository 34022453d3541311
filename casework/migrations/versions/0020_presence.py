"""Dated posts, absences with a stand-in, sign-ins, unlocking; the audit says for whom."""

import sqlalchemy as sa
from alembic import op

revision = '0020'
down_revision = '0019'


def upgrade():
    op.add_column("audit_entry", sa.Column("for_id", sa.Integer(), nullable=True))
    op.add_column("user", sa.Column("unlocked_at", sa.DateTime(), nullable=True))
    with op.batch_alter_table("post") as batch:
        batch.add_column(sa.Column("from_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("to_on", sa.Date(), nullable=True))
        batch.drop_constraint(op.f("uq_post_user_id_area_id_role"), type_="unique")
        batch.create_unique_constraint(op.f("uq_post_user_id_area_id_role_from_on"), ["user_id", "area_id", "role", "from_on"])
        batch.create_check_constraint(op.f("ck_post_to_after_from"), "from_on IS NULL OR to_on IS NULL OR to_on >= from_on")
    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("stand_in_id", sa.Integer(), nullable=True),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("cancelled_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_absence_user_id_user")),
        sa.ForeignKeyConstraint(["stand_in_id"], ["user.id"], name=op.f("fk_absence_stand_in_id_user")),
        sa.ForeignKeyConstraint(["made_by_id"], ["user.id"], name=op.f("fk_absence_made_by_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
        sa.CheckConstraint("kind IN ('leave', 'ill', 'training', 'duty', 'other')", name=op.f("ck_absence_kind")),
        sa.CheckConstraint("to_on >= from_on", name=op.f("ck_absence_to_after_from")),
        sa.CheckConstraint("stand_in_id IS NULL OR stand_in_id <> user_id", name=op.f("ck_absence_another_stands_in")),
    )
    op.create_index(op.f("ix_absence_user_id"), "absence", ["user_id"])
    op.create_index(op.f("ix_absence_stand_in_id"), "absence", ["stand_in_id"])
    op.create_index(op.f("ix_absence_to_on"), "absence", ["to_on"])
    op.create_table(
        "signed_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("stamp", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.Column("address", sa.String(length=45), nullable=True),
        sa.Column("browser", sa.String(length=200), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_signed_in_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signed_in")),
        sa.UniqueConstraint("token", name=op.f("uq_signed_in_token")),
    )
    op.create_index(op.f("ix_signed_in_user_id"), "signed_in", ["user_id"])


def downgrade():
    op.drop_table("signed_in")
    op.drop_table("absence")
    with op.batch_alter_table("post") as batch:
        batch.drop_constraint(op.f("ck_post_to_after_from"), type_="check")
        batch.drop_constraint(op.f("uq_post_user_id_area_id_role_from_on"), type_="unique")
        batch.create_unique_constraint(op.f("uq_post_user_id_area_id_role"), ["user_id", "area_id", "role"])
        batch.drop_column("to_on")
        batch.drop_column("from_on")
    op.drop_column("user", "unlocked_at")
    op.drop_column("audit_entry", "for_id")
