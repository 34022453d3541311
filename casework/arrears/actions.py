"""What people do to a case before and beside its moves: register it, bring rosters and evidence."""

from datetime import date

import sqlalchemy as sa

from casework.arrears import merging, queries
from casework.arrears.models import OPEN, Case, CaseOfficer, Channel, ClaimLine
from casework.core import audit, clock, database, deadlines, numbering
from casework.core.actions import action
from casework.core.errors import Refused
from casework.core.files import Evidence
from casework.core.importing import ImportBatch, ImportRow, Stage
from casework.core.lifecycle import Moved
from casework.core.permissions import P, may
from casework.documents import pictures, returned
from casework.extensions import db
from casework.informants import actions as informants
from casework.law import inspection
from casework.law.findings import N_, Message
from casework.parties import actions as parties
from casework.parties import project_queries as projects
from casework.parties import queries as known
from casework.parties.models import IdKind, Worker


@action("arrears.register")
def register(*, by, employer_name=None, employer=None, worker_name=None, telephone=None, id_number=None, worker_address=None,
             credit_code=None, legal_representative=None, employer_telephone=None, employer_address=None,
             channel=Channel.WINDOW, reference=None, received_on=None, work_place=None, project=None, people_stated=None,
             from_on=None, to_on=None, claimed_fen=None, facts=None, area=None, worker=None, site=None):
    """A new case in the area where the work was done (the registrar's own unless named), with its LI-10 clock.

    `employer`, `worker`, `site`: registered ones of whom a person said that they are the typed ones; a project of exactly the
    typed name is taken for it.
    Officers are the registrar and the colleague of the same body with a valid certificate and the fewest open cases.
    """
    area = area or _own_area(by)
    channel = Channel(channel or Channel.WINDOW)
    received_on = received_on or clock.today()
    _sensible(received_on, from_on, to_on, claimed_fen)
    if employer is None or employer_name:
        employer = parties.register_employer(
            known=employer, name=employer_name, area=area, credit_code=credit_code, legal_representative=legal_representative,
            telephone=employer_telephone, address=employer_address, by=by)
    complainant, told = None, {"facts": facts, "work_place": work_place, "project": project}
    if channel is Channel.REPORT:
        _kept_secret(worker_name, telephone, claimed_fen, told)
    elif worker_name:
        complainant = parties.register_worker(
            known=worker, name=worker_name, id_number=id_number, telephone=telephone, address=worker_address, by=by)
    site = site or projects.named(project, by)
    case = Case(
        number=next_number(by, area, received_on), area=area, area_id=area.id, opened_area_id=area.id, employer=employer,
        complainant=complainant, channel=channel, reference=reference, received_on=received_on, moved_on=received_on,
        work_place=work_place, project=project, site=site, project_id=site and site.id, people_stated=people_stated, facts=facts,
        arrears_ended_on=to_on,
        registered_by_id=by.id, lead_id=by.id, officers=[],
    )
    db.session.add(case)
    db.session.flush()
    if channel is Channel.REPORT and worker_name:
        informants.note(case, name=worker_name, telephone=telephone, id_number=id_number, address=worker_address, by=by)
    holder = by if by.certified(clock.today()) else None  # 持证上岗（监察条例 16）: who has none is named as nobody's officer
    for position, user in enumerate(filter(None, (holder, queries.lightest_colleague(by, area))), start=1):
        case.officers.append(CaseOfficer(user=user, position=position))
    db.session.add(Moved(matter_id=case.id, move="register", source="", target=case.state, on=received_on, by_id=by.id))
    if claimed_fen and complainant:
        db.session.flush()
        db.session.add(ClaimLine(case_id=case.id, worker_id=complainant.id, claimed_fen=claimed_fen, from_on=from_on, to_on=to_on))
    if not case.direct:
        deadlines.start(case, inspection.ACCEPTANCE, received_on)
    return case


def _kept_secret(name, telephone, claimed_fen, told):
    """举报人保密（劳动保障监察条例 9）: who reports is written nowhere but in a row apart."""
    if claimed_fen:
        raise Refused(N_("举报案件不登记举报人本人的金额；欠薪的人和金额请用花名册登记"), field="claimed_fen")
    for field, text in told.items():
        if text and any(secret and secret in text for secret in (name, telephone)):
            raise Refused(N_("这里写了举报人的姓名或电话，请改写成“举报人”"), field=field)


def _own_area(by):
    post = next((post for post in by.posts_in_force if may(by, P.CASE_REGISTER, post.path)), None)
    if post is None:
        raise Refused(N_("你没有登记案件的权限"))
    return post.area


