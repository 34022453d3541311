"""work orders of outside channels

Revision ID: 0026
Revises: 0025

"""
import sqlalchemy as sa
from alembic import op

revision = '0026'
down_revision = '0025'
branch_labels = None
depends_on = None

CHANNELS = ('window', 'phone', '12345', '12333', 'national', 'petition', 'transfer', 'patrol', 'report', 'other')


def _choice(column, values, nullable=False):
    return sa.Column(column, sa.Enum(*values, name=column, native_enum=False, create_constraint=True, length=24), nullable=nullable)


def upgrade():
    op.create_table('work_order',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    _choice('channel', CHANNELS),
    sa.Column('number', sa.String(length=60), nullable=False),
    sa.Column('area_id', sa.Integer(), nullable=False),
    sa.Column('received_on', sa.Date(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('who', sa.String(length=60), nullable=True),
    sa.Column('telephone', sa.String(length=30), nullable=True),
    sa.Column('employer_name', sa.String(length=120), nullable=True),
    sa.Column('content', sa.Text(), nullable=True),
    _choice('state', ('open', 'replied', 'returned')),
    _choice('satisfied', ('yes', 'no', 'unreached'), True),
    sa.Column('reply', sa.Text(), nullable=True),
    sa.Column('case_id', sa.Integer(), nullable=True),
    sa.Column('batch_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['area_id'], ['area.id'], name=op.f('fk_work_order_area_id_area')),
    sa.ForeignKeyConstraint(['batch_id'], ['import_batch.id'], name=op.f('fk_work_order_batch_id_import_batch')),
    sa.ForeignKeyConstraint(['case_id'], ['arrears_case.id'], name=op.f('fk_work_order_case_id_arrears_case')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_work_order')),
    sa.UniqueConstraint('channel', 'number', name=op.f('uq_work_order_channel_number'))
    )
    for columns in (['area_id'], ['case_id'], ['received_on'], ['state'], ['state', 'due_on', 'id']):
        op.create_index(op.f(f"ix_work_order_{'_'.join(columns)}"), 'work_order', columns)
    op.create_table('order_step',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('order_id', sa.Integer(), nullable=False),
    _choice('what', ('received', 'sent_on', 'extended', 'returned', 'replied', 'visited')),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('text', sa.Text(), nullable=True),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['user.id'], name=op.f('fk_order_step_by_id_user')),
    sa.ForeignKeyConstraint(['order_id'], ['work_order.id'], name=op.f('fk_order_step_order_id_work_order')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_order_step'))
    )
    op.create_index(op.f('ix_order_step_order_id'), 'order_step', ['order_id'])
    op.create_table('reply_tick',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('order_id', sa.Integer(), nullable=False),
    sa.Column('item', sa.String(length=60), nullable=False),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['user.id'], name=op.f('fk_reply_tick_by_id_user')),
    sa.ForeignKeyConstraint(['order_id'], ['work_order.id'], name=op.f('fk_reply_tick_order_id_work_order')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reply_tick')),
    sa.UniqueConstraint('order_id', 'item', name=op.f('uq_reply_tick_order_id_item'))
    )
    op.create_index(op.f('ix_reply_tick_order_id'), 'reply_tick', ['order_id'])
    op.create_table('channel_setting',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('area_id', sa.Integer(), nullable=False),
    _choice('channel', CHANNELS),
    sa.Column('titles', sa.JSON(), nullable=False),
    sa.Column('items', sa.JSON(), nullable=False),
    sa.Column('conclusions', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['area_id'], ['area.id'], name=op.f('fk_channel_setting_area_id_area')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_channel_setting')),
    sa.UniqueConstraint('area_id', 'channel', name=op.f('uq_channel_setting_area_id_channel'))
    )
    op.create_index(op.f('ix_channel_setting_area_id'), 'channel_setting', ['area_id'])


def downgrade():
    raise NotImplementedError("restore a backup")
