"""What people do: note a service, withdraw it, note an address that a party confirmed, note who speaks for a party."""

import re

from casework.accounts import queries as accounts
from casework.core import clock
from casework.core.actions import action
from casework.core.errors import Refused
from casework.core.files import Evidence
from casework.core.permissions import P, may
from casework.documents.store import Printed, State
from casework.extensions import db
from casework.law import serving
from casework.law.findings import N_, Message
from casework.serving import queries
from casework.serving.models import (
    Challenge,
    Electronic,
    Kind,
    Outcome,
    Participant,
    Role,
    Scope,
    Served,
    Service,
    ServiceAddress,
    Side,
    Step,
    Way,
)


def keeper(case, by):
    """Services go on after a case has ended: a refusal is served when nothing else may change."""
    if not may(by, P.DOSSIER_KEEP, case.area.path):
        raise Refused(N_("你没有登记送达的权限"))


def _evidence(case, evidence_id):
    if evidence_id and db.session.scalar(db.select(Evidence.id).where(Evidence.id == evidence_id, Evidence.matter_id == case.id)) is None:
        raise Refused(N_("本案没有这件证据"), field="evidence_id")
    return evidence_id or None


@action("serving.serve")
def serve(*, case, papers, role, way, on, by, to_name=None, place=None, at=None, receiver=None, relation=None, reason=None, witness=None,
          witness_unit=None, through=None, proof_no=None, recording_no=None, evidence_id=None, second=None):
    """Note that issued papers (ids) reached a party. Refused with every gap of the proof that the law asks for; dates are local."""
    keeper(case, by)
    role, way = Role(role), Way(way)
    printed = _papers(case, papers, on)
    to_name = to_name or named(case, role)
    if not to_name:
        raise Refused(N_("请填写受送达人"), field="to_name")
    if at and not re.fullmatch(r"([01]?\d|2[0-3]):[0-5]\d", at):
        raise Refused(N_("时间请写成 14:05 的样子"), field="at")
    gaps = serving.lacking(str(way), {
        "receiver": receiver, "reason": reason, "witness": witness, "witness_unit": witness_unit, "through": through, "proof_no": proof_no,
        "recorded": recording_no or evidence_id, "consent": queries.consent(case, role)})
    if gaps:
        raise Refused(gaps[0][1], field=gaps[0][0])
    held = queries.of_case(case, role)
    service = Service(
        matter_id=case.id, role=role, to_name=to_name, way=way, place=place or (held.address if held and way != Way.NOTICE else None),
        on=on, at=at, notice_days=notice_days(case) if way == Way.NOTICE else None, receiver=receiver, relation=relation, reason=reason,
        witness=witness, witness_unit=witness_unit, through=through, proof_no=proof_no, recording_no=recording_no,
        evidence_id=_evidence(case, evidence_id), second_id=_second(case, second, by), by_id=by.id,
        carried=[Served(printed_id=paper.id) for paper in printed])
    db.session.add(service)
    db.session.flush()
    return service


def _papers(case, ids, on):
    wanted = [int(id) for id in ids or () if str(id).isdecimal()]
    found = db.session.scalars(db.select(Printed).where(Printed.id.in_(wanted), Printed.matter_id == case.id,
                                                        Printed.state == State.ISSUED)).all()
    if not found or len(found) != len(set(wanted)):
        raise Refused(N_("请选择送达哪些文书"), field="papers")
    first = max(paper.issued_on for paper in found)
    if on < first:
        raise Refused(Message(N_("送达不能早于文书签发的 {day}"), day=first.isoformat()), field="on")
    if on > clock.today():
        raise Refused(N_("日期不能晚于今天"), field="on")
    return found


def _second(case, login, by):
    if not login:
        return None
    user = accounts.by_login(login)
    if user is None or user.id == by.id:
        raise Refused(N_("第二名送达人请选另一个人"), field="second")
    return user.id


def named(case, role):
    """Who stands behind a role in this case."""
    return {Role.COMPLAINANT: case.complainant and case.complainant.name, Role.EMPLOYER: case.employer.name,
            Role.OFFICE: case.handed_to}.get(Role(role))


def notice_days(case):
    """30 by the civil procedure law; a county under another text says its own (forms["service-receipt"]["notice_days"])."""
    return accounts.profile(case.area).forms.get("service-receipt", {}).get("notice_days") or serving.NOTICE.count


@action("serving.withdraw")
def withdraw(service, *, reason, by):
    """A service that was noted wrongly: it stays and says why."""
    if service.withdrawn_on:
        raise Refused(N_("这次送达已经撤回"))
    if not (reason or "").strip():
        raise Refused(N_("请填写撤回的理由"), field="reason")
    service.withdrawn_on, service.withdrawn_why = clock.today(), reason.strip()[:200]
    return service


