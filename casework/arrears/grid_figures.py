"""The figures of one claim line after something of it was typed: what follows from what, and what cannot stand. Pure."""

from decimal import Decimal

from casework.arrears.cells import Bad
from casework.arrears.earning import earned_fen, how, plain
from casework.arrears.roster_reading import MOST_FEN
from casework.law.amounts import yuan
from casework.law.findings import N_

LESS = ("received_fen", "drawn_fen", "deducted_fen")
EARNING = {"days", "day_rate_fen", "pieces", "piece_rate_fen"}
FIGURES = ("claimed_fen", "due_fen", *LESS, *EARNING)


def worked(before, typed):
    """{column: value} of a line: `before` (all FIGURES, None where there is none) with `typed` put in.

    时间 × 单价 gives 应发; 应发 − 已发 − 借支 − 扣款 gives 欠发, unless it was typed, and then it must agree. Raises Bad.
    """
    new = {**before, **typed}
    for name in ("days", "pieces"):
        new[name] = plain(Decimal(new[name])) if new[name] not in (None, "") else None
    earned = earned_fen(new)
    if EARNING & typed.keys() and earned is not None and "due_fen" not in typed:
        new["due_fen"] = earned
    if "due_fen" in typed and earned is not None and new["due_fen"] != earned:
        raise Bad(N_("{how}，与应发 {due} 不符"), how=how(new), due=yuan(new["due_fen"] or 0))
    less = [new[name] for name in LESS]
    computed = None if new["due_fen"] is None else new["due_fen"] - sum(fen or 0 for fen in less)
    if "claimed_fen" not in typed and computed is not None and typed.keys() & {"due_fen", *LESS, *EARNING}:
        new["claimed_fen"] = computed
    claimed = new["claimed_fen"]
    minus = "−" if (computed or 0) < 0 else ""
    said = {"due": yuan(new["due_fen"] or 0), "sum": minus + yuan(abs(computed or 0)), "owed": yuan(claimed or 0),
            **dict(zip(("paid", "advance", "deduction"), (yuan(fen or 0) for fen in less), strict=True))}
    if claimed is None:
        raise Bad(N_("还没有欠发的金额；请填欠发，或应发，或日工资和工日"))
    if claimed <= 0:
        raise Bad(N_("应发 {due} − 已发 {paid} − 借支 {advance} − 扣款 {deduction} ＝ {sum}，欠发应大于 0"), **said) \
            if computed is not None else Bad(N_("欠发应大于 0；没有欠薪的，把格子清空"))
    if computed is not None and claimed != computed and any(fen is not None for fen in less):
        raise Bad(N_("应发 {due} − 已发 {paid} − 借支 {advance} − 扣款 {deduction} ＝ {sum}，与欠发 {owed} 不符"), **said)
    if claimed > MOST_FEN:
        raise Bad(N_("每笔不超过 {most} 元，请核对"), most=yuan(MOST_FEN))
    return new


def holds(figures, recognised, waived, paid, advanced, recovered):
    """Raises Bad unless what was paid, advanced and waived fits into what stands (design.md section 7). All in fen."""
    stands = figures["claimed_fen"] if recognised is None else recognised
    settled = paid + waived + advanced - recovered
    if settled > stands:
        claim, finding = N_("已付、垫付和放弃共 {settled} 元，不能少于它"), N_("已付、垫付和放弃共 {settled} 元，认定不能少于它")
        raise Bad(claim if recognised is None else finding, settled=yuan(settled))
