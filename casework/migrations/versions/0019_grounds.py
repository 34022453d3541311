"""arrears: findings with their proof, calculations behind claims, notice pay as a kind of claim

Revision ID: 0019
Revises: 0018

"""
import sqlalchemy as sa
from alembic import op

revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None

OLD = "('wages', 'overtime', 'double-wage', 'severance', 'unlawful-dismissal', 'annual-leave', 'extra-compensation', 'other')"
NEW = OLD.replace("'severance', ", "'severance', 'notice-pay', ")


def upgrade():
    op.create_table('recognition',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('line_id', sa.Integer(), nullable=False),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('recognised_fen', sa.BigInteger(), nullable=True),
    sa.Column('waived_fen', sa.BigInteger(), nullable=False),
    sa.Column('reason', sa.String(length=200), nullable=False),
    sa.Column('evidence_id', sa.Integer(), nullable=True),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.CheckConstraint('recognised_fen IS NULL OR recognised_fen >= 0', name=op.f('ck_recognition_recognised_not_negative')),
    sa.CheckConstraint('waived_fen >= 0', name=op.f('ck_recognition_waived_not_negative')),
    sa.ForeignKeyConstraint(['by_id'], ['user.id'], name=op.f('fk_recognition_by_id_user')),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_recognition_evidence_id_evidence')),
    sa.ForeignKeyConstraint(['line_id'], ['claim_line.id'], name=op.f('fk_recognition_line_id_claim_line')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_recognition'))
    )
    op.create_index(op.f('ix_recognition_evidence_id'), 'recognition', ['evidence_id'])
    op.create_index(op.f('ix_recognition_line_id'), 'recognition', ['line_id'])
    op.create_table('calculation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('line_id', sa.Integer(), nullable=False),
    sa.Column('rule', sa.String(length=40), nullable=False),
    sa.Column('inputs', sa.JSON(), nullable=False),
    sa.Column('steps', sa.JSON(), nullable=False),
    sa.Column('result_fen', sa.BigInteger(), nullable=True),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['user.id'], name=op.f('fk_calculation_by_id_user')),
    sa.ForeignKeyConstraint(['line_id'], ['claim_line.id'], name=op.f('fk_calculation_line_id_claim_line')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_calculation')),
    sa.UniqueConstraint('line_id', name=op.f('uq_calculation_line_id'))
    )
    if op.get_bind().dialect.name == 'sqlite':
        _sqlite()
    else:
        op.drop_constraint(op.f('ck_claim_line_kind'), 'claim_line')
        op.create_check_constraint(op.f('ck_claim_line_kind'), 'claim_line', f"kind IN {NEW}")


def _sqlite():
    """The wider CHECK, in the schema's own text (docs/decisions/0011)."""
    bind = op.get_bind()
    version = bind.exec_driver_sql("PRAGMA schema_version").scalar()
    bind.exec_driver_sql("PRAGMA writable_schema = ON")
    bind.exec_driver_sql("UPDATE sqlite_master SET sql = replace(sql, ?, ?) WHERE type = 'table' AND name = 'claim_line'", (OLD, NEW))
    bind.exec_driver_sql(f"PRAGMA schema_version = {version + 1}")
    bind.exec_driver_sql("PRAGMA writable_schema = RESET")


def downgrade():
    raise NotImplementedError("restore a backup")
