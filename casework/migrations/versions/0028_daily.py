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
    else:
        _sqlite(key)
    op.create_index(op.f('ix_work_order_holder_id'), 'work_order', ['holder_id'])


def _sqlite(key):
    """Steps and ticks point at the table, so it is not made anew: only its text changes."""
    bind = op.get_bind()
    op.add_column('work_order', sa.Column('holder_id', sa.Integer()))
    version = bind.exec_driver_sql("PRAGMA schema_version").scalar()
    bind.exec_driver_sql("PRAGMA writable_schema = ON")
    mark = "CONSTRAINT fk_work_order_batch_id_import_batch"
    bind.exec_driver_sql("UPDATE sqlite_master SET sql = replace(sql, ?, ?) WHERE type = 'table' AND name = 'work_order'",
                         (mark, f'CONSTRAINT {key} FOREIGN KEY(holder_id) REFERENCES user (id), {mark}'))
    bind.exec_driver_sql(f"PRAGMA schema_version = {version + 1}")
    bind.exec_driver_sql("PRAGMA writable_schema = OFF")


def downgrade():
    raise NotImplementedError("restore a backup")
