"""prints that are made while people do something else

Revision ID: 0036
Revises: 0035

"""
import sqlalchemy as sa
from alembic import op

revision = '0036'
down_revision = '0035'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('prepared',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('token', sa.String(length=32), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('args', sa.JSON(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('absence_id', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('live', sa.String(length=64), nullable=True),
    sa.Column('phase', sa.Enum('waiting', 'ready', 'failed', name='phase', native_enum=False, create_constraint=True, length=24),
              nullable=False),
    sa.Column('attempt', sa.Integer(), nullable=False),
    sa.Column('done', sa.Integer(), nullable=False),
    sa.Column('total', sa.Integer(), nullable=True),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('came_from', sa.String(length=200), nullable=False),
    sa.Column('seen', sa.JSON(), nullable=True),
    sa.Column('problem', sa.JSON(), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['user.id'], name=op.f('fk_prepared_by_id_user')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_prepared')),
    sa.UniqueConstraint('live', name=op.f('uq_prepared_live')),
    sa.UniqueConstraint('token', name=op.f('uq_prepared_token'))
    )
    op.create_index(op.f('ix_prepared_by_id'), 'prepared', ['by_id'])


def downgrade():
    raise NotImplementedError("restore a backup")
