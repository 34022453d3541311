"""a blank that came back filled in

Revision ID: 0032
Revises: 0031

"""
import sqlalchemy as sa
from alembic import op

revision = '0032'
down_revision = '0031'
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table('returned') as batch:  # nothing points at it, and no trigger stands on it
        batch.alter_column('printed_id', existing_type=sa.Integer(), nullable=True)
        batch.add_column(sa.Column('code', sa.String(length=40), nullable=True))
        batch.create_check_constraint(op.f('ck_returned_paper_or_blank'), '(printed_id IS NULL) <> (code IS NULL)')


def downgrade():
    raise NotImplementedError("restore a backup")
