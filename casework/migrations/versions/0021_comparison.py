"""contracts: an employer's own lists compared with its register

Revision ID: 0021
Revises: 0020

"""
import sqlalchemy as sa
from alembic import op

revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('comparison',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('employer_id', sa.Integer(), nullable=False),
    sa.Column('area_id', sa.Integer(), nullable=False),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('sources', sa.JSON(), nullable=False),
    sa.Column('counts', sa.JSON(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['area_id'], ['area.id'], name=op.f('fk_comparison_area_id_area')),
    sa.ForeignKeyConstraint(['by_id'], ['user.id'], name=op.f('fk_comparison_by_id_user')),
    sa.ForeignKeyConstraint(['employer_id'], ['employer.id'], name=op.f('fk_comparison_employer_id_employer')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_comparison'))
    )
    op.create_index(op.f('ix_comparison_area_id'), 'comparison', ['area_id'])
    op.create_index(op.f('ix_comparison_employer_id'), 'comparison', ['employer_id'])
    op.create_table('compared_person',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('comparison_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('id_number', sa.Text(), nullable=True),
    sa.Column('tail', sa.String(length=4), nullable=True),
    *(sa.Column(f'at_{where}', sa.Boolean(), nullable=False) for where in ('register', 'roster', 'insured', 'attendance', 'pay')),
    sa.Column('hired_on', sa.Date(), nullable=True),
    sa.Column('wage_fen', sa.BigInteger(), nullable=True),
    sa.Column('contract_id', sa.Integer(), nullable=True),
    sa.Column('verdict', sa.String(length=12), nullable=False),
    sa.Column('weight', sa.String(length=8), nullable=True),
    sa.Column('amount_fen', sa.BigInteger(), nullable=True),
    sa.Column('notes', sa.Text(), nullable=False),
    sa.CheckConstraint("verdict IN ('missing', 'unsigned', 'ask', 'uninsured', 'alone', 'fine')",
                       name=op.f('ck_compared_person_verdict_known')),
    sa.CheckConstraint("weight IN ('error', 'warn', 'info')", name=op.f('ck_compared_person_weight_known')),
    sa.CheckConstraint("amount_fen >= 0", name=op.f('ck_compared_person_amount_not_negative')),
    sa.ForeignKeyConstraint(['comparison_id'], ['comparison.id'], name=op.f('fk_compared_person_comparison_id_comparison')),
    sa.ForeignKeyConstraint(['contract_id'], ['contract.id'], name=op.f('fk_compared_person_contract_id_contract')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_compared_person'))
    )
    op.create_index(op.f('ix_compared_person_comparison_id_verdict_id'), 'compared_person', ['comparison_id', 'verdict', 'id'])


def downgrade():
    raise NotImplementedError("restore a backup")
