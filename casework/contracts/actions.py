"""What people do to a contract: register, sign late, renew, amend, correct, suspend, resume, end. Each is an event."""

from enum import Enum

from casework.contracts import queries, reviewing, spans
from casework.contracts.models import Contract, ContractEvent, ContractFile, ContractSpan, EmployerFile
from casework.contracts.words import ENDED, OPEN, TERMLESS, Kind, State, What
from casework.core import clock, files
from casework.core.actions import action
from casework.core.errors import Refused
from casework.core.permissions import P, may
from casework.extensions import db
from casework.law import contracts as law
from casework.law.findings import N_, Message
from casework.parties import actions as parties
from casework.parties import merging

TERM = ("kind", "number", "signed_on", "start_on", "end_on", "task")
CONTENT = ("probation_end_on", "probation_wage_fen", "post", "work_place", "hours_kind", "weekly_hours", "wage_kind", "wage_fen",
           "pay_cycle", "pay_day", "user_employer_id", "dispatch_post", "lacking", "insured_on")
AMENDABLE = ("end_on", "task", "post", "work_place", "hours_kind", "weekly_hours", "wage_kind", "wage_fen", "pay_cycle", "pay_day",
             "user_employer_id", "dispatch_post")
NUMBER_USED = N_("这个合同编号在该单位这名劳动者名下已经用过")
FIXED = (Kind.FIXED, Kind.DISPATCH)  # terms that count towards 劳动合同法第14条第2款第3项


@action("contracts.register")
def register(*, employer, by, worker=None, worker_name=None, id_number=None, telephone=None, worker_address=None,
             worker_household=None, kind=None, hired_on=None,
             start_on=None, on=None, user_employer=None, earlier_terms=None, known=None, apart=(), **facts):
    """A contract, or work without one (`kind` None). The worker is found by number, else registered.

    `on`: the day on which it was registered, today unless given. `earlier_terms`: fixed terms before this one. `known`: a person
    said that the worker is this registered one; `apart`: that it is none of these, which is remembered.
    """
    editable(employer.area, by)
    if worker is None:
        worker = parties.register_worker(name=worker_name, id_number=id_number, telephone=telephone, address=worker_address, known=known,
                                         household=worker_household, by=by)
        db.session.flush()
    values = {key: facts.get(key) for key in (*TERM, *CONTENT)} | {
        "kind": Kind(kind) if kind else None, "start_on": start_on, "hired_on": hired_on or start_on}
    _user_employer(values, employer, user_employer, by)
    sensible(values)
    free(employer, worker, values)
    before = queries.fixed_terms_before(employer.id, worker.id, values["start_on"]) if earlier_terms is None else earlier_terms
    contract = Contract(
        employer=employer, employer_id=employer.id, worker=worker, worker_id=worker.id, area=employer.area,
        area_id=employer.area_id, state=State.ACTIVE if values["kind"] else State.UNSIGNED, terms=1, moved_on=values["hired_on"],
        fixed_terms=before + 1 if values["kind"] in FIXED else 0, **values)
    db.session.add(contract)
    db.session.flush()
    _event(contract, What.REGISTERED, values["hired_on"], by, kept_changes({}, values))
    for span in spans.first(queries.values(contract)):
        db.session.add(ContractSpan(contract_id=contract.id, **span))
    reviewing.keep(contract)
    for other in apart:
        if other.id != worker.id:
            merging.keep_apart(one=worker, other=other, by=by)
    return contract


def editable(area, by):
    if not may(by, P.CONTRACT_EDIT, area.path):
        raise Refused(N_("你没有登记这个辖区劳动合同的权限"))