def registrable(by, received_on=None):
    """Refused unless this person may register a case received on this day; a dry run asks it too."""
    _own_area(by)
    _sensible(received_on or clock.today(), None, None, None)


def _sensible(received_on, from_on, to_on, claimed_fen):
    today = clock.today()
    if received_on > today:
        raise Refused(N_("收到日期不能晚于今天"), field="received_on")
    if (from_on is None) != (to_on is None):
        raise Refused(N_("欠薪起止日请一起填写"), field="to_on" if to_on is None else "from_on")
    if from_on and to_on < from_on:
        raise Refused(N_("欠薪止日不能早于起日"), field="to_on")
    if to_on and to_on > received_on:
        raise Refused(N_("欠薪止日不能晚于收到日期"), field="to_on")
    if claimed_fen is not None and not 0 < claimed_fen <= 1_000_000_00:
        raise Refused(N_("金额在 0.01 到 1,000,000.00 元之间"), field="claimed_fen")


def next_number(by, area, on):
    """The next case number of the person's body in the year of this local date; taken in the writing transaction."""
    if by.body is None:
        raise Refused(N_("你的账号没有所属机构，不能编案号；请管理员补上"))
    return f"{by.body.number_word}〔{on.year}〕{numbering.take(by.body, 'case', on.year):04d}号"


def open_to(case, by):
    """Claims and evidence of a case that has ended change only after it is reopened."""
    if not may(by, P.CASE_REGISTER, case.area.path):
        raise Refused(N_("你没有修改本案的权限"))
    if case.state not in OPEN:
        raise Refused(N_("案件已办结，重新启动后才能修改"))


@action("arrears.add_evidence")
def add_evidence(*, case, kept, by, brought_by=None, proves=None, received_on=None, paper=None):
    """A file that was judged and kept before the write gate; `paper`: what the code on it says (documents.returned.Seen)."""
    open_to(case, by)
    evidence = Evidence(matter_id=case.id, name=kept.name, brought_by=brought_by, proves=proves, sha256=kept.sha256,
                        size=kept.size, media_type=kept.media_type, received_on=received_on or clock.today(), by_id=by.id)
    db.session.add(evidence)
    if paper is not None:
        db.session.flush()
        returned.note(evidence, paper, merging.with_parts(case))
    pictures.came(kept)
    return evidence


@action("arrears.read_roster")
def read_roster(*, case, roster, kept, by):
    """Keep what a dry run found; nothing of the case changes."""
    open_to(case, by)
    batch = ImportBatch(matter_id=case.id, kind="roster", name=kept.name, sha256=kept.sha256, rows=roster.rows,
                        rejected=roster.rows - roster.accepted, by_id=by.id)
    db.session.add(batch)
    return batch


def already_there(case, roster):
    """{sheet row: Message} for lines whose worker and month the case has already, by number or by name and telephone."""
    there = set()
    for line in db.session.scalars(queries.lines(case)):
        there.add((_who(line.worker.id_number, line.worker.name, line.worker.telephone), line.month, line.team))
    return {
        line.row: Message(N_("本案已有这名劳动者同一月份的欠薪"))
        for line in roster.lines if (_who(line.id_number, line.name, line.phone), line.month, line.team or "") in there
    }


def _who(number, name, telephone):
    return number or (name, telephone or "")


