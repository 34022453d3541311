"""What people do about payments: note one, withdraw one, agree on instalments, look for a worker who cannot be found.

Payments may be added to a case at any state, also after it was closed (design: dated additions); what they may not do is
exceed what a line is still owed.
"""

from sqlalchemy.orm import joinedload

from casework import arrears
from casework.arrears.actions import open_to
from casework.arrears.grounds import Recognition
from casework.arrears.models import Case, ClaimLine, State
from casework.arrears.payments import Instalment, Payer, Payment, Share, Unfound
from casework.core import clock
from casework.core.actions import action
from casework.core.errors import Refused
from casework.core.money import yuan
from casework.core.permissions import P, may
from casework.extensions import db
from casework.law.findings import N_, Message

__all__ = ["Unfound", "found", "note_unfound", "pay", "pay_sheet", "pay_workers", "payable", "plan_instalments", "recognise",
           "spread", "withdraw_payment"]


def payable(case, by):
    """Refused unless this person may note payments of this case."""
    if not may(by, P.PAYMENT_ADD, case.area.path):
        raise Refused(N_("你没有登记付款的权限"))
    if case.state == State.MERGED:
        raise Refused(N_("本案已并入另案，付款记在并入的案件上"))


def spread(lines, fen):
    """{line: fen}: an amount for one worker over their lines, the oldest month first, never more than a line is owed.

    Refused when the lines together are owed less than `fen`.
    """
    shares, left = {}, fen
    for line in sorted(lines, key=lambda line: (line.month or line.from_on or line.to_on or clock.today(), line.id)):
        if taken := min(left, line.owed_fen):
            shares[line] = taken
            left -= taken
    if left:
        raise Refused(Message(N_("只欠 {owed} 元，不能记 {paid} 元"), owed=yuan(fen - left), paid=yuan(fen)))
    return shares


@action("arrears.pay")
def pay(*, case, shares, by, on=None, payer=Payer.EMPLOYER, payer_name=None, voucher=None, evidence=None, note=None):
    """Note a payment made on a local date. `shares`: {claim line: fen > 0}; nothing beyond what each line is owed."""
    payable(case, by)
    on = on or clock.today()
    if on > clock.today():
        raise Refused(N_("付款日期不能晚于今天"), field="on")
    shares = {line: fen for line, fen in shares.items() if fen}
    if not shares:
        raise Refused(N_("请填写付给谁、多少"))
    payment = Payment(case_id=case.id, on=on, payer=Payer(payer), payer_name=payer_name, amount_fen=sum(shares.values()),
                      voucher=voucher, evidence_id=evidence.id if evidence else None, note=note, by_id=by.id if by else None)
    db.session.add(payment)
    db.session.flush()
    db.session.add_all([_share(payment, line, fen) for line, fen in shares.items()])
    return payment


@action("arrears.pay_workers")
def pay_workers(*, case, amounts, by, bad=(), **facts):
    """Note one payment to several workers of a case: {worker id: fen}. Refused as a whole when one amount cannot stand."""
    if bad:
        raise Refused(N_("有金额要改，付款没有登记"))
    lines = {}
    for line in db.session.scalars(
            db.select(ClaimLine).where(ClaimLine.case_id == case.id).options(joinedload(ClaimLine.worker)).order_by(ClaimLine.id)):
        lines.setdefault(line.worker_id, []).append(line)
    shares = {}
    for worker_id, fen in amounts.items():
        own = lines.get(worker_id)
        if own is None:
            raise Refused(N_("本案没有这名劳动者"))
        try:
            shares |= spread(own, fen)
        except Refused as refusal:
            raise Refused(Message(N_("{who}：{why}"), who=own[0].worker.name, why=refusal.message)) from None
    return pay(case=case, shares=shares, by=by, **facts)


@action("arrears.pay_sheet")
def pay_sheet(*, case, groups, by):
    """Note the payments of a sheet: {(local day, payer, voucher): {claim line: fen}}, together or not at all."""
    return [pay(case=case, shares=shares, on=on, payer=payer, voucher=voucher, by=by) for (on, payer, voucher), shares in groups.items()]


def _share(payment, line, fen):
    if fen < 0 or fen > line.owed_fen:
        raise Refused(Message(N_("只欠 {owed} 元，不能记 {paid} 元"), owed=yuan(line.owed_fen), paid=yuan(fen)))
    to_fund = min(sum(split(line, fen) for split in arrears.SPLITTERS), fen, line.advanced_fen - line.recovered_fen)
    if fen - to_fund > line.owed_to_worker_fen:  # what the fund has advanced is not the worker's to get twice
        raise Refused(Message(N_("其中 {advanced} 元已由周转金垫付，不能再付给本人"),
                              advanced=yuan(line.advanced_fen - line.recovered_fen)))
    line.paid_fen += fen
    line.recovered_fen += to_fund
    return Share(payment_id=payment.id, line_id=line.id, fen=fen, fund_fen=to_fund)