def sensible(values):
    """What no contract can be, with the field that is wrong; what only the law forbids is a finding, not a refusal."""
    kind, hired, start, end = (values.get(key) for key in ("kind", "hired_on", "start_on", "end_on"))
    if hired is None:
        raise Refused(N_("请填写用工之日"), field="hired_on")
    if kind is None:
        if start or end:
            raise Refused(N_("写明了合同期限的，请选择合同类型"), field="kind")
        return
    if start is None:
        raise Refused(N_("请填写合同开始日期"), field="start_on")
    if kind in TERMLESS and end:
        raise Refused(N_("这种合同没有终止日期，请核对类型或者删去终止日期"), field="end_on")
    if kind in (Kind.FIXED, Kind.DISPATCH, Kind.FOREIGNER) and end is None:
        raise Refused(N_("请填写合同终止日期"), field="end_on")
    if end and end < start:
        raise Refused(N_("合同终止日期不能早于开始日期"), field="end_on")
    if kind is Kind.TASK and not values.get("task"):
        raise Refused(N_("请写明工作任务"), field="task")
    if kind is Kind.DISPATCH and not (values.get("user_employer_id") or values.get("user_employer")):
        raise Refused(N_("劳务派遣请填写用工单位"), field="user_employer_name")
    probation = values.get("probation_end_on")
    if probation and (probation < start or (end and probation > end)):
        raise Refused(N_("试用期应在合同期限内"), field="probation_end_on")
    if values.get("wage_fen") is not None and not values.get("wage_kind"):
        raise Refused(N_("请选择计酬方式"), field="wage_kind")


def free(employer, worker, values):
    """One employment of a worker at an employer at a time; its contract number is its own."""
    there = queries.open_contract(employer.id, worker.id)
    if there is not None:
        raise Refused(Message(N_("该单位已登记这名劳动者的合同（{day}用工），请在那份合同上续订、变更或者结束"),
                              day=there.hired_on.isoformat()), field="worker_name")
    if values["number"] and queries.number_taken(employer.id, worker.id, values["number"]):
        raise Refused(NUMBER_USED, field="number")


def _user_employer(values, employer, user_employer, by):
    """The employer that a dispatched worker works for, found by code or name, else registered."""
    if user_employer and user_employer.get("name"):
        found = parties.register_employer(area=employer.area, by=by, **user_employer)
        db.session.flush()
        values["user_employer_id"] = found.id


@action("contracts.sign")
def sign(contract, *, by, kind, start_on, signed_on=None, user_employer=None, **facts):
    """补签: work that had nothing in writing gets its contract."""
    _open_to(contract, by, State.UNSIGNED)
    old, on = queries.values(contract), signed_on or start_on
    values = {**old, **{key: facts[key] for key in (*TERM, *CONTENT) if key in facts},
              "kind": Kind(kind), "start_on": start_on, "signed_on": signed_on}
    _user_employer(values, contract.employer, user_employer, by)
    sensible(values)
    if start_on < contract.hired_on:
        raise Refused(N_("合同开始日期不能早于用工之日"), field="start_on")
    before = queries.fixed_terms_before(contract.employer_id, contract.worker_id, start_on)
    _take(contract, values, start_on, state=State.ACTIVE, fixed_terms=before + 1 if values["kind"] in FIXED else 0)
    return _done(contract, What.SIGNED, on, by, old)


@action("contracts.renew")
def renew(contract, *, by, kind, start_on, end_on=None, signed_on=None, reason=None, **facts):
    """A further term of the same employment; what is left empty stays as it was."""
    _open_to(contract, by, State.ACTIVE)
    old = queries.values(contract)
    if contract.start_on and start_on <= contract.start_on:
        raise Refused(N_("续订的开始日期应晚于原合同的开始日期"), field="start_on")
    given = {key: value for key, value in facts.items() if key in (*TERM, *CONTENT) and value is not None}
    values = {**old, "probation_end_on": None, "probation_wage_fen": None, "lacking": None, **given, "kind": Kind(kind),
              "start_on": start_on, "end_on": end_on, "signed_on": signed_on}
    sensible(values)
    fixed = contract.fixed_terms + 1 if values["kind"] in FIXED else contract.fixed_terms
    _take(contract, values, start_on, terms=contract.terms + 1, fixed_terms=fixed)
    return _done(contract, What.RENEWED, start_on, by, old, reason=reason)