@action("serving.confirm")
def confirm(*, case, role, address, confirmed_on, by, name=None, electronic="none", electronic_to=None, evidence_id=None, **facts):
    """A party confirms where papers reach it: from now on the default of every service to it."""
    keeper(case, by)
    role, electronic = Role(role), Electronic(electronic or "none")
    if confirmed_on > clock.today():
        raise Refused(N_("日期不能晚于今天"), field="confirmed_on")
    if electronic != Electronic.NONE and not electronic_to:
        raise Refused(N_("同意电子送达的，请填写号码或者地址"), field="electronic_to")
    name = name or named(case, role)
    if not name:
        raise Refused(N_("请填写受送达人"), field="name")
    kept = ServiceAddress(
        matter_id=case.id, role=role, name=name, address=address, electronic=electronic, confirmed_on=confirmed_on,
        electronic_to=electronic_to if electronic != Electronic.NONE else None, evidence_id=_evidence(case, evidence_id), by_id=by.id,
        worker_id=case.complainant_id if role == Role.COMPLAINANT else None,
        employer_id=case.employer_id if role == Role.EMPLOYER else None, **facts)
    db.session.add(kept)
    db.session.flush()
    return kept


@action("serving.appoint")
def appoint(*, case, kind, side, name, by, from_on=None, to_on=None, scope=None, powers=(), evidence_id=None, **facts):
    """Somebody speaks for a party: an entrusted agent with a scope, or the head of the unit."""
    keeper(case, by)
    kind, side, from_on = Kind(kind), Side(side), from_on or clock.today()
    if kind == Kind.LEGAL and side != Side.EMPLOYER:
        raise Refused(N_("法定代表人只能是用人单位一方的"), field="side")
    if kind == Kind.AGENT and not scope:
        raise Refused(N_("请选择委托权限"), field="scope")
    if to_on and to_on < from_on:
        raise Refused(N_("截止日期不能早于起始日期"), field="to_on")
    special = kind == Kind.AGENT and scope == Scope.SPECIAL
    if special and not powers:
        raise Refused(N_("特别代理要写明哪些事项"), field="powers")
    made = Participant(matter_id=case.id, kind=kind, side=side, name=name, from_on=from_on, to_on=to_on if kind == Kind.AGENT else None,
                       scope=Scope(scope) if kind == Kind.AGENT else None, powers=list(powers) if special else [],
                       evidence_id=_evidence(case, evidence_id), by_id=by.id, **facts)
    db.session.add(made)
    db.session.flush()
    return made


@action("serving.dismiss")
def dismiss(participant, *, by, on=None):
    """From this local date the person speaks for nobody here."""
    if participant.ended_on:
        raise Refused(N_("已经登记为不再代理"))
    participant.ended_on = on or clock.today()
    return participant


@action("serving.lodge")
def lodge(*, case, printed, step, on, office, by):
    """The other side asked for a review of an issued paper, or sued over it: until that has ended, the paper is not final."""
    keeper(case, by)
    reached = [one.service for one in queries.due(case) if one.service and one.printed.id == printed.id]
    if not reached:
        raise Refused(N_("这份文书还没有送达"))
    if on > clock.today():
        raise Refused(N_("日期不能晚于今天"), field="on")
    if on < printed.issued_on:
        raise Refused(Message(N_("不能早于文书签发的 {day}"), day=printed.issued_on.isoformat()), field="on")
    if any(one.outcome is None for one in queries.challenges(case) if one.printed_id == printed.id):
        raise Refused(N_("上一次复议或者诉讼还没有登记结果"), field="step")
    made = Challenge(matter_id=case.id, printed_id=printed.id, step=Step(step), on=on, office=office, by_id=by.id)
    db.session.add(made)
    db.session.flush()
    return made


@action("serving.settle_challenge")
def settle_challenge(challenge, *, case, outcome, by, ended_on=None):
    """How a review or a suit ended. `ended_on`: the day on which the party got the decision on review, or on which the judgment took
    effect; what was noted by mistake ends on its own day."""
    keeper(case, by)
    outcome = Outcome(outcome)
    if challenge.outcome:
        raise Refused(N_("已经登记过结果"))
    ended_on = challenge.on if outcome == Outcome.MISTAKEN else ended_on
    if ended_on is None:
        raise Refused(N_("请填写日期"), field="ended_on")
    if ended_on > clock.today():
        raise Refused(N_("日期不能晚于今天"), field="ended_on")
    if ended_on < challenge.on:
        raise Refused(Message(N_("不能早于提出的 {day}"), day=challenge.on.isoformat()), field="ended_on")
    challenge.outcome, challenge.ended_on = outcome, ended_on
    return challenge
