"""workers: what proves that their first number is theirs

Revision ID: 0007
Revises: 0006

"""
import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column('worker', sa.Column('id_proof', sa.String(length=200)))


def downgrade():
    raise NotImplementedError("restore a backup")
