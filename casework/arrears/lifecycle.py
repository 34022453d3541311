"""欠薪案件的办理流程: one row for each move; who may make it stands in core.permissions."""

from casework.accounts import queries as accounts
from casework.arrears import forms, merging, paying, proof_forms, proving
from casework.arrears.models import ENDED, LABELS, OPEN, CaseOfficer, ClaimLine, State
from casework.arrears.payments import RECEIPT
from casework.arrears.queries import assignable
from casework.core import clock, deadlines
from casework.core.errors import Refused
from casework.core.lifecycle import Lifecycle, Move
from casework.core.permissions import P, may
from casework.extensions import db
from casework.law import inspection
from casework.law.findings import N_, Message

REGISTERED, SUPPLEMENTING, ACCEPTED, FILED = OPEN

# ---- what a record needs before a move: the words beside the button


def other_hand(case, by):
    """The one who proposes does not approve."""
    if by is None:
        return None
    if by.hands & {case.registered_by_id, *(officer.user_id for officer in case.officers)}:
        return Message(N_("承办人不能批准自己提出的事项，请由另一人办理"))
    return None


def two_officers(case, by):
    """不少于两名持证监察员（劳动保障监察条例 16）."""
    valid = [user for user in case.users if user.certified(clock.today())]
    lacking = 2 - len(valid)
    return Message(N_("还缺 {n} 名证件在有效期内的承办人"), n=lacking) if lacking > 0 else None


def accepted_first(case, by):
    if case.state == REGISTERED and not case.direct:
        return Message(N_("投诉须先受理"))
    return None


def a_complaint(case, by):
    return Message(N_("巡查、举报和移送的案件不经受理，直接立案")) if case.direct else None


def investigating(case, by):
    return None if deadlines.running(case, inspection.INVESTIGATION.code) else Message(N_("没有正在计算的调查时限"))


def not_suspended(case, by):
    deadline = deadlines.running(case, inspection.INVESTIGATION.code)
    return Message(N_("调查时限正在中止")) if deadline and deadline.paused else None


def suspended(case, by):
    deadline = deadlines.running(case, inspection.INVESTIGATION.code)
    return None if deadline and deadline.paused else Message(N_("调查时限没有中止"))


def not_extended(case, by):
    deadline = deadlines.running(case, inspection.INVESTIGATION.code)
    return Message(N_("调查时限已经延长过一次")) if deadline and deadline.extra_days else None


def untold(case, by):
    return None if deadlines.running(case, inspection.TELL_EXTENSION.code) else Message(N_("没有待告知的延长或中止"))


def county_closed_it(case, by):
    """What the county filed and ended, the county reopens."""
    if by and case.filed_on and not may(by, P.CASE_CLOSE, case.area.path):
        return Message(N_("立案后的案件由县局重新启动"))
    return None


# ---- guards: facts that were typed


def refusable(case, *, code, **_):
    """RJ-1…8 as the law gives them: RJ-5 is a hand-over, RJ-3 follows a supplement notice (law.md 2.4)."""
    refusal = inspection.REFUSALS.get(code)
    if refusal is None:
        raise Refused(N_("请选择不予受理的情形"), field="code")
    if code == "RJ-5":
        raise Refused(N_("属其他辖区的，应当移送，不是不予受理；请用“移送”"), field="code")
    if refusal.only_after_supplement and case.state != SUPPLEMENTING:
        raise Refused(N_("材料不全的，先发补正告知；逾期不补再不予受理"), field="code")


def other_district(case, *, code="RJ-5", **_):
    """移送只有一种情形：属其他辖区（RJ-5）."""
    if code != "RJ-5":
        raise Refused(N_("移送只用于属其他辖区的情形 RJ-5；其他情形请用“不予受理”"), field="code")


def pay_day(case, *, on, performance="promised", pay_by_on=None, **_):
    if performance == "promised" and pay_by_on and pay_by_on < on:
        raise Refused(N_("约定支付日不能早于今天的办理日期"), field="pay_by_on")


# ---- the one further thing


