"""Services of papers with what they carried, confirmed addresses, agents of the parties."""

import sqlalchemy as sa
from alembic import op

revision = '0025'
down_revision = '0024'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('participant',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('matter_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('agent', 'legal', name='kind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('side', sa.Enum('workers', 'employer', name='side', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('id_number', sa.Text(), nullable=True),
    sa.Column('telephone', sa.String(length=30), nullable=True),
    sa.Column('unit', sa.String(length=120), nullable=True),
    sa.Column('title', sa.String(length=40), nullable=True),
    sa.Column('scope', sa.Enum('general', 'special', name='scope', native_enum=False, create_constraint=True, length=24), nullable=True),
    sa.Column('powers', sa.JSON(), nullable=False),
    sa.Column('from_on', sa.Date(), nullable=False),
    sa.Column('to_on', sa.Date(), nullable=True),
    sa.Column('evidence_id', sa.Integer(), nullable=True),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.CheckConstraint("(kind = 'agent') = (scope IS NOT NULL)", name=op.f('ck_participant_agent_has_scope')),
    sa.CheckConstraint('to_on IS NULL OR to_on >= from_on', name=op.f('ck_participant_to_after_from')),
    sa.ForeignKeyConstraint(['by_id'], ['user.id'], name=op.f('fk_participant_by_id_user')),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_participant_evidence_id_evidence')),
    sa.ForeignKeyConstraint(['matter_id'], ['matter.id'], name=op.f('fk_participant_matter_id_matter')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_participant'))
    )
    op.create_index(op.f('ix_participant_evidence_id'), 'participant', ['evidence_id'], unique=False)
    op.create_index(op.f('ix_participant_matter_id'), 'participant', ['matter_id'], unique=False)
    op.create_table('service',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('matter_id', sa.Integer(), nullable=False),
    sa.Column('role', sa.Enum('complainant', 'employer', 'office', 'other', name='role', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('to_name', sa.String(length=120), nullable=False),
    sa.Column('way', sa.Enum('direct', 'left', 'electronic', 'entrusted', 'post', 'forwarded', 'notice', name='way', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('place', sa.String(length=200), nullable=True),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('at', sa.String(length=5), nullable=True),
    sa.Column('notice_days', sa.Integer(), nullable=True),
    sa.Column('receiver', sa.String(length=60), nullable=True),
    sa.Column('relation', sa.String(length=40), nullable=True),
    sa.Column('reason', sa.String(length=500), nullable=True),
    sa.Column('witness', sa.String(length=60), nullable=True),
    sa.Column('witness_unit', sa.String(length=120), nullable=True),
    sa.Column('through', sa.String(length=120), nullable=True),
    sa.Column('proof_no', sa.String(length=120), nullable=True),
    sa.Column('recording_no', sa.String(length=80), nullable=True),
    sa.Column('evidence_id', sa.Integer(), nullable=True),
    sa.Column('second_id', sa.Integer(), nullable=True),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('withdrawn_on', sa.Date(), nullable=True),
    sa.Column('withdrawn_why', sa.String(length=200), nullable=True),
    sa.CheckConstraint("(way = 'notice') = (notice_days IS NOT NULL)", name=op.f('ck_service_notice_has_days')),
    sa.CheckConstraint('(withdrawn_on IS NULL) = (withdrawn_why IS NULL)', name=op.f('ck_service_withdrawn_says_why')),
    sa.ForeignKeyConstraint(['by_id'], ['user.id'], name=op.f('fk_service_by_id_user')),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_service_evidence_id_evidence')),
    sa.ForeignKeyConstraint(['matter_id'], ['matter.id'], name=op.f('fk_service_matter_id_matter')),
    sa.ForeignKeyConstraint(['second_id'], ['user.id'], name=op.f('fk_service_second_id_user')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_service'))
    )
    op.create_index(op.f('ix_service_evidence_id'), 'service', ['evidence_id'], unique=False)
    op.create_index(op.f('ix_service_matter_id'), 'service', ['matter_id'], unique=False)
    op.create_table('service_address',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('matter_id', sa.Integer(), nullable=False),
    sa.Column('role', sa.Enum('complainant', 'employer', 'office', 'other', name='role', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('worker_id', sa.Integer(), nullable=True),
    sa.Column('employer_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('address', sa.String(length=200), nullable=False),
    sa.Column('postcode', sa.String(length=6), nullable=True),
    sa.Column('recipient', sa.String(length=60), nullable=True),
    sa.Column('telephone', sa.String(length=30), nullable=True),
    sa.Column('agent', sa.String(length=60), nullable=True),
    sa.Column('agent_relation', sa.String(length=40), nullable=True),
    sa.Column('agent_telephone', sa.String(length=30), nullable=True),
    sa.Column('electronic', sa.Enum('none', 'sms', 'email', 'fax', 'other', name='electronic', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('electronic_to', sa.String(length=120), nullable=True),
    sa.Column('confirmed_on', sa.Date(), nullable=False),
    sa.Column('evidence_id', sa.Integer(), nullable=True),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.CheckConstraint("electronic = 'none' OR electronic_to IS NOT NULL", name=op.f('ck_service_address_electronic_has_address')),
    sa.CheckConstraint('worker_id IS NULL OR employer_id IS NULL', name=op.f('ck_service_address_one_party')),
    sa.ForeignKeyConstraint(['by_id'], ['user.id'], name=op.f('fk_service_address_by_id_user')),
    sa.ForeignKeyConstraint(['employer_id'], ['employer.id'], name=op.f('fk_service_address_employer_id_employer')),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_service_address_evidence_id_evidence')),
    sa.ForeignKeyConstraint(['matter_id'], ['matter.id'], name=op.f('fk_service_address_matter_id_matter')),
    sa.ForeignKeyConstraint(['worker_id'], ['worker.id'], name=op.f('fk_service_address_worker_id_worker')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_service_address'))
    )
    op.create_index(op.f('ix_service_address_employer_id'), 'service_address', ['employer_id'], unique=False)
    op.create_index(op.f('ix_service_address_evidence_id'), 'service_address', ['evidence_id'], unique=False)
    op.create_index(op.f('ix_service_address_matter_id'), 'service_address', ['matter_id'], unique=False)
    op.create_index(op.f('ix_service_address_worker_id'), 'service_address', ['worker_id'], unique=False)
    op.create_table('served',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('service_id', sa.Integer(), nullable=False),
    sa.Column('printed_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['printed_id'], ['printed.id'], name=op.f('fk_served_printed_id_printed')),
    sa.ForeignKeyConstraint(['service_id'], ['service.id'], name=op.f('fk_served_service_id_service')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_served')),
    sa.UniqueConstraint('service_id', 'printed_id', name=op.f('uq_served_service_id_printed_id'))
    )
    op.create_index(op.f('ix_served_printed_id'), 'served', ['printed_id'], unique=False)
    op.create_index(op.f('ix_served_service_id'), 'served', ['service_id'], unique=False)


def downgrade():
    raise NotImplementedError("restore a backup")
