"""The file of a matter as records: items in their order, what was handed out, covered pictures."""

import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('dossier',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('matter_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.Enum('open', 'scored', 'bound', 'archived', name='state', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('review', sa.JSON(), nullable=False),
    sa.Column('score', sa.Integer(), nullable=True),
    sa.Column('out_of', sa.Integer(), nullable=True),
    sa.Column('scored_on', sa.Date(), nullable=True),
    sa.Column('scored_by_id', sa.Integer(), nullable=True),
    sa.Column('veto_reason', sa.String(length=200), nullable=True),
    sa.Column('bound_on', sa.Date(), nullable=True),
    sa.Column('archived_on', sa.Date(), nullable=True),
    sa.Column('archive_number', sa.String(length=40), nullable=True),
    sa.Column('archive_body_id', sa.Integer(), nullable=True),
    sa.Column('fonds_number', sa.String(length=20), nullable=True),
    sa.Column('catalogue_number', sa.String(length=20), nullable=True),
    sa.Column('file_number', sa.String(length=20), nullable=True),
    sa.Column('keeper', sa.String(length=40), nullable=True),
    sa.Column('place', sa.String(length=80), nullable=True),
    sa.Column('retention', sa.String(length=40), nullable=True),
    sa.CheckConstraint("(state = 'archived') = (archived_on IS NOT NULL)", name=op.f('ck_dossier_archived_has_day')),
    sa.CheckConstraint("(state IN ('bound', 'archived')) = (bound_on IS NOT NULL)", name=op.f('ck_dossier_bound_has_day')),
    sa.CheckConstraint("state = 'open' OR score IS NOT NULL", name=op.f('ck_dossier_scored_has_score')),
    sa.CheckConstraint('(score IS NULL) = (out_of IS NULL) AND (score IS NULL) = (scored_on IS NULL)', name=op.f('ck_dossier_score_is_whole')),
    sa.CheckConstraint('score IS NULL OR score BETWEEN 0 AND out_of', name=op.f('ck_dossier_score_in_range')),
    sa.ForeignKeyConstraint(['matter_id'], ['matter.id'], name=op.f('fk_dossier_matter_id_matter')),
    sa.ForeignKeyConstraint(['scored_by_id'], ['user.id'], name=op.f('fk_dossier_scored_by_id_user')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_dossier')),
    sa.ForeignKeyConstraint(['archive_body_id'], ['body.id'], name=op.f('fk_dossier_archive_body_id_body')),
    sa.UniqueConstraint('archive_body_id', 'archive_number', name=op.f('uq_dossier_archive_body_id_archive_number')),
    sa.UniqueConstraint('matter_id', name=op.f('uq_dossier_matter_id'))
    )
    op.create_table('dossier_hand_out',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('dossier_id', sa.Integer(), nullable=False),
    sa.Column('volume', sa.Enum('main', 'side', name='volume', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('edition', sa.Integer(), nullable=False),
    sa.Column('supplement', sa.Boolean(), nullable=False),
    sa.Column('redacted', sa.Boolean(), nullable=False),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('recipient', sa.String(length=80), nullable=False),
    sa.Column('purpose', sa.String(length=120), nullable=True),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('pages', sa.Integer(), nullable=False),
    sa.Column('sheets', sa.Integer(), nullable=False),
    sa.Column('books', sa.Integer(), nullable=False),
    sa.Column('first', sa.String(length=24), nullable=False),
    sa.Column('last', sa.String(length=24), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.CheckConstraint('NOT (supplement AND redacted)', name=op.f('ck_dossier_hand_out_supplement_or_redacted')),
    sa.CheckConstraint('pages > 0 AND sheets >= pages AND books > 0', name=op.f('ck_dossier_hand_out_pages_positive')),
    sa.ForeignKeyConstraint(['by_id'], ['user.id'], name=op.f('fk_dossier_hand_out_by_id_user')),
    sa.ForeignKeyConstraint(['dossier_id'], ['dossier.id'], name=op.f('fk_dossier_hand_out_dossier_id_dossier')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_dossier_hand_out'))
    )
    op.create_index(op.f('ix_dossier_hand_out_dossier_id'), 'dossier_hand_out', ['dossier_id'], unique=False)
    op.create_table('dossier_item',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('dossier_id', sa.Integer(), nullable=False),
    sa.Column('printed_id', sa.Integer(), nullable=True),
    sa.Column('evidence_id', sa.Integer(), nullable=True),
    sa.Column('slip', sa.String(length=200), nullable=True),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('volume', sa.Enum('main', 'side', name='volume', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('title', sa.String(length=120), nullable=True),
    sa.Column('dated_on', sa.Date(), nullable=True),
    sa.Column('nth', sa.String(length=24), nullable=True),
    sa.Column('first', sa.String(length=24), nullable=True),
    sa.Column('pages', sa.Integer(), nullable=True),
    sa.Column('book', sa.Integer(), nullable=True),
    sa.Column('edition', sa.Integer(), nullable=True),
    sa.CheckConstraint('(CASE WHEN printed_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN evidence_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN slip IS NULL THEN 0 ELSE 1 END) = 1', name=op.f('ck_dossier_item_one_thing')),
    sa.CheckConstraint('(first IS NULL) = (pages IS NULL) AND (first IS NULL) = (nth IS NULL) AND (first IS NULL) = (book IS NULL) AND (first IS NULL) = (edition IS NULL)', name=op.f('ck_dossier_item_printed_whole')),
    sa.CheckConstraint('pages IS NULL OR pages > 0', name=op.f('ck_dossier_item_pages_positive')),
    sa.ForeignKeyConstraint(['dossier_id'], ['dossier.id'], name=op.f('fk_dossier_item_dossier_id_dossier')),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_dossier_item_evidence_id_evidence')),
    sa.ForeignKeyConstraint(['printed_id'], ['printed.id'], name=op.f('fk_dossier_item_printed_id_printed')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_dossier_item')),
    sa.UniqueConstraint('dossier_id', 'evidence_id', name=op.f('uq_dossier_item_dossier_id_evidence_id')),
    sa.UniqueConstraint('dossier_id', 'printed_id', name=op.f('uq_dossier_item_dossier_id_printed_id'))
    )
    op.create_index(op.f('ix_dossier_item_dossier_id'), 'dossier_item', ['dossier_id'], unique=False)
    op.create_index(op.f('ix_dossier_item_evidence_id'), 'dossier_item', ['evidence_id'], unique=False)
    op.create_index(op.f('ix_dossier_item_printed_id'), 'dossier_item', ['printed_id'], unique=False)
    op.create_table('dossier_redaction',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('evidence_id', sa.Integer(), nullable=False),
    sa.Column('areas', sa.JSON(), nullable=False),
    sa.Column('drawn_by_id', sa.Integer(), nullable=False),
    sa.Column('approved_by_id', sa.Integer(), nullable=True),
    sa.Column('approved_on', sa.Date(), nullable=True),
    sa.CheckConstraint('(approved_by_id IS NULL) = (approved_on IS NULL)', name=op.f('ck_dossier_redaction_approval_has_day')),
    sa.CheckConstraint('approved_by_id IS NULL OR approved_by_id <> drawn_by_id', name=op.f('ck_dossier_redaction_approved_by_another')),
    sa.ForeignKeyConstraint(['approved_by_id'], ['user.id'], name=op.f('fk_dossier_redaction_approved_by_id_user')),
    sa.ForeignKeyConstraint(['drawn_by_id'], ['user.id'], name=op.f('fk_dossier_redaction_drawn_by_id_user')),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_dossier_redaction_evidence_id_evidence')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_dossier_redaction')),
    sa.UniqueConstraint('evidence_id', name=op.f('uq_dossier_redaction_evidence_id'))
    )


def downgrade():
    for table in ("dossier_redaction", "dossier_item", "dossier_hand_out", "dossier"):
        op.drop_table(table)
