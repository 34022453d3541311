"""Likely duplicates: who else in one's records may be the same firm or the same person. It proposes, people decide."""

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from casework.accounts import queries as accounts
from casework.accounts.models import Area
from casework.core.permissions import P
from casework.extensions import db
from casework.parties import queries
from casework.parties.models import Employer, EmployerApart, FormerName, Worker, WorkerApart
from casework.parties.names import same_name

MOST = 5


def employers(user, *, name, representative=None, telephone=None, but=None):
    """Employers of the person's areas with the same name, now or before, however it is written, or with the same
    representative and telephone. `but`: the one that is asked about, and whom people know to be another."""
    same = [Employer.name_key == same_name(name),
            Employer.id.in_(db.select(FormerName.employer_id).where(FormerName.name == name))]
    if representative and telephone:
        same.append(sa.and_(Employer.telephone == telephone, Employer.legal_representative == representative))
    return db.session.scalars(
        db.select(Employer).join(Area, Area.id == Employer.area_id).options(joinedload(Employer.area))
        .where(accounts.within(user, P.PARTY_VIEW), Employer.merged_into_id.is_(None), sa.or_(*same),
               Employer.id.not_in(_others(Employer, EmployerApart, but))).order_by(Employer.id).limit(MOST)).all()


def workers(user, *, name, telephone=None, born_on=None, tail=None, but=None):
    """Workers of the person's records with the same name and the same telephone, birth date or tail of the number."""
    same = [column == value for column, value in
            ((Worker.telephone, telephone), (Worker.born_on, born_on), (Worker.id_tail, tail)) if value]
    if not same:
        return []
    return db.session.scalars(
        db.select(Worker).where(Worker.name == name, Worker.merged_into_id.is_(None), sa.or_(*same), queries.workers_seen(user),
                                Worker.id.not_in(_others(Worker, WorkerApart, but))).order_by(Worker.id).limit(MOST)).all()


def like(party, user):
    """Who may be the same as this registered one."""
    if isinstance(party, Employer):
        return employers(user, name=party.name, representative=party.legal_representative, telephone=party.telephone, but=party)
    return workers(user, name=party.name, telephone=party.telephone, born_on=party.born_on, tail=party.id_tail, but=party)


def _others(party, apart, one):
    """Ids of this one and of all whom people said to be others, of its parts too; those that were merged count as where they went."""
    if one is None:
        return []
    mine = set(db.session.scalars(db.select(party.id).where(sa.or_(party.id == one.id, party.merged_into_id == one.id))))
    pairs = db.session.execute(db.select(apart.one_id, apart.other_id).where(sa.or_(apart.one_id.in_(mine), apart.other_id.in_(mine))))
    others = {id for pair in pairs for id in pair} - mine
    where = set(db.session.scalars(db.select(party.merged_into_id).where(party.id.in_(others), party.merged_into_id.is_not(None))))
    return sorted({one.id} | others | where)
