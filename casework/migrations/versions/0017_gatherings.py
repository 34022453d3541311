"""gatherings with their reports; representatives of a case

Revision ID: 0017
Revises: 0016

"""
import sqlalchemy as sa
from alembic import op

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('gathering',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('state', sa.Enum('open', 'ended', name='state', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=True),
    sa.Column('employer_name', sa.String(length=120), nullable=True),
    sa.Column('place', sa.String(length=200), nullable=False),
    sa.Column('noticed_at', sa.DateTime(), nullable=False),
    sa.Column('people', sa.Integer(), nullable=False),
    sa.Column('amount_fen', sa.BigInteger(), nullable=True),
    sa.Column('wants', sa.Text(), nullable=False),
    sa.Column('handled', sa.Text(), nullable=True),
    sa.Column('reached', sa.Enum('township', 'county', 'city', name='reached', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('ended_at', sa.DateTime(), nullable=True),
    sa.CheckConstraint('people > 0', name=op.f('ck_gathering_people_positive')),
    sa.CheckConstraint('amount_fen IS NULL OR amount_fen > 0', name=op.f('ck_gathering_amount_positive')),
    sa.CheckConstraint("(state = 'ended') = (ended_at IS NOT NULL)", name=op.f('ck_gathering_ended_has_moment')),
    sa.CheckConstraint('ended_at IS NULL OR ended_at >= noticed_at', name=op.f('ck_gathering_ended_after_noticed')),
    sa.ForeignKeyConstraint(['case_id'], ['arrears_case.id'], name=op.f('fk_gathering_case_id_arrears_case')),
    sa.ForeignKeyConstraint(['id'], ['matter.id'], name=op.f('fk_gathering_id_matter')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_gathering'))
    )
    for column in ('case_id', 'noticed_at', 'state'):
        op.create_index(op.f(f'ix_gathering_{column}'), 'gathering', [column])
    op.create_table('gathering_entry',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('gathering_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('report', 'follow-up', 'escalation', 'ended', name='kind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('people', sa.Integer(), nullable=False),
    sa.Column('to_whom', sa.String(length=120), nullable=True),
    sa.Column('reached', sa.Enum('township', 'county', 'city', name='reached', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint('people >= 0', name=op.f('ck_gathering_entry_people_not_negative')),
    sa.ForeignKeyConstraint(['by_id'], ['user.id'], name=op.f('fk_gathering_entry_by_id_user')),
    sa.ForeignKeyConstraint(['gathering_id'], ['gathering.id'], name=op.f('fk_gathering_entry_gathering_id_gathering')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_gathering_entry'))
    )
    op.create_index(op.f('ix_gathering_entry_gathering_id'), 'gathering_entry', ['gathering_id'])
    op.create_table('case_representative',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('worker_id', sa.Integer(), nullable=False),
    sa.Column('elected_on', sa.Date(), nullable=False),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.CheckConstraint('ended_on IS NULL OR ended_on >= elected_on', name=op.f('ck_case_representative_ended_after_elected')),
    sa.ForeignKeyConstraint(['case_id'], ['arrears_case.id'], name=op.f('fk_case_representative_case_id_arrears_case')),
    sa.ForeignKeyConstraint(['worker_id'], ['worker.id'], name=op.f('fk_case_representative_worker_id_worker')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_representative')),
    sa.UniqueConstraint('case_id', 'worker_id', 'elected_on', name=op.f('uq_case_representative_case_id_worker_id_elected_on'))
    )
    op.create_index(op.f('ix_case_representative_case_id'), 'case_representative', ['case_id'])
    op.create_index(op.f('ix_case_representative_worker_id'), 'case_representative', ['worker_id'])


def downgrade():
    raise NotImplementedError("restore a backup")
