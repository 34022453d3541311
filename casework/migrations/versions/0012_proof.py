"""arrears: what the employer was asked to hand in and to pay, and what it handed in

Revision ID: 0012
Revises: 0011

"""
import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('proof_demand',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('request', 'order', name='kind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('to_name', sa.String(length=120), nullable=True),
    sa.Column('keys', sa.JSON(), nullable=False),
    sa.Column('owed_fen', sa.BigInteger(), nullable=True),
    sa.Column('after_payment_id', sa.Integer(), nullable=False),
    sa.Column('facts', sa.Text(), nullable=True),
    sa.Column('extra', sa.Text(), nullable=True),
    sa.Column('place', sa.String(length=200), nullable=True),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint('due_on >= "on"', name=op.f('ck_proof_demand_due_not_before')),
    sa.CheckConstraint("owed_fen IS NULL OR (owed_fen > 0 AND kind = 'order')", name=op.f('ck_proof_demand_only_an_order_to_pay')),
    sa.ForeignKeyConstraint(['by_id'], ['user.id'], name=op.f('fk_proof_demand_by_id_user')),
    sa.ForeignKeyConstraint(['case_id'], ['arrears_case.id'], name=op.f('fk_proof_demand_case_id_arrears_case')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_proof_demand'))
    )
    op.create_index(op.f('ix_proof_demand_case_id'), 'proof_demand', ['case_id'])
    op.create_table('proof_handed',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=24), nullable=False),
    sa.Column('standing', sa.Enum('complete', 'partly', 'refused', name='standing', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('from_whom', sa.String(length=120), nullable=True),
    sa.Column('evidence_id', sa.Integer(), nullable=True),
    sa.Column('note', sa.String(length=200), nullable=True),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['user.id'], name=op.f('fk_proof_handed_by_id_user')),
    sa.ForeignKeyConstraint(['case_id'], ['arrears_case.id'], name=op.f('fk_proof_handed_case_id_arrears_case')),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_proof_handed_evidence_id_evidence')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_proof_handed'))
    )
    op.create_index(op.f('ix_proof_handed_case_id'), 'proof_handed', ['case_id'])


def downgrade():
    raise NotImplementedError("restore a backup")
