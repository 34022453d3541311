"""review and suit by the other side

Revision ID: 0030
Revises: 0029

"""
import sqlalchemy as sa
from alembic import op

revision = '0030'
down_revision = '0029'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('challenge',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('matter_id', sa.Integer(), nullable=False),
    sa.Column('printed_id', sa.Integer(), nullable=False),
    sa.Column('step', sa.Enum('review', 'court', name='step', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('office', sa.String(length=80), nullable=False),
    sa.Column('outcome', sa.Enum('upheld', 'changed', 'dropped', 'mistaken', name='outcome', native_enum=False, create_constraint=True,
                                 length=24), nullable=True),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.CheckConstraint('(outcome IS NULL) = (ended_on IS NULL)', name=op.f('ck_challenge_outcome_has_day')),
    sa.CheckConstraint('ended_on IS NULL OR ended_on >= "on"', name=op.f('ck_challenge_ends_after_it_began')),
    sa.ForeignKeyConstraint(['by_id'], ['user.id'], name=op.f('fk_challenge_by_id_user')),
    sa.ForeignKeyConstraint(['matter_id'], ['matter.id'], name=op.f('fk_challenge_matter_id_matter')),
    sa.ForeignKeyConstraint(['printed_id'], ['printed.id'], name=op.f('fk_challenge_printed_id_printed')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_challenge'))
    )
    for column in ('matter_id', 'printed_id'):
        op.create_index(op.f(f'ix_challenge_{column}'), 'challenge', [column])


def downgrade():
    raise NotImplementedError("restore a backup")
