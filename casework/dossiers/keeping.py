"""评查、装订、归档 — what makes a file final: scored by another hand, bound with its numbers, kept at its place."""

from casework.accounts import queries as accounts
from casework.arrears.models import ENDED
from casework.core import clock, numbering
from casework.core.actions import action
from casework.core.errors import Refused
from casework.core.permissions import P, may
from casework.documents import profiles
from casework.dossiers import queries
from casework.dossiers.actions import hand_out, opened
from casework.dossiers.models import Dossier, State
from casework.dossiers.review import review
from casework.extensions import db
from casework.law.findings import N_, Message


@action("dossiers.score")
def score(*, case, deducted, vetoes, by):
    """Write down what the reviewer saw: {code: [points, note]} and {code: note}. The score of this day is kept."""
    if not may(by, P.DOSSIER_REVIEW, case.area.path):
        raise Refused(N_("你没有评查案卷的权限"))
    if by.id in [officer.user_id for officer in case.officers]:
        raise Refused(N_("承办人不能评查自己的案卷，请由另一人评查"))
    file = queries.dossier(case)
    if file is None:
        file = Dossier(matter_id=case.id, state=State.OPEN, review={})
        db.session.add(file)
        db.session.flush()
    file.review = {"deducted": deducted, "vetoes": vetoes}
    made = review(case, file)
    if made is None:
        raise Refused(N_("还没有录入案卷评查的评分表，请管理员先录入"))
    file.score, file.out_of, file.scored_on, file.scored_by_id = made.score, made.out_of, clock.today(), by.id
    if file.state == State.OPEN:
        file.state = State.SCORED
    return file


@action("dossiers.bind")
def bind(*, case, prepared, by, reason=None):
    """The volumes (Prepared, main first) as they were made ready become the bound file; their numbers stay from now on."""
    file = opened(case, by)
    if file.state != State.SCORED:
        raise Refused(N_("案卷评查以后才能装订") if file.state == State.OPEN else N_("案卷已经装订"))
    if case.state not in ENDED:
        raise Refused(N_("案件办结以后才能装订"))
    vetoes = review(case, file).vetoes
    if vetoes and not reason:
        raise Refused(Message(N_("有否决项（{texts}），要装订请写明理由"), texts="、".join(text for _, text in vetoes)), field="reason")
    for one in prepared:
        hand_out(case=case, prepared=one, recipient="装订入卷", by=by)
    file.state, file.bound_on, file.veto_reason = State.BOUND, clock.today(), reason if vetoes else None
    return file


@action("dossiers.archive")
def archive(*, case, keeper, place, retention, by, archive_number=None, fonds_number=None, catalogue_number=None, file_number=None):
    """The bound file goes to its keeper. Without a number of its own it gets the next one of the year: 20260001."""
    file = opened(case, by)
    if file.state != State.BOUND:
        raise Refused(N_("案卷装订以后才能归档") if not file.bound else N_("案卷已经归档"))
    today = clock.today()
    body = accounts.profile(case.area).issuer or by.body
    if archive_number is None:
        if body is None:
            raise Refused(N_("本县还没有登记机构，请填写归档号"), field="archive_number")
        archive_number = _next(body, accounts.profile(case.area).forms, (case.closed_on or today).year)
    elif _taken(body, archive_number):
        raise Refused(Message(N_("归档号 {number} 已经有了"), number=archive_number), field="archive_number")
    file.state, file.archived_on, file.archive_number, file.keeper, file.place = State.ARCHIVED, today, archive_number, keeper, place
    file.archive_body_id = body and body.id
    file.retention, file.fonds_number, file.catalogue_number, file.file_number = retention, fonds_number, catalogue_number, file_number
    return file


def _next(body, forms, year):
    """The next number of the year that nobody typed by hand before."""
    while _taken(body, number := profiles.archive_number(forms, year, numbering.take(body, "archive", year))):
        pass
    return number


def _taken(body, number):
    same_body = Dossier.archive_body_id == body.id if body else Dossier.archive_body_id.is_(None)
    return db.session.scalar(db.select(Dossier.id).where(Dossier.archive_number == number, same_body)) is not None
