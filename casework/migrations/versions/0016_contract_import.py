"""contracts: the import of a ledger in steps, with what became of each row

Revision ID: 0016
Revises: 0015

"""
import sqlalchemy as sa
from alembic import op

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None

PHASES = ('reading', 'ready', 'writing', 'written', 'failed', 'dropped')


def upgrade():
    op.create_table('contract_import',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('area_id', sa.Integer(), nullable=False),
    sa.Column('employer_id', sa.Integer(), nullable=True),
    sa.Column('phase', sa.Enum(*PHASES, name='phase', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('partial', sa.Boolean(), nullable=False),
    sa.Column('attempt', sa.Integer(), nullable=False),
    sa.Column('done', sa.Integer(), nullable=False),
    sa.Column('total', sa.Integer(), nullable=True),
    sa.Column('counts', sa.JSON(), nullable=False),
    sa.Column('header', sa.JSON(), nullable=False),
    sa.Column('problem', sa.JSON(), nullable=True),
    sa.Column('changed_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['area_id'], ['area.id'], name=op.f('fk_contract_import_area_id_area')),
    sa.ForeignKeyConstraint(['id'], ['import_batch.id'], name=op.f('fk_contract_import_id_import_batch')),
    sa.ForeignKeyConstraint(['employer_id'], ['employer.id'], name=op.f('fk_contract_import_employer_id_employer')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contract_import'))
    )
    op.create_index(op.f('ix_contract_import_area_id'), 'contract_import', ['area_id'])
    op.create_index(op.f('ix_contract_import_employer_id'), 'contract_import', ['employer_id'])
    op.create_table('contract_import_chunk',
    sa.Column('batch_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.Integer(), nullable=False),
    sa.Column('lines', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['batch_id'], ['import_batch.id'], name=op.f('fk_contract_import_chunk_batch_id_import_batch')),
    sa.PrimaryKeyConstraint('batch_id', 'at', name=op.f('pk_contract_import_chunk'))
    )
    op.create_table('contract_import_row',
    sa.Column('batch_id', sa.Integer(), nullable=False),
    sa.Column('row', sa.Integer(), nullable=False),
    sa.Column('outcome', sa.String(length=12), nullable=False),
    sa.Column('name', sa.String(length=60), nullable=True),
    sa.Column('weight', sa.String(length=8), nullable=True),
    sa.Column('warned', sa.Boolean(), nullable=False),
    sa.Column('said', sa.Text(), nullable=True),
    sa.CheckConstraint("outcome IN ('new', 'renewed', 'changed', 'ended', 'unchanged', 'rejected')",
                       name=op.f('ck_contract_import_row_outcome_known')),
    sa.ForeignKeyConstraint(['batch_id'], ['import_batch.id'], name=op.f('fk_contract_import_row_batch_id_import_batch')),
    sa.PrimaryKeyConstraint('batch_id', 'row', name=op.f('pk_contract_import_row'))
    )
    op.create_index(op.f('ix_contract_import_row_batch_id_outcome_row'), 'contract_import_row', ['batch_id', 'outcome', 'row'])


def downgrade():
    raise NotImplementedError("restore a backup")
