"""what was done to ticked rows; who has a work order

Revision ID: 0028
Revises: 0027

"""
import sqlalchemy as sa
from alembic import op

revision = '0028'
down_revision = '0027'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('bulk_run',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('nonce', sa.String(length=32), nullable=False),
    sa.Column('listing', sa.String(length=40), nullable=False),
    sa.Column('key', sa.String(length=24), nullable=False),
    sa.Column('told', sa.JSON(), nullable=False),
    sa.Column('made', sa.JSON(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['user.id'], name=op.f('fk_bulk_run_by_id_user')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bulk_run')),
    sa.UniqueConstraint('nonce', name=op.f('uq_bulk_run_nonce'))
    )
    op.create_index(op.f('ix_bulk_run_by_id'), 'bulk_run', ['by_id'])
    key = op.f('fk_work_order_holder_id_user')
    if op.get_bind().dialect.name == 'postgresql':
        op.add_column('work_order', sa.Column('holder_id', sa.Integer()))
        op.create_foreign_key(key, 'work_order', 'user', ['holder_id'], ['id'])
    else:  # other tables point at it: the column is added with its key in place, no row is copied
        op.execute(f'ALTER TABLE work_order ADD COLUMN holder_id INTEGER CONSTRAINT {key} REFERENCES user (id)')
    op.create_index(op.f('ix_work_order_holder_id'), 'work_order', ['holder_id'])


def downgrade():
    raise NotImplementedError("restore a backup")
