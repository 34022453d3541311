"""Lists of contracts that wait are counted by area from an index alone.

Revision ID: 0034
Revises: 0033
"""

from alembic import op

revision = '0034'
down_revision = '0033'
branch_labels = None
depends_on = None


def upgrade():
    for day in ('probation_end_on', 'hired_on'):
        op.drop_index(f'ix_contract_state_{day}_id', table_name='contract')
        op.create_index(op.f(f'ix_contract_area_id_state_{day}_id'), 'contract', ['area_id', 'state', day, 'id'])


def downgrade():
    raise NotImplementedError("restore a backup")