@action("arrears.withdraw_payment")
def withdraw_payment(*, payment, reason, by):
    """Take back a payment that was noted by mistake: the lines are owed it again; the entry stays with its reason."""
    payable(db.session.get_one(Case, payment.case_id), by)
    if payment.withdrawn_on:
        raise Refused(N_("这笔付款已经撤销"))
    if not (reason or "").strip():
        raise Refused(N_("请填写撤销的原因"), field="reason")
    for share, line in db.session.execute(
            db.select(Share, ClaimLine).join(ClaimLine, ClaimLine.id == Share.line_id).where(Share.payment_id == payment.id)):
        line.paid_fen -= share.fen
        line.recovered_fen -= share.fund_fen
    payment.withdrawn_on, payment.withdrawn_reason = clock.today(), reason.strip()[:200]
    return payment


@action("arrears.recognise")
def recognise(*, case, figures, by, reason, evidence=None):
    """认定: {claim line: (recognised fen or None, waived fen)}, with the reason and the evidence (of this case) that it rests on.
    A finding below what was already paid is refused; what does not change is passed over. Answers how many lines changed."""
    open_to(case, by)
    if not (reason or "").strip():
        raise Refused(N_("请写明认定或放弃的依据"), field="reason")
    if evidence is not None and evidence.matter_id != case.id:
        raise Refused(N_("依据的证据不在本案"), field="evidence")
    changed = 0
    for line, (recognised, waived) in figures.items():
        if (line.recognised_fen, line.waived_fen) == (recognised, waived):
            continue
        settled = line.paid_fen + line.advanced_fen - line.recovered_fen + waived
        stands = line.claimed_fen if recognised is None else recognised
        if settled > stands:
            raise Refused(Message(N_("已付、垫付和放弃共 {settled} 元，认定不能少于它"), settled=yuan(settled)))
        line.recognised_fen, line.waived_fen = recognised, waived
        db.session.add(Recognition(line_id=line.id, on=clock.today(), recognised_fen=recognised, waived_fen=waived, by_id=by.id,
                                   reason=reason.strip()[:200], evidence_id=evidence.id if evidence is not None else None))
        changed += 1
    return changed


@action("arrears.plan_instalments")
def plan_instalments(*, case, agreed_on, rows, by):
    """分期支付的约定: rows [(local due date, fen)], together what is still owed or less. It replaces the plan before."""
    payable(case, by)
    rows = sorted((due, fen) for due, fen in rows if due and fen)
    if not rows:
        raise Refused(N_("请填写各期的日期和金额"))
    if agreed_on > clock.today():
        raise Refused(N_("约定日期不能晚于今天"), field="agreed_on")
    if rows[0][0] < agreed_on:
        raise Refused(N_("分期的日期不能早于约定日期"))
    owed = sum(line.owed_fen for line in db.session.scalars(db.select(ClaimLine).where(ClaimLine.case_id == case.id)))
    if sum(fen for _, fen in rows) > owed:
        raise Refused(Message(N_("各期合计 {sum} 元，多于尚欠 {owed} 元"), sum=yuan(sum(f for _, f in rows)), owed=yuan(owed)))
    for old in db.session.scalars(
            db.select(Instalment).where(Instalment.case_id == case.id, Instalment.replaced_on.is_(None))):
        old.replaced_on = clock.today()
    plan = [Instalment(case_id=case.id, agreed_on=agreed_on, due_on=due, amount_fen=fen) for due, fen in rows]
    db.session.add_all(plan)
    return plan


@action("arrears.note_unfound")
def note_unfound(*, case, worker_id, by, since_on=None, note=None):
    """A worker of the case who cannot be found to be paid, since a local date."""
    payable(case, by)
    there = db.select(ClaimLine.id).where(ClaimLine.case_id == case.id, ClaimLine.worker_id == worker_id).limit(1)
    if db.session.scalar(there) is None:
        raise Refused(N_("本案没有这名劳动者"))
    if db.session.scalar(db.select(Unfound.id).where(
            Unfound.case_id == case.id, Unfound.worker_id == worker_id, Unfound.found_on.is_(None))):
        raise Refused(N_("已经登记为联系不上"))
    unfound = Unfound(case_id=case.id, worker_id=worker_id, since_on=since_on or clock.today(), note=note)
    db.session.add(unfound)
    return unfound


@action("arrears.found")
def found(*, unfound, by):
    payable(db.session.get_one(Case, unfound.case_id), by)
    unfound.found_on = unfound.found_on or clock.today()
    return unfound
