"""The list of workers: those whom some record shows to the person. Numbers and telephones are masked, on the page and in files."""

from datetime import date

import sqlalchemy as sa

from casework import parties
from casework.core import search, sought
from casework.core.columns import Column, Filter, View, since, until
from casework.core.listing import Listing
from casework.extensions import db
from casework.law.findings import N_
from casework.parties.models import ID_KINDS, Sex, Worker, WorkerDocument
from casework.parties.queries import workers_seen

SEXES = {Sex.MALE: N_("男"), Sex.FEMALE: N_("女")}
BORN = sa.func.coalesce(Worker.born_on, sa.literal(date(9999, 12, 31), sa.Date)).label("born_at")


def worker_rows(user):
    """What the list shows, as Core rows; later features add what they know."""
    return db.select(
        Worker.id, Worker.name, Worker.id_kind, Worker.id_number, Worker.sex, Worker.born_on, Worker.telephone, BORN,
        *(one for _, make in parties.WORKER_COLUMNS for one in make(user)),
    ).where(workers_seen(user), Worker.merged_into_id.is_(None))


def _by_words(select, value):
    """Every word in the name, or spelt by its initials; a last word of four characters may be the tail of a number."""
    words = [word for part in value.split() if (word := search.fold(part))]
    if not words:
        return select
    meant = [sought.named(Worker, words)]
    if len(words) > 1 and len(words[-1]) == 4:
        tail, named = words[-1].upper(), sought.named(Worker, words[:-1])
        other = db.select(WorkerDocument.worker_id).where(WorkerDocument.tail == tail)
        meant.append(named.where(sa.or_(Worker.id_tail == tail, Worker.id.in_(other))))
    return select.where(Worker.id.in_(sa.union(*meant)))


class Workers(Listing):
    name, title = "parties.workers", N_("劳动者清单")
    own_filters = {
        "q": Filter(N_("姓名，或姓名和证件号末四位"), _by_words),
        "number": Filter(N_("证件号"), lambda select, value: select.where(
            {"with": Worker.id_index.is_not(None), "without": Worker.id_index.is_(None)}.get(value, sa.false())),
            {"without": N_("没有证件号"), "with": N_("有证件号")}, N_("不论证件号"), place="more"),
        "kind": Filter(N_("证件类型"), lambda select, value: select.where(sa.cast(Worker.id_kind, sa.String) == value), ID_KINDS,
                       N_("全部证件类型"), place="more"),
        "sex": Filter(N_("性别"), lambda select, value: select.where(sa.cast(Worker.sex, sa.String) == value), SEXES, N_("不限"),
                      place="more"),
        "from": since(N_("出生"), Worker.born_on),
        "to": until(N_("出生"), Worker.born_on),
    }
    orders = {"name": (Worker.name, Worker.id), "newest": (Worker.id.desc(),), "oldest": (BORN, Worker.id)}
    default = "newest"
    own_columns = (
        Column("name", N_("姓名"), order="name", link="parties.worker"),
        Column("id_kind", N_("证件类型"), value=lambda row: ID_KINDS[row.id_kind] if row.id_number else "", shown=False),
        Column("id_number", N_("证件号"), kind="number"),
        Column("sex", N_("性别"), labels=SEXES),
        Column("born_on", N_("出生"), order="oldest", value=lambda row: str(row.born_on.year) if row.born_on else ""),
        Column("telephone", N_("电话"), kind="number"),
    )
    views = (
        View(N_("全部"), {}),
        View(N_("还有欠薪"), {"owing": "owed"}, counted=False),
        View(N_("没有书面合同"), {"contract": "unsigned"}, counted=False),
        View(N_("没有证件号"), {"number": "without"}),
    )

    @property
    def filters(self):
        own = list(self.own_filters.items())
        return dict([*own[:1], *parties.WORKER_FILTERS.items(), *own[1:]])

    @property
    def columns(self):
        return (*self.own_columns, *(column for columns, _ in parties.WORKER_COLUMNS for column in columns))
