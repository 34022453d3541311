"""payments with their shares, instalments, merged cases, claims of other kinds, pairs that are not the same

Revision ID: 0008
Revises: 0007

"""
import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None

KINDS = ('wages', 'overtime', 'double-wage', 'severance', 'unlawful-dismissal', 'annual-leave', 'extra-compensation', 'other')
STANDS = "paid_fen + waived_fen + advanced_fen - recovered_fen <= coalesce(recognised_fen, claimed_fen)"
MERGED = "(state = 'merged') = (merged_into_id IS NOT NULL)"
ITSELF = "merged_into_id IS NULL OR merged_into_id <> id"
OLD_STATES, NEW_STATES = "'withdrawn', 'closed'", "'withdrawn', 'merged', 'closed'"


def upgrade():
    sqlite = op.get_bind().dialect.name == 'sqlite'
    _sqlite() if sqlite else _postgresql()
    op.create_index(op.f('ix_claim_line_worker_id_month'), 'claim_line', ['worker_id', 'month'])
    op.create_index(op.f('ix_arrears_case_merged_into_id'), 'arrears_case', ['merged_into_id'])
    op.create_index(op.f('ix_arrears_case_split_from_id'), 'arrears_case', ['split_from_id'])
    op.create_table('case_merge',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('part_id', sa.Integer(), nullable=False),
    sa.Column('survivor_id', sa.Integer(), nullable=False),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('state', sa.String(length=24), nullable=False),
    sa.Column('moved', sa.JSON(), nullable=False),
    sa.Column('own', sa.JSON(), nullable=False),
    sa.Column('changes', sa.JSON(), nullable=False),
    sa.Column('undone_on', sa.Date(), nullable=True),
    sa.CheckConstraint('part_id <> survivor_id', name=op.f('ck_case_merge_two_cases')),
    sa.ForeignKeyConstraint(['part_id'], ['arrears_case.id'], name=op.f('fk_case_merge_part_id_arrears_case')),
    sa.ForeignKeyConstraint(['survivor_id'], ['arrears_case.id'], name=op.f('fk_case_merge_survivor_id_arrears_case')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_merge'))
    )
    op.create_index(op.f('ix_case_merge_part_id'), 'case_merge', ['part_id'], unique=False)
    op.create_index(op.f('ix_case_merge_survivor_id'), 'case_merge', ['survivor_id'], unique=False)
    op.create_table('instalment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('agreed_on', sa.Date(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('amount_fen', sa.BigInteger(), nullable=False),
    sa.Column('replaced_on', sa.Date(), nullable=True),
    sa.CheckConstraint('amount_fen > 0', name=op.f('ck_instalment_amount_positive')),
    sa.CheckConstraint('due_on >= agreed_on', name=op.f('ck_instalment_due_after_agreed')),
    sa.ForeignKeyConstraint(['case_id'], ['arrears_case.id'], name=op.f('fk_instalment_case_id_arrears_case')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_instalment'))
    )
    op.create_index(op.f('ix_instalment_case_id'), 'instalment', ['case_id'], unique=False)
    op.create_index(op.f('ix_instalment_due_on'), 'instalment', ['due_on'], unique=False)
    op.create_table('payment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('payer', sa.Enum('employer', 'general-contractor', 'owner', 'deposit', 'court', 'bankruptcy', 'other', name='payer', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('payer_name', sa.String(length=120), nullable=True),
    sa.Column('amount_fen', sa.BigInteger(), nullable=False),
    sa.Column('voucher', sa.String(length=80), nullable=True),
    sa.Column('evidence_id', sa.Integer(), nullable=True),
    sa.Column('note', sa.String(length=200), nullable=True),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('withdrawn_on', sa.Date(), nullable=True),
    sa.Column('withdrawn_reason', sa.String(length=200), nullable=True),
    sa.CheckConstraint('(withdrawn_on IS NULL) = (withdrawn_reason IS NULL)', name=op.f('ck_payment_withdrawn_has_reason')),
    sa.CheckConstraint('amount_fen > 0', name=op.f('ck_payment_amount_positive')),
    sa.ForeignKeyConstraint(['by_id'], ['user.id'], name=op.f('fk_payment_by_id_user')),
    sa.ForeignKeyConstraint(['case_id'], ['arrears_case.id'], name=op.f('fk_payment_case_id_arrears_case')),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_payment_evidence_id_evidence')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_payment'))
    )
    op.create_index(op.f('ix_payment_case_id'), 'payment', ['case_id'], unique=False)
    op.create_table('unfound',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('worker_id', sa.Integer(), nullable=False),
    sa.Column('since_on', sa.Date(), nullable=False),
    sa.Column('note', sa.String(length=200), nullable=True),
    sa.Column('found_on', sa.Date(), nullable=True),
    sa.CheckConstraint('found_on IS NULL OR found_on >= since_on', name=op.f('ck_unfound_found_after_since')),
    sa.ForeignKeyConstraint(['case_id'], ['arrears_case.id'], name=op.f('fk_unfound_case_id_arrears_case')),
    sa.ForeignKeyConstraint(['worker_id'], ['worker.id'], name=op.f('fk_unfound_worker_id_worker')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_unfound')),
    sa.UniqueConstraint('case_id', 'worker_id', 'since_on', name=op.f('uq_unfound_case_id_worker_id_since_on'))
    )
    op.create_index(op.f('ix_unfound_case_id'), 'unfound', ['case_id'], unique=False)
    op.create_index(op.f('ix_unfound_worker_id'), 'unfound', ['worker_id'], unique=False)
    op.create_table('claim_not_same',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('first_id', sa.Integer(), nullable=False),
    sa.Column('second_id', sa.Integer(), nullable=False),
    sa.Column('reason', sa.String(length=200), nullable=True),
    sa.CheckConstraint('first_id < second_id', name=op.f('ck_claim_not_same_in_order')),
    sa.ForeignKeyConstraint(['first_id'], ['claim_line.id'], name=op.f('fk_claim_not_same_first_id_claim_line')),
    sa.ForeignKeyConstraint(['second_id'], ['claim_line.id'], name=op.f('fk_claim_not_same_second_id_claim_line')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_claim_not_same')),
    sa.UniqueConstraint('first_id', 'second_id', name=op.f('uq_claim_not_same_first_id_second_id'))
    )
    op.create_index(op.f('ix_claim_not_same_first_id'), 'claim_not_same', ['first_id'], unique=False)
    op.create_index(op.f('ix_claim_not_same_second_id'), 'claim_not_same', ['second_id'], unique=False)
    op.create_table('share',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('payment_id', sa.Integer(), nullable=False),
    sa.Column('line_id', sa.Integer(), nullable=False),
    sa.Column('fen', sa.BigInteger(), nullable=False),
    sa.Column('fund_fen', sa.BigInteger(), nullable=False),
    sa.CheckConstraint('fen > 0', name=op.f('ck_share_fen_positive')),
    sa.CheckConstraint('fund_fen BETWEEN 0 AND fen', name=op.f('ck_share_fund_within')),
    sa.ForeignKeyConstraint(['line_id'], ['claim_line.id'], name=op.f('fk_share_line_id_claim_line')),
    sa.ForeignKeyConstraint(['payment_id'], ['payment.id'], name=op.f('fk_share_payment_id_payment')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_share')),
    sa.UniqueConstraint('payment_id', 'line_id', name=op.f('uq_share_payment_id_line_id'))
    )
    op.create_index(op.f('ix_share_line_id'), 'share', ['line_id'], unique=False)
    op.create_index(op.f('ix_share_payment_id'), 'share', ['payment_id'], unique=False)
    _what_was_paid()


def _what_was_paid():
    """A case that was settled on the spot had no payment: it gets the one that its lines speak of."""
    settled = "SELECT max(m.\"on\") FROM moved m WHERE m.matter_id = c.id AND m.move = 'settle'"
    op.execute(
        "INSERT INTO payment (created_at, version, case_id, \"on\", payer, amount_fen, voucher) "
        f"SELECT CURRENT_TIMESTAMP, 1, c.id, coalesce(({settled}), c.moved_on), 'employer', sum(l.paid_fen), '工资领取签收表' "
        "FROM arrears_case c JOIN claim_line l ON l.case_id = c.id GROUP BY c.id, c.moved_on HAVING sum(l.paid_fen) > 0")
    op.execute(
        "INSERT INTO share (created_at, version, payment_id, line_id, fen, fund_fen) "
        "SELECT CURRENT_TIMESTAMP, 1, p.id, l.id, l.paid_fen, 0 FROM payment p JOIN claim_line l ON l.case_id = p.case_id "
        "WHERE l.paid_fen > 0")


def _postgresql():
    op.add_column('arrears_case', sa.Column('merged_into_id', sa.Integer()))
    op.add_column('arrears_case', sa.Column('split_from_id', sa.Integer()))
    for name in ('merged_into_id', 'split_from_id'):
        op.create_foreign_key(op.f(f'fk_arrears_case_{name}_arrears_case'), 'arrears_case', 'arrears_case', [name], ['id'])
    states = ("registered", "supplementing", "accepted", "filed", "settled", "refused", "handed_over", "withdrawn", "merged", "closed")
    op.drop_constraint(op.f('ck_arrears_case_state'), 'arrears_case')
    op.create_check_constraint(op.f('ck_arrears_case_state'), 'arrears_case', "state IN (%s)" % ", ".join(f"'{s}'" for s in states))
    op.create_check_constraint(op.f('ck_arrears_case_merged_has_survivor'), 'arrears_case', MERGED)
    op.create_check_constraint(op.f('ck_arrears_case_not_merged_into_itself'), 'arrears_case', ITSELF)
    op.add_column('claim_line', sa.Column('kind', sa.String(length=24), server_default='wages', nullable=False))
    op.add_column('claim_line', sa.Column('recovered_fen', sa.BigInteger(), server_default='0', nullable=False))
    op.add_column('claim_line', sa.Column('pieces', sa.String(length=12)))
    op.add_column('claim_line', sa.Column('piece_rate_fen', sa.BigInteger()))
    op.alter_column('claim_line', 'kind', server_default=None)
    op.alter_column('claim_line', 'recovered_fen', server_default=None)
    op.create_check_constraint(op.f('ck_claim_line_kind'), 'claim_line', "kind IN (%s)" % ", ".join(f"'{k}'" for k in KINDS))
    op.create_check_constraint(op.f('ck_claim_line_recovered_of_advanced'), 'claim_line', "recovered_fen BETWEEN 0 AND advanced_fen")
    op.drop_constraint(op.f('ck_claim_line_never_paid_twice'), 'claim_line')
    op.create_check_constraint(op.f('ck_claim_line_never_paid_twice'), 'claim_line', STANDS)
    op.drop_constraint(op.f('uq_claim_line_case_id_worker_id_month_team'), 'claim_line', type_='unique')
    op.create_unique_constraint(op.f('uq_claim_line_case_id_worker_id_month_team_kind'), 'claim_line',
                                ['case_id', 'worker_id', 'month', 'team', 'kind'])


def _sqlite():
    """The table of cases is pointed at, so only its text changes; claim lines are pointed at by nobody yet and are made anew."""
    bind = op.get_bind()
    for name in ('merged_into_id', 'split_from_id'):
        op.add_column('arrears_case', sa.Column(name, sa.Integer()))
    version = bind.exec_driver_sql("PRAGMA schema_version").scalar()
    bind.exec_driver_sql("PRAGMA writable_schema = ON")
    change = "UPDATE sqlite_master SET sql = replace(sql, ?, ?) WHERE type = 'table' AND name = 'arrears_case'"
    bind.exec_driver_sql(change, (OLD_STATES, NEW_STATES))
    mark = "CONSTRAINT ck_arrears_case_closed_has_day"
    keys = "".join(f"CONSTRAINT fk_arrears_case_{name}_arrears_case FOREIGN KEY({name}) REFERENCES arrears_case (id), "
                   for name in ('merged_into_id', 'split_from_id'))
    bind.exec_driver_sql(change, (mark, f"CONSTRAINT ck_arrears_case_merged_has_survivor CHECK ({MERGED}), "
                                        f"CONSTRAINT ck_arrears_case_not_merged_into_itself CHECK ({ITSELF}), {keys}{mark}"))
    bind.exec_driver_sql(f"PRAGMA schema_version = {version + 1}")
    bind.exec_driver_sql("PRAGMA writable_schema = OFF")
    sql = bind.exec_driver_sql("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = 'claim_line'").scalar()
    indexes = bind.exec_driver_sql(
        "SELECT sql FROM sqlite_master WHERE tbl_name = 'claim_line' AND type <> 'table' AND sql IS NOT NULL").scalars().all()
    columns = [row[1] for row in bind.exec_driver_sql("PRAGMA table_info(claim_line)")]
    first = "CONSTRAINT ck_claim_line_claimed_positive"
    made = sql.replace("CREATE TABLE claim_line", "CREATE TABLE claim_line_new")
    made = made.replace("team VARCHAR(40) NOT NULL,", "team VARCHAR(40) NOT NULL, kind VARCHAR(24) NOT NULL, "
                        "pieces VARCHAR(12), piece_rate_fen BIGINT, recovered_fen BIGINT NOT NULL,")
    made = made.replace("paid_fen + waived_fen <= coalesce(recognised_fen, claimed_fen)", STANDS)
    made = made.replace("uq_claim_line_case_id_worker_id_month_team UNIQUE (case_id, worker_id, month, team)",
                        "uq_claim_line_case_id_worker_id_month_team_kind UNIQUE (case_id, worker_id, month, team, kind)")
    kinds = ", ".join(f"'{kind}'" for kind in KINDS)
    made = made.replace(first, f"CONSTRAINT ck_claim_line_kind CHECK (kind IN ({kinds})), "
                        f"CONSTRAINT ck_claim_line_recovered_of_advanced CHECK (recovered_fen BETWEEN 0 AND advanced_fen), {first}")
    bind.exec_driver_sql(made)
    names = ", ".join(f'"{name}"' for name in columns)
    bind.exec_driver_sql(f"INSERT INTO claim_line_new ({names}, kind, recovered_fen) SELECT {names}, 'wages', 0 FROM claim_line")
    bind.exec_driver_sql("DROP TABLE claim_line")
    bind.exec_driver_sql("ALTER TABLE claim_line_new RENAME TO claim_line")
    for index in indexes:
        bind.exec_driver_sql(index)