def note_supplement(case, *, reason, on, **_):
    """LI-10: where the county has decided that the clock pauses or begins anew, it stands still while papers are awaited."""
    case.supplement_items = reason
    if accounts.profile(case.area, on).supplement_effect in ("pause", "restart"):
        deadlines.suspend(case, inspection.ACCEPTANCE.code, on)


def note_acceptance(case, *, on, limitation=None, **_):
    case.accepted_on, case.limitation_answer = on, limitation or case.limitation_answer


def note_refusal(case, *, code, reason=None, **_):
    case.refusal_code, case.reason = code, reason


def note_handover(case, *, reason, office=None, **_):
    case.handed_to, case.reason = office, reason


def note_filing(case, *, on, **_):
    """The filing carries the day of acceptance (浙江条例 23); the approval is recorded beside it."""
    case.filed_on, case.filing_approved_on = case.accepted_on or on, on


def counted_from(case):
    """LI-13: the day from which the investigation counts, by the county's setting; that of acceptance while there is none."""
    by = accounts.profile(case.area, case.accepted_on or case.filed_on).filing_counts_from
    return case.filing_approved_on if by == "approval" else case.filed_on


def note_reason(case, *, reason=None, **_):
    case.reason = reason


def note_settlement(case, *, outcome, on, by, performance="promised", pay_by_on=None, **_):
    """Paid on the spot: every line is paid in full, and the receipt sheet is issued for the workers' signatures."""
    case.outcome, case.performance, case.pay_by_on = outcome, performance, pay_by_on
    if performance == "paid":
        lines = db.session.scalars(db.select(ClaimLine).where(ClaimLine.case_id == case.id).order_by(ClaimLine.id))
        if shares := {line: line.owed_to_worker_fen for line in lines if line.owed_to_worker_fen}:
            paying.pay(case=case, shares=shares, on=on, voucher=RECEIPT, by=by)


def note_closing(case, *, on, outcome, **_):
    case.closed_on, case.outcome = on, outcome
    deadlines.meet(case, inspection.TELL_EXTENSION.code, on)


def note_reopening(case, *, reason, **_):
    """The stopped clock runs on from its first day: closing and reopening wins the authority no time."""
    case.reason, case.closed_on, case.refusal_code = reason, None, None
    case.outcome, case.performance, case.pay_by_on = None, None, None  # what was said stays in the moves
    code = inspection.INVESTIGATION.code if case.filed_on else inspection.ACCEPTANCE.code
    if case.filed_on or not case.accepted_on:
        deadlines.resume_met(case, code)


def extend(case, **_):
    deadlines.extend(case, inspection.INVESTIGATION.code, inspection.EXTENSION.count)


def suspend(case, *, on, **_):
    deadlines.suspend(case, inspection.INVESTIGATION.code, on)


def resume(case, *, on, **_):
    deadlines.resume(case, inspection.INVESTIGATION.code, on)


def assign(case, *, officers, by, **_):
    """The first named leads. Each must be an active colleague who may handle cases here and holds a certificate."""
    chosen = []
    for login in officers:
        user = next((u for u in assignable(case) if u.login == login), None)
        if user is None:
            raise Refused(Message(N_("{login} 不能承办本案：须是本辖区在岗、证件有效的监察员"), login=login), field="officers")
        if user not in chosen:
            chosen.append(user)
    if len(chosen) < 2:
        raise Refused(N_("请指派两名承办人"), field="officers")
    case.officers.clear()
    db.session.flush()
    for position, user in enumerate(chosen, start=1):
        case.officers.append(CaseOfficer(user=user, position=position))
    case.lead_id = chosen[0].id


def before(case):
    """Where a reopened case goes back to."""
    return FILED if case.filed_on else ACCEPTED if case.accepted_on else REGISTERED


REOPENABLE = tuple(state for state in ENDED if state is not State.MERGED)
REGISTRATION = ("complaint-register", "arrears-roster")  # the counter's papers belong in every file

