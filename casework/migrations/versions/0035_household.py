"""where a worker's household is registered

Revision ID: 0035
Revises: 0034

"""
import sqlalchemy as sa
from alembic import op

revision = '0035'
down_revision = '0034'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column('worker', sa.Column('household', sa.String(length=200), nullable=True))


def downgrade():
    raise NotImplementedError("restore a backup")