@action("arrears.import_roster")
def import_roster(*, case, roster, kept, by, batch=None):
    """Write every line of a roster without a bad row, or nothing. Bulk through Core, one audit entry for the file."""
    open_to(case, by)
    if roster.rejected or already_there(case, roster):
        raise Refused(N_("有退回的行，未导入；改好后再传"))
    if not roster.lines:
        raise Refused(N_("表里没有可以导入的行"))
    if batch is not None and batch.stage is not Stage.READ:
        raise Refused(N_("这份表已经处理过"))
    batch = batch or read_roster(case=case, roster=roster, kept=kept, by=by)
    batch.stage = Stage.WRITTEN
    workers = _workers(case, roster, by)
    connection, now = db.session.connection(), clock.now()
    rows = [
        dict(created_at=now, version=1, case_id=case.id, worker_id=workers[_who(line.id_number, line.name, line.phone)],
             month=line.month, from_on=line.from_on, to_on=line.to_on, trade=line.trade, team=line.team or "",
             due_fen=line.due_fen, received_fen=line.paid_fen, drawn_fen=line.advance_fen, deducted_fen=line.deduction_fen,
             days=line.days, day_rate_fen=line.day_rate_fen, pieces=line.pieces, piece_rate_fen=line.piece_rate_fen,
             claimed_fen=line.owed_fen, paid_fen=0, advanced_fen=0,
             waived_fen=0, batch_id=batch.id, sheet_row=line.row)
        for line in roster.lines
    ]
    counts = {}
    for line in roster.lines:
        counts[line.row] = counts.get(line.row, 0) + 1
    for at in range(0, len(rows), 1000):
        connection.execute(sa.insert(ClaimLine), rows[at:at + 1000])
    connection.execute(sa.insert(ImportRow), [dict(batch_id=batch.id, row=row, lines=n) for row, n in counts.items()])
    if case.complainant_id is None and case.channel is not Channel.REPORT:  # the first row complains for all
        first = roster.lines[0]
        case.complainant_id = workers[_who(first.id_number, first.name, first.phone)]
    last = max((line.to_on or month_end(line.month) for line in roster.lines if line.to_on or line.month), default=None)
    if last:
        case.arrears_ended_on = max(filter(None, (case.arrears_ended_on, min(last, case.received_on))))
    total = sum(line.owed_fen for line in roster.lines)
    audit.bulk("arrears.import_roster", by, case, file_sha256=kept.sha256,
               counts={"rows": len(counts), "lines": len(rows), "workers": len(workers), "owed_fen": total})
    return batch


def month_end(month: date):
    """The last day of a month."""
    following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


def _recognise_complainant(case, people, values, found, by):
    """The person who stood at the counter without a number is the one of the same name and telephone in the roster."""
    if case.complainant is None or case.complainant.id_number:
        return
    mine = (case.complainant.name, case.complainant.telephone)
    for who, line in people.items():
        if (line.name, line.phone or mine[1]) == mine:
            if who in found:  # known elsewhere by number: the same person, so the case points there
                case.complainant_id = found[who]
            else:
                if values[who]["id_number"]:
                    parties.identify_worker(worker=case.complainant, id_number=values[who]["id_number"], by=by)
                found[who] = case.complainant_id
            return


def _workers(case, roster, by):
    """{who: worker id} for everybody in the roster: known by number, or in this case by name; the rest are new."""
    people = {}
    for line in roster.lines:
        people.setdefault(_who(line.id_number, line.name, line.phone), line)
    values = {w: parties.worker_values(line.name, line.id_number, _kind(line), line.phone) for w, line in people.items()}
    by_index = known.workers_by_index([v["id_index"] for v in values.values()])
    found = {who: by_index[v["id_index"]] for who, v in values.items() if v["id_index"] in by_index}
    for line in db.session.scalars(queries.lines(case)):
        found.setdefault(_who(line.worker.id_number, line.worker.name, line.worker.telephone), line.worker_id)
    _recognise_complainant(case, people, values, found, by)
    fresh, now = [who for who in people if who not in found], clock.now()
    for at in range(0, len(fresh), 1000):
        chunk = fresh[at:at + 1000]
        ids = db.session.connection().execute(
            sa.insert(Worker).returning(Worker.id, sort_by_parameter_order=True),
            [dict(values[who], created_at=now, version=1) for who in chunk],
        ).scalars().all()
        found.update(zip(chunk, ids, strict=True))
    return {who: found[who] for who in people}


def _kind(line):
    """A sheet tells identity cards from other documents; without a number nothing is known."""
    return IdKind.PASSPORT if line.id_kind == "passport" else IdKind.RESIDENT


@action("arrears.new_case")
def new_case(*, roster, kept, employer, by, channel=Channel.WINDOW, reference=None, received_on=None):
    """A case straight from a roster: the complainant is its first row."""
    if roster.rejected:
        raise Refused(N_("有退回的行，未导入；改好后再传"))
    case = register(employer=employer, channel=channel, reference=reference, received_on=received_on, by=by)
    import_roster(case=case, roster=roster, kept=kept, by=by)
    return case


@action("arrears.show_number")
def show_number(*, worker, case, by):
    """The full identity number of one person of a case the user may see; the look itself is logged by the view."""
    if not may(by, P.NUMBER_SHOW, case.area.path):
        raise Refused(N_("你没有查看完整号码的权限"))
    return worker.id_number


def drop_batch(batch, by):
    """A dry run that is not wanted."""
    with audit.during("arrears.drop_roster", by):
        database.begin_write() and database.reread(batch)
        batch.stage = Stage.DROPPED
        db.session.flush()