@action("contracts.amend")
def amend(contract, *, by, on, reason=None, **facts):
    """变更 from a day on: the old values stay true for the days before it (劳动合同法第35条: in writing)."""
    _open_to(contract, by, State.ACTIVE)
    old = queries.values(contract)
    changed = {key: value for key, value in facts.items() if key in AMENDABLE and value is not None and value != old[key]}
    if not changed:
        raise Refused(N_("没有改动任何一项，请填写变更后的内容"))
    _not_before(contract, on)
    values = {**old, **changed}
    sensible(values)
    _take(contract, values, on)
    return _done(contract, What.AMENDED, on, by, old, reason=reason)


@action("contracts.correct")
def correct(contract, *, by, reason, **facts):
    """更正: the register was wrong, the contract was not. The wrong value is mended on every day on which it stood."""
    if contract.state is State.VOID:
        raise Refused(N_("这份登记已经撤销"))
    editable(contract.area, by)
    old = queries.values(contract)
    changed = {key: value for key, value in facts.items() if key in old and value != old[key]}
    if not changed:
        raise Refused(N_("没有改动任何一项，请改正写错的内容"))
    values = {**old, **changed}
    sensible(values)
    for key, value in changed.items():
        setattr(contract, key, value)
    _mend(contract, old, changed)
    return _done(contract, What.CORRECTED, clock.today(), by, old, reason=reason, moves=False)


def _mend(contract, old, changed):
    kept = db.session.scalars(queries.spans_of(contract)).all()
    for span in reversed(kept):
        for key in set(changed) & set(spans.SPANNED):
            if getattr(span, key) == old[key]:
                setattr(span, key, changed[key])
    if "hired_on" in changed and kept[0].to_on is not None and changed["hired_on"] > kept[0].to_on:
        raise Refused(N_("用工之日不能晚于已经登记的第一次变动"), field="hired_on")
    if "hired_on" in changed:
        kept[0].from_on = changed["hired_on"]


@action("contracts.suspend")
def suspend(contract, *, by, on, reason):
    """中止履行 from a day on."""
    _open_to(contract, by, State.ACTIVE)
    _not_before(contract, on)
    old = queries.values(contract)
    contract.state = State.SUSPENDED
    _cut(contract, on, suspended=True)
    return _done(contract, What.SUSPENDED, on, by, old, reason=reason)


@action("contracts.resume")
def resume(contract, *, by, on, reason=None):
    _open_to(contract, by, State.SUSPENDED)
    _not_before(contract, on)
    old = queries.values(contract)
    contract.state = State.ACTIVE
    _cut(contract, on)
    return _done(contract, What.RESUMED, on, by, old, reason=reason)


@action("contracts.end")
def end(contract, *, by, code, on, reason=None, noticed_on=None, severance_fen=None, certificate_on=None, protections=()):
    """解除 or 终止 on its last day, for one of the grounds of the law; the paper certificate has its own day."""
    _open_to(contract, by, *OPEN)
    if code not in law.ENDINGS:
        raise Refused(N_("请选择解除或者终止的事由"), field="code")
    _not_before(contract, on)
    if noticed_on and noticed_on > on:
        raise Refused(N_("通知日期不能晚于结束日期"), field="noticed_on")
    if certificate_on and certificate_on < on:
        raise Refused(N_("证明书日期不能早于结束日期"), field="certificate_on")
    old = queries.values(contract)
    contract.state = State.DISSOLVED if code.startswith("T") else State.TERMINATED
    contract.ended_on, contract.ending_code = on, code
    last = db.session.scalars(queries.spans_of(contract)).all()[-1]
    last.to_on = max(on, last.from_on)
    ending = dict(code=code, noticed_on=noticed_on, severance_fen=severance_fen, certificate_on=certificate_on)
    return _done(contract, What.ENDED, on, by, old, reason=reason, protections=tuple(protections), **ending)


@action("contracts.certify")
def certify(contract, *, by, certificate_on):
    """The day on which the certificate was handed over (劳动合同法第50条: at the ending)."""
    editable(contract.area, by)
    ended = queries.ending(contract)
    if ended is None:
        raise Refused(N_("合同还没有结束，不出具证明书"))
    if certificate_on < contract.ended_on:
        raise Refused(N_("证明书日期不能早于结束日期"), field="certificate_on")
    ended.certificate_on = certificate_on
    return contract


