"""Tasks, hand-over slips, notices."""

import sqlalchemy as sa
from alembic import op

revision = '0015'
down_revision = '0014'


def _record():
    return (sa.Column("id", sa.Integer(), nullable=False), sa.Column("created_at", sa.DateTime(), nullable=False),
            sa.Column("version", sa.Integer(), nullable=False))


def _key(table, column, target):
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}"))


def upgrade():
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("template", sa.String(length=200), nullable=False),
        sa.Column("args", sa.JSON(), nullable=False),
        sa.Column("endpoint", sa.String(length=40), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("read_at", sa.DateTime(), nullable=True),
        _key("notice", "user_id", "user"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
    )
    op.create_index(op.f("ix_notice_user_id_read_at"), "notice", ["user_id", "read_at"])
    op.create_table(
        "task",
        *_record(),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("matter_id", sa.Integer(), nullable=True),
        sa.Column("holder_id", sa.Integer(), nullable=False),
        sa.Column("given_by_id", sa.Integer(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("word", sa.Text(), nullable=True),
        _key("task", "matter_id", "matter"), _key("task", "holder_id", "user"), _key("task", "given_by_id", "user"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
        sa.CheckConstraint("state IN ('open', 'done', 'withdrawn')", name=op.f("ck_task_state")),
        sa.CheckConstraint("due_on IS NULL OR due_on >= given_on", name=op.f("ck_task_due_after_given")),
        sa.CheckConstraint("(state = 'open') = (ended_on IS NULL)", name=op.f("ck_task_ended_has_day")),
        sa.CheckConstraint("state = 'open' OR word IS NOT NULL", name=op.f("ck_task_ended_has_word")),
    )
    op.create_index(op.f("ix_task_matter_id"), "task", ["matter_id"])
    op.create_index(op.f("ix_task_given_by_id"), "task", ["given_by_id"])
    op.create_index(op.f("ix_task_holder_id_state"), "task", ["holder_id", "state"])
    op.create_table(
        "handover",
        *_record(),
        sa.Column("giver_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(length=24), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("facts", sa.Text(), nullable=True),
        _key("handover", "giver_id", "user"), _key("handover", "area_id", "area"), _key("handover", "made_by_id", "user"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover")),
        sa.CheckConstraint("why IN ('leave', 'ill', 'transfer', 'other')", name=op.f("ck_handover_why")),
        sa.CheckConstraint("state IN ('open', 'done', 'withdrawn')", name=op.f("ck_handover_state")),
        sa.CheckConstraint("(state = 'done') = (done_at IS NOT NULL)", name=op.f("ck_handover_done_has_moment")),
        sa.CheckConstraint("(state = 'done') = (facts IS NOT NULL)", name=op.f("ck_handover_done_has_facts")),
    )
    op.create_index(op.f("ix_handover_giver_id"), "handover", ["giver_id"])
    op.create_index(op.f("ix_handover_area_id"), "handover", ["area_id"])
    op.create_table(
        "handover_item",
        *_record(),
        sa.Column("handover_id", sa.Integer(), nullable=False),
        sa.Column("holding", sa.String(length=24), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("receiver_id", sa.Integer(), nullable=False),
        _key("handover_item", "handover_id", "handover"), _key("handover_item", "receiver_id", "user"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover_item")),
        sa.UniqueConstraint("handover_id", "holding", "record_id", name=op.f("uq_handover_item_handover_id_holding_record_id")),
    )
    op.create_index(op.f("ix_handover_item_handover_id"), "handover_item", ["handover_id"])
    op.create_table(
        "handover_signature",
        *_record(),
        sa.Column("handover_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("giving", sa.Boolean(), nullable=False),
        sa.Column("signed_at", sa.DateTime(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        _key("handover_signature", "handover_id", "handover"), _key("handover_signature", "user_id", "user"),
        _key("handover_signature", "by_id", "user"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover_signature")),
        sa.UniqueConstraint("handover_id", "user_id", name=op.f("uq_handover_signature_handover_id_user_id")),
        sa.CheckConstraint("(signed_at IS NULL) = (by_id IS NULL)", name=op.f("ck_handover_signature_signed_by_somebody")),
        sa.CheckConstraint("by_id IS NULL OR by_id = user_id OR (giving AND reason IS NOT NULL)",
                           name=op.f("ck_handover_signature_for_another_with_reason")),
    )
    op.create_index(op.f("ix_handover_signature_handover_id"), "handover_signature", ["handover_id"])
    op.create_index(op.f("ix_handover_signature_user_id"), "handover_signature", ["user_id"])


def downgrade():
    for table in ("handover_signature", "handover_item", "handover", "task", "notice"):
        op.drop_table(table)
