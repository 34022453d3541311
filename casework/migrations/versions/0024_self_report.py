"""contracts: rosters that employers bring by a link and a code

Revision ID: 0024
Revises: 0023

"""
import sqlalchemy as sa
from alembic import op

revision = '0024'
down_revision = '0023'
branch_labels = None
depends_on = None


def _record():
    return (sa.Column('id', sa.Integer(), nullable=False), sa.Column('created_at', sa.DateTime(), nullable=False),
            sa.Column('version', sa.Integer(), nullable=False))


def upgrade():
    op.create_table('report_switch',
    *_record(),
    sa.Column('area_id', sa.Integer(), nullable=False),
    sa.Column('open', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['area_id'], ['area.id'], name=op.f('fk_report_switch_area_id_area')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_report_switch')),
    sa.UniqueConstraint('area_id', name=op.f('uq_report_switch_area_id'))
    )
    op.create_table('report_link',
    *_record(),
    sa.Column('employer_id', sa.Integer(), nullable=False),
    sa.Column('area_id', sa.Integer(), nullable=False),
    sa.Column('code_hash', sa.String(length=64), nullable=False),
    sa.Column('until_on', sa.Date(), nullable=False),
    sa.Column('closed_on', sa.Date(), nullable=True),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['area_id'], ['area.id'], name=op.f('fk_report_link_area_id_area')),
    sa.ForeignKeyConstraint(['by_id'], ['user.id'], name=op.f('fk_report_link_by_id_user')),
    sa.ForeignKeyConstraint(['employer_id'], ['employer.id'], name=op.f('fk_report_link_employer_id_employer')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_report_link')),
    sa.UniqueConstraint('code_hash', name=op.f('uq_report_link_code_hash'))
    )
    op.create_index(op.f('ix_report_link_area_id'), 'report_link', ['area_id'])
    op.create_index(op.f('ix_report_link_employer_id'), 'report_link', ['employer_id'])
    op.create_table('self_report',
    *_record(),
    sa.Column('link_id', sa.Integer(), nullable=False),
    sa.Column('area_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.Enum('checked', 'sent', 'taken', 'returned', name='state', native_enum=False, create_constraint=True,
                               length=24), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('rows', sa.Integer(), nullable=False),
    sa.Column('bad', sa.Integer(), nullable=False),
    sa.Column('counts', sa.JSON(), nullable=False),
    sa.Column('brought_at', sa.DateTime(), nullable=False),
    sa.Column('sent_at', sa.DateTime(), nullable=True),
    sa.Column('import_id', sa.Integer(), nullable=True),
    sa.Column('reason', sa.String(length=200), nullable=True),
    sa.CheckConstraint("(state = 'checked') = (sent_at IS NULL)", name=op.f('ck_self_report_sent_has_moment')),
    sa.CheckConstraint("(state = 'taken') = (import_id IS NOT NULL)", name=op.f('ck_self_report_taken_has_import')),
    sa.CheckConstraint("(state = 'returned') = (reason IS NOT NULL)", name=op.f('ck_self_report_returned_has_reason')),
    sa.CheckConstraint("bad BETWEEN 0 AND rows", name=op.f('ck_self_report_bad_in_rows')),
    sa.ForeignKeyConstraint(['area_id'], ['area.id'], name=op.f('fk_self_report_area_id_area')),
    sa.ForeignKeyConstraint(['import_id'], ['import_batch.id'], name=op.f('fk_self_report_import_id_import_batch')),
    sa.ForeignKeyConstraint(['link_id'], ['report_link.id'], name=op.f('fk_self_report_link_id_report_link')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_self_report'))
    )
    op.create_index(op.f('ix_self_report_link_id'), 'self_report', ['link_id'])
    op.create_index(op.f('ix_self_report_state_area_id'), 'self_report', ['state', 'area_id'])
    op.create_table('report_attempt',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('address', sa.String(length=45), nullable=True),
    sa.Column('right', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_report_attempt'))
    )
    op.create_index(op.f('ix_report_attempt_at'), 'report_attempt', ['at'])


def downgrade():
    raise NotImplementedError("restore a backup")