@action("contracts.void")
def void(contract, *, by, reason):
    """撤销误登: it was never there. The row and its events stay; no list and no sum counts it."""
    editable(contract.area, by)
    if contract.state is State.VOID:
        raise Refused(N_("这份登记已经撤销"))
    old = queries.values(contract)
    contract.state, contract.ended_on, contract.ending_code = State.VOID, None, None
    for span in db.session.scalars(queries.spans_of(contract)).all():
        db.session.delete(span)
    _event(contract, What.VOIDED, clock.today(), by, kept_changes(old, queries.values(contract)), reason=reason)
    reviewing.forget(contract)
    return contract


# ---- papers and scans

@action("contracts.open_file")
def open_file(contract, *, by):
    """The record on which papers and scans of a contract hang."""
    there = queries.file_of(contract)
    if there is None:
        there = ContractFile(number=f"劳动合同{contract.id:08d}", area=contract.area, area_id=contract.area_id,
                             opened_area_id=contract.area_id, contract_id=contract.id, contract=contract, lead_id=by.id)
        db.session.add(there)
    return there


@action("contracts.open_employer_file")
def open_employer_file(employer, *, by):
    there = queries.employer_file_of(employer)
    if there is None:
        there = EmployerFile(number=f"用工档案{employer.id:08d}", area=employer.area, area_id=employer.area_id,
                             opened_area_id=employer.area_id, employer_id=employer.id, employer=employer, lead_id=by.id)
        db.session.add(there)
    return there


@action("contracts.add_scan")
def add_scan(contract, *, kept, by, received_on=None):
    """The signed paper as a picture or PDF; it was judged and kept before the write gate."""
    editable(contract.area, by)
    file = open_file(contract, by=by)
    db.session.flush()
    scan = files.Evidence(matter_id=file.id, name=kept.name, kind="contract", sha256=kept.sha256, size=kept.size,
                          media_type=kept.media_type, received_on=received_on or clock.today(), by_id=by.id)
    db.session.add(scan)
    return scan


# ---- what they share

def _open_to(contract, by, *states):
    editable(contract.area, by)
    if contract.state not in states:
        raise Refused(N_("合同已经结束，不能再办") if contract.state in ENDED else N_("合同现在的状态不能这样办"))


def _not_before(contract, on):
    if on < contract.moved_on:
        raise Refused(Message(N_("日期不能早于上一次变动的日期 {day}"), day=contract.moved_on.isoformat()), field="on")


def _take(contract, values, on, **more):
    with db.session.no_autoflush:  # the CHECKs speak of several columns together
        for key in (*TERM, *CONTENT):
            setattr(contract, key, values.get(key))
        for key, value in more.items():
            setattr(contract, key, value)
        _cut(contract, on)


def _cut(contract, on, suspended=False):
    last = db.session.scalars(queries.spans_of(contract)).all()[-1]
    closed, following = spans.cut({"from_on": last.from_on}, queries.values(contract), on, suspended)
    if closed is None:
        for key, value in following.items():
            setattr(last, key, value)
        return
    last.to_on = closed
    db.session.add(ContractSpan(contract_id=contract.id, **following))


def _done(contract, what, on, by, old, moves=True, protections=(), **facts):
    if moves:
        contract.moved_on = max(contract.moved_on, on)
    changes = kept_changes(old, queries.values(contract)) | ({"protections": [None, list(protections)]} if protections else {})
    _event(contract, what, on, by, changes, **facts)
    db.session.flush()
    reviewing.keep(contract, protections=protections)
    return contract


def _event(contract, what, on, by, changes, **facts):
    db.session.add(ContractEvent(contract_id=contract.id, what=what, on=on, changes=changes, by_id=by.id if by else None, **facts))


def kept_changes(old, new):
    """{"column": [old, new]} in plain values, of what is not the same."""
    return {key: [_plain(old.get(key)), _plain(value)] for key, value in new.items()
            if old.get(key) != value and key in Contract.words}


def _plain(value):
    return value.isoformat() if hasattr(value, "isoformat") else str(value) if isinstance(value, Enum) else value