FLOW = Lifecycle("arrears", LABELS, [
    Move("assign", N_("指派承办人"), OPEN, None, P.CASE_ASSIGN, forms.AssignForm, then=assign),
    Move("supplement", N_("通知补正"), (REGISTERED,), SUPPLEMENTING, P.CASE_SUPPLEMENT, forms.SupplementForm,
         needs=(a_complaint,), then=note_supplement, issues=("supplement-notice",)),
    Move("accept", N_("受理"), (REGISTERED, SUPPLEMENTING), ACCEPTED, P.CASE_ACCEPT, forms.AcceptForm,
         needs=(a_complaint, other_hand), ends=(inspection.ACCEPTANCE,), then=note_acceptance,
         issues=("acceptance-notice", *REGISTRATION)),
    Move("refuse", N_("不予受理"), (REGISTERED, SUPPLEMENTING), State.REFUSED, P.CASE_REFUSE, forms.RefuseForm,
         needs=(a_complaint, other_hand), guards=(refusable,), ends=(inspection.ACCEPTANCE,), then=note_refusal,
         issues=("refusal-notice", *REGISTRATION)),
    Move("handover", N_("移送"), (REGISTERED, SUPPLEMENTING, ACCEPTED), State.HANDED_OVER, P.CASE_HANDOVER,
         forms.HandoverForm, guards=(other_district,), ends=(inspection.ACCEPTANCE,), then=note_handover,
         issues=("handover-letter", *REGISTRATION)),
    Move("file", N_("立案"), (REGISTERED, ACCEPTED), FILED, P.CASE_FILE, forms.MoveForm,
         needs=(accepted_first, two_officers, other_hand), starts=(inspection.INVESTIGATION,),
         from_day=counted_from, then=note_filing, issues=("filing-approval", *REGISTRATION)),
    Move("extend", N_("延长调查"), (FILED,), None, P.CASE_EXTEND, forms.ReasonForm,
         needs=(investigating, not_suspended, not_extended, other_hand), starts=(inspection.TELL_EXTENSION,), then=extend),
    Move("suspend", N_("中止调查"), (FILED,), None, P.CASE_SUSPEND, forms.ReasonForm,
         needs=(investigating, not_suspended, other_hand), starts=(inspection.TELL_EXTENSION,), then=suspend),
    Move("resume", N_("恢复调查"), (FILED,), None, P.CASE_SUSPEND, forms.ReasonForm, needs=(suspended,), then=resume),
    Move("inform", N_("告知投诉人"), (FILED,), None, P.CASE_SUPPLEMENT, forms.ReasonForm, needs=(untold,),
         ends=(inspection.TELL_EXTENSION,), issues=("information-notice",)),
    Move("request", N_("要求提供材料"), (ACCEPTED, FILED), None, P.CASE_SUPPLEMENT, proof_forms.RequestForm, then=proving.request,
         issues=("inquiry-notice",)),
    Move("order", N_("限期改正"), (FILED,), None, P.CASE_ORDER, proof_forms.OrderForm, needs=(two_officers,), then=proving.order,
         issues=("rectification-order",)),
    Move("settle", N_("协调解决"), OPEN, State.SETTLED, P.CASE_SETTLE, forms.SettleForm, guards=(pay_day,),
         ends=(inspection.ACCEPTANCE,), then=note_settlement, issues=("settlement-record", "wage-receipt", *REGISTRATION)),
    Move("withdraw", N_("撤回投诉"), OPEN, State.WITHDRAWN, P.CASE_WITHDRAW, forms.WithdrawForm,
         ends=(inspection.ACCEPTANCE,), then=note_reason),
    Move("close", N_("结案"), (FILED, State.SETTLED, State.WITHDRAWN), State.CLOSED, P.CASE_CLOSE, forms.CloseForm,
         needs=(other_hand,), ends=(inspection.INVESTIGATION,), then=note_closing),
    Move("reopen", N_("重新启动"), REOPENABLE, before, P.CASE_REOPEN, forms.ReasonForm, needs=(county_closed_it,),
         then=note_reopening),
    Move("merge", N_("并案"), OPEN, State.MERGED, P.CASE_MERGE, forms.MergeForm, then=merging.join),
    Move("split", N_("分案"), OPEN, None, P.CASE_MERGE, forms.SplitForm, then=merging.split),
    Move("undo", N_("撤销并案"), (State.MERGED,), merging.state_before, P.CASE_MERGE, forms.UndoForm, then=merging.undo),
])
