"""photos by phone, papers that came back

Revision ID: 0022
Revises: 0021

"""
import sqlalchemy as sa
from alembic import op

revision = '0022'
down_revision = '0021'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('phone_link',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('secret_hash', sa.String(length=64), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('matter_id', sa.Integer(), nullable=False),
    sa.Column('until_at', sa.DateTime(), nullable=False),
    sa.Column('received', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['matter_id'], ['matter.id'], name=op.f('fk_phone_link_matter_id_matter')),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_phone_link_user_id_user')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_phone_link')),
    sa.UniqueConstraint('secret_hash', name=op.f('uq_phone_link_secret_hash'))
    )
    op.create_index(op.f('ix_phone_link_matter_id'), 'phone_link', ['matter_id'])
    op.create_index(op.f('ix_phone_link_user_id'), 'phone_link', ['user_id'])
    op.create_table('returned',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('printed_id', sa.Integer(), nullable=False),
    sa.Column('evidence_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_returned_evidence_id_evidence')),
    sa.ForeignKeyConstraint(['printed_id'], ['printed.id'], name=op.f('fk_returned_printed_id_printed')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_returned')),
    sa.UniqueConstraint('evidence_id', name=op.f('uq_returned_evidence_id'))
    )
    op.create_index(op.f('ix_returned_printed_id'), 'returned', ['printed_id'])


def downgrade():
    raise NotImplementedError("restore a backup")
